-- How often each movement is trained.
-- Parameters: none
select
    movement,
    count(distinct date) as days,
    count(*) as sets,
    sum(reps) as reps,
    round(avg((percent_from + percent_to) / 2), 1) as average_percent,
    max(percent_to) as heaviest_percent,
    max(date) as last_trained
from sets
where movement <> ''
group by movement
order by days desc, sets desc, movement

-- How often each movement is trained, whatever its spelling.
-- Parameters: none
select
    max(movement) as movement,
    count(distinct date) as days,
    count(*) as sets,
    sum(reps) as reps,
    round(avg((percent_from + percent_to) / 2), 1) as average_percent,
    max(percent_to) as heaviest_percent,
    max(date) as last_trained
from sets
join (
    select date, session, program, number, coalesce(lift, lower(movement)) as lift from exercises
) as lifts using (date, session, program, number)
group by lift
order by days desc, sets desc, lift

-- The sessions of a day's week, Monday to Sunday, and what each trains.
-- Parameters: DATE
select
    date, session, program,
    coalesce(array_join(array_agg(e.movement order by e.number) filter (where e.movement <> ''), ', '), '') as movements
from sessions
left join exercises as e using (date, session, program)
where date_trunc('week', cast(date as date)) = date_trunc('week', cast(? as date))
group by date, sessions."order", session, program
order by program, date, sessions."order", session

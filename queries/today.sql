-- The sessions of a day, part by part.
-- Parameters: DATE
with day as (
    select * from sessions where date = ?
),
parts as (
    select program, "order", session, 0 as number, 'notes' as part, notes as lines from day
    union all
    select program, "order", session, 0 as number, 'warm_up' as part, warm_up as lines from day
    union all
    select program, day."order", session, e.number, e.segment as part, array_join(concat(e.text, e.notes), chr(10)) as lines
    from day
    join exercises as e using (date, session, program)
    where e.segment <> 'notes'
),
counted as (
    select *, count(nullif(lines, '')) over (partition by program, session) as filled from parts
)
select program, session, part, lines
from counted
where lines <> '' or (filled = 0 and part = 'notes') -- a rest day has a row as well
order by program, "order", session, number, part

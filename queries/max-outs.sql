-- The sessions that establish a 1-RM, or whose sets go beyond it ("101%+"), newest first.
-- Parameters: none
select date, session, segment, movement, scheme, what, round(duration_s / 60.0, 1) as minutes
from exercises
where rep_max = 1
    or cardinality(filter(loads, l -> l.percent_from >= 100 and l.percent_to is null)) > 0
order by date desc, "order", session, number

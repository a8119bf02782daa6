-- The sessions that establish a 1-RM, newest first.
-- Parameters: none
select date, session, segment, movement, what, round(duration_s / 60.0, 1) as minutes
from exercises
where rep_max = 1
order by date desc, session, number

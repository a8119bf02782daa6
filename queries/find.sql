-- Where a movement is trained, newest first: by any part of its name, in lines that were not understood as well.
-- Parameters: MOVEMENT
select date, session, segment, movement, array_join(concat(text, notes), chr(10)) as lines
from exercises
where strpos(lower(array_join(concat(array[movement], notes), chr(10))), lower(?)) > 0
order by date desc, session, number

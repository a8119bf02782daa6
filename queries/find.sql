-- Where a movement is trained, newest first: by any part of its name, in lines that were not understood as well.
-- Parameters: MOVEMENT
with marks as (
    -- Quotes, dashes and times signs, and what is typed for them: those of invictus/marks.py.
    select
        '‘’‚‛′´`“”„‟″‐‑‒–—―−﹘﹣－×✕✖⨯' as typographic,
        '''''''''''''''"""""----------xxxx' as typed
)
select date, session, segment, movement, array_join(concat(text, notes), chr(10)) as lines
from exercises
cross join marks
where strpos(
    translate(lower(array_join(concat(array[movement], notes), chr(10))), typographic, typed),
    translate(lower(?), typographic, typed)
) > 0
order by date desc, "order", session, number

create or replace view exercises as
-- One row per exercise. `number` counts a session's exercises in the post's order.
with numbered as (
    select date, session, "order", program, number, exercises[number] as e
    from sessions
    cross join unnest(sequence(1, cardinality(exercises))) as numbers (number)
    where cardinality(exercises) > 0 -- a sequence from 1 to 0 is not empty on Athena
)
select
    date, session, "order", program, number,
    e.segment as segment, e.block as block,
    e.scheme.kind as scheme, e.scheme.interval_s as interval_s, e.scheme.duration_s as duration_s,
    e.scheme.sets as sets, e.scheme.sets_to as sets_to, e.scheme.what as what, e.scheme.rep_max as rep_max,
    e.scheme.work_s as work_s, e.scheme.off_s as off_s, e.scheme.starts_s as starts_s, e.turn as turn,
    e.movement as movement, e.lift as lift, e.movements as movements,
    e.reps as reps, e.reps_to as reps_to, e.reps_women as reps_women, e.max_effort as max_effort,
    e.seconds as seconds, e.seconds_to as seconds_to, e.distance_m as distance_m, e.distance_to_m as distance_to_m,
    e.calories as calories, e.calories_to as calories_to, e.calories_women as calories_women,
    e.per_side as per_side, e.tempo as tempo, e.pause as pause,
    e.loads as loads, e.uncertain as uncertain, e.rest_s as rest_s, e.rest_to_s as rest_to_s,
    e.video as video, e.text as text, e.cues as cues, e.notes as notes
from numbered

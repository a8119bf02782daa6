create or replace view sets as
-- One row a set that the post is sure of: of "3-4 sets" three, of an "establish" or an AMRAP none. Reps and percents
-- are those of the load that names the set, or else of the load for all sets. The same as prescriptions.sets_of.
with counted as (
    select *, coalesce(sets, array_max(flatten(transform(loads, l -> l.sets))), 0) as how_many
    from exercises
),
numbered as (
    select
        *,
        coalesce(
            element_at(filter(loads, l -> contains(l.sets, cast(set_number as integer))), 1),
            element_at(filter(loads, l -> cardinality(l.sets) = 0), 1)
        ) as load
    from counted
    cross join unnest(sequence(1, how_many)) as set_numbers (set_number)
    where how_many > 0
)
select
    date, session, program, segment, block, number, movement, set_number,
    case when load.reps > 0 then load.reps else reps end as reps,
    case when load.reps > 0 then load.reps_to else reps_to end as reps_to,
    coalesce(seconds, work_s) as seconds, distance_m,
    load.percent_from as percent_from, load.percent_to as percent_to, coalesce(load."of", '') as "of"
from numbered

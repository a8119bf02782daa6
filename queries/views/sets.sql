create or replace view sets as
-- One row per set that the post is certain about: three of "3-4 sets", none of an "establish" or an AMRAP, none without a
-- movement, and none that a line which was not understood may change. Reps and load are those of the load that names the
-- set, or else of the load for all sets. `times` counts the parts of a complex. The same as prescriptions.sets_of.
with named as (
    select *, array_sort(array_distinct(flatten(transform(loads, l -> l.sets)))) as named_sets
    from exercises
    where movement <> ''
),
counted as (
    -- The scheme's sets; the sets that loads name, where the scheme has none or they go on from a block above ("Set 6").
    select
        *,
        case
            when sets > 0 and coalesce(element_at(named_sets, -1), 0) <= sets_to then sequence(1, sets)
            else named_sets
        end as numbers_of_sets
    from named
),
numbered as (
    select
        *,
        coalesce(
            element_at(filter(loads, l -> contains(l.sets, cast(set_number as integer))), 1),
            element_at(filter(loads, l -> cardinality(l.sets) = 0), 1)
        ) as load
    from counted
    cross join unnest(numbers_of_sets) as set_numbers (set_number)
    where cardinality(numbers_of_sets) > 0
        and not coalesce(contains(uncertain, cast(set_number as integer)), false)
)
select
    date, session, program, segment, block, number, turn, movement, set_number,
    case
        when cardinality(load.times) > 0 then load.times
        when cardinality(filter(movements, m -> m.times > 1)) > 0 then transform(movements, m -> m.times)
        else filter(transform(movements, m -> m.times), t -> t < 0)
    end as times,
    case when load.reps > 0 or load.max_effort then load.reps else reps end as reps,
    case when load.reps > 0 or load.max_effort then load.reps_to else reps_to end as reps_to,
    case when load.reps > 0 or load.max_effort then null else reps_women end as reps_women,
    case when load.reps > 0 or load.max_effort then load.max_effort else max_effort end as max_effort,
    coalesce(seconds, work_s) as seconds, distance_m, calories, calories_to, calories_women,
    load.percent_from as percent_from, load.percent_to as percent_to, coalesce(load."of", '') as "of",
    load.weight as weight, load.weight_women as weight_women, coalesce(load.unit, '') as unit,
    coalesce(load.relative, '') as relative, load.change_from as change_from, load.change_to as change_to
from numbered

-- one row per article of a selection that is in one of two periods. `is_now` is true in `since` to
-- `until`, `is_before` in `previous_since` to `previous_until`, and both where the periods overlap.
-- All four bounds are dates or times on the clock of the time zone; ends are excluded. Undated
-- articles are in neither period. `since` and `until` must be given. Where the others are null, the
-- period before a whole calendar month or year is the month or year before it. Before any other
-- period it is the span of the same length on that clock, right before `since`. Where only one of
-- the two is given, the other follows from the same length. A month has up to three days more than
-- another.
create macro compared_articles(
    since, until, previous_since, previous_until, topic, provider, tz,
    wanted_category := 'news', wanted_type := null
) as table
with
asked as (
    select
        case
            when since is null
                then error('since is missing: give the first day, as since := date ''2021-03-01''')
            else since::timestamp
        end as since_at,
        case
            when until is null then error(
                'until is missing: give the day after the last, as until := date ''2021-04-01'''
            )
            else until::timestamp
        end as until_at,
        previous_since::timestamp as said_since_at,
        previous_until::timestamp as said_until_at,
),
measured as (
    select
        *,
        case
            when since_at = date_trunc('year', since_at) and until_at = since_at + interval 1 year
                then interval 1 year
            when since_at = date_trunc('month', since_at) and until_at = since_at + interval 1 month
                then interval 1 month
            else until_at - since_at
        end as length,
    from asked
),
derived as (
    select
        *,
        coalesce(said_since_at, coalesce(said_until_at, since_at) - length) as before_since_at,
        coalesce(said_until_at, said_since_at + length, since_at) as before_until_at,
    from measured
),
periods as (
    select
        since_at,
        if(until_at > since_at, until_at, error('until must be after since')) as until_at,
        before_since_at,
        if(
            before_until_at > before_since_at, before_until_at,
            error('previous_until must be after previous_since')
        ) as before_until_at,
    from derived
)
select
    selected.*,
    coalesce(local_at >= since_at and local_at < until_at, false) as is_now,
    coalesce(local_at >= before_since_at and local_at < before_until_at, false) as is_before,
from periods
cross join selected_articles(
    least(
        since::timestamp,
        previous_since::timestamp,
        coalesce(previous_until, since)::timestamp
            - (until::timestamp - since::timestamp) - interval 3 day
    ),
    greatest(
        until::timestamp,
        since::timestamp + interval 3 day,
        previous_until::timestamp,
        previous_since::timestamp + (until::timestamp - since::timestamp) + interval 3 day
    ),
    topic, provider, tz,
    wanted_category := wanted_category, wanted_type := wanted_type
) as selected
where is_now or is_before;

-- one row per day, week (from Monday) or month that a span of local time touches. `until` is
-- excluded. The span is bounded to the years that news can be of, 1600 to 2199, and a day more on
-- either side, for the clocks of other zones.
create macro calendar(first_at, since, until, last_at, bucket) as table
with
asked as (
    select
        coalesce(since::timestamp, first_at) as begins_at,
        coalesce(until::timestamp - interval 1 microsecond, last_at) as ends_at,
)
select unnest(generate_series(
    date_trunc(bucket, if(begins_at < date '1599-12-31', date '1599-12-31', begins_at)),
    if(ends_at > date '2200-01-01', date '2200-01-01', ends_at),
    case bucket
        when 'day' then interval 1 day
        when 'week' then interval 7 day
        when 'month' then interval 1 month
        else error('bucket is day, week or month, not ' || bucket)
    end
))::date as bucket_start,
from asked;

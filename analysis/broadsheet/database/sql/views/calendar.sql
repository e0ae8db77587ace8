-- one row per day, week (from Monday) or month that a span of local time touches. `until` is
-- excluded.
create macro calendar(first_at, since, until, last_at, bucket) as table
select unnest(generate_series(
    date_trunc(bucket, coalesce(since::timestamp, first_at)),
    coalesce(until::timestamp - interval 1 microsecond, last_at),
    case bucket
        when 'day' then interval 1 day
        when 'week' then interval 7 day
        when 'month' then interval 1 month
        else error('bucket is day, week or month, not ' || bucket)
    end
))::date as bucket_start;

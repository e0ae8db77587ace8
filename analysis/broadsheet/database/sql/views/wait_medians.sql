-- one row per provider of documents that were added in a selection of versions (see document_waits), with
-- how many are `done`. That is scored or published, as `waited_for` says. It has their share and the median
-- of their hours until then, too. Documents of one commit do not come independently, so it counts as one draw. The
-- 95 % intervals are Wilson's, of the documents that story_size counts, and that of median_reach. They are
-- null below one degree of freedom (see story_freedom).
create macro wait_medians(
    since, until, provider, tz, waited_for, wanted_category := 'news', wanted_type := null
) as table
with
waits as (
    select
        domain,
        committed_at,
        case waited_for
            when 'scored' then hours_until_scored
            when 'published' then hours_until_published
        end as hours,
    from document_waits(
        since, until, provider, tz, wanted_category := wanted_category, wanted_type := wanted_type
    )
),
middled as (
    select *, median(hours) over (partition by domain) as middle from waits
),
by_commit as (
    select
        domain,
        list(hours) filter (hours is not null) as over,
        count(*)::hugeint as k,
        count(hours)::hugeint as n,
        (count(*) filter (hours < middle) + count(*) filter (hours <= middle))::hugeint as u,
    from middled
    group by domain, committed_at
),
measured as (
    select
        domain,
        list_sort(flatten(list(over) filter (over is not null))) as over,
        sum(k) as documents,
        sum(n) as done,
        median_reach(
            sum(n), sum(u), sum(n * n), sum(n * u), sum(u * u), sum(n * n * n * n)
        ) as reach,
        story_size(
            sum(k), sum(n), sum(k * k), sum(k * n), sum(n * n), sum(k * k * k * k)
        ) as size,
    from by_commit
    group by domain
)
select
    domain,
    documents::bigint as documents,
    done::bigint as done,
    done / documents as share,
    wilson_low(done / documents * size, size) as share_low,
    wilson_high(done / documents * size, size) as share_high,
    list_median(over) as median_hours,
    over[median_begins(done, reach)] as median_low,
    over[median_ends(done, reach)] as median_high,
    over[-1] as longest_hours,
from measured;

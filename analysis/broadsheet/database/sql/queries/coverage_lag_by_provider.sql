-- one row per provider, the quickest by median first, then by mean, then by domain
-- measures stories of two providers or more that it takes part in, those it is first in, their share,
-- and the hours its first item is behind the story's first: median, 90th percentile (interpolated),
-- mean; who shares the first place is 0 hours behind and first too; items without a provider or a
-- time stand aside, so two providers are two with a dated item each
-- answers: who is quick, and who follows how much later?
create macro coverage_lag_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_stories := 5
) as table
with measured as (
    select
        provider_domain,
        count(*) as stories,
        count(*) filter (is_first) as firsts,
        count(*) filter (is_first) / count(*) as first_share,
        quantile_cont(lag_us, 0.5) / 3600000000 as p50,
        quantile_cont(lag_us, 0.9) / 3600000000 as p90,
        avg(lag_us) / 3600000000 as mean,
    from story_entries(since, until, topic, tz, wanted_category := category, wanted_type := type)
    group by provider_domain
    having count(*) >= min_stories
)
select
    provider_domain,
    providers.name as provider_name,
    stories,
    firsts,
    first_share,
    p50,
    p90,
    mean,
from measured left join providers using (provider_domain)
order by p50, mean, provider_domain;

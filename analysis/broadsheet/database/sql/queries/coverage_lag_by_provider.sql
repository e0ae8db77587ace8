-- grain: one row per provider, the quickest by median first
-- theme: timing
-- question: Who is quick, and who follows how much later?
-- answer: >-
--   The median, 90th percentile and mean of the hours by which each provider follows a story's
--   first item.
-- example: |-
--   from coverage_lag_by_provider(min_stories := 3)
--   select provider_domain, stories, firsts, first_share, p50, p90, mean limit 3
-- columns:
--   provider_domain: Domain of the provider.
--   provider_name: Usual name of the provider, from the table `providers`.
--   stories: Stories of two or more providers that this provider takes part in.
--   firsts: Stories in which it is first.
--   first_share: firsts / stories.
--   first_share_low: Lower end of the 95 % interval of first_share, by Wilson.
--   first_share_high: Upper end of that interval.
--   expected_firsts: Stories in which it would be first on average, if their items were in random order.
--   p50: Median lag in hours, interpolated.
--   p50_low: Lower end of the 95 % interval of p50; null for fewer than six stories.
--   p50_high: Upper end of that interval.
--   p90: 90th percentile of the lag in hours, interpolated.
--   mean: Mean lag in hours.
--   mean_low: Lower end of the 95 % interval of mean, by Student's t; 0 at least, null for a single story.
--   mean_high: Upper end of that interval.
-- definitions:
--   - >-
--     The lag of a provider in a story is the time from the story's first item to the provider's
--     first item.
--   - >-
--     Items without a provider or without a time are ignored, so each of the two providers has a
--     timed item.
--   - An item published at exactly 00:00:00 UTC has a date and no time.
--   - >-
--     In random order, a provider with a of the n timed items of a story is first with the probability
--     a / n. expected_firsts is the sum of these.
--   - Of providers that share the first place, each is first and has a lag of 0 hours.
--   - >-
--     A provider has one lag in a story, and stories come independently. So the interval of p50 lies
--     between two lags, those at the places n / 2 ± 0.98 √n (see `median_rank`).
--   - Rows are in order of p50, then mean, then domain.
-- source: >-
--   Wilson 1927, Probable Inference, JASA 22(158); Conover 1999, Practical Nonparametric Statistics,
--   3rd edition, section 3.2.
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
        sum(own_items / all_items order by own_items / all_items) as expected_firsts,
        quantile_cont(lag_us, 0.5) / 3600000000 as p50,
        quantile_cont(lag_us, 0.9) / 3600000000 as p90,
        avg(lag_us) / 3600000000 as mean,
        list(lag_us order by lag_us) as lags,
        mean_reach(var_samp(lag_us order by lag_us), count(*)) / 3600000000 as reach,
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
    wilson_low(firsts, stories) as first_share_low,
    wilson_high(firsts, stories) as first_share_high,
    expected_firsts,
    p50,
    lags[median_rank(stories)] / 3600000000 as p50_low,
    lags[stories + 1 - median_rank(stories)] / 3600000000 as p50_high,
    p90,
    mean,
    if(reach is null, null, greatest(mean - reach, 0)) as mean_low,
    mean + reach as mean_high,
from measured left join providers using (provider_domain)
order by p50, mean, provider_domain;

-- grain: >-
--   one row per provider and other provider with enough joint stories, the clearest leader first
-- theme: timing
-- question: Who follows whom?
-- answer: >-
--   In how many joint stories each provider is before the other, against a random order of their
--   items.
-- example: |-
--   from who_follows_whom(min_stories := 3)
--   select provider_domain, other_domain, stories, before, after, share, expected_share, q limit 3
-- parameters:
--   provider: Only pairs in which the first provider has this domain, in upper or lower case.
--   min_stories: Omit pairs with fewer joint stories.
-- columns:
--   provider_domain: Domain of the provider.
--   provider_name: Usual name of the provider, from the table `providers`.
--   other_domain: Domain of the other provider.
--   other_name: Usual name of that provider, from the table `providers`.
--   stories: Stories in which both have a timed item.
--   before: Stories in which the provider's first item is earlier than the other's.
--   after: Stories in which it is later.
--   tied: Stories in which both have the same time.
--   share: before / (before + after); null where that is 0.
--   share_low: Lower end of the 95 % interval of share, by Wilson.
--   share_high: Upper end of that interval.
--   expected_share: The share to expect of a random order; null where share is.
--   median_lag_hours: >-
--     Median of the hours from the provider's first item to the other's, negative where the other
--     is first.
--   median_lag_low: >-
--     Lower end of the 95 % interval of median_lag_hours; null for fewer than six stories.
--   median_lag_high: Upper end of that interval.
--   z: >-
--     (before - expected) / standard deviation of a random order, positive where the provider leads.
--   p: Probability that a random order is as far from what is expected, on either side.
--   q: p, corrected for the number of pairs; null where p is.
-- definitions:
--   - Each pair has two rows, one from either side.
--   - A provider enters a story with its first timed item.
--   - An item published at exactly 00:00:00 UTC has a date and no time.
--   - Items without a provider or without a time are ignored.
--   - >-
--     If the timed items of both were in random order, a provider with a items would be before one
--     with b items with the probability a / (a + b).
--   - >-
--     expected is the sum of these probabilities over the stories without a tie, the variance that
--     of each times its complement.
--   - >-
--     Stories come independently. So the interval of the median lies between two of the lags, those
--     at the places n / 2 ± 0.98 √n (see `median_rank`).
--   - p is that of a normal distribution, with half a story less difference (Yates).
--   - >-
--     q is the least false discovery rate at which the pair is reported, among all pairs of the
--     answer. Where pairs with q up to 0.05 are reported, 5 % of them are false on average.
--   - >-
--     Rows whose z is equal to nine digits after the point are in order of stories, most first,
--     then of both domains. Rows without z come last.
-- source: >-
--   Wilson 1927, Probable Inference, JASA 22(158); Conover 1999, Practical Nonparametric Statistics,
--   3rd edition, section 3.2; Benjamini and Hochberg 1995, Controlling the False Discovery Rate, JRSS
--   B 57(1).
create macro who_follows_whom(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, min_stories := 5
) as table
with
entries as materialized (
    select story_id, provider_domain as domain, timed_items as n, entered,
    from story_providers(since, until, topic, tz, wanted_category := category, wanted_type := type)
    where entered is not null
),
measured as (
    select
        one.domain,
        other.domain as other,
        count(*) as n_joint,
        count(*) filter (one.entered < other.entered) as n_before,
        count(*) filter (one.entered > other.entered) as n_after,
        sum(one.n / (one.n + other.n)) filter (one.entered <> other.entered) as expected,
        sum(one.n / (one.n + other.n) * other.n / (one.n + other.n))
            filter (one.entered <> other.entered) as variance,
        median(other.entered - one.entered) / 3600000000 as lag_hours,
        list(other.entered - one.entered order by other.entered - one.entered) as lags,
    from entries as one join entries as other using (story_id)
    where one.domain <> other.domain
        and (provider is null or one.domain = lower(nfc_normalize(provider)))
    group by one.domain, other.domain
    having count(*) >= min_stories
),
tested as (
    select
        *,
        (n_before - expected) / sqrt(variance) as deviation,
        two_sided(greatest(abs(n_before - expected) - 0.5, 0) / sqrt(variance)) as chance,
    from measured
),
stepped as (
    select *, step_up(chance) as step from tested
),
corrected as (
    select *, q_value(chance, step) as rate from stepped
)
select
    domain as provider_domain,
    providers.name as provider_name,
    other as other_domain,
    others.name as other_name,
    n_joint as stories,
    n_before as before,
    n_after as after,
    n_joint - n_before - n_after as tied,
    n_before / nullif(n_before + n_after, 0) as share,
    wilson_low(n_before, n_before + n_after) as share_low,
    wilson_high(n_before, n_before + n_after) as share_high,
    expected / nullif(n_before + n_after, 0) as expected_share,
    lag_hours as median_lag_hours,
    lags[median_rank(n_joint)] / 3600000000 as median_lag_low,
    lags[n_joint + 1 - median_rank(n_joint)] / 3600000000 as median_lag_high,
    deviation as z,
    chance as p,
    rate as q,
from corrected
left join providers on providers.provider_domain = domain
left join providers as others on others.provider_domain = other
order by round(deviation, 9) desc nulls last, n_joint desc, domain, other;

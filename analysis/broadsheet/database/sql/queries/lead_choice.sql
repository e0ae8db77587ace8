-- grain: one row per provider that leads a story with a choice, most such stories first
-- theme: choice
-- question: How often does a story lead with less than its best, and how much less?
-- answer: >-
--   How many stories with a choice each provider leads, and in how many of them a better item
--   exists.
-- example: |-
--   from lead_choice()
--   select provider_domain, leads, with_better, share, share_low, share_high, mean_gap limit 3
-- parameters:
--   min_stories: Omit providers that lead fewer stories with a choice.
-- columns:
--   provider_domain: Domain of the provider that leads; null for leads without one.
--   provider_name: Usual name of the provider, from the table `providers`.
--   leads: Stories with a choice that an item of the provider leads.
--   with_better: Leads in stories whose best item has a higher quality than the lead.
--   share: with_better / leads.
--   share_low: Lower end of the 95 % interval of share, by Wilson.
--   share_high: Upper end of that interval.
--   mean_gap: >-
--     Mean gap in quality between best item and lead, over with_better; null where that is 0.
--   mean_gap_low: >-
--     Lower end of the 95 % interval of mean_gap, by Student's t, 0 at least; null where with_better
--     is below 2.
--   mean_gap_high: Upper end of that interval.
--   max_gap: Largest such gap; null where there is none.
-- adds_up: |-
--   select count(*) as leads, count(*) filter (gap > 0) as with_better
--   from lead_choices(since, until, topic, tz, wanted_category := category, wanted_type := type)
-- definitions:
--   - A story has a choice if its lead and at least one more of its items have a quality score.
--   - A story has at most one lead, an item with a document.
--   - >-
--     Of these items the lead is a published one, else one of a known heat other than -1, else one
--     of unknown heat.
--   - >-
--     A story whose documents all have a heat of -1, and are not published, has its lead outside
--     the archive. It is neither a good nor a bad choice, and does not count.
--   - Of several such items the lead is the best, of equally good ones the first published.
--   - The quality of an item is the best known of it.
--   - An equally good item is not a better one.
--   - Rows with the same leads are in order of domain.
-- source: Wilson 1927, Probable Inference, JASA 22(158).
create macro lead_choice(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_stories := 1
) as table
with measured as (
    select
        lead_domain as provider_domain,
        count(*) as leads,
        count(*) filter (gap > 0) as with_better,
        count(*) filter (gap > 0) / count(*) as share,
        avg(gap) filter (gap > 0) as mean_gap,
        mean_reach(var_samp(gap order by gap) filter (gap > 0), count(*) filter (gap > 0)) as reach,
        max(gap) filter (gap > 0) as max_gap,
    from lead_choices(since, until, topic, tz, wanted_category := category, wanted_type := type)
    group by lead_domain
    having count(*) >= min_stories
)
select
    provider_domain,
    providers.name as provider_name,
    leads,
    with_better,
    share,
    wilson_low(with_better, leads) as share_low,
    wilson_high(with_better, leads) as share_high,
    mean_gap,
    if(reach is null, null, greatest(mean_gap - reach, 0)) as mean_gap_low,
    mean_gap + reach as mean_gap_high,
    max_gap,
from measured left join providers using (provider_domain)
order by leads desc, provider_domain;

-- grain: one row per provider that leads and provider that has the better item, most stories first
-- theme: choice
-- question: Whose items lead in place of whose better ones?
-- answer: >-
--   How many stories one provider leads although another has the best item, and by what mean gap.
-- example: from lead_choice_matrix() limit 3
-- parameters:
--   min_stories: Omit pairs of fewer stories.
-- columns:
--   lead_domain: Domain of the provider that leads; null for leads without one.
--   lead_name: Usual name of that provider, from the table `providers`.
--   best_domain: Domain of the provider of the best item; null where it has none.
--   best_name: Usual name of that provider, from the table `providers`.
--   stories: Stories that lead with less than their best item.
--   mean_gap: Mean gap in quality between best item and lead.
--   mean_gap_low: >-
--     Lower end of the 95 % interval of mean_gap, by Student's t, 0 at least; null for a single story.
--   mean_gap_high: Upper end of that interval.
-- adds_up: |-
--   select count(*) as stories
--   from lead_choices(since, until, topic, tz, wanted_category := category, wanted_type := type)
--   where gap > 0
-- definitions:
--   - The stories are those that `lead_choice` counts as with_better.
--   - >-
--     Of several best items the head of the story counts, the one with a document, then the first
--     published.
--   - A provider may be paired with itself.
--   - Rows with the same number of stories are in order of lead_domain, then of best_domain.
create macro lead_choice_matrix(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_stories := 1
) as table
with measured as (
    select
        lead_domain,
        best_domain,
        count(*) as stories_led,
        avg(gap) as mean_gap,
        mean_reach(var_samp(gap order by gap), count(*)) as reach,
    from lead_choices(since, until, topic, tz, wanted_category := category, wanted_type := type)
    where gap > 0
    group by lead_domain, best_domain
    having count(*) >= min_stories
)
select
    lead_domain,
    leader.name as lead_name,
    best_domain,
    best.name as best_name,
    stories_led as stories,
    mean_gap,
    if(reach is null, null, greatest(mean_gap - reach, 0)) as mean_gap_low,
    mean_gap + reach as mean_gap_high,
from measured
left join providers as leader on leader.provider_domain = lead_domain
left join providers as best on best.provider_domain = best_domain
order by stories desc, lead_domain, best_domain;

-- one row per provider that leads a story with a choice, most such stories first
-- measures leads: stories led by an item of the provider that had a choice, as the lead and at least
-- one more item are scored; with_better, those whose best item is better than the lead; their share,
-- and the mean and largest gap in quality between the two, over those with a better one (else null);
-- a story has one lead: of its items with a document the published, else those of a heat other than
-- -1, else all, among these the best, and of equals the first published; an item's quality is the
-- best known of it; equally good is not better
-- answers: how often does a story lead with less than its best, and how much less?
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
    mean_gap,
    max_gap,
from measured left join providers using (provider_domain)
order by leads desc, provider_domain;

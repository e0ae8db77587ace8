-- one row per provider that leads and provider that had the better item, most stories first
-- measures stories that led with less than their best item, as lead_choice counts them, and the mean
-- gap in quality; of several that are best the story's head is meant: the one with a document, then
-- the first published; a provider may stand against itself
-- answers: whose items are led with in whose stead?
create macro lead_choice_matrix(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_stories := 1
) as table
with measured as (
    select lead_domain, best_domain, count(*) as stories_led, avg(gap) as mean_gap,
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
from measured
left join providers as leader on leader.provider_domain = lead_domain
left join providers as best on best.provider_domain = best_domain
order by stories desc, lead_domain, best_domain;

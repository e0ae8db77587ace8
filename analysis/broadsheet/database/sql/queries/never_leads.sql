-- one row per provider that stands in stories and leads none, most often best first
-- measures its items, those of them with a document, the stories they stand in, and best: stories
-- whose head, their best item, is its own and scored; share is best by stories; each story that has
-- a document is led by one, as lead_choice says, if it is alone too, or unscored; so a provider
-- without documents never leads, and one that leads any of the selected stories is left out;
-- items without a provider are a row, as if of one; equals go by stories, most first, then
-- by domain
-- answers: who is only ever told along, and who of them deserves better?
create macro never_leads(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_stories := 1
) as table
with
led as (
    from story_leads(since, until, topic, tz, wanted_category := category, wanted_type := type)
),
measured as (
    select
        story_items.provider_domain,
        count(*) as items,
        count(story_items.article_id) as documents,
        count(distinct story_items.story_id) as stories,
        count(*) filter (story_items.rank = 1 and story_items.quality is not null) as best,
    from led join story_items on story_items.story_id = led.story_id
    group by story_items.provider_domain
    having count(*) filter (story_items.item_id = led.lead_item_id) = 0
        and count(distinct story_items.story_id) >= min_stories
)
select
    provider_domain,
    providers.name as provider_name,
    measured.items,
    measured.documents,
    measured.stories,
    measured.best,
    measured.best / measured.stories as share,
from measured left join providers using (provider_domain)
order by best desc, measured.stories desc, provider_domain;

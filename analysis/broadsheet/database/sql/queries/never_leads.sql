-- grain: one row per provider that is in stories and leads none, most often best first
-- theme: choice
-- question: Who never leads a story, and who of them deserves better?
-- answer: Each provider that leads no story, with how often it has the best item of one.
-- example: |-
--   from never_leads()
--   select provider_domain, items, stories, best, share, share_low, share_high limit 3
-- columns:
--   provider_domain: Domain of the provider; null for items without one.
--   provider_name: Usual name of the provider, from the table `providers`.
--   items: Items of the provider in the selected stories.
--   documents: Items of these with a document of their own.
--   stories: Stories that these items are in.
--   best: Stories whose head, the best item, is the provider's and has a quality score.
--   share: best / stories.
--   share_low: Lower end of the 95 % interval of share, by Wilson.
--   share_high: Upper end of that interval.
-- definitions:
--   - >-
--     Each story has the lead that the rules of `lead_choice` give it, even if it is a single item
--     or unscored. A story whose lead is not in the archive does not count.
--   - A provider without documents never leads.
--   - A provider that leads any of the selected stories is omitted.
--   - Items without a domain count as those of one provider, and are one row.
--   - Rows with the same best are in order of stories, most first, then of domain.
-- source: Wilson 1927, Probable Inference, JASA 22(158).
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
    wilson_low(measured.best, measured.stories) as share_low,
    wilson_high(measured.best, measured.stories) as share_high,
from measured left join providers using (provider_domain)
order by best desc, measured.stories desc, provider_domain;

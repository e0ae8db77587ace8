-- grain: one row per topic and media storm, the storm of the most articles first
-- theme: change
-- question: Is this a media storm?
-- answer: >-
--   Spans in which a topic's share of all articles is large, rose suddenly, lasts, and is carried by
--   several providers.
-- example: |-
--   from media_storms(min_share := 0.15, min_days := 3)
--   select topic, begins, days, articles, share, rise, providers, title limit 3
-- parameters:
--   min_share: Least share of all articles that the topic has in each week of the storm.
--   min_rise: >-
--     Least rise of the first week's articles over those of the week before: 1.5 is 150 % more.
--   min_days: Least number of days of the storm on which the topic has that share of the day.
--   min_providers: Least number of providers of the storm's articles.
--   min_articles: Least number of articles in the first week.
-- columns:
--   topic: Topic.
--   begins: First day of the storm.
--   ends: Last day of the storm.
--   days: Days from the first to the last, both included.
--   full_days: Days of these on which the topic has at least `min_share` of the day's articles.
--   articles: Articles of the topic in the storm.
--   share: articles / all selected articles of these days.
--   first_week: Articles of the topic in the storm's first seven days.
--   week_before: Articles of the topic in the seven days before the storm.
--   rise: first_week / week_before - 1; null where week_before is 0.
--   providers: Distinct providers of the storm's articles.
--   stories: Stories that these articles are in.
--   title: Title of the story of these with the most articles.
--   story_share: Articles of that story / articles.
-- definitions:
--   - A day's week is the seven days that begin with it. All of it lies within the days looked at.
--   - >-
--     A storm is a run of successive days, in whose weeks the topic has at least `min_share` of all
--     articles, from the first sudden day on. It ends with the week of the last of these days.
--   - >-
--     A day is sudden if its week has at least `min_articles` articles of the topic, and at least
--     1 + min_rise times those of the seven days before. The archive must reach back over these.
--   - A day without articles has no share.
--   - An article counts once under each of its topics.
--   - Undated articles do not count.
--   - >-
--     Of stories with the same number of articles the one whose title is first in order of code
--     points is named.
--   - >-
--     `since` and `until` bound the storms. The week before may lie before `since`.
--   - Storms of as many articles are in order of begins, then of topic.
-- source: >-
--   Boydstun, Hardy and Walgrave 2014, Two Faces of Media Attention: Media Storm Versus Non-Storm
--   Coverage, Political Communication 31(4). There it is a rise of 150 %, a share of 20 % and at
--   least a week.
create macro media_storms(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    min_share := 0.2, min_rise := 1.5, min_days := 5, min_providers := 2, min_articles := 10
) as table
with
dated as materialized (
    select article_id, local_at::date as day, provider_domain, list_distinct(topics) as names,
    from selected_articles(
        since::timestamp - interval 7 day, until, null, null, tz,
        wanted_category := category, wanted_type := type
    )
    where local_at is not null
),
span as (
    select
        min(day) as first_day,
        greatest(min(day), coalesce(since::timestamp::date, min(day))) as from_day,
        max(day) as last_day,
    from dated
),
by_day as (select day, count(*) as n from dated group by day),
by_topic as (
    select topic_name, day, count(*) as n,
    from (select day, unnest(names) as topic_name from dated)
    where topic is null or topic_name = nfc_normalize(topic)
    group by topic_name, day
),
grid as (
    select topic_name, unnest(generate_series(first_day, last_day, interval 1 day))::date as day,
    from (
        select topic_name from by_topic group by topic_name having sum(n) >= min_articles
    ) cross join span
),
weeks as (
    select
        topic_name,
        day,
        coalesce(by_topic.n, 0) as n,
        coalesce(by_day.n, 0) as n_all,
        sum(coalesce(by_topic.n, 0)) over ahead as week_n,
        sum(coalesce(by_day.n, 0)) over ahead as week_all,
        coalesce(sum(by_topic.n) over behind, 0) as before_n,
    from grid left join by_topic using (topic_name, day) left join by_day using (day)
    window
        ahead as (
            partition by topic_name order by day rows between current row and 6 following
        ),
        behind as (
            partition by topic_name order by day rows between 7 preceding and 1 preceding
        )
),
high as (
    select
        *,
        week_n >= min_articles and week_n >= (1 + min_rise) * before_n
            and day >= first_day + 7 as is_sudden,
        day - row_number() over (partition by topic_name order by day)::integer as run,
    from weeks cross join span
    where day >= from_day and day + 6 <= last_day and week_n >= min_share * week_all and week_n > 0
),
storms as (
    select
        topic_name,
        min(day) filter (is_sudden) as begins_on,
        max(day) + 6 as ends_on,
        arg_min(week_n, day) filter (is_sudden) as n_first,
        arg_min(before_n, day) filter (is_sudden) as n_before,
    from high
    group by topic_name, run
    having count(*) filter (is_sudden) > 0
),
lengths as (
    select
        topic_name,
        begins_on,
        sum(weeks.n_all) as n_all,
        count(*) filter (weeks.n > 0 and weeks.n >= min_share * weeks.n_all) as n_full,
    from storms join weeks using (topic_name)
    where weeks.day between begins_on and ends_on
    group by topic_name, begins_on
    having n_full >= min_days
),
covered as (
    select topic_name, begins_on, dated.provider_domain, story_id, stories.title,
    from storms
    join dated on list_contains(names, topic_name) and day between begins_on and ends_on
    join mentions on mentions.article_id = dated.article_id and mentions.position = 0
    join story_items using (item_id)
    join stories using (story_id)
),
by_story as (
    select topic_name, begins_on, story_id, any_value(title) as title, count(*) as n,
    from covered group by topic_name, begins_on, story_id
),
biggest as (
    select
        topic_name,
        begins_on,
        count(*) as n_stories,
        sum(n)::bigint as n_articles,
        max(n) as n_most,
        min(title) filter (is_most) as most_title,
    from (
        select *, n = max(n) over (partition by topic_name, begins_on) as is_most from by_story
    )
    group by topic_name, begins_on
),
told as (
    select topic_name, begins_on, count(distinct provider_domain) as n_providers,
    from covered
    group by topic_name, begins_on
    having n_providers >= min_providers
)
select
    topic_name as topic,
    begins_on as begins,
    ends_on as ends,
    ends_on - begins_on + 1 as days,
    n_full as full_days,
    n_articles as articles,
    n_articles / n_all as share,
    n_first::bigint as first_week,
    n_before::bigint as week_before,
    n_first / nullif(n_before, 0) - 1 as rise,
    n_providers as providers,
    n_stories as stories,
    most_title as title,
    n_most / n_articles as story_share,
from storms
join lengths using (topic_name, begins_on)
join biggest using (topic_name, begins_on)
join told using (topic_name, begins_on)
order by n_articles desc, begins_on, topic_name;

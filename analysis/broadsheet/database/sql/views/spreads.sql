-- one row per provider, topic or date of a selection, or one for all, with its mean quality, its median
-- and its share of published articles. Each has a 95 % interval that is clustered by story. `p10` and
-- `p90` are the 10th and 90th percentile of quality. `grouped_by` is `provider`, `topic`, `date`, `place`
-- or `all`. By date, `bucket` is the length of a group's span. By place, articles with a heat of -1 are
-- `follower`, all others `head`. `known` articles are known to be published or not. Intervals are null below one
-- degree of freedom (see story_freedom). That of the mean is Student's t (see story_variance). That of
-- the median lies between two scores (see median_reach). That of the share published is Wilson's, of the articles that story_size counts.
create macro spreads(
    since, until, tz, grouped_by, wanted_topic := null, wanted_provider := null,
    wanted_category := 'news', wanted_type := null, bucket := 'day'
) as table
with
placed as materialized (
    select
        unnest(case grouped_by
            when 'all' then [null]
            when 'provider' then [provider_domain]
            when 'topic' then list_distinct(topics)
            when 'date' then [date_trunc(bucket, local_at)::date::varchar]
            when 'place' then [if(heat = -1, 'follower', 'head')]
            else error(
                'grouped_by is all, provider, topic, date or place, not ' || grouped_by
            )
        end) as group_key,
        story_id,
        quality,
        published,
    from selected_articles(
        since, until, wanted_topic, wanted_provider, tz,
        wanted_category := wanted_category, wanted_type := wanted_type
    )
    join article_stories using (article_id)
),
ordered as (
    select
        group_key,
        quantile_cont(quality, [0.1, 0.5, 0.9]) as marks,
        marks[2] as middle,
        list_sort(list(quality) filter (quality is not null)) as scores,
    from placed
    group by group_key
),
by_story as (
    select
        placed.group_key,
        count(*) as articles,
        count(quality)::hugeint as n,
        coalesce(sum(quality), 0)::hugeint as s,
        (count(*) filter (quality < middle) + count(*) filter (quality <= middle))::hugeint as u,
        count(published)::hugeint as k,
        (count(*) filter (published))::hugeint as p,
    from placed join ordered on ordered.group_key is not distinct from placed.group_key
    group by placed.group_key, story_id
),
varied as (
    select
        group_key,
        sum(articles) as articles,
        sum(n) as n,
        sum(s) / nullif(sum(n), 0) as mean,
        sqrt(story_variance(sum(n), sum(s), sum(n * n), sum(n * s), sum(s * s))) as error,
        median_reach(
            sum(n), sum(u), sum(n * n), sum(n * u), sum(u * u), sum(n * n * n * n)
        ) as below_reach,
        story_freedom(sum(n * n), sum(n * n * n * n)) as freedom,
        sum(k) as k,
        sum(p) as p,
        sum(p) / nullif(sum(k), 0) as passed,
        story_size(
            sum(k), sum(p), sum(k * k), sum(k * p), sum(p * p), sum(k * k * k * k)
        ) as size,
    from by_story
    group by group_key
),
reached as (
    select *, student_reach(freedom) as reach from varied
)
select
    reached.group_key,
    articles::bigint as articles,
    n::bigint as scored,
    mean,
    mean - reach * error as mean_low,
    mean + reach * error as mean_high,
    middle as median,
    scores[median_begins(n, below_reach)] as median_low,
    scores[median_ends(n, below_reach)] as median_high,
    marks[1] as p10,
    marks[3] as p90,
    k::bigint as known,
    p::bigint as published,
    passed as published_share,
    wilson_low(passed * size, size) as published_share_low,
    wilson_high(passed * size, size) as published_share_high,
from reached join ordered on ordered.group_key is not distinct from reached.group_key;

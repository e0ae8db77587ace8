-- grain: one row per hour of age at which stories end or are lost from sight, the youngest first
-- theme: timing
-- question: How long do stories live?
-- answer: >-
--   The share of stories that live longer than each age, and the age at which half of them have
--   ended.
-- example: |-
--   from story_survival()
--   select hours, at_risk, ended, censored, surviving, low, high limit 3
-- parameters:
--   quiet_days: Days without an item after which a story is known to have ended.
-- columns:
--   hours: Age in hours.
--   at_risk: Stories that are watched at that age, and have not ended before.
--   ended: Stories of these that end in the hour up to that age.
--   censored: Stories of these that are watched no longer.
--   surviving: Share of stories that live longer, by Kaplan and Meier.
--   low: Lower end of the 95 % interval of surviving; null where that is 0 or 1.
--   high: Upper end of that interval.
--   half_life: >-
--     First age at which surviving is 1/2 or less, the same in every row; null where there is none.
--   half_life_low: First age at which low is 1/2 or less, the same in every row.
--   half_life_high: First age at which high is 1/2 or less, the same in every row.
-- definitions:
--   - A story lives from its first timed item to its last. Stories with fewer than two are left out.
--   - An item published at exactly 00:00:00 UTC has a date and no time.
--   - >-
--     A story is watched from its first item until `quiet_days` before the last timed item of the
--     lake. Later items show only that it was still alive then.
--   - Stories that begin later are left out.
--   - A life counts in begun hours, the time that a story was watched in full hours.
--   - A story is made of items that lie at most fourteen days apart, so none lives longer.
--   - The interval is that of Greenwood's variance on the scale of log(-log(surviving)).
-- source: >-
--   Kaplan and Meier 1958, Nonparametric Estimation from Incomplete Observations, JASA 53(282);
--   Brookmeyer and Crowley 1982, A Confidence Interval for the Median Survival Time, Biometrics 38(1).
create macro story_survival(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    quiet_days := 7
) as table
with
horizon as (
    select max(epoch_us(published_at)) - (quiet_days * 86400000000)::bigint as watched_until,
    from story_items
    where published_precision(published_at) = 'second'
),
lives as (
    select
        min(epoch_us(story_items.published_at)) as born,
        max(epoch_us(story_items.published_at)) as died,
    from selected_stories(
        since, until, topic, tz, wanted_category := category, wanted_type := type
    ) as chosen
    join story_items on story_items.story_id = chosen.story_id
    where chosen.items > 1 and published_precision(story_items.published_at) = 'second'
    group by story_items.story_id
    having count(*) > 1
),
watched as (
    select
        died > watched_until as is_alive,
        if(
            is_alive,
            (watched_until - born) // 3600000000,
            (died - born + 3599999999) // 3600000000
        ) as age,
    from lives cross join horizon
    where born < watched_until
),
aged as (
    select
        age,
        count(*) as n,
        count(*) filter (not is_alive) as n_ended,
    from watched
    group by age
),
faced as (
    select *, sum(n) over (order by age desc) as n_at_risk from aged
),
survived as (
    select
        *,
        product(1 - n_ended / n_at_risk) over up_to as alive,
        sqrt(sum(n_ended / (n_at_risk * nullif(n_at_risk - n_ended, 0))) over up_to) as spread,
    from faced
    window up_to as (order by age)
),
bounded as (
    select
        *,
        if(round(alive, 12) in (0, 1), null, 1.959963984540054 * spread / ln(alive)) as reach,
        pow(alive, exp(-reach)) as alive_low,
        pow(alive, exp(reach)) as alive_high,
    from survived
)
select
    age as hours,
    n_at_risk::bigint as at_risk,
    n_ended as ended,
    n - n_ended as censored,
    alive as surviving,
    alive_low as low,
    alive_high as high,
    min(age) filter (round(alive, 12) <= 0.5) over () as half_life,
    min(age) filter (alive_low <= 0.5) over () as half_life_low,
    min(age) filter (alive_high <= 0.5) over () as half_life_high,
from bounded
order by age;

-- grain: one row per wait after which documents were published, the shortest first
-- theme: history
-- question: How likely is a new document to be unpublished after so many hours?
-- answer: The share of new documents that wait longer, with those that still wait counted.
-- example: from publication_survival()
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
-- columns:
--   hours: Hours from the first version to the first that is published.
--   at_risk: Documents that were unpublished and watched until then.
--   published: Those that were published then.
--   share: Estimated share of documents that wait longer than this.
--   low: Lower end of its 95 % interval.
--   high: Upper end of it.
-- definitions:
--   - Documents that were there before the first commit read (`present`) are no change.
--   - >-
--     A document that is still unpublished is watched until the last commit of its archive, or
--     until it was removed.
--   - The wait ends with the first version that is published, in the period or after it.
--   - The interval is null where the share is 0 or 1.
-- source: >-
--   Kaplan & Meier 1958; Greenwood's variance on the log-minus-log scale, as in Kalbfleisch &
--   Prentice 2002, section 1.4.
create macro publication_survival(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null
) as table
with
ends as (
    select archive, max(committed_at) as ended_at from document_versions group by archive
),
outcomes as (
    select
        document_id,
        arg_min(committed_at, sequence) filter (published) as first_published_at,
        arg_min(committed_at, sequence) filter (change = 'removed') as first_removed_at,
    from document_versions
    group by document_id
),
waits as (
    select
        first_published_at is not null as is_published,
        coalesce(first_published_at, first_removed_at, ended_at) as left_at,
        (epoch_us(left_at) - epoch_us(committed_at)) / 3600000000 as hours,
    from selected_versions(
        since, until, provider, tz, wanted_category := category, wanted_type := type
    )
    join ends using (archive)
    join outcomes using (document_id)
    where change = 'added' and was_sequence is null and committed_at is not null
),
counted as (
    select hours, count(*) filter (is_published) as published, count(*) as leaving,
    from waits
    group by hours
),
risks as (
    select
        hours,
        published,
        sum(leaving) over (order by hours desc)::bigint as at_risk,
    from counted
),
estimates as (
    select
        *,
        product(1 - published / at_risk) over (order by hours) as share,
        sum(published / nullif(at_risk * (at_risk - published), 0)) over (order by hours)
            as variance,
    from risks
)
select
    hours,
    at_risk,
    published,
    share,
    if(share > 0 and share < 1, pow(share, exp(1.96 * sqrt(variance) / -ln(share))), null) as low,
    if(share > 0 and share < 1, pow(share, exp(-1.96 * sqrt(variance) / -ln(share))), null)
        as high,
from estimates
where published > 0
order by hours;

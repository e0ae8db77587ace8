-- one row per document that was added in a selection of versions. `domain` is its provider's, and
-- `committed_at` the commit that added it. Hours
-- are those until its first version with a quality score, and until its first that is published;
-- null where there is none yet.
create macro document_waits(
    since, until, provider, tz, wanted_category := 'news', wanted_type := null
) as table
with
firsts as (
    select document_id, committed_at, provider_domain as domain,
    from selected_versions(
        since, until, provider, tz,
        wanted_category := wanted_category, wanted_type := wanted_type
    )
    where change = 'added' and was_sequence is null and committed_at is not null
),
ends as (
    select
        document_id,
        arg_min(committed_at, sequence) filter (quality is not null) as scored_at,
        arg_min(committed_at, sequence) filter (published) as published_at,
    from document_versions
    group by document_id
)
select
    document_id,
    domain,
    committed_at,
    (epoch_us(scored_at) - epoch_us(committed_at)) / 3600000000 as hours_until_scored,
    (epoch_us(published_at) - epoch_us(committed_at)) / 3600000000 as hours_until_published,
from firsts left join ends using (document_id);

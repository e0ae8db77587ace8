-- grain: one row per day, week or month with modifications, the first first
-- theme: history
-- question: How many modifications change nothing that anybody reads?
-- answer: >-
--   The modifications of each span by what they change, and the share that changes no field.
-- example: from payload_churn(bucket := 'week')
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
-- columns:
--   date: First day of the span.
--   modifications: Versions of documents at the path of the version before.
--   payload_only: Those that change the encrypted payload alone.
--   line_ends_only: Those that change line ends alone.
--   format_only: Those with other bytes and the same fields.
--   content: Those that change a field.
--   churn_share: Share of modifications that change no field.
-- definitions:
--   - A modification changes a document that stays at its path.
--   - A change of payload and line ends together counts as payload.
create macro payload_churn(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null, bucket := 'month'
) as table
with
modifications as (
    select
        date_trunc(bucket, local_at)::date as date,
        if(change = 'reverted', 'content', change) as kind,
    from selected_versions(
        since, until, provider, tz, wanted_category := category, wanted_type := type
    )
    where was_sequence is not null
        and local_at is not null
        and change in ('payload_only', 'line_ends_only', 'format_only', 'content', 'reverted')
)
select
    date,
    count(*) as modifications,
    count(*) filter (kind = 'payload_only') as payload_only,
    count(*) filter (kind = 'line_ends_only') as line_ends_only,
    count(*) filter (kind = 'format_only') as format_only,
    count(*) filter (kind = 'content') as content,
    1 - count(*) filter (kind = 'content') / count(*) as churn_share,
from modifications
group by date
order by date;

-- grain: one row per provider of new documents, most documents first
-- theme: history
-- question: How long does a new document wait for its score?
-- answer: How many new documents are scored at last, and after how many hours.
-- example: |-
--   from time_to_score()
--   select provider_domain, documents, scored, share, median_hours, median_low, median_high limit 5
-- parameters:
--   since: >-
--     Start of the period of commits, included: a date, or a time on the clock of `tz`.
--   until: >-
--     End of the period of commits, excluded: a date, or a time on the clock of `tz`.
-- columns:
--   provider_domain: Domain of the provider, as the first version has it.
--   documents: Documents that were added in the period.
--   scored: Those of them of which a version has a quality score.
--   share: scored / documents.
--   share_low: Lower end of the 95 % interval of share; null where the commits are too few.
--   share_high: Upper end of that interval.
--   median_hours: Median of the hours from the first version to that one.
--   median_low: Lower end of the 95 % interval of median_hours; null where the commits are too few.
--   median_high: Upper end of that interval.
--   longest_hours: Most of these hours.
-- definitions:
--   - Documents that were there before the first commit read (`present`) are no change.
--   - The wait ends with the first version that has a quality score, in the period or after it.
--   - A wait is 0 where the first version is such a version.
--   - >-
--     Providers with as many documents are in order of domain, and documents without one come
--     last.
--   - >-
--     Documents of one commit do not come independently, so it counts as one draw. The interval of the
--     median lies between two waits (see `median_reach`), that of the share is Wilson's, of the
--     documents that `story_size` counts.
-- source: >-
--   Woodruff 1952, Confidence Intervals for Medians and Other Position Measures, JASA 47(260); Wilson
--   1927, Probable Inference, JASA 22(158).
create macro time_to_score(
    since := null, until := null, provider := null, tz := 'UTC', category := 'news',
    type := null
) as table
select
    domain as provider_domain,
    documents,
    done as scored,
    share,
    share_low,
    share_high,
    median_hours,
    median_low,
    median_high,
    longest_hours,
from wait_medians(
    since, until, provider, tz, 'scored', wanted_category := category, wanted_type := type
)
order by documents desc, domain nulls last;

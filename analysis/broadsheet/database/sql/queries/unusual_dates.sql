-- grain: one row per day, week or month, in order
-- theme: change
-- question: Which days had more or fewer stories than usual?
-- answer: >-
--   The stories of each day, week or month, against those of the eight before it, and how likely such
--   a difference is by chance.
-- example: from unusual_dates(since := date '2021-03-01') select date, stories, baseline, q_value limit 3
-- parameters:
--   since: >-
--     Start of the period, included: a date, or a time on the clock of `tz`, of which the whole
--     bucket counts. The first article's bucket where null.
--   until: >-
--     End of the period, excluded: a date, or a time on the clock of `tz`. After the last article's
--     bucket where null.
--   holidays: Dates that are not compared, and with which nothing is compared.
-- columns:
--   date: First day of the bucket.
--   articles: Articles in the bucket.
--   stories: Stories with an article in the bucket.
--   baseline: Mean number of stories in the baseline's buckets; null where there are none.
--   baseline_buckets: Number of the baseline's buckets, 0 to 8.
--   score: >-
--     How unusual the number of stories is, as a normal deviate, above 0 for more than usual; null
--     where the bucket is not compared.
--   p_value: Probability of such a score, either way, if nothing has changed.
--   q_value: p_value, adjusted for the number of buckets that are compared.
-- definitions:
--   - >-
--     The baseline's buckets are the eight weeks or months before, or for a day the same weekday in
--     the eight weeks before, before `since` too.
--   - >-
--     Buckets that begin before the day of the first article selected, or before `archive_start`, and
--     holidays are left out of the baseline.
--   - >-
--     A bucket is compared if the baseline has four buckets or more, it is no holiday, and it is
--     whole. It begins with the period or the first article's day, or later. It ends with the period
--     or the last article's day, or earlier.
--   - >-
--     A story counts once in a bucket, however many articles it has there, as the articles of a
--     story do not come independently.
--   - >-
--     The score compares two Poisson counts, those of the bucket and of its baseline together, by
--     the exact test (see `count_deviate`), with the number of days of each.
--   - >-
--     It is divided by the square root of the dispersion, or by 1 if that is more. The dispersion is
--     the mean of (a - b)² / (a + b) over all stories b of a bucket and a of the next one. For days
--     the next one is of the same weekday. One of the two has stories. The first bucket is the eighth
--     before the period.
--   - The q_value is adjusted by the procedure of Benjamini and Hochberg.
--   - '`since` and `until` choose buckets, which count whole.'
--   - Undated articles count in no bucket.
-- source: >-
--   Przyborowski and Wilenski 1940, Homogeneity of Results in Testing Samples from Poisson Series,
--   Biometrika 31(3/4); Benjamini and Hochberg 1995, Controlling the False Discovery Rate, JRSS B
--   57(1).
create macro unusual_dates(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, bucket := 'day', holidays := []
) as table
with
tested as (
    select *, two_sided(deviate) as p,
    from date_counts(
        since, until, topic, provider, tz, bucket, holidays,
        wanted_category := category, wanted_type := type
    )
),
stepped as (
    select *, step_up(p) as step from tested
)
select
    starts as date,
    n as articles,
    told as stories,
    told_baseline as baseline,
    earlier as baseline_buckets,
    deviate as score,
    p as p_value,
    q_value(p, step) as q_value,
from stepped
order by date;

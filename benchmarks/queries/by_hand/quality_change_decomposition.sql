-- the same as: from quality_change_decomposition(since := date '2020-03-01', until := date '2020-04-01')
with
measured as (
    select
        provider_domain,
        count(*) filter (published_at >= timestamptz '2020-03-01') as n,
        count(*) filter (published_at < timestamptz '2020-03-01') as n_before,
        avg(quality) filter (published_at >= timestamptz '2020-03-01') as mean,
        avg(quality) filter (published_at < timestamptz '2020-03-01') as mean_before,
    from articles
    where category = 'news'
        and quality is not null
        and published_at >= timestamptz '2020-02-01'
        and published_at < timestamptz '2020-04-01'
    group by provider_domain
),
weighed as (
    select
        *,
        n / nullif(sum(n) over (), 0) as weight,
        n_before / nullif(sum(n_before) over (), 0) as weight_before,
        sum(n * mean) over () / nullif(sum(n) over (), 0) as overall,
        sum(n_before * mean_before) over () / nullif(sum(n_before) over (), 0) as overall_before,
        coalesce(mean, mean_before) as here,
        coalesce(mean_before, mean) as there,
    from measured
),
split as (
    select
        *,
        (weight + weight_before) / 2 * (here - there) as within,
        (weight - weight_before) * (here + there - overall - overall_before) / 2 as mix,
    from weighed
)
select
    provider_domain,
    name,
    n,
    n_before,
    weight,
    weight_before,
    mean,
    mean_before,
    within,
    mix,
    within + mix,
    overall,
    overall_before,
    overall - overall_before,
from split left join providers using (provider_domain)
order by round(abs(within + mix), 9) desc nulls last, provider_domain;

-- one row per provider, most items first
-- measures distinct items of the selected documents; as_origin are the origins of a group of copies in
-- near_duplicates (same parameters), as_copy its copies, alone is in no group; distinct_items are those
-- that are no copy of another's, echo_ratio is items / distinct_items, null where all are copies (1: no
-- copies; 2: every second), and copies_of_it counts the copies in the groups that it opened;
-- undated items are alone
-- answers: who writes, and who repeats?
create macro echo_by_provider(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    similarity := 0.9, within_days := 3, across_providers := true, min_items := 1
) as table
with
selected as (
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
),
grouped as materialized (
    select item_id, group_id, items as size,
    from near_duplicates(
        since := since, until := until, topic := topic, tz := tz, category := category,
        type := type, similarity := similarity, within_days := within_days,
        across_providers := across_providers
    )
),
told as (
    select
        items.provider_domain,
        items.provider_name,
        group_id,
        size,
        group_id is null as is_alone,
        coalesce(group_id = item_id, false) as is_origin,
    from items left join grouped using (item_id)
    where item_id in (
        select item_id from mentions where article_id in (select article_id from selected)
    )
)
select
    provider_domain,
    coalesce(
        any_value(providers.name), mode(told.provider_name order by told.provider_name)
    ) as provider_name,
    count(*) as items,
    count(*) filter (is_alone) as alone,
    count(*) filter (is_origin) as as_origin,
    count(*) filter (not is_alone and not is_origin) as as_copy,
    count(*) filter (is_alone or is_origin) as distinct_items,
    count(*) / nullif(count(*) filter (is_alone or is_origin), 0) as echo_ratio,
    coalesce(sum(size - 1) filter (is_origin), 0)::bigint as copies_of_it,
from told
left join providers using (provider_domain)
group by provider_domain
having count(*) >= min_items
order by items desc, provider_domain;

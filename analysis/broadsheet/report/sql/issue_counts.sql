-- one row: how many articles of a page each kind of change has. A page of a provider or topic has
-- the articles that were or are its own.
with
chosen as (
    select
        *,
        fate = 'kept' and old_quality is distinct from new_quality as is_rescored,
    from issued.fates
    where ($provider::varchar is null or $provider in (old_provider, new_provider))
        and ($topic::varchar is null
            or list_contains(list_concat(old_topics, new_topics), $topic))
)
select
    count(*) filter (fate = 'arrived') as arrived,
    count(*) filter (fate = 'removed') as removed,
    count(*) filter (fate = 'moved in') as moved_in,
    count(*) filter (fate = 'moved out') as moved_out,
    count(*) filter (is_rescored) as rescored,
    count(*) filter (is_rescored and new_quality > old_quality) as raised,
    count(*) filter (is_rescored and new_quality < old_quality) as lowered,
    count(*) filter (is_rescored and old_quality is null) as first_scored,
    count(*) filter (
        fate = 'kept' and old_published is distinct from new_published and not is_rescored
    ) as republished,
    count(*) filter (
        fate = 'kept' and old_provider is distinct from new_provider
    ) as of_other_provider,
    count(*) filter (
        fate = 'kept' and list_sort(list_distinct(old_topics)) <> list_sort(list_distinct(new_topics))
    ) as of_other_topics,
    count(*) filter (
        fate = 'kept' and old_items is distinct from new_items
    ) as of_other_items,
from chosen;

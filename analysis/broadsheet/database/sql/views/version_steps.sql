-- one row per version of a document, with what the version before was as `was_…`. A move is one
-- version: that of the new path. What is gone is of the kind that it was. Columns are qualified:
-- without it, a macro whose parameter has a column's name can't use the view.
create view version_steps as
select
    version.*,
    lag(version.sequence) over document as was_sequence,
    lag(version.title) over document as was_title,
    lag(version.provider_domain) over document as was_provider,
    lag(version.quality) over document as was_quality,
    lag(version.published) over document as was_published,
    lag(version.heat) over document as was_heat,
    lag(version.related_count) over document as was_related_count,
    category_of(
        version.category, version.type, version.provider_domain, version.published_at
    ) as own_category,
    if(version.change = 'removed', lag(own_category) over document, own_category)
        as kept_category,
    if(version.change = 'removed', lag(version.type) over document, version.type) as kept_type,
from document_versions as version
where version.change <> 'moved_away'
window document as (partition by version.document_id order by version.sequence);

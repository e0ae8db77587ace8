-- one row per news article of either side of a comparison, with its facts on the page's side and on
-- the other (`was_…`), its fate, and the fields that differ. A document of another path and the same
-- content is the same article. `compared.now` and `compared.before` hold the facts of both sides.
with
gone as (
    select
        article_id,
        content_fingerprint,
        row_number() over (partition by content_fingerprint order by article_id) as nth,
    from compared.before anti join compared.now using (article_id)
),
fresh as (
    select
        article_id,
        content_fingerprint,
        row_number() over (partition by content_fingerprint order by article_id) as nth,
    from compared.now anti join compared.before using (article_id)
),
renamed as (
    select gone.article_id, fresh.article_id as new_id,
    from gone join fresh using (content_fingerprint, nth)
),
old as (
    select sides.* replace (coalesce(new_id, sides.article_id) as article_id),
    from compared.before as sides left join renamed on renamed.article_id = sides.article_id
),
paired as (
    select
        new.article_id is not null as is_now,
        old.article_id is not null as is_before,
        coalesce(new.article_id, old.article_id) as article_id,
        coalesce(new.title, old.title) as title,
        coalesce(new.url, old.url) as url,
        new.provider_domain,
        new.provider,
        new.day,
        new.topics,
        new.quality,
        new.published,
        old.provider_domain as was_provider_domain,
        old.provider as was_provider,
        old.day as was_day,
        old.topics as was_topics,
        old.quality as was_quality,
        old.published as was_published,
        list_filter(
            [
                if(new.quality is distinct from old.quality, 'quality', null),
                if(new.published is distinct from old.published, 'publication', null),
                if(new.heat is distinct from old.heat, 'heat', null),
                if(new.related_count is distinct from old.related_count, 'related items', null),
                if(new.topics <> old.topics, 'topics', null),
                if(new.title is distinct from old.title, 'title', null),
                if(new.url is distinct from old.url, 'address', null),
                if(new.day is distinct from old.day, 'date', null),
                if(new.provider_domain is distinct from old.provider_domain, 'provider', null),
            ],
            lambda field: field is not null
        ) as known,
        new.content_fingerprint is distinct from old.content_fingerprint as says_other,
    from compared.now as new full join old on old.article_id = new.article_id
)
select
    * exclude (known, says_other),
    case
        when not (is_now and is_before) then []
        when says_other and len(known) = 0 then ['other fields']
        else known
    end as changes,
    case
        when not is_before then 'new'
        when not is_now then 'gone'
        when len(changes) > 0 then 'changed'
        else 'same'
    end as fate,
from paired
order by article_id;

-- one row per file seen, with the article that it became; a filter that is null keeps all
select
    articles.title,
    articles.provider_domain,
    articles.category,
    articles.topics,
    articles.published_at,
    articles.quality,
    articles.related_count,
    documents.status,
    archive,
    path,
from documents left join articles using (archive, path)
where ($since is null or articles.published_at >= $since::timestamptz)
    and ($until is null or articles.published_at < $until::timestamptz)
    and ($provider is null or lower(articles.provider_domain) = lower($provider))
    and ($topic is null or list_contains(articles.topics, $topic))
    and ($category is null or lower(articles.category) = lower($category))
    and ($status is null or documents.status = $status)
    and (
        $search is null
        or contains(lower(concat_ws(' ', articles.title, articles.excerpt, path)), lower($search))
    );

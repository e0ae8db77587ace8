-- a category for an item: the one that it states, else `news` where its type is article or missing
-- and it has a provider or a time. Null for what has no category, no provider and no time: a page
-- of a site, or configuration, is not news.
create macro category_of(said_category, said_type, said_provider, said_time) as coalesce(
    said_category,
    if(
        lower(coalesce(said_type, 'article')) = 'article'
            and (said_provider is not null or said_time is not null),
        'news',
        null
    )
);

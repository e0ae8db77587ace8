-- whether an item of some category and type is of the kind wanted; null wants any,
-- and so does the category 'any';
-- what states no category is news if it is an article, or states no type either
create macro is_kind(said_category, said_type, wanted_category, wanted_type) as (
    coalesce(wanted_category, 'any') = 'any'
    or coalesce(said_category, if(coalesce(said_type, 'article') = 'article', 'news', null))
        = wanted_category
) and (wanted_type is null or coalesce(said_type = wanted_type, false));

-- whether an item of a category and a type is of the wanted kind, in whatever case they are written:
-- `News` is news. A wanted null selects any, as does the category `any`. An item without a category
-- is news if its type is article or missing.
create macro is_kind(said_category, said_type, wanted_category, wanted_type) as (
    coalesce(wanted_category, 'any') = 'any'
    or lower(
        coalesce(said_category, if(lower(coalesce(said_type, 'article')) = 'article', 'news', null))
    ) = lower(wanted_category)
) and (wanted_type is null or coalesce(lower(said_type) = lower(wanted_type), false));

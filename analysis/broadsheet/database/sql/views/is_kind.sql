-- whether an item of a category (see `category_of`) and a type is of the wanted kind, in whatever
-- case they are written: `News` is news. A wanted null selects any, as does the category `any`.
create macro is_kind(said_category, said_type, wanted_category, wanted_type) as (
    coalesce(wanted_category, 'any') = 'any'
    or coalesce(lower(said_category) = lower(wanted_category), false)
) and (wanted_type is null or coalesce(lower(said_type) = lower(wanted_type), false));

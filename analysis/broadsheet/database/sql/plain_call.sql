-- one row if the statement $sql is a call of a table macro and no more: all rows, and columns as the
-- macro names them, in any order. `first` is the byte at which the call begins, from 0, and `length`
-- its bytes. `given` lists the parameters that it names; one without a name is ''.
with
parsed as (
    select
        node,
        node->'$.from_table' as source,
        node->>'$.select_list[*].class' as classes,
        node->>'$.select_list[*].alias' as aliases,
    from (select json_serialize_sql($sql)->'$.statements[0].node' as node)
)
select
    source->>'$.function.function_name' as name,
    (source->>'$.query_location')::bigint as first,
    (source->>'$.query_location_length')::bigint as length,
    source->>'$.function.arguments[*].name' as given,
from parsed
where node->>'$.type' = 'SELECT_NODE'
    and source->>'$.type' = 'TABLE_FUNCTION'
    and source->>'$.sample' is null
    and len(source->>'$.column_name_alias[*]') = 0
    and len(node->>'$.cte_map.map[*].key') = 0
    and len(list_filter(classes, lambda class: class not in ('STAR', 'COLUMN_REF'))) = 0
    and len(list_filter(aliases, lambda alias: alias <> '')) = 0
    and len(node->>'$.select_list[*].replace_list[*].key') = 0
    and len(node->>'$.select_list[*].rename_list[*].key') = 0
    and node->>'$.where_clause' is null
    and node->>'$.having' is null
    and node->>'$.qualify' is null
    and node->>'$.sample' is null
    and node->>'$.aggregate_handling' = 'STANDARD_HANDLING'
    and len(node->>'$.group_expressions[*].class') = 0
    and len(
        list_filter(node->>'$.modifiers[*].type', lambda kind: kind <> 'ORDER_MODIFIER')
    ) = 0;

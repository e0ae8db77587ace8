-- the value for a condition that holds, and else the other. DuckDB 2 keeps `if` in a macro as the
-- call of a function, which DuckDB 1 lacks.
create macro "if"(is_so, value, other_value) as
    case when is_so then value else other_value end;

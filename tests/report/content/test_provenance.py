"""Which results a printed value is made from."""

from __future__ import annotations

import pytest
from jinja2 import Environment, nodes

from broadsheet.report.content.provenance import with_origins


@pytest.mark.parametrize(
    ("template", "origins"),
    [
        ("{{ rows('a') }}", {"a"}),
        ("{{ say.day(rows('a'), number('b.n')) }}", {"a", "b.n"}),
        ("{% set x = rows('a') %}{% set y = x[0] %}{{ say.day(y) }}", {"a"}),
        ("{% for row in rows('a') %}{{ row.n }}{% endfor %}", {"a"}),
        ("{% set x %}{{ value('a') }}{% endset %}{{ x }}", {"a"}),
        ("{% with x = rows('a') %}{{ x }}{% endwith %}", {"a"}),
        ("{% macro m(x) %}{{ value('a') }} {{ x }}{% endmacro %}{{ m(rows('b')) }}", {"a", "b"}),
        ("{{ bar('a', x='b', title=say.best(rows('c'))) }}", {"a", "c"}),
        ("{{ numbers('a') }} {{ delta('b.n') }}", {"a", "a-before", "b.n", "b.n-before"}),
        ("{% set result = 'a' %}{{ table(result) }}", {"a"}),
        ("{% if rows('a') %}{{ period }}{% endif %}", set()),
    ],
)
def test_that_values_have_the_names_behind_them(template: str, origins: set[str]) -> None:
    """Names in calls, and those behind variables, loops and macros; not labels and columns."""
    printed = with_origins(Environment(autoescape=True).parse(template)).find_all(nodes.Call)
    noted = [call for call in printed if isinstance(call.node, nodes.EnvironmentAttribute)]
    assert set().union(*(call.args[1].as_const() for call in noted)) == origins

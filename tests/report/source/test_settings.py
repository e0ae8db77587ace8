"""A report's settings are read and checked, and a request overrides them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from broadsheet.errors import ReportError
from broadsheet.lake.snapshot import Snapshot
from broadsheet.report import ReportDocument, Request, render_report
from broadsheet.report.source.settings import typed

Read = Callable[[str], ReportDocument]

_LIMITED = """---
title: Limited
params: {most: 2, name: any, all: false, low: 0.5, none: null}
---

```sql top
select articles from articles_by_provider() limit $most
```

{{ rows("top") | length }} of {{ param.most }}, {{ param.name }}, {{ param.all }}
"""


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("titel: A", r"mine\.md:2: unknown setting, got 'titel'.*title"),
        ("title: A\npaper: a5", r"mine\.md:3: no such paper, got 'a5'.*letter"),
        ("formats: [png]", r"mine\.md:2: no such format, got 'png'.*html"),
        ("for_each: day", r"mine\.md:2: no such for_each, got 'day'.*provider"),
        ("period: never", r"mine\.md:2: .*never"),
        ("timezone: Mars", r"mine\.md:2: .*Mars"),
        ("params: 3", r"mine\.md:2: params are names"),
        ("params: {since: 3}", r"mine\.md:2: a parameter's name"),
        ("params: {x y: 3}", r"mine\.md:2: a parameter's name"),
        ("params: {x: [3]}", r"mine\.md:2: x needs a text, a number or a boolean"),
        ("- a", r"mine\.md: the front matter holds no settings"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(report: Read, yaml: str, told: str) -> None:
    """What the front matter says wrongly is named, with the line and what would be right."""
    with pytest.raises(ReportError, match=told):
        report(f"---\n{yaml}\n---\nText\n")


def _text(document: ReportDocument, snapshot: Snapshot, **params: Any) -> str:  # noqa: ANN401
    request = Request(formats=("html",), params=params)
    return render_report(document, snapshot, request).pages["html"].decode()


def test_parameters_have_defaults(report: Read, snapshot: Snapshot) -> None:
    """A parameter is bound where SQL names it, and seen by the template."""
    assert "2 of 2, any, False" in _text(report(_LIMITED), snapshot)


def test_parameters_can_be_given(report: Read, snapshot: Snapshot) -> None:
    """What is given goes before the default, as a value or as a text of its kind."""
    assert "3 of 3, x, True" in _text(report(_LIMITED), snapshot, most="3", name="x", all=True)


def test_unknown_parameter_is_told(report: Read, snapshot: Snapshot) -> None:
    """A parameter that the report has not is refused, with those that it has."""
    with pytest.raises(ReportError, match=r"no such parameter, got 'least'.*most"):
        _text(report(_LIMITED), snapshot, least="3")


@pytest.mark.parametrize(
    ("text", "default", "value"),
    [
        ("3", 1, 3),
        ("0.5", 1.0, 0.5),
        ("TRUE", False, True),
        ("false", True, False),
        ("3", "a", "3"),
        ("3", None, "3"),
    ],
)
def test_a_text_is_read_as_its_default_is(text: str, default: Any, value: Any) -> None:  # noqa: ANN401
    """The command line's text becomes a value of the default's kind."""
    read = typed("x", text, default)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(("text", "default"), [("a", 1), ("0.5", 1), ("a", 0.5), ("1", True)])
def test_a_text_of_another_kind_is_told(text: str, default: Any) -> None:  # noqa: ANN401
    """A text that is no such value is refused, with what it must be."""
    with pytest.raises(ReportError, match=r"x must be (a whole|a number|true)"):
        typed("x", text, default)

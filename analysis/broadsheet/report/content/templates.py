"""The package's own templates: the page and its elements, with every value escaped."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from broadsheet.report.content.isolation import isolated

__all__ = ["filled"]

_TEMPLATES = Environment(
    loader=PackageLoader("broadsheet.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)

_TEMPLATES.filters["isolated"] = isolated


def filled(template: str, **values: object) -> Markup:
    """A template of the package, such as `table.html`, filled in with values."""
    return Markup(_TEMPLATES.get_template(template).render(values))  # noqa: S704 - autoescaped

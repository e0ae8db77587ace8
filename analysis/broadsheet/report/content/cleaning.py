"""HTML of a notebook, cleaned to elements that hold text, tables and pictures within the page."""

from __future__ import annotations

from broadsheet.errors import ReportError

__all__ = ["cleaned"]

# fmt: off
_TAGS = frozenset(
    {
        "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "div", "dl", "dt",
        "em", "h2", "h3", "h4", "hr", "i", "img", "li", "ol", "p", "pre", "s", "small",
        "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "u", "ul",
    }
)
# fmt: on
_CELL = {"colspan", "rowspan"}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": _CELL, "th": _CELL}


def cleaned(html: str, *, ids: bool = False) -> str:
    """HTML without script, style and request, and without elements that it does not know.

    Args:
        html: The HTML.
        ids: Whether headings keep their identifiers.

    Raises:
        ReportError: nh3 is not installed.
    """
    try:
        import nh3
    except ImportError as error:
        hint = "install it with: pip install 'broadsheet[notebook]'"
        raise ReportError("a notebook needs nh3", hint=hint) from error
    heads = {"h2": {"id"}, "h3": {"id"}} if ids else {}
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES | heads,
        attribute_filter=_within_the_page,
        url_schemes={"data", "http", "https", "mailto"},
    )


def _within_the_page(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute; none for a picture that is not in the page itself."""
    is_data = value.strip().lower().startswith("data:")
    if tag == "img" and name == "src":
        return value if is_data and value.strip().lower().startswith("data:image/") else None
    return None if is_data else value

"""HTML for the output of a cell in a notebook.

What is inline takes its colors from the notebook, light or dark: it has none of its own. A whole
page is in a frame of its own, where its script reaches nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["PLAIN", "counted", "facts_html", "framed", "policy", "table_html"]

PLAIN = "tex2jax_ignore mathjax_ignore"
"""Classes of an element in which `$` is a dollar sign, not the start of a formula."""

_LEFT = ' style="text-align:left"'


def facts_html(title: str, facts: Mapping[str, str]) -> str:
    """Facts as a table of two columns.

    Args:
        title: The caption.
        facts: The facts by their names; those without a text are left out. All are escaped.
    """
    known = [(name, text) for name, text in facts.items() if text]
    return table_html(known, title=title)


def table_html(rows: Iterable[Sequence[str]], *, title: str = "", heads: Sequence[str] = ()) -> str:
    """Rows of texts as a table, in which the first column heads its row.

    Args:
        rows: The rows. All texts are escaped.
        title: The caption; none where it is empty.
        heads: The heads of the columns, if they have any.
    """
    caption = f"<caption{_LEFT}>{escape(title)}</caption>" if title else ""
    names = "".join(f'<th scope="col"{_LEFT}>{escape(head)}</th>' for head in heads)
    head = f"<thead><tr>{names}</tr></thead>" if heads else ""
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    return f'<table class="{PLAIN}">{caption}{head}<tbody>{body}</tbody></table>'


def counted(numbers: Mapping[str, int]) -> str:
    """Counts by name as one text, those of zero left out: `articles 300, related 923`."""
    return ", ".join(f"{name} {count:,}" for name, count in numbers.items() if count)


def _cells(row: Sequence[str]) -> str:
    first, *rest = map(escape, row)
    cells = "".join(f"<td{_LEFT}>{text}</td>" for text in rest)
    return f'<th scope="row"{_LEFT}>{first}</th>{cells}'


def framed(page: str, title: str, style: str) -> str:
    """A whole page in a frame: its scripts run, and reach neither the notebook nor the network.

    Args:
        page: The HTML document.
        title: What the frame shows, for screen readers.
        style: The size of the frame, as CSS.
    """
    return (
        f'<iframe title="{escape(title)}" srcdoc="{escape(page)}" sandbox="allow-scripts '
        f'allow-downloads" style="{style}"></iframe>'
    )


def policy(style: str, script: str, images: str = "data:") -> str:
    """A Content-Security-Policy: what the page itself holds, such images, and nothing else."""
    return (
        f"default-src 'none'; img-src {images}; font-src data:; style-src {_hash(style)}; "
        f"script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"

"""The words of a mail, as HTML and as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from css_inline import CSSInliner
    from jinja2 import Template

    from broadsheet.delivery.message import Message

__all__ = ["Letter", "html_of", "text_of"]

WIDTH = 600
"""The width of the text in CSS pixels: what mail programs have room for."""


@dataclass(frozen=True)
class Letter:
    """What a mail says.

    Attributes:
        message: The message, with its texts on one line each.
        link: Where to read it on the web.
        files: The pages that are linked rather than attached, each with its URL.
        left_out: Why pages are neither, in a sentence.
    """

    message: Message
    link: str | None
    files: tuple[tuple[str, str], ...] = ()
    left_out: str = ""


def html_of(letter: Letter, figures: Sequence[str]) -> str:
    """The letter as HTML that mail programs show: laid out by tables, styles in attributes.

    Args:
        letter: The letter; all of its texts are escaped.
        figures: The content id of each of the message's figures.
    """
    html = _template().render(
        letter=letter,
        message=letter.message,
        figures=list(zip(letter.message.figures, figures, strict=True)),
        color=LIGHT,
        width=WIDTH,
    )
    return _inliner().inline(html)


def text_of(letter: Letter) -> str:
    """The letter as plain text, with an empty line between its paragraphs."""
    message = letter.message
    numbers = (
        f"{each.label}: {each.value}" + (f" ({each.note})" if each.note else "")
        for each in message.numbers
    )
    paragraphs = [
        message.title,
        "\n".join(f"! {each}" for each in message.warnings),
        message.summary,
        "\n".join(numbers),
        "\n".join(f"- {each}" for each in message.details),
        f"Read it on the web:\n{letter.link}" if letter.link else "",
        *(f"{file}:\n{url}" for file, url in letter.files),
        letter.left_out,
    ]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader("broadsheet.delivery")
    templates = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return templates.get_template("mail.html")


@cache
def _inliner() -> CSSInliner:
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False)

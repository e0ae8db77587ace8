"""The dirt on real text: entities, odd blanks, emoji, line breaks, quotes that never close."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.sample.dice import Dice

__all__ = ["rough_excerpt", "rough_title"]

_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
_EMOJI = ("🚋", "🌊", "📈", "🎭", "🔭", "⚡", "🐝", "⚖️")

_ROUGH_TITLES = 0.12
_ROUGH_EXCERPTS = 0.3


def rough_title(dice: Dice, title: str) -> str:
    """The title, in about one case in eight with a flaw."""
    return _flawed(dice, title, _LINE_FLAWS) if dice.chance(_ROUGH_TITLES) else title


def rough_excerpt(dice: Dice, excerpt: str) -> str:
    """The excerpt, in about one case in three with a flaw."""
    return _flawed(dice, excerpt, _FLAWS) if dice.chance(_ROUGH_EXCERPTS) else excerpt


def _flawed(dice: Dice, text: str, flaws: tuple[Callable[[Dice, str], str], ...]) -> str:
    return dice.pick(flaws)(dice, text)


def _entities(_dice: Dice, text: str) -> str:
    return text.replace("’", "&#8217;").replace(" and ", " &amp; ")


def _emoji(dice: Dice, text: str) -> str:
    return f"{dice.pick(_EMOJI)} {text}" if dice.chance(0.5) else f"{text} {dice.pick(_EMOJI)}"


def _no_break_space(dice: Dice, text: str) -> str:
    return _instead_of_a_space(dice, text, _NO_BREAK_SPACE)


def _zero_width_space(dice: Dice, text: str) -> str:
    return _instead_of_a_space(dice, text, f" {_ZERO_WIDTH_SPACE}")


def _surrounding_blanks(dice: Dice, text: str) -> str:
    return " " * dice.below(3) + text + " "


def _straight_quotes(dice: Dice, text: str) -> str:
    start, end = _a_word(dice, text)
    return f'{text[:start]}"{text[start:end]}"{text[end:]}'


def _open_quote(_dice: Dice, text: str) -> str:
    return "“" + text


def _windows_lines(dice: Dice, text: str) -> str:
    return _instead_of_a_space(dice, text, "\r\n")


def _unix_lines(dice: Dice, text: str) -> str:
    return _instead_of_a_space(dice, text, "\n")


def _backslash(dice: Dice, text: str) -> str:
    return _instead_of_a_space(dice, text, " \\ ")


_LINE_FLAWS = (
    _entities,
    _emoji,
    _no_break_space,
    _zero_width_space,
    _surrounding_blanks,
    _straight_quotes,
    _open_quote,
)
_FLAWS = (*_LINE_FLAWS, _windows_lines, _unix_lines, _backslash)


def _a_word(dice: Dice, text: str) -> tuple[int, int]:
    """Start and end of a word that is not the first."""
    start = text.find(" ", dice.below(len(text) // 2)) + 1
    end = text.find(" ", start)
    return start, len(text) if end < 0 else end


def _instead_of_a_space(dice: Dice, text: str, replacement: str) -> str:
    start, _ = _a_word(dice, text)
    return text[: max(0, start - 1)] + replacement + text[start:]

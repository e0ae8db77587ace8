"""Texts as their words."""

from __future__ import annotations

import unicodedata

__all__ = ["plain_words", "written_words"]


def plain_words(said: str | None) -> str:
    """The words in lower case, with single blanks between."""
    return written_words(said).lower()


def written_words(said: str | None) -> str:
    """Single blanks for all but letters, marks and digits, apostrophes dropped."""
    text = unicodedata.normalize("NFC", (said or "")[:500])
    kept = (sign for sign in text if sign not in "'’ʼ")
    spaced = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in kept)
    return " ".join("".join(spaced).split())

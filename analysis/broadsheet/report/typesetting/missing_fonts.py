"""Characters that no font of the system has: a font of boxes for them, and what to install.

Pango leaves an empty place for such a character. A box shows the reader that something is there.
The text of the PDF still has the character itself, to be copied and searched.
"""

from __future__ import annotations

import base64
import io
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import uharfbuzz
from fontTools import unicodedata as scripts
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib.font_manager import findSystemFonts

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["box_face", "missing_font_warning", "without_font"]

_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
"""Categories of characters that show nothing of their own, or that no font can be expected to
have."""

_CJK = frozenset({"Bopo", "Hang", "Hani", "Hira", "Kana"})
_OF_ALL_SCRIPTS = "Zyyy"
_FAMILY = "Characters without a font"
_EM, _ASCENT, _DESCENT = 1000, 880, -120
_OUTER, _INNER = (80, -40, 920, 800), (140, 20, 860, 740)  # left, bottom, right, top of the box


def without_font(characters: frozenset[str]) -> frozenset[str]:
    """Those of these characters that are visible and that no font of the system has.

    Args:
        characters: Characters that the page's own fonts lack.
    """
    missing = {char for char in characters if unicodedata.category(char) not in _INVISIBLE}
    if missing:
        for file in _system_fonts():
            missing -= _characters_of(file)
            if not missing:
                break
    return frozenset(missing)


def box_face(characters: frozenset[str]) -> str:
    """An `@font-face` rule for a font in which each of these characters is a box.

    No style has to name it: Pango takes it for characters that no other font has.
    """
    encoded = base64.b64encode(_boxes(characters)).decode()
    return (
        f'@font-face{{font-family:"{_FAMILY}";'
        f'src:url(data:font/ttf;base64,{encoded}) format("truetype")}}'
    )


def missing_font_warning(characters: Iterable[str]) -> str | None:
    """One line that names the scripts of characters without a font and what to install.

    Returns:
        None where there are no such characters.
    """
    codes = sorted(_scripts_of(characters))
    if not codes:
        return None
    names = [_name(code) for code in codes]
    packages = sorted({_package(code) for code in codes})
    return (
        f"no font for {', '.join(names)}: the PDF shows boxes in their place;"
        f" install a font, on Debian: apt-get install {' '.join(packages)}"
    )


def _scripts_of(characters: Iterable[str]) -> set[str]:
    """The codes of scripts; a character of several counts as one that is there already."""
    found = list(characters)
    codes = {scripts.script(char) for char in found} - {_OF_ALL_SCRIPTS}
    for char in found:
        shared = scripts.script_extension(char)
        if scripts.script(char) == _OF_ALL_SCRIPTS and not shared & codes:
            codes.add(min(shared))
    return codes


def _name(code: str) -> str:
    name: str = scripts.script_name(code)
    return "symbols and emoji" if code == _OF_ALL_SCRIPTS else name.replace("_", " ")


def _package(code: str) -> str:
    """The package of Debian with a font of a script."""
    if code in _CJK:
        return "fonts-noto-cjk"
    return "fonts-noto-color-emoji" if code == _OF_ALL_SCRIPTS else "fonts-noto-core"


@lru_cache(maxsize=1)
def _system_fonts() -> tuple[str, ...]:
    return tuple(sorted(findSystemFonts()))


@lru_cache(maxsize=256)
def _characters_of(file: str) -> frozenset[str]:
    """The characters that the first face of a font file has."""
    return frozenset(map(chr, uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file)).unicodes))


@lru_cache(maxsize=8)
def _boxes(characters: frozenset[str]) -> bytes:
    """A TrueType font with a box for each of these characters.

    Each has a glyph of its own: a PDF finds the character of a text by its glyph.
    """
    pen = TTGlyphPen(None)
    left, bottom, right, top = _OUTER
    _draw(pen, [(left, bottom), (left, top), (right, top), (right, bottom)])
    left, bottom, right, top = _INNER
    _draw(pen, [(left, bottom), (right, bottom), (right, top), (left, top)])
    box = pen.glyph()
    font = FontBuilder(_EM, isTTF=True)
    glyphs = {ord(char): f"u{ord(char):X}" for char in sorted(characters)}
    order = [".notdef", *glyphs.values()]
    font.setupGlyphOrder(order)
    font.setupCharacterMap(glyphs)
    font.setupGlyf(dict.fromkeys(order, box))
    font.setupHorizontalMetrics(dict.fromkeys(order, (_EM, _OUTER[0])))
    font.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    font.setupNameTable({"familyName": _FAMILY, "styleName": "Regular"})
    font.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_DESCENT)
    font.setupPost()
    font.updateHead(created=0, modified=0)
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def _draw(pen: TTGlyphPen, points: list[tuple[int, int]]) -> None:
    first, *rest = points
    pen.moveTo(first)
    for point in rest:
        pen.lineTo(point)
    pen.closePath()

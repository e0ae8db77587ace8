"""The page's typefaces, embedded: Source Serif Pro for reading, Source Sans Pro for figures.

Both are under the SIL Open Font License 1.1 and come from packages. A page embeds the characters
that it shows: as WOFF2 on screen, as TrueType in print, where the PDF engine needs static outlines.
"""

from __future__ import annotations

import base64
import io
import string
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import uharfbuzz
from fontTools.ttLib import TTFont

__all__ = ["font_faces", "not_in_faces", "word_width"]


@dataclass(frozen=True)
class _Face:
    family: str
    package: str
    file: str
    weight: int
    style: str = "normal"


_FACES = (
    _Face("Source Serif Pro", "font_source_serif_pro", "SourceSerifPro-Regular.ttf", 400),
    _Face("Source Serif Pro", "font_source_serif_pro", "SourceSerifPro-It.ttf", 400, "italic"),
    _Face("Source Serif Pro", "font_source_serif_pro", "SourceSerifPro-Bold.ttf", 700),
    _Face("Source Sans Pro", "font_source_sans_pro", "SourceSansPro-Regular.ttf", 400),
    _Face("Source Sans Pro", "font_source_sans_pro", "SourceSansPro-Bold.ttf", 700),
)

_LICENSE = (
    "/* Subsets of Source Serif Pro, copyright 2014-2018, and Source Sans Pro, copyright 2010, "
    "2012, 2014 Adobe Systems Incorporated (www.adobe.com), with Reserved Font Name 'Source'; "
    "licensed under the SIL Open Font License, Version 1.1: scripts.sil.org/OFL */"
)
_EUROPEAN = frozenset(map(chr, range(0xC0, 0x100))) | frozenset("ŒœŠšŽžŁł€")
_ALWAYS = frozenset(string.printable) | _EUROPEAN | frozenset("–—‘’“”…·×±−→←↑↓▸✓")


def font_faces(text: str, *, in_print: bool, family: str | None = None) -> str:
    """The `@font-face` rules for a page that shows `text`.

    ASCII, the accented letters of western Europe and typographic signs are always included. So most
    pages have the same fonts, which are made once, before the first page is known.

    Args:
        text: What the page shows.
        in_print: Whether it is for print.
        family: The one family that it needs; both where None.
    """
    characters = frozenset(text) | _ALWAYS
    rules = [_LICENSE]
    for face in _FACES:
        if family not in {None, face.family}:
            continue
        data = _subset(face, characters & _characters_of(face))
        kind, form = ("font/ttf", "truetype") if in_print else ("font/woff2", "woff2")
        encoded = base64.b64encode(data if in_print else _woff2(data)).decode()
        rules.append(
            f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
            f"font-style:{face.style};src:url(data:{kind};base64,{encoded}) "
            f'format("{form}")}}'
        )
    return "\n".join(rules)


def not_in_faces(text: str) -> frozenset[str]:
    """The characters of a text that none of the page's typefaces has."""
    return frozenset(text).difference(*map(_characters_of, _FACES))


@lru_cache(maxsize=16384)
def word_width(word: str, family: str, weight: int = 400, style: str = "normal") -> float:
    """The width of a word in ems, with its kerning.

    Args:
        word: A text on one line.
        family: A typeface of the page.
        weight: 400 or 700.
        style: `normal` or `italic`.
    """
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    font = _font(family, weight, style)
    uharfbuzz.shape(font, buffer)
    advances = sum(each.x_advance for each in buffer.glyph_positions)
    return float(advances / font.face.upem)


@lru_cache
def _font(family: str, weight: int, style: str) -> uharfbuzz.Font:
    face = next(
        face for face in _FACES if (face.family, face.weight, face.style) == (family, weight, style)
    )
    return uharfbuzz.Font(uharfbuzz.Face(_file(face)))


@lru_cache
def _characters_of(face: _Face) -> frozenset[str]:
    """The characters that a face has."""
    return frozenset(map(chr, uharfbuzz.Face(_file(face)).unicodes))


def _file(face: _Face) -> bytes:
    return (files(face.package) / "files" / face.file).read_bytes()


@lru_cache(maxsize=64)
def _subset(face: _Face, characters: frozenset[str]) -> bytes:
    """The face with these characters alone, as TrueType without hints."""
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(map(ord, characters))
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    subset: bytes = uharfbuzz.subset(uharfbuzz.Face(_file(face)), wanted).blob.data
    return subset


@lru_cache(maxsize=16)
def _woff2(data: bytes) -> bytes:
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    font.flavor = "woff2"
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()

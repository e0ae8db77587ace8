"""Where front matter begins, and in which language it is.

Besides `---` files begin their front matter with `---yaml`, `--- # a comment`, four dashes,
`+++` for TOML, or a brace for JSON; and have a comment or a directive above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["POINTER", "Opening", "opening_of"]

POINTER = "version https://git-lfs.github.com/spec/v1"
"""How a Git LFS pointer begins, the file that Git has in place of one kept elsewhere."""

_ABOVE = r"(?:[\s\ufeff]|<!--(?:(?!-->)[\s\S])*+-->|%[^\n]*\n)*+"
_FENCE = re.compile(
    _ABOVE + r"(?:(?P<yaml>---)[ \t]*(?P<language>[A-Za-z]+)?|(?P<dashes>-{4,})|(?P<toml>\+\+\+))"
    r"[ \t]*(?:\#[^\n]*)?\r?\n"
)
_YAML_FILE = re.compile(r"(?:[ \t]*(?:[#%][^\n]*|\r?)\n)*+(?P<yaml>---)[ \t]*(?:\#[^\n]*)?\r?\n")
_JSON = re.compile(r"[\s\ufeff]*(?=\{\s*\"[^\"\n]*\"\s*:)")
_FIELD = re.compile(r"\s*[\"']?[A-Za-z_][\w-]*[\"']?[ \t]*:(?:\s|\Z)")
_LANGUAGES = {"yml": "yaml"}
_YAML_CLOSINGS = ("\n---", "\n...")


@dataclass(frozen=True, slots=True)
class Opening:
    """How front matter begins.

    Attributes:
        language: `yaml`, `json` or `toml`; another name where the fence has one.
        start: Where its first line begins.
        closings: How the line that closes it begins; none where it ends by itself.
    """

    language: str
    start: int
    closings: tuple[str, ...] = ()


def opening_of(text: str, *, is_yaml: bool, at: int = 0) -> Opening | None:
    """How the front matter of a file begins; None where it has none.

    Args:
        text: The file's text.
        is_yaml: Whether the file is YAML, so that fences are optional.
        at: Where front matter can begin.
    """
    fence = (_YAML_FILE if is_yaml else _FENCE).match(text, at)
    if is_yaml:
        if fence is None and not text.strip():
            return None
        return Opening("yaml", fence.end() if fence else 0, _YAML_CLOSINGS)
    if fence is None:
        json = _JSON.match(text)
        return Opening("json", json.end()) if json else None
    if fence["toml"]:
        return Opening("toml", fence.end(), ("\n+++",))
    if fence["dashes"]:
        is_field = _FIELD.match(text, fence.end())
        return Opening("yaml", fence.end(), (f"\n{fence['dashes']}",)) if is_field else None
    name = (fence["language"] or "yaml").lower()
    return Opening(_LANGUAGES.get(name, name), fence.end(), _YAML_CLOSINGS)

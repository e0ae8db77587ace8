"""The files and links of an archive, as a folder would hold them. Nothing is unpacked to disk."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from broadsheet.archive.entry import path_text
from broadsheet.documents.document import SUFFIXES
from broadsheet.documents.faults import Fault

if TYPE_CHECKING:
    from broadsheet.archive.selection import Selection

__all__ = ["IRREGULAR", "MISSING", "OUTSIDE", "Folder", "Link", "Tree", "tidy", "walk_order"]

IRREGULAR: Final = Fault("unreadable", "not a regular file")
MISSING: Final = Fault("unreadable", "No such file or directory")
OUTSIDE: Final = Fault("outside-archive", "a name that leads out of the archive")
_LINK_OUTSIDE: Final = Fault("outside-archive", "a link that leads out of the archive")
_LOOP: Final = Fault("unreadable", "a link that leads to itself")
_NO_FOLDER: Final = Fault("unreadable", "Not a directory")
_TOO_LONG: Final = Fault("unreadable", "File name too long")

_LONGEST_PATH = 4096
_MOST_LINKS = 40
_MOST_STEPS = 256
_ABSOLUTE = re.compile(rb"/|[A-Za-z]:[/\\]")

File = TypeVar("File")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder."""


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link and where it leads, seen from the folder it is in."""

    target: bytes


class Tree(Generic[File]):
    """Files by path. Of several with one path the last counts, as it does when they are unpacked.

    A node of type `File` says where the bytes are. A fault is a file that can't be read.
    """

    def __init__(self) -> None:
        self._nodes: dict[bytes, File | Fault | Link | Folder] = {}
        self._refused: dict[bytes, Fault] = {}
        self._paths: list[bytes] = []

    def add(self, name: bytes, node: File | Fault | Link | Folder) -> None:
        """Add a file, link or folder under its name in the archive."""
        path = tidy(name)
        if path is None:
            self._refused[name[-_LONGEST_PATH:]] = OUTSIDE
        elif len(path) > _LONGEST_PATH:
            self._refused[path[-_LONGEST_PATH:]] = _TOO_LONG
        elif path:
            self._nodes[path] = node

    def at(self, name: bytes) -> File | Fault | Link | Folder:
        """The node of a name at this point, or why there is none."""
        path = tidy(name)
        return OUTSIDE if path is None else self._nodes.get(path, MISSING)

    def documents(self, selection: Selection) -> list[tuple[str, File | Fault]]:
        """The documents in a folder's order: the file that is read for each, or why none is.

        Links to folders are not entered, as in a folder.
        """
        self._paths = sorted(self._nodes)
        found: list[tuple[bytes, str, File | Fault]] = []
        for path, found_node in self._nodes.items():
            text = path_text(path)
            if selection.takes(text):
                node = self._followed(path) if isinstance(found_node, Link) else found_node
                if not isinstance(node, Folder):
                    found.append((path, text, node))
        for path, fault in self._refused.items():
            text = path_text(path)
            if text.lower().endswith(SUFFIXES) and selection.matches(text):
                found.append((path, text, fault))
        found.sort(key=lambda document: walk_order(document[0]))
        return [(text, node) for _, text, node in found]

    def _followed(self, path: bytes) -> File | Fault | Folder:
        """What a link leads to, other links followed on the way."""
        node: File | Fault | Folder = Folder()
        way = b""
        ahead = path.split(b"/")[::-1]
        links = steps = 0
        while ahead and steps < _MOST_STEPS:
            part = ahead.pop()
            if part in {b"", b"."}:
                continue
            if not isinstance(node, Folder):
                return node if isinstance(node, Fault) else _NO_FOLDER
            if part == b"..":
                if not way:
                    return _LINK_OUTSIDE
                way = way.rpartition(b"/")[0]
                continue
            here = way + b"/" + part if way else part
            there = self._at_path(here)
            steps += 1
            if isinstance(there, Link):
                links += 1
                refusal = _refusal(there, links)
                if refusal:
                    return refusal
                ahead += there.target.split(b"/")[::-1]
            else:
                way, node = here, there
        return _TOO_LONG if ahead else node

    def _at_path(self, path: bytes) -> File | Fault | Link | Folder:
        node = self._nodes.get(path)
        if node is not None:
            return node
        below = path + b"/"
        place = bisect_left(self._paths, below)
        within = place < len(self._paths) and self._paths[place].startswith(below)
        return Folder() if within else MISSING


def _refusal(link: Link, links: int) -> Fault | None:
    """Why a link isn't followed, as the last of so many in a row; None if it is."""
    if len(link.target) > _LONGEST_PATH:
        return _TOO_LONG
    if _ABSOLUTE.match(link.target):
        return _LINK_OUTSIDE
    return _LOOP if links > _MOST_LINKS else None


def tidy(name: bytes) -> bytes | None:
    """A name as a path from the archive's top, empty for the top itself; None if it leads out."""
    if _ABSOLUTE.match(name):
        return None
    if b"/." not in name and b"//" not in name and name[:1] != b"." and name[-1:] != b"/":
        return name
    parts = [part for part in name.split(b"/") if part not in {b"", b"."}]
    return None if b".." in parts else b"/".join(parts)


def walk_order(path: bytes) -> str:
    """A key to sort paths by: the files of a folder by name, and then its subfolders by name.

    In the key a file's name begins with 0 and a folder's with 1. NUL, which no name contains,
    separates them. Keys then compare as text in the order of the walk.
    """
    folders, slash, name = path.decode("utf-8", "surrogateescape").rpartition("/")
    return "1" + folders.replace("/", "\0001") + "\0000" + name if slash else "0" + name

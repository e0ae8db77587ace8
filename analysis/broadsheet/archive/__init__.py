"""Where documents come from.

An archive has a name and lists entries; an entry reads its own bytes, so that it can be sent to
another process first.
"""

from broadsheet.archive.base import Archive
from broadsheet.archive.entry import Entry, EntryRefused
from broadsheet.archive.folder import FolderArchive
from broadsheet.archive.jsonl import LinesArchive
from broadsheet.archive.opening import open_archives
from broadsheet.archive.selection import EVERYTHING, Selection
from broadsheet.archive.stdin import StandardInput
from broadsheet.archive.tar.archive import TarArchive
from broadsheet.archive.zip.archive import ZipArchive

__all__ = [
    "EVERYTHING",
    "Archive",
    "Entry",
    "EntryRefused",
    "FolderArchive",
    "LinesArchive",
    "Selection",
    "StandardInput",
    "TarArchive",
    "ZipArchive",
    "open_archives",
]

"""Where documents come from.

An archive has a name and lists entries. An entry reads its own bytes, so it can be sent to another
process first. A kind of archive is a module or a package here with a `KIND`, which is found by
itself.
"""

from broadsheet.archive.base import Archive
from broadsheet.archive.entry import Entry, EntryRefused, RestEntry, shown
from broadsheet.archive.opening import open_archives
from broadsheet.archive.selection import EVERYTHING, Selection

__all__ = [
    "EVERYTHING", "Archive", "Entry", "EntryRefused", "RestEntry", "Selection", "open_archives",
    "shown",
]  # fmt: skip

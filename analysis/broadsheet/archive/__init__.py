"""Where documents come from.

An archive has a name and lists entries; an entry reads its own bytes, so that it can be sent to
another process first.
"""

from broadsheet.archive.entry import Entry, EntryRefused
from broadsheet.archive.folder import FolderArchive, open_archives

__all__ = ["Entry", "EntryRefused", "FolderArchive", "open_archives"]

"""Commits of git repositories, read without a checkout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from broadsheet.archive.base import Archive
from broadsheet.archive.entry import Entry, EntryRefused, RefusedEntry, check_size
from broadsheet.archive.git.objects import ObjectUnreadable, ask_git, complaint, read_object
from broadsheet.archive.tree import MISSING, Folder, Link, Tree
from broadsheet.documents.document import Document
from broadsheet.documents.faults import Fault
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.documents.limits import Limits

__all__ = ["GitArchive", "GitEntry"]

_LINK: Final = b"120000"
_SUBMODULE: Final = b"160000"
_LONGEST_LINK = 4095
_UNSIZED = "%(objectmode) %(objecttype) %(objectname) -%x09%(path)"

Blob = tuple[bytes, bytes]
"""A blob's id and its size, as git lists them."""


@dataclass(frozen=True, slots=True)
class GitEntry(Entry):
    """A document in a commit; its stamp is the id of the blob that holds its bytes.

    Attributes:
        repository: The repository's own folder, such as `.git`.
    """

    repository: str = ""

    def read(self, limits: Limits) -> Document:
        """Read the document.

        Raises:
            EntryRefused: It is too large, or the repository lacks it, as a partial clone may.
        """
        check_size(self.size, limits)
        try:
            data = read_object(self.repository, self.stamp)
        except ObjectUnreadable as error:
            raise EntryRefused(Fault("unreadable", str(error))) from error
        check_size(len(data), limits)
        return Document(self.archive, self.path, data)


@dataclass(frozen=True, kw_only=True)
class GitArchive(Archive):
    """A commit's documents as its bytes were committed; its location is `PATH@REVISION`.

    They are those of a folder with the commit checked out, except that links are followed within
    the archive alone: one by way of a folder above it leads out. Submodules are empty folders.

    Attributes:
        repository: The repository's own folder, such as `.git`.
        revision: The commit as the user named it.
        commit: Its full hash.
        tree: The id of the tree that holds the documents.
        committed_at: When the commit was made, in UTC; empty where it does not say.
    """

    repository: str
    revision: str
    commit: str
    tree: str
    committed_at: str = ""

    @property
    def stamp(self) -> str:
        """The tree's id, which names all that is in it."""
        return self.tree

    @property
    def facts(self) -> dict[str, str]:
        """The commit, how it was named, and when it was made."""
        facts = {
            "commit": self.commit,
            "revision": self.revision,
            "committed_at": self.committed_at,
        }
        return {name: value for name, value in facts.items() if value}

    def entries(self) -> Iterator[Entry]:
        """The commit's documents in a folder's order.

        Raises:
            ArchiveError: Git can't list them, as in a clone without trees.
        """
        for path, found in self._tree().documents(self.selection):
            if isinstance(found, Fault):
                yield RefusedEntry(self.name, path, fault=found)
            else:
                blob, size = found
                known = int(size) if size.isdigit() else 0
                yield GitEntry(self.name, path, known, blob.decode(), self.repository)

    def _tree(self) -> Tree[Blob]:
        tree: Tree[Blob] = Tree()
        for record in self._listed().split(b"\0")[:-1]:
            about, _, path = record.partition(b"\t")
            mode, _, blob, size = about.split()
            if mode == _LINK:
                tree.add(path, self._link(blob.decode(), size))
            else:
                tree.add(path, Folder() if mode == _SUBMODULE else (blob, size))
        return tree

    def _listed(self) -> bytes:
        """What git lists, without sizes where it lacks a blob and stumbles over it."""
        question = (f"--git-dir={self.repository}", "ls-tree", "-r", "-z", "--full-tree")
        answer = ask_git(*question, "-l", self.tree)
        if answer.returncode:
            answer = ask_git(*question, f"--format={_UNSIZED}", self.tree)
        if answer.returncode:
            problem = f"git can't list the documents: {complaint(answer)}"
            raise ArchiveError(problem, received=self.location)
        return answer.stdout

    def _link(self, blob: str, size: bytes) -> Link | Fault:
        """Where a link leads, as far as a file system would keep it."""
        if size.isdigit() and int(size) > _LONGEST_LINK:
            return Fault("unreadable", "File name too long")
        try:
            target = read_object(self.repository, blob).partition(b"\0")[0]
        except ObjectUnreadable as error:
            return Fault("unreadable", str(error))
        return Link(target) if target else MISSING

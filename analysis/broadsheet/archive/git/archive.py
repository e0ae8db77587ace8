"""Commits of git repositories, read without a checkout."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from broadsheet.archive.allowance import Allowance
from broadsheet.archive.base import Archive
from broadsheet.archive.entry import Entry, EntryRefused, RefusedEntry, RestEntry, check_size
from broadsheet.archive.file_archive import REST
from broadsheet.archive.git.objects import (
    ObjectUnreadable,
    complaint,
    git_records,
    read_object,
    stored_bytes,
)
from broadsheet.archive.tree import MISSING, Folder, Link, Tree
from broadsheet.documents.document import Document
from broadsheet.documents.faults import Fault
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["GitArchive", "GitEntry"]

_LINK: Final = b"120000"
_SUBMODULE: Final = b"160000"
_LONGEST_LINK = 4095
_TOO_MANY: Final = Fault("too-large", "lists far more files than the repository has bytes for")
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
        folder: The folder of the repository that holds them; empty for the whole.
        committed_at: When the commit was made, in UTC; empty where it does not say.
        limits: The limits of what is read from it.
    """

    repository: str
    revision: str
    commit: str
    tree: str
    folder: str = ""
    committed_at: str = ""
    limits: Limits = DEFAULT_LIMITS

    @property
    def place(self) -> str:
        """The repository, or a folder in it."""
        return self.location.removesuffix(f"@{self.revision}")

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
        listed, is_cut = self._listed()
        documents = self._tree(listed).documents(self.selection)
        allowance = self._allowance(documents)
        for path, found in documents:
            if isinstance(found, Fault):
                yield RefusedEntry(self.name, path, fault=found)
                continue
            size = _size(found)
            if refusal := allowance.refusal(size):
                yield RefusedEntry(self.name, path, size, fault=refusal)
            else:
                yield GitEntry(self.name, path, size, found[0].decode(), self.repository)
        if is_cut:
            yield RestEntry(self.name, REST, fault=_TOO_MANY)

    @cached_property
    def _stored(self) -> int:
        """How many bytes the repository takes; only large commits ask for it."""
        return stored_bytes(self.repository)

    def _allowance(self, documents: list[tuple[str, Blob | Fault]]) -> Allowance:
        """How much of the documents is read: a blob may be in a commit any number of times."""
        size = sum(_size(found) for _, found in documents if not isinstance(found, Fault))
        packed = self._stored if size > Allowance.most(0, self.limits) else 0
        return Allowance(packed, self.limits)

    def _tree(self, listed: bytes) -> Tree[Blob]:
        tree: Tree[Blob] = Tree()
        for record in listed.split(b"\0")[:-1]:
            about, _, path = record.partition(b"\t")
            mode, _, blob, size = about.split()
            if mode == _LINK:
                tree.add(path, self._link(blob.decode(), size))
            else:
                tree.add(path, Folder() if mode == _SUBMODULE else (blob, size))
        return tree

    def _listed(self) -> tuple[bytes, bool]:
        """What git lists, without sizes where it lacks a blob and stumbles over it.

        A folder may be in a commit any number of times, so that a few kB list billions of files:
        the list is cut where it is far longer than the repository has bytes for.
        """
        question = (f"--git-dir={self.repository}", "ls-tree", "-r", "-z", "--full-tree")
        answer, is_cut = git_records((*question, "-l", self.tree), self._are_too_many)
        if answer.returncode:
            unsized = (*question, f"--format={_UNSIZED}", self.tree)
            answer, is_cut = git_records(unsized, self._are_too_many)
        if answer.returncode:
            problem = f"git can't list the documents: {complaint(answer)}"
            raise ArchiveError(problem, received=self.location)
        return answer.stdout, is_cut

    def _are_too_many(self, files: int) -> bool:
        return files > Allowance.most_files(0) and files > Allowance.most_files(self._stored)

    def _link(self, blob: str, size: bytes) -> Link | Fault:
        """Where a link leads, as far as a file system would keep it."""
        if size.isdigit() and int(size) > _LONGEST_LINK:
            return Fault("unreadable", "File name too long")
        try:
            target = read_object(self.repository, blob).partition(b"\0")[0]
        except ObjectUnreadable as error:
            return Fault("unreadable", str(error))
        return Link(target) if target else MISSING


def _size(blob: Blob) -> int:
    """A blob's size as git lists it; 0 where it lacks it."""
    return int(blob[1]) if blob[1].isdigit() else 0

"""Tars of documents, plain or compressed; they are never unpacked to disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from broadsheet.archive.allowance import Allowance
from broadsheet.archive.compression.unpacking import Pieces, Torn, is_packed, stream, unpacked
from broadsheet.archive.entry import DataEntry, Entry, RefusedEntry, RestEntry
from broadsheet.archive.file_archive import (
    CHANGED,
    REST,
    FileArchive,
    SliceEntry,
    file_kind,
    version_of,
)
from broadsheet.archive.tar.headers import DEVICES, FOLDER, HARD_LINK, LINK
from broadsheet.archive.tar.reader import Member, NotATar, TarReader
from broadsheet.archive.tree import IRREGULAR, Folder, Link, Tree
from broadsheet.documents.faults import Fault
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

__all__ = ["KIND", "SPARSE", "TarArchive"]

_HEAD = 8

SPARSE = Fault("unreadable", "a sparse file")


@dataclass(frozen=True)
class TarArchive(FileArchive):
    """A tar of documents.

    The documents of a plain tar are listed in a folder's order, and read in place. A compressed tar
    is read twice. The first pass reads the headers: they show which member of a path is the last,
    and where links lead. The second pass reads the documents, in the tar's order.

    What is lost where a tar breaks off or is damaged is one entry, which can't be read.
    """

    @property
    def is_streamed(self) -> bool:
        """Whether the tar is compressed, so that entries carry their bytes."""
        try:
            with self.opened() as (file, _):
                return is_packed(file.read(_HEAD))
        except ArchiveError:
            return False

    def entries(self) -> Iterator[Entry]:
        """The documents by their suffix, each path once.

        Raises:
            ArchiveError: The tar can't be read at all.
        """
        try:
            yield from self._in_order() if self.is_streamed else self._in_place()
        except NotATar as error:
            raise ArchiveError(f"not a tar: {error}", received=self.location) from error

    def _in_place(self) -> Iterator[Entry]:
        with self.opened() as (file, found):
            tree, torn = _listed(TarReader(file, found.st_size))
        allowance = Allowance(found.st_size, self.limits)
        version = version_of(found)
        for path, member in tree.documents(self.selection):
            if isinstance(member, Fault):
                yield RefusedEntry(self.name, path, fault=member)
            elif refusal := allowance.refusal(member.size):
                yield RefusedEntry(self.name, path, member.size, fault=refusal)
            else:
                yield SliceEntry(
                    self.name, path, member.size, "", self.location, version, member.offset
                )
        if torn:
            yield RestEntry(self.name, REST, fault=torn)

    def _in_order(self) -> Iterator[Entry]:
        with self.opened() as (file, found):
            version = version_of(found)
            tree, _ = _listed(TarReader(self._unpacked(file, found, version)))
        wanted: dict[int, list[str]] = {}
        for path, member in tree.documents(self.selection):
            if isinstance(member, Fault):
                yield RefusedEntry(self.name, path, fault=member)
            else:
                wanted.setdefault(member.offset, []).append(path)
        del tree
        with self.opened() as (file, found):
            allowance = Allowance(found.st_size, self.limits)
            try:
                tar = TarReader(self._unpacked(file, found, version))
                yield from self._read(tar, wanted, allowance)
            except Torn as torn:
                yield RestEntry(self.name, REST, fault=torn.fault)

    def _read(
        self, tar: TarReader, wanted: dict[int, list[str]], allowance: Allowance
    ) -> Iterator[Entry]:
        """The members at these offsets, each under the paths that lead to it."""
        for member in tar.members():
            data: bytes | None = None
            for path in wanted.get(member.offset, ()):
                if refusal := allowance.refusal(member.size):
                    yield RefusedEntry(self.name, path, member.size, fault=refusal)
                else:
                    data = tar.data(member) if data is None else data
                    yield DataEntry(self.name, path, len(data), data=data)

    def _unpacked(self, file: BinaryIO, found: os.stat_result, version: str) -> BinaryIO:
        """The tar that is compressed in this file, if the file still has this version."""
        if version_of(found) != version:
            raise Torn(CHANGED)
        most = Allowance.most(found.st_size, self.limits)
        return unpacked(stream(Pieces(file.read)), lambda: most)


def _listed(tar: TarReader) -> tuple[Tree[Member], Fault | None]:
    """The complete members, and why there are no more."""
    tree: Tree[Member] = Tree()
    try:
        for member in tar.members():
            tar.skip(member.offset + member.size)
            tree.add(member.name, _node(member, tree))
    except Torn as torn:
        return tree, torn.fault
    return tree, None


def _node(member: Member, tree: Tree[Member]) -> Member | Fault | Link | Folder:
    """What a member's name leads to; a hard link is the file that its target is at that point."""
    if member.kind == FOLDER:
        return Folder()
    if member.kind == LINK:
        return Link(member.target)
    if member.kind == HARD_LINK:
        return tree.at(member.target)
    if member.kind in DEVICES:
        return IRREGULAR
    return SPARSE if member.is_sparse else member


KIND = file_kind(
    TarArchive,
    ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".tzst",
)  # fmt: skip
"""Its first bytes show how a tar is compressed, whatever its name."""

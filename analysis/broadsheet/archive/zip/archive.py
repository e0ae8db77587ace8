"""Zips of documents; they are never unpacked to disk."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from broadsheet.archive.allowance import Allowance
from broadsheet.archive.entry import Entry, EntryRefused, RefusedEntry, path_text
from broadsheet.archive.file_archive import FileArchive, file_kind, version_of
from broadsheet.archive.tree import IRREGULAR, Folder, Link, Tree, tidy
from broadsheet.archive.zip.entries import ZipEntry
from broadsheet.documents.faults import Fault
from broadsheet.documents.limits import Limits
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["KIND", "ZipArchive"]

_ENCRYPTED: Final = Fault("unreadable", "encrypted")
_DOUBLED: Final = Fault("duplicate-name", "a later file of the zip has the same name")
_PATCHED: Final = Fault("unreadable", "compressed as a patch of another file")
_UTF_8_FLAG, _ENCRYPTED_FLAGS, _PATCH_FLAG = 0x800, 0x41, 0x20
_DOS, _UNIX, _NTFS, _VFAT, _DARWIN = 0, 3, 10, 14, 19
_FIELD = struct.Struct("<HH")
_UNICODE_PATH = 0x7075
_LONGEST_TARGET = Limits(document_bytes=4096)


@dataclass(frozen=True)
class ZipArchive(FileArchive):
    """A zip of documents; each is read from the zip by the process that parses it."""

    def entries(self) -> Iterator[Entry]:
        """The documents by their suffix in a folder's order.

        Of two of one path the last is read, and each other is an entry that can't be read.

        Raises:
            ArchiveError: The zip can't be read at all.
        """
        with self.opened() as (file, found):
            version = version_of(found)
            tree: Tree[zipfile.ZipInfo] = Tree()
            replaced: list[str] = []
            for info in self._members(file):
                name = _name(info)
                if not isinstance(tree.at(name), Fault | Folder):
                    replaced.append(path_text(tidy(name) or b""))
                tree.add(name, self._node(info, version))
        allowance = Allowance(found.st_size, self.limits)
        for path, member in tree.documents(self.selection):
            if isinstance(member, Fault):
                yield RefusedEntry(self.name, path, fault=member)
            elif refusal := allowance.refusal(member.file_size):
                yield RefusedEntry(self.name, path, member.file_size, fault=refusal)
            else:
                yield self._entry(path, member, version)
        for number, path in enumerate(filter(self.selection.takes, replaced), 1):
            yield RefusedEntry(self.name, f"{path} (replaced, {number})", fault=_DOUBLED)

    def _members(self, file: BinaryIO) -> list[zipfile.ZipInfo]:
        try:
            with zipfile.ZipFile(file) as archive:
                return archive.infolist()
        except (
            zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error,
        ) as error:  # fmt: skip
            raise ArchiveError(
                f"not a zip that can be read: {error}",
                received=self.location,
                hint="is it cut off? A zip keeps its list at its end",
            ) from error

    def _node(self, info: zipfile.ZipInfo, version: str) -> zipfile.ZipInfo | Fault | Link | Folder:
        mode = info.external_attr >> 16 if info.create_system in {_UNIX, _DARWIN} else 0
        if info.filename.endswith("/") or stat.S_ISDIR(mode):
            return Folder()
        if info.flag_bits & _ENCRYPTED_FLAGS:
            return _ENCRYPTED
        if info.flag_bits & _PATCH_FLAG:
            return _PATCHED
        if stat.S_ISLNK(mode):
            try:
                return Link(self._entry("", info, version).read(_LONGEST_TARGET).data)
            except EntryRefused as refused:
                return refused.fault
        return IRREGULAR if stat.S_IFMT(mode) not in {0, stat.S_IFREG} else info

    def _entry(self, path: str, info: zipfile.ZipInfo, version: str) -> ZipEntry:
        return ZipEntry(
            self.name,
            path,
            info.file_size,
            "",
            self.location,
            version,
            info.header_offset,
            info.compress_size,
            info.compress_type,
            info.CRC,
        )


def _name(info: zipfile.ZipInfo) -> bytes:
    """A member's name as a path.

    Without the UTF-8 flag `zipfile` takes names for code page 437, but most tools that leave the
    flag out write UTF-8, or have the name in UTF-8 in an extra field, which some releases of Python
    read and others don't. What was packed on Windows has no backslash in its names, though some
    tools separate folders by it.
    """
    given = info.orig_filename
    name = given.encode("utf-8", "surrogatepass")
    if not info.flag_bits & _UTF_8_FLAG:
        written = given.encode("cp437")
        try:
            written.decode("utf-8")
            name = written
        except UnicodeError:
            pass
        name = _unicode_name(info.extra, zlib.crc32(written)) or name
    name = name.partition(b"\0")[0]
    return name.replace(b"\\", b"/") if info.create_system in {_DOS, _NTFS, _VFAT} else name


def _unicode_name(extra: bytes, checksum: int) -> bytes | None:
    """The name in a member's extra field "Info-ZIP Unicode Path" (APPNOTE.TXT, section 4.6.9).

    Args:
        extra: The member's extra fields.
        checksum: The CRC-32 of the name that it is of: a tool that renames leaves the field behind.
    """
    while len(extra) >= _FIELD.size:
        kind, size = _FIELD.unpack_from(extra)
        field, extra = extra[_FIELD.size : _FIELD.size + size], extra[_FIELD.size + size :]
        if kind == _UNICODE_PATH and field[:5] == struct.pack("<BL", 1, checksum):
            try:
                field[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
            return field[5:]
    return None


KIND = file_kind(ZipArchive, ".zip")

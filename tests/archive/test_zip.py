"""A zip lists and reads what the folder it was made of does, and never more than it may."""

from __future__ import annotations

import os
import pickle
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from broadsheet.archive import EntryRefused, Selection
from broadsheet.archive.folder import FolderArchive
from broadsheet.archive.zip.archive import ZipArchive
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError
from kit.examples import examples

Rows = Callable[..., list[tuple[str, ...]]]

NAMES = st.from_regex(r"[a-zé☃ ]{1,9}(/[a-z.]{0,3}[a-z]){0,3}\.md", fullmatch=True)
METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
OUTSIDE = "a name that leads out of the archive"


def link(name: str, system: int = 3) -> zipfile.ZipInfo:
    """A member that is a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.create_system = system
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def packed(file: Path, members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write a zip."""
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def zipped_folder(root: Path) -> Path:
    """Zip a folder with its links, in no order."""
    file = root.with_suffix(".zip")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(root.rglob("*"), key=lambda path: path.name, reverse=True):
            name = os.fsencode(path.relative_to(root)).decode("utf-8", "replace")
            if path.is_symlink():
                archive.writestr(link(name), os.fsencode(path.readlink()))
            elif "\N{REPLACEMENT CHARACTER}" not in name:
                archive.write(path, name)
    return file


def patched(file: Path, offset: int, value: bytes) -> Path:
    """Overwrite bytes of the first entry in a zip's directory."""
    data = bytearray(file.read_bytes())
    place = data.index(b"PK\x01\x02") + offset
    data[place : place + len(value)] = value
    file.write_bytes(data)
    return file


def unicode_path(name: bytes, of: bytes) -> bytes:
    """The extra field with a member's name in UTF-8, of a name in another encoding."""
    field = struct.pack("<BL", 1, zlib.crc32(of)) + name
    return struct.pack("<HH", 0x7075, len(field)) + field


@pytest.mark.parametrize(
    ("extra", "path"),
    [
        (unicode_path("Caf\u00e9.md".encode(), b"Caf_.md"), "Caf\u00e9.md"),
        (
            struct.pack("<HHB", 1, 1, 0) + unicode_path("\u2603.md".encode(), b"Caf_.md"),
            "\u2603.md",
        ),
        (unicode_path(b"old.md", b"other.md"), "Caf_.md"),
    ],
    ids=["a name", "after another field", "of a name before"],
)
def test_name_in_an_extra_field_is_read(tmp_path: Path, extra: bytes, path: str) -> None:
    """A name in UTF-8 beside one in another encoding is the member's, if it is of that one."""
    file = tmp_path / "a.zip"
    info = zipfile.ZipInfo("Caf_.md")
    info.extra = extra
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, b"x")
    assert [entry.path for entry in ZipArchive("a", str(file)).entries()] == [path]


def test_zip_reads_as_its_folder(folder: Path, rows: Rows) -> None:
    """Paths, bytes, order and faults are those of the folder, links followed as there."""
    (folder / os.fsdecode(b"2020/caf\xe9.md")).unlink()
    assert rows(zipped_folder(folder)) == rows(folder)


@examples(8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(members=st.dictionaries(NAMES, st.binary(max_size=99)), method=st.sampled_from(METHODS))
@example(members={"a.md": b"", "é.md": b"\0\xff"}, method=METHODS[0])
@example(members={"a/b.md": b"x" * 99, "☃.md": b"PK\x03\x04"}, method=METHODS[-1])
def test_what_is_packed_is_read(
    tmp_path: Path, rows: Rows, members: dict[str, bytes], method: int
) -> None:
    """Any names and bytes come out as they went in."""
    taken = {name: data for name, data in members.items() if "/." not in name}
    file = packed(tmp_path / "a.zip", taken, method)
    assert dict(rows(file)) == taken


def test_entry_can_be_read_elsewhere(tmp_path: Path) -> None:
    """An entry needs nothing but the file, so that another process can read it."""
    archive = ZipArchive("n", str(packed(tmp_path / "a.zip", {"a.md": b"x"})))
    (entry,) = pickle.loads(pickle.dumps(list(archive.entries())))  # noqa: S301 - our own
    document = entry.read(DEFAULT_LIMITS)
    assert (document.archive, document.path, document.data) == ("n", "a.md", b"x")


def test_selection_applies(tmp_path: Path) -> None:
    """Suffix, globs and hidden folders choose members."""
    file = packed(tmp_path / "a.zip", dict.fromkeys(["a.md", "b/a.md", ".h/a.md", "a.gif"], b""))
    archive = ZipArchive("n", str(file), Selection(exclude=("b/*",)))
    assert [entry.path for entry in archive.entries()] == ["a.md"]


@pytest.mark.parametrize(
    ("name", "path"), [("./a.md", "a.md"), ("a//b.md", "a/b.md"), ("a/./b.md", "a/b.md")]
)
def test_path_is_tidied(tmp_path: Path, rows: Rows, name: str, path: str) -> None:
    """Parts of a name that lead nowhere are left out."""
    assert rows(packed(tmp_path / "a.zip", {name: b"x"})) == [(path, b"x")]


@pytest.mark.parametrize("name", ["../a.md", "a/../../b.md", "/etc/a.md", "C:/a.md", "C:\\a.md"])
def test_name_that_leads_out_is_refused(tmp_path: Path, rows: Rows, name: str) -> None:
    """A name that leads out of the archive is listed and refused."""
    ((_, *fault),) = rows(packed(tmp_path / "a.zip", {name: b"x"}))
    assert fault == ["outside-archive", OUTSIDE]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_last_of_two_members_stands(tmp_path: Path, rows: Rows) -> None:
    """Of members under one path the last is read, as when unpacked; the others are reported."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, data in [("a.md", b"1"), ("b.md", b"b"), ("./a.md", b"2"), ("a.md", b"3")]:
            archive.writestr(name, data)
    doubled = ("duplicate-name", "a later file of the zip has the same name")
    assert rows(tmp_path / "a.zip") == [
        ("a.md", b"3"),
        ("b.md", b"b"),
        ("a.md (replaced, 1)", *doubled),
        ("a.md (replaced, 2)", *doubled),
    ]


@pytest.mark.parametrize(
    ("name", "path"),
    [("café.md".encode(), "café.md"), (b"caf\x82.md", "café.md")],
)
def test_name_without_the_flag_is_utf_8_or_code_page_437(
    tmp_path: Path, rows: Rows, name: bytes, path: str
) -> None:
    """A name that isn't said to be UTF-8 is read so if it can be, or else as DOS would."""
    file = packed(tmp_path / "a.zip", {"x" * len(name): b"x"})
    file.write_bytes(file.read_bytes().replace(b"x" * len(name), name))
    assert rows(file) == [(path, b"x")]


def test_backslashes_of_windows_separate_folders(tmp_path: Path, rows: Rows) -> None:
    """A zip made on Windows may separate folders by backslashes."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        info = zipfile.ZipInfo("2021\\a.md")
        info.create_system = 0
        archive.writestr(info, b"x")
    assert rows(tmp_path / "a.zip") == [("2021/a.md", b"x")]


def test_long_chain_of_links_is_not_followed(tmp_path: Path, rows: Rows) -> None:
    """Links are followed for a while, and a ring of them is not followed for ever."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("0.md", b"x")
        for number in range(1, 60):
            archive.writestr(link(f"{number}.md"), f"{number - 1}.md")
        archive.writestr(link("ring-a.md"), "ring-b.md")
        archive.writestr(link("ring-b.md"), "ring-a.md")
    read = {path: rest for path, *rest in rows(tmp_path / "a.zip")}
    loop = ["unreadable", "a link that leads to itself"]
    assert (read["40.md"], read["41.md"], read["ring-a.md"]) == ([b"x"], loop, loop)


def test_link_with_a_huge_target_is_refused(tmp_path: Path, rows: Rows) -> None:
    """A link's target is not read beyond the length of a path."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(link("a.md"), b"a" * 5000)
    ((path, code, _),) = rows(tmp_path / "a.zip")
    assert (path, code) == ("a.md", "too-large")


def test_device_is_refused(tmp_path: Path, rows: Rows) -> None:
    """A named pipe among the members is no document."""
    info = link("a.md")
    info.external_attr = (stat.S_IFIFO | 0o644) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, b"")
    assert rows(tmp_path / "a.zip") == [("a.md", "unreadable", "not a regular file")]


@pytest.mark.parametrize(
    ("offset", "value", "code", "reason"),
    [
        (8, b"\x01", "unreadable", "encrypted"),
        (8, b"\x20", "unreadable", "compressed as a patch of another file"),
        (10, b"\x09", "unreadable", "compressed by Deflate64, which can't be read"),
        (10, b"\x2a", "unreadable", "compressed by method 42, which can't be read"),
        (10, b"\x0c", "unreadable", "damaged: its compressed bytes can't be unpacked"),
        (10, b"\x0e", "unreadable", "damaged: its compressed bytes can't be unpacked"),
        (16, b"\0\0\0\0", "unreadable", "damaged: its checksum is wrong"),
        (20, b"\xff\xff", "unreadable", "breaks off"),
        (20, b"\xff\xff\xff\x7f", "too-large", None),
        (24, b"\x01\0\0\0", "unreadable", "damaged: its size is not what the directory states"),
        (24, b"\xff\xff\0\0", "unreadable", "damaged: its size is not what the directory states"),
        (24, b"\xff\xff\xff\x7f", "too-large", "2,147,483,647 bytes, over the limit of 33,554,432"),
        (42, b"\x05", "unreadable", "damaged: its header is not where the directory states"),
    ],
)
def test_member_that_cannot_be_read_is_refused(
    tmp_path: Path, rows: Rows, offset: int, value: bytes, code: str, reason: str | None
) -> None:
    """What the directory states wrongly, or can't be read, is told in short; others are read."""
    file = packed(tmp_path / "a.zip", {"a.md": b"news " * 99, "b.md": b"b"})
    (path, *fault), other = rows(patched(file, offset, value))
    assert (path, fault[0], other) == ("a.md", code, ("b.md", b"b"))
    assert reason is None or fault[1] == reason


@pytest.mark.parametrize("method", METHODS)
def test_member_is_read_no_further_than_its_size(tmp_path: Path, rows: Rows, method: int) -> None:
    """A member that claims ten bytes and holds millions is refused."""
    file = packed(tmp_path / "a.zip", {"a.md": bytes(10_000_000)}, method)
    ((_, code, _),) = rows(patched(file, 24, struct.pack("<I", 10)))
    assert code == "unreadable"


def test_members_within_one_another_are_bounded(tmp_path: Path) -> None:
    """A zip whose directory lists the same bytes many times is read up to a bound."""
    file = packed(tmp_path / "a.zip", {"0000.md": bytes(1_000_000)})
    data = file.read_bytes()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    listed = b"".join(data[start:end].replace(b"0000", b"%04d" % number) for number in range(2000))
    tail = struct.pack("<HHHHIIH", 0, 0, 2000, 2000, len(listed), start, 0)
    file.write_bytes(data[:start] + listed + b"PK\x05\x06" + tail)
    limits = Limits(expansion=0)
    archive = ZipArchive("n", str(file), limits=limits)
    refused = [entry for entry in archive.entries() if hasattr(entry, "fault")]
    assert len(refused) == 2000 - (1 << 30) // 1_000_000
    assert {entry.fault.code for entry in refused} == {"too-large"}


def test_member_over_the_limit_is_refused(tmp_path: Path, rows: Rows) -> None:
    """A member of the limit's size is read, and a larger one is not."""
    file = packed(tmp_path / "a.zip", {"a.md": b"x" * 10, "b.md": b"x" * 11})
    assert rows(file, Limits(document_bytes=10)) == [
        ("a.md", b"x" * 10),
        ("b.md", "too-large", "11 bytes, over the limit of 10"),
    ]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"news", b"PK\x05\x06" + b"\xff" * 18])
def test_file_that_is_no_zip_is_refused(tmp_path: Path, rows: Rows, data: bytes) -> None:
    """What is no zip, or is cut off before its list, is refused as a whole."""
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(ArchiveError, match=r"not a zip .*a\.zip"):
        rows(tmp_path / "a.zip")


def test_zip_that_is_replaced_meanwhile_is_refused(tmp_path: Path) -> None:
    """A member is not read from another zip than the one that was listed."""
    file = packed(tmp_path / "a.zip", {"a.md": b"x"})
    (entry,) = ZipArchive("n", str(file)).entries()
    packed(tmp_path / "b.zip", {"a.md": b"y"}).replace(file)
    with pytest.raises(EntryRefused, match="the archive was changed meanwhile"):
        entry.read(DEFAULT_LIMITS)


def test_mark_changes_with_the_file(tmp_path: Path) -> None:
    """A zip's mark is not that of another one in its place; a missing one has none."""
    file = packed(tmp_path / "a.zip", {"a.md": b"x"})
    archive = ZipArchive("n", str(file))
    os.utime(file, (1, 1))
    before = archive.stamp
    packed(tmp_path / "b.zip", {"a.md": b"y"}).replace(file)
    assert not before or archive.stamp != before
    file.unlink()
    assert archive.stamp == ""


def test_zip_within_other_bytes_is_read(tmp_path: Path, rows: Rows) -> None:
    """A zip behind a program, as one that unpacks itself, is read."""
    data = packed(tmp_path / "a.zip", {"a.md": b"x"}).read_bytes()
    (tmp_path / "a.zip").write_bytes(b"#!/bin/sh\n" + data)
    assert rows(tmp_path / "a.zip") == [("a.md", b"x")]


def test_zip_without_documents_lists_none(tmp_path: Path, rows: Rows) -> None:
    """An empty zip is a zip."""
    assert rows(packed(tmp_path / "a.zip", {})) == []


def test_folder_of_a_zip_is_no_document(tmp_path: Path, rows: Rows) -> None:
    """A folder with a document's suffix is none, and its documents are."""
    assert rows(packed(tmp_path / "a.zip", {"a.md/": b"", "a.md/b.md": b"x"})) == [
        ("a.md/b.md", b"x")
    ]


def test_folder_archive_is_the_measure(folder: Path) -> None:
    """The folder that others are compared with holds what is meant to be compared."""
    paths = [entry.path for entry in FolderArchive("n", str(folder)).entries()]
    assert {"through.md", "loop.md", "hard.md", "back\\\\slash.md"} <= set(paths)
    assert not {"to-folder.md", ".hid/a.md"} & set(paths)


def test_garbled_zips_never_raise_anything_else(tmp_path: Path, rows: Rows) -> None:
    """A zip with any byte changed is read in part or refused, and nothing worse happens."""
    data = packed(tmp_path / "a.zip", {"a.md": b"news" * 9, "b/c.md": b"b"}).read_bytes()
    for place in range(0, len(data), 2):
        for value in (0x00, 0xFF):
            garbled = data[:place] + bytes([value]) + data[place + 1 :]
            (tmp_path / "a.zip").write_bytes(garbled)
            try:
                rows(tmp_path / "a.zip")
            except ArchiveError:
                continue

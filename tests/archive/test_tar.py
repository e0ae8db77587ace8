"""A tar lists and reads what the folder it was made of does, compressed or not."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import pickle
import sys
import tarfile
import tracemalloc
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from broadsheet.archive import EntryRefused, Selection
from broadsheet.archive.stdin import StandardInput
from broadsheet.archive.tar.archive import TarArchive
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError
from kit.examples import examples

Rows = Callable[..., list[tuple[str, ...]]]
Pipe = Callable[[bytes], StandardInput]

BLOCK = 512
REST = "(rest of the archive)"
NAMES = st.from_regex(r"[a-zé☃ ]{1,9}(/[a-z.]{0,3}[a-z]){0,3}\.md", fullmatch=True)
FORMATS = [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]


def frames(data: bytes) -> bytes:
    """Zstandard in two frames, one behind the other."""
    half = len(data) // 2
    found = b""
    for part in (data[:half], data[half:]):
        sink = pa.BufferOutputStream()
        with pa.CompressedOutputStream(sink, "zstd") as stream:
            stream.write(part)
        found += sink.getvalue().to_pybytes()
    return found


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "a.tar": bytes,
    "a.tar.gz": gzip.compress,
    "a.tgz": lambda data: gzip.compress(data[:700]) + gzip.compress(data[700:]),
    "a.tar.bz2": lambda data: bz2.compress(data, 1),
    "a.tar.xz": lambda data: lzma.compress(data[:700]) + bytes(8) + lzma.compress(data[700:]),
    "a.tar.zst": frames,
}
COMPRESSED = [name for name in PACKERS if name != "a.tar"]


def member(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, target: str = "") -> bytes:
    """A member of a tar: its header and its bytes, filled up."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    info.size = len(data)
    return info.tobuf(tarfile.GNU_FORMAT) + data + bytes(-len(data) % BLOCK)


def header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    """A header that claims a size."""
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, size
    return info.tobuf(tarfile.GNU_FORMAT)


def tar(*members: bytes) -> bytes:
    """A tar of these members with its end mark."""
    return b"".join(members) + bytes(2 * BLOCK)


def packed(folder: Path, data: bytes, name: str = "a.tar") -> Path:
    """Write a tar, compressed as its name says."""
    (folder / name).write_bytes(PACKERS[name](data))
    return folder / name


def tarred(members: Mapping[str, bytes], kind: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar that Python makes."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=kind) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Gives bytes through standard input."""

    def give(data: bytes) -> StandardInput:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return StandardInput("n", "-")

    return give


@pytest.mark.parametrize("kind", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("name", PACKERS)
def test_tar_reads_as_its_folder(folder: Path, rows: Rows, name: str, kind: int) -> None:
    """Paths, bytes and faults are those of the folder, and of a plain tar the order is too."""
    os.mkfifo(folder / "pipe.md")
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=kind) as archive:
        archive.add(folder, "./")
    read = rows(packed(folder.parent, file.getvalue(), name))
    measure = rows(folder)
    if name == "a.tar":
        assert read == measure
    else:
        assert sorted(read) == sorted(measure)


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
@examples(8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(members=st.dictionaries(NAMES, st.binary(max_size=1100)), kind=st.sampled_from(FORMATS))
@example(members={"a.md": b"", "b.md": b"x" * 512, "c.md": b"x" * 513}, kind=FORMATS[0])
@example(members={f"{'long/' * 60}é.md": b"x"}, kind=FORMATS[-1])
def test_what_is_packed_is_read(
    tmp_path: Path, rows: Rows, name: str, members: dict[str, bytes], kind: int
) -> None:
    """Any names and bytes come out as they went in."""
    taken = {name: data for name, data in members.items() if "/." not in name}
    assert dict(rows(packed(tmp_path, tarred(taken, kind), name))) == taken


def test_entry_of_a_plain_tar_can_be_read_elsewhere(tmp_path: Path) -> None:
    """An entry of a plain tar holds no bytes, and needs nothing but the file."""
    archive = TarArchive("n", str(packed(tmp_path, tarred({"a.md": bytes(9999)}))))
    sent = pickle.dumps(list(archive.entries()))
    (entry,) = pickle.loads(sent)  # noqa: S301 - our own
    assert (len(entry.read(DEFAULT_LIMITS).data), len(sent) < 1000) == (9999, True)


@pytest.mark.parametrize("name", PACKERS)
def test_compressed_tar_is_streamed(tmp_path: Path, name: str) -> None:
    """Of a compressed tar entries carry their bytes, so no more than a few may be held."""
    archive = TarArchive("n", str(packed(tmp_path, tarred({"a.md": b"x"}), name)))
    assert archive.is_streamed == (name != "a.tar")


def test_compression_is_told_by_the_bytes(tmp_path: Path, rows: Rows) -> None:
    """A compressed tar under the name of a plain one is read, and the other way around."""
    data = tarred({"a.md": b"x"})
    (tmp_path / "a.tar").write_bytes(gzip.compress(data))
    (tmp_path / "b.tar.gz").write_bytes(data)
    assert rows(tmp_path / "a.tar") == rows(tmp_path / "b.tar.gz") == [("a.md", b"x")]


def test_compressed_tar_keeps_its_order(tmp_path: Path, rows: Rows) -> None:
    """A compressed tar is read in order, so its documents are in it."""
    file = packed(tmp_path, tarred({"b.md": b"", "a/a.md": b"", "a.md": b""}), "a.tar.gz")
    assert [path for path, _ in rows(file)] == ["b.md", "a/a.md", "a.md"]


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_last_of_two_members_stands(tmp_path: Path, rows: Rows, name: str) -> None:
    """Of two members under one path the later is read; a hard link is the file of its time."""
    data = tar(
        member("a.md", b"1"),
        member("hard.md", kind=tarfile.LNKTYPE, target="./a.md"),
        member("./a.md", b"2"),
        member("link.md", kind=tarfile.SYMTYPE, target="a.md"),
        member("a.md/", kind=tarfile.DIRTYPE),
        member("a.md", b"3"),
    )
    assert sorted(rows(packed(tmp_path, data, name))) == [
        ("a.md", b"3"),
        ("hard.md", b"1"),
        ("link.md", b"3"),
    ]


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_what_leads_out_is_refused(tmp_path: Path, rows: Rows, name: str) -> None:
    """Names and links that lead out of the archive are listed and refused."""
    data = tar(
        member("../a.md", b"x"),
        member("/etc/a.md", b"x"),
        member("b/../../a.md", b"x"),
        member("link.md", kind=tarfile.SYMTYPE, target="/etc/passwd"),
        member("up.md", kind=tarfile.SYMTYPE, target="../etc/passwd"),
        member("hard.md", kind=tarfile.LNKTYPE, target="/etc/passwd"),
        member("gone.md", kind=tarfile.LNKTYPE, target="c.md"),
    )
    read = {path: code for path, code, _ in rows(packed(tmp_path, data, name))}
    assert read.pop("gone.md") == "unreadable"
    assert len(read) == 6
    assert set(read.values()) == {"outside-archive"}


def test_what_is_no_file_is_refused(tmp_path: Path, rows: Rows) -> None:
    """Devices, named pipes and sparse files are listed and refused."""
    sparse = header("s.md", 0, b"S")
    data = tar(member("c.md", kind=tarfile.CHRTYPE), member("p.md", kind=tarfile.FIFOTYPE), sparse)
    irregular = ("unreadable", "not a regular file")
    assert rows(packed(tmp_path, data)) == [
        ("c.md", *irregular),
        ("p.md", *irregular),
        ("s.md", "unreadable", "a sparse file"),
    ]


def test_selection_applies(tmp_path: Path) -> None:
    """Suffix, globs and hidden folders choose members."""
    members = dict.fromkeys(["a.md", "b/a.md", ".h/a.md", "a.gif"], b"")
    for name in ("a.tar", "a.tar.gz"):
        file = packed(tmp_path, tarred(members), name)
        archive = TarArchive("n", str(file), Selection(exclude=("b/*",)))
        assert [entry.path for entry in archive.entries()] == ["a.md"]


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_member_over_the_limit_is_refused(tmp_path: Path, rows: Rows, name: str) -> None:
    """A member larger than the limit is passed over, and those behind it are read."""
    file = packed(tmp_path, tarred({"a.md": b"x" * 11, "b.md": b"x" * 10}), name)
    assert rows(file, Limits(document_bytes=10)) == [
        ("a.md", "too-large", "11 bytes, over the limit of 10"),
        ("b.md", b"x" * 10),
    ]


# What is broken


@pytest.mark.parametrize(
    ("cut", "whole"), [(1024, 1), (1324, 1), (1536, 1), (2135, 1), (2136, 2), (2560, 2), (2700, 2)]
)
def test_plain_tar_that_breaks_off_keeps_what_is_whole(
    tmp_path: Path, rows: Rows, cut: int, whole: int
) -> None:
    """Documents before the break are read, and one entry stands for the rest."""
    members = {"a.md": b"a" * 5, "b.md": b"b" * 600}
    *read, (path, code, _) = rows(packed(tmp_path, tarred(members)[:cut]))
    assert read == list(members.items())[:whole]
    assert (path, code) == (REST, "unreadable")


@pytest.mark.parametrize("name", COMPRESSED)
def test_compressed_tar_that_breaks_off_keeps_what_is_whole(
    tmp_path: Path, rows: Rows, name: str
) -> None:
    """Documents before the break are read, and one entry stands for the rest."""
    members = {f"{number:03}.md": os.urandom(9_000) for number in range(60)}
    file = packed(tmp_path, tarred(members), name)
    file.write_bytes(file.read_bytes()[:-4000])
    *read, (path, code, reason) = rows(file)
    assert (path, code, reason) == (REST, "unreadable", "breaks off")
    assert dict(read) == dict(list(members.items())[: len(read)])
    assert len(read) >= 20


@pytest.mark.parametrize("name", ["a.tar.gz", "a.tar.xz"])
def test_wrong_checksum_at_the_end_is_told(tmp_path: Path, rows: Rows, name: str) -> None:
    """What is compressed is read to its end, where its checksum is."""
    data = bytearray(PACKERS[name](tarred({"a.md": b"a"})))
    data[-6 if name == "a.tar.gz" else -1] ^= 0xFF
    (tmp_path / name).write_bytes(data)
    assert rows(tmp_path / name)[-1][:2] == (REST, "unreadable")


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
@pytest.mark.parametrize(
    "broken",
    [
        b"x" * 512,
        header("long", 1 << 40, tarfile.GNUTYPE_LONGNAME) + b"x" * 999,
        header("pax", 1 << 40, tarfile.XHDTYPE) + b"x" * 999,
        header("pax", 30, tarfile.XHDTYPE) + b"30 path=a\n".ljust(512, b"\0"),
        header("pax", 12, tarfile.XHDTYPE) + b"0 path=a.md\n".ljust(512, b"\0"),
        header("pax", 11, tarfile.XHDTYPE) + b"11 size=-5\n".ljust(512, b"\0") + header("b.md", 0),
        header("global", 1 << 40, tarfile.XGLTYPE),
        header("huge.md", 1 << 70),
        header("b.md", 5).replace(b"00000000005\0", b"\xff" * 12),
        header("s.md", 0, b"S")[:482] + b"\1" + header("s.md", 0, b"S")[483:],
        tarfile.TarInfo("old.md").tobuf()[:300],
    ],
)
def test_damaged_header_ends_the_tar(tmp_path: Path, rows: Rows, name: str, broken: bytes) -> None:
    """A header that is damaged, or claims what isn't there, is told, and read into no memory."""
    tracemalloc.start()
    read = rows(packed(tmp_path, member("a.md", b"a") + broken, name))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (read[0], read[-1][:2], len(read)) == (("a.md", b"a"), (REST, "unreadable"), 2)
    assert peak < 20_000_000


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
@pytest.mark.parametrize("damage", [bytes(512), b"x" * 512, b"x" * 1024])
def test_damage_in_the_middle_costs_what_it_covers(
    tmp_path: Path, rows: Rows, name: str, damage: bytes
) -> None:
    """Members behind it are read, one entry is for what is lost; a zeroed header is no end."""
    members = {f"{number}.md": b"%d" % number * 600 for number in range(6)}
    tar = bytearray(tarred(members))
    tar[2 * 3 * 512 : 2 * 3 * 512 + len(damage)] = damage
    *read, (path, code, _) = rows(packed(tmp_path, bytes(tar), name))
    assert (path, code) == (REST, "unreadable")
    del members["2.md"]
    assert dict(read) == members


def test_tar_behind_a_tar_is_read_and_reported(tmp_path: Path, rows: Rows) -> None:
    """Members that follow the end mark are not lost without a word."""
    *read, (path, _, reason) = rows(
        packed(tmp_path, tarred({"a.md": b"a"}) + tarred({"b.md": b"b"}))
    )
    assert (read, path) == ([("a.md", b"a"), ("b.md", b"b")], REST)
    assert "follow its end mark" in reason


def test_checksum_of_signed_bytes_is_right_too(tmp_path: Path, rows: Rows) -> None:
    """Some old tars summed signed bytes."""
    block = bytearray(member("é.md"))
    unsigned = int(block[148:154], 8)
    block[148:156] = b"%06o\0 " % (unsigned - 2 * 256)
    assert rows(packed(tmp_path, tar(bytes(block)))) == [("é.md", b"")]


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("data", [b"", b"news", b"---\ntitle: x\n---\n" * 99])
def test_file_that_is_no_tar_is_refused(tmp_path: Path, rows: Rows, name: str, data: bytes) -> None:
    """What is no tar is refused as a whole, compressed or not."""
    with pytest.raises(ArchiveError, match=r"not a tar: .*got '.*a\.t"):
        rows(packed(tmp_path, data, name))


@pytest.mark.parametrize("head", [b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"])
def test_garbage_behind_a_magic_is_refused(tmp_path: Path, rows: Rows, head: bytes) -> None:
    """What only begins as a compressed file does is refused as a whole."""
    (tmp_path / "a.tar.gz").write_bytes(head + b"\xaa" * 600)
    with pytest.raises(ArchiveError, match="not a tar"):
        rows(tmp_path / "a.tar.gz")


def test_tar_without_members_lists_none(tmp_path: Path, rows: Rows) -> None:
    """A tar of nothing is a tar."""
    assert rows(packed(tmp_path, tar())) == []


def test_garbled_tars_never_raise_anything_else(tmp_path: Path, rows: Rows) -> None:
    """A tar with any byte of a header changed is read in part or refused, and nothing worse."""
    long = {"n" * 120 + ".md": b"a", "b/é.md": b"b"}
    data = tarred(long, tarfile.PAX_FORMAT)
    for place in range(0, 4096, 29):
        for value in (0x37, 0xFF):
            garbled = data[:place] + bytes([value]) + data[place + 1 :]
            try:
                rows(packed(tmp_path, garbled))
            except ArchiveError:
                continue


# Bombs


@pytest.mark.parametrize("name", ["a.tar.gz", "a.tar.bz2", "a.tar.xz", "a.tar.zst"])
def test_bomb_is_cut_off(
    tmp_path: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What unpacks to far more than its size is read up to a bound, and the rest is told."""
    monkeypatch.setattr("broadsheet.archive.allowance._GIBIBYTE", 1 << 20)
    data = member("a.md", b"a") + header("b.md", 4 << 20) + bytes(4 << 20)
    *read, rest = rows(packed(tmp_path, data, name), Limits(expansion=1))
    assert read == [("a.md", b"a")]
    assert rest[:2] == (REST, "too-large")


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_links_to_one_large_file_are_bounded(
    tmp_path: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Many links to one file don't make more than the bound of it."""
    monkeypatch.setattr("broadsheet.archive.allowance._GIBIBYTE", 1 << 20)
    links = [member(f"{n}.md", kind=tarfile.SYMTYPE, target="a.md") for n in range(40)]
    file = packed(tmp_path, tar(member("a.md", bytes(100_000)), *links), name)
    read = rows(file, Limits(expansion=0))
    assert sum(row[1] == bytes(100_000) for row in read) == 10
    assert sum(row[1] == "too-large" for row in read) == 31


def test_deep_names_cost_little(tmp_path: Path, rows: Rows) -> None:
    """Names of thousands of folders, and links through them, are refused at once."""
    deep = "a/" * 2000 + "x.md"
    links = {f"{number}.md": deep for number in range(50)}
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo(deep))
        archive.addfile(tarfile.TarInfo("b/" * 3000 + "x.md"))
        for name, target in links.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    read = rows(packed(tmp_path, file.getvalue()))
    assert sum(row[1:] == ("unreadable", "File name too long") for row in read) == 51


def test_xz_that_asks_for_gigabytes_is_refused(tmp_path: Path, rows: Rows) -> None:
    """A dictionary of a gigabyte is not made."""
    packer = lzma.LZMACompressor(
        filters=[{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 20}]
    )
    data = bytearray(packer.compress(tar(member("a.md", b"a"))) + packer.flush())
    size = (data[12] + 1) * 4
    block = bytearray(data[12 : 12 + size])
    block[4] = 36
    block[-4:] = zlib.crc32(block[:-4]).to_bytes(4, "little")
    data[12 : 12 + size] = block
    (tmp_path / "a.tar.xz").write_bytes(data)
    with pytest.raises(ArchiveError, match="Memory usage limit exceeded"):
        rows(tmp_path / "a.tar.xz")


# Replaced meanwhile


def test_plain_tar_that_is_replaced_meanwhile_is_refused(tmp_path: Path) -> None:
    """A member is not read from another tar than the one that was listed."""
    file = packed(tmp_path, tarred({"a.md": b"x"}))
    (entry,) = TarArchive("n", str(file)).entries()
    (tmp_path / "b.tar").write_bytes(tarred({"a.md": b"y"}))
    (tmp_path / "b.tar").replace(file)
    with pytest.raises(EntryRefused, match="the archive was changed meanwhile"):
        entry.read(DEFAULT_LIMITS)


def test_compressed_tar_that_is_replaced_meanwhile_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tar that is another one when it is read the second time is told as lost."""
    file = packed(tmp_path, tarred({"a.md": b"x"}), "a.tar.gz")
    stamps = iter(["1", "1", "2", "2"])
    monkeypatch.setattr("broadsheet.archive.tar.archive.version_of", lambda _: next(stamps))
    (entry,) = TarArchive("n", str(file)).entries()
    assert entry.path == REST


# Standard input


@pytest.mark.parametrize("name", PACKERS)
def test_tar_is_read_from_standard_input(rows: Rows, pipe: Pipe, folder: Path, name: str) -> None:
    """A tar through standard input reads as the folder it was made of, but for its links."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.add(folder, ".")
    read = dict(row[:2] for row in rows(pipe(PACKERS[name](file.getvalue()))))
    measure = dict(row[:2] for row in rows(folder))
    links = {path for path in read if read[path] == "unreadable"}
    assert {path for path in measure if (folder / path).is_symlink()} <= links
    assert {p: d for p, d in read.items() if p not in links and p != "x.png"} == {
        p: d for p, d in measure.items() if p not in links
    }


def test_members_of_one_path_are_all_read_from_a_stream(rows: Rows, pipe: Pipe) -> None:
    """What comes later can't take a document back, so both are documents."""
    data = tar(member("a.md", b"1"), member("./a.md", b"2"), member("a.md", b"3"))
    assert rows(pipe(data)) == [
        ("a.md", b"1"),
        ("a.md (again)", b"2"),
        ("a.md (again) (again)", b"3"),
    ]


def test_stream_refuses_what_leads_out_and_what_is_no_file(rows: Rows, pipe: Pipe) -> None:
    """Names that lead out, links, devices and large files are listed and refused."""
    data = tar(
        member("../a.md", b"x"),
        member("b.md", kind=tarfile.SYMTYPE, target="a.md"),
        member("c.md", kind=tarfile.FIFOTYPE),
        member("d.md", b"x" * 11),
        member("e.md", b"x"),
    )
    codes = [(path, rest[0]) for path, *rest in rows(pipe(data), Limits(document_bytes=10))]
    assert codes == [
        ("../a.md", "outside-archive"),
        ("b.md", "unreadable"),
        ("c.md", "unreadable"),
        ("d.md", "too-large"),
        ("e.md", b"x"),
    ]


def test_stream_that_breaks_off_is_told(rows: Rows, pipe: Pipe) -> None:
    """Documents before the break are read, and one entry stands for the rest."""
    assert rows(pipe(member("a.md", b"a") + member("b.md", b"b" * 600)[:700])) == [
        ("a.md", b"a"),
        (REST, "unreadable", "breaks off"),
    ]


def test_bomb_through_standard_input_is_cut_off(
    rows: Rows, pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound grows with what has come, and holds."""
    monkeypatch.setattr("broadsheet.archive.allowance._GIBIBYTE", 1 << 20)
    data = gzip.compress(member("a.md", b"a") + header("b.md", 9 << 20) + bytes(9 << 20))
    *read, rest = rows(pipe(data))
    assert (read, rest[:2]) == ([("a.md", b"a")], (REST, "too-large"))

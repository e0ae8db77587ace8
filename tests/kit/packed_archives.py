"""Archives that are one file, of any documents."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import strategies as st

from broadsheet.loading.loader import load
from kit.lake_contents import assert_as_in_full
from kit.made_documents import CONTENTS
from kit.quick_disk import quick_folder


def write_zip(file: Path, documents: Mapping[str, bytes]) -> None:
    """Write a zip whose members are compressed."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in documents.items():
            packed.writestr(path, data)


def write_tar(file: Path, documents: Mapping[str, bytes]) -> None:
    """Write a tar, compressed if its name says so."""
    with tarfile.open(file, "w:gz" if file.suffix == ".gz" else "w") as packed:
        for path, data in documents.items():
            member = tarfile.TarInfo(path)
            member.size = len(data)
            packed.addfile(member, io.BytesIO(data))


def write_lines(file: Path, documents: Mapping[str, bytes]) -> None:
    """Write JSON Lines, of documents that lack an end as broken lines."""
    lines = []
    for path, data in documents.items():
        line = json.dumps({"path": path, "title": data.hex(), "heat": "x" * (len(data) % 2)})
        lines.append(line if data.endswith(b"\n") else line[:-1])
    file.write_text("".join(f"{line}\n" for line in lines))


PACKED = {"a.zip": write_zip, "a.tar": write_tar, "a.tar.gz": write_tar, "a.jsonl": write_lines}
DOCUMENTS = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "c/a.md", "c/d.yaml", "é.md", "x.txt"]), CONTENTS, min_size=1
)
STATES = st.lists(DOCUMENTS, min_size=2, max_size=3)


def check_states(name: str, states: Sequence[Mapping[str, bytes]]) -> None:
    """Load an archive in each of its states, and compare the lake with one of that state alone."""
    with quick_folder() as room:
        source, lake = f"n={room / name}", room / "lake"
        for number, documents in enumerate(states):
            PACKED[name](room / name, documents)
            load([source], lake)
            assert_as_in_full(source, lake, room / f"fresh-{number}")

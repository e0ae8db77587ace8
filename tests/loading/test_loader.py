"""A load reads every document of its archives, and its counts agree wherever they are told."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import broadsheet
from broadsheet.documents.document import SUFFIXES
from broadsheet.errors import ArchiveError, LakeError
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.loading.summary import LoadSummary
from broadsheet.schema import TABLES
from kit.lake_contents import tables

Write = Callable[..., Path]


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A lake that is not there yet."""
    return tmp_path / "lake"


@pytest.fixture
def mixed(write_document: Write) -> Path:
    """An archive of two good documents, a faulty one, two that are quarantined, three skipped."""
    write_document("2021/good.md", '---\ntitle: "A"\ntopics:\n  - T\n---\n')
    write_document("2021/also-good.md", "---\ntitle: B\nrelated:\n  - title: C\n---\n")
    write_document("2021/faulty.md", "---\ntitle: D\nquality: high\nheat: high\n---\n")
    write_document("broken.md", '---\ntitle: "E\n---\n')
    write_document("list.md", "---\n- F\n---\n")
    write_document("README.md", "# Read me\n")
    write_document("notes.txt", "Notes\n")
    return write_document("blank.md", "\n")


def rows(lake: Path, table: str) -> list[dict[str, Any]]:
    """The live rows of a table."""
    found: list[dict[str, Any]] = open_snapshot(lake).read(table).to_pylist()
    return found


def statuses(lake: Path) -> dict[str, str]:
    """The status of each document in the live version, by path."""
    return {row["path"]: row["status"] for row in rows(lake, "documents")}


def names_in(folder: Path) -> list[str]:
    """The names of the documents in a folder, which JSON lines are not."""
    return [path.name for path in folder.iterdir() if path.suffix in SUFFIXES]


# Counts


def test_counts_of_a_mixed_archive(mixed: Path, lake: Path) -> None:
    """Each document is counted under the one state it is in."""
    summary = load([mixed], lake)
    assert (summary.seen, summary.loaded, summary.quarantined, summary.skipped) == (8, 3, 2, 3)


def test_counts_agree_with_documents(mixed: Path, lake: Path) -> None:
    """The documents table counts what the summary counts."""
    summary = load([mixed], lake)
    assert Counter(statuses(lake).values()) == {
        "loaded": summary.loaded,
        "quarantined": summary.quarantined,
        "skipped": summary.skipped,
    }


def test_counts_of_rows_agree_with_tables(mixed: Path, lake: Path) -> None:
    """The summary counts the rows of each table."""
    summary = load([mixed], lake)
    assert summary.rows == {name: len(rows(lake, name)) for name in TABLES}


def test_counts_of_problems_agree_with_problems(mixed: Path, lake: Path) -> None:
    """The summary counts the problems by kind."""
    summary = load([mixed], lake)
    assert summary.problems == {"wrong-type": 2, "yaml-syntax": 1, "not-a-mapping": 1}


def test_load_json_says_what_the_summary_says(mixed: Path, lake: Path) -> None:
    """The version's own record has the summary's counts."""
    summary = load([mixed], lake).as_dict()
    record = json.loads((lake / summary["version"] / "load.json").read_text("utf-8"))
    shared = ["seen", "loaded", "quarantined", "skipped", "rows", "problems"]
    assert {key: record[key] for key in shared} == {key: summary[key] for key in shared}


def test_load_json_names_archive_and_tool(mixed: Path, lake: Path) -> None:
    """The version's own record names the archive's folder and the tool's version."""
    load([mixed], lake)
    record = open_snapshot(lake).load
    assert (record["archives"]["archive"]["path"], record["tool"]) == (
        str(mixed.resolve()),
        f"broadsheet {broadsheet.__version__}",
    )


def test_summary_is_ready_for_json(mixed: Path, lake: Path) -> None:
    """A summary can be written as JSON and read back."""
    summary = load([mixed], lake)
    assert LoadSummary(**json.loads(json.dumps(summary.as_dict()))) == summary


def test_every_document_has_one_row(documents: Path, lake: Path) -> None:
    """Of all sample documents each has exactly one row in documents."""
    load([documents], lake)
    assert sorted(statuses(lake)) == sorted(names_in(documents))


def test_articles_are_the_loaded_documents(mixed: Path, lake: Path) -> None:
    """Articles and loaded documents share ids."""
    load([mixed], lake)
    ids = [row["article_id"] for row in rows(lake, "documents") if row["status"] == "loaded"]
    assert sorted(ids) == sorted(row["article_id"] for row in rows(lake, "articles"))


# Several archives, several loads


@pytest.fixture
def two(write_document: Write) -> tuple[Path, Path]:
    """Two archives, the first of two documents, the second of one, each with related items."""
    write_document("a.md", "---\ntitle: A\ntopics: [T]\nrelated:\n  - title: R\n---\n", archive="x")
    first = write_document("b.md", "---\ntitle: B\nquality: high\n---\n", archive="x")
    text = "---\ntitle: C\nimages:\n  - url: u\nrelated:\n  - title: S\n---\n"
    return first, write_document("a.md", text, archive="y")


def test_two_archives_load_together(two: tuple[Path, Path], lake: Path) -> None:
    """Two archives' documents stand in one version."""
    load(two, lake)
    assert sorted((row["archive"], row["title"]) for row in rows(lake, "articles")) == [
        ("x", "A"), ("x", "B"), ("y", "C"),
    ]  # fmt: skip


def test_archive_loads_under_another_name(two: tuple[Path, Path], lake: Path) -> None:
    """An archive is called what NAME=FOLDER says."""
    load([f"news={two[1]}"], lake)
    assert [row["archive"] for row in rows(lake, "articles")] == ["news"]


def test_two_archives_of_one_name_are_refused(two: tuple[Path, Path], lake: Path) -> None:
    """Two archives of one name are refused."""
    with pytest.raises(ArchiveError, match="two archives are called x"):
        load([two[0], f"x={two[1]}"], lake)


def test_second_load_keeps_the_other_archive(
    two: tuple[Path, Path], lake: Path, tmp_path: Path
) -> None:
    """Loading one archive after another is as good as loading both at once."""
    load([two[0]], lake)
    load([two[1]], lake)
    load(two, tmp_path / "at-once")
    assert tables(lake) == tables(tmp_path / "at-once")


def test_reload_replaces_the_archive(two: tuple[Path, Path], lake: Path) -> None:
    """Loading an archive again replaces its documents."""
    load(two, lake)
    (two[0] / "b.md").unlink()
    (two[0] / "a.md").write_text("---\ntitle: A2\n---\n")
    load([two[0]], lake)
    assert sorted((row["archive"], row["title"]) for row in rows(lake, "articles")) == [
        ("x", "A2"), ("y", "C"),
    ]  # fmt: skip


@pytest.mark.parametrize("full", [False, True])
def test_reload_leaves_no_rows_behind(two: tuple[Path, Path], lake: Path, full: bool) -> None:
    """Loading the same archives again doubles and drops no row, whether they are read or not."""
    load(two, lake)
    before = tables(lake)
    load(two, lake, full=full)
    assert tables(lake) == before


def test_counts_are_of_the_loaded_archives(two: tuple[Path, Path], lake: Path) -> None:
    """A summary counts the documents of its own archives, and the rows of the whole version."""
    load([two[0]], lake)
    summary = load([two[1]], lake)
    assert (summary.seen, summary.rows["documents"]) == (1, 3)


def test_load_json_names_every_archive(two: tuple[Path, Path], lake: Path) -> None:
    """A version's record names the archives that were carried over, too."""
    load([two[0]], lake)
    load([two[1]], lake)
    assert sorted(open_snapshot(lake).load["archives"]) == ["x", "y"]


# Archives and lakes that are none


def test_missing_archive_makes_no_lake(tmp_path: Path, lake: Path) -> None:
    """A load of a missing archive fails before a lake is made."""
    with pytest.raises(ArchiveError):
        load([tmp_path / "gone"], lake)
    assert not lake.exists()


def test_empty_archive_makes_no_lake(write_document: Write, lake: Path) -> None:
    """A load of an archive without documents fails before a lake is made."""
    with pytest.raises(ArchiveError):
        load([write_document("a.html")], lake)
    assert not lake.exists()


def test_one_missing_archive_spoils_the_load(mixed: Path, tmp_path: Path, lake: Path) -> None:
    """If one of two archives is missing nothing is loaded."""
    with pytest.raises(ArchiveError):
        load([mixed, tmp_path / "gone"], lake)
    assert not lake.exists()


def test_no_archive_is_refused(lake: Path) -> None:
    """A load of nothing at all is refused, and makes no lake."""
    with pytest.raises(ArchiveError):
        load([], lake)
    assert not lake.exists()


def test_folder_that_is_no_lake_is_refused(mixed: Path) -> None:
    """A load into the archive itself is refused, and nothing is written there."""
    before = sorted(path.name for path in mixed.iterdir())
    with pytest.raises(LakeError):
        load([mixed], mixed)
    assert sorted(path.name for path in mixed.iterdir()) == before


def test_failing_load_leaves_the_live_version(mixed: Path, lake: Path) -> None:
    """A load that is interrupted leaves the version before."""
    load([mixed], lake)

    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load([mixed], lake, full=True, progress=interrupt)
    assert open_snapshot(lake).version == "v000001"


# Odd files


@pytest.fixture
def odd(write_document: Write, tmp_path: Path) -> Path:
    """An archive of a good document and of files that are odd as files."""
    (tmp_path / "elsewhere.md").write_text("---\ntitle: elsewhere\n---\n")
    write_document(".drafts/draft.md")
    write_document("2021/good.md")
    root = write_document("new\nline.md")
    Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.md")).write_text("---\ntitle: y\n---\n")
    (root / "link.md").symlink_to(tmp_path / "elsewhere.md")
    (root / "dangling.md").symlink_to(root / "gone.md")
    (root / "2021" / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.md")
    return root


def test_odd_files_are_told_by_status(odd: Path, lake: Path) -> None:
    """Files that can be read are loaded, others quarantined; what is hidden is not seen."""
    load([odd], lake)
    assert statuses(lake) == {
        "2021/good.md": "loaded",
        "caf\\xe9.md": "loaded",
        "dangling.md": "quarantined",
        "link.md": "quarantined",
        "new\nline.md": "loaded",
        "pipe.md": "quarantined",
    }


def test_odd_files_are_told_by_code(odd: Path, lake: Path) -> None:
    """Files that can't be read are told with the reason."""
    load([odd], lake)
    assert {row["path"]: row["code"] for row in rows(lake, "problems")} == {
        "dangling.md": "unreadable",
        "link.md": "outside-archive",
        "pipe.md": "unreadable",
    }


def test_unreadable_file_is_quarantined(
    write_document: Write, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that the system refuses to read is quarantined, and the others are loaded."""
    write_document("a.md")
    system_open = os.open

    def refuse(path: Any, *rest: Any, **named: Any) -> int:  # noqa: ANN401 - passed on
        if str(path).endswith("b.md"):
            raise PermissionError(13, "Permission denied", path)
        return system_open(path, *rest, **named)

    monkeypatch.setattr(os, "open", refuse)
    load([write_document("b.md")], lake)
    assert statuses(lake) == {"a.md": "loaded", "b.md": "quarantined"}


def test_unreadable_folder_is_not_passed_over(
    write_document: Write, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that the system refuses to list is told, not left out in silence."""
    write_document("locked/a.md")
    root = write_document("b.md")
    system_open = os.open

    def refuse(path: Any, *rest: Any, **named: Any) -> int:  # noqa: ANN401 - passed on
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return system_open(path, *rest, **named)

    monkeypatch.setattr(os, "open", refuse)
    told = ""
    try:
        load([root], lake)
        told = str(rows(lake, "problems"))
    except ArchiveError as error:
        told = str(error)
    assert "locked" in told


def test_two_file_names_never_share_an_id(write_document: Write, lake: Path) -> None:
    """A name with a byte that is no text and one with its escape are two documents."""
    root = write_document("caf\\xe9.md")
    Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.md")).write_text("---\ntitle: y\n---\n")
    load([root], lake)
    assert len({row["article_id"] for row in rows(lake, "articles")}) == 2


# Processes and progress


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cuts even a small archive into batches that are worth a process."""
    module = import_module("broadsheet.loading.reading")
    monkeypatch.setattr(module, "_LARGEST_BATCH", 1_000)
    monkeypatch.setattr(module, "_SMALLEST_FOR_WORKERS", 0)


@pytest.mark.usefixtures("small_batches")
def test_processes_make_the_same_tables(documents: Path, tmp_path: Path) -> None:
    """Two processes make the tables that one makes, but for the moment of the load."""
    for workers in (1, 2):
        load([documents], tmp_path / f"lake-{workers}", workers=workers)
    assert tables(tmp_path / "lake-1") == tables(tmp_path / "lake-2")


@pytest.mark.usefixtures("small_batches")
def test_two_workers_are_processes(
    documents: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A load with two workers starts a pool of two processes."""
    pools = []

    class Pool(ProcessPoolExecutor):
        def __init__(self, count: int, **options: Any) -> None:  # noqa: ANN401 - passed on
            pools.append(count)
            super().__init__(count, **options)

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    load([documents], lake, workers=2)
    assert pools == [2]


@pytest.mark.usefixtures("small_batches")
def test_progress_counts_up_to_the_total(documents: Path, lake: Path) -> None:
    """Progress is told after each batch, up to the documents seen."""
    calls: list[tuple[int, int]] = []
    load([documents], lake, workers=1, progress=lambda done, total: calls.append((done, total)))
    seen = len(names_in(documents))
    assert len(calls) > 3
    assert [total for _, total in calls] == [seen] * len(calls)
    assert [done for done, _ in calls] == sorted({done for done, _ in calls})
    assert calls[-1] == (seen, seen)


def test_progress_reaches_the_total_in_one_batch(mixed: Path, lake: Path) -> None:
    """Progress of a small archive is told once, at its end."""
    calls: list[tuple[int, int]] = []
    load([mixed], lake, progress=lambda done, total: calls.append((done, total)))
    assert calls == [(8, 8)]


def test_loads_of_the_same_archive_are_the_same(mixed: Path, tmp_path: Path) -> None:
    """Two loads of an archive differ in their time alone."""
    one, other = (load([mixed], tmp_path / name) for name in ("one", "other"))
    assert replace(one, lake="", seconds=0) == replace(other, lake="", seconds=0)


def test_other_archives_are_taken_over_without_a_copy(write_document: Write, lake: Path) -> None:
    """The files of an archive that is not loaded are the same files in the next version."""
    one, other = (write_document("a.md", archive=name) for name in ("one", "other"))
    load([one, other], lake)
    write_document("a.md", "---\ntitle: Changed\n---\n", archive="other")
    load([other], lake)
    files = [
        {file.stat().st_ino for file in (lake / version).rglob("*.parquet")}
        for version in ("v000001", "v000002")
    ]
    assert files[0] & files[1]


def test_a_script_without_a_guard_can_load(tmp_path: Path, documents: Path) -> None:
    """The two lines of the README work as a script, since one process is the default."""
    script = tmp_path / "script.py"
    script.write_text(
        f"import broadsheet\nsummary = broadsheet.load([{str(documents)!r}], 'lake')\n"
        "print(summary.seen)\n"
    )
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert int(done.stdout) == len(names_in(documents))


def test_workers_die_with_the_load(tmp_path: Path) -> None:
    """When a load is killed, its processes end too."""
    script = tmp_path / "script.py"
    script.write_text(
        "import multiprocessing, os, sys, time\n"
        "from broadsheet import processes\n"
        "def sleep():\n"
        "    processes._start_worker()\n"
        "    print(os.getpid(), flush=True)\n"
        "    time.sleep(120)\n"
        "    print('awake', flush=True)\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.get_context('spawn').Process(target=sleep).start()\n"
    )
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
        assert parent.stdout.read() == ""  # the pipe closes only when the worker has ended too
    assert (
        not Path(f"/proc/{worker}/cmdline").exists()
        or not Path(f"/proc/{worker}/cmdline").read_bytes()
    )


# The public name


def test_load_is_a_function_of_the_package() -> None:
    """`broadsheet.load` is the function, also once its module has been imported."""
    assert callable(broadsheet.load)


# Real documents


@pytest.fixture(scope="module")
def real(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[LoadSummary, Path]:
    """The summary and the lake of a load of real documents."""
    lake = tmp_path_factory.mktemp("real") / "lake"
    return load([corpus], lake), lake


def test_real_documents_load(real: tuple[LoadSummary, Path]) -> None:
    """Every real document is loaded, and the page that describes them skipped."""
    summary, _ = real
    assert (summary.seen, summary.loaded, summary.quarantined, summary.skipped) == (164, 163, 0, 1)


def test_real_related_items_are_all_there(real: tuple[LoadSummary, Path], corpus: Path) -> None:
    """As many related items are loaded as the documents' text has."""
    texts = [path.read_text("utf-8") for path in corpus.rglob("*.md")]
    listed = sum(len(re.findall(r"^  - title:", text, re.MULTILINE)) for text in texts)
    assert len(rows(real[1], "related")) == listed


@pytest.mark.parametrize("column", ["title", "provider_domain", "published_at", "url"])
def test_real_articles_have_what_news_always_have(
    real: tuple[LoadSummary, Path], column: str
) -> None:
    """No real article lacks a field that is always present in news."""
    assert [row["path"] for row in rows(real[1], "articles") if row[column] is None] == []


def test_real_payloads_are_in_no_file_of_the_lake(
    real: tuple[LoadSummary, Path], corpus: Path
) -> None:
    """No payload of a real document stands in any table."""
    payloads = {
        match[1][:16]
        for path in corpus.rglob("*.md")
        for match in re.finditer(r'^secured: "([^"]{16,})', path.read_text("utf-8"), re.MULTILINE)
    }
    shown = " ".join(str(row) for name in TABLES for row in rows(real[1], name))
    assert [payload for payload in payloads if payload in shown] == []

"""A commit is read as a folder with that commit checked out would be, without a checkout."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.archive.base import Archive
from broadsheet.archive.entry import Entry, EntryRefused
from broadsheet.archive.folder import FolderArchive
from broadsheet.archive.git.archive import GitArchive, GitEntry
from broadsheet.archive.git.objects import close_readers, stored_bytes
from broadsheet.archive.git.revision import is_bare_repository, open_repository, split_revision
from broadsheet.archive.selection import Selection
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError
from kit.examples import examples

Files = Mapping[bytes, bytes | tuple[str, bytes]]
"""What a commit holds by path: a file's bytes, or another mode and what stands under it."""

Make = Callable[..., Path]

LINK = "120000"
SUBMODULE = "160000"
MOMENT = "1600000000 +0200"


@pytest.fixture(scope="module", autouse=True)
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Git is told nothing by the machine or its user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.delenv("XDG_CONFIG_HOME", raising=False)
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", "A")
            patch.setenv(f"GIT_{role}_EMAIL", "a@example.org")
            patch.setenv(f"GIT_{role}_DATE", MOMENT)
        yield


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """No test leaves a git process behind."""
    yield
    close_readers()


def git(place: Path, *arguments: str, stdin: bytes = b"", **environment: str) -> str:
    """Run git in a folder."""
    done = subprocess.run(
        ["git", "-C", str(place), "-c", "init.defaultBranch=main", *arguments],
        input=stdin,
        env=os.environ | environment,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


def stream(commits: list[Files], merges: bool = False) -> bytes:
    """Commits for `git fast-import`, each of all its files; those of a merge have two parents."""
    parts = []
    for number, files in enumerate(commits, 1):
        parts.append(b"commit refs/heads/main\nmark :%d\n" % number)
        parts.append(b"committer A <a@example.org> %s\ndata 0\n" % MOMENT.encode())
        if merges and number > 2:
            parts.append(b"merge :%d\n" % (number - 2))
        parts.append(b"deleteall\n")
        for path, content in files.items():
            mode, data = content if isinstance(content, tuple) else ("100644", content)
            quoted = b'"' + b"".join(b"\\%03o" % byte for byte in path) + b'"'
            if mode == SUBMODULE:
                parts.append(b"M 160000 %s %s\n" % (data, quoted))
            else:
                parts.append(b"M %s inline %s\n" % (mode.encode(), quoted))
                parts.append(b"data %d\n%s\n" % (len(data), data))
    return b"".join(parts)


def made(
    place: Path,
    commits: list[Files],
    *,
    bare: bool = True,
    kind: str = "sha1",
    merges: bool = False,
) -> Path:
    """A repository with these commits on its branch main."""
    place.mkdir(parents=True)
    git(place, "init", "-q", f"--object-format={kind}", *(["--bare"] if bare else []))
    git(place, "fast-import", "--quiet", stdin=stream(commits, merges))
    return place


@pytest.fixture
def repository(tmp_path: Path) -> Make:
    """Makes a bare repository with commits of these files."""

    def make(
        *commits: Files, name: str = "news.git", bare: bool = True, kind: str = "sha1"
    ) -> Path:
        return made(tmp_path / name, list(commits), bare=bare, kind=kind)

    return make


def opened(place: Path, revision: str = "main", name: str | None = None) -> GitArchive:
    """The archive of a repository's commit."""
    return open_repository(name, place, revision, Selection())


def checked_out(repository: Path, revision: str, folder: Path) -> FolderArchive:
    """The archive of a folder with a repository's commit checked out."""
    folder.mkdir(parents=True)
    place = {
        "GIT_DIR": str(repository if is_bare_repository(repository) else repository / ".git"),
        "GIT_INDEX_FILE": f"{folder}.index",
        "GIT_WORK_TREE": str(folder),
    }
    git(folder, "read-tree", revision, **place)
    git(folder, "checkout-index", "--all", **place)
    return FolderArchive("a", str(folder))


def outcome(entry: Entry) -> bytes | tuple[str, str]:
    """An entry's bytes, or the fault for which it is refused."""
    try:
        return entry.read(DEFAULT_LIMITS).data
    except EntryRefused as refused:
        return refused.fault.code, refused.fault.message


def outcomes(archive: Archive) -> list[tuple[str, bytes | tuple[str, str]]]:
    """What reading each entry gives, by path, in order."""
    return [(entry.path, outcome(entry)) for entry in archive.entries()]


def paths(archive: Archive) -> list[str]:
    """The paths that an archive lists."""
    return [entry.path for entry in archive.entries()]


def refusal(make: Callable[[], object]) -> str:
    """The message with which an archive is refused: one line."""
    with pytest.raises(ArchiveError) as caught:
        make()
    assert "\n" not in str(caught.value)
    return str(caught.value)


# As a checkout

NAMES = [
    b"a.md",
    b"b.txt",
    b"B.MD",
    b"a",
    b"a!",
    b"a b.md",
    b"-x.md",
    b".hidden",
    b".a.md",
    b"x.html",
    b"q\"uo'te.md",
    b"new\nline.md",
    b"tab\t.md",
    b"back\\slash.md",
    b"caf\xc3\xa9.md",
    b"caf\xe9.md",
    b"\xef\xbf\xbd.md",
    b"\xf0\x9f\x93\xb0.md",
    b"\x01.md",
    b"*.md",
    b":(top)c.md",
]
FEW = [b"a.md", b"b.md", b"l", b"m"]


def trees(names: list[bytes]) -> st.SearchStrategy[Files]:
    """What commits may hold under paths of these names, with links among them."""
    paths = st.lists(st.sampled_from(names), min_size=1, max_size=3).map(b"/".join)
    steps = st.sampled_from([*names, b"", b".", b"..", b"gone"])
    whole = st.sampled_from(names)  # a slash at the end stands for a folder only
    targets = st.tuples(st.lists(steps, max_size=3), whole).map(lambda t: b"/".join([*t[0], t[1]]))
    contents = st.one_of(
        st.sampled_from([b"", b"x", b"one\r\ntwo\r\n", b"\xff\0\n", b"y" * 100_000]),
        st.tuples(st.just("100755"), st.just(b"#!")),
        st.tuples(st.just(LINK), targets),
        st.tuples(st.just(SUBMODULE), st.just(b"1" * 40)),
    )
    return st.dictionaries(paths, contents, max_size=12)


@examples(8)
@given(
    commits=st.lists(st.one_of(trees(NAMES), trees(FEW)), max_size=3),
    bare=st.booleans(),
    merges=st.booleans(),
)
@example(commits=[{b"caf\xe9.md": b"x", b"new\nline.md": b"\xff\0"}], bare=True, merges=False)
@example(commits=[{b"a.md": b"x", b"l": (LINK, b"a.md")}, {b"a.md": b"y"}], bare=False, merges=True)
@example(commits=[{b"a.md": (LINK, b"b.md"), b"b.md": (LINK, b"a.md")}], bare=False, merges=False)
def test_each_commit_reads_as_its_checkout(commits: list[Files], bare: bool, merges: bool) -> None:
    """Paths, their order, bytes and refusals are those of a folder with the commit checked out.

    Links that lead out are left aside: what lies there only a file system knows.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = made(Path(folder) / "r", commits, bare=bare, merges=merges)
        for number in range(len(commits)):
            revision = f"main~{number}"
            read = outcomes(opened(place, revision))
            out = {path for path, found in read if found[:1] == ("outside-archive",)}
            checkout = outcomes(checked_out(place, revision, Path(folder) / f"c{number}"))
            assert [each for each in read if each[0] not in out] == [
                (path, found)
                for path, found in checkout
                if path not in out or isinstance(found, bytes)
            ]
        close_readers()


LINKS: dict[str, Files] = {
    "file": {b"a.md": (LINK, b"b.md"), b"b.md": b"x"},
    "hidden file": {b"a.md": (LINK, b".h/b.md"), b".h/b.md": b"x"},
    "file above": {b"2021/a.md": (LINK, b"../b.md"), b"b.md": b"x"},
    "file by a detour": {b"2021/a.md": (LINK, b"./..//2021/../b.md"), b"b.md": b"x"},
    "link": {b"a.md": (LINK, b"b.md"), b"b.md": (LINK, b"c.md"), b"c.md": b"x"},
    "file in a linked folder": {
        b"a.md": (LINK, b"now/b.md"),
        b"now": (LINK, b"1"),
        b"1/b.md": b"x",
    },
    "above a linked folder": {
        b"a.md": (LINK, b"l/../c.md"),
        b"l": (LINK, b"1/2"),
        b"1/2/b.md": b"x",
        b"1/c.md": b"y",
    },
    "folder": {b"a.md": (LINK, b"2021"), b"2021/b.md": b"x"},
    "folder above": {b"2021/a.md": (LINK, b".."), b"b.md": b"x"},
    "its own folder": {b"2021/a.md": (LINK, b"."), b"b.md": b"x"},
    "submodule": {b"a.md": (LINK, b"sub"), b"sub": (SUBMODULE, b"1" * 40)},
    "below a submodule": {b"a.md": (LINK, b"sub/b.md"), b"sub": (SUBMODULE, b"1" * 40)},
    "nothing": {b"a.md": (LINK, b"gone.md")},
    "nothing above": {b"a.md": (LINK, b"gone/../b.md"), b"b.md": b"x"},
    "itself": {b"a.md": (LINK, b"a.md")},
    "a loop": {b"a.md": (LINK, b"b.md"), b"b.md": (LINK, b"a.md")},
    "below a loop": {b"a.md": (LINK, b"l/b.md"), b"l": (LINK, b"l/l")},
    "below a file": {b"a.md": (LINK, b"b.md/c.md"), b"b.md": b"x"},
    "file with a slash": {b"a.md": (LINK, b"b.md/"), b"b.md": b"x"},
    "outside": {b"a.md": (LINK, b"../secret.md")},
    "outside by a linked folder": {
        b"2021/a.md": (LINK, b"up/secret.md"),
        b"2021/up": (LINK, b"../.."),
    },
    "outside by its full path": {b"a.md": (LINK, b"/etc/passwd")},
    "forty links": {b"a.md": (LINK, b"1"), b"40": b"x"}
    | {str(n).encode(): (LINK, str(n + 1).encode()) for n in range(1, 40)},
}


@pytest.mark.parametrize("case", LINKS)
def test_link_leads_where_it_does_in_a_checkout(
    repository: Make, tmp_path: Path, case: str
) -> None:
    """A link is followed, left out or refused as one in a folder is, in the same words."""
    place = repository(LINKS[case])
    (tmp_path / "secret.md").write_text("x")
    assert outcomes(opened(place)) == outcomes(checked_out(place, "main", tmp_path / "checkout"))


def test_link_out_of_the_folder_is_refused(repository: Make) -> None:
    """A link to another folder of the repository leads out of the archive of one folder."""
    place = repository({b"1/a.md": (LINK, b"../2/b.md"), b"2/b.md": b"x"}, bare=False)
    (place / "1").mkdir()
    found = outcomes(opened(place / "1"))
    assert found == [("a.md", ("outside-archive", "a link that leads out of the archive"))]


def test_link_too_long_for_a_file_system_is_refused(repository: Make) -> None:
    """A link longer than a file system keeps is unreadable."""
    place = repository({b"a.md": (LINK, b"./" * 3000 + b"b.md"), b"b.md": b"x"})
    assert dict(outcomes(opened(place)))["a.md"] == ("unreadable", "File name too long")


def test_sha256_repository_is_read(repository: Make) -> None:
    """A repository whose hashes are SHA-256 is like any other."""
    archive = opened(repository({b"a.md": b"x"}, kind="sha256"))
    assert (len(archive.commit), outcomes(archive)) == (64, [("a.md", b"x")])


def test_bytes_are_those_committed(repository: Make) -> None:
    """Attributes that would change line ends in a checkout change nothing."""
    archive = opened(repository({b"a.md": b"x\n", b".gitattributes": b"*.md text eol=crlf"}))
    assert outcomes(archive) == [("a.md", b"x\n")]


def test_commit_without_documents_lists_none(repository: Make) -> None:
    """A commit of no files has no documents."""
    assert paths(opened(repository({}))) == []


def test_selection_chooses_documents(repository: Make) -> None:
    """Globs choose documents as they do in a folder."""
    place = repository({b"a.md": b"", b"2021/b.md": b"", b"2021/c.md": b""})
    archive = open_repository(None, place, "main", Selection(("2021/*",), ("*c.md",)))
    assert paths(archive) == ["2021/b.md"]


def test_files_not_committed_are_not_listed(repository: Make) -> None:
    """What only lies in the worktree is not in the archive."""
    place = repository({b"a.md": b"x"}, bare=False)
    (place / "b.md").write_text("y")
    assert paths(opened(place)) == ["a.md"]


# Opening


def test_archive_tells_its_commit(repository: Make) -> None:
    """Hash, revision and time of the commit, in UTC, are told."""
    place = repository({b"a.md": b"x"})
    assert opened(place).facts == {
        "commit": git(place, "rev-parse", "main"),
        "revision": "main",
        "committed_at": "2020-09-13T12:26:40+00:00",
    }


def test_archive_has_its_place_and_revision(repository: Make) -> None:
    """The location is what was named, in full."""
    place = repository({b"a.md": b"x"})
    assert opened(place).location == f"{place.resolve()}@main"


@pytest.mark.parametrize(
    ("folder", "name", "expected"),
    [
        ("news.git", None, "news"),
        ("news", None, "news"),
        ("news/.git", None, "news"),
        ("news.git", "mine", "mine"),
    ],
)
def test_archive_is_named_after_its_folder(
    tmp_path: Path, folder: str, name: str | None, expected: str
) -> None:
    """A repository's name is its folder's without `.git`, unless it is given one."""
    place = made(tmp_path / folder.removesuffix("/.git"), [{}], bare=folder == "news.git")
    assert opened(tmp_path / folder, name=name).name == expected
    assert place


def refs(place: Path) -> Path:
    """Give a repository of two commits a tag, an annotated tag and a branch with a slash."""
    git(place, "tag", "light", "main")
    git(place, "tag", "-m", "x", "full", "main")
    git(place, "branch", "by/me", "main")
    git(place, "symbolic-ref", "HEAD", "refs/heads/main")
    return place


@pytest.mark.parametrize(
    "revision", ["main", "HEAD", "@", "light", "full", "by/me", "refs/heads/main", "main^0"]
)
def test_revision_names_a_commit(repository: Make, revision: str) -> None:
    """A branch, a tag and whatever else git takes names its commit."""
    archive = opened(refs(repository({b"a.md": b"x"}, {b"b.md": b"y"})), revision)
    assert paths(archive) == ["b.md"]


@pytest.mark.parametrize("revision", ["main~1", "main^", "HEAD~1"])
def test_revision_names_an_earlier_commit(repository: Make, revision: str) -> None:
    """An ancestor is named by its distance."""
    archive = opened(refs(repository({b"a.md": b"x"}, {b"b.md": b"y"})), revision)
    assert paths(archive) == ["a.md"]


def test_revision_names_a_branch_as_it_was(repository: Make) -> None:
    """`@{1}` is what a branch was before."""
    place = repository({b"a.md": b"x"}, {b"b.md": b"y"}, bare=False)
    git(place, "reset", "-q", "--soft", "main~1")
    assert paths(opened(place, "main@{1}")) == ["b.md"]


def test_short_hash_names_a_commit(repository: Make) -> None:
    """The beginning of a hash is enough."""
    place = repository({b"a.md": b"x"})
    assert paths(opened(place, git(place, "rev-parse", "--short", "main"))) == ["a.md"]


def test_folder_of_a_worktree_is_an_archive(repository: Make) -> None:
    """A folder of a worktree is an archive of what lies below it."""
    files = {b"2021/\xc3\xa9\n/a.md": b"x", b"2021/b.md": b"y", b"2021/\xc3\xa9\nx/c.md": b"z"}
    place = repository(files, bare=False)
    (place / "2021" / "é\n").mkdir(parents=True)
    assert outcomes(opened(place / "2021" / "é\n")) == [("a.md", b"x")]


def test_linked_worktree_is_a_repository(repository: Make, tmp_path: Path) -> None:
    """A worktree whose `.git` is a file has a HEAD of its own."""
    place = repository({b"a.md": b"x"}, {b"b.md": b"y"})
    git(place, "worktree", "add", "-q", "--detach", str(tmp_path / "w"), "main~1")
    assert paths(opened(tmp_path / "w", "HEAD")) == ["a.md"]


@pytest.mark.parametrize(
    "revision",
    [
        "gone",
        "-x",
        "--all",
        "^main",
        "main:a.md",
        "main^{tree}",
        "",
        "main..main",
        "a\0b",
        "0" * 40,
        "caf\udce9",
        "a\nb",
    ],
)
def test_missing_revision_is_refused(repository: Make, revision: str) -> None:
    """What names no commit is refused in one line."""
    place = repository({b"a.md": b"x"})
    assert refusal(lambda: opened(place, revision)).startswith("no such revision, got ")


def test_missing_revision_is_told_with_others(repository: Make) -> None:
    """The nearest names are told."""
    place = refs(repository({b"a.md": b"x"}))
    assert "did you mean main" in refusal(lambda: opened(place, "mian"))


def test_repository_without_commits_is_refused(tmp_path: Path) -> None:
    """A repository just made has no commit to read."""
    place = made(tmp_path / "news", [])
    assert "has no commits" in refusal(lambda: opened(place, "HEAD"))


def test_folder_without_repository_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plain folder has no commits."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert refusal(lambda: opened(tmp_path)).startswith("no git repository, got ")


def test_missing_path_is_refused(tmp_path: Path) -> None:
    """A path that is not there is told as git tells it."""
    assert "No such file or directory" in refusal(lambda: opened(tmp_path / "gone"))


def test_folder_of_git_itself_is_refused(repository: Make) -> None:
    """A folder within a bare repository is no archive."""
    place = repository({b"a.md": b"x"})
    assert "git's own" in refusal(lambda: opened(place / "refs"))


def test_folder_missing_at_a_commit_is_refused(repository: Make) -> None:
    """A folder of the worktree that the commit lacks is told with the revision."""
    place = repository({b"a.md": b"x"}, bare=False)
    (place / "2021").mkdir()
    assert "no folder 2021 at that commit" in refusal(lambda: opened(place / "2021"))


def test_repository_of_another_user_is_refused(
    repository: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A repository that git does not trust is told with git's way to trust it."""
    place = repository({b"a.md": b"x"})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "git config --global --add safe.directory" in refusal(lambda: opened(place))


def test_machine_without_git_is_told(repository: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git the message says to install it."""
    place = repository({b"a.md": b"x"})
    monkeypatch.setenv("PATH", "")
    assert "git is not installed; install it" in refusal(lambda: opened(place))


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY"])
def test_repository_of_the_environment_is_not_taken(
    repository: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """Started by a git hook, it is still the named repository that is read."""
    place = repository({b"a.md": b"x"})
    other = made(tmp_path / "other", [{b"b.md": b"y"}])
    monkeypatch.setenv(variable, str(other / "objects" if "OBJECT" in variable else other))
    assert outcomes(opened(place)) == [("a.md", b"x")]


# Naming


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("news@main", ("news", "main")),
        ("news@by/me", ("news", "by/me")),
        ("news@HEAD@{1}", ("news", "HEAD@{1}")),
        ("news@@{1 day ago}", ("news", "@{1 day ago}")),
        ("news@@", ("news", "@")),
        ("news/2021@main", ("news/2021", "main")),
        ("me@home@main", ("me@home", "main")),
        ("me@home/.git@main", ("me@home/.git", "main")),
        ("bare.git@main", ("bare.git", "main")),
        ("news", None),
        ("me@home", None),
        ("gone@main", None),
        ("plain@main", None),
        ("news@", None),
        ("@main", None),
        ("@", None),
        ("", None),
        ("git@example.org:news.git", None),
        ("a\0b@main", None),
        ("x" * 5000 + "@main", None),
    ],
)
def test_source_is_split_at_its_revision(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    expected: tuple[str, str] | None,
) -> None:
    """The longest path that is in a repository is the path, and the rest the revision."""
    folder = tmp_path_factory.mktemp("split")
    for path in ("news/.git", "news/2021", "me@home/.git/objects", "me@home/.git/refs", "plain"):
        (folder / path).mkdir(parents=True)
    for path in ("bare.git/objects", "bare.git/refs"):
        (folder / path).mkdir(parents=True)
    (folder / "bare.git" / "HEAD").touch()
    monkeypatch.chdir(folder)
    assert split_revision(source) == (expected and (Path(expected[0]), expected[1]))


def test_bare_repository_is_known(repository: Make) -> None:
    """A bare repository is told from a folder of documents."""
    assert is_bare_repository(repository({}))


def test_worktree_is_no_bare_repository(repository: Make) -> None:
    """A worktree is a folder of documents unless a revision is named."""
    assert not is_bare_repository(repository({}, bare=False))


# Marks


def test_archive_has_the_mark_of_its_files(repository: Make) -> None:
    """A commit that changes no file does not change the mark."""
    place = repository({b"a.md": b"x"}, {b"a.md": b"x"}, {b"a.md": b"y"})
    stamps = [opened(place, revision).stamp for revision in ("main~2", "main~1", "main")]
    assert [stamps[0] == stamps[1], stamps[1] == stamps[2]] == [True, False]


def test_folder_has_the_mark_of_its_own_files(repository: Make) -> None:
    """A change elsewhere in the repository does not change a folder's mark."""
    place = repository({b"1/a.md": b"x", b"b.md": b"x"}, {b"1/a.md": b"x"}, bare=False)
    (place / "1").mkdir()
    assert opened(place / "1", "main").stamp == opened(place / "1", "main~1").stamp


@pytest.mark.parametrize(
    ("files", "same"),
    [
        ({b"a.md": (LINK, b"b.md"), b"b.md": b"x"}, True),
        ({b"a.md": (LINK, b"b.md"), b"b.md": b"y"}, False),
        ({b"a.md": (LINK, b"c.md"), b"b.md": b"x", b"c.md": b"y"}, False),
        ({b"a.md": (LINK, b"c.md"), b"b.md": b"x", b"c.md": (LINK, b"d"), b"d": b"y"}, False),
    ],
)
def test_link_has_the_mark_of_its_bytes(repository: Make, files: Files, same: bool) -> None:
    """A link's mark changes when it leads to other bytes, by itself or another link."""
    place = repository({b"a.md": (LINK, b"b.md"), b"b.md": b"x"}, files)
    before, after = (next(iter(opened(place, rev).entries())).stamp for rev in ("main~1", "main"))
    assert (before == after) is same


# Reading


def entry_of(place: Path, revision: str = "main") -> Entry:
    """The first entry of a repository's commit."""
    return next(iter(opened(place, revision).entries()))


def loose(place: Path, entry: Entry) -> Path:
    """The file that holds an entry's bytes in a repository so small that nothing is packed."""
    file = place / "objects" / entry.stamp[:2] / entry.stamp[2:]
    file.chmod(0o600)
    return file


def test_entry_can_be_sent_to_another_process(repository: Make) -> None:
    """An entry reads the same after pickling."""
    entry = entry_of(repository({b"a.md": b"x"}))
    assert outcome(pickle.loads(pickle.dumps(entry))) == b"x"  # noqa: S301 - just made


def test_size_is_known_before_reading(repository: Make) -> None:
    """An entry has its document's size."""
    assert entry_of(repository({b"a.md": b"x" * 1234})).size == 1234


@pytest.mark.parametrize(
    "files", [{b"a.md": b"x" * 11}, {b"a.md": (LINK, b"b"), b"b": b"x" * 11}], ids=["file", "link"]
)
def test_document_over_the_limit_is_refused(repository: Make, files: Files) -> None:
    """A document that is too large is refused unread."""
    with pytest.raises(EntryRefused) as caught:
        entry_of(repository(files)).read(Limits(document_bytes=10))
    assert caught.value.fault.message == "11 bytes, over the limit of 10"


def test_missing_bytes_are_unreadable(repository: Make) -> None:
    """A document whose bytes the repository lost is refused; the next one is read."""
    place = repository({b"a.md": b"x", b"b.md": b"y"})
    loose(place, entry_of(place)).unlink()
    fault = ("unreadable", "the repository lacks its bytes")
    assert outcomes(opened(place)) == [("a.md", fault), ("b.md", b"y")]


@pytest.mark.parametrize("kept", [0, 1, 20, 200])
def test_damaged_bytes_are_unreadable(repository: Make, kept: int) -> None:
    """A document whose object breaks off is refused; the next one is read."""
    place = repository({b"a.md": bytes(range(256)) * 40, b"b.md": b"y"})
    file = loose(place, entry_of(place))
    file.write_bytes(file.read_bytes()[:kept])
    refused, read = (found for _, found in outcomes(opened(place)))
    assert (refused[0], read) == ("unreadable", b"y")


def test_vanished_repository_is_unreadable(repository: Make) -> None:
    """A document of a repository that was moved away is refused."""
    place = repository({b"a.md": b"x"})
    entry = entry_of(place)
    place.rename(place.with_name("elsewhere"))
    assert outcome(entry) == ("unreadable", "git can't read its bytes")


def test_partial_clone_fetches_nothing(repository: Make, tmp_path: Path) -> None:
    """Documents that a partial clone left out are refused without asking for them."""
    place = repository({b"a.md": b"x"}, {b"a.md": b"y", b"b.md": b"z"})
    git(place, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--bare", "--filter=blob:none", place.as_uri(), str(clone))
    git(clone, "config", "protocol.file.allow", "always")
    git(clone, "cat-file", "-p", "main:b.md")
    asked = tmp_path / "asked"
    git(clone, "config", "remote.origin.uploadpack", f"touch {asked}; git-upload-pack")
    fault = ("unreadable", "git can't read its bytes")
    assert outcomes(opened(clone)) == [("a.md", fault), ("b.md", b"z")]
    assert not asked.exists()


def test_clone_without_trees_is_refused(repository: Make, tmp_path: Path) -> None:
    """A clone that left its trees out can't be listed, and the message says so."""
    place = repository({b"2021/a.md": b"x"})
    git(place, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--bare", "--filter=tree:0", place.as_uri(), str(clone))
    assert "git can't list the documents" in refusal(lambda: paths(opened(clone)))


def test_shallow_clone_is_read(repository: Make, tmp_path: Path) -> None:
    """A clone of the last commit alone has that commit's documents."""
    place = repository({b"a.md": b"x"}, {b"b.md": b"y"})
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", "--branch=main", place.as_uri(), str(clone))
    assert outcomes(opened(clone)) == [("b.md", b"y")]


def test_replaced_object_is_read_as_committed(repository: Make) -> None:
    """A commit is what its hash says, whatever stands in for its objects."""
    place = repository({b"a.md": b"x", b"b.md": b"y"})
    first, second = opened(place).entries()
    git(place, "replace", first.stamp, second.stamp)
    assert outcome(first) == b"x"


def test_forked_process_reads_for_itself(repository: Make) -> None:
    """Processes forked while a repository is being read get each its own documents."""
    entries = list(opened(repository({b"%d.md" % n: b"%d" % n for n in range(400)})).entries())
    assert outcome(entries[0]) == b"0"
    with multiprocessing.get_context("fork").Pool(3) as pool:
        there = pool.map_async(outcome, entries, chunksize=7)
        here = [outcome(entry) for entry in entries]
        assert there.get(30) == here


def test_threads_read_each_its_own(repository: Make) -> None:
    """Threads of one process get each its own documents, missing ones among them."""
    place = repository({b"%d.md" % n: b"%d" % n for n in range(90)})
    entries = list(opened(place).entries())
    loose(place, entries[7]).write_bytes(b"")
    alone = [outcome(entry) for entry in entries]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(outcome, entries)) == alone


def test_closed_reader_opens_again(repository: Make) -> None:
    """Reading goes on after what git was kept open for is closed."""
    entry = entry_of(repository({b"a.md": b"x"}))
    assert outcome(entry) == b"x"
    close_readers()
    assert outcome(entry) == b"x"


# Commits that list more than their repository has bytes for


def bomb(place: Path, levels: int, blob: bytes = b"---\ntitle: x\n---\n") -> str:
    """A commit of ten documents in each of ten folders in each of ten folders, and so on."""
    git(place, "init", "--quiet", "--bare", ".")
    node = git(place, "hash-object", "-w", "--stdin", stdin=blob).strip()
    kind, suffix = "100644 blob", ".md"
    for _ in range(levels):
        tree = "".join(f"{kind} {node}\t{number}{suffix}\n" for number in range(10))
        node = git(place, "mktree", stdin=tree.encode()).strip()
        kind, suffix = "040000 tree", ""
    return git(place, "commit-tree", node, "-m", "bomb").strip()


def test_commit_that_lists_billions_of_files_is_cut(tmp_path: Path) -> None:
    """Some kB of git may list 10^12 documents: those beyond what its bytes can hold are one row."""
    commit = bomb(tmp_path, 12)
    entries = list(open_repository("n", tmp_path, commit, Selection()).entries())
    assert 10_000 < len(entries) < 50_000
    with pytest.raises(EntryRefused, match="lists far more files") as refused:
        entries[-1].read(DEFAULT_LIMITS)
    assert (refused.value.fault.code, refused.value.is_lost) == ("too-large", True)


def test_commit_that_unpacks_to_far_more_than_its_size_is_cut(tmp_path: Path) -> None:
    """A blob that a commit has thousands of times is read as often as the limits allow."""
    commit = bomb(tmp_path, 3, bytes(3_000_000))
    archive = open_repository("n", tmp_path, commit, Selection())
    refused = [entry for entry in archive.entries() if not isinstance(entry, GitEntry)]
    assert 0 < len(refused) < 1_000
    with pytest.raises(EntryRefused, match="unpacks to far more than its size"):
        refused[0].read(DEFAULT_LIMITS)


def test_borrowed_objects_count_as_the_repositorys_own(tmp_path: Path) -> None:
    """A clone that borrows its objects has as many bytes as the repository it borrows from."""
    source, clone = tmp_path / "source", tmp_path / "clone"
    source.mkdir()
    bomb(source, 2)
    git(tmp_path, "clone", "--quiet", "--bare", "--shared", str(source), str(clone))
    assert stored_bytes(str(clone)) >= stored_bytes(str(source)) > 0

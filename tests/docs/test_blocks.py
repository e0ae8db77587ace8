"""Every block of code in the documents runs, and prints what the page says it prints."""

from __future__ import annotations

import contextlib
import doctest
import io
import shlex
import shutil
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import cast

import pytest

from broadsheet.cli import app as cli
from broadsheet.config import read_settings
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import Request, read_report, render_report
from broadsheet.sample import write_sample
from kit.cells import Cells
from kit.mail_server import keeping_mails
from kit.pages import PAGES, Block, blocks

ARCHIVE = "my-archive"
"""What the pages call the archive; the tutorial writes it."""

REASONS = {
    "a part of a report",
    "a drawing",
    "an example of a message",
    "installs software",
    "needs a notebook of your own",
    "needs ibis",
    "needs jupysql",
    "needs magic-duckdb",
    "needs marimo",
    "needs a bucket",
    "needs a cluster",
    "needs a lake of two versions",
    "needs an archive of your own",
    "opens another program",
    "runs until it is stopped",
    "takes minutes",
}
"""Why a block may not run."""

ONE_OF = {"A provider's month": "tesselwire.example"}
"""The page that is rendered of an example with a page for each provider, by the example's title."""

SHOWN: dict[str, tuple[str, ...]] = {
    "Our month": ("We hold 117 articles of March 2021.",),
    "Our month, and the one before": (
        "+24 on February 2021</p>",
        "117 articles from 48 providers:\n+24 on February 2021, or +26%.",
        "That is enough to compare days.",
        "<figcaption>Articles by date</figcaption>",
        '<div class="chart wide"><svg',
    ),
    "Our month, and who made it": (
        "The first 5 providers.<sup",
        "<figcaption>Articles by provider</figcaption>",
        '<div class="chart wide"><svg',
        '<section class="notes"',
        "An article is a document of the archive.",
        '<div class="page-break">',
        '<div class="text-columns">',
    ),
    "The stories of our month": (
        '<aside class="callout note"><p>Stories are counted once',
        'The weeks had 28, 23, 26, 23, 17 articles\n<svg class="sparkline"',
        'class="story-card">',
        "12 items · 9 providers",
    ),
    "The best of our month": ('<p class="headline">', "<img "),
    "Our month in sentences": ("has the most items, ", "The first three together have "),
    "With a part": ("We hold 117 articles of March 2021.", "That is 117 reasons to read on."),
    "In steps": ("7 providers of 59\nwrote ten articles or more.",),
    "A month that adds up": ("117 articles of March 2021.",),
    "A month and its last issue": ("Nothing has changed since the last issue.",),
    "Scored again": ("March 2021 against February 2021: 0 articles of both",),
    "My week": ("26 articles, +3 on ",),
    "Questions about our archive": (
        "<figcaption>Stories of several items: half end within 30 hours</figcaption>",
        "<figcaption>No provider is clearly ahead of another</figcaption>",
        ">random order</text>",
        ">equal odds</text>",
        "<figcaption>Providers explain 56% of the variance of quality, topics 0%</figcaption>",
        "<figcaption>Stories of a provider (row) that another (column) has, too</figcaption>",
    ),
    "A provider's month": ("Tessel Wire wrote 12 articles.", "A provider's month</p>"),
}
"""What the page of each example of a report holds, by the example's title."""

ELSEWHERE = {"docs/reference/charts.md"}
"""Pages whose blocks other tests run: `tests/charts/test_gallery.py` draws each chart."""

GENERATED = {"docs/reference/queries.md"}
"""Pages whose blocks run as the test of generated pages makes them; `make soak` runs them again."""

SAME = doctest.OutputChecker()
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
RUN = tuple(
    page
    for page in PAGES
    if page not in ELSEWHERE and any(not block.not_run for block in blocks(page))
)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with the tutorial's archive, loaded."""
    folder = tmp_path_factory.mktemp("desk")
    write_sample(folder / ARCHIVE, articles=300, months=3)
    with contextlib.chdir(folder):
        load(ARCHIVE)
    return folder


@pytest.mark.parametrize(
    "page", [pytest.param(page, marks=[pytest.mark.soak] * (page in GENERATED)) for page in RUN]
)
def test_the_blocks_of_a_page_run(
    page: str,
    desk: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Blocks run from top to bottom in one folder, and their output is the one shown.

    Mail goes to a server that keeps it in `inbox`, as the reader of a page may start one.
    """
    folder = tmp_path / "desk"
    shutil.copytree(desk, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("BROADSHEET_LAKE", raising=False)
    with keeping_mails(folder / "inbox") as port, Cells() as cells:
        reader = Reader(monkeypatch, cells)
        if any("aiosmtpd" in block.text for block in blocks(page)):
            monkeypatch.setenv("BROADSHEET_MAIL_PORT", str(port))
        for block in blocks(page):
            if block.not_run:
                continue
            try:
                reader.run(block)
            except BaseException as error:
                error.add_note(f"{page}:{block.line}")
                raise


def test_a_block_that_does_not_run_says_why() -> None:
    """The comment above such a block gives one of the known reasons."""
    reasons = {block.not_run for page in PAGES for block in blocks(page)} - {""}
    assert reasons <= REASONS


def test_a_wrong_output_is_noticed(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that shows another output than the command's fails."""
    monkeypatch.chdir(desk)
    wrong = Block(1, "console", "", "$ broadsheet sql 'select 1 as n'\n2\n", "")
    with pytest.raises(AssertionError), Cells() as cells:
        Reader(monkeypatch, cells).run(wrong)


class Reader:
    """Someone who follows a page: what one block leaves behind, the next can use."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, cells: Cells) -> None:
        self._monkeypatch = monkeypatch
        self._cells = cells
        self._names: dict[str, object] = {"__name__": "__main__"}
        self._printed = ""
        self._ways: dict[str, Callable[[Block], None]] = {
            "console": self._console,
            "ipython": self._cell,
            "markdown": self._report,
            "python": self._python,
            "sql": self._sql,
            "text": self._text,
            "yaml": self._settings,
        }

    def run(self, block: Block) -> None:
        """Do what the block shows; a language that is not known is a mistake of the page."""
        self._ways[block.language](block)

    def _console(self, block: Block) -> None:
        """Commands after `$ `, each with the output below it, if the page shows some."""
        commands: list[tuple[str, list[str]]] = []
        for line in block.text.splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            else:
                commands[-1][1].append(line)
        for command, shown in commands:
            self._printed = self._command(shlex.split(command, comments=True))
            if shown:
                self._compare("\n".join(shown))

    def _command(self, words: list[str]) -> str:
        """What broadsheet prints, or one of the few other commands that pages use."""
        if words[0] == "cp":
            shutil.copytree(words[-2], words[-1])
            return ""
        if words[0] == "ls":
            return "\n".join(sorted(path.name for path in Path(words[1]).iterdir()))
        assert words[0] == "broadsheet", f"no way to run {words[0]}"
        self._monkeypatch.setattr(sys, "argv", words)
        printed = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
            pytest.raises(SystemExit) as ended,
        ):
            cli.main()
        text = cast("io.BytesIO", printed.buffer).getvalue().decode()
        assert ended.value.code == 0, text
        return text

    def _report(self, block: Block) -> None:
        """A file that the page names is kept for the reports below; any other is a report."""
        path = self._written(block, "mine.md")
        if block.title:
            return
        document = read_report(path)
        request = Request(each=ONE_OF.get(document.title))
        made = render_report(document, open_snapshot(Path("lake")), request)
        html = unescape(made.pages["html"].decode())
        assert [shown for shown in SHOWN[document.title] if shown not in html] == []

    def _python(self, block: Block) -> None:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block.text, "page", "exec"), self._names)  # noqa: S102 (our own pages)
        self._printed = printed.getvalue()

    def _cell(self, block: Block) -> None:
        """A cell of a notebook; the cells of a page share a shell."""
        self._cells.run(block.text)

    def _sql(self, block: Block) -> None:
        """A file that the page names is kept, such as a check; any other is a question."""
        if block.title:
            self._written(block)
        else:
            self._printed = self._command(["broadsheet", "sql", block.text])

    def _written(self, block: Block, otherwise: str = "") -> Path:
        path = Path(block.title or otherwise)
        path.parent.mkdir(exist_ok=True)
        path.write_text(block.text, "utf-8")
        return path

    def _text(self, block: Block) -> None:
        """The output of the block above."""
        self._compare(block.text)

    def _settings(self, block: Block) -> None:
        Path("broadsheet.yaml").write_text(block.text, "utf-8")
        read_settings()

    def _compare(self, shown: str) -> None:
        """`...` in what is shown stands for any text, as in doctests."""
        if not SAME.check_output(shown.strip(), self._printed.strip(), FLAGS):
            raise AssertionError(f"shown:\n{shown}\nprinted:\n{self._printed}")

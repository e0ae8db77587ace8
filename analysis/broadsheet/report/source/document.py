"""A report document: front matter, Markdown, and SQL fences that name their results."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from broadsheet.errors import ReportError
from broadsheet.report.source.includes import Line, files_of, with_includes
from broadsheet.report.source.notebook import ENDING, Cell, read_notebook
from broadsheet.report.source.settings import ReportSettings, read_settings

__all__ = ["Query", "ReportDocument", "find_report", "known_reports", "read_report"]

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(
    r"^```sql[ \t]+(?P<name>[A-Za-z_]\w*)[ \t]*\n(?P<sql>.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE
)
_OTHER_FENCE = re.compile(r"^```sql\b.*$", re.MULTILINE)


@dataclass(frozen=True)
class Query:
    """A SQL fence: the name of its result, the statement and the line it begins on."""

    name: str
    sql: str
    line: int


@dataclass(frozen=True, kw_only=True)
class ReportDocument(ReportSettings):
    """A report as written, with its settings.

    Attributes:
        name: Its name: the file's, without its ending.
        path: Its file.
        queries: Its SQL fences.
        text: Its Markdown with template calls, and that of its includes. Front matter and fences
            are blank lines, so that line numbers are those of `lines`.
        lines: Where each line of the text is written.
        cells: Its cells, where it is a notebook; such a report has no queries and no text.
    """

    name: str
    path: Path
    queries: tuple[Query, ...]
    text: str
    lines: tuple[Line, ...] = ()
    cells: tuple[Cell, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the report is written in: its own, and its includes."""
        return files_of([Line("", self.path, 1), *self.lines])

    def error(self, problem: str, line: int | None = None) -> ReportError:
        """An error that names the file, and the line where it is known."""
        return ReportError(f"{self.place(line)}: {problem}")

    def place(self, line: int | None = None) -> str:
        """Where a line of `text` is written: file and line."""
        if line is None:
            return self.path.name
        if line > len(self.lines):
            return f"{self.path.name}:{line}"
        written = self.lines[line - 1]
        return f"{written.path.name}:{written.number}"


def find_report(name: str, folder: Path) -> ReportDocument:
    """The report of a name: a file's path, one in `folder`, or one that broadsheet ships.

    Raises:
        ReportError: There is none, or it has a fault.
    """
    if name.endswith((".md", ENDING)):
        return read_report(Path(name))
    known = known_reports(folder)
    if name not in known:
        raise ReportError(
            "no such report", received=name, valid=known, hint="or give a .md or .ipynb file"
        )
    return read_report(known[name])


def known_reports(folder: Path) -> dict[str, Path]:
    """The reports in a folder, and the shipped ones of other names, by name."""
    return _shipped_reports() | _reports_in(folder)


def read_report(path: Path) -> ReportDocument:
    """Read a report document.

    Raises:
        ReportError: The file can't be read or has a fault; the message has file and line.
    """
    if path.suffix == ENDING:
        settings, cells = read_notebook(path)
        if settings.for_each:
            raise ReportError(f"{path.name}: a notebook is one page", received="for_each")
        named = vars(settings) | {"title": settings.title or path.stem}
        return ReportDocument(**named, name=path.stem, path=path, queries=(), text="", cells=cells)
    try:
        source = path.read_text("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReportError(f"can't read the report {path}: {reason}") from error
    return parse_report(source, path)


def parse_report(source: str, path: Path) -> ReportDocument:
    """The report that a text of Markdown holds.

    Args:
        source: The text.
        path: The file that it is of: errors name it, and includes are relative to its folder.

    Raises:
        ReportError: The text has a fault; the message has file and line.
    """
    match = _FRONT_MATTER.match(source)
    settings = read_settings(match["yaml"], path.name) if match else ReportSettings()
    written = _blank(match) + source[match.end() :] if match else source
    lines = tuple(with_includes(written, path, path.parent))
    text = "\n".join(line.text for line in lines)
    named = vars(settings) | {"title": settings.title or path.stem}
    document = ReportDocument(
        **named, name=path.stem, path=path, queries=(), text=_FENCE.sub(_blank, text), lines=lines
    )
    return replace(document, queries=_queries(document, text))


def _reports_in(folder: Path) -> dict[str, Path]:
    """The reports of a folder; a Markdown file comes before a notebook of the same name."""
    files = [file for ending in (ENDING, ".md") for file in sorted(folder.glob(f"*{ending}"))]
    return {file.stem: file for file in files}


def _shipped_reports() -> dict[str, Path]:
    """The reports in the package, or beside it where it runs from its source tree."""
    package = Path(str(files("broadsheet")))
    project = package.parents[1]
    is_source_tree = (project / "pyproject.toml").is_file()
    folders = [project / "reports"] if is_source_tree else [package / "reports"]
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.md"))}


def _queries(document: ReportDocument, text: str) -> tuple[Query, ...]:
    queries: dict[str, Query] = {}
    for match in _FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if match["name"] in queries:
            raise document.error(f"a second result of the name {match['name']}", line)
        queries[match["name"]] = Query(match["name"], match["sql"].strip(), line)
    faulty = _OTHER_FENCE.search(document.text)
    if faulty:
        problem = "a SQL fence needs a name of letters, digits and _, and a closing ```"
        place = document.place(document.text.count("\n", 0, faulty.start()) + 1)
        raise ReportError(f"{place}: {problem}", received=faulty[0])
    return tuple(queries.values())


def _blank(match: re.Match[str]) -> str:
    """The line ends of a match, and nothing else."""
    return "\n" * match[0].count("\n")

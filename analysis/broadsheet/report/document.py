"""A report document: YAML front matter, Markdown, and SQL fences that name their results."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from broadsheet.errors import BroadsheetError, ReportError
from broadsheet.period import parse_period, parse_time_zone
from broadsheet.yamlread import Marks, Unreadable, read_with_marks

__all__ = ["FORMATS", "Query", "ReportDocument", "find_report", "read_report"]

FORMATS = ("html", "pdf")

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


@dataclass(frozen=True)
class ReportDocument:
    """A report as written.

    `text` is the Markdown with its template calls; front matter and fences are blanked out, so
    that its line numbers are the file's.
    """

    name: str
    path: Path
    title: str
    description: str
    period: str
    timezone: str
    language: str
    formats: tuple[str, ...]
    queries: tuple[Query, ...]
    text: str

    def error(self, problem: str, line: int | None = None) -> ReportError:
        """An error that names this file, and the line where it is known."""
        place = f"{self.path.name}:{line}" if line else self.path.name
        return ReportError(f"{place}: {problem}")


_DEFAULTS = {
    "title": "",
    "description": "",
    "period": "all",
    "timezone": "UTC",
    "language": "en",
    "formats": "html, pdf",
}


def find_report(name: str, folder: Path) -> ReportDocument:
    """The report of a name: a file's path, one in `folder`, or one that broadsheet ships.

    Raises:
        ReportError: There is none, or it has a fault.
    """
    if name.endswith(".md"):
        return read_report(Path(name))
    known = _shipped_reports() | {file.stem: file for file in sorted(folder.glob("*.md"))}
    if name not in known:
        raise ReportError("no such report", received=name, valid=known, hint="or give a .md file")
    return read_report(known[name])


def read_report(path: Path) -> ReportDocument:
    """Read a report document.

    Raises:
        ReportError: The file can't be read or has a fault; the message has file and line.
    """
    try:
        source = path.read_text("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReportError(f"can't read the report {path}: {reason}") from error
    settings, text = _settings(path, source)
    queries = _queries(path, text)
    formats = _formats(settings["formats"])
    if not formats:
        raise ReportError(f"{path.name}: no formats", valid=FORMATS)
    return ReportDocument(
        name=path.stem,
        path=path,
        title=settings["title"] or path.stem,
        description=settings["description"],
        period=settings["period"],
        timezone=settings["timezone"],
        language=settings["language"],
        formats=formats,
        queries=queries,
        text=_FENCE.sub(_blank, text),
    )


def _shipped_reports() -> dict[str, Path]:
    """The reports in the package, or beside it where it runs from its source tree."""
    package = Path(str(files("broadsheet")))
    project = package.parents[1]
    is_source_tree = (project / "pyproject.toml").is_file()
    folders = [project / "reports"] if is_source_tree else [package / "reports"]
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.md"))}


def _settings(path: Path, source: str) -> tuple[dict[str, str], str]:
    match = _FRONT_MATTER.match(source)
    if match is None:
        return dict(_DEFAULTS), source
    try:
        fields, marks, faults = read_with_marks(match["yaml"], first_line=2)
    except Unreadable as error:
        raise ReportError(f"{path.name}:{error.fault.line}: {error}") from error
    if faults:
        raise ReportError(f"{path.name}:{faults[0].line}: {faults[0].message}")
    if not isinstance(fields, dict):
        raise ReportError(f"{path.name}: the front matter holds no settings", valid=_DEFAULTS)
    settings = dict(_DEFAULTS)
    for key, value in fields.items():
        line = marks[key,].line
        if key == "schedule":
            continue
        if key not in settings:
            problem = f"{path.name}:{line}: unknown setting"
            raise ReportError(problem, received=key, valid=_DEFAULTS)
        settings[key] = _setting_text(key, value, marks)
        try:
            _check_setting(key, settings[key])
        except BroadsheetError as error:
            raise ReportError(f"{path.name}:{line}: {error}") from error
    return settings, _blank(match) + source[match.end() :]


def _check_setting(key: str, text: str) -> None:
    if key == "period":
        parse_period(text)
    if key == "timezone":
        parse_time_zone(text)
    for form in _formats(text) if key == "formats" else ():
        if form not in FORMATS:
            raise ReportError("no such format", received=form, valid=FORMATS)


def _formats(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text))


def _setting_text(key: str, value: object, marks: Marks) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return marks[key,].text or ""


def _queries(path: Path, text: str) -> tuple[Query, ...]:
    queries: dict[str, Query] = {}
    for match in _FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if match["name"] in queries:
            raise ReportError(f"{path.name}:{line}: a second result of the name {match['name']}")
        queries[match["name"]] = Query(match["name"], match["sql"].strip(), line)
    faulty = _OTHER_FENCE.search(_FENCE.sub(_blank, text))
    if faulty:
        line = text.count("\n", 0, faulty.start()) + 1
        problem = "a SQL fence needs a name of letters, digits and _, and a closing ```"
        raise ReportError(f"{path.name}:{line}: {problem}", received=faulty[0])
    return tuple(queries.values())


def _blank(match: re.Match[str]) -> str:
    """As many line ends as the match has, and nothing else."""
    return "\n" * match[0].count("\n")

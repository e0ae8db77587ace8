"""The reports in the output folder: which there are, and the file of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from broadsheet.report.site import recorded_issues

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.responses import Response

__all__ = ["issued_file", "issued_reports"]

_TYPES = {".html": "text/html", ".pdf": "application/pdf"}
_INDEX = "index.html"
_POLICY = (
    "sandbox allow-scripts allow-downloads allow-popups; default-src 'none'; img-src data:; "
    "font-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""A report holds its own style and script, and is no page of this server: it reaches none."""


def issued_reports(folder: Path) -> list[dict[str, Any]]:
    """The reports in a folder by name, each with its files by format.

    Those that the folder's index has, have their title and their period as well.
    """
    names: dict[str, dict[str, str]] = {}
    for path in sorted(_files(folder)):
        names.setdefault(path.stem, {})[path.suffix.removeprefix(".")] = path.name
    known = {file: issue for issue in recorded_issues(folder) for file in issue.files.values()}
    found = []
    for name, files in names.items():
        issue = next((known[file] for file in files.values() if file in known), None)
        title, period = (issue.title, issue.period) if issue else (name, "")
        found.append({"title": title, "period": period, "files": files})
    return found


def issued_file(folder: Path, name: str) -> Response:
    """A page of a report, as it was written.

    Raises:
        HTTPException: The folder has no such page.
    """
    for path in _files(folder):
        if path.name == name:
            policy = {"Content-Security-Policy": _POLICY}
            return FileResponse(path, media_type=_TYPES[path.suffix], headers=policy)
    raise HTTPException(404)


def _files(folder: Path) -> list[Path]:
    """The pages in a folder; a link to a file elsewhere is none."""
    if not folder.is_dir():
        return []
    inside = folder.resolve()
    return [
        path
        for path in folder.iterdir()
        if path.suffix in _TYPES
        and path.name != _INDEX
        and path.is_file()
        and path.resolve().parent == inside
    ]

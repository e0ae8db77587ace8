"""Several reports of one lake: a fault in one of them doesn't stop the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError, ReportError
from broadsheet.lake.snapshot import CURRENT, open_snapshot
from broadsheet.report.rendering import render_pages
from broadsheet.report.source.document import find_report, known_reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from broadsheet.report.edition.edition import Request
    from broadsheet.report.rendered import RenderedReport

__all__ = ["Batch", "write_pages"]


@dataclass(frozen=True)
class Batch:
    """Reports to render of a lake, for one request.

    Attributes:
        names: The reports, each the name of a shipped one or of one in `folder`, or a `.md` file.
        folder: The folder of one's own reports.
        lake: The lake's folder.
        as_of: A version of the lake; the live one where None.
        request: The request.
    """

    names: tuple[str, ...]
    folder: Path
    lake: Path
    as_of: str | None
    request: Request

    def render(self, report_fault: Callable[[BroadsheetError], None]) -> Iterator[RenderedReport]:
        """Render the reports, one after another, on the version that is live when each begins.

        Args:
            report_fault: Called with the fault of a report, before the next one is rendered.
        """
        for name in self.names:
            try:
                document = find_report(name, self.folder)
                snapshot = open_snapshot(self.lake, self.as_of)
                yield from render_pages(document, snapshot, self.request)
            except BroadsheetError as error:
                report_fault(error)

    def files(self) -> list[Path]:
        """The files that the reports depend on: their own, and the lake's `CURRENT`."""
        known = known_reports(self.folder)
        files = [self.lake / CURRENT]
        for name in self.names:
            files.append(known.get(name, Path(name)))
            try:
                files += find_report(name, self.folder).files
            except ReportError:
                continue
        return files


def write_pages(folder: Path, rendered: Iterable[RenderedReport]) -> Iterator[Path]:
    """Write reports into a folder, each as soon as it is rendered, and return the paths.

    Raises:
        ReportError: The folder can't be written.
    """
    for report in rendered:
        yield from report.write(folder)

"""The application: it finds the pages, and answers each request from one version of the lake."""

from __future__ import annotations

import io
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
import pyarrow as pa
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from broadsheet.errors import BroadsheetError, LakeError
from broadsheet.export import Rows, format_named
from broadsheet.server import pages
from broadsheet.server.asked import DOWNLOADS, Asked, MissingError
from broadsheet.server.guard import Guard
from broadsheet.server.html import error_html, page_html, style_sheet
from broadsheet.server.issued import issued_file
from broadsheet.server.rows import objects
from broadsheet.server.running import Running, answered
from broadsheet.server.versions import Versions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from pathlib import Path
    from types import ModuleType

    from starlette.requests import Request

    from broadsheet.config.settings import StatementLimits
    from broadsheet.server.asked import Shown

__all__ = ["Served", "make_app"]

_AT_ONCE = 4
"""Requests that run statements at the same time; the others wait."""

_FORMS = ("json", *DOWNLOADS)
_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True)
class Served:
    """What a server shows, and to whom.

    Attributes:
        lake: The lake's folder.
        folder: The folder that reports are written to.
        limits: What a statement takes at most.
        hosts: The names that requests may come by, in lower case.
    """

    lake: Path
    folder: Path
    limits: StatementLimits
    hosts: frozenset[str]


def make_app(served: Served) -> Starlette:
    """The application over a lake."""
    site = _Site(served)
    routes = [
        Route("/style.css", site.style),
        Route("/reports/{file}", site.report),
        *(Route(path, site.endpoint(page)) for page in site.pages for path in _paths(page)),
    ]
    return Starlette(
        routes=routes,
        lifespan=site.lifespan,
        middleware=[Middleware(Guard, hosts=served.hosts)],
        exception_handlers={404: site.unknown},
    )


def _paths(page: ModuleType) -> list[str]:
    """The paths of a page: the index has no name that an ending could follow."""
    is_index = page.PATH == "/"
    return [page.PATH, *([] if is_index else [f"{page.PATH}.{form}" for form in _FORMS])]


class _Site:
    """The pages over a lake."""

    def __init__(self, served: Served) -> None:
        found = (f"{pages.__name__}.{each.name}" for each in iter_modules(pages.__path__))
        self.pages = sorted(map(import_module, found), key=lambda page: int(page.POSITION))
        self._places = {page.PATH: page.TITLE for page in self.pages if page.POSITION}
        self._folder = served.folder
        self._versions = Versions(served.lake, served.limits)
        self._at_once = anyio.CapacityLimiter(_AT_ONCE)

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Close the lake when the server ends."""
        yield
        self._versions.close()

    def endpoint(self, page: ModuleType) -> Callable[[Request], Awaitable[Response]]:
        """What answers requests for a page."""

        async def answer(request: Request) -> Response:
            work = partial(self._answer, request, page)
            return await answered(request, work, self._at_once)

        return answer

    async def style(self, _: Request) -> Response:
        """The style of all pages."""
        sheet = await anyio.to_thread.run_sync(style_sheet)
        return Response(sheet, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    def report(self, request: Request) -> Response:
        """A page of a report."""
        return issued_file(self._folder, request.path_params["file"])

    def unknown(self, request: Request, _: Exception) -> Response:
        """The answer to a path that no page has."""
        missing = MissingError("no such page", received=request.url.path, valid=self._places)
        return self._error(missing, _form(request))

    def _answer(self, request: Request, page: ModuleType, running: Running) -> Response:
        """What a page answers, or what is wrong with the request."""
        form = _form(request)
        values = {name: value for name, value in request.query_params.items() if value}
        try:
            with (
                self._versions.reading(values.get("as_of")) as (version, connection),
                running.interrupts(connection),
            ):
                asked = Asked(page.PATH, form, values, connection, version, self._folder)
                return _response(asked, page.show(asked), self._places)
        except BroadsheetError as error:
            return self._error(error, form)

    def _error(self, error: BroadsheetError, form: str) -> Response:
        status = 404 if isinstance(error, MissingError | LakeError) else 400
        if form != "html":
            return _json({"error": str(error), "excerpt": error.excerpt}, status)
        html = error_html("That did not work", str(error), error.excerpt, self._places)
        return Response(html, status, media_type="text/html")


def _form(request: Request) -> str:
    """The form of an answer: by the ending of the path, or else by what the client accepts."""
    ending = request.url.path.rpartition(".")[2]
    if ending in _FORMS:
        return ending
    accepted = request.headers.get("accept", "")
    return "json" if "application/json" in accepted and "text/html" not in accepted else "html"


def _response(asked: Asked, shown: Shown, places: Mapping[str, str]) -> Response:
    headers = {"X-Lake-Version": asked.version, "Vary": "Accept"}
    if asked.form == "html":
        return Response(page_html(asked, shown, places), media_type="text/html", headers=headers)
    if asked.form == "json":
        facts = {"version": asked.version, "title": shown.title, **shown.data}
        return _json(facts, headers=headers)
    rows = shown.data.get("rows")
    if not isinstance(rows, pa.Table):
        raise MissingError(f"{asked.path} has no rows to save as {asked.form}")
    stream = io.BytesIO()
    format_named(asked.form).write(Rows.in_memory(rows), stream)
    name = f"{asked.path.removeprefix('/')}-{asked.version}.{asked.form}"
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(stream.getvalue(), media_type=_TYPES[asked.form], headers=headers)


def _json(
    facts: Mapping[str, Any], status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    plain = {
        name: objects(each) if isinstance(each, pa.Table) else each for name, each in facts.items()
    }
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    return Response(text, status, headers, media_type=_TYPES["json"])

"""The application: it finds the pages, and answers each request from one version of the lake."""

from __future__ import annotations

import io
import json
from contextlib import asynccontextmanager
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
from broadsheet.server.asked import DOWNLOADS, Asked, Missing
from broadsheet.server.guard import Guard
from broadsheet.server.html import error_html, page_html, style_sheet
from broadsheet.server.issued import issued_file
from broadsheet.server.rows import objects
from broadsheet.server.running import Running, answered
from broadsheet.server.versions import Versions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
    from pathlib import Path
    from types import ModuleType

    from starlette.requests import Request

    from broadsheet.config.settings import StatementLimits
    from broadsheet.server.asked import Shown

__all__ = ["make_app"]

_AT_ONCE = 4
"""Requests that run statements at the same time; the others wait."""

_FORMS = ("json", *DOWNLOADS)
_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}


def make_app(
    lake: Path, folder: Path, limits: StatementLimits, hosts: Collection[str]
) -> Starlette:
    """The application over a lake.

    Args:
        lake: The lake's folder.
        folder: The folder that reports are written to.
        limits: What a statement takes at most.
        hosts: The names that requests may come by.
    """
    versions = Versions(lake, limits)
    found = [
        import_module(f"{pages.__name__}.{each.name}") for each in iter_modules(pages.__path__)
    ]
    places = {
        page.PATH: page.TITLE
        for page in sorted(found, key=lambda page: page.POSITION)
        if page.POSITION
    }
    at_once = anyio.CapacityLimiter(_AT_ONCE)

    def endpoint(page: ModuleType) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            def work(running: Running) -> Response:
                return _answer(request, page, versions, folder, places, running)

            return await answered(request, work, at_once)

        return answer

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        versions.close()

    async def style(_: Request) -> Response:
        sheet = await anyio.to_thread.run_sync(style_sheet)
        return Response(sheet, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    async def report(request: Request) -> Response:
        return issued_file(folder, request.path_params["file"])

    routes = [Route("/style.css", style), Route("/reports/{file}", report)]
    for page in found:
        suffixes = ("", *(f".{form}" for form in _FORMS)) if page.PATH != "/" else ("",)
        routes += [Route(f"{page.PATH}{suffix}", endpoint(page)) for suffix in suffixes]
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={404: _unknown(places)},
    )


def _answer(
    request: Request,
    page: ModuleType,
    versions: Versions,
    folder: Path,
    places: Mapping[str, str],
    running: Running,
) -> Response:
    """What a page answers, or what is wrong with the request."""
    form = _form(request)
    values = {name: value for name, value in request.query_params.items() if value}
    try:
        with (
            versions.reading(values.get("as_of")) as (version, connection),
            running.interrupts(connection),
        ):
            asked = Asked(page.PATH, form, values, connection, version, folder)
            return _response(asked, page.show(asked), places)
    except BroadsheetError as error:
        return _error(error, form, places)


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
        raise Missing(f"{asked.path} has no rows to save as {asked.form}")
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


def _error(error: BroadsheetError, form: str, places: Mapping[str, str]) -> Response:
    status = 404 if isinstance(error, Missing | LakeError) else 400
    if form == "html":
        html = error_html("That did not work", str(error), error.excerpt, places)
        return Response(html, status, media_type="text/html")
    return _json({"error": str(error), "excerpt": error.excerpt}, status)


def _unknown(places: Mapping[str, str]) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, _: Exception) -> Response:
        missing = Missing("no such page", received=request.url.path, valid=places)
        return _error(missing, _form(request), places)

    return answer

"""What every request passes: the name it came by, where it came from, and the policy of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard"]

POLICY = (
    "default-src 'none'; style-src 'self'; font-src data:; img-src 'self' data:; "
    "script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_METHODS = ("GET", "HEAD")


class Guard:
    """Refuses what another site makes a browser ask for, and everything but reading.

    A name that resolves to this machine only for a while (DNS rebinding) is in the `Host` of such
    a request, and is not among the names of this server. A browser says in `Sec-Fetch-Site` whether
    another site's page asks: that may link to this server, and do nothing else.

    Args:
        app: The application.
        hosts: The names of this server, without a port, in lower case.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer.setdefault(name, value)
            await send(message)

        refusal = self._refusal(str(scope["method"]), headers)
        await (refusal or self._app)(scope, receive, send_with_policy)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        if method not in _METHODS:
            return PlainTextResponse(
                "this server only reads\n", 405, {"Allow": ", ".join(_METHODS)}
            )
        if _host(headers.get("host", "")) not in self._hosts:
            return PlainTextResponse("this server has another name\n", 421)
        is_foreign = headers.get("sec-fetch-site") == "cross-site"
        if is_foreign and headers.get("sec-fetch-mode", "navigate") != "navigate":
            return PlainTextResponse("other sites may link here, and nothing else\n", 403)
        return None


def _host(given: str) -> str:
    """The name in a `Host` header, in lower case; empty where it is none."""
    try:
        return urlsplit(f"//{given}").hostname or ""
    except ValueError:
        return ""

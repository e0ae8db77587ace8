"""A web server on loopback that keeps what is posted to it, and answers as a test says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

__all__ = ["ANSWERS_NOTHING", "DIES", "Answered", "Posted", "Web", "serving_web"]


@dataclass(frozen=True)
class Answered:
    """An answer of the server."""

    status: int
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)


DIES = Answered(0)
"""The server closes the connection instead of an answer."""
ANSWERS_NOTHING = Answered(-1)
"""The server stays silent."""


@dataclass(frozen=True)
class Posted:
    """A request that the server got."""

    path: str
    body: Any
    headers: dict[str, str]


@dataclass
class Web:
    """What the server got, and what it is to answer.

    Attributes:
        port: Its port.
        posted: The requests, in order.
        answers: The next answers; the last one is repeated.
    """

    port: int = 0
    posted: list[Posted] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def forget(self) -> None:
        """Be as new."""
        self.posted.clear()
        self.answers.clear()

    def next_answer(self) -> Answered:
        """The answer to a request."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serving_web() -> Iterator[Web]:
    """A server on a free port."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Keep a request and answer it."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            web.posted.append(Posted(self.path, json.loads(body), dict(self.headers)))
            answer = web.next_answer()
            if answer is ANSWERS_NOTHING:
                web.over.wait()
            if answer is DIES or answer is ANSWERS_NOTHING:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.text.encode())))
            self.end_headers()
            self.wfile.write(answer.text.encode())

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield web
    finally:
        web.over.set()
        server.shutdown()
        server.server_close()
        thread.join()

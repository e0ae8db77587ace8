"""A real server of S3 on loopback: moto, in a process and in an environment of its own.

`make test` makes the environment: moto needs other versions of what broadsheet needs too.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import obstore
import pytest
from obstore.store import S3Store

__all__ = [
    "ACCOUNT",
    "BUCKET",
    "PYTHON",
    "object_store",
    "objects",
    "put_raw",
    "serving_objects",
    "store",
]

PYTHON = Path(__file__).resolve().parents[2] / ".venv-s3" / "bin" / "python"
BUCKET = "news"
ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "reader",
    "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_REGION": "us-east-1",
}
"""The environment of a client. The server takes any account."""
_SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request"}
_SERVE = f"""
import sys
from urllib.request import Request, urlopen
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
address = "http://{{}}:{{}}".format(*server.get_host_and_port())
urlopen(Request(address + "/{BUCKET}", method="PUT", headers={_SIGNED})).close()
print(address, flush=True)
sys.stdin.read()
"""


@contextmanager
def object_store() -> Iterator[None]:
    """A server with an empty bucket, whose address is in the environment with an account."""
    with serving_objects() as address, pytest.MonkeyPatch.context() as patch:
        for name, value in (ACCOUNT | {"AWS_ENDPOINT_URL": address}).items():
            patch.setenv(name, value)
        yield


@contextmanager
def serving_objects() -> Iterator[str]:
    """The address of a server with an empty bucket, which ends with the block."""
    with subprocess.Popen(
        [str(PYTHON), "-c", _SERVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a line for each request
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()
            process.wait()


def put_raw(key: str, data: bytes) -> None:
    """Write an object of any key into the bucket; clients write none that is no path."""
    server = HTTPConnection(os.environ["AWS_ENDPOINT_URL"].removeprefix("http://"))
    server.request(
        "PUT", f"/{BUCKET}/{quote(key)}", data, {**_SIGNED, "Content-Type": "text/plain"}
    )
    assert server.getresponse().status == HTTPStatus.OK


def store() -> S3Store:
    """A client of the bucket, for the server that the environment names."""
    return S3Store(BUCKET, client_options={"allow_http": True})


def objects(folder: str) -> dict[str, str]:
    """The keys of the objects in a folder of the bucket, each with the time it was written."""
    found = [each for some in obstore.list(store(), folder) for each in some]
    return {each["path"].removeprefix(f"{folder}/"): f"{each['last_modified']}" for each in found}

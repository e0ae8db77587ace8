"""What a request must be to get an answer."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:80", "", "["])
def test_another_name_is_refused(client: TestClient, host: str) -> None:
    """A name that was made to resolve to this machine is none of this server's."""
    assert client.get("/documents", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765"])
def test_its_own_name_is_taken_with_any_port(client: TestClient, host: str) -> None:
    """The port may be that of a tunnel."""
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_another_site_may_link_and_nothing_else(client: TestClient) -> None:
    """A page of another site can't have a browser run statements unseen."""
    foreign = {"Sec-Fetch-Site": "cross-site"}
    image = client.get("/sql", headers={**foreign, "Sec-Fetch-Mode": "no-cors"})
    link = client.get("/sql", headers={**foreign, "Sec-Fetch-Mode": "navigate"})
    assert (image.status_code, link.status_code) == (403, 200)


def test_nothing_but_reading_is_answered(client: TestClient) -> None:
    """A POST is refused."""
    assert client.post("/sql", data={"statement": "select 1"}).status_code == 405


@pytest.mark.parametrize("path", ["/", "/documents", "/nothing", "/documents.json"])
def test_every_answer_has_a_strict_policy(client: TestClient, path: str) -> None:
    """No inline script, no inline style, nothing from other sites."""
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"

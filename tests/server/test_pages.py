"""Pages of the archive: what they show, and what scripts get of them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from broadsheet.loading.loader import load
from broadsheet.server.app import Served, make_app
from server.conftest import HOSTS, LIMITS

LISTS = ("/documents", "/stories", "/providers", "/topics", "/problems")
HOSTILE = """---
category: news
title: '<script>alert("t")</script>'
publishedDateTime: 2021-03-01T10:00:00Z
type: article
originalUrl: 'javascript:alert(1)'
webUrl: 'https://paper.example/"onmouseover="x'
quality: 50
provider:
  name: '<img src=x onerror=y>'
  domain: '"><script>.example'
topics: ['<b>bold</b>', 'a/b?c&d']
---
"""


def rows(client: TestClient, address: str) -> list[dict[str, object]]:
    """The rows of a page, as JSON has them."""
    found: list[dict[str, object]] = client.get(address).raise_for_status().json()["rows"]
    return found


@pytest.mark.parametrize("path", LISTS)
def test_every_link_of_a_list_leads_to_a_page(client: TestClient, path: str) -> None:
    """Each of the first links of a list answers, those to other sites apart."""
    page = client.get(path).raise_for_status().text
    links = re.findall(r'<td[^>]*><a href="(/[^"]+)"', page)[:6]
    answers = [client.get(link.replace("&amp;", "&")).status_code for link in links]
    assert answers == [200] * len(answers)
    assert links or path == "/problems"


def test_filters_keep_what_fits(client: TestClient) -> None:
    """Each row of a filtered list has the values that were asked for."""
    first, *_ = rows(client, "/documents.json?category=news")
    domain = str(first["provider_domain"])
    found = rows(client, f"/documents.json?provider={domain.upper()}&period=2021-03")
    assert {row["provider_domain"] for row in found} == {domain}
    assert {str(row["published_at"])[:7] for row in found} == {"2021-03"}


def test_a_search_takes_signs_as_they_are(client: TestClient) -> None:
    """`%` is a percent sign, and not any text."""
    assert client.get("/documents.json?search=%25").json()["in_all"] < 300
    assert client.get("/documents.json?search=2021-03-").json()["in_all"] > 0


def test_pages_of_a_list_share_no_row_and_miss_none(client: TestClient) -> None:
    """Rows of the same value are on one page each."""
    address = "/documents.json?sort=category&page={}"
    pages = client.get(address.format(1)).json()["pages"]
    paths = [row["path"] for page in range(pages) for row in rows(client, address.format(page + 1))]
    assert len(paths) == len(set(paths)) == client.get("/documents.json").json()["in_all"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/documents?sort=secret", "no such column to sort by"),
        ("/documents?page=0", "a page is a number from 1"),
        ("/documents?period=soon", "no such period"),
        ("/query?name=top_stories&topic=Nothing", "no document has this topic"),
        ("/sql.json?statement=drop table articles", "SQL must only read"),
    ],
)
def test_bad_input_is_one_clear_line(client: TestClient, address: str, words: str) -> None:
    """A wrong parameter is a 400 that names it."""
    answer = client.get(address)
    assert (answer.status_code, words in answer.text) == (400, True)


@pytest.mark.parametrize(
    "address",
    ["/nothing", "/document?path=no", "/story?story=9", "/story?story=x", "/provider?provider=no",
     "/topic?topic=no", "/query?name=no", "/documents?as_of=v9",
     "/topic", "/provider.csv?provider=no"],
)  # fmt: skip
def test_what_is_not_there_is_a_404(client: TestClient, address: str) -> None:
    """An address of nothing says so."""
    assert client.get(address.replace("story=9", f"story={10**12}")).status_code == 404


def test_a_query_is_run_with_the_values_of_its_form(client: TestClient) -> None:
    """A form's empty fields keep the defaults, and the others are bound."""
    few = rows(client, "/query.json?name=quality_by_provider&min_articles=20&since=")
    assert 0 < len(few) < len(rows(client, "/query.json?name=quality_by_provider&min_articles=1"))


def test_scripts_get_json_by_the_accept_header(client: TestClient) -> None:
    """The same address gives JSON to who accepts that alone."""
    answer = client.get("/providers", headers={"Accept": "application/json"})
    assert answer.json()["in_all"] > 0


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_rows_can_be_saved(client: TestClient, form: str) -> None:
    """A file has the rows of all pages, and its name has the version."""
    answer = client.get(f"/documents.{form}").raise_for_status()
    assert f'filename="documents-v000001.{form}"' in answer.headers["Content-Disposition"]
    if form == "csv":
        assert answer.text.count("\n") == 302
    else:
        assert pq.read_table(io.BytesIO(answer.content)).num_rows == 301


def test_an_error_in_sql_has_its_line(client: TestClient) -> None:
    """The page shows DuckDB's excerpt below the statement."""
    page = client.get("/sql", params={"statement": "select\nnothing from articles"}).text
    assert "LINE 2: nothing from articles" in page


def test_a_statement_without_end_is_stopped(client: TestClient) -> None:
    """The time limit of `sql` holds for each request."""
    endless = "select count(*) from range(10000000) a, range(10000000) b"
    answer = client.get("/sql.json", params={"statement": endless})
    assert (answer.status_code, "takes longer" in answer.json()["error"]) == (400, True)


@pytest.mark.parametrize(
    "statement",
    [
        "from read_csv('/etc/passwd')",
        "from 'https://paper.example/a.parquet'",
        "copy articles to '/tmp/x.csv'",
        "attach '/tmp/x.db'",
        "install httpfs",
        "set memory_limit='1TB'",
        "select 1; select 2",
    ],
)
def test_sql_stays_within_the_lake(client: TestClient, statement: str) -> None:
    """Files, the network and settings are refused."""
    assert client.get("/sql.json", params={"statement": statement}).status_code == 400


def test_a_result_is_cut(client: TestClient) -> None:
    """A page has 200 rows of a result, a file more."""
    given = {"statement": "from range(150000)"}
    assert len(client.get("/sql.json", params=given).json()["rows"]) == 200
    assert client.get("/sql.csv", params=given).text.count("\n") == 100_001


def test_hostile_documents_are_text(tmp_path: Path, reports: Path) -> None:
    """What documents hold is escaped, and links outside are of the web."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.md").write_text(HOSTILE)
    load([tmp_path / "archive"], tmp_path / "lake")
    app = make_app(Served(tmp_path / "lake", reports, LIMITS, HOSTS))
    with TestClient(app, base_url="http://localhost") as client:
        addresses = ("/documents", "/document?path=a.md", "/providers", "/topics", "/stories")
        pages = [client.get(each).raise_for_status().text for each in addresses]
        assert client.get("/topic", params={"topic": "a/b?c&d"}).status_code == 200
    text = "".join(pages)
    assert not re.findall(r"<script|<img|<b>|href=\"javascript|\"onmouse", text)
    assert 'rel="noopener noreferrer"' in text


def test_a_load_shows_in_the_next_request(tmp_path: Path, reports: Path) -> None:
    """The live version is looked up at each request; a permalink keeps showing the older one."""
    archive, lake = tmp_path / "archive", tmp_path / "lake"
    archive.mkdir()
    (archive / "a.md").write_text(HOSTILE)
    load([archive], lake)
    app = make_app(Served(lake, reports, LIMITS, HOSTS))
    with TestClient(app, base_url="http://localhost") as client:
        before = client.get("/documents")
        (permalink,) = re.findall(r'class="permalink" href="([^"]+)"', before.text)
        (archive / "b.md").write_text(HOSTILE.replace("paper.example", "other.example"))
        load([archive], lake)
        assert client.get("/documents.json").json()["in_all"] == 2
        kept = client.get(permalink)
        assert (kept.headers["X-Lake-Version"], "1 found" in kept.text) == ("v000001", True)


def test_reports_are_listed_and_read(client: TestClient) -> None:
    """The index links the pages in the output folder, which are kept apart from this server."""
    assert "/reports/coverage-2021-03.html" in client.get("/").text
    page = client.get("/reports/coverage-2021-03.html")
    assert page.text == "<p>a page</p>"
    assert page.headers["Content-Security-Policy"].startswith("sandbox ")


@pytest.mark.parametrize("file", ["out.html", "index.html", "..%2Fsecret.html", "%2Fetc%2Fpasswd"])
def test_no_other_file_is_read(client: TestClient, file: str) -> None:
    """A link that leads out, or a path, names no report."""
    assert client.get(f"/reports/{file}").status_code == 404

"""A document is known by its archive's name and its path, its content by a fingerprint."""

from __future__ import annotations

import pytest

from broadsheet.document import Document, article_id, fingerprint


def test_article_id_is_the_same_in_every_run() -> None:
    """The id of a path is a fixed number, so that links to it hold from load to load."""
    assert article_id("seeds", "000_76090242c080778f.txt") == 2142140597591764895


@pytest.mark.parametrize("path", ["b.md", "A.md", "a.md ", "ä.md", "\\xff.md"])
def test_article_id_differs_by_path(path: str) -> None:
    """Two paths of an archive have two ids."""
    assert article_id("news", path) != article_id("news", "a.md")


def test_article_id_differs_by_archive() -> None:
    """One path in two archives has two ids."""
    assert article_id("news", "a.md") != article_id("other", "a.md")


def test_article_id_keeps_archive_and_path_apart() -> None:
    """Moving a letter from the path to the archive's name makes another id."""
    assert article_id("new", "sa.md") != article_id("news", "a.md")


def test_article_id_is_never_negative() -> None:
    """Ids fit a signed 64-bit integer without its sign."""
    assert all(0 <= article_id("news", f"{n}.md") < 2**63 for n in range(1_000))


def test_fingerprint_is_32_hexadecimal_digits() -> None:
    """The fingerprint is BLAKE2b-128 in hexadecimal."""
    assert fingerprint(b"") == "cae66941d9efbd404e4d88758ea67670"


def test_fingerprint_differs_by_one_byte() -> None:
    """Other bytes have another fingerprint."""
    assert fingerprint(b"a\n") != fingerprint(b"a\r\n")


@pytest.mark.parametrize("path", ["topics/ai.yaml", "ai.yml", "AI.YML"])
def test_yaml_files_need_no_fences(path: str) -> None:
    """A file is YAML by its suffix, in any case."""
    assert Document("news", path, b"").is_yaml


@pytest.mark.parametrize("path", ["ai.md", "yaml", "ai.yaml.txt", "x.yaml/ai.md"])
def test_other_files_need_fences(path: str) -> None:
    """A file of another suffix is not YAML as a whole."""
    assert not Document("news", path, b"").is_yaml

"""URLs as identities: one address for one item, however it was linked.

Rules: scheme and host in lower case, http as https, no `www.`, no default port, no
fragment, no tracking parameters, no trailing slash; other parameters kept and sorted.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["canonical_url", "canonical_urls"]

_TRACKING_PREFIXES = ("utm_", "mc_", "pk_", "piwik_", "matomo_")
_TRACKING = frozenset(
    {"_ga", "_gl", "_hsenc", "_hsmi", "cmpid", "dclid", "fbclid", "gbraid", "gclid", "gclsrc"}
    | {"igshid", "mkt_tok", "msclkid", "ncid", "ocid", "s_cid", "spm", "twclid", "vero_id"}
    | {"wbraid", "wt.mc_id", "yclid"}
)
_WWW = re.compile(r"^(?:www\.)+")
_PLAIN = re.compile(
    r"https?://(?:www\.)*+(?P<host>[a-z0-9][a-z0-9.-]*)(?P<path>/[\x21\x22\x24-\x3e\x40-\x7e]*)?"
)
_BEGINNING = r"^https?://(?:www\.)*"
_PATH = r"\x21\x22\x24-\x2e\x30-\x3e\x40-\x7e"  # but for slashes
_CANONICAL = rf"^https://[a-z0-9][a-z0-9.-]*(?:/[{_PATH}/]*[{_PATH}])?$"
_SCHEMES = ("http", "https")
_DEFAULT_PORTS = (80, 443)


@lru_cache(maxsize=65_536)
def canonical_url(url: str) -> str:
    """The canonical form of a URL; text that is no web address stays as it is.

    >>> canonical_url("http://WWW.Example.com:80/a/?utm_source=x&b=2&a=1#top")
    'https://example.com/a?a=1&b=2'
    """
    plain = _PLAIN.fullmatch(url)
    if plain:
        return f"https://{plain['host']}{(plain['path'] or '').rstrip('/')}"
    return _split_and_join(url)


def canonical_urls(urls: pa.Array) -> pa.Array:
    """The canonical form of each of many URLs, as `canonical_url` gives it; null stays null."""
    shortened = pc.replace_substring_regex(urls, _BEGINNING, "https://")
    is_other = pc.invert(pc.match_substring_regex(shortened, _CANONICAL))
    if not pc.any(is_other).as_py():
        return shortened
    others = pa.array(map(canonical_url, urls.filter(is_other).to_pylist()), pa.string())
    return pc.replace_with_mask(shortened, is_other, others)


def _split_and_join(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    host = _WWW.sub("", parts.hostname or "")
    if parts.scheme not in _SCHEMES or not host:
        return url
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port not in _DEFAULT_PORTS:
        host = f"{host}:{port}"
    query = _canonical_query(parts.query)
    return f"https://{host}{parts.path.rstrip('/')}{query}"


def _canonical_query(query: str) -> str:
    if not query:
        return ""
    kept = sorted(pair for pair in query.split("&") if pair and not _is_tracking(pair))
    return "?" + "&".join(kept) if kept else ""


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)

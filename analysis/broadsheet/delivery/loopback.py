"""Whether a host is this machine, so that what is sent to it crosses no network."""

from __future__ import annotations

from ipaddress import ip_address

__all__ = ["is_loopback"]


def is_loopback(host: str) -> bool:
    """Whether a host's name is `localhost` or a loopback address.

    >>> is_loopback("127.0.0.1"), is_loopback("example.org")
    (True, False)
    """
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False

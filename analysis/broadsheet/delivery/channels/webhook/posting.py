"""One request to a webhook, whose URL is a secret: no error or log shows it."""

from __future__ import annotations

import json
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from broadsheet.delivery.channels.webhook.service import Answer
from broadsheet.delivery.loopback import is_loopback
from broadsheet.delivery.retrying import DeliveryError, Hope
from broadsheet.style.formatting import ELLIPSIS, printable, shorten
from broadsheet.version import __version__

if TYPE_CHECKING:
    from email.message import Message as Headers

    from broadsheet.config.secrets import Secret
    from broadsheet.delivery.channels.webhook.service import Body, Service

__all__ = ["post"]

_LARGEST_ANSWER = 65_536
_LONGEST_ERROR = 200
_SHORTEST_SECRET = 6  # characters of a part of a URL
_BUSY = frozenset({408, 425, 429})
_NO_ACCESS = frozenset({401, 403, 404, 405, 407, 410})  # of the URL, not of the message


class _NoRedirects(HTTPRedirectHandler):
    """Follows no redirect: a message goes to the host that its secret names, and to no other."""

    def redirect_request(self, *_: object) -> None:
        """Leave the answer as it is, which makes it an error."""


def post(secret: Secret, body: Body, service: Service, timeout: float) -> None:
    """Post a body to a webhook.

    Args:
        secret: The webhook's URL.
        body: The body.
        service: The service, which judges its own answer.
        timeout: Seconds to wait for the answer.

    Raises:
        DeliveryError: The service did not take it, or there is no answer.
    """
    parts = _checked(secret)
    query = "&".join(filter(None, (parts.query, urlencode(service.query))))
    request = Request(  # noqa: S310 - the scheme is checked
        parts._replace(query=query).geturl(),
        data=json.dumps(body, ensure_ascii=False).encode(),
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": f"broadsheet/{__version__}",
        },
        method="POST",
    )
    answer, headers = _answer(request, secret.name, timeout)
    fault = _refusal(answer, headers) or service.fault(answer)
    if fault:
        text = _words(answer.text, parts)
        problem = f"the webhook of {secret.name} {fault.problem}" + (f": {text}" if text else "")
        raise DeliveryError(problem, fault.hope, fault.wait)


def _checked(secret: Secret) -> SplitResult:
    """The URL's parts.

    Raises:
        DeliveryError: It is no URL, or one that would send the message in the clear.
    """
    problem = f"the secret {secret.name} must be an https URL"
    try:
        parts = urlsplit(secret.value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise DeliveryError(problem) from None  # the cause would show the URL
    if not host or not secret.value.isprintable() or not secret.value.isascii():
        raise DeliveryError(problem)
    if " " in secret.value or parts.username or parts.password:
        raise DeliveryError(problem)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise DeliveryError(problem)
    return parts


def _answer(request: Request, name: str, timeout: float) -> tuple[Answer, Headers]:
    """The service's answer, whatever its status."""
    problem = f"no answer from the webhook of {name}"
    try:
        with build_opener(_NoRedirects).open(request, timeout=timeout) as response:
            text = response.read(_LARGEST_ANSWER).decode("utf-8", "replace")
            return Answer(response.status, text), response.headers
    except HTTPError as error:
        with error:
            text = ""
            with suppress(OSError, HTTPException):
                text = error.read(_LARGEST_ANSWER).decode("utf-8", "replace")
            return Answer(error.code, text), error.headers
    except URLError as error:  # before the request was sent
        if isinstance(error.reason, ssl.SSLError):
            raise DeliveryError(f"{problem}: {error.reason}") from None
        raise DeliveryError(f"{problem}: {error.reason}", Hope.SOON) from None
    except (OSError, HTTPException) as error:
        reason = str(error) or type(error).__name__
        problem = f"{problem}, so it may have taken the message: {reason}"
        raise DeliveryError(problem, Hope.SOON) from None


def _refusal(answer: Answer, headers: Headers) -> DeliveryError | None:
    """What a status means; None for one of success."""
    status = answer.status
    problem = f"answered {status}"
    if status in _BUSY or status >= 500:
        return DeliveryError(problem, Hope.SOON, _wait(headers))
    if 200 <= status < 300:
        return None
    if status < 400 or status in _NO_ACCESS:
        return DeliveryError(problem, Hope.LATER)
    return DeliveryError(problem, Hope.NEVER)


def _wait(headers: Headers) -> float | None:
    """The seconds that `Retry-After` asks for, as a number or as a moment."""
    given = headers.get("Retry-After")
    if given is None:
        return None
    with suppress(ValueError):
        return max(0.0, float(given))
    with suppress(ValueError):
        moment = parsedate_to_datetime(given)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    return None


def _words(text: str, parts: SplitResult) -> str:
    """The first words of an answer, without what it repeats of the URL."""
    values = [value for _, value in parse_qsl(parts.query)]
    pieces = [parts.geturl(), parts.path, parts.query, *parts.path.split("/"), *values]
    for piece in sorted(pieces, key=len, reverse=True):
        if len(piece) >= _SHORTEST_SECRET:
            text = text.replace(piece, ELLIPSIS)
    return shorten(printable(" ".join(text.split())), _LONGEST_ERROR)

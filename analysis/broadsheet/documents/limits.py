"""How large a document or an archive may be before it costs more than it is worth."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import Gt

__all__ = ["DEFAULT_LIMITS", "Limits"]

_MEBIBYTE = 1024 * 1024

_Positive = Annotated[int, Gt(0)]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a load takes at most; `broadsheet.yaml` sets others under `limits`.

    Attributes:
        document_bytes: Documents over this size are quarantined unread.
        front_matter_bytes: Documents whose front matter is over this size are quarantined.
        related: Related items of a document, and images of an item; those beyond are excluded,
            and reported.
        expansion: How many times its own size a compressed archive may unpack to, beyond the first
            GiB; the rest of it is quarantined.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    document_bytes: _Positive = 32 * _MEBIBYTE
    front_matter_bytes: _Positive = 8 * _MEBIBYTE
    related: _Positive = 10_000
    expansion: _Positive = 200


DEFAULT_LIMITS = Limits()

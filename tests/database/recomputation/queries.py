"""The recomputation of each named query, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    ageing,
    change,
    choice,
    clustered,
    components,
    copies,
    coverage,
    dates,
    diversity,
    echo,
    fairness,
    health,
    history,
    lifetimes,
    names,
    pairs,
    publication,
    quality,
    rescoring,
    searching,
    storms,
    timing,
    topics,
    volume,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Row

__all__ = ["RECOMPUTED"]

_FAMILIES = (
    ageing,
    change,
    choice,
    clustered,
    components,
    copies,
    coverage,
    dates,
    diversity,
    echo,
    fairness,
    health,
    history,
    lifetimes,
    names,
    pairs,
    publication,
    quality,
    rescoring,
    searching,
    storms,
    timing,
    topics,
    volume,
    words,
)

RECOMPUTED: dict[str, Callable[..., list[Row]]] = {
    name: getattr(family, name) for family in _FAMILIES for name in family.__all__
}
"""Each takes an archive and the query's parameters, with the query's defaults."""

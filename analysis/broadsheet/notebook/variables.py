"""Values of Python variables, as DuckDB binds them to parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from broadsheet.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["values_of"]


def values_of(names: Iterable[str], variables: Mapping[str, object]) -> dict[str, object]:
    """The values of variables of a notebook, by name.

    Raises:
        QueryError: There is no such variable.
    """
    values = {}
    for name in sorted(names):
        if name not in variables:
            raise QueryError(
                "no variable of the notebook has the name of the parameter",
                received=name,
                hint="assign it in a cell above",
            )
        values[name] = _plain(variables[name])
    return values


def _plain(value: Any) -> object:  # noqa: ANN401 - of any type
    """A value of NumPy, pandas or polars as Python's own: DuckDB binds few of theirs."""
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime(warn=False)
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray | pd.Series | pd.Index):
        return [_plain(each) for each in value]
    if hasattr(value, "to_list"):  # a Series of polars, which is not imported for it
        return value.to_list()
    return value

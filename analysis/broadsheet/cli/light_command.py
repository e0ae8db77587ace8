"""Commands that start without pydantic, which Typer imports to convert what is given.

A text that is wanted as a text, and an option that is not given, need no conversion. All else is
converted as in any other command.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer import Context
    from typer._click import Parameter
    from typer.core import TyperArgument, TyperOption

__all__ = ["LightCommand", "LightGroup"]

_TEXTS = (str, list[str])


class LightCommand(TyperCommand):
    """A command whose texts are taken as they are."""

    def get_params(self, ctx: Any) -> list[Parameter]:  # noqa: ANN401 - a context of Typer's own
        """Its parameters, `--help` among them."""
        return _lightened(super().get_params(ctx))


class LightGroup(TyperGroup):
    """A group of commands, the texts of whose own options are taken as they are."""

    def get_params(self, ctx: Any) -> list[Parameter]:  # noqa: ANN401 - a context of Typer's own
        """Its parameters, `--help` among them."""
        return _lightened(super().get_params(ctx))


def _lightened(params: list[Parameter]) -> list[Parameter]:
    for param in params:
        light = partial(_processed, cast("TyperArgument | TyperOption", param))
        vars(param)["process_value"] = light
    return params


def _processed(param: TyperArgument | TyperOption, context: Context, value: Any) -> Any:  # noqa: ANN401 - of any type
    """A parameter's value, converted unless it was not given or is a text that is wanted."""
    described = param.type_descriptor
    is_text = described.annotation in _TEXTS and described.parameter_info.parser is None
    is_missing = param.required and param.value_is_missing(value)
    if is_missing or not (value is None or is_text):
        return type(param).process_value(param, context, value)
    return value if param.callback is None else param.callback(context, param, value)

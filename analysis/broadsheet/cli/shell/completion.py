"""What the prompt completes: commands of the shell, and names of tables, queries and columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prompt_toolkit.completion import Completer, Completion

from broadsheet.cli.shell.descriptions import described
from broadsheet.cli.shell.session import COMMANDS
from broadsheet.export import format_named, format_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

__all__ = ["NameCompleter"]

_COMMAND = re.compile(r"\s*(\\\w*)(?:\s+(\w*))?")
_WORD = re.compile(r"\w*$")


class NameCompleter(Completer):
    """Completes the word before the cursor.

    In a statement, the columns of the relations that it names are before those of others.
    """

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - the library's signature
    ) -> Iterator[Completion]:
        """The names that begin like the word, each with what it is."""
        before = document.text_before_cursor
        command = _COMMAND.fullmatch(before)
        if command is None:
            word = _word_at_end(before)
            names = _names_in(document.text)
        elif command[2] is None:
            word = command[1]
            names = {name: each.meaning for name, each in COMMANDS.items()}
        else:
            word = command[2]
            names = _arguments().get(command[1], {})
        for name, meaning in names.items():
            if name.lower().startswith(word.lower()):
                yield Completion(name, start_position=-len(word), display_meta=meaning)


def _word_at_end(text: str) -> str:
    found = _WORD.search(text)
    return found[0] if found else ""


def _arguments() -> dict[str, dict[str, str]]:
    """What may follow a command."""
    formats = [name for name in format_names() if not format_named(name).is_binary]
    relations = {name: each.kind for name, each in described().items()}
    return {"\\d": relations, "\\format": dict.fromkeys(formats, "format")}


def _names_in(statement: str) -> Mapping[str, str]:
    """Names of relations, then of columns: first those of the relations in the statement."""
    words = set(re.findall(r"\w+", statement.lower()))
    relations = described()
    named = [name for name in relations if name in words]
    names = {name: each.kind for name, each in relations.items()}
    for name in [*named, *relations]:
        for column in relations[name].columns:
            names.setdefault(column, f"column of {name}")
    return names

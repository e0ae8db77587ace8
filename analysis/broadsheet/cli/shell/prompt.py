"""The prompt: it reads entries of one or more lines, with history and completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platformdirs import user_state_path
from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, InMemoryHistory

from broadsheet.cli.console import say
from broadsheet.cli.shell.completion import NameCompleter
from broadsheet.cli.shell.session import is_complete

if TYPE_CHECKING:
    from prompt_toolkit.history import History

    from broadsheet.cli.shell.session import Session

__all__ = ["ask"]

_READABLE_BY_ITS_OWNER = 0o600


def ask(session: Session, name: str) -> None:
    """Read entries and run each, until the session is closed or the input ends.

    Args:
        session: The session.
        name: The name of the lake, for the prompt.
    """
    after_a_line = f"{'...':>{len(name)}}> "
    prompt: PromptSession[str] = PromptSession(
        f"{name}> ",
        completer=NameCompleter(),
        complete_while_typing=False,
        history=_history(),
        multiline=Condition(lambda: not is_complete(get_app().current_buffer.text)),
        prompt_continuation=after_a_line,
    )
    while session.is_open:
        try:
            session.enter(prompt.prompt())
        except KeyboardInterrupt:
            continue  # the line that was typed is left behind
        except EOFError:
            return


def _history() -> History:
    """The entries of earlier sessions, in a file of the user's; of this one where there is none."""
    file = user_state_path("broadsheet", appauthor=False) / "shell_history"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(_READABLE_BY_ITS_OWNER)
    except OSError as error:
        say(f"no history is kept: {file}: {error.strerror}")
        return InMemoryHistory()
    return FileHistory(str(file))

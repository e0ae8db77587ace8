"""Processes to work in: as many as asked for, as few as are worth starting, and quick to start.

Arrow imports NumPy, and pandas to look for its types in what it converts; together they take half
a second. Neither the command nor the processes that load need pandas, and a load needs no NumPy.
A script or a notebook keeps what it imports: only a process of broadsheet's own is spared anything.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import warnings
from collections import deque
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from broadsheet.errors import LakeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext
    from types import ModuleType

__all__ = ["begin_own_process", "map_in_processes", "no_garbage_collection", "spare_imports"]

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_FEW_SEARCHES = 100_000


def begin_own_process() -> None:
    """Say that this process is broadsheet's own: spare it pandas, and most search for garbage."""
    gc.set_threshold(_FEW_SEARCHES)
    spare_imports("pandas")


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Spare the collector its searches in what is being made, of which little is in cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def spare_imports(*names: str) -> None:
    """Make imports of these modules fail at once in this process, unless they are loaded already.

    A module that `sys.modules` maps to None can't be imported, and libraries with an optional
    dependency do without it.
    """
    modules: MutableMapping[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    for name in names:
        modules.setdefault(name, None)


def map_in_processes(
    work: Callable[[_Task], _Result],
    tasks: Iterable[_Task],
    workers: int,
    *,
    spared: tuple[str, ...] = (),
) -> Iterator[tuple[_Task, _Result]]:
    """Do tasks in processes, and give each with its result, in order.

    Tasks are taken as they are needed, so that no more of them are held than processes can do.
    With one worker they are done here. The processes do without the imports spared.
    """
    if workers == 1:
        for task in tasks:
            yield task, work(task)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    waiting = iter(tasks)
    with ProcessPoolExecutor(
        workers, mp_context=_context(), initializer=_start_worker, initargs=spared
    ) as pool:
        try:
            running: deque[tuple[_Task, Future[_Result]]] = deque()
            with warnings.catch_warnings():  # Python warns of forking beside Arrow's threads, too
                warnings.simplefilter("ignore", DeprecationWarning)
                first = islice(waiting, workers + 1)
                running.extend((task, pool.submit(work, task)) for task in first)
            while running:
                task, future = running.popleft()
                result = future.result()
                running.extend((after, pool.submit(work, after)) for after in islice(waiting, 1))
                yield task, result
        except BrokenProcessPool as error:
            hint = "is there memory for all of them? a load takes fewer with --workers 1"
            raise LakeError("a process was killed", hint=hint) from error
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _context() -> BaseContext:
    """Forked processes start at once; they are safe while this one has no other Python thread.

    The threads of Arrow and of BLAS are prepared for it. macOS' own libraries are not.
    """
    import multiprocessing

    can_fork = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")


def _start_worker(*spared: str) -> None:
    """Make a process fit for work: quick to start, and gone when the one that started it is."""
    begin_own_process()
    spare_imports(*spared)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

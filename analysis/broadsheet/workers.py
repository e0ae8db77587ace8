"""Processes to work in: as many as asked for, as few as are worth starting."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import warnings
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from broadsheet.errors import LakeError
from broadsheet.startup import begin_own_process, spare_imports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

__all__ = ["map_in_processes"]

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


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
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")


def _start_worker(*spared: str) -> None:
    """Make a process fit for work: quick to start, and gone when the one that started it is."""
    begin_own_process()
    spare_imports(*spared)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

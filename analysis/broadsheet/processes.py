"""Processes to work in: as many as requested, as few as are worth it, and quick to start.

Arrow imports NumPy, and pandas to recognize its types. Neither a command nor a loading process
needs pandas, and a load needs no NumPy. Without pandas, `import pyarrow` and a first array take a
quarter of the time: medians of 0.7 s and 2.9 s in five pairs on two busy cores.

A script or a notebook keeps its imports: only a process of broadsheet's own is spared any.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import warnings
from collections import deque
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from broadsheet.errors import LakeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

__all__ = [
    "allow_imports", "begin_own_process", "map_in_processes", "no_garbage_collection",
    "run_until_interrupted", "spare_imports",
]  # fmt: skip

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_FEW_SEARCHES = 100_000
_PR_SET_PDEATHSIG = 1
_BETWEEN_STOPS = 0.05


class _Spared(MetaPathFinder):
    """Reports that the modules spared are not installed.

    A None in `sys.modules` would do for Python code. Arrow's compiled code takes it for the module.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()

    def find_spec(self, fullname: str, *_: object) -> None:
        """Refuse the modules spared, and leave all others to the other finders."""
        if fullname in self.names:
            raise ModuleNotFoundError("this process does without it", name=fullname)


_SPARED = _Spared()


def begin_own_process() -> None:
    """Declare this process broadsheet's own: without pandas, and with few garbage collections."""
    gc.set_threshold(_FEW_SEARCHES)
    sys.meta_path.insert(0, _SPARED)
    spare_imports("pandas")


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Switch garbage collection off while much is made that has few cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def spare_imports(*names: str) -> None:
    """Spare a process of broadsheet's own these imports; the libraries do without the modules.

    It changes nothing in other processes, and nothing for modules that are loaded already.
    """
    _SPARED.names.update(names)


def allow_imports(*names: str) -> None:
    """Let a process import modules that were spared, for a library that needs them after all."""
    _SPARED.names.difference_update(names)


def run_until_interrupted(work: Callable[[], _Result], stop: Callable[[], object]) -> _Result:
    """Do work that Ctrl-C could not end, since it is in compiled code, and end it at Ctrl-C.

    The main thread, which alone is interrupted, waits while another does the work. It must be work
    that releases Python's lock, as a statement in DuckDB does.

    Args:
        work: The work.
        stop: Has the work end early; called at Ctrl-C from the main thread.

    Raises:
        KeyboardInterrupt: It was interrupted.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    results: list[_Result] = []
    errors: list[BaseException] = []
    is_done = threading.Event()

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # raised again below
            errors.append(error)
        finally:
            is_done.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        is_done.wait()
    except KeyboardInterrupt:
        stop()
        while not is_done.wait(_BETWEEN_STOPS):
            stop()  # it may only have been about to begin
        raise
    thread.join()
    if errors:
        raise errors.pop()
    return results.pop()


def map_in_processes(
    work: Callable[[_Task], _Result],
    tasks: Iterable[_Task],
    workers: int,
    *,
    spared: tuple[str, ...] = (),
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[tuple[_Task, _Result]]:
    """Do tasks in processes, and yield each with its result, in order.

    Tasks are taken as they are needed: no more of them are held than the processes can do. With one
    worker they are done in this process. The processes do without the imports spared.

    Args:
        work: What is done with a task.
        tasks: The tasks.
        workers: How many processes do them.
        spared: Imports that the processes do without.
        meanwhile: What this process does once the others are at work.

    Raises:
        LakeError: A process was killed.
    """
    if workers == 1:
        for task in tasks:
            yield task, work(task)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children

    waiting = iter(tasks)
    others = set(active_children())
    with ProcessPoolExecutor(
        workers, mp_context=_context(), initializer=_start_worker, initargs=spared
    ) as pool:
        try:
            running: deque[tuple[_Task, Future[_Result]]] = deque()
            with warnings.catch_warnings():  # Python warns of forking beside Arrow's threads, too
                warnings.simplefilter("ignore", DeprecationWarning)
                first = islice(waiting, workers + 1)
                running.extend((task, pool.submit(work, task)) for task in first)
            if meanwhile:
                meanwhile()
            while running:
                task, future = running.popleft()
                result = future.result()
                running.extend((after, pool.submit(work, after)) for after in islice(waiting, 1))
                yield task, result
        except BrokenProcessPool as error:
            hint = "is there enough memory? use fewer processes: --workers 1"
            raise LakeError("a process was killed", hint=hint) from error
        except BaseException:
            for worker in set(active_children()) - others:
                worker.kill()  # it may be at a task that takes long, and its work is lost anyway
            pool.shutdown(cancel_futures=True)
            raise


def _context() -> BaseContext:
    """Forked processes start at once; they are safe while this one has no other thread.

    The threads of Arrow and of BLAS are prepared for it. Those of obstore, which Python does not
    count, are not, nor are macOS' own libraries.
    """
    import multiprocessing

    has_threads = threading.active_count() > 1 or "obstore" in sys.modules
    can_fork = sys.platform == "linux" and not has_threads
    return multiprocessing.get_context("fork" if can_fork else "spawn")


def _start_worker(*spared: str) -> None:
    """Prepare a process for work: quick to start, and ended when its parent ends.

    Ctrl-C reaches every process of a terminal; the parent alone acts on it, and ends the others.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begin_own_process()
    spare_imports(*spared)
    _let_the_system_end_it_with_its_parent()
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _let_the_system_end_it_with_its_parent() -> None:
    """Have Linux kill this process when its parent ends.

    The thread that waits for that needs Python's lock, which a long regular expression holds.
    """
    if sys.platform != "linux":
        return
    import ctypes
    import multiprocessing

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid != os.getppid():
        os._exit(1)  # it ended before


def _die_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

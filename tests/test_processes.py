"""Tasks are done in processes, in their order, and no more of them are held than needed."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from broadsheet.errors import LakeError
from broadsheet.processes import map_in_processes, run_until_interrupted

WORK = eval
"""Work that any process can do, also one that can't import this module: a task is an expression."""

PROCESS = "__import__('os').getpid()"
FAIL = "1 / 0"
DIE = "__import__('os')._exit(3)"


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """No thread of one test's processes is left to the next, which then could not fork."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if thread.ident is not None:
            thread.join()


class Tasks:
    """Expressions of numbers, and how many of them have been taken."""

    def __init__(self, count: int) -> None:
        self.taken = 0
        self._count = count

    def __iter__(self) -> Iterator[str]:
        """Give each number, counting."""
        for number in range(self._count):
            self.taken += 1
            yield str(number)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_with_their_tasks_in_order(workers: int) -> None:
    """Each task is given with its result, in the order of the tasks."""
    done = list(map_in_processes(WORK, Tasks(20), workers))
    assert done == [(str(number), number) for number in range(20)]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("count", [0, 1])
def test_few_tasks_are_done(workers: int, count: int) -> None:
    """Fewer tasks than processes are no trouble."""
    assert len(list(map_in_processes(WORK, Tasks(count), workers))) == count


def test_one_worker_is_this_process() -> None:
    """With one worker no process is started."""
    assert {done for _, done in map_in_processes(WORK, [PROCESS] * 3, 1)} == {os.getpid()}


def test_two_workers_are_other_processes() -> None:
    """With two workers nothing is done here, and at most two processes do it."""
    processes = {done for _, done in map_in_processes(WORK, [PROCESS] * 12, 2)}
    assert os.getpid() not in processes
    assert len(processes) <= 2


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_tasks_are_taken_as_they_are_needed(workers: int) -> None:
    """No more tasks are held than processes can do, besides one that waits and one just done."""
    tasks = Tasks(30)
    ahead = [tasks.taken - int(task) for task, _ in map_in_processes(WORK, tasks, workers)]
    assert len(ahead) == 30
    assert max(ahead) <= workers + 2


@pytest.mark.parametrize("workers", [1, 2])
def test_error_of_a_task_is_passed_on(workers: int) -> None:
    """What a task raises is raised here, after the results of the tasks before it."""
    results = map_in_processes(WORK, ["2", "1", FAIL, "4"], workers)
    assert [next(results), next(results)] == [("2", 2), ("1", 1)]
    with pytest.raises(ZeroDivisionError):
        next(results)


@pytest.mark.parametrize("workers", [1, 2])
def test_error_of_the_tasks_is_passed_on(workers: int) -> None:
    """What listing the tasks raises is raised here."""

    def broken() -> Iterator[str]:
        yield "1"
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(map_in_processes(WORK, broken(), workers))


def test_process_that_ends_is_an_error() -> None:
    """A process that ends over its task is told, and leaves nobody waiting."""
    with pytest.raises(LakeError):
        list(map_in_processes(WORK, [DIE] * 9, 2))


@pytest.mark.parametrize("task", [FAIL, DIE])
def test_no_process_is_left_after_an_error(task: str) -> None:
    """However a task fails, the processes end."""
    with pytest.raises((ZeroDivisionError, LakeError)):
        list(map_in_processes(WORK, [task] * 9, 2))
    assert _left() == []


def test_no_process_is_left_when_results_are_not_wanted() -> None:
    """Whoever stops taking results ends the processes."""
    results = map_in_processes(WORK, Tasks(100), 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert _left() == []


STUCK = "__import__('re').match('(a|a)*b', 'a' * 60)"
"""Work that holds Python's lock for years."""

STUCK_PARENT = f"""
import os, sys
from broadsheet.processes import map_in_processes
def tasks():
    yield "print(__import__('os').getpid(), flush=True)"
    yield {STUCK!r}
list(map_in_processes(eval, tasks(), 2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems can't kill a child at once")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_stuck_process_ends_with_its_parent(number: int) -> None:
    """A worker in a long regular expression ends when its parent is killed, or interrupted."""
    with subprocess.Popen(
        [sys.executable, "-c", STUCK_PARENT],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - before exec
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline().strip().isdigit()
        parent.send_signal(number)
        parent.wait(60)
        assert parent.stdout.read() == ""  # which ends once no process holds its other end


STATEMENT = """
import sys, duckdb
from broadsheet.database.run import run_sql
print("begun", flush=True)
run_sql(duckdb.connect(), sys.argv[1])
"""


@pytest.mark.parametrize(
    "sql",
    [
        "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t",
        "select sum(range * 2.5) from range(1000000000000)",
    ],
)
def test_statement_ends_when_it_is_interrupted(sql: str) -> None:
    """Ctrl-C ends a statement that would run for hours."""
    with subprocess.Popen(
        [sys.executable, "-c", STATEMENT, sql],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - before exec
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode != 0
    assert said.rstrip().endswith("KeyboardInterrupt")


def test_work_of_another_thread_is_done_in_it() -> None:
    """A thread is never interrupted, so it needs no other."""
    found: list[int] = []
    thread = threading.Thread(
        target=lambda: found.append(run_until_interrupted(threading.get_ident, lambda: None))
    )
    thread.start()
    thread.join()
    assert found == [thread.ident]


def test_error_of_the_work_is_passed_on() -> None:
    """What the work raises in its thread is raised here."""
    with pytest.raises(ZeroDivisionError):
        run_until_interrupted(lambda: 1 // 0, lambda: None)


def test_processes_start_beside_other_threads() -> None:
    """Processes work while another thread runs, which a fork would not carry over."""
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert [done for _, done in map_in_processes(WORK, Tasks(2), 2)] == [0, 1]
    finally:
        stop.set()
        other.join()


def _left() -> list[multiprocessing.process.BaseProcess]:
    """The processes started here that do not end."""
    started = multiprocessing.active_children()
    return [each for each in started if not multiprocessing.connection.wait([each.sentinel], 60)]


def test_a_process_of_its_own_has_arrow_without_pandas() -> None:
    """Arrow makes arrays and tables in a process that is spared pandas, and never imports it."""
    code = (
        "import sys; from broadsheet.processes import begin_own_process; begin_own_process()\n"
        "import pyarrow as pa; array = pa.array(['a']); table = pa.table({'a': [1]})\n"
        "print(array.to_pylist(), table.to_pylist(), 'pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['a'] [{'a': 1}] False\n"

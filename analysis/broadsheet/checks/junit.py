"""Results of checks as JUnit XML, which CI services show: a test case for each check."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from broadsheet.checks.result import State
from broadsheet.style.formatting import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.checks.result import CheckResult

__all__ = ["junit_xml"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SUITE = "broadsheet check"


def junit_xml(results: Sequence[CheckResult]) -> str:
    """A test suite of the results.

    A check that fails is a failure, one that broke an error. One that warns passes, and its message
    is its output.
    """
    states = [result.state for result in results]
    counts = {
        "tests": str(len(results)),
        "failures": str(states.count(State.FAIL)),
        "errors": str(states.count(State.ERROR)),
        "skipped": "0",
        "time": f"{sum(result.seconds for result in results):.3f}",
    }
    root = ET.Element("testsuites", counts)
    suite = ET.SubElement(root, "testsuite", {"name": _SUITE, **counts})
    if results:
        suite.set("timestamp", f"{results[0].checked_at:%Y-%m-%dT%H:%M:%S}")
    for result in results:
        _add_case(suite, result)
    ET.indent(root)
    return f"{_DECLARATION}{ET.tostring(root, encoding='unicode')}\n"


def _add_case(suite: ET.Element, result: CheckResult) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        {"name": result.check_name, "classname": "checks", "time": f"{result.seconds:.3f}"},
    )
    message = one_line(result.message)  # XML excludes characters that a title may have
    lines = [message, *map(one_line, result.contributors)]
    if result.state is State.WARN:
        ET.SubElement(case, "system-out").text = "\n".join(lines)
    elif result.is_bad:
        kind = "failure" if result.state is State.FAIL else "error"
        found = ET.SubElement(case, kind, {"message": message, "type": result.state.value})
        found.text = "\n".join(lines)

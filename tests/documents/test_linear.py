"""Reading costs time in proportion to a document's size, whatever its shape.

A shape that cost the square of its size would take minutes here: the process that reads them all
dies if one takes seconds of processor time, however busy the machine is.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

_SIZE = 60_000
_MOST_SECONDS = 5
_HEAD = "---\ntitle: t\n"


def _many(text: str) -> str:
    """A text repeated up to the size."""
    return text * (_SIZE // len(text))


def _keys(line: str) -> str:
    """Lines that differ in a number."""
    return "".join(line.format(number) for number in range(_SIZE // 10))


def _fields(yaml: str) -> str:
    return f"{_HEAD}{yaml}\n---\n"


_MERGED = f"b: &b {{{_keys('k{}: 1, ')}}}\nd: {{<<: [{_many('*b, ')}]}}"

SHAPES = {
    "comments.yaml": _many("# a comment\r\n") + "title: t\r\n",
    "directives.yaml": _many("%a\r\n \r\n") + "title: t\r\n",
    "tagged-secret.md": _fields("x: " + _many("secured:!")),
    "secret-in-body.md": f"{_HEAD}---\n\n{_many('secured:')}\n",
    "payloads-in-body.md": f"{_HEAD}---\n\n{_many('secured: aB0')}\n",
    "run-of-letters.md": f"{_HEAD}---\n\nsecured {_many('aB0')}\n",
    "hosts.md": f"{_HEAD}---\n\nsecured {_many('a.')}\n",
    "one-host.md": f"{_HEAD}---\n\nsecured {_many('a')}\n",
    "code-in-body.md": f"{_HEAD}---\n\n{_many('```' + chr(10) + 'title: a' + chr(10))}\n",
    "topics.md": _fields("topics:\n" + _many("- a #b\n")),
    "names.md": _fields("provider:\n" + _many("  name: a #b\n")),
    "other-names.md": _fields("x:\n" + _many("  name: a #b\n")),
    "titles.md": _fields("related:\n" + _many("  - title: a #b\n")),
    "title-before-blanks.md": _fields("title: [a\n" + _many("\n")),
    "open-quotes.md": _fields("related:\n" + _many("  - title: 'a\n")),
    "open-brackets.md": _fields("related:\n" + _many("  - title: [a\n")),
    "hashes-in-a-line.md": _fields('x: "' + _many("a #") + '"'),
    "tags-in-a-line.md": _fields('x: "' + "a" * 300 + _many(" !") + '"'),
    "many-repeated-keys.md": _fields(
        "category: a\ncategory: b\n" + _keys("k{0}: 1\nk{0}: 2\n")[:-1]
    ),
    "merged.md": _fields(_MERGED),
    "aliases-of-a-text.md": _fields(f"big: &x {_many('A')}\nzz:\n" + "- [*x]\n" * 10_000),
    "aliases-of-a-key.md": _fields(f"big: &x {_many('A')}\nzz:\n" + "- {*x : 1}\n" * 10_000),
    "rules-in-body.md": f"{_HEAD}---\nbody\n{_many('---' + chr(10))}",
    "fields-in-body.md": f"{_HEAD}---\nbody\n{_many('---' + chr(10) + 'title: a' + chr(10))}",
    "long-number.md": _fields("heat: " + _many("9")),
    "parts-of-an-address.md": _fields(f'webUrl: "HTTPS://{_many("www.")}x?{_many("a&")}"'),
    "escapes.md": _fields(f'x: "{_many(chr(92) * 2)}"\ny: !z b'),
}
"""Documents by path that cost the square of their size once, or would with a careless pattern."""

_PROGRAM = """
import signal, sys
from pathlib import Path
from broadsheet.documents.document import Document, fingerprints
from broadsheet.documents.limits import DEFAULT_LIMITS as LIMITS
from broadsheet.tables.flatten import read_document, tables_of
for file in sorted(Path(sys.argv[1]).iterdir()):
    print(file.name, flush=True)
    signal.setitimer(signal.ITIMER_PROF, float(sys.argv[2]))
    document = Document("n", file.name, file.read_bytes())
    tables_of([read_document(document, fingerprints(document.data), LIMITS)], LIMITS)
"""


def test_reading_costs_linear_time(tmp_path: Path) -> None:
    """Each of the shapes is read in less processor time than the square of its size takes."""
    for name, text in SHAPES.items():
        (tmp_path / name).write_bytes(text.encode())
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path), str(_MOST_SECONDS)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    read = run.stdout.split()
    assert (run.returncode, run.stderr) != (-signal.SIGPROF, ""), f"too slow: {read[-1]}"
    assert (read, run.stderr) == (sorted(SHAPES), "")

"""The fast reader and the careful one give the same values; the careful one also gives places."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from broadsheet.documents import located_yaml
from broadsheet.documents.fast_yaml import read_fast
from broadsheet.documents.faults import UnreadableError
from broadsheet.documents.located_yaml import read_with_locations
from broadsheet.documents.location import Location, field_name

if TYPE_CHECKING:
    from collections.abc import Callable

SCALARS = [
    "1843", "-1", "+1", "-0", "007", "1_000", "0x1F", "0o17", "0b1", "1e3", "-2E+05", ".5", "5.",
    "1_0.5", "_1", "1_", "-0x1F", "0X1F", ".inf", "-.INF", ".inF", ".nan", "1e400", "~", "Null",
    "true", "TRUE", "tRUE", "yes", "No", "On", "12:30", "1:2:3", "2021-03-16",
    "2021-03-16T11:06:00Z", "1,000", "'1843'", '"true"', "[1, a]",
    "{a: 1}", "", ".", "=", "+", "a b", "é",
]  # fmt: skip

# Characters that a document can hold unescaped in double quotes and that end no line.
_QUOTABLE = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufffe\uffff"
)
_TEXTS = st.text(_QUOTABLE | st.sampled_from('"\\\n\r\t:#-'), max_size=30)
_KEYS = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,10}", fullmatch=True)
_LEAVES = st.one_of(
    _TEXTS,
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
)
_NESTED = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(_KEYS, inner, min_size=1, max_size=4)
    ),
    max_leaves=20,
)
_DOCUMENTS = st.dictionaries(_KEYS, _NESTED, min_size=1, max_size=5)


def as_yaml(value: object, indent: str = "") -> str:
    """Write nested data in the seed's style: block collections, double-quoted text."""
    if isinstance(value, dict):
        return "".join(f"{indent}{key}:{_after(item, indent)}" for key, item in value.items())
    if isinstance(value, list):
        return "".join(f"{indent}-{_after(item, indent)}" for item in value)
    raise TypeError(type(value))


def _after(value: object, indent: str) -> str:
    if isinstance(value, dict | list):
        return f"\n{as_yaml(value, indent + '  ')}"
    return f" {json.dumps(value, ensure_ascii=False)}\n" if value is not None else "\n"


@given(_DOCUMENTS)
@example({"a": [[1, [2]], {"b": None}], "c": "x: y # z"})
def test_both_readers_agree_on_nested_data(data: dict[str, Any]) -> None:
    """Nested data in the seed's style reads the same, fast and with care."""
    assume("<<" not in as_yaml(data))  # the sign of merge keys, which only care can read
    assert read_fast(as_yaml(data)) == read_with_locations(as_yaml(data))[0]


@given(_DOCUMENTS)
@example({"a": "\\ud83d", "b": "\u00e9\U0001f600", "c": "\\"})
@example({"a": 2**63 - 1, "b": -0.0, "c": [[None], {}] and [None]})
def test_nested_data_reads_back(data: dict[str, Any]) -> None:
    """Nested data in the seed's style reads back as it was written."""
    assert read_with_locations(as_yaml(data))[0] == data


@pytest.mark.parametrize("scalar", SCALARS)
def test_both_readers_agree_on_a_plain_scalar(scalar: str) -> None:
    """A scalar has the same value and type, read fast and with care."""
    text = f"a: {scalar}\n"
    assert repr(read_fast(text)) == repr(read_with_locations(text)[0])


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029", "\u00a0", "\ufeff", "\u200b"])
def test_both_readers_agree_on_unusual_space(character: str) -> None:
    """Characters that look like space or line ends stay in quoted text, fast and with care."""
    text = f'a: "x{character}y"\n'
    assert read_with_locations(text)[0] == {"a": f"x{character}y"} == read_fast(text)


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_separators_inside_a_line_do_not_shift_lines(separator: str) -> None:
    """A Unicode line separator in a title does not count as a line of the file."""
    locations = read_with_locations(f'title: "x{separator}y"\nquality: 1\n', first_line=2)[1]
    assert locations["quality",].line == 3


@pytest.mark.parametrize("scalar", ["No", "On", "yes", "off", "12:30", "2021-03-16"])
def test_yaml_1_1_guesses_are_text(scalar: str) -> None:
    """What only YAML 1.1 would take for a truth value, a number or a date is text."""
    assert read_with_locations(f"a: {scalar}")[0] == {"a": scalar}


def test_locations_have_line_column_and_text() -> None:
    """A scalar's mark has the file's line, the column and the text as written."""
    locations = read_with_locations("title: x\nprovider:\n  name: 007\n", first_line=2)[1]
    assert locations["provider", "name"] == Location(4, 9, "007")


def test_locations_of_collections_have_no_text() -> None:
    """A mapping's mark tells where it begins, and no text."""
    locations = read_with_locations("related:\n  - title: x\n")[1]
    assert locations["related", 0] == Location(2, 5, None)


def test_field_names_count_from_one() -> None:
    """A place in words counts list items from 1."""
    assert field_name(("related", 1, "provider", "name")) == "related[2].provider.name"


def test_first_of_two_keys_is_kept() -> None:
    """A key that stands twice keeps its first value."""
    assert read_with_locations("a: 1\nb: 2\na: 3\n")[0] == {"a": 1, "b": 2}


def test_second_of_two_keys_is_told() -> None:
    """A key that stands twice is told with the second one's place and value."""
    (fault,) = read_with_locations("p:\n  a: 1\n  a: x\n", first_line=2)[2]
    assert (fault.code, fault.line, fault.column, fault.field, fault.value) == (
        "duplicate-key", 4, 3, "p.a", "x",
    )  # fmt: skip


def test_anchors_are_followed() -> None:
    """An alias has the value of its anchor."""
    assert read_with_locations("a: &x {b: 1}\nc: *x\n")[0] == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize("key", ["<<", "<< "])
def test_merge_keys_are_merged(key: str) -> None:
    """A merge key brings the fields of another mapping, and the mapping's own come first."""
    value = read_with_locations(f"base: &b {{a: 1, c: 2}}\nd:\n  {key}: *b\n  a: 3\n")[0]
    assert value == {"base": {"a": 1, "c": 2}, "d": {"a": 3, "c": 2}}


def test_first_of_several_merged_mappings_comes_first() -> None:
    """Of two merged mappings the first one named has the say."""
    value = read_with_locations("x: &x {a: 1}\ny: &y {a: 2, b: 3}\nz: {<<: [*x, *y]}\n")[0]
    assert value["z"] == {"a": 1, "b": 3}  # type: ignore[index]


def test_mark_of_a_field_that_hides_a_merged_one_is_its_own() -> None:
    """A field that stands beside a merge key keeps the text it was written with."""
    locations = read_with_locations("base: &b {name: 007}\np:\n  <<: *b\n  name: 1843\n")[1]
    assert locations["p", "name"] == Location(4, 9, "1843")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: [1\nb: 2", 3, 2), ("a: 1\n b: 2", 3, 3), ('a: "\\q"', 2, 5), ("a: 1\n\tb", 3, 1)],
    ids=["unclosed list", "wrong indent", "unknown escape", "tab"],
)
def test_syntax_error_has_its_place(text: str, line: int, column: int) -> None:
    """Invalid YAML is told with the file's line and column."""
    with pytest.raises(UnreadableError) as caught:
        read_with_locations(text, first_line=2)
    fault = caught.value.fault
    assert (fault.code, fault.line, fault.column) == ("yaml-syntax", line, column)


@pytest.fixture
def few_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lowers the limit of values, so that reaching it takes no time."""
    monkeypatch.setattr(located_yaml, "_MOST_NODES", 10_000)


@pytest.mark.usefixtures("few_values")
def test_wide_alias_bomb_is_refused() -> None:
    """Aliases that multiply to a hundred million values are too complex, and never built."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 8)]
    with pytest.raises(UnreadableError) as caught:
        read_with_locations("\n".join(levels))
    assert caught.value.fault.code == "too-complex"


@pytest.mark.usefixtures("few_values")
def test_wide_merge_bomb_is_refused() -> None:
    """Merge keys that multiply beyond the limit are too complex, even of empty mappings."""
    levels = ["a0: &a0 {}"]
    levels += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 20)}]}}" for n in range(1, 5)]
    with pytest.raises(UnreadableError) as caught:
        read_with_locations("\n".join(levels))
    assert caught.value.fault.code == "too-complex"


@pytest.mark.parametrize("text", ["a: &x [*x]", "a: &x {b: *x}", "a: &x\n  - b: [*x]"])
def test_recursive_alias_is_refused(text: str) -> None:
    """An alias within its own anchor is too complex, not endless."""
    with pytest.raises(UnreadableError) as caught:
        read_with_locations(text)
    assert caught.value.fault.code == "too-complex"


@pytest.mark.parametrize("deep", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, "{a: " * 100_000])
def test_deep_flow_nesting_is_refused(deep: str) -> None:
    """A hundred thousand brackets are too complex, and harmless."""
    with pytest.raises(UnreadableError) as caught:
        read_with_locations(f"a: {deep}", first_line=2)
    assert (caught.value.fault.code, caught.value.fault.line) == ("too-complex", 2)


@pytest.mark.parametrize("deep", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, "{a: " * 100_000])
def test_deep_flow_nesting_is_quarantined(flattened_fields: Callable[..., Any], deep: str) -> None:
    """A document of a hundred thousand brackets is quarantined."""
    (row,) = flattened_fields(f"title: x\na: {deep}")["documents"]
    assert (row["status"], row["reason"].partition(":")[0]) == ("quarantined", "too-complex")


@pytest.mark.parametrize(
    "yaml",
    [
        "a:\n" + "".join(f"{' ' * level}a:\n" for level in range(1, 1_000)),
        "a:\n  " + "- " * 1_000 + "x",
        "a:\n  " + "? " * 1_000 + "x",
    ],
    ids=["mappings", "lists", "keys"],
)
def test_deep_block_nesting_is_quarantined(flattened_fields: Callable[..., Any], yaml: str) -> None:
    """A document nested a thousand levels deep by indents is quarantined."""
    (row,) = flattened_fields(yaml)["documents"]
    assert (row["status"], row["reason"].partition(":")[0]) == ("quarantined", "too-complex")


@pytest.mark.parametrize("indicator", ["- ", "? "])
def test_very_deep_block_nesting_does_not_kill_the_process(indicator: str) -> None:
    """A line of a hundred thousand dashes is quarantined; no stack of the process overflows."""
    program = (
        "from broadsheet.documents.document import Document, fingerprints\n"
        "from broadsheet.documents.limits import DEFAULT_LIMITS as LIMITS\n"
        "from broadsheet.tables.flatten import read_document, tables_of\n"
        f"text = '---\\na:\\n  ' + {indicator!r} * 100_000 + 'x\\n---\\n'\n"
        "document = Document('n', 'a.md', text.encode())\n"
        "read = read_document(document, fingerprints(document.data), LIMITS)\n"
        "print(tables_of([read], LIMITS).tables['documents']['status'][0])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout.strip()) == (0, "quarantined")


@pytest.mark.parametrize(
    "yaml",
    [
        "a: &a [*a]",
        "a: &a {b: *a}",
        "a: &a {<<: *a}",
        "a: {<<: *b}\nb: &b 1",
        "a: {<<: 1}",
        "a: *missing",
        "? [x]\n: 1",
        "? {x: 1}\n: 1",
        "a: !!binary aGVsbG8=",
        "a: !!set {x, y}",
        "a: !!omap [x: 1]",
        "a: !!timestamp 2021-03-16",
        "a: !!int x",
        "a: !own {x: 1}",
        "1: x\n1.5: y\ntrue: z\n~: w",
        "a: .nan\nb: -.inf",
        "a: 0x" + "F" * 5_000,
        "a: " + "9" * 5_000,
        "a: 1e999999",
        'a: "\\ud800"',
        'a: "\\0"',
    ],
    ids=lambda yaml: yaml[:30],
)
def test_odd_yaml_never_stops_a_load(flattened_fields: Callable[..., Any], yaml: str) -> None:
    """Odd tags, keys, aliases and numbers give one row in documents, and no error."""
    rows = flattened_fields(f"title: x\n{yaml}")
    assert len(rows["documents"]) == 1


@pytest.mark.parametrize(
    "number", ["0x" + "F" * 5_000, "9" * 5_000, "-" + "9" * 4_100], ids=["hex", "long", "minus"]
)
def test_very_long_whole_number_is_out_of_range(
    flattened_fields: Callable[..., Any], number: str
) -> None:
    """A whole number of thousands of digits is out of range, like any beyond 64 bits."""
    (problem,) = flattened_fields(f"title: x\nheat: {number}")["problems"]
    assert (problem["code"], problem["line"]) == ("out-of-range", 3)


def test_alias_bomb_document_is_quarantined(flattened_fields: Callable[..., Any]) -> None:
    """A document whose aliases multiply without bound is quarantined as too complex."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (row,) = flattened_fields("title: x\n" + "\n".join(levels))["documents"]
    assert (row["status"], row["reason"].partition(":")[0]) == ("quarantined", "too-complex")


@pytest.mark.parametrize("yaml", ["a: &a [*a]", "a: &a {b: *a}"])
def test_recursive_alias_is_told(flattened_fields: Callable[..., Any], yaml: str) -> None:
    """A document that holds itself is quarantined, not loaded with a hole."""
    (row,) = flattened_fields(f"title: x\n{yaml}")["documents"]
    assert row["status"] == "quarantined"

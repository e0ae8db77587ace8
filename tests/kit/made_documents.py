"""Documents that tests make up: one with given fields, and any document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

_DOCUMENTS = Path(__file__).resolve().parents[1] / "documents" / "samples"
_SEEDS = Path(__file__).resolve().parents[2] / "seeds"

SAMPLES = {
    **{path.name: path.read_bytes() for path in sorted(_DOCUMENTS.iterdir())},
    "seed.txt": next(_SEEDS.iterdir()).read_bytes(),
}
TAXONOMIES = (
    b"---\ntaxonomy: organization\n_id: A.example\nname: No\nimages:\n  - url: u\n---\n",
    b"---\ntaxonomy: organization\n_id: A.example\nname: Other\n---\n",
    b"taxonomy: topic\n_id: ai\nchildren:\n  - ML\n  - 5\n",
    b"---\ntaxonomy: topic\nname: AI\n---\n",
)
IV = "q83vEjRWeJCrze8SNFZ4kA=="


# Documents of every kind


@dataclass(frozen=True)
class Made:
    """A made-up document."""

    title: str = '"A"'
    date: str | None = "2021-03-01T10:00:00Z"
    topics: tuple[str, ...] = ()
    related: int = 0
    images: int = 0
    payload: str | None = None
    more: tuple[str, ...] = ()
    body: str = "Body\n"

    def text(self) -> str:
        """The document as it is written."""
        lines = ["---", f"title: {self.title}", *self.more]
        if self.date is not None:
            lines.append(f"publishedDateTime: {self.date}")
        if self.topics:
            lines += ["topics:", *(f"  - {topic}" for topic in self.topics)]
        lines += self._images("")
        if self.related:
            lines.append("related:")
            for number in range(self.related):
                lines += [f"  - title: R{number}", "    quality: 3", *self._images("    ")]
        if self.payload is not None:
            lines.append(f'secured: "{self.payload};{IV}"')
        return "\n".join([*lines, "---", self.body])

    def _images(self, indent: str) -> list[str]:
        images = [f"{indent}  - url: u{number}" for number in range(self.images)]
        return [f"{indent}images:", *images] if images else []


def made(**given: Any) -> bytes:  # noqa: ANN401 - fields of Made
    """A made-up document's bytes."""
    return Made(**given).text().encode()


PAYLOADS = st.sampled_from(["AAAAbbbb+/19", "BBBBcccc+/28", "CCCC", "longerLONGER0123456="])
MADE = st.builds(
    Made,
    title=st.sampled_from(['"A"', "B", "News #1", "C: D", '"torn', "é", "No", "[x]"]),
    date=st.sampled_from(
        [None, "2021-03-01T10:00:00Z", "2021-02-28", "2020-12-31T23:59:59-01:00", "2021-13-01"]
    ),
    topics=st.lists(st.sampled_from(["T", "AI", "'x: y'"]), max_size=2).map(tuple),
    related=st.integers(0, 2),
    images=st.integers(0, 2),
    payload=st.none() | PAYLOADS,
    more=st.lists(
        st.sampled_from(["quality: high", "quality: 7", "heat: [1]", "mood: good", "published: 3"]),
        max_size=2,
        unique=True,
    ).map(tuple),
    body=st.sampled_from(["", "Body\n", "Two\nlines", "---\ntitle: Second\n---\n"]),
).map(lambda document: document.text().encode())
CONTENTS = st.one_of(
    MADE, MADE, st.sampled_from([*SAMPLES.values(), *TAXONOMIES]), st.binary(max_size=9)
)
CONTENTS |= CONTENTS.map(lambda data: data.replace(b"\n", b"\r\n"))
CONTENTS |= st.builds(lambda data, size: data[:size], CONTENTS, st.integers(0, 120))

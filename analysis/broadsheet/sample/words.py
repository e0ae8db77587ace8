"""The sentences of the made-up world: titles and excerpts that describe one event in many ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.sample.dice import Dice
    from broadsheet.sample.topics import Topic

__all__ = ["Subject", "write_excerpt", "write_title"]

_PLACES = (
    "Marrowby", "Quillhaven", "Dunmarrow", "Tessel Bay", "Port Ellerin", "Lowfenwick", "Velmora",
    "Kestrelford", "Ostermere", "Vellacourt", "Saltmarrow", "Thornquay", "Greyhollow", "Orrinstad",
    "Pennywharf", "Eastermouth", "Candlemere", "Farrowdene", "Juniper Flats", "Upper Sedge",
)  # fmt: skip

_TAILS = (
    "after months of talks", "as costs rise", "weeks before the vote", "despite protests",
    "a year late", "in a surprise move", "over safety fears", "for the second time",
    "with one condition", "until the autumn", "behind closed doors", "at short notice",
    "amid a row over money", "as winter nears", "in a narrow vote", "without an explanation",
    "to cheers and jeers", "by the end of the year", "as rivals look on", "on expert advice",
)  # fmt: skip

_SOURCES = ("documents show", "officials say", "report finds", "insiders say", "survey suggests")

_QUOTES = (
    "We were never asked", "It was the right call", "Nobody saw this coming", "Better late",
    "This can’t go on", "A good day for the town", "We are still counting", "Enough is enough",
)  # fmt: skip

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "nine", "ten", "twelve", "14", "30")

_TITLES = (
    "{actor} {verb} {matter} in {place}",
    "{actor} {verb} {place} {matter} {tail}",
    "{place} {matter} {done} {tail}",
    "{place}: {actor} {verb} {matter}",
    "{matter} {done} in {place}, {source}",
    "{place} {actor} {verb} {matter} {tail}",
    "What the {noun} of the {matter} means for {place}",
    "{number} questions about the {place} {matter}",
    "{place} residents divided as {actor} {verb} {matter}",
    "‘{quote}’: {place} {matter} {done}",
    "After the {noun} of its {matter}, {place} asks what comes next",
    "Live: {place} {actor} {verb} {matter}",
    "Opinion: the {matter} was {done}, and {place} will feel it",
    "Why {place}’s {actor} {verb} the {matter}",
    "{matter} {done} {tail}: what we know in {place}",
    "{place}’s {matter} {done} “{tail}”, {source}",
    "How {number} letters got {place}’s {matter} {done}",
    "Analysis: the {noun} of {place}’s {matter}, {tail}",
)

_SENTENCES = (
    "The {actor} in {place} said the {matter} would be {done} {tail}.",
    "{place} has waited {number} months for a decision on the {matter}, and few expected this one.",
    "Supporters call the {noun} of the {matter} overdue; critics say {place} will pay for it.",
    "The {matter} now costs {number} per cent more than planned, {source}.",
    "“{quote},” said a speaker for the {actor}, who would not be drawn on the {matter}.",
    "It is the third time in {number} years that the {actor} {verb} the {matter}.",
    "Work on the {matter} began {number} years ago, and {place} has argued about it ever since.",
    "Readers in {place} told us what the {noun} of the {matter} means to them and their street.",
    "A public hearing on the {matter} will be held in {place} within {number} weeks.",
    "Neighbouring towns watch {place} closely: each has a {matter} of its own to settle.",
    "The {noun} was {source_past} after the {actor} met for {number} hours.",
)

_SOURCES_PAST = ("announced", "confirmed", "leaked", "made public", "read out")


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that happens to a matter, in words of the same meaning."""

    noun: str
    verbs: tuple[str, ...]
    done: tuple[str, ...]


_EVENTS = (
    _Event("delay", ("delays", "postpones", "puts off"), ("delayed", "postponed", "put off")),
    _Event("approval", ("approves", "backs", "clears"), ("approved", "backed", "cleared")),
    _Event("end", ("scraps", "drops", "abandons"), ("scrapped", "dropped", "abandoned")),
    _Event("expansion", ("expands", "widens", "extends"), ("expanded", "widened", "extended")),
    _Event("review", ("reviews", "reopens", "revisits"), ("reviewed", "reopened", "revisited")),
    _Event("funding", ("funds", "pays for", "finances"), ("funded", "paid for", "financed")),
    _Event("trimming", ("trims", "cuts", "scales back"), ("trimmed", "cut", "scaled back")),
    _Event("launch", ("launches", "unveils", "starts"), ("launched", "unveiled", "started")),
    _Event("defence", ("defends", "stands by", "justifies"), ("defended", "upheld", "justified")),
    _Event("criticism", ("criticises", "attacks", "faults"), ("criticised", "attacked", "faulted")),
    _Event("trial", ("tests", "tries out", "pilots"), ("tested", "tried out", "piloted")),
    _Event("halting", ("halts", "blocks", "stops"), ("halted", "blocked", "stopped")),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a story is about, shared by all its items: who does what to which matter, and where."""

    place: str
    actor: str
    matter: str
    event: _Event

    @classmethod
    def draw(cls, dice: Dice, topic: Topic) -> Subject:
        """A subject of that topic."""
        return cls(
            dice.pick(_PLACES),
            dice.pick(topic.actors),
            dice.pick(topic.matters),
            dice.pick(_EVENTS),
        )

    @property
    def phrase(self) -> str:
        """The subject in a few words, such as "Tram extension in Marrowby"."""
        return f"{_capital(self.matter)} in {self.place}"


def write_title(dice: Dice, subject: Subject, *, title_case: bool) -> str:
    """One of several hundred titles for a subject."""
    title = _capital(_fill(dice, dice.pick(_TITLES), subject))
    return " ".join(map(_capital, title.split(" "))) if title_case else title


def write_excerpt(dice: Dice, subject: Subject) -> str:
    """One or two sentences on a subject, now and then broken off."""
    first = dice.below(len(_SENTENCES))
    text = _fill(dice, _SENTENCES[first], subject)
    if dice.chance(0.65):
        second = first - 1 - dice.below(len(_SENTENCES) - 1)  # any but the first
        text += " " + _fill(dice, _SENTENCES[second], subject)
    return f"{text[:120]} ..." if dice.chance(0.1) else text


def _fill(dice: Dice, pattern: str, subject: Subject) -> str:
    return pattern.format(
        place=subject.place,
        actor=subject.actor,
        matter=subject.matter,
        noun=subject.event.noun,
        verb=dice.pick(subject.event.verbs),
        done=dice.pick(subject.event.done),
        tail=dice.pick(_TAILS),
        source=dice.pick(_SOURCES),
        source_past=dice.pick(_SOURCES_PAST),
        quote=dice.pick(_QUOTES),
        number=dice.pick(_NUMBERS),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

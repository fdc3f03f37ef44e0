"""Rank what was found for a query by all that speaks for it.

A candidate's own score is a weighted sum: how much of the query its tokens cover (late interaction),
the cosine of the two whole texts, its share of the best BM25 score, and how well the query fits a
key point that names it as its source. Then the notes' own links speak: an answer to an interview
question, and the headings that its key points name, lift each other by half of what the linked one
is above the middle of all. Last, one passage for each heading comes before second ones, so that the
first hits are of different places.

The weights were chosen on the development queries of `hotseat eval retrieval`. There nDCG@10 is .64
for BM25 and .61 for vectors alone, .81 for the first three views with typing errors corrected, .87
with the links and .88 with the key points; .86 to .88 for half and for twice of each weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from app.core.passage import Passage
from app.core.question import Question

_RANK_OFFSET = 60
_NEAR = 0.5
_WORDED = 0.2
_TOLD = 0.17
_LINKED = 0.5
_MOST = 1.0 + _NEAR + _WORDED + _TOLD

Links = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `score` is in 0..1; only its order means something."""

    score: float
    passage: Passage


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with what speaks for it, each in 0..1.

    `covered` is the share of the query's tokens that it covers, `near` the cosine of the texts,
    `worded` its share of the best BM25 score, `told` the share of the best BM25 score of a key point
    that one with this source has.
    """

    passage: Passage
    covered: float
    near: float
    worded: float
    told: float = 0.0

    @property
    def own(self) -> float:
        """What speaks for the passage by itself, in 0..1."""
        others = _NEAR * self.near + _WORDED * self.worded + _TOLD * self.told
        return (self.covered + others) / _MOST


def fuse(lists: Sequence[Sequence[Passage]]) -> list[Hit]:
    """Fuse ranked lists by reciprocal rank, the best first.

    A passage's score is the sum of 1 / (60 + rank) over the lists that hold it (Cormack, Clarke,
    Buettcher 2009), divided by the best there can be. Passages that score the same come in the
    order in which the lists have them.
    """
    scores: dict[str, float] = {}
    passages: dict[str, Passage] = {}
    for ranked in lists:
        for rank, passage in enumerate(ranked, start=1):
            passages[passage.id] = passage
            scores[passage.id] = scores.get(passage.id, 0.0) + 1 / (_RANK_OFFSET + rank)
    best = len(lists) / (_RANK_OFFSET + 1)
    order = sorted(scores, key=lambda name: scores[name], reverse=True)
    return [Hit(scores[name] / best, passages[name]) for name in order]


def ranked(candidates: Sequence[Candidate], links: Links) -> list[Hit]:
    """Return the candidates as hits, the best first; see the module's docstring."""
    own = {each.passage.id: each.own for each in candidates}
    middle = median(own.values()) if own else 0.0

    def lift(name: str) -> float:
        linked = [own[other] for other in links.get(name, ()) if other in own]
        return max([score - middle for score in linked if score > middle], default=0.0)

    hits = [
        Hit((each.own + _LINKED * lift(each.passage.id)) / (1.0 + _LINKED), each.passage)
        for each in candidates
    ]
    return sorted(hits, key=lambda hit: hit.score, reverse=True)


def spread(hits: Iterable[Hit]) -> list[Hit]:
    """Put the best passage of each heading before the others, each group in its order."""
    first: dict[tuple[str, tuple[str, ...]], Hit] = {}
    others = []
    for hit in hits:
        place = hit.passage.place
        if first.setdefault((place.note, place.heading), hit) is not hit:
            others.append(hit)
    return [*first.values(), *others]


@dataclass(frozen=True, slots=True)
class Told:
    """What a key point says in several wordings, and the passages of the place it is taken from."""

    text: str
    sources: tuple[str, ...]


def told_by(passages: Iterable[Passage], questions: Iterable[Question]) -> list[Told]:
    """Return the key points that name a source which has passages."""
    under = _by_heading(passages)
    return [
        Told("\n".join([question.text, point.text, *point.wordings]), tuple(sources))
        for question in questions
        for point in question.key_points
        if point.source and (sources := under.get((point.source.note, point.source.heading)))
    ]


def links_of(passages: Iterable[Passage], questions: Iterable[Question]) -> Links:
    """Link the passages of a question's answer with those of its key points' sources."""
    under = _by_heading(passages)
    links: dict[str, set[str]] = {}
    for question in questions:
        answers = under.get((question.place.note, question.place.heading), [])
        sources = (point.source for point in question.key_points if point.source)
        explained = {name for s in sources for name in under.get((s.note, s.heading), [])}
        for one in answers:
            for other in explained - {one}:
                links.setdefault(one, set()).add(other)
                links.setdefault(other, set()).add(one)
    return {name: frozenset(linked) for name, linked in links.items()}


def _by_heading(passages: Iterable[Passage]) -> dict[tuple[str, tuple[str, ...]], list[str]]:
    under: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for passage in passages:
        under.setdefault((passage.place.note, passage.place.heading), []).append(passage.id)
    return under

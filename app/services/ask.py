"""Answer a question with the notes' own sentences, each with the place it stands in.

The sentences come from the three best places. A sentence's score is .3 of its cosine to the question,
its heading before it, and .7 of its passage's. On the development questions of `hotseat eval ask`
about 90 % of the sentences so chosen stand under a heading that answers the question; with equal parts
87 %, with five places 74 %.

The notes answer when the nearest passage's cosine, plus .15 x the share of the question's content
words that the best passage holds, less 1.3 x the share that no passage holds, reaches a threshold.
The weights are those of a logistic regression on the development questions, 60 authored questions,
40 queries of the search's development half and 70 questions on other topics; cross-validated, its
area under the curve is .95. A word that few notes don't use says less than one that a hundred don't,
so its weight grows with the square root of the number of passages, up to that of the built-in notes.
On 80 development questions put to a single note that answers them, 75 % are answered (34 % with the
whole weight), and 98 % are refused by a note that doesn't.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.core.errors import ModelFailure
from app.core.passage import PassageKind
from app.core.place import Place
from app.core.sentences import Sentence, sentences
from app.core.spelling import Correction, corrected
from app.core.words import content_words
from app.ports import Embedder
from app.services.rank import Hit
from app.services.retrieve import EVERYTHING, Found, Retriever, Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.services.model_answerer import ModelAnswerer, Statement

_HITS = 3
_SENTENCE = 0.3
_HELD_WORDS = 0.15
_UNKNOWN_WORDS = 1.3
_MANY_PASSAGES = 3600
_ANSWERS = 0.48
# What else is said: nearly as good as the best, and no more than can be read at a glance.
_OF_THE_BEST = 0.8
_THE_SAME = 0.85
_MOST_SENTENCES = 6
_MOST_WORDS = 130


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim piece of a note (it may span lines) and where it stands."""

    place: Place
    quote: str


@dataclass(frozen=True, slots=True)
class AskResult:
    """What the notes say on a question.

    `answer` joins the quotes on one line. When the notes don't say, `grounded` is False, `answer`
    says so, `nearest` are the headings that come closest, and `unknown` are the question's words
    that the notes never use. `corrections` are its words that were read as others. `lexical_only`:
    there were no vectors yet, so passages were found by their words alone.

    `by` names the language model and the prompt when one was on. It wrote `said`, one sentence for each
    citation, which make the answer; when `said` is empty it gave nothing to use, and the quotes answer.
    """

    answer: str
    grounded: bool
    citations: tuple[Citation, ...]
    nearest: tuple[Place, ...]
    lexical_only: bool = False
    corrections: tuple[Correction, ...] = ()
    unknown: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    by: str = ""

    @property
    def model_failed(self) -> bool:
        """Whether a language model was on and wrote nothing that could be used."""
        return bool(self.by) and not self.said


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    sentence: Sentence
    vector: NDArray[np.float32]


class Asker:
    """Answers from the notes alone. Safe to share between threads."""

    def __init__(
        self,
        retriever: Retriever,
        embedder: Embedder,
        writer: Callable[[], ModelAnswerer | None] = lambda: None,
    ) -> None:
        """Use a search, an embedder, and what returns the model to write with, None while it is off."""
        self._retriever = retriever
        self._embedder = embedder
        self._writer = writer

    def ask(
        self,
        library: str,
        question: str,
        *,
        scope: Scope = EVERYTHING,
        written: Callable[[Statement], object] = lambda _: None,
    ) -> AskResult:
        """Answer a question from a library; raises what `Retriever.find` raises.

        `written` hears each sentence of a language model as soon as it is checked.
        """
        found = self._retriever.find(library, question, k=_HITS, scope=scope)
        read = corrected(question, found.corrections)
        near, scored = self._scored(read, found.hits)
        if _told(read, found, near):
            best = max((one.score for one in scored), default=0.0)
            chosen = _in_reading_order(_chosen(scored, best * _OF_THE_BEST))
        else:
            chosen = []
        offline = AskResult(
            answer=" ".join(sentence.plain for sentence in chosen) or "The notes do not say.",
            grounded=bool(chosen),
            citations=tuple(Citation(sentence.place, sentence.text) for sentence in chosen),
            nearest=() if chosen else _headings(found.hits),
            lexical_only=found.lexical_only,
            corrections=found.corrections,
            unknown=() if chosen else _unknown(found),
        )
        writer = self._writer()
        if writer is None or not chosen:
            return offline
        return _written(writer, read, _fit_to_answer(scored), offline, written)

    def _scored(self, question: str, hits: Sequence[Hit]) -> tuple[float, list[_Scored]]:
        """Return the best passage's cosine, and every sentence of the hits with its score."""
        said = [(position, s) for position, hit in enumerate(hits) for s in _complete(hit)]
        texts = [f"{_topic(hits[position])}: {s.plain}" for position, s in said]
        passages = [hit.passage.embedded_text for hit in hits]
        asked, *near = self._embedder.encode([question, *passages, *texts])
        of_passage = [float(vector @ asked) for vector in near[: len(hits)]]
        scored = [
            _Scored(
                _SENTENCE * float(vector @ asked) + (1.0 - _SENTENCE) * of_passage[position],
                sentence,
                vector,
            )
            for vector, (position, sentence) in zip(near[len(hits) :], said, strict=True)
        ]
        return max(of_passage, default=0.0), scored


def _fit_to_answer(scored: Sequence[_Scored]) -> list[list[Sentence]]:
    """Return the sentences that would answer offline, by passage: a model may write from these alone."""
    least = _OF_THE_BEST * max(one.score for one in scored)
    passages: dict[tuple[str, tuple[str, ...]], list[Sentence]] = {}
    for one in scored:
        place = one.sentence.place
        if one.score >= least:
            passages.setdefault((place.note, place.heading), []).append(one.sentence)
    return list(passages.values())


def _written(
    writer: ModelAnswerer,
    question: str,
    passages: Sequence[Sequence[Sentence]],
    offline: AskResult,
    written: Callable[[Statement], object],
) -> AskResult:
    """Return the answer in a model's sentences, the offline one where none of them holds."""
    statements: list[Statement] = []
    try:
        for statement in writer.write(question, passages):
            statements.append(statement)
            written(statement)
    except ModelFailure:
        statements.clear()
    if not statements:
        return replace(offline, by=writer.name)
    return replace(
        offline,
        answer=" ".join(each.text for each in statements),
        citations=tuple(Citation(each.source.place, each.source.text) for each in statements),
        said=tuple(each.text for each in statements),
        by=writer.name,
    )


def _told(question: str, found: Found, near: float) -> bool:
    """Say whether the notes answer, as the module's docstring says."""
    asked = content_words(question)
    passages = [content_words(hit.passage.embedded_text) for hit in found.hits]
    most = max((len(asked & held) for held in passages), default=0)
    unknown = len(_unknown(found)) / max(1, len(asked))
    held = most / max(1, len(asked))
    telling = _UNKNOWN_WORDS * math.sqrt(min(1.0, found.searched / _MANY_PASSAGES))
    return near + _HELD_WORDS * held - telling * unknown >= _ANSWERS


def _unknown(found: Found) -> tuple[str, ...]:
    """Return the words with a meaning of their own that the notes never use: `who` is none."""
    return tuple(word for word in found.unknown if content_words(word))


def _complete(hit: Hit) -> Iterator[Sentence]:
    """Yield the sentences of a hit, without those that only lead to a list or to code."""
    return (s for s in sentences(hit.passage) if not s.plain.endswith(":"))


def _topic(hit: Hit) -> str:
    """Name what a hit is about: its heading, which for an answer would be a question."""
    heading = hit.passage.place.heading or (hit.passage.place.note,)
    return heading[0] if hit.passage.kind is PassageKind.ANSWER else heading[-1]


def _chosen(scored: Sequence[_Scored], least: float) -> list[_Scored]:
    """Choose the best sentences that score at least `least` and don't say the same twice."""
    chosen: list[_Scored] = []
    words = 0
    for one in sorted(scored, key=lambda one: one.score, reverse=True):
        length = len(one.sentence.plain.split())
        fits = not chosen or (len(chosen) < _MOST_SENTENCES and words + length <= _MOST_WORDS)
        new = all(float(one.vector @ other.vector) < _THE_SAME for other in chosen)
        if one.score >= least and fits and new:
            chosen.append(one)
            words += length
    return chosen


def _in_reading_order(chosen: Sequence[_Scored]) -> list[Sentence]:
    """Order sentences as they stand in their notes, the note with the best one first."""
    notes = list(dict.fromkeys(one.sentence.place.note for one in chosen))
    return sorted(
        (one.sentence for one in chosen),
        key=lambda sentence: (notes.index(sentence.place.note), sentence.place.lines),
    )


def _headings(hits: Sequence[Hit]) -> tuple[Place, ...]:
    """Return the places of the hits, one for each heading, the best first."""
    places = {(p.note, p.heading): p for p in (hit.passage.place for hit in reversed(hits))}
    return tuple(reversed(places.values()))[:3]

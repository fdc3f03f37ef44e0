"""Keep the questions that a language model writes: drafts first, asked once they are accepted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.passage import Passage, PassageKind
from app.core.question import Question
from app.core.words import content_words
from app.core.written import Draft, Written
from app.ports import Embedder, WrittenQuestions

if TYPE_CHECKING:
    from app.services.model_questions import QuestionWriter

_SAME = 0.85
_NEAREST = 40


@dataclass(frozen=True, slots=True)
class Round:
    """What came of some passages: how many were read, and how many drafts are new."""

    passages: int
    drafts: int


class QuestionDrafts:
    """Writes, keeps and decides on drafts. Safe to share between the threads of one process."""

    def __init__(
        self,
        store: WrittenQuestions,
        embedder: Embedder,
        writer: Callable[[], QuestionWriter | None] = lambda: None,
    ) -> None:
        """Keep drafts in `store`; `writer` returns the model to write with, None while it is off."""
        self._store = store
        self._embedder = embedder
        self._writer = writer
        self._lock = threading.Lock()

    def of(self, library: str) -> Written:
        """Return the drafts and the accepted questions of a library."""
        return self._store.load(library)

    def accepted(self, library: str) -> list[Question]:
        """Return the questions of a library that were accepted."""
        return [draft.question for draft in self._store.load(library).accepted]

    def write(
        self, library: str, passages: Sequence[Passage], known: Sequence[Question], *, most: int
    ) -> Round:
        """Let the model write from up to `most` passages that it hasn't seen.

        Passages without a question at their heading come first. Each passage's drafts are on disk
        before the next one is read; raises ModelFailure, and what came before it stays. A library
        that is removed meanwhile stays removed.
        """
        writer = self._writer()
        if writer is None:
            return Round(0, 0)
        with self._lock:
            held = self._store.load(library)
            self._store.save(library, held)
        read = drafts = 0
        for passage in _unseen(passages, known, held)[:most]:
            made = writer.write(passage)
            with self._lock:
                if not self._store.holds(library):
                    break
                held = self._store.load(library)
                both = [*known, *(d.question for d in (*held.drafts, *held.accepted))]
                new = tuple(self._without_known(made, both))
                self._store.save(library, held.with_drafts(passage.id, new))
            read, drafts = read + 1, drafts + len(new)
        return Round(read, drafts)

    def accept(self, library: str, question_id: str) -> None:
        """Make a draft a question of the library from now on."""
        with self._lock:
            self._store.save(library, self._store.load(library).accept(question_id))

    def take_back(self, library: str, question_id: str) -> None:
        """Make an accepted question a draft again: nobody is asked it, past sessions keep it."""
        with self._lock:
            self._store.save(library, self._store.load(library).take_back(question_id))

    def drop(self, library: str, question_id: str) -> None:
        """Forget a draft."""
        with self._lock:
            self._store.save(library, self._store.load(library).drop(question_id))

    def _without_known(self, made: Iterable[Draft], known: Sequence[Question]) -> list[Draft]:
        """Leave out what asks the same as a question that is there, or as another one of these."""
        kept: list[Draft] = []
        for draft in made:
            others = [*known, *(each.question for each in kept)]
            if not self._is_known(draft.question, others):
                kept.append(draft)
        return kept

    def _is_known(self, question: Question, others: Sequence[Question]) -> bool:
        asked = content_words(question.text)
        texts = {text for other in others for text in (other.text, *other.wordings)}
        near = sorted(texts, key=lambda text: (-len(asked & content_words(text)), text))[:_NEAREST]
        if not near:
            return False
        first, *rest = self._embedder.encode([question.text, *near])
        return any(float(first @ vector) >= _SAME for vector in rest)


def _unseen(
    passages: Sequence[Passage], known: Sequence[Question], written: Written
) -> list[Passage]:
    tried = set(written.tried)
    asked = {(q.place.note, q.place.heading) for q in known}
    open_ones = [p for p in passages if p.kind is PassageKind.EXPLANATION and p.id not in tried]
    return sorted(open_ones, key=lambda p: (p.place.note, p.place.heading) in asked)

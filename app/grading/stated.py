"""Does a text of the notes say a statement? The offline grader decides, and the words bound it.

A statement holds when the grader calls it met with the text as the answer, at most a quarter of its
content words are not the text's, and none of its numbers. The grader alone is not enough: it reads
answers, where talking about the subject already earns something.

Not seen: a verb turned into its opposite (`drops` into `keeps`) in an otherwise literal sentence.
"""

from __future__ import annotations

from app.core.level import Level
from app.core.place import Place
from app.core.question import KeyPoint, Origin, Question, QuestionKind
from app.core.verdict import Verdict
from app.core.words import content_words, words
from app.grading.engine import Grader

_NEW = 0.25
_NOWHERE = Place("", (), (1, 1))
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten twelve hundred thousand million half twice "
    "both".split()
)


def states(grader: Grader, text: str, statement: str) -> bool:
    """Say whether a text makes a statement in full."""
    return (
        says_in_its_words(text, statement)
        and grader.grade(_asked(statement), text, level=Level.MID).verdicts[0].verdict
        is Verdict.MET
    )


def says_in_its_words(text: str, statement: str) -> bool:
    """Say whether a statement has little but the words of a text, and no number that isn't there."""
    said = content_words(statement)
    new = said - content_words(text)
    return bool(said) and len(new) <= _NEW * len(said) and _numbers(statement) <= _numbers(text)


def _numbers(text: str) -> set[str]:
    return {w for w in words(text) if w in _NUMBERS or any(c.isdigit() for c in w)}


def _asked(statement: str) -> Question:
    return Question(
        id="stated",
        text="What do the notes say?",
        section="",
        level=Level.MID,
        kind=QuestionKind.CONCEPT,
        origin=Origin.DERIVED,
        place=_NOWHERE,
        reference=statement,
        key_points=(KeyPoint("statement", statement, Level.MID),),
    )

"""What is taken out of an answer before it is graded, and the flags that follow from its form alone."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.grade import Flag
from app.core.question import Origin, Question
from app.grading.canonical import Canonical, canonical_text
from app.grading.instructions import instruction_spans
from app.grading.non_answers import (
    admits_ignorance,
    is_echo,
    is_salad,
    is_stuffed,
    keyword_spans,
    open_claims,
)
from app.grading.refuted import refuted_spans
from app.grading.segment import claims

Span = tuple[int, int]

_NAME = 4
_PHRASE = 10
_NAMES = re.compile(
    r"(?:^|[.?!,;:] |\b(?:and|or|you|to|please) )(?:name|list|enumerate|mention)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Screened:
    """An answer ready to be graded.

    `claims` are the spans to grade, none when nothing is left of it; `refuted` are spans that the
    answer itself calls wrong. `admits` says that the candidate says somewhere not to know.
    """

    answer: Canonical
    claims: tuple[Span, ...]
    refuted: tuple[Span, ...]
    flags: tuple[Flag, ...]
    admits: bool


def screen(question: Question, answer: Canonical) -> Screened:
    """Set aside what speaks to the grader or says `I don't know`; drop answers that say nothing."""
    flags = [Flag.SHORTENED] if answer.shortened else []
    asked = canonical_text(question.text)
    steering = instruction_spans(answer.text)
    if steering:
        flags.append(Flag.INSTRUCTION_TO_GRADER)
    told = _outside(claims(_blanked(answer.text, steering)), [])
    unknown = open_claims(answer.text, told, asked)
    left = _outside(told, unknown)
    rest = "\n".join(answer.text[start:end] for start, end in left)
    says_nothing = _says_nothing(question, rest, unknown=bool(unknown))
    if says_nothing:
        flags.append(says_nothing)
        left = []
    left = _without_echoes(answer.text, left, question)
    return Screened(
        answer,
        tuple(left),
        tuple(refuted_spans(answer.text)),
        tuple(flags),
        bool(unknown) or admits_ignorance(rest),
    )


def is_foreign(question: Question, answer: Canonical) -> bool:
    """Say whether an answer is in a script that the notes are not in."""
    return not _is_latin(answer.text) and _is_latin(" ".join(p.text for p in question.key_points))


def _says_nothing(question: Question, rest: str, *, unknown: bool) -> Flag | None:
    """Return the flag of an answer whose form alone shows that it makes no point."""
    if not rest.strip():
        return Flag.DONT_KNOW if unknown else Flag.TOO_SHORT
    points = [canonical_text(point.text) for point in question.key_points]
    if is_echo(rest, canonical_text(question.text), points):
        return Flag.ECHO
    wordings = [canonical_text(w) for p in question.key_points for w in p.wordings]
    sources = [*points, *wordings, canonical_text(question.reference)]
    if not _asks_for_names(question, points) and is_stuffed(rest, keyword_spans(rest)):
        return Flag.STUFFED
    if is_salad(rest, sources):
        return Flag.STUFFED
    return None


def _without_echoes(text: str, claims: list[Span], question: Question) -> list[Span]:
    """Drop the claims that only say the question back, unless nothing else is left."""
    asked = canonical_text(question.text)
    points = [canonical_text(point.text) for point in question.key_points]
    telling = [(a, b) for a, b in claims if not is_echo(text[a:b], asked, points)]
    return telling or claims


def _asks_for_names(question: Question, points: Sequence[str]) -> bool:
    """Say whether bare terms are what is asked for: some of many, names, or short key points.

    An author who asks to name things and writes key points of sentences wants more than names.
    """
    length = statistics.median([len(point.split()) for point in points] or [_PHRASE + 1])
    names = _NAMES.search(question.text) is not None
    authored = question.origin is Origin.AUTHORED
    return (
        length <= _NAME
        or question.needed is not None
        or (names and (length <= _PHRASE or not authored))
    )


def _blanked(text: str, spans: list[Span]) -> str:
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def _outside(spans: list[Span], taken: list[Span]) -> list[Span]:
    return [span for span in spans if span not in taken]


def _is_latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    foreign = sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters if c > "\u007f")
    return 2 * foreign <= len(letters)

"""Sentences that speak to the grader instead of answering. They are found, never followed."""

from __future__ import annotations

import re

from app.grading.segment import sentences

Span = tuple[int, int]

_GRADER = (
    r"(?:graders?|evaluators?|examiners?|assessors?|markers?|judges?|scorers?|reviewers?"
    r"|ai(?: judge| model| grader)?|llm|language model|chatbot|assistant|grading (?:system|engine|tool)"
    r"|whoever grades)"
)
_TOP = (
    r"(?:full (?:marks?|scores?|points?|credit)|(?:maximum|max|top|perfect|highest)(?: possible)? "
    r"(?:marks?|scores?|points?|grades?|credit)|100 ?(?:%|percent|/ ?100|points)|10 ?(?:/|out of) ?10"
    r"|5 ?/ ?5|an? a\+|score ?(?:=|:|of|to) ?1(?:\.0)?)"
)
_MARKING = (
    r"(?:rubrics?|marking schemes?|mark schemes?|grading|scoring|key points?|labels?|verdicts?"
    r"|scores?|marks|boxes|grades?|criteria)"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:system|developer|admin|important)\b.{{0,20}}\b(?:note|message|instruction|prompt|override)s?"
        rf"\b.{{0,25}}\b{_GRADER}\b",
        rf"\b(?:note|message|instructions?|attention|memo|dear|hey|hello|hint)\b.{{0,12}}\b{_GRADER}\b",
        r"^\W*(?:system|developer|admin) (?:note|message|prompt|override|instruction)\b",
        r"\b(?:ignore|disregard|forget|override|bypass|skip|stop (?:using|following))\b.{0,25}"
        r"\b(?:rubrics?|marking scheme|mark scheme|grading (?:rules|criteria|instructions)|key points"
        r"|(?:previous|prior|above|earlier|preceding|all|your|these|the system) (?:\w+ )?"
        r"(?:instructions?|prompts?|directions?))\b",
        rf"\b(?:give|award|assign|grant|set|mark|grade|score|rate|return|output|deserves?|gets?|gave"
        rf"|earns?|receives?)\b.{{0,60}}\b{_TOP}",
        rf"\b(?:set|mark|tick|check|label|count|treat|accept|rate|consider)s?\b.{{0,25}}"
        rf"\b(?:all|every|each|everything|any)\b.{{0,30}}\b(?:{_MARKING}\b|(?:as|to) \"?(?:met|correct|passed))",
        rf"\b{_GRADER}\b.{{0,60}}\b(?:must|should|shall|has to|have to|will|please|accepts?|agrees?)\b"
        rf".{{0,60}}\b(?:{_MARKING}|{_TOP}|met|correct|pass|accept|terms)\b",
        r"\b(?:this|the) (?:candidate|answer|response|student|applicant|submission)\b.{0,40}"
        r"\b(?:verified|reviewed|approved|pre-?approved|certified|already (?:graded|passed))\b",
        rf"\b(?:you are|act as|pretend to be|you're)\b.{{0,30}}\b{_GRADER}\b",
        r"\bkeep (?:their|this|that|the) verdict\b",
        rf"\b(?:rest|remainder|other parts?) of the {_MARKING}\b",
        rf"\b(?:do not|don't) (?:read|grade|evaluate|check|assess)\b.{{0,15}}"
        rf"\b(?:further|on|this|the (?:rest|answer)|any)\b.{{0,30}}\b{_MARKING}\b",
    )
)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)|\[(?:system|inst|/inst)\]", re.DOTALL)


def instruction_spans(text: str) -> list[Span]:
    """Return the spans of a canonical text's sentences that try to steer the grade, in order."""
    found = [match.span() for match in _COMMENT.finditer(text) if speaks_to_grader(match.group())]
    for start, end in sentences(text):
        inside = any(a <= start and end <= b for a, b in found)
        if not inside and speaks_to_grader(_outside(text, (start, end), found)):
            found.append((start, end))
    return sorted(found)


def speaks_to_grader(sentence: str) -> bool:
    """Say whether a sentence in lower case asks for a grade rather than answers a question."""
    return any(pattern.search(sentence) for pattern in _PATTERNS)


def _outside(text: str, span: Span, found: list[Span]) -> str:
    """Return what a sentence says outside the spans found so far."""
    kept = [text[i] for i in range(*span) if not any(start <= i < end for start, end in found)]
    return "".join(kept)

"""What words in a question, its headings and its path tell about its level and kind."""

from __future__ import annotations

import re

from app.core.level import Level
from app.core.question import QuestionKind
from ingest.level_cues import level_named
from ingest.read_note import ReadNote

_GROUP_HEADING_WORDS = 5
_KINDS = (
    (
        QuestionKind.CODE_READING,
        r"(?:what|which) (?:does|will|would|is) .*\b(?:print|printed|output|returned)\b|"
        r"\boutput of\b|\bthis (?:code|snippet|function)\b|following (?:code|snippet)",
    ),
    (
        QuestionKind.SCENARIO,
        r"\b(?:design|imagine|suppose|scenario|your (?:team|service|app|company)|tell me about|"
        r"how would you (?:design|build|structure|migrate|roll out|approach|handle)|"
        r"you (?:are|have|need|own|notice|join))\b",
    ),
    (
        QuestionKind.DEBUGGING,
        r"\b(?:debug\w*|troubleshoot\w*|diagnos\w*|root cause|go(?:es)? wrong|deadlock\w*|leak\w*|"
        r"fail(?:s|ing|ure)?|crash\w*|bug|bugs|mistakes?|pitfalls?|gotchas?)\b",
    ),
    (
        QuestionKind.SECURITY,
        r"\b(?:secur\w*|attack\w*|vulnerab\w*|inject\w*|xss|csrf|owasp|auth\w*|encrypt\w*|"
        r"password\w*|secrets?|exploit\w*|ssrf)\b",
    ),
    (
        QuestionKind.TRADE_OFF,
        r"\b(?:trade-?offs?|vs\.?|versus|differ\w*|compare\w*|pros|cons|advantages?|"
        r"disadvantages?|drawbacks?|prefer|instead of|rather than|choose|when (?:should|would)|"
        r"when not)\b",
    ),
    (
        QuestionKind.PERFORMANCE,
        r"\b(?:performan\w*|fast(?:er)?|slow(?:er)?|optimi[sz]\w*|latency|throughput|memory|"
        r"complexity|big.?o|scal(?:e|es|ing|able)|profil\w*|cach\w*)\b",
    ),
    (
        QuestionKind.INTERNALS,
        r"\b(?:intern\w*|under the hood|how (?:does|do|is|are) .*\b(?:work|works|implemented|"
        r"stored|resolved|managed|scheduled)\b|cpython|bytecode|inner workings|implement\w*)\b",
    ),
)
_CUES = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


def kind_of(question: str) -> QuestionKind:
    """Guess what a question exercises: the first kind with a cue in it, else concept."""
    return next((kind for kind, cue in _CUES if cue.search(question)), QuestionKind.CONCEPT)


def level_of(read: ReadNote, above: tuple[str, ...], tagged: Level | None) -> Level:
    """Guess the level of a question that has none.

    A tag on the question counts first, then the nearest short heading above it that names a level,
    then the levels of the front matter, the lowest of them, then the path; mid is left.
    """
    named = (
        level_named(title)
        for title in reversed(above)
        if len(title.split()) <= _GROUP_HEADING_WORDS
    )
    cue = tagged or next((level for level in named if level), None)
    if cue and (not read.levels_given or cue in read.levels_given):
        return cue
    if read.levels_given:
        return read.levels_given[0]
    return level_named(read.note.path) or Level.MID

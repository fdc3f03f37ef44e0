"""Questions derived from the headings of a note that asks none itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.key_points import derive_key_points
from ingest.markdown import Heading
from ingest.questions.found import FoundQuestion, trimmed
from ingest.questions.wording import read_asked
from ingest.read_note import ReadNote

_FEWEST_POINTS = 2
_KNOWN = (
    (
        r"(?:common |typical |frequent )?(?:mistakes?|pitfalls?|gotchas?|anti-?patterns?|traps?)(?: to avoid)?",
        "What mistakes do people commonly make with {topic}, and how do you avoid them?",
    ),
    (
        r"(?:best |good |recommended )practices?|do'?s and don'?ts|guidelines|recommendations",
        "Which best practices apply to {topic}, and why?",
    ),
    (
        r"(?:performance|optimi[sz]ation|efficiency|scalability)(?: (?:considerations?|tips|notes|aspects))?",
        "What determines the performance of {topic}, and how would you improve it?",
    ),
    (
        r"security(?: (?:considerations?|concerns?|notes|aspects))?",
        "Which security concerns come with {topic}, and how would you address them?",
    ),
    (
        r"(?:internals?|internal (?:workings?|mechanics?)|inner workings|under the hood|how it works|implementation(?: details)?|architecture)",
        "What happens under the hood of {topic}?",
    ),
    (
        r"(?:real[- ]world |typical |common |production )?(?:use[- ]cases?|applications?|usage)(?: examples?)?|when to use(?: it| them)?",
        "When would you use {topic}, and when would you not?",
    ),
    (
        r"trade-?offs?|pros (?:and|&) cons|advantages(?: (?:and|&) disadvantages)?|(?:benefits|limitations|disadvantages|drawbacks)",
        "Which trade-offs come with {topic}?",
    ),
    (
        r"why (?:it|this) matters|motivation|importance|why .{0,30}important",
        "What makes {topic} important in practice?",
    ),
    (
        r"(?:core |key |main )?concepts?|definition|basics|fundamentals|overview|introduction|what (?:it|this) is",
        "What are the core ideas behind {topic}?",
    ),
    (r"testing", "How would you test {topic}?"),
    (r"debugging|troubleshooting", "How would you find and fix problems with {topic}?"),
    (r"design patterns?|patterns?", "Which design patterns go well with {topic}, and why?"),
    (r"monitoring|observability", "How would you monitor {topic} in production?"),
    (r"error handling", "How would you handle errors in {topic}?"),
)
_TABLE = tuple((re.compile(pattern, re.IGNORECASE), wording) for pattern, wording in _KNOWN)
_SKIPPED = re.compile(
    r"(?:summary|conclusions?|references?|resources|links|(?:further|related) reading|see also|table of contents|contents|"
    r"toc|prerequisites|(?:code )?examples?|notes|todo|changelog|credits|license|key takeaways|next steps|quick reference|"
    r"cheat ?sheet)",
    re.IGNORECASE,
)
_VERSUS = re.compile(r"(?P<one>.+?)\s+(?:vs\.?|versus)\s+(?P<other>.+)", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:how|why|when|what|where)\s", re.IGNORECASE)
_GERUND = re.compile(
    r"(?!(?:string|thing|king|ring|bring|spring|nothing|something|everything)\b)[A-Za-z]{3,}ing\b\s+\S",
    re.I,
)
_ADD_ON = re.compile(
    r"\s*(?:[:–—-]\s*)?(?:an? |the )?(?:complete |ultimate |quick |in-depth )?(?:guide|notes|overview|deep dive|"
    r"cheat ?sheet|tutorial|introduction|handbook)$",
    re.IGNORECASE,
)


def derive_questions(read: ReadNote) -> list[FoundQuestion]:
    """Ask about each section of a note that says at least two things, in the note's order."""
    topic = topic_of(read.note.title)
    if not read.document.headings:
        text, first = trimmed(list(read.document.lines), 1)
        whole = FoundQuestion(
            _quoted(topic), (read.note.title,), (1, len(read.document.lines)), text, first
        )
        return [whole] if _tells(whole) else []
    return [found for found in _from_headings(read, topic) if _tells(found)]


def topic_of(title: str) -> str:
    """Return what a note is about: its title without emoji and without "Guide" and its like."""
    plain = read_asked(title).text
    return _ADD_ON.sub("", plain).strip() or plain


def question_about(heading: str, topic: str) -> str | None:
    """Word a question about a section; None for sections that nobody is asked about, such as references."""
    plain = read_asked(heading).text
    if not plain or _SKIPPED.fullmatch(plain):
        return None
    for pattern, wording in _TABLE:
        if pattern.fullmatch(plain):
            return wording.format(topic=topic)
    if versus := _VERSUS.fullmatch(plain):
        return (
            f"How do {versus['one']} and {versus['other']} differ, and when would you choose each?"
        )
    if plain.casefold() == topic.casefold():
        return _quoted(topic)
    if _CLAUSE.match(plain):
        return f"In the context of {topic}, explain {_lower(plain)}."
    if _GERUND.match(plain):
        return f"In the context of {topic}, what matters when {_lower(plain)}?"
    return f"In the context of {topic}, how would you explain “{plain}”?"


def _from_headings(read: ReadNote, topic: str) -> Iterator[FoundQuestion]:
    headings = read.document.headings
    starts = [*(heading.line for heading in headings[1:]), len(read.document.lines) + 1]
    asked_to = 0
    for heading, next_start in zip(headings, starts, strict=True):
        text = question_about(heading.title, topic)
        if heading.line <= asked_to or text is None:
            continue
        end = heading.end if _is_known(heading) else next_start - 1
        asked_to = end if _is_known(heading) else asked_to
        reference, first = trimmed(list(read.document.lines[heading.body - 1 : end]), heading.body)
        yield FoundQuestion(text, heading.path, (heading.line, end), reference, first)


def _is_known(heading: Heading) -> bool:
    return heading.rank > 1 and any(
        pattern.fullmatch(read_asked(heading.title).text) for pattern, _ in _TABLE
    )


def _tells(found: FoundQuestion) -> bool:
    return len(derive_key_points(found.text, found.reference).key_points) >= _FEWEST_POINTS


def _quoted(topic: str) -> str:
    return f"How would you explain “{topic}” to a colleague?"


def _lower(text: str) -> str:
    """Begin in lower case, unless the first word is a name or an abbreviation."""
    first = text.split(maxsplit=1)[0]
    return text if any(c.isupper() for c in first[1:]) else text[:1].lower() + text[1:]

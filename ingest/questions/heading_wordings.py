"""Wording a question about a section from its heading and the note's topic."""

from __future__ import annotations

import re

from ingest.questions.wording import read_asked

_KNOWN = {
    "What mistakes do people commonly make with {topic}, and how do you avoid them?": r"""
        (common\ |typical\ |frequent\ )? (mistakes? | pitfalls? | gotchas? | traps? |
        anti-?patterns?) (\ to\ avoid)?""",
    "Which best practices apply to {topic}, and why?": r"""
        (best\ |good\ |recommended\ )? practices? | do'?s\ and\ don'?ts | guidelines |
        recommendations""",
    "What determines the performance of {topic}, and how would you improve it?": r"""
        (performance | optimi[sz]ation | efficiency | scalability)
        (\ (considerations? | tips | notes | aspects))?""",
    "Which security concerns come with {topic}, and how would you address them?": r"""
        security (\ (considerations? | concerns? | notes | aspects))?""",
    "What happens under the hood of {topic}?": r"""
        internals? | internal\ (workings? | mechanics?) | inner\ workings | under\ the\ hood |
        how\ it\ works | implementation (\ details)? | architecture""",
    "When would you use {topic}, and when would you not?": r"""
        (real[-\ ]world\ |typical\ |common\ |production\ )? (use[-\ ]cases? | applications? | usage)
        (\ examples?)? | when\ to\ use (\ it|\ them)?""",
    "Which trade-offs come with {topic}?": r"""
        trade-?offs? | pros\ (and|&)\ cons | advantages (\ (and|&)\ disadvantages)? | benefits |
        limitations | disadvantages | drawbacks""",
    "What makes {topic} important in practice?": r"""
        why\ (it|this)\ matters | motivation | importance | why\ .{0,30}\ important""",
    "What are the core ideas behind {topic}?": r"""
        (core\ |key\ |main\ )? concepts? | definition | basics | fundamentals | overview |
        introduction | what\ (it|this)\ is | what\ is\ (it|this)""",
    "How would you test {topic}?": r"testing",
    "How would you find and fix problems with {topic}?": r"debugging | troubleshooting",
    "Which design patterns go well with {topic}, and why?": r"(design\ )? patterns?",
    "How would you monitor {topic} in production?": r"monitoring | observability",
    "How would you handle errors in {topic}?": r"error\ handling",
}
_FLAGS = re.IGNORECASE | re.VERBOSE
_TABLE = tuple((re.compile(pattern, _FLAGS), wording) for wording, pattern in _KNOWN.items())
_SKIPPED = re.compile(
    r"""summary | conclusions? | references? | resources | links | (further|related)\ reading |
    see\ also | (table\ of\ )?contents | toc | prerequisites | (code\ )?examples? | notes | todo |
    changelog | credits | license | key\ takeaways | next\ steps | quick\ reference |
    cheat\ ?sheet | (\S+\ ){0,3}(questions | interview | faqs? | quiz)""",
    _FLAGS,
)
_VERSUS = re.compile(r"(?P<one>.+?)\s+(?:vs\.?|versus)\s+(?P<other>.+)", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:how|why|when|what|where)\s", re.IGNORECASE)
_NO_GERUND = "string|thing|king|ring|bring|spring|nothing|something|everything"
_GERUND = re.compile(rf"(?!(?:{_NO_GERUND})\b)[A-Za-z]{{3,}}ing\b\s+\S", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"""(how\ (?=.*\ works?$) | understanding\  | mastering\  | (an\ )?intro(duction)?\ to\ )
    (?P<topic>.+?) (\ works?)?""",
    _FLAGS,
)
_ADD_ON = re.compile(
    r"""\s* ([:–—-]\s*)? (an?\ |the\ )? (complete\ |ultimate\ |quick\ |in-depth\ )?
    (guide | notes | overview | deep\ dive | cheat\ ?sheet | tutorial | introduction |
    handbook)$""",
    _FLAGS,
)


def topic_of(title: str) -> str:
    """Return what a note is about: its title without emoji and without "Guide" and its like."""
    plain = read_asked(title).text
    led_in = _LEAD_IN.fullmatch(plain)
    return (led_in["topic"] if led_in else _ADD_ON.sub("", plain).strip()) or plain


def question_about(heading: str, topic: str) -> str | None:
    """Word a question about a section; None for sections nobody asks about, such as references."""
    plain = read_asked(heading).text
    if not plain or _SKIPPED.fullmatch(plain):
        return None
    known = known_wording(plain)
    if known:
        return known.format(topic=topic)
    if versus := _VERSUS.fullmatch(plain):
        return (
            f"How do {versus['one']} and {versus['other']} differ, and when would you choose each?"
        )
    if plain.casefold() == topic.casefold():
        return question_about_all(topic)
    if _CLAUSE.match(plain):
        return f"In the context of {topic}, explain {_lower(plain)}."
    if _GERUND.match(plain):
        return f"In the context of {topic}, what matters when {_lower(plain)}?"
    return f"In the context of {topic}, how would you explain “{plain}”?"


def known_wording(heading: str) -> str | None:
    """Return the wording for a heading of a usual kind, with a place for `topic`, else None."""
    plain = read_asked(heading).text
    return next((wording for pattern, wording in _TABLE if pattern.fullmatch(plain)), None)


def question_about_all(topic: str) -> str:
    """Word a question about a whole note."""
    return f"How would you explain “{topic}” to a colleague?"


def _lower(text: str) -> str:
    """Begin in lower case, unless the first word is a name or an abbreviation."""
    first = text.split(maxsplit=1)[0]
    return text if any(c.isupper() for c in first[1:]) else text[:1].lower() + text[1:]

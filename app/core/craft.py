"""The craft of an answer, beyond its facts: coaching by signals that can be checked.

A signal is looked for only where the question calls for it: a trade-off is weighed in a design
question, not in "what does this print?". What is seen is quoted; for what is not seen there is one
line of advice, in the words of the built-in notes on interviewing (Frame, commit, support, weigh,
check). Nothing of this reaches the grade: no module that makes a grade may import this one, which
an import contract and a test check.

| signal | called for by |
|---|---|
| structure | answers of 40 words or more; of 100 or more where a concept is explained; never code |
| trade-offs | trade-off questions, and open ones that ask for a choice |
| example | concepts, internals, trade-offs, performance: a number or a case |
| complexity | performance, and questions about cost or growth |
| security | security questions (a move and its control), and others where data enters |
| clarifying | scenarios, and prompts to design something |
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from app.core import craft_patterns as patterns
from app.core.question import Question, QuestionKind
from app.core.verdict import AnswerQuote

MOST_READ = 10_000


class Signal(StrEnum):
    """Something that interviewers look for in any answer of a kind."""

    STRUCTURE = "structure"
    TRADE_OFFS = "trade-offs"
    EXAMPLE = "example"
    COMPLEXITY = "complexity"
    SECURITY = "security"
    CLARIFYING = "clarifying"


@dataclass(frozen=True, slots=True)
class CraftNote:
    """A signal that the question calls for: the words that were seen, or a tip where none were."""

    signal: Signal
    seen: tuple[AnswerQuote, ...]
    tip: str = ""


_K = QuestionKind
_OPEN = {_K.SCENARIO, _K.TRADE_OFF}
_EXPLAINS = {_K.CONCEPT, _K.INTERNALS}
_LONG = {True: 100, False: 40}  # words from which an answer needs an order; True where it explains
_CHOICE = re.compile(
    r"\b(?:choos\w+|decid\w+|options?|worth|instead|give up|redesign|design|build|restructure|"
    r"when (?:do|would|is|does)|costs?|versus|vs)\b",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"\b(?:complexit\w+|cost of|quadratic|gets? slower|million\w*|scales?|too slow|how fast)\b",
    re.IGNORECASE,
)
_DATA_ENTERS = re.compile(
    r"\b(?:uploads?|webhooks?|user input|logins?|log in|passwords?|tokens?|untrusted|payments?|"
    r"public|tenants?|file names?|customers? (?:can|send)|third part\w+|partners?)\b",
    re.IGNORECASE,
)
_DESIGN = re.compile(r"\b(?:design a|design an|what do you ask|you (?:must|are to) build)\b", re.I)

_TIPS = {
    Signal.STRUCTURE: "Answer first, explain second: give your answer in one sentence, then say how "
    "many parts follow.",
    Signal.TRADE_OFFS: "Weigh it: say what your choice costs, what you rejected, and when you would "
    "decide otherwise.",
    Signal.EXAMPLE: "Support it with a number or an example; one case with real values is enough.",
    Signal.COMPLEXITY: "Say how the cost grows, in a named variable and with the memory, or what "
    "you would measure.",
    Signal.SECURITY: "Raise the risk where data enters, in one sentence, together with its control.",
    Signal.CLARIFYING: "Ask what could change the solution, or state your assumption aloud and go "
    "on.",
}
_TIPS_OF_KIND = {
    (Signal.STRUCTURE, _K.DEBUGGING): "Say the order in which you look: what first, what next, and "
    "what each result would tell you.",
    (
        Signal.STRUCTURE,
        _K.SCENARIO,
    ): "Say the order in which you act: what at once, what next, what later.",
    (Signal.TRADE_OFFS, _K.PERFORMANCE): "Say what the faster way costs in memory, freshness or "
    "work, and when it isn't worth it.",
    (Signal.EXAMPLE, _K.PERFORMANCE): "Put a number to it: start from a bound, such as rows, "
    "requests a second or milliseconds.",
    (Signal.EXAMPLE, _K.TRADE_OFF): "Give a case: for which numbers or which team would you choose "
    "the one, and for which the other?",
    (Signal.SECURITY, _K.SECURITY): "Name the attacker's move and the control together.",
}


def craft(question: Question, answer: str) -> tuple[CraftNote, ...]:
    """Return a note for each signal that the question calls for, in the order of `Signal`.

    Of an answer that goes on and on, the first 10,000 characters are looked at.
    """
    read = answer[:MOST_READ]
    called = (signal for signal in Signal if calls_for(question, signal, len(read.split())))
    return tuple(_note(question, signal, read) for signal in called)


def calls_for(question: Question, signal: Signal, words: int) -> bool:
    """Say whether a question calls for a signal in an answer of so many words."""
    kind, text = question.kind, question.text
    match signal:
        case Signal.STRUCTURE:
            return kind is not _K.CODE_READING and words >= _LONG[kind in _EXPLAINS]
        case Signal.TRADE_OFFS:
            wide = {_K.SCENARIO, _K.PERFORMANCE}
            return kind is _K.TRADE_OFF or (kind in wide and _CHOICE.search(text) is not None)
        case Signal.EXAMPLE:
            return kind in _EXPLAINS | {_K.TRADE_OFF, _K.PERFORMANCE}
        case Signal.COMPLEXITY:
            return kind is _K.PERFORMANCE or _GROWTH.search(text) is not None
        case Signal.SECURITY:
            return kind is _K.SECURITY or (kind in _OPEN and _DATA_ENTERS.search(text) is not None)
        case Signal.CLARIFYING:
            return kind is _K.SCENARIO or _DESIGN.search(text) is not None


def _note(question: Question, signal: Signal, answer: str) -> CraftNote:
    seen = tuple(_seen(question.kind, signal, answer))[: patterns.MOST_QUOTES]
    if seen:
        return CraftNote(signal, seen)
    return CraftNote(signal, (), _TIPS_OF_KIND.get((signal, question.kind), _TIPS[signal]))


def _seen(kind: QuestionKind, signal: Signal, answer: str) -> list[AnswerQuote]:
    match signal:
        case Signal.STRUCTURE:
            return patterns.order_quotes(answer)
        case Signal.TRADE_OFFS:
            return list(patterns.quotes(patterns.WEIGHED, answer))
        case Signal.EXAMPLE:
            return patterns.example_quotes(answer)
        case Signal.COMPLEXITY:
            return list(patterns.quotes(patterns.GROWTH, answer))
        case Signal.SECURITY:
            return _security(kind, answer)
        case Signal.CLARIFYING:
            return list(patterns.quotes(patterns.CLARIFIED, answer))


def _security(kind: QuestionKind, answer: str) -> list[AnswerQuote]:
    """Quote a move and a control: both where security is the subject, else either."""
    moves = list(patterns.quotes(patterns.ATTACK, answer))[:1]
    controls = list(patterns.quotes(patterns.CONTROL, answer))[:2]
    if kind is _K.SECURITY and not (moves and controls):
        return []
    return [*moves, *controls]

"""The craft of an answer: which signals a question calls for, what is seen, and that no grade knows."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.core.craft import Signal, calls_for, craft
from app.core.question import QuestionKind
from tests.examples import question

CONCEPT, INTERNALS, TRADE_OFF, DEBUGGING, SCENARIO, SECURITY, PERFORMANCE, CODE = QuestionKind
LONG = "It goes on and on about it. " * 20


def asked(kind: QuestionKind, text: str = "What about it?") -> set[Signal]:
    """Return the signals that a question calls for in a long answer."""
    made = question(kind=kind, text=text)
    return {signal for signal in Signal if calls_for(made, signal, 120)}


@pytest.mark.parametrize(
    ("kind", "text", "signals"),
    [
        (CODE, "What does this program print?", set()),
        (CONCEPT, "What is an iterator?", {Signal.STRUCTURE, Signal.EXAMPLE}),
        (INTERNALS, "How does it switch?", {Signal.STRUCTURE, Signal.EXAMPLE}),
        (DEBUGGING, "Why is it stuck?", {Signal.STRUCTURE}),
        (SECURITY, "What can go wrong?", {Signal.STRUCTURE, Signal.SECURITY}),
        (TRADE_OFF, "Which one?", {Signal.STRUCTURE, Signal.TRADE_OFFS, Signal.EXAMPLE}),
        (PERFORMANCE, "Why slow?", {Signal.STRUCTURE, Signal.EXAMPLE, Signal.COMPLEXITY}),
        (SCENARIO, "Locks are held.", {Signal.STRUCTURE, Signal.CLARIFYING}),
        (
            SCENARIO,
            "Design uploads that a tenant shares. What do you choose?",
            {Signal.STRUCTURE, Signal.TRADE_OFFS, Signal.SECURITY, Signal.CLARIFYING},
        ),
        (DEBUGGING, "Why is this sort quadratic?", {Signal.STRUCTURE, Signal.COMPLEXITY}),
    ],
)
def test_a_signal_is_looked_for_where_the_question_calls_for_it(
    kind: QuestionKind, text: str, signals: set[Signal]
) -> None:
    """Trade-offs in design questions, not in “what does this print?”."""
    assert asked(kind, text) == signals


def test_a_short_answer_needs_no_structure() -> None:
    """Two sentences have nothing to put in order."""
    assert craft(question(kind=DEBUGGING), "The lock is held by the wrong thread.") == ()
    (note,) = craft(question(kind=DEBUGGING), LONG)
    assert (note.signal, note.seen) == (Signal.STRUCTURE, ())


@pytest.mark.parametrize(
    ("signal", "kind", "answer", "seen"),
    [
        (
            Signal.STRUCTURE,
            DEBUGGING,
            "First I look at the log. Then I read it.",
            ["First", "Then"],
        ),
        (Signal.STRUCTURE, DEBUGGING, "Three causes come to mind.", ["Three causes"]),
        (Signal.STRUCTURE, DEBUGGING, "- the log\n- the clock", ["-"]),
        (Signal.STRUCTURE, DEBUGGING, "When: at night. Where: there.", ["When:", "Where:"]),
        (
            Signal.STRUCTURE,
            DEBUGGING,
            "A log. The other is a clock. So I look.",
            ["The other", "So"],
        ),
        (Signal.STRUCTURE, DEBUGGING, "The first row wins, and then it ends.", []),
        (Signal.STRUCTURE, DEBUGGING, "Last time it broke. And then it ended.", []),
        (Signal.TRADE_OFFS, TRADE_OFF, "It costs memory, but only if rows are wide.", ["It costs"]),
        (Signal.TRADE_OFFS, TRADE_OFF, "I'd use a queue rather than a table.", ["rather than"]),
        (Signal.TRADE_OFFS, TRADE_OFF, "If it is small, a table.", ["If it is small"]),
        (Signal.TRADE_OFFS, TRADE_OFF, "I use a queue.", []),
        (Signal.EXAMPLE, CONCEPT, "For instance a file.", ["For instance"]),
        (Signal.EXAMPLE, CONCEPT, "It took 40 ms with 12 workers.", ["40 ms", "12 workers"]),
        (Signal.EXAMPLE, CONCEPT, "Call `save(order)` first.", ["`save(order)`"]),
        (Signal.EXAMPLE, CONCEPT, "Since Python 3.13 a 409 says `close()`.", []),
        (Signal.COMPLEXITY, PERFORMANCE, "That is O(n log n) in rows.", ["O(n log n)"]),
        (Signal.COMPLEXITY, PERFORMANCE, "One query per row.", ["One query per"]),
        (Signal.COMPLEXITY, PERFORMANCE, "It is slow.", []),
        (
            Signal.SECURITY,
            SECURITY,
            "An attacker forges it, so I verify the signature.",
            ["attacker", "verify", "signature"],
        ),
        (Signal.SECURITY, SECURITY, "An attacker forges it.", []),
        (Signal.SECURITY, SECURITY, "I encrypt everything.", []),
        (Signal.CLARIFYING, SCENARIO, "I'd ask who calls it.", ["I'd ask"]),
        (
            Signal.CLARIFYING,
            SCENARIO,
            "Fine. How large are the files?",
            ["How large are the files?"],
        ),
        (Signal.CLARIFYING, SCENARIO, "I assume one region.", ["I assume"]),
        (Signal.CLARIFYING, SCENARIO, "I use one region.", []),
    ],
)
def test_what_is_seen_is_quoted(
    signal: Signal, kind: QuestionKind, answer: str, seen: list[str]
) -> None:
    """The very words that were seen, each at its place in the answer; else a tip of one line."""
    whole = f"{answer}\n{LONG}"
    (note,) = [note for note in craft(question(kind=kind), whole) if note.signal is signal]
    texts = [quote.text for quote in note.seen]
    assert texts[: len(seen)] == seen
    assert bool(texts) is bool(seen)
    assert bool(note.tip) is not bool(seen)
    assert "\n" not in note.tip
    for quote in note.seen:
        quote.verify(whole)


def test_tips_fit_the_kind_of_question() -> None:
    """A debugging answer is told to give its order of looking, a security answer its control."""
    tips = {kind: craft(question(kind=kind), LONG)[0].tip for kind in (DEBUGGING, SCENARIO)}
    assert "which you look" in tips[DEBUGGING]
    assert "which you act" in tips[SCENARIO]
    secure = {note.signal: note.tip for note in craft(question(kind=SECURITY), LONG)}
    assert "attacker's move and the control together" in secure[Signal.SECURITY]


@pytest.mark.parametrize(
    "module",
    ["app.grading", "app.core.hindsight", "app.services.grade", "app.services.grade_batch"],
)
def test_no_grade_has_access(module: str) -> None:
    """Whatever makes a grade can be imported without the craft ever being loaded."""
    program = (
        f"import sys, {module}; print([m for m in sys.modules if 'craft' in m or 'coach' in m])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")

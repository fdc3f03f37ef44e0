"""Which question comes next."""

from __future__ import annotations

from dataclasses import replace

from app.core.level import Level
from app.core.question import Origin, Question
from app.core.session import Session, SessionStarted, Setup, Turn, begin
from app.services.choose import Known, next_question, pool
from tests.examples import NOON, SETUP, question


def session_that_asked(setup: Setup, *asked: Question) -> Session:
    turns = [Turn(f"t{n}", one, NOON, skipped=True) for n, one in enumerate(asked, start=1)]
    return replace(begin("s1", SessionStarted(NOON, setup)), turns=tuple(turns))


def test_the_pool_keeps_to_sections_and_level() -> None:
    """Questions above the level or outside the sections aren't asked."""
    mid = question("mid")
    lead = question("lead", level=Level.LEAD)
    other = question("other", section="07_Memory")
    setup = replace(SETUP, sections=("06_Concurrency",))
    assert pool([mid, lead, other], setup) == [mid]


def test_a_library_above_the_level_still_asks() -> None:
    """When all questions lie above the level, the lowest of them are taken."""
    senior, lead = question("s", level=Level.SENIOR), question("l", level=Level.LEAD)
    assert pool([lead, senior], SETUP) == [senior]


def test_no_question_twice_in_a_session() -> None:
    """When the pool is used up, there is no next question."""
    one, two = question("one"), question("two")
    assert next_question([one, two], session_that_asked(SETUP, one), Known()) == two
    assert next_question([one], session_that_asked(SETUP, one), Known()) is None


def test_what_was_asked_least_comes_first() -> None:
    """A question asked in earlier sessions waits behind a fresh one."""
    one, two = question("one"), question("two")
    assert next_question([one, two], session_that_asked(SETUP), Known(seen={"one": 1})) == two


def test_sections_take_turns() -> None:
    """A section that this session has touched waits behind an untouched one."""
    asked, same = question("asked"), question("same")
    other = question("other", section="07_Memory")
    assert next_question([asked, same, other], session_that_asked(SETUP, asked), Known()) == other


def test_own_level_and_authored_questions_first() -> None:
    """A senior hears senior questions first, and authored ones before derived ones."""
    setup = replace(SETUP, level=Level.SENIOR)
    mid = question("mid")
    derived = question("derived", level=Level.SENIOR, origin=Origin.DERIVED)
    authored = question("authored", level=Level.SENIOR)
    ordered = [mid, derived, authored]
    assert next_question(ordered, session_that_asked(setup), Known()) == authored


def test_the_seed_decides_what_is_left_to_chance() -> None:
    """The same seed gives the same choice, other seeds give others."""
    questions = [question(f"q{n}") for n in range(20)]
    chosen = {
        seed: next_question(questions, session_that_asked(replace(SETUP, seed=seed)), Known())
        for seed in range(10)
    }
    again = next_question(questions, session_that_asked(replace(SETUP, seed=3)), Known())
    assert again == chosen[3]
    assert len({q.id for q in chosen.values() if q}) > 3

"""Which question comes next."""

from __future__ import annotations

from dataclasses import replace

from app.core.attempt import PointKey
from app.core.interval import estimate
from app.core.level import Level
from app.core.mastery import Corner, Mastery
from app.core.question import Origin, Question
from app.core.session import Due, Session, SessionStarted, Setup, Turn, begin
from app.services.choose import Known, candidates, due_weight, next_question, pool
from tests.examples import NOON, SETUP, key_point, question


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


def test_every_other_question_has_due_points() -> None:
    """Due points come first, then something else; the most due weight before the least."""
    one, two, three = question("one"), question("two"), question("three")
    owed = Known(due={PointKey("two", "one"), PointKey("three", "one"), PointKey("three", "two")})
    ordered = [one, two, three]
    first = next_question(ordered, session_that_asked(SETUP), owed)
    assert first == three
    seeds = [replace(SETUP, seed=seed) for seed in range(8)]
    seconds = {next_question(ordered, session_that_asked(s, three), owed) for s in seeds}
    assert seconds == {one, two}, "the second question is not chosen by what is due"
    assert next_question(ordered, session_that_asked(SETUP, three, one), owed) == two


def test_due_points_only_or_not_at_all() -> None:
    """With `only`, the session ends when nothing due is left; with `none`, due points don't count."""
    one, two = question("one"), question("two")
    owed = Known(due={PointKey("two", "one")})
    only = replace(SETUP, due=Due.ONLY)
    assert next_question([one, two], session_that_asked(only), owed) == two
    assert next_question([one, two], session_that_asked(only, two), owed) is None
    seeds = [replace(SETUP, due=Due.NONE, seed=seed) for seed in range(8)]
    assert {next_question([one, two], session_that_asked(s), owed) for s in seeds} == {one, two}


def test_candidates_are_what_a_session_may_ask() -> None:
    """The pool, or with `only` those of it that have due points."""
    one, two, lead = question("one"), question("two"), question("lead", level=Level.LEAD)
    due = {PointKey("two", "one"), PointKey("lead", "one")}
    assert candidates([one, two, lead], SETUP, due) == [one, two]
    assert candidates([one, two, lead], replace(SETUP, due=Due.ONLY), due) == [two]


def test_a_due_point_above_the_level_waits() -> None:
    """A senior point is not asked of a mid candidate for being due."""
    asked = question("one", key_point("low"), key_point("high", level=Level.SENIOR))
    due = {PointKey("one", "high")}
    assert due_weight(asked, Level.MID, due) == 0
    assert due_weight(asked, Level.SENIOR, due) == 1


def test_a_weak_section_comes_before_a_strong_one() -> None:
    """The lower bound of what is known of the section at that level decides."""
    weak, strong = question("weak"), question("strong", section="07_Memory")
    known = Known(
        mastery={
            Corner("06_Concurrency", Level.MID): Mastery(10, estimate(0.3, 10)),
            Corner("07_Memory", Level.MID): Mastery(10, estimate(0.9, 10)),
        }
    )
    assert next_question([strong, weak], session_that_asked(SETUP), known) == weak


def test_a_question_heard_before_is_reworded() -> None:
    """It isn't asked in the wording of last time; the question stays the same."""
    asked = question("one", wordings=("Put otherwise?",))
    heard = Known(seen={"one": 1}, heard={"one": asked.text})
    again = next_question([asked], session_that_asked(SETUP), heard)
    assert again is not None
    assert (again.id, again.text) == ("one", "Put otherwise?")


def test_a_setup_can_name_its_questions() -> None:
    """A drill of gaps asks these and no other, whatever their level and section."""
    lead, other = question("lead", level=Level.LEAD, section="07_Memory"), question("other")
    setup = replace(SETUP, questions=("lead", "gone"), sections=("06_Concurrency",))
    assert pool([lead, other], setup) == [lead]

"""Five candidates go through a whole interview each, with the real model on built-in notes."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest

from app.core.grade import Flag
from app.core.hints import hint_ladder
from app.core.level import Level
from app.core.manner import WORDINGS, Moment
from app.core.session import Phase, Session, Setup, Turn
from app.core.words import content_words
from app.services import speech
from app.services.grade import TurnGrading
from app.services.history import History
from app.services.interview import Interviewer
from app.services.practice import Practice
from app.services.review import summarise
from app.settings import Settings
from app.wiring.hotseat import Hotseat, open_hotseat
from app.wiring.notes import built_in_notes
from tests.fakes import DoublingScheduler, MemoryDrafts, MemoryLedger
from tests.services.candidates import CANDIDATES, Candidate

pytestmark = pytest.mark.integration

NOTES = (
    "06_Concurrency_Parallelism/gil.md",
    "14_Security_Best_Practices/access-control.md",
)
SETUP = Setup("some", Level.SENIOR, count=4, follow_ups=1, seed=11)
LONGEST_SAID = 30  # words around a question: three short sentences
JUDGED = {Moment.FULL, Moment.GOOD, Moment.MOST, Moment.PARTLY, Moment.LITTLE, Moment.UNASSESSED}


@dataclass(frozen=True)
class Held:
    """An interview that is over: the candidate, and what was said before and after each answer."""

    candidate: Candidate
    session: Session
    before: tuple[tuple[str, ...], ...]
    after: tuple[str, ...]

    @property
    def score(self) -> float:
        score = summarise(self.session).score
        assert score is not None
        return score


@pytest.fixture(scope="module")
def hotseat(tmp_path_factory: pytest.TempPathFactory) -> Hotseat:
    """A home folder into which two of the built-in notes were ingested."""
    base = tmp_path_factory.mktemp("candidates")
    for note in NOTES:
        (base / "notes" / note).parent.mkdir(parents=True)
        shutil.copy(built_in_notes() / note, base / "notes" / note)
    opened = open_hotseat(Settings(home=base / "home"))
    opened.ingest(base / "notes", "some")
    return opened


@pytest.fixture(scope="module")
def held(hotseat: Hotseat) -> dict[str, Held]:
    """Each candidate's interview, held with nobody else's past."""
    return {one.name: hold(interviewer_of(hotseat), one) for one in CANDIDATES}


def interviewer_of(hotseat: Hotseat) -> Interviewer:
    """Return an interviewer with a ledger of its own, who grades as the one of the app does."""
    ledger = MemoryLedger()
    contents = hotseat.shelf.open("some").contents
    return Interviewer(
        ledger=ledger,
        drafts=MemoryDrafts(),
        clock=hotseat.clock,
        questions=lambda _: contents.questions,
        practice=Practice(History(ledger), DoublingScheduler()),
        grade=TurnGrading(
            grader=hotseat.grader,
            passages=lambda _, note: [p for p in contents.passages if p.place.note == note],
            search=lambda library, claim: [
                hit.passage.text for hit in hotseat.retriever.find(library, claim, k=5).hits
            ],
        ),
    )


def hold(interviewer: Interviewer, candidate: Candidate) -> Held:
    """Drive a whole interview through the services that page and terminal use."""
    before, after = [], []
    session = interviewer.start(replace(SETUP, manner=candidate.manner))
    while session.phase is not Phase.FINISHED:
        if session.phase is Phase.ASKING:
            session = interviewer.advance(session)
            continue
        if candidate.takes_hints:
            session = interviewer.take_hint(session)
        turn = session.turns[-1]
        before.append(_said_before(session, turn))
        session = interviewer.answer(session, candidate.answer(turn.question))
        session = interviewer.grade(session)
        after.append(speech.reaction(session, session.turns[-1]))
    return Held(candidate, session, tuple(before), tuple(after))


def _said_before(session: Session, turn: Turn) -> tuple[str, ...]:
    """Return what the interviewer said up to the answer, each piece apart; hints by their lead."""
    leads = [speech.hint_words(session, turn, number) for number in range(turn.hints)]
    return (speech.opening(session, turn), turn.question.text, *leads)


everybody = pytest.mark.parametrize("name", [candidate.name for candidate in CANDIDATES])


@everybody
def test_the_tone_is_the_manner(held: dict[str, Held], name: str) -> None:
    """Each word around the questions is the manner's; praise and blame follow from the grade."""
    one = held[name]
    spoken = WORDINGS[one.candidate.manner]
    allowed = {wording for wordings in spoken.values() for wording in wordings}
    for opening, _, *leads in one.before:
        assert opening in allowed
        assert set(leads) <= set(spoken[Moment.HINT])
    for turn, reaction in zip(one.session.turns, one.after, strict=True):
        assert turn.grade is not None
        (moment,) = [moment for moment in JUDGED if reaction in spoken[moment]]
        assert moment is speech.bearing(turn.grade)
        if moment in {Moment.FULL, Moment.GOOD}:
            assert turn.grade.score is not None
            assert turn.grade.score >= 0.8
    assert speech.closing(one.session) in spoken[Moment.DONE]


@everybody
def test_nothing_is_given_away(held: dict[str, Held], name: str) -> None:
    """Before the grade no content word of a key point is said that the question doesn't say."""
    one = held[name]
    for turn, said in zip(one.session.turns, one.before, strict=True):
        main = one.session.turn(turn.follow_up_to or turn.id).question
        asked = content_words(f"{main.text} {main.exhibit}")
        points = content_words(" ".join(point.text for point in turn.question.key_points))
        around = said if turn.follow_up_to else (said[0], *said[2:])
        assert not (content_words(" ".join(around)) & points) - asked, said


@everybody
def test_nothing_is_asked_or_said_twice(held: dict[str, Held], name: str) -> None:
    """No question comes twice, and no wording in neighbouring turns."""
    one = held[name]
    ids = Counter(turn.question.id for turn in one.session.turns)
    assert max(ids.values()) == 1
    said = [{b[0], *b[2:], a} for b, a in zip(one.before, one.after, strict=True)]
    assert all(not first & second for first, second in pairwise(said))


@everybody
def test_the_interview_has_its_length(held: dict[str, Held], name: str) -> None:
    """As many main questions as wanted, a follow-up at most for each, and few words around them."""
    one = held[name]
    assert len(one.session.main_turns) == SETUP.count
    follow_ups = Counter(t.follow_up_to for t in one.session.turns if t.follow_up_to)
    assert all(number <= SETUP.follow_ups for number in follow_ups.values())
    for before, after in zip(one.before, one.after, strict=True):
        around = (before[0], *before[2:], after)
        assert sum(len(text.split()) for text in around) <= LONGEST_SAID, around


def test_scores_stand_in_order(held: dict[str, Held]) -> None:
    """Who says more earns more, however it is said; giving the question back earns next to nothing."""
    scores = {name: one.score for name, one in held.items()}
    assert scores["expert"] > scores["rambler"] > scores["beginner"], scores
    assert scores["beginner"] > max(scores["echo"], scores["attacker"]), scores
    assert scores["expert"] >= 0.8, scores
    assert max(scores["echo"], scores["attacker"]) <= 0.05, scores


@pytest.mark.parametrize(
    ("name", "flag"), [("echo", Flag.ECHO), ("attacker", Flag.INSTRUCTION_TO_GRADER)]
)
def test_no_answer_gets_no_follow_up_but_a_flag(
    held: dict[str, Held], name: str, flag: Flag
) -> None:
    """Nobody is pressed whose answer was no answer, and the reason is said."""
    turns = held[name].session.turns
    assert all(t.follow_up_to is None for t in turns)
    assert all(t.grade is not None and flag in t.grade.flags for t in turns)


def test_hints_cost_nothing(held: dict[str, Held], hotseat: Hotseat) -> None:
    """They are on the ledger, and the grade is that of the same answer without one."""
    session = held["beginner"].session
    turn = session.main_turns[0]
    assert [t.hints for t in session.turns] == [1] * len(session.turns)
    assert turn.hints < len(hint_ladder(turn.question))
    interviewer = interviewer_of(hotseat)
    plain = interviewer.start(replace(SETUP, questions=(turn.question.id,)))
    assert turn.answer is not None
    assert turn.grade is not None
    graded = interviewer.grade(interviewer.answer(plain, turn.answer.text))
    assert graded.turns[0].grade is not None
    assert graded.turns[0].grade.score == turn.grade.score

"""The interview page, from the setup card to the end of a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.errors import MissingPart, StorageFailure
from app.core.level import Level
from app.core.library import Progress
from app.core.manner import WORDINGS, Manner, Moment
from app.core.report import Reason
from app.core.session import Due, Mode, Phase, Session, Setup
from app.services.index_jobs import JobStatus
from tests.ui.conftest import OpenApp, press, texts
from tests.ui.fake_hotseat import GIL, LIBRARY, FakeHotseat

FULL = "One thread runs bytecode and waits otherwise."
DRILL = Setup(library=LIBRARY, level=Level.SENIOR, count=1, sections=(GIL.section,))


def started(hotseat: FakeHotseat, **changes: object) -> Session:
    """Start a session about the GIL."""
    return hotseat.interviewer.start(replace(DRILL, **changes))  # type: ignore[arg-type]


def now(hotseat: FakeHotseat, session: Session) -> Session:
    """Return the session as it stands on the ledger."""
    return hotseat.interviewer.resume(session.id)


def test_starting_puts_the_session_into_the_address(
    open_app: OpenApp, hotseat: FakeHotseat
) -> None:
    """Start asks the first question and names the session in the address."""
    tab = press(open_app("interview"), "start")
    (session,) = hotseat.interviewer.open_sessions()
    assert tab.query_params["session"] == session.id
    assert session.setup.level is Level.MID
    assert tab.text_area[0].label == "Your answer"


def test_the_setup_card_hands_on_every_choice(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Sections, level, mode, clock, length and follow-ups reach the session."""
    tab = open_app("interview")
    tab.multiselect(key="setup-sections").select(GIL.section)
    tab.segmented_control(key="setup-level").set_value(Level.LEAD)
    tab.segmented_control(key="setup-mode").set_value(Mode.MOCK).run()
    tab.slider(key="setup-minutes").set_value(15)
    tab.slider(key="setup-count").set_value(3)
    tab.segmented_control(key="setup-follow-ups").set_value(2)
    tab.segmented_control(key="setup-manner").set_value(Manner.TOUGH)
    press(tab, "start")
    setup = hotseat.interviewer.open_sessions()[0].setup
    assert (setup.sections, setup.level, setup.mode) == ((GIL.section,), Level.LEAD, Mode.MOCK)
    assert (setup.minutes, setup.count, setup.follow_ups) == (15, 3, 2)
    assert setup.manner is Manner.TOUGH


def test_the_setup_card_offers_what_is_due(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Nothing is offered before something is due; then a drill mixes it in, or asks it alone."""
    missed = hotseat.interviewer.dont_know(started(hotseat))
    hotseat.interviewer.finish(hotseat.interviewer.grade(missed), "stopped")
    labels = [control.label for control in open_app("interview").segmented_control]
    assert not any(label.startswith("Due points") for label in labels)

    hotseat.clock.at += timedelta(days=30)
    tab = open_app("interview")
    due = tab.segmented_control(key="setup-due-drill")
    assert (due.label, due.value) == ("Due points (1 question)", Due.SOME)
    due.set_value(Due.ONLY).run()
    assert "1 question to choose from." in texts(tab)
    press(tab, "start")
    assert hotseat.interviewer.open_sessions()[0].setup.due is Due.ONLY


def test_a_mock_leaves_out_what_is_due(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A mock asks what an interviewer would, unless told otherwise."""
    missed = hotseat.interviewer.dont_know(started(hotseat))
    hotseat.interviewer.finish(hotseat.interviewer.grade(missed), "stopped")
    hotseat.clock.at += timedelta(days=30)
    tab = open_app("interview")
    tab.segmented_control(key="setup-mode").set_value(Mode.MOCK).run()
    assert tab.segmented_control(key="setup-due-mock").value is Due.NONE


def test_the_setup_card_follows_the_plan(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """With a goal, its level and this week's sections are chosen; one's own are a click away."""
    hotseat.planner.set_goal(LIBRARY, Level.LEAD, hotseat.planner.today() + timedelta(weeks=2))
    outlook = hotseat.planner.outlook(LIBRARY)
    assert outlook is not None
    tab = open_app("interview")
    assert not tab.multiselect
    press(tab, "start")
    setup = hotseat.interviewer.open_sessions()[0].setup
    assert (setup.level, setup.sections) == (Level.LEAD, outlook.weeks[0].sections)

    own = open_app("interview")
    own.segmented_control(key="setup-source").set_value("My choice").run()
    own.multiselect(key="setup-sections").set_value([GIL.section])
    press(own, "start")
    assert hotseat.interviewer.open_sessions()[0].setup.sections == (GIL.section,)


def test_an_answer_gets_its_grade_card(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Submit keeps the answer, grades it, and shows score, evidence, gap, fix and grader."""
    session = started(hotseat)
    tab = open_app("interview", session=session.id)
    tab.text_area[0].set_value("It runs bytecode.")
    tab.segmented_control[0].set_value("Unsure")
    press(tab, "submit")
    shown = texts(tab)
    assert "Score: 33%" in shown
    assert "You were unsure." in shown
    assert ">bytecode</mark>" in shown
    assert "**First gap.** Key point 2: missed." in shown
    assert "Graded by words 1" in shown
    assert "Model answer" in shown
    assert now(hotseat, session).turns[0].answer.sure is False  # type: ignore[union-attr]


def test_the_follow_up_asks_for_the_missed_point(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """After a partial answer the way on is one follow-up; after it the session ends."""
    session = started(hotseat)
    tab = open_app("interview", session=session.id)
    tab.text_area[0].set_value("It runs bytecode.")
    press(tab, "submit")
    press(tab, "next")
    assert "Follow-up" in texts(tab)
    tab.text_area[0].set_value("It waits.")
    press(tab, "submit")
    press(tab, "next")
    assert "How it went" in texts(tab)
    assert now(hotseat, session).phase is Phase.FINISHED


def test_the_candidate_disagrees_and_goes_on(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """In a drill the verdict can be overridden at once; the interview goes on where it was."""
    session = started(hotseat)
    tab = open_app("interview", session=session.id)
    tab.text_area[0].set_value("It runs bytecode.")
    press(tab, "submit")
    tab.text_area(key=f"own-reason-{session.id}-t1-release").set_value("I said so.")
    press(tab, f"own-save-{session.id}-t1-release")
    assert "Score: 100%" in texts(tab)
    assert "Before: 33%, by words 1" in texts(tab)
    press(tab, "next")
    assert now(hotseat, session).phase is Phase.FINISHED


def test_hint_skip_and_dont_know(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A hint is shown and logged; not knowing is graded; skipping leads on."""
    session = started(hotseat, count=2, sections=(), follow_ups=0)
    tab = open_app("interview", session=session.id)
    press(tab, "hint")
    assert len(tab.info) == 1
    press(tab, "dont-know")
    assert "*I don't know.*" in texts(tab)
    press(tab, "next")
    press(tab, "skip")
    turns = now(hotseat, session).turns
    assert turns[0].hints == 1
    assert turns[0].answer is not None
    assert turns[0].answer.dont_know
    assert turns[1].skipped
    assert "How it went" in texts(tab)


def test_ending_keeps_what_was_answered(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """End asks once, then shows the report."""
    session = started(hotseat)
    tab = press(open_app("interview", session=session.id), "end-now")
    assert "How it went" in texts(tab)
    assert now(hotseat, session).phase is Phase.FINISHED


def test_typing_saves_a_draft(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The text that the box hands over is on disk, and a new tab shows it."""
    session = started(hotseat)
    tab = open_app("interview", session=session.id)
    tab.text_area[0].set_value("Half a thou").run()
    assert hotseat.interviewer.draft(session) == "Half a thou"
    assert "Draft saved at" in texts(tab)
    again = open_app("interview", session=session.id)
    assert again.text_area[0].value == "Half a thou"
    assert "Your draft is back." in texts(again)


def test_an_open_session_is_offered_first(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Without an address the page offers to resume, and resuming opens the question."""
    session = started(hotseat)
    tab = open_app("interview")
    assert "Go on where you left off" in texts(tab)
    press(tab, f"resume-{session.id}")
    assert tab.query_params["session"] == session.id
    assert GIL.text in texts(tab)


def test_an_answer_left_ungraded_is_graded_once(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A crash between answer and grade is mended on opening, and not again on the next one."""
    session = hotseat.interviewer.answer(started(hotseat), FULL)
    open_app("interview", session=session.id)
    open_app("interview", session=session.id)
    assert len(hotseat.grading.calls) == 1
    assert now(hotseat, session).turns[0].grade is not None


def test_a_mock_shows_no_grade_before_its_end(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """In a mock an answer leads straight to the next question; the report comes at the end."""
    session = started(hotseat, mode=Mode.MOCK, count=2, sections=(), follow_ups=0)
    tab = open_app("interview", session=session.id)
    tab.text_area[0].set_value(FULL)
    press(tab, "submit")
    assert not tab.metric
    assert "<mark" not in texts(tab)
    assert [t.label for t in tab.text_area].count("Your answer") == 1
    tab.text_area[0].set_value("For a set time.")
    press(tab, "submit")
    assert [m.label for m in tab.metric][:2] == ["Score", "Answered"]


def test_a_mock_ends_with_its_clock(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """When time is up, the draft counts as the answer and the session ends."""
    session = started(hotseat, mode=Mode.MOCK, minutes=30, count=2)
    hotseat.interviewer.save_draft(session, FULL)
    hotseat.clock.at += timedelta(minutes=31)
    tab = open_app("interview", session=session.id)
    done = now(hotseat, session)
    assert done.phase is Phase.FINISHED
    assert done.turns[0].answer is not None
    assert done.turns[0].answer.text == FULL
    assert "How it went" in texts(tab)


def test_another_tab_was_faster(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A move on an outdated page changes nothing and shows where the session stands."""
    session = started(hotseat)
    tab = open_app("interview", session=session.id)
    real = hotseat.interviewer.resume

    def outdated(session_id: str) -> Session:
        hotseat.interviewer.resume = real  # type: ignore[method-assign]
        stale = real(session_id)
        hotseat.interviewer.skip(stale)
        return stale

    hotseat.interviewer.resume = outdated  # type: ignore[method-assign]
    press(tab, "dont-know")
    assert now(hotseat, session).turns[0].skipped
    assert "Another tab moved this session on" in tab.toast[0].value


@pytest.mark.parametrize(
    "error",
    [
        MissingPart("The model is missing. Run `hotseat doctor`."),
        StorageFailure("The disk is full. Free some space, then try again."),
    ],
)
def test_an_error_is_shown_with_its_cure(
    open_app: OpenApp, hotseat: FakeHotseat, error: MissingPart | StorageFailure
) -> None:
    """A failing grader shows its message; trying again grades the kept answer."""
    session = hotseat.interviewer.answer(started(hotseat), FULL)
    hotseat.grading.fail = error
    tab = open_app("interview", session=session.id)
    assert [e.value for e in tab.error] == [str(error)]
    press(tab, "try-again")
    assert now(hotseat, session).turns[0].grade is not None


def test_an_unknown_session_has_a_way_out(open_app: OpenApp) -> None:
    """An address that names no session says so and leads back to the start."""
    tab = open_app("interview", session="gone")
    assert "There is no session gone." in tab.error[0].value
    press(tab, "leave")
    assert "New interview" in texts(tab)


def test_the_first_start_is_never_silent(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """While the built-in notes are being read the page says so instead of staying empty."""
    hotseat.shelf.libraries.clear()
    assert "Getting the questions ready" in texts(open_app("interview"))


def test_a_running_index_does_not_hold_up_the_start(
    open_app: OpenApp, hotseat: FakeHotseat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The badge says how far the index is, and the start button works."""
    job = JobStatus("python-backend", Progress("embedding", 120, 400))
    monkeypatch.setattr(hotseat.jobs, "status", lambda _: job)
    tab = open_app("interview")
    badge = texts(tab)
    assert "Building the index of python-backend: 120 of 400 passages" in badge
    assert "you can start already" in badge
    assert not tab.button(key="start").disabled


def test_a_loading_model_is_announced(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Until the model is loaded a badge says so."""
    hotseat.model_ready = False
    assert "Loading the grading model. You can start already." in texts(open_app("interview"))


def test_a_missing_model_is_said_with_its_cure(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A model that can't be loaded isn't announced as loading for ever."""
    hotseat.model_ready = False
    hotseat.model_error = "The model is not installed. Run `pip install it`."
    (error,) = open_app("interview").error
    assert error.value.startswith("Answers can't be graded. The model is not installed")


def test_a_draft_that_cannot_be_saved_is_said(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """When the disk refuses the draft the page says so and keeps the text in the box."""
    tab = open_app("interview", session=started(hotseat).id)

    def refuse(session_id: str, turn_id: str, text: str) -> None:
        raise StorageFailure("The disk is full. Free some space, then try again.")

    hotseat.drafts.save = refuse  # type: ignore[method-assign]
    tab.text_area[0].set_value("Half a thought").run()
    assert {e.value for e in tab.error} == {"The disk is full. Free some space, then try again."}
    assert tab.text_area[0].value == "Half a thought"


@pytest.mark.parametrize("manner", Manner)
def test_the_interviewer_talks_in_its_manner(
    open_app: OpenApp, hotseat: FakeHotseat, manner: Manner
) -> None:
    """The words before the question, before a hint, after the grade and at the end are its own."""
    said = WORDINGS[manner]
    session = started(hotseat, manner=manner, follow_ups=0)
    tab = open_app("interview", session=session.id)
    assert any(words in texts(tab) for words in said[Moment.OPENING])
    press(tab, "hint")
    assert tab.info[0].value.replace("\\", "").startswith(said[Moment.HINT])
    tab.text_area[0].set_value("It runs bytecode.")
    press(tab, "submit")
    assert any(words in texts(tab) for words in said[Moment.PARTLY])
    press(tab, "next")
    assert any(words in texts(tab) for words in said[Moment.DONE])


def test_a_mock_takes_note_of_any_answer_alike(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The words after an answer praise and blame nothing."""
    session = started(hotseat, mode=Mode.MOCK, count=2, sections=(), follow_ups=0)
    tab = open_app("interview", session=session.id)
    tab.text_area[0].set_value(FULL)
    press(tab, "submit")
    shown = texts(tab)
    assert any(words in shown for words in WORDINGS[Manner.NEUTRAL][Moment.RECEIVED])
    assert not any(words in shown for words in WORDINGS[Manner.NEUTRAL][Moment.FULL])


def test_a_break_hides_the_question_and_stops_the_clock(
    open_app: OpenApp, hotseat: FakeHotseat
) -> None:
    """Hours later, in another tab, the question comes back with its draft and the time left."""
    session = started(hotseat, mode=Mode.MOCK, minutes=30, count=2, sections=())
    question = session.turns[0].question.text
    tab = open_app("interview", session=session.id)
    tab.text_area[0].set_value("Half a thou").run()
    hotseat.clock.at += timedelta(minutes=10)
    shown = texts(press(tab, "pause"))
    assert question not in shown
    assert "20 minutes left" in shown
    hotseat.clock.at += timedelta(hours=5)
    for page in ("interview", "review", "today"):
        assert question not in texts(open_app(page))
    later = open_app("interview", session=session.id)
    assert question not in texts(later)
    assert not later.text_area
    back = press(later, "unpause")
    assert question in texts(back)
    assert "20 minutes left" in texts(back)
    assert back.text_area[0].value == "Half a thou"


def test_a_paused_drill_shows_its_question_nowhere(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Review shows what was answered, and not what is open."""
    session = hotseat.interviewer.skip(started(hotseat, count=2, sections=()))
    session = hotseat.interviewer.pause(hotseat.interviewer.advance(session))
    shown = texts(open_app("review", session=session.id))
    assert session.turns[0].question.text in shown
    assert session.turns[1].question.text not in shown


def test_a_break_can_be_the_end(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Whoever doesn't want to go on ends the interview from there."""
    session = hotseat.interviewer.pause(started(hotseat))
    press(open_app("interview", session=session.id), "end-now")
    assert now(hotseat, session).ending == "stopped"


def test_reporting_the_open_question_leads_on(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The next question comes with thanks; the one reported isn't counted."""
    session = started(hotseat, sections=())
    tab = open_app("interview", session=session.id)
    tab.radio(key=f"report-reason-{session.id}-t1").set_value(Reason.UNCLEAR)
    tab.text_area(key=f"report-words-{session.id}-t1").set_value("Which lock?")
    press(tab, "report-save")
    turns = now(hotseat, session).turns
    assert turns[0].report is not None
    assert (turns[0].report.reason, turns[0].report.words) == (Reason.UNCLEAR, "Which lock?")
    assert turns[1].is_open
    shown = texts(tab)
    assert any(words in shown for words in WORDINGS[Manner.NEUTRAL][Moment.REPORTED])
    assert "question 1 of 1" in shown


def test_a_report_without_a_reason_is_refused(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """“Something else” needs words; nothing is kept before."""
    session = started(hotseat)
    tab = open_app("interview", session=session.id)
    tab.radio(key=f"report-reason-{session.id}-t1").set_value(Reason.OTHER)
    press(tab, "report-save")
    assert "Say in a few words what is wrong" in tab.error[0].value
    assert now(hotseat, session) == session


def test_a_library_that_is_gone(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Its open question still stands there, under the folder's name of its section."""
    hotseat.shelf.put("mine", [GIL])
    session = started(hotseat, library="mine")
    hotseat.remove("mine")
    shown = texts(open_app("interview", session=session.id))
    assert "Concurrency · Mid" in shown
    assert "# What does the GIL protect?" in shown

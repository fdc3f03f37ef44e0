"""What the interviewer says at each turn of a session, in the manner of its setup.

Web page and terminal speak through these functions alone. Nothing here sees the notes or a key
point: the words come from `app.core.manner`, and which moment it is follows from the session.
"""

from __future__ import annotations

from app.core.calibration import RIGHT
from app.core.grade import Grade
from app.core.manner import Moment, say
from app.core.session import Mode, Session, Turn
from app.core.verdict import Verdict

WITHOUT_MODEL = (
    "The language model gave no wording to use, so this is asked in the notes' own words."
)
GOOD = 0.8  # the score from which an answer is praised
PARTLY = 0.25  # the score from which a part of an answer can be said to be there


def opening(session: Session, turn: Turn) -> str:
    """Return the words before a question; in a mock, they also take note of the answer before it."""
    number = _position(session, turn)
    if number == 0:
        return _say(session, Moment.OPENING, 0)
    before = session.turns[number - 1]
    said = _going_on(session, turn)
    if before.report is not None:
        return f"{_say(session, Moment.REPORTED, number)} {said}"
    if session.setup.mode is Mode.MOCK and before.answer is not None:
        return f"{_say(session, Moment.RECEIVED, number)} {said}"
    return said


def _going_on(session: Session, turn: Turn) -> str:
    number = _position(session, turn)
    before = session.turns[number - 1]
    if turn.follow_up_to is not None:
        follow_ups = [t for t in session.turns[:number] if t.follow_up_to is not None]
        return _say(session, Moment.FOLLOW_UP, len(follow_ups))
    if before.skipped and before.report is None:
        return _say(session, Moment.AFTER_SKIP, number)
    mains = [t for t in session.turns[:number] if t.follow_up_to is None]
    return _say(session, Moment.NEXT, len(mains))


def credit(turn: Turn) -> str:
    """Say in whose words a question is asked; nothing where no model was on."""
    if turn.said is None:
        return ""
    return f"Worded by {turn.said.by}." if turn.said.text else WITHOUT_MODEL


def reaction(session: Session, turn: Turn) -> str:
    """Return the words that react to an answer, which say nothing of a grade that is hidden."""
    number = _position(session, turn)
    if turn.grade is None or not session.shows_grades:
        return _say(session, Moment.RECEIVED, number + 1)
    if turn.answer is not None and turn.answer.dont_know:
        return _say(session, Moment.DONT_KNOW, number)
    return _say(session, bearing(turn.grade), number)


def bearing(grade: Grade) -> Moment:
    """Say how much praise a grade bears out; see `Moment` for the bounds."""
    score = grade.score
    if score is None:
        return Moment.UNASSESSED
    verdicts = {v.verdict for v in grade.verdicts}
    if verdicts == {Verdict.MET}:
        return Moment.FULL
    if score >= RIGHT and Verdict.CONTRADICTED not in verdicts:
        return Moment.GOOD if score >= GOOD else Moment.MOST
    return Moment.PARTLY if score >= PARTLY else Moment.LITTLE


def hint_words(session: Session, turn: Turn, number: int) -> str:
    """Return the words before the `number`th hint (0..) of a turn."""
    earlier = sum(t.hints for t in session.turns[: _position(session, turn)])
    return _say(session, Moment.HINT, earlier + number)


def paused(session: Session) -> str:
    """Return the words of a paused session."""
    return _say(session, Moment.PAUSED, len(session.turns))


def back(session: Session) -> str:
    """Return the words for who comes back."""
    return _say(session, Moment.BACK, len(session.turns))


def closing(session: Session) -> str:
    """Return the words at the end of a finished session."""
    moments = {"done": Moment.DONE, "stopped": Moment.STOPPED, "time": Moment.TIME_UP}
    return _say(session, moments[session.ending or "done"], len(session.turns))


def _position(session: Session, turn: Turn) -> int:
    return [t.id for t in session.turns].index(turn.id)


def _say(session: Session, moment: Moment, number: int) -> str:
    return say(session.setup.manner, moment, session.id, number)

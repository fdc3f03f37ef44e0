"""A session as a document: every question, the answer, the grade and both sides' words."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.change import changes
from app.core.document import Block, Document, Kind, block, notes, strong
from app.core.grade import Grade
from app.core.hindsight import Retry
from app.core.session import Session, Turn
from app.core.verdict import PointVerdict
from app.services.coach import SIGNAL_WORDS, coaching
from app.services.report import REASONS
from app.services.result_words import break_words, dissent_words, told_by
from app.services.review import VERDICT_WORDS, summarise


def session_document(session: Session) -> Document:
    """Lay a session out; an open mock shows no grade."""
    title = f"Interview of {session.started_at.astimezone():%d %B %Y, %H:%M}"
    blocks = [block(Kind.TITLE, title), _opening(session)]
    for turn in session.turns:
        blocks += _turn(turn)
        blocks += _craft(session, turn)
    return Document(title, tuple(blocks))


def _opening(session: Session) -> Block:
    summary, setup = summarise(session), session.setup
    score = "not graded" if summary.score is None else f"{summary.score:.0%}"
    reported = f" {summary.reported} reported and not counted." if summary.reported else ""
    paused = break_words(session)
    return block(
        Kind.TEXT,
        f"{setup.library}, {setup.level}, {setup.mode}. "
        f"Answered {summary.answered} of {summary.asked}. Score: ",
        strong(score),
        f".{reported}{f' {paused}' if paused else ''}",
    )


def _turn(turn: Turn) -> Iterator[Block]:
    label = "Follow-up" if turn.follow_up_to else "Question"
    yield block(Kind.HEADING, f"{label}: ", notes(turn.asked))
    if turn.question.exhibit:
        yield block(Kind.PASSAGE, notes(turn.question.exhibit))
    if turn.report is not None:
        said = f": {one_line(turn.report.words)}" if turn.report.words else ""
        yield block(Kind.TEXT, strong("Reported."), f" {REASONS[turn.report.reason]}{said}")
    if turn.answer is None:
        yield block(Kind.TEXT, notes("*Skipped.*" if turn.skipped else "*Not answered.*"))
        return
    if turn.answer.dont_know:
        yield block(Kind.TEXT, notes("*I don't know.*"))
    else:
        yield block(Kind.ANSWER, turn.answer.text)
    if turn.grade is None:
        yield block(Kind.TEXT, notes("*Not graded yet.*"))
    else:
        yield from _grade(turn, turn.grade)
        yield from _earlier(turn)
        for retry in turn.hindsight.retries:
            yield from _retry(turn, retry)


def _grade(turn: Turn, grade: Grade) -> Iterator[Block]:
    flags = (
        f" Flags: {', '.join(flag.replace('_', ' ') for flag in grade.flags)}."
        if grade.flags
        else ""
    )
    by = f", by {grade.grader}.{flags} "
    yield block(Kind.TEXT, strong(f"Score {_percent(grade)}"), by, notes(grade.feedback.fix))
    if grade.feedback.told:
        yield block(Kind.TEXT, f"{' '.join(grade.feedback.told)} ({told_by(grade.feedback)})")
    for verdict in grade.verdicts:
        yield from _verdict(turn, verdict)


def _verdict(turn: Turn, verdict: PointVerdict) -> Iterator[Block]:
    point = turn.question.key_point(verdict.key_point_id)
    yield block(Kind.ITEM, strong(VERDICT_WORDS[verdict.verdict]), ": ", notes(point.text))
    if verdict.answer_quote:
        yield block(Kind.DETAIL, f"you said: “{one_line(verdict.answer_quote.text)}”")
    if verdict.note_quote:
        said, place = one_line(verdict.note_quote.text), verdict.note_quote.place
        yield block(Kind.DETAIL, "the notes say: “", notes(said), f"” ({place.citation})")

    if verdict.dissent:
        yield block(Kind.DETAIL, dissent_words(verdict.dissent))
    own = turn.hindsight.override_of(point.id)
    if own is not None:
        grader = VERDICT_WORDS[turn.hindsight.graded[-1].verdict_of(point.id).verdict]
        yield block(Kind.DETAIL, f"you disagreed with “{grader}”: {one_line(own.reason)}")


def _craft(session: Session, turn: Turn) -> Iterator[Block]:
    """Show the coaching beside the grade."""
    notes_on = coaching(session, turn)
    if notes_on:
        yield block(Kind.TEXT, strong("Craft"), ", not part of the score:")
    for note in notes_on:
        said = ", ".join(f"“{one_line(quote.text)}”" for quote in note.seen)
        what = f": you said {said}" if said else f": {note.tip}"
        yield block(Kind.ITEM, strong(SIGNAL_WORDS[note.signal]), what)


def _earlier(turn: Turn) -> Iterator[Block]:
    """Name the engines' grades that no longer stand."""
    graded = turn.hindsight.graded
    old = graded if turn.hindsight.overrides else graded[:-1]
    for grade in old:
        yield block(Kind.TEXT, f"Before: {_percent(grade)}, by {grade.grader}.")


def _retry(turn: Turn, retry: Retry) -> Iterator[Block]:
    """Show another try, and what it changed point by point."""
    when = f"{retry.at.astimezone():%d %B %Y, %H:%M}"
    score = _percent(retry.grade) if retry.grade else "not graded yet"
    yield block(Kind.TEXT, strong(f"Another try, {when}: {score}"))
    yield block(Kind.ANSWER, retry.text)
    first = turn.hindsight.graded[-1]
    for change in changes(first.verdicts, retry.grade.verdicts if retry.grade else ()):
        before, after = VERDICT_WORDS[change.before.verdict], VERDICT_WORDS[change.after.verdict]
        step = after if before == after else f"{before} → {after}"
        point = turn.question.key_point(change.key_point)
        yield block(Kind.ITEM, strong(step), ": ", notes(point.text))


def _percent(grade: Grade) -> str:
    return "can't be assessed" if grade.score is None else f"{grade.score:.0%}"


def one_line(text: str) -> str:
    """Fold white space, so that a quote stays on its line."""
    return " ".join(text.split())

"""What the terminal shows of an interview: questions, grades, coaching and the review at the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from app.core.band import band
from app.core.countdown import remaining
from app.core.grade import Grade
from app.core.highlights import Highlight, strengths, weaknesses
from app.core.question import KeyPoint
from app.core.session import Mode, Session, Turn
from app.core.verdict import PointVerdict
from app.services import speech
from app.services.coach import SIGNAL_WORDS, coaching
from app.services.gap_drill import gap_setup
from app.services.result_words import (
    FLAG_WORDS,
    band_basis,
    band_words,
    break_words,
    dissent_words,
    told_by,
)
from app.services.review import VERDICT_WORDS, summarise

HELP = (
    "End an answer with an empty line. /sure /unsure /hint /skip /dontknow /pause /report /time "
    "/end /help"
)
LONG_HELP = """\
An answer ends with an empty line. Beside it you can type, on a line of its own:
  /sure, /unsure     say how sure you are, before you end the answer
  /hint              one more hint; it is noted, and costs nothing
  /skip, /dontknow   leave the question, or say that you don't know
  /clear             drop what you have typed
  /time              how much time is left
  /pause             take a break: the clock stands still, the question is hidden
  /report REASON     say what is wrong with the question; `/report previous REASON` for the one before
  /end               end the interview
What you type is kept; Ctrl-D pauses and leaves."""


class Screen:
    """Writes to a console; all that notes and candidates wrote is shown as text."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def say(self, text: str) -> None:
        """Write a line of the interviewer or of the program."""
        self.console.print(escape(text), style="dim")

    def question(self, session: Session, now: datetime) -> None:
        """Show the question that is open, with the words that open it and the time left."""
        turn = session.turns[-1]
        self.console.print(escape(speech.opening(session, turn)), style="italic")
        number = f"Question {len(session.counted_main)} of {session.setup.count}"
        title = "Follow-up" if turn.follow_up_to else f"{number} · {turn.question.level}"
        left = time_left(session, now)
        shown = Text(turn.asked)
        self.console.print(Panel(shown, title=title, title_align="left", subtitle=left))
        if worded := speech.credit(turn):
            self.say(worded)
        if turn.question.exhibit:
            self.console.print(Markdown(turn.question.exhibit))
        self.say(HELP)

    def paused(self, session: Session, now: datetime) -> None:
        """Show that the session is paused, and nothing of its question."""
        if self.console.is_terminal:
            self.console.clear()
        self.say(speech.paused(session))
        left = time_left(session, now)
        self.say(f"Paused{f', {left}' if left else ''}. Press Enter to go on; /end ends it.")

    def grade(self, session: Session, turn: Turn) -> None:
        """Show the grade of a turn: what to mend first, then each point, then the coaching."""
        grade = turn.grade
        if grade is None:
            return
        score = "can't be assessed" if grade.score is None else f"{grade.score:.0%}"
        self.console.print(f"[bold]Score {score}[/bold]  {escape(grade.feedback.fix)}")
        for sentence in grade.feedback.told:
            self.console.print(f"  {escape(sentence)}")
        if by := told_by(grade.feedback):
            self._aside(by)
        for flag in grade.flags:
            self.console.print(f"  {escape(FLAG_WORDS[flag])}")
        self._points(turn, grade)
        self._craft(session, turn)
        self.console.print(f"  graded by {grade.grader}", style="dim")

    def _points(self, turn: Turn, grade: Grade) -> None:
        for verdict in grade.verdicts:
            self._point(verdict, turn.question.key_point(verdict.key_point_id))
            self._aside(verdict.reason)
            if verdict.dissent is not None:
                self._aside(dissent_words(verdict.dissent))
            if verdict.answer_quote is not None:
                self._aside(f"you said: “{_one_line(verdict.answer_quote.text)}”")
            if verdict.note_quote is not None:
                self._aside(verdict.note_quote.place.citation)

    def _craft(self, session: Session, turn: Turn) -> None:
        notes = coaching(session, turn)
        if notes:
            self.console.print("  Craft (not part of the score)")
        for note in notes:
            said = ", ".join(f"“{_one_line(quote.text)}”" for quote in note.seen)
            what = f"you said {said}" if said else note.tip
            self._aside(f"{SIGNAL_WORDS[note.signal]}: {what}")

    def _point(self, verdict: PointVerdict, point: KeyPoint) -> None:
        word = (VERDICT_WORDS[verdict.verdict], "bold")
        self.console.print(
            Padding(Text.assemble(word, ": ", point.text), (0, 0, 0, 2), expand=False)
        )

    def _aside(self, text: str) -> None:
        self.console.print(Padding(Text(text, style="dim"), (0, 0, 0, 4), expand=False))

    def review(self, session: Session) -> None:
        """Show the end: what the interviewer says, the grades of a mock, the band, what to do next."""
        self.console.print(escape(speech.closing(session)), style="italic")
        if session.setup.mode is Mode.MOCK:
            for turn in session.turns:
                self._closed(session, turn)
        found = band(session)
        self.console.print(f"[bold]{escape(band_words(found))}[/bold]")
        if basis := band_basis(found):
            self.say(basis)
        self._highlights("Strengths", strengths(session))
        self._highlights("Gaps", weaknesses(session))
        self._numbers(session)

    def _closed(self, session: Session, turn: Turn) -> None:
        self.console.print(Panel(Text(turn.asked), title_align="left"))
        if turn.report is not None:
            self.say("Reported, not counted.")
        elif turn.skipped:
            self.say("Skipped.")
        self.grade(session, turn)

    def _highlights(self, title: str, found: Sequence[Highlight]) -> None:
        if found:
            self.console.print(f"{title}:")
        for one in found:
            self._point(one.verdict, one.point)

    def _numbers(self, session: Session) -> None:
        summary = summarise(session)
        score = "not graded" if summary.score is None else f"{summary.score:.0%}"
        left_out = f", {summary.reported} reported" if summary.reported else ""
        self.console.print(
            f"[bold]Done.[/bold] Answered {summary.answered} of {summary.asked}{left_out}, "
            f"score {score}. See it again with: hotseat review {session.id}"
        )
        if paused := break_words(session):
            self.say(paused)
        if gap_setup(session) is not None:
            self.say(f"Drill these gaps with: hotseat interview --gaps {session.id}")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def time_left(session: Session, now: datetime) -> str | None:
    """Say how much time is left, None without a clock."""
    left = remaining(session, now)
    if left is None:
        return None
    minutes, seconds = divmod(int(left.total_seconds()), 60)
    return f"{minutes}:{seconds:02} minutes left"

"""`hotseat interview`: the interview in a terminal, on the same ledger as the web app."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from app.core.errors import BadInput
from app.core.grade import Grade
from app.core.hints import hint_ladder
from app.core.level import Level
from app.core.question import Question
from app.core.session import Due, Mode, Phase, Session, Setup
from app.services.interview import Interviewer
from app.services.review import VERDICT_WORDS, summarise
from app.wiring.hotseat import open_hotseat
from app.wiring.notes import BUILT_IN

HELP = "End an answer with an empty line. /sure /unsure /hint /skip /dontknow /end"

Library = Annotated[str, typer.Option(help="Which library to be asked about.")]
Section = Annotated[list[str] | None, typer.Option(help="A section; may be repeated.")]
Chosen = Annotated[Level, typer.Option(help="mid, senior or lead.")]
Count = Annotated[int, typer.Option(min=1, max=50, help="How many main questions.")]
How = Annotated[Mode, typer.Option(help="drill: feedback after each answer; mock: at the end.")]
Owed = Annotated[Due, typer.Option(help="Key points that are due: none, some or only these.")]
Seed = Annotated[int, typer.Option(help="Fixes the choice of questions.")]
Resume = Annotated[str | None, typer.Option(help="Go on with the session of this id.")]
Script = Annotated[Path | None, typer.Option(help="Read what would be typed from a file.")]


def interview(
    *,
    library: Library = BUILT_IN,
    section: Section = None,
    level: Chosen = Level.MID,
    count: Count = 5,
    mode: How = Mode.DRILL,
    due: Owed = Due.SOME,
    seed: Seed = 0,
    resume: Resume = None,
    script: Script = None,
) -> None:
    """Hold an interview in the terminal."""
    hotseat = open_hotseat()
    if resume is None:
        hotseat.prepare(library)
        setup = Setup(
            library=library,
            level=level,
            mode=mode,
            sections=tuple(section or ()),
            count=count,
            seed=seed,
            due=due,
        )
        session = hotseat.interviewer.start(setup)
    else:
        session = hotseat.interviewer.resume(resume)
    hotseat.warm_up()
    TerminalInterview(hotseat.interviewer, Console(), _typed(script)).run(session)


def _typed(script: Path | None) -> Iterator[str]:
    if script is None:
        return iter(sys.stdin.readline, "")
    try:
        return iter(script.read_text("utf-8").splitlines(keepends=True))
    except (OSError, UnicodeDecodeError) as exc:
        raise BadInput(f"Cannot read {script}: {exc}. Give a UTF-8 text file.") from exc


class TerminalInterview:
    """Drives one session: shows what it asks, reads what is typed (lines with their ends)."""

    def __init__(self, interviewer: Interviewer, console: Console, typed: Iterator[str]) -> None:
        self._interviewer = interviewer
        self._console = console
        self._typed = typed

    def run(self, session: Session) -> None:
        """Run the session until it is finished or what is typed ends; then it can be resumed."""
        while session.phase is not Phase.FINISHED:
            if session.phase is Phase.GRADING:
                session = self._grade(session)
            elif session.phase is Phase.ASKING:
                session = self._interviewer.advance(session)
            else:
                moved = self._answer(session)
                if moved is None:
                    self._say(f"Paused. Go on with: hotseat interview --resume {session.id}")
                    return
                session = moved
        self._close(session)

    def _answer(self, session: Session) -> Session | None:
        turn, sure = session.turns[-1], None
        self._show_question(session)
        while (text := self._read()) is not None:
            match text:
                case "/hint" if turn.hints < len(hint_ladder(turn.question)):
                    session = self._interviewer.take_hint(session)
                    self._say(hint_ladder(turn.question)[turn.hints])
                    turn = session.turns[-1]
                case "/hint":
                    self._say("There are no more hints.")
                case "/sure" | "/unsure":
                    sure = text == "/sure"
                    self._say(f"Noted: {text[1:]}. Now your answer.")
                case "/skip":
                    return self._interviewer.skip(session)
                case "/dontknow":
                    return self._interviewer.dont_know(session)
                case "/end":
                    return self._interviewer.finish(session, "stopped")
                case _:
                    return self._interviewer.answer(session, text, sure=sure)
        return None

    def _read(self) -> str | None:
        """Return the next answer or command, None when nothing more is typed."""
        lines: list[str] = []
        for line in self._typed:
            if not lines and line.strip().startswith("/"):
                return line.strip()
            if line.strip():
                lines.append(line)
            elif lines:
                break
        return "".join(lines).strip() or None

    def _grade(self, session: Session) -> Session:
        with self._console.status("Grading ..."):
            session = self._interviewer.grade(session)
        turn = session.turns[-1]
        if session.setup.mode is Mode.DRILL and turn.grade is not None:
            self._show_grade(turn.question, turn.grade)
        return session

    def _show_question(self, session: Session) -> None:
        turn = session.turns[-1]
        number = f"Question {len(session.main_turns)} of {session.setup.count}"
        title = "Follow-up" if turn.follow_up_to else f"{number} · {turn.question.level}"
        self._console.print(Panel(Text(turn.question.text), title=title, title_align="left"))
        if turn.question.exhibit:
            self._console.print(Markdown(turn.question.exhibit))
        self._say(HELP)

    def _show_grade(self, question: Question, grade: Grade) -> None:
        score = "can't be assessed" if grade.score is None else f"{grade.score:.0%}"
        self._console.print(f"[bold]Score {score}[/bold]  {escape(grade.feedback.fix)}")
        for verdict in grade.verdicts:
            point = question.key_point(verdict.key_point_id)
            self._console.print(
                f"  [bold]{VERDICT_WORDS[verdict.verdict]}[/bold]: {escape(point.text)}"
            )
            self._console.print(f"    {escape(verdict.reason)}", style="dim")
            if verdict.note_quote is not None:
                self._console.print(f"    {escape(str(verdict.note_quote.place))}", style="dim")
        self._console.print(f"  graded by {grade.grader}", style="dim")

    def _close(self, session: Session) -> None:
        if session.setup.mode is Mode.MOCK:
            for turn in session.turns:
                if turn.grade is not None:
                    self._console.print(Panel(Text(turn.question.text), title_align="left"))
                    self._show_grade(turn.question, turn.grade)
        summary = summarise(session)
        score = "not graded" if summary.score is None else f"{summary.score:.0%}"
        self._console.print(
            f"[bold]Done.[/bold] Answered {summary.answered} of {summary.asked}, score {score}. "
            f"See it again with: hotseat review {session.id}"
        )

    def _say(self, text: str) -> None:
        self._console.print(escape(text), style="dim")

"""An interview in a terminal: reads what is typed, moves the session on, shows what comes of it."""

from __future__ import annotations

from functools import partial

from app.commands.interview_screen import LONG_HELP, Screen, time_left
from app.commands.typist import Command, Typed, Typist
from app.core.countdown import remaining
from app.core.errors import BadInput, IllegalMove, StaleSession
from app.core.hints import hint_ladder
from app.core.report import Reason
from app.core.session import Mode, Phase, Session
from app.services import speech
from app.services.report import REASONS
from app.wiring.hotseat import Hotseat


class TerminalInterview:
    """Drives one session until it is finished, or until nothing more is typed: then it is paused."""

    def __init__(self, hotseat: Hotseat, screen: Screen, typist: Typist) -> None:
        self._hotseat = hotseat
        self._interviewer = hotseat.interviewer
        self._screen = screen
        self._typist = typist

    def run(self, session: Session) -> None:
        """Run the session; a session that is paused goes on at once."""
        if session.phase is Phase.PAUSED:
            session = self._interviewer.unpause(session)
            self._screen.say(speech.back(session))
        moved: Session | None = session
        while moved is not None and moved.phase is not Phase.FINISHED:
            session = moved
            try:
                moved = self._step(session)
            except StaleSession:
                moved = self._interviewer.resume(session.id)
                self._screen.say("Another window moved this session on. This is where it stands.")
        if moved is None:
            self._leave(session)
        else:
            self._screen.review(moved)

    def _step(self, session: Session) -> Session | None:
        if self._is_time_up(session):
            return self._stop_the_clock(session)
        match session.phase:
            case Phase.GRADING:
                return self._grade(session)
            case Phase.ASKING:
                return self._interviewer.advance(session)
            case Phase.PAUSED:
                return self._wait(session)
            case _:
                return self._answer(session)

    def _leave(self, session: Session) -> None:
        """Pause what was left in the middle, so that a clock stands still until the resumption."""
        if self._interviewer.resume(session.id).phase is not Phase.PAUSED:
            self._interviewer.pause(self._interviewer.resume(session.id))
        self._screen.say(f"Paused. Go on with: hotseat interview --resume {session.id}")

    def _is_time_up(self, session: Session) -> bool:
        left = remaining(session, self._hotseat.clock.now())
        return left is not None and not left

    def _stop_the_clock(self, session: Session) -> Session:
        """End a mock whose time is over; what was typed by then counts as the answer."""
        if session.phase is Phase.ANSWERING:
            typed = self._interviewer.draft(session)
            if typed.strip():
                session = self._interviewer.answer(session, typed.strip())
        if session.phase is Phase.GRADING:
            session = self._grade(session)
        return self._interviewer.finish(session, "time")

    def _grade(self, session: Session) -> Session:
        with self._screen.console.status("Grading ..."):
            session = self._interviewer.grade(session)
        if session.setup.mode is Mode.DRILL:
            turn = session.turns[-1]
            self._screen.console.print(speech.reaction(session, turn), style="italic", markup=False)
            self._screen.grade(session, turn)
        return session

    def _wait(self, session: Session) -> Session | None:
        """Wait for the candidate's return from a break."""
        line = self._typist.line()
        if line is None:
            return None
        if line.strip() == "/end":
            return self._interviewer.finish(session, "stopped")
        session = self._interviewer.unpause(session)
        self._screen.say(speech.back(session))
        return session

    def _answer(self, session: Session) -> Session | None:
        """Show the open question and read until a move leads away from it, or time is up."""
        turn = session.turns[-1]
        self._screen.question(session, self._hotseat.clock.now())
        draft = self._interviewer.draft(session)
        if draft.strip():
            self._screen.say(f"You had typed:\n{draft.rstrip()}\nGo on; an empty line ends it.")
        self._typist.begin(draft, partial(self._keep, session))
        sure: bool | None = None
        while (typed := self._typist.read()) is not None:
            if self._is_time_up(session):
                return self._stop_the_clock(session)
            try:
                if isinstance(typed, Typed):
                    return self._interviewer.answer(session, typed.text, sure=sure)
                if typed.name in {"/sure", "/unsure"}:
                    sure = typed.name == "/sure"
                    self._screen.say(f"Noted: {typed.name[1:]}. Now your answer.")
                    continue
                session = self._obey(typed, session)
            except (BadInput, IllegalMove) as exc:
                self._screen.say(str(exc))
            if session.phase is not Phase.ANSWERING or session.turns[-1].id != turn.id:
                return session
        return None

    def _keep(self, session: Session, text: str) -> None:
        """Save what was typed, unless it came when time was up."""
        if not self._is_time_up(session):
            self._interviewer.save_draft(session, text)

    def _obey(self, command: Command, session: Session) -> Session:
        """Do what a command says; raise BadInput or IllegalMove where it can't be done."""
        match command.name:
            case "/hint":
                return self._hint(session)
            case "/skip":
                return self._interviewer.skip(session)
            case "/dontknow":
                return self._interviewer.dont_know(session)
            case "/end":
                return self._interviewer.finish(session, "stopped")
            case "/pause":
                session = self._interviewer.pause(session)
                self._screen.paused(session, self._hotseat.clock.now())
            case "/report":
                return self._report(session, command.rest)
            case "/clear":
                self._typist.clear()
                self._screen.say("Dropped. Begin anew.")
            case "/time":
                left = time_left(session, self._hotseat.clock.now())
                self._screen.say(f"{left}." if left else "This interview has no clock.")
            case "/help":
                self._screen.say(LONG_HELP)
            case _:
                raise BadInput(f"There is no command {command.name}. Type /help for all of them.")
        return session

    def _hint(self, session: Session) -> Session:
        turn = session.turns[-1]
        moved = self._interviewer.take_hint(session)
        self._screen.say(speech.hint_words(session, turn, turn.hints))
        self._screen.say(hint_ladder(turn.question)[turn.hints])
        return moved

    def _report(self, session: Session, rest: str) -> Session:
        """Report the open question, or the one before it: `[previous] REASON [words]`."""
        turn = session.turns[-1]
        first, _, after = rest.partition(" ")
        if first == "previous":
            if len(session.turns) < 2:
                raise BadInput("No question came before this one. Leave `previous` out.")
            turn, rest = session.turns[-2], after.strip()
        name, _, words = rest.partition(" ")
        if name not in set(Reason):
            reasons = "".join(f"\n  {reason:<11} {REASONS[reason]}" for reason in Reason)
            raise BadInput(f"Say why: /report REASON and maybe words. REASON is one of{reasons}")
        moved = self._hotseat.reporter.report(session, turn.id, Reason(name), words)
        self._screen.say("Reported. It doesn't count, and it won't be asked again.")
        return moved

"""`hotseat interview`: the interview in a terminal, on the same ledger as the web app."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.commands.interview_screen import Screen
from app.commands.terminal_interview import TerminalInterview
from app.commands.typist import Typist
from app.core.errors import BadInput
from app.core.level import Level
from app.core.manner import Manner
from app.core.session import Due, Mode, Session, Setup
from app.core.week import MINUTES
from app.services.gap_drill import gap_setup
from app.wiring.hotseat import Hotseat, open_hotseat
from app.wiring.notes import BUILT_IN

LAST = "last"

Library = Annotated[str, typer.Option(help="Which library to be asked about.")]
Section = Annotated[list[str] | None, typer.Option(help="A section; may be repeated.")]
Week = Annotated[bool, typer.Option("--week", help="The sections of this week of your plan.")]
Chosen = Annotated[
    Level | None,
    typer.Option(help="mid, senior or lead; as planned, or as in the last session."),
]
Count = Annotated[int, typer.Option(min=1, max=50, help="How many main questions.")]
How = Annotated[Mode, typer.Option(help="drill: feedback after each answer; mock: at the end.")]
Minutes = Annotated[
    int | None, typer.Option(min=0, max=240, help="The clock of a mock (45); 0 for none.")
]
Owed = Annotated[
    Due | None, typer.Option(help="Due points: none (a mock's), some (a drill's) or only these.")
]
Follow = Annotated[int, typer.Option(min=0, max=2, help="Follow-ups a question, 0 to 2.")]
Talk = Annotated[
    Manner | None, typer.Option(help="supportive, neutral or tough; as in the last session.")
]
Seed = Annotated[int | None, typer.Option(help="Fixes the choice of questions.")]
Gaps = Annotated[str | None, typer.Option(help="Drill the gaps of the session of this id.")]
Resume = Annotated[
    str | None, typer.Option(help="Go on with the session of this id, or with the `last` one.")
]
Script = Annotated[Path | None, typer.Option(help="Read what would be typed from a file.")]


def interview(
    *,
    library: Library = BUILT_IN,
    section: Section = None,
    week: Week = False,
    level: Chosen = None,
    count: Count = 5,
    mode: How = Mode.DRILL,
    minutes: Minutes = None,
    due: Owed = None,
    follow_ups: Follow = 1,
    manner: Talk = None,
    seed: Seed = None,
    gaps: Gaps = None,
    resume: Resume = None,
    script: Script = None,
) -> None:
    """Hold an interview in the terminal."""
    typist, hotseat = _typist(script), open_hotseat()
    if notice := hotseat.language_model.notice:
        typer.echo(notice, err=True)
    if resume is not None:
        session = _resumed(hotseat, resume)
    elif gaps is not None:
        session = _gap_drill(hotseat, gaps, manner)
    else:
        setup = Setup(
            library=library,
            level=level or hotseat.planner.level(library),
            mode=mode,
            sections=_this_week(hotseat, library) if week else tuple(section or ()),
            count=count,
            minutes=_clock(mode, minutes),
            follow_ups=follow_ups,
            seed=secrets.randbelow(2**31) if seed is None else seed,
            due=due or (Due.NONE if mode is Mode.MOCK else Due.SOME),
            manner=manner or hotseat.interviewer.manner(),
        )
        session = _started(hotseat, setup)
    hotseat.warm_up()
    TerminalInterview(hotseat, Screen(Console()), typist).run(session)


def _clock(mode: Mode, minutes: int | None) -> int | None:
    """Give a mock its clock; raise BadInput for a drill's."""
    if mode is Mode.MOCK:
        return (MINUTES[mode] if minutes is None else minutes) or None
    if minutes:
        raise BadInput("A drill has no clock. Add --mode mock, or leave --minutes out.")
    return None


def _this_week(hotseat: Hotseat, library: str) -> tuple[str, ...]:
    outlook = hotseat.planner.outlook(library)
    if outlook is None or not outlook.weeks:
        raise BadInput(
            f"There is no plan for {library}. Make one with `hotseat plan --date YYYY-MM-DD`."
        )
    return outlook.weeks[0].sections


def _resumed(hotseat: Hotseat, session_id: str) -> Session:
    if session_id != LAST:
        return hotseat.interviewer.resume(session_id)
    waiting = hotseat.interviewer.open_sessions()
    if not waiting:
        raise BadInput("No interview is open. Start one without --resume.")
    return waiting[0]


def _gap_drill(hotseat: Hotseat, session_id: str, manner: Manner | None) -> Session:
    past = hotseat.interviewer.resume(session_id)
    setup = gap_setup(past) if past.shows_grades else None
    if setup is None:
        raise BadInput(f"Session {session_id} shows no gap to drill. Start another interview.")
    return _started(hotseat, replace(setup, manner=manner or setup.manner))


def _started(hotseat: Hotseat, setup: Setup) -> Session:
    hotseat.prepare(setup.library)
    return hotseat.interviewer.start(setup)


def _typist(script: Path | None) -> Typist:
    if script is None:
        lines: Iterator[str] = iter(sys.stdin.readline, "")
        return Typist(lines, end_is_enter=not sys.stdin.isatty())
    try:
        lines = iter(script.read_text("utf-8").splitlines(keepends=True))
    except (OSError, UnicodeDecodeError) as exc:
        raise BadInput(f"Cannot read {script}: {exc}. Give a UTF-8 text file.") from exc
    return Typist(lines, end_is_enter=True)

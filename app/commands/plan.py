"""`hotseat plan`: set the interview's day, and see the way there, in a terminal."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from app.core.errors import BadInput, StorageFailure
from app.core.goal import MOST_SESSIONS
from app.core.level import Level
from app.core.session import Mode
from app.core.week import PlannedSession, Week
from app.services.plan import Outlook, Planner
from app.wiring.hotseat import open_hotseat
from app.wiring.notes import BUILT_IN

Of = Annotated[str, typer.Option("--library", help="Which library.")]
On = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="Set the goal: the day of the interview."),
]
At = Annotated[Level | None, typer.Option("--level", help="mid, senior or lead.")]
Choice = Annotated[str | None, typer.Option(help="The framework's section, where one is chosen.")]
Sessions = Annotated[int, typer.Option(min=1, max=MOST_SESSIONS, help="Sessions a week.")]
Drop = Annotated[bool, typer.Option("--drop", help="Drop the goal.")]
Ical = Annotated[Path | None, typer.Option(help="Write the plan to an iCalendar file.")]
Hour = Annotated[
    datetime, typer.Option("--time", formats=["%H:%M"], help="When a session begins, for --ical.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_EVENING = datetime(1900, 1, 1, 19, 0)


def plan(
    *,
    library: Of = BUILT_IN,
    on: On = None,
    level: At = None,
    choice: Choice = None,
    sessions: Sessions = 4,
    drop: Drop = False,
    ical: Ical = None,
    begins: Hour = _EVENING,
    as_json: AsJson = False,
) -> None:
    """Print the plan to the interview, or set or drop its goal; the plan adapts to mastery."""
    hotseat = open_hotseat()
    hotseat.prepare(library)
    planner = hotseat.planner
    if drop:
        planner.drop_goal(library)
    if on is not None:
        planner.set_goal(
            library,
            level or planner.level(library),
            on.date(),
            choice=choice,
            sessions=sessions,
        )
    elif level is not None or choice is not None:
        raise BadInput("A goal needs its day. Add --date YYYY-MM-DD.")
    outlook = planner.outlook(library)
    if outlook is None:
        typer.echo("No goal is set. Set one with `hotseat plan --date YYYY-MM-DD`.", err=True)
        return
    if ical is not None:
        _write(ical, planner.calendar(outlook, begins.time()))
    if as_json:
        typer.echo(json.dumps(outlook_json(outlook), ensure_ascii=False, indent=2))
    else:
        _print(Console(), planner, outlook)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as exc:
        raise StorageFailure(f"Cannot write {path}: {exc.strerror}. Choose another file.") from exc
    typer.echo(f"Wrote {path}.", err=True)


def outlook_json(outlook: Outlook) -> dict[str, Any]:
    """Return a plan as plain JSON values."""
    goal = outlook.goal
    return {
        "library": goal.library,
        "level": goal.level,
        "interview": goal.interview.isoformat(),
        "days_left": outlook.days_left,
        "choice": goal.choice,
        "sessions_a_week": goal.sessions,
        "done_this_week": outlook.done,
        "weeks": [_week_json(week) for week in outlook.weeks],
    }


def _week_json(week: Week) -> dict[str, Any]:
    return {
        "week": week.number,
        "of": week.of,
        "begins": week.begins.isoformat(),
        "ends": week.ends.isoformat(),
        "phases": list(week.phases),
        "sessions": [
            {"on": one.on.isoformat(), "mode": one.mode, "sections": list(one.sections)}
            for one in week.sessions
        ],
    }


def _print(console: Console, planner: Planner, outlook: Outlook) -> None:
    goal = outlook.goal
    if not outlook.weeks:
        console.print(
            f"The interview was on {goal.interview}. Set a new day with "
            "`hotseat plan --date YYYY-MM-DD`.",
        )
        return
    console.print(
        f"[bold]Interview on {goal.interview}[/bold] ({outlook.days_left} days), level {goal.level}. "
        f"Done this week: {outlook.done} of {goal.sessions} sessions."
    )
    for week in outlook.weeks:
        phases = escape(", ".join(week.phases))
        console.print(f"\n[bold]Week {week.number} of {week.of}[/bold]: {phases}")
        for session in week.sessions:
            console.print(
                f"  {session.on:%a %Y-%m-%d}  {escape(_what(planner, goal.library, session))}"
            )


def _what(planner: Planner, library: str, session: PlannedSession) -> str:
    if session.mode is Mode.MOCK:
        return f"mock interview, {session.questions} questions in {session.minutes} minutes"
    if session.section is None:
        return "mixed drill"
    return f"drill {planner.curriculum(library).title(session.section)}"

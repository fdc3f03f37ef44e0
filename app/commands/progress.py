"""`hotseat progress`: where you stand, and what to work on, in a terminal."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.core.interval import Estimate
from app.core.level import Level
from app.core.mastery import UNTRIED, Corner, Mastery
from app.core.misconception import Misconception
from app.core.readiness import Readiness
from app.services.progress import AHEAD, Report
from app.wiring.hotseat import Hotseat, open_hotseat
from app.wiring.notes import BUILT_IN

Of = Annotated[str, typer.Option("--library", help="Which library.")]
At = Annotated[Level | None, typer.Option("--level", help="mid, senior or lead; your goal's else.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_SHOWN = 5


def progress(*, library: Of = BUILT_IN, level: At = None, as_json: AsJson = False) -> None:
    """Print mastery by section and level, what is due, readiness, calibration, misconceptions."""
    hotseat = open_hotseat()
    hotseat.prepare(library)
    report = hotseat.progress.report(library, level or hotseat.planner.level(library))
    if as_json:
        typer.echo(json.dumps(report_json(report), ensure_ascii=False, indent=2))
    elif not report.answers:
        typer.echo("Nothing to measure yet. Start with `hotseat interview`.", err=True)
    else:
        _print(Console(), hotseat, report)


def report_json(report: Report) -> dict[str, Any]:
    """Return a report as plain JSON values; shares and bounds are in 0..1."""
    return {
        "library": report.library,
        "level": report.level,
        "answers": report.answers,
        "due": len(report.due),
        "upcoming": [{"day": day.isoformat(), "points": n} for day, n in report.upcoming],
        "mastery": [
            {"section": corner.section, "level": corner.level, **_mastery_json(one)}
            for corner, one in sorted(report.mastery.items(), key=lambda each: each[1].low)
        ],
        "readiness": [_readiness_json(one) for one in report.readiness],
        "calibration": {
            "sure": _estimate_json(report.calibration.sure),
            "unsure": _estimate_json(report.calibration.unsure),
            "tendency": report.calibration.tendency,
        },
        "misconceptions": [_misconception_json(one) for one in report.misconceptions],
    }


def _mastery_json(one: Mastery) -> dict[str, Any]:
    return {
        "value": round(one.value, 4),
        "tries": one.tries,
        "low": round(one.estimate.low, 4),
        "high": round(one.estimate.high, 4),
    }


def _estimate_json(one: Estimate) -> dict[str, Any]:
    return {
        "right": round(one.share, 4) if one.tries else None,
        "answers": one.tries,
        "low": round(one.low, 4),
        "high": round(one.high, 4),
    }


def _readiness_json(one: Readiness) -> dict[str, Any]:
    return {
        "outcome": one.outcome.id,
        "state": one.state,
        "known": one.known,
        "sections": len(one.outcome.sections),
        "next": one.weakest,
        **_mastery_json(one.mastery),
    }


def _misconception_json(one: Misconception) -> dict[str, Any]:
    return {
        "question": one.key.question,
        "key_point": one.point.text,
        "mended": one.mended,
        "said": [{"session": e.session, "turn": e.turn, "quote": e.said} for e in one.evidence],
    }


def _print(console: Console, hotseat: Hotseat, report: Report) -> None:
    title = hotseat.planner.curriculum(report.library).title
    soon = sum(count for _, count in report.upcoming)
    console.print(
        f"[bold]{report.answers} answers.[/bold] {len(report.due)} key points are due at level "
        f"{report.level}, {soon} more in the next {AHEAD} days."
    )
    table = Table("section", *[level.value for level in Level], title_justify="left")
    for section in report.sections:
        cells = [report.mastery.get(Corner(section, level), UNTRIED) for level in Level]
        table.add_row(escape(title(section)), *[_cell(one) for one in cells])
    console.print(table)
    console.print("share known, its 90 % interval, number of tries", style="dim")
    for one in report.readiness:
        console.print(
            f"{escape(one.outcome.title)}: {one.known} of {len(one.outcome.sections)} sections known"
        )
    sure, unsure = report.calibration.sure, report.calibration.unsure
    console.print(f"Right when sure: {_right(sure)}; right when unsure: {_right(unsure)}.")
    for wrong in [m for m in report.misconceptions if not m.mended][:_SHOWN]:
        console.print(f"[bold]{len(wrong.evidence)} times wrong:[/bold] {escape(wrong.point.text)}")


def _cell(one: Mastery) -> str:
    if not one.tries:
        return "-"
    return f"{one.value:.0%} {one.estimate.low:.0%}-{one.estimate.high:.0%} {one.tries}x"


def _right(one: Estimate) -> str:
    return f"{one.share:.0%} of {one.tries}" if one.tries else "not said yet"

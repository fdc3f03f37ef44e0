"""The plan as an iCalendar file (RFC 5545), which every calendar can read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from app.core.curriculum import Curriculum
from app.core.goal import Goal
from app.core.session import Mode
from app.core.week import PlannedSession, Week


def plan_calendar(
    goal: Goal, weeks: Sequence[Week], curriculum: Curriculum, *, made: datetime, at: time
) -> bytes:
    """Write the planned sessions at a time of day, and the interview as a whole day.

    Times have no zone: 19:00 is 19:00 wherever the calendar is. The same session keeps its id, so
    that a calendar which reads the file again replaces what it had.
    """
    from icalendar import Calendar, Event

    calendar = Calendar.new(
        prodid="-//Hotseat//Plan//EN", name="Hotseat", uid=f"{goal.library}@hotseat"
    )
    for week in weeks:
        for session in week.sessions:
            start = datetime.combine(session.on, at)
            calendar.add_component(
                Event.new(
                    uid=f"{goal.library}-{session.on:%Y%m%d}@hotseat",
                    stamp=made,
                    start=start,
                    end=start + timedelta(minutes=session.minutes),
                    summary=_summary(session, curriculum),
                    description=f"Week {week.number} of {week.of}: {session.phase}.",
                )
            )
    calendar.add_component(
        Event.new(
            uid=f"{goal.library}-interview@hotseat",
            stamp=made,
            start=goal.interview,
            end=goal.interview + timedelta(days=1),
            summary=f"Interview ({goal.level})",
        )
    )
    written: bytes = calendar.to_ical()
    return written


def _summary(session: PlannedSession, curriculum: Curriculum) -> str:
    if session.mode is Mode.MOCK:
        return "Hotseat: mock interview"
    if session.section is None:
        return "Hotseat: mixed drill"
    return f"Hotseat: drill {curriculum.title(session.section)}"

"""How Today and Interview begin: the open session, and what must be there before one can start."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.components.launch import Weight, draw_resume
from app.ui.components.status import draw_status, wait_for_library
from app.wiring.hotseat import Hotseat
from app.wiring.notes import BUILT_IN


@dataclass(frozen=True, slots=True)
class Opening:
    """What can be practised, and how much starting anew should weigh on the page."""

    libraries: list[str]
    start: Weight


def draw_opening(hotseat: Hotseat) -> Opening | None:
    """Draw the way back to an open session and what still goes on; None while no note is read.

    Where a session waits, going on with it is the main action and starting one is not.
    """
    waiting = hotseat.interviewer.open_sessions()
    if waiting:
        draw_resume(waiting)
    libraries = hotseat.libraries()
    if not libraries:
        wait_for_library(hotseat)
        return None
    draw_status(hotseat, BUILT_IN)
    return Opening(libraries, "secondary" if waiting else "primary")

"""What the progress page says about outcomes, confidence and misconceptions."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.core.calibration import Calibration, Tendency
from app.core.misconception import Contradiction, Misconception
from app.core.readiness import Readiness, State
from app.services.progress import Report
from app.ui import navigation
from app.ui.components import words
from app.ui.components.charts import draw_calibration
from app.ui.components.untrusted import escape, note_markdown
from app.wiring.hotseat import Hotseat

_SHOWN = 5
_LATEST = 3

_TENDENCIES = {
    Tendency.TOO_LITTLE: "Say “sure” or “unsure” before you submit; after five answers of each you "
    "see here what your feeling is worth.",
    Tendency.OVERCONFIDENT: "You are often sure and wrong. Before you submit, look for the point "
    "that would prove you wrong.",
    Tendency.UNDERCONFIDENT: "You know more than you think: many unsure answers are right. Say "
    "what you know without hedging.",
    Tendency.CALIBRATED: "Your feeling can be trusted: sure answers are right far more often.",
}


def draw_outcomes(hotseat: Hotseat, report: Report) -> None:
    """Draw how far each outcome of the curriculum is; nothing for a library without any."""
    if not report.readiness:
        return
    st.header("What are you ready for?", anchor=False)
    st.caption(
        "The bar is the share that you know at least (lower bound, all sections together) at level "
        f"{words.LEVELS[report.level].lower()} and below. A section is known from 60% on."
    )
    title = hotseat.planner.curriculum(report.library).title
    for one in report.readiness:
        st.progress(one.mastery.low, text=_outcome(one, title(one.weakest) if one.weakest else ""))


def _outcome(one: Readiness, weakest: str) -> str:
    name = f"**{escape(one.outcome.title)}**"
    count = len(one.outcome.sections)
    match one.state:
        case State.READY:
            return f"{name} · ready"
        case State.UNTRIED:
            return f"{name} · not tried yet"
        case State.STARTED:
            return f"{name} · {one.known} of {count} sections known · next: {escape(weakest)}"


def draw_confidence(found: Calibration) -> None:
    """Draw what it means when the candidate is sure, with the answers to look at."""
    st.header("Can you trust your feeling?", anchor=False)
    st.markdown(_TENDENCIES[found.tendency])
    if not (found.sure.tries or found.unsure.tries):
        return
    st.caption("The share of answers that scored 60% or more, with its 90% interval.")
    draw_calibration(found)
    wrong = found.sure_but_wrong[-_LATEST:][::-1]
    if wrong:
        label = f"Sure, but wrong: the last {len(wrong)} of {len(found.sure_but_wrong)}"
        folded = st.expander(label, key="sure-but-wrong", on_change="rerun")
        with folded:
            for attempt in wrong if folded.open else ():
                score = words.percent(attempt.grade.score)
                label = f"{note_markdown(attempt.question.text)} · {score}"
                key = f"wrongly-{attempt.session}-{attempt.turn}"
                if st.button(label, key=key, type="tertiary", wrap=True):
                    navigation.go_to("review", session=attempt.session)


def draw_misconceptions(found: Sequence[Misconception]) -> None:
    """Draw what was contradicted twice or more and isn't mended, with both sides' words."""
    st.header("What do you get wrong again and again?", anchor=False)
    still_open = [one for one in found if not one.mended]
    mended = len(found) - len(still_open)
    if not still_open:
        st.markdown("Nothing that you said contradicts the notes twice." if not mended else "")
    for one in still_open[:_SHOWN]:
        times = words.counted(len(one.evidence), "time")
        folded = st.expander(
            f"{note_markdown(one.point.text)} · {times}",
            key=f"misconception-{one.key.question}-{one.key.point}",
            on_change="rerun",
        )
        if folded.open:
            with folded:
                _draw_misconception(one)
    rest = len(still_open) - _SHOWN
    notes = [
        f"{rest} more, less often." if rest > 0 else "",
        f"{mended} mended since." if mended else "",
    ]
    if any(notes):
        st.caption(" ".join(note for note in notes if note))


def _draw_misconception(one: Misconception) -> None:
    st.caption(note_markdown(one.asked))
    for evidence in one.evidence[-_LATEST:][::-1]:
        _draw_evidence(one, evidence)
    noted = one.evidence[-1].noted
    if noted is not None:
        with st.container(gap="xxsmall"):
            st.markdown(note_markdown(noted.text))
            st.caption(f"The notes, {escape(words.short_citation(noted.place))}")


def _draw_evidence(one: Misconception, evidence: Contradiction) -> None:
    with st.container(gap="xxsmall"):
        st.text(f"“{evidence.said}”" if evidence.said else "(nothing to quote)")
        when = words.day(evidence.at.astimezone().date())
        key = f"wrong-{one.key.question}-{one.key.point}-{evidence.session}-{evidence.turn}"
        if st.button(f"You, {when}: see the session", key=key, type="tertiary"):
            navigation.go_to("review", session=evidence.session)

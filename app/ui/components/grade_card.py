"""A grade: score, level bar, gap and fix, each key point with its evidence, the model answer."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.core.grade import Grade
from app.core.level import Level
from app.core.session import Session, Turn
from app.core.stance import Stance, in_order, score_by
from app.core.verdict import PointVerdict
from app.services.result_words import FLAG_WORDS, dissent_words, told_by
from app.services.review import VERDICT_WORDS
from app.ui.components import words
from app.ui.components.craft_notes import draw_craft
from app.ui.components.disagreement import draw_disagree, draw_disagreement
from app.ui.components.passage_view import draw_citation
from app.ui.components.untrusted import escape, note_markdown
from app.wiring.hotseat import Hotseat


def draw_grade(
    hotseat: Hotseat,
    session: Session,
    turn: Turn,
    *,
    stance: Stance = Stance.FAIR,
    contestable: bool = True,
) -> None:
    """Draw the grade of a turn as a stance sees it; nothing when it has none.

    `contestable` adds to each verdict the way to disagree with it.
    """
    grade = turn.grade
    if grade is None:
        return
    with st.container(border=True, key=f"grade-{session.id}-{turn.id}", gap="medium"):
        _draw_advice(grade)  # what to do about it comes first, the number after it
        with st.container(gap="xsmall"):
            _draw_score(session, turn, grade, stance=stance)
            _draw_earlier(turn)
        for flag in grade.flags:
            st.warning(FLAG_WORDS[flag], icon=":material/flag:")
        _draw_unsupported(grade)
        st.markdown("**Key points**")
        for number, verdict in in_order(stance, grade.verdicts):
            with st.container(gap="xsmall"):
                _draw_head(hotseat, session, turn, verdict=verdict, contestable=contestable)
                if contestable:
                    draw_disagreement(hotseat, session, turn, verdict)
                _draw_point(hotseat, session, turn, verdict=verdict, number=number)
        draw_craft(session, turn)
        with st.expander("Model answer"):
            st.markdown(note_markdown(turn.question.reference))
            key = f"model-{session.id}-{turn.id}"
            draw_citation(hotseat, session.setup.library, turn.question.place, key=key)
        st.caption(f"Graded by {escape(str(grade.grader))}")


def _draw_unsupported(grade: Grade) -> None:
    """Quote the claims that the notes don't speak of, as text."""
    for quote in grade.unsupported:
        st.text(f"“{quote.text}”")


def _draw_score(session: Session, turn: Turn, grade: Grade, *, stance: Stance) -> None:
    score = grade.score
    if stance is not Stance.FAIR:
        score = score_by(stance, turn.question, grade.verdicts, session.setup.level)
    with st.container(horizontal=True, gap="large", vertical_alignment="center"):
        st.metric("Score", words.percent(score), width="content")
        with st.container(width="stretch"):
            draw_levels([(bar.level, bar.share) for bar in grade.level_bar])
    said = words.certainty(turn.answer.sure if turn.answer else None)
    hints = f"{words.counted(turn.hints, 'hint')} taken." if turn.hints else None
    notes = " ".join(part for part in (said, hints) if part)
    if notes:
        st.caption(notes)


def _draw_earlier(turn: Turn) -> None:
    """Name the grades that no longer stand: by other engines, or before a disagreement."""
    graded = turn.hindsight.graded
    for grade in graded if turn.hindsight.overrides else graded[:-1]:
        st.caption(f"Before: {words.percent(grade.score)}, by {escape(str(grade.grader))}")


def draw_levels(levels: Sequence[tuple[Level, float]]) -> None:
    """Draw the level bar: for each level, the share of its key points that was earned."""
    with st.container(gap="xxsmall"):
        for level, share in levels:
            st.progress(share, text=f"{words.LEVELS[level]} points: {share:.0%}")


def _draw_advice(grade: Grade) -> None:
    advice = f"**One fix.** {note_markdown(grade.feedback.fix)}"
    for number, verdict in enumerate(grade.verdicts, start=1):
        if verdict.key_point_id == grade.feedback.gap:
            word = VERDICT_WORDS[verdict.verdict]
            advice = f"**First gap.** Key point {number}: {word}.\n\n{advice}"
    st.info(advice, icon=":material/target:")
    for sentence in grade.feedback.told:
        st.markdown(escape(sentence))
    if by := told_by(grade.feedback):
        st.caption(escape(by))


def _draw_head(
    hotseat: Hotseat, session: Session, turn: Turn, *, verdict: PointVerdict, contestable: bool
) -> None:
    point = turn.question.key_point(verdict.key_point_id)
    look = words.VERDICTS[verdict.verdict]
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.badge(VERDICT_WORDS[verdict.verdict], icon=look.icon, color=look.colour)
        st.badge(words.LEVELS[point.level], color="gray")
        if turn.hindsight.override_of(point.id) is None:
            st.caption(words.confidence(verdict.confidence), width="content")
        if contestable:
            draw_disagree(hotseat, session, turn, verdict)


def _draw_point(
    hotseat: Hotseat, session: Session, turn: Turn, *, verdict: PointVerdict, number: int
) -> None:
    point = turn.question.key_point(verdict.key_point_id)
    st.markdown(f"{number}\\. {note_markdown(point.text)}")
    said, notes = st.columns(2, gap="small")
    with said, st.container(gap="xxsmall"):
        _draw_said(verdict)
    with notes, st.container(gap="xxsmall"):
        _draw_noted(hotseat, session, turn, verdict=verdict)


def _draw_said(verdict: PointVerdict) -> None:
    st.caption("You said")
    if verdict.answer_quote is None:
        st.markdown(f"*{escape(verdict.reason)}*")
    else:
        st.text(verdict.answer_quote.text)
    if verdict.dissent is not None:
        st.caption(escape(dissent_words(verdict.dissent)))


def _draw_noted(hotseat: Hotseat, session: Session, turn: Turn, *, verdict: PointVerdict) -> None:
    st.caption("The notes say")
    note = verdict.note_quote
    point = turn.question.key_point(verdict.key_point_id)
    if note is not None:
        st.markdown(note_markdown(note.text))
    place = note.place if note is not None else point.source or turn.question.place
    key = f"cite-{session.id}-{turn.id}-{verdict.key_point_id}"
    quote = note.text if note is not None else ""
    draw_citation(hotseat, session.setup.library, place, key=key, quote=quote)

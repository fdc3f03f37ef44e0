"""A session in each form that it can be kept in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from app.core.card import Card
from app.core.document import Document
from app.core.errors import BadInput
from app.core.hindsight import RetryGiven, RetryGraded, VerdictOverridden
from app.core.question import FollowUp
from app.core.session import Mode, fold
from app.core.verdict import Verdict
from app.services.export import Exporter, Form, cards
from tests.examples import NOON, SETUP, grade, question
from tests.practised import LEAD, events_of, given, session

MET, PARTIAL, MISSED = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED
CONTRADICTED = Verdict.CONTRADICTED


def title_alone(document: Document) -> bytes:
    return document.title.encode()


def ids_alone(library: str, found: Sequence[Card], _made: datetime) -> bytes:
    return " ".join([library, *(card.id for card in found)]).encode()


EXPORTER = Exporter(title_alone, ids_alone)


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        (Form.MD, "# Interview of 23 November 2026"),
        (Form.PDF, "Interview of 23 November 2026"),
        (Form.JSON, '{\n  "session": "s0"'),
        (Form.ANKI, "notes notes/gil-lock/two"),
        (Form.LABELS, ""),
    ],
)
def test_each_form(form: Form, begins: str) -> None:
    """The same session in every form."""
    written = EXPORTER.export(session(given(question(), MET, MISSED)), form)
    assert written.decode().startswith(begins)


@pytest.mark.parametrize("form", [Form.MD, Form.JSON])
def test_an_open_mock_keeps_its_grades(form: Form) -> None:
    """No export is a way around the end of a mock."""
    mock = replace(LEAD, mode=Mode.MOCK)
    answer = given(question(), MET, MISSED)
    opened = EXPORTER.export(session(answer, setup=mock, finished=False), form).decode()
    closed = EXPORTER.export(session(answer, setup=mock), form).decode()
    assert "the notes say" not in opened
    assert "One thread at a time." not in opened
    assert "One thread at a time." in closed


def test_gaps_become_cards() -> None:
    """What was met is no card; words that were wrong or half right stand on the back."""
    made = cards(session(given(question(), CONTRADICTED, MET), given(question("gc"), MET, MISSED)))
    assert [(c.id, c.number) for c in made] == [
        ("notes/gil-lock/one", (1, 2)),
        ("notes/gc/two", (2, 2)),
    ]
    assert made[0].said == "The lock is held"
    assert made[0].noted == "One thread at a time."


@pytest.mark.parametrize(("second", "left"), [(MET, 0), (PARTIAL, 1), (MISSED, 1)])
def test_a_follow_up_decides(second: Verdict, left: int) -> None:
    """A gap that the follow-up closed is no card; there is never a second card for a point."""
    asked = question()
    follow_up = given(asked.narrowed_to("two"), second, follow_up_to="t1")
    assert len(cards(session(given(asked, MET, MISSED), follow_up))) == left


def test_an_authored_follow_up_leads_to_the_point() -> None:
    """The front asks for this point where the note has a question for it."""
    asked = question(follow_ups=(FollowUp("two", "And while it waits?"),))
    (card,) = cards(session(given(asked, MET, MISSED)))
    assert card.question == "What about gil-lock?\nAnd while it waits?"


def test_no_gap_no_cards() -> None:
    """A full answer leaves nothing to learn; the message names the other forms."""
    full = session(given(question(), MET, MET), setup=SETUP)
    with pytest.raises(BadInput, match="Export it as Markdown, JSON or PDF"):
        EXPORTER.export(full, Form.ANKI)


LATER = [
    VerdictOverridden(NOON, "t1", "two", MET, "It is in my first line."),
    RetryGiven(NOON, "t1", "Both points, said again."),
    RetryGraded(NOON, "t1", grade(question(), MET, MET)),
]


@pytest.mark.parametrize("form", [Form.MD, Form.JSON])
def test_what_came_later_is_exported_too(form: Form) -> None:
    """Disagreements, the grade before them and other tries stand beside the answer."""
    past = fold("s0", [*events_of(given(question(), MET, MISSED)), *LATER])
    written = EXPORTER.export(past, form).decode()
    assert "It is in my first line." in written
    assert "Both points, said again." in written
    if form is Form.MD:
        assert "you disagreed with “missed”" in written
        assert "Before: 50%, by fake 1." in written
        assert "- **missed → met**: The point called two." in written


def test_json_is_one_object() -> None:
    """The JSON form can be read again."""
    written = EXPORTER.export(session(given(question(), MET, MET)), Form.JSON)
    assert json.loads(written)["score"] == 1.0

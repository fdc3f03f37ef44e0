"""Which answers a filter keeps."""

from __future__ import annotations

import pytest

from app.core.turn_filter import Filter, kept
from app.core.verdict import Verdict
from tests.examples import question
from tests.practised import given, session

MET, MISSED, CONTRADICTED = Verdict.MET, Verdict.MISSED, Verdict.CONTRADICTED
SESSION = session(
    given(question("right"), MET, MET, sure=True),
    given(question("lucky"), MET, MET, sure=False),
    given(question("wrong"), MISSED, CONTRADICTED, sure=True),
    given(question("half"), MET, MISSED),
    given(question("blank"), MISSED, MISSED, sure=True, dont_know=True),
)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ([], "right lucky wrong half blank"),
        ([Filter.CONTRADICTED], "wrong"),
        ([Filter.MISSED], "wrong half blank"),
        ([Filter.UNSURE_RIGHT], "lucky"),
        ([Filter.SURE_WRONG], "wrong"),
        ([Filter.CONTRADICTED, Filter.UNSURE_RIGHT], "lucky wrong"),
    ],
)
def test_filters(filters: list[Filter], names: str) -> None:
    """No filter keeps all; several keep what one of them keeps, in the order of the session."""
    assert " ".join(t.question.id for t in kept(SESSION.turns, filters)) == names

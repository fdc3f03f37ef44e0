"""What language models take is counted by session and by prompt."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.core.chat import Usage
from app.services.spending import Spending, Spent, charged_to
from tests.fakes import FixedClock, MemoryCallLog

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_call_is_charged_to_the_session_in_which_it_began() -> None:
    """A stream that ends after its session is still that session's."""
    log = MemoryCallLog()
    spending = Spending(log, FixedClock(NOON))
    meter = spending.meter("openai:small")
    with charged_to("s1"):
        late = meter("follow-up@1")
        meter("grade@1")(Usage(10, 1, 0.5))
    with charged_to("s2"):
        late(Usage(20, 2))
        meter("grade@1")(Usage(40, 4))
    meter("test@1")(Usage(80, 8))
    assert spending.of_session("s1") == Spent(2, Usage(30, 3, 0.5))
    assert spending.of_session("s2") == Spent(1, Usage(40, 4))
    assert spending.of_session("s3") == Spent()
    assert spending.total() == Spent(4, Usage(150, 15, 0.5))
    assert spending.by_prompt() == {
        "follow-up@1": Spent(1, Usage(20, 2)),
        "grade@1": Spent(2, Usage(50, 5, 0.5)),
        "test@1": Spent(1, Usage(80, 8)),
    }
    assert {call.model for call in log.kept} == {"openai:small"}


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        (Spent(1, Usage(1200, 3)), "1 call, 1,200 tokens in, 3 out"),
        (Spent(2, Usage(1, 3, 0.01)), "2 calls, 1 tokens in, 3 out, cost 0.0100"),
    ],
)
def test_it_is_said_in_words(spent: Spent, words: str) -> None:
    """Money only where there are prices."""
    assert str(spent) == words

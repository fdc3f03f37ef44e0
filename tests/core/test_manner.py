"""The interviewer's words: each manner has its own, none twice in a row, and no praise for nothing."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from app.core.manner import WORDINGS, Manner, Moment, say
from app.core.words import words

REACTIONS = (Moment.MOST, Moment.PARTLY, Moment.LITTLE, Moment.UNASSESSED, Moment.DONT_KNOW)
OFTEN = (Moment.NEXT, Moment.FOLLOW_UP, Moment.HINT, Moment.RECEIVED)
PRAISE = set("great well done excellent perfect complete solid strong good nice decent".split())


@pytest.mark.parametrize("manner", Manner)
def test_every_moment_has_several_wordings(manner: Manner) -> None:
    """Two at least, four for what comes in every turn; no wording serves two moments."""
    spoken = WORDINGS[manner]
    assert set(spoken) == set(Moment)
    assert min(len(wordings) for wordings in spoken.values()) >= 2
    assert min(len(spoken[moment]) for moment in OFTEN) >= 4
    each = Counter(wording for wordings in spoken.values() for wording in wordings)
    assert [wording for wording, times in each.items() if times > 1] == []


@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize("moment", Moment)
def test_neighbours_never_hear_the_same(manner: Manner, moment: Moment) -> None:
    """The next time it comes it is worded otherwise, in any session; and again the same way."""
    for session in ("a", "b", "20261123-120000-abcdef"):
        said = [say(manner, moment, session, number) for number in range(12)]
        assert all(one != other for one, other in pairwise(said))
        assert said == [say(manner, moment, session, number) for number in range(12)]


def test_sessions_begin_differently() -> None:
    """The order of the wordings follows from the session."""
    begins = {say(Manner.NEUTRAL, Moment.NEXT, f"s{n}", 0) for n in range(40)}
    assert begins == set(WORDINGS[Manner.NEUTRAL][Moment.NEXT])


@pytest.mark.parametrize("manner", Manner)
def test_no_praise_without_a_grade_that_bears_it_out(manner: Manner) -> None:
    """Only a full or a good answer is praised; what is said of any answer praises none."""
    for moment in (*REACTIONS, Moment.RECEIVED):
        for wording in WORDINGS[manner][moment]:
            praised = PRAISE & set(words(wording))
            assert not praised, wording

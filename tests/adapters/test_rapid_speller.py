"""Typing errors are found against the words of the notes, and right words are left alone."""

from __future__ import annotations

import pytest

from app.adapters.rapid_speller import RapidSpeller

TEXTS = [
    "Recursion > Pagination\nThe **L**iskov rule, `bisect_left` and a ThreadPoolExecutor.",
    "Nested locks: the pagination of values; the token, the left side, a login, ABAC, Redis.",
    "Left locks and nested values again.",
]
ENGLISH = {"stuff", "blows", "which"}


@pytest.fixture(scope="module")
def speller() -> RapidSpeller:
    return RapidSpeller(TEXTS, is_english=lambda word: word in ENGLISH)


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("recusrion neseted", {"recusrion": "Recursion", "neseted": "nested"}),
        ("pagniation", {"pagniation": "pagination"}),
        ("bisect_lfet", {"lfet": "left"}),
        ("ThreadPoolExectuor", {"ThreadPoolExectuor": "ThreadPoolExecutor"}),
        ("a tokne", {"tokne": "token"}),
        ("erdis", {"erdis": "Redis"}),
    ],
)
def test_a_slip_is_corrected(speller: RapidSpeller, query: str, read: dict[str, str]) -> None:
    """Written as the notes write the word; an identifier's part is corrected by itself."""
    found = speller.correct(query)
    assert {each.typed: each.read for each in found} == read
    assert all(query[each.at :].startswith(each.typed) for each in found)


@pytest.mark.parametrize(
    "query",
    [
        "the locks lock",  # forms of a word that the notes use
        "liskov",  # emphasis within a word doesn't hide it
        "stuff",  # English, though the notes have something near it
        "RBAC",  # an abbreviation of its own
        "nogil",  # two letters are too many in a short word
        "rite",  # four letters must all be there
        "aiomysql 3.14 __slots__ x",
        "",
    ],
)
def test_what_may_be_right_stays(speller: RapidSpeller, query: str) -> None:
    """Better no correction than a wrong one."""
    assert speller.correct(query) == []


def test_of_equally_near_words_the_usual_one_is_taken() -> None:
    """Most texts have `value`."""
    speller = RapidSpeller(["a value", "a value", "a valve"], is_english=lambda _: False)
    assert [each.read for each in speller.correct("valxe")] == ["value"]


def test_no_texts_no_words() -> None:
    """An empty library corrects nothing."""
    assert RapidSpeller([], is_english=lambda _: False).correct("anything") == []

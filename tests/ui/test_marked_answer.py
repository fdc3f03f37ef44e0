"""An answer with its marked words is the answer, character by character."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.verdict import Verdict
from app.ui.components.marked_answer import Mark, as_html


class Reader(HTMLParser):
    """Collects the tags and the text of a piece of HTML, labels aside."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""
        self.marked: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self.tags[-1] == "span":
            return
        self.text += data
        if self.tags[-1] == "mark":
            self.marked.append(data)


def test_each_mark_carries_its_word_beside_its_colour() -> None:
    """The number of the key point and the verdict stand after the marked words."""
    html = as_html("It locks.", [Mark(2, Verdict.MET, 3, 8)])
    assert Reader(html).marked == ["locks"]
    assert ">2 met</span>" in html


@pytest.mark.parametrize(
    ("marks", "marked"),
    [
        ([Mark(1, Verdict.MET, 0, 2), Mark(2, Verdict.MET, 4, 6)], ["ab", "ef"]),
        ([Mark(1, Verdict.MET, 0, 4), Mark(2, Verdict.CONTRADICTED, 2, 6)], ["ab", "cd", "ef"]),
        ([Mark(1, Verdict.MET, 0, 6), Mark(2, Verdict.PARTIAL, 0, 6)], ["abcdef"]),
        ([], []),
    ],
)
def test_overlapping_marks_are_cut_at_their_edges(marks: list[Mark], marked: list[str]) -> None:
    """Marks may touch, overlap or be the same."""
    assert Reader(as_html("abcdef", marks)).marked == marked


def test_where_marks_overlap_the_worst_colour_wins() -> None:
    """Words that contradict the notes are red, whatever else they earn."""
    both = [Mark(1, Verdict.MET, 0, 3), Mark(2, Verdict.CONTRADICTED, 0, 3)]
    assert "#d1242f" in as_html("abc", both)
    assert "#1a7f37" not in as_html("abc", both)


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&\"'/"), max_size=60
    ),
    st.data(),
)
def test_no_answer_can_add_an_element(answer: str, data: st.DataObject) -> None:
    """Whatever is in the answer comes out as text, inside our own elements only."""
    at = st.integers(0, len(answer))
    spans = data.draw(st.lists(st.tuples(at, at), max_size=3))
    marks = [Mark(n, Verdict.MET, min(s), max(s)) for n, s in enumerate(spans) if s[0] != s[1]]
    read = Reader(as_html(answer, marks))
    assert set(read.tags) <= {"div", "/div", "mark", "/mark", "span", "/span"}
    assert read.text.replace("\r\n", "\n").replace("\r", "\n") == answer.replace(
        "\r\n", "\n"
    ).replace("\r", "\n")

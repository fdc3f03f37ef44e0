"""Passages: verbatim, within the window, at the right lines, with stable ids."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.passage import Passage, PassageKind
from ingest.passages import Roles, fitted_path, passages_of
from ingest.read_note import ReadNote, read_note
from tests.fakes import WordCounter

COUNTER = WordCounter()


def read(text: str) -> ReadNote:
    """Read a note from text."""
    return read_note("part/note.md", text.encode(), text)[0]


def cut(text: str, roles: Roles | None = None) -> list[Passage]:
    """Cut a note into passages of up to 60 words."""
    return passages_of(read(text), roles or Roles(), COUNTER)[0]


def test_cut_at_headings() -> None:
    """Each heading begins a passage; its path is embedded with the text, attributes taken off."""
    passages = cut("above\n\n# 🐍 T\n\nFirst.\n\n## A {#a}\n\nSecond\nthird.\n\n- fourth\n\n---\n")
    assert [(p.embedded_text, p.place.lines) for p in passages] == [
        ("\nabove", (1, 1)),
        ("🐍 T\nFirst.", (5, 5)),
        ("🐍 T > A\nSecond\nthird.\n\n- fourth", (9, 12)),
    ]


def test_without_headings() -> None:
    """A note without headings stands under the title from its file's name."""
    (passage,) = cut("Just text.")
    assert passage.place.heading == ("Note",)
    assert passage.section == "part"


def test_code_stands_alone_unless_tiny() -> None:
    """A code block is a passage of its own kind; a short one stays with its prose."""
    long = "```python\na\nb\nc\nd\n```"
    kinds = [(p.kind, p.text) for p in cut(f"x\n\n```\ntiny\n```\n\n{long}\n\ny")]
    assert kinds == [
        (PassageKind.EXPLANATION, "x\n\n```\ntiny\n```"),
        (PassageKind.CODE, long),
        (PassageKind.EXPLANATION, "y"),
    ]


def test_long_code_is_cut_at_line_ends() -> None:
    """Code longer than the window is cut between lines, and the note says so once."""
    code = "```python\n" + "".join(f"value_{n} = call({n})\n" for n in range(60)) + "```"
    passages, problems = passages_of(read(f"# T\n\n{code}"), Roles(), COUNTER)
    assert "\n".join(p.text for p in passages) == code
    assert len(passages) == 4
    assert [str(p) for p in problems] == [
        "part/note.md:3: 1 code block(s) longer than the embedder's 60 tokens are searched in "
        "pieces (lines 3): split them where their parts stand alone, or leave them so"
    ]


def test_long_prose_is_cut_at_sentences() -> None:
    """A long paragraph is cut where sentences end, into pieces of about one size."""
    text = "One two three four five. " * 20
    passages = cut(text.strip())
    assert [len(p.text.split()) for p in passages] == [50, 50]
    assert all(p.text.endswith("five.") for p in passages)
    assert all(p.place.lines == (1, 1) for p in passages)


def test_tables_are_cut_at_rows() -> None:
    """A long table is cut between rows."""
    rows = [f"| {n} | b c d |" for n in range(40)]
    passages = cut("\n".join(["| a | b |", "|---|---|", *rows]))
    assert [line for p in passages for line in p.text.split("\n")][2:] == rows


def test_answers_and_hidden_lines() -> None:
    """Lines of answers make answers, hidden lines nothing at all, and answers come first."""
    text = "a\n\nb\n\nc\n\nd"
    roles = Roles(answers=[(3, 3)], hidden=[(3, 6)])
    assert [(p.text, p.kind) for p in cut(text, roles)] == [
        ("a", PassageKind.EXPLANATION),
        ("b", PassageKind.ANSWER),
        ("d", PassageKind.EXPLANATION),
    ]


def test_ids_follow_from_content() -> None:
    """An id doesn't change with the lines around it, and two equal passages have two ids."""
    before = [p.id for p in cut("# T\n\nsame\n\n## A\n\nother\n\n## A\n\nother")]
    after = [p.id for p in cut("# T\n\nsame\n\nnew\n\n## A\n\nother\n\n## A\n\nother")]
    assert len(set(before)) == 3
    assert before[1:] == after[1:]
    assert before[0] != after[0]


def test_a_path_that_eats_the_window() -> None:
    """Inner headings go first, then what is left is shortened; half of the window stays free."""
    long = "word " * 40
    assert fitted_path(("Top", long, "Last"), COUNTER) == ("Top", "Last")
    path = fitted_path((long, long), COUNTER)
    assert COUNTER.count(" > ".join(path)) <= 30
    assert all(title.endswith("…") for title in path)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab.# \n`-|>1*é中", max_size=400), st.integers(0, 3))
def test_any_text(text: str, level: int) -> None:
    """Whatever a note holds, its passages are verbatim, at their lines, and within the window."""
    note = f"{'#' * level} T\n\n{text}\n" + "long " * 70 + "x" * 5000
    lines = read(note).document.lines
    for passage in cut(note):
        first, last = passage.place.lines
        assert passage.text in "\n".join(lines[first - 1 : last])
        assert COUNTER.count(passage.embedded_text) <= COUNTER.window

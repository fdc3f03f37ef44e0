"""Questions are mined from headings, marked paragraphs and lists, with their answers."""

from __future__ import annotations

import pytest

from app.core.level import Level
from ingest.markdown import parse, split_lines
from ingest.questions.mined import mine


def mined(text: str, title: str = "") -> list[tuple[str, str]]:
    """Return the questions of a note and their answers."""
    document = parse(split_lines(text), title=title)
    return [(found.text, found.reference) for found in mine(document)]


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("### Q1: What is the GIL?", "What is the GIL?"),
        ("## Q12. Explain `asyncio`", "Explain `asyncio`"),
        ("### Q3) Why?", "Why?"),
        ("#### 🔥 Q4: What about emoji? 🔥", "What about emoji?"),
        ("### ❓ **Q5:** What is bold?", "What is bold?"),
        ("### Q: Which one?", "Which one?"),
        ("### Question 6 - How so?", "How so?"),
        ("### Q7 What has no colon?", "What has no colon?"),
        ("### 8. What is numbered?", "What is numbered?"),
        ("### 9\\. What is escaped?", "What is escaped?"),
        ("## What needs no marker?", "What needs no marker?"),
        ("### Q10: What is [linked](#x)? {#q10 .cls}", "What is linked?"),
        ("Q11: What is underlined?\n---", "What is underlined?"),
    ],
)
def test_headings_that_ask(heading: str, question: str) -> None:
    """A marker, or a question mark at the end, makes a question of a heading anywhere."""
    assert mined(f"# Notes\n\n{heading}\n\nBecause.") == [(question, "Because.")]


@pytest.mark.parametrize(
    "heading", ["Q-learning", "Q3 2024 results", "Quality: high", "Explain X", "1. Setup", "Qs:"]
)
def test_headings_that_do_not_ask(heading: str) -> None:
    """Other headings are none, unless an interview heading stands above."""
    assert mined(f"# Notes\n\n## {heading}\n\nText.") == []


@pytest.mark.parametrize(
    ("above", "heading", "asks"),
    [
        ("Interview Questions", "Explain the MRO", True),
        ("❓ FAQ", "1. Explain the MRO", True),
        ("Common questions", "Difference between list and tuple", True),
        ("Interview Questions", "Mid level", False),
        ("Interview", "Describe descriptors", True),
        ("Setup", "Describe descriptors", False),
    ],
)
def test_imperatives_below_an_interview_heading(above: str, heading: str, *, asks: bool) -> None:
    """Below an interview heading an imperative asks too, and a group heading doesn't."""
    assert bool(mined(f"# N\n## {above}\n### {heading}\nText.")) is asks


def test_the_answer_is_the_section() -> None:
    """Deeper headings, code and `#` lines in it belong to the answer; `A:` doesn't."""
    answer = "It is.\n\n#### More?\n\n```python\n### Q2: Not a question\n```"
    text = f"# N\n## Q1: What is it?\n\n**Answer:** {answer}\n\n---\n\n## Next\nOther."
    assert mined(text) == [("What is it?", answer)]


def test_groups_are_no_questions() -> None:
    """A heading that only groups surer questions isn't one itself."""
    text = "# Ready?\n## Any questions?\n### Q1: One?\na\n### Q2: Two?\nb"
    assert mined(text) == [("One?", "a"), ("Two?", "b")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Q: What is X?** A: It is *x*.\nMore.", [("What is X?", "It is *x*.\nMore.")]),
        ("**Q1. What is X?**\nA: It.\n\n- b", [("What is X?", "It.\n\n- b")]),
        ("Q2: Explain Z\nA: zzz.", [("Explain Z", "zzz.")]),
        ("**Q:** What is W? Why so?\n\nBecause.", [("What is W? Why so?", "Because.")]),
        ("**Question 5:** Name it\nans: n", [("Name it", "n")]),
        ("**1. What is Y?**\nIt.", [("What is Y?", "It.")]),
        ("**Q1: A?** a\n\n**Q2: B?** b\n\n## Next\nc", [("A?", "a"), ("B?", "b")]),
        ("- **Q: In a list?** yes\n- no question", [("In a list?", "yes")]),
        ("**What is only bold?**\nText.", []),
        ("```\n**Q: What is code?**\n```", []),
    ],
)
def test_paragraphs_that_ask(text: str, expected: list[tuple[str, str]]) -> None:
    """A marked paragraph asks; its answer goes on to the next question or heading."""
    assert mined(f"# Notes\n\n{text}") == expected


def test_lists_below_an_interview_heading() -> None:
    """Items that ask are questions; the last one may be answered below the list."""
    text = (
        "## Interview Questions\n1. **Explain decorators.** - They wrap\n   functions.\n"
        "2. What is the MRO?\n\n   ```python\n   x = 1\n   ```\n3. No question here\n"
        "4. Is it fine?\n\nFine, thanks.\n\n- bullets\n"
    )
    assert mined(text) == [
        ("Explain decorators.", "They wrap\nfunctions."),
        ("What is the MRO?", "```python\nx = 1\n```"),
        ("Is it fine?", "Fine, thanks.\n\n- bullets"),
    ]


def test_a_note_that_is_a_list_of_questions() -> None:
    """Without headings the title of the note counts as heading."""
    assert mined("1. What is X?\n2. Is it?", title="Interview questions") == [
        ("What is X?", ""),
        ("Is it?", ""),
    ]
    assert mined("1. What is X?", title="Shopping") == []


def test_levels_and_lines() -> None:
    """A level tag is taken off; lines are those of the note."""
    (found,) = mine(parse(split_lines("# N\n\n### Q1: Why? (Senior)\n\nA: It\nis.\n")))
    assert (found.text, found.level) == ("Why?", Level.SENIOR)
    assert (found.lines, found.reference_line) == ((3, 7), 5)


def test_long_junk_is_no_question() -> None:
    """Megabytes on a line cost little."""
    assert mined("# N\n\n" + "[" * 300_000) == []
    assert mined("# N\n\n" + "**" * 300_000) == []

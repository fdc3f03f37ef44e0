"""Headings, fences and their lines."""

from __future__ import annotations

import pytest

from ingest.markdown import anchor, parse, split_attributes, split_lines

NOTE = """\
intro

# Title
## Part {#part level=mid}
text

```python
# no heading
### Q1: nor a question
```

Set
below
-----
> # quoted
### Deep
last"""


def test_headings_have_their_section() -> None:
    """A section runs to the next heading of its rank or higher; fences and quotes have none."""
    found = [(h.title, h.rank, h.line, h.body, h.end) for h in parse(split_lines(NOTE)).headings]
    assert found == [
        ("Title", 1, 3, 4, 17),
        ("Part", 2, 4, 5, 11),
        ("Set below", 2, 12, 15, 17),
        ("Deep", 3, 16, 17, 17),
    ]


def test_heading_paths() -> None:
    """A path leads from the top down; without an H1 it begins with the title given."""
    lines = split_lines("## A\n### B\n## C")
    assert [h.path for h in parse(lines).headings] == [("A",), ("A", "B"), ("C",)]
    titled = parse(lines, title="T")
    assert [h.path for h in titled.headings] == [("T", "A"), ("T", "A", "B"), ("T", "C")]
    assert titled.top == ("T",)
    assert parse(["# H", "x"], title="T").top == ()


def test_front_matter_keeps_line_numbers() -> None:
    """The lines of the front matter are passed over and still counted."""
    document = parse(split_lines("---\na: 1\n---\n# T"), skip=3)
    assert [(h.title, h.line) for h in document.headings] == [("T", 4)]


def test_fences() -> None:
    """A fence knows its info string, its lines and whether it is closed, at any depth."""
    text = "- x\n\n  ```python continues\n  a = 1\n  ```\n\n~~~\nb"
    first, second = parse(split_lines(text)).fences
    assert (first.info, first.code, first.first, first.closed) == (
        "python continues",
        "a = 1\n",
        3,
        True,
    )
    assert (second.first, second.closed) == (7, False)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("⚙️ Internal Working", "internal-working"),
        ("Switching between threads", "switching-between-threads"),
        ("🏗️ Real-World Use Case", "real-world-use-case"),
        ("What `I/O` costs, and why?", "what-io-costs-and-why"),
        ("A – B", "a-b"),
    ],
)
def test_anchor(heading: str, expected: str) -> None:
    """An anchor has no emoji and no punctuation."""
    assert anchor(heading) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Why? {#slug level=mid}", ("Why?", "#slug level=mid")),
        ("Sets {1, 2}", ("Sets {1, 2}", "")),
        ("A  {.cls}", ("A", ".cls")),
    ],
)
def test_attributes(heading: str, expected: tuple[str, str]) -> None:
    """Only what looks like attributes is taken off a heading."""
    assert split_attributes(heading) == expected


def test_lines_end_where_markdown_ends_them() -> None:
    """A form feed or a Unicode separator ends no line."""
    assert split_lines("a\r\nb\rc\x0cd\u2028e\n") == ["a", "b", "c\x0cd\u2028e", ""]

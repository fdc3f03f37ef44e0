"""Text from notes is shown as text: no image fetched, no formula, no mark by accident."""

from __future__ import annotations

import pytest

from app.ui.components.untrusted import escape, marked_markdown, note_markdown


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("See ![a map](https://example.org/m.png).", "See [a map](https://example.org/m.png)."),
        ("![a][ref]", "[a][ref]"),
        ("It costs $5, then $6.", r"It costs \$5, then \$6."),
        (r"Already \$5.", r"Already \$5."),
        ("Not :red[red].", r"Not \:red[red]."),
        ("At 12:30 a `$HOME` and `![x]`.", "At 12:30 a `$HOME` and `![x]`."),
        ("``a ` $b``, $c", "``a ` $b``, \\$c"),
        ("```sh\necho $HOME ![\n```\n$5", "```sh\necho $HOME ![\n```\n\\$5"),
        ("````\n```\n$a\n````\n$b", "````\n```\n$a\n````\n\\$b"),
        ("~~~\n```\n$a\n~~~\n$b", "~~~\n```\n$a\n~~~\n\\$b"),
        ("<b>tag</b>", "<b>tag</b>"),
        ("", ""),
    ],
)
def test_notes_keep_their_markdown_and_lose_their_reach(note: str, shown: str) -> None:
    """Images become links, dollars and colons stay, code is untouched; Streamlit escapes tags."""
    assert note_markdown(note) == shown


def test_plain_text_is_escaped_to_one_line() -> None:
    """Every mark of Markdown is escaped, and white space is folded."""
    assert escape("a_b\n *c* <i> :x:") == r"a\_b \*c\* \<i\> \:x\:"


@pytest.mark.parametrize(
    ("note", "quote", "shown"),
    [
        ("One. Two `x`\nruns. $3", "Two `x` runs.", "One. :orange-background[Two `x` runs.] \\$3"),
        (
            "One [link](a.md) here.",
            "One [link](a.md)",
            ":orange-background[One [link](a.md)] here.",
        ),
        ("One [link](a.md) here.", "One [link", "One [link](a.md) here."),
        ("One.", "Elsewhere.", "One."),
        ("One.", "", "One."),
    ],
)
def test_a_quote_is_marked_where_it_stands(note: str, quote: str, shown: str) -> None:
    """White space may differ; what can't be marked whole is left as it is."""
    assert marked_markdown(note, quote) == shown

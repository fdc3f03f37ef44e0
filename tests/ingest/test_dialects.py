"""The Markdown of Obsidian, GitHub and others: what a reader sees, at the lines of the file."""

from __future__ import annotations

import pytest

from ingest.read_note import read_note


def seen(text: str) -> str:
    """Return a note as it is read."""
    return "\n".join(read_note("n.md", b"", text)[0].document.lines)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("See [[Locks]].", "See Locks."),
        ("See [[Locks#Cost]].", "See Locks > Cost."),
        ("See [[Locks#^a1]].", "See Locks."),
        ("See [[#Cost]].", "See Cost."),
        ("See [[deep/Locks#Cost|what it costs]].", "See what it costs."),
        ("![[graph.png|300]] Text.", " Text."),
        ("![[Locks#Cost]]", ""),
        ("![alt](data:image/png;base64,AAAA) x", "alt x"),
        ("A ==marked== word.", "A marked word."),
        ("A sentence. ^block-1", "A sentence."),
        ("Said %%not this%% aloud.", "Said  aloud."),
        ("%%\nnot\nthis\n%%\nbut this", "\n\n\n\nbut this"),
        ("> [!NOTE]\n> Read it.", "> **Note**\n> Read it."),
        ("> [!tip]- Keep `x` short\n> Or not.", "> **Keep `x` short**\n> Or not."),
        ("> [!faq|wide]+ Why?\n> > [!todo] Inner", "> **Why?**\n> > **Inner**"),
    ],
)
def test_marks_that_a_reader_does_not_see(written: str, read: str) -> None:
    """Links show their text, callouts their title; comments and embeds show nothing."""
    assert seen(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "Use `[[x]]` and ``a == [[b]] == c``.",
        "```\n[[x]] ==y== %%z%%\n> [!NOTE]\n```",
        "Lists: [[1, 2], [3, 4]].",
        "So x==y and y==z.",
        "a == b, and b == c",
        "    [[indented code]]",
        "%%\n\nonly opened",
        "[!NOTE] without a quote",
        "2 ^10 is 1024",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    """Code stays as it is, and so does what no dialect means."""
    assert seen(text) == text


def test_code_inside_a_comment() -> None:
    """The lines of a block in a comment are counted all the same."""
    assert seen("a\n%%\n```\nx\n```\n%%\nb") == "a\n\n\n\n\n\nb"


def test_front_matter_is_left_alone() -> None:
    """What looks like a link there is YAML."""
    assert seen("---\nup: '[[Locks]]'\n---\n[[Locks]]") == "---\nup: '[[Locks]]'\n---\nLocks"


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("---\ntags: [a, b]\n---\nx", ("a", "b")),
        ("---\ntags: 'a, #b c'\n---\nx", ("a", "b", "c")),
        ("About #python/asyncio and #locks.", ("python/asyncio", "locks")),
        ("# Heading\n## Two\n#not-a-heading", ("not-a-heading",)),
        ("---\ntags: a\n---\nAgain #a", ("a",)),
        ("Issue #12, C#, x#y, `#code`, [a](#part), https://a/#b", ()),
        ("```\n#include\n```", ()),
        ("### T {#slug level=mid}", ()),
    ],
)
def test_tags(text: str, tags: tuple[str, ...]) -> None:
    """Those of the front matter come first, then those of the prose."""
    assert read_note("n.md", b"", text)[0].note.tags == tags

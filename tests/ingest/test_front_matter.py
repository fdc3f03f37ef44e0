"""Front matter, whole and broken."""

from __future__ import annotations

import pytest

from ingest.front_matter import read_front_matter
from ingest.markdown import split_lines


def test_fields_keep_text_and_line() -> None:
    """Values stay as written: `no` is no boolean, `2026-11` no date."""
    front = read_front_matter(split_lines("---\nid: no\ntags: [a, 1]\nupdated: 2026-11\n---\n# T"))
    assert front.text("id") == "no"
    assert front.texts("tags") == ("a", "1")
    assert front.texts("id") == ("no",)
    assert front.text("updated") == "2026-11"
    assert (front.line("tags"), front.length, front.findings) == (3, 5, ())


@pytest.mark.parametrize(
    ("text", "length", "line", "message"),
    [
        ("---\na: [1\n---\nbody", 3, 2, "front matter is no YAML"),
        ("---\na: b: c\n---\nbody", 3, 2, "mapping values are not allowed here"),
        ("---\na: 1\n\nbody", 2, 1, "never closed"),
        ("---\na: 1\nb: 2\na: 3\n---\n", 5, 4, "has 'a' twice"),
        ("---\na: &x [*x]\nb: !!python/object:os.system x\n---\n", 4, None, ""),
        ("---\na: " + "[" * 5000 + "\n---\n", 3, None, "front matter is no YAML"),
        ("---\na: " + "x" * 70_000 + "\n---\n", 3, 1, "over 64000 characters"),
    ],
)
def test_broken_front_matter(text: str, length: int, line: int | None, message: str) -> None:
    """It is a finding at its line, nothing is run, and the body can still be told from it."""
    front = read_front_matter(split_lines(text))
    assert front.length == length
    if message:
        ((at, said),) = front.findings
        assert message in said
        assert line in (at, None)


@pytest.mark.parametrize("text", ["", "# T", "---\n\nA paragraph.\n\n---\n", "---", " ---\na: 1"])
def test_no_front_matter(text: str) -> None:
    """A thematic break on the first line is no front matter."""
    assert read_front_matter(split_lines(text)).length == 0

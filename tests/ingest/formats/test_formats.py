"""The formats of notes: which file is read how, and that a broken one is never more than skipped."""

from __future__ import annotations

import random
import sys

import pytest

from ingest.formats import note_text, readers
from ingest.formats.text import NoteText, Parts, Unreadable
from tests.ingest.formats.made_files import docx, notebook, pdf

WHOLE = {
    "a.ipynb": notebook(("markdown", "# Title\n\nText"), ("code", "x = 1")),
    "a.pdf": pdf(["One page."], ["Two."], outline=[("One", 0, 0)], title="T"),
    "a.docx": docx(("H1", "Title"), ("", "Words.")),
    "a.rst": b"Title\n=====\n\nWords with ``code``.\n\n.. note::\n\n   Look.\n",
    "a.html": b"<title>T</title><h1>H</h1><p>Words.<table><tr><td>x</td></tr></table>",
    "a.txt": b"Words.",
}


@pytest.mark.parametrize(
    ("name", "module", "package"),
    [
        ("a.ipynb", "nbformat", "nbformat"),
        ("a.pdf", "pypdf", "pypdf"),
        ("a.docx", "mammoth", "mammoth"),
        ("a.rst", "docutils", "docutils"),
        ("a.HTML", "markdownify", "markdownify"),
    ],
)
def test_a_missing_converter(
    monkeypatch: pytest.MonkeyPatch, name: str, module: str, package: str
) -> None:
    """The reason names the package and the command that installs the extra."""
    for loaded in list(sys.modules):
        if loaded.startswith("ingest.formats.") and not loaded.endswith(".text"):
            monkeypatch.delitem(sys.modules, loaded)
        elif loaded.split(".")[0] == module:
            monkeypatch.setitem(sys.modules, loaded, None)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(Unreadable, match=rf"extra `formats`: run `pip install .*{package}.*`"):
        note_text(name, WHOLE[name.lower()])


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_damage_is_never_more_than_unreadable(name: str) -> None:
    """Cut off or overwritten anywhere, a file is read or refused with a reason."""
    chance = random.Random(name)
    whole = WHOLE[name]
    outcomes = set()
    for _ in range(40):
        data = bytearray(whole[: chance.randrange(1, len(whole) + 1)])
        for _ in range(chance.randrange(4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            outcomes.add(type(note_text(name, bytes(data))))
        except Unreadable as error:
            outcomes.add(type(error))
    assert outcomes <= {NoteText, Unreadable}


def test_readers_are_those_of_the_files() -> None:
    """Markdown needs none, and only versions of what was used count as what a library was read by."""
    assert readers(["a.md", "b.txt"]) == []
    used = [reader.split()[0] for reader in readers(["a.md", "b.pdf", "c.ipynb"])]
    assert used == ["nbformat", "pypdf"]


@pytest.mark.parametrize(
    ("lines", "label"),
    [((1, 2), "page 1"), ((3, 3), "page 3"), ((2, 9), "pages 1-4"), ((9, 9), "page 4")],
)
def test_labels(lines: tuple[int, int], label: str) -> None:
    """Lines lie in the last part that begins before them; page 2 here has none."""
    assert Parts("page", (1, 3, 3, 5)).label(lines) == label

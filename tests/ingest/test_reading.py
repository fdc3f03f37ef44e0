"""Reading a folder: what is found, what is skipped and why, and a library of 3 MB."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.adapters.minilm_tokens import MiniLMTokenCounter
from app.core.errors import BadInput
from app.core.level import Level
from app.core.library import Contents
from app.core.passage import PassageKind
from app.core.question import Origin
from ingest.formats.text import LONGEST
from ingest.reading import read_library
from tests.fakes import WordCounter
from tests.ingest.formats.made_files import docx, notebook, pdf
from tests.ingest.good_note import good_note
from tests.ingest.made_library import LibraryMaker


def library(folder: Path, files: dict[str, str | bytes]) -> Contents:
    """Write files and read their folder."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_library(folder, counter=WordCounter())


def test_notes_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """Nested notes are found, hidden ones and the README at the top are not."""
    contents = library(
        tmp_path,
        {
            "b/deep/x.markdown": "text",
            "a.md": "text",
            "b/a.md": "text",
            "b/README.md": "text",
            "README.md": "text",
            ".git/x.md": "text",
            "b/.hidden.md": "text",
            "b/x.csv": "text",
        },
    )
    assert [(n.path, n.section, n.id, n.title) for n in contents.notes] == [
        ("a.md", "a", "a", "A"),
        ("b/README.md", "b", "b-readme", "README"),
        ("b/a.md", "b", "b-a", "A"),
        ("b/deep/x.markdown", "b", "b-deep-x", "X"),
    ]


def test_front_matter_makes_the_note(tmp_path: Path) -> None:
    """Id, title, levels, tags, month and sources come from the front matter, after a BOM too."""
    text = (
        "\ufeff---\nid: gil\ntitle: The GIL\nlevels: [Senior, junior]\ntags: t\nupdated: 2026-11\n"
        "sources: [PEP 703]\n---\n# Other\ntext"
    )
    (note,) = library(tmp_path, {"x.md": text}).notes
    assert (note.id, note.title, note.levels) == ("gil", "The GIL", (Level.MID, Level.SENIOR))
    assert (note.tags, note.updated, note.sources) == (("t",), "2026-11", ("PEP 703",))
    assert len(note.digest) == 64


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x00\x01\x02# T", "is a binary file"),
        ("# T".encode("utf-16"), "is UTF-16: save it as UTF-8"),
        (b"# T\nna\xefve", "is not UTF-8 text"),
        (b"", "holds no text"),
        (b"---\nid: x\n---\n\n", "holds no text"),
        (b"x" * (LONGEST + 1), "larger than 8 MB: split it"),
    ],
)
def test_a_bad_file_is_skipped(tmp_path: Path, content: bytes, message: str) -> None:
    """It is named with its cure, and the others are read."""
    contents = library(tmp_path, {"bad.md": content, "good.md": "text"})
    (problem,) = contents.problems
    assert problem.skipped
    assert problem.path == "bad.md"
    assert message in problem.message
    assert [note.path for note in contents.notes] == ["good.md"]


@pytest.mark.parametrize(
    ("target", "message"),
    [("../outside.md", "leads out of the folder"), ("gone.md", "leads nowhere")],
)
def test_links_are_not_trusted(tmp_path: Path, target: str, message: str) -> None:
    """A link that leaves the folder, or leads nowhere, is skipped."""
    (tmp_path / "outside.md").write_text("secret")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "link.md").symlink_to(target)
    contents = library(tmp_path / "notes", {"good.md": "text"})
    assert [message in p.message for p in contents.problems] == [True]
    assert len(contents.notes) == 1


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    """One that leads out is named; what one within the folder shows is found without it."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text("secret")
    (tmp_path / "notes" / "inside").mkdir(parents=True)
    (tmp_path / "notes" / "out").symlink_to("../outside")
    (tmp_path / "notes" / "again").symlink_to("inside")
    contents = library(tmp_path / "notes", {"inside/a.md": "text"})
    assert [note.path for note in contents.notes] == ["inside/a.md"]
    (problem,) = contents.problems
    assert (problem.path, problem.skipped) == ("out", True)
    assert "ingest that folder by itself" in problem.message


def test_one_name_in_two_formats(tmp_path: Path) -> None:
    """Both are notes with ids of their own, and nothing is wrong with that."""
    contents = library(tmp_path, {"a.md": "text", "a.txt": "other text"})
    assert [note.id for note in contents.notes] == ["a", "a-txt"]
    assert contents.problems == ()


def test_every_format_in_one_folder(tmp_path: Path) -> None:
    """A page or a cell stands beside the headings of a place, and isn't embedded."""
    contents = library(
        tmp_path,
        {
            "a.ipynb": notebook(("markdown", "# T"), ("markdown", "Say it."), ("code", "x = 1")),
            "b.pdf": pdf(["One page."], ["Another page."], title="Pages"),
            "c.docx": docx(("H1", "W"), ("", "Words.")),
            "d.html": "<h1>H</h1><p>Tags.</p>",
            "e.rst": "R\n=\n\nRestructured.",
            "f.txt": "Plain words.",
        },
    )
    found = {p.place.note: (p.place.heading_path, p.embedded_text) for p in contents.passages}
    assert contents.problems == ()
    assert found == {
        "a.ipynb": ("T > cells 2-3", "T\nSay it.\n\n```python\nx = 1\n```"),
        "b.pdf": ("Pages > pages 1-2", "Pages\nOne page.\n\nAnother page."),
        "c.docx": ("W", "W\nWords."),
        "d.html": ("H", "H\nTags."),
        "e.rst": ("R", "R\nRestructured."),
        "f.txt": ("F", "F\nPlain words."),
    }


def test_broken_files_of_every_format(tmp_path: Path) -> None:
    """Whatever is wrong in a file, it is skipped with a reason, and the rest is read."""
    broken: dict[str, str | bytes] = {
        "a.ipynb": notebook(("markdown", "# T"))[:40],
        "b.pdf": pdf(["One page."])[:400],
        "c.docx": docx(("H1", "W"))[:200],
        "d.html": "",
        "e.rst": b"\xff\xfe",
        "f.txt": bytes(range(256)),
        "g.pdf": pdf(["Secret."], password="secret"),
        "h.pdf": pdf([]),
        "i.docx": b"\xd0\xcf\x11\xe0 locked",
    }
    contents = library(tmp_path, {**broken, "good.md": "text"})
    assert [note.path for note in contents.notes] == ["good.md"]
    assert [p.path for p in contents.problems] == sorted(broken)
    assert all(p.skipped for p in contents.problems)


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    """What is no regular file is never opened."""
    os.mkfifo(tmp_path / "pipe.md")
    assert "not a regular file" in library(tmp_path, {"a.md": "x"}).problems[0].message


def test_broken_front_matter_leaves_the_note(tmp_path: Path) -> None:
    """The problem is named, and the body is read as a plain note."""
    contents = library(tmp_path, {"x.md": "---\ntitle: a: b\n---\n# T\ntext"})
    assert [(p.line, p.skipped) for p in contents.problems] == [(2, False)]
    assert [p.text for p in contents.passages] == ["text"]


def test_taken_ids(tmp_path: Path) -> None:
    """The second note of an id gets one from its path, the second slug a number; both are named."""
    contents = library(tmp_path, {"a.md": good_note(), "p/b.md": good_note()})
    assert [note.id for note in contents.notes] == ["gil", "p-b"]
    assert contents.questions[6].id == "gil-parallel-2"
    assert len({question.id for question in contents.questions}) == 12
    messages = [p.message for p in contents.problems if p.path == "p/b.md"]
    assert messages[0] == "id 'gil' is taken by a.md, so this is 'p-b': choose another id"
    assert len(messages) == 7


@pytest.mark.parametrize(
    ("folder", "message"),
    [("gone", "is not there"), ("file.md", "is a file"), ("empty", "holds no notes")],
)
def test_no_library(tmp_path: Path, folder: str, message: str) -> None:
    """A missing or empty folder is an error that says what to do."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.md").touch()
    with pytest.raises(BadInput, match=message):
        read_library(tmp_path / folder, counter=WordCounter())


def test_an_authored_note(tmp_path: Path) -> None:
    """Of the interview part only reference answers are passages; a misconception never is."""
    contents = library(tmp_path, {"06_Concurrency/gil.md": good_note()})
    assert [q.origin for q in contents.questions] == [Origin.AUTHORED] * 6
    assert contents.problems == ()
    answers = [p for p in contents.passages if p.kind is PassageKind.ANSWER]
    assert {p.place.heading[-1] for p in answers} == {q.text for q in contents.questions}
    texts = "\n".join(p.text for p in contents.passages)
    for unsaid in ("wrong:", "also:", "Key point", "Follow-up", "Several cores run"):
        assert unsaid not in texts


def made(folder: Path, *, notes: int) -> None:
    """Read a made-up library and check every promise about it."""
    maker = LibraryMaker()
    maker.write(folder, notes=notes, size=20_000, questions=4)
    counter = MiniLMTokenCounter()
    contents = read_library(folder, counter=counter)
    assert len(contents.notes) == notes
    assert sorted(q.text for q in contents.questions) == sorted(maker.asked)
    assert all(q.reference and q.key_points for q in contents.questions)
    assert {q.origin for q in contents.questions} == {Origin.MINED}
    asked = [p for p in contents.passages if "❓ Interview Questions" in p.place.heading]
    assert {p.kind for p in asked} == {PassageKind.ANSWER}
    assert max(counter.count(p.embedded_text) for p in contents.passages) <= 256
    assert len({p.id for p in contents.passages}) == len(contents.passages)
    assert len({q.id for q in contents.questions}) == len(contents.questions)
    assert not [p for p in contents.problems if p.skipped]


def test_a_made_up_library(tmp_path: Path) -> None:
    """All `Q1:` headings of 10 notes become questions with answers; those in fences don't."""
    made(tmp_path, notes=10)


@pytest.mark.integration
def test_a_made_up_library_of_3_mb(tmp_path: Path) -> None:
    """The same for 150 notes and 600 questions."""
    made(tmp_path, notes=150)


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    """Reading is deterministic."""
    LibraryMaker().write(tmp_path, notes=3, size=5000, questions=2)
    counter = WordCounter()
    assert read_library(tmp_path, counter=counter) == read_library(tmp_path, counter=counter)

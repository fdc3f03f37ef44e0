"""The built-in notes keep their own rules, and all their code runs."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from app.core.steering import speaks_to_model
from app.wiring.notes import built_in_notes, check_notes
from ingest.front_matter import read_front_matter

NOTES = built_in_notes()
CORPUS = NOTES.parent


@pytest.mark.integration
def test_every_note_is_to_the_bar() -> None:
    """Format, ids, wordings, repetitions and code: not one breach."""
    problems = check_notes([NOTES], run_code=True)
    assert [str(problem) for problem in problems] == []


def test_every_note_lies_in_a_listed_section() -> None:
    """The folders of the notes are those of sections.yaml, and these are numbered in order."""
    listed = yaml.safe_load((CORPUS / "sections.yaml").read_text("utf-8"))["sections"]
    folders = [section["folder"] for section in listed]
    assert [int(folder[:2]) for folder in folders] == list(range(1, 21))
    assert {note.parent.name for note in NOTES.rglob("*.md")} <= set(folders)


def test_paths_name_sections_and_outcomes_that_exist() -> None:
    """Learning paths, the plan and the outcomes of the sections all resolve."""
    listed = yaml.safe_load((CORPUS / "sections.yaml").read_text("utf-8"))["sections"]
    paths = yaml.safe_load((CORPUS / "paths.yaml").read_text("utf-8"))
    folders = {section["folder"] for section in listed}
    outcomes = {outcome["id"] for outcome in paths["outcomes"]}
    assert {o for section in listed for o in section["outcomes"]} == outcomes
    assert {s for path in paths["paths"] for s in path["sections"]} <= folders
    assert {s for step in paths["plan"] for s in step["sections"]} == folders - {
        *(f for f in folders if f[:2] in {"06", "07", "08", "09", "10"}),
    }
    assert sorted(week for step in paths["plan"] for week in step["weeks"]) == [1, 2, 3, 4, 5, 6]


def test_notes_of_the_first_sections_are_there() -> None:
    """The sections that the first interviews draw from have their notes."""
    by_section: dict[str, list[Path]] = {}
    for note in NOTES.rglob("*.md"):
        by_section.setdefault(note.parent.name[:2], []).append(note)
    assert {s: len(by_section[s]) for s in ("06", "11", "12", "14")} == {
        "06": 4,
        "11": 8,
        "12": 8,
        "14": 7,
    }


def test_note_ids_are_slugs_of_their_own() -> None:
    """Ids never repeat over the corpus."""
    ids = [
        read_front_matter(note.read_text("utf-8").split("\n")).text("id")
        for note in NOTES.rglob("*.md")
    ]
    assert len(ids) == len(set(ids))


def test_no_key_point_speaks_to_a_model() -> None:
    """One that seems to is graded offline even where a language model is on."""
    points = [
        line
        for note in NOTES.rglob("*.md")
        for line in note.read_text("utf-8").splitlines()
        if line.startswith("- **Key point**")
    ]
    assert len(points) > len(list(NOTES.rglob("*.md")))
    spoken = [text for line in points if speaks_to_model(text := line.split(": ", 1)[1])]
    assert spoken == []

"""Notes that didn't change are taken over from the last reading, and nothing differs for it."""

from __future__ import annotations

import random
from pathlib import Path

from ingest.reading import read_library
from ingest.readings import readings_in
from tests.fakes import WordCounter
from tests.ingest.formats.made_files import notebook

NAMES = ("a.md", "a.txt", "b.md", "part/a.md", "part/c.md", "d.ipynb")
IDS = ("", "id: a\n", "id: part-a\n", "id: own\n", "id: no slug\n")
BODIES = ("Text.", "## Why is it so?\nBecause.\n\n## Why is it so?\nAgain.", "", "# T\n\n[[link]]")


class CountedWords(WordCounter):
    """Counts what it is asked to count."""

    asked = 0

    def count(self, text: str) -> int:
        self.asked += 1
        return super().count(text)


def written(folder: Path, name: str, chance: random.Random) -> None:
    """Write a note at random: its id may be that of others, and so may its questions'."""
    text = f"---\n{chance.choice(IDS)}title: T\n---\n{chance.choice(BODIES)}"
    data = notebook(("markdown", text)) if name.endswith(".ipynb") else text.encode()
    (folder / name).write_bytes(data)


def test_what_is_taken_over_is_what_reading_gives(tmp_path: Path) -> None:
    """Over 60 rounds of changes, with ids that collide, appear and go."""
    chance = random.Random(3)
    (tmp_path / "part").mkdir()
    (tmp_path / "z.md").write_text("Always here.")
    contents = read_library(tmp_path, counter=WordCounter())
    for _ in range(60):
        for name in chance.sample(NAMES, 2):
            if (tmp_path / name).exists() and chance.random() < 0.3:
                (tmp_path / name).unlink()
            else:
                written(tmp_path, name, chance)
        contents = read_library(tmp_path, counter=WordCounter(), known=readings_in(contents))
        assert contents == read_library(tmp_path, counter=WordCounter())


def test_what_did_not_change_is_not_read(tmp_path: Path) -> None:
    """No token is counted for it."""
    (tmp_path / "a.md").write_text("# A\n\nText.\n")
    counter = CountedWords()
    contents = read_library(tmp_path, counter=counter)
    assert counter.asked > 0
    counter.asked = 0
    again = read_library(tmp_path, counter=counter, known=readings_in(contents))
    assert (again, counter.asked) == (contents, 0)

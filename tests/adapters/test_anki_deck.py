"""The package is opened as Anki opens it: a zip file with a SQLite collection."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from app.adapters.anki_deck import anki_deck
from app.core.card import Card
from tests.examples import NOON, PLACE

LOCK = Card(
    id="notes/gil/lock",
    question="What does `x < y` do?\nAnd the lock?",
    number=(1, 2),
    point="One **thread** at a time.",
    place=PLACE,
    noted="Only one thread runs.",
    said="All <i>threads</i> run.",
    tags=("hotseat", "06 Concurrency"),
)
RELEASE = replace(LOCK, id="notes/gil/release", number=(2, 2), said="")


def collection(packed: bytes, folder: Path, *, query: str) -> list[tuple[object, ...]]:
    """Run a query on the collection in a package."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        file = archive.extract("collection.anki2", folder)
    with closing(sqlite3.connect(file)) as database:
        return database.execute(query).fetchall()


def test_a_note_and_a_card_for_each_point(tmp_path: Path) -> None:
    """Fields are HTML: code and bold are kept, whatever else looks like a tag is text."""
    packed = anki_deck("notes", [LOCK, RELEASE], NOON)
    rows = collection(packed, tmp_path, query="select flds, tags from notes order by id")
    question, number, point, noted, place, said = str(rows[0][0]).split("\x1f")
    assert question == "What does <code>x &lt; y</code> do?<br>And the lock?"
    assert (number, point) == ("Point 1 of 2", "One <b>thread</b> at a time.")
    assert noted == "Only one thread runs."
    assert place.startswith("06_Concurrency/gil.md &gt; The GIL")
    assert said == "All &lt;i&gt;threads&lt;/i&gt; run."
    assert str(rows[0][1]).split() == ["hotseat", "06_Concurrency"]
    assert collection(packed, tmp_path, query="select count(*) from cards") == [(2,)]


def test_the_deck_is_named_after_the_library(tmp_path: Path) -> None:
    """All packages of a library lead to one deck."""
    decks = []
    for cards in ([LOCK], [RELEASE]):
        packed = anki_deck("notes", cards, NOON)
        ((found,),) = collection(packed, tmp_path, query="select decks from col")
        decks.append({d["id"]: d["name"] for d in json.loads(str(found)).values()})
    assert decks[0] == decks[1]
    assert "Hotseat::notes" in decks[0].values()


def test_a_point_keeps_its_id(tmp_path: Path) -> None:
    """A card that is exported again, with other words said, replaces the one in Anki."""
    ids = [
        collection(anki_deck("notes", [card], NOON), tmp_path, query="select guid from notes")
        for card in (LOCK, replace(LOCK, said="Something else."), RELEASE)
    ]
    assert ids[0] == ids[1] != ids[2]

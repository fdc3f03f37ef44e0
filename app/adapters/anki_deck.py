"""Cards as an Anki package (.apkg), by genanki: a deck that Anki imports and, later, updates."""

from __future__ import annotations

import itertools
import re
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.core.card import Card

if TYPE_CHECKING:
    import genanki

_MODEL = 1_740_220_671  # any fixed number: it tells Anki that these cards are of one sort
_FIELDS = ("Question", "Number", "Point", "Notes", "Place", "Said")
_FRONT = '<div class="question">{{Question}}</div><div class="small">{{Number}}</div>'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="point">{{Point}}</div>'
    '{{#Notes}}<div class="small">The notes say</div><blockquote>{{Notes}}</blockquote>{{/Notes}}'
    '<div class="small">{{Place}}</div>'
    '{{#Said}}<div class="small">You said</div><blockquote>{{Said}}</blockquote>{{/Said}}'
)
_CSS = """
.card { font-family: sans-serif; font-size: 20px; line-height: 1.45; max-width: 40em;
        margin: 1em auto; text-align: left; }
.small { font-size: 14px; opacity: .75; margin: .6em 0; }
blockquote { margin: .3em 0; padding-left: .8em; border-left: 3px solid #0f6b66; }
"""
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_BOLD = re.compile(r"\*\*(\S.*?)\*\*", re.DOTALL)


def anki_deck(library: str, cards: Sequence[Card], made: datetime) -> bytes:
    """Pack cards into one deck of a library; a point's card keeps its id in every package."""
    import genanki

    deck = genanki.Deck(_number(f"hotseat:{library}"), f"Hotseat::{library}")
    for card in cards:
        deck.add_note(_note(card))
    # Not `Package.write_to_file`, which leaves a copy of the deck in the temporary folder.
    with TemporaryDirectory() as folder:
        file = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(file)) as database:
            numbers = itertools.count(int(made.timestamp() * 1000))
            genanki.Package(deck).write_to_db(database.cursor(), made.timestamp(), numbers)
            database.commit()
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(file, "collection.anki2")
            archive.writestr("media", "{}")
    return packed.getvalue()


def _note(card: Card) -> genanki.Note:
    import genanki

    model = genanki.Model(
        _MODEL,
        "Hotseat key point",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Recall", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )
    position, count = card.number
    number = "" if count == 1 else f"Point {position} of {count}"
    fields = [_html(card.question), number, _html(card.point), _html(card.noted)]
    fields += [escape(card.place.citation), escape(card.said).replace("\n", "<br>")]
    tags = [re.sub(r"\s+", "_", tag) for tag in card.tags]
    return genanki.Note(model=model, fields=fields, tags=tags, guid=f"hotseat-{_hash(card.id)}")


def _html(markdown: str) -> str:
    """Write inline Markdown of a note as HTML; everything else of it is escaped."""
    marked = _CODE.sub(r"<code>\2</code>", escape(markdown))
    return _BOLD.sub(r"<b>\1</b>", marked).replace("\n", "<br>")


def _number(name: str) -> int:
    """Make a number that stands for a name, in the range that Anki takes for its ids."""
    return (1 << 30) + int(_hash(name)[:7], 16)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]

"""The PDF is opened again, read, and one page of it is drawn."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from app.adapters.pdf_document import pdf_document
from app.core.document import Block, Document, Kind, block, notes, strong

TITLE = block(Kind.TITLE, "Interview of 23 November 2026")


def made(*blocks: Block) -> PdfReader:
    return PdfReader(BytesIO(pdf_document(Document("Interview", (TITLE, *blocks)))))


def read(*blocks: Block) -> str:
    """Return the words of all pages, white space folded."""
    text = " ".join(page.extract_text() for page in made(*blocks).pages)
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.HEADING, "Question: Why?"),
        (Kind.TEXT, "a < b && c > d </para>"),
        (Kind.ANSWER, "One thread <b>runs</b>."),
        (Kind.ITEM, "met: The point."),
        (Kind.DETAIL, "you said: “so”"),
        (Kind.PASSAGE, "Two paragraphs."),
    ],
)
def test_every_kind_of_block_can_be_read_again(kind: Kind, text: str) -> None:
    """Text comes out as it went in; markup in an answer is text."""
    assert text in read(block(kind, text))


@pytest.mark.parametrize(
    "text",
    [
        "naïve café, Łódź, Straße",
        "Привет, мир",
        "αβγ → ∞ ≤ ≠ √",
        "日本語の答え",
        "✓ ∀ x ∈ S",
    ],
    ids=["latin", "cyrillic", "greek", "japanese", "signs"],
)
def test_unicode_text_stays_whole(text: str) -> None:
    """Letters of other scripts and signs are printed, not replaced."""
    shown = read(block(Kind.ANSWER, text))
    assert text in shown
    assert "no font for" not in shown


def test_what_no_font_has_is_said() -> None:
    """A rocket becomes a box, and the last line tells where it can be found."""
    shown = read(block(Kind.TEXT, "to the \N{ROCKET} moon"))
    assert "to the □ moon" in shown
    assert "the Markdown and JSON exports keep it" in shown


def test_accents_are_composed_and_shapeless_signs_dropped() -> None:
    """Decomposed letters and invisible signs leave no box."""
    assert "café au lait" in read(block(Kind.TEXT, "cafe\u0301 \u200dau\ufe0f lait\x07"))


def test_markdown_of_the_notes_is_typeset() -> None:
    """Marks disappear, code keeps its own signs, and a fence its lines."""
    shown = read(
        block(Kind.TEXT, strong("Score"), " ", notes("the **lock** of `a*b*c`, [here](x.md)")),
        block(Kind.PASSAGE, notes("Look:\n\n```python\nif x:\n    return **kw\n```\nDone.")),
    )
    assert "Score the lock of a*b*c, here" in shown
    assert "Look: if x: return **kw Done." in shown


def test_a_long_answer_runs_over_pages() -> None:
    """Neither many lines nor one endless word breaks the page; each page has its number."""
    pages = made(block(Kind.ANSWER, "word " * 3000 + "x" * 3000)).pages
    assert len(pages) > 2
    assert "Page 2" in pages[1].extract_text()


def test_the_same_document_gives_the_same_bytes() -> None:
    """An export can be compared with an earlier one."""
    document = Document("Interview", (TITLE,))
    assert pdf_document(document) == pdf_document(document)

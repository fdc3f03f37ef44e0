"""A document as a PDF of A4 pages, by ReportLab, in fonts that come as Python packages.

Fira has Latin, Greek and Cyrillic, arrows and most of mathematics; its code face fills some gaps.
Chinese, Japanese and Korean use a face that PDF readers have of their own. What no face has is
printed as an empty box, and the document's last line says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.adapters.pdf_text import (
    BOLD,
    BOX,
    CODE,
    TEXT,
    face,
    lines,
    marked,
    notes,
    printable,
    register,
)
from app.core.document import Block, Document, Kind

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable, Paragraph

_ACCENT, _QUIET, _SHADE = "#0f6b66", "#585d64", "#f1efe9"
_FENCE = re.compile(r"^ {0,3}(?:```+|~~~+).*$", re.MULTILINE)


def pdf_document(document: Document) -> bytes:
    """Typeset a document; the same document always gives the same bytes."""
    from reportlab.platypus import SimpleDocTemplate

    register()
    pages = BytesIO()
    template = SimpleDocTemplate(
        pages,
        title=document.title,
        author="Hotseat",
        lang="en",
        leftMargin=62,
        rightMargin=62,
        topMargin=56,
        bottomMargin=62,
        invariant=1,
    )

    story: list[Flowable] = [flow for one in document.blocks for flow in _flows(one)]
    if any(face(c) is None for one in document.blocks for c in printable(one.text)):
        story.append(_paragraph("body", lines(_UNPRINTABLE)))
    template.build(story, onFirstPage=_draw_footer, onLaterPages=_draw_footer)
    return pages.getvalue()


_UNPRINTABLE = (
    f"{BOX} stands for a character that this PDF has no font for; the Markdown and JSON exports "
    "keep it."
)


def _flows(one: Block) -> Iterator[Paragraph]:
    match one.kind:
        case Kind.PASSAGE:
            yield from _passage(one.text)
        case Kind.ANSWER:
            yield _paragraph("answer", lines(one.text))
        case Kind.ITEM:
            yield _paragraph("item", "".join(map(marked, one.spans)), bullet="•")
        case _:
            yield _paragraph(_STYLE_OF.get(one.kind, "body"), "".join(map(marked, one.spans)))


_STYLE_OF = {Kind.TITLE: "title", Kind.HEADING: "heading", Kind.DETAIL: "detail"}


def _passage(text: str) -> Iterator[Paragraph]:
    """Set Markdown of several lines: fenced code in the code face, the rest as paragraphs."""
    for number, piece in enumerate(_FENCE.split(text)):
        if number % 2:
            yield _paragraph("code", lines(piece.strip("\n")))
            continue
        for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)", piece):
            if paragraph.lstrip().startswith("|"):
                yield _paragraph("code", lines(paragraph.strip()))
            elif paragraph.strip():
                yield _paragraph("body", notes(paragraph.strip()))


def _paragraph(style: str, markup: str, *, bullet: str | None = None) -> Paragraph:
    from reportlab.platypus import Paragraph

    return Paragraph(markup, _styles()[style], bulletText=bullet)


@cache
def _styles() -> dict[str, ParagraphStyle]:
    from reportlab.lib.styles import ParagraphStyle

    body = ParagraphStyle("body", fontName=TEXT, fontSize=10, leading=14.5, spaceAfter=6)
    made: dict[str, dict[str, Any]] = {
        "title": {"fontName": BOLD, "fontSize": 19, "leading": 24, "spaceAfter": 8},
        "heading": {
            "fontName": BOLD,
            "fontSize": 12.5,
            "leading": 17,
            "textColor": _ACCENT,
            "spaceBefore": 14,
            "keepWithNext": 1,
        },
        "answer": {
            "leftIndent": 7,
            "rightIndent": 7,
            "backColor": _SHADE,
            "borderPadding": 7,
            "spaceBefore": 14,
            "spaceAfter": 14,
        },
        "code": {"fontName": CODE, "fontSize": 8.5, "leading": 12, "leftIndent": 10},
        "item": {"leftIndent": 14, "bulletIndent": 2, "spaceAfter": 2, "spaceBefore": 5},
        "detail": {"leftIndent": 26, "fontSize": 9, "leading": 12.5, "spaceAfter": 2},
    }
    styles = {name: ParagraphStyle(name, parent=body, **more) for name, more in made.items()}
    return {"body": body, **styles}


def _draw_footer(canvas: Canvas, template: BaseDocTemplate) -> None:
    canvas.setFont(TEXT, 8)
    canvas.setFillColor(_QUIET)
    canvas.drawString(template.leftMargin, 32, str(template.title))
    right = template.leftMargin + template.width
    canvas.drawRightString(right, 32, f"Page {canvas.getPageNumber()}")

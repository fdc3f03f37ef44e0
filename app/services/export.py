"""Write a session in a form to keep: a document, its data, Anki cards, labels or reports."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.core.card import Card
from app.core.document import Document
from app.core.errors import BadInput
from app.core.highlights import Highlight, gaps
from app.core.hindsight import Hindsight
from app.core.session import Phase, Session
from app.services.labels import as_lines, labels
from app.services.markdown import as_markdown
from app.services.report import reports
from app.services.session_document import one_line, session_document
from app.services.session_json import as_json

Typeset = Callable[[Document], bytes]
PackCards = Callable[[str, Sequence[Card], datetime], bytes]


class Form(StrEnum):
    """How a session is written; the value is its name on the command line.

    ANKI are its missed points as cards, LABELS the verdicts that the candidate disagreed with,
    REPORTS the questions that the candidate found fault with.
    """

    MD = "md"
    JSON = "json"
    PDF = "pdf"
    ANKI = "anki"
    LABELS = "labels"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class FormInfo:
    """What a form is called, the end of its file's name, and its media type."""

    title: str
    suffix: str
    mime: str


FORMS = {
    Form.MD: FormInfo("Markdown", "md", "text/markdown"),
    Form.PDF: FormInfo("PDF", "pdf", "application/pdf"),
    Form.JSON: FormInfo("JSON", "json", "application/json"),
    Form.ANKI: FormInfo("Anki cards", "apkg", "application/octet-stream"),
    Form.LABELS: FormInfo("Disagreements", "jsonl", "application/x-ndjson"),
    Form.REPORTS: FormInfo("Reported questions", "jsonl", "application/x-ndjson"),
}


class Exporter:
    """Writes sessions; `typeset` makes a PDF, `pack` an Anki package."""

    def __init__(self, typeset: Typeset, pack: PackCards) -> None:
        self._typeset = typeset
        self._pack = pack

    def export(self, session: Session, form: Form) -> bytes:
        """Return a session in a form, without what the candidate may not see yet.

        Raises BadInput when the session has no gap to make a card of.
        """
        shown = without_hidden(session)
        match form:
            case Form.MD:
                return as_markdown(session_document(shown)).encode()
            case Form.PDF:
                return self._typeset(session_document(shown))
            case Form.JSON:
                return json.dumps(as_json(shown), ensure_ascii=False, indent=2).encode() + b"\n"
            case Form.ANKI:
                return self._packed(shown)
            case Form.LABELS:
                return as_lines(labels([shown]))
            case Form.REPORTS:
                return as_lines(reports([shown]))

    def _packed(self, session: Session) -> bytes:
        found = cards(session)
        if not found:
            raise BadInput(
                f"Session {session.id} has no missed point to make a card of. "
                "Export it as Markdown, JSON or PDF."
            )
        return self._pack(session.setup.library, found, session.started_at)


def without_hidden(session: Session) -> Session:
    """Leave out the grades of an open mock, which come at its end, and what a pause hides."""
    if session.phase is Phase.PAUSED:
        session = replace(session, turns=tuple(t for t in session.turns if not t.is_open))
    if session.shows_grades:
        return session
    return replace(
        session, turns=tuple(replace(t, grade=None, hindsight=Hindsight()) for t in session.turns)
    )


def cards(session: Session) -> list[Card]:
    """Make a card of each point that was missed, half met or contradicted, and not mended since.

    A point that a follow-up asked for again is judged by the follow-up.
    """
    return [_card(session.setup.library, one) for one in gaps(session)]


def _card(library: str, gap: Highlight) -> Card:
    question, point = gap.turn.question, gap.point
    authored = [f.text for f in question.follow_ups if f.key_point_id == point.id]
    note, said = gap.verdict.note_quote, gap.verdict.answer_quote
    return Card(
        id=f"{library}/{question.id}/{point.id}",
        question=f"{question.text}\n{authored[0]}" if authored else question.text,
        number=(question.key_points.index(point) + 1, len(question.key_points)),
        point=point.text,
        place=note.place if note else point.source or question.place,
        noted=one_line(note.text) if note else "",
        said=said.text if said else "",
        tags=("hotseat", question.section, point.level.value),
    )

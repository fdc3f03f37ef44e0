"""Small values that many tests start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from app.core.grade import Feedback, Grade, GraderInfo, level_bar, score
from app.core.level import Level
from app.core.library import Contents, Manifest, Note
from app.core.passage import Passage, PassageKind
from app.core.place import Place
from app.core.question import KeyPoint, Origin, Question, QuestionKind
from app.core.session import Setup
from app.core.verdict import PointVerdict, Verdict

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PLACE = Place("06_Concurrency/gil.md", ("The GIL", "Internal Working"), (10, 20))
SETUP = Setup(library="notes", level=Level.MID, count=2)


def key_point(slug: str, text: str = "", **changes: object) -> KeyPoint:
    """Make a key point of level mid and weight 1."""
    point = KeyPoint(slug, text or f"The point called {slug}.", Level.MID, source=PLACE)
    return replace(point, **changes)  # type: ignore[arg-type]


def question(slug: str = "gil-lock", *points: KeyPoint, **changes: object) -> Question:
    """Make an authored question of level mid with two key points, unless told otherwise."""
    made = Question(
        id=slug,
        text=f"What about {slug}?",
        section="06_Concurrency",
        level=Level.MID,
        kind=QuestionKind.CONCEPT,
        origin=Origin.AUTHORED,
        place=PLACE,
        reference="One thread at a time. The lock is dropped while it waits.",
        key_points=points or (key_point("one"), key_point("two")),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def grade(asked: Question, *verdicts: Verdict) -> Grade:
    """Make the grade that follows from these verdicts at level mid."""
    judged = tuple(
        PointVerdict(point.id, verdict, 0.9, "Because.")
        for point, verdict in zip(asked.key_points, verdicts, strict=True)
    )
    return Grade(
        verdicts=judged,
        score=score(asked, judged, Level.MID),
        level_bar=level_bar(asked, judged),
        flags=(),
        feedback=Feedback(None, "Say more."),
        grader=GraderInfo("fake", "1"),
    )


def passage(text: str, **changes: object) -> Passage:
    """Make an explanation for all levels at lines 10-20; its id is its text."""
    made = Passage(
        text, PLACE, text, PassageKind.EXPLANATION, section="06_Concurrency", levels=tuple(Level)
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def contents(*texts: str | Passage, questions: tuple[Question, ...] = ()) -> Contents:
    """Make the contents of one note with these passages."""
    passages = tuple(passage(text) if isinstance(text, str) else text for text in texts)
    note = Note("gil", PLACE.note, "The GIL", "06_Concurrency", (Level.MID,), (), "", (), "0" * 64)
    return Contents((note,), passages, questions)


def manifest(**changes: object) -> Manifest:
    """Make the manifest of generation g1 of the library `notes`, with vectors in `notes.g1`."""
    made = Manifest(
        library="notes",
        generation="g1",
        folder="/srv/notes",
        created=NOON.isoformat(),
        reader="markdown 1",
        embedder="words 1",
        dimension=7,
        note_digests={PLACE.note: "0" * 64},
        passages=1,
        questions=0,
        seconds=0.5,
        collection="notes.g1",
    )
    return replace(made, **changes)  # type: ignore[arg-type]

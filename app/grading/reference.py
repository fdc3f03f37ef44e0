"""Where the reference answer says each key point: one more wording, in the context of its answer."""

from __future__ import annotations

from collections.abc import Sequence

from app.alignment import Reader, Reading
from app.core.reference_units import statements
from app.grading.canonical import canonical_text
from app.grading.match import answer_reading, supports
from app.grading.segment import claims

# Below this coverage the reference doesn't say the point in words that are worth comparing.
_LEAST_COVERED = 0.5


def reference_wordings(
    reference: str, points: Sequence[Reading], asked: Reading, reader: Reader
) -> list[str | None]:
    """Return, for each key point, the stretch of the reference answer that says most of it.

    None where the reference says little of the point, or says it in the point's own words.
    """
    text = canonical_text("\n".join(s.text for s in statements(reference)))
    spans = claims(text)
    if not spans or not points:
        return [None] * len(points)
    said = answer_reading(reader.recall([text])[0], spans)
    found = supports([[point] for point in points], asked, said)
    wordings: list[str | None] = []
    for point, support in zip(points, found, strict=True):
        start, end = said.span(support.window)
        wording = canonical_text(text[start:end])
        apart = wording and wording != point.text
        wordings.append(wording if apart and support.section >= _LEAST_COVERED else None)
    return wordings

"""Token alignment over the embedder's own vectors: how far one text says what another one says.

For each token of a target text, the best cosine among the tokens of a source text; averaged with
weights that count rare tokens more. Grading aligns key points with answers, retrieval aligns
questions with passages.
"""

from app.alignment.background import Background, background_of
from app.alignment.condensed import Frame, frame_of
from app.alignment.coverage import best_by_group, best_by_run, coverage, similarities
from app.alignment.reading import Reader, Reading, reading_of
from app.alignment.recent import Recent
from app.alignment.weights import token_weights, word_weights
from app.alignment.windows import Window, group_tokens, sections, windows

__all__ = [
    "Background",
    "Frame",
    "Reader",
    "Reading",
    "Recent",
    "Window",
    "background_of",
    "best_by_group",
    "best_by_run",
    "coverage",
    "frame_of",
    "group_tokens",
    "reading_of",
    "sections",
    "similarities",
    "token_weights",
    "windows",
    "word_weights",
]

"""The sentences of a passage; they live in the core, because the grading engine quotes them too."""

from app.core.sentences import Sentence, sentences

__all__ = ["Sentence", "sentences"]

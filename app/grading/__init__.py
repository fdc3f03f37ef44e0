"""The offline grading engine: it works with no language model, tells right from wrong, and shows why."""

from app.grading.engine import Grader

__all__ = ["Grader"]

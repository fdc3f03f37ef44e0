"""How a question is recognised in the text of a note, and made presentable."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from app.core.level import Level
from ingest.level_cues import split_level_tag

_MARKER = re.compile(
    r"q(?:uestion)?\s*[#.]?\s*\d+\s*[.:)\]\-–—]+\s*|q(?:uestion)?\s*[:.)]\s*", re.IGNORECASE
)
_BARE_MARKER = re.compile(r"q(?:uestion)?\s*[#.]?\s*\d+\s+", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*\s*[.):\-–]\s*(?=\S)|\d{1,3}\s+(?=\S.*\?$)")
_OPENS = re.compile(
    r"(?:what|how|why|when|which|where|who|can|could|does|do|is|are|should|would|explain|describe|compare|"
    r"contrast|discuss|define|design|implement|name|list|give|tell|walk|"
    r"differentiate|differences?|write|show|state|advantages|types of|role of|purpose of)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\s*(?:\*\*|__)?\s*(?:a\s*\d*\s*[:)]|a\d+\s*\.|"
    r"(?:sample |model |short |expected )?ans(?:wer)?\s*\d*\s*[:.\-–—])"
    r"\s*(?:\*\*|__)?\s*|\s*(?:\*\*|__)(?:a|ans|answer)(?:\*\*|__)\s*[:.\-–—]\s*",
    re.IGNORECASE,
)
LONGEST = 600
_MOST_LINES = 5
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_BOLD_START = re.compile(r"\s*(\*\*|__)(?=\S)(.+?)(?<=\S)\1[:.]?", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,100}>")


@dataclass(frozen=True, slots=True)
class Asked:
    """The text of a line that may be a question, without markers.

    `strength` says how sure that is: 3 a marker like `Q1:`, 2 a question mark at the end, 1 a
    question word or imperative at the start, 0 none of these.
    """

    text: str
    strength: int
    numbered: bool
    level: Level | None


def read_asked(written: str) -> Asked:
    """Read a heading or line as a question, without emoji, markers, bold and level tag."""
    text = _without_ornament(_unmarked(written[:LONGEST]))
    marker = _MARKER.match(text) or (_BARE_MARKER.match(text) if text.endswith("?") else None)
    if marker:
        text = _without_ornament(text[marker.end() :])
    number = _NUMBER.match(text)
    if number:
        text = _without_ornament(text[number.end() :])
    text, level = split_level_tag(text)
    text = text.strip().rstrip(":").strip()
    strength = 3 if marker else 2 if text.endswith("?") else 1 if _OPENS.match(text) else 0
    return Asked(text, strength, bool(number), level)


def _unmarked(text: str) -> str:
    """Take links, bold and escapes off; code keeps its backticks."""
    for pattern, kept in ((_LINK, r"\1"), (_BOLD, r"\2"), (_ESCAPED, r"\1"), (_TAGS, "")):
        text = pattern.sub(kept, text)
    return " ".join(text.split())


def _without_ornament(text: str) -> str:
    """Take emoji and stray emphasis off both ends."""
    start, end = 0, len(text)
    while start < end and _is_ornament(text[start]):
        start += 1
    while end > start and (_is_ornament(text[end - 1]) and text[end - 1] not in "*_"):
        end -= 1
    return text[start:end]


def _is_ornament(character: str) -> bool:
    if "\U0001f3fb" <= character <= "\U0001f3ff" or character in " *_#\t•":
        return True
    return unicodedata.category(character) in {"So", "Mn", "Cf", "Co"}


def without_answer_marker(line: str) -> str:
    """Take `A:`, `**Answer:**` and their like off the start of an answer."""
    match = _ANSWER.match(line)
    return line[match.end() :] if match else line


def split_asked(lines: list[str]) -> tuple[str, str, int]:
    """Split a paragraph that opens with a question.

    Returns the question, the rest of the line it ends on, and the number of full lines before that
    line. Bold text at the start is the question; otherwise it ends at a question mark of the first
    line, or at a dash, or with the line.
    """
    joined = "\n".join(lines[:_MOST_LINES])
    bold = _BOLD_START.match(joined)
    if bold and not _MARKER.fullmatch(bold[2].strip()):
        end = bold.end()
    else:
        end = _question_end(lines[0][:LONGEST], bold.end() if bold else 0)
    rest = joined[end:].split("\n", 1)[0]
    question = " ".join(joined[:end].split())
    return question, rest.strip(" \t:-–—\\"), joined.count("\n", 0, end)


def _question_end(line: str, start: int) -> int:
    """Return where the question on a line ends; a second question right after it belongs to it."""
    lead = re.compile(r"[\s*_>#•]*").match(line, start)
    marker = _MARKER.match(line, lead.end() if lead else start)
    begin = marker.end() if marker else start
    end = 0
    for mark in re.finditer(r"\?(?=[\s*_<]|$)", line):
        following = line[mark.end() :].strip(" *_")
        end = mark.end() if mark.start() >= begin else 0
        if end and not (_OPENS.match(following) and "?" in following):
            return end
    dash = re.compile(r"\s[-–—]\s|:\s").search(line, begin + 1) if not end else None
    return end or (dash.start() if dash else len(line))

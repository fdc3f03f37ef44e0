"""Text as ReportLab's markup, each character in a face that has it, and the faces themselves."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category, normalize
from xml.sax.saxutils import escape

from app.core.document import Span, Voice

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

TEXT, BOLD, CODE = "Fira", "Fira-Bold", "FiraCode"
BOX = "□"
_EAST = "STSong-Light"
_FACES = {
    TEXT: "Regular",
    BOLD: "Bold",
    "Fira-Italic": "Italic",
    "Fira-BoldItalic": "BoldItalic",
}
_INLINE = re.compile(
    r"(?P<tick>`+)(?P<code>.+?)(?P=tick)|\*\*(?P<b>\S.*?)\*\*|(?<![\w*])\*(?P<i>[^\s*][^*]*)\*"
    r"|!?\[(?P<label>[^\[\]]*)\]\([^()]*\)",
    re.DOTALL,
)


def marked(span: Span) -> str:
    """Write a span as ReportLab's markup."""
    match span.voice:
        case Voice.STRONG:
            return f"<b>{_plain(span.text)}</b>"
        case Voice.NOTES:
            return notes(span.text)
        case Voice.PLAIN:
            return _plain(span.text)


def notes(markdown: str) -> str:
    """Write inline Markdown as ReportLab's markup; a link keeps its label."""
    parts, end = [], 0
    for found in _INLINE.finditer(markdown):
        parts.append(_plain(markdown[end : found.start()]))
        end = found.end()
        if found["code"] is not None:
            parts.append(f'<font name="{CODE}">{_plain(found["code"])}</font>')
        elif found["label"] is not None:
            parts.append(notes(found["label"]))
        else:
            tag = "b" if found["b"] is not None else "i"
            parts.append(f"<{tag}>{notes(found[tag])}</{tag}>")
    return "".join([*parts, _plain(markdown[end:])])


def lines(text: str) -> str:
    """Keep line ends and the white space that indents."""
    kept = text.expandtabs(4).replace("  ", "\N{NO-BREAK SPACE} ")
    return "<br/>".join(_plain(line) for line in kept.split("\n"))


def _plain(text: str) -> str:
    """Escape text, each run of characters in a face that has them."""
    parts = []
    for found, run in groupby(printable(text), key=face):
        piece = escape("".join(run))
        if found is None:
            parts.append(f'<font name="{CODE}">{BOX * len(piece)}</font>')
        else:
            parts.append(piece if found == TEXT else f'<font name="{found}">{piece}</font>')
    return "".join(parts)


def printable(text: str) -> str:
    """Compose letters with their accents, and drop what has no shape of its own."""
    composed = normalize("NFC", text)
    return "".join(c for c in composed if c.isspace() or not _is_shapeless(c))


def _is_shapeless(character: str) -> bool:
    return (
        category(character) in {"Cc", "Cf"} or "\N{VARIATION SELECTOR-1}" <= character <= "\ufe0f"
    )


@cache
def face(character: str) -> str | None:
    """Return the name of the face that has a character, None when none has it."""
    if character.isspace():
        return TEXT
    covered = _covered()
    code = ord(character)
    own = next((name for name in (TEXT, CODE) if code in covered[name]), None)
    east = 0x2E80 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7AF or 0xFF00 <= code <= 0xFFEF
    return own or (_EAST if east else None)


@cache
def _covered() -> dict[str, frozenset[int]]:
    return {name: frozenset(_fonts()[name].face.charToGlyph) for name in (TEXT, CODE)}


@cache
def register() -> None:
    """Make the faces known to ReportLab, once in a process."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    for font in _fonts().values():
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFont(UnicodeCIDFont(_EAST))
    pdfmetrics.registerFontFamily(TEXT, *_FACES)
    for alone in (CODE, _EAST):
        pdfmetrics.registerFontFamily(alone, alone, alone, alone, alone)


@cache
def _fonts() -> dict[str, TTFont]:
    from reportlab.pdfbase.ttfonts import TTFont

    files = {name: _file("fontpkg_fira_sans", f"FiraSans-{s}.ttf") for name, s in _FACES.items()}
    files[CODE] = _file("fontpkg_fira_code", "FiraCode[wght].ttf")
    return {name: TTFont(name, file) for name, file in files.items()}


def _file(package: str, name: str) -> str:
    return str(Path(str(resources.files(package))) / "files" / name)

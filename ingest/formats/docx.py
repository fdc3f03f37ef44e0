"""A Word document as Markdown, by its styles: headings, lists, tables, code."""

from __future__ import annotations

import io
import zipfile

import mammoth

from ingest.formats import html
from ingest.formats.text import NoteText, Unreadable

# A document of some megabytes that unpacks to more than this wants to fill the memory.
_LARGEST = 512_000_000
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Code'] => pre:separator('\\n')
p[style-name='Source Code'] => pre:separator('\\n')
p[style-name='HTML Preformatted'] => pre:separator('\\n')
r[style-name='Code'] => code
r[style-name='Verbatim Char'] => code
"""


def read(data: bytes) -> NoteText:
    """Convert a document; pictures are left out. Raises Unreadable for another or a locked file."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("is protected by a password, or an old .doc: save it as .docx without one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > _LARGEST:
            raise Unreadable(f"unpacks to {size // 1_000_000} MB: remove its pictures")
        found = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {}),
        )
    except (zipfile.BadZipFile, OSError, SyntaxError) as error:
        raise Unreadable(f"is no whole Word file ({error}): save it anew") from error
    return html.read(found.value)

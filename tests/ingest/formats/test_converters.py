"""What each format gives: headings, prose and code as Markdown, and nothing that is no text."""

from __future__ import annotations

import pytest

from ingest.formats import note_text
from ingest.formats.text import Unreadable
from tests.ingest.formats.made_files import docx, notebook, pdf, zipped


def text(name: str, data: bytes | str) -> str:
    """Return the Markdown of a file."""
    return note_text(name, data if isinstance(data, bytes) else data.encode()).text


def test_a_notebook() -> None:
    """Cells of text and code in their order; no outputs, raw cells and pictures."""
    book = notebook(
        ("markdown", "# Title\n\n![plot](data:image/png;base64,AAA) Text"),
        ("code", "x = '''\n```\n'''"),
        ("raw", "not shown"),
        ("code", ""),
    )
    assert text("a.ipynb", book) == "# Title\n\nplot Text\n\n````python\nx = '''\n```\n'''\n````\n"


def test_a_notebook_in_another_language() -> None:
    """The fence says which."""
    assert text("a.ipynb", notebook(("code", "x"), language="R")) == "```R\nx\n```\n"


@pytest.mark.parametrize("data", [b"[1]", b'{"a": 1}', b'{"nbformat": 4, "cells": [{}]}'])
def test_json_that_is_no_notebook(data: bytes) -> None:
    """It is refused as such."""
    with pytest.raises(Unreadable, match="notebook"):
        text("a.ipynb", data)


def test_html() -> None:
    """The text of the page: no menu, no addresses, no script; identifiers as they are."""
    page = """<title>T</title><nav>Menu</nav><main><h2>A<a class="headerlink" href="#a">¶</a></h2>
    <p>Call <code>select_related</code> or <a href="https://x">this_one</a>. 2 * 3</p>
    <pre class="highlight-python"><code>def f():\n    pass\n</code></pre>
    <ul><li>one</li><li>two</li></ul><img src="data:x" alt="A plot"><script>bad()</script></main>"""
    assert text("a.html", page) == (
        "## A\n\nCall `select_related` or this_one. 2 * 3\n\n"
        "```python\ndef f():\n    pass\n```\n\n- one\n- two\n\nA plot"
    )


def test_html_in_its_own_encoding() -> None:
    """The one that the page declares."""
    page = '<meta charset="iso-8859-1"><p>Größe'.encode("iso-8859-1")
    assert text("a.html", page) == "Größe"


RST = """\
=====
Title
=====

Use ``select_related``, :func:`~asyncio.gather` and :ref:`the other part <label>`.

Part
----

.. code-block:: python
   :linenos:

   x = 1

.. versionadded:: 3.5
   New here.

.. admonition-of-my-own:: Look

   Content is kept.

.. toctree::

   other
"""


def test_restructured_text() -> None:
    """What Sphinx adds is read for its words, and lists of other files are left out."""
    assert text("a.rst", RST) == (
        "# Title\n\nUse `select_related`, `asyncio.gather` and the other part.\n\n## Part\n\n"
        "```python\nx = 1\n```\n\n**3.5**\nNew here.\n\n**Look**\n\nContent is kept."
    )


@pytest.mark.parametrize(
    "directive",
    [
        ".. include:: /etc/hostname",
        ".. raw:: html\n   :file: /etc/hostname",
        ".. csv-table::\n   :file: /etc/hostname",
        ".. literalinclude:: /etc/hostname",
    ],
)
def test_restructured_text_reads_no_other_file(directive: str) -> None:
    """Whatever a note asks for."""
    with open("/etc/hostname", encoding="utf-8") as file:
        secret = file.read().strip()
    assert secret not in text("a.rst", f"Before.\n\n{directive}\n\nAfter.\n")


def test_word() -> None:
    """Headings and code by their styles."""
    made = docx(("H1", "Title"), ("", "Call f_1."), ("H2", "Part"), ("Code", "a"), ("Code", " b"))
    assert text("a.docx", made) == "# Title\n\nCall f_1.\n\n## Part\n\n```\na\n b\n```"


def test_a_word_file_that_unpacks_to_far_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before it is unpacked."""
    monkeypatch.setattr("ingest.formats.docx._LARGEST", 1000)
    with pytest.raises(Unreadable, match="unpacks to"):
        text("a.docx", zipped({"word/document.xml": "0" * 2_000_000}))


def test_a_pdf_page_by_page() -> None:
    """Headings of the outline, cut words joined, no heads and feet of pages, no false headings."""
    pages = [
        [
            *("The Book", "# a comment in code", "A word that is cut at the end of a li-"),
            *("ne. Short.", "The next paragraph is longer than that one.", "1"),
        ],
        ["The Book", "Above the heading.", "1.1 Deep", "· an item", "More.", "2"],
        ["The Book", "Last.", "3"],
    ]
    read = note_text("a.pdf", pdf(*pages, outline=[("One", 0, 0), ("Deep", 1, 1)], title="B"))
    assert read.title == "B"
    assert read.text.split("\n") == [
        *("## One", "", "\\# a comment in code", "A word that is cut at the end of a line."),
        *("Short.", "", "The next paragraph is longer than that one.", ""),
        *("Above the heading.", "", "### Deep", "", "- an item", "More.", "", "Last.", ""),
    ]
    assert read.parts is not None
    assert read.parts.starts == (1, 9, 16)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf(["Secret."], password="x"), "is protected by a password"),
        (pdf(["Text."])[:-400], "is no whole PDF file"),
        (b"no PDF", "is no whole PDF file"),
        (pdf([]), "only pictures"),
    ],
    ids=["locked", "cut off", "another file", "scanned"],
)
def test_a_pdf_that_cannot_be_read(data: bytes, message: str) -> None:
    """The reason says which of the four it is."""
    with pytest.raises(Unreadable, match=message):
        text("a.pdf", data)


def test_a_pdf_without_a_password_to_open() -> None:
    """One that is locked against changes only is read."""
    assert text("a.pdf", pdf(["Open text."], password="")) == "Open text.\n"

"""HTML as Markdown: the page's own text, without navigation, pictures and addresses of links."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from ingest.formats.text import NoteText

# What surrounds a text, and what is no text. `headerlink` are the paragraph signs of Sphinx.
_NO_TEXT = (
    "script, style, template, noscript, iframe, object, svg, canvas, form, button, nav, aside, "
    "body > header, body > footer, a.headerlink, [role=navigation], [role=search], [hidden]"
)
_MAIN = ("main", "[role=main]", "article")
_LANGUAGE = re.compile(r"^(?:language|lang|highlight|brush)-(\w+)$")
_BLANKS = re.compile(r"\n{3,}")


def read(data: bytes | str) -> NoteText:
    """Convert a page in the encoding that it declares."""
    soup = BeautifulSoup(data, "html.parser")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    return NoteText(markdown_of(soup), title)


def markdown_of(soup: BeautifulSoup) -> str:
    """Return the text of a page as Markdown, with `#` headings and fenced code."""
    for tag in soup.select(_NO_TEXT):
        tag.decompose()
    for tag in soup.find_all("img"):
        tag.replace_with(str(tag.get("alt") or ""))
    if soup.head:
        soup.head.decompose()
    converter = MarkdownConverter(
        heading_style="ATX",
        bullets="-",
        strip=["a"],
        # An escaped underscore would tear identifiers apart, for search and in quotes.
        escape_asterisks=False,
        escape_underscores=False,
        code_language_callback=_language,
    )
    text = str(converter.convert_soup(_body(soup)))
    return _BLANKS.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n")


def _body(soup: BeautifulSoup) -> Any:
    """Return the element that holds the page's text; all of it when that isn't marked."""
    for selector in _MAIN:
        if len(found := soup.select(selector)) == 1:
            return found[0]
    return soup


def _language(block: Tag) -> str:
    """Return the language of a code block, which stands in a class of it, its child or its parent."""
    near = [block, *block.find_all("code", limit=1), *list(block.parents)[:2]]
    for tag in near:
        for name in tag.get_attribute_list("class"):
            if found := _LANGUAGE.match(str(name or "")):
                return found[1]
    return ""

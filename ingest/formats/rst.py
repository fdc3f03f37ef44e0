"""reStructuredText as Markdown, by way of docutils' HTML.

Of a role that docutils doesn't know, such as those that Sphinx adds, the text is read, and of such a
directive the argument and the content. Files are never included, and raw HTML is never let through.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, ClassVar, cast

from bs4 import BeautifulSoup
from docutils import nodes
from docutils.core import publish_parts
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Directive, Parser, directives, roles
from docutils.parsers.rst.languages import get_language
from docutils.utils import new_document

from ingest.formats import html
from ingest.formats.text import NoteText, decoded

_WITHOUT = "toctree automodule autoclass autofunction automethod index currentmodule sectionauthor"
_CODE = "code-block sourcecode testcode doctest ipython"
# The roles whose text is words; that of the others is code.
_WORDS = "abbr any dfn doc download guilabel kbd menuselection numref ref rfc term"
_PROSE_ROLES = frozenset(_WORDS.split())
_DIRECTIVE = re.compile(r"(?m)^[ \t]*\.\.[ \t]+([a-z][\w:+.-]*?)::", re.IGNORECASE)
_ROLE = re.compile(r":([a-z][\w:+.-]*?):`", re.IGNORECASE)
_TARGET = re.compile(r"^(?P<text>.+?)\s*<[^<>]+>$", re.DOTALL)
_SETTINGS = {
    "raw_enabled": False,
    "file_insertion_enabled": False,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 5,
    "syntax_highlight": "none",
    "math_output": "LaTeX",
    "embed_stylesheet": False,
    "warning_stream": False,
}


# Any option is taken, and none is used.
_ANY: dict[str, Any] = defaultdict(lambda: directives.unchanged, name=directives.unchanged)


class _Content(Directive):
    """A directive nobody knows: its argument, then what stands in it."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = _ANY

    def run(self) -> list[nodes.Node]:
        """Return the nodes that stand for the directive."""
        box = nodes.container()
        if self.arguments:
            first, _, rest = self.arguments[0].partition("\n")
            box += nodes.paragraph("", "", nodes.strong(text=first), nodes.Text(f"\n{rest}"))
        self.state.nested_parse(self.content, self.content_offset, box)
        return list(box.children)


class _Nothing(Directive):
    """A directive that says nothing to a reader of the file."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = _ANY

    def run(self) -> list[nodes.Node]:
        """Return no nodes."""
        return []


class _Code(Directive):
    """A code block, whatever Sphinx's options are."""

    has_content = True
    optional_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = _ANY

    def run(self) -> list[nodes.Node]:
        """Return the block, with its language as class."""
        text = "\n".join(self.content)
        language = self.arguments[0] if self.arguments else "python"
        return [nodes.literal_block(text, text, classes=["code", language])]


def read(data: bytes) -> NoteText:
    """Convert a file; what docutils can't make sense of is left out or stays as it is written."""
    text = decoded(data)
    _register_unknown(text)
    parts = publish_parts(text, writer="html5", settings_overrides=_SETTINGS)
    soup = BeautifulSoup(parts["html_body"], "html.parser")
    for tag in soup.select("span.literal"):
        tag.name = "code"
    for tag in soup.select("pre.code"):
        tag["class"] = " ".join(f"language-{c}" for c in tag.get_attribute_list("class")[1:2])
    title = BeautifulSoup(parts["title"], "html.parser").get_text()
    return NoteText(html.markdown_of(soup), title)


def _role(
    role: str, source: str, text: str, *_: Any, **__: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return what a reader sees of a role: the title of a reference, else its target."""
    titled = _TARGET.match(text)
    shown = nodes.unescape(titled["text"] if titled else text.lstrip("!~"))
    if role in _PROSE_ROLES:
        return [nodes.inline(source, shown)], []
    return [nodes.literal(source, shown)], []


def _register_unknown(text: str) -> None:
    """Register the roles and directives of a text that docutils doesn't know."""
    settings = get_default_settings(Parser)
    settings.report_level = _SETTINGS["report_level"]
    document = new_document("", settings)
    english: Any = get_language("en")
    for name in set(_DIRECTIVE.findall(text)):
        if directives.directive(name, english, document)[0] is None:
            directives.register_directive(name, _Content)
    for name in set(_ROLE.findall(text)):
        if roles.role(name, english, 0, document.reporter)[0] is None:
            roles.register_local_role(name, cast(Any, _role))


for _names, _directive in ((_WITHOUT, _Nothing), (_CODE, _Code)):
    for _name in _names.split():
        directives.register_directive(_name, _directive)

"""Reading the interview part of a note in the corpus format, which corpus/README.md describes.

Nothing is judged here that still can be read. What can't be read is a finding; the rules of
`ingest.rules` judge the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from app.core.level import Level
from app.core.question import QuestionKind
from ingest.list_items import ListItem, list_items
from ingest.markdown import Block, Document, Heading, anchor
from ingest.written import (
    SLUG,
    Finding,
    WrittenFollowUp,
    WrittenLine,
    WrittenPoint,
    WrittenQuestion,
)

_POINT = re.compile(
    r"\*\*Key point\*\*\s*\((?P<about>[^)]*)\)\s*:\s*(?P<text>.*?)(?:\s*→\s*(?P<anchor>\S*))?"
)
_FOLLOW_UP = re.compile(r"\*\*Follow-up\*\*\s*\((?P<slug>[^)]*)\)\s*:\s*(?P<text>.+)")
_HINT = re.compile(r"\*\*Hint\*\*\s*:\s*(?P<text>.+)")
_ALSO_ASKED = re.compile(r"\*\*Also asked\*\*\s*:\s*(?P<text>.+)")
_MARKED = re.compile(r"\*\*(Key point|Follow-up|Hint|Also asked)\*\*")
_ITEMS = (_POINT, _FOLLOW_UP, _HINT, _ALSO_ASKED)
_WEIGHT = re.compile(r"weight\s+([1-3])")


def interview_heading(document: Document) -> Heading | None:
    """Return the `## Interview Questions` heading of a note, None when it has none."""
    for heading in document.headings:
        if heading.rank == 2 and anchor(heading.title) == "interview-questions":
            return heading
    return None


def read_interview_part(document: Document) -> list[WrittenQuestion]:
    """Read the questions below the interview heading: every `###` heading there."""
    part = interview_heading(document)
    if part is None:
        return []
    inside = [h for h in document.headings if h.rank == 3 and part.holds(h.line)]
    return [_question(document, heading) for heading in inside]


def is_marked(heading: Heading) -> bool:
    """Say whether a heading carries the attributes of an authored question."""
    return heading.attributes.startswith("#") and (
        "level=" in heading.attributes or "kind=" in heading.attributes
    )


def _question(document: Document, heading: Heading) -> WrittenQuestion:
    findings: list[Finding] = []
    slug, level, kind = _attributes(heading, findings)
    begin = bisect_left(document.blocks, heading.body, key=lambda block: block.first)
    end = bisect_right(document.blocks, heading.end, key=lambda block: block.first)
    blocks = document.blocks[begin:end]
    lists = [b for b in blocks if b.kind == "bullet_list" and _is_point_list(document, b)]
    prose_end = lists[0].first if lists else heading.end + 1
    before = [b for b in blocks if b.first < prose_end]
    exhibit = _leading_fences(before)
    items = [item for block in lists for item in list_items(document, block)]
    findings += [
        (b.first, "one list of key points ends a question: join the lists") for b in lists[1:]
    ]
    return WrittenQuestion(
        heading=heading,
        slug=slug,
        level=level,
        kind=kind,
        exhibit=exhibit,
        answer=tuple(before[len(exhibit) :]),
        points=tuple(_points(items, findings)),
        follow_ups=tuple(_follow_ups(items)),
        hints=tuple(_lines(items, _HINT)),
        also_asked=tuple(_lines(items, _ALSO_ASKED)),
        findings=tuple(findings) + tuple(_strays(items)),
    )


def _attributes(
    heading: Heading, findings: list[Finding]
) -> tuple[str, Level | None, QuestionKind | None]:
    slug, pairs = "", {}
    for word in heading.attributes.split():
        key, equals, value = word.partition("=")
        if word.startswith("#"):
            slug = word[1:]
        elif equals and key in {"level", "kind"}:
            pairs[key] = value
        else:
            findings.append(
                (
                    heading.line,
                    f"unknown attribute {word!r}: write {{#slug level=mid kind=internals}}",
                )
            )
    level = next((level for level in Level if level == pairs.get("level")), None)
    kind = next((kind for kind in QuestionKind if kind == pairs.get("kind")), None)
    if not SLUG.fullmatch(slug):
        findings.append(
            (heading.line, f"question slug {slug!r} is no slug: use a-z, 0-9 and single hyphens")
        )
    if level is None:
        findings.append(
            (heading.line, f"level {pairs.get('level', '')!r} is unknown: use {', '.join(Level)}")
        )
    if kind is None:
        findings.append(
            (
                heading.line,
                f"kind {pairs.get('kind', '')!r} is unknown: use {', '.join(QuestionKind)}",
            )
        )
    return slug, level, kind


def _leading_fences(blocks: Sequence[Block]) -> tuple[Block, ...]:
    count = next((n for n, block in enumerate(blocks) if block.kind != "fence"), len(blocks))
    return tuple(blocks[:count])


def _is_point_list(document: Document, block: Block) -> bool:
    return any(_MARKED.match(item.text) for item in list_items(document, block))


def _points(items: list[ListItem], findings: list[Finding]) -> Iterable[WrittenPoint]:
    for item in items:
        match = _POINT.fullmatch(item.text)
        if match is None:
            continue
        slug, weight, level = _about(match["about"], item.line, findings)
        also = tuple(_labelled(item, "also:"))
        wrong = tuple(_labelled(item, "wrong:"))
        findings += [
            (i.line, "below a key point stand `also:` and `wrong:` lines only")
            for i in item.items
            if not i.text.startswith(("also:", "wrong:"))
        ]
        yield WrittenPoint(
            slug,
            match["text"],
            match["anchor"] or "",
            weight,
            level,
            also,
            wrong,
            item.line,
            item.last,
        )


def _about(about: str, line: int, findings: list[Finding]) -> tuple[str, float, Level | None]:
    slug, *rest = [part.strip() for part in about.split(",")]
    weight, level = 1.0, None
    for part in rest:
        if match := _WEIGHT.fullmatch(part):
            weight = float(match[1])
        elif part in (Level.MID, Level.SENIOR, Level.LEAD):
            level = Level(part)
        else:
            findings.append(
                (line, f"{part!r} is neither `weight 1` to `weight 3` nor a level: mend it")
            )
    if not SLUG.fullmatch(slug):
        findings.append(
            (line, f"key point slug {slug!r} is no slug: use a-z, 0-9 and single hyphens")
        )
    return slug, weight, level


def _labelled(item: ListItem, label: str) -> Iterable[WrittenLine]:
    for inner in item.items:
        if inner.text.startswith(label):
            yield WrittenLine(inner.line, inner.text.removeprefix(label).strip())


def _follow_ups(items: list[ListItem]) -> Iterable[WrittenFollowUp]:
    for item in items:
        if match := _FOLLOW_UP.fullmatch(item.text):
            yield WrittenFollowUp(match["slug"].strip(), match["text"], item.line)


def _lines(items: list[ListItem], pattern: re.Pattern[str]) -> Iterable[WrittenLine]:
    for item in items:
        if match := pattern.fullmatch(item.text):
            yield WrittenLine(item.line, match["text"])


def _strays(items: list[ListItem]) -> Iterable[Finding]:
    for item in items:
        if not any(pattern.fullmatch(item.text) for pattern in _ITEMS):
            yield (
                item.line,
                "this item is no **Key point** (slug): text → anchor, **Follow-up** (slug):, "
                "**Hint**: or **Also asked**: item",
            )

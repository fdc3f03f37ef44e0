"""What an answer mentions only to reject it: “people say X, that's wrong”."""

from __future__ import annotations

import re

Span = tuple[int, int]

_QUOTED = re.compile(r'(?:(?<=[\s(])|^)"(?P<said>[^"\n]{3,300})"(?=[\s.,;:?!)]|$)')
_WRONG = (
    r"(?:false|wrong|untrue|incorrect|nonsense|outdated|misleading|inaccurate|bogus|mistaken"
    r"|a (?:common |popular |widespread )?(?:myth|misconception|mistake|fallacy|misunderstanding)"
    r"|not (?:true|right|correct|accurate|the case|quite|how it works|what happens|here)"
    r"|bad advice)"
)
_IS = r"(?:is|'s|are|was|were|would be|sounds)(?:n't)?(?: (?:just|simply|actually|plain|also))?"
_REJECTS_AFTER = re.compile(
    rf"^[\s,;:.-]*(?:(?:but|and|which|that|this|it|they|yet)\s)*(?:{_IS} )?{_WRONG}\b"
    rf"|^.{{0,40}}\b(?:(?:{_IS}|which|that|this) {_WRONG}\b|i(?:'d| would) (?:ignore|not)"
    r"|(?:does not|doesn't|do not|don't) hold|(?:isn't|is not|aren't) (?:true|right|correct|so)\b"
    r"|not here\b)"
)
_REJECTS_BEFORE = re.compile(
    rf"(?:contrary to|(?:it|that)(?: i|')s {_WRONG}(?: to (?:say|think|believe))?(?: that)?"
    r"|(?:myth|misconception|fallacy|mistake|wrong idea)(?: is| of)?(?: that)?:?)\s*$"
)
_REPORTED = re.compile(
    r"\b(?:people|some|many|others|they|folks|everyone|most|beginners|juniors|you|we)\s"
    r"(?:(?:often|sometimes|usually|always|may|might|will|would|like to|tend to|developers|people)\s)*"
    r"(?:say|think|believe|claim|assume|tell you|hear|read|expect)(?: that)?\s(?P<said>[^.?\n]{8,200}?)"
    rf"(?:,|;|\.| -)\s(?:but|which|that|this|it|and|yet|however)\b[^.?\n]{{0,25}}?\b{_WRONG}\b"
)
_IDEA = re.compile(
    rf"\bthe (?:idea|notion|claim|belief|myth|assumption) that (?P<said>[^.?\n]{{8,200}}?) {_IS} {_WRONG}\b"
)
_NEARBY = 80


def refuted_spans(text: str) -> list[Span]:
    """Return the spans of a canonical text that it quotes or reports as wrong, in order."""
    found = [
        match.span("said")
        for match in _QUOTED.finditer(text)
        if _is_rejected(text, match.start(), match.end())
    ]
    for pattern in (_REPORTED, _IDEA):
        found += [match.span("said") for match in pattern.finditer(text)]
    return sorted(set(found))


def _is_rejected(text: str, start: int, end: int) -> bool:
    after = re.split(r"[.?]\s|\n", text[end : end + _NEARBY], maxsplit=1)[0]
    before = re.split(r"[.?]\s|\n", text[max(0, start - _NEARBY) : start])[-1]
    return bool(_REJECTS_AFTER.search(after) or _REJECTS_BEFORE.search(before))

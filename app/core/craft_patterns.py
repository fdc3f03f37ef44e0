"""The words by which the craft of an answer shows: plain patterns that anyone can check.

A pattern sees words, not thoughts. So what it finds is quoted, and what it does not find is no more
than a tip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.verdict import AnswerQuote

MOST_QUOTES = 3


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE | re.MULTILINE)


_BEGIN = r"(?:^|(?<=[.!?;:]\s)|(?<=\n))"
# "the first row" puts nothing in order, "first I look" does.
_NO_RANK = r"(?<!the )(?<!its )(?<!his )(?<!her )(?<!their )(?<!that )(?<!a )(?<!an )(?<!very )"
ORDER = re.compile(
    rf"(?<![\w`]){_NO_RANK}(?P<step>first(?:ly)?|second(?:ly)?|third(?:ly)?(?!.part)|then|next|finally|"
    r"lastly|step (?:one|two|three|\d)|after that|afterwards|to begin with|in the end|"
    r"before that|on top of that)(?![\w`])"
    rf"|{_BEGIN}(?P<part>the (?:second|third|other)(?= is| one| reason| step|,))"
    rf"|{_BEGIN}(?P<label>\w+(?: \w+)?:)(?=\s)"
    rf"|{_BEGIN}(?P<mark>\d{{1,2}}[.)]|[-*•]|also|besides|so|therefore|that's why|last(?=[,:]))(?=[\s,:])",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•])\s", re.MULTILINE)
ANNOUNCED = _any(
    r"(?:two|three|four|five|several) (?:\w+ )?"
    r"(?:things|steps|parts|reasons|options|ways|causes|cases|points|layers|questions|rules)",
    "in short",
    "(?:the )?short answer",
    "to sum up",
    "in (?:one|a) sentence",
    "on the one hand",
    "it comes down to",
    "my (?:order|plan|approach) (?:is|would be)",
)
WEIGHED = _any(
    "trade-?offs?",
    "at the (?:cost|price|expense) of",
    r"(?:it|that|this|which|i|we|they|you) (?:costs?|loses?|pays?)",
    r"but (?:it|that|this|if|then|only|not|when)",
    "the (?:cost|price|bill|downside|drawback|disadvantage|catch|risk)s?(?: is| are|:)?",
    "in (?:exchange|return)",
    "on the other hand",
    "(?:give|gives|giving) up",
    "(?:rather|better|worse|cheaper|slower|faster|simpler|safer|more|less|fewer) (?:\\w+ )?than",
    "instead of",
    "(?:whereas|although|however|unless|overkill|expensive|cheap(?:er)?|costly|prefer)",
    "as long as",
    r"only (?:if|when|where|once|because)",
    r"(?:would not|wouldn't|don't|not) (?:do|use|choose|take|pick|bother)",
    r"depends? (?:on|whether)",
    "(?:compared (?:with|to)|versus|vs)",
    r"(?:not )?worth (?:it|the)",
    r"(?:pays? off|pays? for|no free|for free|buys? (?:me|us|you|time))",
    r"alternatives?",
    rf"{_BEGIN}if [^,.;:!?\n]{{3,60}}(?=,)",
)
_UNITS = (
    r"%|percent|ms|µs|s|min|seconds?|minutes?|hours?|days?|[kmgt]i?b|bytes?|million|thousand|x|×|"
    r"times|rows|requests|users|threads|workers|connections|queries|calls|items|keys|pods|cores|"
    r"euros?|dollars?|req/s|rps|qps"
)
EXAMPLE = re.compile(
    r"(?<![\w`])(?:for (?:example|instance)|e\.\s?g\.|such as|say,|suppose|imagine|picture|"
    r"an example|(?:in|at) my last \w+|we once|i once|once we|we had (?:that|this))(?!\w)"
    rf"|(?<![\w`/.])(?:\d[\d.,_]{{0,12}}\s?(?:{_UNITS})|(?<!a )(?<!the )\d{{2,6}} [a-z]{{3,20}}s|"
    r"\d{1,3}(?:[,_]\d{3}){1,4})(?!\w)",
    re.IGNORECASE,
)
_CODE = re.compile(r"`([^`\n]+)`")
_SPELLED_OUT = re.compile(r"\w\([^)]|[=:]\s?[\"'\w]|\w \w.* \w")
GROWTH = re.compile(
    r"(?<!\w)(?:O\([^)\n]{1,25}\)|n log n|n\s?\+\s?1|linear(?:ly)?|quadratic(?:ally)?|"
    r"logarithmic(?:ally)?|exponential(?:ly)?|amorti[sz]ed|constant (?:time|memory|space)|"
    r"(?:one|a|1) (?:\w+ )?(?:query|call|lookup|round trip|request|connection|allocation|copy) "
    r"(?:for each|per|for every)|"
    r"(?:per|for each|for every) (?:row|item|element|key|request|object|entry|call|record)|"
    r"round[ -]?trips?|(?:grows?|growing|scales?) (?:with|by|as)|"
    r"(?:twice|(?:two|three|four|five|ten|\d+)\s?(?:x|×|times)) "
    r"(?:as|more|the|fewer|slower|faster)|p(?:50|95|99)|percentiles?|n squared|"
    r"for every single|the whole (?:list|table|file|set)|(?:in|into) memory|"
    r"profil(?:e|er|ing)|benchmark|measur(?:e|ed|ing))(?!\w)",
    re.IGNORECASE,
)
ATTACK = re.compile(
    r"(?<!\w)(?:attack(?:er|ers|s|ed|ing)?|malicious(?:ly)?|untrusted|hostile|abus(?:e|er|ed|ing)|"
    r"inject(?:s|ed|ion|ing)?|forg(?:e|es|ed|ing|ery)|spoof\w*|steal(?:s|ing)?|stolen|leak(?:s|ed)?|"
    r"replay(?:s|ed)?|brute[ -]force\w*|guess(?:es|ed|ing)?|expos(?:e|es|ed|ing)|tamper\w*|"
    r"escalat\w+|impersonat\w+|bypass\w*|exploit\w*|phish\w*|xss|csrf|ssrf|idor)(?!\w)",
    re.IGNORECASE,
)
CONTROL = re.compile(
    r"(?<!\w)(?:validat\w+|sanitis\w+|sanitiz\w+|escap(?:e|es|ed|ing)|authori[sz]\w+|authenticat\w+|"
    r"permissions?|allow-?list\w*|whitelist\w*|den(?:y|ies|ied)|reject\w*|limit(?:s|ed|ing)?|"
    r"rate[ -]limit\w*|encrypt\w*|hash(?:ed|es|ing)?|sign(?:ed|ature|atures|s|ing)?|verif\w+|"
    r"rotat\w+|revok\w+|least privilege|isolat\w+|sandbox\w*|parameteri[sz]ed|fail(?:s|ing)? closed|"
    r"audit\w*|expir\w+|scop(?:e|ed|es)|restrict\w*|constant[ -]time|secrets?)(?!\w)",
    re.IGNORECASE,
)
CLARIFIED = re.compile(
    r"(?<!\w)(?:i(?:'d| would| will|'ll)? (?:first |also )?(?:ask|clarify)|"
    r"i(?:'d| would)? (?:assume|be assuming)|i'm assuming|assuming|assumptions?|"
    r"(?:i(?:'d| would)|i) (?:need|want|like) to know|it depends on (?:whether|how|what|who|which)|"
    r"my first question|the question is (?:whether|how|what))(?!\w)"
    r"|[^.!?;:\n\"“”]{3,90}\?",
    re.IGNORECASE,
)


def order_quotes(answer: str) -> list[AnswerQuote]:
    """Quote what announces parts, or at least two words that put parts in order."""
    announced = list(quotes(ANNOUNCED, answer))
    steps = list(quotes(ORDER, answer))
    bullets = sum(1 for _ in _LISTED.finditer(answer))
    if len(steps) >= 2 or bullets >= 2:
        announced += steps
    return announced[:MOST_QUOTES]


def example_quotes(answer: str) -> list[AnswerQuote]:
    """Quote cases, numbers with what they count, and code that is spelled out."""
    code = [
        AnswerQuote.cut(answer, *match.span())
        for match in _CODE.finditer(answer)
        if _SPELLED_OUT.search(match[1])
    ]
    return [*quotes(EXAMPLE, answer), *code][:MOST_QUOTES]


def quotes(pattern: re.Pattern[str], answer: str) -> Iterator[AnswerQuote]:
    """Yield what a pattern finds in an answer, each wording once, without white space around it."""
    seen: set[str] = set()
    for match in pattern.finditer(answer):
        text = match.group()
        start = match.start() + len(text) - len(text.lstrip())
        quote = AnswerQuote.cut(answer, start, match.start() + len(text.rstrip()))
        if quote.text.casefold() not in seen:
            seen.add(quote.text.casefold())
            yield quote

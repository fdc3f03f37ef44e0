"""Sentences that speak to a language model instead of to a reader: they are never sent to one.

A filter alone would not do, for there is always one more way to say it. What a model returns is
bound too (`app.core.bounds`, `app.grading.stated`, the offline grader's bounds).
"""

from __future__ import annotations

import re
import unicodedata

from app.core.seen import seen

_MODEL = r"(?:ai|llm|chat ?bot|assistant|language model|gpt\w*|claude|model|bot|agent)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}"
        r"\b(?:instruction|prompt|rule|direction|guideline|above|previous|earlier|system|safety)",
        r"^\W*(?:system|developer|assistant|admin|user)\s*(?:prompt|message|note|override)?\s*:",
        r"<\|?/?(?:system|im_start|im_end|assistant|user|inst|endoftext)\b|\[/?(?:inst|system)\]",
        rf"\byou are (?:now|no longer)\b|\b(?:as|to|dear|hey|note to|attention,?) (?:an? |the |any )?{_MODEL}\b",
        rf"\bpretend\b|\bact as\b|\brole.?play\b|\bjailbreak\b|\b{_MODEL}s? (?:must|should|shall|will) ",
        r"(?:^|[.!:] |\bplease |\bmust |\bnow )"
        r"(?:reply|respond|answer|output|print|say|write|repeat|return|state) (?:\w+ ){0,3}"
        r"(?:only|exactly|verbatim|nothing but|with|the following|these words|this sentence)\b",
        r"\b(?:reveal|print|show|repeat|leak|send|append|include)\b.{0,40}"
        r"\b(?:system prompt|instructions|secret|api key|conversation|candidate.s answer)\b",
        r"!\[[^\]]*\]\(\s*\w+://",
        r"\b(?:base64|rot13|decode)\b.{0,60}\b(?:follow|obey|execute|do what)\b",
        r"[A-Za-z0-9+/]{40,}={0,2}",
    )
)


def speaks_to_model(sentence: str) -> bool:
    """Say whether a sentence tells a language model what to do; what isn't seen is looked through."""
    read = seen(unicodedata.normalize("NFKC", sentence))
    return any(pattern.search(read) for pattern in _PATTERNS)

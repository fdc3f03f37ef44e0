"""Ways to say a statement otherwise: denied, refuted, mistyped, spoken, cut short, piled up."""

from __future__ import annotations

import random
import re

_AUXILIARY = re.compile(
    r"\b(is|are|was|were|can|could|will|would|should|must|may|might|does|do|did)\b(?! not\b|n't)",
    re.IGNORECASE,
)
_SHORT_NOT = {"is", "are", "was", "were", "could", "would", "should", "must", "does", "do", "did"}
_REFUTATIONS = (
    "Some people say that {wrong}, but that is wrong: {right}",
    "A common myth is that {wrong}. In fact {right}",
    "I used to think {wrong}; that's false, {right}",
    'You often hear "{Wrong}" which isn\'t true. {Right}',
    "It's not the case that {wrong}. {Right}",
    "{Right} So it is wrong to say that {wrong}.",
    "Not what many believe, namely that {wrong}; rather {right}",
    "{Right} Forget the advice that {wrong}, it's outdated.",
    "{Right} If somebody tells you that {wrong}, don't believe it.",
    "Is it true that {wrong}? No. {Right}",
    "The claim that {wrong} is a misunderstanding, {right}",
)
_ASIDES = (
    "Good question.",
    "Let me think.",
    "In my last project we had exactly this.",
    "From experience:",
    "I'd say the following.",
    "That's basically it.",
    "Hope that helps.",
    "Of course it depends.",
    "I had to learn this the hard way.",
    "We measured it once.",
    "There is more to it, but that's the core.",
    "Short version:",
    "First I'd ask what the requirements are.",
    "Sorry, could you give me a second?",
    "My train was late this morning, so forgive me if I'm a bit slow.",
    "We used that at my old company, a shop for garden tools.",
    "The weather is awful today.",
    "That question came up in a meeting on Tuesday.",
    "It was a long project with many people.",
    "I could talk about this for hours.",
    "I'd have to look at the documentation for the details.",
    "Hm, where do I begin?",
    "I enjoy this kind of problem a lot.",
    "Everything I say here is right, you can believe me.",
    "Our team lead was called Martin, he taught me most of what I know.",
)
_JOINTS = ("Also, ", "And ", "Besides, ", "Then ", "So ", "Plus ", "Second, ", "I think ", "Well, ")
_PAUSES = ("uh", "um", "like", "you know", "so", "i mean", "basically")
_CLAUSE = re.compile(r",? (?:because|since|so that|so|which|while|but|and|unless|until|if|when) ")


def denied(statement: str, chance: random.Random) -> str | None:
    """Put a `not` after an auxiliary verb of a statement; None if it has none."""
    found = list(_AUXILIARY.finditer(statement))
    if not found:
        return None
    verb = found[0] if chance.random() < 0.7 else chance.choice(found)
    short = verb.group().lower() in _SHORT_NOT and chance.random() < 0.5
    return statement[: verb.end()] + ("n't" if short else " not") + statement[verb.end() :]


def refuted(wrong: str, right: str, chance: random.Random) -> str:
    """Quote a wrong statement, call it wrong, and say the right one."""
    wrong = wrong.rstrip(".")
    return chance.choice(_REFUTATIONS).format(
        wrong=lowered(wrong), Wrong=wrong, right=lowered(right), Right=right
    )


def lowered(statement: str) -> str:
    """Begin a sentence with a small letter, unless with a name in capitals."""
    return statement[0].lower() + statement[1:] if statement[1:2].islower() else statement


def joined(parts: list[str], chance: random.Random) -> str:
    """Make an answer of statements, in any order."""
    chance.shuffle(parts)
    said = [
        chance.choice(_JOINTS) + lowered(part) if chance.random() < 0.5 else part for part in parts
    ]
    return " ".join(said)


def aside(chance: random.Random) -> str:
    """Say something that says nothing."""
    return chance.choice(_ASIDES)


def first_half(statement: str) -> str | None:
    """Keep what stands before a statement's last clause; None when too little would be left."""
    cuts = [match.start() for match in _CLAUSE.finditer(statement)]
    cuts = [cut for cut in cuts if len(statement[:cut].split()) >= 4]
    return statement[: cuts[-1]] + "." if cuts else None


def piled_up(statement: str, chance: random.Random) -> str:
    """Keep the long words of a statement and say nothing with them."""
    words = [word.strip(".,;:") for word in statement.split() if len(word) > 4]
    chance.shuffle(words)
    return ", ".join(words)


def roughened(answer: str, chance: random.Random) -> str:
    """Leave an answer as it is, or type it in a hurry, or say it aloud."""
    dice = chance.random()
    if dice < 0.6:
        return answer
    if dice < 0.7:
        return answer.lower()
    if dice < 0.9:
        return mistyped(answer, chance, rate=chance.choice((0.05, 0.15, 0.3)))
    return spoken(answer, chance)


def mistyped(answer: str, chance: random.Random, *, rate: float) -> str:
    """Swap, drop, double or change a letter in a share (0..1) of the words."""
    return " ".join(
        _mistyped(word, chance) if len(word) > 3 and chance.random() < rate else word
        for word in answer.split(" ")
    )


def _mistyped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    before, first, second, after = word[:at], word[at], word[at + 1], word[at + 2 :]
    return before + chance.choice(
        (
            second + first + after,
            second + after,
            first + first + second + after,
            chance.choice("aeioustrn") + second + after,
        )
    )


def spoken(answer: str, chance: random.Random) -> str:
    """Drop punctuation and capitals, add pauses and repeated words."""
    said = []
    for word in re.sub(r"[.,;:`'\"()]", " ", answer.lower()).split():
        if chance.random() < 0.06:
            said.append(chance.choice(_PAUSES))
        said += [word, word] if chance.random() < 0.03 else [word]
    return " ".join(said)

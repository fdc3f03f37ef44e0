"""A grader that obeys whatever it reads gives the answer with the attack the grade without it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest

from app.adapters.sentence_embedder import SentenceEmbedder
from app.core.chat import Message
from app.core.grade import Grade
from app.core.level import Level
from app.core.passage import Passage
from app.core.question import Question
from app.core.seen import seen
from app.core.verdict import Verdict
from app.core.words import words
from app.grading import Grader
from app.grading.bearing import bearing
from app.grading.unsupported import Search
from app.prompts import prompt
from app.services.model_grade import ModelJudge
from tests.attacks.injections import INJECTIONS
from tests.attacks.test_injections import ATTACKS, GIL
from tests.examples import grade
from tests.fakes import Answer, ScriptedChat

pytestmark = pytest.mark.integration

ANSWERS = {
    "right": (
        "Only one thread at a time executes Python bytecode.",
        "While a thread waits for I/O it releases the lock.",
        "For CPU-bound work you start several processes.",
    ),
    "half": (
        "Just a single thread gets to run at any moment.",
        "When it has to wait, the lock is let go.",
        "I would have to look up what to do for heavy calculations.",
    ),
    "wrong": (
        "All threads execute bytecode at the same time on all cores.",
        "The lock is held while a thread waits for I/O.",
        "CPU-bound work is best done by more threads.",
    ),
    "weak": (
        "Threads are lightweight.",
        "They share the memory of their program.",
        "The interpreter was written long ago.",
    ),
}
SENT = re.compile(r"^(\d+)\. .*\n   - (.*)$", re.MULTILINE)
# Words of an attack in a row that a model needs to make something of it.
TRACE = 3


class RememberingGrader(Grader):
    """Grades each text once: the claims of an answer come with every attack."""

    def __init__(self) -> None:
        super().__init__(SentenceEmbedder())
        self.known: dict[tuple[str, str], Grade] = {}

    def grade(
        self,
        question: Question,
        answer: str,
        *,
        level: Level,
        evidence: Mapping[str, Sequence[Passage]] | None = None,
        search: Search | None = None,
    ) -> Grade:
        key = (question.text, answer)
        if key not in self.known:
            self.known[key] = super().grade(question, answer, level=level)
        return self.known[key]


@pytest.fixture(scope="module")
def grader() -> RememberingGrader:
    return RememberingGrader()


class ObedientGrader(ScriptedChat):
    """Calls each point met once it reads a piece of an attack; partial, its honest view, before."""

    def __init__(self, attack: str = "") -> None:
        super().__init__()
        # Without those that our own instructions have.
        self.pieces = set(_pieces(attack)) - set(_pieces(prompt("grade").user))
        self.attack = seen(attack).strip()
        self.obeyed = False

    def answer(self, messages: Sequence[Message]) -> Answer:
        told = messages[-1].text
        self.obeyed |= not self.pieces.isdisjoint(_pieces(told))
        # Scripts without spaces have no runs of words.
        self.obeyed |= bool(self.attack) and self.attack in told
        verdict = "met" if self.obeyed else "partial"
        return {
            "verdicts": [
                {"point": int(number), "verdict": verdict, "confidence": 0.9, "quote": claim}
                for number, claim in SENT.findall(told)
            ]
        }


def _pieces(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the runs of three words of a text, all of it where it has fewer."""
    said = words(seen(text)) or seen(text).split()
    for start in range(max(1, len(said) - TRACE + 1)):
        yield tuple(said[start : start + TRACE])


def in_doubt() -> Grade:
    """Return an offline grade with which a model could move every point, up to partial or met."""
    start = grade(GIL, *(Verdict.MISSED for _ in GIL.key_points))
    verdicts = tuple(replace(v, expected_credit=0.7) for v in start.verdicts)
    return replace(start, verdicts=verdicts)


def judged(grader: Grader, model: ScriptedChat, answer: str) -> Grade:
    judge = ModelJudge(model, partial(bearing, grader))
    return judge.judge(GIL, answer, in_doubt(), level=Level.MID)


def credits_of(made: Grade) -> list[float]:
    return [verdict.credit for verdict in made.verdicts]


def with_attack(attack: str, answer: Sequence[str]) -> Iterator[str]:
    """Put an attack before, between and behind the sentences of an answer."""
    first, *rest = answer
    yield " ".join((attack, *answer))
    yield " ".join((first, attack, *rest))
    yield " ".join((*answer, attack))
    yield "\n".join((first, attack, *rest))


@pytest.mark.parametrize("kind", ANSWERS)
@ATTACKS
def test_no_answer_talks_the_model_into_points(
    attack: str, kind: str, grader: RememberingGrader
) -> None:
    """The model doesn't get to read the attack, so a point is what it is without it, or offline's.

    Offline's only where a claim can't be told from the attack before or behind it: it isn't read.
    """
    without = judged(grader, ObedientGrader(), " ".join(ANSWERS[kind]))
    for answer in with_attack(attack, ANSWERS[kind]):
        model = ObedientGrader(attack)
        made = judged(grader, model, answer)
        assert not model.obeyed
        for before, after in zip(credits_of(without), credits_of(made), strict=True):
            assert after in {before, 0.0}


@pytest.mark.parametrize("kind", ANSWERS)
@ATTACKS
def test_an_attack_on_a_line_of_its_own_costs_nothing_either(
    attack: str, kind: str, grader: RememberingGrader
) -> None:
    """The grade is the one without it, point by point."""
    without = judged(grader, ObedientGrader(), " ".join(ANSWERS[kind]))
    first, *rest = ANSWERS[kind]
    made = judged(grader, ObedientGrader(attack), "\n".join((first, attack, " ".join(rest))))
    assert [v.answer_quote and v.answer_quote.text for v in made.verdicts] == [
        v.answer_quote and v.answer_quote.text for v in without.verdicts
    ]
    assert credits_of(made) == credits_of(without)


def test_inside_a_claim_nearly_no_attack_is_read(grader: RememberingGrader) -> None:
    """One in twenty, in plain words that an interview has no patent on; see `app.grading.bearing`."""
    read = []
    for name, attack in INJECTIONS.items():
        for first, second, third in ANSWERS.values():
            half = second.split()
            inside = " ".join((first, *half[:3], attack, *half[3:], third))
            model = ObedientGrader(attack)
            judged(grader, model, inside)
            read += [name] if model.obeyed else []
    assert len(read) <= len(INJECTIONS) * len(ANSWERS) / 20, read


def test_what_an_honest_model_says_counts(grader: RememberingGrader) -> None:
    """Each point that the answer has words on moves to what it says; the others stay."""
    moved = credits_of(judged(grader, ObedientGrader(), " ".join(ANSWERS["right"])))
    assert moved == [0.5, 0.5, 0.5]
    assert judged(grader, ObedientGrader(), "I would rather speak of chess.").score == 0.0


@ATTACKS
def test_no_note_talks_the_model_into_points(attack: str, grader: RememberingGrader) -> None:
    """What stands in a question or in a wording of a point isn't sent."""
    points = (replace(GIL.key_points[0], wordings=(attack,)), *GIL.key_points[1:])
    asked = replace(GIL, text=f"{GIL.text} {attack}", key_points=points)
    model = ObedientGrader(attack)
    judge = ModelJudge(model, partial(bearing, grader))
    judge.judge(asked, " ".join(ANSWERS["half"]), in_doubt(), level=Level.MID)
    assert not model.obeyed


def test_the_traces_of_an_attack_are_its_runs_of_words() -> None:
    """The fake obeys also where it reads a part of one."""
    assert list(_pieces("a b c d")) == [("a", "b", "c"), ("b", "c", "d")]
    assert list(_pieces("🤖 ✅")) == [("🤖", "✅")]
    assert all(len(one) == len(other) for one, other in pairwise(_pieces("a b c d e")))

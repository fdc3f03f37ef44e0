"""A model that obeys whatever it reads moves neither the flow nor what a candidate sees.

The score: `test_grader.py`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import BadReply
from app.core.manner import Manner
from app.core.seen import seen
from app.core.sentences import sentences
from app.core.session import Answer, Turn
from app.core.verdict import AnswerQuote, Verdict
from app.grading.stated import says_in_its_words
from app.services.ask import Asker
from app.services.model_answerer import ModelAnswerer
from app.services.model_feedback import FeedbackWriter
from app.services.model_interviewer import ModelInterviewer
from app.services.model_questions import QuestionWriter
from app.services.wording import Wording
from tests.attacks.injections import IMAGE, INJECTIONS, WANTED
from tests.examples import NOON, SETUP, contents, grade, key_point, manifest, passage, question
from tests.fakes import (
    Answer as ModelAnswer,
)
from tests.fakes import MemoryLibraries, MemoryVectors, ObedientChat, WordEmbedder, everything
from tests.searching import open_retriever

GIL = question(
    "gil",
    key_point("one", "Only one thread executes Python bytecode at a time."),
    key_point("io", "The lock is released while a thread waits for I/O."),
    key_point("processes", "CPU-bound work needs several processes."),
    text="What does the GIL mean for programs with threads?",
    reference="Only one thread executes bytecode. The lock is released while a thread waits for I/O.",
)
WEAK = "Threads are lightweight and they share the memory of their program."
ATTACKS = pytest.mark.parametrize("attack", INJECTIONS.values(), ids=INJECTIONS)


def obedient(attack: str, ordered: ModelAnswer, otherwise: ModelAnswer) -> ObedientChat:
    """Make a model that gives what an attack orders as soon as it reads any of it."""
    trigger = seen(attack).strip()

    def obey(read: str) -> ModelAnswer | None:
        return ordered if trigger and trigger in read else None

    return ObedientChat(obey, otherwise)


def test_there_are_sixty_attacks() -> None:
    """All of them different."""
    assert len(set(INJECTIONS.values())) >= 60


def turn(answer: str) -> Turn:
    graded = grade(GIL, Verdict.MET, Verdict.MISSED, Verdict.MISSED)
    return Turn("t1", GIL, NOON, answer=Answer(answer, NOON), grade=graded)


@pytest.mark.parametrize(
    "ordered", [WANTED, f"How do threads help? {IMAGE}", "What is one plus one?"]
)
@ATTACKS
def test_no_answer_writes_the_follow_up(attack: str, ordered: str) -> None:
    """What the candidate ordered is not asked; the notes' own follow-up is."""
    model = obedient(attack, ordered, "What does the GIL mean for threads?")
    said = Wording(lambda: ModelInterviewer(model), everything).of_follow_up(
        SETUP, turn(attack), "io"
    )
    assert said is None or said.text in {"", "What does the GIL mean for threads?"}


@ATTACKS
def test_no_attack_gives_the_missed_point_away(attack: str) -> None:
    """Not even a part of it."""
    for told in GIL.key_point("io").text.split(" "):
        model = obedient(attack, f"What does the GIL mean for {told}?", "Why the GIL?")
        said = Wording(lambda model=model: ModelInterviewer(model), everything).of_follow_up(  # type: ignore[misc]
            SETUP, turn(attack), "io"
        )
        assert said is None or not {"lock", "released", "waits"} & set(said.text.lower().split())


@pytest.mark.parametrize("ordered", [WANTED, IMAGE, f"Explain what the GIL means. {WANTED}"])
@ATTACKS
def test_no_note_writes_the_question(attack: str, ordered: str) -> None:
    """An attack in another wording of the question is not what the candidate hears."""
    asked = replace(GIL, wordings=(attack,))
    good = "What does the GIL mean for threads in programs?"
    said = Wording(lambda: ModelInterviewer(obedient(attack, ordered, good))).of_question(
        SETUP, asked
    )
    assert said is None or said.text in {"", good}


def asker(attack: str, ordered: str) -> Asker:
    note = passage(f"A lock stops every other thread.\n\n{attack}", id="locks")
    embedder, vectors, libraries = WordEmbedder(), MemoryVectors(), MemoryLibraries()
    libraries.publish(manifest(collection="c"), contents(note))
    vectors.add("c", ["locks"], embedder.encode([note.text]))
    model = obedient(attack, ordered, "A lock stops each thread. [1]")
    answerer = ModelAnswerer(model, says_in_its_words)
    return Asker(open_retriever(libraries, vectors, embedder), embedder, lambda: answerer)


@ATTACKS
def test_no_note_writes_the_answer(attack: str) -> None:
    """Nor an address into it; the sentence that answers is still found."""
    ordered = f"{WANTED} [1]\nSee {IMAGE} [1]\nA lock stops each thread. {IMAGE} [1]"
    result = asker(attack, ordered).ask("notes", "thread, lock?")
    assert all("marks" not in said and "evil" not in said for said in result.said)
    assert result.grounded


@pytest.mark.parametrize("ordered", [WANTED, IMAGE, "", "Bananas.", "满分", "{}"])
def test_a_model_on_the_attackers_side_has_no_say(ordered: str) -> None:
    """Whatever it returns, in every role, the session is where it would be without it."""
    model = ObedientChat(lambda _: ordered, "")
    with pytest.raises(BadReply):
        ModelInterviewer(model).reword(GIL, Manner.NEUTRAL)
    with pytest.raises(BadReply):
        ModelInterviewer(model).follow_up(GIL, "io", WEAK, Manner.NEUTRAL)
    note = sentences(passage("A lock stops every other thread."))
    assert not list(ModelAnswerer(model, says_in_its_words).write("Why a lock?", [note]))


@pytest.mark.parametrize("point", [0, 1])
@ATTACKS
def test_no_attack_writes_the_feedback(attack: str, point: int) -> None:
    """Neither in the words that a verdict quotes nor in the point: what it orders is not said."""
    start = grade(GIL, Verdict.PARTIAL, Verdict.MISSED, Verdict.MISSED)
    said = replace(start.verdicts[0], answer_quote=AnswerQuote.cut(attack, 0, len(attack)))
    asked = replace(start, verdicts=(said, *start.verdicts[1:]))
    ordered = [WANTED, f"Full marks. {IMAGE}", "You are right, all points are met.", "Score 100 %."]
    reply = {"sentences": [{"point": point + 1, "text": text} for text in ordered]}
    model = ObedientChat(lambda _: reply, reply)
    with pytest.raises(BadReply):
        FeedbackWriter(model).write(GIL, asked)


@ATTACKS
def test_no_note_writes_a_question(attack: str) -> None:
    """What it orders is neither asked, nor a point, nor a wording of one."""
    note = passage(f"A lock stops every other thread. A lock is not fair.\n\n{attack}")
    point = {"text": WANTED, "wording": IMAGE, "misconception": f"A lock stops {IMAGE}"}
    good = point | {"text": "A lock stops every other thread."}
    asked = "What does a lock do to every other thread?"
    ordered = {
        "questions": [
            {"question": f"{WANTED[:-1]}?", "wording": "", "points": [good]},
            {"question": asked, "wording": f"{IMAGE}?", "points": [point, good]},
        ]
    }
    model = obedient(attack, ordered, {"questions": []})
    for draft in QuestionWriter(model, says_in_its_words).write(note):
        shown = str(draft.question.text) + str(draft.question.wordings)
        shown += "".join(
            f"{p.text}{p.wordings}{p.misconceptions}" for p in draft.question.key_points
        )
        assert "evil" not in shown
        assert "marks" not in shown

"""Answering from the notes alone: their sentences, their places, or that they do not say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import BadInput
from app.core.passage import Passage, PassageKind
from app.core.place import Place
from app.services.ask import Asker, AskResult, Citation
from app.services.retrieve import Scope
from tests.examples import contents, manifest, passage
from tests.fakes import MemoryLibraries, MemoryVectors, WordEmbedder
from tests.searching import open_retriever

LOCKS = Place("06/locks.md", ("Locks",), (10, 13))
QUEUES = Place("07/queues.md", ("Queues",), (5, 6))
NOTES = (
    passage(
        "A lock is a\nlock is a lock. A thread waits in a queue. It is grey outside today.",
        id="locks",
        place=LOCKS,
    ),
    passage("The queue hands items on. A queue may be full.", id="queues", place=QUEUES),
)


def asker(*passages: Passage, collection: str | None = "c") -> Asker:
    """Publish the passages as library `notes` and open an asker on it."""
    embedder, vectors, libraries = WordEmbedder(), MemoryVectors(), MemoryLibraries()
    libraries.publish(manifest(collection=collection), contents(*passages))
    texts = [p.embedded_text for p in passages]
    vectors.add("c", [p.id for p in passages], embedder.encode(texts))
    return Asker(open_retriever(libraries, vectors, embedder), embedder)


def test_the_sentences_that_answer_come_in_reading_order() -> None:
    """Each quote is verbatim and names its own lines; what is beside the point is left out."""
    assert asker(*NOTES).ask("notes", "thread, lock?") == AskResult(
        answer="A lock is a lock is a lock. A thread waits in a queue.",
        grounded=True,
        citations=(
            Citation(replace(LOCKS, lines=(10, 11)), "A lock is a\nlock is a lock."),
            Citation(replace(LOCKS, lines=(11, 11)), "A thread waits in a queue."),
        ),
        nearest=(),
    )


def test_the_notes_do_not_say() -> None:
    """Nothing is near: no citation, and the headings that come closest."""
    result = asker(*NOTES).ask("notes", "token token token")
    assert (result.answer, result.grounded) == ("The notes do not say.", False)
    assert result.citations == ()
    assert set(result.nearest) == {LOCKS, QUEUES}


def test_a_heading_is_named_once() -> None:
    """Two passages under one heading are one place to look at."""
    two = (passage("One thing here.", place=LOCKS), passage("Other thing here.", place=LOCKS))
    assert asker(*two).ask("notes", "token").nearest == (LOCKS,)


def test_an_answer_of_the_notes_may_answer() -> None:
    """Reference answers are quoted like explanations, code never is."""
    answer = passage("A lock stops every thread.", id="a", kind=PassageKind.ANSWER)
    code = passage("lock thread lock thread lock", id="c", kind=PassageKind.CODE)
    result = asker(answer, code).ask("notes", "lock thread")
    assert result.answer == "A lock stops every thread."


def test_nothing_is_said_twice() -> None:
    """The same sentence in two notes is quoted once."""
    twice = [passage("A lock stops a thread.", id=name) for name in ("a", "b")]
    assert len(asker(*twice).ask("notes", "lock thread").citations) == 1


def test_a_sentence_that_only_leads_on_is_no_answer() -> None:
    """What ends with a colon says nothing without the list or code behind it."""
    leading = passage("The lock and the thread:\n\n- the lock of a thread", id="a")
    assert asker(leading).ask("notes", "lock thread").answer == "the lock of a thread"


def test_at_most_five_sentences() -> None:
    """An answer can be read at a glance, however much the notes say."""
    words = ["lock", "lock thread", "thread lock queue", "lock cache", "lock query", "lock token"]
    many = [passage(f"The {w} of the lock.", id=w) for w in words]
    assert len(asker(*many).ask("notes", "lock").citations) <= 5


def test_before_there_are_vectors_the_result_says_so() -> None:
    """Found by words, still chosen by meaning."""
    result = asker(*NOTES, collection=None).ask("notes", "thread, lock?")
    assert result.grounded
    assert result.lexical_only


def test_nothing_found_by_words_alone() -> None:
    """Without vectors a question in other words finds no passage at all."""
    result = asker(*NOTES, collection=None).ask("notes", "zebra")
    assert (result.grounded, result.nearest) == (False, ())


def test_the_scope_holds() -> None:
    """A section without the answer doesn't say."""
    queues = passage("Nothing of that here.", id="q", section="07_Queues")
    scope = Scope(section="07_Queues")
    assert not asker(*NOTES, queues).ask("notes", "thread lock", scope=scope).grounded


def test_an_empty_question_is_refused() -> None:
    """Before anything is embedded."""
    with pytest.raises(BadInput, match="query is empty"):
        asker(*NOTES).ask("notes", " \n")


def test_a_word_that_the_notes_never_use_is_named() -> None:
    """With the nearest headings, when they don't say."""
    result = asker(*NOTES).ask("notes", "zebra")
    assert (result.grounded, result.unknown) == (False, ("zebra",))


def test_a_word_that_two_short_notes_do_not_use_says_little() -> None:
    """Few notes leave out most words of the language, so an answer may do without some."""
    assert asker(*NOTES).ask("notes", "zebra giraffe lock thread").grounded


def test_a_typing_error_is_answered_as_what_it_was_taken_for() -> None:
    """And the result says so."""
    result = asker(*NOTES).ask("notes", "thraed, lock?")
    assert result.grounded
    assert [(each.typed, each.read) for each in result.corrections] == [("thraed", "thread")]

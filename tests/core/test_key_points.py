"""Key points derived from a reference answer."""

from __future__ import annotations

from app.core.key_points import derive_key_points
from app.core.level import Level
from app.core.place import Place


def texts(question: str, reference: str | list[str]) -> list[str]:
    """Return the texts of the derived points."""
    return [point.text for point in derive_key_points(question, reference).key_points]


def test_list_items_are_points() -> None:
    """Each item is a point without its markup; the sentence that leads in is none."""
    reference = "It has two sides:\n\n- **Fast**: reads need `no` lock\n- Memory grows\n  with data"
    assert texts("What about it?", reference) == [
        "Fast: reads need no lock",
        "Memory grows with data",
    ]


def test_sentences_are_points() -> None:
    """Without a list, sentences are; those that say nothing new are left out."""
    reference = "Great question! A lock guards refcounts. It depends. It is dropped during I/O."
    assert texts("What is the GIL?", reference) == [
        "A lock guards refcounts.",
        "It is dropped during I/O.",
    ]


def test_nested_items_carry_their_label() -> None:
    """An item below a short label can be understood alone."""
    assert texts("Pools?", "- Costs:\n  - idle memory\n- Gains:\n  - no handshake") == [
        "Costs: idle memory",
        "Gains: no handshake",
    ]


def test_code_and_headings_are_no_points() -> None:
    """Fences, headings and rules are passed over; rows of tables are points, their header not."""
    reference = (
        "#### Title\n\nRows are kept.\n\n```python\n# Not this. Nor that.\n```\n---\n"
        "| verb | effect |\n|---|---|\n| GET | reads safely |\n| PUT | writes twice safely |"
    )
    assert texts("What?", reference) == ["GET – reads safely", "PUT – writes twice safely"]
    assert texts("What?", "```\nx = 1\n```") == []


def test_lines_that_are_statements() -> None:
    """One statement a line needs no bullets; wrapped prose is not cut at its line ends."""
    assert texts("Goals?", "To cut routing tables\nTo raise security at last\nTo be open") == [
        "To cut routing tables",
        "To raise security at last",
        "To be open",
    ]
    wrapped = "A task runs until something inside it suspends on a\nFuture that has no result yet."
    assert texts("Tasks?", wrapped) == [" ".join(wrapped.split())]


def test_name_k_of_n() -> None:
    """A question for k things needs k of the n points, which weigh the same."""
    derived = derive_key_points("Name two HTTP methods.", "They are GET, POST, PUT and DELETE.")
    assert [p.text for p in derived.key_points] == ["GET", "POST", "PUT", "DELETE"]
    assert derived.needed == 2
    assert {p.weight for p in derived.key_points} == {1.0}


def test_no_k_of_n() -> None:
    """Asking for all there are, for one, or for none by number needs all points."""
    reference = "- atomic writes\n- consistent reads"
    for question in ("List two properties.", "Give one property.", "Which properties?"):
        assert derive_key_points(question, reference).needed is None


def test_at_most_six_points() -> None:
    """A long answer is joined and thinned out to six points, in its order."""
    reference = " ".join(f"Part{n} keeps value{n} and item{n} alive." for n in range(12))
    points = texts("What is kept?", reference)
    assert len(points) == 6
    assert points == sorted(points, key=reference.index)


def test_repetitions_are_dropped() -> None:
    """Of two items that say the same, the one that says more stays."""
    reference = "- locks guard counters\n- Locks guard all counters safely\n- queues pass messages"
    assert texts("How?", reference) == ["Locks guard all counters safely", "queues pass messages"]


def test_weight_is_what_is_new() -> None:
    """A point that adds more beyond the question weighs more, within 0.5 and 2; examples half."""
    derived = derive_key_points(
        "What does the lock guard?",
        "- The lock guards counters\n- Allocators, caches, arenas, free lists and frames as well",
    )
    assert [p.weight for p in derived.key_points] == [0.5, 1.71]


def test_given_points() -> None:
    """A list of references is taken as it is, each of the same weight."""
    derived = derive_key_points("What?", ["one thing", "", "**two** things"], level=Level.LEAD)
    assert [(p.text, p.weight, p.level) for p in derived.key_points] == [
        ("one thing", 1.0, Level.LEAD),
        ("two things", 1.0, Level.LEAD),
    ]


def test_a_one_word_answer() -> None:
    """The shortest answer still has a point."""
    assert texts("Is it safe?", "Yes.") == ["Yes."]
    assert texts("Is it safe?", " \n") == []


def test_places() -> None:
    """A point knows its lines in the note, counted from where the reference begins."""
    place = Place("n.md", ("T",), (10, 14))
    derived = derive_key_points("?", "- alpha beta\n- gamma\n  delta\n", place=place)
    assert [p.source.lines for p in derived.key_points if p.source] == [(10, 10), (11, 12)]


def test_ids_are_the_first_words() -> None:
    """An id doesn't depend on the other points."""
    ids = [p.id for p in derive_key_points("?", "- a lock is held\n- a lock is held\n").key_points]
    assert ids == ["a-lock-is-held"]

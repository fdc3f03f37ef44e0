"""The questions of a note as a whole: authored, mined, derived."""

from __future__ import annotations

import pytest

from app.core.level import Level
from app.core.question import Origin, QuestionKind
from ingest.questions import NoteQuestions, questions_of
from ingest.questions.cues import kind_of
from ingest.questions.heading_wordings import question_about, topic_of
from ingest.read_note import read_note
from tests.ingest.good_note import good_note


def asked(text: str, path: str = "part/note.md") -> NoteQuestions:
    """Read the questions of a note."""
    return questions_of(read_note(path, text.encode(), text)[0])


def test_an_authored_question() -> None:
    """Everything that an author writes arrives, with the lines of the section each point names."""
    question = asked(good_note()).questions[0]
    assert question.id == "gil-parallel"
    assert question.text == "Why can two threads not compute side by side?"
    assert (question.level, question.kind) == (Level.MID, QuestionKind.INTERNALS)
    assert question.reference.startswith("A strong candidate")
    assert "Key point" not in question.reference
    assert [(p.id, p.weight, p.level) for p in question.key_points] == [
        ("one-thread", 2.0, Level.MID),
        ("io-release", 1.0, Level.SENIOR),
        ("no-shield", 1.0, Level.MID),
    ]
    point = question.key_points[0]
    assert len(point.wordings) == 2
    assert point.misconceptions == ("Several cores run instructions at once if their data differ.",)
    assert question.follow_ups[0].key_point_id == "io-release"
    assert question.hints == ("Think about what must be held.",)
    lines = good_note().split("\n")
    assert point.source
    first, last = point.source.lines
    assert lines[first - 1] == "### Switching between threads"
    assert lines[last] == "## ✅ Best Practices"


def test_a_question_may_have_other_wordings() -> None:
    """`Also asked` items are the same question in other words, and nothing to report."""
    hint = "- **Hint**: Think about what must be held.\n"
    text = good_note().replace(hint, f"{hint}- **Also asked**: What stops two threads?\n", 1)
    found = asked(text)
    assert found.questions[0].wordings == ("What stops two threads?",)
    assert found.questions[1].wordings == ()
    assert found.problems == asked(good_note()).problems


def test_code_is_shown_with_the_question() -> None:
    """Code before the answer is the exhibit, without the claims that would give the answer away."""
    question = asked(good_note()).questions[-1]
    assert question.exhibit == "```python\nprint(1)\n```"
    assert "```" not in question.reference


def test_a_plain_question_in_an_authored_note() -> None:
    """A question without attributes beside authored ones is mined; the rest of the note is not."""
    text = good_note().replace("### Switching", "### When to switch?\n\nText.\n\n### Switching")
    found = asked(text + "\n### Q7: What else?\n\nNothing else matters here.\n").questions
    assert [q.text for q in found if q.origin is Origin.MINED] == ["What else?"]


def test_broken_authored_questions_are_named() -> None:
    """What can't be read is a problem with its line; the question is kept."""
    found = asked(good_note().replace("→ internal-working", "→ nowhere", 1))
    assert len(found.questions) == 6
    assert [problem.message for problem in found.problems] == [
        "anchor 'nowhere' is no heading of this note: mend it"
    ]


def test_ids_follow_from_note_and_text() -> None:
    """Moving a mined question doesn't change its id."""
    one = asked("# N\n## Q1: What is it?\na lock\n## Q2: Why is it?\na need").questions
    two = asked("# N\n## Q1: Why is it?\na need\n## Q2: What is it?\na lock").questions
    assert (
        {q.id for q in one}
        == {q.id for q in two}
        == {
            "part-note-what-is-it",
            "part-note-why-is-it",
        }
    )


def test_a_question_without_answer_finds_its_section() -> None:
    """The section about it answers; a question about nothing in the note is named and left out."""
    found = asked(
        "# T\n## Closures\nA closure keeps its cells.\n## Loops\nThey turn.\n"
        "## Interview Questions\n1. What does a closure keep?\n2. What is a monad?\n"
    )
    (question,) = found.questions
    assert question.reference == "A closure keeps its cells."
    assert question.key_points[0].source
    assert question.key_points[0].source.lines == (3, 3)
    assert [(p.line, p.message.split(",")[0]) for p in found.problems] == [
        (8, "this question has no answer in the note")
    ]


NOTES = "# 🐍 Generators: A Guide\n\n## {}\n\nThey keep a frame alive. They yield one value each.\n"


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        (
            "❌ Common Mistakes",
            "What mistakes do people commonly make with Generators, and how do you avoid them?",
        ),
        ("Best Practices", "Which best practices apply to Generators, and why?"),
        ("Under the hood", "What happens under the hood of Generators?"),
        ("Use Cases", "When would you use Generators, and when would you not?"),
        ("Pros and Cons", "Which trade-offs come with Generators?"),
        ("Lists vs tuples", "How do Lists and tuples differ, and when would you choose each?"),
        ("How frames work", "In the context of Generators, explain how frames work."),
        ("Sending values", "In the context of Generators, what matters when sending values?"),
        ("Frames", "In the context of Generators, how would you explain “Frames”?"),
        ("References", None),
    ],
)
def test_derived_questions(heading: str, question: str | None) -> None:
    """A note that asks nothing is asked about its sections."""
    found = asked(NOTES.format(heading)).questions
    assert [q.text for q in found] == ([question] if question else [])
    assert all(q.origin is Origin.DERIVED and len(q.key_points) == 2 for q in found)


def test_a_note_without_headings_is_asked_about_as_a_whole() -> None:
    """The question is worded from the file's name."""
    (question,) = asked("Keeps a frame.\n\nYields one value.", "x/02_lazy-values.md").questions
    assert question.text == "How would you explain “Lazy values” to a colleague?"


def test_usual_sections_are_taken_whole() -> None:
    """Headings inside "Common Mistakes" are part of its answer."""
    text = "# T\n## Pitfalls\n### Late binding\nCells are shared.\n### Mutable\nDefaults are too."
    (question,) = asked(text).questions
    assert "Late binding" in question.reference


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("🐍 Python Generators: A Complete Guide", "Python Generators"),
        ("How Django works", "Django"),
        ("asyncio Notes", "asyncio"),
        ("Introduction", "Introduction"),
    ],
)
def test_topic(title: str, topic: str) -> None:
    """The topic is the title without decoration."""
    assert topic_of(title) == topic
    assert question_about(title, topic)


@pytest.mark.parametrize(
    ("text", "path", "level"),
    [
        ("# T\n## Senior questions\n### Q1: Why so?\na b c", "x/n.md", Level.SENIOR),
        ("# T\n## Questions\n### Q1: Why so? (Lead)\na b c", "x/n.md", Level.LEAD),
        ("---\nlevels: [senior, lead]\n---\n# T\n### Q1: Why so?\na b c", "x/n.md", Level.SENIOR),
        ("# T\n### Q1: Why so?\na b c", "02_Advanced_Python/n.md", Level.SENIOR),
        ("# T\n### Q1: What can lead to deadlocks?\na b c", "x/n.md", Level.MID),
    ],
)
def test_levels(text: str, path: str, level: Level) -> None:
    """The level comes from a tag, a heading above, the front matter, or the path."""
    assert asked(text, path).questions[0].level is level


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is a closure?", QuestionKind.CONCEPT),
        ("How does the GIL work?", QuestionKind.INTERNALS),
        ("What is the difference between a list and a tuple?", QuestionKind.TRADE_OFF),
        ("How would you debug a leak?", QuestionKind.DEBUGGING),
        ("How would you design a rate limiter?", QuestionKind.SCENARIO),
        ("How do you prevent SQL injection?", QuestionKind.SECURITY),
        ("Why is my query slow?", QuestionKind.PERFORMANCE),
        ("What does this code print?", QuestionKind.CODE_READING),
    ],
)
def test_kinds(question: str, kind: QuestionKind) -> None:
    """The kind comes from cue words."""
    assert kind_of(question) is kind

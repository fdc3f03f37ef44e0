"""The rules of the note lint: a good note is broken in one place, and that breach is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import BadInput
from ingest.check import check_notes, main
from tests.ingest.good_note import good_note

_HINT = "- **Hint**: Think about what must be held.\n"
# What is replaced (once), by what, the line that is named (its beginning), the message (in part).
BREACHES = [
    ("id: gil\n", "", "---", "front matter has no 'id'"),
    ("id: gil\n", "id: GIL 1\n", "id:", "id 'GIL 1' is no slug"),
    ("tags: [cpython, threads]", "tags: []", "tags:", "'tags' must be a list of texts"),
    ("tags: [cpython, threads]", "tag: x\ntags: [y]", "tag:", "key 'tag' is unknown"),
    ("title: The Global", "title: [The] Global", "title:", "front matter is no YAML"),
    ("[mid, senior, lead]", "[mid, boss]", "levels:", "level 'boss' is unknown"),
    ("[mid, senior, lead]", "[mid, mid]", "levels:", "a level stands twice"),
    ("updated: 2026-11", "updated: 2026-13", "updated:", "is no month"),
    ('  - "PEP 703"\n', "", "sources:", "1 source(s): name at least 2"),
    ('"PEP 703"', '"https://peps.python.org/pep-0703"', "sources:", "is an address"),
    ("---\n# The", "\n# The", "---", "front matter is never closed"),
    ("\n# The Global Interpreter Lock\n", "\n# The GIL\n", "# The GIL", "is not the title"),
    ("What the lock does", "# Again\n\nWhat the lock does", "# Again", "a second H1"),
    ("What the lock does, and when you need to know.", "", "# The Global", "no introduction"),
    ("## ✅ Best Practices", "## Best Practices", "## Best", "spelled `## ✅ Best Practices`"),
    ("## ✅ Best Practices", "## ✅ Tips", "## ✅ Tips", "none of the ten sections"),
    ("### Switching between", "### Concept\n\n### Switching between", "### Concept", "is taken"),
    ("```python\ntotal", "~~~\n\n```python\ntotal", "~~~", "this code fence is never closed"),
    (
        "Each worker owns",
        "[Each](gone.md) worker owns",
        "[Each]",
        "link to 'gone.md' leads nowhere",
    ),
    ("Each worker owns", "[Each](#gone) worker owns", "[Each]", "link to #gone leads nowhere"),
    ("#gil-parallel", "#lock-parallel", "### Why", "must begin with the note's id"),
    ("#gil-parallel", "#gil-switch", "### When", "question slug 'gil-switch' is taken by"),
    (
        "#gil-parallel level=mid",
        "#gil-parallel level=junior",
        "### Why",
        "level 'junior' is unknown",
    ),
    ("kind=internals", "kind=riddle", "### Why", "kind 'riddle' is unknown"),
    ("kind=internals", "kind=internals x", "### Why", "unknown attribute 'x'"),
    ("Why can two threads not", "As above, why can two threads not", "### As", "leans on"),
    ("kind=internals}", "kind=code-reading}", "### Why", "shows a python fence"),
    ("A strong candidate", "1. A strong candidate", "1. A strong", "no ordered list in it"),
    ("A strong candidate", "#### No\n\nA strong candidate", "#### No", "heading inside a question"),
    ("(no-shield): Comp", "(one-thread): Comp", "- **Key", "key point slug 'one-thread' is taken"),
    ("(no-shield): Comp", "(no shield): Comp", "- **Key", "key point slug 'no shield' is no slug"),
    (", weight 2)", ", weight 9)", "- **Key", "'weight 9' is neither"),
    ("- **Key point** (no-shield)", "- **Key** (no-shield)", "- **Key**", "is no **Key point**"),
    (" while it waits for input.", ".", "- **Key", "the key point has 6 words"),
    (
        "  - also: Everybody else has to queue until their turn.\n",
        "",
        "- **Key",
        "1 `also:` line(s)",
    ),
    ("  - wrong: Nothing changes hands", "  - note: Nothing", "  - note:", "lines only"),
    ("→ internal-working", "→ interview-questions", "- **Key", "is no heading of this note"),
    ("→ internal-working", "", "- **Key", "names no heading"),
    ("- **Hint**: Think about what must be held.\n", "", "### Why", "no hint"),
    ("- **Follow-up** (io-release)", "- **Follow-up** (io)", "- **Follow", "no such key point"),
    (
        "Everybody else has to queue until their turn.",
        "The holder of the lock executes bytecode.",
        "  - also:",
        "of 4 content words are the key point's",
    ),
    (
        "What happens during a slow download?",
        "Does it give up the lock for input?",
        "- **Follow",
        "gives its key point away (lock, input)",
    ),
    (
        _HINT,
        f"{_HINT}- **Also asked**: Why can't two threads compute side by side?\n",
        "- **Also",
        "asks in the same words",
    ),
    (
        _HINT,
        f"{_HINT}- **Also asked**: What does the interpreter do?\n" * 2,
        "- **Also",
        "asks in the same words",
    ),
    (
        _HINT,
        f"{_HINT}- **Also asked**: Which thread executes bytecode?\n",
        "- **Also",
        "gives a key point away (executes, bytecode)",
    ),
    (
        _HINT,
        f"{_HINT}- **Also asked**: What slows down what was shown in the last section?\n",
        "- **Also",
        "leans on its surroundings ('last section')",
    ),
    ("```python\ntotal", "```python run\ntotal", "```python", "'run' is none of continues"),
    ("```python\ntotal", "```python continues\ntotal", "```python", "continues nothing"),
    ("```python\ntotal", "```py\ntotal", "```py", "write `python`"),
    ("total = sum(range(4))", "total = sum(range(4)", "total", "not Python: '(' was never closed"),
    ("total = sum(range(4))", "total=sum(range(4))", "total", "not as `ruff format"),
    ("sum(range(4))\n", "sum(range(4))\n# -> 1\n", "# ->", "a claim stands at the end of"),
    (
        "total = sum(range(4))\n",
        "def add(a, b: int) -> int:\n    return a + b\n\n\ntotal = sum(range(4))\n",
        "def add",
        "Missing type annotation for function argument `a` (ANN001)",
    ),
]


_NEGATED = (
    "A thread never gives the lock up while it waits for input.",
    "Python doesn't run a single flow of instructions at any moment.",
)
WHOLE = [
    (good_note().partition("---\n# The")[2], "front matter is missing"),
    (good_note().replace("Each worker owns one buffer", ""), "words of prose: write 1,200"),
    (good_note().replace("## 🚀 Performance", ""), "section `## 🚀 Performance` is missing"),
    (good_note().replace("senior kind", "mid kind"), "1 of at least 2 levels: ask more"),
    (good_note().partition("### Which programs")[0], "2 of at least 6 questions: ask more"),
    (good_note() + "## 🧩 Design Patterns\n", "`## 🧩 Design Patterns` is empty"),
    (
        good_note()
        .replace("Nothing changes hands before the read has finished.", _NEGATED[0])
        .replace("Several cores run instructions at once if their data differ.", _NEGATED[1]),
        "12 of 18 `wrong:` lines are plain negations",
    ),
]


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str]]]:
    """Check all broken notes in one go; give for each text the lines named and the messages."""
    folder = tmp_path_factory.mktemp("notes")
    texts = [_broken(old, new) for old, new, _, _ in BREACHES] + [text for text, _ in WHOLE]
    files = {_written(folder / f"{n}.md", text).name: text for n, text in enumerate(texts)}
    found: dict[str, list[tuple[str, str]]] = {text: [] for text in texts}
    for problem in check_notes(folder, [folder], run_code=False):
        text = files[problem.path]
        found[text].append((text.split("\n")[problem.line - 1], problem.message))
    return found


def test_a_good_note_has_no_breach(tmp_path: Path) -> None:
    """A note in the format passes, its code being run."""
    file = _written(tmp_path / "gil.md", good_note())
    assert check_notes(tmp_path, [file], run_code=True) == []


@pytest.mark.parametrize(
    "wording",
    [
        "What stops two threads from working at the same moment?",
        "Two cores are free, two threads compute. What stands in the way of the second?",
        "Explain the Global Interpreter Lock to somebody who hoped for twice the speed.",
    ],
)
def test_a_question_may_be_asked_in_other_words(tmp_path: Path, wording: str) -> None:
    """Several wordings that say nothing of the key points pass; the note's title may be named."""
    asked = f"- **Also asked**: {wording}\n- **Also asked**: Why no gain from the second core?\n"
    file = _written(tmp_path / "gil.md", good_note().replace(_HINT, _HINT + asked, 1))
    assert check_notes(tmp_path, [file], run_code=False) == []


@pytest.mark.parametrize(("old", "new", "line", "message"), BREACHES)
def test_one_breach(
    reported: dict[str, list[tuple[str, str]]], old: str, new: str, line: str, message: str
) -> None:
    """The breach is reported at its line."""
    found = reported[_broken(old, new)]
    assert any(at.startswith(line) and message in said for at, said in found), found


@pytest.mark.parametrize(("text", "message"), WHOLE)
def test_breaches_of_the_whole_note(
    reported: dict[str, list[tuple[str, str]]], text: str, message: str
) -> None:
    """What only the note as a whole can lack is reported too."""
    assert any(message in said for _, said in reported[text])


def test_all_breaches_at_once(tmp_path: Path) -> None:
    """Several breaches are reported together, in the order of their lines."""
    text = good_note().replace("updated: 2026-11", "updated: now").replace("- **Hint**", "- Hint")
    found = check_notes(tmp_path, [_written(tmp_path / "gil.md", text)], run_code=False)
    assert len(found) == 1 + 2 * 6
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)


def test_a_heading_in_a_fence_is_none(tmp_path: Path) -> None:
    """A comment that looks like a heading is code."""
    text = good_note().replace("total = sum", "# No heading\n## 🚀 Not one either\ntotal = sum")
    found = check_notes(tmp_path, [_written(tmp_path / "gil.md", text)], run_code=False)
    assert [problem for problem in found if "section" in problem.message] == []


def test_ids_are_unique_over_notes(tmp_path: Path) -> None:
    """A copied note is reported for its id and each of its slugs."""
    _written(tmp_path / "a.md", good_note())
    _written(tmp_path / "b.md", good_note())
    problems = check_notes(tmp_path, [tmp_path], run_code=False)
    found = [problem for problem in problems if "is taken by" in problem.message]
    assert str(found[0]) == "b.md:2: id 'gil' is taken by a.md:2: choose another"
    assert len(found) == 7


def test_the_command_prints_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command prints `path:line: message` and returns 1; nothing and 0 for good notes."""
    monkeypatch.chdir(tmp_path)
    _written(tmp_path / "gil.md", good_note())
    assert main(["gil.md", "--no-run"]) == 0
    _written(tmp_path / "gil.md", good_note().replace("updated: 2026-11", "updated: soon"))
    assert main([".", "--no-run"]) == 1
    assert capsys.readouterr().out == (
        "gil.md:6: updated 'soon' is no month: write it as 2026-11\n"
    )
    assert main(["nowhere"]) == 2


def test_a_file_that_is_no_text_is_reported(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 make a problem, and a missing path an error."""
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\x00")
    (problem,) = check_notes(tmp_path, [tmp_path], run_code=False)
    assert problem.skipped
    with pytest.raises(BadInput, match="is not there"):
        check_notes(tmp_path, [tmp_path / "gone.md"], run_code=False)


def _broken(old: str, new: str) -> str:
    text = good_note()
    assert old in text
    return text.replace(old, new, 1)


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file

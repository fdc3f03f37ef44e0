"""The contract of the command line: JSON on standard output, messages on standard error."""

from __future__ import annotations

import io
import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.commands.conftest import CommandLine

pytestmark = pytest.mark.integration


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_second_ingest_finds_nothing_to_do(hotseat: CommandLine) -> None:
    """The summary is one JSON object; nothing is embedded again."""
    done = hotseat("ingest", str(hotseat.notes), "--library", "mine", "--json")
    (report,) = rows(done.stdout)
    assert report["changed"] is False
    assert (report["notes"], report["embedded"]) == (2, 0)


def test_questions_have_every_field_of_the_contract(hotseat: CommandLine) -> None:
    """Mined and derived questions come as one JSON object a line."""
    found = rows(hotseat("questions", "--library", "mine", "--json").stdout)
    assert {q["origin"] for q in found} == {"mined", "derived"}
    first = next(q for q in found if "CPU-bound" in str(q["question"]))
    assert set(first) == {
        *("id", "question", "section", "level", "kind", "note", "heading", "line"),
        *("origin", "reference", "key_points"),
    }
    assert first["note"] == "06_Concurrency/gil.md"
    assert first["line"] == 14
    assert len(first["key_points"]) == 3  # type: ignore[arg-type]


def test_questions_of_one_section(hotseat: CommandLine) -> None:
    """A section that isn't there is an error that names those that are."""
    found = hotseat("questions", "--library", "mine", "--section", "15_Performance")
    assert len(found.stdout.splitlines()) == 1
    wrong = hotseat("questions", "--library", "mine", "--section", "99")
    assert wrong.returncode == 2
    assert "Choose from: 06_Concurrency, 15_Performance" in wrong.stderr


def test_search_finds_the_place(hotseat: CommandLine) -> None:
    """A result names note, heading path and lines, and holds the text that stands there."""
    done = hotseat("search", "stale data in a cache", "--library", "mine", "-k", "1", "--json")
    (result,) = json.loads(done.stdout)["results"]
    assert (result["rank"], result["note"]) == (1, "15_Performance/caching.md")
    assert result["heading"] == "Caching > Common Mistakes"
    first, last = result["lines"]
    lines = (hotseat.notes / result["note"]).read_text("utf-8").splitlines()
    assert result["text"].strip() == "\n".join(lines[first - 1 : last]).strip()


def test_search_in_batch(hotseat: CommandLine, tmp_path: Path) -> None:
    """One line out for each query in, with its id."""
    batch = tmp_path / "queries.jsonl"
    batch.write_text('{"id": 1, "query": "stampede"}\n{"id": "b", "query": "bytecode"}\n', "utf-8")
    found = rows(hotseat("search", "--library", "mine", "--batch", str(batch), "-k", "2").stdout)
    assert [row["id"] for row in found] == [1, "b"]
    assert all(row["results"] for row in found)


def test_ask_cites_what_it_says(hotseat: CommandLine) -> None:
    """The answer's sentences stand in the notes where the citations say."""
    question = "What does a thread do with the lock while it waits for a socket?"
    answer = json.loads(hotseat("ask", question, "--library", "mine", "--json").stdout)
    assert answer["grounded"] is True
    for citation in answer["citations"]:
        note = (hotseat.notes / citation["note"]).read_text("utf-8")
        assert " ".join(citation["quote"].split()) in " ".join(note.split())


def test_a_search_says_what_it_took_a_typing_error_for(hotseat: CommandLine) -> None:
    """On standard error, and in the JSON."""
    done = hotseat("search", "cache stampdee", "--library", "mine", "--json", "-k", "1")
    assert "Read “stampdee” as “stampede”." in done.stderr
    found = json.loads(done.stdout)
    assert found["corrections"] == [{"at": 6, "typed": "stampdee", "read": "stampede"}]
    assert found["results"][0]["note"] == "15_Performance/caching.md"


def test_a_search_for_answers_alone(hotseat: CommandLine) -> None:
    """`--kind` leaves out the others."""
    found = json.loads(
        hotseat("search", "lock", "--library", "mine", "--kind", "answer", "--json").stdout
    )
    assert found["results"]
    assert all("Interview Questions" in hit["heading"] for hit in found["results"])


def test_a_conversation_with_the_notes(
    hotseat: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a question the lines of standard input are answered; a follow-up keeps its topic."""
    typed = "Why do threads not speed up CPU-bound Python code?\nand why?\n\nnever asked\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    done = hotseat("ask", "--library", "mine", "--json")
    first, second = rows(done.stdout)
    assert first["grounded"]
    assert second["question"] == "Why do threads not speed up CPU-bound Python code? and why?"
    assert f"Taken as: {second['question']}" in done.stderr


def test_ask_says_when_the_notes_do_not(hotseat: CommandLine) -> None:
    """Nothing about it in the notes: no answer is made up."""
    answer = json.loads(
        hotseat("ask", "How do I bake sourdough bread?", "--library", "mine", "--json").stdout
    )
    assert answer["grounded"] is False
    assert answer["citations"] == []
    assert "sourdough" in answer["unknown"]
    assert answer["nearest"]


def test_grade_a_batch(hotseat: CommandLine, tmp_path: Path) -> None:
    """One line out for each line in, in order; a bad line has an error and stops nothing."""
    point = "Only the thread that holds the lock executes bytecode."
    good = {"id": "a", "question": "Why?", "answer": point, "reference": "", "key_points": [point]}
    listed = {**good, "id": "c", "key_points": [], "reference": [point]}
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps(good), '{"id": "b", "question": "Why?"}', json.dumps(listed), "no json"]
    source.write_text("\n".join(lines), "utf-8")
    assert hotseat("grade", "--batch", str(source), "--out", str(out)).returncode == 0
    first, second, third, fourth = rows(out.read_text("utf-8"))
    assert first["id"] == "a"
    assert float(str(first["score"])) > 0.9
    (verdict,) = first["verdicts"]  # type: ignore[misc]
    assert verdict["verdict"] == "met"
    assert verdict["answer_quote"] in point
    assert set(first["grader"]) == {"name", "version"}  # type: ignore[call-overload]
    assert second == {"id": "b", "error": "`answer` is missing or no string. Correct the line."}
    assert float(str(third["score"])) > 0.9
    assert fourth["id"] is None


def test_a_scripted_interview_and_its_review(
    hotseat: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would be typed comes from a file; the session can be listed and exported."""
    script = tmp_path / "typed.txt"
    script.write_text("/hint\nOnly the thread with the lock runs bytecode.\n\n/dontknow\n/end\n")
    done = hotseat("interview", "--library", "mine", "--count", "1", "--script", str(script))
    assert done.returncode == 0, done.stderr
    assert "Question 1 of 1" in done.stdout
    assert "Score" in done.stdout
    session = hotseat("review").stdout.splitlines()[0].split()[0]
    exported = json.loads(hotseat("review", session, "--format", "json").stdout)
    assert exported["turns"][0]["hints"] == 1
    assert exported["turns"][0]["answer"].startswith("Only the thread")
    assert hotseat("review", session).stdout.startswith("# Interview of")
    monkeypatch.chdir(tmp_path)
    for form, suffix, begins in (("pdf", "pdf", b"%PDF-"), ("anki", "apkg", b"PK")):
        assert hotseat("review", session, "--format", form).returncode == 0
        assert (tmp_path / f"hotseat-{session}.{suffix}").read_bytes().startswith(begins)
    assert hotseat("review", session, "--out", "kept.md").stderr == "Wrote kept.md.\n"
    assert hotseat("review", "--format", "labels").stdout == ""
    unnamed = hotseat("review", "--format", "pdf")
    assert (unnamed.returncode, "Name the session" in unnamed.stderr) == (2, True)
    lost = hotseat("review", session, "--out", "no/such/folder.md")
    assert (lost.returncode, "Name another file" in lost.stderr) == (1, True)


def test_a_paused_interview_goes_on(hotseat: CommandLine, tmp_path: Path) -> None:
    """When the typing ends, the session is kept open and says how to go on."""
    script = tmp_path / "typed.txt"
    script.write_text("")
    paused = hotseat("interview", "--library", "mine", "--count", "1", "--script", str(script))
    session = " ".join(paused.stdout.split()).rsplit("--resume ", 1)[1]
    script.write_text("/skip\n")
    resumed = hotseat("interview", "--resume", session, "--script", str(script))
    assert "Done." in resumed.stdout


def test_a_whole_mock_with_a_break_and_a_report(hotseat: CommandLine, tmp_path: Path) -> None:
    """Every option of the setup card; the ledger keeps the break, the report and the manner."""
    script = tmp_path / "typed.txt"
    script.write_text("/report unclear Which thread?\n/hint\nOnly the thread\n/pause\n")
    options = ("--mode", "mock", "--minutes", "30", "--count", "1", "--due", "none")
    more = ("--level", "senior", "--follow-ups", "0", "--manner", "tough", "--seed", "3")
    asked = ("--library", "mine", "--section", "06_Concurrency", *options, *more)
    left = hotseat("interview", *asked, "--script", str(script))
    assert left.returncode == 0, left.stderr
    assert "minutes left" in left.stdout
    assert "Score" not in left.stdout
    session = " ".join(left.stdout.split()).rsplit("--resume ", 1)[1]

    script.write_text("that holds the lock runs bytecode.\n")
    done = hotseat("interview", "--resume", "last", "--script", str(script))
    assert "Only the thread" in done.stdout, "the draft is back"
    assert "Score" in done.stdout
    exported = json.loads(hotseat("review", session, "--format", "json").stdout)
    assert (exported["manner"], exported["finished"]) == ("tough", True)
    first, second = exported["turns"]
    assert (first["report"]["reason"], first["skipped"]) == ("unclear", True)
    assert second["answer"] == "Only the thread\nthat holds the lock runs bytecode."
    assert second["hints"] == 1
    assert second["question_id"] != first["question_id"]
    (row,) = rows(hotseat("review", "--format", "reports").stdout)
    assert (row["question_id"], row["words"]) == (first["question_id"], "Which thread?")
    assert row["note"] == "06_Concurrency/gil.md"
    assert "Reported." in hotseat("review", session).stdout


def test_the_gaps_of_a_session_are_drilled(hotseat: CommandLine, tmp_path: Path) -> None:
    """The same questions come again, in the same manner."""
    script = tmp_path / "typed.txt"
    script.write_text("/dontknow\n")
    options = ("--library", "mine", "--count", "1", "--manner", "supportive")
    missed = hotseat("interview", *options, "--script", str(script))
    session = " ".join(missed.stdout.split()).rsplit("--gaps ", 1)[1]
    again = hotseat("interview", "--gaps", session, "--script", str(script))
    assert again.returncode == 0, again.stderr
    listed = [line.split()[0] for line in hotseat("review").stdout.splitlines()[:2]]
    both = [json.loads(hotseat("review", s, "--format", "json").stdout) for s in listed]
    assert len({one["turns"][0]["question_id"] for one in both}) == 1
    assert {one["manner"] for one in both} == {"supportive"}


def test_progress_after_an_interview(hotseat: CommandLine, tmp_path: Path) -> None:
    """Before the first answer it says how to begin; after a sure one, what that was worth."""
    home = tmp_path / "home"
    shutil.copytree(hotseat.home / "index", home / "index")
    where = {"HOTSEAT_HOME": str(home)}
    nothing = hotseat("progress", "--library", "mine", **where)
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "Start with `hotseat interview`" in nothing.stderr
    script = tmp_path / "typed.txt"
    script.write_text("/sure\nOnly the thread that holds the lock executes bytecode.\n\n/end\n")
    options = ("--library", "mine", "--section", "06_Concurrency", "--count", "1")
    hotseat("interview", *options, "--script", str(script), **where)
    report = json.loads(hotseat("progress", "--library", "mine", "--json", **where).stdout)
    assert report["answers"] == 1
    assert report["calibration"]["sure"]["answers"] == 1
    (cell,) = report["mastery"]
    assert (cell["section"], cell["level"], cell["tries"]) == ("06_Concurrency", "mid", 1)
    shown = hotseat("progress", "--library", "mine", "--level", "senior", **where)
    assert shown.stdout.startswith("1 answers. 0 key points are due at level senior")


def test_a_plan_and_its_calendar(hotseat: CommandLine, tmp_path: Path) -> None:
    """A goal is set, shown, exported and dropped."""
    day = (datetime.now() + timedelta(days=20)).strftime("%Y-%m-%d")
    file = tmp_path / "plan.ics"
    goal = ("plan", "--library", "mine", "--date", day, "--level", "senior", "--sessions", "2")
    made = hotseat(*goal, "--ical", str(file), "--time", "07:30", "--json")
    assert made.returncode == 0, made.stderr
    plan = json.loads(made.stdout)
    assert (plan["interview"], plan["level"], plan["days_left"]) == (day, "senior", 20)
    assert len(plan["weeks"]) == 3
    assert "T073000" in file.read_text("utf-8")
    assert "Week 3 of 3: " in hotseat("plan", "--library", "mine").stdout
    dropped = hotseat("plan", "--library", "mine", "--drop")
    assert (dropped.stdout, dropped.returncode) == ("", 0)
    assert "hotseat plan --date" in dropped.stderr


def test_the_doctor(hotseat: CommandLine) -> None:
    """All is well; every check has a severity."""
    done = hotseat("doctor", "--json")
    checks = rows(done.stdout)
    assert done.returncode == 0
    assert {c["check"] for c in checks} == {
        "model",
        "verifier",
        "language model",
        "home",
        "database",
        "library mine",
    }
    assert {c["severity"] for c in checks} == {"ok"}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("search",), 2, "Give either a query or --batch FILE."),
        (("search", "x", "--library", "none"), 1, "hotseat ingest DIR --library none"),
        (("ingest", "/no/such/folder"), 2, "/no/such/folder"),
        (("grade", "--batch", "/no/such/file", "--out", "x"), 2, "Give a UTF-8 file"),
        (("review", "nobody"), 1, "There is no session nobody"),
        (("progress", "--library", "none"), 1, "hotseat ingest DIR --library none"),
        (("plan", "--library", "mine", "--date", "2020-01-01"), 2, "Choose a day after today."),
        (("plan", "--library", "mine", "--level", "mid"), 2, "Add --date"),
        (("interview", "--library", "none"), 1, "hotseat ingest DIR --library none"),
        (("interview", "--library", "mine", "--minutes", "5"), 2, "Add --mode mock"),
        (("interview", "--library", "mine", "--week"), 2, "hotseat plan --date"),
        (("interview", "--gaps", "nobody"), 1, "There is no session nobody"),
    ],
)
def test_errors_name_the_cure(
    hotseat: CommandLine, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """Wrong input exits with 2, other failures with 1; standard output stays empty."""
    done = hotseat(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_settings_are_all_named(hotseat: CommandLine) -> None:
    """An unknown name and a value out of range are errors at load."""
    assert "HOTSEAT_PROT" in hotseat("review", HOTSEAT_PROT="8502").stderr
    assert "port" in hotseat("review", HOTSEAT_PORT="0").stderr


def test_a_folder_names_its_library(hotseat: CommandLine, tmp_path: Path) -> None:
    """Without --library, the folder's name in lower case with hyphens is the library's."""
    folder = tmp_path / "My Notes"
    folder.mkdir()
    (folder / "a.md").write_text(
        "# Queues\n\n## Common Mistakes\n\nNo bound on a queue.\n", "utf-8"
    )
    (report,) = rows(hotseat("ingest", str(folder), "--json", HOTSEAT_HOME=str(tmp_path)).stdout)
    assert report["library"] == "my-notes"

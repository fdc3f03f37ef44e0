"""The page of libraries and ingests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.core.errors import BadInput
from app.core.library import IngestReport, Problem, Progress
from app.core.written import Draft, Written
from app.services.index_jobs import IndexJobs
from app.ui.components.ingest_progress import summary
from app.wiring.notes import BUILT_IN
from tests.ui.conftest import OpenApp, press, texts
from tests.ui.fake_hotseat import CACHE, GIL, FakeHotseat, quick_ingest


def test_counts_sections_and_problems(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A library shows what is in it and what is wrong in it, by file."""
    problem = Problem("07_Caching/a.md", 3, "No title. Begin with `# `.", skipped=True)
    hotseat.shelf.put("notes", [GIL, CACHE], (problem,))
    tab = open_app("library")
    assert [(m.label, m.value) for m in tab.metric] == [
        ("Notes", "2"),
        ("Questions", "2"),
        ("Passages", "4"),
    ]
    assert list(tab.table[0].value["Section"]) == ["Concurrency", "Caching"]
    assert "1 problem in 1 file" in texts(tab)
    tab.session_state["problems-notes"] = True
    shown = texts(tab.run())
    assert "line 3: No title. Begin with `# `. The file was left out." in shown


def test_a_folder_is_ingested(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The form starts the ingest and its summary follows."""
    tab = open_app("library")
    tab.text_input(key="ingest-folder").set_value("/srv/mine")
    tab.text_input(key="ingest-name").set_value("mine")
    press(tab, "ingest-start")
    finish()
    tab.run()
    assert "mine: 1 note, 4 passages (4 new, 0 kept), 2 questions" in texts(tab)


def test_a_failed_ingest_names_its_cure(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The error of the ingest is shown as it is."""

    def refuse(folder: Path, library: str, step: Callable[[Progress], None]) -> IngestReport:
        raise BadInput(f"{folder} is no folder. Give another one.")

    hotseat.jobs = IndexJobs(refuse)
    hotseat.jobs.start(Path("/srv/none"), "mine")
    finish()
    assert "/srv/none is no folder. Give another one." in texts(open_app("library"))


def test_a_library_is_removed(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The button says what stays; the built-in library has none."""
    hotseat.shelf.put("mine", [GIL])
    hotseat.shelf.put(BUILT_IN, [CACHE])
    tab = open_app("library")
    assert "Its files stay where they are" in texts(tab)
    assert [b.key for b in tab.button if str(b.key).startswith("remove-")] == [
        "remove-mine",
        "remove-notes",
    ]
    hotseat.written.save("mine", Written(tried=("p1",)))
    tab = press(tab, "remove-mine")
    assert "mine" not in hotseat.libraries()
    assert hotseat.written.load("mine") == Written()
    assert plain(tab.toast[0].value) == "mine is removed."


def test_the_form_wants_both_fields(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """An empty field starts nothing and says what is missing."""
    tab = press(open_app("library"), "ingest-start")
    assert tab.warning[0].value.startswith("Give both the folder and a name")
    assert hotseat.jobs.all() == []


def test_a_running_ingest_shows_how_far_it_is(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The progress of a running ingest is a bar with its numbers."""
    reported, released = threading.Event(), threading.Event()

    def stuck(folder: Path, library: str, step: Callable[[Progress], None]) -> IngestReport:
        step(Progress("embedding", 30, 120))
        reported.set()
        released.wait(10)
        return quick_ingest(folder, library, step)

    hotseat.jobs = IndexJobs(stuck)
    hotseat.jobs.start(Path("/srv/mine"), "mine")
    reported.wait(10)
    (bar,) = open_app("library").get("progress")
    released.set()
    assert plain(bar.proto.text) == "Building the index of mine: 30 of 120 passages"


def test_nothing_changed_is_said() -> None:
    """An ingest without news says so in place of counts."""
    report = IngestReport("mine", "g1", 1, 4, 2, 0, 4, 0.1, changed=False)
    assert summary(report) == "mine is up to date; nothing had changed."


def finish() -> None:
    """Wait until no ingest runs."""
    for thread in threading.enumerate():
        if thread.name.startswith("ingest-"):
            thread.join(10)


def plain(text: str) -> str:
    """Take the escapes off a piece of Markdown."""
    return text.replace("\\", "")


def test_drafts_of_a_model_are_accepted_or_dropped(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Each with its points, its place and who wrote it; what was accepted can be taken back.

    Offline there is no button to write.
    """
    hotseat.shelf.put("notes", [GIL])
    drafts = tuple(Draft(replace(GIL, id=name), name, "fake:m write@1") for name in ("a", "b"))
    hotseat.written.save("notes", Written(drafts=drafts))
    tab = open_app("library")
    assert "written by fake:m write@1" in texts(tab)
    assert "write-notes" not in {button.key for button in tab.button}
    press(tab, "accept-a")
    press(tab, "drop-b")
    assert [q.id for q in hotseat.question_drafts.accepted("notes")] == ["a"]
    assert hotseat.question_drafts.of("notes").drafts == ()
    press(tab, "take-back-a")
    assert hotseat.question_drafts.accepted("notes") == []
    assert "accept-a" in {button.key for button in tab.button}

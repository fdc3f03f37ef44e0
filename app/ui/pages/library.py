"""The libraries: what is in them, what is wrong in them, and how to add one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import streamlit as st

from app.core.library import Contents, Manifest, Problem
from app.ui.components import words
from app.ui.components.ingest_progress import draw_jobs
from app.ui.components.library_choice import section_titles
from app.ui.components.status import wait_for_library
from app.ui.components.untrusted import escape
from app.ui.components.written_questions import draw_written
from app.ui.entrance import entrance, hotseat
from app.ui.state import tab
from app.wiring.hotseat import Hotseat
from app.wiring.notes import BUILT_IN


@entrance
def render() -> None:
    """Draw the form that adds a folder, what is being ingested, and every library."""
    opened = hotseat()
    st.title("Library", anchor=False)
    st.markdown(
        "Folders of notes that the interviewer asks about: Markdown, plain text, notebooks, "
        "reStructuredText, HTML, PDF and Word."
    )
    names = opened.libraries()
    _draw_form(opened, first=names in ([], [BUILT_IN]))
    draw_jobs(opened)
    if not names:
        wait_for_library(opened)
    for name in names:
        shelf = opened.shelf.open(name)
        _draw_library(opened, shelf.manifest, shelf.contents)


def _draw_library(opened: Hotseat, manifest: Manifest, contents: Contents) -> None:
    name = manifest.library
    with st.container(border=True, key=f"library-{name}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(escape(name), anchor=False)
            st.space("stretch")
            if st.button("Refresh", key=f"refresh-{name}", icon=":material/sync:"):
                opened.jobs.start(Path(manifest.folder), name)
                st.rerun()
            if name != BUILT_IN:
                _draw_removal(opened, name)
        _draw_counts(contents)
        st.caption(f"{escape(manifest.folder)} · read {_when(manifest)}")
        with st.expander("Sections"):
            _draw_sections(contents, section_titles(opened, name))
        draw_written(opened, name, contents)
        _draw_problems(name, manifest.problems)


def _draw_removal(opened: Hotseat, name: str) -> None:
    """Draw what removes a library: a button that only shows what will happen, and one that acts."""
    with st.popover("Remove", icon=":material/delete:"):
        st.markdown(
            f"Remove **{escape(name)}** with its index and the questions that a language model "
            "wrote for it? Its files stay where they are, and so do your sessions about it."
        )
        if st.button("Remove the library", key=f"remove-{name}", type="primary"):
            opened.remove(name)
            tab().notice = f"{name} is removed."
            st.rerun()


def _when(manifest: Manifest) -> str:
    return f"{datetime.fromisoformat(manifest.created).astimezone():%d %b %Y, %H:%M}"


def _draw_counts(contents: Contents) -> None:
    with st.container(horizontal=True, gap="small"):
        st.metric("Notes", f"{len(contents.notes):,}", width=95)
        st.metric("Questions", f"{len(contents.questions):,}", width=95)
        st.metric("Passages", f"{len(contents.passages):,}", width=95)


def _draw_sections(contents: Contents, title: Callable[[str], str]) -> None:
    notes = Counter(note.section for note in contents.notes)
    questions = Counter(question.section for question in contents.questions)
    st.table(
        {
            "Section": [escape(title(name)) for name in sorted(notes)],
            "Notes": [notes[name] for name in sorted(notes)],
            "Questions": [questions[name] for name in sorted(notes)],
        },
        border="horizontal",
        hide_index=True,
    )


def _draw_problems(library: str, problems: Sequence[Problem]) -> None:
    """Draw what is wrong in the files, then what is remarkable; each list only when it is opened."""
    wrong = [problem for problem in problems if not problem.notice]
    remarks = [problem for problem in problems if problem.notice]
    if not wrong:
        st.caption("No problems in its files.")
    for kind, found in (("problem", wrong), ("remark", remarks)):
        files = Counter(problem.path for problem in found)
        if files:
            count = f"{words.counted(len(found), kind)} in {words.counted(len(files), 'file')}"
            listed = st.expander(count, key=f"{kind}s-{library}", on_change="rerun")
            for path in files if listed.open else ():
                with listed:
                    _draw_file(path, [problem for problem in found if problem.path == path])


def _draw_file(path: str, problems: Sequence[Problem]) -> None:
    st.markdown(f"**{escape(path)}**")
    for problem in problems:
        skipped = " The file was left out." if problem.skipped else ""
        st.text(f"line {problem.line}: {problem.message}{skipped}")


def _draw_form(opened: Hotseat, *, first: bool) -> None:
    """Draw the form that adds a folder, open as long as there are no notes of one's own."""
    with (
        st.expander("Add a folder of notes", expanded=first, icon=":material/create_new_folder:"),
        st.form("ingest", border=False),
    ):
        folder = st.text_input(
            "Folder",
            key="ingest-folder",
            placeholder="/home/you/notes",
            help="A folder on the machine that Hotseat runs on. Its files are read, never changed.",
        )
        name = st.text_input(
            "Name", key="ingest-name", placeholder="my-notes", help="What the library is called."
        )
        sent = st.form_submit_button("Read the folder", type="primary", key="ingest-start")
        if not sent:
            return
        if not folder.strip() or not name.strip():
            st.warning("Give both the folder and a name, then press “Read the folder” again.")
            return
    opened.jobs.start(Path(folder.strip()).expanduser(), name.strip())
    st.rerun()

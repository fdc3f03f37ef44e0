"""Ask the notes: their own sentences answer, each with the place it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from app.core.place import Place
from app.core.question import Question
from app.services.follow_up import in_context
from app.services.result_words import written_by
from app.ui import state
from app.ui.components import words
from app.ui.components.model_wait import asked
from app.ui.components.passage_view import draw_citation
from app.ui.components.status import draw_status, wait_for_library
from app.ui.components.untrusted import escape, note_markdown
from app.ui.entrance import entrance, hotseat
from app.ui.state import Exchange
from app.wiring.hotseat import Hotseat

_ALONE = "ask-alone"
_WRITING = "The language model writes an answer from the notes"
_EXAMPLES = 3
_BY_WORDS = {
    False: "",
    True: " Found by its words alone, because the index is still being built; ask again later.",
}


@entrance
def render() -> None:
    """Draw the question box, and what the notes answered so far."""
    opened = hotseat()
    st.title("Ask the notes", anchor=False)
    libraries = opened.libraries()
    if not libraries:
        wait_for_library(opened)
        return
    library = _choose_library(libraries)
    draw_status(opened, library, usable="You can ask already.")
    question = st.chat_input("Ask about a topic in the notes", key="ask-question")
    alone = state.take_press(_ALONE)
    question = state.tab().asking if alone else question
    question = question or (None if state.tab().asked else _suggest(opened, library))
    if question:
        _ask(opened, library, question, alone=alone)
    for number, exchange in enumerate(state.tab().asked):
        _draw_exchange(opened, exchange, number)


def _ask(opened: Hotseat, library: str, question: str, *, alone: bool) -> None:
    """Ask, and show a model's sentences as they are written and checked, unless it is left out."""
    state.tab().asking = question
    earlier = [each.question for each in state.tab().asked if each.library == library]
    read_as = in_context(question, earlier)
    with (
        st.spinner("Looking through the notes …"),
        asked(opened.language_model, _WRITING, _ALONE, alone=alone),
    ):
        result = opened.asker.ask(
            library, read_as, written=lambda statement: st.markdown(escape(statement.text))
        )
    state.tab().asked.append(Exchange(library, question, result, read_as))
    st.rerun()


def _choose_library(libraries: list[str]) -> str:
    if len(libraries) == 1:
        return libraries[0]
    return st.selectbox("Library", libraries, key="ask-library")


def _suggest(opened: Hotseat, library: str) -> str | None:
    """Draw the empty state: what to do, and questions to try."""
    st.markdown(
        "Type a question below. You get the sentences of the notes that answer it, "
        "each with the place where it stands."
    )
    st.caption("For example")
    for question in _examples(opened.shelf.open(library).contents.questions):
        if st.button(note_markdown(question.text), key=f"try-{question.id}", wrap=True):
            return question.text
    return None


def _examples(questions: Sequence[Question]) -> list[Question]:
    """Return the shortest question of each section, at most three."""
    shortest: dict[str, Question] = {}
    alone = [question for question in questions if not question.exhibit]
    for question in sorted(alone, key=lambda q: len(q.text)):
        shortest.setdefault(question.section, question)
    return list(shortest.values())[:_EXAMPLES]


def _draw_exchange(opened: Hotseat, exchange: Exchange, number: int) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(exchange.question)
    result = exchange.result
    with st.chat_message("assistant", avatar=":material/menu_book:"):
        for told in _read_as(exchange):
            st.caption(told)
        if not result.grounded:
            st.markdown("**The notes do not say.** Try other words, or another library.")
            if result.unknown:
                st.caption(escape(f"No note uses: {', '.join(result.unknown)}."))
            if result.nearest:
                st.caption("The nearest places in the notes")
            for spot, place in enumerate(result.nearest):
                draw_citation(opened, exchange.library, place, key=f"near-{number}-{spot}")
            return
        above: Place | None = None
        for spot, citation in enumerate(result.citations):
            with st.container(gap="xxsmall"):
                if result.said:
                    st.markdown(escape(result.said[spot]))
                else:
                    st.markdown(note_markdown(citation.quote))
                draw_citation(
                    opened,
                    exchange.library,
                    citation.place,
                    key=f"cite-{number}-{spot}",
                    quote=citation.quote,
                    after=above,
                )
            above = citation.place
        if result.by:
            st.caption(escape(written_by(result)))
        places = words.counted(len(result.citations), "place")
        st.caption(f"From {places} in {escape(exchange.library)}.{_BY_WORDS[result.lexical_only]}")


def _read_as(exchange: Exchange) -> Iterator[str]:
    """Yield what the question was taken for, where that isn't what was typed."""
    if exchange.read_as != exchange.question:
        yield escape(f"Taken as: {exchange.read_as}")
    for each in exchange.result.corrections:
        yield escape(f"Read “{each.typed}” as “{each.read}”.")

"""The page that asks the notes."""

from __future__ import annotations

from tests.ui.conftest import OpenApp, press, texts
from tests.ui.fake_hotseat import LOCK, FakeHotseat


def test_the_notes_answer_with_citations(open_app: OpenApp) -> None:
    """The answering sentence is shown with the place it stands in."""
    tab = open_app("ask")
    tab.chat_input(key="ask-question").set_value("What about the GIL?").run()
    assert LOCK.text in texts(tab)
    (citation,) = [b for b in tab.button if str(b.key).startswith("cite-")]
    assert "lines 10" in citation.label
    assert "06\\_Concurrency\\/gil\\.md" in citation.help


def test_a_follow_up_keeps_its_topic_and_says_so(open_app: OpenApp) -> None:
    """It is asked together with the question before it."""
    tab = open_app("ask")
    for typed in ("What about the GIL?", "and why?"):
        tab.chat_input(key="ask-question").set_value(typed).run()
    assert "Taken as: What about the GIL? and why?" in texts(tab)


def test_what_the_notes_do_not_say(open_app: OpenApp) -> None:
    """An ungrounded question gets no answer, but the nearest places."""
    tab = open_app("ask")
    tab.chat_input(key="ask-question").set_value("Who bakes pizza?").run()
    assert "The notes do not say." in texts(tab)
    assert [b.key for b in tab.button] == ["near-0-0"]


def test_the_empty_page_offers_questions(open_app: OpenApp) -> None:
    """Before the first question there are examples, one of each section, to press."""
    tab = open_app("ask")
    assert [b.key for b in tab.button] == ["try-cache", "try-gil"]
    press(tab, "try-gil")
    assert LOCK.text in texts(tab)


def test_a_citation_opens_the_passage(open_app: OpenApp) -> None:
    """The dialog shows the passages at the place and beside it, without tags or remote images."""
    tab = open_app("ask")
    tab.chat_input(key="ask-question").set_value("What about the GIL?").run()
    press(tab, "cite-0-0")
    shown = texts(tab)
    assert "Passage at line 1." in shown
    assert "Passage at line 21." in shown
    assert "Passage at line 31." not in shown
    assert "![" not in shown


def test_without_a_library_the_page_says_so(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Nothing to ask yet: the page says what is going on."""
    hotseat.shelf.libraries.clear()
    assert "Getting the questions ready" in texts(open_app("ask"))

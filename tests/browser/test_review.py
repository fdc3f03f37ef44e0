"""Looking back in a real browser: exports, filters, disagreement, another try, a newer grade."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from app.core.highlights import gaps
from app.core.hindsight import Hindsight
from app.core.session import Session
from app.services.markdown import as_markdown
from app.services.session_document import session_document
from tests.browser.conftest import PATIENCE_MS, SLOW_MS, Server, wait_until_drawn
from tests.browser.practised import practised_server

pytestmark = pytest.mark.browser

PAPER = 200  # a pixel darker than this is print
MARGIN = 28  # points, a centimetre: printers print no closer to the edge


@pytest.fixture(scope="module")
def practised(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with some sessions, the latest of which is opened by the test."""
    home = tmp_path_factory.mktemp("reviewed")
    with practised_server(furnished, home, sessions=12, days=30) as server:
        yield server


@pytest.fixture
def tab(browser: Browser, practised: Server) -> Iterator[Page]:
    """A tab on the report of the latest session."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page.goto(f"{practised.url}/review?session={practised.session().id}")
    expect(page.get_by_text("Keep it", exact=True)).to_be_visible(timeout=SLOW_MS)
    yield page
    page.close()


def saved(page: Page, label: str, folder: Path) -> Path:
    """Press an export and return the file that came."""
    with page.expect_download() as download:
        page.get_by_role("button", name=label, exact=True).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def letters(text: str) -> str:
    """Leave what a line break or a mark can't change."""
    return re.sub(r"\W+", "", text)


def test_every_export_opens(tab: Page, practised: Server, tmp_path: Path) -> None:
    """Markdown, PDF, JSON and Anki cards of one session, each read by its own reader."""
    session = practised.session()
    markdown = saved(tab, "Markdown", tmp_path).read_text("utf-8")
    assert markdown == as_markdown(session_document(session))
    assert_readable(saved(tab, "PDF", tmp_path), session)
    exported = json.loads(saved(tab, "JSON", tmp_path).read_text("utf-8"))
    assert [t["turn"] for t in exported["turns"]] == [t.id for t in session.turns]
    assert cards_in(saved(tab, "Anki cards", tmp_path)) == len(gaps(session))


def assert_readable(pdf: Path, session: Session) -> None:
    """Say that a PDF has every question and citation, no empty page, and nothing in its margins."""
    printed = letters(" ".join(page.extract_text() for page in PdfReader(pdf).pages))
    for turn in session.turns:
        assert letters(turn.question.text) in printed
        assert turn.grade is not None
        for verdict in turn.grade.verdicts:
            if verdict.note_quote is not None:
                assert letters(verdict.note_quote.place.citation) in printed
    for page in drawn(pdf):
        dark = page < PAPER
        body = dark[MARGIN:-MARGIN, MARGIN:-MARGIN]
        assert dark.sum() == body.sum(), "something is cut at the edge of the paper"
        assert body[: -3 * MARGIN].any(), "a page has nothing but its footer"


def drawn(pdf: Path) -> list[NDArray[np.uint8]]:
    """Return the pages as grey pixels, one for each point (1/72 inch)."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(grayscale=True).to_numpy().squeeze() for page in document]


def cards_in(package: Path) -> int:
    """Count the cards of an Anki package."""
    with zipfile.ZipFile(package) as archive:
        file = archive.extract("collection.anki2", package.parent)
    with closing(sqlite3.connect(file)) as database:
        return int(database.execute("select count(*) from cards").fetchone()[0])


def test_filters_keep_what_they_name(tab: Page, practised: Server) -> None:
    """The number on the filter is the number of cards that it leaves."""
    pill = tab.get_by_role("button", name=re.compile(r"Missed \(\d\)"))
    number = int(re.sub(r"\D", "", pill.inner_text()))
    pill.click()
    cards = tab.locator(f"[class*='st-key-turn-{practised.session().id}']")
    expect(cards).to_have_count(number)
    assert number < len(practised.session().turns)


def test_a_candidate_disagrees_tries_again_and_is_graded_anew(tab: Page, practised: Server) -> None:
    """All three leave the old grade on the page, and the ledger says what the page says."""
    tab.get_by_role("button", name="I disagree").first.click()
    tab.get_by_label("Why?").first.fill("I said it in my first line.")
    tab.get_by_role("button", name="Save", exact=True).first.click()
    expect(tab.get_by_text("You disagreed: I said it in my first line.")).to_be_visible()
    assert hindsights(practised.session())[0].overrides
    wait_until_drawn(tab)

    tab.get_by_text("Try again", exact=True).click()
    point = practised.session().turns[0].question.key_points[0].text
    tab.get_by_label("Your new answer").fill(point)
    tab.get_by_role("button", name="Grade this try").click()
    expect(tab.get_by_text("Try 2:")).to_be_visible(timeout=SLOW_MS)
    wait_until_drawn(tab)
    assert [retry.text for retry in hindsights(practised.session())[0].retries] == [point]

    tab.get_by_role("button", name="Grade again with today's grader").click()
    expect(tab.get_by_text("Graded by hotseat-offline")).to_be_visible(timeout=SLOW_MS)
    expect(tab.get_by_text(re.compile("Before: .* by seeded 1"))).to_be_visible()
    assert all(len(one.graded) == 2 for one in hindsights(practised.session()))


def hindsights(session: Session) -> list[Hindsight]:
    return [turn.hindsight for turn in session.turns]


def test_sessions_are_compared_and_gaps_drilled(tab: Page, practised: Server) -> None:
    """An earlier session can be chosen, and the drill asks only what had gaps."""
    wanted = {one.turn.question.id for one in gaps(practised.session())}
    tab.get_by_text("Compare with an earlier session").click()
    expect(tab.get_by_label("Earlier session")).to_be_visible()
    expect(tab.get_by_text(re.compile(r"^Score: \d+% → "))).to_be_visible()
    tab.get_by_role("button", name=re.compile("Drill these gaps now")).click()
    expect(tab.get_by_label("Your answer")).to_be_visible(timeout=SLOW_MS)
    assert practised.session().turns[0].question.id in wanted

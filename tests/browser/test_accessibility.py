"""Every page, in light and dark, before axe: what it calls serious or critical fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from app.core.events import Event, QuestionAsked, SessionPaused
from app.core.session import Phase
from tests.browser.conftest import PATIENCE_MS, SLOW_MS, Server, wait_until_drawn
from tests.browser.practised import ledger_of, practised_server

pytestmark = pytest.mark.browser

SESSIONS = 40
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
GRAVE = {"serious", "critical"}
# Axe calls these moderate; who listens to a page finds their way by headings.
HEADINGS = {"heading-order", "page-has-heading-one"}
PAGES = ("", "interview", "review", "progress", "plan", "ask", "library", "settings")
PHONE: ViewportSize = {"width": 390, "height": 844}

# What ends beyond the right edge and doesn't scroll in a box of its own.
STICKS_OUT = """() => {
    const scrolls = (e) => ["auto", "scroll", "hidden"].includes(getComputedStyle(e).overflowX);
    const inside = (e) => {
        for (let box = e.parentElement; box && box.dataset.testid !== "stMain"; box = box.parentElement)
            if (scrolls(box)) return true;
        return false;
    };
    return [...document.querySelectorAll("[data-testid=stMain] *")]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !inside(e))
        .map((e) => e.outerHTML.slice(0, 120));
}"""

# What isn't hit by a finger 18 pixels beside its middle, up and down, left and right. What stands
# in or beside a field and only helps with it needs 11.
TOO_SMALL = """() => {
    const all = "button, summary, [role=tab], [role=radio], [data-testid=stRadioOption]";
    const seen = (e) => e.checkVisibility({opacityProperty: true, visibilityProperty: true});
    const missed = (e) => {
        e.scrollIntoView({block: "center"});
        const box = e.getBoundingClientRect();
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        const helps = "[aria-label^='Help for'], [data-testid=stDateInputCalendarButton]";
        const by = e.matches(helps) ? 11 : 18;
        const near = [[x - by, y], [x + by, y], [x, y - by], [x, y + by]];
        return near.some(([x, y]) => !e.contains(document.elementFromPoint(x, y)));
    };
    return [...document.querySelectorAll(all)]
        .filter((e) => seen(e) && e.tabIndex >= 0 && e.getBoundingClientRect().width && missed(e))
        .map((e) => e.outerHTML.slice(0, 200));
}"""


@dataclass(frozen=True)
class Past:
    """A server, and its sessions by the phase that they are in."""

    server: Server
    sessions: dict[Phase, str]

    def addresses(self) -> list[str]:
        """Return the address of every page, and of the interview in each of its phases."""
        shown = [f"interview?session={session}" for session in self.sessions.values()]
        return [f"{self.server.url}/{path}" for path in (*PAGES, *shown)]


@pytest.fixture(scope="module")
def past(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    """A candidate's past, with an open question and a graded answer that wait."""
    home = tmp_path_factory.mktemp("past")
    with practised_server(furnished, home, sessions=SESSIONS) as server:
        yield Past(server, lay_out(server))


def lay_out(server: Server) -> dict[Phase, str]:
    """Put sessions that are not over on the ledger, each a beginning of a finished one."""
    ledger = ledger_of(server)
    finished = next(name for name in ledger.session_ids() if shows_code(ledger.events(name)))
    events = ledger.events(finished)
    cuts = {Phase.ANSWERING: 2, Phase.ASKING: 4}
    for phase, length in cuts.items():
        ledger.append(f"open-{phase}", 0, [*events[:length]])
    ledger.append("open-paused", 0, [*events[:2], SessionPaused(events[1].at)])
    laid = {phase: f"open-{phase}" for phase in (*cuts, Phase.PAUSED)}
    return {Phase.FINISHED: finished} | laid


def shows_code(events: list[Event]) -> bool:
    """Say whether the first question of a session comes with code."""
    asked = next(event for event in events if isinstance(event, QuestionAsked))
    return "```" in asked.question.exhibit


def test_no_serious_finding_on_any_page(browser: Browser, past: Past) -> None:
    """Contrast, names, roles and the order of headings hold on each page, all of it unfolded."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE_MS)
    findings = []
    for address in past.addresses():
        page.goto(address)
        settle(page)
        unfold(page)
        for scheme in SCHEMES:
            wear(page, scheme)
            findings += [f"{address} in {scheme}: {found}" for found in grave(page)]
    page.close()
    assert not findings, "\n\n".join(findings)


def test_every_page_fits_a_phone(browser: Browser, past: Past) -> None:
    """At 390 pixels nothing sticks out, and a finger finds everything that can be pressed."""
    page = browser.new_page(viewport=PHONE)
    page.set_default_timeout(PATIENCE_MS)
    wrong: list[str] = []
    for address in past.addresses():
        page.goto(address)
        settle(page)
        unfold(page)
        wrong += [f"{address}: {found} sticks out" for found in page.evaluate(STICKS_OUT)]
        wrong += [f"{address}: {found} is too small" for found in page.evaluate(TOO_SMALL)]
    page.close()
    assert not wrong, "\n".join(wrong)


def wear(page: Page, scheme: Scheme) -> None:
    """Change to light or dark, as the system's setting does."""
    page.emulate_media(color_scheme=scheme)
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)


def settle(page: Page) -> None:
    """Wait until the page is drawn."""
    expect(page.get_by_role("heading").first).to_be_visible(timeout=SLOW_MS)
    wait_until_drawn(page)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=SLOW_MS)


def unfold(page: Page) -> None:
    """Open everything that is folded away."""
    page.evaluate(
        "document.querySelectorAll('details:not([open]) > summary').forEach(s => s.click())"
    )
    expect(page.locator("details:not([open])")).to_have_count(0)
    settle(page)


def grave(page: Page) -> list[str]:
    """Return what must not be: each with the first element that it is about."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{found['id']}: {len(found['nodes'])}, first {found['nodes'][0]['failureSummary']} "
        f"at {found['nodes'][0]['html'][:300]}"
        for found in violations
        if found["impact"] in GRAVE or found["id"] in HEADINGS
    ]

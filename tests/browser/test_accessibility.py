"""Every page, in light and dark, before axe: what it calls serious or critical fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from app.core.session import Phase
from tests.browser.conftest import PATIENCE_MS, SLOW_MS, Server, wait_until_drawn
from tests.browser.practised import ledger_of, practised_server

pytestmark = pytest.mark.browser

SESSIONS = 40
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
GRAVE = {"serious", "critical"}
ORDER = "heading-order"  # axe calls it moderate; who listens to a page finds their way by headings
PAGES = ("today", "interview", "review", "progress", "plan", "ask", "library")


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
    finished = ledger.session_ids()[0]
    events = ledger.events(finished)
    cuts = {Phase.ANSWERING: 2, Phase.ASKING: 4}
    for phase, length in cuts.items():
        ledger.append(f"open-{phase}", 0, [*events[:length]])
    return {Phase.FINISHED: finished} | {phase: f"open-{phase}" for phase in cuts}


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
        if found["impact"] in GRAVE or found["id"] == ORDER
    ]

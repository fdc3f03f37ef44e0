"""The web app run by Streamlit's AppTest against a Hotseat in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from app.ui import entrance
from tests.ui.fake_hotseat import FakeHotseat, furnished

MAIN = Path(__file__).parents[2] / "app" / "main.py"
OpenApp = Callable[..., AppTest]


@pytest.fixture
def hotseat() -> FakeHotseat:
    """A Hotseat with one library of two questions."""
    return furnished()


@pytest.fixture
def open_app(hotseat: FakeHotseat, monkeypatch: pytest.MonkeyPatch) -> OpenApp:
    """Open a page in a new browser tab, with an address of the test's choice.

    Without a page the whole app opens, at its first page. AppTest reaches other pages of an app
    only when they are files, so the tests of the others run their page alone.
    """
    monkeypatch.setattr(entrance, "open_hotseat", lambda: hotseat)
    # AppTest keeps things of its own in the session state that can't be pickled.
    config.set_option("runner.enforceSerializableSessionState", False)
    st.cache_resource.clear()

    def opened(page: str | None = None, **address: str) -> AppTest:
        if page is None:
            tab = AppTest.from_file(str(MAIN), default_timeout=10)
        else:
            script = f"from app.ui.pages import {page}\n{page}.render()"
            tab = AppTest.from_string(script, default_timeout=10)
        for name, value in address.items():
            tab.query_params[name] = value
        tab.run()
        assert not tab.exception, tab.exception
        return tab

    return opened


def press(tab: AppTest, key: str) -> AppTest:
    """Press the one button whose key begins so."""
    (found,) = [button for button in tab.button if str(button.key).startswith(key)]
    return found.click().run()


def texts(tab: AppTest) -> str:
    """Return everything readable on the page, one element a line, without Markdown's escapes."""
    elements = [
        *tab.title,
        *tab.header,
        *tab.subheader,
        *tab.markdown,
        *tab.caption,
        *tab.text,
        *tab.html,
    ]
    boxes = [*tab.error, *tab.warning, *tab.info, *tab.success]
    metrics = [f"{m.label}: {m.value}" for m in tab.metric]
    labels = [e.label for e in tab.expander]
    lines = [*(str(e.value) for e in [*elements, *boxes]), *metrics, *labels]
    return "\n".join(lines).replace("\\", "")

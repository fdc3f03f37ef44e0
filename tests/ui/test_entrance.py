"""Fragments may run at any moment, also before their page has reached the browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from app.core.level import Level
from app.core.library import Progress
from app.core.session import Mode, Setup
from app.services.index_jobs import JobStatus
from tests.ui.conftest import OpenApp
from tests.ui.fake_hotseat import LIBRARY, FakeHotseat

MOCK = Setup(library=LIBRARY, level=Level.MID, mode=Mode.MOCK, minutes=90)


@pytest.fixture
def sent() -> Iterator[list[ForwardMsg]]:
    """What the server has for the browser, one message after the other."""
    messages: list[ForwardMsg] = []
    ForwardMsgQueue.on_before_enqueue_msg(messages.append)
    yield messages
    ForwardMsgQueue.on_before_enqueue_msg(None)


def holes(messages: list[ForwardMsg]) -> list[list[int]]:
    """Return the places that a browser could not fill: something before them is missing."""
    children: dict[tuple[int, ...], int] = {}
    bad = []
    for message in messages:
        *parent, index = message.metadata.delta_path
        known = children.get(tuple(parent), 0)
        if index > known:
            bad.append([*parent, index])
        children[tuple(parent)] = max(known, index + 1)
    return bad


@pytest.mark.parametrize("page", ["today", "interview", "ask", "library", "session"])
def test_a_withdrawn_fragment_leaves_no_hole(
    open_app: OpenApp, hotseat: FakeHotseat, sent: list[ForwardMsg], page: str
) -> None:
    """Without the messages of a fragment, those of the page still fit together.

    Streamlit withdraws them when the fragment runs again before they were sent.
    """
    job = JobStatus("python-backend", Progress("embedding", 1, 9))
    hotseat.jobs.status = lambda library: job  # type: ignore[method-assign]
    hotseat.jobs.all = lambda: [job]  # type: ignore[method-assign]
    if page == "session":
        open_app("interview", session=hotseat.interviewer.start(MOCK).id)
    else:
        open_app(page)
    drawn = [m for m in sent if m.HasField("delta") and m.metadata.delta_path[0] == 0]
    fragments = {m.delta.fragment_id for m in drawn} - {""}
    assert fragments
    assert holes(drawn) == []
    for fragment in fragments:
        assert holes([m for m in drawn if m.delta.fragment_id != fragment]) == []

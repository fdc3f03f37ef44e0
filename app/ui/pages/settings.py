"""The settings that matter for trust: which language model, what is sent to it, and its switch."""

from __future__ import annotations

import streamlit as st

from app.core.errors import ModelFailure
from app.core.model_address import PROVIDERS, ModelAddress
from app.services.model_choice import SENT, ModelChoice
from app.services.spending import Spent
from app.ui.components import words
from app.ui.components.untrusted import escape
from app.ui.entrance import entrance, hotseat

_HOW = """\
Put one line into `hotseat.yaml` and start Hotseat again:

```yaml
model: ollama:qwen3
```
"""


@entrance
def render() -> None:
    """Draw the model with its switch, what goes where by role, and what it took so far."""
    choice = hotseat().language_model
    st.title("Settings", anchor=False)
    st.header("Language model", anchor=False)
    if choice.address is None:
        _draw_none()
        return
    _draw_switch(choice, choice.address)
    _draw_sent(choice.address)
    _draw_spent(choice)


def _draw_none() -> None:
    st.markdown(
        "None is set: everything stays on this machine, and nothing is missing. With one, questions "
        "are reworded, follow-ups take up what you said, and answers are written. It never decides a "
        "score."
    )
    st.markdown(_HOW)
    keys = {p.title: f"`{p.key}`" if p.key else "none" for p in PROVIDERS.values()}
    st.table(
        {
            "Provider": list(keys),
            "`model`": [f"`{name}:NAME`" for name in PROVIDERS],
            "Key, from the environment": list(keys.values()),
        },
        border="horizontal",
        hide_index=True,
    )
    st.caption(
        "Any other server that speaks OpenAI's language: `model: openai:NAME` with "
        "`model_url: http://127.0.0.1:8000/v1`, its key, where it wants one, in `MODEL_API_KEY`."
    )


def _draw_switch(choice: ModelChoice, address: ModelAddress) -> None:
    where = (
        "a server on this machine, so nothing leaves it"
        if address.stays_here
        else "over the network, out of this machine"
    )
    st.markdown(f"**{escape(address.name)}** at {escape(address.url)}: {where}.")
    with st.container(horizontal=True, vertical_alignment="center"):
        if choice.is_on:
            st.button(
                "Switch the model off",
                key="switch-off",
                icon=":material/cloud_off:",
                on_click=choice.turn_off,
            )
        else:
            st.button(
                "Switch the model on",
                key="switch-on",
                type="primary",
                icon=":material/cloud_upload:",
                on_click=choice.turn_on,
            )
        tried = st.button(
            "Try it",
            key="try-model",
            icon=":material/network_ping:",
            help="Sends one tiny message, none of your texts.",
        )
    if not choice.is_on:
        st.caption("It is off. Nothing is sent, and everything works on this machine.")
    if tried:
        _try(choice)


def _try(choice: ModelChoice) -> None:
    try:
        with st.spinner("Asking the model …"):
            said = choice.test()
    except ModelFailure as exc:
        st.error(str(exc), icon=":material/error:")
        return
    st.success(f"It answers: {escape(said[:200])}", icon=":material/check:")


def _draw_sent(address: ModelAddress) -> None:
    st.subheader("What is sent there while it is on", anchor=False)
    st.table(
        {
            "For": [sent.role for sent in SENT],
            "It is sent": [sent.sent for sent in SENT],
            "Without it": [sent.offline for sent in SENT],
        },
        border="horizontal",
        hide_index=True,
    )
    key = f"The key is read from `{address.key}` and kept nowhere." if address.key else ""
    st.caption(
        "Never sent: your name, your files, other sessions, your scores. No score, and no step of an "
        f"interview, is the model's. {key}"
    )


def _draw_spent(choice: ModelChoice) -> None:
    by_prompt = choice.spending.by_prompt()
    if not by_prompt:
        return
    st.subheader("What it took so far", anchor=False)
    st.table(
        {
            "Prompt": [escape(name) or "other" for name in by_prompt],
            "Calls": [spent.calls for spent in by_prompt.values()],
            "Tokens in": [spent.usage.tokens_in for spent in by_prompt.values()],
            "Tokens out": [spent.usage.tokens_out for spent in by_prompt.values()],
            "Cost": [_cost(spent) for spent in by_prompt.values()],
        },
        border="horizontal",
        hide_index=True,
    )
    total = choice.spending.total()
    st.caption(
        f"{words.counted(total.calls, 'call')} in all. Identical calls are answered from this "
        "machine and sent only once."
    )


def _cost(spent: Spent) -> str:
    return "no prices set" if spent.usage.cost is None else f"{spent.usage.cost:.4f}"

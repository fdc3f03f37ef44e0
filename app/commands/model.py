"""`hotseat model`: which language model is set, whether it is on, and what it took so far."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from app.core.errors import BadInput
from app.services.model_choice import SENT, ModelChoice
from app.settings import load_settings
from app.wiring.model import open_model_choice

On = Annotated[bool, typer.Option("--on", help="Send texts to the model from now on.")]
Off = Annotated[bool, typer.Option("--off", help="Send nothing to any model from now on.")]
Test = Annotated[bool, typer.Option("--test", help="Send one tiny message, also while it is off.")]
Forget = Annotated[bool, typer.Option("--forget", help="Delete the model's answers kept on disk.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def model(
    *,
    on: On = False,
    off: Off = False,
    test: Test = False,
    forget: Forget = False,
    as_json: AsJson = False,
) -> None:
    """Show the language model and what is sent to it; switch it on or off; try it."""
    if on and off:
        raise BadInput("Give either --on or --off.")
    choice = open_model_choice(load_settings())
    if on:
        choice.turn_on()
    if off:
        choice.turn_off()
    if forget:
        choice.forget()
    if test:
        typer.echo(f"It answers: {choice.test()}", err=True)
    if as_json:
        typer.echo(json.dumps(_plain(choice)))
    else:
        typer.echo("\n".join(_lines(choice)))


def _plain(choice: ModelChoice) -> dict[str, object]:
    address, spent = choice.address, choice.spending.total()
    return {
        "model": address.name if address else None,
        "url": address.url if address else None,
        "on": choice.is_on,
        "calls": spent.calls,
        "tokens_in": spent.usage.tokens_in,
        "tokens_out": spent.usage.tokens_out,
        "cost": spent.usage.cost,
    }


def _lines(choice: ModelChoice) -> list[str]:
    if choice.address is None:
        return ["No language model is set; everything stays on this machine."]
    place = "on this machine" if choice.address.stays_here else "over the network"
    lines = [
        f"{choice.address} ({place}): {'on' if choice.is_on else 'off'}",
        f"so far: {choice.spending.total()}",
        "While it is on, it is sent:",
    ]
    return lines + [f"  {sent.role}: {sent.sent}." for sent in SENT]

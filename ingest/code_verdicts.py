"""Judging how the programs of a note ran, from the journal that they leave."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ingest.code_blocks import Program
from ingest.written import Finding

TIMEOUT_SECONDS = 20.0
MOST_SECONDS = 2.0
MOST_SLEEP = 0.1

Event = dict[str, Any]


def read_journal(results: Path) -> defaultdict[int, list[Event]]:
    """Read the journal of a job: the events of each program, by the line it starts on."""
    events: defaultdict[int, list[Event]] = defaultdict(list)
    if results.exists():
        for line in results.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            events[event["program"]].append(event)
    return events


def judge(program: Program, events: list[Event]) -> Iterable[Finding]:
    """Say what is wrong with a run, from the journal that it left."""
    kinds = {event["event"]: event for event in events}
    texts = {claim.line: claim.text for claim in program.claims}
    reached = {event["line"]: event for event in events if event["event"] == "claim"}
    for event in events:
        if event["event"] == "claim" and not event["held"]:
            yield (
                event["line"],
                f"claims {texts[event['line']]!r}, but it is {event['actual'].strip()!r}",
            )
    if error := kinds.get("error"):
        yield (
            error["line"],
            f"raises {error['error']}: show an error as code does it, with try and except",
        )
    elif not kinds:
        return
    elif "end" not in kinds:
        yield (
            program.line,
            f"the blocks of a note end within {TIMEOUT_SECONDS:.0f} s; this one was running then",
        )
    elif kinds["end"]["status"]:
        yield program.line, f"ends its interpreter with status {kinds['end']['status']}"
    else:
        yield from ((line, "this claim is never reached") for line in texts if line not in reached)
        yield from _judge_time(program, events, kinds["end"]["seconds"])


def _judge_time(program: Program, events: list[Event], seconds: float) -> Iterable[Finding]:
    allowed = MOST_SECONDS * len(program.blocks)
    slept = sum(event["seconds"] for event in events if event["event"] == "sleep")
    if seconds > allowed:
        yield program.line, f"takes {seconds:.1f} s of processor time: stay under {allowed:.0f} s"
    if slept > MOST_SLEEP * len(program.blocks) + 1e-9:
        yield program.line, f"sleeps for {slept:.2f} s in all: stay under {MOST_SLEEP} s"

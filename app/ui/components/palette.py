"""The colours of charts, for the theme that the browser shows.

Altair needs them in words of its own; they go with those in `.streamlit/config.toml`. Each step of
the heat map names the ink that can be read on it (tests/ui/test_theme.py computes the contrast).
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True, slots=True)
class Palette:
    """`steps` are (fill, ink) from nothing known to everything, `empty` those of an untried cell."""

    ink: str
    quiet: str
    rule: str
    accent: str
    warm: str
    empty: tuple[str, str]
    steps: tuple[tuple[str, str], ...]

    def step(self, value: float) -> tuple[str, str]:
        """Return fill and ink for a share (0..1)."""
        return self.steps[min(int(value * len(self.steps)), len(self.steps) - 1)]


LIGHT = Palette(
    ink="#13161a",
    quiet="#585d64",
    rule="#dcd8cf",
    accent="#0f6b66",
    warm="#a85b00",
    empty=("#f1efe9", "#585d64"),
    steps=(
        ("#f6e3c8", "#13161a"),
        ("#e6e6cf", "#13161a"),
        ("#b5d6cd", "#13161a"),
        ("#6fb0a9", "#13161a"),
        ("#0f6b66", "#ffffff"),
    ),
)
DARK = Palette(
    ink="#e7e4dd",
    quiet="#b3b8bd",
    rule="#353b41",
    accent="#6cc5bd",
    warm="#e3a350",
    empty=("#1e2327", "#b3b8bd"),
    steps=(
        ("#4a3618", "#f4efe4"),
        ("#3b4230", "#f4efe4"),
        ("#24544f", "#f4efe4"),
        ("#2f8f87", "#0b0d0f"),
        ("#7fd3cb", "#0b0d0f"),
    ),
)


def palette() -> Palette:
    """Return the colours for the theme that this tab shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT

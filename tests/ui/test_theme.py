"""Words can be read in both themes: WCAG 2.1 AA, computed from the colours in config.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from app.ui.components.palette import DARK, LIGHT, Palette

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
THEME = tomllib.loads(CONFIG.read_text("utf-8"))["theme"]
HUES = ("red", "orange", "green", "blue", "violet", "gray")
CAPTION_OPACITY = 0.6
AA = 4.5
AA_GRAPHICS = 3.0


def channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue in 0..1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def luminance(rgb: tuple[float, float, float]) -> float:
    """Compute the relative luminance, as WCAG 2.1 defines it."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(words: str, behind: str, opacity: float = 1.0) -> float:
    """Compute the contrast ratio of words, drawn with an opacity, to what lies behind them."""
    mixed = [
        opacity * w + (1 - opacity) * b
        for w, b in zip(channels(words), channels(behind), strict=True)
    ]
    pair = luminance((mixed[0], mixed[1], mixed[2])), luminance(channels(behind))
    return (max(pair) + 0.05) / (min(pair) + 0.05)


def test_contrast_of_black_on_white() -> None:
    """The formula gives the 21 that WCAG names."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_stand_out(name: str) -> None:
    """Text, captions, links, badges and the primary button reach a ratio of 4.5."""
    theme = THEME[name]
    page, box = theme["backgroundColor"], theme["secondaryBackgroundColor"]
    ratios = {
        "text": contrast(theme["textColor"], page),
        "text in a box": contrast(theme["textColor"], box),
        "caption": contrast(theme["textColor"], page, CAPTION_OPACITY),
        "link": contrast(theme["linkColor"], page),
        "primary button": contrast("#ffffff", theme["primaryColor"]),
    }
    for hue in HUES:
        ratios[hue] = contrast(theme[f"{hue}TextColor"], theme[f"{hue}BackgroundColor"])
    assert {what: round(r, 2) for what, r in ratios.items() if r < AA} == {}


@pytest.mark.parametrize(("name", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_charts_can_be_read(name: str, colours: Palette) -> None:
    """Every cell of the heat map carries its ink, every mark and label stands out from the page."""
    page = THEME[name]["backgroundColor"]
    ratios = {fill: contrast(ink, fill) for fill, ink in (*colours.steps, colours.empty)}
    ratios |= {"ink": contrast(colours.ink, page), "quiet": contrast(colours.quiet, page)}
    assert {what: round(r, 2) for what, r in ratios.items() if r < AA} == {}
    assert contrast(colours.accent, page) >= AA_GRAPHICS


@pytest.mark.parametrize(("value", "step"), [(0.0, 0), (0.19, 0), (0.2, 1), (0.99, 4), (1.0, 4)])
def test_five_steps_from_nothing_to_everything(value: float, step: int) -> None:
    """Each fifth has a colour; everything known has the last."""
    assert LIGHT.step(value) == LIGHT.steps[step]

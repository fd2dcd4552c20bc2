"""The palettes: themselves in 256 colours, legible in every depth, and of their own hue."""

import colorsys

import pytest
from hypothesis import given, strategies as st
from rich._palettes import EIGHT_BIT_PALETTE
from rich.color import Color, ColorSystem

from briefing_tui.tui.look import palettes
from briefing_tui.tui.look.own_theme import TEXTS
from briefing_tui.tui.terminal import framework
from briefing_tui.typeset.colours import contrast, in_256, is_light, nearest_256, parts

PAINTED = [pytest.param(palettes.DARK, id="dark"), pytest.param(palettes.LIGHT, id="light")]


@pytest.mark.parametrize("palette", PAINTED)
def test_every_colour_is_one_of_256(palette: dict[str, str]) -> None:
    framework.install()
    for role, colour in palette.items():
        number = Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).number
        assert number is not None
        assert number >= 16, role
        assert tuple(EIGHT_BIT_PALETTE[number]) == parts(colour), role


@pytest.mark.parametrize("palette", PAINTED)
@pytest.mark.parametrize(
    ("text", "back"), [*TEXTS, ("faint", "bar-back"), ("mark", "bar-back"), ("accent", "panel")]
)
def test_texts_stand_out_also_as_the_framework_alone_would_round_them(
    palette: dict[str, str], text: str, back: str
) -> None:
    """GNU screen and others round 24-bit colours by themselves: a shade off must not matter."""
    assert contrast(palette[text], palette[back]) >= 4.5
    nearby = [near(palette[name]) for name in (text, back)]
    assert contrast(*nearby) >= 4.0


def near(colour: str) -> str:
    """The colour one step of the greys off, where it is a grey."""
    red, green, blue = parts(colour)
    if red == green == blue and 18 < red < 240:
        red = green = blue = red - 10
    return f"#{red:02x}{green:02x}{blue:02x}"


@pytest.mark.parametrize("number", range(16, 256))
def test_a_colour_of_the_256_is_its_own_nearest(number: int) -> None:
    assert tuple(EIGHT_BIT_PALETTE[nearest_256(*EIGHT_BIT_PALETTE[number])]) == tuple(
        EIGHT_BIT_PALETTE[number]
    )


@pytest.mark.parametrize("number", range(16, 256))
def test_what_256_colours_show_is_the_colour_of_that_number(number: int) -> None:
    red, green, blue = EIGHT_BIT_PALETTE[number]
    assert in_256(f"#{red:02x}{green:02x}{blue:02x}") == f"#{red:02x}{green:02x}{blue:02x}"


@given(st.integers(0, 255), st.integers(-6, 6), st.integers(-6, 6))
def test_a_grey_with_a_tinge_stays_grey(level: int, more: int, less: int) -> None:
    levels = [max(0, min(255, level + step)) for step in (more, 0, less)]
    red, green, blue = EIGHT_BIT_PALETTE[nearest_256(*levels)]
    assert max(red, green, blue) - min(red, green, blue) <= 40
    if max(levels) < 95:
        assert red == green == blue


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_a_full_colour_keeps_its_hue(red: int, green: int, blue: int) -> None:
    hue, light, full = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    if full < 0.75 or not 0.35 < light < 0.7:
        return
    found = EIGHT_BIT_PALETTE[nearest_256(red, green, blue)]
    other = colorsys.rgb_to_hls(*(part / 255 for part in found))[0]
    assert min(abs(hue - other), 1 - abs(hue - other)) < 0.09


def test_light_is_what_black_stands_out_from() -> None:
    assert is_light((255, 255, 255))
    assert is_light((253, 246, 227))
    assert not is_light((0, 43, 54))
    assert not is_light((30, 30, 30))


def test_16_colours_leave_the_terminals_background_alone_and_differ_from_one_another() -> None:
    for palette in (palettes.DARK_16, palettes.LIGHT_16):
        assert palette["background"] == palette["foreground"] == "ansi_default"
        assert len({palette[role] for role in ("masthead", "accent", "mark", "foreground")}) == 4
        assert all(colour.startswith("ansi_") and "bright" not in colour for colour in palette.values())

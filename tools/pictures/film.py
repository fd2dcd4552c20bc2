"""The short animation: one session, from the library to a word found, as an SVG that plays by itself.

Each step is a frame; a row that stands in several frames is written once and used again. Style rules alone show the frames
in turn (no script, so it plays where a README is shown), and whoever asked the system for less motion sees one frame. Below
the screen stands the key of the step and what it does, in the words of the table of actions.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_tui import i18n
from briefing_tui.i18n import _
from key_tables import action_of
from pictures.cells import Row, Screen
from pictures.stage import LOCALES, stage
from pictures.svg import EDGE, LOOKS, ROW, TITLE, Look, background, label, opening, row_of, size, window

LIBRARY, READING, SEARCH = "library", "reading", "search"
"""Screens, as the table of actions names them."""
COLUMNS, ROWS = 96, 26
"""Cells of the window."""
_STRIP = 40
"""Pixels below the screen, for the key."""
_STILL = 3
"""The frame that is shown where nothing shall move, and by viewers that cannot: an open issue."""
FIRST = "2024-09-20"
"""On the first screen when the library is there."""


class Step(NamedTuple):
    """One key, and the frame that it leads to."""

    keys: str
    """As typed."""
    screen: str
    """Where it is typed: with `action` the row of the table of actions that says what it does. Empty: a text is typed."""
    action: str
    seconds: float
    """How long the frame stays."""


STEPS = (
    Step("j", LIBRARY, "line_down", 0.7),
    Step("j", LIBRARY, "line_down", 1.2),
    Step("\r", LIBRARY, "open_issue", 2.4),
    Step("]", READING, "next_item", 1.2),
    Step("]", READING, "next_item", 1.2),
    Step(" ", READING, "page_down", 2.0),
    Step("s", READING, "app.search", 1.2),
    Step("订", "", "", 0.9),
    Step("订单", "", "", 2.0),
    Step("\x1b[B", SEARCH, "line_down", 1.2),
    Step("\r", SEARCH, "open_hit", 2.4),
    Step("n", READING, "find_next", 2.4),
)
OPENING_SECONDS = 2.0


class Frame(NamedTuple):
    """A screen with the key that led to it."""

    screen: Screen
    key: str
    """What was pressed; of the first frame the command, of a text what stands in the field."""
    says: str
    """What the key does, in the user's language."""
    seconds: float


def films() -> Iterator[tuple[str, str]]:
    """File name and text of the film in each language and theme."""
    for language in ("en", "zh"):
        for theme, look in LOOKS.items():
            yield f"film-{language}-{theme}.svg", film(record(language, theme), look)


def record(language: str, theme: str) -> list[Frame]:
    """Play the steps."""
    i18n.set_language(LOCALES[language])
    with stage((), language=language, theme=theme, columns=COLUMNS, rows=ROWS) as program:
        program.expect(FIRST)
        frames = [Frame(program.screen(), "briefing-tui", "", OPENING_SECONDS)]
        typed = ""
        for step in STEPS:
            program.press(step.keys.removeprefix(typed) if not step.screen else step.keys)
            key, says = step.keys, _(action_of(READING, "app.search").name)
            if step.screen:
                action = action_of(step.screen, step.action)
                key, says = action.shown.split()[0], _(action.name)
            typed = "" if step.screen else step.keys
            frames.append(Frame(program.screen(), key, says, step.seconds))
    return frames


def film(frames: Sequence[Frame], look: Look) -> str:
    """The animation of some frames."""
    width, height = size(frames[0].screen)
    paper = background(frames[0].screen)
    known: dict[Row, str] = {}
    shown = [_frame(number, frame, look, known, height) for number, frame in enumerate(frames)]
    lines = [
        *opening(width, height + _STRIP, "briefing-tui", style=timing([frame.seconds for frame in frames])),
        *window(width, height + _STRIP, "briefing-tui", look, paper),
        "<defs>",
        *(f'<g id="{name}">{"".join(row_of(row, 0, paper))}</g>' for row, name in known.items()),
        "</defs>",
        *shown,
        "</svg>",
        "",
    ]
    return "\n".join(lines)


def _frame(number: int, frame: Frame, look: Look, known: dict[Row, str], height: int) -> str:
    """One frame; its rows are added to `known`, row → id."""
    uses = []
    for at, row in enumerate(frame.screen.rows):
        name = known.setdefault(row, f"r{len(known)}")
        uses.append(f'<use href="#{name}" y="{TITLE + at * ROW}"/>')
    return f'<g class="f" id="f{number}">{"".join(uses)}{_caption(frame, look, height)}</g>'


def _caption(frame: Frame, look: Look, top: int) -> str:
    """The key as a key cap, and what it does."""
    cells = sum(2 if ord(char) > 0x2E80 else 1 for char in frame.key)
    wide = cells * 9 + 20
    return "".join(
        (
            f'<rect x="{EDGE + 4}" y="{top + 3}" width="{wide}" height="26" rx="6" fill="{look.bar}" stroke="{look.edge}"/>',
            label(frame.key, EDGE + 4 + wide / 2, top + 21, look.ink, anchor="middle", kind="n b"),
            label(frame.says, EDGE + 18 + wide, top + 21, look.faint),
        )
    )


def timing(seconds: Sequence[float]) -> str:
    """The rules that show each frame for its time, over and over."""
    whole = sum(seconds)
    rules = [
        f".f{{visibility:hidden;animation:{whole:g}s step-end infinite}}#f{_STILL}{{visibility:visible}}"
    ]
    begin = 0.0
    for number, length in enumerate(seconds):
        end = begin + length
        parts = ["0%{visibility:hidden}"] if begin else []
        parts.append(f"{100 * begin / whole:.3f}%{{visibility:visible}}")
        if number < len(seconds) - 1:
            parts.append(f"{100 * end / whole:.3f}%{{visibility:hidden}}")
        rules.append(f"@keyframes p{number}{{{''.join(parts)}}}#f{number}{{animation-name:p{number}}}")
        begin = end
    rules.append("@media (prefers-reduced-motion:reduce){.f{animation:none}}")
    return "\n".join(rules) + "\n"

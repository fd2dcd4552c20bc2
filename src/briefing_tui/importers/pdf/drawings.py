"""What is drawn on a page and is no text: how many pictures, and the rules of tables."""

from typing import NamedTuple

from briefing_tui.importers.pdf.pdfium import OpenPage

_OBJECTS_LIMIT = 20_000
"""Objects of a page among which they are looked for."""
_LEAST_PICTURE = 40.0
"""Points of a picture's sides: what is smaller is a sign or a rule."""
_THICK, _LEAST_RULE = 2.5, 4.0
"""Points that a rule may be thick, and that it is long at least."""
_THICKER, _LONG = 5.0, 24.0
"""Those of the rules that frame a table: of one of 1.5 points some programs tell twice as much."""

_MOST_DOWN = 60
"""Lines down a page that are rules of tables: more are squared paper or a chart, which divide no text."""


class DrawnRule(NamedTuple):
    """A line down the page or across it, in points from its top left corner as it is looked at."""

    at: float
    """From the left of a line down, from the top of one across."""
    start: float
    end: float


class Rules(NamedTuple):
    """The rules of a page, each kind in order."""

    down: tuple[DrawnRule, ...] = ()
    across: tuple[DrawnRule, ...] = ()


def drawings(page: OpenPage, height: float) -> tuple[int, Rules]:
    """How many pictures a page has, and the rules on it."""
    x, y = page.corner()
    pictures = 0
    down: list[DrawnRule] = []
    across: list[DrawnRule] = []
    for is_picture, (left, bottom, right, top) in page.drawn(_OBJECTS_LIMIT):
        wide, high = right - left, top - bottom
        if is_picture:
            pictures += wide >= _LEAST_PICTURE and high >= _LEAST_PICTURE
        elif _is_rule(wide, high):
            down.append(DrawnRule((left + right) / 2 - x, height + y - top, height + y - bottom))
        elif _is_rule(high, wide):
            across.append(DrawnRule(height + y - (top + bottom) / 2, left - x, right - x))
    rules = Rules(_joined(down), _joined(across))
    return pictures, rules if len(rules.down) <= _MOST_DOWN else Rules()


def _is_rule(thick: float, length: float) -> bool:
    return (thick <= _THICK and length >= _LEAST_RULE) or (thick <= _THICKER and length >= _LONG)


def _joined(rules: list[DrawnRule]) -> tuple[DrawnRule, ...]:
    """The rules, those that go on where others end put together: tables are ruled cell by cell."""
    done: list[DrawnRule] = []
    for rule in sorted(rules, key=lambda one: (round(one.at), one.start)):
        last = done[-1] if done else None
        if last is not None and abs(rule.at - last.at) < _THICK and rule.start - last.end < _THICK:
            done[-1] = last._replace(end=max(last.end, rule.end))
        else:
            done.append(rule)
    return tuple(sorted(done))

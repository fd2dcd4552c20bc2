"""What is drawn on a page and is no text: how many pictures, and the rules of tables."""

from typing import NamedTuple

from briefing_tui.importers.pdf.pdfium import OpenPage

_OBJECTS_LIMIT = 20_000
"""Objects of a page among which they are looked for."""
_LEAST_PICTURE = 40.0
"""Points of a picture's sides: what is smaller is a sign or a rule."""
_THICK, _LEAST_RULE = 2.5, 4.0
"""Points that a rule may be thick, and that it is long at least."""


class Rule(NamedTuple):
    """A line down the page, in points from its top left corner as it is looked at."""

    x: float
    top: float
    bottom: float


def drawings(page: OpenPage, height: float) -> tuple[int, tuple[Rule, ...]]:
    """How many pictures a page has, and the rules on it."""
    x, y = page.corner()
    pictures = 0
    rules: list[Rule] = []
    for is_picture, (left, bottom, right, top) in page.drawn(_OBJECTS_LIMIT):
        if is_picture:
            pictures += right - left >= _LEAST_PICTURE and top - bottom >= _LEAST_PICTURE
        elif right - left <= _THICK and top - bottom >= _LEAST_RULE:
            rules.append(Rule((left + right) / 2 - x, height + y - top, height + y - bottom))
    return pictures, _joined(rules)


def _joined(rules: list[Rule]) -> tuple[Rule, ...]:
    """The rules, those that go on where others end put together: tables are ruled cell by cell."""
    done: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (round(one.x), one.top)):
        last = done[-1] if done else None
        if last is not None and abs(rule.x - last.x) < _THICK and rule.top - last.bottom < _THICK:
            done[-1] = last._replace(bottom=max(last.bottom, rule.bottom))
        else:
            done.append(rule)
    return tuple(sorted(done))

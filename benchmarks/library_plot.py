"""A plot with two logarithmic axes, as SVG: one line a series, its name at its end. Pure.

Used by `benchmarks.library`. Lengths are SVG user units (pixels at 100 %).
"""

from math import ceil, floor, log10
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 900, 600
LEFT, RIGHT, TOP, BOTTOM = 80, 200, 56, 64
"""Room around the axes; on the right the names stand."""
NAME = 17
"""Height of a name: ends that are nearer have their names moved apart."""
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#a6761d", "#56b4e9", "#6a3d9a", "#444444")
"""Told apart by the colour-blind too; each line has its own dashes besides."""
DASHES = ("", "7 3", "2 3", "10 3 2 3", "", "7 3", "2 3", "10 3 2 3")
STYLE = (
    "text{font:14px sans-serif;fill:#222}.title{font-size:17px;font-weight:bold}"
    ".grid{stroke:#ddd}.fine{stroke:#f2f2f2}.axis{stroke:#222}polyline{fill:none;stroke-width:2.2}"
)


class Series(NamedTuple):
    """One line."""

    name: str
    points: list[tuple[float, float]]
    """Both above 0."""


class _Axes:
    """From values to places."""

    def __init__(self, series: list[Series]) -> None:
        xs = [x for one in series for x, _y in one.points]
        ys = [y for one in series for _x, y in one.points]
        self.x = (floor(log10(min(xs))), max(ceil(log10(max(xs))), floor(log10(min(xs))) + 1))
        self.y = (floor(log10(min(ys))), max(ceil(log10(max(ys))), floor(log10(min(ys))) + 1))

    def across(self, value: float) -> float:
        low, high = self.x
        return LEFT + (log10(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def down(self, value: float) -> float:
        low, high = self.y
        return HEIGHT - BOTTOM - (log10(value) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)


def draw(title: str, across: str, up: str, series: list[Series]) -> str:
    """The SVG; `across` and `up` say what the axes mean, with their units."""
    axes = _Axes(series)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text class="title" x="{LEFT}" y="28">{escape(title)}</text>',
        *_grid(axes),
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 18}" text-anchor="middle">{escape(across)}</text>',
        f'<text transform="translate(20 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">{escape(up)}</text>',
        *_lines(axes, series),
        *_names(axes, series),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(axes: _Axes) -> list[str]:
    """Lines at the powers of ten, with their values; finer ones between them up the axis."""
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = []
    for power in range(axes.y[0], axes.y[1] + 1):
        for step in range(2, 10) if power < axes.y[1] else ():
            y = axes.down(step * 10**power)
            parts.append(f'<path class="fine" d="M{LEFT} {y:.1f}H{right}"/>')
        y = axes.down(10**power)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{right}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{10.0**power:,g}</text>')
    for power in range(axes.x[0], axes.x[1] + 1):
        x = axes.across(10**power)
        parts.append(f'<path class="grid" d="M{x:.1f} {TOP}V{bottom}"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{10**power:,}</text>')
    parts.append(f'<path class="axis" fill="none" d="M{LEFT} {TOP}V{bottom}H{right}"/>')
    return parts


def _lines(axes: _Axes, series: list[Series]) -> list[str]:
    parts = []
    for number, one in enumerate(series):
        colour, dashes = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        places = [(axes.across(x), axes.down(y)) for x, y in one.points]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline stroke="{colour}" stroke-dasharray="{dashes}" points="{points}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
    return parts


def _names(axes: _Axes, series: list[Series]) -> list[str]:
    """Beside the last point of each line, moved apart where they would touch."""
    ends = sorted(
        (axes.down(one.points[-1][1]), axes.across(one.points[-1][0]), number)
        for number, one in enumerate(series)
    )
    places: list[float] = []
    for y, _x, _number in ends:
        places.append(max(y, places[-1] + NAME) if places else y)
    # Pushed down only, a bunch would drift: it is moved back up as far as there is room above it.
    for at in range(len(places) - 1, -1, -1):
        low = places[at - 1] + NAME if at else TOP
        room = (places[at + 1] - NAME) if at + 1 < len(places) else HEIGHT - BOTTOM
        places[at] = max(low, min(places[at], room)) if places[at] > room else places[at]
    parts = []
    for (y, x, number), place in zip(ends, places, strict=True):
        colour = COLOURS[number % len(COLOURS)]
        parts.append(f'<path stroke="{colour}" d="M{x + 5:.1f} {y:.1f}L{x + 16:.1f} {place:.1f}"/>')
        name = escape(series[number].name)
        parts.append(f'<text x="{x + 20:.1f}" y="{place + 5:.1f}" style="fill:{colour}">{name}</text>')
    return parts

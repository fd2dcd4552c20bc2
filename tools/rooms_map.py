"""Draws the rooms of the house and what leans on what, from the imports themselves: docs/rooms.svg.

Run by `make map`. A box is a folder (or the few single files at the bottom), a small box in it a folder inside; a line
goes from a room to one it imports from. What follows from other lines is left out: where A needs B and B needs C, that A
needs C too is not drawn, nor is a line that would run through a floor. Imports for type checking count. A test compares the picture kept with the one made.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import pairwise
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "briefing_tui"
PICTURE = SOURCE.parents[1] / "docs" / "rooms.svg"
GROUND = "errors · i18n · words"
"""The room that the single files at the bottom make up."""
PURPOSE = {
    "cli": "the shell: one file a verb",
    "serve": "reading over SSH",
    "tui": "the screens",
    "library": "the folder of issues",
    "personal": "one user's own: places, drafts",
    "delivery": "how an issue leaves, and what of it is known",
    "importers": "text → issue, every character accounted for",
    "proof": "issue → findings of the proof rules",
    "exporters": "issue → Word, PDF, web page, text",
    "settings": "flag, environment, file, default",
    "typeset": "blocks → lines of cells",
    "compose": "issue → blocks that mean something",
    "model": "the bulletin as plain values",
    "text": "Chinese text, pure",
    GROUND: "what everybody may use",
}
"""One line a room."""
BESIDE = {"delivery": "personal", "exporters": "library", "importers": "library", "proof": "library"}
"""Rooms that stand on a higher floor than they must: beside one that does not know them either."""

Arrows = dict[str, set[str]]

_WIDTH, _LEFT = 960, 24
_ROW, _GAP, _HEAD, _SMALL = 30, 46, 46, 26


def modules() -> dict[str, Path]:
    """Dotted name below the package → file."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if parts[-1] != "__init__":
            found[".".join(parts)] = path
    return found


def imports_of(path: Path, known: Iterable[str]) -> Iterator[str]:
    """The modules of ours that a file names in its imports, type-checking ones included."""
    names = set(known)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("briefing_tui"):
            continue
        base = (node.module or "").removeprefix("briefing_tui").lstrip(".")
        if base in names:
            yield base
        for alias in node.names:
            inner = f"{base}.{alias.name}".lstrip(".")
            if inner in names:
                yield inner


def room_of(module: str) -> str:
    """The room a module stands in."""
    first, dot, _rest = module.partition(".")
    return first if dot else GROUND


def inner_room_of(module: str) -> str:
    """The folder inside a room; empty for a file that stands in the room itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 2 else ""


def arrows(place: Mapping[str, str], links: Mapping[str, set[str]]) -> Arrows:
    """Which places need which, given where each module stands; modules without a place are left out."""
    found: Arrows = defaultdict(set)
    for module, wanted in links.items():
        for other in wanted:
            here, there = place.get(module, ""), place.get(other, "")
            if here and there and here != there:
                found[here].add(there)
    return {name: found.get(name, set()) for name in sorted({*place.values()} - {""})}


def reach(graph: Arrows, start: str) -> set[str]:
    """All that is needed, directly or not."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for other in graph.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def reduced(graph: Arrows) -> Arrows:
    """The arrows that do not follow from others."""
    return {
        name: {
            one for one in wanted if not any(one in reach(graph, other) for other in wanted if other != one)
        }
        for name, wanted in graph.items()
    }


def floors(graph: Arrows) -> list[list[str]]:
    """Rooms by floor, the ground first: a room stands above all that it needs. ValueError when there is a circle."""
    height: dict[str, int] = {}

    def of(name: str, above: tuple[str, ...]) -> int:
        if name in above:
            raise ValueError(" → ".join((*above[above.index(name) :], name)))
        if name not in height:
            height[name] = 1 + max((of(one, (*above, name)) for one in graph[name]), default=-1)
        return height[name]

    for name in graph:
        of(name, ())
    return [[name for name in graph if height[name] == floor] for floor in range(max(height.values()) + 1)]


def picture() -> str:
    """The SVG."""
    known = modules()
    links = {name: set(imports_of(path, known)) for name, path in known.items()}
    outer = arrows({name: room_of(name) for name in known}, links)
    parts: list[str] = []
    at: dict[str, tuple[float, float, float, float]] = {}
    y = 64.0
    rows = list(reversed(_standing(floors(outer))))
    for floor in rows:
        rooms = [(name, _inside(name, known, links)) for name in floor]
        shares = [max(len(row) for row in [*inner, [""]]) + 1.2 for _name, inner in rooms]
        room_width = _WIDTH - 2 * _LEFT - _GAP * (len(rooms) - 1)
        tall = max(_HEAD + _SMALL * len(inner) + (14 if inner else 6) for _name, inner in rooms)
        x = float(_LEFT)
        for (name, inner), share in zip(rooms, shares, strict=True):
            width = room_width * share / sum(shares)
            at[name] = (x, y, width, tall)
            parts.append(_room(name, inner, (x, y, width, tall)))
            x += width + _GAP
        y += tall + _GAP
    lines_between = reduced(outer)
    wires = [
        _wire(at[name], at[other])
        for upper, lower in pairwise(rows)
        for name in upper
        for other in lower
        if other in lines_between[name]
    ]
    return _document(y, wires + parts)


def _standing(found: list[list[str]]) -> list[list[str]]:
    """The floors with the rooms of `BESIDE` where they are to stand."""
    made = [[name for name in floor if name not in BESIDE] for floor in found]
    for name, other in BESIDE.items():
        next(floor for floor in made if other in floor).append(name)
    return [floor for floor in made if floor]


def _inside(room: str, known: Iterable[str], links: Mapping[str, set[str]]) -> list[list[str]]:
    """The folders inside a room, by floor, the top one first."""
    place = {name: inner_room_of(name) for name in known if room_of(name) == room}
    graph = arrows(place, links)
    return [sorted(row) for row in reversed(floors(graph))] if graph else []


def _room(name: str, inner: list[list[str]], box: tuple[float, float, float, float]) -> str:
    x, y, width, tall = box
    drawn = [
        f'<rect class="room" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{tall:.1f}" rx="7"/>',
        f'<text class="name" x="{x + 14:.1f}" y="{y + 20:.1f}">{escape(name)}</text>',
        f'<text class="what" x="{x + 14:.1f}" y="{y + 36:.1f}">{escape(PURPOSE[name])}</text>',
    ]
    for row, names in enumerate(inner):
        share = (width - 24 - 6 * (len(names) - 1)) / len(names)
        for column, one in enumerate(names):
            left, top = x + 12 + column * (share + 6), y + _HEAD + row * _SMALL
            drawn += [
                f'<rect class="inner" x="{left:.1f}" y="{top:.1f}" width="{share:.1f}" height="21" rx="4"/>',
                f'<text class="small" x="{left + share / 2:.1f}" y="{top + 14.5:.1f}">{escape(one)}</text>',
            ]
    return "".join(drawn)


def _wire(upper: tuple[float, float, float, float], lower: tuple[float, float, float, float]) -> str:
    x1, y1 = upper[0] + upper[2] / 2, upper[1] + upper[3]
    x2, y2 = lower[0] + lower[2] / 2, lower[1]
    middle = (y1 + y2) / 2
    return f'<path class="wire" d="M{x1:.1f} {y1:.1f}C{x1:.1f} {middle:.1f} {x2:.1f} {middle:.1f} {x2:.1f} {y2 - 5:.1f}"/>'


def _document(height: float, parts: list[str]) -> str:
    style = (
        "text{font-family:system-ui,-apple-system,'Segoe UI',sans-serif;fill:#24292f}"
        ".name{font-size:15px;font-weight:600}.what{font-size:11.5px;fill:#57606a}"
        ".small{font-size:11.5px;text-anchor:middle}"
        ".room{fill:#f6f8fa;stroke:#d0d7de}.inner{fill:#fff;stroke:#d8dee4}"
        ".wire{fill:none;stroke:#b3423a;stroke-width:1.3;marker-end:url(#tip)}#tip path{fill:#b3423a}"
        ".title{font-size:17px;font-weight:600}.note{font-size:12px;fill:#57606a}"
        "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.what,.note{fill:#9198a1}.room{fill:#161b22;stroke:#30363d}"
        ".inner{fill:#0d1117;stroke:#30363d}.wire{stroke:#e5534b}#tip path{fill:#e5534b}}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" role="img" '
        f'aria-label="The rooms of briefing-tui and what leans on what"><style>{style}</style>'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z"/></marker></defs>'
        f'<text class="title" x="{_LEFT}" y="28">The house</text>'
        f'<text class="note" x="{_LEFT}" y="47">A room leans on what stands below it, never the other way; '
        "inside a room the same holds for its folders.</text>" + "".join(parts) + "</svg>\n"
    )


if __name__ == "__main__":
    try:
        PICTURE.write_text(picture(), encoding="utf-8")
    except ValueError as error:
        sys.exit(f"a circle of rooms: {error}")
    print(f"wrote {PICTURE.relative_to(SOURCE.parents[1])}")

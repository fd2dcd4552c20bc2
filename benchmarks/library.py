"""What a library costs as it grows: figures of issue 4, part "growth", a table by size, and a plot.

    python -m benchmarks.library [--sizes 100 1000 10000 100000] [--rounds N] [--json FILE]
                                 [--page docs/performance.md] [--plot docs/growth.svg]

Everything is measured beside its floor in one run, in turned order every other round, so that a machine that is slow for a
while is slow for both. Values are medians, in milliseconds. Libraries are kept between runs in `--folder`. The figures
are those of 10,000 issues, or of the largest library measured if there are fewer; those that need another size are left out without
it. Exit code 1 when a figure misses its reach.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.library_place import SETTLED, SHORT_FROM, LibraryPlace, MadeLibrary, has_ripgrep
from benchmarks.library_plot import Series, draw
from benchmarks.many_issues import COMMON, RARE, RARE_LONG
from benchmarks.page import circumstances, put_into

SIZES = (100, 1_000, 10_000)
SIZE, SMALL, LARGE = 10_000, 1_000, 100_000
"""Issues: of the promises, and of the ends of the promised growth."""
FEW = 10
"""Issues of the library whose screen is the floor of a first paint."""
ROUNDS, SEARCHES = 11, 200
"""Rounds of a library of 10,000, and searches in this process; a larger one gets fewer rounds."""
WORDS = {"common": COMMON, "rare": RARE, "long": RARE_LONG}
PART = "library"
"""Of the page of the documentation."""
Samples = dict[str, list[float]]
"""Name of a cost → milliseconds; sizes in bytes."""
COSTS = {
    "build": "building catalog and index from nothing",
    "parse": "parsing all files with tomllib",
    "walk": "the stat walk",
    "update": "updating after one changed file, stat walk included",
    "list": "`list`",
    "list changed": "`list` after one file changed",
    "search common": f"`search {COMMON}` (common), 50 hits",
    "search rare": f"`search {RARE}` (rare)",
    "rg": f"`rg -c {COMMON}`",
    "rg rare": f"`rg -c {RARE}`",
    "first rows": "library screen, first page, before the framework",
    "paint": "library screen, drawn by the app",
    "query common": f"query {COMMON} in the process, 50 hits with snippets",
    "query rare": f"query {RARE} in the process",
    "query long": f"query {RARE_LONG} in the process",
    "text": "text, MB",
    "index": "catalog and index, MB",
}
"""The rows of the table by size."""
PLOTTED = {
    "build": "build from nothing",
    "paint": "library screen",
    "rg": f"rg -c {COMMON}",
    "search common": f"search {COMMON}",
    "list": "list",
    "walk": "stat walk",
    "query common": "query, common word",
    "query rare": "query, rare word",
}


class Figure(NamedTuple):
    """A row of the issue's table."""

    name: str
    measured: float
    against: float
    """The floor's, or 0 when the reach is in milliseconds."""
    reach: float
    at_least: bool = False
    """The value is floor / measured and has to be this at least."""
    less: bool = False
    """The value is measured − floor, in milliseconds."""
    unit: str = "ms"

    @property
    def value(self) -> float:
        if self.at_least:
            return self.against / self.measured
        if self.less:
            return self.measured - self.against
        return self.measured / self.against if self.against else self.measured

    @property
    def reached(self) -> bool:
        return self.value >= self.reach if self.at_least else self.value <= self.reach


def measure(library: MadeLibrary, few: MadeLibrary, rounds: int, told: Callable[[str], None]) -> Samples:
    """All samples of one library."""
    taken: Samples = {}

    def note(name: str, value: float) -> None:
        taken.setdefault(name, []).append(value)

    told("building")
    before = library.parse()
    note("build", library.build())
    note("parse", (before + library.parse()) / 2)
    note("index", library.catalog().stat().st_size)
    note("text", library.text_bytes())
    steps = _steps(library, few)
    for number in range(rounds + 1):
        told(f"round {number} of {rounds}")
        for name in list(steps) if number % 2 else reversed(steps):
            value = steps[name]()
            if number:
                note(name, value)
        for name, value in _changed(library).items():
            if number:
                note(name, value)
    for name, word in WORDS.items():
        taken[f"query {name}"], taken[f"bare {name}"] = library.search(word, SEARCHES)
    return taken


def _steps(library: MadeLibrary, few: MadeLibrary) -> dict[str, Callable[[], float]]:
    """What one round does of what leaves all as it is."""
    steps: dict[str, Callable[[], float]] = {
        "imports": library.imports,
        "list": lambda: library.command("list"),
        "search common": lambda: library.command("search", COMMON),
        "search rare": lambda: library.command("search", RARE),
        "paint": library.paint,
        "paint few": few.paint,
        "first rows": library.first_rows,
        "bare app": library.bare_app,
    }
    if has_ripgrep():
        steps["rg"] = lambda: library.ripgrep(COMMON)
        steps["rg rare"] = lambda: library.ripgrep(RARE)
    return steps


def _changed(library: MadeLibrary) -> dict[str, float]:
    """A list with one file changed, between two without it; then the update."""
    before = library.command("list")
    library.change()
    changed = library.command("list")
    time.sleep(SETTLED)
    walk = library.walk()
    update = library.update()
    walk = (walk + library.walk()) / 2
    warm = (before + library.command("list")) / 2
    return {"list changed": changed, "list warm": warm, "walk": walk, "update": update}


def judge(taken: dict[int, Samples]) -> Iterator[Figure]:
    """The rows of the issue's table, of the sizes that were measured."""
    size = SIZE if SIZE in taken else max(taken)
    of = _medians(taken[size])
    yield Figure('`list` / `python -c "import argparse, sqlite3"`', of["list"], of["imports"], 4.0)
    yield Figure("`list` after one file changed / warm", of["list changed"], of["list warm"], 1.3)
    for name, word in WORDS.items():
        yield Figure(f"query {word} / bare FTS5", of[f"query {name}"], of[f"bare {name}"], 3.0)
        yield Figure(f"query {word}", of[f"query {name}"], 0.0, 5.0)
    if "rg" in of:
        yield Figure(f"`search {COMMON}` / `rg -c`", of["search common"], of["rg"], 1.2)
    if LARGE in taken and "rg" in taken[LARGE]:
        large = _medians(taken[LARGE])
        yield Figure(
            f"{LARGE:,} issues: `rg -c` / `search {COMMON}`", large["search common"], large["rg"], 2.0, True
        )
    yield Figure("building from nothing / tomllib on all files", of["build"], of["parse"], 4.0)
    yield Figure(
        "updating after one changed file − the stat walk", of["update"], of["walk"], 100.0, less=True
    )
    yield Figure("catalog and index / the text", of["index"] / 1e6, of["text"] / 1e6, 2.5, unit="MB")
    yield Figure(f"library screen / with {FEW} issues", of["paint"], of["paint few"], 1.2)
    yield Figure("library screen, warm catalog → rows / bare app", of["first rows"], of["bare app"], 0.4)
    if SMALL in taken and LARGE in taken:
        yield Figure(
            f"query {RARE}, {LARGE:,} / {SMALL:,} issues",
            _medians(taken[LARGE])["query rare"],
            _medians(taken[SMALL])["query rare"],
            2.0,
        )


def _medians(samples: Samples) -> dict[str, float]:
    return {name: statistics.median(values) for name, values in samples.items()}


def table(figures: list[Figure]) -> str:
    """The figures, as Markdown."""
    lines = ["| figure | measured | against | value | reach | |", "|---|---|---|---|---|---|"]
    for figure in figures:
        against = f"{_plain(figure.against)} {figure.unit}" if figure.against else "–"
        unit = "×" if figure.against and not figure.less else " ms"
        lines.append(
            f"| {figure.name} | {_plain(figure.measured)} {figure.unit} | {against} | **{figure.value:.2f}{unit}** "
            f"| {'≥' if figure.at_least else '≤'} {figure.reach:g}{unit} | {'reached' if figure.reached else 'MISSED'} |"
        )
    return "\n".join(lines)


def costs(taken: dict[int, Samples]) -> str:
    """What everything costs at each size, as Markdown: milliseconds unless the row says something else."""
    medians = {size: _medians(samples) for size, samples in taken.items()}
    heads = [f"{size:,}{' (short)' if size >= SHORT_FROM else ''}" for size in medians]
    lines = [f"| issues | {' | '.join(heads)} |", f"|---|{'---:|' * len(heads)}"]
    for name, text in COSTS.items():
        values = [of[name] / (1e6 if text.endswith("MB") else 1) for of in medians.values() if name in of]
        if values:
            lines.append(f"| {text} | {' | '.join(map(_plain, values))} |")
    return "\n".join(lines)


def _plain(value: float) -> str:
    """A number with three figures that mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def plot(taken: dict[int, Samples]) -> str:
    """The growth of the costs, as SVG."""
    series = [
        Series(label, [(size, statistics.median(of[name])) for size, of in taken.items() if name in of])
        for name, label in PLOTTED.items()
    ]
    across = f"issues (from {SHORT_FROM:,} on short ones)" if max(taken) >= SHORT_FROM else "issues"
    return draw(
        "Cost by the size of the library", across, "milliseconds", [one for one in series if one.points]
    )


def main() -> int:
    options = _options()
    taken: dict[int, Samples] = {}

    with LibraryPlace(options.lang, options.folder) as place:
        for size in sorted(options.sizes):

            def tell(text: str, size: int = size) -> None:
                print(f"{size} issues: {text}", file=sys.stderr, flush=True)

            tell("making the library")
            library, few = place.made(size), place.made(FEW)
            rounds = max(5, options.rounds * SIZE // max(size, SIZE))
            taken[size] = measure(library, few, rounds, tell)
    figures = list(judge(taken))
    text = f"{table(figures)}\n\n{costs(taken)}"
    print(text)
    if options.page:
        put_into(options.page, PART, f"{circumstances(options.rounds)}\n\n{text}")
    if options.plot:
        options.plot.write_text(plot(taken), encoding="utf-8", newline="\n")
    if options.json:
        options.json.write_text(json.dumps(taken, indent=1) + "\n", encoding="utf-8")
    return 0 if all(figure.reached for figure in figures) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Measure libraries of several sizes; the tables go to standard output."
    )
    sizes = " ".join(map(str, SIZES))
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=SIZES,
        metavar="N",
        help=f"issues; default {sizes}; from {SHORT_FROM} on short ones",
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"default {ROUNDS}")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir(), "briefing-bench-libraries"),
        metavar="DIR",
        help="where the libraries are kept; default in the system's temporary directory",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every sample")
    parser.add_argument(
        "--page", type=Path, metavar="FILE", help="also put the tables into docs/performance.md"
    )
    parser.add_argument("--plot", type=Path, metavar="FILE", help="also draw the growth, as SVG")
    parser.add_argument("--lang", default="zh_CN.UTF-8", help="locale of the programs, default zh_CN.UTF-8")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""`make bench`: every promised ratio, measured in one alternating run, printed as a Markdown table.

    python -m benchmarks.run [--rounds N] [--json FILE] [--page docs/performance.md] [--lang LANG]

A round measures each thing once, in turned order every other round, so that a machine that is slow for a while is slow for
both sides. A ratio is that of the two medians; beside it stands the middle half of the rounds' own ratios, which
tells how noisy the machine was. `--page` puts the table into the page of the documentation. Exit code 1 when a figure misses its reach.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import linebreak, saving
from benchmarks.page import circumstances, put_into
from benchmarks.workplace import FOUR, ONE, SAMPLE, Workplace

from briefing_tui.importers import kinds
from briefing_tui.importers.sandbox import parent

PRESSES = 4
"""Page-downs in one run: fewer than the sample issue has pages."""
SAVES = 8
"""Saves in one round, each beside a plain write: an fsync varies more than anything else here."""
LINE = 80
"""Cells of the lines that are broken."""
MS = 1000.0
PART = "measured"
"""Of the page of the documentation."""


class Figure(NamedTuple):
    """A row of the table."""

    name: str
    subject: str
    """Key of the sample that is measured."""
    floor: str
    """Key of what it is measured against."""
    reach: float
    """The ratio may be this at most; for `faster` it must be this at least."""
    unit: str = "ms"
    faster: bool = False
    """The ratio is floor / subject, not subject / floor."""


class Result(NamedTuple):
    """A figure, measured."""

    figure: Figure
    subject: float
    floor: float
    """Medians, in the figure's unit."""
    ratio: float
    low: float
    high: float
    """The middle half of the rounds' ratios lies between these."""

    @property
    def reached(self) -> bool:
        return self.ratio >= self.figure.reach if self.figure.faster else self.ratio <= self.figure.reach


FIGURES = (
    Figure("open → first page / bare app with one Static", "first", "bare", 0.35),
    Figure("open → a key obeyed / bare app", "obeyed", "bare", 1.05),
    Figure("open the sample issue / bare app", "sample", "bare", 1.25),
    Figure("open an issue of 1 MB / the sample", "one", "sample", 1.15),
    Figure("open an issue of 4 MB / the sample", "four", "sample", 1.3),
    Figure("page-down, 4 MB / the sample", "page four", "page sample", 1.2),
    Figure("memory of the reader, sample / bare app", "rss sample", "rss bare", 1.3, "MB"),
    Figure('show > file / python -c "import argparse, tomllib"', "show", "imports", 2.0),
    Figure("line breaking of 1 MB: rich Text.wrap / ours", "break ours", "break rich", 5.0, faster=True),
    Figure("save 1 MB, one field changed / write and fsync it", "save", "write", saving.REACH),
    Figure(
        "a Word file of 4 MB of text read, its bytes → lines with evidence / bare app", "read", "bare", 2.0
    ),
    Figure("the same imported: read, recognised, reported, made a file / bare app", "import", "bare", 2.0),
    Figure(
        "the same imported whole, from the start of the program to the file in the library / bare app",
        "kept",
        "bare",
        2.0,
    ),
)
Samples = dict[str, list[float]]


def measure(place: Workplace, rounds: int, told: Callable[[str], None]) -> Samples:
    """All samples, by key; lists of equal keys' pairs have equal length. Seconds and bytes are in the figures' units."""
    taken: Samples = {}
    steps = list(_steps(place))
    for number in range(rounds + 1):
        told(f"round {number} of {rounds}" if number else "warming up")
        for step in steps if number % 2 else reversed(steps):
            for key, values in step().items():
                if number:
                    taken.setdefault(key, []).extend(values)
    return taken


def _steps(place: Workplace) -> Iterator[Callable[[], Samples]]:
    """What one round does."""

    def start(name: str, argv: list[str]) -> Callable[[], Samples]:
        def step() -> Samples:
            shown = place.start(argv)
            return {name: [shown.seconds * MS], f"rss {name}": [shown.resident / 1e6]}

        return step

    def pages(name: str, key: str) -> Callable[[], Samples]:
        return lambda: {
            f"page {name}": [taken * MS for taken in place.page_downs(place.reader(key), PRESSES)]
        }

    def command(name: str, argv: list[str]) -> Callable[[], Samples]:
        return lambda: {name: [place.printed(argv) * MS]}

    yield start("bare", place.bare_app())
    yield lambda: {"first": [place.first_text(place.reader(SAMPLE)) * MS]}
    yield lambda: {"obeyed": [place.obeyed(place.reader(SAMPLE), b"]", "#1/") * MS]}
    yield start("sample", place.reader(SAMPLE))
    yield start("one", place.reader(ONE))
    yield start("four", place.reader(FOUR))
    yield pages("sample", SAMPLE)
    yield pages("four", FOUR)
    yield command("show", place.shower())
    yield command("imports", [sys.executable, "-c", "import argparse, tomllib"])
    yield _break_lines
    yield _save
    word = place.word_file(FOUR)
    yield lambda: {"read": [_read(word) * MS]}
    yield command("import", place.command("import", "--dry-run", "--replace", str(word)))
    yield command("kept", place.importer(word))


def _break_lines() -> Samples:
    seconds = linebreak.measure(rounds=1, width=LINE)
    return {"break ours": [seconds["ours"] * MS], "break rich": [seconds["rich"] * MS]}


def _save() -> Samples:
    taken = saving.measure(SAVES)
    return {name: [seconds * MS for seconds in values] for name, values in taken.items()}


def _read(file: Path) -> float:
    """Seconds of the limited child for a Word file, its start included."""
    data = file.read_bytes()
    started = time.perf_counter()
    parent.read_apart(data, kinds.DOCX)
    return time.perf_counter() - started


def judge(taken: Samples) -> list[Result]:
    """The figures in the table's order."""
    results = []
    for figure in FIGURES:
        subject, floor = statistics.median(taken[figure.subject]), statistics.median(taken[figure.floor])
        pairs = zip(taken[figure.subject], taken[figure.floor], strict=True)
        ratios = [_ratio(figure, mine, other) for mine, other in pairs]
        quarters = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
        results.append(
            Result(figure, subject, floor, _ratio(figure, subject, floor), quarters[0], quarters[2])
        )
    return results


def _ratio(figure: Figure, subject: float, floor: float) -> float:
    return floor / subject if figure.faster else subject / floor


def table(results: list[Result]) -> str:
    """Markdown."""
    lines = [
        "| figure | measured | against | ratio (middle half) | reach | |",
        "|---|---|---|---|---|---|",
    ]
    for result in results:
        figure = result.figure
        reach = f"≥ {figure.reach:g}×" if figure.faster else f"≤ {figure.reach:g}×"
        lines.append(
            f"| {figure.name} | {result.subject:.4g} {figure.unit} | {result.floor:.4g} {figure.unit} "
            f"| **{result.ratio:.2f}×** ({result.low:.2f}–{result.high:.2f}) | {reach} "
            f"| {'reached' if result.reached else 'MISSED'} |"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Measure the promised ratios; the table goes to standard output."
    )
    parser.add_argument(
        "--rounds", type=int, default=15, metavar="N", help="default 15; about ten seconds each"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every sample")
    parser.add_argument(
        "--page", type=Path, metavar="FILE", help="also put the table into docs/performance.md"
    )
    parser.add_argument("--lang", default="zh_CN.UTF-8", help="locale of the programs, default zh_CN.UTF-8")
    options = parser.parse_args()
    with Workplace(options.lang) as place:
        taken = measure(place, options.rounds, lambda text: print(text, file=sys.stderr, flush=True))
    results = judge(taken)
    print(table(results))
    if options.page:
        put_into(
            options.page, PART, f"{circumstances(options.rounds, 'textual', 'rich')}\n\n{table(results)}"
        )
    if options.json:
        answer = {
            "rounds": options.rounds,
            "figures": {
                result.figure.name: {
                    "ratio": result.ratio,
                    "reach": result.figure.reach,
                    "reached": result.reached,
                }
                for result in results
            },
            "samples": taken,
        }
        options.json.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if all(result.reached for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())

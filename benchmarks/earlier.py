"""What it costs to ask whether an item stood in an earlier issue (rule C-08), in a library of 150,000 items.

    python -m benchmarks.earlier [--issues 10000] [--folder DIR] [--rounds 40] [--check]

A library of `many_issues` is made and indexed once and kept in `--folder`. Asked for are items of it, a fifth of whose clauses were
rewritten, and new ones; ninety-nine in a hundred must be found, and none of the new. `--check` exits 1 when an item takes longer than promised or an answer
is wrong.
"""

import argparse
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.many_issues import Writer, write_library

from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.finder import Finder
from briefing_tui.model.issue import Issue, Item, Masthead, Section

REACH = 20.0
"""Milliseconds an item."""
_DIGIT = re.compile("[0-9]")
ITEMS = 15
"""Of the issue that is asked for."""


def asked(items: tuple[Item, ...]) -> Issue:
    """An issue newer than the library."""
    return Issue(Masthead("", "", 2026, 1), sections=(Section("行业动态", items=items),))


def reworded(item: Item, dice: random.Random, writer: Writer) -> Item:
    """The item under another title, one clause in five another; its figures stay, as they do in a repeated piece of news."""
    clauses = item.body.rstrip("。").split("，")
    plain = [at for at, clause in enumerate(clauses) if not _DIGIT.search(clause)]
    for at in dice.sample(plain, min(len(plain), len(clauses) // 5)):
        clauses[at] = _DIGIT.sub("", writer.body())[:12].rstrip("，。")
    return Item(writer.title(), "，".join(clauses) + "。")


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "briefing-benchmarks")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--check", action="store_true", help="exit 1 when the promise is not kept")
    options = parser.parse_args()
    root = options.folder / f"earlier-{options.issues}"
    if not root.exists():
        write_library(root, options.issues, short=False)
    library = LibraryReader(str(root))
    finder = Finder(library, str(options.folder / "cache"))
    finder.catch_up()
    dice, writer = random.Random(12), Writer(seed=99)
    keys = library.keys()
    costs: list[float] = []
    missed = wrong = 0
    for _turn in range(options.rounds):
        old = library.load(dice.choice(keys)).issue
        items = [item for section in old.sections for item in section.items][:ITEMS]
        again = tuple(reworded(item, dice, writer) for item in items)
        new = tuple(Item(writer.title(), writer.body() + writer.body()) for _at in range(ITEMS))
        for wanted in (again, new):
            finder.ready()
            begun = time.perf_counter()
            found = finder.earlier(asked(wanted))
            costs.append((time.perf_counter() - begun) * 1000 / len(wanted))
            if wanted is again:
                missed += sum(one is None or one.address.key != old.key for one in found)
            else:
                wrong += sum(one is not None and not one.same_title for one in found)
    worst = statistics.quantiles(costs, n=20)[-1]
    print(f"{options.issues:,} issues: {statistics.median(costs):.1f} ms an item, 95 % below {worst:.1f} ms")
    print(f"repeated items not found: {missed}; new ones taken for repeated: {wrong}")
    few = options.rounds * ITEMS // 100
    return 1 if options.check and (worst > REACH or missed > few or wrong) else 0


if __name__ == "__main__":
    sys.exit(main())

"""Every way of showing an issue and a library, the first page beside the app's own, cell by cell.

Run as a script with a count of what is generated: `python tests/torture/torture_first_page.py 5`, with `issues` or `libraries` behind it for
one of both. Each of all sizes, themes, depths of colour and widths of “ is tried with each sample and each generated issue; a place in it
is drawn by lot. Of each library, those of the tests and as many generated ones, every eighth case is: with its first frame and what that comes to.
"""

import asyncio
import random
import sys
import tempfile
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from briefing_tui.errors import BriefingError
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, SUPPLEMENT, IssueKey
from briefing_tui.personal.state import NoState, ReadingPlace
from briefing_tui.tui.early_library import first_shelf
from briefing_tui.tui.widgets.first_paint import Window
from bulletins.printed_issues import ISSUES
from disks.libraries import put
from disks.places import SAMPLES
from screens import first_shelves
from screens.first_pages import Case, all_cases, differing, early, framework_s, painted
from screens.first_shelves import Shelf, all_shelves, with_catalog

LIBRARY_CASES = 8
"""Of so many cases of a library one is tried: a library takes four times as long as an issue."""


def odd(count: int) -> list[Issue]:
    """Generated issues."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # examples are for looking at, hypothesis says: so they are
        return [ISSUES.example() for _one in range(count)]


def issues(generated: int) -> list[Issue]:
    """The samples, and as many odd ones."""
    library = LibraryReader(str(SAMPLES))
    return [library.load(key).issue for key in library.keys()] + odd(generated)  # noqa: SIM118 - no mapping


def torture(generated: int, every: int = 1) -> tuple[int, list[str]]:
    """How many were compared, and where they differ; `every` leaves cases out."""
    random.seed(10)
    library, wrong, count = LibraryReader(str(SAMPLES)), list[str](), 0
    for issue in issues(generated):
        for case in list(all_cases())[random.randrange(every) :: every]:
            placed = case._replace(place=ReadingPlace(random.randrange(4), random.randrange(-1, 3)))
            with pytest.MonkeyPatch.context() as patch:
                written = asyncio.run(framework_s(issue, placed, library, patch))
            found = differing(painted(early(issue, placed), placed), painted(written, placed))
            wrong += [f"{placed}: {one}" for one in found[:2]]
            count += 1
    return count, wrong


def odd_library(seed: int, folder: Path) -> Shelf:
    """Some odd issues with keys, statuses and a reader's past that are drawn by lot."""
    dice, root, state = random.Random(seed), folder / "library", NoState()
    root.mkdir()
    for number, issue in enumerate(odd(dice.randrange(1, 40))):
        kind = SUPPLEMENT if dice.random() < 0.1 else ISSUE
        key = IssueKey(dice.choice((2022, 2024, 2025)), kind, number + 1)
        head = issue.masthead._replace(year=key.year, kind=key.kind, number=key.number)
        status = issue.workflow._replace(status=dice.choice(("published", "published", "review", "draft")))
        try:
            put(root, issue._replace(masthead=head, workflow=status))
        except BriefingError:  # one that no file can hold
            continue
        if dice.random() < 0.4:
            state.mark_read(key)
        if dice.random() < 0.1:
            state.set_stopped(key, dice.choice(("", "第1条", "“编者按”—…")))
    return Shelf(with_catalog(root, folder / "cache", published_only=dice.random() < 0.3), state)


def shelves(generated: int, folder: Path) -> dict[str, Shelf]:
    """Those of the tests, and as many odd ones."""
    random.seed(10)
    made = {f"odd {seed}": partial(odd_library, seed) for seed in range(generated)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(first_shelves, "SHELVES", {**first_shelves.SHELVES, **made})
        return all_shelves(folder)


def torture_libraries(generated: int, every: int = LIBRARY_CASES) -> tuple[int, list[str]]:
    """How many were compared, and where they differ. A library without an early page is a difference."""
    wrong, count = list[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        for name, shelf in shelves(generated, Path(folder)).items():
            for case in list(all_cases())[random.randrange(every) :: every]:
                wrong += [f"{name}, {case}: {one}" for one in _differing(shelf, case)]
                count += 1
    return count, wrong


def _differing(shelf: Shelf, case: Case) -> Iterator[str]:
    if first_shelf(Window(*case.size), shelf.first) is None:
        yield "no early page"
        return
    first, written = first_shelves.early(shelf, case)
    page = painted(written, case)
    with pytest.MonkeyPatch.context() as patch:
        drawn = asyncio.run(first_shelves.framework_s(shelf, case, patch, first))
    if len(drawn) != 2:
        yield f"{len(drawn)} frames"
    for frame in drawn:
        yield from differing(page, painted(frame, case))[:2]


def main(generated: int, parts: list[str]) -> int:
    """Exit code 1 when one differs."""
    missed = False
    for part, tried in (("issues", torture), ("libraries", torture_libraries)):
        if part in parts or not parts:
            total, faults = tried(generated)
            sys.stdout.write(
                "\n".join([*faults, f"{total} first pages of {part}, {len(faults)} differing\n"])
            )
            sys.stdout.flush()
            missed |= bool(faults) or not total
    return missed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, sys.argv[2:]))

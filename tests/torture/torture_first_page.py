"""Every way of showing an issue, the first page beside the app's own, cell by cell.

Run as a script with a count of generated issues: `python tests/torture/torture_first_page.py 5`. Each of all sizes, themes, depths of
colour and widths of “ is tried with each sample and each generated issue; a place in it is drawn by lot.
"""

import asyncio
import random
import sys
import warnings

import pytest

from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue
from briefing_tui.personal.state import ReadingPlace
from first_pages import all_cases, differing, early, framework_s, painted
from places import SAMPLES
from printed_issues import ISSUES


def issues(generated: int) -> list[Issue]:
    """The samples, and as many odd ones."""
    library = LibraryReader(str(SAMPLES))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # examples are for looking at, hypothesis says: so they are
        odd = [ISSUES.example() for _count in range(generated)]
    return [library.load(key).issue for key in library.keys()] + odd  # noqa: SIM118 - no mapping


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


if __name__ == "__main__":
    total, faults = torture(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    sys.stdout.write("\n".join([*faults, f"{total} first pages, {len(faults)} differing\n"]))
    sys.exit(bool(faults))

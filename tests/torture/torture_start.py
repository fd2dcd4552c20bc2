"""Starts ended at many moments between the first page and the framework: the terminal is as it was.

Run as a script with a count of moments: `python tests/torture/torture_start.py 50`.
"""

import sys
import tempfile
from pathlib import Path

from disks.places import SAMPLES
from programs.early_ends import HOWS, end_early, start

WHAT = {"an issue": ("open", "2024-14"), "the library": ("--read-only",)}
"""What begins, and with which words."""
SPAN = 0.5
"""Seconds from the first page on, over which the moments are spread."""


def torture(moments: int) -> dict[str, int]:
    """How many of each kind were ended before the driver had the terminal."""
    with tempfile.TemporaryDirectory() as home:
        return {
            f"{what} {how}": sum(
                end_early(start(SAMPLES, Path(home), *verb), how, SPAN * turn / moments)
                for turn in range(moments)
            )
            for what, verb in WHAT.items()
            for how in HOWS
        }


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    found = torture(count)
    sys.stdout.write(
        "".join(f"{how}: {early} of {count} before the framework\n" for how, early in found.items())
    )
    sys.exit(not all(found.values()))

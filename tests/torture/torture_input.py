"""The long form of test_safety_input.py: `python tests/torture/torture_input.py [SESSIONS] [FIRST_SEED] [signs]`; 1,000 by default.

With `signs` the input and the titles are rich in emoji, keycaps and combining marks. Sessions type at the library and at an issue, with and without --read-only, and a quarter of them writes an issue. Prints what each
that fails came to, and a count; then listens for a minute to an idle app. Exit code 1 when anything failed. `BRIEFING_TEST_IDLE` overrides the minute.
"""

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from disks.places import SAMPLES
from programs.commands import PROGRAM
from programs.fuzzing import Outcome, run_session
from screens.terminal import Terminal


def session(seed: int, *, signs: bool = False) -> Outcome:
    """One session, in a home and on a library of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return run_session(SAMPLES, Path(folder), seed, signs=signs)


def idle(seconds: float) -> int:
    """Bytes that an idle app writes in that time."""
    with (
        tempfile.TemporaryDirectory() as home,
        Terminal(
            [str(PROGRAM), "--library", str(SAMPLES), "--read-only", "open", "2024-14"], {"HOME": home}
        ) as terminal,
    ):
        terminal.expect("2024")
        terminal.wait_idle(1.0)
        return terminal.pump(seconds)


def main() -> int:
    """Run, tell, and give the exit code."""
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    began, failed = time.monotonic(), 0
    with ThreadPoolExecutor(2) as pool:
        one = partial(session, signs="signs" in sys.argv)
        for outcome in pool.map(one, range(first, first + sessions)):
            if outcome.fault:
                failed += 1
                sys.stdout.write(f"seed {outcome.seed}: {outcome.fault}\n")
    sys.stdout.write(f"{sessions} sessions, {failed} failed, {time.monotonic() - began:.0f} s\n")
    seconds = float(os.environ.get("BRIEFING_TEST_IDLE", "60"))
    written = idle(seconds)
    sys.stdout.write(f"idle for {seconds:.0f} s: {written} bytes\n")
    return 1 if failed or written else 0


if __name__ == "__main__":
    raise SystemExit(main())

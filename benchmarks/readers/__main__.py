"""Many readers on one machine: what a session by the host costs, alone and beside many. Figures of reading over SSH.

    python -m benchmarks.readers [--readers N] [--rounds N] [--json FILE] [--page docs/performance.md]

Needs Linux; newsboat, less and (as root) OpenSSH where they are: a row whose other side is missing is left out. The readers sit on pseudo-terminals
of 80 × 24 and do what a script says: open, 20 page turns, a search, leave, each at its own pace. Takes three minutes with 300. Exit code 1
when a figure misses.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.page import circumstances, put_into
from benchmarks.readers.crowd import crowd
from benchmarks.readers.hosted import Hosted, first_texts
from benchmarks.readers.memory import memory
from benchmarks.readers.over_ssh import over_ssh
from benchmarks.readers.sent import sent
from benchmarks.readers.table import PART, judge, table
from benchmarks.workplace import Workplace


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Measure sessions by the host; the table goes to standard output."
    )
    parser.add_argument("--readers", type=int, default=300, metavar="N", help="at once, default 300")
    parser.add_argument("--rounds", type=int, default=11, metavar="N", help="default 11")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every sample")
    parser.add_argument(
        "--page", type=Path, metavar="FILE", help="also put the table into docs/performance.md"
    )
    options = parser.parse_args()

    def told(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    with Workplace("zh_CN.UTF-8", big=False) as place, Hosted(place, options.readers) as host:
        told("first text")
        taken: dict[str, object] = {
            "readers": options.readers,
            "first": first_texts(place, host, options.rounds),
        }
        told("memory")
        taken["memory"] = memory(place, host, min(20, options.readers))
        told("bytes")
        taken["sent"] = sent(place, host)
        told("one alone")
        taken["alone"] = crowd(place, host, 1, told)[0]
        told(f"{options.readers} at once")
        taken["many"], taken["opened"] = crowd(place, host, options.readers, told)
        told("over ssh")
        taken["ssh"] = over_ssh(options.rounds)
    figures = list(judge(taken))
    print(table(figures))
    if options.page:
        put_into(
            options.page, PART, f"{circumstances(options.rounds, 'textual', 'rich')}\n\n{table(figures)}"
        )
    if options.json:
        options.json.write_text(json.dumps(taken, indent=1) + "\n", encoding="utf-8")
    return 0 if all(figure.reached for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Many readers on one machine: what a session by the host costs, alone and beside many. Figures of reading over SSH.

    python -m benchmarks.readers [--readers N] [--rounds N] [--json FILE] [--page docs/performance.md]

Needs Linux; newsboat, less and (as root) OpenSSH where they are: a row whose other side is missing is left out. The readers sit on pseudo-terminals
of 80 × 24 and do what a script says: open, 20 page turns, a search, leave, each at its own pace. Takes two minutes with 300. Exit code 1
when a figure misses.
"""

import argparse
import contextlib
import json
import os
import random
import select
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from benchmarks.page import circumstances, put_into
from benchmarks.ptyprogram import PtyProgram
from benchmarks.workplace import SAMPLE, Workplace

from briefing_tui.serve import client

ROWS, COLUMNS = 24, 80
PART = "readers"
MS = 1000.0
MEGABYTE = 1 << 20
QUIET = 0.15
"""Seconds of silence that end a page turn."""
THINK = (2.0, 6.0)
"""Seconds between two keys of one reader: ten times as fast as anybody reads."""
ALONE = (0.3, 0.6)
"""The same for one alone, who disturbs nobody."""
TURNS = 20
FIRST_TEXT = ["行业信息简报".encode()]
PROGRAM = [sys.executable, "-I", "-m", "briefing_tui.cli.main"]
WORD = "担保"


class Figure(NamedTuple):
    """A row of the table."""

    name: str
    measured: str
    against: str
    value: float
    unit: str
    reach: float | None

    @property
    def reached(self) -> bool:
        return self.reach is None or self.value <= self.reach


class Hosted:
    """A host on the library of the measurements."""

    def __init__(self, place: Workplace, sessions: int) -> None:
        self._folder = place.library.parent / "run"
        self._folder.mkdir(mode=0o700)
        self.socket = self._folder / "host.sock"
        self._options = ["--library", str(place.library), "--no-state", "--socket", str(self.socket)]
        words = ["--sessions", str(sessions + 8), "--starts", "100"]
        self.process = subprocess.Popen(
            [*PROGRAM, "host", *self._options, *words], stdin=subprocess.DEVNULL, env=place.environment()
        )

    def __enter__(self) -> Self:
        name = Path(f"/proc/{self.process.pid}/comm")
        while name.read_text() != "briefing-host\n":  # its name when everything is loaded
            if self.process.poll() is not None:
                raise RuntimeError(f"the host ended with {self.process.returncode}")
            time.sleep(0.05)
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait()

    def session(self) -> list[str]:
        """The command line of a session by it."""
        return [sys.executable, "-I", "-S", client.__file__, "serve-session", *self._options]

    def children(self) -> list[int]:
        """Its sessions."""
        pid = self.process.pid
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def opened(place: Workplace, argv: Sequence[str], command: str = f"open {SAMPLE}") -> PtyProgram:
    """A program on a terminal of the readers' size."""
    env = {**place.environment(), "SSH_ORIGINAL_COMMAND": command}
    return PtyProgram(argv, env, rows=ROWS, columns=COLUMNS)


def first_texts(place: Workplace, host: Hosted, rounds: int) -> dict[str, list[float]]:
    """Seconds to the first text: the bare app, a session by the host, one of the ordinary way."""
    ordinary = [*PROGRAM, "serve-session", "--library", str(place.library), "--no-state"]
    taken: dict[str, list[float]] = {"bare": [], "host": [], "ordinary": []}
    for _round in range(rounds):
        taken["bare"].append(place.start(place.bare_app()).seconds)
        for name, argv in (("host", host.session()), ("ordinary", ordinary)):
            with opened(place, argv) as program:
                taken[name].append(program.seen(FIRST_TEXT))
                program.settled()
                program.press(b"\x11")
                program.settled()
    return taken


def memory(place: Workplace, host: Hosted, readers: int) -> float:
    """Bytes a reader (PSS of client and session), when so many have turned some pages."""
    with contextlib.ExitStack() as stack:
        programs = [stack.enter_context(opened(place, host.session())) for _at in range(readers)]
        for program in programs:
            program.seen(FIRST_TEXT)
        for program in programs:
            for key in (b" ", b" ", b"b"):
                program.settled()
                program.press(key)
            program.settled()
        pids = [*host.children(), *(program.pid for program in programs)]
        return sum(map(proportional, pids)) / readers


def proportional(pid: int) -> int:
    """Bytes of memory of a process, what it shares divided among those who share it."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("the system does not tell")


class Reader:
    """One who reads by the script."""

    def __init__(self, program: PtyProgram, dice: random.Random, think: tuple[float, float]) -> None:
        self.program = program
        self._keys = [b" "] * TURNS + [b"s", f"{WORD}\r".encode(), b"\x11"]
        self._dice = dice
        self._pressed = False
        self._think = think
        self.due = time.perf_counter() + dice.uniform(*think)
        self.turns: list[float] = []

    def act(self, now: float) -> bool:
        """Press when it is time, note a turn that is over; False when all is done."""
        if self._pressed and now - self.program.last > QUIET:
            self._pressed = False
            if len(self._keys) >= 3:
                self.turns.append(self.program.last - self.program.started)
        if now >= self.due and not self._pressed:
            if not self._keys:
                return False
            self.program.press(self._keys.pop(0))
            self._pressed = True
            self.due = now + self._dice.uniform(*self._think)
        return True


def crowd(
    place: Workplace, host: Hosted, readers: int, told: Callable[[str], None]
) -> tuple[list[float], float]:
    """Seconds of all page turns of so many readers, and seconds until the last of them had its first text."""
    dice = random.Random(readers)
    with contextlib.ExitStack() as stack:
        began = time.perf_counter()
        programs = [stack.enter_context(opened(place, host.session())) for _at in range(readers)]
        for program in programs:
            program.seen(FIRST_TEXT)
        opened_in = time.perf_counter() - began
        told(f"{readers} readers have opened in {opened_in:.1f} s")
        for program in programs:
            program.settled(0.01)
        poll = select.poll()
        by_number = {program.fileno(): program for program in programs}
        for number in by_number:
            poll.register(number, select.POLLIN)
        everybody = [Reader(program, dice, THINK if readers > 1 else ALONE) for program in programs]
        active = list(everybody)
        while active:
            for number, _event in poll.poll(10):
                if not by_number[number].take_in():
                    poll.unregister(number)
            now = time.perf_counter()
            active = [reader for reader in active if reader.act(now)]
    return [turn for reader in everybody for turn in reader.turns], opened_in


# Bytes that are sent


def bytes_of(
    argv: Sequence[str], env: dict[str, str], before: Sequence[bytes], keys: Sequence[bytes]
) -> float:
    """Bytes a key, the median of `keys`."""
    with PtyProgram(argv, env, rows=ROWS, columns=COLUMNS) as program:
        program.settled(1.0)
        for key in before:
            program.press(key)
            program.settled(0.5)
        sizes = []
        for key in keys:
            program.press(key)
            program.settled(0.4)
            sizes.append(len(program.raw))
        return statistics.median(sizes)


def sent(place: Workplace, host: Hosted) -> dict[str, dict[str, float]]:
    """Bytes a page turn and a step of a search, by program. The text is that of the sample issue at one width."""
    env = place.environment()
    text = place.library.parent / "issue.txt"
    shown = subprocess.run(
        place.command("show", SAMPLE, "--plain", "--width", str(COLUMNS)),
        env=env,
        capture_output=True,
        check=True,
    )
    text.write_bytes(shown.stdout)
    find = f"/{WORD}\r".encode()
    ours = {**env, "SSH_ORIGINAL_COMMAND": f"open {SAMPLE}"}
    found = {
        "ours": {
            "page": bytes_of(host.session(), ours, [], [b" "] * 7),
            "find": bytes_of(host.session(), ours, [find], [b"n"] * 7),
        }
    }
    env = env | {"LANG": "C.UTF-8", "LESSCHARSET": "utf-8"}  # whatever locales the machine has
    if less := shutil.which("less"):
        asked = [less, "-S", str(text)]
        found["less"] = {
            "page": bytes_of(asked, env, [], [b" "] * 7),
            "find": bytes_of(asked, env, [find], [b"n"] * 7),
        }
    if newsboat := shutil.which("newsboat"):
        asked = [newsboat, *_feed(place, text)]
        found["newsboat"] = {"page": bytes_of(asked, env, [b"R", b"\r", b"\r"], [b" "] * 7)}
    return found


def _feed(place: Workplace, text: Path) -> list[str]:
    """The options of newsboat for a feed whose one article is the text."""
    folder = place.library.parent
    article = text.read_text(encoding="utf-8").replace("&", "").replace("<", "").replace("\n", "<br/>")
    feed = folder / "feed.xml"
    feed.write_text(
        f"<rss version='2.0'><channel><title>t</title><link>http://x/</link><description>d</description><item><title>i</title>"
        f"<link>http://x/1</link><description><![CDATA[{article}]]></description></item></channel></rss>",
        encoding="utf-8",
    )
    (folder / "urls").write_text(f"file://{feed}\n", encoding="utf-8")
    (folder / "config").write_text("auto-reload yes\n", encoding="utf-8")
    return ["-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]


# Over a real sshd


def over_ssh(rounds: int) -> dict[str, list[float]]:
    """Seconds of `ssh host true`, and of a session by the host to its first text; empty where there can be no sshd."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))
    from disks.places import SAMPLES  # noqa: PLC0415 - found now
    from servers.reading_server import host_of, plan, start_as_printed  # noqa: PLC0415
    from servers.ssh_server import missing, ssh_server  # noqa: PLC0415

    if missing():
        return {}
    taken: dict[str, list[float]] = {"true": [], "session": []}
    with ssh_server() as server:
        shutil.copytree(SAMPLES, plan(server).library)
        subprocess.run(["chmod", "-R", "a+rX", plan(server).library], check=True)
        env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "TERM": "xterm-256color"}
        with host_of(server):
            for _round in range(rounds):
                server.start([])
                asked = ["ssh", *server.options(), f"{server.account}@127.0.0.1", "true"]
                began = time.perf_counter()
                subprocess.run(asked, check=True, stdin=subprocess.DEVNULL)
                taken["true"].append(time.perf_counter() - began)
                server.stop_listening()
                start_as_printed(server)
                with PtyProgram(
                    server.on_a_terminal("open", SAMPLE), env, rows=ROWS, columns=COLUMNS
                ) as program:
                    taken["session"].append(program.seen(FIRST_TEXT))
                    program.settled()
                    program.press(b"\x11")
                    program.settled()
                server.stop_listening()
    return taken


# The table


def judge(taken: dict[str, object]) -> Iterator[Figure]:
    """The rows."""
    first = taken["first"]
    assert isinstance(first, dict)
    median = {name: statistics.median(values) for name, values in first.items()}
    bare = median["bare"]

    def ratio(name: str, value: float, against: float, reach: float | None) -> Figure:
        return Figure(name, f"{value * MS:.3g} ms", f"{against * MS:.3g} ms", value / against, "×", reach)

    yield ratio("session by the host → first text, client included / bare app", median["host"], bare, 0.3)
    yield ratio("the same without a host / bare app", median["ordinary"], bare, None)
    size = taken["memory"]
    assert isinstance(size, float)
    yield Figure(
        "memory a session by the host, client included (PSS)",
        f"{size / MEGABYTE:.3g} MB",
        "",
        size / MEGABYTE,
        " MB",
        16,
    )
    alone, many = taken["alone"], taken["many"]
    assert isinstance(alone, list)
    assert isinstance(many, list)
    one = statistics.median(alone)
    number = taken["readers"]
    yield ratio(f"page turn of {number} readers at once, median / one alone", statistics.median(many), one, 2)
    yield ratio("the same, worst of all / median of one alone", max(many), one, None)
    yield from _bytes(taken["sent"])
    ssh = taken["ssh"]
    if isinstance(ssh, dict) and ssh:
        true, session = statistics.median(ssh["true"]), statistics.median(ssh["session"])
        yield Figure(
            "`ssh host` → first text − `ssh host true`, in bare apps",
            f"{session * MS:.3g} ms",
            f"{true * MS:.3g} ms",
            (session - true) / bare,
            "×",
            0.35,
        )


def _bytes(found: object) -> Iterator[Figure]:
    assert isinstance(found, dict)
    ours = found["ours"]
    for other in ("less", "newsboat"):
        for what, name in (("page", "a page turn"), ("find", "a step of a search")):
            if found.get(other, {}).get(what):
                base = found[other][what]
                reach = 1.2 if (other, what) == ("less", "page") else None
                yield Figure(
                    f"bytes {name} / {other}",
                    f"{ours[what]:.0f}",
                    f"{base:.0f}",
                    ours[what] / base,
                    "×",
                    reach,
                )


def table(figures: list[Figure]) -> str:
    """Markdown."""
    lines = ["| figure | measured | against | value | reach | |", "|---|---|---|---|---|---|"]
    for figure in figures:
        reach = "" if figure.reach is None else f"≤ {figure.reach:g}{figure.unit}"
        verdict = "" if figure.reach is None else "reached" if figure.reached else "MISSED"
        lines.append(
            f"| {figure.name} | {figure.measured} | {figure.against} | **{figure.value:.2f}{figure.unit}** | {reach} | {verdict} |"
        )
    return "\n".join(lines)


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

"""What a key costs in the body editor of `edit`, with the live preview beside it: figures of issue 3, part "measured".

    python -m benchmarks.editing [--keys N] [--json FILE] [--page docs/performance.md]

All programs run at once, each on a pseudo-terminal of its own of one size, and are typed into in turn, so that a machine that
is slow for a while is slow for all. A key's time is from its press to the last output before a silence: the repaint of
the editor and, in ours, of the preview. The worst key is looked for among all presses; where only the median counts, every
fourth press is enough. Texts are made of the sentences of `sample_issues`. Takes two minutes. Exit code 1 when a figure misses.
"""

import argparse
import contextlib
import json
import random
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import generate
from benchmarks.page import circumstances, put_into
from benchmarks.ptyprogram import PtyProgram
from benchmarks.workplace import PROGRAM, Workplace

from briefing_tui.library.format.codec import dump_issue, load_issue
from briefing_tui.model.issue import Workflow
from briefing_tui.proof.rule_table import NUMBERS

ROWS, COLUMNS = 40, 140
"""The window: wide enough for outline, form and preview side by side."""
TYPED = 0x9F00
"""The first of the characters that are typed, another at each press: rare 汉字, in no text, so each is known when it appears."""
MARK = "\u9e00"
"""Stands in each text where the cursor begins."""
QUIET = 0.15
"""Seconds of silence that end a key: three times what the preview waits before it follows a text that is slow to lay out."""
SELDOM = 4
"""Every how many presses the texts are typed into of which only the median counts."""
PART = "editing"
"""Of the page of the documentation."""
ITEM = 3
"""The item of the sample issue whose body is replaced by the text under measure."""
MS = 1000.0
PASTE = 20_000
"""Characters that are pasted."""


PAUSES = (0.1, 0.6)
"""Seconds of silence between two keys: the rules begin to read 0.3 s after one."""
PROOF = ("read by the proof rules", "not read")
"""Two editors with one text: the rules on, and all of them off."""
FAULTS = ((50, ","), (90, "(三)"), (130, "的的"), (170, "其它"), (210, "２３"))
"""What stands in the text of these two, behind so many characters each."""


class Case(NamedTuple):
    """One text in one editor."""

    name: str
    text: str
    ours: bool
    every: int = 1
    """Which presses are for it: each first, each fourth."""
    rules: bool = True
    """Whether proof-reading is on."""


class Figure(NamedTuple):
    """A row of the table; values are milliseconds."""

    name: str
    measured: float
    against: float
    """The floor's, or 0 when the reach is in milliseconds."""
    reach: float

    @property
    def value(self) -> float:
        return self.measured / self.against if self.against else self.measured

    @property
    def reached(self) -> bool:
        return self.value <= self.reach


def prose(total: int, shortest: int, longest: int) -> str:
    """A text of `total` characters in paragraphs of the given lengths."""
    dice = random.Random(total + longest)
    _titles, sentences = generate.sentences()
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) + len(paragraphs) < total:
        length = dice.randint(shortest, longest)
        paragraph = ""
        while len(paragraph) < length:
            paragraph += dice.choice(sentences)
        paragraphs.append(paragraph[:length])
    return "\n".join(paragraphs)[:total]


def cases() -> list[Case]:
    """Every text and editor that keys are measured in; the first two are also pasted into."""
    item = marked(prose(2_000, 150, 600), 500)
    body = marked(prose(50_000, 500, 5_000), 25_000)
    single = marked(prose(20_000, 20_000, 20_000), 10_000)
    return [
        Case("stock 2000", item, ours=False),
        Case("ours 2000", item, ours=True),
        Case("ours 50000", body, ours=True, every=SELDOM),
        Case("ours 20000 in one", single, ours=True, every=SELDOM),
    ]


def faulty(total: int) -> str:
    """A text with a fault that is told in every other sentence."""
    return "\n".join(_with_faults(line) for line in prose(total, 300, 800).split("\n"))


def _with_faults(line: str) -> str:
    for at, fault in reversed(FAULTS):
        line = f"{line[:at]}{fault}{line[at:]}"
    return line


def marked(text: str, at: int) -> str:
    """`text` with the mark for the cursor at a character."""
    return f"{text[:at]}{MARK}{text[at + 1 :]}"


class Editors:
    """The programs, running."""

    def __init__(self, place: Workplace, folder: Path, stack: contextlib.ExitStack) -> None:
        self._place = place
        self._folder = folder
        self._stack = stack

    def start(self, case: Case) -> PtyProgram:
        """The editor with its text, the cursor at the case's place."""
        name = case.name.replace(" ", "-")
        argv = self._ours(case, name) if case.ours else self._stock(case, name)
        environment = self._place.environment()
        if not case.rules:
            environment["BRIEFING_PROOF_OFF"] = ",".join(sorted(NUMBERS))
        program = self._stack.enter_context(PtyProgram(argv, environment, rows=ROWS, columns=COLUMNS))
        program.seen([b"2024-14" if case.ours else case.text[:8].encode()])
        program.settled()
        if case.ours:
            self._go_to_mark(program)
        return program

    def _stock(self, case: Case, name: str) -> list[str]:
        file = self._folder / f"{name}.txt"
        file.write_text(case.text, encoding="utf-8")
        script = Path(__file__).with_name("bare_editor.py")
        before = case.text[: case.text.index(MARK)].split("\n")
        return [sys.executable, str(script), str(file), str(len(before) - 1), str(len(before[-1]))]

    def _ours(self, case: Case, name: str) -> list[str]:
        library = self._folder / name
        write_sample(library, case.text)
        return [str(PROGRAM), "--library", str(library), "edit", f"2024-14#{ITEM}"]

    def _go_to_mark(self, program: PtyProgram) -> None:
        """Into the body, and to the mark by the find bar, which is closed again."""
        for keys in (b"\r\t\t", b"\x06" + MARK.encode(), b"\r", b"\x1b", b"\x1b[C"):
            program.press(keys)
            program.settled(0.3)
        if MARK.encode() not in program.raw:
            raise RuntimeError("the cursor did not come to the mark")


def write_sample(library: Path, body: str) -> None:
    """The sample issue as a draft, with one item's body replaced."""
    issue = load_issue((generate.SAMPLES / "2024" / "2024-14.toml").read_bytes(), "2024-14.toml").issue
    first = issue.sections[0]
    items = list(first.items)
    items[ITEM - 1] = items[ITEM - 1]._replace(body=body)
    sections = (first._replace(items=tuple(items)), *issue.sections[1:])
    path = library / "2024" / "2024-14.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        dump_issue(issue._replace(sections=sections, workflow=Workflow("draft"))), encoding="utf-8"
    )


def press(program: PtyProgram, char: str) -> float:
    """Milliseconds from a key to the end of all that it changes on the screen."""
    program.settled(0.02)
    program.press(char.encode())
    program.seen([char.encode()])
    return program.settled(QUIET) * MS


def measure_rules(place: Workplace, folder: Path, keys: int) -> dict[str, list[float]]:
    """Milliseconds from a key to its character, with the rules and without: typed at the pace of people, so that keys come while the text
    is being read, too. Both editors get the same pauses, one after the other.
    """
    dice = random.Random(keys)
    text = marked(faulty(20_000), 10_000)
    taken: dict[str, list[float]] = {name: [] for name in PROOF}
    with contextlib.ExitStack() as stack:
        editors = Editors(place, folder, stack)
        pair = [(name, editors.start(Case(name, text, ours=True, rules=name == PROOF[0]))) for name in PROOF]
        for number in range(-8, keys):
            pause = dice.uniform(*PAUSES)
            for name, program in pair if number % 2 else reversed(pair):
                char = chr(TYPED + number % 200).encode()
                program.press(char)
                value = program.seen([char]) * MS
                program.settled(pause)
                if number >= 0:
                    taken[name].append(value)
    return taken


def paste(program: PtyProgram, text: str, mark: str) -> float:
    """Milliseconds from a bracketed paste, ending in `mark`, to the end of its repaint."""
    program.settled(0.02)
    program.press(b"\x1b[200~" + text.encode() + mark.encode() + b"\x1b[201~")
    program.seen([mark.encode()])
    return program.settled() * MS


def measure(
    place: Workplace, folder: Path, keys: int, pastes: int, told: Callable[[str], None]
) -> dict[str, list[float]]:
    """Milliseconds by case."""
    taken: dict[str, list[float]] = {}
    with contextlib.ExitStack() as stack:
        editors = Editors(place, folder, stack)
        told("starting")
        programs = [(case, editors.start(case)) for case in cases()]
        for number in range(-4, keys):
            if number % 20 == 0:
                told(f"key {number} of {keys}")
            for case, program in programs if number % 2 else reversed(programs):
                if number % case.every == 0:
                    value = press(program, chr(TYPED + number % 200))
                    if number >= 0:
                        taken.setdefault(case.name, []).append(value)
    text = prose(PASTE, 300, 900)
    for number in range(-1, pastes):
        told(f"paste {number} of {pastes}")
        for case in cases()[
            :2
        ]:  # each into an editor just started: the stock one fails at taking back a paste
            with contextlib.ExitStack() as stack:
                program = Editors(place, folder, stack).start(case)
                value = paste(program, text, chr(TYPED - 1))
            if number >= 0:
                taken.setdefault(f"{case.name} paste", []).append(value)
    return taken


def judge(taken: dict[str, list[float]]) -> Iterator[Figure]:
    """The rows of the issue's table."""
    median = {name: statistics.median(values) for name, values in taken.items()}
    stock, ours, presses = median["stock 2000"], median["ours 2000"], len(taken["ours 2000"])
    yield Figure("key → repaint, 2,000 characters, preview on / stock editor, median", ours, stock, 1.5)
    yield Figure(
        f"the same, worst of {presses} / the stock median (the stock editor's own worst: {max(taken['stock 2000']):.3g} ms)",
        max(taken["ours 2000"]),
        stock,
        3.0,
    )
    yield Figure(
        "50,000 characters, paragraphs up to 5,000 / 2,000 characters", median["ours 50000"], ours, 2.0
    )
    yield Figure("one paragraph of 20,000, key at its middle", median["ours 20000 in one"], 0.0, 100.0)
    with_rules, without = (taken[name] for name in PROOF)
    name = "key → its character, 20,000 characters with a finding in every other sentence: proof-reading on / off, median"
    yield Figure(name, statistics.median(with_rules), statistics.median(without), 1.05)
    yield Figure("paste of 20,000 / stock editor", median["ours 2000 paste"], median["stock 2000 paste"], 1.5)


def table(figures: list[Figure]) -> str:
    """Markdown."""
    lines = ["| figure | measured | against | value | reach | |", "|---|---|---|---|---|---|"]
    for figure in figures:
        unit = "×" if figure.against else " ms"
        against = f"{figure.against:.3g} ms" if figure.against else ""
        lines.append(
            f"| {figure.name} | {figure.measured:.3g} ms | {against} | **{figure.value:.2f}{unit}** | ≤ {figure.reach:g}{unit} "
            f"| {'reached' if figure.reached else 'MISSED'} |"
        )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Measure the body editor; the table goes to standard output."
    )
    parser.add_argument(
        "--keys", type=int, default=200, metavar="N", help="presses in each editor, default 200"
    )
    parser.add_argument("--pastes", type=int, default=7, metavar="N", help="default 7")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every sample")
    parser.add_argument(
        "--page", type=Path, metavar="FILE", help="also put the table into docs/performance.md"
    )
    parser.add_argument("--lang", default="zh_CN.UTF-8", help="locale of the programs, default zh_CN.UTF-8")
    options = parser.parse_args()
    with Workplace(options.lang, big=False) as place:
        folder = place.library.parent
        taken = measure(
            place, folder, options.keys, options.pastes, lambda text: print(text, file=sys.stderr, flush=True)
        )
        taken |= measure_rules(place, folder, options.keys)
    figures = list(judge(taken))
    print(table(figures))
    if options.page:
        put_into(options.page, PART, f"{circumstances(options.keys, 'textual', 'rich')}\n\n{table(figures)}")
    if options.json:
        options.json.write_text(json.dumps(taken, indent=1) + "\n", encoding="utf-8")
    return 0 if all(figure.reached for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

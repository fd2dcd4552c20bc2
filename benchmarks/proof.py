"""How good the proof rules are: false alarms on clean text, recall on seeded faults, precision a rule.

    python -m benchmarks.proof [--page docs/proof.md] [--check] [--show RULE]

Clean text is read from `../shared/corpus/clean`; faults are put into it one a line (`proof_seeds`). A hit is a finding of the same rule
over the same place; every other finding in that line counts as false. `--check` exits 1 when a promised figure is not reached.
"""

import argparse
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from benchmarks.proof_seeds import SEEDERS, Seeder, right_figures

from briefing_tui.model.finding import ERROR, Finding
from briefing_tui.proof.house_terms import own_terms
from briefing_tui.proof.proofread import Proofreader
from briefing_tui.proof.rule_table import RULES

CLEAN = Path(__file__).parents[2] / "shared" / "corpus" / "clean"
SEEDS_A_RULE = 200
SEED = 20241216
REACH = {"E": 0.03, "H": 0.2}
"""False alarms a thousand characters of clean text."""
RECALL = {"E": 0.98, "H": 0.9}
_TAG = re.compile(r"</?[a-z][^>]*>|&nbsp;")
_DATA = re.compile(r"[（(]?(?:更新时间戳|《新闻联播》)|---|https?://|\[|\(https?:|# ")


class Row(NamedTuple):
    """What is known of one rule."""

    rule: str
    level: str
    seeded: int
    hits: int
    others: int
    """Findings of this rule in lines that were seeded for other rules."""
    alarms: int
    """Findings in clean text."""
    errors: int
    """Of these of level E."""

    @property
    def recall(self) -> float:
        """Of the seeded faults."""
        return self.hits / self.seeded if self.seeded else 0.0

    @property
    def precision(self) -> float:
        """Of all its findings in seeded lines and clean text, those that were put in."""
        told = self.hits + self.others + self.alarms
        return self.hits / told if told else 1.0


def clean_lines(folder: Path = CLEAN) -> list[str]:
    """The paragraphs of the clean texts, without mark-up and without what the collection added."""
    lines = []
    for path in sorted(folder.glob("*.txt")):
        for part in re.split("\n|<br>|</p>|<p>", path.read_text(encoding="utf-8")):
            line = _TAG.sub("", part).strip(" \t\u3000#")
            if line and not _DATA.match(part.strip()) and not _DATA.match(line):
                lines.append(line)
    return lines


def alarms(lines: list[str], reader: Proofreader) -> list[tuple[str, Finding]]:
    """Every finding in clean lines, each read alone."""
    return [(line, finding) for line in lines for finding in reader.read_text(line)]


def seeded(
    lines: list[str], seeder: Seeder, rule: str, count: int = SEEDS_A_RULE, seed: int = SEED
) -> list[tuple[str, int, int]]:
    """Lines with one fault of a rule each."""
    rng = random.Random(f"{seed} {rule}")
    usable = [line for line in lines if 12 <= len(line) <= 400]
    rng.shuffle(usable)
    found: list[tuple[str, int, int]] = []
    for line in usable * 3:
        if len(found) == count:
            break
        if (row := seeder(line, rng)) is not None and row.text != line:
            found.append((row.text, row.start, row.end))
    return found


def measure(
    lines: list[str], reader: Proofreader, show: str = "", seed: int = SEED
) -> tuple[list[Row], Counter[str]]:
    """The table, and the alarms by rule on clean text."""
    clean = alarms(lines, reader)
    noise = Counter(finding.rule for _line, finding in clean)
    errors = Counter(finding.rule for _line, finding in clean if finding.level == ERROR)
    if show:
        for line, finding in clean:
            if show in {finding.rule, "all"}:
                print("clean", _told(line, finding))
    quiet = set(lines) - {line for line, _finding in clean}
    usable = sorted(quiet)
    hits: Counter[str] = Counter()
    others: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for rule, seeder in SEEDERS.items():
        for text, start, end in seeded(usable, seeder, rule, seed=seed):
            totals[rule] += 1
            findings = reader.read_text(text)
            hit = [
                one
                for one in findings
                if one.rule == rule
                and one.span
                and one.span.start < end
                and start < max(one.span.end, one.span.start + 1)
            ]
            hits[rule] += bool(hit)
            for finding in findings:
                if finding not in hit:
                    others[finding.rule] += 1
                    if show in {rule, finding.rule, "all"}:
                        print(f"other in {rule}", _told(text, finding))
            if not hit and show in {rule, "all"}:
                print("missed", rule, repr(text[max(0, start - 20) : end + 20]))
    levels = {rule.id: rule.level for rule in RULES}
    rows = [
        Row(rule, levels[rule], totals[rule], hits[rule], others[rule], noise[rule], errors[rule])
        for rule in SEEDERS
    ]
    return rows, noise


def wrongly_told(reader: Proofreader, count: int = 2000, seed: int = SEED) -> list[str]:
    """Sentences of right figures that C-01 or C-02 says something of."""
    rng = random.Random(seed)
    sentences = [right_figures(rng) for _turn in range(count)]
    return [text for text in sentences if any(one.rule in {"C-01", "C-02"} for one in reader.read_text(text))]


def _told(line: str, finding: Finding) -> str:
    span = finding.span
    assert span is not None
    return f"{finding.rule} {line[max(0, span.start - 12) : span.start]}⟦{span.words}⟧{line[span.end : span.end + 12]} {finding.text}"


def table(rows: list[Row], characters: int) -> str:
    """The table in Markdown."""
    lines = [
        "| rule | level | seeded | recall | precision | alarms / 1,000 characters |",
        "|---|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row.rule} | {row.level} | {row.seeded} | {row.recall:.3f} | {row.precision:.3f} | {row.alarms / characters * 1000:.4f} |"
        for row in rows
    ]
    return "\n".join(lines)


def _rate(rows: list[Row], level: str, characters: int) -> float:
    """False alarms of a level a thousand characters of clean text."""
    told = sum(row.errors if level == ERROR else row.alarms - row.errors for row in rows)
    return told / characters * 1000


def missed(rows: list[Row], characters: int) -> list[str]:
    """The promises that are not kept."""
    found = []
    for level, reach in REACH.items():
        rate = _rate(rows, level, characters)
        if rate > reach:
            found.append(f"{level}: {rate:.3f} false alarms a thousand characters, {reach} allowed")
    for row in rows:
        least = 0.9 if row.rule in {"C-01", "C-02"} else RECALL[row.level]
        if row.recall < least:
            found.append(f"{row.rule}: recall {row.recall:.3f}, {least} wanted")
    return found


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path, metavar="FILE", help="also put the table into this page")
    parser.add_argument("--check", action="store_true", help="exit 1 when a promise is not kept")
    parser.add_argument(
        "--show",
        default="",
        metavar="RULE",
        help="print what a rule missed and what it told wrongly; all for every rule",
    )
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    lines = clean_lines()
    characters = sum(map(len, lines))
    reader = Proofreader(own_terms())
    rows, _noise = measure(lines, reader, options.show, options.seed)
    wrong = wrongly_told(reader)
    text = table(rows, characters)
    rates = " · ".join(f"{level} {_rate(rows, level, characters):.3f}" for level in REACH)
    text += f"\n\nClean text: {characters:,} characters in {len(lines):,} lines. False alarms a thousand characters: {rates}. Right figures told as wrong: {len(wrong)} of 2,000 sentences."
    print(text)
    if options.show in {"C-01", "C-02", "all"}:
        print(*wrong[:20], sep="\n")
    if options.page:
        page = options.page.read_text(encoding="utf-8")
        begin, end = "<!-- measured: begin -->", "<!-- measured: end -->"
        head, _sep, rest = page.partition(begin)
        options.page.write_text(f"{head}{begin}\n{text}\n{end}{rest.partition(end)[2]}", encoding="utf-8")
    faults = missed(rows, characters)
    print(*faults, sep="\n")
    return 1 if options.check and faults else 0


if __name__ == "__main__":
    sys.exit(main())

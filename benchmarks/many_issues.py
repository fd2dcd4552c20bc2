"""Libraries of any size for the measurements: issues of about 15 items, or short ones of about three.

Called by `benchmarks.library`; by hand: `python -m benchmarks.many_issues 10000 DIRECTORY [--short]`. The clauses are
those of `sample_issues`; in each, figures are drawn anew and words give way to words of a made-up vocabulary whose
frequencies fall as those of a language do (Zipf), so that some words are everywhere and most are rare. A few words
(`RARE`, `RARE_LONG`) stand in a fixed number of issues, whatever the size. The same size gives the same bytes.
"""

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generate import sentences

COMMON = "担保"
RARE, RARE_LONG = "粮贸", "湖畔稻香保供专线"
"""Two and eight characters; each of the characters is an ordinary one."""
RARE_ISSUES = 5
"""Issues that have both of them, in a library of any size."""
A_YEAR = 500
"""Issues a year in a whole group; a library of 10,000 spans twenty years."""
NEWEST = 2025
WORDS = 30_000
"""Words of the vocabulary."""
ITEMS, SHORT_ITEMS = (10, 20), (2, 4)
"""Fewest and most items of an issue."""
PARAGRAPH = (30, 100)
"""Characters of an item's body."""
SECTIONS = ("行业动态", "政策解读", "子公司动态", "经验介绍", "风险提示")
UNITS = ("综合管理部", "业务管理部", "风险管理部", "示例市融资担保公司", "样板县农业担保公司", "法律合规部")
TAGS = ("普惠", "小微", "三农", "科创", "风险", "改革", "数字化", "再担保")
_CLAUSE = re.compile(r"[^，。；：！？\n]{4,60}")
_FIGURE = re.compile(r"[0-9]+")


class Writer:
    """Draws texts, one after another."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._titles, texts = sentences()
        self._clauses = [clause for text in texts for clause in _CLAUSE.findall(text)]
        letters = sorted({char for clause in self._clauses for char in clause if "一" <= char <= "鿿"})
        self._words = [
            "".join(self._dice.choices(letters, k=2 if number % 5 else 3)) for number in range(WORDS)
        ]
        self._weights = [1 / (rank + 3) for rank in range(WORDS)]
        self._drawn: list[str] = []

    def title(self) -> str:
        """A headline."""
        return self._varied(self._dice.choice(self._titles)).replace('"', "”")

    def body(self) -> str:
        """A paragraph that ends in 。."""
        length = self._dice.randint(*PARAGRAPH)
        clauses: list[str] = []
        while sum(map(len, clauses)) < length:
            clauses.append(self._varied(self._dice.choice(self._clauses)))
        return "，".join(clauses) + "。"

    def pick(self, choices: tuple[str, ...]) -> str:
        """One of them, the first ones more often."""
        return choices[min(int(self._dice.expovariate(1.0)), len(choices) - 1)]

    def number(self, bounds: tuple[int, int]) -> int:
        """Between the bounds, both included."""
        return self._dice.randint(*bounds)

    def chance(self, share: float) -> bool:
        """True in this share of calls."""
        return self._dice.random() < share

    def _varied(self, text: str) -> str:
        text = _FIGURE.sub(lambda found: self._figure(len(found[0])), text)
        for _turn in range(1 + len(text) // 20):
            at = self._dice.randrange(max(1, len(text) - 2))
            if text[at : at + 2] != COMMON and not text[at : at + 2].isascii():
                text = text[:at] + self._word() + text[at + 2 :]
        return text

    def _figure(self, digits: int) -> str:
        return str(self._dice.randint(10 ** (digits - 1), 10**digits - 1))

    def _word(self) -> str:
        if not self._drawn:
            self._drawn = self._dice.choices(self._words, self._weights, k=100_000)
        return self._drawn.pop()


def issues(total: int, *, short: bool = False) -> Iterator[tuple[int, int, str]]:
    """(year, number, TOML) of each issue, newest first."""
    writer = Writer(total)
    rare = {total * (2 * at + 1) // (2 * RARE_ISSUES) for at in range(RARE_ISSUES)}
    per_year = A_YEAR if total <= 20 * A_YEAR else -(-total // 20)
    for index in range(total):
        year, number = NEWEST - index // per_year, per_year - index % per_year
        yield year, number, _issue(writer, year, number, rare=index in rare, short=short)


def write_library(root: Path, total: int, *, short: bool = False) -> int:
    """Write so many issues below `root`; the bytes written."""
    size = 0
    for year, number, text in issues(total, short=short):
        folder = root / str(year)
        folder.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        (folder / f"{year}-{number:02}.toml").write_bytes(data)
        size += len(data)
    return size


def _issue(writer: Writer, year: int, number: int, *, rare: bool, short: bool) -> str:
    total = writer.number(SHORT_ITEMS if short else ITEMS)
    sections = 1 if short else 3
    month = min(12, 1 + number * 12 // (A_YEAR + 1))
    parts = [
        (
            f'format = 1\n\n[masthead]\npublisher = "示例省信用担保集团公司"\ntitle = "行业信息简报"\n'
            f"year = {year}\nnumber = {number}\ndate = {year}-{month:02}-{1 + number % 28:02}\n"
            f'department = "业务管理部"\n\n[workflow]\nstatus = "published"\n'
        )
    ]
    for section in range(sections):
        title = SECTIONS[section] if short or section < 2 else writer.pick(SECTIONS[2:])
        parts.append(f'\n[[section]]\ntitle = "{title}"\nnumbered = true\n')
        items = range(section * total // sections, (section + 1) * total // sections)
        parts.extend(_item(writer, rare=rare and item == 1) for item in items)
    parts.append('\n[end]\nmark = "以下无正文"\n')
    return "".join(parts)


def _item(writer: Writer, *, rare: bool) -> str:
    body = writer.body()
    if rare:
        body = f"{body[:20]}{RARE}{body[20:40]}{RARE_LONG}{body[40:]}"
    text = f'\n[[section.item]]\ntitle = "{writer.title()}"\nbody = """\n{body}\n"""\n'
    if writer.chance(0.3):
        text += f'units = ["{writer.pick(UNITS)}"]\n'
    if writer.chance(0.2):
        text += f'tags = ["{writer.pick(TAGS)}"]\n'
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a large library for measurements.")
    parser.add_argument("total", type=int, help="issues")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--short", action="store_true", help="issues of about three items")
    options = parser.parse_args()
    print(write_library(options.directory, options.total, short=options.short), "bytes")


if __name__ == "__main__":
    main()

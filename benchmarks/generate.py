"""Big issues for the measurements: real-looking items, made of the sentences of `sample_issues`, in canonical TOML.

Called by `benchmarks.run`; by hand: `python -m benchmarks.generate 4000000 big.toml`. The same size gives the same
bytes on every machine (fixed seed), so figures of two days can be compared.
"""

import argparse
import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "sample_issues"
CAP = 4 * 1024 * 1024
"""Bytes: the library opens no larger file."""
ITEMS_A_SECTION = 40
SHORTEST, LONGEST = 300, 1500
"""Characters of an item's body: from a long news item to a short article."""
_SENTENCE = re.compile(r"[^。\n]{8,200}。")


def sentences() -> tuple[list[str], list[str]]:
    """(titles, sentences) of all sample issues, in the order of their files."""
    titles: list[str] = []
    texts: list[str] = []
    for file in sorted(SAMPLES.glob("*/*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        for section in table["section"]:
            for item in section.get("item", []):
                titles.append(item["title"])
                texts += _SENTENCE.findall(item.get("body", ""))
    return titles, [text for text in texts if '"' not in text and "\\" not in text]


def issue_text(size: int, year: int, number: int) -> str:
    """The TOML of an issue of `size` bytes at most, within one item of it. ValueError above the library's cap."""
    if size > CAP:
        raise ValueError(size)
    head = _head(year, number)
    end = '\n[end]\nmark = "以下无正文"\n'
    parts, left = [head], size - len((head + end).encode())
    for part in _parts(random.Random(size)):
        left -= len(part.encode())
        if left < 0:
            break
        parts.append(part)
    return "".join(parts) + end


def write_issue(library: Path, size: int, year: int, number: int) -> Path:
    """Put such an issue into a library directory; its path."""
    path = library / str(year) / f"{year}-{number:02}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(issue_text(size, year, number), encoding="utf-8", newline="\n")
    return path


def _head(year: int, number: int) -> str:
    return f"""format = 1

[masthead]
publisher = "示例省信用担保集团有限公司"
title = "担保信息简报"
year = {year}
number = {number}
date = {year}-06-30
department = "综合管理部"

[workflow]
status = "published"

[[distribution]]
role = "报"
recipients = ["集团公司领导"]
channel = "印送"
"""


def _parts(dice: random.Random) -> Iterator[str]:
    """Sections and items without end; a section head comes with its first item."""
    titles, texts = sentences()
    count = 0
    while True:
        section = ""
        if count % ITEMS_A_SECTION == 0:
            section = f'\n[[section]]\ntitle = "行业动态之{count // ITEMS_A_SECTION + 1}"\nnumbered = true\n'
        count += 1
        yield f'{section}\n[[section.item]]\ntitle = "{dice.choice(titles)}（{count}）"\nbody = """\n{_body(dice, texts)}"""\n'


def _body(dice: random.Random, texts: Sequence[str]) -> str:
    """Paragraphs of one to six sentences."""
    length = dice.randint(SHORTEST, LONGEST)
    body = ""
    while len(body) < length:
        body += "".join(dice.choices(texts, k=dice.randint(1, 6))) + "\n"
    return body


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a big issue for measurements.")
    parser.add_argument("size", type=int, help="bytes, at most 4194304")
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    options.file.write_text(issue_text(options.size, 2030, 1), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

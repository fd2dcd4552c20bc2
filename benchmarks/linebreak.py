"""Line breaking of one megabyte, ours against `rich.text.Text.wrap`, in one alternating run.

`python benchmarks/linebreak.py [--json FILE] [--rounds N] [--width CELLS]` prints the medians and their ratio (reach: at least 5×).
The text is the bodies of `sample_issues`, one paragraph a line, repeated to 1 MB of UTF-8; without them, a made-up
paragraph. Rich wraps with its own functions: this process never installs our hook.
"""

import argparse
import io
import json
import statistics
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from briefing_tui.typeset.breaking import break_offsets

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).resolve().parent.parent / "sample_issues"
SIZE = 1_000_000
"""Bytes of UTF-8."""
REACH = 5
OWN = (
    "近日，示例省信用担保集团公司在“2024年全省担保机构评估”中获评 5A 级；首期发行规模9.75亿元，期限 3+N 年期，利率2.5%/年，"
    "进一步增强了公司的资本实力和市场影响力（该数据截至 9 月末），服务市场主体 11.40 万户，同比增长71.69%。"
)


def paragraphs() -> list[str]:
    """Paragraphs that make up `SIZE` bytes."""
    own: list[str] = []
    for file in sorted(SAMPLES.glob("*/*.toml")):
        for section in tomllib.loads(file.read_text(encoding="utf-8")).get("section", []):
            for item in section.get("item", []):
                own += [line for line in item.get("body", "").splitlines() if line.strip()]
    own = own or [OWN]
    found: list[str] = []
    size = 0
    while size < SIZE:
        text = own[len(found) % len(own)]
        found.append(text)
        size += len(text.encode()) + 1
    return found


def measure(rounds: int, width: int) -> dict[str, float]:
    """Median seconds of either breaker over the megabyte, and how many times faster ours is."""
    texts = paragraphs()
    console = Console(file=io.StringIO(), width=width)
    breakers: dict[str, Callable[[str], object]] = {
        "ours": lambda text: break_offsets(text, width),
        "rich": lambda text: Text(text).wrap(console, width),
    }
    seconds: dict[str, list[float]] = {name: [] for name in breakers}
    for _round in range(rounds):
        for name, breaker in breakers.items():
            begun = time.perf_counter()
            for text in texts:
                breaker(text)
            seconds[name].append(time.perf_counter() - begun)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    return {**medians, "ratio": medians["rich"] / medians["ours"]}


def main() -> None:
    """Measures and prints; with `--json`, writes the figures too."""
    parser = argparse.ArgumentParser(description="line breaking of 1 MB against rich.text.Text.wrap")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of either, alternating")
    parser.add_argument("--width", type=int, default=80, help="cells")
    options = parser.parse_args()
    figures = measure(options.rounds, options.width)
    print(f"ours {figures['ours'] * 1000:7.1f} ms   median of {options.rounds}, 1 MB, width {options.width}")
    print(f"rich {figures['rich'] * 1000:7.1f} ms")
    print(f"ours is {figures['ratio']:.1f} times faster (reach: {REACH})")
    if options.json:
        options.json.write_text(json.dumps(figures) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

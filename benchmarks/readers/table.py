"""The rows of the table, and what each has to reach."""

import statistics
from collections.abc import Iterator
from typing import NamedTuple

MS = 1000.0
MEGABYTE = 1 << 20
PART = "readers"
"""Its place in docs/performance.md."""


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
    yield from _memory(taken["memory"])
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


def _memory(found: object) -> Iterator[Figure]:
    assert isinstance(found, dict)
    for kind, name, reach in (
        ("plain", "memory a session by the host, client included (PSS)", 16),
        ("merged", "the same, the kernel keeps once what is equal (`setup ssh` prints it)", 16),
        ("varied", "the same, and readers do different things", None),
    ):
        if kind in found:
            size = found[kind] / MEGABYTE
            yield Figure(name, f"{size:.3g} MB", "", size, " MB", reach)


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

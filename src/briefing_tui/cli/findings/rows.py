"""One finding of proof-reading as a line or as JSON. Used by `check --proof` and its SARIF output."""

from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.words import field_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.model.finding import Finding
else:
    Finding = object  # as in `model.finding`

_SHOWN = 40
"""Characters of what a finding is about that are shown."""


class FindingRow(NamedTuple):
    """One finding and where it is."""

    address: str
    """`2024-14#3`, `2024-14`, or `FILE:LINE`."""
    finding: Finding
    before: str = ""
    after: str = ""
    """What stands round it on its line."""


def as_line(row: FindingRow) -> str:
    """`2024-14#3 body 12–14 P-01 half-width mark: 行业,工行 → 行业，工行 (GB/T 15834-2011, 5.1.1)`; characters from 1."""
    finding, span = row.finding, row.finding.span
    parts = [row.address]
    if span is not None:
        parts += [field_name(span.field), f"{span.start + 1}–{span.end}"]
    parts += [finding.rule, finding.text]
    text = " ".join(parts)
    if span is not None:
        shown = f"{row.before}{_short(span.words)}{row.after}"
        if span.fix is not None:
            shown += f" → {row.before}{_short(span.fix)}{row.after}"
        text += _(": {words}").format(words=shown)
    return f"{text} ({finding.clause})" if finding.clause else text


def _short(words: str) -> str:
    half = _SHOWN // 2
    return words if len(words) <= _SHOWN else f"{words[:half]}…{words[-half:]}"


def as_json(row: FindingRow) -> dict[str, object]:
    """One finding for a program; characters from 0, half-open."""
    finding, span = row.finding, row.finding.span
    return {
        "address": row.address,
        "rule": finding.rule,
        "level": finding.level,
        "field": span.field if span else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "words": span.words if span else None,
        "fix": span.fix if span else None,
        "text": finding.text,
        "clause": finding.clause or None,
    }

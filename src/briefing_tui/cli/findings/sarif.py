"""Findings as SARIF 2.1.0 (OASIS, 2020), which editors and CI services show beside the text. For `check --proof --sarif`."""

import os

from briefing_tui.cli.output import json_output
from briefing_tui.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.cli.findings.rows import FindingRow


def log(rows: "list[FindingRow]") -> str:
    """One run with all findings. Regions are characters of the field (`charOffset`, 3.30.9), or the line of a text file."""
    from briefing_tui.i18n import _
    from briefing_tui.proof.rule_table import RULES

    rules = {rule.id: rule for rule in RULES}
    driver = {
        "name": "briefing-tui",
        "version": VERSION,
        "rules": [
            {"id": name, "shortDescription": {"text": _(rule.name)}, "help": {"text": rule.clause or name}}
            for name, rule in rules.items()
        ],
    }
    return json_output.dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": driver},
                    "columnKind": "unicodeCodePoints",
                    "results": list(map(_result, rows)),
                }
            ],
        }
    )


def _result(row: "FindingRow") -> dict[str, object]:
    finding, span = row.finding, row.finding.span
    place = row.address.rpartition(":")[0] if finding.line else row.address.partition("#")[0]
    physical: dict[str, object] = {"artifactLocation": {"uri": _uri(place)}}
    if finding.line:
        physical["region"] = {"startLine": finding.line}
    elif span is not None:
        physical["region"] = {"charOffset": span.start, "charLength": span.end - span.start}
    location: dict[str, object] = {"physicalLocation": physical}
    if not finding.line:
        location["logicalLocations"] = [
            {"fullyQualifiedName": f"{row.address}/{span.field}" if span else row.address}
        ]
    text = f"{finding.text}: {span.words}" if span else finding.text
    return {
        "ruleId": finding.rule,
        "level": "error" if finding.is_error else "note",
        "message": {"text": text},
        "locations": [location],
    }


def _uri(place: str) -> str:
    """The way to a file, or the key of an issue, as a reference (RFC 3986, which 3.4.4 asks for)."""
    from urllib.parse import quote

    return quote(os.fsencode(place))

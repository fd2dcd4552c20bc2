"""Bulletins of made-up organisations for the tests of the import, and how to look at what came of them."""

import re
from collections import Counter

from briefing_tui.importers.recognise import Recognised, recognise
from briefing_tui.importers.report import printed_texts, squeeze
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey
from briefing_tui.text.clean import without_controls

KEY = IssueKey(2031, "issue", 7)
HEAD = "示例省信用担保集团公司\n行业信息简报\n2031年第7期\n2031年4月1日\n"
FIRST = "近日，示例市担保公司与示例银行签订合作协议，首批授信三亿元，惠及小微企业一百余家。"
SECOND = "示例县农担站走进田间地头，为种植户送去担保政策，当场受理申请二十笔。"
THIRD = "示例区科技局会同担保机构开展专场对接，现场达成意向十一项，金额共计八千万元。"


def check_account(text: str, found: Recognised) -> None:
    """Every non-blank character of `text` is in the issue, as text or value, or listed as dropped."""
    lines = re.sub("[\f\v\x85\u2028\u2029]", "\n", text)
    # C1 is dropped and listed as it stands, the other controls are made visible.
    source = Counter(squeeze(re.sub("[^\x80-\x9f]+", lambda found: without_controls(found[0]), lines)))
    kept = Counter(squeeze("".join(printed_texts(found.issue))))
    kept.subtract(found.report.added)
    entries = [entry.text for entry in found.report.dropped] + [value.text for value in found.report.values]
    listed = Counter(squeeze("".join(entries)))
    assert +(kept + listed) == source, (source - kept - listed, kept + listed - source)
    assert found.report.kept + found.report.dropped_total == found.report.source
    assert not [doubt for doubt in found.report.uncertain if "short of" in doubt.text]


def imported(text: str, *, name: str = "old.txt", key: IssueKey | None = None) -> Recognised:
    """`text` recognised, its account checked."""
    found = recognise(text, name=name, key=key)
    check_account(text, found)
    return found


def issue_of(text: str, *, name: str = "old.txt", key: IssueKey | None = None) -> Issue:
    """As `imported`, the issue alone."""
    return imported(text, name=name, key=key).issue


def shape(issue: Issue) -> list[tuple[str, list[str]]]:
    """Section titles with the titles of their items, numbers and groups before them: `1.甲`, `［组］乙`."""
    found: list[tuple[str, list[str]]] = []
    number = 0
    for section in issue.sections:
        number = number if section.continued or not section.numbered else 0
        rows: list[str] = []
        for item in section.items:
            number += section.numbered
            label = f"{number}." if section.numbered else ""
            rows.append((f"［{item.group}］" if item.group else "") + label + item.title)
        found.append((section.title, rows))
    return found

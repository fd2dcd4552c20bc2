"""Items that are asked for as a page prints and a citation says them: 2024年第14期【行业动态】第5条. Pure; used by the reader.

The number is the printed one, which is no running position (`2024-14#6`). A citation can be handed back as it was copied, with the
publication in front; without a section the number must be the only one of its kind in the issue.
"""

import re
from typing import NamedTuple

from briefing_tui.errors import NotFoundError
from briefing_tui.i18n import _
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey
from briefing_tui.model.printed import printed_names
from briefing_tui.text import numerals

_CITED = re.compile(
    r"(?:《[^》]*》)?\s*"
    r"(latest|[0-9]{4}\s?年.*?期(?:\s?增刊)?|[0-9]{4}-(?:增刊?|[sS])?[0-9]{1,4})"
    r"\s*((?:【.*】|第|[：:]).+)\Z",
    re.ASCII | re.DOTALL | re.IGNORECASE,
)
_LOOSELY = re.compile(
    r"(?:《[^》]*》)?\s*([^【：:#＃，,]{1,40}?)[\s，,]*(?:【(?P<bracketed>.*)】|(?<=[期刊\s，,])(?P<plain>[^【】：:#＃，,\s第期的里中][^【】：:#＃，,]{0,30}?))?"
    rf"[\s，,]*(?:的|里的|中的)?\s*(?:第\s*|(?<=[期刊\s]))(?P<number>[0-9０-９]{{1,5}}|{numerals.FORMAL_NUMERAL})\s*条[。．.]?\Z",
    re.DOTALL,
)
"""As somebody says it, not as it was copied: 第14期第三条, 14期的3条, １４期行业动态第５条. `14#3` is an address."""
_SAID = 200
"""Characters that somebody says at most."""


class Cited(NamedTuple):
    """A citation taken apart."""

    issue: str
    """The issue, in any written form of a key."""
    item: str
    """What its item is called."""


def split_citation(text: str) -> Cited | None:
    """The two parts of a citation of an item; None for anything else."""
    text = text.strip()
    if len(text) <= _SAID and (found := _LOOSELY.match(text)):
        try:
            section = found["bracketed"] or found["plain"]
            where = f"【{section}】" if section else ""
            return Cited(found[1], f"{where}第{numerals.parse_number(found['number'])}条")
        except ValueError:  # 十百
            return None
    found = _CITED.match(text)
    return None if found is None else Cited(found[1], found[2].strip().lstrip("：:"))


def cited_position(issue: Issue, key: IssueKey, item: str) -> int:
    """Running position, from 1, of the item that is called so; NotFoundError when none is, or several are."""
    names = printed_names(issue)
    found = [at for at, name in enumerate(names, 1) if str(name) == item]
    if not found:
        found = [
            at
            for at, name in enumerate(names, 1)
            if name.number and item in (f"第{name.number}条", f"【{name.section}】第{name.number}条")
        ]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(
            _("{key} has several items {item}").format(key=key, item=item),
            hint="、".join(f"{key}#{at} {names[at - 1]}" for at in found[:5]),
        )
    raise NotFoundError(
        _("{key} has no item {item}").format(key=key, item=item),
        hint=_("`{command}` lists them").format(command=f"briefing-tui toc {key}"),
    )

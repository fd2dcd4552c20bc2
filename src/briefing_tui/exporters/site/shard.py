"""The texts of one year for the search in the browser: a script that hands them over, one issue a line.

A script and no data file, for a browser that opens the site from a folder loads scripts alone. `search.js` reads it.
"""

import json
import re

from briefing_tui.model.issue import Issue, walk_items
from briefing_tui.text.clean import clean, clean_line

_LINE = re.compile(r'\["([0-9]{4}-s?[0-9]{1,4})",')


def shard_page(year: str) -> str:
    """The file of a year."""
    return f"search/{year}.js"


def issue_line(stem: str, number: str, issue: Issue) -> str:
    """An issue: its stem, what it is called, and for the preface (0) and each item position, title, section, fields."""
    preface = issue.preface
    records: list[tuple[int, str, str, list[str]]] = []
    body = [preface.body] if preface is not None else []
    body += [entry.text for entry in issue.corrections]
    if preface is not None or body:
        records.append((0, clean_line(preface.title) if preface is not None else "", "", _paragraphs(body)))
    for numbered in walk_items(issue):
        item = numbered.item
        texts = [item.body, item.group, item.source, *item.units, *item.tags]
        section = issue.sections[numbered.section].title
        records.append((numbered.position, clean_line(item.title), clean_line(section), _paragraphs(texts)))
    name = " ".join(part for part in (issue.masthead.title, number) if part)
    return _script_json([stem, clean_line(name), records])


def shard_script(year: str, lines: list[str]) -> str:
    """The whole file."""
    return f'briefing.add("{year}", [\n' + ",\n".join(lines) + "\n]);\n"


def lines_of(script: str) -> dict[str, str]:
    """Stem → line of a file that `shard_script` made."""
    found = {}
    for line in script.split("\n")[1:]:
        if match := _LINE.match(line):
            found[match[1]] = line.removesuffix(",")
    return found


def _paragraphs(texts: list[str]) -> list[str]:
    return [line for text in texts for line in clean(text).split("\n") if line.strip()]


def _script_json(value: object) -> str:
    """JSON of clean texts that ends no script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

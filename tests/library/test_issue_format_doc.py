"""`docs/issue-format.md` says what the code does."""

import re
import tomllib
from typing import NamedTuple

import pytest

from briefing_tui.library.format import schema
from briefing_tui.library.format.codec import load_issue
from briefing_tui.model.issue import (
    Correction,
    Distribution,
    End,
    Issue,
    Item,
    Masthead,
    Preface,
    Section,
    Step,
    Workflow,
)
from disks.places import ROOT

DOC = (ROOT / "docs" / "issue-format.md").read_text(encoding="utf-8")


def documented() -> list[tuple[str, str, str, str, str]]:
    """Table, key, type, default and example of every row of the page."""
    rows = []
    table = ""
    for line in DOC.splitlines():
        if line.startswith("## "):
            found = re.match(r"## `\[+([a-z.]+)\]+`", line)
            table = found[1] if found else ""
        elif line.startswith("| `"):
            key, kind, default, _meaning, example = (cell.strip() for cell in line.strip("|").split(" | "))
            rows.append((table, key.strip("`"), kind, default, example.strip("`")))
    return rows


def default_words(key: schema.Key) -> str:
    """How the page writes a default."""
    if key.required:
        return "required"
    if key.default is None:
        return "none"
    written = {"()": "[]", "False": "false"}.get(str(key.default), f'"{key.default}"')
    return f"`{written}`"


def test_every_key_is_documented_with_its_type_and_default() -> None:
    assert [row[:4] for row in documented()] == [
        (key.table, key.name, key.type, default_words(key)) for key in schema.KEYS
    ]


@pytest.mark.parametrize("row", documented(), ids=lambda row: f"{row[0]}.{row[1]}")
def test_every_example_is_valid_and_differs_from_the_default(row: tuple[str, str, str, str, str]) -> None:
    table, key, _kind, _default, example = row
    value = tomllib.loads(example)[key]
    smallest: dict[str, list[str]] = {
        "": ["format = 1"],
        "masthead": ['title = "x"', "year = 2024", "number = 1"],
    }
    lines = smallest.setdefault(table, [])
    lines[:] = [line for line in lines if not line.startswith(f"{key} ")] + [example]
    text = ""
    for name, keys in smallest.items():
        if "." in name:
            parent = name.partition(".")[0]
            text += f"[[{parent}]]\n" if parent in schema.LISTS else f"[{parent}]\n"
        header = f"[[{name}]]\n" if name in schema.LISTS else f"[{name}]\n" if name else ""
        text += header + "\n".join(keys) + "\n"
    issue = load_issue(text.encode(), "f").issue
    where: object = {
        "": None,
        "masthead": issue.masthead,
        "workflow": issue.workflow,
        "workflow.step": issue.workflow.steps and issue.workflow.steps[0],
        "correction": issue.corrections and issue.corrections[0],
        "preface": issue.preface,
        "distribution": issue.distribution and issue.distribution[0],
        "section": issue.sections and issue.sections[0],
        "section.item": issue.sections and issue.sections[0].items and issue.sections[0].items[0],
        "end": issue.end,
    }[table]
    if where is not None:
        found = getattr(where, key)
        assert (list(found) if isinstance(found, tuple) else found) == value


def test_the_defaults_are_those_of_the_model() -> None:
    values: dict[str, NamedTuple] = {
        "masthead": Masthead(),
        "workflow": Workflow(),
        "workflow.step": Step(),
        "correction": Correction(),
        "preface": Preface(),
        "distribution": Distribution(),
        "section": Section(),
        "section.item": Item(),
        "end": End(),
    }
    for key in schema.KEYS:
        if key.table and not (key.required and key.table == "masthead"):
            assert getattr(values[key.table], key.name) == key.default, key
    for table, value in values.items():
        fields = set(value._fields) - {"items", "steps"}
        assert fields == set(schema.keys_of(table)), "every field of the model has a key"


def test_the_whole_example_is_read_without_a_warning_and_uses_every_table() -> None:
    example = DOC.split("```toml\n")[1].split("```")[0]
    loaded = load_issue(example.encode(), "doc")
    assert loaded.findings == ()
    assert set(loaded.table) == {"format", *schema.TABLES[""]}
    assert isinstance(loaded.issue, Issue)
    assert loaded.issue.item_total() == 2


def test_the_limits_and_choices_are_those_of_the_code() -> None:
    assert f"{schema.LINE_LIMIT:,} lines of at most {schema.WIDTH_LIMIT:,} characters" in DOC
    assert f"at most {schema.ENTRY_LIMIT:,} items" in DOC
    for key in schema.KEYS:
        for choice in key.choices:
            assert f'`"{choice}"`' in DOC

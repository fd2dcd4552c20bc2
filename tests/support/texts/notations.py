"""The same issue written in any notation of TOML that a person may choose, with comments and keys of their own in all places."""

from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import strategies as st

from briefing_tui.library.format import encode, schema
from briefing_tui.library.format.tables import FIELDS
from briefing_tui.model.issue import Issue

Draw = st.DrawFn
SINGLES = ("masthead", "workflow", "preface", "end")


class _Writer:
    """One text on its way."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.count = 0

    def yes(self) -> bool:
        return self.draw(st.booleans())

    def one(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def mark(self) -> str:
        """A word that stands nowhere else."""
        self.count += 1
        return f"w{self.count}w"

    def comment(self) -> str:
        """The rest of a line."""
        return f"  # {self.mark()}" if self.draw(st.integers(0, 3)) == 0 else ""

    def key(self, name: str) -> str:
        return str(self.one(name, name, f'"{name}"', f"'{name}'", f'"\\u{ord(name[0]):04x}{name[1:]}"'))

    def text(self, value: str) -> str:
        """A string."""
        plain = encode.one_line(value)
        if not value or set("'\"\\") & set(value):
            return plain
        escaped = f'"\\U{ord(value[0]):08X}{value[1:]}"'
        return str(self.one(plain, escaped, f"'{value}'", f"'''{value}'''", f'"""\n{value}"""'))

    def body(self, value: str) -> str:
        forms = [encode.multi_line(value)]
        if not value.startswith("\n"):
            forms.append(f'"""{encode.escaped(value)}\n\n"""')
        if not value.endswith('"'):
            forms.append(f'"""\n{encode.escaped(value)}"""')
        if "\n" not in value:
            forms.append(encode.one_line(value))
        if "'''" not in value:
            forms.append(f"'''\n{value}\n'''")
        return str(self.one(*forms))

    def value(self, key: schema.Key, value: Any, *, flat: bool) -> str:
        if key.type == schema.TEXT:
            return encode.one_line(value) if flat and "\n" not in value else self.body(value)
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, tuple):
            return self.array([self.text(entry) for entry in value], flat=flat)
        return encode.value_text(key, value)

    def array(self, entries: list[str], *, flat: bool) -> str:
        """On one line, or an entry a line with comments anywhere."""
        if flat or self.yes():
            return f"[{', '.join(entries)}{',' if entries and self.yes() else ''}]"
        lines = [f"[{self.comment()}"]
        for at, entry in enumerate(entries):
            if self.draw(st.integers(0, 3)) == 0:
                lines.append(f"  # {self.mark()}")
            comma = "," if at < len(entries) - 1 or self.yes() else ""
            gap = f"{self.comment()}\n  " if comma and self.draw(st.integers(0, 5)) == 0 else ""
            lines.append(f"  {entry}{gap}{comma}{self.comment()}")
        if self.draw(st.integers(0, 3)) == 0:
            lines.append(f"  # {self.mark()}")
        return "\n".join([*lines, "]"])

    def pairs(self, table: str, record: Any, *, flat: bool, own: bool = True) -> list[tuple[str, str]]:
        """Key and value of each field, in any order, and one of our own."""
        keys = schema.keys_of(table)
        found = [
            (self.key(name), self.value(keys[name], value, flat=flat))
            for name, value in FIELDS[table](record).items()
            if encode.is_written(keys[name], value) or (value is not None and value != () and self.yes())
        ]
        if own and self.yes():
            found.append((f"own{self.one('', '.b')}", f'"{self.mark()}"'))
        return list(self.draw(st.permutations(found)))

    def inline(self, table: str, record: Any, more: Callable[[], list[tuple[str, str]]] = list) -> str:
        pairs = [*self.pairs(table, record, flat=True), *more()]
        blank = self.one("", " ")
        return f"{{{blank}{', '.join(f'{key}={blank}{value}' for key, value in pairs)}{blank}}}"

    def headed(self, table: str, record: Any, more: Callable[[], list[tuple[str, str]]] = list) -> list[str]:
        """A table under its header."""
        names = [self.key(name) for name in table.split(".")]
        name = self.one(".", " . ").join(names)
        header = f"[[{name}]]" if table in schema.LISTS else f"[ {name} ]" if self.yes() else f"[{name}]"
        lines = ["", f"# {self.mark()}"] if self.yes() else [""] if self.yes() else []
        lines.append(f"{header}{self.comment()}")
        for key, value in [*self.pairs(table, record, flat=False), *more()]:
            lines.append(f"{self.one('', '  ')}{key}{self.one(' = ', '=', '   =   ')}{value}{self.comment()}")
            if self.draw(st.integers(0, 5)) == 0:
                lines.append(f"# {self.mark()}")
        return lines


@st.composite
def written(draw: Draw, issue: Issue, *, nested: bool = False) -> str:
    """`issue`, as normalised, in a text; `nested` allows sections and items inside one value."""
    w = _Writer(draw)
    top, blocks = ["format = 1"], list[list[str]]()
    for name, record in (("masthead", issue.masthead), ("preface", issue.preface), ("end", issue.end)):
        if record is not None:
            _single(w, name, record, top, blocks)
    _workflow(w, issue, top, blocks)
    for table, records in (("distribution", issue.distribution), ("correction", issue.corrections)):
        if w.yes():
            blocks.append([line for record in records for line in w.headed(table, record)])
        else:
            top.append(
                f"{w.key(table)} = {w.array([w.inline(table, one) for one in records], flat=False)}{w.comment()}"
            )
    if nested and w.yes():
        sections = [w.inline("section", one, partial(_items, w, one, flat=True)) for one in issue.sections]
        top.append(f"section = {w.array(sections, flat=False)}")
    else:
        blocks.append(_sections(w, issue, nested=nested))
    if w.yes():
        top.append(f"own = {{ a = 1 }} # {w.mark()}")
    if w.yes():
        blocks.append([f"[ours.{w.mark()}]", "a = 1"])
    lines = [
        *draw(st.permutations(top)),
        *(line for block in draw(st.permutations(blocks)) for line in block),
    ]
    text: str = "\n".join(lines) + w.one("\n", "", f"\n\n# {w.mark()}\n")
    if w.yes():
        text = text.replace("\n", "\r\n")
    return f"\ufeff{text}" if w.yes() else text


def _single(w: _Writer, name: str, record: Any, top: list[str], blocks: list[list[str]]) -> None:
    """A table that stands once: under a header, in dotted keys, or inline."""
    match w.draw(st.integers(0, 2)):
        case 0:
            blocks.append(w.headed(name, record))
        case 1:
            dot = w.one(".", " . ")
            top += [
                f"{w.key(name)}{dot}{key} = {value}{w.comment()}"
                for key, value in w.pairs(name, record, flat=False)
            ]
        case _:
            top.append(f"{w.key(name)} = {w.inline(name, record)}{w.comment()}")


def _workflow(w: _Writer, issue: Issue, top: list[str], blocks: list[list[str]]) -> None:
    record, steps = issue.workflow, issue.workflow.steps
    form = w.draw(st.integers(0, 2))

    def written_steps() -> list[tuple[str, str]]:
        return [("step", w.array([w.inline("workflow.step", one) for one in steps], flat=form == 2))]

    headed = form != 2 and w.yes()
    if form == 0:
        block = w.headed("workflow", record, list if headed else written_steps)
        blocks.append(
            [*block, *(line for one in steps for line in w.headed("workflow.step", one))] if headed else block
        )
        return
    if form == 1:
        pairs = w.pairs("workflow", record, flat=False)
        top += [
            f"workflow.{key} = {value}" for key, value in (pairs if headed else [*pairs, *written_steps()])
        ]
        if headed:
            blocks.append([line for one in steps for line in w.headed("workflow.step", one)])
        return
    top.append(f"workflow = {w.inline('workflow', record, written_steps)}")


def _sections(w: _Writer, issue: Issue, *, nested: bool) -> list[str]:
    lines: list[str] = []
    for section in issue.sections:
        inside = nested and w.yes()
        lines += w.headed("section", section, partial(_items, w, section, flat=False) if inside else list)
        for item in () if inside else section.items:
            lines += w.headed("section.item", item)
            if w.yes():
                lines += [f"[section.item.{w.mark()}]", "a = 1"]
            elif w.draw(st.integers(0, 5)) == 0:
                lines += [f"[section.{w.mark()}]", "a = 1"]
    return lines


def _items(w: _Writer, section: Any, *, flat: bool) -> list[tuple[str, str]]:
    return [("item", w.array([w.inline("section.item", one) for one in section.items], flat=flat))]

"""TOML tables into an Issue, with complete checks. Called through `codec`.

`load_issue` either gives an issue or raises one FormatError with file, line where it can be found, dotted key
(1-based: `section[2].item[1].title`), what was found and what was expected. Keys it does not know are kept in the
file and are no error, but one that looks like a misspelt key is named in a warning. All texts come without controls
(`text.clean.without_controls`), and every piece gets an identity (`model.identity`). Heavy parts (line search, near misses) are imported only when something is wrong.
"""

import datetime as dt
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.library.entry import NO_FILE, Stamp
from briefing_tui.library.format import schema
from briefing_tui.library.format.faults import RULE, Faults
from briefing_tui.library.format.toml.fast import TomlTable
from briefing_tui.library.format.toml.read import decode_text, parse_document, parse_toml
from briefing_tui.model import issue as model
from briefing_tui.model.identity import marked, new_identity
from briefing_tui.text.clean import has_controls, line_without_controls, without_controls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.model.finding import Finding
else:
    Finding = object  # as in `model.finding`


class Loaded(NamedTuple):
    """What one file holds."""

    issue: model.Issue
    findings: tuple[Finding, ...]
    """What is odd; the first one tells of a file that may be cut off."""
    table: TomlTable
    """The values as they stand in the file, unknown keys included, controls included."""
    plain: bool
    """Whether it is written as bulletins usually are: headers, bare keys, no value within a value but texts in lists."""
    stamp: Stamp = NO_FILE
    """The state of the file that it was read from, taken from the open file; given by whoever read it."""


def load_issue(data: bytes, file: str, known: str | None = None) -> Loaded:
    """The issue in the bytes of `file` (a path as the user knows it, for messages). `known` is the text that the bytes were made of, if it is."""
    text = decode_text(data, file, known)
    safe = not has_controls(text)
    table, plain = parse_document(text, file, safe=safe)
    # One look at the whole text instead of one at each value; but a backslash may hide anything.
    decoder = _Decoder(text, table, file, clean=safe and "\\" not in text)
    issue = decoder.issue()
    return Loaded(issue, decoder.findings(), table, plain)


def load_template(data: bytes, file: str, year: int, number: int) -> model.Issue:
    """As `load_issue`, for a file that need not say `format`, title, year and number; the last two are handed in."""
    text = decode_text(data, file)
    table = parse_toml(text, file)
    table.setdefault("format", schema.VERSION)
    head = table.setdefault("masthead", {})
    if isinstance(head, dict):
        head.setdefault("title", "")
        head.update(year=year, number=number)
    return _Decoder(text, table, file, clean=False).issue()


class _Decoder:
    """One file on its way from tables to values."""

    __slots__ = ("_clean", "_faults", "_table", "_text")

    def __init__(self, text: str, table: TomlTable, file: str, *, clean: bool) -> None:
        self._text = text
        self._table = table
        self._faults = Faults(text, file)
        self._clean = clean

    def issue(self) -> model.Issue:
        """All values; FormatError at the first that cannot be used."""
        root = self._table
        if "format" not in root:
            raise self._faults.missing("", "format", _("the first line of an issue is: format = 1"))
        if root["format"] != schema.VERSION or type(root["format"]) is not int:
            raise self._faults.version(root["format"])
        if "masthead" not in root:
            raise self._faults.missing("", "masthead", _("write [masthead] with title, year and number"))
        sections = tuple(
            self._section(table, f"section[{index}]")
            for index, table in enumerate(self._tables(root, "section", ""), 1)
        )
        distribution = tuple(
            self._distribution(table, f"distribution[{index}]")
            for index, table in enumerate(self._tables(root, "distribution", ""), 1)
        )
        corrections = tuple(
            self._correction(table, f"correction[{index}]")
            for index, table in enumerate(self._tables(root, "correction", ""), 1)
        )
        if sum(len(section.items) for section in sections) > schema.ENTRY_LIMIT:
            raise self._faults.limit("section", _("more than {limit} items").format(limit=schema.ENTRY_LIMIT))
        self._unknown(root, "", "")
        issue = model.Issue(
            masthead=self._masthead(),
            workflow=self._workflow(),
            preface=self._preface(),
            sections=sections,
            distribution=distribution,
            end=self._end(),
            corrections=corrections,
        )
        return marked(issue, new_identity())

    def findings(self) -> "tuple[Finding, ...]":
        """What is odd but no fault: first whether the file may be cut off, then likely misspellings."""
        cut = self._cut_off()
        if not cut:
            return tuple(self._faults.findings)
        from briefing_tui.model.finding import HINT, Finding  # a sound file has none

        return (Finding(RULE, HINT, cut), *self._faults.findings)

    def _masthead(self) -> model.Masthead:
        table = self._only("masthead")
        for name, key in schema.keys_of("masthead").items():
            if key.required and name not in table:
                raise self._faults.missing("masthead", name, nearby=tuple(table))
        return model.Masthead(
            publisher=self._string(table, "publisher", "masthead"),
            title=self._string(table, "title", "masthead"),
            year=self._integer(table, "year", "masthead") or 0,
            number=self._integer(table, "number", "masthead") or 0,
            kind=self._string(table, "kind", "masthead", schema.KINDS[0], schema.KINDS),
            total=self._integer(table, "total", "masthead"),
            date=self._date(table, "date", "masthead"),
            department=self._string(table, "department", "masthead"),
            marking=self._string(table, "marking", "masthead"),
        )

    def _workflow(self) -> model.Workflow:
        table = self._only("workflow")
        status = self._string(table, "status", "workflow", model.STATUSES[0], model.STATUSES)
        steps = self._tables(table, "step", "workflow")
        return model.Workflow(
            status, tuple([self._step(step, f"workflow.step[{at}]") for at, step in enumerate(steps, 1)])
        )

    def _step(self, table: TomlTable, at: str) -> model.Step:
        self._unknown(table, at, "workflow.step")
        return model.Step(
            who=self._string(table, "who", at),
            when=self._string(table, "when", at),
            what=self._string(table, "what", at),
        )

    def _preface(self) -> model.Preface | None:
        if "preface" not in self._table:
            return None
        table = self._only("preface")
        preface = model.Preface(self._string(table, "title", "preface"), self._body(table, "preface"))
        return marked(preface, new_identity())

    def _end(self) -> model.End | None:
        if "end" not in self._table:
            return None
        table = self._only("end")
        return model.End(
            self._string(table, "mark", "end", model.END_MARK), self._integer(table, "copies", "end")
        )

    def _section(self, table: TomlTable, at: str) -> model.Section:
        items = self._tables(table, "item", at)
        self._unknown(table, at, "section")
        section = model.Section(
            title=self._string(table, "title", at),
            numbered=self._boolean(table, "numbered", at),
            continued=self._boolean(table, "continued", at),
            titles=self._string(table, "titles", at, "", model.TITLES)
            if table.get("titles", "") != ""
            else "",
            items=tuple([self._item(item, at, index) for index, item in enumerate(items, 1)]),
        )
        return marked(section, new_identity())

    def _item(self, table: TomlTable, section: str, index: int) -> model.Item:
        at = f"{section}.item[{index}]"
        if not _ITEM_KEYS.issuperset(table):
            self._unknown(table, at, "section.item")
        item = model.Item(
            title=self._string(table, "title", at),
            body=self._body(table, at),
            group=self._string(table, "group", at) if "group" in table else "",
            source=self._string(table, "source", at) if "source" in table else "",
            url=self._string(table, "url", at) if "url" in table else "",
            units=self._strings(table, "units", at) if "units" in table else (),
            tags=self._strings(table, "tags", at) if "tags" in table else (),
            origin=self._string(table, "origin", at) if "origin" in table else "",
        )
        return marked(item, new_identity())

    def _distribution(self, table: TomlTable, at: str) -> model.Distribution:
        self._unknown(table, at, "distribution")
        line = model.Distribution(
            role=self._string(table, "role", at),
            recipients=self._strings(table, "recipients", at),
            channel=self._string(table, "channel", at),
        )
        return marked(line, new_identity())

    def _correction(self, table: TomlTable, at: str) -> model.Correction:
        self._unknown(table, at, "correction")
        entry = model.Correction(
            date=self._date(table, "date", at),
            item=self._integer(table, "item", at),
            text=self._string(table, "text", at),
        )
        return marked(entry, new_identity())

    def _only(self, name: str) -> TomlTable:
        """A table that stands once at the top; empty when absent."""
        value = self._table.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self._faults.wrong(name, value, _("one table, written [{name}]").format(name=name))
        self._unknown(value, name, name)
        return value

    def _tables(self, parent: TomlTable, name: str, at: str) -> list[TomlTable]:
        """An array of tables, or none."""
        value = parent.get(name)
        if value is None:
            return []
        full = f"{at}.{name}" if at else name
        if not isinstance(value, list):
            header = f"{at.partition('[')[0]}.{name}" if at else name
            raise self._faults.wrong(full, value, _("tables, each written [[{name}]]").format(name=header))
        if len(value) > schema.ENTRY_LIMIT:
            raise self._faults.limit(full, _("more than {limit} entries").format(limit=schema.ENTRY_LIMIT))
        for index, inner in enumerate(value, 1):
            if not isinstance(inner, dict):
                raise self._faults.wrong(f"{full}[{index}]", inner, _("a table"))
        return value

    def _string(
        self, table: TomlTable, name: str, at: str, default: str = "", choices: tuple[str, ...] = ()
    ) -> str:
        """A text of one line, without controls. `at` is the dotted path of `table`."""
        value = table.get(name, default)
        if not isinstance(value, str):
            raise self._faults.wrong(f"{at}.{name}", value, _("a text in quotes"))
        if choices and value not in choices:
            raise self._faults.choice(f"{at}.{name}", value, choices)
        if self._clean and len(value) <= schema.WIDTH_LIMIT and "\n" not in value and "\t" not in value:
            return value
        return self._odd_line(value, f"{at}.{name}")

    def _odd_line(self, value: str, full: str) -> str:
        """A text of one line that is long or holds something to be replaced."""
        if len(value) > schema.WIDTH_LIMIT:
            raise self._faults.limit(full, _("more than {limit} characters").format(limit=schema.WIDTH_LIMIT))
        return line_without_controls(value)

    def _body(self, table: TomlTable, at: str) -> str:
        """A text of one paragraph a line, without the line end before its closing quotes."""
        value = table.get("body", "")
        if not isinstance(value, str):
            raise self._faults.wrong(f"{at}.body", value, _("a text in quotes"))
        if value[-1:] == "\n":
            value = value.rstrip("\n")
        if len(value) > schema.WIDTH_LIMIT:
            self._check_caps(value, f"{at}.body")
        return value if self._clean else without_controls(value)

    def _check_caps(self, value: str, at: str) -> None:
        lines = value.split("\n")
        if len(lines) > schema.LINE_LIMIT:
            raise self._faults.limit(at, _("more than {limit} lines").format(limit=schema.LINE_LIMIT))
        for index, line in enumerate(lines):
            if len(line) > schema.WIDTH_LIMIT:
                raise self._faults.limit(
                    at,
                    _("a paragraph of more than {limit} characters").format(limit=schema.WIDTH_LIMIT),
                    body_line=index,
                )

    def _integer(self, table: TomlTable, name: str, at: str) -> int | None:
        """A whole number within the bounds of the schema, or None when absent."""
        value = table.get(name)
        if value is None:
            return None
        key = schema.keys_of(at.partition("[")[0])[name]
        if type(value) is not int:
            raise self._faults.wrong(f"{at}.{name}", value, _("a whole number without quotes"))
        if not key.least <= value <= key.most:
            raise self._faults.wrong(
                f"{at}.{name}",
                value,
                _("a number from {least} to {most}").format(least=key.least, most=key.most),
            )
        return value

    def _boolean(self, table: TomlTable, name: str, at: str) -> bool:
        value = table.get(name, False)
        if not isinstance(value, bool):
            raise self._faults.wrong(f"{at}.{name}", value, _("true or false without quotes"))
        return value

    def _date(self, table: TomlTable, name: str, at: str) -> dt.date | None:
        value = table.get(name)
        if value is None or type(value) is dt.date:
            return value
        hint = _("write it without quotes: date = 2024-12-16") if isinstance(value, str) else ""
        raise self._faults.wrong(f"{at}.{name}", value, _("a date such as 2024-12-16"), hint)

    def _strings(self, table: TomlTable, name: str, at: str) -> tuple[str, ...]:
        value = table.get(name, [])
        full = f"{at}.{name}"
        if not isinstance(value, list):
            hint = _('write ["…"]') if isinstance(value, str) else ""
            raise self._faults.wrong(full, value, _("a list of texts"), hint)
        if len(value) > schema.ENTRY_LIMIT:
            raise self._faults.limit(full, _("more than {limit} entries").format(limit=schema.ENTRY_LIMIT))
        for index, entry in enumerate(value, 1):
            if not isinstance(entry, str):
                raise self._faults.wrong(f"{full}[{index}]", entry, _("a text in quotes"))
        if self._clean:
            whole = "".join(value)
            if len(whole) <= schema.WIDTH_LIMIT and "\n" not in whole and "\t" not in whole:
                return tuple(value)
        return tuple([self._odd_line(entry, full) for entry in value])

    def _unknown(self, table: TomlTable, at: str, name: str) -> None:
        """Warn of keys that are unknown and look like known ones."""
        known = _KNOWN[name]
        if not known.issuperset(table):
            self._faults.suspect(table, at, sorted(known))

    def _cut_off(self) -> str:
        """Why the file may be cut off, or empty. `mark` is the last line of a whole file."""
        end = self._table.get("end")
        if not isinstance(end, dict):
            return _("has no [end] at its end: it may be cut off")
        if "mark" not in end:
            return _("[end] has no mark: the file may be cut off")
        tail = self._text[self._text.rfind("\n[end]") + 1 :]
        if list(self._table)[-1] != "end" or "\n[" in tail:
            return _("[end] is not the last table: whether the file is complete cannot be told")
        if not tail.endswith("\n") and list(end)[-1] != "mark":
            return _("the last line has no line end: the file may be cut off")
        return ""


_KNOWN = {
    name: frozenset(schema.keys_of(name)) | frozenset(schema.TABLES.get(name, ()))
    for name in ("", *schema.TABLES[""], "workflow.step", "section.item")
}
_ITEM_KEYS = _KNOWN["section.item"]

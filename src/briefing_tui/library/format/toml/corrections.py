"""A line of TOML as it should be, for one that was mistyped. Called by `toml.mistakes`.

`corrections` gives what may be wrong with a line, the likeliest first, with the line as it should be where one can be written. Whoever
asks tries whether that is TOML.
"""

import re
import tomllib
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.library.format import schema
from briefing_tui.library.format.toml.lookalikes import (
    CHINESE_KEYS,
    HIDDEN,
    QUOTES,
    TO_ASCII,
    first_lookalike,
    outside_quotes,
    shown,
)

_NAME = r"[\w.\-·]+"
ASSIGNED = re.compile(r"(?P<key>\s*(?:[^\s=\[\]\"'#]+|\"[^\"]*\"))\s*=\s*(?P<value>.*?)\s*\Z")
_COLON = re.compile(rf"\s*(?:-\s+)?(?P<key>{_NAME})\s*(?P<sign>[:：])\s*(?P<value>\S.*)\Z")
HEADER = re.compile(
    r"\s*(?P<open>\[(?:\s*\[)?)\s*(?P<name>[^\[\]]+?)\s*(?P<close>\](?:\s*\]){0,2}|)\s*(?:#.*)?\Z"
)
_DATE = re.compile(
    r"[\"“]?\s*([0-9]{4})\s*[年./\-－—]\s*([0-9]{1,2})\s*[月./\-－—]\s*([0-9]{1,2})\s*[日号]?(?:[T\s]\s*[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?\s*[\"”]?\Z"
)
_COUNTED = re.compile(r"第?\s*0*([0-9]+)\s*[年期号份条]?\Z")
_REMARK = re.compile(r"\s*(?://|/\*|;|；|<!--|--|%|＃)[-\s]*(.*?)\s*(?:\*/|-->)?\s*\Z")
_WITHOUT_SIGN = re.compile(rf"\s*({_NAME})\s*([\"“「＂].+)\Z")
_TWO_STATEMENTS = re.compile(r"[\"0-9\]]\s+[A-Za-z0-9_-]+\s*=")
_BEHIND_QUOTES = re.compile(r"(\"[^\"]*\")\s*([^\s\"#,，、“”][^\"#“”]*?)\s*\Z")
_NO_ENDING = frozenset(",;，、；。")
_LIST_KEYS = frozenset(key.name for key in schema.KEYS if key.type == schema.STRINGS)
_BARE_KEY = r"[A-Za-z0-9_.-]+"
_KNOWN_KEYS = frozenset(key.name for key in schema.KEYS)
_AROUND_KEYS = QUOTES + "《》〈〉【】〖〗（）()<>*_~"
"""Marks that people put around a name."""
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on", "是", "真", "对", "有"), "true"),
    **dict.fromkeys(("false", "no", "off", "否", "假", "错", "无"), "false"),
}


def corrections(line: str, *, in_list: bool) -> Iterator[tuple[str, str]]:
    """What may be wrong with a line and the line as it should be (empty: nothing to propose), the likeliest first."""
    found = first_lookalike(line)
    reason = ""
    if found:
        wanted = TO_ASCII[found]
        reason = _("{typed} is typed where {wanted} belongs").format(
            typed=shown(found), wanted=_("an ordinary space") if wanted == " " else wanted
        )
    if found and found in HIDDEN:
        reason = _("{typed} stands here, which nobody sees").format(typed=shown(found))
    if not in_list:
        yield from _shape_corrections(line, reason)
    if found:
        for right in _in_ascii(line):
            yield reason, right
    plain = next(iter(_in_ascii(line)))
    if not in_list:
        yield from _statement_corrections(plain, reason)
    if found and (in_list or "=" in plain or "[" in plain):
        yield reason, ""


def _shape_corrections(line: str, before: str) -> Iterator[tuple[str, str]]:
    """Of a line that is no `key = value` to begin with, or one with a value of another kind than its key has.

    `before` is said instead where a sign is typed for another.
    """
    remark = _REMARK.match(line)
    if remark:
        yield _("a comment begins with #"), f"# {remark[1].strip()}"
    colon = _COLON.match(line)
    if colon:
        right = f"{_key(colon['key'])} = {value_in_quotes(outside_quotes(colon['value']))}"
        yield _("{typed} is typed where {wanted} belongs").format(typed=colon["sign"], wanted="="), right
    without = _WITHOUT_SIGN.match(line)
    if without:
        yield _("an = is missing behind the key"), f"{_key(without[1])} = {outside_quotes(without[2])}"
    assigned = ASSIGNED.match(outside_quotes(line))
    if not assigned:
        return
    key, value = assigned["key"].strip(), assigned["value"]
    ending = line.rstrip()[-1:]
    if ending in _NO_ENDING and value[:1] != "[":
        reason = _("{typed} stands at the end of the line, where nothing belongs").format(typed=ending)
        yield reason, outside_quotes(line.rstrip()[:-1])
    if value.startswith("="):
        yield _("one = is enough"), f"{key} = {value.lstrip('= ')}"
    if _TWO_STATEMENTS.search(value):
        yield _("each key stands on a line of its own"), ""
    if re.search(r'"\s+"', value) and value[:1] == "[":
        yield (
            before or _("entries of a list are parted by commas"),
            re.sub(r'"\s+"', '", "', f"{key} = {value}"),
        )
    if _key(key) in _LIST_KEYS and value:
        right = f"{key} = {_listed(ASSIGNED.match(line), value)}"
        yield before or _("a list is written {example}").format(example='["…", "…"]'), right
    if not value.strip("\"'") and len(value) <= 3 and (value or _key(key) == "body"):
        reason = before or _('a text of several lines stands between """ and """')
        yield reason, f'{key} = """'


def _listed(assigned: "re.Match[str] | None", value: str) -> str:
    """The entries of a list as they stand in one, whatever parted and enclosed them."""
    written = assigned["value"] if assigned else value
    inner = written.strip("[]［］【】 ")
    entries = [one.strip(f" \"'{QUOTES}") for one in re.split(r"[,，、;；]|[\"”]\s*[\"“]", inner)]
    return "[" + ", ".join(f'"{one}"' for one in entries if one) + "]"


def _in_ascii(line: str) -> Iterator[str]:
    """A line with ordinary signs for the full-width ones: where they stand outside quotes, then with quotes of two kinds mixed."""
    yield outside_quotes(line)
    mixed = "".join('"' if char in QUOTES else char for char in line)
    yield outside_quotes(mixed)


def _statement_corrections(line: str, before: str) -> Iterator[tuple[str, str]]:
    """Of a `key = value` or a header. `before` is what is said instead when something else was wrong as well."""
    header = HEADER.match(line)
    if header:
        name = CHINESE_KEYS.get(header["name"], header["name"])
        right = f"[[{name}]]" if name in schema.LISTS else f"[{name}]"
        reason = _("{typed} is no name of a table").format(typed=shown(line.strip()))
        if re.search(r"\[\s+\[|\]\s+\]", line):
            reason = _("{typed} is typed where {wanted} belongs").format(
                typed=shown(line.strip()), wanted=right
            )
        yield before or reason, right
    assigned = ASSIGNED.match(line)
    if not assigned:
        return
    key, value = assigned["key"].strip(), assigned["value"]
    if not (re.fullmatch(_BARE_KEY, key) or key.startswith('"')):
        reason = _("{typed}: a key is written in plain letters, or in quotes").format(typed=shown(key))
        yield before or reason, f"{_key(key)} = {value}"
        yield before or reason, f"{_key(key)} = {value_in_quotes(value)}"
    yield from _value_corrections(key, value, before)


def _value_corrections(key: str, value: str, before: str) -> Iterator[tuple[str, str]]:
    """Of the value behind an `=`."""
    uncommented, slashes, note = value.partition("//")
    if slashes:
        yield before or _("a comment begins with #"), f"{key} = {uncommented.rstrip()}  # {note.strip()}"
    if value.count('"') > 2 and value[0] == '"' and not value.startswith('"""'):
        inner = value.strip('"').replace("\\", "")
        reason = _("a quote stands within a text in quotes: inside, write “ and ”")
        yield before or reason, f'{key} = "{_curly(inner)}"'
    behind = _BEHIND_QUOTES.match(value)
    if behind:
        reason = _("{typed} stands behind the quotes, where nothing belongs").format(typed=shown(behind[2]))
        yield before or reason, f"{key} = {behind[1]}  # {behind[2]}"
    if value[:1] == "[" and '"' in value:
        closed = f"{value.rstrip(', ')}]"
        yield before or _("the list that begins here is not closed"), f"{key} = {closed}"
    if value[:1] in {'"', "'"} and not value.startswith(('"""', "'''")):
        inner = value[1:].rstrip("\"'”’＂")
        yield before or _("a text has no closing quotes"), f'{key} = "{inner}"'
    if value[:1] in {"[", "{", '"', "'"}:
        return
    date = _DATE.match(value)
    if date and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        yield _("no such date"), ""
    if date:
        year, month, day = map(int, date.groups())
        reason = _("{typed} is no date: one is written 2024-12-16").format(typed=shown(value))
        yield before or reason, f"{key} = {year:04}-{month:02}-{day:02}"
    counted = _COUNTED.match(value)
    if counted:
        reason = _("{typed} is no number: digits alone, without a zero first").format(typed=shown(value))
        yield before or reason, f"{key} = {counted[1]}"
    if value.lower() in _BOOLEANS:
        reason = _("{typed} is no switch: true or false").format(typed=shown(value))
        yield before or reason, f"{key} = {_BOOLEANS[value.lower()]}"
    if not value:
        yield before or _("nothing stands behind the ="), f'{key} = ""'
    elif "#" not in value:
        reason = _("{typed} stands without quotes").format(typed=shown(value))
        yield before or reason, f"{key} = {value_in_quotes(value)}"


def _key(name: str) -> str:
    """A key that TOML takes: the one that the format knows for a name in Chinese or in Chinese marks, else in quotes."""
    inner = name.strip(_AROUND_KEYS)
    if inner in _KNOWN_KEYS or inner in CHINESE_KEYS:
        name = inner
    known = CHINESE_KEYS.get(name, "").rpartition(".")[2]
    if known:
        return known
    return name if re.fullmatch(_BARE_KEY, name) else f'"{name}"'


def value_in_quotes(value: str) -> str:
    """A value that TOML takes: as it is, or in quotes."""
    if is_toml(f"a = {value}"):
        return value
    inner = value.strip("\"'“”‘’＂＇ ")
    return f'"{_curly(inner)}"'


def _curly(text: str) -> str:
    """A text with quotes that may stand within quotes."""
    parts = text.replace("\\", "\\\\").split('"')
    return "".join(
        part + ("“" if at % 2 == 0 else "”") * (at < len(parts) - 1) for at, part in enumerate(parts)
    )


def is_toml(line: str) -> bool:
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError):
        return False
    return True

"""One `key = value` of a file, changed so that its spacing and comments stay. Called by `update`.

The value is cut out and another put in its place, written as the old one was; inside an inline table that is tomlkit's work.
"""

from briefing_tui.library.format import encode, schema
from briefing_tui.library.format.align import align
from briefing_tui.library.format.arrays import ArrayEntry, cut, joined, value_end
from briefing_tui.library.format.key_path import key_path
from briefing_tui.library.format.likeness import is_alike
from briefing_tui.library.format.toml.read import parse_toml
from briefing_tui.text.clean import line_without_controls, without_controls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tomlkit.items import InlineTable


def new_statement(name: str, key: schema.Key, value: encode.Value, eol: str) -> str:
    """A statement for a key that was absent, written `name`."""
    return f"{name} = {encode.value_text(key, value)}\n".replace("\n", eol)


def changed_statement(
    statement: str, inside: "Sequence[str]", key: schema.Key, value: encode.Value, eol: str
) -> str:
    """`statement` with another value. `inside` are the names that lead to the value within an inline table, none for the whole."""
    raw = value_of(statement)
    if inside:
        return with_value(statement, changed_inline(raw, inside, key, value), eol)
    return with_value(statement, written_like(raw, key, value), eol)


def value_of(statement: str) -> str:
    """The value as it is written, with LF line ends."""
    start, end, plain = _span(statement)
    return plain[start:end]


def with_value(statement: str, raw: str, eol: str) -> str:
    """`statement` with another value written in its place."""
    start, end, plain = _span(statement)
    return (plain[:start] + raw + plain[end:]).replace("\n", eol)


def written_like(raw: str, key: schema.Key, value: encode.Value) -> str:
    """`value` as TOML, in the manner of the old value `raw`."""
    if isinstance(value, str) and key.type == schema.TEXT:
        return _text_like(raw, str(parsed(raw)), value)
    if isinstance(value, tuple) and raw[0] == "[":
        return _list_like(raw, value)
    return encode.value_text(key, value)


def inline_value(raw: str, inside: "Sequence[str]") -> str:
    """The value at the end of the names `inside` within an inline table, as it is written; empty when it is absent."""
    within = _inline_table(raw)
    for name in inside[:-1]:
        within = within[name]
    return within[inside[-1]].as_string() if inside[-1] in within else ""


def with_inline_value(raw: str, inside: "Sequence[str]", written: str) -> str:
    """An inline table with that value written another way, added, or taken away when `written` is empty."""
    import tomlkit  # 44 ms, for what is seldom written

    table = within = _inline_table(raw)
    for name in inside[:-1]:
        within = within[name]
    if written:
        within[inside[-1]] = tomlkit.parse(f"it = {written}\n")["it"]
    else:
        within.pop(inside[-1], None)
    return table.as_string()


def changed_inline(raw: str, inside: "Sequence[str]", key: schema.Key, value: encode.Value) -> str:
    """An inline table with one value changed, added, or taken away when it need not be written."""
    if not encode.is_written(key, value):
        return with_inline_value(raw, inside, "")
    old = inline_value(raw, inside)
    return with_inline_value(
        raw, inside, written_like(old, key, value) if old else encode.value_text(key, value)
    )


def parsed(raw: str) -> object:
    """The value of a text written as TOML."""
    return parse_toml(f"it = {raw}\n", "")["it"]


def _inline_table(raw: str) -> "InlineTable":
    import tomlkit

    document: Any = tomlkit.parse(f"it = {raw}\n")
    table: InlineTable = document["it"]
    return table


def _span(statement: str) -> tuple[int, int, str]:
    """Where the value begins and ends, in characters of the statement with LF line ends, which comes third."""
    plain = statement.replace("\r\n", "\n")
    after = key_path(plain).end
    start = after + len(plain[after:]) - len(plain[after:].lstrip(" \t"))
    return start, value_end(plain, start), plain


def _list_like(raw: str, value: tuple[str, ...]) -> str:
    """A list of texts; entries keep their escapes and comments, also one that was corrected where it stands."""
    array = cut(raw)
    old = [line_without_controls(str(parsed(entry.text))) for entry in array.entries]
    entries: list[ArrayEntry] = []
    for text, origin in zip(value, align(old, value, [lambda text: (text,)]), strict=True):
        if origin is None or not (old[origin] == text or is_alike(old[origin], text)):
            entries.append(ArrayEntry(encode.one_line(text)))
        elif old[origin] == text:
            entries.append(array.entries[origin])
        else:
            entries.append(array.entries[origin]._replace(text=encode.one_line(text)))
    return joined(array, entries)


def _text_like(raw: str, old: str, text: str) -> str:
    """A body written as the old one, `raw`, was: on one line, with its kind of quotes, with the same line ends at them."""
    if "\n" not in raw and "\n" not in text:
        return encode.one_line(text)
    quotes = raw[:3]
    if quotes not in {'"""', "'''"} or (quotes == "'''" and "'''" in text):
        return encode.multi_line(text)
    opening = "\n" if raw.startswith(f"{quotes}\n") else ""
    inner = raw[3 + len(opening) : -3]
    ending = inner[len(inner.rstrip("\n")) :]
    if not opening and text.startswith("\n"):
        opening = "\n"
    raw_lines, old_lines = inner.split("\n"), old.split("\n")
    # Lines that stay keep their escapes, where each written line is one line of the text.
    written = (
        dict(zip(map(without_controls, old_lines), raw_lines, strict=True))
        if len(raw_lines) == len(old_lines)
        else {}
    )
    escaped = encode.escaped if quotes == '"""' else str
    body = "\n".join([written.get(line) or escaped(line) for line in text.split("\n")])
    if not ending and body.endswith(quotes[0]):
        ending = "\n"
    return f"{quotes}{opening}{body}{ending}{quotes}"

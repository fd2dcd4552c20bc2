"""One `key = value` of a file, changed by tomlkit so that its spacing and comment stay. Called by `update`."""

import difflib

import tomlkit
from tomlkit.items import Array, String

from briefing_tui.library import encode, schema
from briefing_tui.library.locate import KEY
from briefing_tui.model.clean import clean, clean_line


def key_of(statement: str) -> str:
    """The key of a statement; empty for a header, a comment, a blank line or a dotted key."""
    found = KEY.match(statement)
    return "" if found is None else next(group for group in found.groups() if group is not None)


def new_statement(key: schema.Key, value: encode.Value, eol: str) -> str:
    """A statement for a key that was absent."""
    return f"{key.name} = {encode.value_text(key, value)}\n".replace("\n", eol)


def changed_statement(statement: str, key: schema.Key, value: encode.Value, eol: str) -> str:
    """`statement` with another value."""
    document = tomlkit.parse(statement.replace("\r\n", "\n"))
    held = document[key.name]
    if isinstance(held, Array) and isinstance(value, tuple) and "\n" in held.as_string():
        _change_array(held, value)
    else:
        text = _text_like(held, value) if key.type == schema.TEXT and isinstance(held, String) else ""
        document[key.name] = tomlkit.parse(f"it = {text or encode.value_text(key, value)}\n")["it"]
    return tomlkit.dumps(document).replace("\n", eol)


def _change_array(held: Array, value: tuple[str, ...]) -> None:
    """Only the entries that differ, so that those that stay keep their lines."""
    old = [clean_line(str(entry)) for entry in held]
    for action, start, end, new_start, new_end in reversed(
        difflib.SequenceMatcher(None, old, value, autojunk=False).get_opcodes()
    ):
        if action == "equal":
            continue
        for index in reversed(range(start, end)):
            del held[index]
        for offset, entry in enumerate(value[new_start:new_end]):
            held.insert(start + offset, entry)


def _text_like(held: String, value: encode.Value) -> str:
    """A body written as the old one was: on one line, or with the same line ends at its quotes."""
    raw = held.as_string()
    text = str(value)
    if "\n" not in raw and "\n" not in text:
        return encode.one_line(text)
    if not raw.startswith('"""'):
        return encode.multi_line(text)
    opening = "\n" if raw.startswith('"""\n') else ""
    inner = raw[3 + len(opening) : -3]
    ending = inner[len(inner.rstrip("\n")) :]
    if not opening and text.startswith("\n"):
        opening = "\n"
    raw_lines, old_lines = inner.split("\n"), str(held).split("\n")
    # Lines that stay keep their escapes, where each written line is one line of the text.
    written = (
        dict(zip(map(clean, old_lines), raw_lines, strict=True)) if len(raw_lines) == len(old_lines) else {}
    )
    body = "\n".join([written.get(line) or encode.escaped(line) for line in text.split("\n")])
    if not ending and body.endswith('"'):
        ending = "\n"
    return f'"""{opening}{body}{ending}"""'

"""One `key = value` of a file, changed so that its spacing and comment stay. Called by `update`.

A string in double quotes is cut out and another put in its place; any other value is changed by tomlkit.
"""

import difflib

from briefing_tui.library.format import encode, schema
from briefing_tui.library.format.key_lines import KEY
from briefing_tui.library.format.toml_full import TOKEN, string_end
from briefing_tui.library.format.toml_read import parse_toml
from briefing_tui.text.clean import clean, clean_line


def key_of(statement: str) -> str:
    """The key of a statement; empty for a header, a comment, a blank line or a dotted key."""
    found = KEY.match(statement)
    return "" if found is None else next(group for group in found.groups() if group is not None)


def new_statement(key: schema.Key, value: encode.Value, eol: str) -> str:
    """A statement for a key that was absent."""
    return f"{key.name} = {encode.value_text(key, value)}\n".replace("\n", eol)


def changed_statement(statement: str, key: schema.Key, value: encode.Value, eol: str) -> str:
    """`statement` with another value."""
    plain = statement.replace("\r\n", "\n")
    made = _spliced(plain, key, value) or _changed_by_tomlkit(plain, key, value)
    return made.replace("\n", eol)


def _spliced(statement: str, key: schema.Key, value: encode.Value) -> str:
    """With the string in double quotes replaced; empty when there is none. A hundredth of tomlkit's time."""
    found = KEY.match(statement)
    if found is None or not isinstance(value, str):
        return ""
    start = len(statement) - len(statement[found.end() :].lstrip(" \t"))
    token = TOKEN.match(statement, start)
    if token is None or token[0][0] != '"':
        return ""
    end = string_end(statement, token.end(), '"""') if token.lastgroup == "quotes" else token.end()
    raw = statement[start:end]
    if key.type == schema.TEXT:
        written = _text_like(raw, str(parse_toml(f"it = {raw}\n", "")["it"]), value)
    else:
        written = encode.one_line(value)
    return statement[:start] + written + statement[end:]


def _changed_by_tomlkit(statement: str, key: schema.Key, value: encode.Value) -> str:
    import tomlkit  # noqa: PLC0415 - 44 ms, for values that are no plain strings
    from tomlkit.items import Array, String  # noqa: PLC0415 - as above

    document = tomlkit.parse(statement)
    held = document[key.name]
    if isinstance(held, Array) and isinstance(value, tuple) and "\n" in held.as_string():
        _change_array(held, value)
    else:
        text = (
            _text_like(held.as_string(), str(held), str(value))
            if key.type == schema.TEXT and isinstance(held, String)
            else ""
        )
        document[key.name] = tomlkit.parse(f"it = {text or encode.value_text(key, value)}\n")["it"]
    return tomlkit.dumps(document)


def _change_array(held: "Array", value: tuple[str, ...]) -> None:
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


def _text_like(raw: str, old: str, text: str) -> str:
    """A body written as the old one, `raw`, was: on one line, or with the same line ends at its quotes."""
    if "\n" not in raw and "\n" not in text:
        return encode.one_line(text)
    if not raw.startswith('"""'):
        return encode.multi_line(text)
    opening = "\n" if raw.startswith('"""\n') else ""
    inner = raw[3 + len(opening) : -3]
    ending = inner[len(inner.rstrip("\n")) :]
    if not opening and text.startswith("\n"):
        opening = "\n"
    raw_lines, old_lines = inner.split("\n"), old.split("\n")
    # Lines that stay keep their escapes, where each written line is one line of the text.
    written = (
        dict(zip(map(clean, old_lines), raw_lines, strict=True)) if len(raw_lines) == len(old_lines) else {}
    )
    body = "\n".join([written.get(line) or encode.escaped(line) for line in text.split("\n")])
    if not ending and body.endswith('"'):
        ending = "\n"
    return f'"""{opening}{body}{ending}"""'


TYPE_CHECKING = False
if TYPE_CHECKING:
    from tomlkit.items import Array

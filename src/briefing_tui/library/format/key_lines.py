"""The line of a key in a file's text, for messages. Called by `faults` when something is wrong.

A light scan that knows headers, `key =` and multi-line strings: right for files as people write them, and None
where it cannot tell (inline tables, dotted or quoted keys).
"""

import re

_STEP = re.compile(r"([^.\[\]]+)(?:\[([0-9]+)\])?")
_HEADER = re.compile(r"[ \t]*(\[{1,2})[ \t]*([^\[\]]+?)[ \t]*\]{1,2}[ \t]*(?:#.*)?\Z")
KEY = re.compile(r"[ \t]*(?:\"([^\"\\]*)\"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*=")


def line_of(text: str, dotted: str) -> int | None:
    """The 1-based line of `section[2].item[1].title`; of the table's header when the key is absent there."""
    if not dotted:
        return None
    header_line: int | None = None
    whole = dotted.rpartition("[")[0] if dotted.endswith("]") else dotted
    for line, path, is_header in _statements(text):
        if path in {dotted, whole} or (is_header and path == f"{dotted}[1]"):
            return line
        if is_header and dotted.startswith((f"{path}.", f"{path}[")):
            header_line = line
    return header_line


def _statements(text: str) -> "list[tuple[int, str, bool]]":
    """Line, full dotted path and whether it is a header, of each header and key."""
    found: list[tuple[int, str, bool]] = []
    counts: dict[str, int] = {}
    table, closing = "", ""
    for number, line in enumerate(text.split("\n"), 1):
        if closing:
            if closing in line:
                closing = ""
            continue
        header = _HEADER.match(line)
        if header is not None:
            table = _opened(header[2].replace(" ", ""), header[1] == "[[", counts)
            found.append((number, table, True))
            continue
        key = KEY.match(line)
        if key is None:
            continue
        name = next(group for group in key.groups() if group is not None)
        found.append((number, f"{table}.{name}" if table else name, False))
        value = line[key.end() :].lstrip()
        if value[:3] in {'"""', "'''"} and value[:3] not in value[3:]:
            closing = value[:3]
    return found


def _opened(name: str, is_list: bool, counts: dict[str, int]) -> str:
    """The full path of the table that a header opens, with the positions of the lists on the way."""
    path = ""
    parts = name.split(".")
    for index, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if index == len(parts) - 1 and is_list:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path

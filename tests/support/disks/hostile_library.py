"""A library in which every field of every file holds texts that would act, and files that are broken in telling ways."""

import json
from pathlib import Path

from texts.hostile import ACTING, EVERYTHING, LONG, MARKUP

TEXTS = [*ACTING.values(), *MARKUP.values()]


def write_library(root: Path) -> Path:
    """`root` filled: two issues, three broken files, one odd name."""
    folder = root / "2024"
    folder.mkdir(parents=True)
    for number in (14, 15):
        (folder / f"2024-{number}.toml").write_text(issue(number), encoding="utf-8")
    (folder / "2024-16.toml").write_text(
        f"format = 1\n[masthead]\n{quoted(ACTING['clipboard'])} = 1\nyear = {quoted(EVERYTHING)}\n",
        encoding="utf-8",
    )
    (folder / "2024-17.toml").write_bytes(b"format = 1\n\x1b]52;c;cHduZWQ=\x07 = [\xff\n")
    (folder / "2024-18.toml").write_text(
        f"format = 1\n[workflow]\nstatus = {quoted(ACTING['title'])}\n", encoding="utf-8"
    )
    (folder / "evil\x1b]0;pwned\x07\u202e.toml").write_text("format = 1\n", encoding="utf-8")
    return root


def quoted(text: str) -> str:
    """A TOML basic string: what JSON escapes, and the rest of the controls."""
    return json.dumps(text).replace("\x7f", "\\u007f") if text.isascii() else _escaped(text)


def issue(number: int) -> str:
    """An issue of the library as TOML; each text of the corpora stands in some field."""
    everything = quoted(EVERYTHING)
    items = "\n".join(
        f"[[section.item]]\ngroup = {quoted(text)}\ntitle = {quoted(text)}\nbody = {quoted(_body(text))}\n"
        f"source = {quoted(text)}\nurl = {quoted(text)}\nunits = [{quoted(text)}]\ntags = [{quoted(text)}]\n"
        for text in TEXTS
    )
    return f"""format = 1
{quoted("evil key " + ACTING["colour"])} = {everything}
[masthead]
publisher = {everything}
title = {everything}
year = 2024
number = {number}
date = 2024-12-16
department = {everything}
marking = {everything}
[workflow]
status = "published"
[preface]
title = {everything}
body = {quoted(_body(EVERYTHING))}
[[distribution]]
role = {everything}
recipients = [{everything}, {quoted(LONG)}]
channel = {everything}
[[section]]
title = {everything}
numbered = true
{items}
[[section]]
title = {quoted(LONG)}
[[section.item]]
title = {quoted(LONG)}
body = {quoted(_body(LONG))}
[end]
mark = {everything}
"""


def _body(text: str) -> str:
    return f"{text}\n一、{text}\n（一）{text}。{text}\n| {text} | {text} |\n| {text} | b |\n"


def _escaped(text: str) -> str:
    return '"' + "".join(_escape(char) for char in text) + '"'


def _escape(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    code = ord(char)
    if char.isprintable():
        return char
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

"""Texts that would act on a terminal or on mark-up, and the eye that finds what acted.

Each text carries the word `evil` so that a test can see it was shown at all. Used by the framework's canaries and by the
tests of promises T1 and T2.
"""

import re

from briefing_tui.text.clean import UNSAFE

ACTING = {
    "escape": "evil\x1bc",
    "colour": "evil\x1b[31;5m",
    "cursor": "evil\x1b[2J\x1b[H",
    "title": "evil\x1b]0;pwned\x07",
    "clipboard": "evil\x1b]52;c;cHduZWQ=\x07",
    "clipboard, ended by ST": "evil\x1b]52;c;cHduZWQ=\x1b\\",
    "link": "evil\x1b]8;;http://pwned.example\x1b\\click\x1b]8;;\x1b\\",
    "device control": "evil\x1bPtmux;\x1b\x1b]52;c;cHduZWQ=\x07\x1b\\",
    "C1 CSI": "evil\x9b31m",
    "C1 OSC": "evil\x9d0;pwned\x9c",
    "nul": "evil\x00\x01\x02",
    "bell and backspace": "evil\x07\x08\x08",
    "shifts": "evil\x0e\x0f",
    "delete": "evil\x7f\x7f",
    "vertical": "evil\x0b\x0c\x85",
    "carriage return": "evil\roverwritten",
    "bidi override": "evil\u202egnp.exe\u202c",
    "bidi isolate": "evil\u2066\u2067\u2069\u061c\u200e\u200f",
    "zero width": "ev\u200bi\u2060l evil\ufeff\u00ad",
    "line separators": "evil\u2028\u2029",
    "tags": "evil\U000e0041\U000e007f",
    "interlinear": "evil\ufff9\ufffa\ufffb",
}
"""Name → a text with characters that act on a terminal."""

MARKUP = {
    "closing": "evil[/]",
    "closing name": "evil[/b]",
    "bold": "evil[b]bold[/b]",
    "action": "evil[@click=app.quit]here[/]",
    "link markup": "evil[link=http://pwned.example]here[/link]",
    "colour markup": "evil[red on blue]x",
    "variable": "evil$name ${name} [$primary]",
    "emoji": "evil:smile:",
    "open bracket": "evil[",
    "quotes": "evil[\"'`\\",
    "html": "evil<b>&amp;<script>",
    "markdown": "# evil **b** [x](http://pwned.example)",
}
"""Name → a text that is mark-up to one of the libraries; it must be shown as it is."""

LONG = "evil" + "长" * 3000
EVERYTHING = "".join(ACTING.values()) + "".join(MARKUP.values())

_OURS = re.compile(
    r"\x1b\[[0-9;]*[mHKJC]"  # colours, places, erasing
    r"|\x1b\[\?(?:1049|25|2004|7|1000|1002|1006|2026)[hl]|\x1b\[\?2026\$p"  # modes of our driver
    r"|\x1b7|\x1b8|\x1b\[6n|\x1b\]11;\?\x1b\\"  # the probe
    r"|\x1b\]8;(?:id=[0-9]+;(?:https?://|mailto:)[!-~]+|;)\x1b\\"  # a link that is printed
    r"|\x1b\]2;[^\x00-\x1f\x7f-\x9f]*\x07"  # the window's title
    r"|\x07(?=\Z)|[\r\n\t]"
)


def leaks(output: str | bytes, *, lines: bool = False) -> list[str]:
    """The characters in what was written that act on a terminal and are not our own, with their surroundings.

    `lines`: the output is plain text of a shell verb; even our own sequences but colours have no place in it.
    """
    text = output.decode("utf-8", "surrogateescape") if isinstance(output, bytes) else output
    ours = re.compile(r"\x1b\[[0-9;]*m|\r?\n") if lines else _OURS
    rest = ours.sub("\x20", text)
    return [rest[max(0, match.start() - 15) : match.end() + 15] for match in UNSAFE.finditer(rest)]

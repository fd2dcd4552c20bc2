"""Which of the names at the top of a text is the bulletin's and which its publisher's. Pure."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from briefing_tui.importers.recogniser.masthead.words import is_marking
from briefing_tui.importers.recogniser.names import (
    ends_like_bulletin,
    is_department,
    is_part,
    is_publisher,
    is_whole,
    sounds_like_bulletin,
)
from briefing_tui.importers.report import squeeze
from briefing_tui.text.late_pattern import Signed, late

_QUOTED = late(r"《([^《》]+)》(.*)\Z")
_MARKED = Signed(
    "】〕]）)", r"[【〔\[（(](?P<marking>[\u4e00-\u9fff ]{2,8})[】〕\]）)][ \u3000]*(?P<name>\S.*)\Z"
)
_COUNTS = late("(?:本期|共|总计|合计).{0,12}[0-9０-９一二三四五六七八九十]+ ?[条篇则项件]")
YEAR_AT_HEAD = late("((?:19|20)[0-9]{2})[ ]?年")
"""2024年两会简报: the year a title begins with."""
_WEAK_ENDS = ("报", "報", "刊", "讯", "进展")


class TitleCandidate(NamedTuple):
    """A line or piece that may be publisher or title."""

    line: int
    text: str
    sure: bool = False
    """It stands where only a title stands: on the number line, in a heading, behind 刊名：."""


def title_at(names: Sequence[TitleCandidate]) -> int:
    """Index of the title: the last that is sure or sounds like one, else the last that is no organisation; -1 for none."""
    tests: tuple[Callable[[TitleCandidate], bool], ...] = (
        lambda name: name.sure and not is_department(name.text),
        lambda name: (
            sounds_like_bulletin(name.text) and not is_department(name.text) and not is_aside(name.text)
        ),
        lambda name: not is_department(name.text),
    )
    for test in tests:
        for index in range(len(names) - 1, -1, -1):
            if test(names[index]):
                return index
    return len(names) - 1


def may_be_name(text: str) -> bool:
    """Whether a text has the word of a bulletin, or ends like the name of one, and does not count what is in it."""
    return (sounds_like_bulletin(text) or ends_like_bulletin(text)) and not is_aside(text)


def is_aside(text: str) -> bool:
    """（季刊）, 本期共3条: what stands beside a name."""
    return (text[0] in "（(" and text[-1] in "）)") or _COUNTS.match(text) is not None


def publisher_at(names: Sequence[TitleCandidate], title: int) -> int:
    """Index of the publisher: an organisation, rather than a part of one, and rather above the title than below it; -1 for none."""
    order = [*range(title - 1, -1, -1), *range(title + 1, len(names))]
    named = [index for index in order if is_publisher(names[index].text)]
    if named and is_part(names[named[0]].text):
        named.sort(key=lambda index: not is_whole(names[index].text))
    others = [
        index
        for index in order
        if not sounds_like_bulletin(names[index].text) and not {":", "："} & set(names[index].text)
    ]
    return next(iter([*named, *others]), -1)


def are_two_names(texts: Sequence[str]) -> bool:
    """Whether parts of a line with a wide blank between are an organisation and its bulletin, not one spread-out name."""
    return (
        len(texts) > 1
        and any(is_department(text) for text in texts)
        and any(sounds_like_bulletin(text) and not is_department(text) for text in texts)
    )


def organisation_and_bulletin(text: str) -> tuple[str, ...]:
    """`示例学院 党建工作简报`, with one blank between, in its two names; nothing for other text."""
    parts = tuple(text.split(" "))
    both = len(parts) == 2 and is_department(parts[0]) and sounds_like_bulletin(parts[1])
    return parts if both and not is_department(parts[1]) else ()


def part_marking(text: str) -> tuple[str, str]:
    """`【内部】name` → 内部 and name; nothing and another text."""
    found = _MARKED.match(text)
    return (found["marking"], found["name"]) if found and is_marking(found["marking"]) else ("", text)


def without_quotes(text: str) -> tuple[str, str]:
    """`《name》 rest` → name and rest; other text and nothing."""
    found = _QUOTED.match(text)
    return (found[1], found[2]) if found else (text, "")


def is_title(name: TitleCandidate) -> bool:
    """Whether something says that this is the title: its place, a bulletin's word in it, its last character."""
    return (
        name.sure
        or name.text.startswith("《")
        or sounds_like_bulletin(name.text)
        or squeeze(name.text).endswith(_WEAK_ENDS)
    )

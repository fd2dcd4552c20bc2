"""Which issue of a library a person asks for, who may have left out the year. Called by `LibraryReader.resolve` when the address is
in none of the forms we write.

Without a year it is the issue of this year, or else the newest with that number; what was taken is told, for it is a guess.
"""

import time
from typing import NamedTuple

from briefing_tui.errors import KeyFormatError, NotFoundError
from briefing_tui.i18n import _
from briefing_tui.model.asked import Asked, plain, read_asked
from briefing_tui.model.key import SUPPLEMENT, IssueKey, ItemAddress, make_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class AskedShelf(Protocol):
        """What is asked of a library."""

        def with_number(self, kind: str, number: int) -> list[IssueKey]:
            """The issues with a number of the year, newest first."""

        def newest_hint(self) -> str:
            """What to say to somebody who asked for an issue that is not there."""


LATEST_WORDS = frozenset({"latest", "newest", "最新", "最新一期", "最新期", "最近一期"})
"""All that mean the newest issue; help speaks of the first alone."""


class Understood(NamedTuple):
    """What an address was taken for."""

    address: ItemAddress
    taken: str = ""
    """What to tell, when it could have meant another."""


def is_latest(word: str) -> bool:
    """Whether a word asks for the newest issue."""
    return plain(word) in LATEST_WORDS


def understand(library: "AskedShelf", text: str, year: int | None = None) -> Understood:
    """The issue that is asked for; `year` is this year, by the clock unless given. It need not be there when its year is
    written.

    KeyFormatError when the text is no address, NotFoundError when no issue has the number that was written without a year.
    """
    asked = read_asked(text)
    if asked.year is not None:
        key = make_key(asked.year, asked.number, asked.kind)
        return Understood(ItemAddress(key, asked.item), _taken(text, key) if asked.guessed else "")
    this_year = time.localtime().tm_year if year is None else year
    found = library.with_number(asked.kind, asked.number)
    if not found:
        raise NotFoundError(
            _("no issue has the number {number}").format(number=_number(asked)), hint=library.newest_hint()
        )
    key = next((key for key in found if key.year == this_year), found[0])
    return Understood(ItemAddress(key, asked.item), _taken(text, key, [one for one in found if one != key]))


def key_to_change(text: str, year: int | None = None) -> IssueKey:
    """The issue that is to be removed or renamed, or the key that one shall have: its year must be written, in whatever form,
    unless `year` is what else is meant. KeyFormatError otherwise.
    """
    asked = read_asked(text)
    if asked.item is not None:
        raise KeyFormatError(
            _("{text!r} is an item, and an issue is asked for").format(text=text), hint=_example(asked)
        )
    if asked.year is None and year is None:
        raise KeyFormatError(_("{text!r} does not say the year").format(text=text), hint=_example(asked))
    return make_key(asked.year or year or 0, asked.number, asked.kind)


def _example(asked: Asked) -> str:
    year = asked.year if asked.year is not None else time.localtime().tm_year
    return _("write it whole, such as {example}").format(example=make_key(year, asked.number, asked.kind))


def _taken(text: str, key: IssueKey, others: list[IssueKey] | None = None) -> str:
    if not others:
        return _("{text} is taken as {key}").format(text=text.strip(), key=key)
    shown = ", ".join(map(str, others[:3])) + ("…" if len(others) > 3 else "")
    return _("{text} is taken as {key}; there is {others} too").format(
        text=text.strip(), key=key, others=shown
    )


def _number(asked: Asked) -> str:
    return f"增{asked.number}" if asked.kind == SUPPLEMENT else str(asked.number)

"""What the top of a text says, as a value."""

import datetime as dt
from typing import NamedTuple

from briefing_tui.importers.recogniser.lines import SourceLine
from briefing_tui.model.key import ISSUE


class Particulars(NamedTuple):
    """What the top of the text says; 0 and empty where it says nothing."""

    publisher: str = ""
    title: str = ""
    marking: str = ""
    department: str = ""
    year: int = 0
    number: int = 0
    kind: str = ISSUE
    total: int | None = None
    date: dt.date | None = None
    copies: int | None = None
    likely_year: int = 0
    """The year of a month or of a span of days, when nothing better tells it."""
    likely_from: tuple[int, str] = (0, "")
    """Line and text of it."""
    roles: tuple[SourceLine, ...] = ()
    """Lines of the distribution that stand here (主送：)."""

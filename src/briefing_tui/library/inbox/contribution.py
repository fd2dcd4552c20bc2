"""来稿: files that units sent in, before they are items. Values of the inbox; no file is opened here.

`LIBRARY/inbox/` is filled by a share, by sftp or by a mail filter. A folder at its top is a unit; deeper ones are part of a file's name.
What was decided lies in `taken/` and `declined/` beside the units.
"""

from typing import NamedTuple

from briefing_tui.library.entry import Stamp

TAKEN, DECLINED = "taken", "declined"
"""What was decided, and the folder a file is moved to then."""


class Contribution(NamedTuple):
    """One file that waits."""

    file: str
    """Relative to the inbox, with `/`: what an item's `origin` names."""
    unit: str
    """Of the folder; empty for a file at the top."""
    received: str
    """Local date, ISO 8601: when the file was last written."""
    stamp: Stamp
    reason: str = ""
    """Why it cannot be opened; empty when it can."""
    before: str = ""
    """Where the same bytes were taken or declined before: `2024-15#3`, or the reason; empty when they are new."""

    @property
    def name(self) -> str:
        """Its own name, without the unit's folder."""
        return self.file.partition("/")[2] if self.unit else self.file


class Decision(NamedTuple):
    """What became of a contribution."""

    what: str
    """TAKEN or DECLINED."""
    file: str
    """As in `Contribution.file`, when it waited."""
    unit: str
    """Who sent it in."""
    to: str
    """Where it was moved to, relative to the inbox."""
    when: str
    """Local date and time to the minute, `2024-12-16 15:02`."""
    who: str
    items: tuple[str, ...] = ()
    """Addresses at the time: `2024-15#3`."""
    reason: str = ""
    """Of a declined one."""
    size: int = 0
    """Bytes."""
    sha256: str = ""
    """Of its bytes, in hexadecimal digits."""

    @property
    def told(self) -> str:
        """In short: where it is, or why not."""
        return "、".join(self.items) if self.what == TAKEN else self.reason


class Usage(NamedTuple):
    """采用情况 of one unit."""

    sent: int = 0
    """报送: contributions that wait or were decided on."""
    taken: int = 0
    """采用."""

    @property
    def percent(self) -> str:
        """采用率 as it is printed: 33%; empty for who sent nothing."""
        return f"{self.share:.0%}" if self.sent else ""

    @property
    def share(self) -> float:
        """采用率, 0 to 1."""
        return self.taken / self.sent if self.sent else 0.0

"""What is handed to a service, one message or file at a time. Made by the channels' modules, carried out by `carrying_out`."""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

from briefing_tui.model.issue import Issue

DIGEST, FULL, NEWS, FILE, NOTICE, PRINT, PRINTER, MAIL, FEED, TEST = (
    "digest",
    "full",
    "news",
    "file",
    "notice",
    "print",
    "printer",
    "mail",
    "feed",
    "test",
)
"""Kinds of parts, as the journal has them."""
HANDED, REFUSED, UNKNOWN, SET_ASIDE = "handed over", "refused", "unknown", "set aside"
"""What became of a part. What was handed to a service is not known to have been read; what was unknown is set aside when a person
has it sent again.
"""

Attach = Callable[[str], bytes]
"""The issue in a format (`pdf`, `docx`, `txt` …) as bytes; BriefingError when it cannot be made."""
Files = Callable[[str], Attach]
"""Layout → what makes files of the issue in it; an empty one is the house's."""
Make = Callable[[Issue, str, str], bytes]
"""An issue, a format and a layout → the bytes of a file."""


class Part(NamedTuple):
    """One message, file or copy."""

    kind: str
    """One of the kinds above."""
    name: str
    """What tells it from others of its kind: its count `1/2`, a format, an address, a file's name."""
    identity: str
    """The same for what would say the same to the same; of what it is known whether it was handed over already."""
    payload: object
    """For the sender of its channel."""
    size: int = 0
    """Bytes that are sent, without what the service's protocol adds."""
    preview: tuple[str, ...] = ()
    """The first lines as people will see them."""
    repeatable: bool = False
    """Doing it twice is doing it once: a file that is written over."""


class DeliveryOutcome(NamedTuple):
    """What became of one attempt."""

    result: str
    """`HANDED`, `REFUSED`, `UNKNOWN`."""
    said: str = ""
    """Why, in the user's language; never a secret."""
    code: str = ""
    """The service's own number for it, when it gave one."""
    wait: float = 0.0
    """Seconds after which the service takes it; 0 when waiting does not help."""
    final: bool = False
    """Whether others of the channel would fare the same: nothing more is tried."""


def identity_of(*values: object) -> str:
    """A digest of what makes a part: 24 hexadecimal digits."""
    text = "\0".join(map(str, values))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def first_lines(text: str, count: int = 12) -> tuple[str, ...]:
    """Of a message, as a preview."""
    return tuple(text.split("\n")[:count])

"""来源库: other libraries whose published items are taken over. Values, and what a name may be; no file is opened here.

A library is either a directory that this machine sees, or a repository that git reaches: best the one of published issues alone.
"""

from typing import NamedTuple

from briefing_tui.errors import UsageError
from briefing_tui.i18n import _
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey
from briefing_tui.text.clean import clean_line

_NAME_LENGTH = 40
"""Characters: a name stands before each address."""


class Source(NamedTuple):
    """One other library."""

    name: str
    """What it is called here, `示例分公司`: before the address of each item that is taken."""
    unit: str
    """报送单位 of what is taken."""
    directory: str = ""
    """Absolute path of a library; empty for a repository."""
    git: str = ""
    """Address of a repository; empty for a directory."""
    fault: str = ""
    """Why it cannot be asked; empty when it can."""

    @property
    def place(self) -> str:
        """Where it is."""
        return self.directory or self.git


class SourceIssue(NamedTuple):
    """One file of another library."""

    key: IssueKey | None
    """None when its name is no key."""
    file: str
    """Relative to that library, as it has it: clean it before it is shown."""
    mark: str
    """Another one when the file is another."""
    issue: Issue | None = None
    """None when it cannot be had."""
    reason: str = ""
    """Why not; empty when it can."""
    draft: bool = False
    """It is not published yet, which is no fault."""


def check_name(name: str) -> str:
    """A name that can stand before an address; UsageError for any other."""
    odd = not name or name != clean_line(name) or name != name.strip() or len(name) > _NAME_LENGTH
    if odd or any(sign in name for sign in "#/\\") or not name.isprintable():
        raise UsageError(
            _("{name!r} is no name of a library").format(name=clean_line(name)[:40]),
            hint=_("up to {count} characters, without # and /").format(count=_NAME_LENGTH),
        )
    return name

"""Issues to and from TOML, format version 1 (`docs/issue-format.md`).

The door of the codec: `decode` reads, `encode` writes (and is imported only then, for it needs tomlkit).
"""

from briefing_tui.library.format.decode import Loaded, load_issue
from briefing_tui.model.issue import Issue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing_tui.library.format.lines import Lines

__all__ = ["Loaded", "dump_issue", "load_issue", "update_text"]


def dump_issue(issue: Issue) -> str:
    """`issue` as the text of a new file: LF, ends with a newline, `mark` last."""
    from briefing_tui.library.format import encode

    return encode.dump_issue(issue)


def update_text(text: str, old: Issue, new: Issue, known: "Mapping[int, Lines] | None" = None) -> str:
    """`text`, which holds `old`, changed to hold `new`; only lines whose value changed differ.

    `known` are lines, by identity, of pieces that the file had earlier: one that comes back has them again.
    """
    from briefing_tui.library.format import update

    return update.update_text(text, old, new, known or {})

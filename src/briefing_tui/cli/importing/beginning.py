"""What an import begins with, before the command line is taken apart and all is loaded: the limited child of the one Word file that is named.

Called by `cli.main` with what is behind the verb. A guess by the name of the file: a child that no document comes to is dismissed.
"""

from collections.abc import Callable, Sequence

_WORD = (".docx", ".docm")


def begin(words: Sequence[str]) -> Callable[[], None]:
    """The child begins, if there is one to be; and what is to be called when the verb has ended."""
    if sum(word.lower().endswith(_WORD) for word in words) != 1:
        return _nothing
    from briefing_tui.importers.sandbox import parent

    try:
        parent.expect()
    except OSError:  # no process to be had: told when the file is read
        return _nothing
    return parent.dismiss


def _nothing() -> None:
    """Nothing has begun."""

"""How far the catalog has come, on the terminal; and bringing it up to date when the answer is out. Used by `search`, `list` and `stats`."""

from briefing_tui.cli.output.talk import Talk
from briefing_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.catalog.unstored import Progress
    from briefing_tui.library.search.finder import Finder


def progress(talk: Talk) -> "Progress":
    """What the finder is to call while it reads or writes much."""
    texts = {
        "reading": _("reading the issues"),
        "indexing": _("adding their words to the index"),
        "counting": _("counting"),
    }

    def tell(stage: str, done: int, total: int) -> None:
        talk.progress(
            _("{what}: {done} of {total}, Ctrl-C stops").format(what=texts[stage], done=done, total=total)
        )

    return tell


def keep_for_next_time(finder: "Finder", talk: Talk, *, index: bool, figures: bool = False) -> None:
    """Bring the catalog up to date after the answer was written; the person may stop that and loses nothing."""
    talk.done()
    try:
        finder.catch_up(progress(talk), index=index, figures=figures)
    except KeyboardInterrupt:
        return
    finally:
        talk.done()

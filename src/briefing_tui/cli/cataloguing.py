"""What `search`, `list` and `stats` share: asking the disk early, and keeping the catalog, with its progress on the terminal."""

from briefing_tui.cli.shell import Shell
from briefing_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.catalog.survey_process import SurveyProcess
    from briefing_tui.library.catalog.unstored import Progress
    from briefing_tui.library.reader import LibraryReader
    from briefing_tui.library.search.finder import Finder

_LARGE_BYTES = 4_000_000
"""Size of a catalog from which on a library has so many files that a second process pays; it costs a millisecond."""


def start_survey(library: "LibraryReader", shell: Shell) -> "SurveyProcess | None":
    """Begin to ask the disk what there is; None for a library that is not large."""
    from briefing_tui.library.catalog.seal import catalog_path  # noqa: PLC0415 - for these verbs
    from briefing_tui.library.disk.files import file_size  # noqa: PLC0415 - with the library

    if file_size(catalog_path(shell.settings.cache_directory, library.root)) < _LARGE_BYTES:
        return None
    from briefing_tui.library.catalog.survey_process import SurveyProcess  # noqa: PLC0415 - for large libraries

    return SurveyProcess(library.root)


def make_finder(library: "LibraryReader", shell: Shell) -> "Finder":
    """The finder of this session. Loads sqlite3."""
    from briefing_tui.library.search.finder import Finder  # noqa: PLC0415 - as said

    settings = shell.settings
    return Finder(
        library, settings.cache_directory, writable=not settings.read_only, ambiguous=shell.ambiguous
    )


def ready_finder(shell: Shell, *, figures: bool = False) -> "Finder":
    """A finder that has looked at the disk and read what its catalog lacks: each changed file once.

    With `figures` the catalog has those of all issues, if this session may write it.
    """
    library = shell.library()
    walk = start_survey(library, shell)
    finder = make_finder(library, shell)
    finder.prepare(progress(shell), figures=figures, seen=walk.finish() if walk is not None else None)
    return finder


def progress(shell: Shell) -> "Progress":
    """Tells on the terminal how far the catalog has come."""
    texts = {
        "reading": _("reading the issues"),
        "indexing": _("adding their words to the index"),
        "counting": _("counting"),
    }

    def tell(stage: str, done: int, total: int) -> None:
        shell.talk.progress(
            _("{what}: {done} of {total}, Ctrl-C stops").format(what=texts[stage], done=done, total=total)
        )

    return tell


def keep_for_next_time(finder: "Finder", shell: Shell, *, index: bool, figures: bool = False) -> None:
    """Bring the catalog up to date after the answer is out; the person may stop that and loses nothing."""
    shell.talk.done()
    shell.flush()
    try:
        finder.update(progress(shell), index=index, figures=figures)
    except KeyboardInterrupt:
        return
    finally:
        shell.talk.done()

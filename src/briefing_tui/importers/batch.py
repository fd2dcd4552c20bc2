"""Many files recognised at once, their results in the order of the files. Called by the verb `import`.

As many are read at a time as there are processors: what costs is the limited child, and a thread that waits for it costs nothing.
No more results wait than twice as many, so a thousand files take the memory of a few. A file that fails is a result like another.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from briefing_tui.errors import BriefingError, Place, RecogniseError
from briefing_tui.i18n import _
from briefing_tui.importers.sandbox import parent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from concurrent.futures import Future

    from briefing_tui.importers.recognise import Recognised


class ImportOutcome(NamedTuple):
    """What became of one file."""

    file: str
    digest: str
    """SHA-256 of its bytes in hexadecimal; empty when it could not be read, or no report asks for it."""
    recognised: "Recognised | None"
    error: BriefingError | None


Work = Callable[[str], "tuple[str, Recognised | None]"]
"""A file's name → the digest of its bytes and what was recognised, None when that is not wanted; BriefingError when it is not."""


def in_order(files: Sequence[str], work: Work, workers: int) -> Iterator[ImportOutcome]:
    """The outcome of each file, in their order. Whoever stops asking has the running children killed.

    One worker is the caller's own thread: reading standard input ends with Ctrl+C.
    """
    if workers < 2:
        yield from (_outcome(file, work) for file in files)
        return
    from concurrent.futures import ThreadPoolExecutor  # loads as much as the rest of a short import

    pool = ThreadPoolExecutor(workers, thread_name_prefix="import")
    waiting: deque[Future[ImportOutcome]] = deque()
    whole = False
    try:
        for file in files:
            waiting.append(pool.submit(_outcome, file, work))
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
        whole = True
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        if not whole:
            parent.stop_all()
        pool.shutdown()


def _outcome(file: str, work: Work) -> ImportOutcome:
    try:
        digest, recognised = work(file)
    except BriefingError as error:
        return ImportOutcome(file, "", None, error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file of thousands may not end the run
        message = _("a fault of the program: {name}").format(name=type(error).__name__)
        hint = _("import this file alone to see it logged")
        return ImportOutcome(file, "", None, RecogniseError(message, place=Place(file), hint=hint))
    return ImportOutcome(file, digest, recognised, None)

"""The work behind the export dialogue: from an issue to a file. Runs in a thread; knows no screen."""

from collections.abc import Callable
from threading import Event

from briefing_tui.errors import NotFoundError
from briefing_tui.exporters.excerpt import excerpt
from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.files import check_target, write_out
from briefing_tui.exporters.formats import ExportWish, export
from briefing_tui.i18n import _
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ItemAddress


def make_file(
    issue: Issue,
    address: ItemAddress,
    wish: ExportWish,
    path: str,
    library: str,
    stop: Event,
    tell: Callable[[str], None],
    *,
    replace: bool,
) -> int:
    """Write the issue, or the item of it that is addressed, to `path`; the bytes written.

    ExistsError for a file that is there and shall not be replaced, ExportError for anything else that is in the way, and when `stop` is set.
    """
    check_target(path, library, replace=replace)
    if address.item is not None:
        try:
            issue = excerpt(issue, address.item)
        except IndexError:
            raise NotFoundError(_("the issue has no such item any more")) from None
    data = export(issue, wish, tell=tell, stopped=stop.is_set)
    if stop.is_set():
        raise ExportError(_("stopped; nothing was written"))
    write_out(path, data, replace=replace)
    return len(data)

"""An issue as a PDF: the pages of a layout, set by typst in a process of its own.

Called by whoever puts an issue out. Same issue, layout and fonts, same bytes. Needs the extra `office`.
"""

from collections.abc import Callable, Sequence

from briefing_tui.exporters.layout import Layout
from briefing_tui.model.issue import Issue


def pdf_bytes(
    issue: Issue,
    layout: Layout,
    *,
    fonts: Sequence[str] = (),
    tell: Callable[[str], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> bytes:
    """The file. `fonts` are folders of the house, looked through before the system's.

    `tell` is told in one line of each thing that is not as the layout asks (a character that no font has). `stopped` is asked ten times a
    second; when it says yes, or Ctrl+C comes, the process ends and so does this with an ExportError or the KeyboardInterrupt.
    ExportError too when the extra or a Chinese font is missing.
    """
    raise NotImplementedError

"""An issue as a PDF: the pages of a layout, set by typst in a process of its own.

Called by whoever puts an issue out. Same issue, layout and fonts, same bytes. Needs the extra `office`.
"""

import importlib.util
import json
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from briefing_tui.compose.frame import number_line
from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.layout import Layout
from briefing_tui.exporters.paper.piece import PaperPieces
from briefing_tui.exporters.paper.pieces import issue_pieces
from briefing_tui.exporters.press.press import Press, no_room
from briefing_tui.i18n import _
from briefing_tui.model.issue import Issue
from briefing_tui.text.clean import clean_line

LARGE = 260_000
"""Characters of an issue whose PDF takes so long that it is told beforehand; it is not tagged either, which takes half the time."""
_NAMED = 5
"""Missing characters that are named; of more, how many there are."""


def pdf_bytes(
    issue: Issue,
    layout: Layout,
    *,
    fonts: Sequence[str] = (),
    tell: Callable[[str], None] | None = None,
    stopped: Callable[[], bool] | None = None,
    press: Press | None = None,
) -> bytes:
    """The file. `fonts` are folders of the house, looked through before the system's.

    `tell` is told in one line of each thing that is not as the layout asks (a character that no font has). `stopped` is asked ten times a
    second; when it says yes, or Ctrl+C comes, the process ends and so does this with an ExportError or the KeyboardInterrupt. `press` is that
    process when it was started before.
    ExportError too when the extra or a Chinese font is missing.
    """
    if importlib.util.find_spec("typst") is None:
        raise _no_typst()
    pieces = issue_pieces(issue, layout)
    large = sum(len(piece.text) for piece in pieces.body) > LARGE
    if large and tell is not None:
        tell(_("this issue is large: setting its pages takes a while"))
    try:
        with tempfile.TemporaryDirectory(prefix="briefing-tui-") as folder:
            told = _told(issue, pieces, layout, fonts, folder, tags=not large)
            with press or Press() as begun:
                head, _newline, pdf = begun.set(told, stopped).partition(b"\n")
    except OSError as error:
        raise no_room(error) from None
    report = json.loads(head or b'{"fault": "died"}')
    _check(report)
    if tell is not None:
        for line in _missing(report["missing"]):
            tell(line)
    return pdf


def _told(
    issue: Issue, pieces: PaperPieces, layout: Layout, fonts: Sequence[str], folder: str, *, tags: bool
) -> bytes:
    """What the process is told; `folder` is an empty one for the fonts that it puts together."""
    head = issue.masthead
    date = (
        datetime.combine(head.date, time(), UTC)
        if head.date is not None
        else datetime(1980, 1, 1, tzinfo=UTC)
    )
    number = number_line(issue)
    document = {
        "title": clean_line(" ".join(part for part in (head.title, number) if part)),
        "author": clean_line(head.department or head.publisher),
        "keywords": [clean_line(part) for part in (number, head.department) if part],
    }
    value = {
        "layout": {**layout._asdict(), "fonts": dict(layout.fonts), "styles": dict(layout.styles)},
        "fonts": list(fonts),
        "folder": folder,
        "body": pieces.body,
        "tail": pieces.tail,
        "document": document,
        "timestamp": int(date.timestamp()),
        "tags": tags,
    }
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _check(report: dict[str, Any]) -> None:
    """Raise what the process says went wrong."""
    match report["fault"]:
        case "":
            return
        case "typst":
            raise _no_typst()
        case "chinese":
            raise ExportError(
                _("there is no font with Chinese characters"),
                hint=_(
                    "install one, on Debian `apt install fonts-noto-cjk`, or put the house's into its folder of fonts"
                ),
            )
        case "typst said":
            raise ExportError(_("the pages could not be set: {reason}").format(reason=report["said"]))
        case _:
            raise ExportError(
                _("the process that sets the pages ended before it was done"),
                hint=_("a very large issue may need more memory than there is"),
            )


def _no_typst() -> ExportError:
    return ExportError(
        _("a PDF needs typst, which is not installed"), hint=_("`pip install 'briefing-tui[office]'`")
    )


def _missing(rows: Sequence[Sequence[Any]]) -> list[str]:
    """One line for each character that no font has, the rest counted."""
    lines = []
    for char, position in rows[:_NAMED]:
        name = f"{char} (U+{ord(char):04X})"
        if position:
            line = _("no font has {char} of item {position}: 〓 stands for it").format(
                char=name, position=position
            )
        else:
            line = _("no font has {char}: 〓 stands for it").format(char=name)
        lines.append(line)
    if len(rows) > _NAMED:
        lines.append(_("no font has {total} more characters").format(total=len(rows) - _NAMED))
    return lines

"""印送: the files that are printed, in a folder, and on a printer where one is named.

A file that is written over is the same file, so nothing is lost or doubled by doing it again. What `lp` has taken is on its way to paper.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping

from briefing_tui.delivery.channels import Printing
from briefing_tui.delivery.part import (
    HANDED,
    PRINT,
    PRINTER,
    REFUSED,
    UNKNOWN,
    Attach,
    DeliveryOutcome,
    Part,
    identity_of,
)
from briefing_tui.delivery.secrets import VARIABLE
from briefing_tui.delivery.wecom import file_name
from briefing_tui.delivery.wording import excerpt
from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, system_reason
from briefing_tui.library.disk.files import write_whole
from briefing_tui.model.issue import Issue

_SECONDS = 60.0
"""Until `lp` is given up."""
_COPIES = range(1, 1000)


def parts(
    printing: Printing, issue: Issue, content: str, attach: Attach, *, corrected: bool = False
) -> tuple[Part, ...]:
    """A file for each format, and a job for the printer. BriefingError when a file cannot be made."""
    return tuple(_parts(printing, issue, content, attach, corrected=corrected))


def _parts(
    printing: Printing, issue: Issue, content: str, attach: Attach, *, corrected: bool
) -> Iterator[Part]:
    sign = "（更正）" if corrected else ""
    for form in printing.formats:
        data = attach(form)
        stem, _dot, ending = file_name(issue, form).rpartition(".")
        path = os.path.join(printing.folder, f"{stem}{sign}.{ending}")
        identity = identity_of(PRINT, path, content)
        shown = (os.path.basename(path), "", *excerpt(issue))
        yield Part(PRINT, form, identity, (path, data), len(data), shown, repeatable=True)
    if printing.printer:
        data = attach("pdf")
        stem = file_name(issue, "pdf").removesuffix(".pdf") + sign
        copies = issue.end.copies if issue.end is not None and issue.end.copies in _COPIES else 1
        said = _("{copies} × {name} on {printer}")
        job = said.format(copies=copies, name=file_name(issue, "pdf"), printer=printing.printer)
        identity = identity_of(PRINTER, printing.printer, content, copies, sign)
        yield Part(PRINTER, printing.printer, identity, (copies or 1, data, stem), len(data), (job,))


class PrintSender:
    """One folder and its printer, for a run."""

    def __init__(self, printing: Printing, environ: Mapping[str, str]) -> None:
        self._printing = printing
        self._environ = {name: value for name, value in environ.items() if not name.startswith(VARIABLE)}

    def ready_in(self, part: Part) -> float:
        """At once."""
        return 0.0

    def prepare(self, part: Part) -> DeliveryOutcome:
        """Make the folder."""
        if part.kind == PRINT:
            try:
                os.makedirs(self._printing.folder, exist_ok=True)
            except OSError as error:
                said = _("{folder}: {reason}").format(
                    folder=self._printing.folder, reason=system_reason(error)
                )
                return DeliveryOutcome(REFUSED, said, final=True)
        return DeliveryOutcome(HANDED)

    def send(self, part: Part) -> DeliveryOutcome:
        """Write the file, or give it to the printer."""
        assert isinstance(part.payload, tuple)
        if part.kind == PRINTER:
            return self._print(*part.payload)
        path, data = part.payload
        try:
            write_whole(path, data)
        except BriefingError as error:
            return DeliveryOutcome(REFUSED, error.one_line())
        return DeliveryOutcome(HANDED)

    def _print(self, copies: int, data: bytes, title: str) -> DeliveryOutcome:
        command = ["lp", "-d", self._printing.printer, "-n", str(copies), "-t", title, "-"]
        try:
            done = subprocess.run(  # noqa: S603 - a list of words, no shell
                command, input=data, capture_output=True, check=False, timeout=_SECONDS, env=self._environ
            )
        except FileNotFoundError:
            return DeliveryOutcome(
                REFUSED, _("there is no `lp` on this machine; the files are in the folder")
            )
        except subprocess.TimeoutExpired:
            return DeliveryOutcome(UNKNOWN, _("`lp` did not end in {seconds:.0f} s").format(seconds=_SECONDS))
        except OSError as error:
            return DeliveryOutcome(REFUSED, system_reason(error))
        if done.returncode < 0:  # it may have handed the job over before
            return DeliveryOutcome(UNKNOWN, _("`lp` was ended before it answered"))
        if done.returncode:
            said = " ".join(done.stderr.decode("utf-8", "replace").split())[:160]
            return DeliveryOutcome(
                REFUSED, said or _("`lp` refused (code {code})").format(code=done.returncode)
            )
        return DeliveryOutcome(HANDED)

    def close(self) -> None:
        """Nothing is open."""

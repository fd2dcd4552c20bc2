"""A file of any kind to be recognised: read whole, but only when it is one that ends. Called by the verbs and by the library screen."""

import os
import stat

from briefing_tui.errors import Place, RecogniseError
from briefing_tui.i18n import _, system_reason
from briefing_tui.importers.documents import BYTES_LIMIT, recognise_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.importers.recognise import Recognised
    from briefing_tui.model.key import IssueKey


def read_file(file: str) -> bytes:
    """The bytes of a regular file, one more than the limit at most.

    RecogniseError when it cannot be read or is a directory, FIFO or device, which might never end.
    """
    place = Place(file)
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise RecogniseError(_("is no regular file"), place=place, hint=_("give the name of a file"))
            return stream.read(BYTES_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else str(error)
        raise RecogniseError(_("cannot be read: {reason}").format(reason=reason), place=place) from None


def recognise_file(file: str, key: "IssueKey | None" = None) -> "Recognised":
    """The issue that a file holds, as published; `key` names it when the text does not. RecogniseError when it holds none."""
    return recognise_document(read_file(file), name=file, key=key)

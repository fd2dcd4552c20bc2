"""The program as the console script starts it, but a crash also writes its whole traceback to `$BRIEFING_TEST_CRASH`.

Used by fuzzing.py: a read-only session writes nothing by itself, so a crash of one would stay unexplained.
"""

import os
import traceback
from pathlib import Path

from briefing_tui.cli.main import run
from briefing_tui.tui.terminal import crash

_record = crash.record


def _tell(error: BaseException, directory: str | None) -> str:
    Path(os.environ["BRIEFING_TEST_CRASH"]).write_text(
        "".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace"
    )
    return _record(error, directory)


crash.record = _tell
raise SystemExit(run())

"""A sync that is killed at one of its steps: `sync_child.py LIBRARY STEP`. Steps are questions to git and changes of files, before and after each.

Step 0 kills nobody; then the number of steps is printed.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from briefing_tui.library.history.git import Git
from briefing_tui.library.sync.attempt import SyncWish
from briefing_tui.library.sync.exchange import sync


class Steps:
    """Counts, and kills at one."""

    def __init__(self, fatal: int) -> None:
        self.count = 0
        self._fatal = fatal

    def around(self, does: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:
            self._step()
            done = does(*args, **options)
            self._step()
            return done

        return counted

    def _step(self) -> None:
        self.count += 1
        if self.count == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    steps = Steps(int(sys.argv[2]))
    Git.ask = steps.around(Git.ask)  # type: ignore[method-assign]
    for name in ("replace", "rename", "unlink", "fsync", "link"):
        setattr(os, name, steps.around(getattr(os, name)))
    sync(sys.argv[1], SyncWish("李"))
    sys.stdout.write(f"{steps.count}\n")

"""The stat walk of a large library done in a second process, while the shell verb that wants it starts up.

Called by the verbs `search` and `list`, never where there are threads: the process is forked and runs nothing but the
walk. It takes the years from the newest on; the caller, once it has nothing else to do, from the oldest; each marks what it
takes in memory they share. Where there can be no process, or it fails, the caller does all.
"""

import os
from mmap import mmap

from briefing_tui.errors import LibraryError
from briefing_tui.library.catalog.changes import survey, survey_years
from briefing_tui.library.catalog.survey import YearSurvey
from briefing_tui.library.disk.names import years_of

_LENGTH = 8
"""Bytes of a number before each part of what is sent."""


class SurveyProcess:
    """One walk: begun when it is made, ended by `finish` when the answer is needed."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._pid = 0
        self._pipe = -1
        self._years: list[str] = []
        try:
            self._years = years_of(root)
            self._taken = mmap(-1, len(self._years) + 1)
            self._fork()
        except (LibraryError, OSError):
            return

    def _fork(self) -> None:
        pipe, inlet = os.pipe()
        try:
            self._pid = os.fork()
        except OSError:
            os.close(pipe)
            os.close(inlet)
            raise
        if self._pid == 0:
            code = 1
            try:
                os.close(pipe)
                _send(inlet, self._take(range(len(self._years))))
                code = 0
            finally:
                os._exit(code)
        os.close(inlet)
        self._pipe = pipe

    def _take(self, order: range) -> dict[str, YearSurvey]:
        """The surveys of the years in this order, until one is met that the other process has taken."""
        found: dict[str, YearSurvey] = {}
        for index in order:
            if self._taken[index]:
                break
            self._taken[index] = 1
            found |= survey_years(self._root, [self._years[index]])
        return found

    def finish(self) -> dict[str, YearSurvey]:
        """What `changes.survey` says. LibraryError when the library cannot be listed."""
        if not self._pid:
            return survey(self._root)
        here = self._take(range(len(self._years) - 1, -1, -1))
        there = _receive(self._pipe)
        os.close(self._pipe)
        _pid, status = os.waitpid(self._pid, 0)
        self._pid = 0
        if status or there is None:
            return survey(self._root)
        return {**there, **here}


def _send(pipe: int, found: dict[str, YearSurvey]) -> None:
    parts = []
    for year, one in found.items():
        for part in (year.encode(), os.fsencode(one.names), one.stamps):
            parts += [len(part).to_bytes(_LENGTH, "big"), part]
    left = memoryview(b"".join(parts))
    while left:
        left = left[os.write(pipe, left) :]


def _receive(pipe: int) -> dict[str, YearSurvey] | None:
    """What was sent; None when it is not whole."""
    parts = []
    while part := os.read(pipe, 1 << 20):
        parts.append(part)
    data = b"".join(parts)
    values = []
    at = 0
    while at < len(data):
        end = at + _LENGTH + int.from_bytes(data[at : at + _LENGTH], "big")
        values.append(data[at + _LENGTH : end])
        at = end
    if at != len(data) or len(values) % 3:
        return None
    triples = zip(values[::3], values[1::3], values[2::3], strict=True)
    return {year.decode(): YearSurvey(os.fsdecode(names), stamps) for year, names, stamps in triples}

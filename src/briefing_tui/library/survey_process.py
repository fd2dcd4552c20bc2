"""The stat walk of a large library done in a second process, while the shell verb that wants it starts up.

Called by the verbs `search` and `list`, never where there are threads: the process is forked and runs nothing but the
walk. It takes the larger part of the years, the caller the rest. Where it cannot be made, or fails, the caller does all.
"""

import os

from briefing_tui.errors import LibraryError
from briefing_tui.library.changes import survey, survey_years
from briefing_tui.library.found import years_of
from briefing_tui.library.survey import YearSurvey

_SHARE = 0.65
"""Of the years that the second process takes: it begins earlier."""
_LENGTH = 8
"""Bytes of a number before each part of what is sent."""


class SurveyProcess:
    """One walk: begun when it is made, ended by `finish` when the answer is needed."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._pid = 0
        self._pipe = -1
        self._there: list[str] = []
        self._here: list[str] = []
        self._start()

    def _start(self) -> None:
        try:
            years = years_of(self._root)
            pipe, inlet = os.pipe()
        except (LibraryError, OSError):
            return
        share = round(len(years) * _SHARE)
        self._there, self._here = years[:share], years[share:]
        try:
            self._pid = os.fork()
        except OSError:
            os.close(pipe)
            os.close(inlet)
            return
        if self._pid == 0:
            code = 1
            try:
                os.close(pipe)
                _send(inlet, survey_years(self._root, self._there))
                code = 0
            finally:
                os._exit(code)
        os.close(inlet)
        self._pipe = pipe

    def finish(self) -> dict[str, YearSurvey]:
        """What `changes.survey` says. LibraryError when the library cannot be listed."""
        if not self._pid:
            return survey(self._root)
        here = survey_years(self._root, self._here)
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

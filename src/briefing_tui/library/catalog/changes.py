"""How a library differs from what is known of it. Called by the finder and the catalog's update. Reads no file."""

from typing import NamedTuple

from briefing_tui.library.catalog.survey import UNSEEN, FileStamp, FolderStamp, YearSurvey, pack, survey_year
from briefing_tui.library.disk.names import Found, key_of, newest_first, years_of
from briefing_tui.model.key import IssueKey

_NOTHING = pack({})


class Changes(NamedTuple):
    """How one year differs."""

    year: str
    now: dict[str, FileStamp]
    """Every name and its stamp, as the disk has it."""
    known: dict[str, FileStamp]
    changed: list[str]
    """Names to be read, newest first."""
    gone: list[str]
    """Names known and no longer there."""
    folder: FolderStamp
    """Of the year's folder when it was looked at."""


def survey(root: str) -> dict[str, YearSurvey]:
    """What the disk says of every year that can be listed; LibraryError when the library cannot."""
    return survey_years(root, years_of(root))


def survey_years(root: str, years: list[str]) -> dict[str, YearSurvey]:
    """What the disk says of these years."""
    found = {}
    for year in years:
        try:
            found[year] = survey_year(root, year)
        except OSError:
            continue  # a list tells why
    return found


def compare(known: dict[str, YearSurvey], seen: dict[str, YearSurvey]) -> list[Changes]:
    """What changed, newest year first; nothing when nothing did."""
    found = []
    for year in sorted({*known, *seen}, reverse=True):
        before, after = known.get(year, _NOTHING), seen.get(year, _NOTHING)
        if not before.is_as(after):
            change = _changes(year, before.files(), after.files(), after.folder)
            if change.changed or change.gone:
                found.append(change)
    return found


def winners(year: str, names: list[str]) -> dict[IssueKey, str]:
    """Key → the name that counts for it; of two names of one key the usual one, else the first."""
    found: dict[IssueKey, str] = {}
    for name in _in_order(year, names):
        key = key_of(name, int(year))
        if key is not None:
            found.setdefault(key, name)
    return found


def _changes(
    year: str, known: dict[str, FileStamp], now: dict[str, FileStamp], folder: FolderStamp
) -> Changes:
    changed = {name for name, stamp in now.items() if known.get(name) != stamp or stamp == UNSEEN}
    gone = [name for name in known if name not in now]
    # Which of two files counts for a key may change with either.
    changed |= (_shared(year, list(now)) | _shared(year, list(known))) & now.keys()
    return Changes(year, now, known, _in_order(year, list(changed)), gone, folder)


def _shared(year: str, names: list[str]) -> set[str]:
    """Those of the names that have a key in common with another."""
    by_key: dict[IssueKey, list[str]] = {}
    for name in names:
        key = key_of(name, int(year))
        if key is not None:
            by_key.setdefault(key, []).append(name)
    return {name for several in by_key.values() if len(several) > 1 for name in several}


def _in_order(year: str, names: list[str]) -> list[str]:
    """The names, newest first."""
    found = [Found(key_of(name, int(year)), f"{year}/{name}", None, "") for name in names]
    return [one.file[len(year) + 1 :] for one in sorted(found, key=newest_first)]

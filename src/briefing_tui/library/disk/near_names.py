"""Names in a library that are nearly an issue's or a year's: what is wrong with them, and what they should be called.

Called by the reader and by `disk.names`. Nothing here is opened, and no name becomes an issue by this: a person renames it.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from briefing_tui.errors import KeyFormatError
from briefing_tui.i18n import _
from briefing_tui.model.key import IssueKey, parse_key
from briefing_tui.text.late_pattern import late

ENDING = ".toml"
HOUSE_FILES = frozenset({"terms.toml", "proof.toml", "sources.toml"})
"""TOML files that belong at the top of a library (`library.house_files`)."""
_YEAR = late(
    r"([1-9][0-9]{3})(?:\s*年(?:度)?|[\s._-]*(?:副本|复件|copy|copie|备份|bak|\([0-9]+\))?)?", re.IGNORECASE
)
"""A folder that somebody means as a year: 2024年, 2024 (1), 2024 - 副本; with ordinary digits by then."""
_TYPED_ENDINGS = frozenset(("", ".txt", ".tom", ".tml", ".tmol", ".tolm"))
"""What a program or a finger makes of .toml."""
_COPY = late(
    r"副本|复件|备份|冲突|拷贝|copy|backup|conflict|\bold\b|\borig\b|\bbak\b|\([0-9]+\)|（[0-9]+）",
    re.IGNORECASE,
)
_KEY = late(r"[0-9]{4} ?(?:-(?:增刊?|s)?[0-9]{1,4}|年 ?(?:增刊)? ?第[^期]{1,6}期(?:增刊)?)", re.IGNORECASE)


class Misplaced(NamedTuple):
    """A name that hides an issue, or many."""

    file: str
    """Relative to the library."""
    reason: str


def misplaced(root: str, years: list[str]) -> Iterator[Misplaced]:
    """What lies beside the names that are read: at the top of a library, and in the directories of its `years`."""
    for name in sorted(_names(root)):
        if name in years or name in HOUSE_FILES or name.startswith("."):
            continue
        if _hides_an_issue(name):
            text = _("stands beside the years' directories, where it is never read: move it into its year")
            yield Misplaced(name, text)
        elif (year := _meant_year(name) or _year_within(root, name)) and os.path.isdir(
            os.path.join(root, name)
        ):
            text = _(
                "is no year's directory, so no issue in it is read: rename it to {year}, or move its files there"
            )
            yield Misplaced(name, text.format(year=year))
    for year in years:
        if os.path.islink(os.path.join(root, year)):
            continue
        names = frozenset(_names(os.path.join(root, year)))
        for name in sorted(one for one in names if not one.endswith(ENDING)):
            if _hides_an_issue(name) or _lost_its_ending(name, names):
                yield Misplaced(f"{year}/{name}", why_no_issue(name, int(year)))
            elif _year_within(os.path.join(root, year), name, named=False):
                text = _(
                    "is a directory within a year's, so no issue in it is read: move its files to {year}"
                )
                yield Misplaced(f"{year}/{name}", text.format(year=year))


def why_no_issue(name: str, year: int) -> str:
    """Why a file in a year's directory is not read as an issue, and what it should be called where that can be told."""
    plain = unicodedata.normalize("NFKC", name).strip()
    stem, dot, rest = plain.lower().partition(ENDING)
    key = _meant_key(plain[: len(stem)])
    if dot and rest:
        text = _("ends in {ending}, so it is not read")
        reason = text.format(ending=plain[len(stem) :])
        return _with_name(reason, key, year) if rest in {".txt", ENDING} else reason
    if key is not None and key.year != year:
        return _("belongs into the directory {year}, not {here}").format(year=key.year, here=year)
    if _COPY.search(plain[: len(stem)]):
        if key is None:
            return _("looks like a copy; give it a number of its own, or move it away")
        return _("looks like a copy of {key}; give it a number of its own, or move it away").format(key=key)
    if not name.endswith(ENDING):
        key = key or _meant_key(os.path.splitext(plain)[0])
        return _with_name(_("its ending is not written .toml, so it is not read"), key, year)
    return _with_name(_("the name is no issue key"), key, year)


def _with_name(reason: str, key: IssueKey | None, year: int) -> str:
    """The reason, and the name that is right."""
    if key is None or key.year != year:
        return _("{reason}; such files are called {year}-14.toml").format(reason=reason, year=year)
    return _("{reason}; rename it to {name}").format(reason=reason, name=key.stem + ENDING)


def _meant_key(stem: str) -> IssueKey | None:
    """The key that a name without its ending holds; None when it holds none."""
    found = _KEY.search(stem.replace("_", "-").replace("–", "-").replace("—", "-"))
    try:
        return parse_key((found[0] if found else stem).replace(" ", ""))
    except KeyFormatError:
        return None


def _meant_year(name: str) -> str:
    """The year that a directory's name means without being one; empty when it means none."""
    found = _YEAR.fullmatch(unicodedata.normalize("NFKC", name).strip())
    return found[1] if found else ""


def _year_within(folder: str, name: str, *, named: bool = True) -> str:
    """The year of an issue that lies in a directory; empty when none lies there. `named`: only in one whose name has a number, as those
    of years have: what somebody puts away elsewhere is not ours.
    """
    path = os.path.join(folder, name)
    if name.startswith(".") or (named and not any(map(str.isdecimal, name))) or os.path.islink(path):
        return ""
    for one in _names(path) if os.path.isdir(path) else ():
        stem, ending = os.path.splitext(one)
        key = _meant_key(stem) if ending == ENDING and _KEY.fullmatch(stem) else None
        if key is not None:
            return str(key.year)
    return ""


def _hides_an_issue(name: str) -> bool:
    """Whether a name may be an issue's: with .toml somewhere. What editors keep beside a file is left out."""
    return (
        ENDING in unicodedata.normalize("NFKC", name).lower()
        and name[0] != "."
        and not name.endswith(("~", ".swp"))
    )


def _lost_its_ending(name: str, names: frozenset[str]) -> bool:
    """Whether a name is an issue's but for its ending, .txt or none, and no file has the right one."""
    stem, ending = os.path.splitext(unicodedata.normalize("NFKC", name).strip())
    if ending.lower() not in _TYPED_ENDINGS or _KEY.fullmatch(stem) is None:
        return False
    key = _meant_key(stem)
    return key is not None and key.stem + ENDING not in names


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []

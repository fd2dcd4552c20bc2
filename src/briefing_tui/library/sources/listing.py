"""Which other libraries a library takes items over from: `LIBRARY/sources.toml`, a `[[source]]` each. Read with care, changed as text.

The file belongs to the house: its history keeps it, a sync brings it to every editor's machine. People may write it by hand; a table that cannot
be meant is listed with the reason and holds up no other.
"""

import os
import re
from collections.abc import Iterator
from typing import Any

from briefing_tui.errors import BriefingError, ExistsError, LibraryError, NotFoundError, Place, UsageError
from briefing_tui.i18n import _
from briefing_tui.library.format.encode import one_line
from briefing_tui.library.format.toml.read import parse_toml
from briefing_tui.library.house_files import append_to_house_file, change_house_file, read_house_file
from briefing_tui.library.sources.source import Source, check_name
from briefing_tui.library.sync.remotes import check_url
from briefing_tui.text.clean import clean_line

NAME = "sources.toml"
MOST = 200
"""Libraries that are asked."""
_HEAD = re.compile(r"\s*\[\[\s*source\s*\]\]")
_KEYS = ("name", "unit", "directory", "git")


def read_sources(root: str) -> list[Source]:
    """All of them, in the order of the file. LibraryError or FormatError when it cannot be read."""
    return _sources(read_house_file(root, NAME), root)


def find_source(root: str, name: str) -> Source:
    """The one that is called so; NotFoundError that names those there are, LibraryError when it cannot be asked."""
    found = read_sources(root)
    for one in found:
        if one.name == name:
            if one.fault:
                raise LibraryError(f"{one.name}: {one.fault}", place=Place(os.path.join(root, NAME)))
            return one
    names = "、".join(one.name for one in found[:8])
    hint = _("there are: {names}").format(names=names) if names else _("`{command}` names one")
    raise NotFoundError(
        _("no source {name!r}").format(name=clean_line(name)[:40]),
        hint=hint.format(command="briefing-tui sources add NAME PLACE"),
    )


def made_source(root: str, name: str, place: str, unit: str = "") -> Source:
    """What a user means by a name and a place: a directory, or an address of git. UsageError for what can be neither."""
    check_name(name)
    unit = clean_line(unit).strip() or name
    path = os.path.abspath(os.path.expanduser(place))
    if os.path.isdir(path) and not _is_repository(path):
        if os.path.realpath(path) == os.path.realpath(root):
            raise UsageError(_("that is this library itself"))
        return Source(name, unit, directory=path)
    return Source(name, unit, git=check_url(place))


def add_source(root: str, source: Source) -> None:
    """Note one. ExistsError when the name is taken; LibraryError when the disk refuses."""
    known = read_sources(root)
    if any(one.name == source.name for one in known):
        raise ExistsError(
            _("there is a source {name} already").format(name=source.name),
            hint=_("`{command}` forgets it").format(command=f"briefing-tui sources remove {source.name}"),
        )
    if len(known) >= MOST:
        raise LibraryError(_("no more than {count} sources are asked").format(count=MOST))
    values = {name: value for name, value in source._asdict().items() if name in _KEYS and value}
    lines = ["[[source]]", *(f"{name} = {one_line(value)}" for name, value in values.items())]
    append_to_house_file(root, NAME, ("\n" if known else "") + "\n".join(lines) + "\n")


def remove_source(root: str, name: str) -> None:
    """Forget one; what was taken from it stays. NotFoundError when there is none, LibraryError when the file is too odd to be changed."""
    known = read_sources(root)
    at = next((at for at, one in enumerate(known) if one.name == name), None)
    if at is None:
        find_source(root, name)
        return
    left = [one for number, one in enumerate(known) if number != at]

    def without(text: str) -> str:
        made = _without_table(text, at)
        if _sources(parse_toml(made, NAME), root) != left:
            raise LibraryError(
                _("is written too oddly to be changed"),
                place=Place(os.path.join(root, NAME)),
                hint=_("take its table out by hand"),
            )
        return made

    change_house_file(root, NAME, without)


def _without_table(text: str, number: int) -> str:
    """The file without one of its tables (from 0); comments right before the next one stay."""
    lines = text.splitlines(keepends=True)
    heads = [at for at, line in enumerate(lines) if _HEAD.match(line)]
    if not 0 <= number < len(heads):
        return text
    begin = heads[number]
    end = next((at for at in range(begin + 1, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))
    while end < len(lines) and end > begin + 1 and lines[end - 1].lstrip().startswith("#"):
        end -= 1
    return "".join([*lines[:begin], *lines[end:]])


def _sources(tables: dict[str, Any], root: str) -> list[Source]:
    given = tables.get("source", [])
    found: list[Source] = []
    for number, table in enumerate(given if isinstance(given, list) else [given], 1):
        one = _source(table, number)
        if not one.fault and any(other.name == one.name for other in found):
            one = one._replace(fault=_("another source has the same name"))
        if not one.fault and one.directory and os.path.realpath(one.directory) == os.path.realpath(root):
            one = one._replace(fault=_("that is this library itself"))
        if number > MOST:
            one = one._replace(fault=_("no more than {count} sources are asked").format(count=MOST))
        found.append(one)
    return found


def _source(table: object, number: int) -> Source:
    """One table; keys that are not known are left to whoever wrote them."""
    values = dict(_texts(table))
    name = values.get("name", "").strip()
    made = Source(
        name or f"({number})",
        clean_line(values.get("unit", "")).strip() or name,
        directory=os.path.expanduser(values.get("directory", "")),
        git=values.get("git", ""),
    )
    try:
        check_name(name)
        if bool(made.directory) == bool(made.git):
            raise UsageError(_("needs either `directory` or `git`"))
        if made.directory and not (os.path.isabs(made.directory) and made.directory.isprintable()):
            raise UsageError(_("`directory` is no absolute path"))
        return made._replace(git=check_url(made.git)) if made.git else made
    except BriefingError as error:
        shown = clean_line(made.name)[:40]
        return Source(shown, clean_line(made.unit)[:40], fault=error.message)


def _texts(table: object) -> Iterator[tuple[str, str]]:
    if isinstance(table, dict):
        for name in _KEYS:
            value = table.get(name)
            if isinstance(value, str):
                yield name, value


def _is_repository(path: str) -> bool:
    """Whether a directory is a repository without files, as `git init --bare` makes one."""
    return os.path.isfile(os.path.join(path, "HEAD")) and os.path.isdir(os.path.join(path, "objects"))

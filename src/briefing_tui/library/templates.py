"""House templates: TOML files in `templates/` of the configuration directory, one for each usual kind of issue.

Called by the verb `new` and by the screens. A template is an issue file in which `format`, title, year and number
may be absent; its items and preface are taken over, so it can hold the standing text of every issue.
"""

import os

from briefing_tui.errors import NotFoundError, Place, UsageError
from briefing_tui.i18n import _
from briefing_tui.library.disk.files import read_regular
from briefing_tui.library.format.decode import load_template
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey

_ENDING = ".toml"


def template_names(directory: str) -> list[str]:
    """The names of the templates in a directory, sorted; none when it is not there."""
    try:
        found = os.listdir(directory)
    except OSError:
        return []
    return sorted(name.removesuffix(_ENDING) for name in found if name.endswith(_ENDING) and name[0] != ".")


def read_template(directory: str, name: str, key: IssueKey) -> Issue:
    """The template `name`, its year and number those of `key`.

    UsageError when `name` is a path, NotFoundError when there is none, FormatError when it is no issue.
    """
    name = name.removesuffix(_ENDING)
    if not name or name[0] == "." or "/" in name or "\0" in name:
        raise UsageError(
            _("{name!r} is no name of a template").format(name=name[:40]),
            hint=_("templates are in {directory}").format(directory=directory),
        )
    path = os.path.join(directory, name + _ENDING)
    try:
        data, _status = read_regular(path, directory)
    except NotFoundError:
        names = template_names(directory)
        hint = (
            _("there are: {names}").format(names=", ".join(names))
            if names
            else _("templates are files such as {path}").format(path=path)
        )
        raise NotFoundError(
            _("no template {name!r}").format(name=name[:40]), place=Place(directory), hint=hint
        ) from None
    return load_template(data, path, key.year, key.number)

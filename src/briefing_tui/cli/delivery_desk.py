"""Makes the desk that deliveries go over, of the settings. Called by `deliver`, `delivery`, `status`, `config` and the screens.

Here the exporters meet the channels, which do not know them: a channel asks for the issue in a format and gets bytes.
"""

import os
from functools import partial

from briefing_tui.cli.shell import Shell
from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.delivery.channels import Channel, Channels
    from briefing_tui.delivery.desk import Desk
    from briefing_tui.model.issue import Issue
    from briefing_tui.settings.values import Settings


def make_desk(shell: Shell) -> "Desk":
    """The desk. LibraryError in a session that may not write, SettingsError for a channel that cannot be meant."""
    from briefing_tui.delivery.desk import Desk, HouseChannels
    from briefing_tui.delivery.secrets import Secrets
    from briefing_tui.library.disk.user_name import account_name

    settings = shell.settings
    library = shell.editor()
    secrets = Secrets(settings.config_file, shell.environ)
    who = settings.name or account_name()
    make = partial(make_file, settings)
    return Desk(library, HouseChannels(house_channels(shell), secrets, make, shell.environ, who))


def house_channels(shell: Shell) -> "Channels":
    """The channels of the settings; SettingsError for the first that cannot be meant."""
    from briefing_tui.delivery.channels import absolute, read_channels
    from briefing_tui.settings.directories import expand

    settings = shell.settings
    folder = os.path.dirname(os.path.abspath(settings.config_file))
    return read_channels(
        settings.channels, settings.config_file, absolute(folder, lambda path: expand(path, shell.environ))
    )


def secret_names(channel: "Channel") -> list[str]:
    """The secrets that a channel needs."""
    names = (getattr(channel, "robot", ""), getattr(channel, "password", ""))
    test = getattr(channel, "test", "")
    return [name for name in (*names, test if isinstance(test, str) else "") if name]


def lacking(channel: "Channel", shell: Shell) -> list[str]:
    """What a channel needs and has not, a line each."""
    from importlib.util import find_spec

    from briefing_tui.delivery.secrets import Secrets

    secrets, faults = Secrets(shell.settings.config_file, shell.environ), []
    for name in secret_names(channel):
        try:
            secrets.get(name)
        except BriefingError as error:
            faults.append(error.one_line())
    if channel.kind == "wecom" and find_spec("urllib3") is None:
        faults.append(_("needs the package urllib3: install briefing-tui[send]"))
    return faults


def make_file(settings: "Settings", issue: "Issue", form: str, layout: str) -> bytes:
    """The issue in a format, its pages laid out as the channel has it, or else the house.

    BriefingError when it cannot be had: no font, a package that is not there.
    """
    from briefing_tui.exporters.formats import LAYOUTS, ExportWish, export

    layout = layout or settings.layout or LAYOUTS[0]
    return export(issue, ExportWish(form, layout, (settings.layout_directory,), settings.font_directories))

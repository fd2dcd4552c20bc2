"""A theme file and a key file to begin with, for `config init`. Loads no framework.

Every line that could be changed is a comment: such a file changes nothing until somebody takes a `#` away.
"""

from briefing_tui.i18n import _
from briefing_tui.tui.actions import keys
from briefing_tui.tui.actions.own_keys import SCREENS, public_name
from briefing_tui.tui.look.palettes import DARK


def theme_template() -> str:
    """The dark palette as a theme file."""
    head = [
        _("A theme of your own: choose it by L on the screens, or by its name in the settings."),
        _("Take the # before a colour away to change it; base is what the others come from: dark or light."),
    ]
    rows = [f'#{role} = "{colour}"' for role, colour in DARK.items()]
    return "\n".join([*(f"# {line}" for line in head), 'base = "dark"', *rows, ""])


def key_template() -> str:
    """Every action of every screen with its keys, as a key file."""
    head = [
        _("Keys of your own: take the # before an action away to give it other keys."),
        _(
            "A key is a character, ctrl+a to ctrl+z, f1 to f12, enter, space, tab, escape, home, end, pageup, pagedown or an arrow."
        ),
        _("Without the name of a screen above it an action has its keys wherever letters are keys."),
    ]
    lines = [f"# {line}" for line in head]
    for screen in SCREENS:
        lines += ["", f"[screen.{screen}]"]
        for row in keys.ACTIONS:
            if screen in row.screens:
                told = ", ".join(_quoted(key) for key in row.keys)
                name = _(row.name)
                lines.append(f"#{public_name(row.id)} = [{told}]  # {name}")
    return "\n".join([*lines, ""])


def _quoted(key: str) -> str:
    return f"'{key}'" if key in {'"', "\\"} else f'"{key}"'

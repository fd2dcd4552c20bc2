"""Keys of the user's own: a table of actions and keys, checked against the table of actions. Loads no framework.

    next_item = ["]", "right"]     # an action and its keys, wherever it can be done and letters are keys
    [screen.search]                # or on one screen alone
    open_hit = "ctrl+j"

`make_keys` says what of a table cannot be used; the rest is. An action keeps its own keys where the table does not name it. Keys
that two actions of one screen would share are given to neither anew: both are named.
"""

from collections.abc import Iterator, Mapping, Sequence

from briefing_tui.errors import Place, SettingsError
from briefing_tui.i18n import _
from briefing_tui.text.late_pattern import late
from briefing_tui.tui.actions.action import (
    AUTHORING,
    BODY,
    COMPARING,
    DELIVERING,
    FORM,
    HISTORY,
    INBOX,
    LIBRARY,
    OUTLINE,
    PREVIEW,
    PROOF,
    READING,
    SEARCH,
    SOURCES,
    STATISTICS,
    Bound,
)

OwnKeys = dict[tuple[str, str], tuple[str, ...]]
"""(screen, id of the action) → its keys there, as the framework names them, the best first."""

SCREENS = (
    LIBRARY,
    READING,
    SEARCH,
    STATISTICS,
    DELIVERING,
    INBOX,
    SOURCES,
    HISTORY,
    COMPARING,
    OUTLINE,
    PREVIEW,
    PROOF,
    AUTHORING,
    FORM,
    BODY,
)
"""Names of tables below `screen`."""
_TYPING = (SEARCH, AUTHORING, FORM, BODY)
"""Screens where letters are text."""
_SHARED = {
    OUTLINE: (AUTHORING,),
    PREVIEW: (AUTHORING,),
    PROOF: (AUTHORING,),
    FORM: (AUTHORING, BODY),
    BODY: (AUTHORING, FORM),
}
"""Screens whose keys work in another, too."""
_NAMED = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
"""Keys that every terminal sends, and how help shows them."""
_CONTROL = late(r"ctrl\+[a-z@_^\]\\]")
_KEPT = ("ctrl+c", "ctrl+q", "ctrl+m", "ctrl+i", "ctrl+h")
"""The two ways out, and what terminals send for Enter, Tab and Backspace."""


def public_name(action_id: str) -> str:
    """The name of an action in the file."""
    if action_id == "app.leave":
        return "quit"
    return action_id.rpartition(".")[2]


def shown_key(key: str) -> str:
    """A key as help shows it."""
    if key in _NAMED:
        return _NAMED[key]
    return f"Ctrl+{key[5:].upper()}" if key.startswith("ctrl+") else key


def make_keys(table: Mapping[str, object], actions: tuple[Bound, ...]) -> tuple[OwnKeys, list[SettingsError]]:
    """The keys in a table, and what of it cannot be used."""
    faults: list[SettingsError] = []
    own: OwnKeys = {}
    wishes = sorted(_entries(table), key=lambda entry: bool(entry[0]))  # what is said of one screen wins
    for screen, name, value in wishes:
        place = f"screen.{screen}.{name}".rstrip(".") if screen else name
        if screen and screen not in SCREENS:
            faults.append(_unknown(place, screen, SCREENS, _("there is no such screen")))
            continue
        rows = [row for row in actions if public_name(row.id) == name]
        if not rows:
            known = sorted({public_name(row.id) for row in actions})
            faults.append(_unknown(place, name, known, _("there is no such action")))
            continue
        screens = {one for row in rows for one in row.screens}
        wanted = {screen} if screen else screens - set(_TYPING) or screens
        if not wanted <= screens:
            faults.append(_fault(place, _("{screen} has no such action").format(screen=screen)))
            continue
        has = {key for row in rows if wanted & set(row.screens) for key in row.keys}
        keys, wrong = _keys(value, has, typing=not wanted.isdisjoint(_TYPING))
        faults += [_fault(place, message) for message in wrong]
        if keys:
            own.update({(one, row.id): keys for row in rows for one in row.screens if one in wanted})
    return _without_conflicts(own, actions, faults), faults


def rebound(actions: tuple[Bound, ...], own: OwnKeys) -> tuple[Bound, ...]:
    """The table of actions with a user's own keys; a row is divided where only some of its screens have others."""
    rows: list[Bound] = []
    for row in actions:
        left = tuple(screen for screen in row.screens if (screen, row.id) not in own)
        if left:
            rows.append(row._replace(screens=left))
        for screen in row.screens:
            keys = own.get((screen, row.id))
            if keys:
                shown = " ".join(map(shown_key, keys))
                rows.append(
                    row._replace(screens=(screen,), keys=tuple(map(_framework_key, keys)), shown=shown)
                )
    return tuple(rows)


def _entries(table: Mapping[str, object]) -> Iterator[tuple[str, str, object]]:
    """(screen or nothing, action, keys) of a table."""
    for name, value in table.items():
        if name != "screen" or not isinstance(value, dict):
            yield "", name, value
            continue
        for screen, actions in value.items():
            if isinstance(actions, dict):
                yield from ((screen, action, keys) for action, keys in actions.items())
            else:
                yield screen, "", actions


def _keys(value: object, has: set[str], *, typing: bool) -> tuple[tuple[str, ...], list[str]]:
    """The keys that an entry names, and what is wrong with the others; the action `has` some already."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(one, str) for one in names):
        return (), [_('expected a key such as "ctrl+n", or some in a list')]
    keys, wrong = [], []
    for name in names:
        key = name if len(name) == 1 else name.lower()
        if key == " ":
            key = "space"
        if key in has:
            keys.append(key)
        elif key in _KEPT:
            wrong.append(_("{key} cannot be given away").format(key=key))
        elif len(key) == 1 and key.isprintable():
            if typing:
                wrong.append(_("{key} is text where this is done; take a key with ctrl").format(key=key))
            else:
                keys.append(key)
        elif key in _NAMED or _CONTROL.fullmatch(key):
            if typing and key == "space":
                wrong.append(_("{key} is text where this is done; take a key with ctrl").format(key=key))
            else:
                keys.append(key)
        else:
            wrong.append(
                _("{key} is no key that every terminal sends").format(key=" ".join(repr(name).split()))
            )
    return tuple(dict.fromkeys(keys)), wrong


def _without_conflicts(own: OwnKeys, actions: tuple[Bound, ...], faults: list[SettingsError]) -> OwnKeys:
    """What is left when no key of one screen is given to two actions; every conflict is told."""
    while True:
        clash = _conflict(own, rebound(actions, own))
        if clash is None:
            return own
        screen, action, other, key = clash
        names = {row.id: _(row.name) for row in actions}
        message = _("{key} is “{other}” on this screen ({screen}); give that another key, too").format(
            key=shown_key(key), other=names[other], screen=screen
        )
        faults.append(_fault(public_name(action), message))
        left = tuple(one for one in own[screen, action] if one != key)
        own = {place: keys for place, keys in {**own, (screen, action): left}.items() if keys}


def _conflict(own: OwnKeys, actions: tuple[Bound, ...]) -> tuple[str, str, str, str] | None:
    """A screen, an action the user gave a key there, another that has it already, and the key."""
    for (screen, action), keys in own.items():
        where = {screen, *_SHARED.get(screen, ()), *(one for one, more in _SHARED.items() if screen in more)}
        for row in actions:
            if row.id != action and not where.isdisjoint(row.screens):
                for key in keys:
                    if _framework_key(key) in row.keys or key in row.keys:
                        return screen, action, row.id, key
    return None


def _framework_key(key: str) -> str:
    """As a binding takes it: a comma would divide two keys there."""
    return "comma" if key == "," else key


def _unknown(place: str, name: str, known: Sequence[str], message: str) -> SettingsError:
    from difflib import get_close_matches  # for a mistake alone

    near = get_close_matches(name, known, 1)
    hint = (
        _("did you mean `{name}`?").format(name=near[0])
        if near
        else _("`{command}` lists them").format(command="briefing-tui config init --keys --print")
    )
    return _fault(place, message, hint)


def _fault(key: str, message: str, hint: str = "") -> SettingsError:
    return SettingsError(message, place=Place(key=key), hint=hint)

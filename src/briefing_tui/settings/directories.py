"""Where this user's files live: settings, library, state, cache. Called by `settings.values` alone.

The rules are platformdirs' (the XDG base directory specification on Linux). On Linux they are applied here, since
importing platformdirs costs a third of what a shell verb may take; elsewhere platformdirs is asked. A test keeps
both answers equal. Nothing is created here.
"""

import os
import sys
from collections.abc import Mapping

APP = "briefing-tui"
_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", os.path.join(".local", "share")),
    "state": ("XDG_STATE_HOME", os.path.join(".local", "state")),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}


def user_directory(kind: str, environ: Mapping[str, str]) -> str:
    """The absolute directory for `config`, `data`, `state` or `cache`; it may not exist."""
    if sys.platform != "linux":
        import platformdirs  # costs 10 ms, see above

        found = str(getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False))
        return home(environ) + found[1:] if found.startswith("~") else found
    variable, below_home = _XDG[kind]
    base = environ.get(variable, "").strip()
    if not base.startswith("/"):
        base = os.path.join(home(environ), below_home)
    return os.path.join(base, APP)


NOWHERE = "/dev/null"
"""The home of somebody who has none: nothing can be read or made below it, least of all a folder called `~`."""


def home(environ: Mapping[str, str]) -> str:
    """The user's home, absolute; from the account when HOME is unset or relative, `NOWHERE` when that has none either."""
    said = environ.get("HOME", "")
    if os.path.isabs(said):
        return said
    try:
        import pwd  # seldom so

        said = pwd.getpwuid(os.getuid()).pw_dir
    except (ImportError, KeyError):
        return NOWHERE
    return said if os.path.isabs(said) else NOWHERE


def expand(path: str, environ: Mapping[str, str]) -> str:
    """`path` with a leading `~/` replaced by the home."""
    return home(environ) + path[1:] if path == "~" or path.startswith("~/") else path

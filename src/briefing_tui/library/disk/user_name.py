"""The name of the person at the keyboard, as the record of an issue keeps it. Called by `status` and the screens."""

import os


def account_name() -> str:
    """The full name of the account, else its name, else its number."""
    import pwd

    try:
        account = pwd.getpwuid(os.getuid())
    except KeyError:
        return str(os.getuid())
    full_name = account.pw_gecos.partition(",")[0].strip()
    return full_name or account.pw_name

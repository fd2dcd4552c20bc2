"""A server that readers log in to, set up as `setup ssh` prints it or with everything let through, with or without a host."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager

from briefing_tui.serve import client
from briefing_tui.serve.setup_text import SetupPlan, match_block, service_unit
from servers.ssh_server import SshServer

KNOWN = ("serve-session", "cli.main host", "sshd", "<defunct>")
"""What runs in the name of the account."""


def plan(sshd: SshServer, reader: str = "") -> SetupPlan:
    library, python, state = str(sshd.folder / "library"), str(sshd.python), str(sshd.state)
    return SetupPlan(sshd.account, library, python, state, reader, client.__file__)


PERMISSIVE = [
    "AllowTcpForwarding yes",
    "AllowStreamLocalForwarding yes",
    "X11Forwarding yes",
    "PermitUserRC yes",
]


def start_as_printed(sshd: SshServer) -> None:
    """The printed Match block."""
    lines = [line.strip() for line in match_block(plan(sshd)).splitlines()[1:]]
    sshd.start(lines, more=["AcceptEnv LANG LC_*"])


def start_permissive(sshd: SshServer) -> None:
    """The command alone, with everything else let through."""
    forced = next(line.strip() for line in match_block(plan(sshd)).splitlines() if "ForceCommand" in line)
    sshd.start([forced, *PERMISSIVE], more=["AcceptEnv *", "PermitUserEnvironment yes"])


@contextmanager
def host_of(sshd: SshServer) -> Iterator[None]:
    """The printed host, as its unit starts it."""
    own = plan(sshd)
    command = next(line for line in service_unit(own).splitlines() if line.startswith("ExecStart="))
    with sshd.host(own.socket, shlex.split(command.removeprefix("ExecStart="))):
        yield

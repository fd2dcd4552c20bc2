"""What an administrator pastes to let an account read bulletins over SSH: printed by `setup ssh`, never carried out. Pure.

Plain shell and sshd_config, in the order in which it is done. Each part is short enough to be read before it is pasted.
"""

import shlex
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.serve import merging
from briefing_tui.serve.contract import VERBS


class SetupPlan(NamedTuple):
    """The choices of one set-up."""

    account: str = "bulletin"
    library: str = "/srv/bulletins"
    python: str = "/opt/briefing-tui/bin/python"
    """The interpreter of an installation that the account may read."""
    state: str = "/var/lib/bulletin-readers"
    """The folder that holds a folder for each reader."""
    reader: str = ""
    """Readers are told apart by their keys, and this is one of them; empty when the account is one reader."""
    client: str = "/opt/briefing-tui/lib/python3.11/site-packages/briefing_tui/serve/client.py"
    """`serve.client` of that installation."""

    @property
    def socket(self) -> str:
        """Where the host of the account listens."""
        return f"/run/briefing-tui/{self.account}.sock"

    @property
    def unit(self) -> str:
        """The name of its units of systemd."""
        return f"briefing-tui-{self.account}"


def session_command(plan: SetupPlan, reader: str = "") -> str:
    """What sshd starts: the client of the host in an isolated Python, whatever the environment holds; without a host it is the session."""
    words = [plan.python, "-I", "-S", plan.client, "serve-session"]
    if reader:
        words += ["--reader", reader]
    return shlex.join([*words, *_options(plan)])


def _options(plan: SetupPlan) -> list[str]:
    """What a session and its host have to agree in."""
    return ["--library", plan.library, "--state", plan.state, "--socket", plan.socket]


def socket_unit(plan: SetupPlan) -> str:
    """For systemd: who connects first has the host started."""
    return f"""[Socket]
ListenStream={plan.socket}
SocketUser={plan.account}
SocketGroup={plan.account}
SocketMode=0600
DirectoryMode=0755

[Install]
WantedBy=sockets.target"""


def service_unit(plan: SetupPlan) -> str:
    """For systemd: the host. `KillMode=process` leaves the sessions alone when it is stopped or started anew."""
    words = [plan.python, "-I", "-m", "briefing_tui.cli.main", "host", *_options(plan)]
    return f"""[Service]
User={plan.account}
ExecStart={for_systemd(words)}
KillMode=process
Restart=on-failure
TasksMax=8192
LimitCORE=0
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={for_systemd([plan.state])}
PrivateTmp=yes
PrivateNetwork=yes
RestrictAddressFamilies=AF_UNIX"""


def merging_lines() -> str:
    """For tmpfiles.d(5): at each start of the machine the kernel is told to merge equal pages of the processes that ask for it (`serve.merging`).

    It looks at 1,000 pages in 20 ms: at all that 300 sessions have in a minute, for a tenth of a core; with the 100 of a fresh kernel in ten.
    """
    return f"""w {merging.SWITCH} - - - - 1
w {merging.PACE} - - - - 1000"""


def for_systemd(words: list[str]) -> str:
    """Words as systemd.syntax(7) takes them: quoted, and nothing of them expanded."""
    quoted = []
    for word in words:
        escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
        quoted.append(word if word == escaped and not set(word) & set(" \t'") else f'"{escaped}"')
    return " ".join(quoted)


def ssh_setup(plan: SetupPlan) -> str:
    """Everything, with a line of explanation before each part."""
    return numbered(_parts(plan))


def numbered(parts: list[tuple[str, str]]) -> str:
    """Titles and texts, one below the other."""
    return "\n\n".join(f"# {at}. {title}\n{text}" for at, (title, text) in enumerate(parts, 1)) + "\n"


def match_block(plan: SetupPlan) -> str:
    """The part for /etc/ssh/sshd_config. Readers that are told apart by their keys have the command there, not here."""
    forced = [] if plan.reader else [f"    ForceCommand {session_command(plan)}"]
    return "\n".join(
        [
            f"Match User {plan.account}",
            *forced,
            "    DisableForwarding yes",
            "    PermitUserRC no",
            "    PermitTunnel no",
            "    PermitTTY yes",
            "    ClientAliveInterval 15",
            "    ClientAliveCountMax 3",
            "    MaxSessions 4",
        ]
    )


def key_line(plan: SetupPlan, key: str = "ssh-ed25519 AAAA…") -> str:
    """A line of authorized_keys that lets one reader in, with places of their own."""
    return f"restrict,pty,command={_in_quotes(session_command(plan, plan.reader))} {key} {plan.reader}"


def _parts(plan: SetupPlan) -> list[tuple[str, str]]:
    return [*_account(plan), *_sshd(plan), *_host(plan), *_afterwards(plan)]


def _account(plan: SetupPlan) -> list[tuple[str, str]]:
    account, quote = plan.account, shlex.quote
    folder = f"install -d -m 700 -o {account} -g {account}"
    rights = [
        f"chmod -R o+rX {quote(plan.library)}",
        f"{folder} {quote(plan.state)}",
        f"{folder} ~{account}/.ssh",
    ]
    return [
        (
            _(
                "the account; its shell is a real one, for sshd starts the session with it, and it has no password"
            ),
            f"useradd --system --create-home --shell /bin/sh {account}\nusermod --password '*' {account}",
        ),
        (
            _("the program, where the account can read it: outside of any home"),
            f"{quote(plan.python)} -m pip install briefing-tui",
        ),
        (_("rights: the library is read, the readers' folder is all that is written"), "\n".join(rights)),
    ]


def _sshd(plan: SetupPlan) -> list[tuple[str, str]]:
    parts = [
        (_("at the end of /etc/ssh/sshd_config; then: sshd -t && systemctl reload ssh"), match_block(plan)),
        (
            _("in the same file before any Match: what may come from the client, and no pattern with more"),
            "AcceptEnv LANG LC_*",
        ),
    ]
    if plan.reader:
        keys = f"~{plan.account}/.ssh/authorized_keys"
        parts.append(
            (
                _(
                    "~{account}/.ssh/authorized_keys: a line for each reader, on which their places depend"
                ).format(account=plan.account),
                f"{key_line(plan)}\nchown {plan.account}: {keys}\nchmod 600 {keys}",
            )
        )
    return parts


def _host(plan: SetupPlan) -> list[tuple[str, str]]:
    units, at_start = "/etc/systemd/system", "/etc/tmpfiles.d/briefing-tui.conf"
    return [
        (
            _("the host, so that sessions begin at once and take little memory: {path}").format(
                path=f"{units}/{plan.unit}.socket"
            ),
            socket_unit(plan),
        ),
        (
            f"{units}/{plan.unit}.service",
            f"{service_unit(plan)}\n\nsystemctl daemon-reload\nsystemctl enable --now {plan.unit}.socket",
        ),
        (
            _(
                "for many readers, half the memory: the kernel keeps once what is equal in their sessions: {path}"
            ).format(path=at_start),
            f"{merging_lines()}\n\nsystemd-tmpfiles --create {at_start}",
        ),
    ]


def _afterwards(plan: SetupPlan) -> list[tuple[str, str]]:
    account, quote = plan.account, shlex.quote
    return [
        (
            _("what readers type; without a screen they can ask: {verbs}").format(verbs=", ".join(VERBS)),
            f"ssh -t {account}@HOST\nssh -t {account}@HOST open latest\nssh {account}@HOST show latest",
        ),
        (
            _("look whether all of it holds, as root"),
            f"{quote(plan.python)} -m briefing_tui.cli.main doctor --ssh {account} --library {quote(plan.library)}",
        ),
    ]


def _in_quotes(text: str) -> str:
    """A value of authorized_keys, where a backslash stands before a quotation mark."""
    return '"' + text.replace('"', '\\"') + '"'

"""What an administrator pastes to let an account read bulletins over SSH: printed by `setup ssh`, never carried out. Pure.

Plain shell and sshd_config, in the order in which it is done. Each part is short enough to be read before it is pasted.
"""

import shlex
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.serve.contract import VERBS


class Plan(NamedTuple):
    """The choices of one set-up."""

    account: str = "bulletin"
    library: str = "/srv/bulletins"
    python: str = "/opt/briefing-tui/bin/python"
    """The interpreter of an installation that the account may read."""
    state: str = "/var/lib/bulletin-readers"
    """The folder that holds a folder for each reader."""
    reader: str = ""
    """Readers are told apart by their keys, and this is one of them; empty when the account is one reader."""


def session_command(plan: Plan, reader: str = "") -> str:
    """What sshd starts: an isolated Python, whatever the client's environment holds."""
    words = [plan.python, "-I", "-m", "briefing_tui.cli.main", "serve-session"]
    words += ["--library", plan.library, "--state", plan.state]
    if reader:
        words += ["--reader", reader]
    return shlex.join(words)


def ssh_setup(plan: Plan) -> str:
    """Everything, with a line of explanation before each part."""
    titles_and_texts = _parts(plan)
    return (
        "\n\n".join(f"# {at}. {title}\n{text}" for at, (title, text) in enumerate(titles_and_texts, 1)) + "\n"
    )


def match_block(plan: Plan) -> str:
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


def key_line(plan: Plan, key: str = "ssh-ed25519 AAAA…") -> str:
    """A line of authorized_keys that lets one reader in, with places of their own."""
    return f"restrict,pty,command={_in_quotes(session_command(plan, plan.reader))} {key} {plan.reader}"


def _parts(plan: Plan) -> list[tuple[str, str]]:
    account, quote = plan.account, shlex.quote
    folder = f"install -d -m 700 -o {account} -g {account}"
    rights = [
        f"chmod -R o+rX {quote(plan.library)}",
        f"{folder} {quote(plan.state)}",
        f"{folder} ~{account}/.ssh",
    ]
    parts = [
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
        (_("at the end of /etc/ssh/sshd_config; then: sshd -t && systemctl reload ssh"), match_block(plan)),
        (
            _("in the same file before any Match: what may come from the client, and no pattern with more"),
            "AcceptEnv LANG LC_*",
        ),
    ]
    if plan.reader:
        parts.append(
            (
                _(
                    "~{account}/.ssh/authorized_keys: a line for each reader, on which their places depend"
                ).format(account=account),
                f"{key_line(plan)}\nchown {account}: ~{account}/.ssh/authorized_keys\nchmod 600 ~{account}/.ssh/authorized_keys",
            )
        )
    return [
        *parts,
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

"""What an administrator pastes so that offices share one library and hosts of readers follow it: printed by `setup sync`. Pure.

In the order in which it is done: the machine that keeps the shared repository, the editors' machines, the hosts of readers.
"""

import shlex
from typing import NamedTuple

from briefing_tui.i18n import _
from briefing_tui.serve.setup_text import for_systemd, numbered

PLACE = "/srv/bulletins.git"
ACCOUNT = "bulletin-git"
URL = f"ssh://{ACCOUNT}@HOST{PLACE}"
EVERY = 60
"""Seconds between two syncs of a host of readers."""


class SyncPlan(NamedTuple):
    """The choices of one set-up."""

    account: str = "bulletin-sync"
    """Who syncs on a host of readers; the library there belongs to it, and readers log in to another one."""
    library: str = "/srv/bulletins"
    python: str = "/opt/briefing-tui/bin/python"
    url: str = URL
    every: int = EVERY


def service_unit(plan: SyncPlan) -> str:
    """For systemd: one sync, which may write the library and nothing else."""
    words = [plan.python, "-I", "-m", "briefing_tui.cli.main", "sync", "--read-only"]
    words += ["--every", str(plan.every), "--once", "--library", plan.library]
    return f"""[Unit]
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={plan.account}
ExecStart={for_systemd(words)}
TimeoutStartSec=1800
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths={for_systemd([plan.library])}
PrivateTmp=yes"""


def timer_unit(plan: SyncPlan) -> str:
    """For systemd: again and again, hosts not all at once."""
    return f"""[Timer]
OnBootSec=30
OnUnitInactiveSec={plan.every}
RandomizedDelaySec={max(1, plan.every // 10)}
AccuracySec=1

[Install]
WantedBy=timers.target"""


def editor_line(who: str = "wang") -> str:
    """A line of authorized_keys on the machine with the repository: an editor's machine, which may send."""
    return f"restrict ssh-ed25519 AAAA… {who}"


def follower_line(place: str = PLACE) -> str:
    """The same for a host of readers, which may only fetch."""
    command = f"git-upload-pack '{place}'"
    return f'restrict,command="{command}" ssh-ed25519 AAAA… readers'


def sync_setup(plan: SyncPlan) -> str:
    """Everything, with a line of explanation before each part."""
    return numbered([*_place(), *_editors(plan), *_followers(plan)])


def _place() -> list[tuple[str, str]]:
    """On the machine that keeps what is shared."""
    git = f"sudo -u {ACCOUNT} git"
    return [
        (
            _(
                "on the machine that keeps what is shared: an account that can do nothing but git, and the repository"
            ),
            (
                f"useradd --system --create-home --shell $(command -v git-shell) {ACCOUNT}\n"
                f"install -d -m 700 -o {ACCOUNT} -g {ACCOUNT} {PLACE}\n"
                f"{git} init --bare --initial-branch=main {PLACE}\n"
                f"{git} -C {PLACE} config receive.denyNonFastForwards true\n"
                f"{git} -C {PLACE} config receive.denyDeletes true\n"
                f"{git} -C {PLACE} config transfer.fsckObjects true"
            ),
        ),
        (
            _(
                "~{account}/.ssh/authorized_keys there: a line for each editor's machine, and for each host of readers one that may only fetch"
            ).format(account=ACCOUNT),
            f"{editor_line()}\n{follower_line()}",
        ),
    ]


def _editors(plan: SyncPlan) -> list[tuple[str, str]]:
    library = shlex.quote(plan.library)
    return [
        (
            _(
                "on each editor's machine: a key without a passphrase, for a sync asks nobody; and the host key of the other, once"
            ),
            "ssh-keygen -t ed25519 -N '' -f ~/.ssh/id_ed25519\nssh-keyscan HOST >> ~/.ssh/known_hosts",
        ),
        (
            _('there, too; `sync = "save"` in the settings file does the rest after every save'),
            (
                f"briefing-tui --library {library} remote add {shlex.quote(plan.url)}\n"
                f"briefing-tui --library {library} sync"
            ),
        ),
    ]


def _followers(plan: SyncPlan) -> list[tuple[str, str]]:
    account, library = plan.account, shlex.quote(plan.library)
    key = f"sudo -u {account} ssh-keygen -t ed25519 -N '' -f ~{account}/.ssh/id_ed25519"
    known = f"ssh-keyscan HOST | sudo -u {account} tee -a ~{account}/.ssh/known_hosts"
    program = f"sudo -u {account} {shlex.quote(plan.python)} -m briefing_tui.cli.main --library {library}"
    units, unit = "/etc/systemd/system", f"briefing-tui-sync-{plan.account}"
    return [
        (
            _(
                "on each host of readers: an account that syncs, other than the one that readers log in to, and the library, which belongs to it"
            ),
            (
                f"useradd --system --create-home --shell /usr/sbin/nologin {account}\n"
                f"install -d -m 700 -o {account} -g {account} ~{account}/.ssh\n"
                f"{key}\n{known}\n"
                f"install -d -m 755 -o {account} -g {account} {library}\n"
                f"{program} remote add {shlex.quote(plan.url)}\n"
                f"{program} sync --read-only"
            ),
        ),
        (f"{units}/{unit}.service", service_unit(plan)),
        (
            f"{units}/{unit}.timer",
            f"{timer_unit(plan)}\n\nsystemctl daemon-reload\nsystemctl enable --now {unit}.timer",
        ),
        (
            _(
                "drafts need not leave the editors' machines: a second repository, made like the first, gets published issues alone, and the hosts of readers follow that one"
            ),
            (
                f"briefing-tui --library {library} remote add --published {URL.replace('bulletins.git', 'published.git')}\n"
                f"briefing-tui --library {library} sync --published"
            ),
        ),
    ]

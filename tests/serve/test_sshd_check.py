"""`doctor --ssh` tells a configuration that holds from one that does not."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from briefing_tui.serve import client, isolation
from briefing_tui.serve.host_check import forced_commands, judge_host
from briefing_tui.serve.setup_text import (
    SetupPlan,
    key_line,
    match_block,
    service_unit,
    session_command,
    socket_unit,
    ssh_setup,
)
from briefing_tui.serve.sshd_check import judge_config

SOUND = {
    "forcecommand": ["/opt/x/bin/python -I -m briefing_tui.cli.main serve-session --library /srv/b"],
    "disableforwarding": ["yes"],
    "permituserrc": ["no"],
    "permituserenvironment": ["no"],
    "permittunnel": ["no"],
    "permittty": ["yes"],
    "clientaliveinterval": ["15"],
    "acceptenv": ["LANG", "LC_*"],
}


def faults(config: dict[str, list[str]], keys: tuple[str, ...] = ()) -> list[str]:
    return [seen.what for seen in judge_config(config, keys) if not seen.good]


def test_what_setup_prints_holds() -> None:
    assert faults(SOUND) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("forcecommand", "/bin/sh"),
        ("forcecommand", "/usr/bin/briefing-tui serve-session"),
        ("disableforwarding", "no"),
        ("permituserrc", "yes"),
        ("permituserenvironment", "yes"),
        ("clientaliveinterval", "0"),
        ("acceptenv", "*"),
        ("acceptenv", "PYTHON*"),
        ("acceptenv", "LANG BRIEFING_*"),
    ],
)
def test_what_does_not_hold_is_named(name: str, value: str) -> None:
    found = faults({**SOUND, name: [value]})
    assert [what.lower() for what in found] == [name]


def test_keys_with_commands_take_the_place_of_a_forced_one() -> None:
    config = {**SOUND, "forcecommand": ["none"]}
    line = key_line(SetupPlan(reader="wang"))
    assert faults(config, (line,)) == []
    assert faults(config, (line, "ssh-ed25519 AAAA x")) == ["authorized_keys:2"]
    assert faults(config, (line.removeprefix("restrict,pty,"),)) == ["authorized_keys:1"]
    assert faults(config) == ["ForceCommand"]


def test_the_set_up_holds_all_its_parts() -> None:
    for plan in (SetupPlan(), SetupPlan(reader="wang")):
        text = ssh_setup(plan)
        assert match_block(plan) in text
        assert ("ForceCommand" in text) is not bool(plan.reader)
        assert f"-I -S {plan.client} serve-session" in text
        assert f"-I -m briefing_tui.cli.main host --library {plan.library} --state {plan.state}" in text
        assert text.count(plan.socket) == 3
        assert ("--reader wang" in text) is bool(plan.reader)


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("needs systemd-analyze")
    plan = SetupPlan(library="/srv/bull etins%h", python=sys.executable, state="/var/lib/a$b'c")
    socket, service = tmp_path / f"{plan.unit}.socket", tmp_path / f"{plan.unit}.service"
    socket.write_text(socket_unit(plan) + "\n", encoding="utf-8")
    service.write_text(service_unit(plan) + "\n", encoding="utf-8")
    done = subprocess.run(
        [program, "verify", str(socket), str(service)], capture_output=True, check=False, text=True
    )
    assert [line for line in done.stderr.splitlines() if plan.unit in line] == []
    assert done.returncode == 0
    assert '"/srv/bull etins%%h"' in service.read_text(encoding="utf-8")


def test_a_host_that_clients_will_not_trust_is_named(tmp_path: Path) -> None:
    account = isolation.account_name()
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    path = folder / "host.sock"
    command = f"/x/python -I -S {client.__file__} serve-session --socket {path}"
    config = {"forcecommand": [command]}

    def judged() -> list[bool]:
        commands = forced_commands(config, [])
        return [seen.good for seen in judge_host(account, commands) if seen.what == "host"]

    assert judged() == [True]  # none: no fault
    path.write_text("no socket")
    assert judged() == [False]
    path.unlink()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        path.chmod(0o600)
        assert judged() == [True]
        path.chmod(0o666)
        assert judged() == [False]
        path.chmod(0o600)
        folder.chmod(0o777)
        assert judged() == [False]


def test_the_commands_of_keys_are_looked_at_too() -> None:
    plan = SetupPlan(library="/srv/bull etins", reader="wang")
    assert forced_commands({}, [key_line(plan), "# nothing"]) == [session_command(plan, "wang")]
    gone = [seen for seen in judge_host(isolation.account_name(), [session_command(plan)]) if not seen.good]
    assert [seen.what for seen in gone] == ["client"]

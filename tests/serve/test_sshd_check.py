"""`doctor --ssh` tells a configuration that holds from one that does not."""

import pytest

from briefing_tui.serve.setup_text import Plan, key_line, match_block, ssh_setup
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
    line = key_line(Plan(reader="wang"))
    assert faults(config, (line,)) == []
    assert faults(config, (line, "ssh-ed25519 AAAA x")) == ["authorized_keys:2"]
    assert faults(config, (line.removeprefix("restrict,pty,"),)) == ["authorized_keys:1"]
    assert faults(config) == ["ForceCommand"]


def test_the_set_up_holds_all_its_parts() -> None:
    for plan in (Plan(), Plan(reader="wang")):
        text = ssh_setup(plan)
        assert match_block(plan) in text
        assert ("ForceCommand" in text) is not bool(plan.reader)
        assert "-I -m briefing_tui.cli.main serve-session" in text
        assert ("--reader wang" in text) is bool(plan.reader)

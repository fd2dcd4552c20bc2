"""Sync from a network namespace over a line that loses packets, is slow, or is cut in the middle: it takes longer, and nothing is lost.

Needs root; what this machine cannot do (network namespaces, devices of the kind TUN) is skipped by its name.
"""

import os
import random
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from disks.libraries import make_issue, put
from disks.sync_places import KEY, Office, added, office
from rounds import rounds
from servers import ssh_server
from servers.bad_line import BadLine, Fault

pytestmark = [
    pytest.mark.skipif(bool(ssh_server.missing()), reason=ssh_server.missing() or "-"),
    pytest.mark.skipif(shutil.which("ip") is None or shutil.which("git") is None, reason="needs ip and git"),
    pytest.mark.slow,
]
SPACE = f"briefing{os.getpid() % 10000}"
_NET, _AT = f"10.231.{os.getpid() // 60 % 250}", os.getpid() % 60 * 4
HERE, THERE = f"{_NET}.{_AT + 1}", f"{_NET}.{_AT + 2}"
"""Other addresses in each process, for several run at once."""
LINK, END = f"bt{os.getpid() % 10000}a", f"bt{os.getpid() % 10000}b"
ONE_SYNC = """
import sys
from briefing_tui.errors import BriefingError
from briefing_tui.library.sync.attempt import SyncWish
from briefing_tui.library.sync.exchange import sync
try:
    sync(sys.argv[1], SyncWish("李"))
except BriefingError as error:
    sys.exit(error.one_line())
"""


def ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no network namespaces here: {done.stderr.strip()}")


@pytest.fixture(scope="module")
def line() -> Iterator[BadLine]:
    """A namespace with one link to this one, good as yet."""
    try:
        made = BadLine((LINK, END))
    except OSError as error:
        pytest.skip(f"no TUN devices here: {error}")
    try:
        with made:
            ip("netns", "add", SPACE)
            ip("link", "set", END, "netns", SPACE)
            ip("addr", "add", f"{HERE}/30", "dev", LINK)
            ip("link", "set", LINK, "up")
            ip("-n", SPACE, "addr", "add", f"{THERE}/30", "dev", END)
            ip("-n", SPACE, "link", "set", END, "up")
            yield made
    finally:
        subprocess.run(["ip", "netns", "del", SPACE], capture_output=True, check=False)


@pytest.fixture(scope="module")
def server(line: BadLine) -> Iterator[ssh_server.SshServer]:
    del line
    with ssh_server.ssh_server() as made:
        made.start([], more=[f"ListenAddress {HERE}"])
        yield made


@pytest.fixture
def offices(
    server: ssh_server.SshServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Office, Office]:
    """One on this side of the line, one in the namespace; both have the same issue."""
    place = server.home / "place.git"
    assert server.ssh("--", f"rm -rf {place}; git init -q --bare -b main {place}").returncode == 0
    program = tmp_path / "bin/ssh"
    program.parent.mkdir()
    words = [shutil.which("ssh") or "ssh", *server.options()]
    program.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    url = f"ssh://{server.account}@{HERE}:{server.port}{place}"
    one = office(tmp_path / "one", url, "王")
    put(one.root, make_issue(KEY, "第一条", status="draft"))
    one.sync()
    other = office(tmp_path / "other", url, "李")
    assert ended(syncing(other)) == ""
    return one, other


def syncing(other: Office) -> "subprocess.Popen[str]":
    words = ["ip", "netns", "exec", SPACE, sys.executable, "-c", ONE_SYNC, str(other.root)]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True)


def ended(child: "subprocess.Popen[str]") -> str:
    """What it said, in one line at most."""
    _out, err = child.communicate(timeout=150)
    assert len(err.strip().splitlines()) <= 1
    return err.strip()


def assert_nothing_lost(one: Office, other: Office, saves: int) -> None:
    assert ended(syncing(other)) == ""
    one.sync()
    assert ended(syncing(other)) == ""
    wanted = {"第一条", *(f"{who}{at}" for who in "王李" for at in range(saves))}
    for each in (one, other):
        assert sorted(each.titles()) == sorted(wanted)


@pytest.mark.long
def test_a_line_that_is_cut_in_the_middle(offices: tuple[Office, Office]) -> None:
    one, other = offices
    chance, saves = random.Random(0), rounds(4, 20)
    for at in range(saves):
        one.edit(added(f"王{at}"))
        other.edit(added(f"李{at}"))
        one.sync()
        child = syncing(other)
        time.sleep(chance.uniform(0.1, 1.2))
        ip("link", "set", LINK, "down")
        time.sleep(0.5)
        ip("link", "set", LINK, "up")
        ended(child)
    assert_nothing_lost(one, other, saves)


@pytest.mark.long
@pytest.mark.parametrize(
    "fault",
    [Fault(loss=0.1), Fault(delay=0.06, spread=0.05), Fault(spoiled=0.05), Fault(0.05, 0.02, 0.03, 0.03)],
    ids=["loss", "late and out of turn", "spoiled", "all of it"],
)
def test_a_line_that_is_bad(offices: tuple[Office, Office], line: BadLine, fault: Fault) -> None:
    one, other = offices
    saves = rounds(2, 10)
    line.lost = line.spoiled = 0
    line.fault = fault
    try:
        for at in range(saves):
            one.edit(added(f"王{at}"))
            other.edit(added(f"李{at}"))
            one.sync()
            assert ended(syncing(other)) == ""
    finally:
        line.fault = Fault()
    assert bool(line.lost) == bool(fault.loss)
    assert bool(line.spoiled) == bool(fault.spoiled)
    assert_nothing_lost(one, other, saves)

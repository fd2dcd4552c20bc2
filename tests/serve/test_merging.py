"""Pages that are equal in many sessions: asked for by the host, kept once by the kernel where it is told to."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from briefing_tui.serve import merging
from briefing_tui.serve.host_check import judge_memory
from briefing_tui.serve.merging import KernelCalls, Stretch
from briefing_tui.serve.setup_text import SetupPlan, merging_lines, ssh_setup
from screens.terminal import Terminal
from servers.hosting import PROGRAM, Hosting, leave

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a host needs Linux")

MAPS = """\
55d0c8a00000-55d0c8a05000 r-xp 00001000 08:01 1234                       /usr/bin/python3.11
55d0c8c00000-55d0c8c02000 rw-p 00200000 08:01 1234                       /usr/bin/python3.11
55d0c9e43000-55d0c9f00000 rw-p 00000000 00:00 0                          [heap]
7f0000000000-7f0000100000 rw-p 00000000 00:00 0
7f0000200000-7f0000300000 rw-s 00000000 00:01 77                         /dev/zero (deleted)
7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0                          [stack]
"""
PACE = Path(merging.PACE)
SWITCH = Path(merging.SWITCH)


def test_a_process_asks_for_all_its_memory_at_once() -> None:
    asked: list[tuple[object, ...]] = []

    def prctl(*words: object) -> int:
        asked.append(words)
        return 0

    def madvise(*_words: object) -> int:
        raise AssertionError

    assert merging.ask(lambda: KernelCalls(prctl, madvise))
    assert asked == [(67, 1, 0, 0, 0)]


@pytest.mark.parametrize("answer", [0, -1])
def test_an_older_kernel_is_asked_for_each_stretch(answer: int) -> None:
    asked: list[tuple[object, ...]] = []

    def madvise(*words: object) -> int:
        asked.append(words)
        return answer

    assert merging.ask(lambda: KernelCalls(lambda *_words: -1, madvise)) is (answer == 0)
    assert len(asked) > 3
    assert {words[2] for words in asked} == {12}


def test_a_system_without_such_calls_is_left_alone() -> None:
    def none() -> KernelCalls:
        raise AttributeError("prctl")

    assert merging.ask(none) is False


def test_what_is_a_process_s_own() -> None:
    assert list(merging.own_memory(MAPS.splitlines())) == [
        Stretch(0x55D0C8C00000, 0x2000),
        Stretch(0x55D0C9E43000, 0x55D0C9F00000 - 0x55D0C9E43000),
        Stretch(0x7F0000000000, 0x100000),
    ]


@pytest.mark.parametrize(("written", "on"), [("1\n", True), ("0\n", False), ("2\n", False), ("\xff", False)])
def test_whether_the_kernel_merges(tmp_path: Path, written: str, on: bool) -> None:
    switch = tmp_path / "run"
    switch.write_bytes(written.encode("latin-1"))
    assert (merging.is_on(str(switch)) or False) is on
    assert merging.is_on(str(tmp_path / "none")) is None


def flagged(pid: int) -> tuple[int, int]:
    """Bytes that a process may write for itself alone, and those of them that the kernel may merge."""
    own = marked = size = 0
    counted = False
    for line in Path(f"/proc/{pid}/smaps").read_text(encoding="utf-8", errors="replace").splitlines():
        word, _blank, rest = line.partition(" ")
        if not word.endswith(":"):
            counted = rest.startswith("rw-p") and "[stack" not in rest
        elif word == "Size:" and counted:
            size = int(rest.split()[0]) << 10
            own += size
        elif word == "VmFlags:" and counted and "mg" in rest.split():
            marked += size
    return own, marked


@pytest.fixture
def sessions(host: Hosting) -> Iterator[list[int]]:
    """Four who have turned a page."""
    env = {"LANG": "zh_CN.UTF-8", "SSH_ORIGINAL_COMMAND": "open 2024-14"}
    with ExitStack() as stack:
        terminals = [stack.enter_context(Terminal(host.session(), env=env)) for _at in range(4)]
        for terminal in terminals:
            terminal.expect("行业信息简报")
            terminal.send(" ")
        for terminal in terminals:
            terminal.wait_idle()
        yield host.await_sessions(4)
        for terminal in terminals:
            assert leave(terminal) == 0


@pytest.mark.pty
@pytest.mark.slow
@pytest.mark.skipif(not SWITCH.exists(), reason="this kernel merges no pages")
def test_sessions_have_what_the_host_asked_for(sessions: list[int]) -> None:
    for session in sessions:
        own, marked = flagged(session)
        assert marked > own * 0.8


@pytest.mark.skipif(not SWITCH.exists(), reason="this kernel merges no pages")
def test_the_older_way_marks_what_is_there() -> None:
    script = (
        "from briefing_tui.serve import merging\n"
        "real = merging._kernel_calls()\n"
        "assert merging.ask(lambda: real._replace(prctl=lambda *words: -1))\n"
        "print(sum('VmFlags' in line and ' mg' in line for line in open('/proc/self/smaps')))\n"
    )
    done = subprocess.run([PROGRAM[0], "-I", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 3


@pytest.fixture
def merging_kernel() -> Iterator[None]:
    """The kernel merges, and does it quickly; afterwards it is as it was."""
    if not SWITCH.exists() or os.geteuid() != 0 or not os.access(SWITCH, os.W_OK):
        pytest.skip("needs a kernel that merges pages, and root to switch it on")
    before, pace = SWITCH.read_text(), PACE.read_text()
    try:
        PACE.write_text("4000")
        SWITCH.write_text("1")
    except OSError as error:
        pytest.skip(f"the kernel's switch: {error}")
    yield
    PACE.write_text(pace)
    SWITCH.write_text(before)


def proportional(pids: list[int]) -> float:
    """Bytes that they take, what is shared divided among those who share it."""
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()]
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))


@pytest.mark.pty
@pytest.mark.slow
@pytest.mark.usefixtures("merging_kernel")
def test_the_kernel_keeps_once_what_is_equal(sessions: list[int]) -> None:
    """The pages of four sessions come together while they are open, so that it takes less than 16 MB."""
    merged = [Path(f"/proc/{pid}/ksm_merging_pages") for pid in sessions]
    if not merged[0].exists():
        pytest.skip("this kernel does not tell what it merged")
    end = time.monotonic() + 120
    while min(int(pages.read_text()) for pages in merged) < 500 or proportional(sessions) > 4 * 16_000_000:
        assert time.monotonic() < end, ([pages.read_text() for pages in merged], proportional(sessions))
        time.sleep(0.2)


def test_what_is_printed_switches_it_on(tmp_path: Path) -> None:
    assert merging_lines() in ssh_setup(SetupPlan())
    program = shutil.which("systemd-tmpfiles")
    if program is None:
        pytest.skip("needs systemd-tmpfiles")
    for path in (merging.SWITCH, merging.PACE):
        file = tmp_path / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("0\n")
    conf = tmp_path / "briefing-tui.conf"
    conf.write_text(merging_lines() + "\n", encoding="utf-8")
    subprocess.run([program, "--create", f"--root={tmp_path}", str(conf)], check=True, capture_output=True)
    assert (tmp_path / merging.SWITCH.lstrip("/")).read_text().strip() == "1"
    assert (tmp_path / merging.PACE.lstrip("/")).read_text().strip() == "1000"


def test_doctor_says_what_holds() -> None:
    said = [judge_memory(merged) for merged in (True, False, None)]
    assert all(fact.good for fact in said)
    assert len({fact.found for fact in said}) == 3
    assert "setup ssh" in said[1].found

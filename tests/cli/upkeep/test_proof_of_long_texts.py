"""`check FILE --proof` of a long text: on all processors what one finds, progress, and an end when it is asked for."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing_tui.cli import parallel
from briefing_tui.cli.boundary import INTERRUPTED
from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from programs.commands import PROGRAM, command
from screens.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks")


_ON_ONE = (
    "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
    "from briefing_tui.cli.start import run\n"
    "raise SystemExit(run())\n"
)


def dense(count: int) -> str:
    """Sentences of figures, each another, some wrong."""
    return "".join(
        f"甲县{number}家、乙县{number % 7 + 2}家，合计{number + number % 7 + 2 + (number % 50 == 0)}家；"
        f"余额{number}.5亿元，占总额{number * 3}亿元的{number % 61}.2%，户均{number % 17}.25万元。\n"
        for number in range(1, count)
    )


def mostly_plain() -> str:
    """As long as is worth several processes, and with figures in a tenth of it."""
    words = "".join(f"座谈会第{number}组介绍合作的做法，与会各方交流意见。\n" for number in range(12_000))
    return dense(1_500) + words


def check(file: Path) -> list[str]:
    return ["check", str(file), "--proof", "--library", str(file.parent / "none")]


def others(process: int) -> list[str]:
    """The processes that one has forked."""
    return Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()


def until_forked(process: int) -> list[str]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if found := others(process):
            return found
        time.sleep(0.01)
    raise AssertionError


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one processor")
def test_all_processors_find_what_one_finds(tmp_path: Path) -> None:
    file = tmp_path / "来稿.txt"
    file.write_text(mostly_plain(), encoding="utf-8")
    with subprocess.Popen([PROGRAM, *check(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert until_forked(process.pid)
        out, err = process.communicate(timeout=60)
    alone = subprocess.run(
        [sys.executable, "-c", _ON_ONE, *check(file)], capture_output=True, timeout=60, check=False
    )
    assert out.count(b"C-01") > 20
    assert (process.returncode, out, err) == (alone.returncode, alone.stdout, alone.stderr)


def test_ctrl_c_ends_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "来稿.txt"
    file.write_text(dense(15_000), encoding="utf-8")
    with subprocess.Popen([PROGRAM, *check(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        found = until_forked(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (INTERRUPTED, b"", b"")
    assert not any(Path(f"/proc/{other}").exists() for other in found)


def test_it_is_told_how_far_it_is(tmp_path: Path) -> None:
    file = tmp_path / "来稿.txt"
    file.write_text(mostly_plain(), encoding="utf-8")
    with Terminal([str(PROGRAM), *check(file), "--level", "E"]) as terminal:
        terminal.expect("%, Ctrl-C")
        assert terminal.exit_code() == 0
        assert "nothing to remark on" in terminal.text()


@pytest.mark.parametrize("rule", ["C-01", "C-08", "P-01"])
def test_a_library_is_read_alike_by_one_and_by_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    for number in range(1, 41):
        body = f"甲县{number}家、乙县{number + 3}家，合计{number * 2}家,{'银行与担保公司签约，' * 9}。"
        issue = make_issue(IssueKey(2024, ISSUE, number), f"第{number % 30}条")
        section = issue.sections[0]
        items = (section.items[0]._replace(body=body),)
        put(tmp_path, issue._replace(sections=(section._replace(items=items),)))
    for file in tmp_path.rglob("*.toml"):
        os.utime(file, (1_700_000_000, 1_700_000_000))  # what was written just now is asked for anew
    monkeypatch.setattr(parallel, "_may_fork", lambda: True)
    outcomes = []
    for processors in (1, 1, 1, 3):  # the index is brought up on the way: nothing may hang on how far it is
        monkeypatch.setattr(parallel, "processors", lambda count=processors: count)
        arguments = ["check", "--proof", "--json", "--rule", rule, "--library", str(tmp_path)]
        outcomes.append(command(*arguments))
    assert (
        all(one == outcomes[0] for one in outcomes) or rule == "C-08"
    )  # of several that are as like any may be named
    addresses = [{row["address"] for row in json.loads(outcome.out)} for outcome in outcomes]
    assert all(one == addresses[0] for one in addresses)
    assert addresses[0]

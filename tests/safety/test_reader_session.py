"""A reader's session writes nothing, starts nothing and connects to nothing (promise R1), seen by Python's audit events."""

import subprocess
from pathlib import Path

import pytest

from briefing_tui.model.key import ISSUE, IssueKey
from disks.libraries import make_issue, put
from disks.places import ROOT
from screens.terminal import PYTHON, Terminal

pytestmark = pytest.mark.fresh
WATCHED = str(ROOT / "tests" / "support" / "programs" / "watched.py")
WALK = (
    *(
        "jj",
        "k",
        "\x1b[6~",
        "g",
        "G",
        "/直连\x1b",
        "v",
        "j\r",
        "f",
        "\x1b",
        "o",
        "\x1b",
        "?",
        "\x1b",
        "B",
        "\x1b",
    ),
    *(
        "s",
        "直连",
        "\x1b[B",
        "\x13",
        "\x1b",
        "\x1b",
        "S",
        "]",
        "]",
        "q",
        "e",
        "n",
        "R",
        "\x1b",
        "g",
        "j",
        "\r",
    ),
    *(
        "t",
        "]]",
        "/直连\r",
        "n",
        "b",
        "B",
        "\x1b",
        "y",
        "+",
        "-",
        "}",
        "{",
        "m",
        "m",
        "e",
        ":",
        "edit\r",
        "\x1b",
        "q",
    ),
)
"""Keys through list, filter, views, help, bookmarks, search, statistics, an issue; those that would write among them."""
VERBS = (
    *("list", "check", "doctor", "stats", "path", "toc 2024-14", "show 2024-14", "show latest --json"),
    *("search 直连", "config show", "config init", "completion bash", "status 2024-14", "add 2024-14", "new"),
    *("import --dry-run /dev/null", "import /dev/null", "delete 2024-14", "rename 2024-14 2024-20", "__keys"),
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    for number in (13, 14):
        issue = make_issue(IssueKey(2024, ISSUE, number), *[f"第{n}家机构上线直连系统" for n in range(1, 9)])
        put(root, issue)
    return root


def everything(folder: Path) -> list[tuple[str, int, int]]:
    found = ((path, path.lstat()) for path in sorted(folder.rglob("*")))
    return [(str(path), status.st_mtime_ns, status.st_size) for path, status in found]


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_of_a_reader_writes_starts_or_connects(
    library: Path, hidden_machine: Path, tmp_path_factory: pytest.TempPathFactory, verb: str
) -> None:
    log = tmp_path_factory.mktemp("log") / "log"
    before = everything(library.parent), everything(hidden_machine)
    line = [PYTHON, "-B", WATCHED, str(log), "--library", str(library), "--read-only", *verb.split()]
    subprocess.run(line, capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL)
    assert log.read_text(encoding="utf-8") == ""
    assert (everything(library.parent), everything(hidden_machine)) == before


@pytest.mark.slow
@pytest.mark.pty
def test_no_key_of_a_reader_writes_starts_or_connects(
    library: Path, hidden_machine: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = tmp_path_factory.mktemp("log") / "log"
    before = everything(library.parent), everything(hidden_machine)
    line = [PYTHON, "-B", WATCHED, str(log), "--library", str(library), "--read-only"]
    with Terminal(line, env={"VISUAL": "touch", "HOME": str(hidden_machine)}) as terminal:
        terminal.expect("No. 14")
        seen = ""
        for keys in WALK:
            terminal.send(keys)
            terminal.wait_idle(0.25)
            assert terminal.process.poll() is None, (keys, terminal.text())
            seen += terminal.text()
        terminal.send("Q")
        assert terminal.exit_code() == 0
    assert all(
        words in seen for words in ("By section", "keeps no searches", "[Sections]", "keeps no bookmarks")
    )
    assert log.read_text(encoding="utf-8") == ""
    assert (everything(library.parent), everything(hidden_machine)) == before


@pytest.mark.pty
def test_the_watch_bites(library: Path, hidden_machine: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    line = [PYTHON, "-B", WATCHED, str(log), "--library", str(library), "open", "2024-14"]
    with Terminal(line, env={"HOME": str(hidden_machine)}) as terminal:
        terminal.expect("2024年第14期")
        terminal.send("b")
        terminal.expect("Bookmark set")
        terminal.send("Q")
        assert terminal.exit_code() == 0
    noted = log.read_text(encoding="utf-8")
    assert "state.json" in noted
    assert list(hidden_machine.iterdir())

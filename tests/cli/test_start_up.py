"""Start-up counts: a shell verb loads what it needs and nothing else, seen in a fresh interpreter."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.fresh
HEAVY = {
    "textual",
    "rich",
    "tomlkit",
    "sqlite3",
    "tomllib",
    "dataclasses",
    "inspect",
    "pathlib",
    "platformdirs",
}
HEAVY |= {"asyncio", "json", "subprocess", "shutil", "logging", "importlib.metadata", "difflib"}
SCRIPT = """
import sys
before = set(sys.modules)
from briefing_tui.cli.main import main
code = main(sys.argv[1:], {"HOME": "/nowhere"}, sys.stdout, sys.stderr)
sys.stdout.flush()
print(*(set(sys.modules) - before), file=sys.stderr)
sys.exit(code)
"""


def loaded_by(samples: Path, *arguments: str) -> set[str]:
    """The modules that a command line loads, beyond those of a bare interpreter."""
    found = subprocess.run(
        [sys.executable, "-I", "-c", SCRIPT, *arguments, "--library", str(samples)],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert found.stdout
    return set(found.stderr.split())


@pytest.mark.parametrize(
    "line",
    [
        ["show", "2024-14"],
        ["show", "2024-14#3", "--width", "60"],
        ["show", "latest"],
        ["list"],
        ["list", "--status", "draft"],
        ["toc", "2024-14"],
        ["path", "2024-14"],
        ["path", "--samples"],
        ["__keys"],
        ["--version"],
    ],
)
def test_a_reading_verb_loads_nothing_heavy(line: list[str], samples: Path) -> None:
    assert not loaded_by(samples, *line) & HEAVY


@pytest.mark.parametrize(
    "line",
    [
        ["--help"],
        ["show", "--help"],
        ["open", "--help"],
        ["import", "--help"],
        ["list", "--json"],
        ["completion", "bash"],
        ["doctor"],
        ["config", "show"],
    ],
)
def test_no_verb_but_open_loads_the_framework(line: list[str], samples: Path) -> None:
    script = SCRIPT.replace("sys.exit(code)", "")
    found = subprocess.run(
        [sys.executable, "-I", "-c", script, *line, "--library", str(samples)],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert not {"textual", "rich", "tomlkit"} & set(found.stderr.splitlines()[-1].split())


def test_only_the_verb_that_was_asked_for_is_imported(samples: Path) -> None:
    verbs = {name for name in loaded_by(samples, "list") if name.startswith("briefing_tui.cli.verbs.")}
    assert verbs == {"briefing_tui.cli.verbs.reading", "briefing_tui.cli.verbs.reading.list_"}


def test_the_version_needs_no_parser(samples: Path) -> None:
    assert "argparse" not in loaded_by(samples, "--version")


def test_importing_the_shell_loads_nothing_heavy() -> None:
    script = "import sys, briefing_tui.cli.main; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-I", "-c", script], capture_output=True, check=True, text=True, timeout=60
    )
    assert not HEAVY & set(found.stdout.split())


COMPILED = """
import sys
def heard(event, arguments):
    if event == "compile" and arguments[1] == "<string>" and not bytes(arguments[0] or b"").startswith(b"lambda _cls"):
        print(arguments[0], file=sys.stderr)
sys.addaudithook(heard)
from briefing_tui.cli.main import main
sys.exit(main(sys.argv[1:], {"HOME": "/nowhere"}, sys.stdout, sys.stderr))
"""


@pytest.mark.parametrize("line", [["show", "2024-14"], ["list"], ["search", "担保"], ["toc", "2024-14"]])
def test_no_type_that_is_written_as_a_text_is_compiled(line: list[str], samples: Path) -> None:
    """The first compiling of a process takes 0.7 ms, more than any module of ours."""
    found = subprocess.run(
        [sys.executable, "-I", "-c", COMPILED, *line, "--library", str(samples)],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert found.stdout
    assert not [line for line in found.stderr.splitlines() if line.startswith(("b'", 'b"'))]

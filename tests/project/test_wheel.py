"""The built wheel, installed outside the checkout: it runs, with its styles, catalogue, samples and scripts inside."""

import json
import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from disks.places import ROOT
from programs.commands import Outcome
from screens.terminal import Terminal


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin directory of an environment that holds the wheel, and our dependencies beside it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.create(environment, symlinks=True)
    python = environment / "bin" / "python"
    install = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    line = [sys.executable, "-m", "pip", "--python", str(python), *install]
    subprocess.run(line, check=True, capture_output=True, timeout=120)
    # The libraries are those of the tests; a path file inside their directory (our editable install) is not followed.
    (packages,) = (environment / "lib").glob("python*/site-packages")
    libraries = [path for path in site.getsitepackages() if (Path(path) / "textual").is_dir()]
    (packages / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    return environment / "bin"


def run(installed: Path, *arguments: str) -> Outcome:
    line = [str(installed / "briefing-tui"), *arguments]
    found = subprocess.run(
        line,
        cwd=installed,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    return Outcome(found.returncode, found.stdout, found.stderr)


def test_it_runs_with_its_own_samples_catalogue_and_scripts(installed: Path) -> None:
    samples = run(installed, "path", "--samples")
    assert samples.code == 0
    directory = Path(samples.out.strip())
    assert directory.is_relative_to(installed.parent)
    listed = json.loads(run(installed, "list", "--json", "--library", str(directory)).out)
    assert "2024-14" in {entry["key"] for entry in listed}
    assert not [entry for entry in listed if "error" in entry]
    script = "import importlib.resources as r; print(*(e.name for e in (r.files('briefing_tui') / 'sample_issues').iterdir()))"
    listing = [str(installed / "python"), "-I", "-c", script]
    found = subprocess.run(listing, cwd=installed, capture_output=True, check=True, text=True, timeout=60)
    assert {"2024", "2025"} <= set(found.stdout.split())
    assert "行业信息简报" in run(installed, "show", "2024-14", "--library", str(directory)).out
    assert "示例：" in run(installed, "--help", "--lang", "zh_CN").out
    for shell in ("bash", "zsh", "fish"):
        assert "__keys" in run(installed, "completion", shell).out
    assert run(installed, "doctor", "--library", str(directory)).code == 0


def test_what_it_carries_is_all_the_package_has(installed: Path) -> None:
    (package,) = (installed.parent / "lib").glob("python*/site-packages/briefing_tui")
    source = ROOT / "src" / "briefing_tui"
    for path in source.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert (package / path.relative_to(source)).read_bytes() == path.read_bytes(), path
    assert (package / "cli" / "__pycache__").is_dir(), "installed without byte code"


def test_it_brings_its_manual_pages(installed: Path) -> None:
    pages = installed.parent / "share" / "man"
    for page, source in (("man1", "briefing-tui.1"), ("zh_CN/man1", "briefing-tui.zh_CN.1")):
        assert (pages / page / "briefing-tui.1").read_bytes() == (ROOT / "docs" / source).read_bytes()


@pytest.mark.pty
def test_its_screens_come_up(installed: Path) -> None:
    samples = run(installed, "path", "--samples").out.strip()
    line = [str(installed / "briefing-tui"), "open", "2024-14", "--library", samples]
    with Terminal(line, cwd=installed) as terminal:
        terminal.expect("行业信息简报")
        terminal.send("q")
        terminal.expect("No. 14")
        terminal.send("q")
        assert terminal.exit_code() == 0
    with Terminal([str(installed / "briefing-tui"), "demo"], cwd=installed) as terminal:
        terminal.expect("No. 14")
        terminal.send("q")
        assert terminal.exit_code() == 0

"""What the project says about itself in more than one file: version, Pythons, changelog, checks here and hosted."""

import re
import subprocess
import sys
import tomllib

import pytest

from briefing_tui.version import VERSION


def recipe(pytestconfig: pytest.Config, target: str) -> str:
    """What the Makefile does for a target."""
    text = (pytestconfig.rootpath / "Makefile").read_text(encoding="utf-8")
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)*)", text, re.MULTILINE)
    assert found is not None, f"no target {target}"
    return found[1]


def test_the_build_takes_the_version_from_the_program(pytestconfig: pytest.Config) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "hatchling", "metadata", "version"],
        cwd=pytestconfig.rootpath,
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert asked.stdout.strip() == VERSION
    project = tomllib.loads((pytestconfig.rootpath / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project


def test_the_newest_release_of_the_changelog_is_this_version(pytestconfig: pytest.Config) -> None:
    text = (pytestconfig.rootpath / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.findall(r"^## \[(.+?)\] - (\d{4}-\d\d-\d\d)$", text, re.MULTILINE)
    assert releases[0][0] == VERSION
    assert [day for _version, day in releases] == sorted((day for _version, day in releases), reverse=True)


def test_the_hosted_checks_run_every_python_that_is_declared(pytestconfig: pytest.Config) -> None:
    project = tomllib.loads((pytestconfig.rootpath / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [line.rpartition(" ")[2] for line in project["classifiers"] if re.search(r":: 3\.\d+$", line)]
    assert project["requires-python"] == f">={declared[0]}"
    workflow = (pytestconfig.rootpath / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    matrix = re.search(r"^        python: \[(.*)\]$", workflow, re.MULTILINE)
    assert matrix is not None
    assert set(re.findall(r'"(.*?)"', matrix[1])) >= set(declared)


def test_the_hosted_checks_call_what_the_makefile_has(pytestconfig: pytest.Config) -> None:
    for path in (pytestconfig.rootpath / ".github" / "workflows").iterdir():
        workflow = path.read_text(encoding="utf-8")
        targets = re.findall(r"\bmake ([a-z-]+) PYTHON=python$", workflow, re.MULTILINE)
        assert targets
        assert len(targets) == workflow.count("run: make ")
        assert all(recipe(pytestconfig, target) for target in targets)
        assert all(
            re.search(r"@v\d+$", action) for action in re.findall(r"uses: (.*)$", workflow, re.MULTILINE)
        )


def test_before_a_commit_the_tools_of_make_check_are_run(pytestconfig: pytest.Config) -> None:
    text = (pytestconfig.rootpath / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    hooks = [
        entry.removesuffix(" --fix") for entry in re.findall(r"entry: \.venv/bin/(.*)$", text, re.MULTILINE)
    ]
    checks = re.findall(r"\$\(BIN\)/(.*)$", recipe(pytestconfig, "check"), re.MULTILINE)
    assert hooks == [re.sub(r"( --check)? \.$", "", check) for check in checks]


def test_nothing_lies_at_the_top_but_what_belongs_there(pytestconfig: pytest.Config) -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=pytestconfig.rootpath, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no clone")
    endings = {name.rpartition(".")[2] for name in listed.stdout.splitlines() if "/" not in name}
    assert endings <= {"Makefile", "LICENSE", "md", "toml", "txt", "gitignore", "yaml"}

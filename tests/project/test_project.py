"""What the project says about itself in more than one file: the version, the Pythons, the changelog."""

import re
import subprocess
import sys
import tomllib

import pytest

from briefing_tui.version import VERSION


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

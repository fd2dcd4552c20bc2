"""The measurement of the history measures a repository of the size it says, and its verdict follows from the samples."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from disks.places import ROOT

CODE = """
import sys
from pathlib import Path
from benchmarks.history import FIGURES, ask, make_repository, table
root = Path(sys.argv[1])
make_repository(root, 2100)
print(ask(root, "issue", 5000) > 0, ask(root, "item", 5000) > 0)
taken = {"bare": [1.0], **{one.key: [one.reach - 0.01] for one in FIGURES}}
print(table(taken)[1], table(taken | {"commit": [0.2]})[1])
"""


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_repository_has_what_is_promised_and_a_miss_is_told(tmp_path: Path) -> None:
    words = [sys.executable, "-c", CODE, str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True", "True", "False"]

    def count(*more: str) -> int:
        asked = ["git", "-C", str(tmp_path), "rev-list", "--count", "HEAD", *more]
        return int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)

    assert count() >= 2100
    assert count("--", "2024/2024-14.toml") == 1050

"""One sshd for all tests of reading over SSH."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from places import SAMPLES
from ssh_server import SshServer, missing, ssh_server


@pytest.fixture(scope="session")
def sshd() -> Iterator[SshServer]:
    """The server, with a library of samples that its account may read; skips where there can be none."""
    if reason := missing():
        assert not os.environ.get("BRIEFING_REQUIRE_SSHD"), reason
        pytest.skip(f"no sshd for tests: {reason}")
    with ssh_server() as server:
        library = server.folder / "library"
        shutil.copytree(SAMPLES, library)
        for path in (library, *library.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield server


@pytest.fixture
def ssh_library(sshd: SshServer) -> Path:
    """Its library."""
    return sshd.folder / "library"

"""One sshd for all tests of reading over SSH."""

import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from disks.places import SAMPLES
from servers.hosting import Hosting, hosting
from servers.reading_server import host_of, start_as_printed, start_permissive
from servers.ssh_server import SshServer, missing, ssh_server


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


@pytest.fixture(params=["as printed", "permissive", "permissive, by the host"])
def server(request: pytest.FixtureRequest, sshd: SshServer) -> SshServer:
    """As printed or with everything let through; the latter also with the host. It stays so for the next test that wants the same."""
    if sshd.arrangement != request.param:
        (start_as_printed if request.param == "as printed" else start_permissive)(sshd)
        sshd.keep(request.param, host_of(sshd) if "host" in request.param else nullcontext())
    return sshd


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosting]:
    with hosting(tmp_path_factory.mktemp("host")) as found:
        yield found

"""Sync over a real sshd on this machine: what arrives, and what a wrong host key, a missing key and missing rights say."""

import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.errors import BriefingError
from disks.libraries import make_issue, put
from disks.sync_places import KEY, Office, added, git, office
from servers import ssh_server

pytestmark = [
    pytest.mark.skipif(bool(ssh_server.missing()), reason=ssh_server.missing() or "-"),
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def server() -> Iterator[ssh_server.SshServer]:
    with ssh_server.ssh_server() as made:
        made.start([])
        yield made


@pytest.fixture
def url(server: ssh_server.SshServer) -> str:
    """Of a new repository there."""
    place = server.home / "place.git"
    shutil.rmtree(place, ignore_errors=True)
    done = server.ssh("--", f"git init -q --bare -b main {place}")
    assert done.returncode == 0, done.stderr
    return f"ssh://{server.account}@127.0.0.1:{server.port}{place}"


@pytest.fixture
def client(server: ssh_server.SshServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The `ssh` that is found first, with this server's key and no settings of the machine's owner; its options can be changed."""
    known = tmp_path / "known_hosts"
    key = (server.folder / "host.pub").read_text(encoding="utf-8").split()[:2]
    known.write_text(f"[127.0.0.1]:{server.port} {' '.join(key)}\n", encoding="utf-8")
    config = tmp_path / "ssh_config"
    config.write_text(
        f"IdentityFile {server.folder / 'client'}\nIdentitiesOnly yes\nUserKnownHostsFile {known}\n"
        "GlobalKnownHostsFile /dev/null\nStrictHostKeyChecking yes\n",
        encoding="utf-8",
    )
    program = tmp_path / "bin/ssh"
    program.parent.mkdir()
    real = shutil.which("ssh") or "ssh"
    program.write_text(f'#!/bin/sh\nexec {real} -F {shlex.quote(str(config))} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    return tmp_path


@pytest.fixture
def one(client: Path, url: str) -> Office:
    made = office(client / "one", url, "王")
    put(made.root, make_issue(KEY, "第一条", status="draft"))
    made.sync()
    return made


def test_two_offices_over_ssh(one: Office, tmp_path: Path, url: str) -> None:
    other = office(tmp_path / "other", url, "李")
    other.sync()
    one.edit(added("王的"))
    other.edit(added("李的"))
    one.sync()
    other.sync()
    one.sync()
    assert one.titles() == other.titles() == ["第一条", "王的", "李的"]
    assert git(one.root, "rev-parse", "HEAD") == git(other.root, "rev-parse", "HEAD")


def refused(one: Office, words: str) -> None:
    one.edit(added("王的"))
    with pytest.raises(BriefingError, match=words) as caught:
        one.sync()
    assert "\n" not in caught.value.one_line()
    assert one.titles() == ["第一条", "王的"]


def test_a_wrong_host_key(one: Office, client: Path, server: ssh_server.SshServer) -> None:
    other = (server.folder / "client.pub").read_text(encoding="utf-8").split()[:2]
    known = client / "known_hosts"
    right = known.read_text(encoding="utf-8")
    known.write_text(f"[127.0.0.1]:{server.port} {' '.join(other)}\n", encoding="utf-8")
    refused(one, "the host key of the other machine is not the known one")
    known.write_text(right, encoding="utf-8")
    one.sync()


def test_an_unknown_host_key(one: Office, client: Path) -> None:
    (client / "known_hosts").write_text("", encoding="utf-8")
    refused(one, "the host key of the other machine is not the known one")


def test_a_key_that_is_not_let_in(one: Office, client: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", client / "stranger"], check=True)
    config = client / "ssh_config"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(text.split()[1], str(client / "stranger"), 1), encoding="utf-8")
    refused(one, "does not let this account in")


def test_a_repository_that_may_not_be_written(one: Office, server: ssh_server.SshServer) -> None:
    place = server.home / "place.git"
    server.ssh("--", f"chmod -R a-w {place}")
    try:
        refused(one, "refuses to take it")
    finally:
        server.ssh("--", f"chmod -R u+w {place}")
    one.sync()


def test_a_hook_that_refuses(one: Office, server: ssh_server.SshServer) -> None:
    hook = server.home / "place.git/hooks/pre-receive"
    server.ssh(
        "--", f"mkdir -p {hook.parent}; printf '#!/bin/sh\\necho no; exit 1\\n' > {hook}; chmod +x {hook}"
    )
    refused(one, "refuses to take it")
    server.ssh("--", f"rm {hook}")
    one.sync()


def test_a_connection_that_is_cut(one: Office, client: Path) -> None:
    program = client / "bin/ssh"
    whole = program.read_text()
    program.write_text(whole.replace("exec ", "").rstrip() + " | { head -c 300; kill -9 $$; }\n")
    refused(one, "cut off or damaged")
    program.write_text(whole)
    one.sync()


def test_a_host_of_readers_may_only_fetch(
    one: Office, client: Path, server: ssh_server.SshServer, url: str
) -> None:
    from briefing_tui.serve.sync_setup import follower_line

    options = follower_line(str(server.home / "place.git")).partition(" ssh-ed25519")[0]
    keys = server.folder / "authorized_keys"
    whole = keys.read_text(encoding="utf-8")
    keys.write_text(f"{options} {whole}", encoding="utf-8")
    try:
        mirror = office(client / "mirror", url, "readers")
        mirror.sync(follow=True)
        assert mirror.titles() == one.titles()
        refused(one, "cut off|refuses|git")
    finally:
        keys.write_text(whole, encoding="utf-8")


def test_a_repository_that_takes_only_what_goes_on(one: Office, server: ssh_server.SshServer) -> None:
    place = server.home / "place.git"
    for name in ("receive.denyNonFastForwards", "receive.denyDeletes", "transfer.fsckObjects"):
        assert server.ssh("--", f"git -C {place} config {name} true").returncode == 0
    one.edit(added("王的"))
    assert one.sync().went

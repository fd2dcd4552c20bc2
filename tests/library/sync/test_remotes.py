"""Addresses: what is taken, what is refused, and that nothing else of a repository's configuration has a say."""

import shutil
from pathlib import Path

import pytest

from briefing_tui.errors import BriefingError, ExistsError, NotFoundError, UsageError
from briefing_tui.library.sync import remotes
from disks.libraries import make_issue, put
from disks.sync_places import KEY, added, bare, git, office

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.mark.parametrize(
    "url",
    [
        "https://git.example/group/bulletins.git",
        "ssh://git@host.example:2222/srv/bulletins.git",
        "ssh://git@[2001:db8::1]/srv/bulletins.git",
        "git@host.example:bulletins.git",
        "host:/srv/bulletins.git",
        "/srv/共享/简报.git",
    ],
)
def test_addresses_that_are_taken(url: str) -> None:
    assert remotes.check_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        " ",
        "-oProxyCommand=touch${IFS}x",
        "--upload-pack=touch x",
        "ext::sh -c touch% x",
        "fd::17",
        "transport-helper::x",
        "git://host/x",
        "http://host/x",
        "ftp://host/x",
        "file://host/x",
        "ssh://-oProxyCommand=x/y",
        "ssh://-oProxyCommand=x@host/y",
        "ssh://git@-oProxyCommand=x/y",
        "-oProxyCommand=x@host:y",
        "git@-oProxyCommand=x:y",
        "https://wang:secret@host/x",
        "https://token@host/x",
        "https://host",
        "ssh://git:secret@host/x",
        "https://host/x\n--upload-pack=y",
        "/srv/\x1b[31m.git",
        "x" * 3000,
    ],
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(UsageError):
        remotes.check_url(url)


def test_a_refused_address_that_stands_in_the_configuration_is_not_used(tmp_path: Path) -> None:
    made = office(tmp_path / "one", bare(tmp_path / "place.git"), "王")
    git(made.root, "config", "remote.origin.url", f"ext::touch {tmp_path}/ran")
    with pytest.raises(UsageError):
        made.sync()
    assert not (tmp_path / "ran").exists()


def test_what_else_a_shared_configuration_holds_is_not_read(tmp_path: Path) -> None:
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
    trap.chmod(0o755)
    place, elsewhere = bare(tmp_path / "place.git"), bare(tmp_path / "elsewhere.git")
    made = office(tmp_path / "one", place, "王")
    put(made.root, make_issue(KEY, "第一条", status="draft"))
    hooks = made.root / ".git/hooks"
    hooks.mkdir()
    for name in ("pre-push", "reference-transaction", "post-merge", "post-checkout"):
        shutil.copy(trap, hooks / name)
    for name, value in {
        "core.sshCommand": str(trap),
        "core.hooksPath": str(hooks),
        "core.fsmonitor": str(trap),
        "core.gitProxy": str(trap),
        "credential.helper": f"!{trap}",
        "remote.origin.uploadpack": str(trap),
        "remote.origin.receivepack": str(trap),
        "remote.origin.vcs": "ext",
        "remote.origin.pushurl": str(elsewhere),
        f"url.{elsewhere}.insteadOf": str(place),
        f"url.{elsewhere}.pushInsteadOf": str(place),
        "alias.fetch": f"!{trap}",
        "include.path": str(tmp_path / "more"),
        "merge.x.driver": str(trap),
    }.items():
        git(made.root, "config", name, value)
    (tmp_path / "more").write_text(f'[remote "origin"]\n\turl = ext::{trap}\n')
    made.sync()
    made.edit(added("再一条"))
    made.sync()
    assert git(place, "log", "--format=%s", "main").splitlines()[0] == "2024-14：新增第2条"
    assert git(elsewhere, "for-each-ref") == ""
    assert not (tmp_path / "ran").exists()


def test_one_address_of_each_kind(tmp_path: Path) -> None:
    root = str(office(tmp_path / "one", tmp_path / "place.git", "王").root)
    with pytest.raises(ExistsError):
        remotes.add(root, "/elsewhere")
    remotes.add(root, "/elsewhere", remotes.PUBLISHED)
    assert [one.name for one in remotes.remotes(root)] == ["origin", "published"]
    remotes.remove(root)
    assert [one.name for one in remotes.remotes(root)] == ["published"]
    with pytest.raises(NotFoundError):
        remotes.remove(root)
    with pytest.raises(NotFoundError):
        remotes.remote(root)


@pytest.mark.parametrize("mode", [0o2775, 0o755])
def test_a_repository_is_shared_as_the_library_is(tmp_path: Path, mode: int) -> None:
    root = tmp_path / "library"
    root.mkdir()
    root.chmod(mode)
    remotes.add(str(root), "/elsewhere")
    for path in (root / ".git", root / ".git/objects", root / ".git/refs"):
        assert bool(path.stat().st_mode & 0o020) == bool(mode & 0o020)


def test_a_library_inside_a_repository_of_others_is_left_to_them(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "library").mkdir()
    with pytest.raises(BriefingError, match="somebody else"):
        remotes.add(str(tmp_path / "library"), "/elsewhere")


def test_files_of_others_in_the_repository_stay_in_it(tmp_path: Path) -> None:
    place = bare(tmp_path / "place.git")
    one = office(tmp_path / "one", place, "王")
    put(one.root, make_issue(KEY, "第一条", status="draft"))
    (one.root / "README").write_text("hand-made\n")
    git(one.root, "add", "README")
    git(one.root, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "readme")
    one.sync()
    other = office(tmp_path / "other", place, "李")
    other.sync()
    other.edit(added("李的"))
    one.edit(added("王的"))
    other.sync()
    one.sync()
    assert git(place, "show", "main:README") == "hand-made"
    assert one.titles() == ["第一条", "李的", "王的"]
    assert not (other.root / "README").exists()

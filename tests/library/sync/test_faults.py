"""What goes wrong on the way: one line each that names the cause, nothing lost, and the next sync goes on."""

import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from briefing_tui.errors import BriefingError
from briefing_tui.library.sync.attempt import RewrittenError
from briefing_tui.library.sync.state import read_state
from briefing_tui.library.sync.transport import TransportError
from disks.libraries import make_issue, put
from disks.sync_places import KEY, Office, added, bare, git, office

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def one(tmp_path: Path, place: Path) -> Office:
    made = office(tmp_path / "one", place, "王")
    put(made.root, make_issue(KEY, "第一条", "第二条", status="draft"))
    made.sync()
    return made


def noise(size: int) -> str:
    """So many characters that no compression makes fewer of."""
    text = random.Random(0).randbytes(size // 2).hex()
    return "\n".join(text[at : at + 10_000] for at in range(0, size, 10_000))


def fails(one: Office, words: str, kind: type[BriefingError] = TransportError) -> None:
    """The sync says so in one line, here and in what is kept of it; the library is as it was."""
    before = {path: path.read_bytes() for path in one.root.glob("2024/*")}
    with pytest.raises(kind, match=words) as caught:
        one.sync()
    assert "\n" not in caught.value.one_line()
    state = read_state(str(one.root))
    assert state is not None
    assert words.replace("\\", "") in state.trouble
    assert {path: path.read_bytes() for path in one.root.glob("2024/*")} == before


def test_no_repository_there(one: Office, place: Path) -> None:
    place.rename(place.with_name("away"))
    one.edit(added("王的"))
    fails(one, "there is no repository at that address")
    place.with_name("away").rename(place)
    assert [each.file.name for each in one.sync().went] == ["2024/2024-14.toml"]
    state = read_state(str(one.root))
    assert state is not None
    assert not state.trouble


def test_the_language_of_whoever_syncs_is_not_that_of_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git says is understood in English; LANGUAGE counts in C.UTF-8, too, wherever git has translations."""
    monkeypatch.setenv("LANGUAGE", "zh_CN:zh")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    place = bare(tmp_path / "empty.git")
    made = office(tmp_path / "first", place, "王")
    put(made.root, make_issue(KEY, "第一条"))
    assert [each.file.name for each in made.sync().went] == ["2024/2024-14.toml"]  # into an empty repository
    place.rename(place.with_name("away"))
    made.edit(added("王的"))
    fails(made, "there is no repository at that address")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to give a folder away")
def test_a_repository_of_another_account(one: Office, place: Path) -> None:
    os.chown(place, 65534, 65534)
    fails(one, "belongs to another account")
    os.chown(place, 0, 0)
    one.sync()


def test_no_network(one: Office) -> None:
    git(one.root, "config", "remote.origin.url", "ssh://git@127.0.0.1:1/srv/x.git")
    fails(one, "cannot be reached")


def test_a_name_that_nobody_knows(one: Office) -> None:
    git(one.root, "config", "remote.origin.url", "ssh://git@nobody.invalid/srv/x.git")
    fails(one, "the name of the other machine is not known here")


def test_a_damaged_repository_there(one: Office, other: Office, place: Path) -> None:
    one.edit(added("王的"))
    one.sync()
    git(place, "repack", "-adq")
    pack = next(place.glob("objects/pack/*.pack"))
    whole = pack.read_bytes()
    pack.chmod(0o644)
    pack.write_bytes(whole[: len(whole) // 2])
    fails(other, "cut off or damaged")
    pack.write_bytes(whole)
    other.sync()
    assert other.titles()[-1] == "王的"


def test_a_rewritten_line_stops_until_somebody_says_that_it_is_meant(
    one: Office, other: Office, place: Path
) -> None:
    before = git(place, "rev-parse", "main")
    one.edit(added("王的"))
    one.sync()
    other.sync()
    git(place, "update-ref", "refs/heads/main", before)  # brought back from an old backup
    one.edit(added("后来的"))
    fails(one, "lost or rewritten", RewrittenError)
    one.sync(rewritten=True)
    other.sync(rewritten=True)
    assert one.titles() == other.titles() == ["第一条", "第二条", "王的", "后来的"]


def test_a_place_that_was_made_anew_gets_everything_again(one: Office, place: Path) -> None:
    shutil.rmtree(place)
    bare(place)
    fails(one, "lost or rewritten", RewrittenError)
    one.sync(rewritten=True)
    assert git(place, "rev-parse", "main") == git(one.root, "rev-parse", "HEAD")


def test_another_history_there_is_merged_by_what_the_files_say(
    tmp_path: Path, one: Office, place: Path
) -> None:
    another = bare(tmp_path / "another.git")
    third = office(tmp_path / "third", another, "赵")
    put(third.root, make_issue(KEY, "第一条", "第二条", status="draft"))
    put(third.root, make_issue(KEY._replace(number=15), "赵的", status="draft"))
    third.sync()
    git(third.root, "config", "remote.origin.url", str(place))
    with pytest.raises(RewrittenError):
        third.sync()
    assert not third.sync(rewritten=True).waiting
    one.sync()
    assert one.titles(KEY._replace(number=15)) == ["赵的"]
    assert one.titles() == ["第一条", "第二条"]


def test_a_clock_that_is_wrong_is_told_and_changes_nothing(
    one: Office, other: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.edit(added("李的"))
    other.sync()
    one.edit(added("王的"))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 7200)
    one.sync()
    monkeypatch.undo()
    assert 7000 < other.sync().skew < 7300
    other.edit(added("再一条"))
    other.sync()
    one.sync()
    assert one.titles()[2:] == ["李的", "王的", "再一条"]


def test_what_a_killed_git_left_locked_holds_nobody_up(one: Office, other: Office) -> None:
    one.edit(added("王的"))
    one.sync()
    for name in (
        "refs/briefing/made",
        "refs/briefing/base",
        "refs/briefing/origin",
        "refs/heads/main",
        "HEAD",
    ):
        (other.root / f".git/{name}.lock").touch()
    other.sync()
    assert other.titles() == one.titles()


def test_a_file_that_is_too_large_comes_into_no_library(one: Office, other: Office) -> None:
    git(one.root, "config", "user.name", "x")
    git(one.root, "config", "user.email", "x@y")
    (one.root / "2024/2024-15.toml").write_bytes(b"# " + b"x" * (5 << 20))
    git(one.root, "add", "2024/2024-15.toml")
    git(one.root, "commit", "-qm", "large")
    git(one.root, "push", "-q", "origin", "HEAD:main")
    fails(other, "larger than 4 MiB", BriefingError)
    assert not (other.root / "2024/2024-15.toml").exists()


@pytest.mark.parametrize(
    "message",
    [
        "\x01\x02\x03x\x1fy\x1fz\x1ftold\n:0 0 0 0 M",
        "\x01\x02\x03",
        "\x1b]52;c;eA==\x07\x1b[2J",
        "\x1f\x1f\x1f:100644 100644 x y M",
        "",
    ],
)
def test_what_a_stranger_writes_into_a_message_is_no_more_than_that(
    one: Office, other: Office, message: str
) -> None:
    who = ("-c", "user.name=x\x01\x02\x03y", "-c", "user.email=x@y")
    one.edit(added("外来的"))
    git(one.root, "add", "2024/2024-14.toml")
    git(one.root, *who, "commit", "-q", "--allow-empty-message", "--cleanup=verbatim", "-m", message)
    git(one.root, "push", "-q", "origin", "HEAD:main")
    other.edit(added("李的"))
    other.sync()
    one.sync()
    assert one.titles() == other.titles() == ["第一条", "第二条", "外来的", "李的"]


def test_names_that_lead_out_of_the_library_are_nothing_of_ours(other: Office, place: Path) -> None:
    blob = git(place, "rev-parse", "main:2024/2024-14.toml")
    rows = f"100644 blob {blob}\t2024-15.toml\n120000 blob {blob}\t2024-16.toml\n100755 blob {blob}\t2024-17.toml\n"
    year = subprocess.run(
        ["git", "-C", place, "mktree"], input=rows, capture_output=True, text=True, check=True
    ).stdout.strip()
    top = subprocess.run(
        ["git", "-C", place, "mktree"],
        input=f"040000 tree {year}\t2024\n040000 tree {year}\t2024x\n100644 blob {blob}\tauthorized_keys\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    words = ("-c", "user.name=x", "-c", "user.email=x@y", "commit-tree", top, "-p", "main", "-m", "x")
    git(place, "update-ref", "refs/heads/main", git(place, *words))
    other.sync()
    names = sorted(
        str(path.relative_to(other.root)) for path in other.root.rglob("*.toml") if ".trash" not in str(path)
    )
    assert names == ["2024/2024-15.toml", "2024/2024-17.toml"]
    assert not (other.root / "authorized_keys").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to mount a small disk")
@pytest.mark.parametrize("where", ["here", "there"])
def test_a_full_disk(tmp_path: Path, one: Office, place: Path, where: str) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", small], check=False)
    if mounted.returncode:
        pytest.skip("this machine mounts nothing")
    try:
        if where == "here":
            shutil.copytree(one.root, small / "library")
            full = Office(small / "library", "李")
            one.edit(added("王的", noise(900_000)))
            one.sync()
        else:
            shutil.copytree(place, small / "place.git")
            git(one.root, "config", "remote.origin.url", str(small / "place.git"))
            full = one
            one.edit(added("王的", noise(600_000)))
        with (small / "ballast").open("wb") as file:
            file.write(b"x" * (shutil.disk_usage(small).free - 65536))
        with pytest.raises(BriefingError) as caught:
            full.sync()
        assert "\n" not in caught.value.one_line()
        assert full.titles()[:2] == ["第一条", "第二条"]
        (small / "ballast").unlink()
        full.sync()
        assert full.titles()[-1] == "王的"
    finally:
        subprocess.run(["umount", small], check=False)

"""`sources.toml`: which other libraries are taken from, by hand or by the verb; an odd table holds up no other."""

from pathlib import Path

import pytest

from briefing_tui.errors import ExistsError, LibraryError, NotFoundError, UsageError
from briefing_tui.library.history.kept import kept
from briefing_tui.library.sources.listing import (
    NAME,
    add_source,
    find_source,
    made_source,
    read_sources,
    remove_source,
)
from briefing_tui.library.sources.source import Source
from disks.source_libraries import BRANCH, branch


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "library").mkdir()
    return tmp_path / "library"


def write(root: Path, text: str) -> None:
    (root / NAME).write_text(text, encoding="utf-8")


def test_without_a_file_there_are_none(root: Path) -> None:
    assert read_sources(str(root)) == []
    with pytest.raises(NotFoundError, match="no source"):
        find_source(str(root), BRANCH)


def test_a_directory_and_an_address_are_told_apart(root: Path, tmp_path: Path) -> None:
    directory = str(branch(tmp_path / "branch"))
    assert made_source(str(root), BRANCH, directory, "分公司") == Source(
        BRANCH, "分公司", directory=directory
    )
    url = "ssh://git@host.example.org/srv/published.git"
    assert made_source(str(root), BRANCH, url) == Source(BRANCH, BRANCH, git=url)
    bare = tmp_path / "bare.git"
    (bare / "objects").mkdir(parents=True)
    (bare / "HEAD").write_text("ref: refs/heads/main\n")
    assert made_source(str(root), BRANCH, str(bare)).git == str(bare)


@pytest.mark.parametrize("name", ["", " 名", "a#1", "a/b", "a\\b", "长" * 41, "a\x1b[0m", "a\nb", "a\u202eb"])
def test_a_name_that_could_not_stand_before_an_address_is_refused(root: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no name"):
        made_source(str(root), name, "/srv/branch")


@pytest.mark.parametrize(
    "place", ["ext::sh -c id", "--upload-pack=id", "http://host/x", "https://u:p@host/x"]
)
def test_an_address_that_git_would_take_for_more_is_refused(root: Path, place: str) -> None:
    with pytest.raises(UsageError):
        made_source(str(root), BRANCH, place)
    write(root, f"[[source]]\nname = '{BRANCH}'\ngit = '{place}'\n")
    (one,) = read_sources(str(root))
    assert one.fault
    assert not one.git


def test_the_library_itself_is_no_source(root: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="itself"):
        made_source(str(root), BRANCH, str(root))
    (tmp_path / "link").symlink_to(root)
    write(root, f'[[source]]\nname = "甲"\ndirectory = "{tmp_path / "link"}"\n')
    assert "itself" in read_sources(str(root))[0].fault


def test_what_is_added_stands_in_the_file_and_a_name_stands_once(root: Path) -> None:
    first, second = Source("甲", "甲分公司", directory="/srv/a"), Source("乙", "乙", git="/srv/b.git")
    add_source(str(root), first)
    add_source(str(root), second)
    assert read_sources(str(root)) == [first, second]
    with pytest.raises(ExistsError, match="甲"):
        add_source(str(root), first)
    assert kept(NAME) is not None  # the history keeps it, a sync brings it


def test_an_odd_table_is_told_and_holds_up_no_other(root: Path) -> None:
    write(
        root,
        "source = 1\n",
    )
    assert read_sources(str(root))[0].fault
    write(
        root,
        '[[source]]\nname = "甲"\ndirectory = "/srv/a"\n\n'
        '[[source]]\nname = "甲"\ndirectory = "/srv/b"\n\n'
        '[[source]]\nname = "乙"\n\n'
        '[[source]]\nname = "丙"\ndirectory = "here"\n\n'
        '[[source]]\nname = 3\ngit = "/srv/x.git"\n\n'
        '[[source]]\nname = "\\u001b[31m丁"\ngit = "/srv/x.git"\n\n'
        '[[source]]\nname = "戊"\ngit = "/srv/x.git"\ndirectory = "/srv/x"\n\n'
        '[[source]]\nname = "己"\nunit = "己公司"\nmore = 1\ndirectory = "/srv/f"\n',
    )
    found = read_sources(str(root))
    assert [bool(one.fault) for one in found] == [False, *[True] * 6, False]
    assert all(one.name.isprintable() for one in found)
    with pytest.raises(LibraryError, match="needs either"):
        find_source(str(root), "乙")


def test_one_that_is_removed_leaves_all_others_as_they_were_written(root: Path) -> None:
    first = '# 我们的来源\n[[source]]\nname = "甲"\ndirectory = "/srv/a"  # 常用\n'
    second = '\n[[source]]\nname = "乙"\ngit = "/srv/b.git"\n'
    third = '\n# 第三家\n[[ source ]]\nname = "丙"\ndirectory = "/srv/c"\n'
    write(root, first + second + third)
    remove_source(str(root), "乙")
    assert (root / NAME).read_text(encoding="utf-8") == first + "\n" + third.lstrip("\n")
    with pytest.raises(NotFoundError):
        remove_source(str(root), "乙")


def test_a_notation_that_cannot_be_cut_is_left_as_it_is(root: Path) -> None:
    text = 'source = [{name = "甲", directory = "/srv/a"}, {name = "乙", directory = "/srv/b"}]\n'
    write(root, text)
    with pytest.raises(LibraryError, match="by hand"):
        remove_source(str(root), "甲")
    assert (root / NAME).read_text(encoding="utf-8") == text

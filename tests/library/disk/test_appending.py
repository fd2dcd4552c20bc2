"""Files that are only appended to: whole or not at all, and never longer than what is read again."""

from pathlib import Path

import pytest

from briefing_tui.errors import LibraryError
from briefing_tui.library import house_files
from briefing_tui.library.disk.appending import append_lines

LIMIT = 1 << 20


def test_lines_go_behind_what_is_there(tmp_path: Path) -> None:
    file = tmp_path / "notes.toml"
    append_lines(str(file), str(tmp_path), "a = 1\n", limit=LIMIT, between="\n")
    assert file.read_bytes() == b"a = 1\n"
    append_lines(str(file), str(tmp_path), "b = 2\n", limit=LIMIT, between="\n")
    assert file.read_bytes() == b"a = 1\n\nb = 2\n"


def test_a_last_line_that_was_left_open_is_ended_first(tmp_path: Path) -> None:
    file = tmp_path / "notes.toml"
    file.write_bytes('a = "甲"'.encode())
    append_lines(str(file), str(tmp_path), "b = 2\n", limit=LIMIT)
    assert file.read_text(encoding="utf-8") == 'a = "甲"\nb = 2\n'


@pytest.mark.parametrize("room", [0, 5])
def test_a_file_of_the_house_that_is_full_stays_as_it_is_and_can_be_read(tmp_path: Path, room: int) -> None:
    file = tmp_path / "house.toml"
    file.write_bytes(b"#" * (house_files.SIZE - room - 1) + b"\n")
    before = file.read_bytes()
    with pytest.raises(LibraryError, match="larger than 1 MiB"):
        house_files.append_to_house_file(str(tmp_path), file.name, "a = 1\n")
    assert file.read_bytes() == before
    assert house_files.read_house_file(str(tmp_path), file.name) == {}

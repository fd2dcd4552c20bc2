"""`.doc`, `.wps` and RTF: by LibreOffice, else by antiword, else one line that says what to do."""

import errno
import shutil
import stat
import tempfile
from pathlib import Path

import pytest

from briefing_tui import office
from briefing_tui.errors import RecogniseError
from briefing_tui.importers import kinds, old_word
from briefing_tui.importers.documents import read_document
from briefing_tui.importers.evidence import Refused
from pages.office_files import paragraph, word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"x" * 600
RTF = rb"{\rtf1\ansi\deff0 {\fonttbl{\f0 SimSun;}}\f0\fs32 \u31532 ?\u19968 ?\u26399 ?\par \u31616 ?\u25253 ?\par}"


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, but for what a script needs."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(
        shutil, "which", lambda name: str(tmp_path / name) if (tmp_path / name).exists() else None
    )
    return tmp_path


@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize(("data", "word"), [(OLE, "old Word"), (RTF, "RTF")])
def test_without_a_program_one_line_says_what_to_do(data: bytes, word: str) -> None:
    with pytest.raises(RecogniseError) as caught:
        read_document(data, "a.wps")
    assert word in caught.value.message
    assert ".docx" in caught.value.hint


def test_what_libreoffice_makes_goes_to_the_child(programs: Path) -> None:
    (programs / "made.docx").write_bytes(word_file(paragraph("转来的文字")))
    program(
        programs,
        "soffice",
        f'while [ "$1" != --outdir ]; do shift; done; cp {programs}/made.docx "$2/source.docx"; echo "$HOME" > {programs}/home; cp "$HOME/home/user/registrymodifications.xcu" {programs}/set',
    )
    assert [line.text for line in read_document(OLE, "a.doc").lines] == ["转来的文字"]
    home = Path((programs / "home").read_text("utf-8").strip())
    assert home.name.startswith("briefing-")
    assert "BlockUntrustedRefererLinks" in (programs / "set").read_text("utf-8")
    assert not home.exists()


def test_a_libreoffice_that_fails_or_hangs_is_one_line(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs, "soffice", "exit 1")
    with pytest.raises(RecogniseError) as caught:
        read_document(OLE, "a.doc")
    assert "LibreOffice could not" in caught.value.message
    monkeypatch.setattr(old_word, "_OFFICE_SECONDS", 0.3)
    program(programs, "soffice", "sleep 61.25 & sleep 61.25")
    with pytest.raises(RecogniseError) as caught:
        read_document(OLE, "a.doc")
    assert "too long" in caught.value.message


def test_antiword_is_taken_where_there_is_no_libreoffice(programs: Path) -> None:
    program(programs, "antiword", "printf '\\n第一段\\n\\n|甲 |乙 |\\n[pic]\\n'")
    document = read_document(OLE, "a.doc")
    assert [line.text for line in document.lines] == ["第一段", "| 甲 | 乙 |"]
    assert document.ledger.unseen.pictures == 1
    assert any("antiword" in doubt.text for doubt in document.ledger.uncertain)
    with pytest.raises(Refused):
        old_word.as_lines(RTF, kinds.RTF)


@pytest.mark.slow
def test_a_file_of_the_real_libreoffice() -> None:
    if office.found() is None:
        pytest.skip("LibreOffice is not here")
    assert [line.text for line in read_document(RTF, "a.wps").lines] == ["第一期", "简报"]


@pytest.mark.parametrize("script", [b"\x00\x01\x02", b"#!/nowhere/at/all\n"])
def test_a_program_that_does_not_run_is_one_line(programs: Path, script: bytes) -> None:
    path = programs / "antiword"
    path.write_bytes(script)
    path.chmod(0o755)
    with pytest.raises(RecogniseError, match="cannot be read"):
        read_document(OLE, "a.doc")


def test_a_program_that_writes_without_end_is_ended(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "OUTPUT_LIMIT", 1 << 20)
    program(programs, "antiword", "exec yes 示例简报")
    with pytest.raises(RecogniseError, match="longer than any bulletin"):
        read_document(OLE, "a.doc")


@pytest.mark.parametrize("what", ["TemporaryFile", "TemporaryDirectory"])
def test_without_room_for_a_temporary_file_the_reason_is_told(
    programs: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    program(programs, "antiword", "echo 示例简报")
    monkeypatch.setattr(tempfile, what, full)
    data = OLE if what == "TemporaryDirectory" else word_file(paragraph("示例简报"))
    with pytest.raises(RecogniseError, match="cannot be read"):
        read_document(data, "a.doc")


def test_a_program_that_closes_its_output_may_still_take_too_long(programs: Path) -> None:
    program(programs, "slow", "exec 1>&-; sleep 30")
    with pytest.raises(office.TookTooLongError):
        office.run_apart([str(programs / "slow")], str(programs), 0.5)
    with pytest.raises(office.StoppedError):
        office.run_apart([str(programs / "slow")], str(programs), 20, lambda: True)

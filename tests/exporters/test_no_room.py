"""A disk that is full, or a folder of temporary files that is none, while pages are set: one line that says so, and no half file."""

import errno
import os
import subprocess
import sys
import tempfile

import pytest

from briefing_tui import office
from briefing_tui.exporters.docx import docx_bytes
from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.layout import read_layout
from briefing_tui.exporters.pdf import pdf_bytes
from briefing_tui.exporters.press import press
from pages.paper import needs_press, sample
from pages.word_models import MODELS

BRIEFING = read_layout("briefing")
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.path.insert(0, "tests/support")
from pages.paper import sample
from briefing_tui.exporters.faults import ExportError
from briefing_tui.exporters.layout import read_layout
from briefing_tui.exporters.pdf import pdf_bytes
try:
    pdf_bytes(sample(), read_layout("briefing"))
except ExportError as error:
    print(error.one_line())
"""


def test_a_process_that_cannot_be_started_is_no_want_of_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many processes of the user: nothing about temporary files."""

    def refuse(*_words: object, **_named: object) -> None:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(ExportError, match="cannot be started: Resource temporarily unavailable"):
        press.Press()


@needs_press
@pytest.mark.fresh
@pytest.mark.parametrize("size", [1, 20_000, 300_000])
def test_a_pdf_that_finds_no_room_says_so(size: int, pytestconfig: pytest.Config) -> None:
    """Of a byte nothing is written; of the others a font, and the file itself."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(size)],
        cwd=pytestconfig.rootpath,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert "temporary files cannot be written" in done.stdout
    assert "memory" not in done.stdout
    assert done.stdout.count("\n") == 1


@needs_press
def test_a_pdf_without_a_folder_for_temporary_files_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_args: object, **_named: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "TemporaryFile", nowhere)
    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    with pytest.raises(ExportError, match="temporary files"):
        pdf_bytes(sample(), BRIEFING)


def test_pages_that_cannot_be_counted_for_want_of_room_are_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("docx")
    pytest.importorskip("pypdfium2")

    def full(*_args: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(office, "found", lambda: "/bin/true")
    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    told: list[str] = []
    assert docx_bytes(sample(), BRIEFING, like=MODELS["plain"](), tell=told.append)
    assert len(told) == 1

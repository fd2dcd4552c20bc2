"""`export` to Word and PDF: what only they have."""

import io
import zipfile
from pathlib import Path

import pytest

from disks.places import SAMPLES
from pages.paper import needs_press, pages_of, paragraphs, sample
from programs.commands import Outcome, command


def export(*arguments: str, **environ: str) -> Outcome:
    return command("export", "2024-14", *arguments, environ={"BRIEFING_LIBRARY": str(SAMPLES), **environ})


def test_a_word_file_on_the_model_of_another(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    model = docx.Document()
    model.sections[0].header.paragraphs[0].text = "本单位页眉"
    model.save(tmp_path / "house.docx")
    made = tmp_path / "made.docx"
    found = export("-o", str(made), "--like", str(tmp_path / "house.docx"))
    assert (found.code, found.out) == (0, f"{made}\n")
    with zipfile.ZipFile(io.BytesIO(made.read_bytes())) as archive:
        heads = [
            archive.read(name).decode()
            for name in archive.namelist()
            if "/header" in name and name.endswith(".xml")
        ]
    assert any("本单位页眉" in head for head in heads)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--to", "docx", "-o", "-", "--like", "absent.docx"), 1, "absent.docx"),
        (("--to", "docx", "-o", "-", "--like", "/"), 1, "/"),
        (("--to", "docx", "-o", "-", "--like", "/dev/null"), 1, "/dev/null"),
        (("--to", "docx", "-o", "-", "--layout", "nope"), 1, "briefing, gbt9704"),
        (("--to", "pdf", "-o", "-", "--like", "x.docx"), 2, "--like"),
    ],
)
def test_what_cannot_be_used_is_one_line(arguments: tuple[str, ...], code: int, told: str) -> None:
    found = export(*arguments)
    assert found.code == code
    assert told in found.err
    assert "Traceback" not in found.err


@needs_press
def test_a_layout_of_the_house_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "ours.toml").write_text(
        'base = "briefing"\n[contents]\ntitle = "要目一览"\n', encoding="utf-8"
    )
    made = tmp_path / "made.pdf"
    assert (
        export("-o", str(made), "--layout", "ours", BRIEFING_CONFIG=str(tmp_path / "config.toml")).code == 0
    )
    first = next(paragraphs(pages_of(made.read_bytes())))
    assert "要目一览" in first
    assert sample().masthead.title in first

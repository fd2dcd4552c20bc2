"""`import` of many files: none stops the others, a report with a row for each, gone on from where it was interrupted."""

import csv
import signal
import subprocess
import time
from pathlib import Path

import pytest

from briefing_tui.cli.importing.report_file import COLUMNS, ReportFile
from briefing_tui.importers import batch
from briefing_tui.importers.recognise import recognise
from briefing_tui.library.reader import LibraryReader
from bulletins.bulletin_texts import FIRST, SECOND
from pages.office_files import chinese_pdf, paragraph, word_file
from programs.commands import PROGRAM, command


class Library:
    """A library to import into, and what was said last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "library"
        self.out = self.err = ""

    def file(self, data: bytes, name: str = "old.txt") -> str:
        path = self.folder / name
        path.write_bytes(data)
        return str(path)

    def run(self, *arguments: str) -> int:
        code, self.out, self.err = command("--library", str(self.root), *arguments)
        return code

    def keys(self) -> list[str]:
        reader = LibraryReader(str(self.root))
        return list(map(str, reader.keys())) if reader.exists() else []


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def issue(number: int) -> list[str]:
    return [
        "示例集团公司",
        "行业信息简报",
        f"2031年第{number}期",
        "2031年4月16日",
        "【动态】",
        f"1. 示例市签约。{FIRST}",
        f"2. 示例县下乡。{SECOND}",
    ]


def text_file(number: int) -> bytes:
    return "\n".join(issue(number)).encode()


def docx(number: int) -> bytes:
    return word_file("".join(map(paragraph, issue(number))))


def pdf(number: int) -> bytes:
    rows = [row[at : at + 26] for row in issue(number) for at in range(0, len(row), 26)]
    return chinese_pdf([[(80, 780 - 26 * index, row) for index, row in enumerate(rows)]])


def page(number: int) -> bytes:
    return f"<html><body>{''.join(f'<p>{row}</p>' for row in issue(number))}</body></html>".encode()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_mixed_files_do_not_stop_one_another(library: Library) -> None:
    makers = [text_file, docx, pdf, page]
    files = [library.file(makers[number % 4](number), f"{number}.x") for number in range(1, 41)]
    wrong = [
        b"",
        b"PK\x03\x04rubbish",
        b"%PDF-1.4 rubbish",
        b"\xff\x00\x01",
        b"<html></html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
    ]
    bad = [library.file(data, f"bad{number}") for number, data in enumerate(wrong)]
    report = library.folder / "report.csv"
    assert (
        library.run("import", *files[:20], *bad, str(library.folder), *files[20:], "--report", str(report))
        == 1
    )
    assert len(library.keys()) == 40
    assert library.out.split() == [f"2031-{number:02d}" for number in range(1, 41)]
    assert "40 files imported, 7 failed" in library.err
    found = rows(report)
    assert [row["result"] for row in found] == [*["imported"] * 20, *["failed"] * 7, *["imported"] * 20]
    assert tuple(found[0]) == COLUMNS
    assert (found[0]["key"], found[0]["title"], found[0]["items"]) == ("2031-01", "行业信息简报", "2")
    assert all(
        int(row["kept"]) > 80 and row["dropped"] and row["doubts"]
        for row in found
        if row["result"] == "imported"
    )
    assert all(row["remark"] for row in found if row["result"] == "failed")


def test_a_second_run_goes_on_from_the_report(library: Library) -> None:
    files = [library.file(docx(number), f"{number}.docx") for number in (1, 2, 3)]
    report = library.folder / "report.csv"
    assert (
        library.run("import", *files[:2], library.file(b"%PDF-1.4", "bad.pdf"), "--report", str(report)) == 1
    )
    (library.folder / "bad.pdf").write_bytes(pdf(4))
    (library.folder / "2.docx").write_bytes(docx(12))
    assert library.run("import", *files, str(library.folder / "bad.pdf"), "--report", str(report)) == 0
    assert library.out.split() == ["2031-12", "2031-03", "2031-04"]
    assert "1 file was imported by an earlier run" in library.err
    assert [row["key"] for row in rows(report)] == ["2031-01", "2031-02", "2031-12", "2031-03", "2031-04"]


def test_two_runs_do_not_write_one_report_at_once(library: Library) -> None:
    report = library.folder / "report.csv"
    file = library.file(text_file(1))
    other = ReportFile(str(report))
    assert library.run("import", file, "--report", str(report)) == 1
    assert "report.csv: another import is writing this report (wait for it" in library.err
    assert not library.keys()
    other.close()
    assert library.run("import", file, "--report", str(report)) == 0
    assert [row["result"] for row in rows(report)] == ["imported"]
    assert [path.name for path in library.folder.iterdir() if "report" in path.name] == ["report.csv"]


def test_a_report_takes_the_place_of_nothing_else(library: Library) -> None:
    other = library.folder / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    assert library.run("import", library.file(text_file(1)), "--report", str(other)) == 2
    assert "no report" in library.err
    assert other.read_text("utf-8") == "a,b\n1,2\n"
    assert library.run("import", library.file(text_file(1)), "--report", str(library.folder)) == 2
    assert not library.keys()


def test_a_dry_run_reports_and_its_report_imports_nothing_away(library: Library) -> None:
    report = library.folder / "report.csv"
    file = library.file(docx(1), "1.docx")
    assert library.run("import", "--dry-run", file, "--report", str(report)) == 0
    assert [row["result"] for row in rows(report)] == ["recognised"]
    assert library.run("import", file, "--report", str(report)) == 0
    assert [row["result"] for row in rows(report)] == ["imported"]


def test_no_cell_of_a_report_is_a_formula(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    report = library.folder / "report.csv"
    monkeypatch.chdir(library.folder)
    library.file(
        text_file(1).replace("行业信息简报".encode(), b"=1+1 \xe7\xae\x80\xe6\x8a\xa5"), "=CMD().txt"
    )
    assert library.run("import", "--as", "2031-01", "=CMD().txt", "--report", str(report)) == 0
    assert not [
        cell for row in rows(report) for cell in row.values() if cell.startswith(("=", "+", "-", "@"))
    ]


def test_many_files_are_rows_of_a_table(library: Library) -> None:
    files = [library.file(text_file(number), f"{number}.txt") for number in range(1, 23)]
    assert library.run("import", *files) == 0
    lines = library.err.splitlines()
    assert lines[0].split() == ["issue", "kept", "dropped", "doubts", "file"]
    assert len(lines) == 24
    assert lines[1].split()[0] == "2031-01"
    assert lines[1].endswith("1.txt")


def test_outcomes_come_in_order_and_a_fault_is_one_of_them() -> None:
    def work(file: str) -> tuple[str, object]:
        time.sleep(0.01 if file == "a" else 0)
        if file == "c":
            raise ZeroDivisionError
        return file, recognise("\n".join(issue(1)), name=file)

    outcomes = list(batch.in_order(list("abcdefgh"), work, 3))  # type: ignore[arg-type]
    assert [outcome.file for outcome in outcomes] == list("abcdefgh")
    assert [outcome.file for outcome in outcomes if outcome.error] == ["c"]
    assert "ZeroDivisionError" in str(outcomes[2].error)


@pytest.mark.slow
def test_ctrl_c_ends_at_once_with_its_report_whole(tmp_path: Path) -> None:
    for number in range(1, 400):
        (tmp_path / f"{number}.docx").write_bytes(docx(number))
    report = tmp_path / "report.csv"
    line = [
        str(PROGRAM),
        "--library",
        str(tmp_path / "library"),
        "import",
        "--report",
        str(report),
    ]
    process = subprocess.Popen(
        [*line, *map(str, sorted(tmp_path.glob("*.docx")))],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and (not report.exists() or report.read_bytes().count(b"\n") < 5):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) != 0
    done = rows(report)
    assert 3 < len(done) < 399
    assert all(
        row["result"] == "imported" and (tmp_path / "library" / "2031" / f"{row['key']}.toml").exists()
        for row in done
    )


def test_a_file_that_is_in_the_library_already_has_not_failed(library: Library) -> None:
    files = [library.file(docx(number), f"{number}.docx") for number in (1, 2)]
    report = library.folder / "report.csv"
    assert library.run("import", files[0]) == 0  # as a run does that is killed before it writes its row
    copy = library.file(docx(2), "copy of 2.docx")
    assert library.run("import", *files, copy, "--report", str(report)) == 0
    assert [row["result"] for row in rows(report)] == ["same", "imported", "same"]
    assert rows(report)[2]["key"] == "2031-02"
    assert "1 file imported, 0 failed" in library.err
    assert "2 files say what is in the library already" in library.err
    assert library.run("import", *files, copy, "--report", str(report)) == 0
    assert "3 files were imported by an earlier run" in library.err
    other = library.file(b"", "2.txt")
    (library.folder / "2.txt").write_text(  # another text
        "示例集团\n信息简报\n2031年第2期\n2031年1月2日\n1. 另一条。另有内容。\n", "utf-8"
    )
    assert library.run("import", files[0], other, "--report", str(library.folder / "more.csv")) == 1
    assert [row["result"] for row in rows(library.folder / "more.csv")] == ["same", "failed"]

"""Promise F3: files of strangers are read apart, within limits; a bomb is refused at once, a crash is one line."""

import io
import os
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

import pytest

from briefing_tui.errors import RecogniseError
from briefing_tui.importers import evidence
from briefing_tui.importers.documents import read_document
from briefing_tui.importers.docx.reader import read_docx
from briefing_tui.importers.evidence import (
    EvidenceLine,
    Reading,
    ReadingParts,
    Refused,
    reading_from,
    refusal_json,
    to_json,
)
from briefing_tui.importers.pdf.looked import share_json
from briefing_tui.importers.pdf.reader import read_pdf, read_pdf_with
from briefing_tui.importers.sandbox import limits, parent, process
from briefing_tui.importers.sandbox.process import Hearer
from pages.office_files import chinese_pdf, paragraph, pdf_file, stream, word_file, zipped

SECONDS = 15
"""A deadline against waiting for ever, on a machine that does other things."""


def lying_zip() -> bytes:
    """An entry that says it is small and is not."""
    data = word_file(paragraph("甲" * 50) + "<!-- " + "x" * (70 << 20) + " -->")
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml").file_size
    return data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def entities() -> bytes:
    lol = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return zipped({"word/document.xml": f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]><x>&l9;</x>'.encode()})


def many_entries() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"word/{number}.xml", b"")
    return held.getvalue()


def packed(megabytes: int) -> bytes:
    """So many blanks, packed once: a megabyte is, and its bytes stand there again and again."""
    packing = zlib.compressobj(9, wbits=-15)
    block, check = b" " * (1 << 20), 1
    body = packing.compress(block) + packing.flush(zlib.Z_FULL_FLUSH)
    for _block in range(megabytes):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + body * megabytes + packing.flush() + check.to_bytes(4)


def test_what_is_packed_is_the_blanks() -> None:
    assert zlib.decompress(packed(3)) == b" " * (3 << 20)


def bombs() -> dict[str, Callable[[], tuple[bytes, str]]]:
    """Kind → what makes its file, and a word of the message."""
    deep = "<w:sdt><w:sdtContent>" * 200_000
    pages = b" ".join([b"3 0 R"] * 200_000)
    return {
        "packed": lambda: (word_file(paragraph("甲") + " " * (80 << 20)), "larger"),
        "lying": lambda: (lying_zip(), "damaged"),
        "elements": lambda: (word_file("<w:p/>" * 4_000_000), "larger"),
        "entities": lambda: (entities(), "entities"),
        "entries": lambda: (many_entries(), "parts"),
        "deep": lambda: (word_file(deep), "nested|damaged"),
        "long": lambda: (word_file("<w:p><w:r><w:t>" + "甲" * 10_000_000 + "</w:t></w:r></w:p>"), "longer"),
        "pages": lambda: (
            pdf_file([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 200000 /Kids [%b] >>" % pages, b"<< /Type /Page /Parent 2 0 R >>"]),
            "pages",
        ),
        "deflated": lambda: (
            pdf_file(
                [
                    b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
                    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
                    stream(zlib.compress(packed(1500), 9), b"/Filter [/FlateDecode /FlateDecode]"),
                ]
            ),
            "memory|long|failed|no text",
        ),
        "tags": lambda: (b"<html><body>" + b"<b>" * 1_000_000, "larger|nested"),
        "nested page": lambda: (b"<html><body>" + b"<div>" * 100_000 + b"x", "nested"),
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [
        "packed",
        "lying",
        "elements",
        "entities",
        "entries",
        "deep",
        "long",
        "pages",
        "deflated",
        "tags",
        "nested page",
    ],
)
def test_a_bomb_is_refused_at_once(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_LIMIT", SECONDS)  # "takes too long" is none of the words
    data, words = bombs()[kind]()
    with pytest.raises(RecogniseError) as caught:
        read_document(data, "bomb")
    assert any(word in caught.value.message for word in words.split("|")), caught.value.message
    assert caught.value.one_line().count("\n") == 0


def in_child(code: str, kind: str = "docx") -> tuple[str, int]:
    """What code says once the child has closed its doors."""
    whole = (
        "from briefing_tui.importers.sandbox import child, limits\n"
        f"limits.limit_memory(); child.reader_of({kind!r}); limits.close_doors()\n{code}"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", whole], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout, done.returncode


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/passwd')", "import os; os.open('/tmp/x', os.O_CREAT | os.O_WRONLY)", "import os; os.fork()", "import os; os.system('true')",
        "import os; os.execv('/bin/true', ['true'])", "import socket; socket.socket()", "import subprocess; subprocess.run(['true'])",
    ],
)  # fmt: skip
def test_the_child_opens_starts_and_connects_nothing(code: str) -> None:
    said, status = in_child(
        f"try:\n    {code}\nexcept (OSError, ImportError) as error:\n    print('refused')\nelse:\n    print('done')"
    )
    assert (said, status) == ("refused\n", 0)


def test_the_child_has_no_more_memory_and_time_than_it_may() -> None:
    said, _status = in_child("try:\n    x = bytearray(700 << 20)\nexcept MemoryError:\n    print('refused')")
    assert said == "refused\n"
    said, _status = in_child(
        "import resource; print(resource.getrlimit(resource.RLIMIT_CPU)[1], resource.getrlimit(resource.RLIMIT_NOFILE)[1])"
    )
    assert said == f"{limits.CPU_LIMIT} 0\n"


def test_a_child_that_does_not_end_is_killed_with_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_LIMIT", 0.5)
    monkeypatch.setattr(
        parent, "_CODE", "import subprocess, time; subprocess.Popen(['sleep', '77.125']); time.sleep(60)"
    )
    with pytest.raises(Refused) as caught:
        parent.read_apart(b"x", "docx")
    assert caught.value.code == "time"
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "sleep 77.125" not in left


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()", "raise SystemExit(3)", "print('{')", "print('[]')", "print('{\"lines\": 1}')", "pass", "print('[' * 100000)",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    ],
)  # fmt: skip
def test_a_child_that_fails_is_one_line(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "_CODE", code)
    with pytest.raises(RecogniseError) as caught:
        read_document(word_file(paragraph("甲")), "a.docx")
    assert "its reader failed" in caught.value.message


def test_a_child_that_writes_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OUTPUT_LIMIT", 1 << 20)
    monkeypatch.setattr(parent, "_CODE", "while True: print('x' * 65536)")
    with pytest.raises(Refused):
        parent.read_apart(b"x", "docx")


def test_the_environment_and_descriptors_stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_SECRET", "geheim")
    held = os.open(os.devnull, os.O_RDONLY)
    os.set_inheritable(held, True)
    code = "import os, json; print(json.dumps({'refused': ' '.join(os.environ) + ' ' + ' '.join(os.listdir('/proc/self/fd'))}))"
    monkeypatch.setattr(parent, "_CODE", code)
    try:
        with pytest.raises(Refused) as caught:
            parent.read_apart(b"x", "docx")
    finally:
        os.close(held)
    words = caught.value.code.split()
    assert "BRIEFING_SECRET" not in words
    assert "HOME" not in words
    assert str(held) not in words or held < 4


def test_what_is_sent_comes_out_the_same_and_nothing_else_is_taken() -> None:
    line = EvidenceLine("甲\t😀", 2, 1, 3, True, 16.0, 1, True, True, True, evidence.PAGE_NUMBER, 4, "甲")
    reading = Reading((line, EvidenceLine("乙", size=12.5)), True, 1, 2, 3, 4, ("columns",))
    sent = to_json(reading).encode()
    assert reading_from(sent) == reading
    for wrong in (
        sent[:-4],
        sent.replace(b'"lines": 2', b'"lines": 3'),
        sent.replace(b"16.0", b'"x"'),
        sent.replace(b'"pictures": 1', b'"pictures": -1'),
        b"null\n",
        b"",
    ):
        with pytest.raises((ValueError, TypeError)):
            reading_from(wrong)


def test_a_look_is_sent_once_and_must_be_one_that_was_sent() -> None:
    lines = tuple(EvidenceLine(f"第 {number} 行", size=12.5, bold=number % 2 > 0) for number in range(40))
    sent = to_json(Reading(lines)).encode()
    assert reading_from(sent).lines == lines
    assert sent.count(b"12.5") == 2
    for wrong in (
        sent.replace("1 第 1 行".encode(), "2 第 1 行".encode()),
        sent.replace("1 第 1 行".encode(), "-1 第 1 行".encode()),
        sent.replace("1 第 1 行".encode(), b"1  "),
        sent.replace("1 第 1 行".encode(), "1 第 1\n行".encode()),
        sent[:-1],
        sent.replace(b"[[", b"[" + b'[0,0,0,false,1.5,0,false,false,false,"",-1,"",false],' * 40 + b"["),
    ):
        assert wrong != sent
        with pytest.raises(ValueError, match=r"line|cut|look"):
            reading_from(wrong)


def part(*texts: str, more: bool = True, pictures: int = 0) -> bytes:
    lines = tuple(EvidenceLine(text, size=float(len(text))) for text in texts)
    return to_json(Reading(lines, True, pictures), more=more).encode()


def test_a_reading_comes_in_parts_whatever_the_pipe_cuts() -> None:
    sent = part("甲", "乙乙") + part() + part("丙") + part("丁", more=False, pictures=7)
    for step in (1, 2, 3, 50, len(sent)):
        taken: list[str] = []
        parts = ReadingParts(lambda one: taken.extend(line.text for line in one.lines))  # noqa: B023
        for start in range(0, len(sent), step):
            parts.feed(sent[start : start + step])
        last = parts.end()
        assert (taken, [line.text for line in last.lines], last.pictures) == (["甲", "乙乙", "丙"], ["丁"], 7)
    assert [(line.text, line.size) for line in reading_from(sent).lines] == [
        ("甲", 1.0), ("乙乙", 2.0), ("丙", 1.0), ("丁", 1.0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sent",
    [
        part("甲"), part("甲", more=False)[:-1], part("甲", more=False) + part("乙", more=False), part("甲", more=False) + b"x", part("甲") + b"{}\n\n",
        part("甲") + part("乙", more=False).replace(b'"lines": 1', b'"lines": 2'), b"x" * 70_000 + b"\n\n" + part("甲", more=False),
    ],
)  # fmt: skip
def test_parts_without_an_end_and_behind_it_are_none(sent: bytes) -> None:
    with pytest.raises(ValueError, match=r"cut|much|Expecting|value"):
        reading_from(sent)


def test_a_refusal_counts_behind_lines_that_were_told_and_so_does_a_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = [part("甲").decode(), refusal_json(Refused("long"))]
    monkeypatch.setattr(parent, "_CODE", f"import sys; sys.stdout.write({''.join(told)!r})")
    taken: list[Reading] = []
    with pytest.raises(Refused, match="long"):
        parent.read_in_parts(b"x", "docx", taken.append)
    assert [line.text for line in taken[0].lines] == ["甲"]
    monkeypatch.setattr(
        parent, "_CODE", f"import sys; print({part('甲', more=False).decode()!r}, end=''); sys.exit(3)"
    )
    with pytest.raises(Refused, match="crash"):
        parent.read_apart(b"x", "docx")


def test_the_lines_of_all_parts_together_are_no_more_than_a_text_may_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evidence, "LINES_LIMIT", 3)
    assert len(reading_from(part("甲", "乙") + part("丙", more=False)).lines) == 3
    with pytest.raises(ValueError, match="much"):
        reading_from(part("甲", "乙") + part("丙", "丁", more=False))


def test_of_a_long_word_file_lines_come_while_others_are_not_read_yet() -> None:
    texts = [f"第{number}段。" * 40 for number in range(2000)]
    data = word_file("".join(map(paragraph, texts)))
    taken: list[int] = []
    last = parent.read_in_parts(data, "docx", lambda one: taken.append(len(one.lines)))
    assert len(taken) > 4
    assert max(taken) < 1000
    assert sum(taken) + len(last.lines) == 2000
    assert last.whole
    assert parent.read_apart(data, "docx") == read_docx(data)


@pytest.fixture
def waiting() -> Iterator[process.Child]:
    parent.expect()
    yield parent._waiting[0]
    parent.dismiss()


def test_a_child_that_waits_reads_the_next_word_file_and_no_other(waiting: process.Child) -> None:
    parent.expect()
    assert parent._waiting == [waiting], "one at most"
    page = parent.read_apart("<html><body><p>甲</p></body></html>".encode(), "html")
    assert (page.lines[0].text, parent._waiting) == ("甲", [waiting])
    assert parent.read_apart(word_file(paragraph("乙")), "docx").lines[0].text == "乙"
    assert parent._waiting == []
    assert waiting.returncode == 0
    assert parent.read_apart(word_file(paragraph("丙")), "docx").lines[0].text == "丙"


def test_a_document_that_does_not_fit_the_pipe_is_handed_over_piece_by_piece(waiting: process.Child) -> None:
    data = word_file(paragraph("甲") + paragraph("乙"), {"media/picture.jpg": os.urandom(5 << 20)})
    assert [line.text for line in parent.read_apart(data, "docx").lines] == ["甲", "乙"]
    assert waiting.returncode == 0


@pytest.mark.parametrize(
    "code", ["raise SystemExit(3)", "import os; os.close(0); print('{')", "import time; time.sleep(60)"]
)
def test_a_child_that_takes_no_document_is_one_refusal(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_LIMIT", 1)
    monkeypatch.setattr(parent, "_CODE", code)
    parent.expect()
    with pytest.raises(Refused) as caught:
        parent.read_apart(word_file("", {"media/picture.jpg": os.urandom(3 << 20)}), "docx")
    assert caught.value.code == ("time" if "sleep" in code else "crash")


def test_a_child_that_no_document_comes_to_is_gone(waiting: process.Child) -> None:
    parent.dismiss()
    assert parent._waiting == []
    assert waiting.returncode is not None
    parent.dismiss()


def test_a_child_that_waits_has_no_more_than_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_SECRET", "geheim")
    code = "import os, json; print(json.dumps({'refused': ' '.join(os.environ) + ' ' + ' '.join(os.listdir('/proc/self/fd')) + ' ' + os.getcwd()}))"
    monkeypatch.setattr(parent, "_CODE", code)
    parent.expect()
    with pytest.raises(Refused) as caught:
        parent.read_apart(b"x", "docx")
    words = caught.value.code.split()
    assert not {"BRIEFING_SECRET", "HOME"} & set(words)
    assert [word for word in words if word.isdecimal()] == ["0", "1", "2", "3"], (
        "three, and the folder that is listed"
    )
    assert words[-1] == "/"


def test_a_word_file_that_is_broken_further_on_is_broken_whatever_stands_before() -> None:
    body = paragraph("甲") + "<w:sdt><w:sdtContent>" * 70 + paragraph("乙") + "</w:sdtContent></w:sdt>" * 70
    rest = paragraph("丙" * 1000) * 300
    with pytest.raises(Refused, match="nested"):
        read_docx(word_file(body + rest))
    with pytest.raises(Refused, match="broken"):
        read_docx(word_file(body + rest + "<w:p>"))
    with pytest.raises(Refused, match="broken"):
        parent.read_apart(word_file(rest + "<w:p>"), "docx")


@pytest.mark.parametrize(
    ("name", "inside", "found", "doubts"),
    [
        ("chunk.txt", "块内", ["前", "块内", "后"], ()),
        ("chunk.html", "<html><body><p>块内</p></body></html>", ["前", "块内", "后"], ()),
        ("chunk.mht", "From: a\n\n块内", ["前", "块内", "后"], ()),
        (
            "afchunk.mht",
            "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>块内",
            ["前", "块内", "后"],
            (),
        ),
        (
            "afchunk1.dat",
            "<div class=nav>块内</div><table><tr><td>甲<td>乙</table>",
            ["前", "块内", "| 甲 | 乙 |", "后"],
            (),
        ),
        ("chunk.rtf", "{\\rtf1 abc}", ["前", "后"], ("chunk",)),
        ("chunk.html", "<div>" * 100_000, ["前", "后"], ("chunk",)),
        ("chunk.html", "<p>甲</p>" * 2_000_000, ["前", "后"], ("chunk",)),
    ],
)
def test_a_page_inside_a_word_file_costs_that_page_at_most(
    name: str, inside: str, found: list[str], doubts: tuple[str, ...]
) -> None:
    body = paragraph("前") + f'<w:altChunk r:id="{name}"/>' + paragraph("后")
    reading = parent.read_apart(word_file(body, {name: inside.encode()}), "docx")
    assert ([line.text for line in reading.lines], reading.doubts) == (found, doubts)


def test_a_file_in_utf_16_with_names_of_old_zips_is_read_behind_the_doors() -> None:
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("甲乙")))) as file:
        files = {name: file.read(name) for name in file.namelist()}
    text = files["word/document.xml"].decode().replace("UTF-8", "UTF-16")
    old = zipped({**files, "word/document.xml": text.encode("utf-16"), "xxxx.bin": b""})
    old = old.replace(b"xxxx.bin", b"\xce\xc4\xbc\xfe.bin")
    assert [line.text for line in parent.read_apart(old, "docx").lines] == ["甲乙"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (word_file(paragraph("甲乙")), "docx"),
        (chinese_pdf([[(72, 700, "甲乙")]]), "pdf"),
        ("<html><body><p>甲乙</p></body></html>".encode(), "html"),
        ("From: a@b.example\nTo: c\nSubject: 甲乙\nDate: x\n\n丙".encode(), "mht"),
    ],
)
def test_each_reader_works_behind_closed_doors(data: bytes, kind: str) -> None:
    assert parent.read_apart(data, kind).lines[0].text == "甲乙"


def test_what_two_processes_see_of_a_file_is_what_one_sees() -> None:
    pages = [
        [(72.0, 700.0 - 20 * line, f"第{number}页的正文{line}") for line in range(9)] for number in range(7)
    ]
    data = chinese_pdf(pages)
    assert read_pdf_with(data, lambda: share_json(data, 1, 2)) == read_pdf(data)
    with pytest.raises(Refused, match="locked"):
        read_pdf_with(data, lambda: refusal_json(Refused("locked")).encode())
    with pytest.raises(Refused, match="crash"):
        read_pdf_with(data, lambda: share_json(data, 1, 2)[:-9])


def test_a_long_pdf_is_looked_at_by_two_processes_with_the_same_limits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = chinese_pdf([[(72, 700, f"第{number}页")] for number in range(9)])
    monkeypatch.setattr(parent, "_LONG", len(data))
    monkeypatch.setattr(parent, "processors", lambda: 2)
    started: list[list[str]] = []
    run = parent._run

    def noted(stdin: IO[bytes], words: list[str], hearer: Hearer) -> int:
        started.append(words)
        return run(stdin, words, hearer)

    monkeypatch.setattr(parent, "_run", noted)
    reading = parent.read_apart(data, "pdf")
    assert started == [["pdf", "2"]]
    assert reading == read_pdf(data)
    with pytest.raises(Refused, match="broken"):
        parent.read_apart(b"%PDF-1.4" + b" " * len(data), "pdf")
    monkeypatch.setattr(parent, "processors", lambda: 1)
    parent.read_apart(data, "pdf")
    assert started[-1] == ["pdf"]


@pytest.mark.parametrize(
    ("work", "code"),
    [
        ("open('/etc/passwd')", "crash"),
        ("os.fork()", "crash"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "crash"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "time"),
        ("bytearray(400 << 20)", "crash"),
        ("b'seen'", "b'seen'"),
    ],
)
def test_the_twin_opens_and_starts_nothing_and_its_end_is_told(work: str, code: str) -> None:
    said = with_twin(
        f"limits.limit_memory(2)\nother = twin.Twin(lambda data: {work})\n"
        "try:\n    print(other.answer())\nexcept twin.Refused as refused:\n    print(refused.code)"
    )
    assert said.strip() == code


def with_twin(code: str) -> str:
    """What code says that may make a twin."""
    whole = f"import os, signal, time\nfrom briefing_tui.importers.sandbox import limits, twin\n{code}"
    with tempfile.TemporaryFile() as stdin:
        done = subprocess.run(
            [sys.executable, "-I", "-c", whole],
            capture_output=True, text=True, check=False, timeout=60, stdin=stdin,
        )  # fmt: skip
    return done.stdout


def test_a_twin_that_nobody_waits_for_is_ended() -> None:
    said = with_twin(
        "other = twin.Twin(lambda data: time.sleep(77.25))\nother.end()\n"
        "try:\n    os.waitpid(-1, 0)\nexcept ChildProcessError:\n    print('none left')"
    )
    assert said == "none left\n"

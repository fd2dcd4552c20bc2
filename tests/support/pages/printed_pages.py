"""An issue printed by other programs: typst, LibreOffice, python-docx. What stands where is as bulletins have it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from briefing_tui.model.issue import Issue

CJK_FONT = "Noto Serif CJK SC"


def printed(issue: Issue) -> list[tuple[str, str]]:
    """The lines of an issue and how each is set: centred, as a title, as a head, as a paragraph."""
    head = issue.masthead
    assert head.date is not None
    lines = [(head.publisher, "c"), (head.title, "t"), (f"{head.year}年第{head.number}期", "c")]
    lines.append((f"{head.department}　　{head.date.year}年{head.date.month}月{head.date.day}日", "c"))
    for section in issue.sections:
        lines.append((section.title and f"【{section.title}】", "h"))
        group = ""
        for number, item in enumerate(section.items, 1):
            if item.group != group:
                group = item.group
                lines.append((group, "h"))
            body = item.body.split("\n")
            if section.numbered:
                stop = "" if item.title[-1] in "？！" else "。"
                lines.append((f"{number}. {item.title}{stop}{body.pop(0)}", "b"))
            else:
                lines.append((item.title, "h"))
            lines.extend((text, "b") for text in body if text)
    if issue.end is not None:
        lines.append((issue.end.mark, "c"))
    lines += [
        (f"{entry.role}：{'、'.join(entry.recipients)}（{entry.channel}）", "b")
        for entry in issue.distribution
    ]
    return [line for line in lines if line[0]]


def by_typst(lines: list[tuple[str, str]], folder: Path) -> bytes:
    typst = pytest.importorskip("typst")
    (folder / "lines.json").write_text(json.dumps(lines), "utf-8")
    (folder / "page.typ").write_text(
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")\n'
        f'#set text(font: "{CJK_FONT}", size: 16pt, lang: "zh")\n#set par(justify: true, leading: 13pt, spacing: 13pt)\n'
        '#for l in json("lines.json") { if l.at(1) == "b" { par(first-line-indent: (amount: 2em, all: true), text(l.at(0))) }'
        ' else if l.at(1) == "h" { par(text(weight: "bold", l.at(0))) }'
        ' else { align(center, text(size: if l.at(1) == "t" { 26pt } else { 16pt }, l.at(0))) } }\n',
        "utf-8",
    )
    made: bytes = typst.compile(folder / "page.typ")
    return made


def by_libreoffice(lines: list[tuple[str, str]], folder: Path) -> bytes:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    word_file(lines, folder / "page.docx")
    command = [
        office,
        f"-env:UserInstallation=file://{folder}/home",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "page.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "page.pdf").read_bytes()


def word_file(lines: list[tuple[str, str]], path: Path) -> None:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = CJK_FONT, Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), CJK_FONT)
    for text, kind in lines:
        made = document.add_paragraph(text)
        if kind in "ct":
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if kind == "b":
            made.paragraph_format.first_line_indent = Pt(32)
        made.runs[0].bold = kind in "ht"
        if kind == "t":
            made.runs[0].font.size = Pt(26)
    document.save(str(path))


def has_font() -> bool:
    lister = shutil.which("fc-list")
    return (
        lister is not None
        and CJK_FONT in subprocess.run([lister], capture_output=True, text=True, check=True).stdout
    )

"""`check --proof`: addresses, filters, fixes, texts that are no issue, the house's own choices."""

import json
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from briefing_tui.cli.parser import Parser
from briefing_tui.cli.verb_table import VERBS, load_verb
from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.proof.house import mark_of, passed_lines
from briefing_tui.proof.house_terms import own_terms
from briefing_tui.proof.proofread import Proofreader
from disks.libraries import make_issue, put
from programs.commands import Outcome, command

KEY = IssueKey(2024, ISSUE, 14)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    put(root, with_body(KEY, "工行,农行签约", "日前,第(三)次会议召开。\n其它事项另行通知。"))
    return root


def with_body(key: IssueKey, title: str, body: str) -> Issue:
    issue = make_issue(key, title)
    section = issue.sections[0]
    return issue._replace(sections=(section._replace(items=(section.items[0]._replace(body=body),)),))


def proof(library: Path, *arguments: str) -> Outcome:
    return command("check", "--proof", *arguments, "--library", str(library))


def rules(outcome: Outcome) -> list[str]:
    return [row["rule"] for row in json.loads(outcome.out)]


def test_a_finding_has_address_field_characters_words_and_clause(library: Path) -> None:
    outcome = proof(library, "2024-14")
    assert outcome.code == 1
    assert (
        "2024-14#1 title 3–3 P-01 half-width mark: 工行,农行签 → 工行，农行签 (GB/T 15834-2011, 5.1.1)"
        in outcome.out
    )
    assert "2024-14#1 body 5–7 P-02" in outcome.out
    assert "3 E, 1 H" in outcome.err


def test_hints_alone_are_a_success(library: Path) -> None:
    assert proof(library, "2024-14", "--level", "H").code == 0
    assert rules(proof(library, "2024-14", "--level", "H", "--json")) == ["W-01"]
    assert rules(proof(library, "2024-14", "--rule", "p-02", "--json")) == ["P-02"]


def test_a_whole_library_is_read(library: Path) -> None:
    put(library, with_body(IssueKey(2024, ISSUE, 15), "一条", "完成.\n"))
    outcome = proof(library, "--level", "E", "--json")
    assert {row["address"].partition("#")[0] for row in json.loads(outcome.out)} == {"2024-14", "2024-15"}


def test_fixes_change_what_they_show_and_nothing_else(library: Path) -> None:
    file = library / "2024" / "2024-14.toml"
    before = file.read_bytes()
    shown = proof(library, "2024-14", "--fix", "--dry-run")
    assert file.read_bytes() == before
    assert shown.code == 1
    outcome = proof(library, "2024-14", "--fix")
    assert "3 places changed" in outcome.err
    after = file.read_text(encoding="utf-8")
    expected = before.decode().replace("工行,农行", "工行，农行").replace("日前,第(三)次", "日前，第（三）次")
    assert after == expected
    assert outcome.code == 0


def test_a_text_that_is_no_issue_is_read_by_line(tmp_path: Path, library: Path) -> None:
    file = tmp_path / "来稿.txt"
    file.write_text("标题\n正文,如下。\n", encoding="utf-8")
    outcome = proof(library, str(file))
    assert outcome.code == 1
    assert outcome.out.startswith(f"{file}:2 ")
    assert proof(library, str(file), "--fix").code == 2


def test_each_finding_of_a_text_has_the_line_it_stands_in(tmp_path: Path, library: Path) -> None:
    file = tmp_path / "来稿.txt"
    file.write_text("甲,乙,丙\n\n丁\n戊,己。。\n庚\n辛,壬", encoding="utf-8")
    places = [line.split()[0] for line in proof(library, str(file)).out.splitlines()]
    assert [place.removeprefix(f"{file}:") for place in places] == ["1", "1", "4", "4", "6"]


def test_the_house_switches_rules_off_and_brings_its_words(library: Path) -> None:
    (library / "proof.toml").write_text('off = ["P-01", "P-02"]\n', encoding="utf-8")
    (library / "terms.toml").write_text('[[term]]\nright = "会谈"\nwrong = ["会议"]\n', encoding="utf-8")
    assert sorted(rules(proof(library, "2024-14", "--json"))) == ["W-01", "W-01"]


def test_what_was_let_pass_is_not_told_until_its_words_change(library: Path) -> None:
    issue = LibraryReader(str(library)).load(KEY).issue
    finding = next(one for one in Proofreader(own_terms()).read(issue) if one.rule == "P-02")
    lines = passed_lines(finding, mark_of(issue, finding), "王", "2024-12-16 15:02")
    (library / "proof.toml").write_text(lines, encoding="utf-8")
    assert "P-02" not in rules(proof(library, "2024-14", "--json"))
    assert "P-02" in rules(proof(library, "2024-14", "--json", "--passed"))
    put(library, with_body(KEY, "一条", "日前,第(四)次会议召开。"))
    assert "P-02" in rules(proof(library, "2024-14", "--json"))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("proof.toml", 'off = ["X-99"]\n', "there is no rule X-99"),
        ("proof.toml", "off = 3\n", 'off = ["S-01"]'),
        ("terms.toml", '[[term]]\nright = "甲"\n', "[[term]] 1"),
        ("terms.toml", "term = 3\n", "[[term]]"),
        ("terms.toml", "[[term\n", "terms.toml"),
    ],
)
def test_a_broken_house_file_is_one_line(library: Path, name: str, text: str, told: str) -> None:
    (library / name).write_text(text, encoding="utf-8")
    outcome = proof(library, "2024-14")
    assert outcome.code == 1
    assert told in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_sarif_names_rule_level_and_region(library: Path) -> None:
    log = json.loads(proof(library, "2024-14", "--sarif").out)
    results = log["runs"][0]["results"]
    assert log["version"] == "2.1.0"
    assert [(one["ruleId"], one["level"]) for one in results][:1] == [("P-01", "error")]
    region = results[0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"charOffset": 2, "charLength": 1}


def test_sarif_names_a_file_as_a_reference(library: Path, tmp_path: Path) -> None:
    """RFC 3986: no blank, no 汉字, and no mark that means something else there."""
    file = tmp_path / "来 稿#1?100%.txt"
    file.write_text("行业,工行。\n", encoding="utf-8")
    log = json.loads(proof(library, str(file), "--sarif").out)
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
    assert unquote(uri) == str(file)


@pytest.mark.parametrize("option", ["--level=E", "--rule=P-01", "--fix", "--passed", "--sarif", "--terms=x"])
def test_options_of_proof_reading_go_with_it(library: Path, option: str) -> None:
    assert command("check", option, "--library", str(library)).code == 2


def test_a_reader_of_published_issues_proof_reads_no_draft(library: Path) -> None:
    outcome = command("check", "2024-14", "--proof", "--read-only", "--library", str(library))
    assert outcome.code in {0, 1}
    assert "Traceback" not in outcome.err


NEWS = "示例市融资担保公司与样板银行签订银担合作协议，双方约定对小微企业贷款按比例分担风险，首批授信覆盖制造业和农产品加工企业。"


def test_an_item_that_stood_in_an_earlier_issue_is_told_with_its_address(library: Path) -> None:
    put(library, with_body(IssueKey(2024, ISSUE, 15), "银担合作协议签订仪式举行", NEWS))
    put(library, with_body(IssueKey(2024, ISSUE, 17), "一条换过标题的旧闻", NEWS.replace("首批", "首期")))
    put(library, with_body(IssueKey(2024, ISSUE, 19), "银担合作协议签订仪式举行", "另一件事。"))
    assert "C-08 stood in an earlier issue: 2024-15#1 has " in proof(library, "2024-17").out
    outcome = proof(library, "--rule", "C-08", "--json")
    assert [(row["address"], row["rule"], row["field"]) for row in json.loads(outcome.out)] == [
        ("2024-17#1", "C-08", "title"),
        ("2024-19#1", "C-08", "title"),
    ]
    assert outcome.code == 0
    for way in ({"BRIEFING_PROOF_OFF": "C-08,P-01"}, {}):
        outcome = command(
            "check", "--proof", "--rule", "C-08", "--json", "--library", str(library), environ=way
        )
        assert (rules(outcome) == []) == bool(way)
    (library / "proof.toml").write_text('off = ["C-08"]\n', encoding="utf-8")
    assert rules(proof(library, "--rule", "C-08", "--json")) == []


def test_an_issue_that_cannot_be_read_is_told_and_is_no_success(tmp_path: Path) -> None:
    root = tmp_path / "library"
    put(root, with_body(KEY, "工行签约", "日前，会议召开。"))
    (root / "2024" / "2024-15.toml").write_text("x", encoding="utf-8")
    outcome = proof(root)
    assert "2024-15.toml" in outcome.err
    assert outcome.code == 1


def test_a_word_file_is_read_without_a_library(tmp_path: Path) -> None:
    text = "工行,农行签约：甲3家、乙4家，合计8家。"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    file = tmp_path / "来稿.docx"
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>',
        )
    outcome = command("check", str(file), "--proof", "--library", str(tmp_path / "none"))
    assert outcome.code == 1
    assert f"{file}:1" in outcome.out
    assert "P-01" in outcome.out
    assert "C-01" in outcome.out


def test_the_name_of_a_word_file_is_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = command("check", "none.docx", "--proof", "--library", str(tmp_path / "none"))
    assert "none.docx" in outcome.err


@pytest.mark.parametrize("name", ["稿.docm", "稿.RTF", "稿.eml", "稿.mhtml", "2024-14.wpt"])
def test_whatever_a_file_is_called_it_is_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("工行,农行签约。\n", encoding="utf-8")
    outcome = command("check", name, "--proof", "--library", str(tmp_path / "none"))
    assert f"{name}:1" in outcome.out
    assert "P-01" in outcome.out


def test_help_names_each_option_of_proof_reading() -> None:
    told = command("check", "--help").out
    for option in ("--proof", "--level", "--rule", "--terms", "--passed", "--fix", "--dry-run", "--sarif"):
        assert f"  {option}" in told


def test_no_verb_has_an_option_that_its_help_leaves_out() -> None:
    for name in VERBS:
        parser = Parser(name)
        load_verb(name).add_arguments(parser)
        assert parser._actions == parser.arguments, name

"""The record of an issue, `[[workflow.step]]` and `[[correction]]`: in the file, in an update, on the page."""

import datetime as dt
import difflib

import pytest

from briefing_tui.errors import FormatError
from briefing_tui.library.format.codec import dump_issue, load_issue, update_text
from briefing_tui.library.format.toml.fast import read_canonical
from briefing_tui.model.issue import Correction, Step, Workflow
from briefing_tui.model.publish import advance, record_corrections
from briefing_tui.typeset.lines import PageOptions
from briefing_tui.typeset.page import Page
from bulletins.issues import FULL

HEAD = 'format = 1\n[masthead]\ntitle = "x"\nyear = 2024\nnumber = 1\n'
WHEN = dt.datetime(2024, 12, 20, 9, 5)  # noqa: DTZ001 - as the record writes it: the time on the wall


def changed_lines(old: str, new: str) -> list[str]:
    return [
        line
        for line in difflib.ndiff(old.splitlines(), new.splitlines())
        if line.startswith(("+ ", "- ")) and line[2:]
    ]


def test_the_fast_reader_reads_the_record() -> None:
    text = dump_issue(FULL)
    assert read_canonical(text) is not None
    assert load_issue(text.encode(), "f").issue == FULL


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        ("[workflow]\n[[workflow.step]]\nwho = 3\n", "workflow.step[1].who", "found 3"),
        ("[workflow]\nstep = 1\n", "workflow.step", "each written [[workflow.step]]"),
        ("[[correction]]\n[[correction]]\nitem = 0\n", "correction[2].item", "from 1 to 20000"),
        ("[[correction]]\ndate = 2024-01-01T00:00:00\n", "correction[1].date", "a date such as"),
        ("[correction]\n", "correction", "each written [[correction]]"),
    ],
)
def test_a_fault_in_the_record_is_named_with_its_place(lines: str, place: str, words: str) -> None:
    with pytest.raises(FormatError) as caught:
        load_issue(f"{HEAD}{lines}".encode(), "f")
    assert caught.value.place.key == place
    assert words in caught.value.message


def test_a_misspelt_key_of_the_record_is_named() -> None:
    lines = '[workflow]\n[[workflow.step]]\nwhoo = "甲"\n[[correction]]\ntxet = ""\n[end]\nmark = ""\n'
    warnings = " ".join(one.text for one in load_issue(f"{HEAD}{lines}".encode(), "f").findings)
    assert "line 8: unknown key `workflow.step[1].whoo`, did you mean `who`?" in warnings
    assert "line 10: unknown key `correction[1].txet`, did you mean `text`?" in warnings


@pytest.mark.parametrize(
    "workflow", ["", "[workflow]\n", '[workflow]\nstatus = "draft" # so far\nours = 1\n']
)
def test_a_step_adds_its_own_lines_only(workflow: str) -> None:
    text = f'{HEAD}\n{workflow}\n[[section]]\ntitle = "栏"\n\n[end]\nmark = ""\n'
    issue = load_issue(text.encode(), "f").issue
    stepped = advance(issue, "review", "甲", WHEN)
    once = update_text(text, issue, stepped)
    added = ["[[workflow.step]]", 'who = "甲"', 'when = "2024-12-20 09:05"', 'what = "拟稿"']
    lines = changed_lines(text, once)
    assert [line[2:] for line in lines if line[2:] in added] == added
    assert {line[2:] for line in lines} - set(added) <= {
        "[workflow]",
        'status = "review"',
        'status = "draft" # so far',
        'status = "review" # so far',
    }
    again = update_text(once, stepped, advance(stepped, "published", "乙", WHEN))
    assert load_issue(again.encode(), "f").issue.workflow.steps == (
        Step("甲", "2024-12-20 09:05", "拟稿"),
        Step("乙", "2024-12-20 09:05", "签发"),
    )
    assert update_text(again, load_issue(again.encode(), "f").issue, issue).count("step") == 0


def test_a_correction_adds_its_own_lines_only_before_the_end() -> None:
    text = dump_issue(FULL).replace("[end]", "# the end\n[end]")
    noted = (Correction(dt.date(2024, 12, 20), None, "题为“新”。"),)
    corrected = update_text(text, FULL, record_corrections(FULL, noted, "乙", WHEN))
    assert changed_lines(text, corrected) == [
        "+ [[workflow.step]]",
        '+ who = "乙"',
        '+ when = "2024-12-20 09:05"',
        '+ what = "更正"',
        "+ [[correction]]",
        "+ date = 2024-12-20",
        '+ text = "题为“新”。"',
    ]
    assert load_issue(corrected.encode(), "f").findings == ()


def test_a_record_laid_out_inside_brackets_is_read() -> None:
    text = f'{HEAD}[workflow]\nstep = [{{ who = "甲" }}]\n[end]\nmark = ""\n'
    assert load_issue(text.encode(), "f").issue.workflow == Workflow("draft", (Step("甲"),))


@pytest.mark.parametrize("measure", [10, 38])
def test_corrections_stand_before_the_end_mark_for_every_reader_to_see(measure: int) -> None:
    noted = (
        Correction(dt.date(2024, 12, 20), 2, "“二十九亿元”应为“二百九十五亿元”，" * 3),
        Correction(None, None, "报头日期有误。"),
    )
    page = Page(FULL._replace(corrections=noted), PageOptions(measure=measure))
    kinds = [page.block(index).kind for index in range(page.block_total)]
    at = kinds.index("correction.head")
    assert kinds[at : at + 4] == ["correction.head", "correction", "correction", "end"]
    assert page.block(at).text == "更正"
    assert page.block(at + 1).text == f"2024年12月20日，【行业动态】第2条：{noted[0].text}"
    assert page.block(at + 2).text == "报头日期有误。"
    lines = [line for index in (at + 1, at + 2) for line in page.lines(index) if line.text]
    assert "".join(line.text.strip(" \u3000") for line in lines) == page.block(at + 1).text + noted[1].text
    assert all(line.width <= page.geometry.left + page.geometry.cells for line in lines)


def test_a_page_without_corrections_has_no_place_for_them() -> None:
    page = Page(FULL._replace(corrections=()))
    assert "correction.head" not in [page.block(index).kind for index in range(page.block_total)]

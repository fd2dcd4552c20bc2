"""What can be filled in for each piece: texts and what they mean."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from briefing_tui.model import edits
from briefing_tui.model.edits import Selection, selections
from briefing_tui.model.issue import Issue
from briefing_tui.tui.authoring import forms
from bulletins.issues import FULL, ISSUES


@pytest.mark.parametrize("kind", sorted(forms.FORMS))
def test_every_field_of_a_form_is_one_of_the_model(kind: str) -> None:
    selection = next((one for one in selections(FULL) if one.kind == kind), Selection(kind, -1, 0))
    issue = FULL if selection in selections(FULL) else edits.insert(FULL, Selection(), kind).issue
    piece = edits.piece(issue, selection)
    assert piece is not None
    names = {one.name for one in forms.FORMS[kind]} - {forms.STATUS}
    assert names <= set(piece._fields)


def test_a_form_leaves_out_nothing_that_an_item_has() -> None:
    assert {one.name for one in forms.FORMS[edits.ITEM]} == set(FULL.sections[0].items[0]._fields)


@given(ISSUES)
def test_what_a_form_shows_means_what_the_issue_has(issue: Issue) -> None:
    """A field that nobody touched never changes the issue, whatever is in it."""
    for selection in selections(issue):
        for one in forms.FORMS[selection.kind] if edits.piece(issue, selection) is not None else ():
            if one.name == forms.STATUS or one.kind == forms.LIST:
                continue
            text = forms.text_of(issue, selection, one)
            if one.kind in {forms.LINE, forms.TITLE} and text != text.strip():
                continue  # blanks at either end of a title are taken off when it is typed anew
            assert forms.change(issue, selection, one, text).issue == issue


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-12-16", dt.date(2024, 12, 16)),
        ("2024年12月6日", dt.date(2024, 12, 6)),
        ("2024/12/16", dt.date(2024, 12, 16)),
        ("20241216", dt.date(2024, 12, 16)),
        (" 二〇二四年十二月十六日 ", dt.date(2024, 12, 16)),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, date: dt.date | None) -> None:
    assert forms.parse(forms.field(edits.MASTHEAD, "date"), text) == date


@pytest.mark.parametrize(
    ("kind", "name", "text", "wrong"),
    [
        (edits.MASTHEAD, "date", "2024年2月30日", "no such day"),
        (edits.MASTHEAD, "date", "下周三", "2024-12-16"),
        (edits.MASTHEAD, "number", "第十", "whole number"),
        (edits.MASTHEAD, "number", "0", "from 1 to 9999"),
        (edits.MASTHEAD, "year", "24", "from 1000 to 9999"),
        (edits.MASTHEAD, "total", "1000000", "from 1 to 999999"),
        (edits.MASTHEAD, "kind", "weekly", "one of"),
        (edits.ITEM, "title", "  ", "should not stay empty"),
        (edits.ITEM, "title", "标题", ""),
        (edits.ITEM, "group", "", ""),
        (edits.MASTHEAD, "total", "", ""),
        (edits.MASTHEAD, "number", "１４", ""),
        (edits.MASTHEAD, "number", "十四", ""),
    ],
)
def test_what_is_wrong_is_said(kind: str, name: str, text: str, wrong: str) -> None:
    said = forms.objection(forms.field(kind, name), text)
    assert wrong in said
    assert bool(said) is bool(wrong)


@given(st.lists(st.text(st.sampled_from("甲乙丙 、，,"), min_size=1).map(str.strip).filter(bool), max_size=4))
def test_names_with_commas_in_them_survive_their_field(names: list[str]) -> None:
    assert forms.split(forms.join(tuple(names))) == tuple(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("一部、二部", ("一部", "二部")),
        ("一部，二部,三部", ("一部", "二部", "三部")),
        ("财政厅、金融局；各市", ("财政厅、金融局", "各市")),
        ("、 、", ()),
    ],
)
def test_names_are_parted_by_the_strongest_mark(text: str, names: tuple[str, ...]) -> None:
    assert forms.split(text) == names


def test_what_would_act_on_a_terminal_does_not_get_in() -> None:
    one = forms.field(edits.ITEM, "body")
    assert forms.parse(one, "甲\x1b[31m乙\n丙") == "甲␛[31m乙\n丙"

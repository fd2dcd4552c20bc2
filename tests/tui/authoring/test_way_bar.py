"""The first row of the authoring screen: how far the issue is, what comes next, at any width; and the keys in the last one."""

import pytest

from briefing_tui import i18n
from briefing_tui.model.issue import DRAFT, PUBLISHED, REVIEW, STATUSES
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.bars.way_bar import Way, told, way_of
from briefing_tui.typeset.width import cell_width
from briefing_tui.words import as_label, kind_name

STATE = "draft · changed"


def text_of(way: Way, room: int = 200, ambiguous: int = 1) -> str:
    return "".join(text for text, _look in told(way, STATE, room, ambiguous))


@pytest.mark.parametrize(
    ("status", "correcting", "changed", "shown"),
    [
        (DRAFT, False, True, f"[{STATE}] › review › publish  S hand in"),
        (REVIEW, False, False, f"draft › [{STATE}] › publish  S publish"),
        (PUBLISHED, False, True, f"draft › review › [{STATE}]  Ctrl+S make it public"),
        (PUBLISHED, True, True, f"draft › review › [{STATE}]  Ctrl+S publish the correction"),
        (PUBLISHED, True, False, f"draft › review › [{STATE}]  a change is a correction"),
    ],
)
def test_each_step_names_the_key_of_the_next(
    status: str, *, correcting: bool, changed: bool, shown: str
) -> None:
    assert text_of(way_of(status, correcting=correcting, changed=changed, typing=False)) == shown


def test_where_letters_are_text_the_way_to_the_key_is_told() -> None:
    assert "Esc S hand in" in text_of(way_of(DRAFT, correcting=False, changed=True, typing=True))


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("status", STATUSES)
def test_what_does_not_fit_is_left_out_and_the_state_stays(status: str, ambiguous: int) -> None:
    way = way_of(status, correcting=False, changed=True, typing=True)
    least = cell_width(STATE, ambiguous)
    before = 0
    for room in range(least, 120):
        shown = text_of(way, room, ambiguous)
        assert cell_width(shown, ambiguous) <= room
        assert STATE in shown
        assert cell_width(shown, ambiguous) >= before, "more room never shows less"
        before = cell_width(shown, ambiguous)
    assert way.key in text_of(way, least + 20, ambiguous), "the key stays when the steps have gone"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_leaving_deleting_taking_back_and_the_next_step_fit_into_80_columns(language: str) -> None:
    i18n.set_language(language)
    hints = keys.hints(keys.OUTLINE, writable=True)[:5]
    assert {key for key, _name in hints} == {"?", "S", "q", "d", "u"}
    cells = sum(cell_width(key) + cell_width(name) + 3 for key, name in hints)
    labels = [as_label(kind_name(kind)) for kind in ("masthead", "preface", "correction", "end")]
    facts = 1 + max(map(cell_width, labels)) + 1 + 20  # a name is cut at 20 cells
    assert facts + 2 + cells <= 80

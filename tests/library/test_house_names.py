"""The files that a house keeps at the top of its library are not taken for issues."""

from briefing_tui.library.disk.near_names import HOUSE_FILES
from briefing_tui.library.history import kept
from briefing_tui.library.sources import listing
from briefing_tui.proof import house, house_terms


def test_every_file_of_the_house_is_known_as_one() -> None:
    assert {house.NAME, house_terms.NAME, listing.NAME} == HOUSE_FILES == set(kept.HOUSE_FILES)

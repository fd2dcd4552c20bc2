"""The term file that comes along with the program. Loads `tomllib`; called when somebody proof-reads."""

import functools
import tomllib
from importlib.resources import files

from briefing_tui.proof.terms import Terms, read_terms

NAME = "terms.toml"
"""Of the file in this room, and of a house's own in its library."""


@functools.cache
def own_terms() -> Terms:
    """The words that come along."""
    text = files("briefing_tui.proof").joinpath(NAME).read_text(encoding="utf-8")
    return read_terms(tomllib.loads(text), NAME)


def with_house(own: Terms, house: Terms) -> Terms:
    """Both; where the house has an entry of the same right word, its own counts alone."""
    rights = {term.right for term in house.entries}
    return Terms((*(term for term in own.entries if term.right not in rights), *house.entries))

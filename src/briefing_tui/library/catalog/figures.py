"""What one issue adds to the statistics: its items by section, unit, tag and province.

Made of the searchable text of an issue (`document`), so a catalog need not open the file; kept by the catalog as JSON. An item
counts once for each unit, tag and province it names, however often it names it. Pure.
"""

from typing import NamedTuple

from briefing_tui.library.catalog.document import BODY, FIELD, PART, RECORD, SECTION, TAGS, TITLE, UNITS
from briefing_tui.text.regions import regions_in


class Figures(NamedTuple):
    """One issue. Of each kind: name → items; and how many items have no name of that kind."""

    items: int
    sections: dict[str, int]
    units: dict[str, int]
    tags: dict[str, int]
    regions: dict[str, int]
    without: list[int]
    """Items without section title, unit, tag, province."""


def figures_of(text: str) -> Figures:
    """The figures of an issue whose `document_text` this is."""
    records = text.split(RECORD)[1:]
    figures = Figures(len(records), {}, {}, {}, {}, [0, 0, 0, 0])
    found = (figures.sections, figures.units, figures.tags, figures.regions)
    for record in records:
        fields = record.split(FIELD)
        kinds = (
            {fields[SECTION]},
            set(fields[UNITS].split(PART)),
            set(fields[TAGS].split(PART)),
            regions_in(f"{fields[TITLE]}\n{fields[BODY]}"),
        )
        for kind, names in enumerate(kinds):
            counts, named = found[kind], 0
            for name in names:
                if name:
                    counts[name] = counts.get(name, 0) + 1
                    named = 1
            figures.without[kind] += 1 - named
    return figures


def dump_figures(figures: Figures) -> str:
    """As a JSON array, whose order is that of the fields."""
    import json

    return json.dumps(figures, ensure_ascii=False, separators=(",", ":"))


def load_figures(texts: list[str]) -> list[Figures]:
    """What `dump_figures` made, many at once."""
    import json

    return [Figures._make(one) for one in json.loads(f"[{','.join(texts)}]")]

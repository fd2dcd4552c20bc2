"""The rules by name: number, level, what it is called, the clause, the function. The numbers are those of the field's list in `docs/proof.md`."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from briefing_tui.model.finding import ERROR, HINT
from briefing_tui.proof.figures import relations
from briefing_tui.proof.figures.claims import ratios
from briefing_tui.proof.passage import Passage
from briefing_tui.proof.remark import Context, Remark
from briefing_tui.proof.rules import (
    agreement,
    confusable,
    consistency,
    dates,
    doubled,
    labels,
    marks,
    numbers,
    pairs,
    personal,
    placeholders,
    sequence,
)

TextCheck = Callable[[str], Iterator[Remark]]
"""A rule of one text."""
InformedCheck = Callable[[str, Context], Iterator[Remark]]
"""A rule of one text that asks for the issue's date or the words of the house."""
WholeCheck = Callable[[tuple[Passage, ...]], Iterator[tuple[Passage, Remark]]]
"""A rule that compares the texts of an issue."""
N_ = str
"""Marks a text for translation."""

_MARKS, _FIGURES = "GB/T 15834-2011", "GB/T 15835-2011"


class Rule(NamedTuple):
    """One rule."""

    id: str
    """`P-01`; ASCII, stable, what settings and files name it by."""
    level: str
    """E: may be an error; H: a hint only."""
    name: str
    """What is wrong, in English; translated when shown."""
    clause: str = ""
    text: TextCheck | None = None
    informed: InformedCheck | None = None
    whole: WholeCheck | None = None
    across: bool = False
    """Whether it compares paragraphs of a text with each other; the rest see each alone."""
    by_sentence: bool = False
    """Whether it sees each sentence alone, wherever the text begins."""


RULES: tuple[Rule, ...] = (
    Rule("P-01", ERROR, N_("half-width mark"), f"{_MARKS}, 5.1.1", marks.half_width_marks),
    Rule("P-02", ERROR, N_("half-width brackets"), f"{_MARKS}, 4.9.2", pairs.half_width_brackets),
    Rule(
        "P-03",
        ERROR,
        N_("bracket or quote without its other half"),
        f"{_MARKS}, 4.8, 4.9",
        pairs.unpaired_marks,
        across=True,
    ),
    Rule("P-04", ERROR, N_("point for a full stop"), f"{_MARKS}, 4.1.2", marks.points_as_stops),
    Rule("P-05", ERROR, N_("ellipsis or dash"), f"{_MARKS}, 4.10.2, 4.11.2", marks.ellipses_and_dashes),
    Rule("P-06", ERROR, N_("doubled mark"), _MARKS, marks.doubled_marks),
    Rule("P-07", ERROR, N_("mark before “etc.”"), f"{_MARKS}, 4.5", marks.comma_before_etc),
    Rule("P-08", HINT, N_("mark between quoted names"), f"{_MARKS}, 4.5.3.5", marks.commas_between_quotes),
    Rule(
        "P-09",
        ERROR,
        N_("mark behind a bracketed label"),
        f"{_MARKS}, 4.5.3.4",
        labels.mark_behind_bracketed_label,
    ),
    Rule("P-10", ERROR, N_("mark of a label"), "GB/T 9704-2012, 7.3.3", labels.mark_behind_plain_label),
    Rule("P-12", ERROR, N_("year of a document number"), "GB/T 9704-2012, 7.2.5", labels.document_number),
    Rule("P-14", ERROR, N_("same marks inside"), f"{_MARKS}, 4.8.3.4, 4.15.3.5", pairs.same_marks_inside),
    Rule("P-16", HINT, N_("unlike ends of a list"), f"{_MARKS}, 4.6", labels.unlike_ends, across=True),
    Rule("N-01", ERROR, N_("full-width digits"), _FIGURES, numbers.wide_digits),
    Rule("N-03", ERROR, N_("per cent at one end of a range"), f"{_FIGURES}, 5.1.3", numbers.percent_ranges),
    Rule("N-04", ERROR, N_("万 or 亿 at one end of a range"), f"{_FIGURES}, 5.1.3", numbers.large_ranges),
    Rule("N-06", ERROR, N_("two scripts in one date"), f"{_FIGURES}, 4.3", numbers.mixed_dates),
    Rule("N-07", HINT, N_("hyphen in a range"), f"{_MARKS}, 4.13.3", numbers.hyphens_in_ranges),
    Rule("N-11", HINT, N_("form of a ratio"), "", whole=consistency.ratios),
    Rule("S-01", HINT, N_("blanks round figures"), "", whole=consistency.spaces_round_figures),
    Rule(
        "C-01", HINT, N_("figures that do not follow"), "", relations.figures_that_disagree, by_sentence=True
    ),
    Rule("C-01", HINT, N_("figures that do not follow"), "", ratios.structures),
    Rule(
        "C-02", HINT, N_("part larger than the whole"), "", relations.parts_above_the_whole, by_sentence=True
    ),
    Rule("C-03", ERROR, N_("order of numbers"), "", sequence.numbering, across=True),
    Rule("C-03", ERROR, N_("parts that disagree"), "", agreement.agreement, across=True),
    Rule("C-04", ERROR, N_("impossible date"), "", informed=dates.dates),
    Rule("C-06", ERROR, N_("doubled word"), "", doubled.doubled_words),
    Rule("C-06", ERROR, N_("placeholder"), "", placeholders.placeholders),
    Rule("C-07", HINT, N_("several names of one organisation"), "", whole=consistency.organisation_names),
    Rule("C-09", ERROR, N_("personal data"), "", personal.personal_data),
    Rule("W-01", HINT, N_("confusable word"), "", informed=confusable.confusable_words),
)
BEYOND: tuple[Rule, ...] = (
    Rule("C-05", HINT, N_("order of issues")),
    Rule("C-08", HINT, N_("stood in an earlier issue")),
)
"""Rules that look beyond the texts of one issue; the proof-reader is handed what they need."""
NUMBERS = frozenset(rule.id for rule in (*RULES, *BEYOND))
"""Of all rules."""

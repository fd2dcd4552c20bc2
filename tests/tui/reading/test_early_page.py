"""The first page, painted before the framework is there: not a cell of it is another than the app's own."""

import asyncio
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from rich.color import Color, ColorSystem

from briefing_tui.library.reader import LibraryReader
from briefing_tui.model.issue import Issue, Item, Masthead, Preface, Section
from briefing_tui.personal.state import ReadingPlace
from briefing_tui.tui.look import palettes
from briefing_tui.tui.terminal import framework
from briefing_tui.tui.widgets.painting import ALL_COLOURS, FEW_COLOURS, MANY_COLOURS, colour_code
from bulletins.printed_issues import ISSUE, ISSUES
from screens.first_pages import (
    DEPTHS,
    SIZES,
    THEMES,
    Case,
    all_cases,
    covering,
    differing,
    early,
    framework_s,
    painted,
)

ODD = Issue(
    Masthead("甲\u202e公司", "简报❤️", 2024, 14),
    sections=(
        Section(
            "\U0001f1e8\U0001f1f3 “行业”—…",
            numbered=True,
            items=(Item("e\u0301\U0001f44d\U0001f3fd 标题", "见 https://example.com/a?b=1。\n─│═ · × ①"),),
        ),
        Section("", items=(Item("", "\u200d\u00ad甲" * 200), Item("1️⃣ \U00020000", "A" * 300))),
    ),
)


@pytest.fixture(autouse=True)
def hooks_of_the_other_tests() -> Iterator[None]:
    yield
    framework.install(1)


def sound_sample() -> list[Case]:
    """Every size, theme, depth and width, each with each other in some case: a sixth of all."""
    cases = list(all_cases())
    random.Random(14).shuffle(cases)
    parts = [
        (case.size, case.theme, case.depth["TERM"] + case.depth["COLORTERM"], case.ambiguous)
        for case in cases
    ]
    return [cases[place] for place in covering(parts)]


@pytest.mark.parametrize(
    "case", sound_sample(), ids=lambda case: f"{case.size}-{case.theme}-{case.depth['TERM']}-{case.ambiguous}"
)
async def test_the_first_page_is_the_app_s(
    case: Case, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = LibraryReader(str(samples))
    sample = library.load(library.keys()[0]).issue
    for issue in (sample, ISSUE, ODD):
        theirs = painted(await framework_s(issue, case, library, monkeypatch), case)
        assert differing(painted(early(issue, case), case), theirs) == []


@pytest.mark.parametrize(
    ("place", "measure", "contents"),
    [
        (ReadingPlace(2), 38, 1),
        (ReadingPlace(3, 2, 10), 20, 1),
        (ReadingPlace(0, 900, 0), 60, 1),
        (ReadingPlace(99), 38, 0),
    ],
)
async def test_the_reader_s_place_measure_and_panes_are_kept_to(
    place: ReadingPlace, measure: int, contents: int, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for size in ((76, 24), (140, 50)):
        case = Case(size, "dark", DEPTHS[1], 1, place, measure, contents)
        theirs = painted(await framework_s(ISSUE, case, LibraryReader(str(samples)), monkeypatch), case)
        assert differing(painted(early(ISSUE, case), case), theirs) == []
        first = Case(size, "dark", DEPTHS[1], 1)
        assert painted(early(ISSUE, first), first) != painted(early(ISSUE, case), case)


@pytest.mark.parametrize("mark", ["\u0301", "\u200d\u0301", "\u20e3", "\u0301\u0301好", "\ufe0f", "x\u0301"])
async def test_a_mark_that_nothing_stands_before_is_on_no_other_row(
    mark: str, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = (Item(mark, f"{mark}\n{mark}乙{'乙' * 80}{mark}"), Item("", f"—{mark}"))
    masthead = Masthead(mark, mark, 2024, 3, marking=mark, department=mark)
    issue = Issue(
        masthead, preface=Preface(mark, f"{mark}\n{mark}甲"), sections=(Section(mark, items=items),)
    )
    for size, theme in (((40, 12), "dark"), ((140, 50), "dark"), ((40, 12), "none"), ((140, 50), "none")):
        case = Case(size, theme, DEPTHS[0], 1)
        theirs = painted(await framework_s(issue, case, LibraryReader(str(samples)), monkeypatch), case)
        assert differing(painted(early(issue, case), case), theirs) == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    issue=ISSUES,
    size=st.sampled_from(SIZES),
    theme=st.sampled_from(THEMES),
    depth=st.sampled_from(DEPTHS),
    ambiguous=st.sampled_from([1, 2]),
)
def test_so_it_is_of_any_issue(
    samples: Path, issue: Issue, size: tuple[int, int], theme: str, depth: dict[str, str], ambiguous: int
) -> None:
    case = Case(size, theme, depth, ambiguous)
    with pytest.MonkeyPatch.context() as patch:
        written = asyncio.run(framework_s(issue, case, LibraryReader(str(samples)), patch))
    assert differing(painted(early(issue, case), case), painted(written, case)) == []


@pytest.mark.parametrize(
    ("colours", "system"),
    [
        (ALL_COLOURS, ColorSystem.TRUECOLOR),
        (MANY_COLOURS, ColorSystem.EIGHT_BIT),
        (FEW_COLOURS, ColorSystem.STANDARD),
    ],
)
def test_a_colour_of_a_theme_is_the_code_that_rich_gives_it(colours: int, system: ColorSystem) -> None:
    from textual.color import Color as ThemeColour

    framework.install(1)
    named = {*palettes.TERMINAL.values(), *palettes.DARK_16.values(), *palettes.LIGHT_16.values()}
    painted_ones = {*palettes.DARK.values(), *palettes.LIGHT.values(), "#123456", "#9f9ea0", "#000000"}
    for colour in named | (painted_ones if colours > FEW_COLOURS else set()):
        rich: Color = ThemeColour.parse(colour).rich_color
        for back in (False, True):
            codes = ";".join(rich.downgrade(system).get_ansi_codes(foreground=not back))
            assert colour_code(colour, colours, background=back) == codes


@pytest.mark.fresh
def test_the_first_page_loads_no_framework() -> None:
    script = (
        "import sys; import briefing_tui.tui.early_page, briefing_tui.cli.verbs.reading.open_\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'textual', 'rich', 'asyncio', 'dataclasses', 'inspect'}))"
    )
    found = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"

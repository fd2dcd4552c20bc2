"""Patterns that are compiled late: all of them are patterns, and they do what compiled ones do."""

import importlib
import pkgutil
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings, strategies as st

import briefing_tui
from briefing_tui.importers.recogniser import days, heads, labels, numbers
from briefing_tui.importers.recogniser.contents import listing
from briefing_tui.importers.recogniser.masthead import titles, words
from briefing_tui.text.late_pattern import Signed, _Late, late


def test_every_late_pattern_of_the_program_is_one() -> None:
    found = 0
    for module in pkgutil.walk_packages(briefing_tui.__path__, "briefing_tui."):
        if module.name.endswith("__main__") or ".serve." in module.name:
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, _Late):
                found += 1
                assert callable(value.match)
    assert found >= 10


def test_it_does_what_a_compiled_one_does() -> None:
    pattern = late(r"(?P<year>\d{4})年", re.IGNORECASE)
    assert [pattern.sub("Y", "2024年"), pattern.groupindex, pattern.search("无")] == ["Y", {"year": 1}, None]
    assert pattern.flags & re.IGNORECASE
    with pytest.raises(AttributeError):
        pattern.nothing  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(re.error):
        late("(").match("x")


def test_nothing_is_compiled_before_it_is_asked() -> None:
    script = (
        "import re, re._compiler\n"
        "asked = []\n"
        "real = re._compiler.compile\n"
        "re._compiler.compile = lambda pattern, flags: asked.append(pattern) or real(pattern, flags)\n"
        "from briefing_tui.text import folding\n"
        "before = [pattern for pattern in asked if pattern == folding._GONE._made_of[0]]\n"
        "folding._GONE.sub('', 'x'); folding._GONE.sub('', 'x')\n"
        "print(len(before), len([pattern for pattern in asked if pattern == folding._GONE.pattern]))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["0", "1"]


SIGNED = [
    one
    for module in (days, numbers, heads, labels, listing, titles, words)
    for value in vars(module).values()
    for one in (value if isinstance(value, tuple) else (value,))
    if isinstance(one, Signed)
]


@pytest.mark.parametrize("signed", SIGNED, ids=range(len(SIGNED)))
@given(data=st.data())
@settings(max_examples=10)
def test_what_a_pattern_matches_has_one_of_its_signs(signed: Signed, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(signed.pattern).filter(lambda text: re.search(signed.pattern, text)))
    found = signed.search(text)
    assert found is not None
    spans = [one.span() for one in signed.finditer(text)]
    assert spans[0] == found.span()
    assert spans == [one.span() for one in re.finditer(signed.pattern, text)]
    for ours, theirs in ((signed.match, re.match), (signed.fullmatch, re.fullmatch)):
        assert (ours(text) is None) == (theirs(signed.pattern, text) is None)


def test_a_signed_pattern_is_made_for_a_text_with_one_of_its_signs() -> None:
    signed = Signed("增", "增.刊")
    assert signed.search("第3期") is None
    assert list(signed.finditer("第3期")) == []
    assert signed.match("第3刊") is signed.fullmatch("第3刊") is None
    assert not {"search", "match", "fullmatch", "finditer"} & set(vars(signed._made))
    assert signed.search("增 刊") is not None

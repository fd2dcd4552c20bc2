"""Entries of an array keep their lines and comments wherever they go."""

import tomllib

import pytest
from hypothesis import given, strategies as st

from briefing_tui.library.format import schema
from briefing_tui.library.format.arrays import cut, joined
from briefing_tui.library.format.key_value import changed_statement, value_of

TAGS = schema.keys_of("section.item")["tags"]
LINES = """tags = [ # all
  "一", # first
  # of the second
  "二",
  '三'   # third
  # nobody's
] # end
"""
COMMA_FIRST = """tags = [
    "一" # first
  , "二" # second
]
"""


def changed(statement: str, *tags: str) -> str:
    result = changed_statement(statement, (), TAGS, tags, "\n")
    assert tomllib.loads(result)["tags"] == list(tags)
    return result


def test_entries_that_change_places_take_their_comments_along() -> None:
    assert changed(LINES, "三", "二", "一") == (
        'tags = [ # all\n  \'三\',   # third\n  # of the second\n  "二",\n  "一" # first\n  # nobody\'s\n] # end\n'
    )


def test_an_entry_that_goes_takes_its_comments_with_it_and_a_new_one_has_none() -> None:
    assert changed(LINES, "一", "三", "四") == (
        'tags = [ # all\n  "一", # first\n  \'三\',   # third\n  "四"\n  # nobody\'s\n] # end\n'
    )
    assert changed(LINES) == "tags = [ # all\n  # nobody's\n] # end\n"
    assert changed("tags = [ # all\n]\n", "一") == 'tags = [ # all\n  "一"\n]\n'


def test_a_corrected_entry_keeps_its_comment_and_another_in_its_place_does_not() -> None:
    text = 'tags = [\n  "业务管理一部", # 牵头\n]\n'
    assert changed(text, "业务管理二部") == 'tags = [\n  "业务管理二部", # 牵头\n]\n'
    assert changed(text, "纪委") == 'tags = [\n  "纪委",\n]\n'


def test_commas_may_stand_anywhere() -> None:
    assert changed(COMMA_FIRST, "二", "一").count("#") == 2
    assert changed(COMMA_FIRST, "一", "新", "二").count("#") == 2
    assert changed(COMMA_FIRST, "一", "二", "新").count("#") == 2
    assert changed('tags = ["一",\n  "二"]\n', "二") == 'tags = ["二"]\n'
    assert changed('tags=["一","二" , "三",]\n', "三", "一") == 'tags=["三","一",]\n'


def test_an_unchanged_entry_keeps_its_escapes() -> None:
    assert changed('tags = ["\\u4e00", "二"]\n', "二", "一") == 'tags = ["二", "\\u4e00"]\n'
    assert changed('tags = ["", # none\n"二"]\n', "二", "") == 'tags = ["二",\n"" # none\n]\n'


ENTRIES = st.sampled_from(['"a"', "'b'", '"""c"""', "4", "[ 5, # x\n 6 ]", '{ a = "}" , b = ["]"] }', '"#,"'])
SPACES = st.sampled_from(["", " ", "\n", "\n\t", "  # w\n", "\n  # w\n  # v\n "])


@given(st.lists(st.tuples(SPACES, ENTRIES, SPACES)), SPACES, st.booleans(), st.data())
def test_any_array_is_cut_without_loss_and_can_be_in_any_order(
    parts: list[tuple[str, str, str]], rest: str, trailing: bool, data: st.DataObject
) -> None:
    body = ",".join("".join(part) for part in parts) + ("," if parts and trailing else "")
    raw = f"[{body}{rest}]"
    array = cut(raw)
    assert joined(array, array.entries) == raw
    values = tomllib.loads(f"it = {raw}")["it"]
    order = data.draw(st.permutations(range(len(values))))
    kept = order[: data.draw(st.integers(0, len(order)))]
    made = joined(array, [array.entries[at] for at in kept])
    assert tomllib.loads(f"it = {made}")["it"] == [values[at] for at in kept]
    if len(kept) == len(values):
        assert made.count("#") == raw.count("#")


@pytest.mark.parametrize(
    "text", ["a = 1 # c", 'a="#" #', "a = '''\n#'''", "a = [ # b\n] # c", "a = {b = [1]}# c"]
)
def test_a_value_ends_before_its_comment(text: str) -> None:
    assert tomllib.loads(f"it = {value_of(text)}")["it"] == tomllib.loads(text)["a"]
    assert text.startswith(f"a{text[1 : text.index(value_of(text))]}{value_of(text)}")

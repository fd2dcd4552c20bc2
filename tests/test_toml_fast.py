"""The fast reader answers as tomllib does, or not at all."""

import datetime as dt
import tomllib

import pytest
from hypothesis import example, given, settings, strategies as st

from briefing_tui.library.format.codec import dump_issue
from briefing_tui.library.format.toml_fast import read_canonical
from briefing_tui.model.issue import Distribution, Issue, Item, Masthead, Preface, Section
from toml_documents import INVALID, VALID

ORDINARY = dump_issue(
    Issue(
        Masthead("示例省信用担保集团公司", "行业信息简报", 2024, 14, total=62, date=dt.date(2024, 12, 16)),
        preface=Preface("编者按", "第一段。\n第二段“引文”。"),
        sections=(
            Section(
                "行业动态", numbered=True, items=(Item("甲", "一\n二"), Item("乙", "三", units=("丙", "丁")))
            ),
            Section("经验介绍", items=(Item('引"号', '反\\斜 """ 三引号'),)),
        ),
        distribution=(Distribution("报", ("集团公司领导", "各部门"), "印送"),),
    )
)
PIECES = (
    '"', '""', '"""', '""""', "'", "'''", "\\", '\\"', "\\\\", "\n", "\r\n", "\r", "\t", " ", "#", "=", ",", "[", "]",
    "[[", "]]", ".", "{", "}", "0", "1", "01", "+1", "-0", "1_0", "1.5", "true", "2024-02-30", "2024-02-29", "一", "\u3000",
    "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u200b", "\ufeff", "\\u0041", "\\ud800", "\\U0001F4F0", "\n[section]\n",
    "\n[[section]]\n", "\n[[section.item]]\n", "\n[section.item]\n", "\n[masthead]\n", "\n[[masthead]]\n", "\n[[end]]\n",
    '\ntitle = "again"\n', "\nsection = 1\n", "\nitem = []\n", '\nitem = ["a"]\n', "\na.b = 1\n", "\n[[distribution]]\n",
    '\nbody = """\n', "\n# comment", '["a",]', "[,]", '["a" "b"]', '"a"b"', "１",
)  # fmt: skip


def same_as_tomllib(text: str) -> bool:
    """Whether the fast reader answered; fails when it answered something else than tomllib."""
    answer = read_canonical(text)
    if answer is None:
        return False
    expected = tomllib.loads(text)
    assert answer == expected
    assert repr(answer) == repr(expected), "the same types and the same order"
    return True


@pytest.mark.parametrize(("text", "value"), VALID)
def test_valid_documents(text: str, value: dict[str, object]) -> None:
    text = text.replace("\r\n", "\n")
    assert read_canonical(text) in (None, value)
    same_as_tomllib(text)


@pytest.mark.parametrize("text", [text for text, _line in INVALID])
def test_never_answers_an_invalid_document(text: str) -> None:
    assert read_canonical(text) is None


def test_knows_what_the_writer_produces() -> None:
    assert same_as_tomllib(ORDINARY)


@pytest.mark.parametrize(
    "text",
    [
        "a = 1 # c",
        'a = "b" # c',
        'a = "b # c"',
        'a = "\\u7b80\\n"',
        "[a] # c",
        "[[a]] # c",
        "[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n",
        'a = ["b", "c,d"]',
        'a = [\n  "b",\n  "c",\n]\nd = 1',
        'a = """b""" # c',
        'a = """\nb \\\\ ""\\" \n"""',
        "a = 2024-12-16 # c",
        "a = -12",
    ],
)
def test_knows_what_people_write(text: str) -> None:
    assert same_as_tomllib(text)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """An ordinary file with a few places changed, cut, doubled or swapped."""
    text = ORDINARY
    for _round in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.sampled_from([0, 0, 0, 1, 1, 2, 3, 10, 60])))
        kind = draw(st.sampled_from(["piece", "piece", "piece", "any", "double", "move"]))
        if kind == "piece":
            text = text[:at] + draw(st.sampled_from(PIECES)) + text[end:]
        elif kind == "any":
            text = text[:at] + draw(st.text(max_size=3)) + text[end:]
        elif kind == "double":
            text = text[:end] + text[at:]
        else:
            lines = text.splitlines(keepends=True)
            if lines:
                line = lines.pop(draw(st.integers(0, len(lines) - 1)))
                lines.insert(draw(st.integers(0, len(lines))), line)
            text = "".join(lines)
    return text


@settings(max_examples=700)
@given(mutated())
@example('a = """"x"""')
@example('a = "x"\r\n')
@example("[section]\n[[section]]")
def test_any_changed_file_is_read_as_tomllib_reads_it(text: str) -> None:
    same_as_tomllib(text)


@settings(max_examples=500)
@given(st.lists(st.sampled_from([*PIECES, "a", "b = ", "a = ", '"x"', "\n"]), max_size=14).map("".join))
def test_any_heap_of_pieces_is_read_as_tomllib_reads_it(text: str) -> None:
    same_as_tomllib(text)


def test_the_property_bites() -> None:
    # The generator must give both files that are answered and files that are not.
    answered = [
        same_as_tomllib(ORDINARY[:at] + piece + ORDINARY[at:]) for at in range(0, 400, 7) for piece in PIECES
    ]
    assert 0.1 < sum(answered) / len(answered) < 0.9

"""The fast reader answers as tomllib does, or not at all."""

import tomllib

import pytest
from hypothesis import example, given, settings, strategies as st

from briefing_tui.library.format.toml.fast import read_canonical
from texts.mutated_toml import ORDINARY, PIECES, mutated
from texts.toml_documents import INVALID, VALID


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

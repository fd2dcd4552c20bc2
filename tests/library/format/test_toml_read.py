"""The one reader of TOML: right values, one kind of error with its line, and limits (promise F2)."""

import subprocess
import sys
import tomllib

import pytest
from hypothesis import example, given, settings, strategies as st

from briefing_tui.errors import FormatError
from briefing_tui.library.format.toml.read import decode_text, parse_toml
from measures.costs import cost
from texts.mutated_toml import PIECES, mutated
from texts.toml_documents import INVALID, VALID

FILE = "2024/2024-14.toml"


def read_toml(data: bytes, file: str) -> dict[str, object]:
    """As an issue is read."""
    return parse_toml(decode_text(data, file), file)


def refusal(data: bytes) -> FormatError:
    with pytest.raises(FormatError) as caught:
        read_toml(data, FILE)
    return caught.value


def assert_is_one_line(error: FormatError) -> None:
    assert error.place.file == FILE
    assert error.message
    assert "\n" not in error.one_line()


@pytest.mark.parametrize(("text", "value"), VALID)
def test_valid_documents_are_read(text: str, value: dict[str, object]) -> None:
    assert read_toml(text.encode(), FILE) == value
    assert read_toml(b"\xef\xbb\xbf" + text.encode(), FILE) == value, "a byte-order mark is tolerated"


@pytest.mark.parametrize(("text", "value"), [pair for pair in VALID if "\r" not in pair[0]])
def test_valid_documents_are_read_with_windows_line_ends(text: str, value: dict[str, object]) -> None:
    assert read_toml(text.replace("\n", "\r\n").encode(), FILE) == value


@pytest.mark.parametrize(("text", "line"), INVALID)
def test_invalid_documents_are_refused_with_file_line_and_reason(text: str, line: int | None) -> None:
    if text.startswith("\ufeff"):
        return  # one byte-order mark is tolerated by this reader
    error = refusal(text.encode("utf-8"))
    assert error.place.file == FILE
    assert error.message
    assert error.place.line == line or (line == 1 and text.count("\n") == 1), error.one_line()
    assert "(at line" not in error.message


@settings(max_examples=400)
@given(st.one_of(st.binary(max_size=60), mutated().map(str.encode)))
@example("a = '\ud800'".encode("utf-8", "surrogatepass"))
def test_any_bytes_give_a_table_or_our_error(data: bytes) -> None:
    try:
        table = read_toml(data, FILE)
    except FormatError as error:
        assert_is_one_line(error)
    else:
        text = data.decode().removeprefix("\ufeff")
        assert table == tomllib.loads(text)


@settings(max_examples=300)
@given(st.lists(st.sampled_from([*PIECES, "a", "b = ", "a.b", "{", "[", '"'])).map("".join))
def test_any_heap_of_pieces_gives_a_table_or_our_error(text: str) -> None:
    try:
        read_toml(text.encode(), FILE)
    except FormatError as error:
        assert_is_one_line(error)


def test_every_cut_of_bytes_gives_a_table_or_our_error() -> None:
    data = '"简报" = "😀" \n[[a]]\nb = """\n一\n"""\n'.encode()
    whole = 0
    lines: list[int | None] = []
    for end in range(len(data)):
        try:
            read_toml(data[:end], FILE)
            whole += 1
        except FormatError as error:
            assert_is_one_line(error)
            lines.append(error.place.line)
    assert whole == 8, "nothing, and the ends of statements: a cut between two cannot be seen here"
    assert set(lines) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ('title = "行业信息简报，第十四期"\n'.encode("gb18030"), "GB18030"),
        ('title = "行业信息简报"\n'.encode("utf-16"), "UTF-16"),
        ('title = "行业信息简报"\n'.encode("utf-16-le"), "UTF-16"),
        ('title = "行业信息简报"\n'.encode("utf-16-be"), "UTF-16"),
        ('title = "行业信息简报"\n'.encode("utf-32"), "UTF-32"),
        ('title = "業務簡報，本會召開會議研究下半年工作"\n'.encode("cp950"), "BIG5"),
    ],
)
def test_other_encodings_are_named_with_a_way_out(data: bytes, name: str) -> None:
    error = refusal(data)
    assert name in error.message
    assert f"iconv -f {name} -t UTF-8" in error.hint


def test_a_broken_byte_is_named_with_its_line() -> None:
    error = refusal(b'a = 1\nb = "\xff\xc0"\n')
    assert (error.place.line, "0xFF" in error.message) == (2, True)


def test_latin_1_is_not_taken_for_chinese() -> None:
    assert "GB18030" not in refusal("a = 'déjà vu, où ça'".encode("latin-1")).message


def test_the_size_limit() -> None:
    fits = b"#" + b"x" * (4 * 1024 * 1024 - 1)
    assert read_toml(fits, FILE) == {}
    assert "4 MiB" in refusal(fits + b"x").message


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 1000 + "]" * 1000,
        "a = " + "[" * 200_000,
        "a = " + "{b=" * 1000 + "1" + "}" * 1000,
        "[" + ".".join("a" * 50_000) + "]\n",
        ".".join("a" * 50_000) + " = 1\n",
        "a = {" + ".".join("a" * 50_000) + " = 1}\n",
        "'a'." * 50_000 + "a = 1",
        '"a" . ' * 50_000 + "a = 1",
        "a = " + "1" * 5_000,
        "a = " + "1_1" * 5_000,
        "a = 0x" + "f" * 100_000,
        "a = 0b" + "1" * 100_000,
        "a = 18446744073709551616",
        "a = -9223372036854775809",
        'a = "' + "\\" * 100_001,
        'a = """' + '\\"' * 100_000,
        "[[a]]\n" + "[a.b]\n" * 2,
    ],
    ids=lambda text: f"{text[:12]}… {len(text)}",
)
def test_what_would_stall_or_break_tomllib_is_refused_at_once(text: str) -> None:
    ordinary = "\n".join(f'k{number} = "一二三四五六七八九十"' for number in range(20_000)).encode()
    assert cost(lambda: refusal(text.encode())) < 5 * cost(lambda: read_toml(ordinary, FILE))  # tomllib: 20 s


def test_nesting_has_a_limit_and_a_second_net_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "a = 1\nb = " + "[" * 1000 + "]" * 1000
    error = refusal(deep.encode())
    assert ("more than 32 levels" in error.message, error.place.line) == (True, 2)
    assert read_toml(("a = " + "[" * 31 + "]" * 31).encode(), FILE)
    monkeypatch.setattr("briefing_tui.library.format.toml.full.DEPTH_LIMIT", 1_000_000)
    assert "nested too deeply" in refusal(deep.encode()).message


def test_depth_and_dots_inside_strings_and_comments_do_not_count() -> None:
    dots = "a." * 100 + "[" * 100
    text = f"a.b = 1\n# {dots}\nc = '{dots}'\nd = \"{dots}\"\ne = '''\n{dots}\n'''\nf = \"\"\"\n{dots}\\n\n\"\"\"\n"
    assert len(read_toml(text.encode(), FILE)) == 5


def test_dots_of_different_keys_and_numbers_do_not_add_up() -> None:
    text = "a = [" + "1.5, " * 100 + "]\n" + "".join(f"b.c{i}.d = 1\n" for i in range(100))
    assert len(read_toml(text.encode(), FILE)) == 2


def test_an_unclosed_text_is_traced_to_the_line_it_begins_in() -> None:
    error = refusal('a = 1\nb = """\n一\n二\n三'.encode())
    assert error.place.line == 5
    assert "line 2" in error.hint


@pytest.mark.fresh
def test_an_ordinary_file_is_read_without_tomllib() -> None:
    code = (
        "import sys; from briefing_tui.library.format.toml.read import decode_text, parse_toml;"
        "parse_toml(decode_text('a = 1\\n[[b]]\\nc = \"\"\"\\n一\\n\"\"\"\\n'.encode(), 'f'), 'f');"
        "sys.exit('tomllib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

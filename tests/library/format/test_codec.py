"""Issues to TOML and back: nothing lost, every fault named, only changed lines changed."""

import subprocess
import sys
import tomllib

import pytest
from hypothesis import given, settings

from briefing_tui.errors import FormatError
from briefing_tui.library.format import schema
from briefing_tui.library.format.codec import Loaded, dump_issue, load_issue
from briefing_tui.library.format.encode import normalised
from briefing_tui.model.issue import END_MARK, End, Issue, Item, Masthead, Preface, Section
from bulletins.issues import FULL, ISSUES

FILE = "2024/2024-14.toml"
HEAD = 'format = 1\n[masthead]\ntitle = "甲"\nyear = 2024\nnumber = 14\n'
TAIL = '[end]\nmark = "完"\n'


def load(text: str) -> Loaded:
    return load_issue(text.encode(), FILE)


def refusal(text: str) -> FormatError:
    with pytest.raises(FormatError) as caught:
        load(text)
    assert caught.value.place.file == FILE
    return caught.value


def test_a_full_issue_comes_back() -> None:
    loaded = load(dump_issue(FULL))
    assert loaded.issue == FULL
    assert loaded.findings == ()


def test_the_smallest_file_has_the_defaults() -> None:
    issue = load(HEAD + TAIL).issue
    assert issue == Issue(Masthead(title="甲", year=2024, number=14), end=End("完"))


@settings(max_examples=300)
@given(ISSUES)
def test_any_issue_comes_back(issue: Issue) -> None:
    text = dump_issue(issue)
    loaded = load(text)
    assert loaded.issue == issue
    assert loaded.table == tomllib.loads(text)
    assert dump_issue(loaded.issue) == text


@pytest.mark.parametrize(
    "body",
    [
        '"""', 'a"', '"', '""', '"""""""', "\\", "a\\", '\\"""\\', "a\n\n\nb", "\n\na", " a ", "　　a", "a\t|b", "| a | b |",
        "[section]", "# no comment", '"""\n[end]\nmark = "x"', "é̂ 👩‍💻",
    ],
)  # fmt: skip
def test_bodies_with_quotes_backslashes_and_toml_inside_come_back(body: str) -> None:
    issue = Issue(
        Masthead(title=body.replace("\n", " ").replace("\t", " "), year=2024, number=1),
        preface=Preface("", body),
    )
    assert load(dump_issue(issue)).issue == issue


@pytest.mark.fresh
def test_a_new_file_is_read_without_tomllib_and_ends_with_its_mark() -> None:
    text = dump_issue(FULL)
    assert text.endswith(f'copies = 16\nmark = "{END_MARK}"\n')
    code = "import sys; from briefing_tui.library.format.codec import load_issue; load_issue(sys.stdin.buffer.read(), 'f');"
    code += "print([m for m in ('tomllib','tomlkit','json','difflib','pathlib','dataclasses','inspect') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], input=text.encode(), capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_escapes_are_cleaned_in_a_file_that_holds_nothing_unsafe_itself() -> None:
    text = (
        HEAD.replace('"甲"', '"a\\u001b[31m"')
        + '[preface]\nbody = "\\u0007x"\n[[distribution]]\nrecipients = ["\\u202e"]\n'
    )
    issue = load(text + TAIL).issue
    assert (issue.masthead.title, issue.preface) == ("a␛[31m", Preface("", "␇x"))
    assert issue.distribution[0].recipients == ("\u202e",)


def test_control_characters_are_replaced_on_the_way_in_and_on_the_way_out() -> None:
    loaded = load(
        HEAD.replace('"甲"', '"a\\u001b[31m\\u202e\\nb"') + '[preface]\nbody = "\\u0007\\r\u200bx"\n' + TAIL
    )
    assert loaded.issue.masthead.title == "a␛[31m\u202e b"
    assert loaded.issue.preface == Preface("", "␇␍\u200bx")
    assert loaded.table["preface"] == {"body": "\x07\r\u200bx"}, "the raw values are the file's own"
    spiteful = FULL._replace(masthead=FULL.masthead._replace(title="a\x1b]52;c;x\x07\nb"))
    text = dump_issue(spiteful)
    assert "\x1b" not in text
    assert "\\u001b" not in text
    assert load(text).issue == normalised(spiteful)


FAULTS = [
    ("", "", None, "is missing"),
    ("format = 1\n", "masthead", None, "is missing"),
    ("format = 2\n", "format", 1, "found 2, expected 1"),
    ('format = "1"\n', "format", 1, 'found "1"'),
    ("format = true\n", "format", 1, "found true"),
    ("format = 1.0\n", "format", 1, "found 1.0"),
    ("format = 1\nmasthead = 3\n", "masthead", 2, "found 3, expected one table, written [masthead]"),
    ("format = 1\n[[masthead]]\n", "masthead", 2, "found a list"),
    (HEAD.replace("title", "titel"), "masthead.title", 3, "is `titel` meant to be `title`"),
    (HEAD.replace("year = 2024\n", ""), "masthead.year", 2, "is missing"),
    (HEAD.replace("number = 14\n", ""), "masthead.number", 2, "is missing"),
    (HEAD.replace("2024", '"2024"'), "masthead.year", 4, 'found "2024", expected a whole number'),
    (HEAD.replace("2024", "24"), "masthead.year", 4, "from 1000 to 9999"),
    (HEAD.replace("14", "0"), "masthead.number", 5, "from 1 to 9999"),
    (HEAD.replace("14", "true"), "masthead.number", 5, "found true"),
    (HEAD.replace('"甲"', "7"), "masthead.title", 3, "found 7, expected a text in quotes"),
    (HEAD + 'date = "2024-12-16"\n', "masthead.date", 6, "without quotes"),
    (HEAD + "date = 2024-12-16T08:00:00\n", "masthead.date", 6, "expected a date such as"),
    (HEAD + 'kind = "suplement"\n', "masthead.kind", 6, "did you mean `supplement`"),
    (HEAD + 'kind = "x"\n', "masthead.kind", 6, "one of issue, supplement"),
    (HEAD + '[workflow]\nstatus = "publishd"\n', "workflow.status", 7, "did you mean `published`"),
    (HEAD + "[section]\n", "section", 6, "each written [[section]]"),
    (HEAD + 'section = ["a"]\n', "masthead", None, ""),
    (HEAD + '[[section]]\ntitle = "a"\nnumbered = 1\n', "section[1].numbered", 8, "true or false"),
    (HEAD + "[[section]]\n[[section]]\n[section.item]\n", "section[2].item", 8, "[[section.item]]"),
    (
        HEAD + "[[section]]\n[[section.item]]\n[[section.item]]\ntitle = 1\n",
        "section[1].item[2].title",
        9,
        "found 1",
    ),
    (HEAD + '[[section]]\n[[section.item]]\nbody = ["a"]\n', "section[1].item[1].body", 8, "found a list"),
    (HEAD + '[[section]]\n[[section.item]]\nunits = "a"\n', "section[1].item[1].units", 8, "a list of texts"),
    (HEAD + "[[distribution]]\nrecipients = [1]\n", "distribution[1].recipients[1]", 7, "found 1"),
    (HEAD + '[preface]\nbody = """\nx = 1\n"""\ntitle = 5\n', "preface.title", 10, "found 5"),
    (HEAD + '[end]\ncopies = "16"\n', "end.copies", 7, "a whole number"),
]


@pytest.mark.parametrize(("text", "key", "line", "words"), FAULTS)
def test_every_fault_has_line_key_found_and_expected(
    text: str, key: str, line: int | None, words: str
) -> None:
    if not words:
        # An unknown key inside a known table is kept and no fault.
        assert "section" in str(load(text).table["masthead"])
        return
    error = refusal(text)
    assert error.place.key == (key or "format")
    assert error.place.line == line
    assert words in error.one_line()


def test_unknown_keys_are_kept_and_near_misses_warned_of() -> None:
    text = (
        HEAD
        + 'editor = "x"\nmarkng = "y"\n[[section]]\n[[section.item]]\ntitel = "z"\n[figure]\na = 1\n'
        + TAIL
    )
    loaded = load(text)
    assert loaded.issue.masthead.marking == ""
    assert [one.text.split(":")[0] for one in loaded.findings] == ["line 10", "line 7"]
    assert "`section[1].item[1].titel`, did you mean `title`" in loaded.findings[0].text
    assert loaded.table["figure"] == {"a": 1}


def test_a_message_shows_nothing_that_acts_on_a_terminal() -> None:
    error = refusal(HEAD + 'date = "\\u001b]52;c;eA==\\u0007"\n')
    assert "\x1b" not in error.one_line()
    assert "␛" in error.one_line()


@pytest.mark.parametrize("issue", [FULL, FULL._replace(end=End("")), FULL._replace(end=End("完", 3))])
def test_every_cut_of_a_file_is_noticed(issue: Issue) -> None:
    data = dump_issue(issue).encode()
    unnoticed = []
    for end in range(len(data) - 1):  # the last byte is the line end after the mark
        try:
            loaded = load_issue(data[:end], FILE)
        except FormatError:
            continue
        if not loaded.findings or "cut off" not in loaded.findings[0].text:
            unnoticed.append(data[:end][-30:])
    assert unnoticed == []
    assert load_issue(data[:-1], FILE).issue == issue, "all text is there"


def test_a_cut_behind_a_mark_that_is_not_last_is_noticed() -> None:
    text = HEAD + '[end]\nmark = "完"\ncopies = 16\n'
    assert load(text).findings == ()
    for end in range(len(text) - 11, len(text)):
        try:
            assert "cut off" in load(text[:end]).findings[0].text or text[:end].endswith('"完"\n')
        except FormatError:
            continue


def test_an_end_that_is_not_last_proves_nothing() -> None:
    assert "not the last table" in load(HEAD + TAIL + "[[section]]\n").findings[0].text
    assert "not the last table" in load(HEAD + "[[section]]\n" + TAIL + "[[section]]\n").findings[0].text
    inside = HEAD + '[preface]\nbody = """\n[end]\n"""\n' + TAIL
    assert load(inside).findings == ()


def test_the_caps() -> None:
    def with_body(body: str) -> str:
        return dump_issue(FULL._replace(sections=(Section("x", items=(Item("a", body),)),)))

    lines, width = schema.LINE_LIMIT, schema.WIDTH_LIMIT
    assert load(with_body("\n".join("x" * lines)))
    assert load(with_body("一" * width))
    text = with_body("\n".join("x" * (lines + 1)))
    error = refusal(text)
    assert ("20000 lines" in error.message, error.place.key) == (True, "section[1].item[1].body")
    assert text.splitlines()[(error.place.line or 0) - 1].startswith("body = ")
    text = with_body("a\nb\n" + "二" * (width + 1))
    error = refusal(text)
    assert ("20000 characters" in error.message, bool(error.hint)) == (True, True)
    assert text.splitlines()[(error.place.line or 0) - 1].startswith("二")
    assert "20000 characters" in refusal(HEAD.replace("甲", "甲" * (width + 1))).message
    assert "20000" in refusal(HEAD + "[[section]]\n" * 20_001).message
    assert "20000 items" in refusal(HEAD + ("[[section]]\n" + "[[section.item]]\n" * 10_001) * 2).message


def test_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    text = dump_issue(FULL)
    assert load("\ufeff" + text.replace("\n", "\r\n")) == load(text)

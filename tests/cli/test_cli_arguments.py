import argparse
import gettext
import re
import shlex
from pathlib import Path

import pytest

from briefing_tui.cli.arguments import take_apart
from briefing_tui.cli.parser import Parser, parse, usage
from briefing_tui.cli.verb_table import VERBS, load_verb
from briefing_tui.errors import UsageError
from briefing_tui.typeset.width import cell_width
from briefing_tui.version import VERSION
from catalogue import ARGPARSE
from programs.commands import command


@pytest.mark.parametrize(
    "line",
    [
        ["--library", "L", "--read-only", "show", "2024-14"],
        ["show", "--library", "L", "2024-14", "--read-only"],
        ["show", "2024-14", "--library=L", "--read-only"],
        ["--read-only", "show", "2024-14", "--library", "L"],
    ],
)
def test_options_of_every_verb_stand_before_or_after_it(line: list[str]) -> None:
    request = take_apart(line)
    assert (request.verb, request.rest) == ("show", ["2024-14"])
    assert request.flags == {"library": "L", "read_only": True}


def test_after_two_dashes_nothing_is_an_option() -> None:
    assert take_apart(["import", "--", "--library"]).rest == ["--", "--library"]


def test_an_option_whose_value_looks_like_one_gets_it() -> None:
    assert take_apart(["list", "--library", "--help"]).flags == {"library": "--help"}


@pytest.mark.parametrize("line", [["list", "--library"], ["--lang"]])
def test_an_option_without_its_value_is_wrong_usage(line: list[str]) -> None:
    with pytest.raises(UsageError, match="needs a value"):
        take_apart(line)


def test_a_switch_takes_no_value() -> None:
    assert command("list", "--read-only=no").code == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["shwo"], "no verb `shwo` (did you mean `show`?)"),
        (["Read"], "did you mean `read`?"),
        (["HELP"], "did you mean `help`?"),
        (["2024-14#3"], "did you mean `open 2024-14#3`?"),
        (["xyzzy"], "verbs: open, show, list"),
        (["show"], "KEY[#ITEM] (usage: briefing-tui show KEY[#ITEM]"),
        (["show", "2024-14", "--bad"], "--bad (usage: briefing-tui show"),
        (["show", "2024-14", "--width", "3"], "20 to 400"),
        (["show", "2024-14", "--width", "٤٠"], "20 to 400"),
        (["show", "2024-14", "--wid", "60"], "--wid"),
        (["show", "x" * 500], "no issue key"),
        (["list", "--year", "24"], "four digits"),
        (["list", "--status", "gone"], "gone"),
        (["config", "edit"], "edit"),
        (["completion", "csh"], "csh"),
        (["path", "2024-14", "2024-13"], "2024-13"),
        (["--bad"], "--bad"),
        (["--lang", "fr", "list"], "--lang: expected one of zh_CN, en"),
        (["--library=", "list"], "expected a directory"),
    ],
)
def test_wrong_usage_is_one_line_with_a_hint_and_exit_code_2(
    line: list[str], words: str, samples: Path
) -> None:
    found = command(*line, environ={"BRIEFING_LIBRARY": str(samples)})
    assert (found.code, found.out) == (2, "")
    assert found.err.count("\n") == 1
    assert found.err.startswith("briefing-tui: ")
    assert words in found.err
    assert len(found.err) < 250


def test_hostile_words_of_a_command_line_are_shown_and_do_not_act() -> None:
    found = command("sh\x1b]52;c;x\x07ow\u202e")
    assert found.code == 2
    assert "\x1b" not in found.err
    assert "\u202e" not in found.err
    assert "sh␛]52" in found.err


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_help_of_each_verb_begins_with_examples_of_it(name: str, language: str) -> None:
    found = command(name, "--help", "--lang", language)
    assert (found.code, found.err) == (0, "")
    lines = found.out.splitlines()
    assert lines[0] in {"Examples:", "示例："}
    assert any(f"briefing-tui {name}" in line for line in lines[1:6])
    assert f"briefing-tui {name}" in found.out.split("\n\n")[1]
    assert ("--library DIR" if language == "en" else "--library 目录") in found.out
    assert load_verb(name).help_line() in found.out


@pytest.mark.parametrize("name", ["", *VERBS])
def test_values_have_chinese_names_in_chinese(name: str) -> None:
    found = command(*filter(None, [name]), "--help", "--lang", "zh_CN").out
    english = "ACCOUNT|ADDRESS|CHANNEL|DATE|DIR|FILE|ITEM|KEY|LANG|N|NAME|NEWKEY|NUMBERS|OPTION|QUERY|REV|TEXT|TITLE|URL|VERB|WORD|YEAR"
    assert not re.findall(rf"(?<![\w-])(?:{english})(?![\w-])", found)


@pytest.mark.parametrize("name", VERBS)
def test_each_argument_of_each_verb_is_explained(name: str) -> None:
    parser = Parser(name)
    load_verb(name).add_arguments(parser)
    assert all(action.help for action in parser.arguments)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_help_names_each_verb_and_is_aligned_by_cells(language: str) -> None:
    found = command("-h", "--lang", language)
    assert found.code == 0
    block = found.out.split("\n\n")[2].splitlines()[1:]
    assert [line.split()[0] for line in block] == list(VERBS)
    texts = [line.split(maxsplit=1)[1] for line in block]
    assert len({cell_width(line) - cell_width(text) for line, text in zip(block, texts, strict=True)}) == 1


def test_help_is_given_although_the_rest_is_wrong() -> None:
    assert command("show", "--nonsense", "--help").code == 0


@pytest.mark.parametrize("name", VERBS)
def test_no_example_is_wrong_usage(name: str) -> None:
    verb = load_verb(name)
    for example in verb.examples():
        if not example.command.startswith("briefing-tui "):
            continue
        line = re.sub(r'"\$\(.*?\)"', "DIR", example.command)
        words = shlex.split(line.split(" | ")[0].split(" > ")[0].split(" < ")[0])[1:]
        request = take_apart(words)
        parse(request.verb, load_verb(request.verb), request.rest)


def test_words_that_people_type_for_a_verb(samples: Path) -> None:
    assert take_apart(["read", "14"]) == take_apart(["open", "14"])
    assert take_apart(["--library", "L", "view", "14"]) == take_apart(["open", "--library", "L", "14"])
    assert command("help") == command("--help") == command("help", "help")
    assert command("help", "show") == command("show", "--help")
    assert command("help", "read") == command("open", "--help")
    assert command("help", "shwo").code == 2
    assert "terminal" in command("read", "2024-14", environ={"BRIEFING_LIBRARY": str(samples)}).err
    assert take_apart(["search", "-v"]).rest == ["-v"]


@pytest.mark.parametrize(
    "line", [["--version"], ["-V"], ["-v"], ["version"], ["show", "--version"], ["--read-only", "version"]]
)
def test_the_version_is_told(line: list[str]) -> None:
    assert command(*line) == (0, f"briefing-tui {VERSION}\n", "")


def test_usage_shows_what_may_be_left_out() -> None:
    parser = Parser("import")
    parser.add_argument("files", metavar="FILE", nargs="+")
    parser.add_argument("--as", metavar="KEY")
    parser.add_argument("more", nargs="?")
    assert usage(parser) == "briefing-tui import FILE… [--as KEY] [MORE]"


def test_argparse_speaks_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    found = command("show")
    assert found.code == 2
    assert "缺少" in found.err
    assert "用法" in found.err
    assert "required" not in found.err


def test_argparse_still_says_what_the_catalogue_translates() -> None:
    """A canary: its words are no interface."""
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    for words in ARGPARSE:
        for word in [words] if isinstance(words, str) else words:
            assert word in source, word
    assert gettext.gettext("expected one argument") == "expected one argument"


_WITHOUT_OWNER = {
    "check --fix": "--fix belongs to --proof",
    "check --proof --dry-run": "--dry-run belongs to --fix",
    "config show --keys": "--keys belongs to init",
    "config path --theme mine": "--theme belongs to init",
    "import a.txt --pieces 1": "--pieces belongs to --into",
    "inbox list --reason x": "--reason belongs to decline",
    "inbox --into 2024-15": "--into belongs to take",
    "inbox show a.txt --json": "--json belongs to list",
    "setup ssh --url x": "--url belongs to sync",
    "setup sync --reader wang": "--reader belongs to ssh",
    "sources list --unit x": "--unit belongs to add",
    "sources update --json": "--json belongs to list or show",
    "sync --once": "--once belongs to --every",
}


@pytest.mark.parametrize(("line", "said"), _WITHOUT_OWNER.items())
def test_an_option_without_what_it_belongs_to_is_refused(line: str, said: str) -> None:
    found = command(*line.split())
    assert found.code == 2
    assert said in found.err


def test_every_help_that_names_what_an_option_goes_with_is_kept_to() -> None:
    """`with take: …` is a promise that it means nothing elsewhere."""
    for name in VERBS:
        parser = Parser(name)
        load_verb(name).add_arguments(parser)
        owners = dict(parser.owners)
        for action in parser.arguments:
            if action.option_strings and re.match(r"with \S+( and \S+)?: ", action.help or ""):
                assert action in owners, (name, action.option_strings)

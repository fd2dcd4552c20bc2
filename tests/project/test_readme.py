"""The READMEs keep up with the program: every verb, key and setting is in both, and every example can be typed."""

import io
import re
import shlex
from pathlib import Path

import pytest

from briefing_tui.cli.arguments import OPTIONS, take_apart
from briefing_tui.cli.main import main
from briefing_tui.cli.parser import Parser, parse
from briefing_tui.cli.verb_table import VERBS, load_verb
from briefing_tui.settings.values import KEYS
from briefing_tui.tui.actions.keys import ACTIONS
from places import ROOT, SAMPLES

READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PRINTING = {"show", "list", "toc", "path"}
"""Verbs whose examples are run on the samples; the others are only parsed."""

both = pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)


def text_of(readme: Path) -> str:
    return readme.read_text(encoding="utf-8")


def commands(text: str) -> list[list[str]]:
    """The arguments of each `briefing-tui …` in a shell block or an inline code span."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(
        r"`(briefing-tui [^`\n]*)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    )
    lines = [re.sub(r"\s+# .*", "", line) for block in blocks for line in block.splitlines()] + spans
    found = [re.search(r"(?:^|\$\()briefing-tui((?: [^|<>)\"]*)?)", line) for line in lines]
    return [shlex.split(match[1]) for match in found if match is not None]


EXAMPLES = sorted({shlex.join(arguments) for readme in READMES for arguments in commands(text_of(readme))})


@both
def test_every_key_of_every_screen_is_named(readme: Path) -> None:
    text = text_of(readme)
    shown = {key for action in ACTIONS for key in action.shown.split()}
    assert sorted(key for key in shown if f"`{key}`" not in text) == []


@both
def test_every_verb_has_an_example(readme: Path) -> None:
    used = {take_apart(arguments).verb for arguments in commands(text_of(readme))}
    assert used >= {"", *VERBS}


@both
def test_every_option_of_a_verb_that_changes_what_it_does_is_named(readme: Path) -> None:
    text = text_of(readme)
    names = {
        name for option in OPTIONS for name in option.names if name in {"--library", "--read-only", "--help"}
    }
    for verb in ("show", "list", "import"):
        parser = Parser(verb)
        load_verb(verb).add_arguments(parser)
        names |= {action.option_strings[-1] for action in parser.arguments if action.option_strings}
    assert sorted(name for name in names if name not in text) == []


@both
def test_every_setting_and_its_variable_is_named(readme: Path) -> None:
    text = text_of(readme)
    for key, (variable, _parse) in KEYS.items():
        assert re.search(rf"^\| `{key} = .*\| `{variable}` \|", text, re.MULTILINE), key


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_can_be_typed(example: str) -> None:
    arguments = shlex.split(example)
    request = take_apart(arguments)
    parse(request.verb, load_verb(request.verb), request.rest)
    if request.verb not in PRINTING:
        return
    stdout, stderr = io.StringIO(), io.StringIO()
    code = main(
        [*arguments, "--library", str(SAMPLES)], {"HOME": "/nonexistent", "LANG": "C.UTF-8"}, stdout, stderr
    )
    assert (code, stderr.getvalue()) == (0, "")
    assert stdout.getvalue().strip()


def test_both_languages_have_the_same_commands_tables_pictures_and_parts() -> None:
    english, chinese = map(text_of, READMES)
    assert commands(english) == commands(chinese)
    for pattern in (
        r"^#+ ",
        r"^\|",
        r"^```\w*$",
        r"!\[[^]]*\](\(.*\))",
        r"(?<!!)\[[^]]*\]\((?!README)(.*?)\)",
    ):
        assert re.findall(pattern, english, re.MULTILINE) == re.findall(pattern, chinese, re.MULTILINE), (
            pattern
        )


@both
def test_what_the_readme_links_to_is_there(readme: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", text_of(readme)):
        assert (ROOT / target).is_file(), target


def test_the_picture_shows_the_sample_issue() -> None:
    picture = (ROOT / "docs" / "reading.svg").read_text(encoding="utf-8")
    shown = "".join(re.findall(r"<text [^>]*>([^<]*)</text>", picture))
    for text in ("行业信息简报", "2024年第14期", "业务管理部", "【行业动态】", "民政部", "四、改革成效"):
        assert text in shown

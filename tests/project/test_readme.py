"""README and docs keep up with the program: every verb, key and setting is told in both languages, every example can be typed."""

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
from disks.places import ROOT, SAMPLES

PAGES = (
    "README",
    "docs/reading",
    "docs/writing",
    "docs/shell",
    "docs/delivery",
    "docs/web",
    "docs/administration",
)
"""What a user reads, each in both languages."""
ENDINGS = {"en": ".md", "zh": ".zh-CN.md"}
PRINTING = {"show", "list", "toc", "path"}
"""Verbs whose examples are run on the samples; the others are only parsed."""
HALF_OF_WHAT_IT_WAS = 9_578
"""Bytes: a README is for a look, the pages of docs/ for everything."""

both = pytest.mark.parametrize("language", ENDINGS)


def pages(language: str) -> list[Path]:
    return [ROOT / f"{page}{ENDINGS[language]}" for page in PAGES]


def text_of(language: str) -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in pages(language))


def commands(text: str) -> list[list[str]]:
    """The arguments of each `briefing-tui …` in a shell block or an inline code span."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(
        r"`(briefing-tui [^`\n]*)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    )
    lines = [re.sub(r"\s+# .*", "", line) for block in blocks for line in block.splitlines()] + spans
    found = [re.search(r"(?:^|\$\()briefing-tui((?: [^|<>)\"]*)?)", line) for line in lines]
    return [shlex.split(match[1]) for match in found if match is not None]


EXAMPLES = sorted(
    {shlex.join(arguments) for language in ENDINGS for arguments in commands(text_of(language))}
)


@both
def test_every_key_of_every_screen_is_named(language: str) -> None:
    text = text_of(language)
    shown = {key for action in ACTIONS for key in action.shown.split()}
    assert sorted(key for key in shown if f"`{key}`" not in text) == []


@both
def test_every_verb_has_an_example(language: str) -> None:
    used = {take_apart(arguments).verb for arguments in commands(text_of(language))}
    assert used >= {"", *VERBS}


@both
def test_every_option_of_a_verb_that_changes_what_it_does_is_named(language: str) -> None:
    text = text_of(language)
    names = {
        name for option in OPTIONS for name in option.names if name in {"--library", "--read-only", "--help"}
    }
    for verb in ("show", "list", "import"):
        parser = Parser(verb)
        load_verb(verb).add_arguments(parser)
        names |= {action.option_strings[-1] for action in parser.arguments if action.option_strings}
    assert sorted(name for name in names if name not in text) == []


@both
def test_every_setting_and_its_variable_is_named(language: str) -> None:
    text = text_of(language)
    for key, (variable, _parse) in KEYS.items():
        assert re.search(rf"^\| `{key} = .*\| `{variable}` \|", text, re.MULTILINE), key


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_can_be_typed(example: str) -> None:
    arguments = shlex.split(example)
    request = take_apart(arguments)
    parse(request.verb, load_verb(request.verb), request.rest)
    if request.verb not in PRINTING or "--as-of" in arguments:  # the samples have no history
        return
    stdout, stderr = io.StringIO(), io.StringIO()
    code = main(
        [*arguments, "--library", str(SAMPLES)], {"HOME": "/nonexistent", "LANG": "C.UTF-8"}, stdout, stderr
    )
    assert (code, stderr.getvalue()) == (0, "")
    assert stdout.getvalue().strip()


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_the_same_commands_tables_pictures_and_parts(page: str) -> None:
    english, chinese = (
        re.sub(r"-zh(-\w+\.svg)", r"-en\1", (ROOT / f"{page}{ending}").read_text(encoding="utf-8")).replace(
            ".zh-CN.md", ".md"
        )
        for ending in ENDINGS.values()
    )
    chinese = chinese.replace("#搜索)", "#searching)").replace(".zh_CN.1)", ".1)")
    assert commands(english) == commands(chinese)
    for pattern in (
        r"^#+ ",
        r"^\|",
        r"^```\w*$",
        r"^<!-- .* -->$",
        r'(?:src|srcset)="(.*?)"',
        r"\[[^]]*\]\((.*?)\)",
    ):
        assert re.findall(pattern, english, re.MULTILINE) == re.findall(pattern, chinese, re.MULTILINE), (
            pattern
        )


@both
def test_the_readme_is_half_of_what_it_was(language: str) -> None:
    assert len(pages(language)[0].read_bytes()) <= HALF_OF_WHAT_IT_WAS


@pytest.mark.parametrize("page", pages("zh"), ids=lambda page: page.name)
def test_no_chinese_sentence_is_cut_by_a_line_end(page: Path) -> None:
    """A browser shows a blank there."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert re.findall(r"[\u3000-\u9fff\uff00-\uffef`*)\w]\n(?=[^\s#|<\-])", text) == []

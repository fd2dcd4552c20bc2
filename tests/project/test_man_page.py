"""The manual pages: current, complete, and shown without a warning."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

import man_page
from briefing_tui import i18n
from briefing_tui.cli import boundary
from briefing_tui.cli.arguments import OPTIONS
from briefing_tui.cli.parser import Parser, usage, usage_name
from briefing_tui.cli.verb_table import VERBS, load_verb
from briefing_tui.settings import directories
from briefing_tui.settings.values import KEYS
from man_words import CHINESE, ENGLISH

each = pytest.mark.parametrize("language", man_page.PAGES)
groff = pytest.mark.skipif(shutil.which("groff") is None, reason="no groff here")


@pytest.fixture(autouse=True)
def language_as_before() -> Iterator[None]:
    yield
    i18n.set_language("en")


def shown(page: str, *, width: int = 100) -> str:
    """The page as plain text; nothing may be said about it."""
    command = ["groff", "-ww", "-Kutf8", "-Tutf8", "-P-cbou", "-mandoc", f"-rLL={width}n"]
    found = subprocess.run(command, input=page.encode(), capture_output=True, check=True, timeout=60)
    assert found.stderr.decode() == ""
    return found.stdout.decode()


def blanks_apart(text: str) -> str:
    return " ".join(text.split())


@each
def test_the_pages_in_the_repository_are_those_the_verbs_make(language: str) -> None:
    kept = man_page.PAGES[language].read_text(encoding="utf-8")
    assert kept == man_page.page(language), "run `make man`"


@groff
@each
@pytest.mark.parametrize("width", [60, 80, 132])
def test_no_line_is_too_long_and_nothing_is_warned_of(language: str, width: int) -> None:
    assert "briefing-tui" in shown(man_page.page(language), width=width)


@groff
@each
def test_what_is_shown_has_every_verb_argument_example_option_and_variable(language: str) -> None:
    text = blanks_apart(shown(man_page.page(language), width=400))
    for name in VERBS:
        verb, parser = load_verb(name), Parser(name)
        verb.add_arguments(parser)
        assert blanks_apart(usage(parser).removeprefix("briefing-tui ")) in text
        assert all(usage_name(action) in text for action in parser.arguments)
        for example in verb.examples():
            assert f"{example.command} {example.meaning.replace('`', '')}" in text
    assert all(name in text for option in OPTIONS for name in option.names)
    assert all(variable in text for variable, _parse in KEYS.values())
    assert "\\" not in text


@each
def test_every_variable_of_ours_is_named(language: str, pytestconfig: pytest.Config) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (pytestconfig.rootpath / "src").rglob("*.py"))
    named = set(re.findall(r"BRIEFING_[A-Z_]+[A-Z]", man_page.page(language).replace(r"\-", "-")))
    assert named == set(re.findall(r"\bBRIEFING_[A-Z_]+[A-Z]\b", code))


def test_both_languages_tell_of_the_same_things() -> None:
    for part in ("variables", "files", "exits"):
        assert list(getattr(ENGLISH, part)) == list(getattr(CHINESE, part))
    sections = [line for line in man_page.page("en").splitlines() if line.startswith(".SH")]
    translated = [line for line in man_page.page("zh_CN").splitlines() if line.startswith(".SH")]
    assert len(translated) == len(sections) == len(CHINESE.sections)
    assert not any(line.isascii() for line in translated)


def test_the_codes_are_those_of_the_boundary() -> None:
    codes = (boundary.DONE, boundary.FAILED, boundary.USAGE, boundary.INTERRUPTED, boundary.PIPE_CLOSED)
    assert tuple(ENGLISH.exits) == codes


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
@pytest.mark.parametrize("kind", ["config", "data", "state", "cache"])
def test_the_folders_are_those_of_the_program(kind: str) -> None:
    folder = directories.user_directory(kind, {"HOME": "/h"}).replace("/h/", "~/") + "/"
    assert any(path.startswith(folder) for path in ENGLISH.files)


@groff
def test_any_text_is_shown_character_for_character() -> None:
    odd = r""".a 'b' "c" \d ^e ~f --g \fBh .i"""
    assert odd in blanks_apart(shown(f".TH X 1\n.SH NAME\n{man_page.prose(odd)}\n"))
    assert "x `y" in shown(f".TH X 1\n.SH NAME\n{man_page.escaped('x `y')}\n")

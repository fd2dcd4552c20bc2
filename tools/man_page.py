"""Makes the manual pages, English and Chinese, from the parsers and examples of all verbs and the table of settings.

Run by `make man`; a test compares what it makes with what is kept in `docs`. The release that the page is of, and its
day, are those of the changelog, so that nothing changes without a cause.
"""

import argparse
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from briefing_tui import i18n
from briefing_tui.cli.arguments import OPTIONS, option_help
from briefing_tui.cli.parser import PROGRAM, Parser, global_usage_names, usage, usage_name
from briefing_tui.cli.settings_template import describe
from briefing_tui.cli.verb_table import VERBS, load_verb
from briefing_tui.settings.values import KEYS
from man_words import CHINESE, ENGLISH, Words

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"en": ROOT / "docs" / "briefing-tui.1", "zh_CN": ROOT / "docs" / "briefing-tui.zh_CN.1"}
WORDS = {"en": ENGLISH, "zh_CN": CHINESE}
SEE_ALSO = ("less(1)", "ssh(1)", "locale(7)")
_ESCAPED = {"\\": r"\e", "-": r"\-", "'": r"\(aq", '"': r"\(dq", "^": r"\(ha", "~": r"\(ti", "`": r"\(ga"}


def page(language: str) -> str:
    """The page in one of `PAGES`; leaves the interface in that language."""
    i18n.set_language(language)
    words = WORDS[language]
    parts = (_head(words), _verbs(words), _options(words), _environment(words), _ending(words))
    return "".join(f"{line}\n" for part in parts for line in part)


def _head(words: Words) -> Iterator[str]:
    version, day = release()
    yield '.\\" -*- mode: nroff; coding: utf-8 -*-'
    yield '.\\" Made by `make man`.'
    yield from words.macros
    yield f'.TH {PROGRAM.upper()} 1 "{day}" "{PROGRAM} {version}" "{words.manual}"'
    yield ".nh"  # no hyphenation and no stretched blanks: both are for Latin prose, and most words here are typed
    yield ".ad l"
    yield _section("NAME", words)
    yield f"{escaped(PROGRAM)} \\- {escaped(words.name)}"
    yield _section("SYNOPSIS", words)
    yield f"\\fB{escaped(PROGRAM)}\\fR [\\fIVERB\\fR] [\\fIOPTION\\fR…]"
    yield ".br"
    yield f"\\fB{escaped(PROGRAM)}\\fR \\fIVERB\\fR \\fB\\-\\-help\\fR"
    yield _section("DESCRIPTION", words)
    for at, paragraph in enumerate(words.description):
        if at:
            yield ".PP"
        yield prose(paragraph)


def _verbs(words: Words) -> Iterator[str]:
    yield _section("VERBS", words)
    for name in VERBS:
        verb, parser = load_verb(name), Parser(name)
        verb.add_arguments(parser)
        yield f'.SS "{escaped(usage(parser).removeprefix(f"{PROGRAM} "))}"'
        yield prose(verb.help_line())
        yield from _rows([(usage_name(action), _help(action)) for action in parser.arguments])
        yield ".PP"
        yield prose(words.examples)
        yield ".RS"
        yield from _rows([(example.command, example.meaning) for example in verb.examples()])
        yield ".RE"


def _options(words: Words) -> Iterator[str]:
    yield _section("OPTIONS", words)
    yield from _rows(list(zip(global_usage_names(), map(option_help, OPTIONS), strict=True)))


def _environment(words: Words) -> Iterator[str]:
    yield _section("ENVIRONMENT", words)
    yield prose(words.settings)
    for key, (variable, _parse) in KEYS.items():
        yield from _rows([(variable, words.setting.format(meaning=describe(key).meaning, key=key))])
    yield from _rows(list(words.variables.items()))


def _ending(words: Words) -> Iterator[str]:
    yield _section("FILES", words)
    yield from _rows(list(words.files.items()))
    yield _section("EXIT STATUS", words)
    yield from _rows([(str(code), meaning) for code, meaning in words.exits.items()])
    yield _section("SEE ALSO", words)
    yield ", ".join(f"\\fB{name}\\fR({number}" for name, number in (page.split("(") for page in SEE_ALSO))
    yield ".PP"
    yield prose(words.see.format(home=_project()["urls"]["Homepage"]))


def _section(name: str, words: Words) -> str:
    return f'.SH "{words.sections.get(name, name)}"'


def _rows(rows: list[tuple[str, str]]) -> Iterator[str]:
    """What is typed, and below it what it means."""
    for typed, meaning in rows:
        yield ".TP"
        yield f"\\fB{escaped(typed)}\\fR"
        yield prose(meaning)


def _help(action: argparse.Action) -> str:
    return action.help or ""


def prose(text: str) -> str:
    """A paragraph, on one line; what stands in back quotes becomes bold."""
    pieces = re.split(r"`([^`]*)`", text)
    line = "".join(
        rf"\fB{escaped(piece)}\fR" if odd % 2 else escaped(piece) for odd, piece in enumerate(pieces)
    )
    return rf"\&{line}" if line.startswith(".") else line


def escaped(text: str) -> str:
    """The text as roff shows it character for character."""
    return "".join(_ESCAPED.get(character, character) for character in text)


def release() -> tuple[str, str]:
    """Version and day of the newest release in the changelog."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## \[(\d[^\]]*)\] - (\S+)$", text, re.MULTILINE)
    if found is None:
        raise SystemExit("CHANGELOG.md names no release")
    return found[1], found[2]


def _project() -> dict[str, dict[str, str]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project: dict[str, dict[str, str]] = tomllib.load(file)["project"]
    return project


def main() -> None:
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    main()

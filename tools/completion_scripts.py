"""Makes the completion scripts that `briefing-tui completion` prints, with shtab, from the parsers of all verbs.

Run by `make completion`; a test compares what it makes with what is kept in the package. Keys of issues are not in the
scripts: they ask `briefing-tui __keys` when Tab is pressed.
"""

import argparse
from pathlib import Path
from typing import Any

import shtab

from briefing_tui.cli.arguments import OPTIONS, option_help
from briefing_tui.cli.parser import PROGRAM, Parser
from briefing_tui.cli.verb_table import VERBS, load_verb
from briefing_tui.cli.verbs.upkeep.completion import SHELLS, script_path

KEYS = {
    "bash": "_briefing_tui_keys",
    "zsh": "_briefing_tui_keys",
    "fish": f"(echo latest; {PROGRAM} __keys (commandline -opc)[2..] 2>/dev/null)",
}
BY_METAVAR: dict[str, Any] = {
    "KEY": KEYS,
    "KEY[#ITEM]": KEYS,
    "DIR": shtab.DIRECTORY,
    "FILE": shtab.FILE,
}
"""What an argument written so is completed with."""

PREAMBLE = {
    "bash": f"""
_briefing_tui_keys() {{
  local word
  for word in latest $({PROGRAM} __keys "${{COMP_WORDS[@]:1}}" 2>/dev/null); do
    [[ "$word" == "$1"* ]] && printf '%s\\n' "$word"
  done
}}
""",
    "zsh": f"""
_briefing_tui_keys() {{
  local -a found
  found=(latest ${{(f)"$({PROGRAM} __keys "${{words[@]:1}}" 2>/dev/null)"}})
  compadd -a found
}}
""",
    "fish": "",
}


class VerbParser(Parser):
    """The parser of one verb, made by argparse's own sub-parsers."""

    def __init__(self, *, prog: str, **_options: Any) -> None:
        super().__init__(prog.removeprefix(PROGRAM).strip())


def full_parser() -> argparse.ArgumentParser:
    """The parser of the whole program, which the program itself never builds."""
    root = argparse.ArgumentParser(prog=PROGRAM, add_help=False)
    add_options_of_every_verb(root)
    verbs = root.add_subparsers(parser_class=VerbParser)
    for name in VERBS:
        verb = load_verb(name)
        parser = verbs.add_parser(name, help=verb.help_line())
        parser.description = verb.help_line()
        verb.add_arguments(parser)
        for action in parser.arguments:
            if isinstance(action.metavar, str) and (completer := BY_METAVAR.get(action.metavar.rstrip("…"))):
                action.complete = completer  # type: ignore[attr-defined]  # the attribute by which shtab is told
        add_options_of_every_verb(parser)
    return root


def add_options_of_every_verb(parser: argparse.ArgumentParser) -> None:
    """`--library` and the others, which the program takes from the command line itself."""
    for option in OPTIONS:
        described = option_help(option)
        if not option.metavar:
            parser.add_argument(*option.names, action="store_true", help=described)
            continue
        choices = ["zh_CN", "en"] if option.metavar == "LANG" else None
        action = parser.add_argument(*option.names, metavar=option.metavar, choices=choices, help=described)
        if option.metavar in BY_METAVAR:
            action.complete = BY_METAVAR[option.metavar]  # type: ignore[attr-defined]  # as above


def script(shell: str) -> str:
    """The completion script for one of `SHELLS`."""
    return str(shtab.complete(full_parser(), shell, preamble=PREAMBLE[shell])).rstrip() + "\n"


def main() -> None:
    for shell in SHELLS:
        path = Path(script_path(shell))
        path.parent.mkdir(exist_ok=True)
        path.write_text(script(shell), encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    main()

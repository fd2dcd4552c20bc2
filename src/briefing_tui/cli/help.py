"""The text of `--help`: examples first, then usage, arguments and options. Pure; called by `cli.main`.

Columns are aligned by cells, since half of the users read it in Chinese.
"""

from briefing_tui.cli.arguments import OPTIONS, option_help
from briefing_tui.cli.parser import PROGRAM, Parser, global_usage_names, told, usage, usage_name
from briefing_tui.cli.verb_table import VERBS, Example, Verb, load_verb
from briefing_tui.i18n import _
from briefing_tui.typeset.width import cell_width


def program_help() -> str:
    """Help of the program: examples, verbs, options of every verb."""
    examples = (
        Example(PROGRAM, _("the library on the screen")),
        Example(f"{PROGRAM} open latest", _("read the newest issue")),
        Example(f"{PROGRAM} show 2024-14 | less", _("an issue as plain text")),
        Example(f"{PROGRAM} import old.txt", _("take a bulletin into the library")),
    )
    verbs = [(name, load_verb(name).help_line()) for name in VERBS]
    return "\n\n".join(
        [
            block(_("Examples"), list(examples)),
            _("Usage: {usage}").format(usage=f"{PROGRAM} {told('[VERB] [OPTION…]')}"),
            block(_("Verbs"), verbs),
            _global_options(),
            _("`{command}` tells more about a verb.").format(command=f"{PROGRAM} {told('VERB')} --help"),
        ]
    )


def verb_help(name: str, verb: Verb) -> str:
    """Help of one verb."""
    parser = Parser(name)
    verb.add_arguments(parser)
    rows = [(usage_name(action), action.help or "") for action in parser.arguments]
    options = sum(bool(action.option_strings) for action in parser.arguments)
    parts = [
        block(_("Examples"), list(verb.examples())),
        _("Usage: {usage}").format(usage=usage(parser)),
        verb.help_line(),
    ]
    positional = [
        row for row, action in zip(rows, parser.arguments, strict=True) if not action.option_strings
    ]
    if positional:
        parts.append(block(_("Arguments"), positional))
    if options:
        own = [row for row, action in zip(rows, parser.arguments, strict=True) if action.option_strings]
        parts.append(block(_("Options"), own))
    return "\n\n".join([*parts, _global_options()])


def _global_options() -> str:
    rows = list(zip(global_usage_names(), (option_help(option) for option in OPTIONS), strict=True))
    return block(_("Options of every verb"), rows)


def block(title: str, rows: list[tuple[str, str]] | list[Example]) -> str:
    """A part of help: its title, and below it two columns."""
    width = max(cell_width(left) for left, _right in rows)
    lines = [f"  {left}{' ' * (width - cell_width(left))}  {right}".rstrip() for left, right in rows]
    return "\n".join([_("{title}:").format(title=title), *lines])

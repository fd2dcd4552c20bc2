"""`search`: every place in the library where a text stands; grep-like lines in a pipe, marked and grouped on a terminal.

The answer comes first; what the catalog lacks is added afterwards, so the next search is quicker. Exit code 1 when
nothing is found.
"""

import argparse

from briefing_tui.cli.output.cataloguing import keep_for_next_time, progress
from briefing_tui.cli.parser import Parser
from briefing_tui.cli.shell import Shell
from briefing_tui.cli.verb_table import Example
from briefing_tui.errors import UsageError
from briefing_tui.i18n import _, ngettext
from briefing_tui.words import kind_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from briefing_tui.library.search.finder import Finder, Results
    from briefing_tui.library.search.hits import Hit
    from briefing_tui.library.search.snippet import Snippet, Spans

LIMIT = 50
"""Hits that are listed unless told otherwise."""
SORTS = ("rank", "date")
_PIPE_CELLS = 60
"""Cells of a snippet in a pipe."""


def help_line() -> str:
    """One line for the list of verbs."""
    return _("find a text in all issues")


def examples() -> tuple[Example, ...]:
    """What help begins with."""
    return (
        Example("briefing-tui search 担保", _("items with the word, those with it in the title first")),
        Example("briefing-tui search 担保 -风险", _("with the one word and without the other")),
        Example(
            "briefing-tui search '\"分险 比例\" section:政策 year:2023..2024'",
            _("a phrase, a section, years"),
        ),
        Example(
            "briefing-tui search 标题：担保 年份：2024 －风险", _("the same with Chinese names and marks")
        ),
        Example("briefing-tui search --count unit:业务管理部", _("how many items a unit contributed")),
    )


def add_arguments(parser: Parser) -> None:
    """The verb's own arguments."""
    parser.takes_minus_words = True
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="+",
        help=_('words, "a phrase", -word; title: section: unit: tag: status: year: date:'),
    )
    parser.add_argument(
        "--limit", metavar="N", type=_limit, default=LIMIT, help=_("list N hits, 0 for all; 50 if not given")
    )
    parser.add_argument("--sort", choices=SORTS, default=SORTS[0], help=_("titles first, or by date alone"))
    parser.add_argument("--count", action="store_true", help=_("print the number of matching items alone"))
    parser.add_argument("--json", action="store_true", help=_("for a program"))


def run(args: argparse.Namespace, shell: Shell) -> int:
    """Prints what is found."""
    query = " ".join(args.query)
    if not query.strip():
        raise UsageError(_("nothing to search for"))
    finder = shell.finder()
    finder.ready(progress(shell.talk))
    found = _count(finder, query, shell) if args.count else _list(finder, query, args, shell)
    _tell_doubts(query, shell)
    if not finder.is_complete():
        shell.flush()
        keep_for_next_time(finder, shell.talk, index=True)
    return 0 if found else 1


def _tell_doubts(query: str, shell: Shell) -> None:
    """Says what was not understood, below what was found."""
    from briefing_tui.library.search.doubts import doubts_of

    for line in doubts_of(query):
        shell.say(line)


def _count(finder: "Finder", query: str, shell: Shell) -> bool:
    total = finder.count(query)
    shell.talk.done()
    shell.line(str(total))
    return total > 0


def _list(finder: "Finder", query: str, args: argparse.Namespace, shell: Shell) -> bool:
    width = max(shell.size()[0] - 6, 20) if shell.terminal else _PIPE_CELLS
    results = finder.search(query, limit=args.limit or None, sort=args.sort, cells=width)
    shell.talk.done()
    if args.json:
        from briefing_tui.cli.output import json_output

        hits = [_object(hit) for hit in results.hits]
        shell.out(json_output.dumps({"hits": hits, "more": results.more}))
    elif shell.terminal:
        _print_grouped(results, shell)
    else:
        for hit in results.hits:
            shell.line(f"{hit.address}:{_title(hit).text}: {_snippet(hit).text}")
    if not results.hits:
        shell.say(_("nothing matches"))
    elif results.more:
        shell.say(
            ngettext(
                "the first {count}; --limit 0 lists all",
                "the first {count}; --limit 0 lists all",
                len(results.hits),
            ).format(count=len(results.hits))
        )
    return bool(results.hits)


def _print_grouped(results: "Results", shell: Shell) -> None:
    """Under each issue its hits: number and title, below them the snippet."""
    groups: dict[object, list[Hit]] = {}
    for hit in results.hits:
        groups.setdefault(hit.key, []).append(hit)
    for hits in groups.values():
        first = hits[0]
        key, total = str(first.key), results.counts[first.key]
        count = ngettext("{count} hit", "{count} hits", total).format(count=total)
        _styled(shell, f"{key}  {first.date}  {count}", [(0, len(key), "section")])
        for hit in hits:
            number = f"#{hit.position}" if hit.position else ""
            lead = f"  {number:<4}" + (f"{hit.number}. " if hit.number else "")
            title, found = _title(hit), _snippet(hit)
            marks = [(2, len(lead) if number else 2, "item.number"), *_hits(title.spans, len(lead))]
            _styled(shell, lead + title.text, marks)
            _styled(shell, f"      {found.text}", _hits(found.spans, 6))


def _hits(spans: "Spans", shift: int) -> list[tuple[int, int, str]]:
    return [(start + shift, end + shift, "hit") for start, end in spans]


def _styled(shell: Shell, text: str, spans: list[tuple[int, int, str]]) -> None:
    from briefing_tui.compose.blocks import Span
    from briefing_tui.typeset.ansi import ansi_line
    from briefing_tui.typeset.lines import PageLine

    line = PageLine(text, 0, tuple(Span(*span) for span in spans), 0, 0, 0)
    shell.out_styled(ansi_line(line, shell.colours) + "\n")


def _title(hit: "Hit") -> "Snippet":
    """The record's title; of a preface without one, what it is."""
    from briefing_tui.library.search.snippet import Snippet, shown

    if hit.title:
        return shown(hit.title, hit.title_spans)
    return Snippet(_("(no title)") if hit.position else kind_name("preface"))


def _snippet(hit: "Hit") -> "Snippet":
    from briefing_tui.library.search.snippet import shown

    return shown(hit.snippet, hit.spans)


def _object(hit: "Hit") -> dict[str, object]:
    return {
        "key": str(hit.key),
        "item": hit.position or None,
        "number": hit.number or None,
        "title": hit.title,
        "section": hit.section,
        "date": hit.date or None,
        "status": hit.status,
        "field": hit.field,
        "snippet": hit.snippet,
        "marks": [list(span) for span in hit.spans],
    }


def _limit(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 9:
        return int(text)
    raise UsageError(_("--limit {text}: expected a whole number, 0 for all").format(text=text[:20]))

"""Items into an issue that is being written: what `add`, `import --into` and `inbox take` have in common."""

from briefing_tui.cli.shell import Shell
from briefing_tui.errors import LibraryError, NotFoundError, UsageError
from briefing_tui.i18n import _, ngettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing_tui.importers.pieces import RecognisedItem, RecognisedItems
    from briefing_tui.library.editor import LibraryEditor
    from briefing_tui.library.saving.revision import Opened
    from briefing_tui.model.issue import Issue, Item
    from briefing_tui.model.key import IssueKey


_NUMBERS_LIMIT = 2000
"""Characters of a list of numbers."""


def open_unpublished(editor: "LibraryEditor", text: str, shell: Shell) -> "Opened":
    """The issue that a user names, to be changed; LibraryError when it is out."""
    opened = editor.open_for_editing(editor.resolve(text, shell.say).key)
    refuse_published(opened)
    return opened


def refuse_published(opened: "Opened") -> None:
    """LibraryError for an issue that is out: it is corrected, on the screen."""
    from briefing_tui.model.issue import PUBLISHED

    if opened.issue.workflow.status == PUBLISHED:
        raise LibraryError(
            _("{key} is published").format(key=opened.key),
            hint=_("`{command}` corrects it").format(command=f"briefing-tui edit {opened.key}"),
        )


def chosen(pieces: "RecognisedItems", numbers: str | None) -> "list[RecognisedItem]":
    """The pieces a user wants, such as `1,3-5`; all without. UsageError for one that there is not."""
    found = list(pieces.found)
    if numbers is None:
        return found
    wanted: list[int] = []
    if len(numbers) > _NUMBERS_LIMIT:
        raise UsageError(_("{text!r} is no list of numbers").format(text=numbers[:40]), hint="--pieces 1,3-5")
    for part in numbers.replace("，", ",").split(","):
        first, dash, last = part.strip().partition("-")
        if not (first.isascii() and first.isdigit()) or (dash and not (last.isascii() and last.isdigit())):
            raise UsageError(
                _("{text!r} is no list of numbers").format(text=numbers[:40]), hint="--pieces 1,3-5"
            )
        begin, end = int(first), int(last or first)
        if not 0 < begin <= end <= len(found):
            raise UsageError(
                _("there is no piece {number}").format(number=part.strip()[:40]),
                hint=ngettext("there is {count} piece", "there are {count} pieces", len(found)).format(
                    count=len(found)
                ),
            )
        wanted += range(begin, end + 1)
    return [found[number - 1] for number in dict.fromkeys(wanted)]


def find_section(issue: "Issue", key: "IssueKey", title: str) -> int:
    """Index of the section called `title`, with or without its brackets; NotFoundError naming those there are."""
    from briefing_tui.model.taking import bare_title, section_called

    at = section_called(issue, title)
    if at is not None:
        return at
    names = "、".join(filter(None, (bare_title(one.title) for one in issue.sections)))
    hint = _("there are: {names}").format(names=names or _("none with a title"))
    raise NotFoundError(_("{key} has no section {title!r}").format(key=key, title=title[:40]), hint=hint)


def section_for(issue: "Issue", key: "IssueKey", piece: "RecognisedItem", title: str | None) -> int:
    """Index of the section a piece goes to: the named one, the one it stood in, or the only one. UsageError otherwise."""
    from briefing_tui.model.taking import section_called

    if title is not None:
        return find_section(issue, key, title)
    same = section_called(issue, piece.section) if piece.section else None
    if same is not None:
        return same
    if len(issue.sections) == 1:
        return 0
    names = "、".join(one.title for one in issue.sections if one.title) or _("none with a title")
    raise UsageError(
        _("which section of {key} does {title!r} go to?").format(key=key, title=piece.item.title[:40]),
        hint=_("--section names it; there are: {names}").format(names=names),
    )


def take_pieces(
    editor: "LibraryEditor",
    opened: "Opened",
    pieces: "Sequence[RecognisedItem]",
    title: str | None,
    *,
    again: bool,
) -> "tuple[Opened, tuple[str, ...], list[str]]":
    """Save the pieces into the issue, all or none; how it stands then, their addresses, and what is to be told.

    One that is in it already is told and left out, unless `again`.
    """
    from briefing_tui.library.format.encode import normalised_item
    from briefing_tui.library.repeats import stood_in
    from briefing_tui.model.taking import already_in, positions, take_in

    issue, key, told = opened.issue, opened.key, []
    made: list[Item] = []
    for piece in pieces:
        item = normalised_item(piece.item)
        there = 0 if again else already_in(issue, item)
        if there:
            told.append(
                _("{title!r} is in it already: {address}; --again takes it nevertheless").format(
                    title=item.title[:40], address=f"{key}#{there}"
                )
            )
            continue
        issue, items = take_in(issue, section_for(issue, key, piece, title), [item])
        made += items
    if not made:
        return opened, (), told
    for item, address in stood_in(editor, made, key):
        told.append(_("{title!r} stood in {address} already").format(title=item.title[:40], address=address))
    saved = editor.save(opened, issue)
    at = positions(saved.opened.issue, made)
    return saved.opened, tuple(f"{key}#{one}" for one in at), [*saved.merged, *told]


def tell_taken(places: "Sequence[str]", told: "Sequence[str]", shell: Shell) -> None:
    """What came of `take_pieces`: addresses for programs, the rest for people. Before anything else that may fail, for it is saved."""
    for place in places:
        shell.line(place)
    for line in told:
        shell.say(line)


def print_piece(piece: "RecognisedItem", number: int, shell: Shell) -> None:
    """All of a piece, for people."""
    for line in recognised_lines(piece, number):
        shell.line(line)
    for paragraph in piece.item.body.split("\n"):
        shell.line(paragraph)
    shell.line()


def recognised_lines(piece: "RecognisedItem", number: int) -> list[str]:
    """What was recognised of a piece, for people."""
    from briefing_tui.importers.facts import facts

    title = piece.item.title or _("(no title)")
    return [f"{number}. {title}", *(f"   {fact}" for fact in facts(piece))]

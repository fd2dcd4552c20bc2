"""What comes in from elsewhere, taken into the open issue: a pasted article, a file, a contribution. A part of the authoring screen.

What was recognised is shown first; what is chosen of it goes in as one edit, which one undo takes back. A contribution is moved out of the
inbox when the issue it went into is saved, and not before.
"""

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from briefing_tui.errors import BriefingError
from briefing_tui.i18n import _, ngettext
from briefing_tui.library.disk.names import INBOX
from briefing_tui.library.format.encode import normalised_item
from briefing_tui.model import edits
from briefing_tui.model.edits import Edited, Selection
from briefing_tui.model.identity import identity_of, is_same, known_as
from briefing_tui.model.issue import Issue, Item, NumberedItem, Section, walk_items
from briefing_tui.model.key import IssueKey
from briefing_tui.model.origin import is_elsewhere, origin_item
from briefing_tui.model.taking import already_in, bare_title, section_called, take_in
from briefing_tui.tui.dialogues.asking import LineQuestion
from briefing_tui.tui.messages import error_line

if TYPE_CHECKING:
    from briefing_tui.importers.pieces import RecognisedItems
    from briefing_tui.library.inbox.contribution import Contribution
    from briefing_tui.tui.authoring.part_host import AuthoringPartHost
    from briefing_tui.tui.authoring.session import EditingSession
    from briefing_tui.tui.dialogues.taking import TakingChoice

PASTE_LIMIT = 100_000
"""Characters of a paste that is looked at: an article has a few thousand."""
_PLAIN = 24
"""Characters of a paste that is no article, whatever is in it."""


class TakingIn:
    """Pastes, files and contributions."""

    class Read(Message):
        """A file was read in a thread; the screen is to go on with `then`."""

        def __init__(self, then: Callable[[], object]) -> None:
            super().__init__()
            self.then = then

    def __init__(self, screen: "AuthoringPartHost", session: "EditingSession") -> None:
        self._screen = screen
        self._session = session
        self._waiting: dict[str, Contribution] = {}
        """Contributions that were taken and are not saved yet, by their files."""
        self._known_origins: set[str] = set()
        """Origins of other libraries' items that were noted."""

    # Pastes

    def pasted(self, text: str, typed: Callable[[], object] | None = None) -> bool:
        """Whether a paste is an article, which is shown then; `typed` leaves it as it was pasted, on Escape."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not _PLAIN < len(text.strip()) <= PASTE_LIMIT or "\n" not in text.strip():
            return False
        from briefing_tui.importers.pieces import pieces_of

        try:
            found = pieces_of(text, "")
        except BriefingError:
            return False
        if not any(one.article is None or one.article.is_whole for one in found.found):
            return False
        leave = _("Esc leaves it as it was typed") if typed is not None else ""
        self._offer(
            _("A pasted article"),
            found,
            typed=typed,
            leave=leave,
            reread=lambda one: pieces_of(text, "", together=one),
        )
        return True

    def action_paste_item(self) -> None:
        """Palette: wait for a paste."""
        from briefing_tui.tui.dialogues.paste_here import PasteScreen

        self._screen.take_typed()
        self._screen.ask(PasteScreen(self._paste_here))

    def _paste_here(self, text: str) -> None:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > PASTE_LIMIT:
            self._screen.say(_("That is too long for an article; key I takes a file."))
            return
        from briefing_tui.importers.pieces import pieces_of

        try:
            found = pieces_of(text, _("pasted text"))
        except BriefingError as error:
            self._screen.say(error_line(error, self._session.library.root))
            return
        self._offer(_("A pasted article"), found, reread=lambda one: pieces_of(text, "", together=one))

    # Files

    def action_take_file(self) -> None:
        """Key I: ask for the file."""
        from briefing_tui.tui.dialogues.ask_file import AskFileScreen, last_folder

        self._screen.take_typed()
        question = LineQuestion(
            _("Take items from a file"),
            _("Tab completes, Enter reads it and shows what was recognised, Esc: back"),
            last_folder(self._screen.host.state),
        )
        self._screen.ask(AskFileScreen(question, self._file_named))

    def _file_named(self, line: str) -> str:
        from briefing_tui.tui.dialogues.ask_file import remember_folder

        path = os.path.expanduser(line)
        if not os.path.isfile(path):
            return _("there is no such file")
        remember_folder(self._screen.host.state, line)
        self._screen.say(_("Reading {file} …").format(file=os.path.basename(path)))
        self._in_thread(partial(_read_file, path), partial(self._file_read, path))
        return ""

    def _file_read(self, path: str, found: "RecognisedItems") -> None:
        self._screen.say("")
        self._offer(os.path.basename(path), found)

    # Contributions

    def action_contributions(self) -> None:
        """Key Y: what units sent in, to be taken into this issue."""
        self._screen.take_typed()
        self._screen.host.show_contributions(
            self.offer_contribution, str(self._session.key), self.action_sources
        )

    def offer_contribution(self, one: "Contribution", found: "RecognisedItems") -> None:
        """What a unit sent in, for this issue."""
        noted = [_("the same was decided on before: {what}").format(what=one.before)] if one.before else []
        self._offer(one.file, found, noted=noted, contribution=one)

    def action_sources(self) -> None:
        """Key O: what other libraries offer, to be taken into this issue."""
        self._screen.take_typed()
        key = self._session.key
        there = {
            one.item.origin: f"{key}#{one.position}"
            for one in walk_items(self._session.issue)
            if one.item.origin
        }
        self._screen.host.show_sources(self.offer_items, str(key), there)

    def offer_items(self, found: "RecognisedItems") -> None:
        """Items of other libraries, for this issue."""
        total = len(found.found)
        several = ngettext("{count} item", "{count} items", total).format(count=total)
        self._offer(found.found[0].item.origin if total == 1 else several, found)

    def settle(self) -> None:
        """The issue was saved: contributions that are in it now leave the inbox, those too that a draft brought; items of other libraries are noted."""
        opened = self._session.opened
        if opened is None:
            return
        self._note_origins(opened.key, opened.issue)
        places: dict[str, list[NumberedItem]] = {}
        for found in walk_items(opened.issue):
            if found.item.origin and origin_item(found.item.origin) is None:
                places.setdefault(found.item.origin, []).append(found)
        if not places or not os.path.isdir(os.path.join(self._session.library.root, INBOX)):
            return
        try:
            self._move(opened.key, places)
        except BriefingError as error:
            self._screen.say(error_line(error, self._session.library.root))

    def _note_origins(self, key: IssueKey, issue: Issue) -> None:
        """Note what of other libraries is in it; what was noted once is not looked at again."""
        found = {one.item.origin for one in walk_items(issue) if is_elsewhere(one.item.origin)}
        if found <= self._known_origins:
            return
        from briefing_tui.library.sources.taken import note_taken

        try:
            note_taken(self._session.library.root, issue, key, self._session.who)
        except BriefingError as error:
            self._screen.say(error_line(error, self._session.library.root))
        else:
            self._known_origins |= found

    def _move(self, key: IssueKey, places: "dict[str, list[NumberedItem]]") -> None:
        """Move what waits and is in the issue; one of the same name that came later stays."""
        from briefing_tui.library.inbox.inbox import InboxEditor

        inbox = InboxEditor(self._session.library.root, who=self._session.who)
        there = {file for file in places if os.path.lexists(os.path.join(inbox.folder, file))}
        if not there:
            return
        known = {one.file for one in inbox.decisions() if any(at.startswith(f"{key}#") for at in one.items)}
        for one in inbox.waiting():
            if one.file in there and (one.file not in known or self._waiting.get(one.file) == one):
                found = places[one.file]
                unit = next((name for place in found for name in place.item.units), "")
                inbox.take(one, tuple(f"{key}#{place.position}" for place in found), unit)
                self._waiting.pop(one.file, None)

    # All of them

    def _offer(
        self,
        heading: str,
        found: "RecognisedItems",
        *,
        noted: Sequence[str] = (),
        contribution: "Contribution | None" = None,
        typed: Callable[[], object] | None = None,
        leave: str = "",
        reread: "Callable[[bool], RecognisedItems] | None" = None,
    ) -> None:
        """Show what was recognised."""
        from briefing_tui.tui.dialogues.taking import TakeScreen, TakingOffer

        issue = self._session.issue
        sections = issue.sections or (Section(),)
        same = section_called(issue, found.found[0].section) if found.found[0].section else None
        here = same if same is not None else max(0, self._session.selection.section)
        noted = [*noted, *self._noted(found), *found.doubts]
        titles = [bare_title(one.title) for one in sections]
        offer = TakingOffer(heading, found, titles, here, noted, reread, leave)
        then = partial(self._chosen, contribution, here, typed)
        self._screen.ask(TakeScreen(offer, then, ambiguous=self._screen.host.options.ambiguous))

    def _noted(self, found: "RecognisedItems") -> list[str]:
        """Pieces that are in the issue already, or stood in an earlier one."""
        from briefing_tui.library.repeats import stood_in

        issue, key = self._session.issue, self._session.key
        told = []
        for piece in found.found:
            at = already_in(issue, normalised_item(piece.item))
            if at:
                text = _("{title!r} is in it already: {address}")
                told.append(text.format(title=piece.item.title[:40], address=f"{key}#{at}"))
        items = [normalised_item(piece.item) for piece in found.found]
        for item, address in stood_in(self._session.library, items, key):
            text = _("{title!r} stood in {address} already")
            told.append(text.format(title=item.title[:40], address=address))
        return told

    def _chosen(
        self,
        contribution: "Contribution | None",
        here: int,
        typed: Callable[[], object] | None,
        choice: "TakingChoice | None",
    ) -> None:
        if choice is None:
            if typed is not None:
                typed()
            return
        if not choice.pieces:
            self._screen.say(_("Nothing was chosen."))
            return
        self._screen.take_typed()
        items = [normalised_item(piece.item) for piece in choice.pieces]
        edited = placed(
            self._session.issue, self._session.selection, choice.section, items, near=choice.section == here
        )
        count = len(items)
        what = ngettext("{count} item taken in", "{count} items taken in", count).format(count=count)
        self._session.end_step()
        if self._session.apply(edited, what):
            if contribution is not None:
                self._waiting[contribution.file] = contribution
            self._screen.show_again()
            self._screen.say(_("{what} — Ctrl+Z takes it back").format(what=what))

    def _in_thread(
        self, work: "Callable[[], RecognisedItems]", then: "Callable[[RecognisedItems], object]"
    ) -> None:
        def run() -> None:
            try:
                found = work()
            except BriefingError as error:
                self._screen.post_message(
                    self.Read(partial(self._screen.say, error_line(error, self._session.library.root)))
                )
            else:
                self._screen.post_message(self.Read(partial(then, found)))

        self._screen.run_worker(run, group="taking", exclusive=True, thread=True)


def placed(issue: Issue, selection: Selection, section: int, items: Sequence[Item], *, near: bool) -> Edited:
    """The items in a section (index from 0): `near` the selected piece, an empty item there filled; else at its end. The first is selected."""
    if not issue.sections:
        issue = edits.insert(issue, selection, edits.SECTION).issue
    if not near or selection.kind not in {edits.ITEM, edits.GROUP}:
        taken = take_in(issue, section, items)
        return Edited(taken.issue, _place_of(taken.issue, taken.items[0]))
    first, *rest = items
    here = edits.piece(issue, selection)
    if (
        selection.kind == edits.ITEM
        and isinstance(here, Item)
        and not any((here.title, here.body, here.source))
    ):
        filled = known_as(first._replace(group=first.group or here.group), identity_of(here))
        edited = edits.replace(issue, selection, filled)
    else:
        group = here.group if isinstance(here, Item) else ""
        edited = edits.insert(issue, selection, edits.ITEM, first._replace(group=first.group or group))
    begun = edited.selection
    for item in rest:
        edited = edits.insert(*edited, edits.ITEM, item._replace(group=item.group or group))
    return Edited(edited.issue, begun)


def _place_of(issue: Issue, item: Item) -> Selection:
    for at, section in enumerate(issue.sections):
        for number, one in enumerate(section.items):
            if is_same(one, item):
                return Selection(edits.ITEM, at, number)
    return Selection()


def _read_file(path: str) -> "RecognisedItems":
    from briefing_tui.importers.file import read_file
    from briefing_tui.importers.pieces import read_pieces

    return read_pieces(read_file(path), path)

"""The parts of the authoring screen, handed a screen that only notes what they ask of it: no app, no terminal."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.model import edits
from briefing_tui.model.edits import Selection
from briefing_tui.model.key import ISSUE, IssueKey
from briefing_tui.tui.actions import keys
from briefing_tui.tui.authoring.piece_actions import PieceActions
from briefing_tui.tui.authoring.saving.conflict import ConflictScreen, RewriteScreen
from briefing_tui.tui.authoring.saving.conversation import Conversation, SaveEnded
from briefing_tui.tui.authoring.saving.copy_out import ask_where
from briefing_tui.tui.authoring.saving.save_flow import SaveFlow
from briefing_tui.tui.authoring.saving.screen_part import Saving
from briefing_tui.tui.authoring.saving.status_flow import StatusFlow
from briefing_tui.tui.authoring.saving.steps import Leave
from briefing_tui.tui.authoring.screen import AuthoringScreen
from briefing_tui.tui.authoring.session import EditingSession
from briefing_tui.tui.dialogues.ask_line import AskLineScreen
from briefing_tui.tui.dialogues.question import QuestionScreen
from disks.libraries import make_issue, put
from screens.acting import owners_of

if TYPE_CHECKING:
    from textual.message import Message
    from textual.screen import Screen

    from briefing_tui.model.finding import Finding
    from briefing_tui.tui.host import AuthoringHost
    from briefing_tui.tui.widgets.find_bar import FindBar

KEY = IssueKey(2025, ISSUE, 1)


class Nothing:
    """To be waited for in vain or not at all."""

    def __await__(self) -> Generator[None, None, None]:
        yield from ()


class NotedScreen:
    """What a part sees of a screen; work meant for a thread is done at once."""

    host: "AuthoringHost"

    def __init__(self) -> None:
        self.said: list[str] = []
        self.shown = self.told = 0
        self.entered: list[tuple[str, str]] = []
        self.asked: list[Screen[None]] = []
        self.posted: list[Message] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    @property
    def notice(self) -> str:
        return self.said[-1] if self.said else ""

    async def show_bar(self, bar: "FindBar") -> None:
        self.entered.append(("bar", ""))

    async def show_findings(self, finding: "Finding | None" = None) -> None:
        self.entered.append(("proof", finding.rule if finding is not None else ""))

    def ask(self, dialogue: "Screen[None]") -> Nothing:
        self.asked.append(dialogue)
        return Nothing()

    def name_of(self, selection: Selection) -> str:
        return f"piece {selection.item}"

    def take_typed(self) -> None:
        return

    def show_again(self) -> None:
        self.shown += 1

    def take_back_noted(self) -> bool:
        return False

    def read_if_listed(self) -> None:
        return

    def tell_state(self) -> None:
        self.told += 1

    def resume(self, field: str, line: int, column: int) -> None:
        self.entered.append((f"{line}:{column}", field))

    def tell_hints(self) -> None:
        """As the protocol has it."""

    async def enter(self, pane: str, field: str = "") -> None:
        self.entered.append((pane, field))

    def run_worker(
        self, work: Callable[[], None], *, group: str, exclusive: bool = False, thread: bool
    ) -> None:
        assert thread
        work()

    def post_message(self, message: "Message") -> bool:
        self.posted.append(message)
        return True

    def call_later(self, callback: Callable[[], object]) -> bool:
        callback()
        return True


@pytest.fixture
def session(tmp_path: Path) -> EditingSession:
    root = tmp_path / "library"
    put(root, make_issue(KEY, "第一条", "第二条", status="draft"))
    library = LibraryEditor(str(root))
    opened = library.open_for_editing(KEY)
    return EditingSession(library, opened.issue, opened=opened, who="张三")


def titles(session: EditingSession) -> list[str]:
    return [item.title for item in session.issue.sections[0].items]


def test_every_action_of_the_table_is_a_method_of_the_screen_or_of_one_part(session: EditingSession) -> None:
    screen = AuthoringScreen(session, measure=38, ambiguous=1, leave=lambda _leave_app: None)
    owners = (*screen.acting, screen, screen.proofing.rows)
    panes = (keys.OUTLINE, keys.FORM, keys.PREVIEW, keys.PROOF)
    actions = {action.id for pane in panes for action in keys.actions_for(pane, writable=True)}
    named = [name for name in sorted(actions) if "." not in name]
    assert len(named) >= 30
    for name in named:
        assert len(owners_of(name, owners)) == 1, name


async def test_an_item_is_added_behind_the_chosen_one_and_its_title_gets_the_keyboard(
    session: EditingSession,
) -> None:
    screen = NotedScreen()
    session.select(Selection(edits.ITEM, 0, 0))
    await PieceActions(screen, session).action_add_item()
    assert titles(session) == ["第一条", "", "第二条"]
    assert session.selection == Selection(edits.ITEM, 0, 1)
    assert (screen.entered, screen.shown) == ([(keys.FORM, "title")], 1)
    assert screen.said == ["item added — Ctrl+Z takes it back"]


async def test_what_cannot_be_done_is_said_and_shows_nothing_new(session: EditingSession) -> None:
    screen = NotedScreen()
    session.select(Selection(edits.MASTHEAD))
    pieces = PieceActions(screen, session)
    await pieces.action_delete()
    await pieces.action_move_up()
    pieces.action_undo()
    assert screen.said == [
        "This piece stays; its fields may be emptied.",
        "It cannot go further.",
        "Nothing to take back.",
    ]
    assert (screen.shown, session.changed) == (0, False)


def test_a_save_is_done_in_a_thread_and_ends_in_a_message(session: EditingSession) -> None:
    screen = NotedScreen()
    left: list[str] = []
    conversation = Conversation(screen, lambda _leave_app: left.append("saved"))
    flow = SaveFlow(session, StatusFlow(session))
    saving = Saving(screen, flow, conversation)
    first = Selection(edits.ITEM, 0, 0)
    session.apply(edits.set_field(session.issue, first, "title", "第一条改"), "typing")
    conversation.go_on(flow, flow.save(Leave()))
    [ended] = screen.posted
    assert isinstance(ended, SaveEnded)
    seen = [(session.changed, [*left])]
    saving.save_ended(ended)
    seen.append((session.changed, left))
    assert seen == [(True, []), (False, ["saved"])]
    assert screen.said[-1].startswith("Saved: ")
    assert session.library.load(KEY).issue.sections[0].items[0].title == "第一条改"


def test_publishing_with_something_missing_asks_instead_of_saving(session: EditingSession) -> None:
    screen = NotedScreen()
    status = StatusFlow(session)
    saving = Saving(screen, SaveFlow(session, status), Conversation(screen, lambda _leave_app: None))
    session.apply(edits.set_field(session.issue, Selection(edits.MASTHEAD), "title", ""), "typing")
    session.advance("published")
    assert status.missing()
    saving.action_save()
    assert (len(screen.asked), screen.posted) == (1, [])
    assert session.library.load(KEY).issue.workflow.status == "draft"


def test_a_line_that_will_not_do_stays_to_be_put_right(session: EditingSession, tmp_path: Path) -> None:
    screen = NotedScreen()
    conversation = Conversation(screen, lambda _leave_app: None)
    flow = SaveFlow(session, StatusFlow(session))
    conversation.go_on(flow, (ask_where(session, session.issue),))
    [dialogue] = screen.asked
    assert isinstance(dialogue, AskLineScreen)
    (tmp_path / "there.toml").write_text("不要覆盖", encoding="utf-8")
    assert "is there already" in dialogue._take(str(tmp_path / "there.toml"))
    assert screen.said == []
    assert dialogue._take(str(tmp_path / "copy.toml")) == ""
    assert screen.said == [f"A copy was saved: {tmp_path / 'copy.toml'}"]


def test_each_question_is_asked_by_a_box_of_its_own(session: EditingSession) -> None:
    screen = NotedScreen()
    conversation = Conversation(screen, lambda _leave_app: None)
    library = session.library
    theirs = edits.set_field(session.issue, Selection(edits.ITEM, 0, 0), "body", "他人写的。").issue
    library.save(library.open_for_editing(KEY), theirs)
    flow = SaveFlow(session, StatusFlow(session))
    mine = edits.set_field(session.issue, Selection(edits.ITEM, 0, 0), "body", "我写的。")
    session.apply(mine, "typing")
    conversation.go_on(flow, flow.leave())
    conversation.go_on(flow, flow.save())
    [ended] = screen.posted
    assert isinstance(ended, SaveEnded)
    conversation.go_on(flow, flow.ended(ended.write, ended.result))
    conflict = screen.asked[-1]
    assert isinstance(conflict, ConflictScreen)
    conflict._answered("edited")
    assert [type(dialogue) for dialogue in screen.asked] == [QuestionScreen, ConflictScreen, RewriteScreen]

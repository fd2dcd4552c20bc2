"""Libraries that are synced through a bare repository, for tests and measurements."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from briefing_tui.library.editor import LibraryEditor
from briefing_tui.library.sync import remotes
from briefing_tui.library.sync.attempt import SyncOutcome, SyncWish
from briefing_tui.library.sync.exchange import sync
from briefing_tui.model.issue import Issue, Item
from briefing_tui.model.key import ISSUE, IssueKey

KEY = IssueKey(2024, ISSUE, 14)


def bare(path: Path) -> Path:
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", path], check=True)
    return path


class Office(NamedTuple):
    """One library of several."""

    root: Path
    who: str

    def sync(self, **wish: object) -> SyncOutcome:
        return sync(str(self.root), SyncWish(self.who, **wish), wait=lambda _seconds: None)  # type: ignore[arg-type]

    def issue(self, key: IssueKey = KEY) -> Issue:
        return self.editor.load(key).issue

    @property
    def editor(self) -> LibraryEditor:
        return LibraryEditor(str(self.root))

    def edit(self, change: Callable[[Issue], Issue], key: IssueKey = KEY) -> None:
        opened = self.editor.open_for_editing(key)
        self.editor.save(opened, change(opened.issue))

    def titles(self, key: IssueKey = KEY) -> list[str]:
        return [item.title for section in self.issue(key).sections for item in section.items]

    def log(self, *words: str) -> list[str]:
        return git(self.root, "log", "--format=%s", *words).splitlines()


def git(root: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "core.quotePath=false", "-C", str(root), *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def office(root: Path, place: Path | str, who: str) -> Office:
    root.mkdir(parents=True, exist_ok=True)
    remotes.add(str(root), str(place))
    return Office(root, who)


def copied(one: Office, root: Path, who: str) -> Office:
    """Another machine's library in the same state, history and all."""
    shutil.copytree(one.root, root)
    return Office(root, who)


def added(title: str, body: str = "正文。") -> Callable[[Issue], Issue]:
    """With one more item at the end."""
    return lambda issue: with_items(issue, lambda items: (*items, Item(title, body)))


def reworded(position: int, body: str) -> Callable[[Issue], Issue]:
    """With another text of one item, from 1."""

    def change(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(one._replace(body=body) if at == position else one for at, one in enumerate(items, 1))

    return lambda issue: with_items(issue, change)


def with_items(issue: Issue, change: Callable[[tuple[Item, ...]], tuple[Item, ...]]) -> Issue:
    section = issue.sections[0]
    return issue._replace(sections=(section._replace(items=change(section.items)), *issue.sections[1:]))

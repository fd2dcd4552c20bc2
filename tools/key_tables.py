"""Writes the tables of keys into the documentation, from the table of actions, in both languages.

Run by `make docs`. In a page a table stands between two comments, `<!-- keys: reading -->` and `<!-- end of keys -->`; the
name says which of `TABLES`. Pages with `.zh-CN` in their name get the Chinese of the catalogue. A test compares what this makes
with what is kept. This is the one place outside the program that reads the table of actions.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from briefing_tui import i18n
from briefing_tui.i18n import _
from briefing_tui.tui.actions import keys
from briefing_tui.tui.actions.action import Bound

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")])
CHINESE = ".zh-CN"
_BLOCK = re.compile(r"(<!-- keys: (\S+) -->\n).*?(<!-- end of keys -->)", re.DOTALL)
_MOVES = frozenset({"line_down", "line_up", "page_down", "page_up", "top", "bottom"})
_PANES = ("outline", "form", "preview", "proof")
TEN = (
    ("library", "open_issue"),
    ("reading", "page_down"),
    ("reading", "next_item"),
    ("reading", "toggle_contents"),
    ("reading", "find"),
    ("reading", "app.search"),
    ("reading", "copy_item"),
    ("reading", "app.edit_issue"),
    ("reading", "leave"),
    ("reading", "app.help"),
)
"""Screen and action of the keys that a reader needs first."""


def action_of(screen: str, action: str) -> Bound:
    """The row of the table for an action of a screen; KeyError when there is none."""
    for one in keys.actions_for(screen, writable=True):
        if one.id == action:
            return one
    raise KeyError(f"{screen} has no action {action}")


def _of_screen(screen: str) -> list[Bound]:
    """What works on a screen or in a pane, without what works in every pane of the authoring screen or in its text.

    What is the screen's own comes first, then moving, then what is the same on every screen.
    """
    everywhere = set(keys.actions_for("authoring", writable=True)) if screen in _PANES else set()
    if screen == "form":
        everywhere |= set(keys.actions_for("body", writable=True))
    own = [action for action in keys.actions_for(screen, writable=True) if action not in everywhere]
    return sorted(
        own, key=lambda action: 1 if action.id in _MOVES else 2 if action.id.startswith("app.") else 0
    )


TABLES = (
    "ten",
    "library",
    "reading",
    "search",
    "statistics",
    "delivering",
    "inbox",
    "sources",
    "history",
    "comparing",
    "authoring",
    *_PANES,
    "body",
)
"""Names of the tables: `ten`, and the screens and panes of the table of actions."""


def table(name: str) -> str:
    """One of `TABLES` as Markdown, in the language that is set; KeyError when there is none of that name."""
    if name not in TABLES:
        raise KeyError(f"there is no table {name}")
    actions = [action_of(screen, action) for screen, action in TEN] if name == "ten" else _of_screen(name)
    return f"| {_('Keys')} | |\n|---|---|\n" + "".join(map(_row, actions))


def _row(action: Bound) -> str:
    shown = " ".join(f"`{key}`" for key in action.shown.split())
    return f"| {shown} | {_(action.help).rstrip('.。').replace('|', '&#124;')} |\n"


def renewed(page: Path) -> str:
    """The text of a page with its tables as they should be; KeyError when it asks for one there is not."""
    before = i18n.current_language()
    i18n.set_language("zh_CN" if page.stem.endswith(CHINESE) else "en")
    try:
        return _BLOCK.sub(
            lambda found: f"{found[1]}\n{table(found[2])}\n{found[3]}", page.read_text(encoding="utf-8")
        )
    finally:
        i18n.set_language(before)


def asked_for(pages: Iterable[Path]) -> set[str]:
    """The names of the tables that stand in some pages."""
    return {found[2] for page in pages for found in _BLOCK.finditer(page.read_text(encoding="utf-8"))}


def main() -> None:
    for page in PAGES:
        text = renewed(page)
        if text != page.read_text(encoding="utf-8"):
            page.write_text(text, encoding="utf-8", newline="\n")
            print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()

"""What the pictures show: a command, what is typed, and what must then be on the screen."""

from collections.abc import Iterator
from typing import NamedTuple

from pictures.cells import Screen
from pictures.stage import stage
from pictures.svg import LOOKS, picture

ENTER, TAB, DOWN, DOCUMENT_END = "\r", "\t", "\x1b[B", "\x1b[1;5F"


class Scene(NamedTuple):
    """One picture."""

    command: tuple[str, ...]
    """Arguments of the program."""
    first: str
    """Stands on the first screen in every language."""
    keys: tuple[str, ...]
    """Typed one after the other, each when the screen stands still."""
    last: str
    """Stands on the screen that is taken."""
    columns: int
    rows: int

    @property
    def title(self) -> str:
        """The window's: what was typed in the shell."""
        return " ".join(("briefing-tui", *self.command))


READ = (ENTER, " ", "q")
"""Opens an issue, pages on and comes back: it was read."""
SCENES = {
    "reading": Scene(("open", "2025-01"), "【要闻速览】", (), "部署八项重点任务", 104, 30),
    "library": Scene(
        (),
        "2024-09-20",
        ("G", *READ, "k", *READ, "k", "k", *READ, "g", "j", "j", "j", "j"),
        "云溪担保公司首创",
        104,
        26,
    ),
    "search": Scene((), "2024-09-20", ("s", "费率", DOWN), "0.86%", 104, 26),
    "authoring": Scene(
        ("edit", "2025-02#3"), "260万元", (ENTER, TAB, TAB, DOCUMENT_END), "碳排放权", 126, 28
    ),
}


def take(scene: Scene, language: str, theme: str) -> Screen:
    """The screen of a scene."""
    with stage(
        scene.command, language=language, theme=theme, columns=scene.columns, rows=scene.rows
    ) as program:
        program.expect(scene.first)
        for keys in scene.keys:
            program.press(keys)
        program.expect(scene.last)
        return program.screen()


def pictures(name: str) -> Iterator[tuple[str, str]]:
    """File name and text of every picture of a scene."""
    scene = SCENES[name]
    for language in ("en", "zh"):
        for theme, look in LOOKS.items():
            yield f"{name}-{language}-{theme}.svg", picture(take(scene, language, theme), scene.title, look)

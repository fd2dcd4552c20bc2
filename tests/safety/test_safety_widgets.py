"""Promises T1 and T2 on the framework's own widgets: the second layer alone, no text here was cleaned before."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from textual.content import Content
from textual.widget import Widget
from textual.widgets import (
    Button,
    Checkbox,
    Collapsible,
    DataTable,
    Header,
    Input,
    Label,
    Link,
    ListItem,
    ListView,
    Log,
    Markdown,
    OptionList,
    Placeholder,
    Pretty,
    RadioButton,
    RichLog,
    Rule,
    Select,
    SelectionList,
    Static,
    TabbedContent,
    TabPane,
    Tabs,
    TextArea,
    Tree,
)

from briefing_tui.tui.terminal.framework import install
from screens.bench import Bench, draw, plain, written
from texts.hostile import ACTING, EVERYTHING, MARKUP, leaks


@pytest.fixture(autouse=True)
def hooks() -> Iterator[None]:
    install(1)
    yield
    install(1)


def chunks(texts: Iterable[str], length: int) -> list[str]:
    """The texts joined, a few at a time, to at most `length` characters: some widgets have one line only."""
    found = [""]
    for text in texts:
        if len(found[-1]) + len(text) > length:
            found.append("")
        found[-1] += text
    return found


def table(text: str) -> Table:
    made = Table(text, title=text)
    made.add_row(text)
    return made


def data_table(text: str) -> Widget:
    made: DataTable[Any] = DataTable()
    made.add_column(text)
    made.add_row(text, label=text)
    return made


def rich_log(text: str) -> Widget:
    made = RichLog(markup=True)
    made.write(text)
    return made


class FilledLog(Log):
    """A log that is written to when it is there."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.filling = text

    def on_mount(self) -> None:
        self.write_line(self.filling)


def tabbed(text: str) -> Widget:
    made = TabbedContent()
    made._tab_content = [TabPane(text, Static(text))]
    return made


def titled(text: str) -> Widget:
    made = Static("x")
    made.styles.border = ("round", "red")
    made.border_title = made.border_subtitle = text
    return made


def titled_rule(text: str) -> Widget:
    made = Rule()
    made.tooltip = text
    return made


WIDGETS: dict[str, Callable[[str], Widget]] = {
    "Static": Static,
    "Static of Text": lambda text: Static(Text(text)),
    "Static of Content": lambda text: Static(Content(text)),
    "Static of Panel": lambda text: Static(Panel(text, title=text)),
    "Static of Table": lambda text: Static(table(text)),
    "Label": Label,
    "Button": Button,
    "Checkbox": Checkbox,
    "RadioButton": RadioButton,
    "Input": lambda text: Input(text, compact=True),
    "Input placeholder": lambda text: Input(placeholder=text),
    "TextArea": TextArea,
    "OptionList": OptionList,
    "Select": lambda text: Select([(text, 1)], value=1),
    "SelectionList": lambda text: SelectionList((text, 1)),
    "ListView": lambda text: ListView(ListItem(Label(text))),
    "DataTable": data_table,
    "Tree": Tree,
    "Tabs": Tabs,
    "TabbedContent": tabbed,
    "Collapsible": lambda text: Collapsible(Static(text), title=text, collapsed=False),
    "RichLog": rich_log,
    "Log": FilledLog,
    "Link": lambda text: Link(text, url=text),
    "Markdown": Markdown,
    "Placeholder": Placeholder,
    "Pretty": lambda text: Pretty([text]),
    "border title": titled,
    "Header": lambda _text: Header(),
    "Rule": titled_rule,
}


INTERPRETING = {"Markdown", "Pretty", "Header", "Rule"}
"""Made to interpret or to quote a text, or shows none of ours: these need not be literal."""


@pytest.mark.parametrize("name", WIDGETS)
async def test_no_stock_widget_lets_a_text_act_or_takes_it_for_markup(name: str) -> None:
    app = Bench()
    async with app.run_test(size=(80, 40)) as pilot:
        for text in (*chunks(ACTING.values(), 70), EVERYTHING):
            app.title = text
            assert not leaks(await draw(pilot, WIDGETS[name](text))), text
        for text in chunks(MARKUP.values(), 60) if name not in INTERPRETING else ():
            output = plain(await draw(pilot, WIDGETS[name](text)))
            assert text in output, f"{text!r} is not in\n{output}"
        assert app.return_code is None


async def test_notifications_titles_and_exit_messages_are_literal_and_safe() -> None:
    app = Bench()
    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        app.notify("[/] " + EVERYTHING[:60], title="[b]" + ACTING["title"])
        await pilot.pause()
        await pilot.pause()
        output = written(app)
        assert not leaks(output)
        assert "[/]" in plain(output)
        app.exit(message="[/]\x1b]0;pwned\x07")
    assert app.last_words == "[/]␛]0;pwned␇"

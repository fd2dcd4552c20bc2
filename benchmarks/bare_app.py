"""The measure of the reader's start: the smallest app the framework can make, one Static and nothing else."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("a bare app with one Static")


if __name__ == "__main__":
    BareApp().run()

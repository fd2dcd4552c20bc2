"""Where the style sheets stand. A screen names them by these, so that it finds them from whatever folder it is in."""

from pathlib import Path

_FOLDER = Path(__file__).parent
APP = str(_FOLDER / "app.tcss")
"""Absolute path: what every screen shares."""
READING = str(_FOLDER / "reading.tcss")
"""Absolute path: contents and page."""
DIALOGUE = str(_FOLDER / "dialogue.tcss")
"""Absolute path: boxes over a screen."""

"""What is asked, as values: a question with its answers, a line to be typed. Made by whoever asks, shown by `dialogues.question`
and `dialogues.ask_line`.

Knows no screen: what is asked when, and what comes of each answer, is tested without one.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Answer(NamedTuple):
    """One answer."""

    name: str
    """What the asker is told."""
    letter: str
    """The key; one ASCII letter or digit, unique in its question; empty for none."""
    text: str
    """In the user's language."""


class Said(NamedTuple):
    """A paragraph of the question."""

    text: str
    look: str = ""
    """Style name of `tui.look.terminal_styles`."""


class Question(NamedTuple):
    """Some lines to read, some answers to choose from."""

    heading: str
    said: Sequence[Said]
    answers: Sequence[Answer]
    cancel: str = ""
    """The answer that Escape gives."""


class LineQuestion(NamedTuple):
    """A line to be typed: a path, a key, a name."""

    heading: str
    footing: str
    """What the keys do."""
    text: str
    """What stands there to begin with."""

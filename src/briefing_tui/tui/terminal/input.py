"""What a terminal sends, made into messages: keys, mouse, pastes; whatever the bytes are (promise T3).

Called by the driver's input thread, one reader a session. Bytes go in as they come, in any pieces; a list of Textual
messages comes out. Promises: never raises, holds at most `PASTE_LIMIT` characters, drops what is no sequence we
know instead of typing it, and a paste is one message whatever it contains: nothing in it acts as a key.

Textual's own parser is asked about one complete sequence at a time, so that a malformed one costs only itself.
"""

import re
import time
from codecs import getincrementaldecoder
from collections.abc import Callable

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from briefing_tui.tui.terminal.answers import COLOUR, POSITION

ESCAPE_DELAY = 0.1
"""Seconds after which an ESC with nothing behind it is the Escape key."""
SEQUENCE_DELAY = 1.0
"""Seconds after which a sequence that was begun is given up; a slow link may cut one in two."""
PASTE_DELAY = 5.0
"""Seconds after which a paste whose end never comes is taken as it is."""
PASTE_LIMIT = 4 * 1024 * 1024
"""Characters kept of one paste: as much as a whole issue may hold. The rest is dropped."""
TYPED_LIMIT = 200
"""Characters in one piece with no sequence between them: more than this was not typed, it is a paste."""
PASTE_TAIL = 0.1
"""Seconds behind such a piece in which text is taken for more of it: a link cuts a paste anywhere, and its last letters are no keys."""
STRING_LIMIT = 4096
"""Characters of an OSC or DCS reply, which we never ask for, before it is given up."""

_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"
_CSI = re.compile(r"\x1b\[(?:\[[A-E]|M[\s\S]{3}|(?!\[|M)[0-?]*[ -/]*[@-~])")
_CSI_BEGUN = re.compile(r"\x1b\[(?:\[|M[\s\S]{0,2}|[0-?]*[ -/]*)\Z")
_CSI_BROKEN = re.compile(r"\x1b\[[0-?]*[ -/]*")
_SANE = re.compile(r"\x1b\[<?[0-9]{0,5}(?:;[0-9]{0,5}){0,3}[@-~]|\x1b\[\[[A-E]|\x1b\[\?[0-9]{1,5};[0-4]\$y")
"""Sequences worth asking about: at most four plain parameters. Sub-parameters (`97:65`) belong to a keyboard protocol
that the driver does not switch on."""
_REPORT = re.compile(r"\x1b\[[0-9;]*[tR]")
"""Sizes and cursor positions: answers to questions the driver does not ask, or that came too late for the probe."""
_STRING = re.compile(r"\x1b[]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)")
_FOREIGN = re.compile("[\udc80-\udcff]+[@-~]?")
"""Bytes that are no UTF-8, with the ASCII character that ends them in GBK (its second byte may be 0x40–0x7E)."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_REPLACEMENT = "\ufffd"


class NotUtf8(Message):
    """The terminal sent bytes that are no UTF-8: it is set to another encoding, such as GBK.

    Posted behind the keys it is about (which may take an earlier notice away), once for what came in together.
    """


class InputReader:
    """Turns bytes of a terminal into messages; keeps what is incomplete until more comes or `expire` is called."""

    def __init__(self, answered: Callable[[str], object] = len) -> None:
        """`answered` gets what looks like an answer that came too late for the probe (`answers`); it is no key."""
        self._answered = answered
        self._decode = getincrementaldecoder("utf-8")("surrogateescape")
        self._parser = XTermParser()
        self._rest = ""
        self._paste: list[str] | None = None
        self._pasted = 0
        self._foreign = False
        self._flooded = -PASTE_TAIL
        """When a piece last came that was too long to be typed."""

    @property
    def patience(self) -> float | None:
        """Seconds to wait for more before `expire`; None when nothing is incomplete."""
        if self._paste is not None:
            return PASTE_DELAY
        if self._rest == "\x1b":
            return ESCAPE_DELAY
        return SEQUENCE_DELAY if self._rest or self._decode.getstate()[0] else None

    def feed(self, data: bytes) -> list[Message]:
        """The messages that `data` completes."""
        return self._told(self._read(self._decode.decode(data)))

    def expire(self) -> list[Message]:
        """The messages of what was incomplete, when nothing more came in time."""
        found = self._read(self._decode.decode(b"", final=True))
        if self._paste is not None:
            self._paste.append(self._rest)
            self._rest = ""
            return self._told([*found, *self._end_paste()])
        rest, self._rest = self._rest, ""
        if rest == "\x1b":
            found.append(events.Key("escape", "\x1b"))
        elif len(rest) == 2:
            found += self._ask(rest, end=True)
        return self._told(found)

    def _told(self, found: list[Message]) -> list[Message]:
        """`found`, with the notice behind it when some of it was no UTF-8."""
        foreign, self._foreign = self._foreign, False
        return [*found, NotUtf8()] if foreign else found

    def _read(self, text: str) -> list[Message]:
        found: list[Message] = []
        text, self._rest = self._rest + text, ""
        at = 0
        while at < len(text):
            if self._paste is not None:
                at = self._read_paste(text, at, found)
            elif text[at] != "\x1b":
                stop = text.find("\x1b", at)
                stop = len(text) if stop < 0 else stop
                self._typed(text[at:stop], found)
                at = stop
            else:
                end = _sequence_end(text, at)
                if end is None:
                    self._rest = text[at:]
                    break
                self._sequence(text[at:end], found)
                at = end
        return found

    def _read_paste(self, text: str, at: int, found: list[Message]) -> int:
        """Take in the paste from `at`; where it ends, or where what may be its end begins."""
        assert self._paste is not None
        end = text.find(_PASTE_END, at)
        if end >= 0:
            self._keep(text[at:end])
            found += self._end_paste()
            return end + len(_PASTE_END)
        tail = next((size for size in range(5, 0, -1) if text.endswith(_PASTE_END[:size], at)), 0)
        self._keep(text[at : len(text) - tail])
        self._rest = text[len(text) - tail :]
        return len(text)

    def _keep(self, piece: str) -> None:
        assert self._paste is not None
        room = PASTE_LIMIT - self._pasted
        self._paste.append(piece[:room])
        self._pasted += min(len(piece), room)

    def _end_paste(self) -> list[Message]:
        text = "".join(self._paste or ())
        self._paste, self._pasted = None, 0
        return self._pasted_text(text)

    def _pasted_text(self, text: str) -> list[Message]:
        if any("\udc80" <= char <= "\udcff" for char in text):
            self._foreign = True
            text = re.sub("[\udc80-\udcff]", _REPLACEMENT, text)
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")  # \v: a line break of Word
        text = _CONTROLS.sub("", text)
        return [events.Paste(text)] if text else []

    def _typed(self, text: str, found: list[Message]) -> None:
        """Text with no ESC in it."""
        if _FOREIGN.search(text) is not None:
            self._foreign = True
            text = _FOREIGN.sub(_REPLACEMENT, text)
        now = time.monotonic()
        long = len(text) > TYPED_LIMIT and len(set(text)) > 1  # a key held down is one character
        if long or now - self._flooded < PASTE_TAIL:
            self._flooded = now
            found += self._pasted_text(text)
        else:
            found += self._ask(text[:TYPED_LIMIT])

    def _sequence(self, sequence: str, found: list[Message]) -> None:
        """One complete sequence, beginning with ESC: what comes behind it is typed again."""
        self._flooded = -PASTE_TAIL
        if sequence == _PASTE_START:
            self._paste = []
        elif sequence == "\x1b":
            found.append(events.Key("escape", "\x1b"))
        elif POSITION.fullmatch(sequence) or COLOUR.fullmatch(sequence):
            self._answered(sequence)
        elif sequence.startswith("\x1b["):
            if _SANE.fullmatch(sequence) and not _REPORT.fullmatch(sequence):
                found += self._ask(sequence)
        elif sequence.startswith("\x1bO"):
            found += self._ask(sequence)
        elif len(sequence) == 2:
            found += self._ask(sequence, end=True)

    def _ask(self, text: str, *, end: bool = False) -> list[Message]:
        """What Textual's parser makes of `text`; nothing, and a new parser, when it knows no answer or fails."""
        try:
            found = [*self._parser.feed(text), *(self._parser.feed("") if end else ())]
        except (ValueError, OverflowError, LookupError, TypeError, RuntimeError, StopIteration):
            found = []
        if end or not found:
            x, y = self._parser.last_x, self._parser.last_y
            self._parser = XTermParser()
            self._parser.last_x, self._parser.last_y = x, y
        return found


def _sequence_end(text: str, at: int) -> int | None:
    """Where the sequence that begins at `at` with ESC ends; None when it is incomplete."""
    size = len(text) - at
    if size == 1:
        return None
    kind = text[at + 1]
    if kind == "\x1b":  # the first was the Escape key
        return at + 1
    if kind == "[":
        if match := _CSI.match(text, at):
            return match.end()
        if _CSI_BEGUN.match(text, at) and size <= STRING_LIMIT:
            return None
        broken = _CSI_BROKEN.match(text, at)
        return broken.end() if broken else at + 2
    if kind == "O":
        if size == 2:
            return None
        return at + 2 if text[at + 2] == "\x1b" else at + 3
    if kind in "]P_^X":
        return _string_end(text, at)
    return at + 2


def _string_end(text: str, at: int) -> int | None:
    """As `_sequence_end`, for OSC, DCS, APC, PM and SOS: to the terminator, or to the next ESC that is none."""
    if match := _STRING.match(text, at):
        return match.end()
    stop = text.find("\x1b", at + 2)
    if 0 <= stop < len(text) - 1:
        return stop
    return None if len(text) - at <= STRING_LIMIT else len(text)

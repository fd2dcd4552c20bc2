"""What a terminal sends, made into messages: keys, mouse, pastes; whatever the bytes are (promise T3).

Called by the driver's input thread, one reader a session. Bytes go in as they come, in any pieces, at any distance; a list of
Textual messages comes out. Promises: never raises, holds at most `PASTE_LIMIT` characters, drops what is no sequence we
know instead of typing it, and:

- a paste is one message whatever it contains: nothing in it acts as a key, with brackets around it or without (`Burst`);
- what can only be the rest of a sequence is no key, however late it comes: a slow link may cut one anywhere.

Textual's own parser is asked about one complete sequence at a time, so that a malformed one costs only itself.
"""

import re
import time
from codecs import getincrementaldecoder
from collections.abc import Callable

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from briefing_tui.text.late_pattern import late
from briefing_tui.tui.terminal import coded, sequences
from briefing_tui.tui.terminal.answers import COLOUR, POSITION
from briefing_tui.tui.terminal.sequences import ESC, PASTE_END, PASTE_START

ESCAPE_DELAY, ESCAPE_MOST = 0.25, 0.8
"""Seconds after which an ESC with nothing behind it is the Escape key: on a link that takes no time, and the most on any."""
APART = 0.1
"""Seconds between ESC and a letter, from which on these are two keys and no Alt."""
SEQUENCE_DELAY = 1.0
"""Seconds after which a sequence that was begun is given up: its rest is still known for one."""
RESYNC = 3.0
"""Seconds in which one character alone is taken for the rest of a sequence that was given up, and an answer may trickle in."""
PASTE_DELAY = 5.0
"""Seconds after which a paste whose end never comes is taken as it is; more text behind it still belongs to it."""
PASTE_LIMIT = 4 * 1024 * 1024
"""Characters kept of one paste: as much as a whole issue may hold. The rest is dropped."""
PASTE_TAIL = 0.1
"""Seconds behind such a piece in which text is taken for more of it: a link cuts a paste anywhere, and its last letters are no keys."""
HOLD = 0.04
"""Seconds that several keys in one piece wait for what may be more of the same paste."""
TRICKLE = 0.01
"""Seconds between two pieces, below which nobody typed them one after the other."""
STRING_LIMIT = sequences.STRING_LIMIT

_FOREIGN = late("[\udc80-\udcff]+[@-~]?")
"""Bytes that are no UTF-8, with the ASCII character that ends them in GBK (its second byte may be 0x40–0x7E)."""
_CONTROLS = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_STRING_ENDS = "\x1b\\"
"""Behind an answer that was given up; with Alt held nobody means anything by it."""
_STRINGS_BEGUN = tuple(ESC + kind for kind in sequences.STRING_ANSWERS)
_REPLACEMENT = sequences.REPLACEMENT


class Burst(events.Paste):
    """Text that came in one go without brackets: an input method's, or a paste from a terminal that has none."""


Burst.handler_name = events.Paste.handler_name  # to whoever takes pastes it is one


class NotUtf8(Message):
    """The terminal sent bytes that are no UTF-8: it is set to another encoding, such as GBK.

    Posted behind the keys it is about (which may take an earlier notice away), once for what came in together.
    """


def escape_delay(round_trip: float | None) -> float:
    """Seconds to wait behind an ESC on a link that takes `round_trip` seconds to the terminal and back; None: not known."""
    return min(ESCAPE_DELAY + max(round_trip or 0.0, 0.0), ESCAPE_MOST)


class InputReader:
    """Turns bytes of a terminal into messages; keeps what is incomplete until more comes or `expire` is called."""

    def __init__(self, round_trip: float | None = None, answered: Callable[[str], object] = len) -> None:
        """`round_trip`: seconds to the terminal and back, as far as they are known. `answered` gets what looks like an
        answer that came too late for the probe (`answers`); it is no key.
        """
        self._answered = answered
        self._decode = getincrementaldecoder("utf-8")("surrogateescape")
        self._parser = XTermParser()
        self._escape_delay = escape_delay(round_trip)
        self._rest = ""
        """The beginning of a sequence; text that may go on with `_lost` when `_late`."""
        self._late = False
        self._lost = ""
        """The beginning of the sequence that was given up last, until something else is typed."""
        self._apart = False
        """Whether ESC and what follows in `_rest` came apart."""
        self._held = ""
        """Typed, and not yet judged."""
        self._paste: list[str] | None = None
        self._pasted = 0
        self._stalled = False
        """Whether the last paste was taken without its end."""
        self._foreign = False
        self._fed = self._gap = -PASTE_DELAY
        """When the last piece came, and how long after the one before, in seconds."""
        self._flooded = -PASTE_DELAY
        """When a piece last came that was no typing."""
        self._addressed = -PASTE_DELAY
        """When a piece last ended with an address."""
        self._typing = False
        """Whether typed text came last."""

    @property
    def patience(self) -> float | None:
        """Seconds to wait for more before `expire`; None when nothing is incomplete."""
        if self._paste is not None:
            return PASTE_DELAY
        if self._held:
            return SEQUENCE_DELAY if self._decode.getstate()[0] else HOLD
        if self._rest == ESC:
            return self._escape_delay
        if len(self._rest) == 2 and not (self._apart or self._late):
            return RESYNC  # in one piece nobody types it
        return SEQUENCE_DELAY if self._rest or self._decode.getstate()[0] else None

    def feed(self, data: bytes) -> list[Message]:
        """The messages that `data` completes."""
        now = time.monotonic()
        self._gap, self._fed = now - self._fed, now
        return self._told(self._read(self._decode.decode(data)))

    def expire(self) -> list[Message]:
        """The messages of what was incomplete, when nothing more came in time."""
        if self._held and self._paste is None:
            found: list[Message] = []
            self._judge(found)
            return self._told(found)
        found = self._read(self._decode.decode(b"", final=True))
        if self._paste is not None:
            self._paste.append(self._rest)
            self._rest, self._lost, self._stalled = "", self._rest, True
            return self._told([*found, *self._end_paste()])
        rest, self._rest = self._rest, ""
        if self._late:
            self._give_up_late(rest, found)
        elif rest:
            self._give_up(rest, found)
        return self._told(found)

    def _give_up(self, rest: str, found: list[Message]) -> None:
        """A sequence whose rest did not come."""
        self._lost = rest
        if rest == ESC:
            found.append(events.Key("escape", ESC))
        elif len(rest) == 2 and self._apart:
            found += [events.Key("escape", ESC), *self._ask(rest[1])]
        elif len(rest) == 2:
            found += self._ask(rest, end=True)

    def _give_up_late(self, rest: str, found: list[Message]) -> None:
        """What may have gone on with a sequence did not: one character behind Escape was a key."""
        if len(rest) == 1 and (self._lost == ESC or self._lost in _STRINGS_BEGUN):
            found += self._ask(rest)
        self._lost, self._late = self._lost + rest, False

    def _told(self, found: list[Message]) -> list[Message]:
        """`found`, with the notice behind it when some of it was no UTF-8."""
        foreign, self._foreign = self._foreign, False
        return [*found, NotUtf8()] if foreign else found

    # Taking apart

    def _read(self, text: str) -> list[Message]:
        found: list[Message] = []
        if not text:
            return found
        text = self._split_alt(text, found)
        if self._stalled:
            text = self._go_on_pasting(text, found)
        at, end = 0, len(text)
        while at < end:
            if self._paste is not None:
                at = self._read_paste(text, at, found)
            elif text[at] == ESC:
                at = self._read_sequence(text, at, found)
            else:
                at = self._read_plain(text, at, found)
        if self._held and not self._waits():
            self._judge(found)
        return found

    def _split_alt(self, text: str, found: list[Message]) -> str:
        """What is to be read: `text` behind what was kept, unless that was an Escape key, and a letter a good while later."""
        rest, self._rest = self._rest, ""
        begun = "" if self._late else rest
        self._apart = self._gap > APART if begun == ESC else self._apart and len(begun) == 2
        if self._late:
            self._late = False
        elif rest == ESC:
            begins = text[0] in "[O]P_\x1b" if len(text) == 1 else text[0] in f"[O\x1b{sequences.STRINGS}"
            if self._apart and not begins:
                self._lost = ""
                found.append(events.Key("escape", ESC))
                return text
        return rest + text

    def _read_sequence(self, text: str, at: int, found: list[Message]) -> int:
        """Take in the sequence from `at`; to the end of the text when it is incomplete."""
        if (match := coded.CODED.match(text, at)) and (char := coded.character(match)):
            self._held += char
            return match.end()
        self._judge(found)
        end = sequences.sequence_end(text, at)
        if end is None:
            self._rest = text[at:]
            return len(text)
        sequence = text[at:end]
        if len(sequence) == 2 and self._apart and at == 0 and sequence != ESC * 2:
            found += [events.Key("escape", ESC), *self._ask(sequence[1])]
            return end
        if text.startswith(ESC, end) and not (len(sequence) > 2 and sequences.SANE.fullmatch(sequence)):
            self._lost = sequence  # broken off: its rest may come behind the next
        self._sequence(sequence, found)
        return end

    def _read_plain(self, text: str, at: int, found: list[Message]) -> int:
        """Take in text up to the next ESC, or what of it is the rest of a sequence."""
        if not self._held and (self._lost or sequences.is_orphan(text, at)):
            lost, run = self._lost or ESC, text[at:]
            size = sequences.rest_end(
                lost, run, soon=bool(self._lost) and self._is_soon(), goes_on=self._gap <= RESYNC
            )
            if len(run) == 1 and len(lost) <= 2:
                size = self._lone(lost, run, size)
            if size is None:
                self._rest, self._late, self._lost = run, True, lost
                return len(text)
            if size > 0:
                self._lost = ""
                self._sequence(lost + run[:size], found)
                return at + size
            head = run.partition(ESC)[0]
            if head != run and sequences.rest_end(lost, head) is None:  # broken off again
                self._lost = lost + head
                return at + len(head)
        stop = text.find(ESC, at)
        stop = len(text) if stop < 0 else stop
        self._held += text[at:stop]
        return stop

    def _lone(self, lost: str, run: str, size: int | None) -> int | None:
        """One character alone may be a key as well as a rest: it is what came soon behind the beginning. What begins an answer
        is a key at once all the same, for people press `]` behind Escape; what comes behind it may go on with the answer.
        """
        begins = ESC + run in _STRINGS_BEGUN and lost == ESC and self._is_soon()
        if size == 0 and not begins:
            return 0
        if not begins and (self._is_soon() if lost == ESC else self._gap <= RESYNC):
            return size
        self._lost = lost + run if lost == ESC else ""
        return 0

    def _is_soon(self) -> bool:
        """Whether this piece came not long behind the one before, which may be an ESC that was taken for the key."""
        return self._gap <= SEQUENCE_DELAY + self._escape_delay

    # Pastes

    def _read_paste(self, text: str, at: int, found: list[Message]) -> int:
        """Take in the paste from `at`; where it ends, or where what may be its end begins."""
        assert self._paste is not None
        end = text.find(PASTE_END, at)
        if end >= 0:
            self._keep(text[at:end])
            found += self._end_paste()
            return end + len(PASTE_END)
        tail = next((size for size in range(5, 0, -1) if text.endswith(PASTE_END[:size], at)), 0)
        self._keep(text[at : len(text) - tail])
        self._rest = text[len(text) - tail :]
        return len(text)

    def _go_on_pasting(self, text: str, found: list[Message]) -> str:
        """Behind a paste that stalled: several characters, or what ends with its marker, are more of it. What is left of `text`."""
        lost, self._lost, self._stalled = self._lost, "", False
        if lost and (lost + text).startswith(PASTE_END):
            return text[len(PASTE_END) - len(lost) :]
        end = text.find(PASTE_END)
        if end < 0 and len(text) > 1 and text[0] != ESC:
            self._stalled = True
            found += self._pasted_text(text, events.Paste)
            return ""
        if end > 0 and PASTE_START not in text[:end]:
            found += self._pasted_text(text[:end], events.Paste)
            return text[end + len(PASTE_END) :]
        return text

    def _keep(self, piece: str) -> None:
        assert self._paste is not None
        room = PASTE_LIMIT - self._pasted
        self._paste.append(piece[:room])
        self._pasted += min(len(piece), room)

    def _end_paste(self) -> list[Message]:
        text = "".join(self._paste or ())
        self._paste, self._pasted = None, 0
        return self._pasted_text(text, events.Paste)

    def _pasted_text(self, text: str, kind: type[events.Paste]) -> list[Message]:
        if any("\udc80" <= char <= "\udcff" for char in text):
            self._foreign = True
            text = re.sub("[\udc80-\udcff]", _REPLACEMENT, text)
        text = coded.decoded(text)
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")  # \v: a line break of Word
        text = _CONTROLS.sub("", text)
        return [kind(text)] if text else []

    # Typing

    def _waits(self) -> bool:
        """Whether what is held may become a paste with what is still to come."""
        text = self._held
        if self._is_text(text):
            return False
        if self._decode.getstate()[0]:  # a character was cut in two: more comes
            return True
        return len(set(text)) > 1 or (self._typing and self._gap < TRICKLE)

    def _is_text(self, text: str) -> bool:
        """Whether it was no typing, for what it holds or for what came just before."""
        if self._goes_on(text):
            return True
        if len(set(text)) <= 1:  # a key, or one that is held down
            return False
        return sequences.is_long(text) or bool(
            sequences.NO_KEYS.search(text) or sequences.MORE_LINES.search(text)
        )

    def _goes_on(self, text: str) -> bool:
        """Whether it comes so soon behind a paste that it is more of it; behind an address, letters alone."""
        if self._fed - self._flooded < PASTE_TAIL:
            return True
        return self._fed - self._addressed < PASTE_TAIL and text.isprintable()

    def _judge(self, found: list[Message]) -> None:
        """Typed text with no ESC in it: keys, or a burst. A control key, which is in no text, parts what was typed ahead."""
        text, self._held = self._held, ""
        if not text:
            return
        self._typing = True
        self._lost = "" if len(self._lost) != 2 or text != self._lost[1] else self._lost
        if _FOREIGN.search(text) is not None:
            self._foreign = True
            text = _FOREIGN.sub(_REPLACEMENT, text)
        whole = sequences.is_long(text) or self._goes_on(text)
        for piece in (text,) if whole else sequences.CONTROL_KEY.split(text):
            if not whole and (ahead := sequences.WAY.match(piece)):
                found += self._ask(ahead[0])
                piece = piece[ahead.end() :]  # noqa: PLW2901 - what is left of it
            if not self._is_text(piece):
                found += self._ask(piece[: sequences.TYPED_LIMIT])
                continue
            if whole or sequences.MORE_LINES.search(piece):
                self._flooded = self._fed
            if sequences.ADDRESS.search(piece):
                self._addressed = self._fed
            found += self._pasted_text(piece, Burst)

    # Sequences

    def _sequence(self, sequence: str, found: list[Message]) -> None:
        """One complete sequence, beginning with ESC: what comes behind it is typed again."""
        self._flooded, self._typing = -PASTE_DELAY, False
        if sequence == PASTE_START:
            self._paste, self._stalled = [], False
        elif sequence == ESC:
            found.append(events.Key("escape", ESC))
        elif POSITION.fullmatch(sequence) or COLOUR.fullmatch(sequence):
            self._answered(sequence)
        elif sequence.startswith("\x1b["):
            if sequences.SANE.fullmatch(sequence) and not sequences.REPORT.fullmatch(sequence):
                found += self._ask(sequence)
        elif sequence.startswith("\x1bO"):
            found += self._ask(sequence)
        elif len(sequence) == 2 and sequence != _STRING_ENDS:
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

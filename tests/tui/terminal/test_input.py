"""The reader of input with a clock of its own: sequences cut anywhere at any distance, bursts without brackets, coded characters."""

import itertools
import re
import time
from collections.abc import Iterable, Iterator

import pytest
from textual import events
from textual.message import Message

from briefing_tui.tui.terminal import input as reading
from briefing_tui.tui.terminal.input import APART, ESCAPE_DELAY, ESCAPE_MOST, InputReader, escape_delay

PASTE = "\x1b[200~{}\x1b[201~"


class Link:
    """A reader at the end of a link; time passes only when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, round_trip: float | None = None) -> None:
        self.now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        self.reader = InputReader(round_trip)
        self.found: list[Message] = []

    def wait(self, seconds: float) -> None:
        """As the driver does: what is waited for in vain expires."""
        until = self.now + seconds
        while (patience := self.reader.patience) is not None and self.now + patience <= until:
            self.now += patience
            self.found += self.reader.expire()
        self.now = until

    def send(self, *pieces: str, pause: float = 0.0) -> None:
        """Pieces, a pause behind each."""
        for piece in pieces:
            self.found += self.reader.feed(piece.encode())
            self.wait(pause)

    def told(self) -> list[str]:
        """All that came of it, when nothing more comes."""
        self.wait(60.0)
        found, self.found = self.found, []
        return [name(message) for message in found]


@pytest.fixture
def link(monkeypatch: pytest.MonkeyPatch) -> Link:
    return Link(monkeypatch)


def name(message: Message) -> str:
    if isinstance(message, reading.Burst):
        return f"burst {message.text}"
    if isinstance(message, events.Paste):
        return f"paste {message.text}"
    return message.key if isinstance(message, events.Key) else type(message).__name__


def cuts(sequence: str) -> Iterator[tuple[str, str]]:
    return ((sequence[:at], sequence[at:]) for at in range(1, len(sequence)))


SEQUENCES: tuple[tuple[str, list[str]], ...] = (
    ("\x1b[B", ["down"]),
    ("\x1b[1;5D", ["ctrl+left"]),
    ("\x1bOP", ["f1"]),
    ("\x1b[<65;20;5M", ["MouseScrollDown"]),
    ("\x1b[<0;20;5m", ["MouseUp"]),
    ("\x1b[5~", ["pageup"]),
    ("\x1b[I", ["AppFocus"]),
    ("\x1b[13;1u", ["enter"]),
    ("\x1b[12;40R", []),
    ("\x1b[?2026;2$y", ["TerminalSupportsSynchronizedOutput"]),
    ("\x1b[?62;22c", []),
    ("\x1b[97;20;5M", []),  # mouse of a terminal that knows no <
    ("\x1b[1;0;12;40;1&w", []),
    ("\x1b[3^", ["ctrl+delete"]),  # rxvt
    ("\x1b[224z", []),
    ("\x1b[?1;0;256S", []),
    ("\x1b[>4;2m", []),
    ("\x1b]11;rgb:ff/ff/ff\x07", []),
    ("\x1b]11;rgb:ff/ff/ff\x1b\\", []),
    (PASTE.format("删dd\rd"), ["paste 删dd\nd"]),
)
UNASKED: tuple[tuple[str, list[str]], ...] = (("\x1bP>|tmux 3.3a\x1b\\", []), ("\x1b_Gi=1;OK\x1b\\", []))
"""Answers to questions of others: cut in two these are no keys either, but a P far behind ESC is one."""


@pytest.mark.parametrize("pause", [0.0, 0.12, 0.2])
@pytest.mark.parametrize(("sequence", "meant"), SEQUENCES)
def test_a_cut_shorter_than_the_patience_is_not_seen(
    link: Link, sequence: str, meant: list[str], pause: float
) -> None:
    for pieces in (*cuts(sequence), tuple(sequence)):
        link.send(*pieces, pause=pause)
        assert link.told() == meant, pieces


@pytest.mark.parametrize("pause", [0.4, 0.9, 1.5, 2.5, 30.0])
@pytest.mark.parametrize(("sequence", "meant"), SEQUENCES + UNASKED)
def test_the_rest_of_a_sequence_is_no_key_however_late(
    link: Link, sequence: str, meant: list[str], pause: float
) -> None:
    for first, rest in cuts(sequence):
        link.send(first, pause=pause)
        link.send(rest)
        told = link.told()
        if first == "\x1b":
            assert told.pop(0) == "escape"
        elif len(first) == 2:
            continue  # ESC [ alone is a bracket after a second, and one letter behind it another key
        if first.startswith("\x1b]"):
            assert told in (meant, []), (first, rest)
        elif sequence.startswith("\x1b[200~") and pause > reading.PASTE_DELAY:
            assert all(one.startswith("paste ") for one in told), (first, rest)
        elif len(rest) > 1 or pause <= 2.5:
            assert told == meant, (first, rest)


def test_the_arrows_of_rxvt_are_no_letters_soon_behind_escape(link: Link) -> None:
    for sequence, key in (("\x1b[d", "shift+left"), ("\x1bOa", "ctrl+up")):
        for pause in (0.3, 0.7, 1.1):
            link.send("\x1b", pause=pause)
            link.send(sequence[1:])
            assert link.told() == ["escape", key]
    link.send("\x1b", pause=3.0)
    link.send("[d")
    assert link.told() == ["escape", "left_square_bracket", "d"], "a person that thought about it"
    link.send("j", pause=0.3)
    link.send("[d")
    assert link.told() == ["j", "left_square_bracket", "d"], "no escape before it"


@pytest.mark.parametrize(
    "sequence", ["\x1b[<65;20;5M", "\x1b[97;20;5M", "\x1b[200~dd\x1b[201~", "\x1b[1;5D", "\x1b[12;40R"]
)
@pytest.mark.parametrize("pause", [0.3, 0.6, 0.95, 1.2])
def test_a_sequence_that_comes_byte_by_byte_leaves_no_letter(link: Link, sequence: str, pause: float) -> None:
    link.send(*sequence, pause=pause)
    assert not [told for told in link.told() if re.fullmatch(r"[A-Za-z0-9]|less_than_sign|tilde", told)]


ANSWERS = (
    "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    "\x1b]4;1;rgb:ff/ff/ff\x07",
    "\x1bP>|tmux 3.3a\x1b\\",
    "\x1bP1$r0;1m\x1b\\",
    "\x1bP1+r544e=78\x1b\\",
    "\x1bP!|00000000\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
)


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("pause", [0.02, 0.1, 0.12, 0.2])
def test_an_answer_that_comes_byte_by_byte_is_no_key(link: Link, answer: str, pause: float) -> None:
    link.send(*answer, pause=pause)
    assert link.told() == []


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("pause", [0.3, 0.6, 0.9])
def test_of_an_answer_behind_escape_no_more_than_its_first_letter_is_a_key(
    link: Link, answer: str, pause: float
) -> None:
    link.send(*answer, pause=pause)
    names = {"]": "right_square_bracket", "_": "underscore"}
    assert [one for one in link.told() if one != "escape"] == [names.get(answer[1], answer[1])]


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("pause", [1.0, 1.5, 2.5])
def test_an_answer_in_three_pieces_is_no_key(link: Link, answer: str, pause: float) -> None:
    end = len(answer) - 1 if answer.endswith("\x1b\\") else len(answer)  # its last ESC stays with its end
    for first, second in itertools.combinations([*range(2, end - 1), end], 2):
        if second < end or end == len(answer):
            link.send(answer[:first], answer[first:second], answer[second:], pause=pause)
            assert link.told() == [], (first, second)


def test_keys_are_keys_behind_an_answer_that_broke_off(link: Link) -> None:
    for broken in ("\x1b]11;rgb:1e", "\x1b]", "\x1bP", "\x1bP1$r0"):
        link.send(broken, pause=4.0)
        link.send("j", "k", pause=0.5)
        assert link.told()[-2:] == ["j", "k"], broken
    link.send("\x1b", "]", "j", pause=0.5)
    assert link.told() == ["escape", "right_square_bracket", "j"]
    link.send("\x1b", "P", "1", pause=0.5)
    assert link.told() == ["escape", "P", "1"]
    link.send("\x1b", pause=0.15)
    link.send("P", pause=0.3)
    link.send("\x1b[200~1. 题\x1b[201~")
    assert link.told() == ["escape", "P", "paste 1. 题"]


def test_the_two_first_letters_of_a_sequence_wait_longer_than_keys_would(link: Link) -> None:
    for sequence, meant in (("\x1b[B", "down"), ("\x1bOP", "f1"), ("\x1b[<65;20;5M", "MouseScrollDown")):
        link.send(sequence[:2], pause=2.5)
        link.send(sequence[2:])
        assert link.told() == [meant]


def test_a_sequence_broken_off_by_another_goes_on_behind_it(link: Link) -> None:
    link.send("\x1b[<65;2\x1b[B0;5M", "j")
    assert link.told() == ["down", "MouseScrollDown", "j"]
    link.send("\x1b[<6", pause=2.0)
    link.send("\x1b[B", pause=2.0)
    link.send("5;20;5M")
    assert link.told() == ["down", "MouseScrollDown"]
    link.send("\x1b", pause=2.0)
    link.send("[<65;2\x1b[B", pause=2.0)
    link.send("0;5M")
    assert link.told() == ["escape", "down", "MouseScrollDown"]


def test_two_escapes(link: Link) -> None:
    link.send("\x1b\x1b")
    assert link.told() == ["escape", "escape"]
    link.send("\x1b", "\x1b[B", pause=0.12)
    assert link.told() == ["escape", "down"]
    link.send("\x1b", pause=1.0)
    link.send("\x1b", pause=1.0)
    link.send("[B", "j")
    assert link.told() == ["escape", "escape", "down", "j"]


def test_a_report_whose_escape_was_taken_by_something_else_is_no_key(link: Link) -> None:
    link.send("[<65;20;5M", "[24;80R", "[?2026;2$y", "[200~d\x1b[201~", "j", pause=1.0)
    assert [told for told in link.told() if not told.startswith(("Mouse", "Terminal"))] == ["paste d", "j"]


def test_keys_are_keys_behind_escape(link: Link) -> None:
    for keys in ("dd", "[B", "[]", "Od", "<", "200", "j[", "P"):
        link.send("\x1b", pause=4.0)
        link.send(*keys, pause=4.0)
        assert len(link.told()) == 1 + len(keys), keys
    link.send("\x1b", pause=0.3)
    link.send("[1]")
    assert link.told() == ["escape", "left_square_bracket", "1", "right_square_bracket"]
    link.send("\x1b", pause=0.3)
    link.send("[", "j", pause=0.3)
    assert link.told() == ["escape", "left_square_bracket", "j"]
    link.send("\x1b", pause=APART + 0.05)
    link.send("d")
    assert link.told() == ["escape", "d"], "a person that is quick"
    link.send("\x1bd")
    assert link.told() == ["alt+d"]


def test_text_behind_escape_is_no_sequence(link: Link) -> None:
    for text in ("[Bug]的修改", "[1] 注释", "OA系统"):
        link.send("\x1b", pause=2.0)
        link.send(text)
        assert link.told() == ["escape", f"burst {text}"]


def test_the_patience_follows_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    assert escape_delay(None) == escape_delay(0.0) == ESCAPE_DELAY <= 0.3
    assert escape_delay(0.2) == pytest.approx(0.2 + ESCAPE_DELAY)
    assert escape_delay(60.0) == ESCAPE_MOST <= 1.0
    slow = Link(monkeypatch, 0.4)
    slow.send("\x1b", pause=0.5)
    slow.send("[B")
    assert slow.told() == ["down"]


@pytest.mark.parametrize(
    "burst",
    [
        "担保",
        "d担",
        "担d",
        "删除dd",
        "d “x”",
        "delete this\rnow",
        "\rd",
        "d\nd",
        "a\r\n\r\nb",
        "x://d",
        "d\x1b[13;1ud",
        "Please send me the numbers of last quarter and delete the old draft",
    ],
)
def test_a_burst_is_text_whatever_its_length(link: Link, burst: str) -> None:
    link.send(burst)
    assert len(told := link.told()) == 1
    assert told[0].startswith("burst ")
    assert told[0].count("d") == burst.count("d")


@pytest.mark.parametrize(
    "keys", ["担", "jj", "jjk", "jj\r", "\r\r\r", "\r\t\t", "2024", "d", "jjjj\x1b[B", "】】】"]
)
def test_keys_in_one_piece_are_keys(link: Link, keys: str) -> None:
    link.send(keys)
    assert not [told for told in link.told() if told.startswith(("burst", "paste"))]


@pytest.mark.parametrize("at", range(2, 16))
def test_a_burst_is_cut_anywhere(link: Link, at: int) -> None:
    burst = "delete this\rnow\r"
    link.send(burst[:at], pause=0.01)
    link.send(burst[at:])
    told = link.told()
    if at <= 13:
        assert "".join(told).replace("burst ", "") == burst.replace("\r", "\n")
    assert "d" not in told


@pytest.mark.parametrize("head", ["见 https://a.example/", "Please send me the numbers of last quarter"])
def test_what_comes_soon_behind_a_paste_is_more_of_it(link: Link, head: str) -> None:
    link.send(head, pause=0.03)
    link.send("dq", pause=1.0)
    assert not {"d", "q"} & set(link.told())


def test_keys_behind_an_address_are_keys(link: Link) -> None:
    link.send("\x15https://a.example/", "\t", "\x15甲、乙\t", pause=0.01)
    assert link.told() == ["ctrl+u", "burst https://a.example/", "tab", "ctrl+u", "burst 甲、乙\t"]
    link.send("\x15" + "\t\x15".join("abcdefghijklmnopqrstuvwxyz"))
    assert len(told := link.told()) == 26 * 3 - 1, "keys that were typed ahead, a control key between them"
    assert told[:4] == ["ctrl+u", "a", "tab", "ctrl+u"]


def test_a_character_that_is_cut_in_two_tells_that_more_comes(link: Link) -> None:
    whole = "dd担".encode()
    for at in (3, 4):
        link.found += link.reader.feed(whole[:at])
        link.wait(0.5)
        link.found += link.reader.feed(whole[at:])
        assert link.told() == ["burst dd担"]


@pytest.mark.parametrize("keys", ["j" * 90 + "k" * 60, "jjjkkk" * 10])
def test_keys_that_were_held_down_are_keys(link: Link, keys: str) -> None:
    link.send(keys)
    assert link.told() == list(keys)


def test_a_burst_that_trickles_in_is_text(link: Link) -> None:
    link.send(*"delete this\rnow", pause=0.002)
    assert link.told() == ["d", "burst elete this\nn", "burst o", "burst w"]


def test_the_way_to_a_field_may_be_typed_ahead(link: Link) -> None:
    link.send("\r\t\t尚未保存。")
    assert link.told() == ["enter", "tab", "tab", "burst 尚未保存。"]
    link.send("\r\t\t第一段\r第二段")
    assert link.told() == ["burst \n\t\t第一段\n第二段"]


def test_a_key_alone_does_not_wait(link: Link) -> None:
    for key in ("j", "\r", "汉", "jjj"):
        link.send(key)
        assert link.found, key
        link.told()


@pytest.mark.parametrize(
    ("coded", "text"),
    [
        ("\x1b[13u", "\n"),
        ("\x1b[13;1u", "\n"),
        ("\x1b[13;2u", "\n"),
        ("\x1b[57414;1u", "\n"),
        ("\x1b[27;1;13~", "\n"),
        ("\x1b[27;5;106~", "\n"),
        ("\x1b[106;5u", "\n"),
        ("\x1b[109;5u", "\n"),
        ("\x1b[9u", "\t"),
        ("\x1b[27;5;105~", "\t"),
        ("\x1b[97u", "a"),
        ("\x1b[97;2u", "A"),
        ("\x1b[97:65;2u", "A"),
        ("\x1b[97;2;65u", "A"),
        ("\x1b[27;2;65~", "A"),
        ("\x1b[97;65u", "a"),  # with the lock for capitals, which the number says already
        ("\x1b[27721u", "汉"),
        ("\x1b[32;1u", " "),
        ("\x1b[57399u", "0"),
        ("\x1b[13;1:3u", ""),
        ("\x1b[97;3u", ""),
        ("\x1b[127u", ""),
        ("\x1b[27u", ""),
        ("\x1b[55296u", ""),
        ("\x1b[9999999u", ""),
        ("\x1b[27;2;0~", ""),
    ],
)
def test_coded_characters_in_a_paste_are_what_they_mean(link: Link, coded: str, text: str) -> None:
    pasted = PASTE.format(f"甲{coded}乙")
    link.send(pasted)
    assert link.told() == [f"paste 甲{text}乙"]
    link.send(*pasted, pause=0.1)
    assert link.told() == [f"paste 甲{text}乙"]


@pytest.mark.parametrize(
    ("coded", "keys"),
    [
        ("\x1b[13;1u", ["enter"]),
        ("\x1b[9u", ["tab"]),
        ("\x1b[97;1u", ["a"]),
        ("\x1b[97;5u", ["ctrl+a"]),
        ("\x1b[27;5;115~", ["ctrl+s"]),
        ("\x1b[13;2u", ["shift+enter"]),
        ("\x1b[97;3u", ["alt+a"]),
    ],
)
def test_coded_keys_are_the_keys_they_mean(link: Link, coded: str, keys: list[str]) -> None:
    link.send(coded)
    assert link.told() == keys


def test_a_paste_that_stalls_goes_on_as_a_paste(link: Link) -> None:
    link.send("\x1b[200~第一段", pause=8.0)
    link.send("dd\rdd", pause=8.0)
    link.send("dd\x1b[201~", "j")
    assert link.told() == ["paste 第一段", "paste dd\ndd", "paste dd", "j"]
    link.send("\x1b[200~never ended", pause=8.0)
    link.send("j", "dd")
    assert link.told() == ["paste never ended", "j", "d", "d"]


def test_the_mark_of_a_pastes_end_may_be_late(link: Link) -> None:
    for first, rest in cuts("\x1b[201~"):
        link.send(f"\x1b[200~甲{first}", pause=8.0)
        link.send(rest, "j", pause=4.0)
        told: Iterable[str] = link.told()
        assert [one for one in told if not one.startswith("paste 甲")] == ["j"], (first, rest)

"""A bug in the program: one line and an id, details in a private log, nothing of the text (promise R3)."""

import re
import stat
from pathlib import Path

import pytest

from briefing_tui.cli.verbs.reading import toc
from programs.commands import Outcome, command

SECRET = "尚未公布的机密段落"
LOG = Path(".local/state/briefing-tui/incidents.log")


@pytest.fixture(autouse=True)
def broken(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_issue: object) -> None:
        secret = SECRET
        raise ZeroDivisionError(secret + str(samples))

    monkeypatch.setattr(toc, "outline", fail)
    monkeypatch.setenv("BRIEFING_LIBRARY", str(samples))


def crash(*arguments: str) -> Outcome:
    found = command("toc", "2024-14", *arguments)
    assert (found.code, found.out) == (1, "")
    return found


def test_it_is_one_line_with_an_id_and_nothing_else(samples: Path) -> None:
    found = crash()
    assert re.fullmatch(r"briefing-tui: internal error, incident [0-9a-f]{8} \(.*doctor.*\)\n", found.err)
    for word in (SECRET, str(samples), "2024-14", "Traceback", "ZeroDivision"):
        assert word not in found.err


def test_the_details_are_in_a_log_that_only_the_user_may_read(hidden_machine: Path) -> None:
    incident = re.findall("[0-9a-f]{8}", crash().err)[0]
    log = hidden_machine / LOG
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    text = log.read_text(encoding="utf-8")
    assert incident in text
    assert "ZeroDivisionError" in text
    assert "cli/verbs/reading/toc.py" in text
    assert SECRET not in text


def test_doctor_tells_where_the_log_is(hidden_machine: Path) -> None:
    assert str(LOG) not in command("doctor").out
    crash()
    assert str(hidden_machine / LOG) in command("doctor").out


def test_a_read_only_session_writes_no_log(hidden_machine: Path) -> None:
    assert "incident" in crash("--read-only").err
    assert not (hidden_machine / LOG).exists()
    assert list(hidden_machine.rglob("*")) == []


def test_a_log_that_cannot_be_written_hides_nothing(hidden_machine: Path) -> None:
    (hidden_machine / ".local").write_text("in the way", encoding="utf-8")
    assert "incident" in crash().err


def test_a_log_that_is_a_link_is_not_followed(hidden_machine: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    log = hidden_machine / LOG
    log.parent.mkdir(parents=True)
    log.symlink_to(victim)
    crash()
    assert victim.read_text(encoding="utf-8") == "mine"

"""What a reader may ask over SSH, and what of the client's environment a session keeps."""

import pytest
from hypothesis import given, strategies as st

from briefing_tui.errors import BriefingError, UsageError
from briefing_tui.serve.contract import COMMAND, VERBS, read_command, reader_name, session_environment


@pytest.mark.parametrize(
    ("command", "verb", "rest"),
    [
        ("", "", []),
        ("   ", "", []),
        ("open 2024-14#3", "open", ["2024-14#3"]),
        ("show 'latest' --width=60", "show", ["latest", "--width=60"]),
        ("search 担保 -风险", "search", ["担保", "-风险"]),
        ('search "融资 担保" --limit 3', "search", ["融资 担保", "--limit", "3"]),
        ("list --year 2024", "list", ["--year", "2024"]),
        ("help show", "help", ["show"]),
    ],
)
def test_what_readers_ask(command: str, verb: str, rest: list[str]) -> None:
    assert read_command(command) == (verb, rest)


@pytest.mark.parametrize(
    "command",
    [
        "edit 2024-14",
        "sh",
        "/bin/sh",
        "open; id",
        "$(id)",
        "`id`",
        "scp -f /etc/passwd",
        "internal-sftp",
        "git-upload-pack '/srv'",
        "rsync --server .",
        "show latest --library=/etc",
        "show latest --library /etc",
        "show --config x",
        "list --pager=sh",
        "show latest -o /tmp/x",
        "open -v",
        "doctor",
        "config show",
        "serve-session",
        "completion bash",
        "show 'latest",
        "show latest\nid",
        "show\x1b[2J",
        "x" * 5000,
        "--help",
        "-c id",
    ],
)
def test_all_else_is_one_line(command: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_command(command)
    assert "\n" not in caught.value.one_line()
    assert "\x1b" not in caught.value.one_line()


def test_a_minus_word_is_a_word_of_the_search_alone() -> None:
    with pytest.raises(UsageError):
        read_command("show -x")
    with pytest.raises(UsageError):
        read_command("search --exec=x 担保")


@given(st.text(max_size=300))
def test_any_command_is_understood_or_refused(command: str) -> None:
    told = ""
    try:
        assert read_command(command).verb in {"", *VERBS}
    except BriefingError as error:
        told = error.one_line()
    assert "\n" not in told


def test_of_the_environment_language_and_terminal_are_kept_and_checked() -> None:
    sent = {
        "LANG": "zh_CN.UTF-8",
        "TERM": "xterm-256color",
        "LC_ALL": "zh_CN.GBK",
        "PYTHONINSPECT": "1",
        "PYTHONPATH": "/tmp",
        "BRIEFING_CONFIG": "/tmp/x",
        "PATH": "/tmp",
        "HOME": "/tmp",
        "XDG_STATE_HOME": "/tmp",
        "LD_PRELOAD": "/tmp/x.so",
        COMMAND: "open latest",
    }
    assert session_environment(sent, "/home/reader") == {
        "LANG": "zh_CN.UTF-8",
        "TERM": "xterm-256color",
        "HOME": "/home/reader",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        COMMAND: "open latest",
    }


@pytest.mark.parametrize("term", ["../../etc", "x\x1b[2J", "a" * 100, "%s%n", "xterm\n"])
def test_a_hostile_terminal_name_is_a_plain_one(term: str) -> None:
    assert session_environment({"TERM": term}, "/")["TERM"] == "xterm"


@pytest.mark.parametrize("lang", ["", "../../x", "zh_CN.UTF-8\n", "$(id)", "x" * 99])
def test_a_hostile_language_is_none(lang: str) -> None:
    assert session_environment({"LANG": lang}, "/")["LANG"] == "C.UTF-8"


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "-x", ".ssh", "a\0b", "a\n", "x" * 65, "a..b"]
)
def test_a_name_that_could_lead_elsewhere_is_no_readers(name: str) -> None:
    with pytest.raises(UsageError):
        reader_name(name)


@pytest.mark.parametrize("name", ["wang", "王", "wang.li", "li_2", "a@b"])
def test_names_of_readers(name: str) -> None:
    assert reader_name(name) == name

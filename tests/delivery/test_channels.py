"""What a word of the tail means: the channels of the settings."""

import tomllib
from pathlib import Path

import pytest

from briefing_tui.delivery.channels import Channels, Feed, Mailing, Printing, Robot, absolute, read_channels
from briefing_tui.errors import SettingsError

WHOLE = """
["印送"]
kind = "print"
folder = "印送"
formats = ["pdf"]
printer = "hall"

["企业微信推送"]
kind = "wecom"
robot = "staff"
names = ["微信", "企微"]
send = ["digest", "news", "pdf"]
link = "https://intranet.example/{key}.html"
test = "try"

["邮件"]
kind = "mail"
server = "smtp.example.org"
from = "bulletin@example.org"
to = ["staff@example.org", "units@example.org"]
login = "bulletin"
password = "smtp"

["订阅"]
kind = "feed"
file = "/srv/www/feed.atom"
link = "https://intranet.example/{key}.html"
"""


def read(text: str) -> Channels:
    return read_channels(
        tomllib.loads(text).items(), "config.toml", absolute("/etc/briefing", lambda path: path)
    )


def test_every_kind() -> None:
    printing, robot, mailing, feed = read(WHOLE).all
    assert printing == Printing("印送", "/etc/briefing/印送", ("pdf",), "hall")
    assert isinstance(robot, Robot)
    assert (robot.robot, robot.send, robot.test) == ("staff", ("digest", "news", "pdf"), "try")
    assert isinstance(mailing, Mailing)
    assert (mailing.port, mailing.security, mailing.attach) == (587, "starttls", ("pdf",))
    assert isinstance(feed, Feed)


@pytest.mark.parametrize("word", ["企业微信推送", "（企业微信推送）", " 企业 微信推送 ", "微信", "(企微)"])
def test_a_word_of_the_tail_finds_its_channel(word: str) -> None:
    ((_word, channel),) = read(WHOLE).of_tail(word)
    assert channel is not None
    assert channel.name == "企业微信推送"


@pytest.mark.parametrize("word", ["印送、微信", "印送和微信", "印送,微信", "印送/微信", "（印送；微信）"])
def test_two_words_are_two_channels(word: str) -> None:
    assert [one.name if one else "" for _word, one in read(WHOLE).of_tail(word)] == ["印送", "企业微信推送"]


def test_words_without_a_channel() -> None:
    assert read(WHOLE).of_tail("内网") == (("内网", None),)
    assert read(WHOLE).of_tail("印送、内网")[1] == ("内网", None)
    assert read(WHOLE).of_tail("") == ()
    assert read("").of_tail("印送") == (("印送", None),)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[a]\nkind = "fax"\n', "channels.a.kind"),
        ("[a]\n", "channels.a.kind"),
        ('[a]\nkind = "print"\n', "channels.a.folder"),
        ('[a]\nkind = "print"\nfolder = "x"\nformats = ["exe"]\n', "channels.a.formats"),
        ('[a]\nkind = "print"\nfolder = "x"\nprinter = "-o raw"\n', "channels.a.printer"),
        ('[a]\nkind = "print"\nfolder = "x"\nfolders = "y"\n', "channels.a.folders"),
        ('[a]\nkind = "wecom"\n', "channels.a.robot"),
        ('[a]\nkind = "wecom"\nrobot = "staff"\nsend = ["news"]\n', "channels.a.link"),
        ('[a]\nkind = "wecom"\nrobot = "staff"\nserver = "http://robot.example"\n', "channels.a.server"),
        ('[a]\nkind = "wecom"\nrobot = "staff"\nserver = "https://a@b"\n', "channels.a.server"),
        ('[a]\nkind = "mail"\nserver = "s"\nfrom = "x"\nto = ["a@b.c"]\n', "channels.a.from"),
        (
            '[a]\nkind = "mail"\nserver = "s"\nfrom = "x@y.z"\nto = ["a@b.c\\r\\nBcc: d@e.f"]\n',
            "channels.a.to",
        ),
        ('[a]\nkind = "mail"\nserver = "s"\nfrom = "x@y.z"\nto = []\n', "channels.a.to"),
        (
            '[a]\nkind = "mail"\nserver = "s"\nfrom = "x@y.z"\nto = "a@b.c"\nlogin = "u"\n',
            "channels.a.password",
        ),
        (
            '[a]\nkind = "mail"\nserver = "s"\nfrom = "x@y.z"\nto = "a@b.c"\nlogin = "u"\npassword = "p"\nsecurity = "none"\n',
            "channels.a.security",
        ),
        ('[a]\nkind = "mail"\nserver = "s"\nfrom = "x@y.z"\nto = "a@b.c"\nport = 0\n', "channels.a.port"),
        ('[a]\nkind = "feed"\nfile = "x"\n', "channels.a.link"),
        (
            '[a]\nkind = "print"\nfolder = "x"\n[b]\nkind = "print"\nfolder = "y"\nnames = ["A"]\n',
            "channels.b",
        ),
        ("a = 1\n", "channels.a"),
    ],
)
def test_a_fault_names_its_key(text: str, key: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(text)
    assert refused.value.place.key == key


def test_a_near_name_is_offered() -> None:
    with pytest.raises(SettingsError) as refused:
        read('[a]\nkind = "print"\nfolder = "x"\nformat = ["pdf"]\n')
    assert "formats" in refused.value.hint


def test_a_fault_in_a_channel_keeps_nobody_from_reading(samples: Path, tmp_path: Path) -> None:
    from programs.commands import command

    config = tmp_path / "config.toml"
    config.write_text('[channels.a]\nkind = "fax"\n', encoding="utf-8")
    environ = {"BRIEFING_CONFIG": str(config)}
    assert command("--library", str(samples), "toc", "latest", environ=environ).code == 0
    outcome = command("config", "validate", environ=environ)
    assert outcome.code == 2
    assert "channels.a.kind" in outcome.err


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("bulletin@example.org", "", "bulletin@example.org"),
        ("简报编辑部 <bulletin@example.org>", "简报编辑部", "bulletin@example.org"),
        ('\\"A, B\\" < b@example.org >', "A, B", "b@example.org"),
        ("b@示例.公司", "", "b@xn--fsq092h.xn--55qx5d"),
        ("简报　编辑部 <b@example.org>", "简报 编辑部", "b@example.org"),
    ],
)
def test_a_sender_may_have_a_name_and_a_domain_other_letters(text: str, name: str, address: str) -> None:
    made = read(f'["邮件"]\nkind = "mail"\nserver = "s"\nfrom = "{text}"\nto = "{address}"').all[0]
    assert isinstance(made, Mailing)
    assert (made.sender_name, made.sender) == (name, address)


def test_whom_a_mail_goes_to_may_have_names_and_is_there_once() -> None:
    """As people copy them from their mail program."""
    to = '["张三 <z@example.org>", "z@example.org", "\\"A, B\\" <b@example.org>"]'
    made = read(f'["邮件"]\nkind = "mail"\nserver = "s"\nfrom = "a@example.org"\nto = {to}').all[0]
    assert isinstance(made, Mailing)
    assert made.to == ("z@example.org", "b@example.org")

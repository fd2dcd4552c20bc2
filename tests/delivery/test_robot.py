"""Messages to a WeCom robot: each way in which the service and the network between answer, and what is said of the message then."""

import datetime as dt
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.delivery import robot_sender
from briefing_tui.delivery.carrying_out import ToldPart
from briefing_tui.delivery.desk import AGAIN, AskError, Desk
from briefing_tui.delivery.part import HANDED, REFUSED, UNKNOWN, Part
from briefing_tui.delivery.robot_sender import Pace, RobotSender, proxy_for
from briefing_tui.delivery.secrets import Secret
from briefing_tui.errors import BriefingError
from servers.deliveries import KEY_14, STAFF, desk_of, staff_robot
from servers.stub_robot import KEY, StubRobot, robot


@pytest.fixture
def stub() -> Iterator[StubRobot]:
    with robot() as server:
        yield server


@pytest.fixture(autouse=True)
def own_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a minute of its own."""
    monkeypatch.setattr(robot_sender, "PACE", Pace())


def send(desk: Desk, how: str = "missing", pauses: list[float] | None = None) -> tuple[ToldPart, ...]:
    plan = desk.plan(KEY_14)
    delivery = plan.delivery(STAFF)
    assert delivery is not None

    def pause(seconds: float) -> bool:
        if pauses is not None and seconds:
            pauses.append(seconds)
        return True

    return desk.send(KEY_14, delivery, plan.text, how, pause=pause)


def state(desk: Desk) -> str:
    delivery = desk.plan(KEY_14).delivery(STAFF)
    assert delivery is not None
    return delivery.standing.state


def test_a_message_that_is_taken_is_handed_over_once(tmp_path: Path, stub: StubRobot) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address))
    assert state(desk) == "new"
    (told,) = send(desk)
    assert told.outcome.result == HANDED
    assert state(desk) == "done"
    assert send(desk) == ()  # nothing is missing
    (message,) = stub.taken
    assert message["msgtype"] == "markdown_v2"
    assert "再担保与银行直连系统上线" in str(message)
    assert stub.seen[0].key == KEY


@pytest.mark.parametrize(
    ("behaviour", "result", "after", "arrived"),
    [
        ("ok", HANDED, "done", 1),
        ("zipped", HANDED, "done", 1),
        ("bad_key", REFUSED, "failed", 0),
        ("too_long", REFUSED, "failed", 0),
        ("hostile", REFUSED, "failed", 0),
        ("login", REFUSED, "failed", 0),
        ("redirect", REFUSED, "failed", 0),
        ("forbidden", REFUSED, "failed", 0),
        ("drop", UNKNOWN, "unknown", 1),
        ("half", UNKNOWN, "unknown", 1),
        ("half_json", UNKNOWN, "unknown", 1),
        ("empty", UNKNOWN, "unknown", 1),
        ("error", UNKNOWN, "unknown", 0),
        ("gateway", UNKNOWN, "unknown", 1),
    ],
)
def test_what_is_said_of_a_message(
    tmp_path: Path, stub: StubRobot, behaviour: str, result: str, after: str, arrived: int
) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address))
    stub.script = [behaviour]
    (told,) = send(desk)
    assert told.outcome.result == result
    assert state(desk) == after
    assert len(stub.taken) == arrived
    if result != HANDED:
        assert told.outcome.said
    assert KEY not in repr(told)
    assert told.outcome.said.isprintable()
    assert KEY not in (tmp_path / "library" / "deliveries" / "2024-14.jsonl").read_text(encoding="utf-8")
    if result == UNKNOWN:
        with pytest.raises(AskError):
            send(desk)
        assert len(stub.taken) == arrived
    elif result == REFUSED:  # certain: it may go without asking
        (again,) = send(desk)
        assert again.outcome.result == HANDED
        assert len(stub.taken) == 1


def test_a_slow_answer_is_unknown(tmp_path: Path, stub: StubRobot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robot_sender, "READ_SECONDS", 0.2)
    stub.slow_seconds = 1.0
    desk = desk_of(tmp_path / "library", staff_robot(stub.address))
    stub.script = ["slow"]
    (told,) = send(desk)
    assert told.outcome.result == UNKNOWN
    assert state(desk) == "unknown"


def test_a_server_that_is_not_there_got_nothing(tmp_path: Path) -> None:
    with robot() as gone:
        address = gone.address
    desk = desk_of(tmp_path / "library", staff_robot(address))
    (told,) = send(desk)
    assert told.outcome.result == REFUSED
    assert state(desk) == "failed"


def test_too_fast_is_waited_for(tmp_path: Path, stub: StubRobot) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address))
    stub.script = ["too_fast", "too_fast"]
    pauses: list[float] = []
    (told,) = send(desk, pauses=pauses)
    assert told.outcome.result == HANDED
    assert len(pauses) == 2
    assert min(pauses) >= 60
    assert len(stub.taken) == 1


def test_a_service_that_stays_too_fast_is_given_up(tmp_path: Path, stub: StubRobot) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address))
    stub.script = ["too_fast"] * 3
    (told,) = send(desk)
    assert (told.outcome.result, told.outcome.code) == (REFUSED, "45009")
    assert state(desk) == "failed"


def test_no_more_than_twenty_a_minute() -> None:
    now = 100.0
    pace = Pace(lambda: now)
    assert [pace.wait("a") for _count in range(20)] == [0.0] * 20
    assert pace.wait("a") == 60.0
    assert pace.wait("b") == 0.0
    now = 161.0
    assert pace.wait("a") == 0.0


def test_a_file_is_uploaded_and_sent(tmp_path: Path, stub: StubRobot) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address, "digest", "pdf"))
    told = send(desk)
    assert [one.outcome.result for one in told] == [HANDED, HANDED]
    assert [one.action for one in stub.seen] == ["send", "upload_media", "send"]
    assert stub.taken[1] == {"msgtype": "file", "file": {"media_id": "media-1"}}
    upload = stub.seen[1]
    assert b"pdf of 2024-14" in upload.body
    assert "行业信息简报2024年第14期.pdf".encode() in upload.body


def test_a_failed_upload_is_no_unknown_message(tmp_path: Path, stub: StubRobot) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address, "pdf"))
    stub.script = ["drop"]
    (told,) = send(desk)
    assert told.outcome.result == REFUSED
    assert state(desk) == "failed"
    assert stub.taken == []


def test_the_second_of_two_does_not_go_without_the_first(tmp_path: Path, stub: StubRobot) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address, "digest", "news"))
    stub.script = ["too_long"]
    assert len(send(desk)) == 1
    assert stub.taken == []
    assert [one.outcome.result for one in send(desk)] == [HANDED, HANDED]
    assert [one["msgtype"] for one in stub.taken] == ["markdown_v2", "news"]


def test_what_is_unknown_can_be_noted_as_arrived(tmp_path: Path, stub: StubRobot) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address))
    stub.script = ["drop"]
    send(desk)
    delivery = desk.plan(KEY_14).delivery(STAFF)
    assert delivery is not None
    assert desk.settle(KEY_14, delivery, arrived=True) == 1
    assert state(desk) == "done"
    assert len(stub.taken) == 1


def test_what_is_unknown_can_be_noted_as_lost_and_is_sent(tmp_path: Path, stub: StubRobot) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address, "digest", "news"))
    stub.script = ["ok", "error"]
    send(desk)
    delivery = desk.plan(KEY_14).delivery(STAFF)
    assert delivery is not None
    assert desk.settle(KEY_14, delivery, arrived=False) == 1
    assert [one.part.kind for one in send(desk)] == ["news"]
    assert [one["msgtype"] for one in stub.taken] == ["markdown_v2", "news"]
    assert state(desk) == "done"


def test_what_is_unknown_can_be_sent_again(tmp_path: Path, stub: StubRobot) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address))
    stub.script = ["drop"]
    send(desk)
    (told,) = send(desk, AGAIN)
    assert told.outcome.result == HANDED
    assert state(desk) == "done"
    assert len(stub.taken) == 2


def test_plain_http_is_no_tls(tmp_path: Path, stub: StubRobot) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address.replace("http:", "https:")))
    (told,) = send(desk)
    assert told.outcome.result == REFUSED
    assert "certificate" in told.outcome.said
    assert stub.seen == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_a_certificate_of_ones_own_is_refused_unless_it_is_trusted(tmp_path: Path) -> None:
    certificate = tmp_path / "stub.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", tmp_path / "key.pem", "-out", tmp_path / "ca.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    certificate.write_text((tmp_path / "key.pem").read_text() + (tmp_path / "ca.pem").read_text())
    with robot(certificate) as stub:
        address = stub.address.replace("http:", "https:")
        desk = desk_of(tmp_path / "library", staff_robot(address))
        (told,) = send(desk)
        assert told.outcome.result == REFUSED
        assert "certificate" in told.outcome.said
        assert stub.seen == []
        trusting = staff_robot(address)._replace(ca_file=str(tmp_path / "ca.pem"))
        desk = desk_of(tmp_path / "library", trusting)
        (told,) = send(desk)
        assert told.outcome.result == HANDED
        assert len(stub.taken) == 1


def test_the_proxy_of_the_environment() -> None:
    environ = {"https_proxy": "http://me:p%40ss@proxy.example:3128", "no_proxy": "intranet.example, .local"}
    assert proxy_for("https://qyapi.weixin.qq.com", environ) == environ["https_proxy"]
    assert proxy_for("https://a.intranet.example", environ) == ""
    assert proxy_for("https://qyapi.weixin.qq.com", {"no_proxy": "*", "HTTPS_PROXY": "x:1"}) == ""
    assert (
        proxy_for("https://qyapi.weixin.qq.com", {"HTTPS_PROXY": "proxy.example:3128"})
        == "http://proxy.example:3128"
    )
    assert proxy_for("https://qyapi.weixin.qq.com", {}) == ""


def test_a_proxy_that_is_not_there_got_nothing() -> None:
    with robot() as gone:
        proxy = gone.address
    channel = staff_robot("https://qyapi.weixin.qq.com")
    sender = RobotSender(channel, Secret(KEY), {"HTTPS_PROXY": proxy.replace("http://", "http://me:secret@")})
    outcome = sender.send(Part("digest", "1/1", "x", {"msgtype": "text", "text": {"content": "x"}}))
    assert outcome.result == REFUSED
    assert "secret" not in outcome.said


def test_the_whole_address_is_taken_for_the_key(stub: StubRobot) -> None:
    secret = Secret(f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}")
    sender = RobotSender(staff_robot(stub.address), secret, {})
    outcome = sender.send(Part("test", "", "x", {"msgtype": "text", "text": {"content": "x"}}))
    assert outcome.result == HANDED
    assert stub.seen[0].key == KEY


@pytest.mark.parametrize("text", ["a b", "key\r\nHost: x", "键", "a/../b?x=", ""])
def test_what_is_no_key_is_not_sent(text: str, stub: StubRobot) -> None:
    with pytest.raises(BriefingError) as refused:
        RobotSender(staff_robot(stub.address), Secret(text), {})
    assert text == "" or text not in str(refused.value)


def test_the_key_is_in_no_log(
    tmp_path: Path, stub: StubRobot, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address))
    stub.script = ["drop"]
    with caplog.at_level(0):
        send(desk)
        send(desk, AGAIN)
    assert KEY not in caplog.text
    assert KEY not in "".join(capfd.readouterr())


def test_the_time_and_who_are_noted(tmp_path: Path, stub: StubRobot) -> None:
    desk = desk_of(tmp_path / "library", staff_robot(stub.address))
    send(desk)
    begun, ended = desk.record(KEY_14).lines
    assert (begun.event, begun.who, begun.channel, begun.kind, begun.name) == (
        "begin",
        "王编辑",
        STAFF,
        "digest",
        "1/1",
    )
    assert len(begun.revision) == 64
    assert (ended.event, ended.id, ended.result) == ("end", begun.id, HANDED)
    assert dt.datetime.fromisoformat(begun.at).tzinfo is not None


def test_urllib3_is_loaded_by_one_module_alone(pytestconfig: pytest.Config) -> None:
    source = pytestconfig.rootpath / "src" / "briefing_tui"
    users = [
        path.name
        for path in source.rglob("*.py")
        if re.search(r"(?:import|from) urllib3", path.read_text("utf-8"))
    ]
    assert users == ["robot_sender.py"]

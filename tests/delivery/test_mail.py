"""Mail over a real SMTP server on this machine."""

import asyncio
import email
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from briefing_tui.delivery import mail
from briefing_tui.delivery.carrying_out import ToldPart
from briefing_tui.delivery.channels import Mailing
from briefing_tui.delivery.desk import AskError, Desk
from briefing_tui.delivery.mail_sender import MailSender
from briefing_tui.delivery.part import HANDED, REFUSED, UNKNOWN, Part
from briefing_tui.delivery.secrets import Secret
from briefing_tui.model.issue import Distribution
from servers.deliveries import KEY_14, PUBLISHED, attach, desk_of, make_file

LIST = ("staff@example.org", "units@example.org")
BY_MAIL = PUBLISHED._replace(distribution=(Distribution("发", ("各子公司",), "邮件"),))
PASSWORD = "correct-horse-7"


class Box:
    """A mail server's inside: takes, refuses, cuts the link."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.refused: set[str] = set()
        self.later: set[str] = set()
        self.answer = "250 taken"
        self.cut = False

    async def handle_RCPT(  # noqa: N802 - the server's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        if address in self.later:
            return "451 4.7.1 greylisted, try again"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("2"):
            self.mails.append(envelope)
        if self.cut:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return self.answer


def check(_server: object, _session: object, _envelope: object, _mechanism: str, data: object) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=False)


@contextmanager
def server(box: Box, **options: object) -> Iterator[int]:
    """A server at a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **options)  # type: ignore[arg-type]
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def mailing(port: int, **changes: object) -> Mailing:
    made = Mailing(
        "邮件",
        "127.0.0.1",
        "bulletin@example.org",
        LIST,
        port,
        "none",
        link="https://intranet.example/{key}.html",
    )
    return made._replace(**changes)  # type: ignore[arg-type]


def send(desk: Desk) -> tuple[ToldPart, ...]:
    plan = desk.plan(KEY_14)
    (delivery,) = plan.deliveries
    return desk.send(KEY_14, delivery, plan.text)


def state(desk: Desk) -> str:
    (delivery,) = desk.plan(KEY_14).deliveries
    return delivery.standing.state


def message(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    found = email.message_from_bytes(envelope.content, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def message_id(part: Part) -> str:
    assert isinstance(part.payload, bytes)
    return str(email.message_from_bytes(part.payload)["Message-ID"])


def test_each_address_gets_one_mail_with_text_page_and_file(tmp_path: Path) -> None:
    box = Box()
    with server(box) as port:
        desk = desk_of(tmp_path / "library", mailing(port), issue=BY_MAIL)
        assert [one.outcome.result for one in send(desk)] == [HANDED, HANDED]
        assert state(desk) == "done"
        assert send(desk) == ()
    assert [envelope.rcpt_tos for envelope in box.mails] == [[one] for one in LIST]
    first = message(box.mails[0])
    assert first["Subject"] == "《行业信息简报》2024年第14期（总第62期）"
    assert (first["From"], first["To"]) == ("bulletin@example.org", LIST[0])
    assert first["Date"] is not None
    plain, page = first.get_body(("plain",)), first.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert "3. 风险处置有序推进" in plain.get_content()
    assert "<strong>行业动态</strong>" in page.get_content()
    assert "https://intranet.example/2024-14.html" in page.get_content()
    (file,) = first.iter_attachments()
    assert file.get_filename() == "行业信息简报2024年第14期.pdf"
    assert file.get_content() == make_file(BY_MAIL, "pdf")


def test_the_same_mail_again_has_the_same_id() -> None:
    first, second = (mail.parts(mailing(25), BY_MAIL, "content", attach) for _time in range(2))
    ids = [[message_id(part) for part in parts] for parts in (first, second)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_one_bad_address_does_not_keep_the_others_from_theirs(tmp_path: Path) -> None:
    box = Box()
    box.refused = {LIST[0]}
    with server(box) as port:
        desk = desk_of(tmp_path / "library", mailing(port), issue=BY_MAIL)
        told = send(desk)
        assert [one.outcome.result for one in told] == [REFUSED, HANDED]
        assert "550" in told[0].outcome.said
        assert state(desk) == "partly"
        box.refused = set()
        assert [one.part.name for one in send(desk)] == [LIST[0]]
    assert [envelope.rcpt_tos for envelope in box.mails] == [[LIST[1]], [LIST[0]]]


def test_a_text_that_is_refused_is_no_mail(tmp_path: Path) -> None:
    box = Box()
    box.answer = "554 too large\x1b[2J"
    with server(box) as port:
        desk = desk_of(tmp_path / "library", mailing(port), issue=BY_MAIL)
        told = send(desk)
    assert [one.outcome.result for one in told] == [REFUSED, REFUSED]
    assert told[0].outcome.said.isprintable()
    assert state(desk) == "failed"


def test_a_link_that_is_cut_after_the_text_is_unknown(tmp_path: Path) -> None:
    box = Box()
    box.cut = True
    with server(box) as port:
        desk = desk_of(tmp_path / "library", mailing(port), issue=BY_MAIL)
        assert [one.outcome.result for one in send(desk)] == [UNKNOWN]
        assert state(desk) == "unknown"
        with pytest.raises(AskError):
            send(desk)
    assert len(box.mails) == 1


def test_a_server_that_is_not_there_got_nothing(tmp_path: Path) -> None:
    with server(Box()) as port:
        pass
    desk = desk_of(tmp_path / "library", mailing(port), issue=BY_MAIL)
    assert [one.outcome.result for one in send(desk)] == [REFUSED]
    assert state(desk) == "failed"


def test_a_server_without_tls_does_not_get_the_password() -> None:
    box = Box()
    with server(box) as port:
        sender = MailSender(mailing(port, security="starttls", login="me", password="smtp"), Secret(PASSWORD))
        (part, _other) = mail.parts(mailing(port), BY_MAIL, "content", attach)
        outcome = sender.prepare(part)
    assert outcome.result == REFUSED
    assert "STARTTLS" in outcome.said


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize("good", [True, False])
def test_a_login(good: bool) -> None:
    box = Box()
    with server(box, authenticator=check, auth_required=True, auth_require_tls=False) as port:
        sender = MailSender(
            mailing(port, login="me", password="smtp"), Secret(PASSWORD if good else "wrong-one")
        )
        (part, _other) = mail.parts(mailing(port), BY_MAIL, "content", attach)
        outcome = sender.prepare(part)
        if good:
            outcome = sender.send(part)
        sender.close()
    assert outcome.result == (HANDED if good else REFUSED)
    assert PASSWORD not in outcome.said
    assert "wrong-one" not in outcome.said
    assert len(box.mails) == good


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_tls_with_a_certificate_that_is_trusted_and_one_that_is_not(tmp_path: Path, security: str) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "ca.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    options = (
        {"tls_context": context, "require_starttls": True}
        if security == "starttls"
        else {"ssl_context": context}
    )
    for ca_file, expected in ((str(certificate), HANDED), ("", REFUSED)):
        box = Box()
        with server(box, **options) as port:
            channel = mailing(port, security=security, ca_file=ca_file)
            desk = desk_of(tmp_path / ("good" if ca_file else "bad") / "library", channel, issue=BY_MAIL)
            told = send(desk)
        assert {one.outcome.result for one in told} == {expected}
        assert len(box.mails) == (2 if ca_file else 0)


def test_hostile_titles_stay_text(tmp_path: Path) -> None:
    head = BY_MAIL.masthead._replace(title="简报\r\nBcc: thief@example.net\n<script>alert(1)</script>.")
    hostile = BY_MAIL._replace(masthead=head)
    box = Box()
    with server(box) as port:
        desk = desk_of(tmp_path / "library", mailing(port), issue=hostile)
        assert {one.outcome.result for one in send(desk)} == {HANDED}
    found = message(box.mails[0])
    assert found["Bcc"] is None
    page = found.get_body(("html",))
    assert page is not None
    assert "<script>" not in page.get_content()


def test_lines_that_begin_with_a_dot_arrive_whole() -> None:
    box = Box()
    with server(box) as port:
        sender = MailSender(mailing(port), None)
        part = mail.parts(mailing(port), BY_MAIL, "content", attach)[0]
        text = b"Subject: x\r\n\r\n.\r\n..two\r\n.end\r\n"
        part = part._replace(payload=text)
        assert sender.prepare(part).result == HANDED
        assert sender.send(part).result == HANDED
        sender.close()
    content = box.mails[0].content
    assert isinstance(content, bytes)
    assert content.replace(b"\r\n", b"\n").endswith(b"\n\n.\n..two\n.end\n")


@pytest.mark.parametrize("name", ["简报编辑部", 'A "quoted", name; with: marks', "示例集团办公室" * 12])
def test_the_sender_s_name_is_shown_as_it_is(tmp_path: Path, name: str) -> None:
    box = Box()
    with server(box) as port:
        desk = desk_of(tmp_path / "library", mailing(port, sender_name=name), issue=BY_MAIL)
        assert [one.outcome.result for one in send(desk)] == [HANDED, HANDED]
    assert isinstance(box.mails[0].content, bytes)
    assert box.mails[0].content.isascii()
    assert max(map(len, box.mails[0].content.split(b"\r\n"))) <= 998
    (sender,) = message(box.mails[0])["From"].addresses
    assert sender.addr_spec == "bulletin@example.org"
    shown = sender.display_name  # Python reads a blank between words that RFC 2047 (6.2) joins
    assert "".join(shown.split()) == "".join(name.split())
    assert box.mails[0].mail_from == "bulletin@example.org"


@pytest.mark.parametrize("wide", [True, False])
def test_an_address_of_other_letters_goes_to_a_server_that_takes_it(tmp_path: Path, wide: bool) -> None:
    box = Box()
    with server(box, enable_SMTPUTF8=wide) as port:
        to = ("张三@example.org", LIST[0])
        desk = desk_of(tmp_path / "library", mailing(port, to=to), issue=BY_MAIL)
        told = send(desk)
    assert [one.outcome.result for one in told] == [HANDED if wide else REFUSED, HANDED]
    if wide:
        assert box.mails[0].rcpt_tos == [to[0]]
        assert str(message(box.mails[0])["To"]) == to[0]
    else:
        assert "ASCII" in told[0].outcome.said
    assert box.mails[-1].rcpt_tos == [LIST[0]]


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_a_server_that_asks_to_come_again_later_got_nothing_and_gets_it_then(
    tmp_path: Path, step: str
) -> None:
    """Greylisting: 4xx at first sight."""
    box = Box()
    with server(box) as port:
        desk = desk_of(tmp_path / "library", mailing(port), issue=BY_MAIL)
        if step == "rcpt":
            box.later = {LIST[0]}
        else:
            box.answer = "451 4.7.1 greylisted, try again"
        told = send(desk)
        assert told[0].outcome.result == REFUSED
        assert "451" in told[0].outcome.said
        assert state(desk) in {"partly", "failed"}
        box.later, box.answer = set(), "250 taken"
        send(desk)
        assert state(desk) == "done"
    assert sorted(envelope.rcpt_tos[0] for envelope in box.mails) == sorted(LIST)


def test_no_line_of_a_title_becomes_a_head(tmp_path: Path) -> None:
    box = Box()
    head = BY_MAIL.masthead._replace(title="简报\r\nBcc: all@example.org\r\n\r\n正文" + "长" * 10_000)
    with server(box) as port:
        desk = desk_of(tmp_path / "library", mailing(port), issue=BY_MAIL._replace(masthead=head))
        send(desk)
    for envelope in box.mails:
        made = message(envelope)
        assert made["Bcc"] is None
        assert len(envelope.rcpt_tos) == 1
        assert "Bcc: all@example.org" in str(made["Subject"])
        assert isinstance(envelope.content, bytes)
        assert max(map(len, envelope.content.split(b"\r\n"))) <= 998

"""Hands mails to an SMTP server. Loads smtplib.

One link for all mails of a run. What is certain is said of each: handed over once the server has taken the text, refused when it said no before
or after it, unknown when the link was cut after the text had begun to go. The password is in no error.
"""

import contextlib
import os
import smtplib
import ssl
from email import utils

from briefing_tui.delivery.channels import STARTTLS, TLS, Mailing
from briefing_tui.delivery.part import HANDED, REFUSED, UNKNOWN, DeliveryOutcome, Part
from briefing_tui.delivery.secrets import Secret
from briefing_tui.i18n import _
from briefing_tui.text.clean import clean_line

SECONDS = 30.0
"""Until a silent server is given up."""
ANSWER_SECONDS = 300.0
"""Until the answer to a whole text: RFC 5321, 4.5.3.2.6, asks for ten minutes; people do not wait so long."""


class MailSender:
    """One server, for a run."""

    def __init__(
        self, mailing: Mailing, password: Secret | None, *, answer_seconds: float = ANSWER_SECONDS
    ) -> None:
        self._mailing = mailing
        self._password = password
        self._answer_seconds = answer_seconds
        self._link: smtplib.SMTP | None = None

    def ready_in(self, part: Part) -> float:
        """A server tells itself when it is asked too often."""
        return 0.0

    def prepare(self, part: Part) -> DeliveryOutcome:
        """Reach the server and say for whom the mail is: nothing is sent by that."""
        assert isinstance(part.payload, bytes)
        try:
            link = self._link or self._connect()
            self._link = link
            wide = not (self._mailing.sender + part.name).isascii()
            if wide and not link.has_extn("smtputf8"):
                return DeliveryOutcome(REFUSED, _("the mail server takes only addresses of ASCII letters"))
            options = ("SMTPUTF8", "BODY=8BITMIME") if wide else ()
            for code, said in (link.mail(self._mailing.sender, options), link.rcpt(part.name)):
                if code >= 300:
                    self._forget(link)
                    return self._no(code, said)
        except smtplib.SMTPAuthenticationError as error:
            self.close()
            return self._no(
                error.smtp_code,
                error.smtp_error,
                _("the server does not take the name or the password"),
                final=True,
            )
        except smtplib.SMTPNotSupportedError:
            self.close()
            return DeliveryOutcome(REFUSED, _("the server knows no STARTTLS, or no login"), final=True)
        except ssl.SSLError:
            self.close()
            return DeliveryOutcome(
                REFUSED, _("the mail server's certificate is not one that is trusted here"), final=True
            )
        except smtplib.SMTPResponseException as error:
            self.close()
            return self._no(error.smtp_code, error.smtp_error, final=True)
        except (OSError, smtplib.SMTPException):
            self.close()
            return DeliveryOutcome(REFUSED, _("the mail server cannot be reached"), final=True)
        return DeliveryOutcome(HANDED)

    def send(self, part: Part) -> DeliveryOutcome:
        """The text of the mail that was prepared."""
        link = self._link
        assert link is not None
        assert isinstance(part.payload, bytes)
        date = f"Date: {utils.formatdate(localtime=True)}\r\n".encode()
        begun = False
        try:
            link.putcmd("data")
            code, said = link.getreply()
            if code != 354:
                self._forget(link)
                return self._no(code, said)
            begun = True
            if link.sock is not None:
                link.sock.settimeout(self._answer_seconds)
            link.send(_dotted(date + part.payload))
            code, said = link.getreply()
            if link.sock is not None:
                link.sock.settimeout(SECONDS)
        except (OSError, smtplib.SMTPException):
            self.close()
            if begun:
                return DeliveryOutcome(UNKNOWN, _("the link to the mail server was cut before it answered"))
            return DeliveryOutcome(REFUSED, _("the mail server closed the link"))
        if 200 <= code < 300:
            return DeliveryOutcome(HANDED, "", str(code))
        return self._no(code, said)

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        if self._link is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._link.quit()
            self._link = None

    def _connect(self) -> smtplib.SMTP:
        mailing = self._mailing
        name = os.uname().nodename or "localhost"
        local = name if name.isascii() else "localhost"
        context = _trust(mailing.ca_file)
        if mailing.security == TLS:
            link: smtplib.SMTP = smtplib.SMTP_SSL(
                mailing.server, mailing.port, local_hostname=local, timeout=SECONDS, context=context
            )
        else:
            link = smtplib.SMTP(mailing.server, mailing.port, local_hostname=local, timeout=SECONDS)
        try:
            if mailing.security == STARTTLS:
                link.starttls(context=context)
            if mailing.login and self._password is not None:
                link.login(mailing.login, self._password.reveal())
            link.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException):
            link.close()
            raise
        return link

    def _forget(self, link: smtplib.SMTP) -> None:
        """Begin the next mail anew."""
        try:
            link.rset()
        except (OSError, smtplib.SMTPException):
            self.close()

    def _no(self, code: int, said: bytes | str, why: str = "", *, final: bool = False) -> DeliveryOutcome:
        """What the server answered, without what it should not have repeated."""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        text = clean_line(" ".join(text.split()))[:160]
        if self._password is not None:
            text = self._password.hide_in(text)
        answer = _("{said} (code {code})").format(said=why or text or _("refused"), code=code)
        return DeliveryOutcome(REFUSED, answer, str(code), final=final or code in {421, 530, 535})


def _dotted(data: bytes) -> bytes:
    """A text as SMTP sends it: lines that begin with a dot have another, and a lone one ends it (RFC 5321, 4.5.2)."""
    lines = b"\r\n".join(data.splitlines())
    lines = (b"." + lines if lines.startswith(b".") else lines).replace(b"\r\n.", b"\r\n..")
    return lines + b"\r\n.\r\n"


def _trust(ca_file: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=ca_file or None)

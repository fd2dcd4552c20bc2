"""The issue as a mail: subject, the digest as text and as HTML, files attached. Pure; `mail_sender` hands it over.

A mail goes to one address at a time, so that it is known of each what became of it. Its Message-ID says which text it is and to whom: the
same mail again has the same, by which mail servers and programs recognise a double.
"""

from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from html import escape

from briefing_tui.delivery.channels import Mailing
from briefing_tui.delivery.cutting import fit
from briefing_tui.delivery.part import MAIL, Attach, Part, first_lines, identity_of
from briefing_tui.delivery.wecom import file_name
from briefing_tui.delivery.wording import Marking, byline, digest, heading, notice
from briefing_tui.model.issue import Correction, Issue
from briefing_tui.text.clean import clean_line

_SUBJECT_LIMIT = 240
"""Bytes: what mail programs show of it is far less."""
_TYPES = {
    "pdf": ("application", "pdf"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": ("text", "html"),
    "md": ("text", "markdown"),
    "txt": ("text", "plain"),
}
_STYLE = "font-family:sans-serif;font-size:16px;line-height:1.7;max-width:40em"


def parts(mailing: Mailing, issue: Issue, content: str, attach: Attach) -> tuple[Part, ...]:
    """The mail to each address. BriefingError when a file cannot be made."""
    chunks = [*_about(issue), *digest(issue)]
    marked = [*_about(issue), *digest(issue, _HTML)]
    return tuple(_mails(mailing, issue, content, heading(issue), (chunks, marked), attach))


def notice_parts(
    mailing: Mailing, issue: Issue, content: str, corrections: tuple[Correction, ...], attach: Attach
) -> tuple[Part, ...]:
    """The notice of corrections to each address, with the files as they are now."""
    texts = (list(notice(issue, corrections)), list(notice(issue, corrections, _HTML)))
    return tuple(_mails(mailing, issue, content, f"更正：{heading(issue)}", texts, attach))


def trial_mail(mailing: Mailing, address: str, text: str) -> Part:
    """A line for somebody who knows that it is a test."""
    message = _message(mailing, address, text, "")
    message.set_content(text + "\n", cte="base64")
    data = message.as_bytes(policy=_policy(mailing, address))
    return Part("test", address, identity_of("test", address, text), data, len(data), (text,))


def _mails(
    mailing: Mailing,
    issue: Issue,
    content: str,
    subject: str,
    texts: tuple[list[str], list[str]],
    attach: Attach,
) -> Iterator[Part]:
    plain, marked = texts
    link = mailing.link.replace("{key}", issue.key.stem)
    text = "\n".join([*plain, *(["", link] if link else [])]) + "\n"
    html = _page(marked, link)
    files = [(form, attach(form)) for form in mailing.attach]
    shown = first_lines("\n".join([subject, "", *plain]))
    for address in mailing.to:
        identity = identity_of(MAIL, address, content, subject, text)
        message = _message(mailing, address, subject, identity)
        message.set_content(text, cte="base64")
        message.add_alternative(html, subtype="html", cte="base64")
        for form, data in files:
            kind, subtype = _TYPES[form]
            message.add_attachment(data, maintype=kind, subtype=subtype, filename=file_name(issue, form))
        data = message.as_bytes(policy=_policy(mailing, address))
        yield Part(MAIL, address, identity, data, len(data), shown)


def _message(mailing: Mailing, address: str, subject: str, identity: str) -> EmailMessage:
    """A mail without its text. The date is set by whoever hands it over."""
    message = EmailMessage(policy=_policy(mailing, address))
    message["From"] = _address(mailing.sender, mailing.sender_name)
    message["To"] = _address(address)
    message["Subject"] = fit(clean_line(subject), _SUBJECT_LIMIT)
    if identity:
        message["Message-ID"] = f"<{identity}@{mailing.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    return message


def _policy(mailing: Mailing, address: str) -> "EmailPolicy[EmailMessage]":
    """How heads are written: an address with other letters than ASCII goes as it is (RFC 6532), which the server has to take."""
    return SMTP if (mailing.sender + address).isascii() else SMTPUTF8


def _address(text: str, name: str = "") -> Address:
    box, _at, domain = text.rpartition("@")
    return Address(name, box, domain)


def _about(issue: Issue) -> list[str]:
    about = byline(issue)
    return [about, ""] if about else []


def _html_text(text: str) -> str:
    return escape(clean_line(text), quote=True)


_HTML = Marking(lambda text: f"<strong>{text}</strong>" if text else "", _html_text)


def _page(lines: list[str], link: str) -> str:
    """A small page that mail programs show: styles in the element, nothing from elsewhere."""
    rows = "<br>\n".join(line.replace("\n", "<br>\n") for line in lines)
    foot = f'<p><a href="{escape(link, quote=True)}">{escape(link)}</a></p>\n' if link else ""
    return f'<!doctype html>\n<html lang="zh-CN"><meta charset="utf-8"><body style="{_STYLE}">\n<p>{rows}</p>\n{foot}</body></html>\n'

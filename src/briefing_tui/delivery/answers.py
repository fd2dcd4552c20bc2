"""What the robot's answers mean, in plain words. Pure.

HTTP says 200 also when a message was refused: only `errcode` tells. What is no answer of the service (a login page, a proxy's page, half
a text) is told from one.
"""

import json
import re

from briefing_tui.delivery.part import HANDED, REFUSED, UNKNOWN, DeliveryOutcome
from briefing_tui.i18n import _
from briefing_tui.library.disk.plain_json import plain_json
from briefing_tui.text.clean import clean_line

TOO_FAST = 45009
WAIT = 61.0
"""Seconds: the service counts by the minute."""
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml|script|!--)", re.IGNORECASE)
_FINAL = frozenset({93000, 93004, 93008, 93017, 60020, 40014, 42001, TOO_FAST})
"""Codes that every other message of this robot would get as well."""


def meaning(code: int) -> str:
    """A code of the service, for a person; empty for one that is not known here."""
    return {
        -1: _("WeCom is busy; try again in a while"),
        40004: _("WeCom does not take this sort of file"),
        40006: _("the file is larger or smaller than WeCom takes"),
        40007: _("WeCom does not know the file that was uploaded; send it again"),
        40008: _("this robot does not know the sort of message"),
        40014: _("WeCom does not know the key of the robot"),
        40058: _("WeCom says that the text is too long, or a field is missing"),
        41001: _("WeCom does not know the key of the robot"),
        44001: _("the file that arrived was empty"),
        44004: _("the text that arrived was empty"),
        45001: _("the file is larger than WeCom takes"),
        45002: _("the text is longer than WeCom takes"),
        TOO_FAST: _("more than 20 messages a minute"),
        45033: _("too many messages at one time; try again in a while"),
        60020: _("WeCom does not take messages from this machine's address"),
        93000: _(
            "WeCom does not know the key of the robot: was the robot removed, or the key copied in part?"
        ),
        93004: _("the robot has been switched off"),
        93008: _("the robot is not in the group any more"),
        93017: _("the robot has been blocked"),
    }.get(code, "")


def read_answer(status: int, data: bytes) -> tuple[DeliveryOutcome, dict[str, object]]:
    """What an answer says of a message, and the answer itself where it is the service's."""
    if status in {301, 302, 303, 307, 308}:
        return _page(_("the network answered with another address: a login page, or a wrong server")), {}
    if status == 407:
        return _page(_("the proxy asks for a name and a password")), {}
    if _HTML.match(data):
        if status >= 500:
            return DeliveryOutcome(
                UNKNOWN,
                _("a page of the network came instead of WeCom's answer (HTTP {status})").format(
                    status=status
                ),
            ), {}
        return _page(_("a login page of the network answered instead of WeCom")), {}
    if status >= 500:
        return DeliveryOutcome(
            UNKNOWN, _("the server is in trouble (HTTP {status})").format(status=status)
        ), {}
    if status >= 400:
        return _page(_("the server refused (HTTP {status})").format(status=status)), {}
    return _of_service(data)


def _of_service(data: bytes) -> tuple[DeliveryOutcome, dict[str, object]]:
    try:
        answer = plain_json(data)
    except (ValueError, UnicodeDecodeError):
        answer = None
    code = answer.get("errcode") if isinstance(answer, dict) else None
    if not isinstance(answer, dict) or isinstance(code, bool) or not isinstance(code, int):
        return DeliveryOutcome(UNKNOWN, _("the answer was cut off or is none of WeCom's")), {}
    if code == 0:
        return DeliveryOutcome(HANDED), answer
    said = meaning(code) or clean_line(str(answer.get("errmsg", "")))[:80]
    text = _("{said} (code {code})").format(said=said, code=code)
    wait = WAIT if code == TOO_FAST else 0.0
    return DeliveryOutcome(REFUSED, text, str(code), wait, code in _FINAL), answer


def _page(said: str) -> DeliveryOutcome:
    return DeliveryOutcome(REFUSED, said, final=True)


def message_bytes(body: object) -> bytes:
    """A message as the service reads it: JSON in UTF-8."""
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")

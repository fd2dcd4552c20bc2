"""Characters that PDFs have in another form than texts: vertical ones, radicals, ligatures, full-width letters of old fonts. Pure."""

import unicodedata

_VERTICAL = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︴︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…：—–＿＿（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
_RADICALS = dict(
    zip(
        "⺎⺟⺠⺫⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "兀母民目虎西见角贝车长门青页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_TABLE = str.maketrans({**_VERTICAL, **_RADICALS, **_LIGATURES, **_KANGXI})
VERTICAL_FORMS = frozenset(_VERTICAL)


def usual(text: str) -> str:
    """The text in the forms that texts have."""
    return text.translate(_TABLE)

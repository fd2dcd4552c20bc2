"""Texts of characters that make one sign together: what people paste from chat programs and web pages.

Used by the tests of widths, by the screens' and by the random sessions of fuzzing.py.
"""

CLUSTERS = (
    "1\ufe0f\u20e3",  # keycaps: a digit, a selector, an enclosing mark
    "2\ufe0f\u20e3",
    "#\ufe0f\u20e3",
    "9\u20e3",
    "❤\ufe0f",  # selectors of the emoji form and of the text form
    "❤\ufe0e",
    "⚠\ufe0f",
    "☎\ufe0f",
    "©\ufe0f",
    "㊙\ufe0f",
    "⌚\ufe0e",
    "🅰\ufe0f",
    "👩\u200d🚀",  # joined by U+200D
    "👨\u200d👩\u200d👧\u200d👦",
    "🏳\ufe0f\u200d🌈",
    "👩🏻\u200d💻",
    "👍🏽",  # skin tones
    "🙏🏿",
    "🇨🇳",  # flags: two letters, or a banner and tags
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "e\u0301",  # combining marks, alone and stacked
    "a\u0300\u0301\u0302",
    "か\u3099",
    "ﾊﾟ",
    "ไทย",
    "क\u094dष",
    "葛\U000e0100",  # a variant of a 汉字
    "각",  # Hangul as one and as its letters
    "\u1112\u1161\u11ab",
)
"""Each is one sign to a reader; several code points to a terminal."""

FRAGMENTS = (
    "\ufe0f",
    "\ufe0e",
    "\u200d",
    "\u20e3",
    "\u0301",
    "\u200c",
    "🏽",
    "🇨",
    "\u1161",
    "\u302e",
    "\U000e0100",
    "\U000e0067",
    "\ufe0f\ufe0f",
    "\u200d\u200d",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\u2060",
    "\u202e",
)
"""Parts of a sign without the rest of it, and what has no width at all."""

TITLE = "1\ufe0f\u20e3全国担保工作会议召开2\ufe0f\u20e3中国担保行业发布年度报告❤\ufe0f👨\u200d👩\u200d👧\u200d👦👍🏽"
"""A title as it is copied from a chat program."""

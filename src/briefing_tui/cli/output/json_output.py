r"""Values as JSON that is safe to print: what would act on a terminal is written as `\uXXXX`. For `--json` of any verb."""

import datetime as dt
import json
import math

from briefing_tui.text.clean import UNSAFE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re


def dumps(value: object) -> str:
    """Indented JSON with a newline at its end; dates and times as ISO 8601 text, Chinese as it is.

    JSON has no words for TOML's `nan` and `inf`: they are null, as in JavaScript.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain, allow_nan=False)
    except ValueError:  # seldom so, and a second pass over a whole issue costs as much as the first
        finite = _finite(value)
        text = json.dumps(finite, ensure_ascii=False, indent=2, default=_plain, allow_nan=False)
    return UNSAFE.sub(_escape, text) + "\n"


def _finite(value: object) -> object:
    """The same with null for numbers that are none."""
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _plain(value: object) -> str:
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)


def _escape(match: "re.Match[str]") -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"

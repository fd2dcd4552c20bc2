"""JSON that anybody may have written, read without a surprise. Called for notes, drafts and states."""

import json


def plain_json(data: bytes) -> object:
    """The values in `data`; ValueError when it is no JSON, holds a number that is none (NaN, 1e999), or is nested too deeply."""
    try:
        return json.loads(data, parse_constant=_no_number, parse_float=_float)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _float(text: str) -> float:
    value = float(text)
    return value if value - value == 0 else _no_number(text)


def _no_number(text: str) -> float:
    raise ValueError(f"no number: {text[:20]}")

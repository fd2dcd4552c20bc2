"""JSON that anybody may have written, read without a surprise. Called for notes, drafts and states."""

import json
from typing import NoReturn

DEPTH_LIMIT = 64
"""Levels of lists and objects; ours have seven. Python writes no deeper ones than it can call functions."""


def plain_json(data: bytes) -> object:
    """The values in `data`; ValueError when it is no JSON, holds a number that is none (NaN, 1e999), or is nested too deeply."""
    try:
        value: object = json.loads(data, parse_constant=_no_number, parse_float=_float)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    level, depth = [value], 0
    while level := [inner for one in level for inner in _inside(one)]:
        depth += 1
        if depth > DEPTH_LIMIT:
            raise ValueError("nested too deeply")
    return value


def _inside(value: object) -> "list[object]":
    """The lists and objects in one."""
    if isinstance(value, dict):
        return [one for one in value.values() if isinstance(one, (dict, list))]
    return [one for one in value if isinstance(one, (dict, list))] if isinstance(value, list) else []


def _float(text: str) -> float:
    value = float(text)
    if value - value != 0:
        _no_number(text)
    return value


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"no number: {text[:20]}")

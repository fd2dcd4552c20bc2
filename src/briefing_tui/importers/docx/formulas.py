"""Formulas (`m:oMath`) on one line: fractions as a/b, roots as √, raised and lowered figures as Unicode has them."""

from xml.etree.ElementTree import Element

from briefing_tui.importers.docx.names import M, W

_UP = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_DOWN = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_ROWS = {"m": "; ", "mr": ", ", "eqArr": "; "}
"""Matrices and lines of equations → what parts theirs on one line."""
_TEXTS = frozenset((M + "t", W + "t"))
_SKIPPED = frozenset(
    f"{space}{name}"
    for space, name in (
        (W, "del"), (W, "moveFrom"), (W, "rPr"), (M, "rPr"), (M, "ctrlPr"), (M, "fPr"), (M, "radPr"), (M, "sSupPr"),
        (M, "sSubPr"), (M, "sSubSupPr"), (M, "dPr"), (M, "naryPr"), (M, "funcPr"), (M, "oMathParaPr"), (M, "mPr"), (M, "eqArrPr"),
    )
)  # fmt: skip


def formula(element: Element) -> str:
    """The text of a formula or of a part of one."""
    name = element.tag.removeprefix(M)
    if element.tag in _SKIPPED:
        return ""
    if element.tag in _TEXTS:
        return element.text or ""
    if name == "f":
        return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"
    if name == "rad":
        return f"{_raised(_part(element, 'deg'))}√{_grouped(_part(element, 'e'))}"
    if name in {"sSup", "sSub", "sSubSup"}:
        return _part(element, "e") + _lowered(_part(element, "sub")) + _raised(_part(element, "sup"))
    if name == "d":
        return _delimited(element)
    if name == "nary":
        sign = _character(element, "naryPr", "chr", "∫")
        return sign + _lowered(_part(element, "sub")) + _raised(_part(element, "sup")) + _part(element, "e")
    if name in _ROWS:
        return _ROWS[name].join(filter(None, map(formula, element)))
    return "".join(map(formula, element))


def _delimited(element: Element) -> str:
    opening = _character(element, "dPr", "begChr", "(")
    closing = _character(element, "dPr", "endChr", ")")
    inner = ", ".join("".join(map(formula, part)) for part in element.findall(M + "e"))
    return f"{opening}{inner}{closing}"


def _part(element: Element, name: str) -> str:
    found = element.find(M + name)
    return "" if found is None else "".join(map(formula, found))


def _character(element: Element, properties: str, name: str, default: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return default if found is None else found.get(M + "val", "")


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() or text[0] == "(" else f"({text})"


def _raised(text: str) -> str:
    return _moved(text, _UP, "^")


def _lowered(text: str) -> str:
    return _moved(text, _DOWN, "_")


def _moved(text: str, signs: dict[str, str], mark: str) -> str:
    if not text:
        return ""
    if all(char in signs for char in text):
        return "".join(signs[char] for char in text)
    return mark + _grouped(text)

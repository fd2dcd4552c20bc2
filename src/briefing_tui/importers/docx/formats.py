"""Automatic numbers as they are printed: the number formats of WordprocessingML (ST_NumberFormat). Pure.

A format that nobody uses in Chinese texts is printed in plain digits.
"""

_DIGITS = "〇一二三四五六七八九"
_LEGAL, _LEGAL_TRADITIONAL = "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_CHICAGO = "*†‡§"
_LETTERS = 26
_WIDEST = 9


def formatted(number: int, form: str) -> str:
    """`number`, from 0, in the format `form`; `03` is three digits, filled up with zeros."""
    if form in {"none", "bullet"}:
        return ""
    if form.startswith(
        (
            "chineseCounting",
            "taiwaneseCounting",
            "japaneseCounting",
            "chineseLegal",
            "ideographLegal",
            "japaneseLegal",
        )
    ):
        return _chinese(number, form)
    if form in {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"}:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in {"ideographTraditional", "ideographZodiac"} and number:
        signs = _STEMS if form == "ideographTraditional" else _BRANCHES
        return signs[(number - 1) % len(signs)]
    if form == "ideographZodiacTraditional" and number:
        return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]
    if form in {"upperRoman", "lowerRoman"}:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form in {"upperLetter", "lowerLetter"} and number:
        letter = chr(ord("A") + (number - 1) % _LETTERS) * min((number - 1) // _LETTERS + 1, 50)
        return letter if form == "upperLetter" else letter.lower()
    if form in {"decimalFullWidth", "decimalFullWidth2"}:
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if form == "chicago" and number:
        return _CHICAGO[(number - 1) % 4] * min((number - 1) // 4 + 1, 50)
    return _decimal(number, form)


def _decimal(number: int, form: str) -> str:
    """Digits, and the signs that Unicode has for numbers in rings, brackets and with stops up to 20."""
    rings = {
        "decimalEnclosedCircle": 0x245F,
        "decimalEnclosedCircleChinese": 0x245F,
        "decimalEnclosedParen": 0x2473,
        "decimalEnclosedFullstop": 0x2487,
    }
    if form in rings and 0 < number <= 20:
        return chr(rings[form] + number)
    if form == "ideographEnclosedCircle" and 0 < number <= 10:
        return chr(0x327F + number)
    if form == "decimalZero":
        return f"{number:02d}"
    if form.startswith("0"):
        return str(number).zfill(min(int(form), _WIDEST))
    if form == "numberInDash":
        return f"- {number} -"
    if form == "ordinal":
        teen = 10 <= number % 100 <= 20
        return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    if form == "hex":
        return f"{number:X}"
    return str(number)


def _chinese(number: int, form: str) -> str:
    """一百二十三; 壹佰贰拾叁 in the forms for money."""
    legal = "egal" in form
    digits = _DIGITS
    units = "千百十"
    if legal:
        traditional = "Traditional" in form or "japanese" in form
        digits = _LEGAL_TRADITIONAL if traditional else _LEGAL
        units = "仟佰拾"
    if number == 0:
        return "零" if form != "chineseCounting" else "〇"
    if not 0 < number < 100_000_000:
        return str(number)
    high, low = divmod(number, 10_000)
    text = (
        _below_ten_thousand(high, digits, units) + ("萬" if "Traditional" in form else "万") if high else ""
    )
    if high and 0 < low < 1000:
        text += "零"
    text += _below_ten_thousand(low, digits, units) if low else ""
    short = not legal and text.startswith("一十")
    return text[1:] if short else text


def _below_ten_thousand(number: int, digits: str, units: str) -> str:
    text, gap = "", False
    for place, digit in enumerate(f"{number:04d}"):
        if digit == "0":
            gap = bool(text)
            continue
        if gap:
            text, gap = text + "零", False
        text += digits[int(digit)] + (units[place] if place < 3 else "")
    return text


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text

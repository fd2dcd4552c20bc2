"""Faults put into clean text, one a line, rule by rule, with a fixed seed.

Each seeder takes a clean line and gives it back with exactly one fault of its rule and the place of it, or None where the line does not
lend itself. What is put in is made as people make it: a mark typed with the wrong keyboard, a digit mistyped, a label of the wrong form.
"""

import datetime as dt
import random
import re
from collections.abc import Callable
from typing import NamedTuple


class Seeded(NamedTuple):
    """A line with one fault."""

    text: str
    start: int
    """First character of the fault."""
    end: int


Seeder = Callable[[str, random.Random], Seeded | None]
_HAN = "\u4e00-\u9fff"


def _swap(
    line: str, rng: random.Random, pattern: str, new: Callable[["re.Match[str]"], str]
) -> Seeded | None:
    """One place of `pattern` replaced."""
    places = list(re.finditer(pattern, line))
    if not places:
        return None
    found = rng.choice(places)
    words = new(found)
    return Seeded(
        line[: found.start()] + words + line[found.end() :], found.start(), found.start() + max(1, len(words))
    )


def _behind(line: str, words: str, fault: str | None = None) -> Seeded:
    """A sentence of our own behind the line; the fault is the whole of it or a part."""
    at = len(line) + (words.index(fault) if fault else 0)
    return Seeded(line + words, at, at + len(fault or words))


def half_mark(line: str, rng: random.Random) -> Seeded | None:
    """P-01."""
    table = str.maketrans("，；：？！", ",;:?!")
    return _swap(
        line,
        rng,
        f"(?<=[{_HAN}])[，；：？！]",
        lambda found: found[0].translate(table) + rng.choice(("", "", " ")),
    )


def half_brackets(line: str, rng: random.Random) -> Seeded | None:
    """P-02."""
    if "（" not in line:
        found = rng.choice(
            (f"(总第{rng.randint(2, 90)}期)", "(试行)", f"({rng.randint(2015, 2024)})", "(以下简称集团)")
        )
        return _swap(line, rng, f"(?<=[{_HAN}])(?=[，。])", lambda _found: found)
    return _swap(line, rng, "（([^（）]*)）", lambda found: f"({found[1]})")


def broken_pair(line: str, rng: random.Random) -> Seeded | None:
    """P-03: one half gone, turned, or of the other width."""
    found = _swap(
        line,
        rng,
        "[“”《》（）]",
        lambda one: rng.choice((" ", {"“": "”", "”": "“", "（": "(", "）": ")"}.get(one[0], " "))),
    )
    if found is None:
        return None
    text = found.text
    if text[found.start] == " ":
        text = text[: found.start] + text[found.start + 1 :]
    return Seeded(text, 0, len(text))


def point(line: str, rng: random.Random) -> Seeded | None:
    """P-04."""
    return _swap(line, rng, f"(?<=[{_HAN}”》）%])。", lambda _found: "." + rng.choice(("", "", " ")))


def dots(line: str, rng: random.Random) -> Seeded | None:
    """P-05."""
    if "——" in line:
        return _swap(line, rng, "——", lambda _found: rng.choice(("--", "---")))
    if "……" in line:
        return _swap(line, rng, "……", lambda _found: rng.choice(("...", "……"[:1], "。。。", "......")))
    return _swap(line, rng, f"(?<=[{_HAN}])。", lambda _found: rng.choice(("...", "…", "。。。", "......")))


def double_mark(line: str, rng: random.Random) -> Seeded | None:
    """P-06."""
    return _swap(
        line,
        rng,
        "(?<![，。、；：])[，。、；](?![，。、；：])",
        lambda found: rng.choice((found[0] * 2, "，" + found[0] if found[0] != "，" else "，。")),
    )


def comma_etc(line: str, rng: random.Random) -> Seeded | None:
    """P-07."""
    return _swap(
        line,
        rng,
        f"(?<=[{_HAN}”》])等(?=[{_HAN}，。])(?!级|离|额|于|待|候|价|温|高|效|差)",
        lambda _found: "、等",
    )


def comma_between(line: str, rng: random.Random) -> Seeded | None:
    """P-08."""
    if not re.search("[”》][“《]", line):
        names = rng.sample(("银担直连", "绿色通道", "首贷中心", "信易贷", "清单管理", "三张表"), 3)
        return _behind(
            line, f"建立“{names[0]}”、“{names[1]}”“{names[2]}”机制。", f"“{names[0]}”、“{names[1]}”"
        )
    return _swap(line, rng, "(?<=[”》])(?=[“《])", lambda _found: "、")


def bracket_label(line: str, rng: random.Random) -> Seeded | None:
    """P-09."""
    label = rng.choice(("（一）", "（二）", "（3）", "（十一）", "①", "(四)"))
    if line[0] in "（(①":
        return None
    if "(" in label:
        label = "（四）"
    return Seeded(f"{label}{rng.choice('、，.：')}{line}", 0, len(label) + 1)


def plain_label(line: str, rng: random.Random) -> Seeded | None:
    """P-10."""
    if re.match("[（(0-9一二三四五六七八九十]", line):
        return None
    label = rng.choice(("1、", "2、", "12、", "一.", "三．", "十二."))
    return Seeded(label + line, 0, len(label))


def document(line: str, rng: random.Random) -> Seeded | None:
    """P-12."""
    opening, closing = rng.choice(("[]", "（）", "【】", "()"))
    year, number = rng.randint(2015, 2024), rng.randint(1, 200)
    words = f"（{rng.choice('甲乙丙')}办发{opening}{year}{closing}{number}号）"
    found = _swap(line, rng, f"(?<=[{_HAN}])(?=[，。])", lambda _found: words)
    return found and found._replace(start=found.start + 4, end=found.start + 10)


def inner_marks(line: str, rng: random.Random) -> Seeded | None:
    """P-14."""
    if "‘" in line:
        found = _swap(line, rng, "‘([^‘’]*)’", lambda one: f"“{one[1]}”")
        return found if found and re.search("“[^”]*“", found.text[: found.end]) else None
    return _swap(
        line,
        rng,
        "([“《])([^“”《》]{6,30})([”》])",
        lambda one: one[1] + one[2][:2] + one[1] + one[2][2:5] + one[3] + one[2][5:] + one[3],
    )


def unlike(line: str, rng: random.Random) -> Seeded | None:
    """P-16."""
    parts = [
        part
        for part in re.split("[，。；]", line)
        if 4 <= len(part) <= 40 and not re.search("[“”《》（）一二三四五六]", part)
    ]
    if len(parts) < 4:
        return None
    marks = ["；", "；", "；", "。"]
    wrong = rng.randint(0, 2)
    marks[wrong] = "。"
    text, place = "", 0
    for at, (number, part, mark) in enumerate(zip("一二三四", parts, marks, strict=False)):
        text += f"{number}是{part}{mark}"
        if at == wrong:
            place = len(text) - 1
    return Seeded(text, place, place + 1)


def wide(line: str, rng: random.Random) -> Seeded | None:
    """N-01."""
    table = str.maketrans("0123456789", "０１２３４５６７８９")
    return _swap(line, rng, "[0-9]+", lambda found: found[0].translate(table))


def percent_range(line: str, rng: random.Random) -> Seeded | None:
    """N-03."""
    low = rng.randint(1, 40)
    return _behind(line, f"占比在{low}{rng.choice('～—~至到')}{low + rng.randint(1, 40)}%之间。")


def large_range(line: str, rng: random.Random) -> Seeded | None:
    """N-04."""
    low = rng.randint(1, 40)
    words = f"规模为{low}{rng.choice('～—~')}{low + rng.randint(1, 40)}{rng.choice(('万元', '亿元', '万户', '亿千瓦时'))}。"
    return _behind(line, words)


def mixed_date(line: str, rng: random.Random) -> Seeded | None:
    """N-06."""
    return _behind(
        line,
        rng.choice(
            (
                "二〇二四年12月印发。",
                "2024年十二月印发。",
                "12月十六日印发。",
                "2023年三月5日印发。",
                "十月16日印发。",
            )
        ),
    )


def hyphen(line: str, rng: random.Random) -> Seeded | None:
    """N-07."""
    month, day = rng.randint(1, 12), rng.randint(1, 12)
    words = rng.choice(
        (
            f"为期{month}月{day}日-{month}月{day + 5}日。",
            f"时间为{month}月{day}日-{day + 5}日。",
            f"比例为{day}%-{day + 9}%。",
            f"期限为20{10 + day}-20{12 + day}年。",
            f"每户{day}万元-{day + 9}万元。",
        )
    )
    return _behind(line, words)


def ratio(line: str, rng: random.Random) -> Seeded | None:
    """N-11."""
    if re.search("[0-9][:：∶][0-9]", line):
        return None
    a = rng.randint(1, 9)
    return _behind(line, f"按{a}{rng.choice((': ', ' : ', ' :', '： '))}{10 - a}分担风险。")


def blank(line: str, rng: random.Random) -> Seeded | None:
    """S-01: one blank in a line that has at least two borders without."""
    if len(re.findall(f"[{_HAN}][0-9]|[0-9%][{_HAN}]", line)) < 3:
        return None
    return _swap(line, rng, f"(?<=[{_HAN}])(?=[0-9])|(?<=[0-9])(?=[{_HAN}])", lambda _found: " ")


def _amount(rng: random.Random) -> float:
    return round(rng.uniform(10, 900), rng.choice((0, 1, 2)))


def _plain(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def figures(_line: str, rng: random.Random) -> Seeded | None:
    """C-01: a relation in its usual words, with one figure that is off by more than rounding."""
    return _behind("", rng.choice(_FIGURES)(rng, rng.uniform(0.03, 0.4) * rng.choice((-1, 1))))


def right_figures(rng: random.Random) -> str:
    """The same with nothing wrong: what may not be told."""
    return rng.choice(_FIGURES)(rng, 0.0)


def _share(rng: random.Random, off: float) -> str:
    whole = round(rng.uniform(100, 900), 1)
    part = round(whole * rng.uniform(0.1, 0.9), 2)
    told = part / whole * 100 * (1 + off)
    return rng.choice(
        (
            f"全年完成{_plain(part)}亿元，占年度目标{_plain(whole)}亿元的{told:.2f}%。",
            f"累计放款{_plain(part)}亿元，完成全年任务{_plain(whole)}亿元的{told:.1f}%，同比增长8.2%。",
            f"投放{_plain(part)}万元，占总投资{_plain(whole)}万元的{told:.2f}%。",
        )
    )


def _share_of_all(rng: random.Random, off: float) -> str:
    whole = rng.randint(40, 900)
    part = max(2, int(whole * rng.uniform(0.1, 0.9)))
    told = part / whole * 100 * (1 + off)
    return rng.choice(
        (
            f"共有企业{whole}家，其中小微企业{part}家，占比{told:.1f}%。",
            f"全市共{whole}户，其中获得支持的{part}户，占总数的{told:.2f}%。",
        )
    )


def _growth(rng: random.Random, off: float) -> str:
    old = round(rng.uniform(50, 500), 1)
    new = round(old * rng.uniform(1.1, 2.0), 1)
    told = (new - old) / old * 100 * (1 + off)
    return rng.choice(
        (
            f"余额由{_plain(old)}亿元增长到{_plain(new)}亿元，增长{told:.1f}%。",
            f"在保余额从{_plain(old)}亿元增加至{_plain(new)}亿元，增幅{told:.2f}%。",
            f"去年为{_plain(old)}亿元，今年为{_plain(new)}亿元，增长{told:.1f}%。",
            f"今年为{_plain(new)}亿元，比上年的{_plain(old)}亿元增长{told:.1f}%。",
        )
    )


def _fall(rng: random.Random, off: float) -> str:
    old = rng.randint(60, 400)
    new = int(old * rng.uniform(0.2, 0.8))
    gone = round((old - new) * (1 + off)) or 1
    if off and gone == old - new:
        gone += 1
    return rng.choice(
        (
            f"机构从{old}家减少至{new}家，减少{gone}家。",
            f"收回{gone - 1}家许可证，1家移出名单，机构数量从{old}家减少至{new}家。",
            f"费率由{_plain(old / 100)}%降至{_plain(new / 100)}%，下降{_plain((old - new) / 100 * (1 + off))}个百分点。",
        )
    )


def _sum(rng: random.Random, off: float) -> str:
    parts = [rng.randint(3, 80) for _turn in range(3)]
    total = round(sum(parts) * (1 + off))
    if off and total == sum(parts):
        total += 1
    a, b, c = parts
    return rng.choice(
        (
            f"甲市{a}家、乙市{b}家、丙市{c}家，合计{total}家。",
            f"共有机构{total}家，其中省级{a}家、市级{b}家和县级{c}家。",
            f"贷款{a}亿元，债券{b}亿元，票据{c}亿元，共计{total}亿元。",
        )
    )


def _mean(rng: random.Random, off: float) -> str:
    amount, number = round(rng.uniform(10, 300), 2), round(rng.uniform(1, 12), 2)
    told = amount * 1e4 / number / 1e4 * (1 + off)
    return rng.choice(
        (
            f"完成业务{_plain(amount)}亿元，服务市场主体{_plain(number)}万户，户均{told:.2f}万元。",
            f"发放{_plain(amount)}亿元，惠及{_plain(number)}万户，户均金额{told:.1f}万元。",
        )
    )


_FIGURES = (_share, _share_of_all, _growth, _fall, _sum, _mean)


def part_above(_line: str, rng: random.Random) -> Seeded | None:
    """C-02."""
    whole = rng.randint(5, 90)
    part = whole + rng.randint(1, 300)
    unit = rng.choice(("家", "户", "笔", "人"))
    noun = {"家": "银行", "户": "企业", "笔": "业务", "人": "职工"}[unit]
    words = rng.choice(
        (
            f"{whole}{unit}{noun}中已签订协议的共有{part}{unit}。",
            f"全年共{whole}{unit}，其中新增{part}{unit}。".replace("新增", "小微"),
            f"合作{noun}共{whole}{unit}，其中当年签约{part}{unit}。",
            f"小微企业占比{rng.randint(101, 180)}%。",
        )
    )
    return _behind("", words)


def numbering(line: str, rng: random.Random) -> Seeded | None:
    """C-03."""
    parts = [part for part in re.split("[，。；]", line) if 4 <= len(part) <= 30]
    if len(parts) < 3:
        return None
    forms = rng.choice(
        (
            ("一、", "二、", "四、"),
            ("（一）", "（二）", "（二）"),
            ("1.", "3.", "4."),
            ("一是", "二是", "四是"),
        )
    )
    if forms[0] == "一是":
        text = "；".join(form + part for form, part in zip(forms, parts, strict=False)) + "。"
    else:
        text = "\n".join(form + part for form, part in zip(forms, parts, strict=False))
    at = text.rindex(forms[2]) if forms[0] != "1." else text.index("3.")
    return Seeded(text, at, at + len(forms[2]))


def date(line: str, rng: random.Random) -> Seeded | None:
    """C-04."""
    day = dt.date(2024, 1, 1) + dt.timedelta(days=rng.randint(0, 360))
    names = "一二三四五六日"
    wrong = names[(day.weekday() + rng.randint(1, 6)) % 7]
    words = rng.choice(
        (
            f"会议定于{rng.choice((2, 4, 6, 9, 11))}月3{rng.choice((1, 2))}日召开。",
            "通知于2月30日印发。",
            "材料于2023年2月29日报送。",
            f"活动于1{rng.randint(3, 9)}月{rng.randint(1, 28)}日举行。",
            f"{day.year}年{day.month}月{day.day}日（星期{wrong}）召开会议。",
            f"时间为{day.month}月2{rng.randint(0, 8)}日至{day.month}月1{rng.randint(0, 9)}日。",
            f"时间为{day.month}月2{rng.randint(0, 8)}日至1{rng.randint(0, 9)}日。",
            f"实施期为{2020 + rng.randint(1, 5)}年至{2000 + rng.randint(1, 19)}年。",
        )
    )
    return _behind(line, words)


def doubled(line: str, rng: random.Random) -> Seeded | None:
    """C-06."""
    kind = rng.random()
    if kind < 0.5:
        return _swap(line, rng, f"(?<=[{_HAN}])(?<!目)[的](?=[{_HAN}])(?!确|士)", lambda found: found[0] * 2)
    if kind < 0.8:
        return _swap(
            line,
            rng,
            "经济|发展|企业|建设|工作|生产|技术|服务|项目|中国|我国|合作|创新|开展|推动",
            lambda found: found[0] * 2,
        )
    words = rng.choice(("XX", "XXX", "（待补）", "{{名称}}", "（待核实）"))
    return _swap(line, rng, f"(?<=[{_HAN}])(?=[，。])", lambda _found: words)


def names(_line: str, rng: random.Random) -> Seeded | None:
    """C-07."""
    place = rng.choice(("山西", "湖南", "青海", "安徽", "湖北"))
    full, other = rng.choice(
        (
            (f"{place}省再担保集团", f"{place}再担保"),
            (f"{place}省担保集团", f"{place}担保集团"),
            (f"{place}农村商业银行", f"{place}农商行"),
        )
    )
    text = f"近日，{full}与多家银行签约。{full}负责牵头，{other}与各方对接。"
    at = text.rindex(other)
    return Seeded(text, 0, at + len(other))


def personal(line: str, rng: random.Random) -> Seeded | None:
    """C-09: made-up numbers with right check digits."""
    head = f"{rng.choice((110101, 430102, 630104))}19{rng.randint(60, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.randint(0, 999):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    card = head + "10X98765432"[sum(w * int(d) for w, d in zip(weights, head, strict=True)) % 11]
    bank = "622848" + "".join(str(rng.randint(0, 9)) for _turn in range(12))
    doubled_digits = [int(char) * (2 if at % 2 == 0 else 1) for at, char in enumerate(reversed(bank))]
    check = sum(digit - 9 if digit > 9 else digit for digit in doubled_digits)
    bank += str(-check % 10)
    words = rng.choice(
        (
            f"身份证号{card}。",
            f"联系电话1{rng.choice('35789')}{rng.randint(10**8, 10**9 - 1)}。",
            f"账号{bank}。",
            f"邮箱wang.{rng.randint(1, 99)}@example.com。",
        )
    )
    return _behind(line, words)


def confusable(line: str, rng: random.Random) -> Seeded | None:
    """W-01."""
    pairs = (
        ("其他", "其它"),
        ("截至", "截止"),
        ("账", "帐"),
        ("涉及", "涉及到"),
        ("作出贡献", "做出贡献"),
        ("部署", "布署"),
    )
    usable = [
        (right, wrong)
        for right, wrong in pairs
        if right in line and not (right == "账" and not re.search("账[户号目款单面本]|[入记台转对]账", line))
    ]
    if not usable:
        return _behind(
            line,
            rng.choice(
                (
                    "截止9月末已办结。",
                    "其它事项另行通知。",
                    "帐户已开立。",
                    "涉及到多个部门。",
                    "做出了说明，并做出承诺。",
                )
            ),
        )
    right, wrong = rng.choice(usable)
    if right == "截至":
        return _swap(line, rng, "截至(?=[0-9 目到上本今去年])", lambda _found: wrong)
    if right == "账":
        return _swap(line, rng, "账(?=[户号目款单面本])|(?<=[入记台转对])账", lambda _found: wrong)
    return _swap(line, rng, right, lambda _found: wrong)


SEEDERS: dict[str, Seeder] = {
    "P-01": half_mark,
    "P-02": half_brackets,
    "P-03": broken_pair,
    "P-04": point,
    "P-05": dots,
    "P-06": double_mark,
    "P-07": comma_etc,
    "P-08": comma_between,
    "P-09": bracket_label,
    "P-10": plain_label,
    "P-12": document,
    "P-14": inner_marks,
    "P-16": unlike,
    "N-01": wide,
    "N-03": percent_range,
    "N-04": large_range,
    "N-06": mixed_date,
    "N-07": hyphen,
    "N-11": ratio,
    "S-01": blank,
    "C-01": figures,
    "C-02": part_above,
    "C-03": numbering,
    "C-04": date,
    "C-06": doubled,
    "C-07": names,
    "C-09": personal,
    "W-01": confusable,
}

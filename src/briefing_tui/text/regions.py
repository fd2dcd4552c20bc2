"""The 34 provinces and their like (GB/T 2260) named in a text. Called by `library.search.statistics`. Pure.

A name counts in its short form, which every long form begins with: 北京 of 北京市, 广西 of 广西壮族自治区. One-character
forms (京, 沪, 豫) count only inside the usual joint names, for alone they are ordinary characters. What merely looks like
a name (推广西部经验, 隆重庆祝, 黄河南岸) does not count; the tables hold the combinations met in bulletins.
"""

import functools
import re

REGIONS = (
    *("北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽"),
    *("福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州"),
    *("云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港", "澳门"),
)
"""Short forms, in the order of their codes."""

_OTHER_FORMS = {
    "内蒙": ("内蒙古",),
    "京津冀": ("北京", "天津", "河北"),
    "京津": ("北京", "天津"),
    "沪苏浙皖": ("上海", "江苏", "浙江", "安徽"),
    "苏浙皖": ("江苏", "浙江", "安徽"),
    "江浙沪": ("江苏", "浙江", "上海"),
    "川渝": ("四川", "重庆"),
    "云贵川": ("云南", "贵州", "四川"),
    "陕甘宁": ("陕西", "甘肃", "宁夏"),
    "晋冀鲁豫": ("山西", "河北", "山东", "河南"),
    "湘鄂赣": ("湖南", "湖北", "江西"),
    "粤港澳": ("广东", "香港", "澳门"),
    "粤桂": ("广东", "广西"),
    "闽粤": ("福建", "广东"),
    "港澳台": ("香港", "澳门", "台湾"),
    "港澳": ("香港", "澳门"),
}
_NOT_BEHIND = {
    "河北": ("黄", "淮"),
    "河南": ("黄", "淮"),
    "湖北": ("太", "鄱阳", "洞庭", "洪泽"),
    "湖南": ("太", "鄱阳", "洞庭", "洪泽"),
    "江西": ("长", "珠"),
    "广东": ("推",),
    "广西": ("推",),
    "福建": ("造",),
    "海南": ("渤", "黄", "东"),
    "山西": ("太行",),
    "山东": ("太行",),
}
"""A name that follows one of these is none."""
_NOT_BEFORE = {
    "重庆": ("祝", "典", "贺"),
    "山西": ("路", "麓", "侧"),
    "山东": ("路", "麓", "侧"),
    "福建": ("设", "筑"),
    "宁夏": ("季", "天", "收"),
    "西藏": ("在", "匿"),
}
"""A name that one of these follows is none."""


@functools.cache
def _pattern() -> "re.Pattern[str]":
    return re.compile("|".join(sorted({*REGIONS, *_OTHER_FORMS}, key=len, reverse=True)))


def regions_in(text: str) -> frozenset[str]:
    """The provinces that `text` names, in their short forms."""
    found: set[str] = set()
    search, at = _pattern().search, 0
    while match := search(text, at):
        name = match[0]
        behind, before = _NOT_BEHIND.get(name, ()), _NOT_BEFORE.get(name, ())
        if text.endswith(behind, 0, match.start()) or text.startswith(before, match.end()):
            at = match.start() + 1
            continue
        found.update(_OTHER_FORMS.get(name, (name,)))
        at = match.end()
    return frozenset(found)

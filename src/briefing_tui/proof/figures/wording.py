"""Words round figures: which say nothing of what is counted, and whether two clauses speak of the same. Pure."""

import re

NEUTRAL = re.compile(
    "[，、；：（）()“”的了为约达近共计]|[人户]均|工期|时长|用时|周期|时限|成本|费用|价格|同比|环比|[较比由从]|原来|原先|之前|此前|以前|上年|去年|上月|上季度?|年初|月初|同期|[年月]?[末底]|分别|累计|整体|总体|大幅|实际|进一步|明显|"
    "名义|年内|期内|月内|季内|一年来|足足|整整|(?:的)?基础上|可比口径|按可比价格?|同口径|比例|其|已|仅|均|各|再|又|净|幅度|数量|金额|人数|户数|余额|规模|总量|平均|全年|目前|今年|本年|当年|本月|到|出|额|量|数|值|幅|率|个|名|家|户|项"
)
"""Words that say how, when or by what measure, and not of what."""


def has_common_words(words: str, text: str) -> bool:
    """Whether two characters that stand side by side in some words do so in a text."""
    if "进出口" not in words:
        text = text.replace("进出口", "，")  # is neither of the two
    return any(words[at : at + 2] in text for at in range(len(words) - 1))

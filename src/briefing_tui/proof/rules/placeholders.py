"""C-06: what was to be filled in later. Pure.

XX, ××公司, X月X日, □□, ____, 待补, （数据待核）, {{…}}, 【】, TODO, 达到？？, and what programs leave where a figure or a reference is broken.
A name withheld (李××, 某某公司) is none.
"""

import re
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.proof.remark import Remark
from briefing_tui.text.characters import HAN

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘葛范彭鲁马方任袁柳史唐薛雷贺倪汤罗毕郝安常于傅齐康伍余顾孟黄萧尹姚邵汪毛米贝戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫丁邓洪包左石崔龚程裴陆翁侯宁仇甘厉武刘景龙叶黎白赖乔谭申冉牛温庄柴阎习向古易廖耿文关聂曾蔺段欧阳"
_UNIT = "亿元?|万元?|千万|元|%|％|个百分点|人次|期|号|吨|公里|亩|倍|项|件|条|笔|户次"
_BODY = "公司|集团|有限|担保|融资|银行|支行|分行|协会|单位|部门|企业|市|县|区|省|州|镇|乡|村|局|厅|街道|路|学院|大学|中心"
"""What is named: a name withheld is a person's."""
_INSIDE = r"[^）)】\]〕\n]"
_TODO = rf"(?:(?:暂缺|后补|空缺|另补)|待(?:报|统计|补充?|核实?|定|查|填写?|确认|核对|更新|完善|提供|落实|修改|审|商|{_INSIDE}{{1,8}}(?:补充?|提供|更新|核实|确认|填写?)))"
_ASK = (
    rf"(?:请{_INSIDE}{{0,10}}(?:补充?|核实?|更新|提供|填写?|输入|确认|核对|完善|修改)|此处{_INSIDE}{{0,20}}"
    rf"|(?:数据|数字|金额|情况)?(?:存疑|需(?:要)?(?:更新|核实|补充|确认))|[?？]|(?:填写|填入|插入|输入){_INSIDE}{{1,12}})"
)
_HERE = "(?:输入|添加|编辑|填写|插入)(?:正文|内容|标题|文本|文字|副标题|图片|日期)?"
_LETTERS_DATE = r"(?i:yyyy)(?:年|[-/.])(?i:mm)(?:月|[-/.])(?i:dd)日?"
_KINDS = {
    # signs of programs and templates
    "{": rf"\{{\{{[^{{}}\n]{{0,60}}\}}\}}|\{{%[^%{{}}\n]{{1,60}}%\}}|(?<![A-Za-z0-9_\\])\{{[{HAN}]{{1,8}}\}}",
    "$": r"\$\{[^{}\n]{1,60}\}",
    "<": r"<%[^%<>\n]{1,60}%>",
    "#": r"#(?:REF!|VALUE!|DIV/0!|N/A(?![A-Za-z])|NAME\?|NUM!|NULL!)",
    "错": r"错误[!！][ ]?(?:未找到引用源|未定义书签)[。.]?",
    "Ll": r"(?i:lorem ipsum)",
    "TFtf": r"(?<![A-Za-z/._-])(?:TODO|FIXME|TBD|todo|fixme|tbd)(?![A-Za-z/._-])",
    "Yy": _LETTERS_DATE,
    "请在此点单双": rf"(?:请?在?此处?|[点单双]击此处){_HERE}",
    # remarks in brackets, and words alone
    "（(【[〔": rf"[（(【\[〔][^（(【\[〔）)】\]〕\n]{{0,6}}{_TODO}[）)】\]〕]|[（(【\[〔]{_ASK}[）)】\]〕](?!\()"
    r"|[【\[〔](?:核|姓名|单位|单位名称|公司名称|金额|标题)[】\]〕]|【[ \u3000]*】"
    rf"|(?<=[{HAN}：:，])(?:[（(][ \u3000]+[）)]|\[[ \u3000]*\])(?=[{HAN}，。；])",
    "待": r"(?m:^)(?:待补充?|待核实|待定)(?m:$)|(?:(?<!有)(?<!亟)待补充?(?![助贴偿缴交足齐充])|待核实)(?=[，。；：、）)]|(?m:$))"
    rf"|(?<=[于为达到至共计])(?:待补充?|待核实|待定)(?=[{HAN}])",
    # letters for figures and names
    "XxＸ": r"(?<![A-Za-z0-9Ｘ])[XxＸ][ ]?月(?![球光])(?:[ ]?[XxＸ][ ]?日)?|(?<=[月年])[XxＸ][月日]|(?<=[共计达约])[XxＸ](?=[家户笔个项亿万人])"
    rf"|(?<=[{HAN}])[XxＸ](?:[.．][XxＸ])?(?=[万亿]元|[%％])"
    rf"|(?<![A-Za-z0-9Ｘ])[XxＸ]{{2,}}(?!后)(?!(?<=“[XxＸ]{{2}})[{HAN}]{{1,6}}”(?:等|“[XxＸ]))(?=[{HAN}])|(?<=[{HAN}])[XxＸ]{{2,}}(?![A-Za-z0-9后])",
    "Nn": rf"(?<=[{HAN}])[Nn]{{1,2}}(?=[万亿]元)",
    "12": r"(?<![0-9])(?:19|20)[0-9]?[XxＸ×]{1,2}(?=年)",
    "日": r"(?<=[0-9]月)日(?=[，。；：、）召举印开前至起发])",
    " ": r"(?<![0-9 ])[ ]{2,}月[ ]{2,}日",
    # crosses: of a thing, not of a person
    "×": rf"(?<![0-9A-Za-z×某 {_SURNAMES}])×{{1,4}}(?:[.．]×{{1,2}})?(?=(?:{_UNIT})|[家户个名人](?![{HAN}]*民))"
    rf"|(?<![0-9A-Za-z×某 ])×{{2,4}}(?=(?:{_BODY}))|(?<![0-9A-Za-z×])×{{1,4}}[ ]?[年月](?:[ ]?×{{1,2}}[ ]?[月日])*",
    # squares, circles, asterisks, lines
    "□": rf"(?<![是否有无男女])□{{2,}}(?![是否有无男女])|(?<=[，于由到为至达约共：])□(?=[{HAN}，。])|□(?=[年月日亿万家户])",
    "△▲■◆": rf"(?:(?<=[{HAN}，])|(?m:^))[△▲■◆]{{2,}}(?=[{HAN}，])",
    "○〇◯": rf"(?<![〇○零一二三四五六七八九十0-9])(?:(?<=[{HAN}，。；：、])[○〇◯]{{2,}}(?![〇○零一二三四五六七八九十0-9])|[○〇◯]{{2,}}(?=[{HAN}])(?![零一二三四五六七八九十]))",
    "●": rf"(?<=[{HAN}，])●{{2,}}",
    "*＊": rf"(?<![*＊])[*＊]{{3,}}(?=[{HAN}])|(?<=[{HAN}])(?:[*＊]{{3,}}|＊＊)",
    "_＿": r"[_＿]{3,}|[_＿]{2}(?=[万亿]元|[年月日家户])",
    # marks where a figure or a name should stand
    "?？": r"[?？]{3,}|(?<![?？])[?？]{2}(?=[亿万元家户笔%％年月日号，、])|(?<=[为达到于至共计约近：])[?？]{2}",
    "….": r"(?:……|…|\.{3})(?=[万亿]元)",
}
"""The characters that each kind begins with, and the kind."""
_BY_FIRST = {first: re.compile(kind) for firsts, kind in _KINDS.items() for first in firsts}
_SECONDS = {
    "错": "误",
    "请在此点单双": "在此处击输添编填插",
    "待": "补核定",
    "12": "09",
    "日": "，。；：、）召举印开前至起发",
    " ": " ",
    ".": ".",
    "Nn": "Nn万亿",
    "TFtf": "OBIobi",
    "Ll": "Oo",
    "Yy": "Yy",
}
"""Of characters that every text is full of, what stands behind them in a kind."""


def _firsts() -> "re.Pattern[str]":
    seldom = {*_BY_FIRST} - {char for chars in _SECONDS for char in chars}
    often = "|".join(f"[{re.escape(chars)}](?=[{seconds}])" for chars, seconds in _SECONDS.items())
    return re.compile(f"[{re.escape(''.join(sorted(seldom)))}]|{often}")


_FIRSTS = _firsts()


def placeholders(text: str) -> Iterator[Remark]:
    """What was to be filled in, and was not."""
    end = 0
    for begun in _FIRSTS.finditer(text):
        at = begun.start()
        if at < end or (found := _BY_FIRST[begun[0]].match(text, at)) is None:
            continue
        end = found.end()
        yield Remark(at, end, None, _("a placeholder was left in"))

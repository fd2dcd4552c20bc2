"""C-06: what was to be filled in later. Pure.

XX, ××公司, X月X日, □□, ____, 待补, （数据待核）, {{…}}, 【】, TODO, 达到？？, and what programs leave where a figure or a reference is broken.
A name withheld (李××, 某某公司) is none.
"""

import re
from collections.abc import Iterator

from briefing_tui.i18n import _
from briefing_tui.proof.remark import Remark
from briefing_tui.text.characters import HAN

_MAY_BE = re.compile("[{待请此需疑填【（(\\[〔*＊TFxXＸ×Ｎ?？_＿□○〇◯●#误]|todo|tbd|fixme|月日|Lorem")
"""One of these is in every placeholder."""
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘葛范彭鲁马方任袁柳史唐薛雷贺倪汤罗毕郝安常于傅齐康伍余顾孟黄萧尹姚邵汪毛米贝戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫丁邓洪包左石崔龚程裴陆翁侯宁仇甘厉武刘景龙叶黎白赖乔谭申冉牛温庄柴阎习向古易廖耿文关聂曾蔺段欧阳"
_UNIT = "亿元?|万元?|千万|元|%|％|个百分点|人次|期|号|吨|公里|亩|倍|项|件|条|笔|户次"
_BODY = "公司|集团|有限|担保|融资|银行|支行|分行|协会|单位|部门|企业|市|县|区|省|州|镇|乡|村|局|厅|街道|路|学院|大学|中心"
"""What is named: a name withheld is a person's."""
_TODO = "待(?:补充?|核实?|定|查|填写?|确认|核对|更新|完善|提供|落实|修改|审|商|[^）)】\\]〕\\n]{1,8}(?:补充?|提供|更新|核实|确认|填写?))"
_ASK = "(?:请[^）)】\\]〕\\n]{0,10}(?:补充?|核实?|更新|提供|填写?|输入|确认|核对|完善|修改)|此处[^）)】\\]〕\\n]{0,20}|(?:数据|数字|金额|情况)?(?:存疑|需(?:要)?(?:更新|核实|补充|确认))|(?:填写|填入|插入|输入)[^）)】\\]〕\\n]{1,12})"
_PLACEHOLDER = re.compile(
    # signs of programs and templates
    r"\{\{[^{}\n]{0,60}\}\}|\$\{[^{}\n]{1,60}\}|\{%[^%{}\n]{1,60}%\}|<%[^%<>\n]{1,60}%>|(?<![A-Za-z0-9_\\])\{["
    + HAN
    + r"]{1,8}\}"
    r"|#(?:REF!|VALUE!|DIV/0!|N/A(?![A-Za-z])|NAME\?|NUM!|NULL!)|错误[!！][ ]?(?:未找到引用源|未定义书签)[。.]?|(?i:lorem ipsum)"
    r"|(?<![A-Za-z/._-])(?:TODO|FIXME|TBD|todo|fixme|tbd)(?![A-Za-z/._-])"
    # remarks in brackets, and words alone
    rf"|[（(【\[〔][^（(【\[〔）)】\]〕\n]{{0,6}}{_TODO}[）)】\]〕]|[（(【\[〔]{_ASK}[）)】\]〕](?!\()"
    r"|^(?:待补充?|待核实|待定)$|(?:(?<!有)(?<!亟)待补充?(?![助贴偿缴交足齐充])|待核实)(?=[，。；：、）)]|$)|(?<=[于为达到至共计])(?:待补充?|待核实|待定)(?=["
    + HAN
    + r"])"
    r"|【[ \u3000]*】|(?<=["
    + HAN
    + r"：:，])(?:[（(][ \u3000]+[）)]|\[[ \u3000]*\])(?=["
    + HAN
    + r"，。；])|[_＿]{3,}"
    # letters for figures and names
    rf"|(?<![A-Za-z0-9Ｘ])[XxＸ][ ]?月(?![球光])(?:[ ]?[XxＸ][ ]?日)?|(?<=[月年])[XxＸ][月日]|(?<=[共计达约])[XxＸ](?=[家户笔个项亿万人])"
    rf"|(?<=[{HAN}])[XxＸ](?:[.．][XxＸ])?(?=[万亿]元)|(?<![0-9])(?:19|20)[0-9]?[XxＸ×]{{1,2}}(?=年)|(?<=[0-9]月)日(?=[，。；：、）召举印开前至起发])"
    rf"|(?<![A-Za-z0-9Ｘ])[XxＸ]{{2,}}(?!后)(?!(?<=“[XxＸ]{{2}})[{HAN}]{{1,6}}”(?:等|“[XxＸ]))(?=[{HAN}])|(?<=[{HAN}])[XxＸ]{{2,}}(?![A-Za-z0-9后])"
    # crosses: of a thing, not of a person
    rf"|(?<![0-9A-Za-z×某 {_SURNAMES}])×{{1,4}}(?:[.．]×{{1,2}})?(?=(?:{_UNIT})|[家户个名人](?![{HAN}]*民))|(?<![0-9A-Za-z×某 ])×{{2,4}}(?=(?:{_BODY}))|(?<![0-9A-Za-z×])×{{1,4}}[ ]?[年月](?:[ ]?×{{1,2}}[ ]?[月日])*"
    # circles, squares, asterisks
    rf"|(?<![是否有无男女])□{{2,}}(?![是否有无男女])|(?<=[，于由到为至达约共：])□(?=[{HAN}，。])|□(?=[年月日亿万家户])"
    rf"|(?<![〇○零一二三四五六七八九十0-9])(?:(?<=[{HAN}，。；：、])[○〇◯]{{2,}}(?![〇○零一二三四五六七八九十0-9])|[○〇◯]{{2,}}(?=[{HAN}])(?![零一二三四五六七八九十]))|(?<=[{HAN}，])●{{2,}}|(?<![*＊])[*＊]{{3,}}(?=[{HAN}])|(?<=[{HAN}])(?:[*＊]{{3,}}|＊＊)"
    # question marks where a figure or name should stand
    rf"|[?？]{{3,}}|(?<![?？])[?？]{{2}}(?=[亿万元家户笔%％年月日号，、])|(?<=[为达到于至共计约近：])[?？]{{2}}",
    re.MULTILINE,
)


def placeholders(text: str) -> Iterator[Remark]:
    """What was to be filled in, and was not."""
    if not _MAY_BE.search(text):
        return
    for found in _PLACEHOLDER.finditer(text):
        yield Remark(found.start(), found.end(), None, _("a placeholder was left in"))

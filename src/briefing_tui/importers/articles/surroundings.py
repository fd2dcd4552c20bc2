"""What messengers and pages show below an article for their readers, and a bare address or telephone number. Pure, linear."""

import re

from briefing_tui.importers.articles.bylines import LIMIT, URL
from briefing_tui.importers.recogniser.names import sounds_like_bulletin
from briefing_tui.importers.recogniser.numbers import take_numbers

_ASKING = re.compile(
    "(?:点个|点亮|点一?下|点点|动动|记得|欢迎|喜欢(?:就|请|的)|觉得不错|如果(?:喜欢|觉得))[^。]{0,24}(?:在看|点赞|转发|分享|关注|收藏|支持|评论)"
    "|(?:附件|相关(?:链接|新闻|文章|报道|附件)|热点(?:新闻|推荐|排行)?|相关推荐|扫一扫|图片新闻)[ \u3000]*[：:]?\\Z"
    "|举报[/／]?反馈\\Z|(?:风险提示|免责声明|免责条款)[：:].{0,60}(?:投资需谨慎|不构成|仅供参考|市场有风险)"
    "|附件[0-9]{0,2}[ \u3000]*[：:][^。]{1,60}\\Z|原(?:文)?标题[：:][^。]{2,60}\\Z"
    "|(?:特别|免责|版权|转载|郑重|权利)?(?:声明|提示|说明)[：:].{0,80}(?:本[网站报台]|本公众号|转载|侵权|用户上传|版权|立场|观点|联系删除)"
)
"""What pages and messengers say below an article to their readers: 点个“在看”, 附件：, 声明：本网转载 …."""
_HEAD_LIMIT = 40
"""Characters of a running head."""
_BLANKS = " \t\u3000\xa0\r"
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|1[3-9][0-9]{9}|[0-9]{3,4}-[0-9]{7,8}")


_PICTURE = re.compile(
    r"(?:图为|[▲△▼↑↓]|图[一二三四五六七八九十0-9]{0,2}[:：])[^\n]{2,60}|[^。，]{0,40}[。 \u3000（(](?:[\u4e00-\u9fff]{2,4}[ /／\u3000]?摄|(?:摄影|供图|图片来源)[:：／/ ][^。，]{2,12})[）)]?"
)
"""图为签约仪式现场。 王某 摄: what stands below a picture, which does not come along."""


def is_caption(line: str) -> bool:
    """Whether a line belongs to a picture and to no text."""
    return len(line) <= LIMIT and _PICTURE.fullmatch(line) is not None


def is_running_head(line: str) -> bool:
    """行业信息简报 第14期: what a page of a bulletin has at its top."""
    return len(line) <= _HEAD_LIMIT and sounds_like_bulletin(line) and take_numbers(line).found


def is_crumb(line: str) -> bool:
    """首页 > 新闻中心 > 行业动态."""
    parts = re.split("[>＞»›]+|→", line)
    return len(line) <= LIMIT and len(parts) > 1 and all(len(part.strip(_BLANKS)) <= 12 for part in parts)


def is_below(line: str) -> bool:
    """What a messenger shows below an article, and a bare address or telephone number."""
    return len(line) <= LIMIT and (
        _ASKING.match(line) is not None
        or re.match(
            "(?:关注该公众号|微信扫一扫|知道了|使用小程序|轻点两下|取消|往期|精彩|热门|更多|喜欢此内容|推荐阅读|预览时标签|微信扫一扫|继续滑动|轻触阅读|向上滑动|人划线|收录于|转载请|本文(?:来源|转自|仅代表))",
            line,
        )
        is not None
        or (
            _ADDRESS.search(line) is not None
            and not _ADDRESS.sub("", URL.sub("", line)).strip(" \t\u3000\xa0\r电话：:手机邮箱")
        )
    )

"""What surrounds an article: patterns of lines above, below and at the end of its text. Each is asked of one line and linear in it."""

import re

_ORGANISATION = "公司|集团|银行|[支分]行|协会|中心|委员会|办公室|[部处室局厅委办院站]"
SENT_IN = re.compile(
    rf"[（(](?:(?:供稿|报送|来稿|投稿|撰稿|通讯员|作者|文)(?:单位|部门)?[:：/ ]?[ \u3000]*)?(?P<name>[^（）()，。：:]{{2,24}}?(?:{_ORGANISATION}))"
    r"(?:[ \u3000、/][^（）()，。]{0,16}|供稿|报送|来稿)?[）)][。.]?\Z"
)
"""（示例市分公司 张某某）, （业务部供稿） at the end of a text: who sent it in."""
WRITER = re.compile(
    r"[（(](?:本报|本网)?(?:记者|通讯员|作者|文|图|图/文|文/图|摄影|编辑)[:：/ ][^（）()，。]{2,30}[）)][。.]?\Z"
)
DISPATCH = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,10}(?:社|网|报|台|在线|客户端|通讯社))(?:[\u4e00-\u9fff、]{0,8})[0-9]{1,2}月[0-9]{1,2}日(?:电|讯|消息)"
)
"""示例网12月16日电: the agency a text begins with. It stays in the text."""
END = re.compile(
    r"[-—–=*·. \u3000（(\[【]*(?:END|End|end|完|全文完|全文结束|正文结束|THE END)[-—–=*·. \u3000）)\]】]*\Z"
)
GREETING = re.compile(
    r"(?:各位|尊敬的|亲爱的)[^。，]{1,20}[:：，]?\Z|[^。：:]{1,16}(?:老师|领导|主任|同志|编辑|编辑部)?[，, ]?(?:您好|你好)[:：，！!。]?\Z|[^。，：:]{1,16}(?:老师|领导|主任|同志|编辑|编辑部)[:：，！!。]?\Z|(?:您好|你好|大家好)[，！!。：:]?\Z"
)
COVER = re.compile(
    r"(?:(?:您|你)好[，！!。][ \u3000]*)?[^。]{0,24}?(?:现将|现报送|现报上|兹报送|报送如下|附上|请查收|请审阅|请收阅|见下文|如下)[^。]{0,40}[。：:，！!]?\Z"
)
"""您好！现报送本月信息一条，请审阅： above an article in a mail."""
CLOSING = re.compile(
    r"(?:此致|敬礼|顺祝|祝好|祝[:：]|商祺|谢谢|多谢|感谢|妥否|以上信息|请予?审阅|请查收|如有不妥)[^。]{0,16}[!！。，]?\Z|--+ ?\Z|_{5,}\Z"
    r"|(?:相关|延伸|推荐|热门|热点|往期|更多)(?:新闻|阅读|链接|文章|推荐|报道|回顾|精选)[:：]?\Z"
)
MAIL_FIELD = re.compile(
    r"(?P<name>发件人|收件人|抄送|发送时间|发送日期|日期|时间|主题|附件|From|To|Cc|Sent|Date|Subject|Attachments)[ \u3000]*[：:][ \u3000]*(?P<value>.*)\Z"
)
TEXT_LABEL = re.compile("(?:正文|内容|正文内容|信息内容)[ \u3000]*[：:][ \u3000]*")
FORM = re.compile(
    "(?:政务|工作|舆情|简报)?(?:信息|稿件|来稿|素材)(?:报送|上报|投稿|报审|审批|采编)?(?:单|表|稿|稿件)?"
)
PERSON = re.compile("[\u4e00-\u9fff]{1,2}[^\u4e00-\u9fff]?|[\u4e00-\u9fff]{3}(?<![社网报台])")
REPLY = re.compile(r"(?:(?:转发|回复|答复|Fwd?|Re)[：:][ \u3000]*)+", re.IGNORECASE)
QUOTED = re.compile(r"(?:[>＞]|&gt;)[ \u3000]?")

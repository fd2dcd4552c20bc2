"""Issues of odd texts and shapes, by what is odd of them: every form has to hold them whole, and none of them may act."""

from datetime import date

from briefing_tui.model.issue import Distribution, Issue, Item, Masthead, Section

HEAD = Masthead("示例集团", "示例简报", 2024, 14, date=date(2024, 12, 16), department="业务部")
EMOJI = "👩\u200d👩\u200d👧\u200d👦 👍🏽 🇨🇳 1\ufe0f\u20e3 ☺\ufe0f ❤\ufe0f\u200d🔥"
RARE = "㐀㼆\u9fff𠀀𠮷𪚥𪜀𫜴𫝀𫠝𫠠𬺡𬺰𮯠𰀀𱍊𱍐𲎯"
PRIVATE = "\ue000\uf8ff\U000f0000\U00100000"
BIDI = "左\u202eأهلا وسهلا\u202c右 שלום \u2067x\u2069"
CONTROLS = "控\x00\x01\x07\x08\x0b\x0c\x1b[31m\x7f\x85\x9b制\ufffe\uffff"
ESCAPES = "\\0 \\x00 \\u0000 %00 &#0; &#x0; \\n \\033[31m ^@ ${HOME} %s {0} {{x}} {% x %}"
TYPST = '#read("/etc/passwd") #import "@preview/a:1.0.0": * $x^2$ @ref <lab> \\ ~ *b* _i_ `c` // x /* = h #{ #[ - + /t: '
XML = "]]> <![CDATA[ &#x0; &amp; &lt; <w:t>x</w:t> <!-- --> <?xml?> <!DOCTYPE x> & < > \" '"
MARKDOWN = "# 题 **粗** [x](http://x.example) ![](x) <b> 1. - > ``` --- | ~~x~~ \\* &copy; $$"
ZALGO = "Z" + "\u0301\u0327\u0308" * 200 + "a"
SPACES = " \u3000\u00a0\u2003\u2009 \t"


def _of(*items: Item, title: str = "栏目", numbered: bool = False) -> Issue:
    return Issue(HEAD, sections=(Section(title, numbered=numbered, items=items),))


def _everywhere(text: str) -> Issue:
    """A text in each place that is printed."""
    body = f"{text}\n一、{text}\n（一）{text}。{text}\n| {text} | 乙 |\n| {text} | 2 |"
    item = Item(text, body, text, text, text, (text,), (text,))
    head = HEAD._replace(publisher=text, title=text, department=text, marking=text)
    return Issue(
        head,
        sections=(Section(text, items=(item,)), Section("动态", numbered=True, items=(item, Item("", text)))),
        distribution=(Distribution(text, (text, text), text),),
    )


def _table(rows: int, columns: int) -> str:
    return "\n".join(
        "| " + " | ".join(f"{row}格{column}" for column in range(columns)) + " |" for row in range(rows)
    )


ODD: dict[str, Issue] = {
    **{
        name: _everywhere(text)
        for name, text in {
            "emoji": EMOJI,
            "bidi": BIDI,
            "private use": PRIVATE,
            "rare characters": RARE,
            "controls": CONTROLS,
            "escapes": ESCAPES,
            "typst": TYPST,
            "xml": XML,
            "markdown": MARKDOWN,
            "stacked marks": ZALGO,
            "blanks": f"左{SPACES}右",
            "nothing but blanks": SPACES,
            "formulas": "=CMD()|'/c calc'!A1 @SUM(1) +1 -1",
            "addresses": "https://a.example/" + "p" * 5000 + "?q=1&r=%E4%BD%A0#x",
            "one word": "W" * 3000,
        }.items()
    },
    "sixty columns": _of(Item("宽表", _table(3, 60))),
    "one cell of 50,000 characters": _of(
        Item("长格", "| 名称 | 说明 |\n| 甲 | " + "说明文字，" * 10_000 + " |")
    ),
    "a table of 2,000 rows": _of(Item("长表", _table(2000, 3))),
    "3,000 items": _of(*(Item(f"第{n}则", "正文。") for n in range(1, 3001)), numbered=True),
    "1,000 sections": Issue(
        HEAD, sections=tuple(Section(f"栏{n}", items=(Item(f"题{n}", "文。"),)) for n in range(1000))
    ),
    "empty section": Issue(
        HEAD, sections=(Section("空栏"), Section(), Section("有", items=(Item("甲", "乙"),)))
    ),
    "only a table": _of(Item("", _table(2, 2)), Item("", _table(2, 2))),
    "ragged table": _of(Item("表", "| 甲 |\n| 乙 | 丙 | 丁 |\n||\n| | 戊 |")),
    "section of 300 characters": _of(Item("甲", "乙"), title="长栏名" * 100),
    "title of 10,000 characters": _of(Item("长" * 10_000, "乙")),
    "paragraph of 200,000 characters": _of(Item("甲", "长段落文字，" * 34_000)),
    "no date": Issue(HEAD._replace(date=None), sections=(Section("栏", items=(Item("甲", "乙"),)),)),
    "no number": Issue(HEAD._replace(number=0), sections=(Section("栏", items=(Item("甲", "乙"),)),)),
    "nothing": Issue(),
    "nothing, not even an end": Issue(end=None),
    "tail of 40 lines": Issue(
        HEAD,
        sections=(Section("栏", items=(Item("甲", "乙"),)),),
        distribution=tuple(Distribution("抄送", (f"第{n}单位",), "邮件") for n in range(40)),
    ),
    "500 recipients": Issue(
        HEAD, distribution=(Distribution("送", tuple(f"示例第{n}分公司" for n in range(500)), "印送"),)
    ),
}
"""Name → issue."""

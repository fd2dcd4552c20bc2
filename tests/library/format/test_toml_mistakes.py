"""What people type who write TOML by hand with a Chinese input method on: named at its own line, with what should stand there."""

import pytest
from hypothesis import given, settings, strategies as st

from briefing_tui.errors import FormatError
from briefing_tui.library.format.codec import load_issue
from briefing_tui.library.format.toml.read import decode_text, parse_toml
from measures.costs import is_linear

GOOD = '''format = 1

[masthead]
title = "工作简报"
year = 2024
number = 5
date = 2024-05-20

[[distribution]]
role = "报"
recipients = ["甲", "乙"]

[[section]]
title = "要闻"
numbered = true

[[section.item]]
title = "甲项目验收"
body = """
一段。
"""

[[section.item]]
title = "乙"
body = """
二段。
"""

[end]
mark = "以下无正文"
'''
TITLE, YEAR, NUMBER, DATE = 'title = "工作简报"', "year = 2024", "number = 5", "date = 2024-05-20"
LIST, SWITCH, ITEM, BODY = '["甲", "乙"]', "numbered = true", "[[section.item]]", 'body = """\n一段。\n"""'
WRITE_TITLE = 'write title = "工作简报"'

# what is replaced, by what, the line of the mistake, what the message says
TYPED = [
    (TITLE, 'title ＝ "工作简报"', 4, "＝", WRITE_TITLE),
    (TITLE, "title = “工作简报”", 4, "“", WRITE_TITLE),
    (TITLE, "title = ”工作简报“", 4, "”", WRITE_TITLE),
    (TITLE, "title = 「工作简报」", 4, "「", WRITE_TITLE),
    (TITLE, "title = ＂工作简报＂", 4, "＂", WRITE_TITLE),
    (TITLE, "title = ‘工作简报’", 4, "‘", WRITE_TITLE),
    (TITLE, 'title = "工作简报”', 4, "no closing quotes", WRITE_TITLE),
    (TITLE, 'title = "工作简报', 4, "no closing quotes", WRITE_TITLE),
    (TITLE, "title = '工作简报\"", 4, "no closing quotes", WRITE_TITLE),
    (TITLE, 'title: "工作简报"', 4, ":", WRITE_TITLE),
    (TITLE, "title：工作简报", 4, "：", WRITE_TITLE),
    (TITLE, "- title: 工作简报", 4, ":", WRITE_TITLE),
    (TITLE, 'title "工作简报"', 4, "= is missing", WRITE_TITLE),
    (TITLE, 'title == "工作简报"', 4, "one =", WRITE_TITLE),
    (TITLE, "title = 工作简报", 4, "工作简报 stands without quotes", WRITE_TITLE),
    (TITLE, 'title = "关于"十四五"规划"', 4, "quote", "关于“十四五”规划"),
    (TITLE, 'title = "工作简报",', 4, ",", WRITE_TITLE),
    (TITLE, 'title = "工作简报"；', 4, "；", WRITE_TITLE),
    (TITLE, 'title = "工作简报" // 注', 4, "comment", "# 注"),
    (TITLE, '// 注\ntitle = "工作简报"', 4, "comment", "# 注"),
    (TITLE, '<!-- 注 -->\ntitle = "工作简报"', 4, "comment", "# 注"),
    (TITLE, '　title = "工作简报"', 4, "U+3000", WRITE_TITLE),
    (TITLE, '\u00a0title = "工作简报"', 4, "U+00A0", WRITE_TITLE),
    (TITLE, '\ufefftitle = "工作简报"', 4, "U+FEFF", WRITE_TITLE),
    (TITLE, 'title\u200b = "工作简报"', 4, "U+200B", WRITE_TITLE),
    (TITLE, 'title = "工作简报"\u2028', 4, "U+2028", WRITE_TITLE),
    (TITLE, 'title = "工作简报"\u200e', 4, "U+200E", WRITE_TITLE),
    (TITLE, 'title = "工作简报"\x0b', 4, "U+000B", WRITE_TITLE),
    (TITLE, 'ti\u00adtle = "工作简报"', 4, "U+00AD", WRITE_TITLE),
    (TITLE, 'title = "工作简报" 暂定', 4, "behind the quotes", 'write title = "工作简报" # 暂定'),
    (TITLE, 'title = "工作简报"（暂定）', 4, "behind the quotes", 'write title = "工作简报" # （暂定）'),
    (TITLE, "title = 〝工作简报〞", 4, "〝", WRITE_TITLE),
    (TITLE, "title = ﹁工作简报﹂", 4, "﹁", WRITE_TITLE),
    (TITLE, '《title》 = "工作简报"', 4, "《title》", WRITE_TITLE),
    (TITLE, '《标题》 = "工作简报"', 4, "《标题》", WRITE_TITLE),
    (TITLE, '（title） = "工作简报"', 4, "（title）", WRITE_TITLE),
    (TITLE, '**title** = "工作简报"', 4, "**title**", WRITE_TITLE),
    (TITLE, 'title\0 = "工作简报"', 4, "U+0000", WRITE_TITLE),
    (TITLE, 'title = "工作\x07简报"', 4, "U+0007", ""),
    (BODY, 'body = """\n一\x0b段。\n"""', 20, "U+000B", ""),
    (TITLE, f"# 排\x01版\n{TITLE}", 4, "U+0001", ""),
    (TITLE, f"  # 排版\x7f\n{TITLE}", 4, "U+007F", ""),
    (DATE, "date = 2024-05-20 10:00", 7, "no date", "write date = 2024-05-20"),
    (ITEM, "[ [section.item] ]", 17, "[[section.item]]", "write [[section.item]]"),
    (ITEM, "[[section.item] ]", 17, "[[section.item]]", "write [[section.item]]"),
    ("format = 1", "```toml\nformat = 1", 1, "Markdown", "take this line out"),
    (TITLE, '标题 = "工作简报"', 4, "标题", WRITE_TITLE),
    (TITLE, "标题＝“工作简报”", 4, "＝", WRITE_TITLE),
    (TITLE, f'{TITLE}\n😀 = "甲"', 5, "😀", ""),
    (TITLE, f'{TITLE}\n自编 = "甲"', 5, "自编", 'write "自编" = "甲"'),
    (TITLE, f"{TITLE}\n{TITLE}", 5, "title is written twice", "line 4"),
    (TITLE, 'title = "甲" publisher = "乙"', 4, "line of its own", ""),
    (TITLE, f"{TITLE}\rpublisher = 1", 4, "CR", "LF"),
    ("[masthead]", "［masthead］", 3, "［", "write [masthead]"),
    ("[masthead]", "【报头】", 3, "【", "write [masthead]"),
    ("[masthead]", "[报头]", 3, "报头", "write [masthead]"),
    ("[masthead]", "[masthead", 3, "[masthead", "write [masthead]"),
    ("[end]", "[masthead]", 29, "masthead is declared twice", "line 3"),
    (YEAR, "year = ２０２４", 5, "２", "write year = 2024"),
    (YEAR, "year = 2024年", 5, "2024年", "write year = 2024"),
    (NUMBER, "number = 05", 6, "05", "write number = 5"),
    (NUMBER, "number = 第5期", 6, "第5期", "write number = 5"),
    (DATE, "date = 2024年5月20日", 7, "年", "write date = 2024-05-20"),
    (DATE, "date = 2024.5.20", 7, "2024.5.20", "write date = 2024-05-20"),
    (DATE, "date = 2024/05/20", 7, "2024/05/20", "write date = 2024-05-20"),
    (DATE, "date = 2024－05－20", 7, "－", "write date = 2024-05-20"),
    (DATE, "date = 2024-05-32", 7, "no such date", ""),
    (LIST, '["甲"，"乙"]', 11, "，", 'write recipients = ["甲", "乙"]'),
    (LIST, '["甲"、"乙"]', 11, "、", 'write recipients = ["甲", "乙"]'),
    (LIST, '["甲" "乙"]', 11, "commas", 'write recipients = ["甲", "乙"]'),
    (LIST, "[“甲”，“乙”]", 11, "“", 'write recipients = ["甲", "乙"]'),
    (LIST, "“甲”、“乙”", 11, "“", 'write recipients = ["甲", "乙"]'),
    (LIST, "甲、乙", 11, "、", 'write recipients = ["甲", "乙"]'),
    (LIST, "[甲, 乙]", 11, "list", 'write recipients = ["甲", "乙"]'),
    (LIST, '["甲, "乙"]', 11, "list", 'write recipients = ["甲", "乙"]'),
    (LIST, '["甲", "乙"', 11, "not closed", "]"),
    (LIST, '[\n"甲",\n"乙"\n', 11, "not closed", "]"),
    (LIST, '[\n"甲"\n"乙"\n]', 12, "commas", "comma"),
    (LIST, '[\n"甲"，\n"乙"\n]', 12, "，", ""),
    (SWITCH, "numbered = True", 15, "True", "write numbered = true"),
    (SWITCH, "numbered = 是", 15, "是", "write numbered = true"),
    (ITEM, "[section.item]", 17, "[section.item]", "write [[section.item]]"),
    (ITEM, "[[section.item]", 17, "[[section.item]", "write [[section.item]]"),
    (ITEM, "[[section。item]]", 17, "。", "write [[section.item]]"),
    (ITEM, "【【section.item】】", 17, "【", "write [[section.item]]"),
    (ITEM, "[[条目]]", 17, "条目", "write [[section.item]]"),
    (BODY, 'body = """\n一段。\n', 19, "not closed", '""" before line 23'),
    (BODY, 'body = """\n一段。\n”””', 19, "not closed", '"""'),
    (BODY, "body = '''\n一段。\n\"\"\"", 19, "not closed", "'''"),
    (BODY, "body = “““\n一段。\n”””", 19, "“", 'write body = """'),
    (BODY, 'body = "\n一段。\n"', 19, "several lines", 'write body = """'),
    (BODY, "body =\n一段。\n", 19, "several lines", 'write body = """'),
    (BODY, "一段。", 19, "neither", '"""'),
    (BODY, 'body = """\n他说"""很好"""。\n"""', 20, "three quotes", "“"),
    (BODY, 'body = """\nC:\\文件\n"""', 20, "backslash", ""),
    ('body = """\n二段。\n"""', 'body = """\n二段。\n', 25, "not closed", '""" before line 29'),
    ('mark = "以下无正文"', 'mark = "以下无正文', 30, "no closing quotes", "以下无正文"),
    ("format = 1", "format ＝ 1", 1, "＝", "write format = 1"),
]  # fmt: skip


def refusal(text: str) -> FormatError:
    with pytest.raises(FormatError) as caught:
        load_issue(text.encode(), "2024/2024-05.toml")
    return caught.value


@pytest.mark.parametrize(("old", "new", "line", "said", "hint"), TYPED)
def test_a_typists_mistake_is_named_at_its_line(old: str, new: str, line: int, said: str, hint: str) -> None:
    error = refusal(GOOD.replace(old, new, 1))
    assert error.place.line == line, error.one_line()
    assert said in error.message
    assert hint in " ".join(error.hint.split())
    assert "\n" not in error.one_line()


def test_lines_that_end_with_cr_alone_are_named() -> None:
    error = refusal(GOOD.replace("\n", "\r"))
    assert (error.place.line, "CR" in error.message, "LF" in error.hint) == (1, True, True)


def test_the_first_of_several_headers_in_single_brackets_is_the_one() -> None:
    assert refusal(GOOD.replace("[[section.item]]", "[section.item]")).place.line == 17
    assert "[[section.item]]" in refusal(GOOD.replace("[[section.item]]", "[section.item]")).hint


def test_quotes_of_every_kind_are_plain_text_within_a_text() -> None:
    loaded = load_issue(GOOD.replace("工作简报", "“工作”＝：，简报").encode(), "F")
    assert loaded.issue.masthead.title == "“工作”＝：，简报"


def test_an_item_without_its_section_is_told() -> None:
    (finding,) = load_issue(GOOD.replace("[[section.item]]", "[[item]]").encode(), "F").findings
    assert "section.item" in finding.text


@pytest.mark.parametrize(
    ("right", "typed"),
    [("section.item", "section.items"), ("distribution", "distributions"), ("section.item", "section.Item")],
)
def test_a_table_of_a_list_is_proposed_though_another_of_it_stands_there(right: str, typed: str) -> None:
    (finding,) = load_issue(GOOD.replace(f"[[{right}]]", f"[[{typed}]]", 1).encode(), "F").findings
    assert f"`{right.rpartition('.')[2]}`" in finding.text


@settings(max_examples=400)
@given(
    st.lists(
        st.sampled_from(
            [
                *"\"'“”‘’＝=：:，,、；［］【】[]{}＃#　\n",
                '"""',
                "'''",
                "“““",
                "title",
                "标题",
                "body = ",
                "a.b",
                "2024",
                "年",
                "//",
                "\r",
                "\\",
                " ",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_heap_of_signs_gives_a_table_or_our_error(text: str) -> None:
    try:
        parse_toml(decode_text(text.encode(), "F"), "F")
    except FormatError as refused:
        error = refused
    else:
        return
    assert error.message
    assert error.place.line is None or 1 <= error.place.line <= text.count("\n") + 1
    assert "\n" not in error.one_line()


LONG = {
    "a line of blanks": lambda size: f"a = b{' ' * size}c",
    "blanks before a bracket": lambda size: f"[{' ' * size}x",
    "quotes": lambda size: f"a = {'“' * size}",
    "texts": lambda size: 'a = """\n"""\n' * 1 + 'b = """\n' + "[x]\n" * (size // 4),
    "headers": lambda size: "[[section.item]]\n" * (size // 17) + "[section.item]\n[[section.item]]\n",
    "commas": lambda size: f"tags = [{'，' * size}]",
    "apostrophes": lambda size: "a = '\n" + "b = 1\n" * (size // 6),
    "one key": lambda size: f"[t]\n{''.join(f'a{at} = 1{chr(10)}' for at in range(size // 8))}a0 = 2\n",
}


@pytest.mark.parametrize("make", LONG.values(), ids=LONG)
def test_explaining_a_long_file_costs_as_much_as_it_is_long(make: "object") -> None:
    def explain(size: int) -> None:
        with pytest.raises(FormatError):
            parse_toml(make(size), "F")  # type: ignore[operator]

    assert is_linear(explain, 40_000)

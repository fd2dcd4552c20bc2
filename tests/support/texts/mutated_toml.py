"""Files of ours with a few places changed, cut, doubled or swapped, for the tests of both readers of TOML."""

import datetime as dt

from hypothesis import strategies as st

from briefing_tui.library.format.codec import dump_issue
from briefing_tui.model.issue import Distribution, Issue, Item, Masthead, Preface, Section

ORDINARY = dump_issue(
    Issue(
        Masthead("示例省信用担保集团公司", "行业信息简报", 2024, 14, total=62, date=dt.date(2024, 12, 16)),
        preface=Preface("编者按", "第一段。\n第二段“引文”。"),
        sections=(
            Section(
                "行业动态", numbered=True, items=(Item("甲", "一\n二"), Item("乙", "三", units=("丙", "丁")))
            ),
            Section("经验介绍", items=(Item('引"号', '反\\斜 """ 三引号'),)),
        ),
        distribution=(Distribution("报", ("集团公司领导", "各部门"), "印送"),),
    )
)
PIECES = (
    '"', '""', '"""', '""""', "'", "'''", "\\", '\\"', "\\\\", "\n", "\r\n", "\r", "\t", " ", "#", "=", ",", "[", "]",
    "[[", "]]", ".", "{", "}", "0", "1", "01", "+1", "-0", "1_0", "1.5", "true", "2024-02-30", "2024-02-29", "一", "\u3000",
    "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u200b", "\ufeff", "\\u0041", "\\ud800", "\\U0001F4F0", "\n[section]\n",
    "\n[[section]]\n", "\n[[section.item]]\n", "\n[section.item]\n", "\n[masthead]\n", "\n[[masthead]]\n", "\n[[end]]\n",
    '\ntitle = "again"\n', "\nsection = 1\n", "\nitem = []\n", '\nitem = ["a"]\n', "\na.b = 1\n", "\n[[distribution]]\n",
    '\nbody = """\n', "\n# comment", '["a",]', "[,]", '["a" "b"]', '"a"b"', "１",
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """An ordinary file with a few places changed, cut, doubled or swapped."""
    text = ORDINARY
    for _round in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.sampled_from([0, 0, 0, 1, 1, 2, 3, 10, 60])))
        kind = draw(st.sampled_from(["piece", "piece", "piece", "any", "double", "move"]))
        if kind == "piece":
            text = text[:at] + draw(st.sampled_from(PIECES)) + text[end:]
        elif kind == "any":
            text = text[:at] + draw(st.text(max_size=3)) + text[end:]
        elif kind == "double":
            text = text[:end] + text[at:]
        else:
            lines = text.splitlines(keepends=True)
            if lines:
                line = lines.pop(draw(st.integers(0, len(lines) - 1)))
                lines.insert(draw(st.integers(0, len(lines))), line)
            text = "".join(lines)
    return text

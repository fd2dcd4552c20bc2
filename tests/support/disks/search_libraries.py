"""Libraries to be searched, and what a search of their files must answer: told by brute force, from the values alone."""

import datetime as dt
from pathlib import Path

from briefing_tui.library.reader import LibraryReader
from briefing_tui.library.search.finder import Finder, Results
from briefing_tui.model.issue import Issue, Item, Masthead, Preface, Section, Workflow
from disks.libraries import put


def issue(
    year: int, number: int, *items: Item, status: str = "published", preface: str = "", kind: str = "issue"
) -> Issue:
    """An issue whose items stand in one section."""
    return Issue(
        masthead=Masthead(
            "示例省信用担保集团公司",
            "行业信息简报",
            year,
            number,
            kind,
            date=dt.date(year, (number - 1) % 12 + 1, 16),
        ),
        workflow=Workflow(status),
        preface=Preface("编者按", preface) if preface else None,
        sections=(Section("行业动态", numbered=True, items=items),),
    )


def library(root: Path) -> Path:
    """Five issues of three years."""
    put(root, issue(2025, 2, Item("春耕担保放款过半", "草稿里的担保。"), status="draft"))
    put(
        root,
        issue(
            2025,
            1,
            Item("年度会议召开", "部署担保业务。\n分险比例为2:8，信用等级ＡＡＡ。", units=("业务管理部",)),
            Item("再担保直连上线", "系统平稳。", tags=("数字化",)),
        ),
    )
    put(
        root,
        issue(
            2024,
            14,
            Item("担保规模稳步增长", "全年完成295.38亿元。", source="示例报"),
            Item("风险处置有序推进", "一是摸清底数。\n二是分类处置。", group="风险专栏"),
            preface="本期说担保。",
        ),
    )
    put(root, issue(2024, 1, Item("合作增刊文章", "aaa级企业 [b]不是标记[/b]。"), kind="supplement"))
    put(
        root,
        issue(
            2023,
            9,
            Item("“担”字怎么写", "担\n保两字分在两行。"),
            Item("", '没有标题的一条，“AND”与(括号)*星号"引号。'),
        ),
    )
    return root


def finder(root: Path, cache: Path | None, **options: bool) -> Finder:
    return Finder(LibraryReader(str(root)), str(cache) if cache else None, **options)


def found(results: Results) -> list[str]:
    """The addresses, in order."""
    return [str(hit.address) for hit in results.hits]

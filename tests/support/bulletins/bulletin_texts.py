"""Bulletins of made-up organisations for the tests of the import, and how to look at what came of them."""

import re
from collections import Counter

from briefing_tui.importers.recognise import Recognised, recognise
from briefing_tui.importers.report import printed_texts, squeeze
from briefing_tui.model.issue import Issue
from briefing_tui.model.key import IssueKey
from briefing_tui.text.clean import without_controls

KEY = IssueKey(2031, "issue", 7)
HEAD = "示例省信用担保集团公司\n行业信息简报\n2031年第7期\n2031年4月1日\n"
FIRST = "近日，示例市担保公司与示例银行签订合作协议，首批授信三亿元，惠及小微企业一百余家。"
SECOND = "示例县农担站走进田间地头，为种植户送去担保政策，当场受理申请二十笔。"
THIRD = "示例区科技局会同担保机构开展专场对接，现场达成意向十一项，金额共计八千万元。"


def check_account(text: str, found: Recognised) -> None:
    """Every non-blank character of `text` is in the issue, as text or value, or listed as dropped."""
    lines = re.sub("[\f\v\x85\u2028\u2029]", "\n", text)
    # C1 is dropped and listed as it stands, the other controls are made visible.
    source = Counter(squeeze(re.sub("[^\x80-\x9f]+", lambda found: without_controls(found[0]), lines)))
    kept = Counter(squeeze("".join(printed_texts(found.issue))))
    kept.subtract(found.report.added)
    entries = [entry.text for entry in found.report.dropped] + [value.text for value in found.report.values]
    listed = Counter(squeeze("".join(entries)))
    assert +(kept + listed) == source, (source - kept - listed, kept + listed - source)
    assert found.report.kept + found.report.dropped_total == found.report.source
    assert not [doubt for doubt in found.report.uncertain if "short of" in doubt.text]


def imported(text: str, *, name: str = "old.txt", key: IssueKey | None = None) -> Recognised:
    """`text` recognised, its account checked."""
    found = recognise(text, name=name, key=key)
    check_account(text, found)
    return found


def issue_of(text: str, *, name: str = "old.txt", key: IssueKey | None = None) -> Issue:
    """As `imported`, the issue alone."""
    return imported(text, name=name, key=key).issue


def shape(issue: Issue) -> list[tuple[str, list[str]]]:
    """Section titles with the titles of their items, numbers and groups before them: `1.甲`, `［组］乙`."""
    found: list[tuple[str, list[str]]] = []
    number = 0
    for section in issue.sections:
        number = number if section.continued or not section.numbered else 0
        rows: list[str] = []
        for item in section.items:
            number += section.numbered
            label = f"{number}." if section.numbered else ""
            rows.append((f"［{item.group}］" if item.group else "") + label + item.title)
        found.append((section.title, rows))
    return found


def squeezed(issue: Issue) -> list[tuple[str, ...]]:
    """Section, group, title and body of each item, blanks apart."""
    return [
        tuple("".join(text.split()) for text in (section.title, item.group, item.title, item.body))
        for section in issue.sections
        for item in section.items
    ]


NEWSLETTER = """# 示例编译进展·第7期·2031年04月16日

## 卷首语

这个月我们做了两件事：第一件是把示例语言搬到了新机器上，第二件是开始了讨论班，欢迎大家来听，也欢迎大家来讲。

## 本期亮点

- 「示例语言及生态研讨会」开始征稿。距离截稿日期还有两个月时间，欢迎踊跃投稿。
- 示例实验室开始了「语言漫谈」系列讨论班。目前已经讲了一次，后续陆续完成十三次讨论的既定目标。
- 开始将 Sample/Speed 移植到 SV32GC 上。这项工作由示例实验室在样板公司的移植基础上进行，预计年底完成第一个可用的版本。
- SV 上可以运行整套系统了！虽然这项工作不是我们完成的，但是恭喜样板公司！

## Engine for Sample-V

1. Upstreaming: rebase 上游代码后,build failed,进行修复[PR406](https://example.com/engine/pull/406)
2. Engine 的向量支持
   - 增加 vmv/vmerge/vsetvl instruction[PR398](https://example.com/engine/pull/398)
   - 实现加法模拟[PR395](https://example.com/engine/pull/395)
3. 实现了一个寄存器分配优化[PR404](https://example.com/sample-engine/engine/pull/404), 优化说明和效果见[issue402](https://example.com/sample-engine/engine/issues/402)
4. 原创性技术分析报告:
   - Compilation Pipeline[视频](https://video.example.com/watch/BV19o4y1R71F)
   - Debugging with modern tools[视频](https://video.example.com/watch/BV16T4y1P7iJ)

## 工具链

### 向量扩展的实现

欢迎使用，地址在老地方：

https://example.com/sample/vector

上游工作：

1. 使用新工具编译图像库时发现一处有关浮点指令的问题, 同时发现 upstream 也有相应的问题，于是向上游报告了，并提出了解决方案( D95214 ), 但上游的负责人经过讨论后提出了另外的解决方案.

2. 提交并且被接受的 D95227

主要更新内容：

完善测试用例。

### Front End for Sample-V 相关工作

- 孙样同学提交了 P 扩展的 RFC Patch，收到了部分的 review 意见，正在逐条修改之中。

### Assembler for Sample-V 相关工作

- 本周继续在 Debugging 目前 Zsample 的实现。

## 浏览器

本期没有进展。欢迎同学们来实习。

## Toolchain/Emulator Support for Sample-V International Working Group

- 本周继续在 Debugging 目前 Zsample 的实现。开始引入更大规模的回归测试集合，修复了 2/3 的 failures。

- 开始看 K 扩展相关的草案，后续会开始帮助实现 K 扩展。

## 项目进展

本周发布详情如下：

发布 SampleTracer v3.0.12 版本，主要变更如下：

- 2个 Sample 插件融合, 新的用户请直接使用 sample-tracer-common-plugin；
- 修复插件传递错误 spanId 的问题；

详细发布报告见网站。

## 其他工作

- 自动微分简介 - 张样 - 20310120 - 示例实验室
  https://video.example.com/watch/BV1ZA411H7BU

- Sample-V Crypto Extension (K) 介绍 - 叶样 - 20310129 - 示例实验室语言组
  https://video.example.com/watch/BV15X4y1N7t8

## 仓库及分享

- https://example.com/sample/open-day-2031
- https://example.com/sample/training
- https://example.com/sample/a-long-name-of-a-benchmark-suite-for-vectors
- Sample Weekly https://example.com/sample/weekly
- 示例实验室公开报告 https://example.com/sample/open-reports
- Vision for Sample-V https://example.com/sample/vision-sample (目前直接提交给上游了)
- https://example.com/sample/vectorized-suite
- 工具链仓库地址：https://example.com/sample/toolchain-gcc
- gcc: https://example.com/sample/toolchain-gcc/tree/toolchain-gcc-10.2.0-zsample
- binutils: https://example.com/sample/toolchain-binutils/tree/binutils-2.35-zsample
- https://example.com/sample/materials
"""
"""A letter of links in Markdown: titles that are addresses or long, lists in items, groups of one item."""

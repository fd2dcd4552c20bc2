"""Limits, the terms of a year, shares of several parties, money that moves other money, and aims that are passed: figures of guarantee reports."""

import pytest

from texts.figure_pairs import is_told, lines_of, right_ones, told

BESIDE_A_LIMIT = """
全年新增担保额83.66亿元，其中单户500万元及以下的业务39.96亿元，占⟦47.77|67.77⟧%。
单户100万元至300万元业务余额31.2亿元，占全部在保余额52亿元的⟦60|70⟧%。
在保户数1200户，其中单户200万元及以下的1140户，占比⟦95.00|85.00⟧%。
"""
LIMITS = """
全年新增担保额83.66亿元，其中单户300万元及以下的业务占47.77%。
全年新增担保额83.66亿元，其中单户300万元（含）以下的业务占47.77%。
全年新增担保额83.66亿元，其中单户300万元以下（含300万元）的业务占47.77%。
全市新发放贷款62.40亿元，其中单笔1000万元以内的贷款占51.20%。
全市新发放贷款62.40亿元，其中户均800万元及以上的客户占21.30%。
全市新发放贷款62.40亿元，其中单户不超过500万元的占51.20%。
全市新发放贷款62.40亿元，其中低于200万元的贷款占31.05%。
全市新发放贷款62.40亿元，其中单户金额在500万元内的贷款占51.20%。
全市新发放贷款62.40亿元，其中100万元至500万元的贷款占31.05%。
全市新发放贷款62.40亿元，其中单户授信100万—500万元的占31.05%。
全市户均贷款64万元，比上年下降8万元，单户300万元以下占82%。
"""


@pytest.mark.parametrize("pair", lines_of(BESIDE_A_LIMIT))
def test_a_wrong_figure_is_told_where_it_stands(pair: str) -> None:
    assert is_told(pair)


@pytest.mark.parametrize("text", [*right_ones(BESIDE_A_LIMIT), *lines_of(LIMITS)])
def test_the_right_figure_is_left_alone(text: str) -> None:
    assert told(text) == []

"""Names that go on behind the place they begin with, and names in which brackets, quotations and codes stand."""

from __future__ import annotations

import pytest

from econ_extract import extract_text
from econ_extract.assembly.marks import closed


def read(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Quantity, indicator, subject and code of every figure."""
    return [(f.quantity, f.indicator, f.subject, f.region_code) for f in extract_text(text)]


@pytest.mark.parametrize(
    ("text", "indicator", "subject", "code"),
    [
        ("惠州北站总建筑面积4.2万平方米。", "总建筑面积", "惠州北站", "441300"),
        ("宁波舟山港货物吞吐量增长5%。", "货物吞吐量", "宁波舟山港", "330200"),
        ("郑州国际陆港开行班列3000列。", "开行班列", "郑州国际陆港", "410100"),
        ("杭州亚运会带动投资3000亿元。", "带动投资", "杭州亚运会", "330100"),
        ("广东工业设计城营业收入3000万元。", "营业收入", "广东工业设计城", "440000"),
        ("希腊客轮上24人确诊。", "确诊", "希腊客轮", None),
        ("昆明地铁5号线一期工程总投资260亿元。", "总投资", "昆明地铁5号线一期工程", "530100"),
        ("江苏港口吞吐量增长5%。", "港口吞吐量", "江苏", "320000"),
        ("广东水库蓄水量增长5%。", "水库蓄水量", "广东", "440000"),
        ("全球货船订单增长5%。", "货船订单", "全球", None),
    ],
)
def test_a_name_goes_on_behind_its_place(text: str, indicator: str, subject: str, code: str | None) -> None:
    assert read(text)[0][1:] == (indicator, subject, code)


def test_a_site_of_the_title_is_what_the_text_speaks_of() -> None:
    rows = read("青岛港一季度开门红\n\n今年以来，青岛港加快建设。累计新增航线12条，吞吐量增长8%。")
    assert {subject for _, _, subject, _ in rows} == {"青岛港"}


def test_the_provinces_and_the_corps_report_together() -> None:
    rows = read("据31个省（自治区、直辖市）和新疆生产建设兵团报告，新增病例30例，现有病例70例。")
    assert [(q, s) for q, _, s, _ in rows if q != "31个"] == [
        ("30例", "31个省（自治区、直辖市）和新疆生产建设兵团"),
        ("70例", "31个省（自治区、直辖市）和新疆生产建设兵团"),
    ]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("“云链+茶业”在建项目达21个。", "“云链+茶业”在建项目"),
        ("8月末广义货币（M2）增长12%。", "广义货币（M2）"),
        ("活动覆盖31个省（区、市）。", "省（区、市）"),
    ],
)
def test_an_indicator_has_both_marks_of_a_pair(text: str, indicator: str) -> None:
    assert indicator in (read(text)[0][1] or "")


@pytest.mark.parametrize(
    ("phrase", "text", "whole"),
    [
        ("云海”大气田", "贯通后“云海”大气田年产45亿立方米", "“云海”大气田"),
        ("省(区", "覆盖31个省(区、市),惠及", "省(区、市)"),
        ("货币(M2", "货币(M2)同比增长", "货币(M2)"),
        ("企业(", "企业(不含银行)增长", "企业"),
        (")降水量", "前汛期(4月至6月)降水量偏多2成", "降水量"),
        ("跨单位”联盟", "“跨区域、跨单位”联盟由9家组成", "联盟"),
        ("新三样”占比", "“新三样”出口5亿元,占比9%", "“新三样”占比"),
        ("“云海”平台", "“云海”平台有9家", "“云海”平台"),
    ],
)
def test_half_a_pair_is_completed_or_goes(phrase: str, text: str, whole: str) -> None:
    assert closed(phrase, text, len(text)) == whole


def test_a_plot_of_land_is_named_by_its_code() -> None:
    rows = read("位于云溪大道的XDG-2019-29号地块成交价3亿元。该地块溢价率26.8%。")
    assert {subject for _, _, subject, _ in rows} == {"XDG-2019-29号地块"}


def test_a_fund_of_governments_is_no_government() -> None:
    assert read("全国政府性基金预算收入30956亿元。")[0][1:3] == ("政府性基金预算收入", "全国")

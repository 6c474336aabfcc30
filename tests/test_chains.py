"""Lists in which a name stands before every number: whose each number is, and what it measures."""

from __future__ import annotations

from datetime import date

import pytest

from econ_extract import extract_text

PUBLISHED = date(2023, 10, 17)


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    """Every figure of a text: its words, its indicator, its subject."""
    return [(f.quantity, f.indicator, f.subject) for f in extract_text(text, published=PUBLISHED)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "全市累计报告病例30例，其中河口县12例(含石桥镇3例)、云溪新区10例、青山示范区8例。",
            [("12例", "河口县"), ("3例", "石桥镇"), ("10例", "云溪新区"), ("8例", "青山示范区")],
        ),
        (
            "北州确诊25例，西州确诊14例，北领地确诊6例。",
            [("25例", "北州"), ("14例", "西州"), ("6例", "北领地")],
        ),
        (
            "从产量看，甲钢集团增长3.2%，乙钢集团下降4.5%，丙钢集团增长1.2%。",
            [("3.2%", "甲钢集团"), ("4.5%", "乙钢集团"), ("1.2%", "丙钢集团")],
        ),
        (
            "前三季度，江苏地区生产总值91723亿元，增长2.3%；浙江66228亿元，增长4%；安徽47055亿元，增长3%。",
            [("66228亿元", "浙江"), ("4%", "浙江"), ("47055亿元", "安徽"), ("3%", "安徽")],
        ),
    ],
)
def test_each_number_of_a_list_has_the_owner_before_it(text: str, figures: list[tuple[str, str]]) -> None:
    found = told(text)
    shared = found[0][1]
    for quantity, owner in figures:
        assert (quantity, shared, owner) in found


def test_a_tally_word_alone_counts_the_same_again() -> None:
    found = told("甲国新增确诊病例46例，累计1326例；马里新增24例，累计246例；乌干达累计33例。")
    assert [indicator for _, indicator, _ in found] == [
        "新增确诊病例",
        "累计确诊病例",
        "新增确诊病例",
        "累计确诊病例",
        "累计确诊病例",
    ]
    assert [subject for *_, subject in found[2:]] == ["马里", "马里", "乌干达"]


def test_the_stage_of_some_projects_is_told_of_projects() -> None:
    found = told("全市实施重点项目640个，其中续建395个，新开工200个。")
    assert [indicator for _, indicator, _ in found[1:]] == ["续建重点项目", "新开工重点项目"]


def test_what_a_part_in_brackets_or_a_closed_list_owns_ends_with_it() -> None:
    assert told("青岛市报名企业120家（含云溪县30家），完成改造40家。")[-1][2] == "青岛市"


def test_a_segment_between_semicolons_belongs_to_its_member() -> None:
    found = told("全市签约项目36个，其中云溪县12个，总投资30亿元；河口县8个，总投资20亿元；青山县3个，总投资8亿元。")
    assert [(q, s) for q, _, s in found if q.endswith("亿元")] == [
        ("30亿元", "云溪县"),
        ("20亿元", "河口县"),
        ("8亿元", "青山县"),
    ]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("青岛市报告输入病例9例，其中法国籍5例、德国籍4例。", "德国籍病例"),
        ("青岛市评出示范企业50家，其中12家位于黄岛，8家来自即墨。", "示范企业"),
    ],
)
def test_where_the_counted_come_from_is_no_owner(text: str, indicator: str) -> None:
    _, last, subject = told(text)[-1]
    assert (last or "").endswith(indicator)
    assert subject == "青岛市"


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("全省有建制镇120个、行政村300个、社区20个。", {"建制镇", "行政村", "社区"}),
        ("全市共有学校20所、医院12所、图书馆8所。", {"学校", "医院", "图书馆"}),
    ],
)
def test_kinds_of_places_are_counted_themselves(text: str, owners: set[str]) -> None:
    assert not owners & {subject for *_, subject in told(text)}


def test_a_second_list_in_turn_has_the_owners_of_the_first() -> None:
    found = told("苏州、无锡产值分别增长6%、7%，产量分别增长2%、3%。")
    assert [(indicator, subject) for _, indicator, subject in found[2:]] == [("产量", "苏州"), ("产量", "无锡")]


@pytest.mark.xfail(strict=True, reason="the first of the branches is taken for an owner, and the second for none")
def test_a_second_list_of_branches_has_the_names_of_the_first() -> None:
    found = told("装备制造业、食品制造业增加值分别增长6%、7%，产量分别增长2%、3%。")
    assert [(indicator, subject) for _, indicator, subject in found[2:]] == [
        ("装备制造业产量", None),
        ("食品制造业产量", None),
    ]


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("会议推出24项、75条举措。", ["举措", "举措"]),
        (
            "全区有龙头企业320家，其中国家级8家、省级56家、市级120家。",
            ["国家级龙头企业", "省级龙头企业", "市级龙头企业"],
        ),
    ],
)
def test_counts_that_share_a_noun(text: str, nouns: list[str]) -> None:
    assert [indicator for _, indicator, _ in told(text)][-len(nouns) :] == nouns


def test_a_part_of_what_is_to_come_is_to_come() -> None:
    figures = extract_text("新区将新建桥梁62座。其中，东岸方向16座，西岸方向46座。", published=PUBLISHED)
    assert [f.status for f in figures] == ["target", "target", "target"]


def test_the_country_that_the_counted_came_from_is_no_owner() -> None:
    figures = told("青岛市报告境外输入病例9例，其中英国5例、法国4例。")
    assert {subject for *_, subject in figures} == {"青岛市"}


def test_the_sorts_in_brackets_are_of_what_stands_before_them() -> None:
    figures = told("青岛市报告确诊病例33例(其中重型2例、普通型31例；中国籍29例、法国籍4例)。")
    assert figures[-1] == ("4例", "法国籍确诊病例", "青岛市")


def test_a_change_in_turn_has_the_owner_of_the_level_in_its_place() -> None:
    figures = told("装备制造业和食品制造业采购经理指数分别为50.6%和50.1%，较上月分别上升0.6和0.7个百分点。")
    assert [subject for *_, subject in figures] == ["装备制造业", "食品制造业"] * 2


def test_the_home_of_people_stays_with_their_name() -> None:
    assert told("青岛市接回湖北籍务工人员1200人。") == [("1200人", "接回湖北籍务工人员", "青岛市")]

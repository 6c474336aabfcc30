"""Names as wide as they are written: joined, extended, trimmed, left out; figures keep the entities of the rules."""

from __future__ import annotations

import pytest

from econ_extract.models import EntityType
from econ_extract.rules import default_rules
from econ_extract.taggers.reading import Article

Proposal = tuple[str, EntityType]


def names(text: str, *proposals: Proposal) -> list[tuple[str, str, str | None]]:
    """(text, type, code) of the names of a text for which a model proposes these words."""
    spans = [(text.index(words), text.index(words) + len(words), kind) for words, kind in proposals]
    tagging = Article([text], default_rules()).taggings([spans])[0]
    assert all(text[e.start : e.end] == e.text for e in tagging.names)
    return [(e.text, e.type, e.code) for e in tagging.names]


def test_a_proposal_stands_beside_the_entities_of_the_rules() -> None:
    text = "绍兴市的许琳雯完成投资12亿元"
    tagging = Article([text], default_rules()).taggings([[(4, 7, "person")]])[0]
    assert [e.text for e in tagging.entities] == ["绍兴市"]
    assert [(e.text, e.type) for e in tagging.names] == [("绍兴市", "region"), ("许琳雯", "person")]


def test_neighbours_become_one_name() -> None:
    assert names("在日本东京开店") == [("日本东京", "region", None)]
    assert names("问候努尔丹库姆", ("努尔丹", "person"), ("库姆", "person")) == [("努尔丹库姆", "person", None)]
    assert names("驻嘉禾岭巴里坦的机构", ("嘉禾岭", "region"), ("巴里坦", "org")) == [("嘉禾岭巴里坦", "org", None)]


def test_neighbours_that_stand_for_themselves_stay_two() -> None:
    assert [n for n, _, _ in names("美国日本同时降息")] == ["美国", "日本"]
    assert [n for n, _, _ in names("浙江省江苏省同时开工")] == ["浙江省", "江苏省"]


def test_a_division_at_the_end_of_a_proposal_gives_its_code() -> None:
    assert names("努克浙江省新开工", ("努克浙江省", "region")) == [("努克浙江省", "region", "330000")]
    assert names("努克浙江省新开工", ("努克", "region")) == [("努克", "region", None), ("浙江省", "region", "330000")]


def test_a_region_that_only_runs_on_from_a_division_is_none() -> None:
    assert names("绍兴纳米产业", ("绍兴纳米", "region")) == [("绍兴", "region", "330600")]
    assert names("绍兴北站启用", ("绍兴北站", "region")) == [("绍兴北站", "region", "330600")]


def test_two_divisions_side_by_side_are_no_place() -> None:
    both = [("威海", "region", "371000"), ("绍兴", "region", "330600")]
    assert names("威海绍兴同日开工", ("威海绍兴", "region")) == both


def test_a_place_and_a_common_word_are_no_body() -> None:
    assert names("绍兴航空产业", ("绍兴航空", "org")) == [("绍兴", "region", "330600")]
    assert names("全国银行网点") == [("全国", "region", None)]


def test_the_road_between_two_places_is_named_after_neither() -> None:
    assert [n for n, _, _ in names("推进绍兴至嘉兴高速工程")] == ["绍兴", "嘉兴"]


def test_a_body_of_a_table_gives_its_canonical_name() -> None:
    tagging = Article(["驻嘉禾岭瑞银"], default_rules()).taggings([[(1, 6, "org")]])[0]
    assert [(e.text, e.canonical) for e in tagging.names] == [("嘉禾岭瑞银", "瑞银")]


def test_a_person_that_ends_as_places_do_is_a_place() -> None:
    assert names("到了帕克塔县", ("帕克塔县", "person")) == [("帕克塔县", "region", None)]
    assert names("到了托洛洛山", ("托洛洛山", "person")) == [("托洛洛山", "region", None)]
    assert names("赵大山到了", ("赵大山", "person")) == [("赵大山", "person", None)]


def test_pieces_of_a_foreign_name_are_one_over_its_point() -> None:
    spans = (("嘉纳", "person"), ("库姆", "person"))
    assert names("来自嘉纳·库姆的信", *spans) == [("嘉纳·库姆", "person", None)]
    assert len(names("来自嘉纳、库姆的信", *spans)) == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("宁波大桥通车", ("宁波大桥", "region")),
        ("越南海军出发", ("越南海军", "org")),
        ("宁波的大桥通车", ("宁波", "region")),
    ],
)
def test_the_word_behind_makes_another_name(text: str, wanted: tuple[str, str]) -> None:
    assert [(n, kind) for n, kind, _ in names(text)] == [wanted]


def test_a_suffix_inside_a_word_makes_no_name() -> None:
    # 路 is an ending of places, but here the word goes on.
    assert [n for n, _, _ in names("宁波路过的游客")] == ["宁波"]


def test_people_and_languages_name_no_region() -> None:
    assert names("来了两个日本人") == []
    assert names("会说法国话") == []
    assert [n for n, _, _ in names("日本人口减少")] == ["日本"]


def test_the_part_of_a_proposed_place_is_no_part_of_its_name() -> None:
    assert names("努克南部下雨", ("努克南部", "region")) == [("努克", "region", None)]


def test_the_longer_of_two_names_stays() -> None:
    assert names("绍兴绿港中心开业", ("绍兴绿港中心", "org")) == [("绍兴绿港中心", "org", None)]


def test_a_proposal_that_cuts_a_number_is_dropped() -> None:
    assert names("编号012105完成", ("0121", "person")) == []
    assert names("编号012105完成", ("号012", "org")) == []


def test_nouns_between_a_name_and_its_last_word_belong_to_it() -> None:
    assert names("关在艾夏女子监狱", ("艾夏", "region")) == [("艾夏女子监狱", "region", None)]
    assert names("关在艾夏的女子监狱", ("艾夏", "region")) == [("艾夏", "region", None)]
    assert names("考入国立嘉禾岭大学", ("嘉禾岭大学", "org")) == [("国立嘉禾岭大学", "org", None)]


def test_a_trade_makes_a_firm_of_a_place_only_where_no_noun_follows() -> None:
    assert names("日本航空宣布停飞") == [("日本航空", "org", None)]
    assert names("日本航空产业回暖") == [("日本", "region", None)]
    assert names("成都地铁 17 号线延伸") == [("成都", "region", "510100")]


def test_a_government_is_named_by_its_place() -> None:
    tagging = Article(["河北省政府拨款"], default_rules()).taggings([[]])[0]
    assert [(e.text, e.type, e.code) for e in tagging.names] == [("河北省", "region", "130000")]
    assert [(e.text, e.type) for e in tagging.entities] == [("河北省政府", "org")]  # figures keep the office
    assert names("帕克塔州政府拨款", ("帕克塔州政府", "org")) == [("帕克塔州", "region", None)]


def test_a_museum_is_a_place() -> None:
    assert names("参观嘉禾岭博物馆", ("嘉禾岭博物馆", "org")) == [("嘉禾岭博物馆", "region", None)]


def test_a_country_before_what_a_person_is_only_says_whose() -> None:
    assert names("一位日本女歌手到场") == []
    assert [n for n, _, _ in names("法国总统到场")] == ["法国"]
    assert [n for n, _, _ in names("美国消费者价格上涨")] == ["美国"]


def test_states_of_the_past_are_no_regions_although_rules_know_them() -> None:
    assert names("苏联解体以后") == []
    assert names("纳粹德国投降以后") == []


def test_a_part_of_a_title_is_no_name() -> None:
    assert names("读了《嘉禾岭后妃列传》", ("嘉禾岭", "region")) == []
    assert names("印发《绍兴市招商方案》") == [("绍兴市", "region", "330600")]  # what rules know is meant there too
    assert names("登在《人民日报》上") == [("人民日报", "org", None)]
    assert [name[0] for name in names("到访中国")] == ["中国"]


def test_a_name_in_latin_letters_behind_a_name_is_the_same() -> None:
    text = "国际能源署（英语：IEA）与嘉禾岭（Kahol Ridge）"
    at = text.index("嘉禾岭")
    found = Article([text], default_rules()).taggings([[(at, at + 3, "region")]])[0].names
    assert [(e.text, e.type, e.canonical) for e in found] == [
        ("国际能源署", "org", "国际能源署"),
        ("IEA", "org", "国际能源署"),
        ("嘉禾岭", "region", "嘉禾岭"),
        ("Kahol Ridge", "region", "嘉禾岭"),
    ]


def test_a_gloss_of_a_place_holds_the_state_behind_its_comma() -> None:
    text = "嘉禾郡（Kahol County，Texas）与嘉禾社（Kahol Press，Texas）"
    first, second = text.index("嘉禾郡"), text.index("嘉禾社")
    spans = [(first, first + 3, "region"), (second, second + 3, "org")]
    found = Article([text], default_rules()).taggings([spans])[0].names
    assert [e.text for e in found] == ["嘉禾郡", "Kahol County，Texas", "嘉禾社", "Kahol Press"]


def test_a_couple_or_a_family_is_one_name() -> None:
    assert names("拜访了康斯坦夫妇", ("康斯坦", "person")) == [("康斯坦夫妇", "person", None)]
    assert names("康斯坦兄弟会成立", ("康斯坦", "person")) == [("康斯坦兄弟会", "org", None)]


def test_a_parliament_is_named_by_its_country_and_the_head_of_a_party_by_the_party() -> None:
    assert names("瑞典议会表决", ("瑞典议会", "org")) == [("瑞典", "region", None)]
    assert names("致电青禾民主党中央", ("青禾民主党中央", "org")) == [("青禾民主党", "org", None)]
    assert names("共和国政府宣布改名", ("共和国政府", "org")) == []


def test_a_bracket_behind_no_name_glosses_nothing() -> None:
    assert names("增加值（GDP）增长") == []

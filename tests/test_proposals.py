"""What a model proposes, made whole, given the type of its place, or left out; names of closed sets beside it."""

from __future__ import annotations

import pytest

from econ_extract.models import EntityType
from econ_extract.rules import default_rules
from econ_extract.taggers.reading import Article

Proposal = tuple[str, EntityType]


def names(text: str, *proposals: Proposal) -> list[tuple[str, str]]:
    """(text, type) of the names of a text for which a model proposes these words."""
    spans = [(text.index(words), text.index(words) + len(words), kind) for words, kind in proposals]
    tagging = Article([text], default_rules()).taggings([spans])[0]
    assert all(text[e.start : e.end] == e.text for e in tagging.names)
    return [(e.text, e.type) for e in tagging.names]


def test_a_name_of_the_dictionary_is_not_cut() -> None:
    assert names("由梁思成设计", ("梁思", "person")) == [("梁思成", "person")]
    assert names("从得克萨斯来", ("克萨斯", "region")) == [("得克萨斯", "region")]
    assert names("再加上一层", ("加", "region")) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("基督教", "org"),
        ("犹太人", "org"),
        ("穆斯林", "org"),
        ("罗马帝国", "region"),
        ("秦国", "region"),
        ("清真寺", "region"),
        ("中部", "region"),
        ("尔后", "person"),
    ],
)
def test_creeds_peoples_classes_and_states_of_the_past_are_no_names(words: str, kind: EntityType) -> None:
    assert names(f"后来的{words}之后", (words, kind)) == []


def test_what_only_ends_like_a_class_of_things_stays() -> None:
    assert names("后来的靳岗清真寺之后", ("靳岗清真寺", "region")) == [("靳岗清真寺", "region")]
    assert names("去韩国之后") == [("韩国", "region")]


def test_a_person_is_named_without_title_and_with_number() -> None:
    assert names("拜访玉安公主", ("玉安公主", "person")) == [("玉安", "person")]
    assert names("拜访查理四世", ("查理", "person")) == [("查理四世", "person")]
    assert names("陆晓岚说没有", ("陆晓岚说", "person")) == [("陆晓岚", "person")]


def test_a_person_where_places_stand_is_a_place() -> None:
    assert names("距离首府福克沙尼不远", ("福克沙尼", "person")) == [("福克沙尼", "region")]
    assert names("福克沙尼位于河边", ("福克沙尼", "person")) == [("福克沙尼", "region")]
    assert names("生在犹他州尤里卡", ("尤里卡", "person")) == [("犹他州尤里卡", "region")]
    assert names("美国、尤里卡、法国", ("尤里卡", "person")) == [
        ("美国", "region"),
        ("尤里卡", "region"),
        ("法国", "region"),
    ]
    assert names("福克沙尼到场致辞", ("福克沙尼", "person")) == [("福克沙尼", "person")]


def test_a_chinese_person_behind_a_place_stays_a_person() -> None:
    assert ("许琳雯", "person") in names("浙江许琳雯到场", ("许琳雯", "person"))


def test_a_sentence_tells_what_its_subject_is() -> None:
    assert names("洛恩是远方的城镇。", ("洛恩", "person")) == [("洛恩", "region")]
    assert names("洛恩是远方的公司。", ("洛恩", "person")) == [("洛恩", "org")]
    assert names("小河儿遗址位于村北。", ("河儿遗址", "region")) == [("小河儿遗址", "region")]
    assert names("洛恩是远方的作家。", ("洛恩", "person")) == [("洛恩", "person")]
    assert names("去年大幅提价是远方的城镇。") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("探测器飞向火星轨道", ("火星", "region")),
        ("乾隆五十一年重修", ("乾隆", "person")),
        ("淮军攻下县城", ("淮军", "org")),
        ("部长中村健一到任", ("中村健一", "person")),
        ("随团赴京请愿", ("京", "region")),
        ("该站是玉山线的车站", ("玉山线", "region")),
    ],
)
def test_names_of_closed_sets_need_no_proposal(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in names(text)


def test_names_of_closed_sets_have_a_frame() -> None:
    assert names("走出的是玉山线条") == []  # no railway in the sentence
    assert names("老中村健康状况良好") == []
    assert names("票房回升港币走强") == []


def test_a_guess_is_a_name_only_where_a_rule_makes_more_of_it() -> None:
    text = "到了嘉禾岭和帕洛大桥"
    spans = [(2, 5, "region"), (6, 8, "region")]
    article = Article([text], default_rules())
    named = article.taggings([spans], guessed=[set(spans)])[0].names
    assert [e.text for e in named] == ["帕洛大桥"]
    assert [e.text for e in article.taggings([spans])[0].names] == ["嘉禾岭", "帕洛大桥"]

"""The linear model of the default tagger: packing, paths, files, and what the shipped weights find."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from econ_extract.models import Entity
from econ_extract.rules import default_rules
from econ_extract.taggers.lexicon import lexicon
from econ_extract.taggers.perceptron import LABELS, Features, Perceptron, Span, by_letter, pack, read, spans_of, write
from econ_extract.taggers.segment import segment

FLAT = [[0] * len(LABELS) for _ in LABELS]
NEVER = -1000


def weights(**by_label: int) -> int:
    """Packed weights: `b_person=5` for the label B-person; the others 0."""
    wanted = {name.replace("_", "-").replace("o", "O") if name == "o" else name.replace("_", "-"): w
              for name, w in by_label.items()}  # fmt: skip
    return pack([wanted.get(label.lower(), wanted.get(label, 0)) for label in LABELS])


def found(told: dict[str, int], text: str, moves: Sequence[Sequence[int]] = FLAT, **bounds: Any) -> list[Span]:
    """The names by a model of these weights that looks at everything, unless `bounds` say otherwise."""
    bounds = {"loud": NEVER, "heard": NEVER, "quiet": frozenset(), **bounds}
    model = Perceptron(by_letter(told), moves, **bounds)
    return model.spans(text, segment(text), (), lexicon(default_rules()))


def test_labels_are_added_up_field_by_field_and_may_be_negative() -> None:
    told = {"2甲": weights(b_person=9, i_org=-7), "2乙": weights(i_person=3, o=-2)}
    assert found(told, "甲乙") == [(0, 2, "person")]
    assert found({**told, "2乙": weights(i_person=3, o=4)}, "甲乙") == [(0, 1, "person")]


def test_a_label_follows_only_where_its_name_has_begun() -> None:
    # I-org alone is the best label of each character, but no B-org opens it.
    told = {"2甲": weights(i_org=9, b_org=-20), "2乙": weights(i_org=9, b_org=2)}
    assert found(told, "甲乙乙") == [(1, 3, "org")]


def test_moves_decide_between_equal_labels() -> None:
    moves = [row[:] for row in FLAT]
    even = {"2甲": weights(b_person=9), "2乙": weights(b_person=1, i_person=1)}
    moves[LABELS.index("B-person")][LABELS.index("I-person")] = 5
    assert found(even, "甲乙", moves) == [(0, 2, "person")]
    moves[LABELS.index("B-person")][LABELS.index("I-person")] = -5
    assert found(even, "甲乙", moves) == [(0, 1, "person"), (1, 2, "person")]


def test_quiet_words_and_characters_below_a_bound_belong_to_no_name() -> None:
    told = {"2甲": weights(b_person=6), "3，": weights(b_person=3)}
    assert found(told, "甲，") == [(0, 1, "person")]
    assert found(told, "甲，", quiet=frozenset("甲")) == []
    assert found(told, "甲，", loud=9) == [(0, 1, "person")]
    assert found(told, "甲，", loud=10) == []
    assert found(told, "甲，", heard=6) == [(0, 1, "person")]
    assert found(told, "甲，", heard=7) == []  # the mark behind it is no telling feature


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ([], []),
        ([1], [(0, 1, "region")]),
        ([0, 3, 4, 4, 0], [(1, 4, "org")]),
        ([5, 6, 5, 1, 2], [(0, 2, "person"), (2, 3, "person"), (3, 5, "region")]),
    ],
)
def test_spans_of_labels(labels: list[int], spans: list[Span]) -> None:
    assert spans_of(labels) == spans


def test_a_written_model_is_read_again(tmp_path: Path) -> None:
    told = by_letter({"2甲": weights(b_person=-9, o=3), "W ": pack([0] * 7)})
    model = Perceptron(told, FLAT, -5, -7, frozenset(["的", " "]))
    write(tmp_path / "m.xz", model)
    assert read(tmp_path / "m.xz") == model


def test_the_features_of_all_characters_are_those_that_are_looked_up_one_by_one() -> None:
    text = "孙中山在绍兴１2岁\n"
    region = Entity("绍兴", "region", 4, 6, "绍兴市", "330600")
    features = Features(text, segment(text), (region,), lexicon(default_rules()))
    rows = features.rows()
    assert len(rows) == len(text)
    assert "EBregion" in rows[4]
    assert "EIregion" in rows[5]
    assert {"20", "70岁"} <= set(rows[7])
    assert not any("\n" in name or "\t" in name for row in rows for name in row)


def test_each_feature_that_is_learnt_is_weighed_at_its_characters_and_nowhere_else() -> None:
    text, lex = "约翰逊在绍兴１2岁\n他说", lexicon(default_rules())
    tokens, entities = segment(text), (Entity("绍兴", "region", 4, 6, "绍兴市", "330600"),)
    rows = Features(text, tokens, entities, lex).rows()
    names = {name for row in rows for name in row}
    assert {name[0] for name in names} == set("WTPNQRLwtpn267EF1345890xyzS")
    for name in sorted(names):
        model = Perceptron(by_letter({name: weights(b_person=9)}), FLAT, NEVER, NEVER, frozenset())
        at = [(place, place + 1, "person") for place, row in enumerate(rows) if name in row]
        assert (name, model.spans(text, tokens, entities, lex)) == (name, at)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("当天，许晓琳和丈夫搬进了新居。", "许晓琳"),
        ("教练阿尔瓦雷斯对球队的表现感到满意。", "阿尔瓦雷斯"),
        ("他早年在普罗旺斯学习绘画。", "普罗旺斯"),
    ],
)
def test_the_shipped_weights_find_names_that_no_rule_does(text: str, name: str) -> None:
    from econ_extract.taggers.jieba import JiebaTagger

    tagging = JiebaTagger(default_rules()).tag([text])[0]
    assert name in [e.text for e in tagging.names]
    assert name not in [e.text for e in tagging.entities]

"""The ranker: the joint choice against every possible one, its weights, and what it may and may not overrule."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ_extract import articles, extract_text, sentences
from econ_extract.assembly import Assembler, Draft, Scene
from econ_extract.figures import read_article
from econ_extract.mentions import Refusal
from econ_extract.models import Document, Metadata, Sentence, Tagging, content_id
from econ_extract.ranker import Candidate, Ranker, choose, likeness, own_ranker, read_weights, write_weights
from econ_extract.rules import RuleError, default_rules
from econ_extract.taggers import make

SCORES = st.lists(st.lists(st.integers(-9, 9), min_size=1, max_size=4), min_size=1, max_size=4)


def candidates(scores: list[list[int]]) -> list[list[Candidate]]:
    return [[Candidate(f"{i}{j}", score=score) for j, score in enumerate(row)] for i, row in enumerate(scores)]


@given(SCORES, st.dictionaries(st.tuples(st.integers(1, 3), st.integers(0, 3), st.integers(0, 3)), st.integers(-9, 9)))
def test_no_other_choice_has_a_higher_sum(scores: list[list[int]], pairs: dict[tuple[int, int, int], int]) -> None:
    rows = candidates(scores)

    def together(number: int, before: Candidate, it: Candidate) -> int:
        return pairs.get((number, int(before.text[1]), int(it.text[1])), 0)

    def total(chosen: list[Candidate]) -> int:
        beside = (together(n, chosen[n - 1], chosen[n]) for n in range(1, len(chosen)))
        return sum(c.score for c in chosen) + sum(beside)

    assert total(choose(rows, together)) == max(total(list(one)) for one in product(*rows))


def test_of_equal_candidates_the_first_is_chosen() -> None:
    rows = candidates([[3, 3], [1, 1, 1]])
    assert [c.text for c in choose(rows, lambda *_: 0)] == ["00", "10"]


def test_an_unknown_feature_weighs_nothing() -> None:
    assert Ranker({"way=left": 5}).weigh(["way=left", "way=nowhere"]) == 5


def test_weights_come_back_as_written(tmp_path: Path) -> None:
    weights = {"way=left": 12, "ends=余额": -340}
    write_weights(tmp_path / "w.tsv", weights)
    assert read_weights(tmp_path / "w.tsv") == weights


@pytest.mark.parametrize("text", ["", "feature\tweight\n", "a\tb\nway=left\t1\n", "feature\tweight\nway=left\t1.5\n"])
def test_a_broken_table_says_what_to_do(tmp_path: Path, text: str) -> None:
    (tmp_path / "w.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match="train_ranker"):
        read_weights(tmp_path / "w.tsv")


@pytest.mark.parametrize("name", ["indicator", "subject"])
def test_own_weights_trust_the_rules_most(name: str) -> None:
    proposal = {"indicator": "rules", "subject": "way=rules"}[name]
    assert own_ranker(name).weigh([proposal]) > 0


def test_likeness_counts_shared_characters() -> None:
    assert likeness("贷款余额", "贷款 余额") == 1
    assert likeness("贷款余额", "存款余额") == 0.75
    assert likeness("贷款余额", None) == 0


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        # What the rules join from several places, and what they list by order, is left to them.
        ("全市集中开工28个项目。", ["开工项目"]),
        ("7个盟市接通高铁。", ["接通高铁的盟市"]),
        ("茶叶、水果产量分别为12万吨和30万吨。", ["茶叶产量", "水果产量"]),
        # The segmentation cuts 派发; the phrase begins at the whole word.
        ("公司向全体股东每10股派发现金红利1.5元。", ["每10股派发现金红利"]),
    ],
)
def test_left_to_the_rules(text: str, indicators: list[str]) -> None:
    assert [f.indicator for f in extract_text(text)] == indicators


def test_two_numbers_do_not_claim_the_same_words() -> None:
    figures = extract_text("上半年，全县茶叶产量12万吨，水果产量30万吨，签约项目36个，总投资80亿元。")
    assert len({f.indicator for f in figures}) == len(figures)


class Seen(Assembler):
    """An assembler that shows the drafts of the sentence it read last."""

    drafts: list[Draft]

    def read(self, scene: Scene, sentence: Sentence, tagging: Tagging) -> tuple[list[Draft], list[Refusal]]:
        self.drafts, refusals = super().read(scene, sentence, tagging)
        return self.drafts, refusals


@pytest.mark.parametrize("keeps", [False, True])
def test_candidates_are_kept_for_a_fit_alone(keeps: bool) -> None:
    """They take more room than the figures of a long article."""
    book, text = default_rules(), "上半年，全县茶叶产量12万吨。"
    reader = Seen(book)
    reader.indicators.offers.keeps = reader.subjects.owners.keeps = keeps
    document = Document(content_id(text), "", "text", None, None, len(text), text)
    (article,) = articles.cut(document, book, given=Metadata())
    read_article(document, article, sentences.split(article), make("jieba", book), reader=reader)
    assert [(bool(d.offers), bool(d.owners)) for d in reader.drafts] == [(keeps, keeps)]

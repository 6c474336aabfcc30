"""Labelled files in three layouts, and the counts of a tagger whose answers are known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from econ_extract.errors import Problem
from econ_extract.models import Entity, Tagging
from econ_extract.taggers.evaluate import Counts, read_labelled, score

WANTED = [("绍兴的许琳雯", {(0, 2, "region"), (3, 6, "person")}), ("联合国", {(0, 3, "org")})]
UNER = """# sent_id = 1
# text = 绍兴的许琳雯
1\t绍兴\tB-LOC\t-\t-
2\t的\tO\t-\t-
3\t许\tB-PER\t-\t-
4\t琳雯\tI-PER\t-\t-

1\t联合国\tB-ORG\t-\t-
"""
BIO = "绍 B-LOC\n兴 I-LOC\n的 O\n许 B-PER\n琳 I-PER\n雯 I-PER\n\n联 B-ORG\n合 I-ORG\n国 I-ORG\n\n"
JSONL = (
    '{"text": "绍兴的许琳雯", "entities": [{"start": 0, "end": 2, "type": "region"}, '
    '{"start": 3, "end": 6, "type": "PER"}]}\n'
    '{"text": "联合国", "entities": [{"start": 0, "end": 3, "type": "org"}]}\n'
)


@pytest.mark.parametrize(("name", "text"), [("a.iob2", UNER), ("a.bio", BIO), ("a.jsonl", JSONL)])
def test_three_layouts_say_the_same(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_labelled(tmp_path / name) == WANTED


def test_names_that_touch_are_two(tmp_path: Path) -> None:
    (tmp_path / "a.bio").write_text("日本 B-LOC\n东京 B-LOC\n湾 I-LOC\n甲 B-PER\n", encoding="utf-8")
    assert read_labelled(tmp_path / "a.bio") == [
        ("日本东京湾甲", {(0, 2, "region"), (2, 5, "region"), (5, 6, "person")})
    ]


@pytest.mark.parametrize("text", ["", "no labels here\n", '{"text": 1', "绍 LOC\n"])
def test_a_file_without_labelled_sentences_is_refused(tmp_path: Path, text: str) -> None:
    for name in ("a.bio", "a.jsonl"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(Problem, match=r"labelled sentence.*give IOB2 columns"):
            read_labelled(tmp_path / name)


class Known:
    name = "known"

    def tag(self, texts: Sequence[str]) -> list[Tagging]:
        found = {"绍兴的许琳雯": [(0, 2, "region"), (3, 5, "person")], "联合国": [(0, 3, "region")]}
        return [Tagging((), (), tuple(Entity(t[a:b], k, a, b, t[a:b]) for a, b, k in found[t])) for t in texts]


def test_only_equal_span_and_type_are_right() -> None:
    counts = score(Known(), WANTED)  # type: ignore[arg-type]  # what score does not ask for is left out
    assert counts == {
        "region": Counts(1, 2, 1),
        "org": Counts(0, 0, 1),
        "person": Counts(0, 1, 1),
        "all": Counts(1, 3, 3),
    }
    assert counts["all"].measures == (1 / 3, 1 / 3, 1 / 3)
    assert counts["org"].measures == (0.0, 0.0, 0.0)


def test_words_that_only_point_to_a_place_are_not_counted() -> None:
    counted = score(Known(), WANTED, references={"绍兴"})
    assert counted["region"] == Counts(0, 1, 1)  # 联合国 was taken for a region, 绍兴 left out
    assert score(Known(), WANTED)["region"] == Counts(1, 2, 1)

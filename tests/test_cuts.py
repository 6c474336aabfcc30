"""Articles marked by hand against the articles that were cut out: what counts as found, as right, as too many."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from econ_extract.cuts import CutsError, compare, likeness, read_rows
from econ_extract.models import Article, Document, Extraction, Metadata, Paragraph, Piece

BODY = "临海港前三季度完成货物吞吐量1.26亿吨。\n码头四期明年六月投用。"


def extraction(*metadata: Metadata, texts: tuple[str, ...] = (BODY,)) -> Extraction:
    found = []
    for i, (known, text) in enumerate(zip(metadata, texts, strict=True)):
        ends = [0, *(at + 1 for at, c in enumerate(text) if c == "\n"), len(text) + 1]
        paragraphs = tuple(Paragraph(a, b - 1) for a, b in zip(ends, ends[1:], strict=False))
        found.append(Article(str(i), "d", i, known, (Piece(0, len(text)),), text, paragraphs))
    return Extraction(Document("d", "a.txt", "text", "utf-8", "s", 1, "\n".join(texts)), tuple(found))


ROW = {
    "doc": "a.txt", "title": "吞吐量增长", "starts": "临海港前三季度", "ends": "明年六月投用。", "byline": "林涛 何伟",
    "outlet": "临海日报", "published_on": "2023-10-12",
}  # fmt: skip
RIGHT = Metadata("吞吐量增长", "何伟 林涛", "临海日报", date(2023, 10, 12), "dateline")


def test_an_article_is_right_in_every_field() -> None:
    found = compare({"a.txt": [ROW]}, {"a.txt": extraction(RIGHT)})
    assert found.hits == found.chances
    assert set(found.chances.values()) == {1}
    assert (found.misses, found.spare, found.mean_likeness) == ([], 0, None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "吞吐量下降"}, "title"),
        ({"title": None}, "title"),
        ({"byline": "林涛"}, "byline"),
        ({"outlet": None}, "outlet"),
        ({"published_on": "2023-10-13"}, "published_on"),
        ({"published_on": None}, "published_on"),
        ({"starts": "码头四期"}, "first words"),
        ({"ends": "1.26亿吨。"}, "last words"),
    ],
)
def test_a_field_that_differs_is_a_miss(changed: dict[str, str | None], field: str) -> None:
    found = compare({"a.txt": [{**ROW, **changed}]}, {"a.txt": extraction(RIGHT)})
    assert [miss.what for miss in found.misses] == [field]
    assert found.hits[field] == 0


def test_a_day_that_nothing_on_the_page_names_is_no_day_of_the_article() -> None:
    guessed = Metadata("吞吐量增长", "林涛 何伟", "临海日报", date(2023, 10, 12), "latest_date")
    assert compare({"a.txt": [{**ROW, "published_on": None}]}, {"a.txt": extraction(guessed)}).misses == []


def test_missing_and_spare_articles_are_counted() -> None:
    other = "一篇没有人要的文章。"
    found = compare({"a.txt": [ROW, {**ROW, "starts": "江海市", "ends": "核查。"}]}, {
        "a.txt": extraction(RIGHT, Metadata(), texts=(BODY, other))
    })  # fmt: skip
    assert (found.hits["article"], found.chances["article"], found.spare) == (1, 2, 1)


def test_whole_bodies_are_compared_by_runs_of_four() -> None:
    row = {"doc": "a.txt", "body": BODY, "title": "吞吐量增长"}
    assert compare({"a.txt": [row]}, {"a.txt": extraction(RIGHT)}).mean_likeness == 1
    half = compare({"a.txt": [row]}, {"a.txt": extraction(RIGHT, texts=(BODY.split("\n")[0],))})
    assert half.likeness[0] == pytest.approx(2 * 18 / (18 + 29))  # 21 and 32 characters
    assert (half.hits["article"], half.hits["body"]) == (1, 0)
    assert likeness("abcdef", "cdefgh") == pytest.approx(1 / 3)
    assert likeness("", "abcd") == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no rows"),
        ("{", "line 1: each line needs doc"),
        (json.dumps({"doc": "a.txt", "starts": "临海"}), "line 1"),
        (json.dumps({"starts": "临海", "ends": "。"}), "line 1"),
    ],
)
def test_rows_that_cannot_be_used_are_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CutsError, match=says):
        read_rows(file)


def test_rows_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CutsError, match="cannot be read"):
        read_rows(tmp_path / "none.jsonl")


def test_other_names_of_file_and_day_are_known(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"file": "a.txt", "body": BODY, "date": "2023-10-12"}), encoding="utf-8")
    (row,) = read_rows(file)["a.txt"]
    assert row["published_on"] == "2023-10-12"

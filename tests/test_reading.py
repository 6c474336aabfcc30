"""What all backends share: their words never cut a number, and equal words give equal figures."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econ_extract import taggers
from econ_extract.errors import Problem
from econ_extract.models import Metadata, Tagging
from econ_extract.pipeline import Source, process
from econ_extract.registry import UnknownName
from econ_extract.rules import RuleBook, default_rules
from econ_extract.taggers.reading import Article, Word, recut
from econ_extract.taggers.segment import NUMBER_TAG, segment

TEXT = "2023年上半年，绍兴市实现生产总值3,512.6亿元，同比增长6.2%；三百六十三个项目开工，总投资约120.5亿元。"


@given(st.sets(st.integers(0, len(TEXT))))
@settings(max_examples=100, deadline=None)
def test_whatever_a_backend_cuts_numbers_stay_whole_and_words_tile_the_text(edges: set[int]) -> None:
    at = sorted({0, len(TEXT), *edges})
    words: list[Word] = [(start, end, "x") for start, end in zip(at, at[1:], strict=False)]
    tokens = recut(segment(TEXT), words)
    assert "".join(token.text for token in tokens) == TEXT
    assert all(TEXT[t.start : t.end] == t.text for t in tokens)
    numbers = [t for t in segment(TEXT) if t.tag == NUMBER_TAG]
    assert {"3,512.6", "6.2%", "三百六十三", "120.5"} <= {t.text for t in numbers}
    assert set(numbers) <= set(tokens)


def test_a_word_has_the_tag_of_the_dictionary_else_that_of_the_backend() -> None:
    tokens = recut(segment("绍兴浉浉投资"), [(0, 2, "nr"), (2, 4, "nt"), (4, 6, "nt")])
    assert [(t.text, t.tag) for t in tokens] == [("绍兴", "ns"), ("浉浉", "nt"), ("投资", "vn")]


class Twin:
    """A backend with jieba's words and names of its own."""

    name = "twin"
    takes_model = False

    def __init__(self, book: RuleBook) -> None:
        self._book = book

    def tag(self, texts: Sequence[str]) -> list[Tagging]:
        article = Article(texts, self._book)
        cuts = [[(t.start, t.end, "nt") for t in words] for words in article.words]
        return article.taggings([[(0, min(4, len(text)), "org")] for text in texts], cuts)


def test_equal_words_give_equal_figures_whatever_else_the_backend_names(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    source, book = Source(file, "a.txt", "a.txt", Metadata()), default_rules()
    mine, others = (process(source, book, t) for t in (taggers.make("jieba", book), Twin(book)))
    assert len(mine.figures) >= 4
    assert mine.figures == others.figures
    assert mine.entities != others.entities


def test_a_model_behind_the_colon_is_for_backends_that_have_several() -> None:
    with pytest.raises(Problem, match="only a backend with several models"):
        taggers.check("jieba:big")
    with pytest.raises(Problem, match="only a backend with several models"):
        taggers.make("hanlp:", default_rules())
    with pytest.raises(UnknownName, match="hanlp, jieba, lac"):
        taggers.check("scissors:big")

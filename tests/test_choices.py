"""The candidates that a figure was chosen from, read again from its articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from econ_extract import choices
from econ_extract.models import Document, Metadata, content_id
from econ_extract.pipeline import read_articles
from econ_extract.rules import default_rules
from econ_extract.taggers import make

TEXT = "云溪市投资平稳\n\n8月，云溪市固定资产投资30亿元，同比增长8%。\n"


def test_the_rules_are_compiled_once_however_many_articles_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    book = default_rules()
    tagger = make("jieba", book)
    document = Document(content_id(TEXT), "a.txt", "text", "utf-8", "", len(TEXT), TEXT)
    read = read_articles(document, book, tagger, Metadata())
    made: list[choices.Recorder] = []

    class Counted(choices.Recorder):
        def __init__(self) -> None:
            super().__init__(book)
            made.append(self)

    monkeypatch.setattr(choices, "Recorder", lambda _: Counted())
    twice = replace(read, articles=read.articles * 2)
    found = choices.choices(twice, {f.figure_id for f in read.figures}, book, tagger)
    assert len(read.figures) == 2
    assert all(any(c.taken and c.words.endswith("固定资产投资") for c in one.indicator) for one in found.values())
    assert set(found) == {f.figure_id for f in read.figures}
    assert len(made) == 1

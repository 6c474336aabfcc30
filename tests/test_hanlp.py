"""HanLP for real: a small model is trained, saved and loaded, the shipped one reads a text, absent ones are named."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from econ_extract import taggers
from econ_extract.models import Token
from econ_extract.rules import default_rules
from econ_extract.taggers import hanlp_files
from econ_extract.taggers.hanlp import characters, jointly, word_edges
from econ_extract.taggers.segment import segment

IDENTIFIER = "MSRA_NER_ELECTRA_SMALL_ZH"
needs_hanlp = pytest.mark.skipif(
    not hanlp_files.installed(), reason="HanLP is not installed: make test-extras runs these"
)

# ------------------------------------------------------------------------------------------ without the package


def test_characters_keep_the_length_of_the_text() -> None:
    text = "Ａ股涨３.5%\t甲，\u3000乙"
    assert "".join(characters(text)) == "A股涨0.0%▁甲,▁乙"
    assert len(characters(text)) == len(text)


def test_words_of_a_model_are_found_again_over_white_space() -> None:
    assert word_edges("甲乙 丙 丁", ["甲乙", "丙", "丁"]) == [(0, 2), (3, 4), (5, 6)]


class Joint:
    """What HanLP's multi-task models look like from outside."""

    tasks: Mapping[str, None] = {"tok/fine": None, "pos/ctb": None, "ner/msra": None}

    def __call__(self, texts: Sequence[str], tasks: Sequence[str]) -> dict[str, Any]:
        assert tasks == ["tok/fine", "ner/msra"]
        return {
            "tok/fine": [["日本", "东京", "3", "月"] for _ in texts],
            "ner/msra": [[("日本东京", "LOCATION", 0, 2), ("3月", "DATE", 2, 4)] for _ in texts],
        }


def test_words_and_names_of_a_multi_task_model() -> None:
    ((words, spans),) = jointly(Joint(), ["日本东京3月"])
    assert [(start, end) for start, end, _ in words] == [(0, 2), (2, 4), (4, 5), (5, 6)]
    assert spans == [(0, 4, "region")]


# --------------------------------------------------------------------------------------------- with the package

SURNAMES, GIVEN = "赵钱孙李周吴", ["晓琳", "建国", "文斌", "丽娟", "海燕", "志强"]
TOWNS, FIRMS = ["云岭", "柳河", "石溪", "梅川", "松坪"], ["天润", "晨鹿", "岭海", "金穗", "绿港"]
FRAMES = ["{p}在{t}市参加了{f}公司的活动", "{f}公司的{p}来自{t}市", "{t}市欢迎{p}", "昨天{p}离开了{f}公司。"]


def sentences(seed: int, number: int) -> list[tuple[str, list[str]]]:
    """Sentences of three kinds of names with the label of each character."""
    chance, made = random.Random(seed), []
    for _ in range(number):
        person = chance.choice(SURNAMES) + chance.choice(GIVEN)
        filled = {"p": (person, "person"), "t": (chance.choice(TOWNS) + "市", "region")}
        filled["f"] = (chance.choice(FIRMS) + "公司", "org")
        text, labels = "", []
        for part in chance.choice(FRAMES).replace("}市", "}").replace("}公司", "}").replace("}", "{").split("{"):
            words, kind = filled.get(part, (part, ""))
            text += words
            labels += [f"{'I' if n else 'B'}-{kind}" if kind else "O" for n in range(len(words))]
        made.append((text, labels))
    return made


def spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    starts = [at for at, label in enumerate(labels) if label.startswith("B-")]
    ends = [next((b for b in range(a + 1, len(labels)) if labels[b][:2] != "I-"), len(labels)) for a in starts]
    return [(a, b, labels[a][2:]) for a, b in zip(starts, ends, strict=True)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model trained on generated sentences."""
    from econ_extract.taggers.training import Recipe, train

    target = tmp_path_factory.mktemp("model")
    recipe = Recipe(epochs=6, embed=24, hidden=24, batch=16, drop=0.1, rate=0.02)
    train(sentences(1, 400), sentences(2, 40), target, recipe)
    return target


@needs_hanlp
def test_a_trained_model_is_loaded_by_hanlp_from_its_folder_and_predicts_exact_spans(folder: Path) -> None:
    import hanlp

    assert sorted(path.name for path in folder.iterdir()) == ["config.json", "model.pt", "vocabs.json"]
    assert str(folder) not in (folder / "config.json").read_text(encoding="utf-8")
    model = hanlp.load(str(folder), verbose=False, devices=-1)
    unseen = [one for one in sentences(3, 60) if one not in sentences(1, 400)]
    assert len(unseen) > 10
    found = model([characters(text) for text, _ in unseen])
    right = [
        sorted((a, b, k) for _, k, a, b in names) == spans(labels)
        for names, (_, labels) in zip(found, unseen, strict=True)
    ]
    assert all(right)


@needs_hanlp
def test_a_folder_is_a_tagger_and_long_texts_are_read_in_pieces(folder: Path) -> None:
    tagger = taggers.make(f"hanlp:{folder}", default_rules())
    sentence = "昨天赵晓琳离开了天润公司。"
    short, empty, long = tagger.tag([sentence, "", sentence * 60])
    assert [(e.text, e.type) for e in short.names] == [("赵晓琳", "person"), ("天润公司", "org")]
    assert (empty.tokens, empty.names) == ((), ())
    assert short.tokens == segment(sentence)
    assert len(long.names) >= 118
    assert all(e.text in sentence for e in long.names)
    assert tagger.name == f"hanlp:{folder}"


@needs_hanlp
def test_the_crf_learns_only_with_the_batch_in_front(folder: Path) -> None:
    """HanLP's own class builds a CRF that takes the batch for the sequence; ours says so in the saved config."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert config["classpath"] == "econ_extract.taggers.hanlp_model.CharacterRecognizer"
    import hanlp

    assert hanlp.load(str(folder), verbose=False, devices=-1).model.crf.batch_first is True


@needs_hanlp
def test_the_shipped_model_tags_a_text() -> None:
    tagger = taggers.make("hanlp", default_rules())
    (tagging,) = tagger.tag(["记者许晓琳在日内瓦采访了世界气象组织的专家，绍兴市有36个项目。"])
    names = {(e.text, e.type) for e in tagging.names}
    assert {("许晓琳", "person"), ("日内瓦", "region"), ("世界气象组织", "org"), ("绍兴市", "region")} <= names
    assert Token("36", 26, 28, "m") in tagging.tokens
    assert [e.code for e in tagging.names if e.text == "绍兴市"] == ["330600"]
    assert tagger.name == "hanlp"


def program(*args: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, for HanLP reads its settings when it is imported."""
    command = [sys.executable, "-m", "econ_extract.cli", *args]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200", **settings}
    )


@needs_hanlp
def test_an_absent_model_stops_the_run_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("绍兴市开工项目36个。", encoding="utf-8")
    arguments = (
        "extract",
        str(tmp_path / "a.txt"),
        "--db",
        str(tmp_path / "x.duckdb"),
        "--tagger",
        f"hanlp:{IDENTIFIER}",
    )
    done = program(*arguments, HANLP_HOME=str(tmp_path / "home"))
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: the model {IDENTIFIER} is not on this machine")
    assert f"econ-extract models fetch {IDENTIFIER}" in done.stderr
    assert "Traceback" not in done.stderr


@needs_hanlp
def test_a_server_out_of_reach_is_named(tmp_path: Path) -> None:
    done = program("models", "fetch", IDENTIFIER, HANLP_HOME=str(tmp_path), HANLP_URL="http://127.0.0.1:9/hanlp/")
    assert done.returncode == 2
    assert "http://127.0.0.1:9/hanlp/ner/" in done.stderr
    assert "cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def server(tmp_path: Path, folder: Path) -> Iterator[str]:
    """A server on this machine that has the small model under one of HanLP's names."""
    place = Path(hanlp_files.identifiers()[IDENTIFIER])
    packed = tmp_path / "www" / "hanlp" / place.parent
    packed.mkdir(parents=True)
    shutil.copytree(folder, tmp_path / "pack" / place.stem)
    shutil.make_archive(str(packed / place.stem), "zip", tmp_path / "pack")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "www"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/hanlp/"
        running.shutdown()


@needs_hanlp
def test_a_model_is_fetched_listed_checked_and_used(tmp_path: Path, server: str) -> None:
    where = {"HANLP_HOME": str(tmp_path / "home"), "HANLP_URL": server}
    fetched = program("models", "fetch", IDENTIFIER, **where)
    assert fetched.returncode == 0, fetched.stderr
    assert program("models", "check", f"hanlp:{IDENTIFIER}", **where).stdout == f"hanlp:{IDENTIFIER}: ready\n"
    line = next(line for line in program("models", "list", **where).stdout.splitlines() if IDENTIFIER in line)
    assert " 有 " in line
    (tmp_path / "a.txt").write_text("昨天赵晓琳离开了天润公司，带走3亿元。", encoding="utf-8")
    db = str(tmp_path / "x.duckdb")
    run = program("extract", str(tmp_path / "a.txt"), "--db", db, "--tagger", f"hanlp:{IDENTIFIER}", **where)
    assert run.returncode == 0, run.stderr
    names = program("query", "select text, tagger from entities", "--db", db, "--format", "json").stdout
    assert {"text": "赵晓琳", "tagger": f"hanlp:{IDENTIFIER}"} in json.loads(names)

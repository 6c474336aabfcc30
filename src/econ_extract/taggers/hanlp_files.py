"""The name of a HanLP model in, the folder it lies in and whether it is whole out; HanLP itself is not imported.

Importing HanLP takes seconds, and asked for a model that is absent it waits for a server: everything that can be
said without it is said here, at once.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from econ_extract.errors import MissingPackage, Problem

SHIPPED = "econ"
_SHIPPED_FOLDER = Path(__file__).parents[1] / "weights" / "hanlp"
_PARTS = ("config.json", "vocabs.json", "model.pt")
_CATALOGUES = ("ner", "mtl")
_SERVER = "https://file.hankcs.com/hanlp/"


@dataclass(frozen=True, slots=True)
class Model:
    """A model by name: the folder it lies or would lie in, and the files it lacks."""

    name: str
    folder: Path
    missing: tuple[str, ...]

    @property
    def present(self) -> bool:
        """Whether it can be loaded."""
        return not self.missing


def home() -> Path:
    """The folder of fetched models: HANLP_HOME, else `.hanlp` in the person's own folder."""
    return Path(os.environ.get("HANLP_HOME") or Path.home() / ".hanlp")


def installed() -> bool:
    """Whether HanLP is there."""
    return find_spec("hanlp") is not None


@cache
def identifiers() -> dict[str, str]:
    """HanLP's identifiers of Chinese models that find names -> where they lie under its server and its home.

    Read from the source of HanLP's catalogues, which costs no import. Raises MissingPackage without HanLP.
    """
    spec = find_spec("hanlp")
    if spec is None or not spec.submodule_search_locations:
        raise MissingPackage("HanLP", "hanlp", "hanlp")
    folder = Path(spec.submodule_search_locations[0], "pretrained")
    return {name: place for stem in _CATALOGUES for name, place in _assigned(folder / f"{stem}.py")}


def _assigned(catalogue: Path) -> Iterator[tuple[str, str]]:
    """The lines `NAME = HANLP_URL + 'ner/….zip'` of a catalogue of models that read Chinese and find names."""
    for line in ast.parse(catalogue.read_text(encoding="utf-8")).body:
        match line:
            case ast.Assign([ast.Name(name)], ast.BinOp(ast.Name("HANLP_URL"), ast.Add(), ast.Constant(str(place)))):
                if "NER" in name and not name.endswith("_EN"):
                    yield name, place


def locate(name: str) -> Model:
    """The model of a name: our own, an identifier of HanLP's, or a folder. Raises Problem for anything else."""
    if name == SHIPPED:
        return _model(name, _SHIPPED_FOLDER)
    if Path(name).is_dir():
        return _model(name, Path(name))
    known = identifiers()
    if name not in known:
        raise Problem(
            f"{name} is no folder and no model that HanLP knows; econ-extract models list shows what there is."
        )
    return _model(name, home() / known[name].removesuffix(".zip"))


def _model(name: str, folder: Path) -> Model:
    return Model(name, folder, tuple(part for part in _PARTS if not (folder / part).is_file()))


def require(name: str) -> Path:
    """The folder of a model that is whole. Raises Problem that says what to do for one that is not."""
    model = locate(name)
    if model.present:
        return model.folder
    if model.folder.is_dir():
        lacking = " and ".join(model.missing)
        raise Problem(f"the model {name} in {model.folder} lacks {lacking}; delete the folder and fetch it again.")
    raise Problem(
        f"the model {name} is not on this machine: no folder {model.folder}. Fetch it with: econ-extract models fetch"
        f" {name}; without a connection copy that folder here from a machine that has it, or use --tagger hanlp."
    )


def listed() -> list[Model]:
    """Our own model, then those that HanLP knows (none where it is not installed)."""
    try:
        names = [SHIPPED, *sorted(identifiers())]
    except MissingPackage:
        names = [SHIPPED]
    return [locate(name) for name in names]


def address(name: str) -> str:
    """Where HanLP's server keeps a model. Raises Problem for a name that is none of its identifiers."""
    known = identifiers()
    if name not in known:
        raise Problem(f"HanLP has no model {name}; econ-extract models list shows what can be fetched.")
    return os.environ.get("HANLP_URL", _SERVER) + known[name]

"""One file a backend: the texts of an article in, tokens and entities out. Here a backend is made by its name."""

from __future__ import annotations

from typing import Any

from econ_extract.errors import Problem
from econ_extract.registry import TAGGERS, load
from econ_extract.rules import RuleBook
from econ_extract.taggers.base import Tagger

__all__ = ["Tagger", "check", "make"]


def _parts(name: str) -> tuple[Any, tuple[str, ...]]:
    """The class of a backend and the model behind the colon, if there is one (`hanlp:MSRA_NER_ELECTRA_SMALL_ZH`)."""
    backend, colon, model = name.partition(":")
    made = load(TAGGERS, backend)
    if colon and not (model and made.takes_model):
        raise Problem(
            f"--tagger {name}: only a backend with several models, such as hanlp, takes a name behind a colon."
        )
    return made, (model,) if model else ()


def make(name: str, book: RuleBook) -> Tagger:
    """The tagger of a name, with its model loaded; see `check` for what it raises."""
    backend, model = _parts(name)
    tagger: Tagger = backend(book, *model)
    return tagger


def check(name: str) -> None:
    """Make sure, in less than a second, that a tagger can be made.

    Raises UnknownName for a backend that is not there, MissingPackage for one whose package is not installed, and
    Problem for a model that is not on this machine.
    """
    backend, model = _parts(name)
    backend.check(*model)

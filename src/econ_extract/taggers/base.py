"""Texts of one article in, tokens and entities of each out: the interface of every tagger backend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from econ_extract.models import Tagging


class Tagger(Protocol):
    """A backend of `registry.TAGGERS`.

    `tag` takes the texts of one article as one batch: a name that one text defines (以下简称“中原信托”) is known in
    all of them, and 全市 is resolved by the one city that they name. It gives one Tagging a text, in order. The tokens
    tile the text from 0 to its end; entities and names are in order and do not overlap.
    """

    name: str
    takes_model: bool  # whether a model may stand behind its name: hanlp:MODEL

    @staticmethod
    def check() -> None:
        """Raise Problem, at once and without loading anything, where the tagger cannot be made."""
        ...

    def tag(self, texts: Sequence[str]) -> list[Tagging]:
        """Tag the texts of one article; an empty text gives an empty Tagging."""
        ...

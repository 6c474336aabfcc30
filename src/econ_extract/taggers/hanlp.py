"""Texts of one article in, the names (and of multi-task models the words) of a HanLP model out.

Needs the extra `[hanlp]`. A model is our own, which comes with the program, an identifier of HanLP's
(`MSRA_NER_ELECTRA_SMALL_ZH`), or a folder; `hanlp_files` says where each lies.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from econ_extract.errors import MissingPackage
from econ_extract.models import EntityType, Tagging
from econ_extract.rules import RuleBook
from econ_extract.taggers.hanlp_files import SHIPPED, home, installed, require
from econ_extract.taggers.reading import Article, Span, Word

# The labels of our own, the MSRA, PKU, OntoNotes and CoNLL models; other labels (dates, amounts) name no entity.
TYPES: dict[str, EntityType] = {
    **dict.fromkeys(["region", "LOCATION", "NS", "ns", "GPE", "LOC", "FAC"], "region"),
    **dict.fromkeys(["org", "ORGANIZATION", "NT", "nt", "ORG"], "org"),
    **dict.fromkeys(["person", "PERSON", "NR", "nr", "PER"], "person"),
}
# Longer sentences are read in pieces: a recurrent model has nothing to gain, a transformer cannot.
_PIECE = 500
SPACE = "▁"
_DIGIT, _SPACE = re.compile(r"\d"), re.compile(r"\s")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def characters(text: str) -> list[str]:
    """The characters of a text as our models see them: narrow, every digit 0, white space as ▁.

    They are as many as the text has, so that offsets hold.
    """
    return list(_SPACE.sub(SPACE, _DIGIT.sub("0", text.translate(_NARROW))))


def require_hanlp() -> None:
    """Raise MissingPackage without HanLP; else set the folder of its models, which it reads when it is imported."""
    if not installed():
        raise MissingPackage("HanLP", "hanlp", "hanlp")
    os.environ["HANLP_HOME"] = str(home())


class HanlpTagger:
    """Names by a HanLP model; words by it too where it is a multi-task model, else jieba's."""

    name = "hanlp"
    takes_model = True

    @staticmethod
    def check(model: str = SHIPPED) -> None:
        """Raise MissingPackage without HanLP, Problem for a model that is not on this machine."""
        require_hanlp()
        require(model)

    def __init__(self, book: RuleBook, model: str = SHIPPED) -> None:
        """Load the model. Raises MissingPackage without HanLP and Problem for a model that is not on this machine."""
        self._book = book
        require_hanlp()
        folder = require(model)
        import hanlp
        import torch

        # Several processes are what --workers is for; threads that wait for each other make one of them slower.
        torch.set_num_threads(1)
        self._model: Any = hanlp.load(str(folder), verbose=False, devices=-1)
        self._joint = hasattr(self._model, "tasks")
        self._ours = type(self._model).__module__.startswith("econ_extract.")
        if model != SHIPPED:
            self.name = f"hanlp:{model}"

    def tag(self, texts: Sequence[str]) -> list[Tagging]:
        """Tag the texts of one article; see `base.Tagger`. Raises RuleError without entity rules."""
        article = Article(texts, self._book)
        pieces = [(n, at, text[at : at + _PIECE]) for n, text in enumerate(texts) for at in range(0, len(text), _PIECE)]
        if not pieces:
            return article.taggings([()] * len(texts))
        proposed: list[list[Span]] = [[] for _ in texts]
        cuts: list[list[Word]] = [[] for _ in texts]
        plain = [piece for _, _, piece in pieces]
        read = jointly(self._model, plain) if self._joint else [([], spans) for spans in self._alone(plain)]
        for (number, at, _), (words, spans) in zip(pieces, read, strict=True):
            cuts[number] += [(a + at, b + at, tag) for a, b, tag in words]
            proposed[number] += [(a + at, b + at, kind) for a, b, kind in spans]
        return article.taggings(proposed, cuts if self._joint else None)

    def _alone(self, texts: list[str]) -> list[list[Span]]:
        """The names that a model of names alone finds; it reads characters."""
        pieces = [characters(text) if self._ours else list(_SPACE.sub(SPACE, text)) for text in texts]
        return [_spans((start, end, label) for _, label, start, end in names) for names in self._model(pieces)]


def jointly(model: Any, texts: list[str]) -> list[tuple[list[Word], list[Span]]]:
    """Words and names of each text by a multi-task model, by its first task of either kind."""
    tasks = [next(name for name in model.tasks if name.startswith(kind)) for kind in ("tok", "ner")]
    said: Mapping[str, Any] = model(texts, tasks=tasks)
    read = []
    for text, words, names in zip(texts, said[tasks[0]], said[tasks[1]], strict=True):
        edges = word_edges(text, words)
        spans = _spans((edges[start][0], edges[end - 1][1], label) for _, label, start, end in names)
        read.append(([(start, end, "") for start, end in edges], spans))
    return read


def word_edges(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words of a text stand, which may leave out white space between them."""
    edges, at = [], 0
    for word in words:
        start = text.find(word, at)
        start = at if start < 0 else start  # the model rewrote the word: it keeps its length
        at = min(start + len(word), len(text))
        edges.append((start, at))
    return edges


def _spans(labelled: Iterable[tuple[int, int, str]]) -> list[Span]:
    """The names among what a model labels, in order."""
    return sorted((start, end, TYPES[label]) for start, end, label in labelled if label in TYPES and start < end)

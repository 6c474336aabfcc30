"""A file of labelled sentences in, exact-span precision, recall and F1 of a tagger by type out.

The file is IOB2 or BIO in columns (a word a line, its label in the third column as Universal NER writes it, or in the
last one), or JSON Lines: `{"text": "…", "entities": [{"start": 0, "end": 2, "type": "region"}]}`. LOC, ORG and PER
are region, org and person.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from econ_extract.errors import Problem
from econ_extract.taggers.base import Tagger

Span = tuple[int, int, str]
_TYPES = {"LOC": "region", "GPE": "region", "ORG": "org", "PER": "person", "PERSON": "person"}
KINDS = ("region", "org", "person")


@dataclass(frozen=True, slots=True)
class Counts:
    """Names that a tagger found rightly, found, and should have found."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def measures(self) -> tuple[float, float, float]:
        """Precision, recall and F1; 0 where there is nothing to divide by."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        both = self.found + self.wanted
        return precision, recall, 2 * self.right / both if both else 0.0


def read_labelled(path: Path) -> list[tuple[str, set[Span]]]:
    """(text, spans) of each sentence of a file. Raises Problem for one that cannot be read or has no sentence."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{path} cannot be read as UTF-8 text ({error}); give a file of labelled sentences.") from error
    try:
        found = list(_jsonl(lines) if path.suffix == ".jsonl" else _columns(lines))
    except (ValueError, KeyError, TypeError) as error:
        raise Problem(
            f"{path}: no labelled sentences ({error!r}); give IOB2 columns or .jsonl with entities."
        ) from error
    if not found:
        raise Problem(f"{path} has no labelled sentence; give IOB2 columns or .jsonl with entities.")
    return found


def _jsonl(lines: Sequence[str]) -> Iterator[tuple[str, set[Span]]]:
    for line in filter(str.strip, lines):
        row: dict[str, Any] = json.loads(line)
        spans = {(int(e["start"]), int(e["end"]), _TYPES.get(e["type"], e["type"])) for e in row["entities"]}
        yield row["text"], spans


def _columns(lines: Sequence[str]) -> Iterator[tuple[str, set[Span]]]:
    """Words without white space between them; a label of three columns and more stands in the third."""
    words: list[tuple[str, str]] = []
    for line in [*lines, ""]:
        if line.startswith("# "):
            continue
        cells = line.split()
        if len(cells) >= 3 and "\t" in line:
            words.append((cells[1], cells[2]))
        elif len(cells) >= 2:
            words.append((cells[0], cells[-1]))
        elif words:
            yield _sentence(words)
            words = []


def _sentence(words: Sequence[tuple[str, str]]) -> tuple[str, set[Span]]:
    spans: set[Span] = set()
    at, start, kind = 0, 0, ""
    for word, label in [*words, ("", "O")]:
        if kind and label != f"I-{kind}":
            spans.add((start, at, _TYPES.get(kind, kind)))
            kind = ""
        if label.startswith("B-"):
            start, kind = at, label[2:]
        elif label != "O" and not label.startswith("I-"):
            raise ValueError(f"{label} is no label")
        at += len(word)
    return "".join(word for word, _ in words), spans


def score(
    tagger: Tagger, sentences: Sequence[tuple[str, set[Span]]], references: Collection[str] = ()
) -> dict[str, Counts]:
    """The counts of each type and of `all`, every sentence an article of its own.

    `references` are words that only point to a place (全市, 我国): the table of entities keeps them with the place they
    mean, labelled sentences count them as no names, and so they are not counted here.
    """
    counts = dict.fromkeys((*KINDS, "all"), Counts())
    for text, wanted in sentences:
        found: set[Span] = {(e.start, e.end, e.type) for e in tagger.tag([text])[0].names if e.text not in references}
        for kind in counts:
            mine = [{s for s in spans if kind in ("all", s[2])} for spans in (found & wanted, found, wanted)]
            counts[kind] += Counts(*map(len, mine))
    return counts

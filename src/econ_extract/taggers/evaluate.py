"""A file of words with IOB2 labels in, exact-span precision, recall and F1 of a tagger out.

Run `python -m econ_extract.taggers.evaluate FILE.iob2 [--tagger jieba]`. The file is Universal NER's: a word a line
with its label in the third column, `# text = ` before each sentence, LOC, ORG and PER as types.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from econ_extract.registry import TAGGERS, load
from econ_extract.rules import default_rules
from econ_extract.taggers.base import Tagger

Span = tuple[int, int, str]
_TYPES = {"region": "LOC", "org": "ORG", "person": "PER"}


def read_iob2(path: Path) -> Iterator[tuple[str, set[Span]]]:
    """(text, spans) of each sentence; the text is the words put together, without white space."""
    words: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) >= 3:
            words.append((cells[1], cells[2]))
        elif words:
            yield _sentence(words)
            words = []


def _sentence(words: list[tuple[str, str]]) -> tuple[str, set[Span]]:
    spans: set[Span] = set()
    at, start, kind = 0, 0, ""
    for word, label in [*words, ("", "O")]:
        if kind and not label.startswith("I-"):
            spans.add((start, at, kind))
            kind = ""
        if label.startswith("B-"):
            start, kind = at, label[2:]
        at += len(word)
    return "".join(word for word, _ in words), spans


def score(tagger: Tagger, path: Path) -> dict[str, tuple[int, int, int]]:
    """For each type and `all`: (right, found, wanted), every sentence a batch of its own."""
    counts: dict[str, list[int]] = {kind: [0, 0, 0] for kind in (*_TYPES.values(), "all")}
    for text, wanted in read_iob2(path):
        found = {(e.start, e.end, _TYPES[e.type]) for e in tagger.tag([text])[0].entities}
        for number, spans in enumerate((found & wanted, found, wanted)):
            for _, _, kind in spans:
                counts[kind][number] += 1
                counts["all"][number] += 1
    return {kind: (c[0], c[1], c[2]) for kind, c in counts.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Score a tagger's entities on an IOB2 file.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--tagger", default="jieba", choices=sorted(TAGGERS))
    args = parser.parse_args()
    for kind, (right, found, wanted) in score(load(TAGGERS, args.tagger)(default_rules()), args.file).items():
        precision, recall = right / found if found else 0.0, right / wanted if wanted else 0.0
        f1 = 2 * right / (found + wanted) if found + wanted else 0.0
        print(
            f"{kind:4} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} ({right} of {found}, {wanted} wanted)"
        )


if __name__ == "__main__":
    main()

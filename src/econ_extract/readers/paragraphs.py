"""Lines with what they are in, the text of a document with the places of its headings out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from econ_extract.models import Metadata
from econ_extract.readers.base import Decoded


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph, a heading, or a row of a table with its cells between tabs."""

    text: str
    heading: bool = False

    @classmethod
    def row(cls, cells: Sequence[str]) -> Written:
        """A row; a dash keeps the place of an empty first cell, as white space before a line counts for nothing."""
        held = [cell.replace("\t", " ") for cell in cells]
        return cls("\t".join([held[0] or "—", *held[1:]]).rstrip("\t") if any(held) else "")


def written(lines: Iterable[Written], encoding: str | None, metadata: Metadata = Metadata()) -> Decoded:  # noqa: B008
    """The lines that are not blank, each on a line of its own."""
    kept, headings, at = list[str](), list[tuple[int, int]](), 0
    for line in lines:
        words = line.text.strip("\n\r")
        if not words.strip():
            continue
        if line.heading:
            headings.append((at, at + len(words)))
        kept.append(words)
        at += len(words) + 1
    return Decoded("\n".join(kept), encoding, metadata, tuple(headings))

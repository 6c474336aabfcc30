"""What every reader gives back, and how it says that a file cannot be used."""

from __future__ import annotations

from dataclasses import dataclass

from econ_extract.models import Metadata


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of one file; `headings` are `[start, end)` runs of `text` that the format marks as headings."""

    text: str
    encoding: str
    metadata: Metadata = Metadata()
    headings: tuple[tuple[int, int], ...] = ()


class UnusableFile(ValueError):
    """A file that gives no text; the message says what is wrong with it and what to do."""

"""What every reader gives back, and how it says that a file cannot be used."""

from __future__ import annotations

from dataclasses import dataclass

from econ_extract.models import Metadata


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of one file; `headings` are `[start, end)` runs of `text` that the format marks as headings.

    `trust` are the `(start, end, confidence)` runs of characters that a machine read off a picture, in order.
    `warning` says what of the file could not be used, where the rest could. A paged format ends each page with a
    form feed.
    """

    text: str
    encoding: str | None
    metadata: Metadata = Metadata()
    headings: tuple[tuple[int, int], ...] = ()
    trust: tuple[tuple[int, int, float], ...] = ()
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An article that is a row of a table: its text as the cell has it, and what the other cells say of it."""

    text: str
    metadata: Metadata = Metadata()


class UnusableFile(ValueError):
    """A file that gives no text; the message says what is wrong with it and what to do."""


class MissingExtra(UnusableFile):
    """A file that an extra of the program, which is not installed, would read."""

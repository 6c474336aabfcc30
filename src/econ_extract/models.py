"""The records that cross the stage boundaries: plain frozen data in, the same data out, nothing else.

Inside the line they are slotted frozen dataclasses; pydantic stands at the edges (`typed.py`).
Every offset is half-open and counts characters. `doc_*` offsets count characters of `Document.text`,
plain `start`/`end` count characters of the text that the record belongs to.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from typing import Literal, NamedTuple

Bound = Literal["exact", "about", "nearly", "over", "at_least", "at_most", "under", "range"]
Role = Literal["measure", "threshold"]
Status = Literal["actual", "target", "forecast", "norm"]
Basis = Literal["yoy", "mom", "ytd", "cagr", "vs", "none"]
Direction = Literal["up", "down"]
PieceRole = Literal["title", "heading", "body", "caption", "infobox", "sidebar"]
EntityType = Literal["region", "org", "person"]


def content_id(*parts: object) -> str:
    """A stable 20-character id of the given parts (strings, numbers, dates)."""
    digest = blake2b("\x1f".join(str(p) for p in parts).encode("utf-8", "surrogatepass"), digest_size=10)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document or article besides its text; each `…_from` names where that was read."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published_on: date | None = None
    published_from: str | None = None
    section: str | None = None
    title_from: str | None = None
    byline_from: str | None = None
    outlet_from: str | None = None
    section_from: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One decoded file, or a part of one. `error` says why it could not be read; else it has a `text`, or it is an
    archive or table whose parts are documents of their own.

    `part_of` is the document id of the archive or table that this one stands in; `whole` says that it is one article
    by its nature (a row of a table). `trust` are `(start, end, confidence)` runs read off a picture; `warning` says
    what could not be used of a file that was read. Pages end with a form feed.
    """

    document_id: str
    path: str
    format: str
    encoding: str | None
    sha256: str | None
    size_bytes: int
    text: str | None
    error: str | None = None
    metadata: Metadata = Metadata()
    headings: tuple[tuple[int, int], ...] = ()
    part_of: str | None = None
    whole: bool = False
    trust: tuple[tuple[int, int, float], ...] = ()
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run `[start, end)` of `Document.text` that belongs to an article."""

    start: int
    end: int
    role: PieceRole = "body"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of `Article.text` that reads as one paragraph."""

    start: int
    end: int
    role: PieceRole = "body"


@dataclass(frozen=True)
class Article:
    """Pieces of a document in reading order; `text` is their concatenation, character for character.

    `quality` (0 to 1) says how sure the cut is: 1 where every paragraph is whole and nothing was dealt out by guess.
    """

    article_id: str
    document_id: str
    ordinal: int
    metadata: Metadata
    pieces: tuple[Piece, ...]
    text: str
    paragraphs: tuple[Paragraph, ...]
    duplicate_of: str | None = None
    quality: float = 1.0

    @cached_property
    def _piece_starts(self) -> list[int]:
        starts, at = [], 0
        for piece in self.pieces:
            starts.append(at)
            at += piece.end - piece.start
        return starts

    def doc_offset(self, offset: int) -> int:
        """The offset in `Document.text` of the character at `offset` of `Article.text`."""
        i = bisect_right(self._piece_starts, offset) - 1
        return self.pieces[i].start + offset - self._piece_starts[i]

    def doc_span(self, start: int, end: int) -> tuple[int, int]:
        """The document span of a non-empty run of the article's text."""
        return self.doc_offset(start), self.doc_offset(end - 1) + 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of `Article.text` up to and with its full stop; `paragraph` indexes `Article.paragraphs`."""

    start: int
    end: int
    paragraph: int
    role: PieceRole = "body"


class Token(NamedTuple):
    """A word with its offsets in the tagged text and the tagger's part-of-speech tag; there are many, so a tuple."""

    text: str
    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A named region, organisation or person; `code` is the GB/T 2260 code of a region (a zone has its division's)."""

    text: str
    type: EntityType
    start: int
    end: int
    canonical: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Tagging:
    """What a tagger says of one text, each in order: tokens that cover it, entities, and names.

    `entities` are what rules found; figures take their subjects from them. `names` are all that the text names, as
    wide as it is written (日本东京 for 日本 and 东京), with what a model proposes: the rows of the table `entities`.
    """

    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    names: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression and the days it means.

    `first`..`last` are inclusive; both None when the words name no definite days (目前, 近年来).
    `form` is `instant` for a day at which a stock stands (8月末, 截至6月30日), `span` for days over which a
    flow runs, `vague` without days. `flow_first` is where a flow that is reported "as of" an instant begins
    (截至二季度末 -> 1 January). `rule` is the id of the rule that read it.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    form: Literal["instant", "span", "vague"]
    rule: str
    flow_first: date | None = None
    future: bool = False
    parts: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as read: `value`, or `low`..`high` for a range, in the base unit.

    `unit` is None where the words give a scale but no unit (20亿, 400万); `bound` is the bound that the words
    between number and unit give (余, 多 -> over), else `exact`. `rules` are the ids of the rules used.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    bound: Bound = "exact"
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of `figures`: a quantity with everything that the text says it is; the fields are GUIDELINE's."""

    figure_id: str
    document_id: str
    article_id: str
    doc_start: int
    doc_end: int
    quantity: str
    value: Decimal | None
    value_low: Decimal | None
    value_high: Decimal | None
    unit: str
    bound: Bound
    role: Role
    kind: str
    indicator: str | None
    indicator_id: str | None
    subject: str | None
    subject_type: str | None
    region_code: str | None
    period_start: date | None
    period_end: date | None
    period_text: str | None
    period_from: str | None
    status: Status
    basis: Basis | None
    direction: Direction | None
    is_change: bool
    of_figure_id: str | None
    attribution: str | None
    sentence: str
    confidence: float
    rules: tuple[str, ...] = ()
    page: int | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """A figure that says again what another figure says: in a title, caption, box or side bar, or in a reprint."""

    figure_id: str
    document_id: str
    repeats_figure_id: str
    repeated_in: PieceRole | Literal["reprint"]


@dataclass(frozen=True, slots=True)
class Reject:
    """A number that is no figure, and why."""

    document_id: str
    article_id: str | None
    doc_start: int
    doc_end: int
    text: str
    reason: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One row of `entities`."""

    article_id: str
    ordinal: int
    text: str
    type: EntityType
    doc_start: int
    doc_end: int
    canonical: str
    code: str | None
    tagger: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that the line gives for one document."""

    document: Document
    articles: tuple[Article, ...] = ()
    entities: tuple[EntityRow, ...] = ()
    figures: tuple[Figure, ...] = ()
    rejects: tuple[Reject, ...] = field(default=())
    repeats: tuple[Repeat, ...] = ()
    sketches: tuple[tuple[str, tuple[int, ...]], ...] = ()  # (article_id, sketch); see reprints.py

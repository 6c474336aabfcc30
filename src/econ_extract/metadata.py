"""An article's lines in, its metadata out: title, byline, outlet, day and section, each with where it was read.

What the caller says comes first, then what the format itself says (the head of a web page), then the lines. Every
fact is a pair: the value, and one of the sources that `labels.py` lists; (None, None) where nothing tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePath

from econ_extract.lines import SHORT, Line, LineCues, date_of
from econ_extract.models import Document, Metadata
from econ_extract.pages import BYLINES
from econ_extract.rendering import normalize

Fact = tuple[str | None, str | None]

_UNKNOWN: Fact = (None, None)
_TITLES = frozenset({"title", "head"})
_TOLD_SECTION = frozenset({"furniture", "date", "section"})  # kinds of line that may tell the section
_HAN = re.compile(r"(?:[一-鿿].*){4}")  # a title has four characters and more
_YEAR = re.compile(r"[1１2２]\d{3}")  # a cheap look for where a full date may begin
_BEFORE_DATE, _DATE_SIZE = 8, 16  # characters around its year: the words before it, and its month and day
_PRINTED_WITHIN = timedelta(days=3)  # a given day may be told a little before the dispatch that it is of
_NEWS_OF = timedelta(days=183)  # news names no day so long past as its latest one


@dataclass(frozen=True, slots=True)
class Known:
    """What holds for every article of the document; `alone` when it is one article, `items` for a listing."""

    document: Document
    given: Metadata
    alone: bool
    items: bool
    dateline: date | None
    file_date: date | None
    by: date | None  # the day by which the document was there, as far as somebody says it
    section: Fact

    @classmethod
    def of(
        cls, document: Document, given: Metadata, lines: Sequence[Line], look: LineCues, *, alone: bool, items: bool
    ) -> Known:
        """Read from the document's lines what holds for all its articles."""
        first = next((i for i, line in enumerate(lines) if line.kind == "body"), len(lines))
        named = [date_of(m) for m in look.every("date.file_name", normalize(PurePath(document.path).name))]
        file_date = next((d for d in named if d), None)
        beside = max(_days(lines, look, None), default=None)
        by = given.published_on or document.metadata.published_on or beside or file_date
        days = list(_days(lines if alone else lines[:first], look, by))
        if items and sum(line.kind == "date" for line in lines) > 1:
            days = []  # they are days of items
        section = _section(lines[:first], look)
        return cls(document, given, alone, items, days[0] if days else None, file_date, by, section)


def metadata_of(known: Known, lines: Sequence[Line], text: str, look: LineCues) -> Metadata:
    """What is known of the article that has these lines and this text."""
    page, given = known.document.metadata, known.given
    published_on, published_from = _published(known, lines, text, look)
    whole_page = (page.title, page.title_from or "page") if known.alone else _UNKNOWN
    title = _first((given.title if known.alone else None, "metadata"), whole_page) or _title(known, lines, look)
    byline = _first((given.byline, "metadata"), (page.byline, page.byline_from or "page")) or _byline(lines, look)
    outlet = _first((given.outlet, "metadata"), (page.outlet, page.outlet_from or "page")) or _outlet(lines, look)
    section = _first((given.section, "metadata"), (page.section, page.section_from or "page"))
    section = section or _first(_section(lines, look), known.section) or _UNKNOWN
    return Metadata(
        title[0], byline[0], outlet[0], published_on, published_from,
        section=section[0], title_from=title[1], byline_from=byline[1], outlet_from=outlet[1], section_from=section[1],
    )  # fmt: skip


def _first(*facts: Fact) -> Fact | None:
    return next((fact for fact in facts if fact[0]), None)


def completed(metadata: Metadata, copy: Metadata) -> Metadata:
    """What is known of an article, and where it lacks byline or outlet what the second copy on its page tells."""
    told = copy if metadata.byline is None else metadata
    named = copy if metadata.outlet is None else metadata
    return replace(
        metadata, byline=told.byline, byline_from=told.byline_from, outlet=named.outlet, outlet_from=named.outlet_from
    )


# -- the day ----------------------------------------------------------------------------------------------------------


def _dispatch(lines: Sequence[Line], look: LineCues) -> re.Match[str] | None:
    """Where the text begins with the name of its agency, behind a 【head】 or not."""
    first = next((line for line in lines if line.kind in ("body", "head")), None)
    return (
        look.search("start.dispatch", look.drop("start.column", first.head).lstrip("* ")) if first is not None else None
    )


def _published(known: Known, lines: Sequence[Line], text: str, look: LineCues) -> tuple[date | None, str | None]:
    """The day of publication and where it is from, the best source first."""
    page, given = known.document.metadata, known.given
    own = next(_days(lines, look, known.by), None)
    is_default = given.published_from == "option"
    dispatched = _dispatched(known, lines, text, look)
    candidates = (
        (None if is_default else given.published_on, given.published_from or "metadata"),
        (own if known.items else None, "item"),
        (dispatched if known.items else None, "dateline"),  # of flashes collected on one page, each has its day
        (page.published_on, page.published_from or "page"),
        (own or known.dateline, "dateline"),
        (known.file_date, "file_name"),
        (dispatched, "dateline"),
        (given.published_on if is_default else None, "option"),
        (_latest_date(text, look), "latest_date"),
    )
    return next(((day, source) for day, source in candidates if day is not None), (None, None))


def _days(lines: Sequence[Line], look: LineCues, by: date | None) -> Iterator[date]:
    """The days of the date lines; one without a year is the last one up to `by`."""
    for line in lines:
        match = look.match_line(line) if line.kind in ("date", "source") else None
        day = date_of(match, by) if match is not None and "month" in match.re.groupindex else None
        if day is not None:
            yield day


def _dispatched(known: Known, lines: Sequence[Line], text: str, look: LineCues) -> date | None:
    """The day of an agency's dispatch (某社某地3月31日电) in the year that other evidence gives, else None."""
    dispatch = _dispatch(lines, look)
    match = look.search("date.dispatch", dispatch.group()) if dispatch is not None else None
    if match is None:
        return None
    if known.by is not None:
        return date_of(match, known.by + _PRINTED_WITHIN)
    latest = _latest_date(text, look)
    day = date_of(match, latest + _NEWS_OF) if latest is not None else None
    return day if day is not None and latest is not None and day >= latest else None


def _latest_date(text: str, look: LineCues) -> date | None:
    """The latest full date of the text; a planned one only where there is no other."""
    days, planned = list[date](), list[date]()
    for year in _YEAR.finditer(text):
        begin = max(0, year.start() - _BEFORE_DATE)
        norm = normalize(text[begin : year.end() + _DATE_SIZE])
        found = look.match("date.full", norm, year.start() - begin)
        day = date_of(found) if found is not None else None
        if day is not None:
            (planned if look.planned.search(norm, 0, year.start() - begin) else days).append(day)
    return max(days or planned, default=None)


# -- the title --------------------------------------------------------------------------------------------------------


def _title(known: Known, lines: Sequence[Line], look: LineCues) -> Fact:
    """The title among the lines above the text: marked, above date or byline, or else the last one."""
    first = next((i for i, line in enumerate(lines) if line.kind == "body"), len(lines))
    head = list(lines[:first])
    titles = [(i, line) for i, line in enumerate(head) if line.kind in _TITLES and _HAN.search(line.head)]
    titles = [(i, line) for i, line in titles if not look.search("start.numbered", line.head)] or titles
    if not titles:
        return _UNKNOWN
    marked = [line for _, line in titles if look.search("start.markdown", line.head)]
    labelled = [line for _, line in titles if look.search("start.title_label", line.head)]
    stops = [i for i, line in enumerate(head) if line.kind in ("date", "source")] or [
        i for i, line in enumerate(head) if line.kind in BYLINES
    ]
    above = [line for i, line in titles if stops and i < stops[0]]
    below = [line for i, line in titles if stops and i > stops[0]][:1]
    chosen = (marked or labelled or above or below or [titles[-1][1]])[-1]
    words = _title_words(chosen, look, labelled=chosen in labelled, item=known.items)
    text, at = known.document.text or "", chosen.start + chosen.head.find(words)
    is_marked = chosen.kind == "head" or chosen in marked or chosen in labelled
    return (text[at : at + len(words)], "mark" if is_marked else "line") if words else _UNKNOWN


def _title_words(line: Line, look: LineCues, *, labelled: bool, item: bool) -> str:
    """The title itself, half-width: without field marks, an item's number, the column before it, a site's name."""
    words = look.drop("start.item" if item else "start.label", look.drop("start.markdown", line.head)).strip("* ")
    column = look.search("start.column", words)
    if column is not None:
        rest, text_below = words[column.end() :].strip(), line.kind == "title"
        named = rest and (text_below or not is_sentence(line, column.end()))
        words = rest if named else column.group().rpartition("【")[2].strip("】 ")
    if labelled:
        words = look.drop("title.site", words)
    return words.strip()


def is_sentence(line: Line, at: int) -> bool:
    """Whether what stands behind the first `at` characters of a line is text, and not a title."""
    rest = line.head[at:]
    return "。" in rest or len(rest) > SHORT or not line.complete


# -- byline, outlet, section ------------------------------------------------------------------------------------------


def _byline(lines: Sequence[Line], look: LineCues) -> Fact:
    """The authors, with spaces between; the editor only where a page names nobody else."""
    signed = [line for line in lines if line.kind in ("byline", "name")]
    letters = [line.head for line in signed if line.size == 1]
    names = ["".join(letters)] if letters else []
    for line in signed:
        if line.size > 1:
            names += _names(line.head if line.kind == "name" else look.names_of_line(line) or line.head, look)
    source = "line"
    if not names:
        closing = (look.search("byline.closing", line.tail) for line in reversed(lines) if line.kind == "body")
        names = next((_names(m["names"], look) for m in closing if m is not None), [])
    if not names:
        first = next((line for line in lines if line.kind in ("body", "head")), None)
        inline = look.search("byline.inline", first.head[:120]) if first is not None else None
        names, source = _names(inline["names"] or inline["reporter"], look) if inline is not None else [], "opening"
    if not names:
        editors = (look.search("byline.editor", line.head) for line in lines if line.kind == "furniture")
        names, source = next((_names(m["names"], look) for m in editors if m is not None), []), "editor"
    return (" ".join(dict.fromkeys(names)), source) if names else _UNKNOWN


def _names(words: str, look: LineCues) -> list[str]:
    """The names in the words of a byline; a name of two characters may be printed with a space between."""
    tokens = re.findall(r"[一-鿿·]+", look.drop("byline.role", words))
    if tokens and all(len(token) == 1 for token in tokens):
        return ["".join(tokens)]
    return [token for token in tokens if 2 <= len(token) <= 6 or "·" in token]


def _outlet(lines: Sequence[Line], look: LineCues) -> Fact:
    """The paper or site that a line of source or byline names, else the agency that the text begins with."""
    for line in lines:
        match = look.match_line(line) if line.kind in ("source", "date") else None
        match = look.search("byline.outlet", line.head) if line.kind == "byline" else match
        if match is not None and match.groupdict().get("outlet"):
            return str(match["outlet"]), "line"
    dispatch = _dispatch(lines, look)
    agency = (dispatch["outlet"] or dispatch["media"]) if dispatch is not None else None
    return (agency, "dispatch") if agency else _UNKNOWN


def _section(lines: Sequence[Line], look: LineCues) -> Fact:
    """The page, column or channel that a head of the page, its path or a field names."""
    told = (look.search("section.within", line.head) for line in lines if line.kind in _TOLD_SECTION)
    return next(((match[match.lastgroup or 0].strip(), "line") for match in told if match is not None), _UNKNOWN)

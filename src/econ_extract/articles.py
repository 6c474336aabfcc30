"""A Document in, its Articles out: pages, listings and columns cut into articles, soft line breaks joined.

`lines.py` says what each line is, `pages.py` deals the lines out to articles; here every share is put into reading
order and joined into paragraphs, and gets its title, byline, outlet and date. An article is a choice of runs of the
document's text: nothing is rewritten.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePath

from econ_extract.lines import DROPPED, SHORT, Line, LineCues, cues, date_of, scan
from econ_extract.listings import listing
from econ_extract.models import Article, Document, Metadata, Paragraph, Piece, PieceRole, content_id
from econ_extract.numerals import normalize
from econ_extract.pages import BYLINES, page
from econ_extract.rules import RuleBook

_NOT_TEXT = DROPPED | BYLINES | {"date", "source"}
_TITLES = frozenset({"title", "head"})
_HAN = re.compile(r"(?:[一-鿿].*){4}")  # a title has four characters and more
_YEAR = re.compile(r"[1１2２]\d{3}")  # a cheap look for where a full date may begin
_BEFORE_DATE, _DATE_SIZE = 8, 16  # characters around its year: the words before it, and its month and day
_PRINTED_WITHIN = timedelta(days=3)  # a given day may be told a little before the dispatch that it is of
_NEWS_OF = timedelta(days=183)  # news names no day so long past as its latest one
_SHINGLE = 8  # characters; what two texts share of them is the same wording, not the same topic


def cut(document: Document, book: RuleBook, *, given: Metadata = Metadata()) -> tuple[Article, ...]:  # noqa: B008
    """The articles of a document, in the order of their first characters; none for a document without text.

    `given` is what the caller knows of the file and wins over what the page says. Only a date from "option" is a mere
    default: the dates of listed items, of the page's metadata, of a date line and of the file name come before it.
    """
    if document.text is None:
        return ()
    look = cues(book)
    lines = scan(document, look)
    items = listing(lines, look)
    shares = items if items is not None else [lines] if document.format == "html" else page(lines, look)
    drafts = [draft for draft in (_draft(document, share, look) for share in shares) if draft.text.strip()]
    drafts.sort(key=lambda draft: draft.pieces[0].start)
    known = _Known.of(document, given, lines, look, alone=len(drafts) == 1, items=items is not None)
    articles = [_article(known, draft, ordinal, look) for ordinal, draft in enumerate(drafts)]
    owners = _copies(articles)
    for i, lines in _boxes_kept(drafts, owners).items():
        articles[i] = _article(known, _draft(document, lines, look), i, look)
    marked = (replace(articles[copy], duplicate_of=articles[kept].article_id) for copy, kept in owners.items())
    return tuple({article.ordinal: article for article in (*articles, *marked)}.values())


# -- a share of lines into reading order ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """A run `[start, end)` of the document on its way into a paragraph; `after` counts its line end in."""

    start: int
    end: int
    after: int
    role: PieceRole
    line: Line


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article before its metadata is settled."""

    lines: Sequence[Line]
    pieces: tuple[Piece, ...]
    paragraphs: tuple[Paragraph, ...]
    text: str


def _draft(document: Document, lines: Sequence[Line], look: LineCues) -> _Draft:
    text = document.text or ""
    titled = _title_off_body(list(_parts(lines, text, look)), text)
    parts = _sidebars_last([part for whole in titled for part in _sections(whole, text, look)], text)
    pieces, paragraphs, at = list[Piece](), list[Paragraph](), 0
    for group in _paragraphs(parts, text, look, soft=document.format != "html"):
        begin = at
        for part, following in zip(group, [*group[1:], None], strict=True):
            keep_break = following is None or part.role == "infobox" or _latin_words(text, part, following)
            end = part.after if keep_break else part.end
            pieces.append(Piece(part.start, end, part.role))
            at += end - part.start
        paragraphs.append(Paragraph(begin, at - (pieces[-1].end - group[-1].end), group[0].role))
    whole = "".join(text[piece.start : piece.end] for piece in pieces)
    return _Draft(lines, tuple(_merged(pieces)), tuple(paragraphs), whole)


def _parts(lines: Sequence[Line], text: str, look: LineCues) -> Iterator[_Part]:
    """The text of each line with its role; what is no text of an article stays away."""
    begun = False
    for line in lines:
        if line.kind in _NOT_TEXT:
            continue
        start, end = _inner(line, text, look)
        column = look.search("start.column", line.head) if line.kind == "head" else None
        if column is not None and _is_sentence(line, column.end()):
            middle = line.start + column.end()
            yield _Part(start, middle, middle, "heading" if begun else "title", line)
            yield _Part(middle, end, line.after, "body", line)
            begun = True
        elif line.kind in ("title", "deck", "head"):
            yield _Part(start, end, line.after, "heading" if begun else "title", line)
        elif line.kind == "columns":
            yield _Part(start, end, line.after, "heading", line)
        elif line.kind in ("caption", "box"):
            yield _Part(start, end, line.after, "caption" if line.kind == "caption" else "infobox", line)
        else:
            begun = True
            yield _Part(start, end, line.after, "body", line)


def _sections(body: _Part, text: str, look: LineCues) -> Iterator[_Part]:
    """A page flattened into one line, as the numbered sections that it had; else the part itself."""
    flat = body.role == "body" and body.line.size > 100
    starts = [m.start() for m in look.every("inline.section", text[body.start : body.end])] if flat else []
    if len(starts) < 2 or not text.startswith("一", body.start + starts[0]):
        yield body
        return
    bounds = sorted({0, *starts})
    for a, b in zip(bounds, [*bounds[1:], None], strict=True):
        start, stop = body.start + a, body.end if b is None else body.start + b
        end = stop if b is None else start + len(text[start:stop].rstrip())
        heading = look.search("inline.heading", text[start : start + 60])
        if heading is not None and start + heading.end() < end:
            middle = start + heading.end()
            yield replace(body, start=start, end=middle - 1, after=middle, role="heading")
            start = middle
        yield replace(body, start=start, end=end, after=body.after if b is None else stop)


def _is_sentence(line: Line, at: int) -> bool:
    rest = line.head[at:]
    return "。" in rest or len(rest) > SHORT or not line.complete


def _inner(line: Line, text: str, look: LineCues) -> tuple[int, int]:
    """The line without the marks around its words: Markdown signs, the name of a field."""
    start, end = line.start, line.end
    mark = look.search("start.markdown", line.head) or look.search("start.label", line.head)
    if mark is not None and mark.end() < line.size:
        start += mark.end()
    if end - start > 4 and text.startswith("**", start) and text.startswith("**", end - 2):
        start, end = start + 2, end - 2
    return start, end


def _title_off_body(parts: list[_Part], text: str) -> list[_Part]:
    """A body that begins with the words of the title above it shows the title twice: that run is title too."""
    first = next((i for i, part in enumerate(parts) if part.role == "body"), None)
    if first is None:
        return parts
    body = parts[first]
    for part in parts[:first]:
        words = text[part.start : part.end].rpartition("】")[2].strip()
        size = len(words)
        repeated = part.role == "title" and size < body.end - body.start and text.startswith(words, body.start)
        if repeated and (size >= 6 or (size >= 4 and text[body.start + size].isspace())):
            at = body.start + size
            while text[at].isspace():
                at += 1
            split = [replace(body, end=body.start + size, after=at, role="title"), replace(body, start=at)]
            return [*parts[:first], *split, *parts[first + 1 :]]
    return parts


def _sidebars_last(parts: list[_Part], text: str) -> list[_Part]:
    """Move side bars behind the text that they interrupt.

    A side bar stands where a sentence breaks off before a heading, and most of what follows repeats the article.
    """
    breaks = [i for i, (a, b) in enumerate(zip(parts, parts[1:], strict=False)) if _is_open(a) and b.role == "heading"]
    if not breaks:
        return parts
    repeated = _repeated(parts, text)
    moved: set[int] = set()
    for at in breaks:
        best, score, stop, hits = 0, 0, at + 1, 0
        for i in range(at + 1, len(parts)):
            if parts[i].role == "body":
                hits += repeated[i]
                score += 1 if repeated[i] else -2
                if score > best and hits >= 3:
                    best, stop = score, i + 1
        moved.update(range(at + 1, stop))
    aside = [replace(parts[i], role="sidebar") for i in sorted(moved)]
    return [part for i, part in enumerate(parts) if i not in moved] + aside


def _is_open(part: _Part) -> bool:
    return part.role == "body" and not part.line.finished and part.line.size >= 20


def _repeated(parts: Sequence[_Part], text: str) -> list[bool]:
    """For each part: whether most of its wording stands in other parts too."""
    shingles = [
        {text[i : i + _SHINGLE] for i in range(part.start, part.end - _SHINGLE)} if part.role == "body" else set()
        for part in parts
    ]
    counts = Counter(shingle for own in shingles for shingle in own)
    return [bool(own) and sum(counts[s] > 1 for s in own) >= 0.6 * len(own) for own in shingles]


def _paragraphs(parts: Sequence[_Part], text: str, look: LineCues, *, soft: bool) -> Iterator[list[_Part]]:
    """Parts that read as one paragraph; captions that interrupt a sentence come behind it."""
    group, aside = list[_Part](), list[list[_Part]]()
    for part in parts:
        if group and part.role == group[-1].role == "infobox":
            group.append(part)
        elif soft and group and _goes_on(group[-1], part, look):
            group.append(replace(part, role=group[-1].role))
        elif soft and group and part.role in ("caption", "infobox") and _is_open(group[-1]):
            aside.append([part])
        else:
            yield from ([group] if group else [])
            yield from aside
            group, aside = [part], []
    yield from ([group] if group else [])
    yield from aside


def _goes_on(above: _Part, below: _Part, look: LineCues) -> bool:
    """Whether the line end between two parts is soft: the sentence above is open, and the line below goes on."""
    if "row" in (above.line.kind, below.line.kind) or above.role != below.role or above.line.finished:
        return False
    if above.role not in ("body", "sidebar"):
        return False
    if look.broken(above.line, below.line):
        return True
    if above.line.size < 20 and not look.search("tail.unfinished", above.line.tail):
        return False
    if below.line.indent > 0 and not above.line.tail.endswith((",", "、")):
        return False
    return not look.fresh(below.line.head)


def _latin_words(text: str, above: _Part, below: _Part) -> bool:
    """Two Latin words must not run together where their line break is dropped."""
    a, b = text[above.end - 1], text[below.start]
    return a.isascii() and a.isalpha() and b.isascii() and b.isalpha()


def _merged(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces of one role that touch, as one."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last.end == piece.start and last.role == piece.role:
            last = Piece(last.start, piece.end, piece.role)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


# -- what is known of an article --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Known:
    """What holds for every article of the document; `alone` when it is one article, `items` for a listing."""

    document: Document
    given: Metadata
    alone: bool
    items: bool
    dateline: date | None
    file_date: date | None
    by: date | None  # the day by which the document was there, as far as somebody says it

    @classmethod
    def of(
        cls, document: Document, given: Metadata, lines: Sequence[Line], look: LineCues, *, alone: bool, items: bool
    ) -> _Known:
        first = next((i for i, line in enumerate(lines) if line.kind == "body"), len(lines))
        named = [date_of(m) for m in look.every("date.file_name", normalize(PurePath(document.path).name))]
        file_date = next((d for d in named if d), None)
        beside = max(_days(lines, look, None), default=None)
        by = given.published_on or document.metadata.published_on or beside or file_date
        days = () if items else _days(lines if alone else lines[:first], look, by)
        return cls(document, given, alone, items, next(iter(days), None), file_date, by)


def _article(known: _Known, draft: _Draft, ordinal: int, look: LineCues) -> Article:
    published_on, published_from = _published(known, draft, look)
    page, given = known.document.metadata, known.given
    dispatch = _dispatch(draft.lines, look)
    agency = (dispatch["outlet"] or dispatch["media"]) if dispatch is not None else None
    text = known.document.text or ""
    metadata = Metadata(
        title=(given.title or page.title if known.alone else None) or _title(draft.lines, text, look, item=known.items),
        byline=given.byline or page.byline or _byline(draft.lines, look),
        outlet=given.outlet or page.outlet or _outlet(draft.lines, look) or agency,
        published_on=published_on,
        published_from=published_from,
    )
    document_id = known.document.document_id
    article_id = content_id(document_id, draft.pieces[0].start, content_id(draft.text))
    return Article(article_id, document_id, ordinal, metadata, draft.pieces, draft.text, draft.paragraphs)


def _dispatch(lines: Sequence[Line], look: LineCues) -> re.Match[str] | None:
    """Where the text begins with the name of its agency, behind a 【head】 or not."""
    first = next((line for line in lines if line.kind in ("body", "head")), None)
    return (
        look.search("start.dispatch", look.drop("start.column", first.head).lstrip("* ")) if first is not None else None
    )


def _published(known: _Known, draft: _Draft, look: LineCues) -> tuple[date | None, str | None]:
    """The day of publication and where it is from, the best source first."""
    page, given = known.document.metadata, known.given
    own = next(_days(draft.lines, look, known.by), None)
    is_default = given.published_from == "option"
    candidates = (
        (None if is_default else given.published_on, given.published_from or "metadata"),
        (own if known.items else None, "item"),
        (page.published_on, page.published_from or "page"),
        (own or known.dateline, "dateline"),
        (known.file_date, "file_name"),
        (_dispatched(known, draft, look), "dateline"),
        (given.published_on if is_default else None, "option"),
        (_latest_date(draft.text, look), "latest_date"),
    )
    return next(((day, source) for day, source in candidates if day is not None), (None, None))


def _days(lines: Sequence[Line], look: LineCues, by: date | None) -> Iterator[date]:
    """The days of the date lines; one without a year is the last one up to `by`."""
    for line in lines:
        match = look.match_line(line) if line.kind in ("date", "source") else None
        day = date_of(match, by) if match is not None and "month" in match.re.groupindex else None
        if day is not None:
            yield day


def _dispatched(known: _Known, draft: _Draft, look: LineCues) -> date | None:
    """The day of an agency's dispatch (某社某地3月31日电) in the year that other evidence gives, else None."""
    dispatch = _dispatch(draft.lines, look)
    match = look.search("date.dispatch", dispatch.group()) if dispatch is not None else None
    if match is None:
        return None
    if known.by is not None:
        return date_of(match, known.by + _PRINTED_WITHIN)
    latest = _latest_date(draft.text, look)
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


def _title(lines: Sequence[Line], text: str, look: LineCues, *, item: bool) -> str | None:
    """The title among the lines above the text: marked, above date or byline, or else the last one."""
    first = next((i for i, line in enumerate(lines) if line.kind == "body"), len(lines))
    head = list(lines[:first])
    titles = [(i, line) for i, line in enumerate(head) if line.kind in _TITLES and _HAN.search(line.head)]
    titles = [(i, line) for i, line in titles if not look.search("start.numbered", line.head)] or titles
    if not titles:
        return None
    marked = [line for _, line in titles if look.search("start.markdown", line.head)]
    labelled = [line for _, line in titles if look.search("start.title_label", line.head)]
    stops = [i for i, line in enumerate(head) if line.kind in ("date", "source")] or [
        i for i, line in enumerate(head) if line.kind in BYLINES
    ]
    above = [line for i, line in titles if stops and i < stops[0]]
    below = [line for i, line in titles if stops and i > stops[0]][:1]
    chosen = (marked or labelled or above or below or [titles[-1][1]])[-1]
    words = _title_words(chosen, look, labelled=chosen in labelled, item=item)
    at = chosen.start + chosen.head.find(words)
    return text[at : at + len(words)] or None


def _title_words(line: Line, look: LineCues, *, labelled: bool, item: bool) -> str:
    """The title itself, half-width: without field marks, an item's number, the column before it, a site's name."""
    words = look.drop("start.item" if item else "start.label", look.drop("start.markdown", line.head)).strip("* ")
    column = look.search("start.column", words)
    if column is not None:
        rest, text_below = words[column.end() :].strip(), line.kind == "title"
        named = rest and (text_below or not _is_sentence(line, column.end()))
        words = rest if named else column.group().strip("【】 ")
    if labelled:
        words = look.drop("title.site", words)
    return words.strip()


def _byline(lines: Sequence[Line], look: LineCues) -> str | None:
    """The authors, with spaces between; the editor only where a page names nobody else."""
    signed = [line for line in lines if line.kind in ("byline", "name")]
    letters = [line.head for line in signed if line.size == 1]
    names = ["".join(letters)] if letters else []
    for line in signed:
        if line.size > 1:
            names += _names(line.head if line.kind == "name" else look.names_of_line(line) or line.head, look)
    first = next((line for line in lines if line.kind in ("body", "head")), None)
    inline = look.search("byline.inline", first.head[:120]) if first is not None and not names else None
    if inline is not None:
        names = _names(inline["names"] or inline["reporter"], look)
    if not names:
        editors = (look.search("byline.editor", line.head) for line in lines if line.kind == "furniture")
        names = next((_names(m["names"], look) for m in editors if m is not None), [])
    return " ".join(dict.fromkeys(names)) or None


def _names(words: str, look: LineCues) -> list[str]:
    """The names in the words of a byline; a name of two characters may be printed with a space between."""
    tokens = re.findall(r"[一-鿿·]+", look.drop("byline.role", words))
    if tokens and all(len(token) == 1 for token in tokens):
        return ["".join(tokens)]
    return [token for token in tokens if 2 <= len(token) <= 6 or "·" in token]


def _outlet(lines: Sequence[Line], look: LineCues) -> str | None:
    for line in lines:
        match = look.match_line(line) if line.kind in ("source", "date") else None
        match = look.search("byline.outlet", line.head) if line.kind == "byline" else match
        if match is not None and match.groupdict().get("outlet"):
            return str(match["outlet"])
    return None


def _copies(articles: Sequence[Article]) -> dict[int, int]:
    """The articles (by ordinal) whose text another one prints too, and it; title and byline decide who is kept."""
    ranked = sorted(articles, key=lambda a: (a.metadata.title is None, a.metadata.byline is None, a.ordinal))
    owner: dict[str, int] = {}
    copy_of: dict[int, int] = {}
    for article in ranked:
        body = [p for p in article.paragraphs if p.role == "body" and p.end - p.start >= 20]
        texts = [article.text[p.start : p.end] for p in body]
        shared: Counter[int] = Counter()
        for text in texts:
            if text in owner:
                shared[owner[text]] += len(text)
        kept, size = shared.most_common(1)[0] if shared else (0, 0)
        if size and size >= 0.8 * sum(map(len, texts)):
            copy_of[article.ordinal] = kept
            continue
        for text in texts:
            owner.setdefault(text, article.ordinal)
    return copy_of


def _boxes_kept(drafts: Sequence[_Draft], owners: dict[int, int]) -> dict[int, list[Line]]:
    """The lines of copies without their info boxes, and of those kept with them, where a copy alone has the box."""
    changed: dict[int, list[Line]] = {}
    for copy, kept in owners.items():
        lines = changed.get(kept, list(drafts[kept].lines))
        known = {line.head for line in lines if line.kind == "box"}
        boxes = [line for line in drafts[copy].lines if line.kind == "box" and line.head not in known]
        if boxes:
            changed[kept] = lines + boxes
            changed[copy] = [line for line in drafts[copy].lines if line not in boxes]
    return changed

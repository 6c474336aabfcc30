"""A Document in, its Articles out: pages, listings and columns cut into articles, soft line breaks joined.

`lines.py` says what each line is, `pages.py` deals the lines out to articles; here every share is put into reading
order and joined into paragraphs, and gets its title, byline, outlet and date. An article is a choice of runs of the
document's text: nothing is rewritten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from econ_extract.lines import DROPPED, Line, LineCues, cues, scan
from econ_extract.listings import listing
from econ_extract.metadata import Known, completed, is_sentence, metadata_of
from econ_extract.models import Article, Document, Metadata, Paragraph, Piece, PieceRole, content_id
from econ_extract.pages import BYLINES, page
from econ_extract.quality import quality
from econ_extract.rules import RuleBook

_NOT_TEXT = DROPPED | BYLINES | {"date", "source", "section"}
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
    known = Known.of(document, given, lines, look, alone=len(drafts) == 1, items=items is not None)
    articles = [_article(known, draft, ordinal, look) for ordinal, draft in enumerate(drafts)]
    owners = _copies(articles)
    for i, lines in _boxes_kept(drafts, owners).items():
        articles[i] = _article(known, _draft(document, lines, look), i, look)
    for copy, kept in owners.items():
        articles[kept] = replace(articles[kept], metadata=completed(articles[kept].metadata, articles[copy].metadata))
    marked = (replace(articles[copy], duplicate_of=articles[kept].article_id) for copy, kept in owners.items())
    whole = {article.ordinal: article for article in (*articles, *marked)}.values()
    return tuple(replace(article, quality=quality(article, whole, look)) for article in whole)


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


def _article(known: Known, draft: _Draft, ordinal: int, look: LineCues) -> Article:
    document_id = known.document.document_id
    article_id = content_id(document_id, draft.pieces[0].start, content_id(draft.text))
    metadata = metadata_of(known, draft.lines, draft.text, look)
    return Article(article_id, document_id, ordinal, metadata, draft.pieces, draft.text, draft.paragraphs)


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
        if column is not None and is_sentence(line, column.end()):
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
    if above.line.full:
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


# -- copies within the document ----------------------------------------------------------------------------------------


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

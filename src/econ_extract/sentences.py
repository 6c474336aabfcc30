"""An Article in, its Sentences out: the runs of its paragraphs between full stops, the same whatever the tagger.

The sentences of a paragraph follow each other without overlap and leave out nothing but white space; the row of a
table is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from econ_extract.lines import is_row
from econ_extract.models import Article, Sentence

MAX_SENTENCE = 2000  # characters; longer stretches are cut at a lesser stop, or in the end anywhere
LONG_STRETCH = 400  # without a full stop, from which on a semicolon ends a sentence
_OPEN = "（(“「『《【〔"
_CLOSE = "）)”」』》】〕"
_BRACKETS = frozenset(_OPEN + _CLOSE)
_PAIR = dict(zip(_CLOSE, _OPEN, strict=True))
_MARK = re.compile(r"[（(“「『《【〔）)”」』》】〕。！？!?.]")
_CLOSERS = re.compile(r"[。！？!?]*[”」』）)》】〕’\"']*")
_CJK = re.compile(r"[一-鿿％%）)”」』》】]")
_WORD = re.compile(r"[0-9A-Za-z._/=&#-]")


def split(article: Article) -> tuple[Sentence, ...]:
    """The sentences of all paragraphs, in order, with offsets into `article.text`."""
    return tuple(
        Sentence(start, end, number, paragraph.role)
        for number, paragraph in enumerate(article.paragraphs)
        for start, end in _paragraph(article.text, paragraph.start, paragraph.end, paragraph.role == "infobox")
    )


def _paragraph(text: str, start: int, end: int, by_line: bool) -> Iterator[tuple[int, int]]:
    if is_row(text[start:end]) and end - start <= LONG_STRETCH:
        yield _trimmed(text, start, end)
        return
    at = start
    for stop in [*_stops(text, start, end, by_line), end]:
        for a, b in _bounded(text, at, stop):
            a, b = _trimmed(text, a, b)
            if a < b:
                yield a, b
        at = stop


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _stops(text: str, start: int, end: int, by_line: bool) -> list[int]:
    """Where sentences end: at full stops that stand in no bracket and no quotation."""
    marks = [mark.start() for mark in _MARK.finditer(text, start, end)]
    closing = _closing(text, marks)
    stops, inside = [], start
    for at in marks:
        if at in closing:
            inside = max(inside, closing[at])
        if text[at] in _BRACKETS or not _full_stop(text, at, end):
            continue
        after = _after_closers(text, at + 1, end)
        # A stop before the closing mark ends the sentence together with the quotation.
        if at >= inside or after > inside:
            stops.append(after)
    if by_line:
        stops += [m.end() for m in re.compile(r"\n").finditer(text, start, end)]
    return sorted(set(stops))


def _after_closers(text: str, at: int, end: int) -> int:
    found = _CLOSERS.match(text, at, end)
    return found.end() if found else at


def _closing(text: str, marks: list[int]) -> dict[int, int]:
    """Opening marks that are closed within the paragraph -> the offset of their closing mark."""
    open_marks: list[int] = []
    closing: dict[int, int] = {}
    for at in marks:
        character = text[at]
        if character not in _BRACKETS:
            continue
        if character in _OPEN:
            open_marks.append(at)
        else:
            # An unclosed mark of another kind inside is forgotten.
            deep = range(1, min(len(open_marks), 8) + 1)
            depth = next((d for d in deep if text[open_marks[-d]] == _PAIR[character]), 0)
            if depth:
                opened = open_marks[-depth]
                del open_marks[-depth:]
                if at - opened <= MAX_SENTENCE:
                    closing[opened] = at
    return closing


def _full_stop(text: str, at: int, end: int) -> bool:
    """Whether the mark at `at` ends a sentence; half-width marks do so after Chinese, and never inside an address."""
    character = text[at]
    if character in "。！？":
        return True
    following = text[at + 1] if at + 1 < end else ""
    if at == 0 or not _CJK.match(text[at - 1]):
        return False
    return not (following and _WORD.match(following)) if character == "." else not _address_goes_on(following)


def _address_goes_on(following: str) -> bool:
    return bool(following) and following in "=&/"


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch without full stop in pieces of bearable length: at semicolons, then at commas, then anywhere."""
    if end - start <= LONG_STRETCH:
        yield start, end
        return
    at = start
    while end - at > LONG_STRETCH:
        stop = _last(text, at, min(end, at + MAX_SENTENCE), "；;\n")
        if stop is None and end - at <= MAX_SENTENCE:
            break
        if stop is None:
            stop = _last(text, at, at + MAX_SENTENCE, "，,、 ") or _between_words(text, at + MAX_SENTENCE, at)
        yield at, stop
        at = stop
    if at < end:
        yield at, end


def _last(text: str, start: int, end: int, marks: str) -> int | None:
    """The offset behind the first mark past LONG_STRETCH, else behind the last one before it, within the bounds."""
    for at in range(min(start + LONG_STRETCH, end), end):
        if text[at] in marks and not _in_number(text, at):
            return at + 1
    for at in range(min(start + LONG_STRETCH, end) - 1, start + LONG_STRETCH // 2, -1):
        if text[at] in marks and not _in_number(text, at):
            return at + 1
    return None


def _in_number(text: str, at: int) -> bool:
    return text[at - 1].isdigit() and at + 1 < len(text) and text[at + 1].isdigit()


def _between_words(text: str, at: int, start: int) -> int:
    """The nearest offset at or before `at` that does not cut a number or a Latin word, at most half way back."""
    for stop in range(at, start + (at - start) // 2, -1):
        pair = text[stop - 1 : stop + 1]
        if not (pair.isascii() and pair.isalnum()):
            return stop
    return at

"""The lines of a document in, the items of a listing out, one list of lines an item: None where it is no listing.

Items repeat one pattern: text between equal rules, beside a date of its own, or below a 【head】. What stands above
the first item (the name of the list, the number of its items) belongs to none of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from econ_extract.lines import DROPPED, SHORT, Line, LineCues
from econ_extract.pages import BYLINES

Lines = Sequence[Line]

_ABOVE_TEXT = frozenset({"title", "head", "deck", "source"}) | BYLINES
_MOST = 0.7  # of the dates stand in the same place, or the layout is another


def listing(lines: Lines, look: LineCues) -> list[list[Line]] | None:
    """The items of a listing, when the same pattern of rule, head, text and date returns; else None."""
    lines = _dates_apart([_dated_source(line, look) for line in lines], look)
    kinds = [line.kind for line in lines]
    if "separator" not in kinds and kinds.count("date") < 2 and kinds.count("head") < 2:
        return None
    for find in (_between_rules, _at_dates, _at_heads):
        starts = sorted(set(find(lines, look)))
        items = [list(lines[a:b]) for a, b in pairwise([*starts, len(lines)])]
        full = [item for item in items if any(_has_text(line) for line in item)]
        if len(full) >= 2 and len(full) >= _MOST * len(items):
            above = list(lines[: starts[0]])
            return [above, *full] if any(_has_text(line) for line in above) else full
    return None


def _dated_source(line: Line, look: LineCues) -> Line:
    """A line of source that tells the day too is a date line."""
    match = look.match_line(line) if line.kind == "source" else None
    return line.told("date") if match is not None and match.groupdict().get("month") else line


def _has_text(line: Line) -> bool:
    if line.kind == "head":
        return "。" in line.head or line.size > 2 * SHORT
    return line.kind == "body" and not line.stub


def _dates_apart(lines: Lines, look: LineCues) -> Lines:
    """Where two lines and more begin or end with a date (`[05-20] 某地…`), that date as a line of its own."""
    out, found = list[Line](), 0
    for line in lines:
        split = _dated(line, look) if line.kind in ("title", "head", "body") else None
        out += split or [line]
        found += split is not None
    return out if found >= 2 else lines


def _dated(line: Line, look: LineCues) -> list[Line] | None:
    lead = look.search("date.lead", line.head) if line.head[0] in "[(12" else None
    if lead is not None and line.size - lead.end() >= 4:
        middle = line.start + lead.end()
        words = lead.group().strip()
        date = Line(line.start, middle, middle, line.indent, words, words, "date", "articles.date.lead")
        size = line.size - lead.end()
        rest = Line(middle, line.end, line.after, 0, line.head[lead.end() :], line.tail[-size:], line.kind, line.rule)
        return [date, rest]
    ends = line.kind == "title" and line.complete and (line.tail[-1] in ")]日" or line.tail[-1].isdigit())
    trail = look.search("date.trail", line.head) if ends else None
    if trail is not None and trail.start() >= 4:
        middle = line.start + trail.start()
        words, day = line.head[: trail.start()], trail.group().strip()
        title = Line(line.start, middle, middle, line.indent, words, words[-60:], line.kind, line.rule)
        return [title, Line(middle, line.end, line.after, 0, day, day, "date", "articles.date.trail")]
    return None


# -- items between rules ----------------------------------------------------------------------------------------------


def _between_rules(lines: Lines, look: LineCues) -> list[int]:
    """Items between equal rules: most of them with a date line or a 【head】, or all of them a title above a text."""
    rules = [i for i, line in enumerate(lines) if line.kind == "separator"]
    forms = dict.fromkeys(lines[i].head for i in rules)
    choices = [rules, *([i for i in rules if lines[i].head == form] for form in forms)] if len(forms) > 1 else [rules]
    for chosen in choices:
        spans = [(a + 1, b) for a, b in zip([-1, *chosen], [*chosen, len(lines)], strict=True) if b - a > 1]
        filled = [lines[a:b] for a, b in spans if any(line.kind not in DROPPED for line in lines[a:b])]
        full = [span for span in filled if any(_has_text(line) for line in span)]
        marked = [span for span in filled if any(line.kind in ("date", "head") for line in span)]
        if len(marked) >= 2 and len(marked) >= 0.6 * len(full) and len(full) >= _MOST * len(filled):
            return [a for a, _ in spans]
        titled = [span for span in full if _is_titled(span, look)]
        if len(titled) >= 3 and len(full) >= len(filled) - 1 and len(titled) == len(full):
            return [a for a, b in spans if any(_has_text(line) for line in lines[a:b])]
    return []


def _is_titled(span: Lines, look: LineCues) -> bool:
    """Whether a span begins with a title of its own, not with the heading of a section."""
    kept = [line for line in span if line.kind not in DROPPED]
    numbered = look.search("start.numbered", kept[0].head) or kept[0].rule == "articles.start.markdown"
    return kept[0].kind == "title" and not numbered and all(line.kind != "page_number" for line in span)


# -- items beside dates -----------------------------------------------------------------------------------------------


def _at_dates(lines: Lines, look: LineCues) -> list[int]:
    """Items each with a date line: above its title, between title and text, or below the text."""
    kept = [i for i, line in enumerate(lines) if line.kind not in DROPPED]
    dates = _unsigned(lines, [i for i in kept if lines[i].kind == "date"], kept)
    texts = [i for i, line in enumerate(lines) if _has_text(line)]
    if dates and texts and texts[-1] < dates[-1] and dates[0] < texts[0]:
        dates.pop()  # the date of a signature
    if len(dates) < 2 or not texts:
        return []
    above = [lines[kept[at - 1]] for i in dates if (at := bisect_left(kept, i))]
    if texts[-1] > dates[-1] and sum(line.kind in _ABOVE_TEXT for line in above) >= _MOST * len(dates):
        heads = [_head_above(lines, i) for i in dates]
        tallest = max(i - head for i, head in zip(dates[1:], heads[1:], strict=True))
        return [max(heads[0], dates[0] - tallest), *heads[1:]]
    titled_tail = any(lines[i].kind in ("title", "head") for i in kept if i > dates[-1])
    if texts[0] > dates[0] or (texts[-1] > dates[-1] and titled_tail and lines[kept[0]].kind not in _ABOVE_TEXT):
        return dates
    return _below_dates(lines, dates, kept, texts)


def _unsigned(lines: Lines, dates: list[int], kept: Sequence[int]) -> list[int]:
    """The dates without those of signatures: the same short words above several dates are no titles."""
    above = {i: lines[kept[at - 1]] for i in dates if (at := bisect_left(kept, i))}
    times = Counter(line.head for line in above.values() if line.kind in _ABOVE_TEXT)
    return [i for i in dates if i not in above or times[above[i].head] < 2]


def _below_dates(lines: Lines, dates: Sequence[int], kept: Sequence[int], texts: Sequence[int]) -> list[int]:
    """The starts of items that end with their dates; the first has no taller head than the others."""
    starts = [at for i in dates for at in [i + 1] if at <= texts[-1]]
    heads = [i - _head_above(lines, i) for at in starts for i in [next((t for t in texts if t >= at), at)]]
    tallest = max((height for height in heads), default=0)
    untitled = not tallest and lines[texts[0]].kind == "body"
    first = kept[0] if untitled else max(_head_above(lines, texts[0]), texts[0] - tallest)
    return [first, *starts]


def _head_above(lines: Lines, at: int) -> int:
    """The first line of the titles and bylines directly above the line at `at`."""
    while at > 0 and lines[at - 1].kind in _ABOVE_TEXT and not _has_text(lines[at - 1]):
        at -= 1
    return at


# -- items below 【heads】 ---------------------------------------------------------------------------------------------


def _at_heads(lines: Lines, look: LineCues) -> list[int]:
    """Newswire items one below the other, each with its 【head】; below other lines they must name their agency."""
    heads = [i for i, line in enumerate(lines) if line.kind == "head"]
    first = next((i for i, line in enumerate(lines) if line.kind not in DROPPED | {"date", "source"}), None)
    if len(heads) < 2 or heads[0] == first:
        return heads if len(heads) >= 2 else []
    return heads if sum(_is_dispatch(lines, i, look) for i in heads) >= _MOST * len(heads) else []


def _is_dispatch(lines: Lines, at: int, look: LineCues) -> bool:
    """Whether the text beside or below a 【head】 begins as the news of an agency."""
    column = look.search("start.column", lines[at].head)
    rest = lines[at].head[column.end() :].strip() if column is not None else ""
    below = lines[at + 1].head if at + 1 < len(lines) else ""
    return look.search("start.dispatch", rest or below) is not None

"""A document's text in, its lines out: each with its span and what the rules of layout say it is.

The knowledge stands in `rules/boilerplate.yaml` and `rules/articles.yaml`; a rule's value says whether it speaks of a
whole `line` or of something `within` one (start, tail, byline, title, text, file_name).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain, pairwise

from econ_extract.models import Document
from econ_extract.rendering import normalize
from econ_extract.rules import Rule, RuleBook, alternation

DROPPED = frozenset({"furniture", "separator", "page_number", "end", "credit"})  # kinds that are no text
HEAD = 240  # characters of a line that cues may look at from its begin
TAIL = 60  # … and from its end
SHORT = 45  # a title or heading has no more characters
_CLAUSES = 30  # characters; a line as long with two commas in it is no heading
_LONG_TITLE = 160  # … except the first line above a date
_ROW = 120  # characters of a row of a table whose cells may hold sentences
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BULLET = re.compile(r"^[•·*\- ]+")
_STOPS, _CLOSERS = ("。", "!", "?", ";", ":", "…", "——"), '”’」』)]】"'
_SIGNED = re.compile(r"[。!?][”』」]?\([^()]{2,24}\)$")  # the author stands in brackets behind the last sentence
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_WRAPPED, _NARROWEST = 20, 16  # characters of the shortest line that fills a page's width; columns of a newspaper's
_GROUP = re.compile(r"\(\?P<\w+>")
_NARROW = re.compile(r"[\x00-\u2e7f]+")
_BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its text is `[start, end)`, the next line begins at `after`.

    `kind` is a layout kind (`body`, `title`, `byline`, `row` of a table, …; `text` until it is told); `head` and
    `tail` are the first and last characters, half-width; `indent` counts the white space before it. A
    `full` line fills the column that the text was broken to: its end is none of the text's.
    """

    start: int
    end: int
    after: int
    indent: int
    head: str
    tail: str
    kind: str = "text"
    rule: str | None = None
    full: bool = False

    def told(self, kind: str, rule: str | None = None) -> Line:
        """The line with its kind; a rule that was known stays."""
        start, end, after, indent, head, tail = self.start, self.end, self.after, self.indent, self.head, self.tail
        return Line(start, end, after, indent, head, tail, kind, rule or self.rule, self.full)

    @property
    def size(self) -> int:
        return self.end - self.start

    @property
    def complete(self) -> bool:
        """Whether the text of the line fits into `head`."""
        return self.size <= HEAD

    @property
    def finished(self) -> bool:
        """Whether the line ends as a sentence ends."""
        return self.tail.rstrip(_CLOSERS).endswith(_STOPS) or _SIGNED.search(self.tail) is not None

    @property
    def stub(self) -> bool:
        """Whether it only announces a text (某网消息:), and is none itself."""
        return self.size <= 24 and self.tail.endswith(":")

    @property
    def width(self) -> int:
        """Width in half-width columns, as print sees it."""
        return self.size + len(_NARROW.sub("", self.head)) if self.complete else 2 * self.size


class LineCues:
    """The layout rules of a rule book, compiled."""

    def __init__(self, book: RuleBook) -> None:
        rules = [rule for name in ("boilerplate", "articles") for rule in book.table(name)]
        self._lines = [(rule, _compiled(rule)) for rule in rules if "line" in rule.value]
        self._long_lines = [(rule, pattern) for rule, pattern in self._lines if rule.value.get("long")]
        self._shapes = [[x for x in asked if "reach" not in x[0].value] for asked in (self._lines, self._long_lines)]
        self._gates = [_any_of(pattern for _, pattern in shapes) for shapes in self._shapes]
        words = [form for rule in rules if "reach" in rule.value for form in rule.forms]
        self._words = re.compile(alternation(words) if words else r"(?!)")
        self._needs = {rule.id: str(rule.value["needs"]) for rule in rules if "needs" in rule.value}
        self._of_rule = {rule.id: pattern for rule, pattern in self._lines}
        self._within = {rule.id: _within(rule) for rule in rules if "within" in rule.value}
        self._stops = {rule.id: frozenset(rule.stops) for rule in rules}
        self.planned = re.compile(f"(?:{alternation(book['articles.date.planned'].forms)}) ?$")

    def knows(self, rule_id: str, norm: str) -> bool:
        """Whether this rule takes the whole line for its own."""
        known = self._of_rule[rule_id].fullmatch(norm) is not None and norm not in self._stops[rule_id]
        return known and any(rule.id == rule_id for rule, _ in self._asked(norm))

    def _asked(self, norm: str) -> list[tuple[Rule, re.Pattern[str]]]:
        """The rules that may speak of a whole line: of a long one only those that say so."""
        return self._lines if len(norm) <= 2 * SHORT else self._long_lines

    def kind(self, norm: str) -> tuple[str, str] | None:
        """Kind and rule of a whole line (half-width, stripped), or None when no rule knows it."""
        if self._words.search(norm) is None:
            long = len(norm) > 2 * SHORT
            found = self._gates[long].fullmatch(norm)
            if found is None:
                return None
            rule = self._shapes[long][int((found.lastgroup or "_0")[1:])][0]
            if norm not in self._stops[rule.id]:
                return str(rule.value["line"]), rule.id
        for rule, pattern in self._asked(norm):
            if pattern.fullmatch(norm) and norm not in self._stops[rule.id]:
                return str(rule.value["line"]), rule.id
        return None

    def match_line(self, line: Line) -> re.Match[str] | None:
        """The match of the rule that gave a whole line its kind."""
        pattern = self._of_rule.get(line.rule or "") or self._within.get(line.rule or "")
        return pattern.fullmatch(line.head) if pattern is not None else None

    def names_of_line(self, line: Line) -> str | None:
        """The names that the rule of a byline sees in it."""
        match = self.match_line(line)
        return match["names"] if match is not None and "names" in match.re.groupindex else None

    def search(self, rule_id: str, norm: str) -> re.Match[str] | None:
        """Where the rule `articles.<rule_id>` sees its cue: at the start, at the tail or anywhere, as it says."""
        rule_id = f"articles.{rule_id}"
        if rule_id in self._needs and not any(c in norm for c in self._needs[rule_id]):
            return None
        return self._within[rule_id].search(norm)

    def match(self, rule_id: str, norm: str, at: int) -> re.Match[str] | None:
        """What the rule sees that begins at `at`."""
        return self._within[f"articles.{rule_id}"].match(norm, at)

    def fresh(self, norm: str) -> bool:
        """Whether a line begins something: a numbered point, a dispatch, a column, a field."""
        starts = ("start.numbered", "start.dispatch", "start.column", "start.label")
        return any(self.search(rule_id, norm) for rule_id in starts)

    def broken(self, above: Line, below: Line) -> bool:
        """Whether a line end cuts a phrase: a number from its unit, or words from what no sentence begins with."""
        unit = above.tail[-1].isdigit() and self.search("start.unit", below.head)
        return bool(unit) or (not above.finished and self.search("start.goes_on", below.head) is not None)

    def every(self, rule_id: str, norm: str) -> Iterator[re.Match[str]]:
        return self._within[f"articles.{rule_id}"].finditer(norm)

    def drop(self, rule_id: str, norm: str) -> str:
        """The text without what the rule matches."""
        return self._within[f"articles.{rule_id}"].sub("", norm)


def _compiled(rule: Rule) -> re.Pattern[str]:
    if "reach" in rule.value:
        before, behind = rule.value["reach"]
        return re.compile(rf".{{0,{before}}}?(?:{alternation(rule.forms)}).{{0,{behind}}}", re.S)
    return re.compile(rule.pattern or rf"(?:[•·*\-] *)?(?:{alternation(rule.forms)})", re.S)


def _any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """One pattern for all, the group `_3` for the fourth: most lines are text, and are told so by one look."""
    shapes = (_GROUP.sub("(?:", pattern.pattern) for pattern in patterns)
    return re.compile("|".join(f"(?P<_{i}>{shape})" for i, shape in enumerate(shapes)), re.S)


def _within(rule: Rule) -> re.Pattern[str]:
    pattern = rule.pattern or ""
    anchored = {"start": rf"\A(?:{pattern})", "tail": rf"(?:{pattern})\Z"}
    return re.compile(anchored.get(str(rule.value["within"]), pattern))


@cache
def cues(book: RuleBook) -> LineCues:
    """The compiled layout rules of `book`, made once."""
    return LineCues(book)


def date_of(match: re.Match[str], by: date | None = None) -> date | None:
    """The day that a match with the groups year, month, day names; None for the 31st of February.

    A day without a year is the last one that is not later than `by`; without `by` nobody knows it.
    """
    groups = match.groupdict()
    if not (groups.get("month") or groups.get("month_")):
        return None
    month, day = (int(groups.get(name) or groups[f"{name}_"]) for name in ("month", "day"))
    if groups.get("year"):
        return _day(int(groups["year"]), month, day)
    years = () if by is None else (by.year, by.year - 1)
    return next((found for year in years for found in [_day(year, month, day)] if found and by and found <= by), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def scan(document: Document, look: LineCues) -> list[Line]:
    """All lines of the document that are not blank, with their kinds. Linear in the length of the text."""
    raw = list(_raw_lines(document.text or ""))
    titled = frozenset(start for start, _ in document.headings)
    lines = [_classified(line, look, line.start in titled) for line in raw]
    lines = _running_heads(lines)
    if document.format == "html":
        return [_shaped(line, None) for line in lines]
    lines = _phrases_broken(_captions(lines), look)
    wrap = wrap_width(lines)
    if wrap is None and (column := column_width(lines)) is not None:
        lines = [_in_column(line, column) for line in lines]
    return _fragments(_long_title([_shaped(line, wrap) for line in lines]), look)


def is_row(words: str) -> bool:
    """Whether a line is a row of a table: cells between tabs or wide gaps, no sentences that happen to hold one."""
    cells = "\t" in words or ("   " in words and len(_GAP.findall(words)) >= 2)
    return cells and (len(words) <= _ROW or "。" not in words)


def _raw_lines(text: str) -> Iterator[Line]:
    at = 0
    for stop, after in chain((found.span() for found in _BREAK.finditer(text)), [(len(text), len(text))]):
        raw = text[at:stop]
        words = raw.strip(_BLANK)
        if words:
            indent = raw.index(words[0])
            start, size = at + indent, len(words)
            head = normalize(words[:HEAD])
            tail = head[-TAIL:] if size <= HEAD else normalize(words[-TAIL:])
            yield Line(start, start + size, after, indent, head, tail)
        at = after


def _classified(line: Line, look: LineCues, titled: bool) -> Line:
    """The line with what the rules say of it; its kind stays `text` where they say nothing."""
    if titled and "\t" not in line.head:
        return line.told("title")
    if look.search("start.markdown", line.head) and line.size <= 2 * SHORT:
        return line.told("title", "articles.start.markdown")
    known = look.kind(line.head) if line.complete else None
    if known is not None:
        return line.told(known[0], known[1])
    if is_row(line.head):
        return line.told("row" if "。" in line.head or look.search("cell.number", line.head) else "columns")
    column = look.search("start.column", line.head)
    if column is not None:
        return line.told("head", "articles.start.column")
    if line.size <= 4 * SHORT and look.search("caption.tail", line.tail):
        return line.told("caption", "articles.caption.tail")
    return line


def _running_heads(lines: list[Line]) -> list[Line]:
    """Lines that return beside page numbers are the page's, not the text's; a title above the first page stays."""
    heads = [(line.head, line.start) for line in lines if line.kind == "text" and line.size <= 80]
    counts, first = Counter(head for head, _ in heads), dict(reversed(heads))

    def running(i: int) -> bool:
        near = lines[max(0, i - 1) : i] + lines[i + 1 : i + 2]
        line, times = lines[i], counts[lines[i].head]
        returned = times >= 3 or (times == 2 and first[line.head] < line.start)
        repeated = returned and line.kind == "text" and not line.finished
        return repeated and any(n.kind == "page_number" for n in near)

    return [line.told("page_number") if running(i) else line for i, line in enumerate(lines)]


def _captions(lines: list[Line]) -> list[Line]:
    """A short text directly above a photographer's credit is the caption."""
    out = list(lines)
    for i, line in enumerate(lines[:-1]):
        below = lines[i + 1]
        if line.kind == "text" and below.kind == "credit" and below.rule and line.size <= 120 and "/" in below.head:
            out[i] = line.told("caption")
    return out


def _phrases_broken(lines: list[Line], look: LineCues) -> list[Line]:
    """Where a line end cuts a phrase, both lines are body, however short; furniture may stand between them."""
    kept = [i for i, line in enumerate(lines) if line.kind not in ("separator", "page_number")]
    out = list(lines)
    for above, below in pairwise(kept):
        a, b = out[above], out[below]
        if a.kind in ("text", "body") and b.kind in ("text", "body") and look.broken(a, b):
            out[above], out[below] = a.told("body"), b.told("body")
    return out


def wrap_width(lines: list[Line]) -> int | None:
    """The width at which the text was broken into lines, when it was; None for a paragraph a line."""
    texts = [line for line in lines if line.kind in ("text", "body") and line.size >= _WRAPPED]
    if sum(not line.finished for line in texts) < 3:
        return None
    measured = [(line, line.width // 4) for line in texts]
    widths = Counter(width for _, width in measured if width >= 10)
    if not widths:
        return None
    mode = max(widths, key=lambda w: (widths[w - 1] + widths[w] + widths[w + 1], w))
    full = [line for line, width in measured if abs(width - mode) <= 1]
    longer = sum(n for w, n in widths.items() if w > mode + 1)
    broken = sum(not line.finished for line in full)
    if len(full) >= 4 and broken >= 0.6 * len(full) and longer <= 0.34 * len(full):
        return 4 * mode
    return None


def column_width(lines: list[Line]) -> int | None:
    """The width of the narrow columns of a newspaper that the text was broken to, when it was.

    Lines so short may be headlines; those of a text have commas in them and follow each other.
    """
    texts = [line for line in lines if line.kind in ("text", "body")]
    widths = Counter(line.width for line in texts if _NARROWEST <= line.width < 2 * _WRAPPED)
    if not widths:
        return None
    mode = max(widths, key=lambda w: (sum(widths[w - i] for i in range(4)), w))
    full = [line for line in texts if mode - 4 < line.width <= mode + 1]
    longer = sum(line.width > mode + 1 for line in texts)
    broken = sum(not line.finished for line in full)
    told = sum(any(mark in line.head for mark in ",、。") for line in full)
    many = len(full) >= 6 and longer <= 0.1 * len(full)
    return mode if many and broken >= 0.7 * len(full) and told >= 0.5 * len(full) else None


def _in_column(line: Line, width: int) -> Line:
    """A line that fills the column is body, and goes on in the next one."""
    fills = line.kind in ("text", "body") and width - 4 < line.width <= width + 1
    return replace(line.told("body"), full=not line.finished) if fills else line


def _shaped(line: Line, wrap: int | None) -> Line:
    """Tell titles from body by shape, where no rule spoke: short, and no sentence."""
    if line.kind != "text":
        return line
    if wrap is not None and line.width >= wrap - 8:
        return line.told("body")
    clauses = line.size >= _CLAUSES and line.head.count(",") >= 2
    sentence = clauses or "。" in line.head or line.tail[-1] in ";:,、" or not line.complete
    return line.told("body" if sentence or line.size > SHORT else "title")


def _long_title(lines: list[Line]) -> list[Line]:
    """A first line too long for a title by shape is one if it is no sentence and does not run on into the next."""
    first = next((i for i, line in enumerate(lines) if line.kind in ("body", "title", "head")), len(lines))
    dated = first + 1 < len(lines) and lines[first + 1].kind in ("date", "source") and lines[first].kind != "title"
    if dated and SHORT < lines[first].size <= _LONG_TITLE and "。" not in lines[first].head:
        return [*lines[:first], lines[first].told("title"), *lines[first + 1 :]]
    if first + 1 >= len(lines) or lines[first].kind != "body" or lines[first].size > 2 * SHORT:
        return lines
    line, below = lines[first], lines[first + 1]
    runs_on = "。" in line.head or line.tail[-1] in ",、;:" or (below.kind == "body" and not below.finished)
    return lines if runs_on else [*lines[:first], line.told("title"), *lines[first + 1 :]]


def _fragments(lines: list[Line], look: LineCues) -> list[Line]:
    """Where columns break sentences, a short line that breaks off above a text is the begin of it, not a heading."""
    broken = (x for x in lines if x.kind == "body" and not x.finished and x.size >= _WRAPPED)
    if not any("。" in line.head or line.size >= 60 for line in broken):
        return lines
    out = list(lines)
    kept = [i for i, line in enumerate(lines) if line.kind in ("body", "title", "byline", "name", "date", "head")]
    for above, i, below in zip(kept, kept[1:], kept[2:], strict=False):
        line = lines[i]
        headed = lines[below].kind == "title" and lines[below].rule is not None  # by another headline, not by a text
        if line.kind != "title" or line.rule or not (headed or lines[below].kind == "body"):
            continue
        if not headed and look.fresh(lines[below].head):
            continue
        comma = lines[above].kind == "body" and line.size >= 20 and "," in line.head
        if not line.finished and (comma or look.search("tail.unfinished", line.tail)):
            out[i] = line.told("body")
    return out

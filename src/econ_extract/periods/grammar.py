"""A text and its publication date in, its periods in order out: the grammar of a book, and its run over one text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from econ_extract.models import Period
from econ_extract.numerals import HanNumerals
from econ_extract.periods.days import Span, shift_years, span_of_year, spans_of_years
from econ_extract.periods.resolvers import RESOLVERS
from econ_extract.periods.scene import Days, NoReading, Scene, Words
from econ_extract.periods.shapes import GAP, Shape, Sources, starts_of
from econ_extract.rendering import normalize
from econ_extract.rules import RuleBook, alternation, default_rules

_SENTENCE_END = re.compile(r"[。!?\n]")
_BETWEEN = ("join", "record", "both")  # what stands between and behind periods, none itself
_RECKONED = re.compile(r"的?[约近超过 ]{0,2}[\d.一二三四五六七八九十两]+(?:倍|成)")
_RECKONED_BY = ("是", "为", "相当于", "达到", "恢复到", "恢复至", "达")
_CUE_BEFORE, _CUE_AFTER, _PREFIX_WINDOW, _JOIN_WINDOW, _EVENT_WINDOW = 6, 4, 8, 6, 16
_MONTH = 31  # 到7月, said in July: what is told happened in it
_SENT_BEFORE = timedelta(days=3)  # a dispatch is printed at most so long after its dateline


@dataclass(frozen=True, slots=True)
class _Tail:
    """What stands right behind a core: 末/底, 前, 以来."""

    end: int
    instant: bool = False
    before: bool = False
    since: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """A resolved period with the start of its core (without 截至), and what it is to the text after it.

    A base of comparison governs nothing; only a period that names its year passes that to later months and quarters.
    """

    period: Period
    core: int
    base: bool
    names_year: bool
    dateline: bool = False


class PeriodGrammar:
    """The period rules of a book, compiled once; `find` may be called from several threads."""

    def __init__(self, book: RuleBook) -> None:
        sources = Sources(book.table("periods"))
        tables = {
            name: {form: rule.value for rule in sources.under(name) for form in rule.forms}
            for name in ("year_word", "quarter_word", "month_word", "week_word", "day_word")
        }
        plans = {form: rule.value for rule in sources.under("plan") for form in rule.forms}
        holidays = {form: rule.value["days"] for rule in sources.under("holiday_name") for form in rule.forms}
        feasts = {form: rule.value["feast"] for rule in sources.under("holiday_name") for form in rule.forms}
        han = HanNumerals(book["numeral.han_digits"].value["digits"], book["numeral.scales"].value["scales"])
        self._words = Words(han, tables, plans, holidays, feasts)
        shapes: list[Shape] = []
        for rule in sources.by_id.values():
            if rule.kind == "pattern" and rule.value["resolve"] not in _BETWEEN:
                regex = re.compile(sources.fill(Sources.own(rule)))
                shapes.append(Shape(rule.id, regex, RESOLVERS[rule.value["resolve"]], rule.value))
        self._starts, self._by_begin = starts_of(shapes)
        self._prefix = re.compile(_either(sources, "prefix", GAP + "$"))
        self._tail_end = re.compile(sources.fill(Sources.own(sources.by_id["period.tail.end"])))
        self._tail_before = re.compile(sources.fill(Sources.own(sources.by_id["period.tail.before"])))
        self._tail_since = re.compile(sources.fill(Sources.own(sources.by_id["period.tail.since"])))
        self._tail_until = re.compile(sources.fill(Sources.own(sources.by_id["period.tail.until"])))
        self._record = re.compile(sources.fill(Sources.own(sources.by_id["period.since_record"])))
        self._base = sources.cues("base")
        self._begin_words = sources.by_id["period.prefix.since"].forms
        self._change_verbs = tuple(sources.by_id["period.change_verb"].forms)
        self._future_left = re.compile(f"(?:{alternation(sources.by_id['period.future.before'].forms)})(?!了)")
        self._future_right = re.compile(alternation(sources.by_id["period.future.after"].forms))
        self._join_event = re.compile(sources.fill(Sources.own(sources.by_id["period.joined_event"])))
        self._and = re.compile(sources.fill(Sources.own(sources.by_id["period.part.and"])))
        self._both = re.compile(sources.fill(Sources.own(sources.by_id["period.both"])))
        self._join = re.compile(sources.fill(Sources.own(sources.by_id["period.joined"])))

    def shapes_at(self, norm: str, start: int) -> list[Shape]:
        """The shapes that may begin at `start`, by the two characters there."""
        return self._by_begin.get(norm[start : start + 2]) or self._by_begin.get(norm[start], [])

    def find(self, text: str, published: date | None = None, context: Period | None = None) -> list[Period]:
        """The periods of `text` in order, without overlap.

        `context` is the period that governed the text before; `published` the day the article appeared.
        """
        norm = normalize(text)
        run = _Run(self, text, norm, published, context)
        at = 0
        while match := self._starts.search(norm, at):
            reading = run.read(match.start())
            at = reading.period.end if reading else match.start() + 1
            if reading:
                run.take(reading)
        return [reading.period for reading in run.readings]


def _either(sources: Sources, group: str, tail: str) -> str:
    """One expression for the rules of a group, each a named group of its last id part."""
    rules = "|".join(
        f"(?P<{rule.id.rsplit('.', 1)[1]}>{sources.fill(Sources.own(rule))})" for rule in sources.under(group)
    )
    return f"(?:{rules}){tail}"


class _Run:
    """One pass over one text: the readings so far and what governs the next."""

    def __init__(
        self, grammar: PeriodGrammar, text: str, norm: str, published: date | None, context: Period | None
    ) -> None:
        self.grammar, self.text, self.norm, self.published = grammar, text, norm, published
        self.context = context
        self.readings: list[_Reading] = []
        self.near: Period | None = None
        self.anchor: Period | None = None
        self._seen_to, self._broken = 0, True
        self._sent: date | None = None  # the day of the last dateline
        self._before: tuple[Period | None, Period | None, int, bool] = (None, None, 0, True)
        if context is not None and context.first is not None:
            self._governs(context, -1, True)

    def _governs(self, period: Period, end: int, names_year: bool) -> None:
        """Let a period govern what follows; `end` is -1 for the context, which stands in no sentence of this text."""
        self._before = (self.near, self.anchor, self._seen_to, self._broken)
        self.near = period
        one_year = period.first is not None and period.last is not None and period.first.year == period.last.year
        over = period.last is not None and self.published is not None and period.last <= self.published
        if names_year and not period.future and (one_year or over):
            self.anchor = period
            self._seen_to, self._broken = max(end, 0), end < 0

    def _same_sentence(self, start: int) -> bool:
        """Whether the anchor stands in the sentence of `start`; every character is looked at once."""
        if not self._broken:
            self._broken = _SENTENCE_END.search(self.norm, self._seen_to, start) is not None
            self._seen_to = max(self._seen_to, start)
        return not self._broken

    def read(self, start: int) -> _Reading | None:
        """The longest reading that begins at `start`; None where every shape there turns out to be no date."""
        found = []
        for shape in self.grammar.shapes_at(self.norm, start):
            match = shape.regex.match(self.norm, start)
            if match and match.end() > start:
                tail = self._tail(match.end(), shape.value)
                found.append((tail.end, match.end(), shape, match, tail))
        found.sort(key=lambda f: (-f[0], -f[1], f[2].id))
        for _, _, shape, match, tail in found:
            try:
                return self._resolved(shape, match, tail)
            except NoReading:
                continue
        return None

    def _tail(self, end: int, value: dict[str, Any]) -> _Tail:
        grammar, instant = self.grammar, False
        if value.get("end") and (m := grammar._tail_end.match(self.norm, end)):
            end, instant = m.end(), True
        if m := grammar._tail_until.match(self.norm, end):
            return _Tail(m.end(), instant)
        if value["resolve"] == "vague":
            return _Tail(end)
        if m := grammar._tail_since.match(self.norm, end):
            return _Tail(m.end(), instant, since=True)
        if m := grammar._tail_before.match(self.norm, end):
            return _Tail(m.end(), instant, before=True)
        return _Tail(end, instant)

    def _resolved(self, shape: Shape, match: re.Match[str], tail: _Tail) -> _Reading:
        start, floor = match.start(), self.readings[-1].period.end if self.readings else 0
        prefix = self.grammar._prefix.search(self.norm[max(floor, start - _PREFIX_WINDOW) : start])
        kind = prefix.lastgroup if prefix and shape.value["resolve"] != "vague" else None
        opened = self._opened(start)
        verb = kind == "until" and prefix and self._of_verb(start - len(prefix[0])) and not opened
        if verb or (kind == "since" and not tail.since and not shape.value.get("range")):
            kind = None
        left = start - (len(prefix[0]) if prefix and kind else 0)
        ended = tail.since or self.norm[tail.end - 1] == "来" or shape.value["resolve"] == "last"
        record = ended and self.grammar._record.match(self.norm, tail.end)
        base = bool(shape.value.get("base")) or self._is_base(left) or bool(record) or self._measured(left, tail.end)
        scene = Scene(
            match=match,
            published=self._today(shape),
            near=opened or self.near,
            anchor=opened or self.anchor,
            same=opened is not None or self._same_sentence(start),
            base=self._is_base(left),
            future=kind == "until" or tail.before or (not verb and self._is_planned(left, tail.end)),
            closed=bool(shape.value.get("closed")) or kind == "as_of",
            value=shape.value,
            words=self.grammar._words,
        )
        try:
            days = shape.resolve(scene)
        except (ValueError, OverflowError) as error:  # beyond the calendar
            raise NoReading from error
        names_year = any(scene.group(name) for name in ("y", "ys", "p")) or shape.value["resolve"] == "year_range"
        period = self._period(shape, days, left, tail, kind, names_year=names_year)
        if record:
            period = replace(period, rule="period.since_record")
        dateline = shape.value["resolve"] == "day" and self.norm[tail.end : tail.end + 1] in ("电", "讯")
        return _Reading(period, start, base, names_year, dateline)

    def _opened(self, start: int) -> Period | None:
        """The period before a dash or 至 that stands right before `start`: this one is its right end."""
        one = self.readings[-1] if self.readings else None
        if one is None or one.period.first is None or not 0 < start - one.period.end <= _JOIN_WINDOW:
            return None
        return one.period if self.grammar._join.fullmatch(self.norm, one.period.end, start) else None

    def _of_verb(self, start: int) -> bool:
        """Whether the 到 or 至 at `start` belongs to a verb of change before it."""
        return self.norm[max(0, start - _CUE_BEFORE) : start].endswith(self.grammar._change_verbs)

    def _today(self, shape: Shape) -> date | None:
        """The day that 今日 is: that of the dateline, where the text went out before it was published."""
        sent = self._sent
        near = sent and self.published and timedelta(0) < self.published - sent <= _SENT_BEFORE
        return sent if near and shape.value["resolve"] == "day_word" else self.published

    def _period(
        self, shape: Shape, days: Days | None, start: int, tail: _Tail, kind: str | None, *, names_year: bool
    ) -> Period:
        end = tail.end
        published = self.published
        ahead = bool(shape.value.get("future"))
        begins = None if days is None else days.last if tail.instant else days.first
        if days is None or begins is None or (tail.since and (published is None or begins > published)):
            future = ahead or kind == "until" or tail.before
            return Period(start, end, self.text[start:end], None, None, "vague", shape.id, future=future)
        first, last, parts = days.first, days.last, days.parts
        instant = days.instant or tail.instant or kind == "as_of"
        if tail.since and published is not None:
            first, last, instant, parts = last if tail.instant else first, published, False, ()
        elif instant:
            if kind == "as_of" and self.text[start:end].endswith("初"):
                last = first  # 截至今年1月初
            if kind == "as_of" and not tail.instant and published and first <= published < last:
                last = published
            first, parts = last, ()
        if published is None:  # who knows no day cannot tell 到年末 behind a year from one to come
            ahead = ahead or tail.before or (kind == "until" and (names_year or not instant))
        else:
            running = kind == "until" and not instant and first <= published and (last - first).days < _MONTH
            reported = (
                shape.value["resolve"] == "report"
            )  # what is reported is over, whatever day the text was taken for
            ahead = (
                ahead
                or (first > published and not reported)
                or ((kind == "until" or tail.before) and last > published and not running)
            )
        return Period(
            start=start,
            end=end,
            text=self.text[start:end],
            first=first,
            last=last,
            form="instant" if instant else "span",
            rule=shape.id,
            flow_first=date(last.year, 1, 1) if instant else None,
            future=ahead,
            parts=parts,
        )

    def _measured(self, start: int, end: int) -> bool:
        """Whether a multiple or a share is reckoned on the days (是2020年全年的3.4倍): they lend no year to others."""
        return bool(_RECKONED.match(self.norm, end)) and self.norm.endswith(_RECKONED_BY, 0, start)

    def _is_base(self, start: int) -> bool:
        return self.norm[max(0, start - 5) : start].rstrip().endswith(self.grammar._base)

    def _is_planned(self, start: int, end: int) -> bool:
        left = self.norm[max(0, start - _CUE_BEFORE) : start]
        right = self.norm[end : end + _CUE_AFTER]
        left, right = re.split(r"[,。;、]", left)[-1], re.split(r"[,。;、]", right)[0]
        return bool(self.grammar._future_left.search(left) or self.grammar._future_right.search(right))

    def take(self, reading: _Reading) -> None:
        """Add a reading, joined to the one before where a dash or 至 stands between, and let it govern."""
        joined = self._joined(self.readings[-1], reading) if self.readings else None
        if joined:
            if not joined.base:
                self.near, self.anchor, self._seen_to, self._broken = self._before
            self.readings[-1] = reading = joined
        else:
            self.readings.append(reading)
            self._sent = reading.period.last if reading.dateline else self._sent
        if reading.period.first is not None and not reading.base:
            self._governs(reading.period, reading.period.end, reading.names_year)

    def _joined(self, one: _Reading, two: _Reading) -> _Reading | None:
        between = self.norm[one.period.end : two.core]
        a, b = one.period, two.period
        begun = self._begin_word(a.start) < a.start and self.grammar._join_event.fullmatch(between)
        coordinated = self.grammar._and.fullmatch(between) and self.grammar._both.match(self.norm, b.end)
        near = len(between) <= _JOIN_WINDOW and self.grammar._join.fullmatch(between)
        if not (near or coordinated or (begun and len(between) <= _EVENT_WINDOW)):
            return None
        if a.first is None or a.last is None or b.first is None or b.last is None or b.rule == "period.same_days":
            return None
        last = b.last
        so_far = a.text.endswith("来") and a.last == self.published and a.first < last  # 今年以来至5月4日
        if last < a.last and a.last.year - last.year == 0 and not so_far:
            last = shift_years(last, 1)  # 12月至2月
        if last <= a.last and not so_far:
            return None
        parts: tuple[Span, ...] = ()
        if (a.first, a.last, b.first, b.last) == (*span_of_year(a.first.year), *span_of_year(b.last.year)):
            parts = spans_of_years(a.first.year, b.last.year)
        begin = self._begin_word(a.start)
        period = Period(
            start=begin,
            end=b.end,
            text=self.text[begin : b.end],
            first=a.first,
            last=last,
            form="span",
            rule="period.joined" if near else "period.both" if coordinated else "period.joined_event",
            future=a.future or b.future,
            parts=parts,
        )
        return _Reading(period, one.core, one.base and begin == a.start, one.names_year or two.names_year)

    def _begin_word(self, start: int) -> int:
        """Where a joined period begins: with the 从 or 自 right before it, which makes no base of its left end."""
        floor = self.readings[-2].period.end if len(self.readings) > 1 else 0
        words = (w for w in self.grammar._begin_words if self.norm.endswith(w, floor, start))
        return start - max(map(len, words), default=0)


@cache
def _default_grammar() -> PeriodGrammar:
    return PeriodGrammar(default_rules())


@lru_cache(maxsize=4)
def _grammar_of(book: RuleBook) -> PeriodGrammar:
    return PeriodGrammar(book)


def find_periods(
    text: str,
    published: date | None = None,
    *,
    context: Period | None = None,
    book: RuleBook | None = None,
) -> list[Period]:
    """The time expressions of `text`, in order and without overlap, resolved to days.

    `published` is the day that 今年 refers to; `context` the period that governed the text before. An expression
    that neither they nor its own words make definite has `first` and `last` None and the form `vague`.
    """
    grammar = _default_grammar() if book is None else _grammar_of(book)
    return grammar.find(text, published, context)

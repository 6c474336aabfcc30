"""A draft in, the days that it holds for out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from econ_extract.assembly.bases import ends_month, relation
from econ_extract.assembly.draft import Draft, Scene
from econ_extract.mentions import Mentions
from econ_extract.models import Basis, Period
from econ_extract.rules import RuleBook, alternation

_RELEASED = frozenset({"index", "growth_rate", "trade", "fiscal", "revenue", "profit", "output_value"})
_STANDING = frozenset({"ratio", "asset_balance", "loan_balance", "deposit_balance"})
_UNDATED_BY_EVENTS = (
    "money_other", "price", "ratio", "asset_balance", "index", "quantity", "area", "output_value", "fiscal",
)  # fmt: skip
_RELEASE_WITHIN = 25  # days after the end of a month in which its figures come out
_PRESENT = timedelta(days=3)  # so long after a day that figures are as of, what there is now is still of that day
_PLAN_AHEAD = 4  # a plan of five years that ends so many years later has just begun
_NEAR = 32  # characters beside a period that say what it is to the figures
_COUNTED = ("project_count", "enterprise_count", "people", "count", "ratio", "area", "rank")
YEARS_BACK = ("period.last_years", "period.years_till_now")
SINCE_BEGUN = "period.years_since_begun"
REPORTS = ("period.report", "period.report_half", "period.report_q1", "period.report_q3")
_TERMS = ("period.plan", "period.year_range")
_SPELT_YEARS = ("period.year_range", "period.joined", "period.since")
_ENDED = ("period.first_months", "period.first_quarters", "period.month_range", "period.quarter", "period.half")
_OF_CLAUSE = ("period.running", "period.running_since", "period.mean_years")  # 连续五年, 两年平均: of their own clause


def _long(p: Period) -> bool:
    """Whether a period runs over whole years that a change may start and end in (十年来, 2012年至2021年)."""
    if p.first is None or p.last is None or p.form != "span":
        return False
    if p.rule == "period.plan":
        return True
    years = p.rule in _SPELT_YEARS and (p.first.month, p.first.day) == (1, 1)
    return p.last.year - p.first.year > 1 and (years or (p.rule in YEARS_BACK and not p.future))


def _in_aside(m: Mentions, p: Period, d: Draft) -> bool:
    """Whether a period stands in brackets with a figure of its own, and the quantity behind them."""
    close = m.norm.find(")", p.end, d.q.start)
    opened = close >= 0 and m.norm.rfind("(", 0, p.start) > m.norm.rfind(")", 0, p.start)
    return opened and any(p.end <= q.start < close for q in m.quantities)


def _dates_before(m: Mentions, p: Period) -> bool:
    """Whether a period in brackets dates the quantity right before them (常住人口33万人(2010年))."""
    closed = m.norm.startswith(")", p.end) and m.norm[: p.start].rstrip().endswith("(")
    return closed and any(not m.norm[q.end : p.start].strip(" (") for q in m.quantities if q.end <= p.start)


def _bracketed(m: Mentions, d: Draft) -> Period | None:
    """The period that alone stands in brackets right behind a quantity."""
    behind = next((p for p in m.periods if p.start > d.q.end and p.first), None)
    if behind is None or m.norm[d.q.end : behind.start].strip() != "(" or not _dates_before(m, behind):
        return None
    return behind


def _month_before(p: Period, candidates: list[Period]) -> date | None:
    """The end of the month that a release is about, where 今年以来 follows it: its year runs up to there."""
    last = next((c for c in reversed(candidates) if c.end <= p.start and c.first), None)
    if last is None or last.first is None or last.last is None or p.first is None or p.last is None:
        return None
    month = last.rule == "period.month" and last.form == "span" and last.first.day == 1 and ends_month(last.last)
    released = month and last.first.year == p.first.year and 0 < (p.last - last.last).days <= _RELEASE_WITHIN
    return last.last if released else None


def _cumulated(level: Draft) -> bool:
    """Whether a total counts from its own beginning, not the year's: 累计 stands at it or before it in the list."""
    before: Draft | None = level
    while before is not None and not before.cumulated:
        before = before.before
    return before is not None


class Dating:
    """Finds the period that governs a number."""

    def __init__(self, book: RuleBook) -> None:
        self._now = book.pattern("phrase.now")
        self._till_now = book.pattern("phrase.till_now")
        self._event_object = book.pattern("phrase.event_object")
        self._said_then = book.pattern("phrase.said_then")
        self._told_on = book.pattern("period.beside.told_on")
        self._paper = book.pattern("period.beside.paper")
        self._held_in = book.pattern("period.beside.held_in")
        self._became = book.pattern("period.beside.became")
        self._founded_before = book.pattern("period.beside.founded_before")
        self._over = book.pattern("period.beside.over")
        self._that_event = book.pattern("period.beside.that_event")
        self._lasting = book.pattern("period.beside.lasting")
        self._of_a_work = book.pattern("period.section.of_a_work")
        self._peak_on = book.pattern("period.beside.peak_on")
        self._clock = book.pattern("period.beside.clock")
        self._same_event = book.pattern("period.event.same")
        self._yet_to_be = book.pattern("period.event.yet_to_be")
        self._of_peak = book.pattern("period.beside.peak")
        self._peaked = book.pattern("period.beside.peaked")
        self._peak_of = book.pattern("period.beside.peak_of")
        self._founded = book.pattern("period.beside.founded")
        self._built_on = book.pattern("phrase.built_on")
        self._former = book.pattern("period.beside.former_level")
        self._basis_behind = book.pattern("period.beside.basis")
        self._meets = book.pattern("phrase.meets")
        self._lasts_until = book.pattern("period.beside.lasts_until")
        self._to_word = re.compile(alternation(book.words("period.prefix.until")))
        self._of_known_event = book.pattern("period.beside.known_event")
        self._yearly_flow = book.pattern("period.beside.yearly_flow")
        self._other_rate = book.pattern("change.other_rate")
        self._base_clause = book.pattern("change.base_clause")
        self._year_of_same_days = book.pattern("phrase.year_of_same_days")
        self._rate_of_others = book.pattern("period.beside.rate_of_others")
        self._best_of = book.pattern("period.beside.best_of")
        self._reporters = book.pattern("period.beside.reporters")
        self._of_year = book.pattern("period.beside.of_year")
        self._of_plan = book.pattern("period.beside.of_plan")
        self._plan_met = book.pattern("period.beside.plan_met")
        self._level = book.pattern("period.beside.level")
        self._mean = book.pattern("period.beside.yearly_mean")
        self._yearly = book.pattern("period.beside.yearly")
        self._batch = book.pattern("period.beside.batch")
        self._stock = book.pattern("period.beside.stock")
        self._sheet = book.pattern("period.beside.sheet")
        self._recalled = book.pattern("period.beside.recalled")
        self._closing = book.pattern("period.beside.closing")
        self._level_then = book.pattern("period.section.level")
        self._flow = book.pattern("period.beside.flow")
        self._added = book.pattern("period.beside.added")
        self._event_verb = book.pattern("phrase.event_verb")
        self._so_far = book.pattern("phrase.so_far")
        self._until = re.compile(alternation(book.words("period.prefix.as_of") | book.words("period.prefix.until")))
        self._since = book.pattern("phrase.since")
        self._begun = book.pattern("phrase.begun")
        self._years_till = book.pattern("phrase.years_till")
        self._same_days = book.pattern("phrase.same_days")
        self._from = book.pattern("phrase.from")
        self._from_near = book.pattern("phrase.from_near")
        self._to = book.pattern("phrase.to")
        self._to_nothing = book.pattern("phrase.to_nothing")
        self._stepwise = book.pattern("phrase.stepwise")
        self._joints = book.words("phrase.joint")
        self._base_and = book.pattern("phrase.base_and")
        self._from_even = book.pattern("phrase.from_even")
        self._passes = book.pattern("phrase.passes_level")
        self._compared = book.pattern("phrase.base_before")
        self._compared_behind = book.pattern("phrase.base_behind")
        self._base_noun = book.pattern("phrase.base_noun")
        self._level_compared = book.pattern("phrase.level_compared")
        self._reckoned_on = book.pattern("phrase.reckoned_on")
        self._part_before = book.pattern("phrase.part_before")
        self._owed = book.pattern("phrase.owed")
        self._stored = book.pattern("phrase.stored")

    def decide(self, m: Mentions, scene: Scene, d: Draft, column: Period | None = None) -> None:
        """`column` is what the head of a table's column says. A base that names days is read against them."""
        self._date(m, scene, d, column)
        if d.basis == "vs":
            d.basis = self._base_by_days(m, scene, d) or self._base_by_level(m, d) or d.basis
        elif d.growth and d.basis == "none" and self._years_back(m, d):
            d.basis = "vs"

    def _years_back(self, m: Mentions, d: Draft) -> bool:
        """Whether a change is over what was before the years that its own sentence names (十年来增长8%)."""
        said = (p for p in m.periods if self._over_till(p, d))
        return d.period_from in ("clause", "sentence") and any(p.text == d.period_text for p in said)

    def _over_till(self, p: Period, d: Draft) -> bool:
        """Whether a change in a period is one over what was before it (十年来增长8%, 十年增长8%)."""
        whole = p.rule == "period.mean_years" and d.dim != "doubling"
        return whole or (p.rule in YEARS_BACK and self._years_till.fullmatch(p.text) is not None)

    def _starts_change(self, m: Mentions, p: Period, d: Draft) -> bool:
        """Whether a period is that of the level that a change, said behind it, starts from (从2012年的3亿元增至…)."""
        before = m.norm[max(0, p.start - 2) : p.start].strip()
        return self._from.fullmatch(before[-1:]) is not None and any(p.end <= q.start < d.q.start for q in m.quantities)

    def _changes_from(self, m: Mentions, d: Draft) -> bool:
        """Whether a quantity is the level that a change starts from (由11%升至15%; 从1700家，快速增长到1.1万家)."""
        start = self._from_near.search(m.norm, d.clause, d.q.start)
        reached = next((q for q in m.quantities if q.start >= d.q.end), None)
        if start is None:
            return False
        if self._to_nothing.match(m.norm, d.q.end):
            return True
        return reached is not None and self._to.fullmatch(m.norm, d.q.end, reached.start) is not None

    def _from_start(self, p: Period, candidates: list[Period]) -> Period:
        """自2018年10月通车以来，截至今年9月累计…: from the start up to that day."""
        until = p.form == "instant" or p.first == p.last
        if not until or p.first is None or not self._until.match(p.text):
            return p
        since = next((c for c in reversed(candidates) if c.end <= p.start and self._since.fullmatch(c.text)), None)
        if since is None or since.first is None or since.form != "span" or not self._begun.match(since.text):
            return p
        return replace(p, first=since.first, form="span") if since.first < p.first else p

    def _up_to(self, p: Period, candidates: list[Period]) -> Period:
        """截至11月20日，今年累计…: the year, or the holidays, up to that day; 前11个月 has an end of its own."""
        if p.rule in _ENDED:
            return p
        if self._so_far.fullmatch(p.text) and (month := _month_before(p, candidates)):
            return replace(p, last=month)
        ends = (c for c in candidates if c.form == "instant" and c.end <= p.start and self._until.match(c.text))
        until = next(ends, None)
        if until is None or until.last is None or p.first is None or p.last is None or p.form != "span":
            return p
        return replace(p, last=until.last) if p.first < until.last < p.last else p

    def _named_before(self, m: Mentions, d: Draft, p: Period, candidates: list[Period]) -> Period:
        """一季度，截至3月31日，受理300件: the days named before their last one, where no stock stands at it."""
        until = p.form == "instant" and not p.future and self._until.match(p.text) is not None
        level = d.of or d
        nature = level.head.value["nature"] if level.head else "none"
        stock = nature in ("stock", "level") or self._stock.search(level.indicator or "") is not None
        people = level.q.unit == "person" and not level.q.text.endswith("次")  # 人次 are counted as they come
        stock = stock or (people and not self._flow.search(m.norm, level.clause, level.q.start))
        if not until or stock or p.last is None:
            return p
        for span in (c for c in candidates if c.end <= p.start and c.form == "span"):
            if span.first is None or span.last is None or not span.first < p.last <= span.last:
                continue
            between = m.norm[span.end : p.start]
            told = any(span.end <= q.start < p.start for q in m.quantities)
            if not between.strip(" ,、(") or (span.last == p.last and not told):
                return replace(p, first=span.first, form="span")
        return p

    def _date(self, m: Mentions, scene: Scene, d: Draft, column: Period | None) -> None:
        first = d.first
        period, source = (column, "heading") if column else self._governing(m, scene, first)
        if period is None or period.first is None or period.last is None:
            return
        reached = self._level_then.search(m.norm, d.clause, d.q.start)  # 人均预期寿命达到78岁: a level
        if d.kind == "duration" and source not in ("clause", "sentence") and not reached:
            return  # 专项行动持续6个月: how long something lasts happened on no day that only the text above names
        whole = source == "paragraph" and not m.norm.startswith("的", d.q.end)  # 总投资30亿元的工厂 may be of any day
        same = whole and self._same_event.search(m.norm, 0, d.q.start) is not None
        above = source in ("heading", "paragraph") and column is None and not same
        if above and self._of_a_work.search(m.norm, d.clause, d.q.start):
            return  # 总投资 of a work takes the day of what its own clause tells, else none
        if source == "sentence" and self._expected_later(m, scene, first, period):
            return
        if self._of_peak.match(m.norm, d.q.end):
            return  # 比2500亿元的高峰时期少: no day is said of the peak
        if d.kind == "enterprise_count" and period.rule in REPORTS and self._reporters.match(m.norm, d.q.end):
            return
        passing = source == "heading" or (period.form == "span" and period.first == period.last)
        if passing and self._lasting.search(d.indicator or ""):
            return
        whole_year = self._of_year.search(m.norm, first.clause, first.q.start)
        if period.form == "instant" and not period.future and (period.last.month, period.last.day) == (12, 31):
            whole_year = whole_year or self._yearly_flow.search(m.norm, first.clause, first.q.start)
        if whole_year and period.first.year == period.last.year:
            d.period = period.first.replace(month=1, day=1), period.last.replace(month=12, day=31)
            d.period_text, d.period_from = period.text, source
            return
        published = scene.article.metadata.published_on
        parts = self._parts(m, d, first)
        of = d.of or (d.before if d.is_change and d.inherited else None)
        begun = self._first_year(m, d, period) if d.growth and d.basis == "cagr" else None
        at_end = of is not None and of.period == (period.last, period.last) and period.form == "span"
        if of is not None and period.rule in YEARS_BACK and of.period != (period.first, period.last):
            at_end = True  # 十年来收入从2万元提高到4万元，增长1倍
        flowed = at_end and (d.is_change or d.change is not None)  # a change of what stands at the end of the days
        over_years = self._over_years(m, d, period, published)
        if begun and period.last:
            d.period = begun, period.last
        elif over_years:
            d.period = over_years
        elif of and of.period and of.period_text == period.text and not parts and not flowed and d.basis != "cagr":
            d.period = of.period
        elif parts:
            d.period = parts
        elif period.rule in _TERMS and published and period.last > published and period != scene.section_period:
            d.period = period.first, period.last  # nobody knows yet in which of its years a level is reached
        else:
            d.period = self._of_flow(d, period) or self._by_nature(m, d, period)
        d.period_text, d.period_from = period.text, source
        if source == "clause" and published and period.last < published and period.start > d.clause:
            d.past_after = period.start
        plan = period.rule == "period.plan" and published and period.last.year - published.year >= _PLAN_AHEAD
        told = published is None and (self._risen_since(m, period) or bool(scene.over and period.last <= scene.over))
        future = (period.future and not told) or bool(plan)
        d.governed_by_future = future or bool(published and period.first > published)

    def _expected_later(self, m: Mentions, scene: Scene, d: Draft, p: Period) -> bool:
        """Whether a clause behind that of a past day tells what is expected of what happened then."""
        published = scene.article.metadata.published_on
        if p.last is None or p.first != p.last or p.form != "span" or p.future or (published and p.last > published):
            return False
        told = next((at for at in range(p.end, d.q.start) if m.norm[at] not in " ,)"), d.q.start)
        return self._yet_to_be.search(m.norm, m.clause_end(told), d.q.start) is not None

    def _risen_since(self, m: Mentions, p: Period) -> bool:
        """Whether a change from an earlier year reaches the period (从2013年…，到2019年增至…)."""
        years = (o for o in m.periods if o.end <= p.start and o.first and o.rule == "period.year")
        return any(self._from.search(m.norm, max(0, o.start - 1), o.start + 1) for o in years)

    def _over_years(self, m: Mentions, d: Draft, p: Period, published: date | None) -> tuple[date, date] | None:
        """The days of a level that a change over whole years starts from or reaches, or of that change itself."""
        if p.first is None or p.last is None or not _long(p):
            return None
        if d.growth:
            to = d.of
            told = to is not None and to.reached and to.before is not None and self._changes_from(m, to.before)
            return (p.first, p.last) if told else None
        planned = p.rule == "period.plan"
        if self._changes_from(m, d):
            last = p.first - timedelta(days=1) if planned else p.first.replace(month=12, day=31)
        elif not d.reached or d.before is None or self._since.match(p.text) or not self._changes_from(m, d.before):
            return None
        elif planned and published is not None and p.last > published:
            return None  # nobody knows yet in which of its years the level is reached
        else:
            last = p.last
        stock = d.head is not None and d.head.value["nature"] in ("stock", "level")
        at_end = planned and (stock or self._standing(m, d, d))  # at the end of the year before the plan, and of it
        return (last if at_end else last.replace(month=1, day=1)), last

    def _base_by_days(self, m: Mentions, scene: Scene, d: Draft) -> Basis | None:
        """yoy, mom or ytd where the base named beside the number is the time before that of the figure itself."""
        at = m.clause_start_over_bracket(d.first.q.start)
        ahead = self._base_clause.search(m.norm, 0, at)
        start = ahead.start() if ahead else at
        named = [p for p in m.periods if start <= p.start and p.end <= d.first.q.start and self.compares(m, p)]
        if not named or d.gap or self._rate_of_others.match(m.norm, named[-1].start):
            return None
        if self._other_rate.match(m.norm, named[-1].start):
            d.note("change.other_rate")
            return None
        if d.period:
            return relation(named[-1], *d.period)
        told = scene.recent
        if told and told.first and told.last:  # what the text spoke of last
            return relation(named[-1], told.first, told.last)
        published, year = scene.article.metadata.published_on, self._year_of_same_days.match(named[-1].text)
        return "yoy" if published and year and int(year["year"]) == published.year - 1 else None

    def _base_by_level(self, m: Mentions, d: Draft) -> Basis | None:
        """yoy, mom or ytd where the level that a change starts from is of the time before (由2019年的…提高到…)."""
        to = d.first.before
        start = to.before if to is not None and to.reached else None
        if start is None or not start.period or not d.period or d.of_rate:
            return None
        own = [p for p in m.periods if start.clause <= p.start and p.end <= start.q.start]
        said = own and self._from.fullmatch(m.norm[start.clause : own[-1].start].rstrip()[-1:])
        return relation(own[-1], *d.period) if said else None

    def _steps(self, p: Period, size: int) -> list[tuple[date, date]]:
        """The months, quarters or years of a span where there are as many as `size` (从6月至8月 分别为…); else []."""
        spelt = self._stepwise.search(p.text)
        if not spelt or not p.first or not p.last or p.first.day != 1 or (p.last + timedelta(days=1)).day != 1:
            return []
        months = (p.last.year - p.first.year) * 12 + p.last.month - p.first.month + 1
        for length in (1, 3, 12):
            starts = [p.first.year * 12 + p.first.month - 1 + length * i for i in range(size)]
            if months == length * size and (length == 1 or p.first.month % length == 1):
                firsts = [date(n // 12, n % 12 + 1, 1) for n in [*starts, starts[-1] + length]]
                return [(a, b - timedelta(days=1)) for a, b in pairwise(firsts)]
        return []

    def _parts(self, m: Mentions, d: Draft, first: Draft) -> tuple[date, date] | None:
        """The single period of a list member: as many coordinated periods as numbers."""
        size = len(d.group)
        if size < 2:
            return None
        place = next(i for i, member in enumerate(d.group) if member is d)
        before = [p for p in m.periods if p.end <= first.q.start and p.first and not self.compares(m, p)]
        if before and len(before[-1].parts) == size:
            return before[-1].parts[place]
        same = before[-1] if before else None
        if same is not None and len(before) > 1 and self._same_days.fullmatch(same.text):
            before.pop()
        told = same and any(same.end <= q.start < first.q.start for q in m.quantities)  # 分别 of two levels
        alone = same and not told and not set("、和与及") & set(m.norm[same.end : first.q.start])
        if alone and (steps := self._steps(before[-1], size)):
            return steps[place]
        run = before[-size:]
        joined = all(m.norm[a.end : b.start].strip() in self._joints for a, b in pairwise(run))
        if len(run) == size and joined and run[place].first and run[place].last:
            return run[place].first, run[place].last  # type: ignore[return-value]  # checked in the line above
        return None

    def is_base(self, m: Mentions, p: Period) -> bool:
        """Whether a period governs nothing behind its sentence: a base, the same days of another year, a run."""
        another = p.rule == "period.same_days" and not self._same_days.match(p.text)
        return another or self._of_clause(m, p) or self.compares(m, p)

    def compares(self, m: Mentions, p: Period) -> bool:
        """Whether a period is a base of comparison, or that of a plan of which a part is done."""
        before, behind = m.norm[max(0, p.start - _NEAR) : p.start].rstrip(), m.norm[p.end : p.end + _NEAR]
        if self._meets.search(before) and self._plan_met.match(behind):
            return True
        if p.rule == "period.since_record" or self._measured_by(m, p) or self._of_plan.match(behind):
            return True
        if self._base_and.search(before):  # 比上月和上年同期
            return True
        if before.endswith(("由", "从")) and self._from_even.match(behind):
            return True
        if self._passes.search(before) and self._level.match(behind):
            return True
        if said := self._compared.search(before):
            return said["weak"] is None or self._compared_behind.match(behind) is not None
        return self._base_noun.match(behind) is not None or self._best_of.match(behind) is not None

    def _of_clause(self, m: Mentions, p: Period) -> bool:
        """Whether a period holds in its own clause alone: a run of years, the years of a yearly mean."""
        if p.rule in _OF_CLAUSE or self._builds_on(m, p) or self._peaked.match(m.norm, p.end):
            return True
        if self._former_level(m, p) or self._founded.match(m.norm, p.start) or self._tells_of_origin(m, p):
            return True
        if self._ends_only(m, p, max(0, p.start - _NEAR)):
            return True
        long = p.first is not None and p.last is not None and (p.last - p.first).days > 370
        return long and self._mean.match(m.norm, p.end) is not None

    def _tells_of_origin(self, m: Mentions, p: Period) -> bool:
        """Whether a year without figures only says when something began or got its name (始建于1955年)."""
        if p.rule not in ("period.year", "period.month") or p.future:
            return False
        behind = [q.start for q in m.quantities if q.start >= p.end]
        if self._founded_before.search(m.norm, max(0, p.start - 8), p.start):
            return not behind or behind[0] >= m.clause_end(p.end)
        return not behind and self._became.match(m.norm, p.end) is not None

    def _former_level(self, m: Mentions, p: Period) -> bool:
        """Whether a time only dates what a figure before it had been (净利润5亿元，去年同期为3亿元；营收…)."""
        told = self._former.match(m.norm, m.clause_start(p.start))
        if told is None or not told.start("time") == p.start < p.end <= told.end():
            return False
        part = m.norm.rfind(";", 0, p.start) + 1
        now = any(part <= q.start < told.start() for q in m.quantities)
        earlier = (o for o in m.periods if part <= o.start < p.start and o.first and p.first and o.first < p.first)
        return now and next(earlier, None) is None

    def _ends_only(self, m: Mentions, p: Period, start: int) -> bool:
        """Whether the period says how long something goes on (持续到11月4日, 政策延长到年底)."""
        to = self._to_word.match(m.norm, p.start)
        return self._lasts_until.search(m.norm, start, to.end() if to else p.start) is not None

    def _builds_on(self, m: Mentions, p: Period) -> bool:
        """Whether what is told goes on from the period (在2021年2076亿立方米的基础上，将增产…)."""
        said = self._built_on.search(m.norm, max(0, p.start - 1), p.start)
        return said is not None and self._basis_behind.match(m.norm, p.end) is not None

    def _measured_by(self, m: Mentions, p: Period) -> bool:
        """Whether the period is of what a multiple or a share is reckoned on (达到1月的六成)."""
        part = next((q for q in m.quantities if q.start >= p.end and q.unit in ("x", "%")), None)
        if part is None or part.start - p.end > _NEAR:
            return False
        between, before = m.norm[p.end : part.start], m.norm[max(0, p.start - _NEAR) : p.start].rstrip()
        if (
            part.unit == "x"
            and part.start - p.end <= 10
            and re.fullmatch(
                r"[^,。;]{0,7}的[约近超过\s]*" + ("|[约近超过 ]*" if p.rule == "period.same_days" else ""), between
            )
        ):
            return True
        reached = self._reckoned_on.search(before)
        own = p.rule == "period.same_days" and not between.strip("约近超过 ")  # 恢复到去年同期83%的水平
        return bool(reached and (own or re.fullmatch(r"(?:[^,。;]{0,14})的[约近超过\s]*", between)))

    def _governing(self, m: Mentions, scene: Scene, d: Draft) -> tuple[Period | None, str | None]:
        """The period that governs a quantity: the last one before it in the sentence that is no base, else carried."""
        if (own := self._base_level(m, d) or _bracketed(m, d)) is not None:
            return own, "clause"
        candidates = [p for p in m.periods if p.end <= d.q.start and not self.compares(m, p)]
        starts = [p for p in candidates if p.rule == "period.year" and p.first and self._starts_change(m, p, d)]
        if starts and candidates[-1].start > starts[-1].start and self._changes_from(m, d):
            return starts[-1], "sentence"  # 从2012年的3亿元增至2021年的9亿元，占比由11%升至15%
        for p in reversed(candidates):
            if p.first is None:
                if (since := self._running(m, p, candidates)) is not None:
                    return since, "clause" if since.start >= d.clause else "sentence"
                if p.rule == SINCE_BEGUN:
                    return None, None
                if self._now.fullmatch(m.norm[p.start : p.end]) and not self._starts_change(m, p, d):
                    return self._of_present(m, scene, d, p.start, candidates)
            elif self._holds(m, p, d, candidates) and not self._only_recalled(m, scene, p, d):
                days = self._named_before(m, d, self.bounded(p, candidates), candidates)
                return days, "clause" if p.start >= d.clause else "sentence"
        if now := self._now.search(m.norm[: d.q.start]):
            return self._of_present(m, scene, d, now.start(), candidates)
        if after := self._behind(m, d):
            return after, "clause"
        counted = d.kind not in ("price", "duration") and not d.growth
        if scene.event is not None and counted and self._that_event.search(m.norm, 0, d.q.start):
            return scene.event, "paragraph"
        timed = self._clock.search(m.norm, 0, d.q.start) is not None
        return self._carried(scene, d, parted=m.norm.lstrip().startswith("其中"), timed=timed)

    def _running(self, m: Mentions, now: Period, candidates: list[Period]) -> Period | None:
        """What the words of the present only bring to its end (自2021年3月推出以来，截至目前累计…)."""
        before = next((p for p in reversed(candidates) if p.end <= now.start), None)
        if before is None or before.first is None or not self._since.fullmatch(before.text):
            return None
        return before if self._till_now.fullmatch(m.norm, before.end, now.end) else None

    def _behind(self, m: Mentions, d: Draft) -> Period | None:
        """The period behind a quantity in its own clause, where no other quantity stands between."""
        end = m.clause_end(d.q.end)
        after = next((p for p in m.periods if d.q.end <= p.start < end and p.first and not self.compares(m, p)), None)
        if after is None or self._ends_only(m, after, d.q.end):
            return None
        return None if any(d.q.end <= q.start < after.start for q in m.quantities) else after

    def _of_present(
        self, m: Mentions, scene: Scene, d: Draft, now: int, candidates: list[Period]
    ) -> tuple[Period | None, str | None]:
        """What governs a quantity behind words of the present: the day the sentence is as of, else none."""
        told = self._as_of(scene, now, candidates)
        if told is None and now < d.clause and (after := self._behind(m, d)):
            return after, "clause"  # 目前已抢通282公里，最后两处将于今晚打通
        return (told, "sentence") if told else (None, None)

    def _as_of(self, scene: Scene, now: int, candidates: list[Period]) -> Period | None:
        """The day just past that the sentence is as of, which its words of the present mean (截至3日…；现有…)."""
        published = scene.article.metadata.published_on
        days = (p for p in reversed(candidates) if p.end <= now and p.last and self._until.match(p.text))
        until = next((p for p in days if p.form == "instant" or p.first == p.last), None)
        if until is None or until.last is None or published is None or until.future:
            return None
        return until if timedelta(0) <= published - until.last <= _PRESENT else None

    def _holds(self, m: Mentions, p: Period, d: Draft, candidates: list[Period]) -> bool:
        """Whether a period before a quantity governs it; not that of a start, an event, a batch or another clause."""
        since = "起" in m.norm[p.end - 1 : p.end + 1]  # 从3月1日起: a start, no level of the past
        if self._starts_change(m, p, d) and not since:
            return False
        if _in_aside(m, p, d) or _dates_before(m, p) or self.names_event(m, p):
            return False
        if p.start < d.clause and self._of_clause(m, p) and not self._peak_of.match(m.norm, p.end, d.q.start):
            return False
        if any(c.end <= p.start and c.first for c in candidates):
            return not (self._of_whole(m, p, d) or self._batch.match(m.norm, p.end))
        return True

    @staticmethod
    def _carried(scene: Scene, d: Draft, *, parted: bool, timed: bool) -> tuple[Period | None, str | None]:
        """The period that the paragraph, its heading or the title leaves; one to come only to the parts of a whole."""
        for carried, source in ((scene.period, "paragraph"), (scene.heading_period, "heading")):
            one_day = carried is not None and carried.form == "span" and carried.first == carried.last
            if one_day and d.kind in _UNDATED_BY_EVENTS and not timed:  # 下午5点 is of the day told of before
                continue
            if carried is not None and (not carried.future or parted):
                return carried, source
        if scene.section_period is not None and scene.lacking != scene.paragraph:
            return scene.section_period, "heading"
        title = scene.title_period
        if title is not None and d.status == "actual":
            of_title = d.kind in (_STANDING if title.form == "instant" else _RELEASED)
            if scene.yearly or of_title:
                return title, "title"
        return None, None

    def _of_whole(self, m: Mentions, p: Period, d: Draft) -> bool:
        """Whether the period is of the whole that a share is of, and another one came before (占2024年收入的18%)."""
        share = d.dim == "percent" and self._part_before.search(m.norm, d.clause, p.start)
        return bool(share and re.fullmatch(r"[^,。;]{1,14}的[约近超过]*", m.norm[p.end : d.q.start]))

    def _base_level(self, m: Mentions, d: Draft) -> Period | None:
        """The base that a level stands right behind: it is of those days itself (较上年同期的1亿元收窄)."""
        start = m.clause_start_over_bracket(d.clause) if m.norm[d.clause - 1 : d.clause] == "(" else d.clause
        base = next((p for p in reversed(m.periods) if start <= p.start and p.end <= d.q.start), None)
        if (
            base is None
            or base.first is None
            or d.change is not None
            or d.dim in ("pp", "multiple", "doubling", "time")
            or self._best_of.match(m.norm, base.end)
        ):
            return None
        compared = self._level_compared.search(m.norm, max(0, base.start - 2), base.start)
        told = compared is not None and m.norm[base.end : d.q.start].strip() in ("", "的")
        if d.dim == "percent" and not told:
            return None
        beside = re.fullmatch(
            r"(?:[^,。;\d]{0,10}的|[^,。;\d]{0,4}[(]|[为是])?\s*(?:约|近|超|超过)?", m.norm[base.end : d.q.start]
        )
        return base if beside and self.compares(m, base) else None

    def names_event(self, m: Mentions, p: Period) -> bool:
        """Whether the period is of an event or a speech (举行2023年上半年签约仪式, 3月中旬曾表示)."""
        day = p.first is not None and p.first == p.last and p.form == "span"
        if self._said_then.match(m.norm, p.end) or (day and self._told_on.match(m.norm, p.end)):
            return True
        if p.form == "span" and (self._paper.match(m.norm, p.end) or self._of_known_event.match(m.norm, p.end)):
            return True
        days = (o for o in m.periods if o.first and o.first == o.last and o is not p)
        if p.rule == "period.year" and self._held_in.match(m.norm, p.end) and any(days):
            return True
        held = self._event_verb.search(m.norm, max(0, p.start - 8), p.start)
        return bool(held and self._event_object.match(m.norm[p.end :]))

    @staticmethod
    def one_of(m: Mentions, p: Period, above: Period | None) -> bool:
        """Whether the period is a part, told of by the way, of the days that the text is about (其中，二季度增长3%)."""
        at = m.norm.rfind("其中", 0, p.start)
        if at < 0 or p.first is None or p.last is None:
            return False
        named = (c for c in reversed(m.periods) if c.end <= at and c.first)
        whole = next(named, above)
        if whole is None or whole.first is None or whole.last is None:
            return False
        return (
            whole.first <= p.first <= p.last <= whole.last
            and whole.first < whole.last
            and whole.form == "span"
            and ((p.first, p.last) != (whole.first, whole.last))
        )

    def of_peak(self, m: Mentions, p: Period) -> bool:
        """Whether the period is the one day on which something was at its height (最高峰是清明节当天)."""
        return self._peak_on.search(m.norm, max(0, p.start - _NEAR), p.start) is not None

    def starts_from(self, m: Mentions, p: Period) -> bool:
        """Whether the period is of the level that a change starts from (由上季度的下降2%转为增长1%)."""
        said = p.form == "span" and m.norm.startswith("的", p.end)
        return said and self._from.fullmatch(m.norm, max(0, p.start - 1), p.start) is not None

    def names_batch(self, m: Mentions, p: Period) -> bool:
        """Whether the year is part of the name of a batch, and the sentence names a day before (2023年首批项目)."""
        named = any(o.first and o.first == o.last and o.end <= p.start for o in m.periods)
        return named and p.first != p.last and self._batch.match(m.norm, p.end) is not None

    def bounded(self, p: Period, periods: list[Period]) -> Period:
        """A period with the ends that those before it in the sentence set (截至3月底，今年…)."""
        return self._from_start(self._up_to(p, periods), periods)

    def _only_recalled(self, m: Mentions, scene: Scene, p: Period, d: Draft) -> bool:
        """Whether a period before a clause dates an earlier level, and no longer the quantity in that clause."""
        behind = p.form == "instant" or ";" in m.norm[p.end : d.q.start]
        return p.start < d.clause and behind and self.recalls(m, scene, p)

    def recalls(self, m: Mentions, scene: Scene, p: Period) -> bool:
        """Whether a period only dates an earlier level beside the one told of (余额478亿元，二季度末为456亿元)."""
        level = next((q for q in m.quantities if q.start >= p.end), None)
        told = level is not None and any(q.end <= p.start for q in m.quantities)
        started = self._from.fullmatch(m.norm[max(0, p.start - 2) : p.start].strip()[-1:])  # 占比从2018年的43%提升至
        if level is None or not told or started or not self._recalled.fullmatch(m.norm, p.end, level.start):
            return False
        named = (c for c in reversed(m.periods) if c.end <= p.start and c.first and not self.compares(m, c))
        main = next(named, None) or scene.period or scene.heading_period or scene.recent
        if main is None or main.last is None or p.first is None or p.last is None:
            return False
        return p.last < main.last and (p.form == "instant") == (main.form == "instant")

    def ends(self, m: Mentions, p: Period) -> bool:
        """Whether an event of days was over on the day (展会今天闭幕), which dates nothing behind its sentence."""
        return p.first == p.last and self._over.match(m.norm, p.end) is not None

    @staticmethod
    def _of_flow(d: Draft, p: Period) -> tuple[date, date] | None:
        """The days of the budget flow that a share or a change behind it is of (支出累计9亿元，为预算的55%)."""
        flow = d.before
        while flow is not None and flow.dim in ("percent", "pp"):
            flow = flow.before
        fits = flow is not None and flow.kind == "fiscal" and flow.period_text == p.text and p.form == "instant"
        return flow.period if fits and flow is not None and d.dim in ("percent", "pp") else None

    def _first_year(self, m: Mentions, d: Draft, p: Period) -> date | None:
        """The first year of a mean that is said from one year to another (从2012年的…增至2021年的…，年均增长9%)."""
        mean = self._yearly.search(m.norm, d.first.clause, d.first.q.start)
        if not mean or p.last is None or p.first is None or (p.last - p.first).days > 370:
            return None
        whole = (c for c in m.periods if c.end <= d.q.start and c.first and c.last and c.first.month == 1)
        years = [c.first.year for c in whole if c.first and c.last and (c.last - c.first).days > 360]
        earlier = [year for year in years if year < p.last.year]
        return date(earlier[-1] + 1, 1, 1) if earlier else None

    def _by_nature(self, m: Mentions, d: Draft, p: Period) -> tuple[date, date] | None:
        """A flow "as of" a day runs from the year's start, a stock stands at the end of the span."""
        if p.first is None or p.last is None:
            return None
        level = d.of or d
        nature = level.head.value["nature"] if level.head else "none"
        cumulative = p.form == "instant" and nature == "flow" and ends_month(p.last)
        counted = _cumulated(level) and level.kind != "fiscal"  # a budget counts by the year
        to_come = p.future and (p.last.month, p.last.day) != (12, 31)
        if cumulative and p.flow_first and not self._standing(m, d, level) and not counted and not to_come:
            return p.flow_first, p.last
        long = (
            p.form == "span"
            and (not p.future or p.rule == "period.plan")
            and not self._since.match(p.text)
            and p.last.year - p.first.year > 1
            and p.rule in (*YEARS_BACK, "period.plan")
        )
        at_end = d.reached or self._level_then.search(m.norm, d.clause, d.q.start)
        if long and not d.growth and not d.cumulated and at_end:
            return p.last.replace(month=1, day=1), p.last
        if (
            p.form == "span"
            and nature in ("stock", "level")
            and not self._since.match(p.text)
            and (p.last - p.first).days > 370
            and p.rule != "period.year_pair"
            and d.basis != "cagr"
            and not self._begun.match(p.text)
            and not self._added.search(m.norm, d.clause, m.clause_end(d.q.end))
        ):
            return p.last.replace(month=1, day=1), p.last
        whole = p.form == "span" and p.first.day == 1 and ends_month(p.last)
        stands = self._sheet.search(d.indicator or "") or self._closing.search(m.norm, d.clause, d.q.start)
        if whole and not d.change and not d.growth and stands:
            return p.last, p.last
        return p.first, p.last

    def _standing(self, m: Mentions, d: Draft, level: Draft) -> bool:
        """Whether a figure stands at a day whatever its noun: counts and shares, debts, stores, cells of balances."""
        if d.of is None and d.kind in (*_COUNTED, "price") or (d.tabled and d.kind.endswith("_balance")):
            return True
        if d.growth and (self._owed.search(d.indicator or "") or (level is d and d.dim in ("multiple", "doubling"))):
            return True
        if d.kind == "quantity" and self._stored.search(d.indicator or ""):
            return True
        named = self._stock.search(level.indicator or "")
        return bool(named and not self._flow.search(m.norm, level.clause, level.q.start))

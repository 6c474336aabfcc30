"""A draft in, the days that it holds for out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from econ_extract.assembly.draft import SHARED_DIMS, Draft, Scene
from econ_extract.mentions import Mentions
from econ_extract.models import Basis, Period
from econ_extract.rules import RuleBook

_RELEASED = frozenset({"index", "growth_rate", "trade", "fiscal", "revenue", "profit", "output_value"})
_ADDED = re.compile(
    "新[增建设签培引]|累计|培育|引进|建成|改造|完成|实施|开通|打造|落地|落户|建立|设立|建设了|投入|获批"
)  # what came about over the years
_UNDATED_BY_EVENTS = ("money_other", "price", "ratio", "asset_balance", "index")


_OF_CLAUSE = ("period.running", "period.mean_years")  # 连续五年, 两年平均: hold in their own clause
_MEAN = re.compile(r"[,\s]?(?:年均|年平均|平均每年|年复合|复合)")
_YEARLY = re.compile("年均|年平均|每年|年递增|年复合")
_OF_PLAN = re.compile(
    r"(?:度)?(?:[^,。;]{0,4}?)(?:计划|目标|任务|预算|指标)(?:任务|总额|数)?[^,。;]{0,8}?的[约近超过逾]*\s?[0-9一二三四五六七八九]"
)
_BATCH = re.compile(r"\s*(?:首批|第[一二三四五六]批|首次)")  # 2022年首批项目: the year names the batch
_LEVEL = re.compile("(?:全年|整体|平均|同期)?的?(?:平均)?(?:水平|规模|总量|总和|均值)")


def _of_clause(m: Mentions, p: Period) -> bool:
    """Whether a period holds in its own clause alone: a run of years, the years of a yearly mean."""
    if p.rule in _OF_CLAUSE:
        return True
    long = p.first is not None and p.last is not None and (p.last - p.first).days > 370
    return long and _MEAN.match(m.norm, p.end) is not None


def _up_to(p: Period, candidates: list[Period]) -> Period:
    """截至11月20日，今年累计…: the year up to that day."""
    whole = p.first and p.last and (p.last - p.first).days > 360 and p.first.year == p.last.year
    until = next((c for c in candidates if c.form == "instant" and c.end <= p.start and c.text[0] in "截到至"), None)
    if not whole or until is None or until.last is None or p.first is None or until.last.year != p.first.year:
        return p
    return replace(p, last=until.last)


_STANDS, _LENT = (
    re.compile(r"在手|未完工|(?:贷款|存款)$"),
    re.compile("新增|发放|投放|增加|拨|净"),
)  # stocks named like flows


def _cumulated(level: Draft) -> bool:
    """Whether a total counts from its own beginning, not the year's: 累计 stands at it or at one before it in the list."""
    before: Draft | None = level
    while before is not None and not before.cumulated:
        before = before.before
    return before is not None


def _steps(p: Period, size: int) -> list[tuple[date, date]]:
    """The months, quarters or years of a span where there are as many as `size` (从6月至8月 分别为…); else []."""
    spelt = re.search("[至到—~-]|前[一二三四五六七八九十两\\d]+(?:个月|季度)", p.text)
    if not spelt or not p.first or not p.last or p.first.day != 1 or (p.last + timedelta(days=1)).day != 1:
        return []
    months = (p.last.year - p.first.year) * 12 + p.last.month - p.first.month + 1
    for length in (1, 3, 12):
        starts = [p.first.year * 12 + p.first.month - 1 + length * i for i in range(size)]
        if months == length * size and (length == 1 or p.first.month % length == 1):
            firsts = [date(n // 12, n % 12 + 1, 1) for n in [*starts, starts[-1] + length]]
            return [(a, b - timedelta(days=1)) for a, b in pairwise(firsts)]
    return []


def _months(first: date, last: date) -> int:
    """How many whole months a span is; 0 where it is none."""
    whole = first.day == 1 and _ends_month(last)
    return (last.year - first.year) * 12 + last.month - first.month + 1 if whole else 0


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _same_day(one: date, two: date) -> bool:
    """Whether both are the same day of the year; the ends of February are."""
    return one.month == two.month and (one.day == two.day or (_ends_month(one) and _ends_month(two)))


def _relation(base: Period, first: date, last: date) -> Basis | None:
    """What a base is to the days of a figure: the year before, the month or quarter before, the end of last year."""
    if base.first is None or base.last is None:
        return None
    instant = base.form == "instant"
    if base.last.year == last.year - 1:
        if instant and (base.last.month, base.last.day) == (12, 31):
            return "ytd"
        if _months(base.first, base.last) == 12 and base.first.month == 1:
            return "yoy" if "全年" not in base.text or (last.month, last.day) == (12, 31) else None
        if _same_day(base.last, last) and (instant or _same_day(base.first, first)):
            return "yoy"
    if instant:
        later = first == last and _ends_month(base.last) and _ends_month(last)
        apart = (last.year - base.last.year) * 12 + last.month - base.last.month
        return "mom" if later and apart == (3 if "季" in base.text else 1) else None
    length = _months(base.first, base.last)
    follows = length in (1, 3) and base.last + timedelta(days=1) == first
    return "mom" if follows and _months(first, last) == length else None


class Dating:
    """Finds the period that governs a number."""

    def __init__(self, book: RuleBook) -> None:
        self._now = book.pattern("phrase.now")
        self._event_object = book.pattern("phrase.event_object")
        self._said_then = book.pattern("phrase.said_then")
        self._base_clause = book.pattern("change.base_clause")
        self._year_of_same_days = re.compile(r"\D{0,3}(?P<year>\d{4})年同期")
        self._event_verb = book.pattern("phrase.event_verb")

    def decide(self, m: Mentions, scene: Scene, d: Draft, column: Period | None = None) -> None:
        """`column` is what the head of a table's column says. A base that names days is read against them."""
        self._date(m, scene, d, column)
        if d.basis == "vs":
            d.basis = self._base_by_days(m, scene, d) or d.basis

    def _date(self, m: Mentions, scene: Scene, d: Draft, column: Period | None) -> None:
        first = d.first
        period, source = (column, "heading") if column else self._governing(m, scene, first)
        if period is None or period.first is None or period.last is None:
            return
        parts = self._parts(m, d, first)
        of = d.of or (d.before if d.is_change and d.inherited else None)
        begun = self._first_year(m, d, period) if d.growth and d.basis == "cagr" else None
        if begun and period.last:
            d.period = begun, period.last
        elif of is not None and of.period and of.period_text == period.text and not parts:
            d.period = of.period
        elif parts:
            d.period = parts
        else:
            d.period = self._by_nature(m, d, period)
        d.period_text, d.period_from = period.text, source
        published = scene.article.metadata.published_on
        if source == "clause" and published and period.last < published and period.start > d.clause:
            d.past_after = period.start
        d.governed_by_future = period.future or bool(published and period.first > published)

    def _base_by_days(self, m: Mentions, scene: Scene, d: Draft) -> Basis | None:
        """yoy, mom or ytd where the base named beside the number is the time before that of the figure itself."""
        at = m.clause_start(d.first.q.start)
        ahead = self._base_clause.search(m.norm, 0, at)
        start = ahead.start() if ahead else at
        named = [p for p in m.periods if start <= p.start and p.end <= d.first.q.start and self.compares(m, p)]
        if not named or d.gap:
            return None
        if d.period:
            return _relation(named[-1], *d.period)
        published, year = scene.article.metadata.published_on, self._year_of_same_days.match(named[-1].text)
        return "yoy" if published and year and int(year["year"]) == published.year - 1 else None

    def _parts(self, m: Mentions, d: Draft, first: Draft) -> tuple[date, date] | None:
        """The single period of a list member: as many coordinated periods as numbers."""
        size = len(d.group)
        if size < 2:
            return None
        place = next(i for i, member in enumerate(d.group) if member is d)
        before = [p for p in m.periods if p.end <= first.q.start and p.first and not self.compares(m, p)]
        if before and len(before[-1].parts) == size:
            return before[-1].parts[place]
        alone = before and not set("、和与及") & set(m.norm[before[-1].end : first.q.start])  # one owner, one indicator
        if alone and (steps := _steps(before[-1], size)):
            return steps[place]
        run = before[-size:]
        joined = all(re.fullmatch(r"\s*(?:、|和|与|及|以及)\s*", m.norm[a.end : b.start]) for a, b in pairwise(run))
        if len(run) == size and joined and run[place].first and run[place].last:
            return run[place].first, run[place].last  # type: ignore[return-value]  # checked in the line above
        return None

    @classmethod
    def is_base(cls, m: Mentions, p: Period) -> bool:
        """Whether a period governs nothing behind its sentence: a base, the same days of another year, a run of years."""
        another = p.rule == "period.same_days" and not p.text.startswith("同期")
        return another or _of_clause(m, p) or cls.compares(m, p)

    @classmethod
    def compares(cls, m: Mentions, p: Period) -> bool:
        """Whether a period is a base of comparison, or that of a plan of which a part is done."""
        before, behind = m.norm[: p.start].rstrip(), m.norm[p.end :]
        if cls._measured_by(m, p) or _OF_PLAN.match(behind):
            return True
        if re.search(r"(?:比|较)[^,。;]{1,8}(?:和|与|及)$", before):  # 比上月和上年同期
            return True
        if re.search(r"(?:超过|达到|恢复到|恢复至|回到|接近|不及|好于|优于)了?$", before) and _LEVEL.match(behind):
            return True
        if before.endswith(("比", "较", "高于", "低于", "与", "是", "和")) and not before.endswith(("占比", "其中是")):
            return not (
                before.endswith(("是", "与", "和"))
                and not re.match(r"[^,。]{0,6}的|相比|相差|对比|持平|同期|同比|基本|大体|大致|相当|一致|相同", behind)
            )
        return behind.startswith(("的基数", "相比", "基数", "基础上"))

    @staticmethod
    def _measured_by(m: Mentions, p: Period) -> bool:
        """Whether the period is of what a multiple or a share is reckoned on (达到1月的六成, 相当于2019年6亿元的九成)."""
        part = next((q for q in m.quantities if q.start >= p.end and q.unit in ("x", "%")), None)
        if part is None:
            return False
        between, before = m.norm[p.end : part.start], m.norm[: p.start].rstrip()
        if part.unit == "x" and part.start - p.end <= 10 and re.fullmatch(r"[^,。;]{0,7}的[约近超过\s]*", between):
            return True
        reached = re.search(r"(?:达到了?|相当于|恢复到|是|为|不足|仅为|约为|约占)$", before)
        return bool(reached and re.fullmatch(r"(?:[^,。;]{0,14})的[约近超过\s]*", between))

    def _governing(self, m: Mentions, scene: Scene, d: Draft) -> tuple[Period | None, str | None]:
        """The period that governs a quantity: the last one before it in the sentence that is no base, else carried."""
        if (own := self._base_level(m, d)) is not None:
            return own, "clause"
        candidates = [p for p in m.periods if p.end <= d.q.start and not self.compares(m, p)]
        for p in reversed(candidates):
            if p.first is None:
                from_now = m.norm[: p.start].endswith(("从", "由")) and any(
                    p.end <= q.start < d.q.start for q in m.quantities
                )
                if self._now.fullmatch(m.norm[p.start : p.end]) and not from_now:
                    return None, None
                continue
            from_to = m.norm[max(0, p.start - 1) : p.start].rstrip() in ("从", "由") or m.norm[
                max(0, p.start - 2) : p.start
            ].strip() in ("从", "由")
            since = "起" in m.norm[p.end - 1 : p.end + 1]  # 从3月1日起: a start, no level of the past
            if from_to and not since and any(p.end <= q.start < d.q.start for q in m.quantities):
                continue
            if self.names_event(m, p) or (_of_clause(m, p) and p.start < d.clause):
                continue
            if any(c.end <= p.start and c.first for c in candidates) and (
                self._of_whole(m, p, d) or _BATCH.match(m.norm, p.end)
            ):
                continue
            return _up_to(p, candidates), "clause" if p.start >= d.clause else "sentence"
        if self._now.search(m.norm[: d.q.start]):
            return None, None
        after = [
            p for p in m.periods if d.q.end <= p.start < m.clause_end(d.q.end) and p.first and not self.compares(m, p)
        ]
        if after and not [q for q in m.quantities if d.q.end <= q.start < after[0].start]:
            return after[0], "clause"
        for carried, source in ((scene.period, "paragraph"), (scene.heading_period, "heading")):
            one_day = carried is not None and carried.form == "span" and carried.first == carried.last
            if one_day and d.kind in _UNDATED_BY_EVENTS:
                continue
            if carried is not None and not carried.future:
                return carried, source
        if scene.title_period is not None and d.status == "actual" and d.kind in _RELEASED:
            return scene.title_period, "title"
        return None, None

    @staticmethod
    def _of_whole(m: Mentions, p: Period, d: Draft) -> bool:
        """Whether the period is of the whole that a share is of, and another one came before (占2024年收入的18%)."""
        share = d.dim == "percent" and re.search(r"占[^,。;\d]{0,10}$", m.norm[d.clause : p.start])
        return bool(share and re.fullmatch(r"[^,。;]{1,14}的[约近超过]*", m.norm[p.end : d.q.start]))

    def _base_level(self, m: Mentions, d: Draft) -> Period | None:
        """The base that a level stands right behind: it is of those days itself (较上年同期的1亿元收窄)."""
        base = next((p for p in reversed(m.periods) if d.clause <= p.start and p.end <= d.q.start), None)
        if base is None or base.first is None or d.change is not None or d.dim in (*SHARED_DIMS, "time"):
            return None
        beside = re.fullmatch(r"(?:[^,。;\d]{0,10}的)?\s*(?:约|近|超|超过)?", m.norm[base.end : d.q.start])
        return base if beside and self.compares(m, base) else None

    def names_event(self, m: Mentions, p: Period) -> bool:
        """Whether the period is of an event or a speech (举行2023年上半年签约仪式, 3月中旬曾表示)."""
        if self._said_then.match(m.norm, p.end):
            return True
        held = self._event_verb.search(m.norm, max(0, p.start - 8), p.start)
        return bool(held and self._event_object.match(m.norm[p.end :]))

    def _first_year(self, m: Mentions, d: Draft, p: Period) -> date | None:
        """The first year of a mean that is said from one year to another (从2012年的…增至2021年的…，年均增长9%)."""
        mean = _YEARLY.search(m.norm, d.first.clause, d.first.q.start)
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
        month_end = (p.last + timedelta(days=1)).day == 1
        standing = (
            d.kind in ("project_count", "enterprise_count", "people", "count", "ratio", "area", "rank") and d.of is None
        )
        owed = d.kind == "growth_rate" and re.search("贷款|存款|存栏|装机|里程", d.indicator or "")
        owed = owed or (_STANDS.search(level.indicator or "") and not _LENT.search(m.norm, level.clause, level.q.start))
        standing = (
            standing
            or bool(owed)
            or (d.kind == "quantity" and bool(re.search("存栏|在库|库存|装机|保有|里程|规模|床位", d.indicator or "")))
        )
        standing = standing or (d.tabled and d.kind.endswith("_balance"))
        cumulative = p.form == "instant" and nature == "flow" and p.flow_first and month_end
        standing = standing or (d.growth and level is d and d.dim in ("multiple", "doubling"))
        whole_year = p.future and (p.last.month, p.last.day) == (12, 31)
        if cumulative and p.flow_first and not standing and not _cumulated(level) and (not p.future or whole_year):
            return p.flow_first, p.last
        if (
            p.form == "span"
            and nature in ("stock", "level")
            and "以来" not in p.text
            and (p.last - p.first).days > 370
            and d.basis != "cagr"
            and not _ADDED.search(m.norm, d.clause, m.clause_end(d.q.end))
        ):
            return p.last.replace(month=1, day=1), p.last
        return p.first, p.last

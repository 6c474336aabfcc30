"""A draft of a change in, the base that it is relative to out: 同比, 环比, 较年初, 年均, or another."""

from __future__ import annotations

from datetime import date, timedelta

from econ_extract.assembly.draft import Draft, Scene
from econ_extract.mentions import Cue, CueTable, Mentions
from econ_extract.models import Basis, Period
from econ_extract.rules import RuleBook


def _months(first: date, last: date) -> int:
    """How many whole months a span is; 0 where it is none."""
    whole = first.day == 1 and ends_month(last)
    return (last.year - first.year) * 12 + last.month - first.month + 1 if whole else 0


def ends_month(day: date) -> bool:
    """Whether a day is the last of its month."""
    return (day + timedelta(days=1)).day == 1


def _same_day(one: date, two: date) -> bool:
    """Whether both are the same day of the year; the ends of February are."""
    return one.month == two.month and (one.day == two.day or (ends_month(one) and ends_month(two)))


def relation(base: Period, first: date, last: date) -> Basis | None:
    """What a base is to the days of a figure: the year before, the month or quarter before, the end of last year."""
    if base.first is None or base.last is None:
        return None
    instant = base.form == "instant"
    if base.last.year == last.year - 1:
        if instant and (base.last.month, base.last.day) == (12, 31) and "同期" not in base.text:
            return "ytd"
        if _months(base.first, base.last) == 12 and base.first.month == 1:
            return "yoy" if "全年" not in base.text or (last.month, last.day) == (12, 31) else None
        if _same_day(base.last, last) and (instant or _same_day(base.first, first)):
            return "yoy"
    if instant:
        later = first == last and ends_month(base.last) and ends_month(last)
        apart = (last.year - base.last.year) * 12 + last.month - base.last.month
        return "mom" if later and apart == (3 if "季" in base.text else 1) else None
    length = _months(base.first, base.last)
    follows = length in (1, 3) and base.last + timedelta(days=1) == first
    return "mom" if follows and _months(first, last) == length else None


class Bases:
    """Finds the base of a change: named in its clause, before it, or carried over the list."""

    def __init__(self, book: RuleBook) -> None:
        self.bases = CueTable(book.table("comparisons"))
        self._two_bases = book.pattern("phrase.two_bases")
        self._base_of: dict[str, Basis] = book["phrase.two_bases"].value["bases"]
        self._rate_nouns = book.words("change.rate_noun")
        self._base_clause = book.pattern("change.base_clause")
        self._from = book.pattern("phrase.from")
        self._base_below = book.pattern("change.base_below")
        self._base_behind = book.pattern("change.base_behind")
        self._base_named_behind: dict[str, Basis] = book["change.base_behind"].value["bases"]
        self._base_view = book.pattern("change.base_view")
        self._base_viewed: dict[str, Basis] = book["change.base_view"].value["bases"]

    @staticmethod
    def _carried_base(m: Mentions, scene: Scene, d: Draft) -> Basis | None:
        """The base of the last change before, in the sentence or in the one before it of the paragraph.

        A gap between two levels (高于GDP增长1.5个百分点) takes and hands on none, a change of a rate of change
        (增速比上月加快1个百分点) hands none on to a rate; a stated base leaves its sentence only for its parts.
        """
        previous = d.before
        while previous is not None and not _hands_on(previous, d):
            previous = previous.before
        if previous is not None:
            between = m.norm[previous.q.end : d.q.start]
            mean = previous.basis == "cagr" and ";" in between
            other = mean and any(previous.q.end <= p.start and p.end <= d.q.start for p in m.periods)
            return None if other else _beside_mean(previous).basis
        previous = scene.last
        while previous is not None and not (previous.growth and _hands_on(previous, d)):
            previous = previous.before
        previous = previous and _beside_mean(previous)
        if previous is None or (previous.basis in ("cagr", "vs") and not m.norm.lstrip().startswith("其中")):
            return None
        return previous.basis

    def _compared(self, m: Mentions, d: Draft) -> str:
        """The clause before the number, with the one before it where that only says what is compared with."""
        first = d.first
        ahead = self._base_clause.search(m.norm, 0, first.clause)
        if ahead:
            d.note("change.base_clause")
        return m.norm[ahead.start() if ahead else m.clause_start_over_bracket(first.clause) : first.q.start]

    def _said_before(self, m: Mentions, first: Draft) -> Basis | None:
        """The base of the clauses without a number before this one (环比由降转涨，上涨0.1%)."""
        start = max((q.end for q in m.quantities if q.end <= first.clause), default=0)
        start = max(start, m.norm.rfind(";", 0, first.clause) + 1)
        cues = [c for c in self.bases.searched(m.norm[start : first.clause]) if c.rule.id != "basis.vs"]
        return cues[-1].rule.value["basis"] if cues else None

    def _from_level(self, m: Mentions, d: Draft) -> Basis | None:
        """A change behind its two levels (从1.8万元提高到4.6万元，增长1.5倍) has the first as base."""
        to = d.before
        start = to.before if to is not None and to.reached else None
        if to is None or start is None or to.q.end > d.clause or ";" in m.norm[start.q.end : to.q.start]:
            return None
        said = m.norm[start.clause : start.q.start]
        own = m.norm[d.clause : d.np_end].strip()
        if not self._from.search(said) or (own and own not in self._rate_nouns):
            return None
        cues = self.bases.searched(said)
        return cues[-1].rule.value["basis"] if cues else "vs"

    def _open_base(self, m: Mentions, d: Draft) -> Basis | None:
        """The base that an opening of the sentence says for all that follows (从环比看，…)."""
        views = list(self._base_view.finditer(m.norm, 0, d.first.clause))
        if not views:
            return None
        d.note("change.base_view")
        return self._base_viewed[views[-1]["base"]]

    def _note_below(self, m: Mentions, scene: Scene) -> None:
        """A base with 下同 behind it holds for the rest of the text."""
        below = self._base_below.search(m.norm) if "下同" in m.norm else None
        said = (below["base"] or below["inside"]) if below else ""
        cues = self.bases.searched(said)
        if below and cues and (below["inside"] or cues[-1].end == len(said)):
            scene.basis_below = cues[-1].rule.value["basis"]

    def leave(self, m: Mentions, scene: Scene, drafts: list[Draft]) -> None:
        """A year with 下同 behind it (比1996年（下同）) is the base that it was to the change beside it."""
        below = self._base_below.search(m.norm) if "下同" in m.norm and scene.basis_below is None else None
        if below is None or not any(p.end in (below.end("base"), below.end("inside")) for p in m.periods):
            return  # (人民币，下同)
        beside = next((d for d in drafts if d.growth and d.q.start >= below.end()), None)
        if beside is not None and beside.basis in ("yoy", "mom", "ytd"):
            scene.basis_below = beside.basis

    def decide(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """Set the base of a growth rate; that of an amount of change is kept for the rates that follow."""
        self._note_below(m, scene)
        d.of_rate = d.dim == "pp" and any(noun in m.norm[d.left : d.q.start] for noun in self._rate_nouns)
        if d.compared and d.before is not None:
            d.basis = d.before.basis  # 物价同比上涨2.7%，高于市场预期的2.5%
            return
        basis = d.basis if d.column_growth and d.basis else self._named(m, d) or self._unnamed(m, scene, d)
        if d.growth and d.rival and d.before is not None:
            d.basis = d.before.basis
        elif d.growth:
            d.basis = basis or ("vs" if d.gap or d.dim == "multiple" and d.first.change is None else "none")
        elif d.is_change:
            d.basis = basis  # dropped when the record is made
        elif d.before and d.before.basis:
            d.basis = d.before.basis if m.norm.rfind("。", d.before.q.end, d.q.start) < 0 else None

    def _named(self, m: Mentions, d: Draft) -> Basis | None:
        """The base that the clause names, or the one before it where that only says what is compared with."""
        clause = self._compared(m, d)
        cues = self._comparing(d, clause)
        if d.growth and (two := self._two_bases.search(clause)):  # 分别比上月和上年同期高0.01个和低0.09个百分点
            second = d.before is not None and d.before.clause == d.clause and d.before.growth
            return self._base_of[two["two" if second else "one"]]
        strong = [c for c in cues if c.rule.id != "basis.vs"] or cues
        if d.growth and (behind := self._base_behind.match(m.norm, (d.group[-1] if d.group else d).q.end)):
            d.note("change.base_behind")
            return self._base_named_behind[behind["base"]]
        if not strong:
            return None
        d.note(strong[-1].rule.id)
        named: Basis = strong[-1].rule.value["basis"]
        return named

    def _comparing(self, d: Draft, clause: str) -> list[Cue]:
        """The cues of a clause, without the words that only bound the number (增速高于6%, 涨幅低于3%)."""
        first = d.first
        at = first.q.start - len(clause)
        cues = self.bases.searched(clause)
        level = d.growth and d.rate and d.bound not in ("exact", "about")
        cues = [c for c in cues if not (level and c.rule.id == "basis.vs" and at + c.end >= first.np_end)]
        bounds = d.growth and d.bound in ("over", "under") and cues and cues[-1].rule.id == "basis.vs"
        return cues[:-1] if bounds and not clause[cues[-1].end :].strip() else cues

    def _unnamed(self, m: Mentions, scene: Scene, d: Draft) -> Basis | None:
        """The base of a change whose clause names none."""
        if d.gap or not (d.first.change is not None or d.growth):
            return None
        basis = (
            self._said_before(m, d.first)
            or self._open_base(m, d)
            or self._from_level(m, d)
            or self._carried_base(m, scene, d)
        )
        if basis is None and scene.basis_below:
            d.note("change.base_below")
            return scene.basis_below
        return basis


def _beside_mean(previous: Draft) -> Draft:
    """The change from the year before that stands beside a mean over years of the same thing, or the change itself.

    同比增长7%，比2019年增长14%，两年平均增长7%。其中，住宅投资增长9%: the parts go on with the first.
    """
    beside = previous.before
    same = beside is not None and beside.growth and beside.indicator == previous.indicator
    if same and beside is not None and (previous.basis, beside.basis) == ("mom", "yoy"):
        return beside  # 同比增长21%，环比下降4%，运输出口增长9%
    change = previous
    while change.basis in ("cagr", "vs") and change.before is not None and change.before.growth:
        change = change.before
    alike = previous.basis == "cagr" and change.basis == "yoy" and change.indicator == previous.indicator
    if not alike and same and beside is not None and (previous.basis, beside.basis) == ("cagr", "vs"):
        return beside  # 与2019年同期相比，下降9%，两年平均下降5%，其中出口增长3%
    return change if alike else previous


def _hands_on(previous: Draft, d: Draft) -> bool:
    """Whether a figure is a change whose base may hold for the next one, too."""
    if not (previous.growth or previous.is_change) or previous.gap or d.gap:
        return False
    if previous.basis == "cagr" and d.first.cumulated:
        return False  # 年均增长6.5%，累计下降26%
    return previous.basis not in (None, "none") and not (previous.of_rate and d.dim != "pp")

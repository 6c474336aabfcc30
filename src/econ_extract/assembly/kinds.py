"""A draft with its indicator in, its kind, unit, sign and base out."""

from __future__ import annotations

from dataclasses import replace

from econ_extract.assembly.bases import Bases
from econ_extract.assembly.counts import Counts
from econ_extract.assembly.currencies import Currencies
from econ_extract.assembly.draft import COUNTED_DIMS, Draft, Scene
from econ_extract.assembly.sums import Sums
from econ_extract.mentions import CueTable, Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook


class Kinds:
    """Decides kind, unit, direction, sign and base of comparison."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self.bases = Bases(book)
        self.currencies = Currencies(book)
        self.counts = Counts(book, phrases)
        self.sums = Sums(book, phrases, self.bases.bases)
        self.per = CueTable([book["threshold.per"]])
        self._per_near = book.pattern("phrase.per_near")
        self._rated = book.pattern("phrase.rated_in_percent")
        self._growth_behind = book.pattern("phrase.growth_behind")
        self._output_verb = book.pattern("phrase.output_verb")
        self._people = book.pattern("phrase.people_noun")
        self._rate_nouns = sorted(book.words("change.rate_noun"), key=len, reverse=True)
        self._falls = book.pattern("phrase.falling_rate")
        self._level_rate = book.pattern("phrase.level_rate")
        self._kept_at = book.pattern("phrase.kept_at")
        self._share = book.pattern("phrase.share_word")
        self._days_counted = book.pattern("phrase.days_counted")
        self._shares_issued = book.pattern("phrase.shares_issued")
        self._earnings_multiple = book.pattern("phrase.earnings_multiple")
        self._multiple_level = book.pattern("phrase.multiple_level")
        self._level_verb = book.pattern("phrase.level_verb")
        self._spread = book.pattern("phrase.rate_spread")
        self._rate_clause = book.pattern("phrase.rate_clause")
        self._deal = book.pattern("phrase.deal_behind")
        self._money_given = book.pattern("phrase.money_given")
        self._worth = book.pattern("phrase.worth_in_yi")
        self._over_years = book.pattern("phrase.moved_over_years")
        self._from_near = book.pattern("phrase.from_near")
        self._again = book.pattern("phrase.rate_again")
        self._of_whole = book.pattern("phrase.of_whole")
        self._masses = book.pattern("phrase.people_behind")

    def classify(self, m: Mentions, d: Draft) -> bool:
        """Set kind and unit; False where a number without a unit gets none from its indicator."""
        d.unit = d.q.unit or self._implied_unit(m, d)
        if not d.unit:
            return False
        if d.dim is None:
            d.dim = {"CNY": "money", "person": "person", "household": "household"}.get(d.unit, "count")
            head = self.phrases.lexicon.head(d.indicator or "", d.dim)
            d.head = head.rule if head else d.head
        if self._is_growth(m, d):
            d.kind = "growth_rate"
        else:
            d.kind = self._kind(m, d)
        return True

    @staticmethod
    def _sign_range(d: Draft) -> None:
        """A range of a fall goes from the greater fall to the smaller: 下降10%到15% is -15 to -10."""
        low, high = d.q.low, d.q.high
        if d.direction == "down" and low is not None and high is not None and low >= 0:
            d.q = replace(d.q, low=-high, high=-low)

    def _implied_unit(self, m: Mentions, d: Draft) -> str:
        """The unit of 20亿 or 400万: that of the indicator, else yuan for 亿 and things for 万."""
        if self._deal.match(m.norm, d.q.end):
            return "CNY"
        if (len(d.right) > 1 or d.right == "人") and m.norm[d.q.end] not in ",。;、的":
            return self._unit_of_noun(m, d)
        for phrase in (d.indicator or "", d.right):
            for head in self.phrases.lexicon.heads(phrase):
                dims = head.rule.value["dims"]
                if "money" in dims:
                    return "CNY"
                if "person" in dims or "count" in dims:
                    return "person" if head.rule.id == "indicator.people" else "count"
        if not d.right and self._people.search(d.indicator or ""):
            return "person"
        last = d.before
        if last is not None and last.q.unit is None and (d.inherited or last.unit == "person") and last.unit:
            return last.unit  # 留学人员在美国约41万，加拿大约23万
        money_near = any(q.unit == "CNY" for q in m.quantities) and (d.inherited or not d.indicator)
        if m.norm[d.q.end - 1] == "亿" or money_near:
            return "CNY"
        return "count" if d.indicator else ""

    def _unit_of_noun(self, m: Mentions, d: Draft) -> str:
        """The unit of a scale that counts the noun glued to it (1.6亿股民, 4万亿投资)."""
        if self._money_given.match(m.norm, d.q.end) or ("亿" in d.q.text and self._worth.match(m.norm, d.q.end)):
            return "CNY"  # 8.5亿消费券让利消费者: the consumers behind are not counted
        if self._masses.match(d.right) or self._masses.match(m.norm, d.q.end):
            return "person"
        head = next(iter(self.phrases.lexicon.heads(d.right)), None)
        if head and "money" in head.rule.value["dims"]:
            return "CNY"
        if d.role == "threshold" or (head and head.rule.id == "indicator.project_count" and "亿" in d.q.text):
            return "CNY"  # 700亿重大项目: there are no so many projects
        if head and d.right[: head.end].endswith("户") and head.rule.id == "indicator.people":
            return "household"
        counted = head is not None and head.rule.id == "indicator.people"
        return "person" if counted or self._people.search(d.right) else "count"

    def _is_growth(self, m: Mentions, d: Draft) -> bool:
        if "numeral.to_one" in d.q.rules:
            return False  # 收入比缩小至2.36:1 is a level
        if d.dim == "multiple" and self._earnings_multiple.search(m.norm, 0, d.q.start):
            return False
        if d.dim in ("multiple", "doubling"):
            return d.change is not None or not self._multiple_level.search(m.norm[d.clause : d.np_end])
        first = d.first
        per = self.per.ending(m.norm, d.clause) or self._per_near.search(m.norm, d.clause, d.q.start)
        if d.dim == "pp":
            return not per and not self._spread.search(m.norm, d.clause, d.q.start)
        if d.dim != "percent" or d.role == "threshold":
            return False
        if d.change is None and self._level_rate.search(d.indicator or ""):
            return False
        if (first.change is not None and not first.reached) or d.direction or d.column_growth:
            return True
        if first is d and d.before is not None and d.before.growth and self._risen_from(m, d, d.before):
            d.rate = d.rate or len(d.group) > 1
            return True
        if self._revised_again(m, d):
            d.rate = True
            return True
        if (told := self._rate_again(m, d)) is not None:
            d.rate, d.direction = True, told.direction
            return True
        if d.compared and d.before is not None and d.before.growth:  # 同比增长2.7%，高于预期的2.5%
            return d.before.change is None or d.before.change.rule.value["direction"] == "up"
        reached = m.norm[d.left : d.np_end] if d.reached else ""
        if noun := next((w for w in self._rate_nouns if reached.endswith(w)), None):  # 涨幅回落至3%
            d.rate = True
            d.direction = "down" if self._falls.search(noun) else d.direction
            return True
        if behind := self._growth_behind.match(m.norm, (d.group[-1] if d.group else d).q.end):  # 分别实现3%、5%的增长
            d.rate = True
            d.direction = "down" if self._falls.search(behind[0]) else d.direction
            return True
        if said := self._rate_clause.search(m.norm, 0, d.q.start):
            d.rate = True
            d.direction = "down" if self._falls.search(said["noun"] or said["base"] or said["span"]) else d.direction
            d.note("phrase.rate_clause")
            return True
        if (d.head is not None and d.head.value["kind"] == "growth_rate") or self._grows_by_name(m, d):
            return True
        return d.q.value is not None and d.q.value < 0

    def _risen_from(self, m: Mentions, d: Draft, before: Draft) -> bool:
        """增速从3.8%升至4.6%, 出口增长从9.3%上升到15.2%, 涨幅由1988年的18.5%，回落到2.1%: rates of change, both."""
        moved = d.way == "moved" or self._from_near.search(m.norm, before.clause, before.q.start) is not None
        if d.reached and ((before.clause == d.clause and (before.rate or moved)) or d.way == "moved"):
            return True
        over = before.rate and self._over_years.fullmatch(m.norm, before.q.end, d.q.start) is not None
        if over:
            d.note("phrase.moved_over_years")
        return over

    def _rate_again(self, m: Mentions, d: Draft) -> Draft | None:
        """The rate before that goes on with another owner or member (甘肃增速为8%，青海为6.5%、宁夏则是7%)."""
        first, before = d.first, d.before
        if first is not d:
            return first if first.growth and first.rate and first.dim == "percent" else None
        while before is not None and before.dim == "rank":
            before = before.before
        if before is None or not before.growth or not before.rate or before.dim != "percent":
            return None
        again = self._again.search(m.norm, before.q.end, d.q.start)
        if again is None or self._of_whole.match(m.norm, d.q.end):
            return None
        own = self.phrases.lexicon.head(again["who"], None)  # 收入为6%: an amount is no per cent, it grows by it
        return before if own is None or "money" in own.rule.value["dims"] else None

    def _revised_again(self, m: Mentions, d: Draft) -> bool:
        """Whether a level goes on with the rates before it (增长预期从3%下调至2%，明年从4%下调至3%)."""
        before = d.before
        if (
            before is None
            or not (before.growth and before.reached)
            or not self._from_near.search(m.norm, d.clause, d.q.start)
        ):
            return False
        own = self.phrases.lexicon.head(m.norm[d.left : d.np_end], None)
        return own is None or "money" in own.rule.value["dims"]  # 进口则从20.1%下降到8.7%

    def _grows_by_name(self, m: Mentions, d: Draft) -> bool:
        """增速回落至5.2%, 生产总值维持在4%: a rate that its name says to be one of change."""
        name = d.indicator or ""
        if noun := next((w for w in self._rate_nouns if name.endswith(w)), None):
            d.direction = "down" if self._falls.search(noun) else d.direction
            return True
        level = self._kept_at.search(m.norm, d.clause, d.q.start) and not self._share.search(m.norm, d.clause, d.q.end)
        if level and d.inherited and self._told_to_grow(d):
            return True
        head = self.phrases.lexicon.head(name, None) if level else None
        return head is not None and head.end == len(name) and "money" in head.rule.value["dims"]

    @staticmethod
    def _told_to_grow(d: Draft) -> bool:
        """指数同比增长8.1%，增速比上月回落0.2个百分点，保持在8%以上: of what is told, a rate was given and no level."""
        grows, before = False, d.before
        while before is not None and before.indicator == d.indicator:
            if before.dim == "percent" and not before.growth:
                return False
            grows, before = grows or before.dim == "percent", before.before
        return grows

    def _kind(self, m: Mentions, d: Draft) -> str:
        head = d.head.value if d.head else {}
        kind = str(head.get("kind", ""))
        if d.dim in ("percent", "pp", "multiple"):
            level = kind == "index" and d.dim == "percent" and not self._rated.search(d.indicator or "")
            return "index" if level else "ratio"
        if d.dim == "money":
            return self.sums.kind(m, d, kind)
        if d.dim == "person":
            return "people"
        if d.dim in ("count", "household"):
            return self.counts.kind(m, d, kind)
        if d.dim == "area" and kind != "area" and self._output_verb.search(m.norm[d.left : d.q.start]):
            return "quantity"
        if d.dim in ("area", "rank"):
            return str(d.dim)
        if d.dim == "time":
            return "count" if self._days_counted.search(d.indicator or "") else "duration"
        if d.dim == "point":
            return "index"
        if d.dim == "share":
            return "finance_flow" if self._shares_issued.search(m.norm[d.clause : d.q.start]) else "count"
        return "quantity"

    def sign(self, m: Mentions, d: Draft) -> None:
        """Direction and sign of changes; an amount of change is an increment, a decrease is negative."""
        self._sign_value(m, d)
        self._sign_range(d)

    def _sign_value(self, m: Mentions, d: Draft) -> None:
        first = d.first
        change = d.change or first.change
        down = change is not None and change.rule.value["direction"] == "down"
        if d.growth:
            negative = d.value is not None and d.value < 0
            d.direction = "down" if down or negative or d.direction == "down" else "up"
            if d.direction == "down" and d.value is not None and d.value > 0:
                d.value = -d.value
            return
        d.direction = None
        d.is_change = d.column_change
        if d.aside and d.before is not None and d.before.is_change and d.value is not None:
            d.is_change = True  # 减少280亿索姆(约合26.5亿元)
            d.value = d.value.copy_sign(d.before.value or d.value)
            return
        if first.change is None or first.reached or d.dim in ("percent", "pp", "rank") or d.role == "threshold":
            return
        if self._of_counted(m, d):
            return
        if d.dim == "time" and not self.bases.bases.searched(m.norm[first.clause : first.q.start]):
            return  # 工期缩短2个月 is a length; 周转天数同比减少0.1天 is a change
        d.is_change = True
        if down and d.value is not None:
            d.value = -d.value

    def _of_counted(self, m: Mentions, d: Draft) -> bool:
        """降低了20个项目的收费: what changes stands behind 的, the number counts the things whose it is."""
        if d.dim not in COUNTED_DIMS or not d.right or d.change is None:
            return False
        leveled = self._level_verb.fullmatch(m.norm, d.change.start, d.change.end) is not None
        return m.norm.startswith("的", d.right_end) or (leveled and "的" in d.right)

    def base(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """What the article says beyond the sentence: the currency of its 元, and the base of a change."""
        d.unit = self.currencies.unit(scene.article, m, d)
        self.bases.decide(m, scene, d)

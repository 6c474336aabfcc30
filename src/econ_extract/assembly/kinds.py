"""A draft with its indicator in, its kind, unit, sign and base out."""

from __future__ import annotations

import re

from econ_extract.assembly.bases import Bases
from econ_extract.assembly.draft import Draft, Scene
from econ_extract.mentions import CueTable, Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

_MONEY_KINDS = frozenset(
    "investment loan_balance deposit_balance asset_balance finance_flow output_value revenue profit fiscal trade"
    " foreign_capital money_other price".split()
)
_ENTERPRISE_UNITS, _PROJECT_UNITS = "家户个所间", "个项大批"
_PIECES, _NO_PIECES = "台辆套片只头件艘架箱吨部支颗枚块张瓶尾羽株", "家户所项场次名位种类"


class Kinds:
    """Decides kind, unit, direction, sign and base of comparison."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self.per = CueTable([book["threshold.per"]])
        self._growth_behind = book.pattern("phrase.growth_behind")
        self._output_verb = book.pattern("phrase.output_verb")
        self._people = book.pattern("phrase.people_noun")
        self._per_unit = book.pattern("phrase.per_unit")
        self._unit_price = book.pattern("phrase.unit_price")
        self._rates = tuple(book.words("change.rate_noun"))
        self._base = Bases(book)
        self._each = book.pattern("phrase.each")
        self._firms = book.pattern("phrase.firm_households")
        self._exchange = book.pattern("phrase.exchange")
        self._generic = book.words("phrase.generic_noun")
        self._count_tails = book.words("phrase.count_tail") | {""}

    def classify(self, m: Mentions, d: Draft) -> bool:
        """Set kind and unit; False where a number without a unit gets none from its indicator."""
        d.unit = d.q.unit or self._implied_unit(m, d)
        if not d.unit:
            return False
        if d.dim is None:
            d.dim = {"CNY": "money", "person": "person"}.get(d.unit, "count")
            head = self.phrases.lexicon.head(d.indicator or "", d.dim)
            d.head = head.rule if head else d.head
        if self._is_growth(m, d):
            d.kind = "growth_rate"
        else:
            d.kind = self._kind(m, d)
        return True

    def _implied_unit(self, m: Mentions, d: Draft) -> str:
        """The unit of 20亿 or 400万: that of the indicator, else yuan for 亿 and things for 万."""
        if len(d.right) > 1 and m.norm[d.q.end] not in ",。;、的":
            return self._unit_of_noun(d)
        for phrase in (d.indicator or "", d.right):
            for head in self.phrases.lexicon.heads(phrase):
                dims = head.rule.value["dims"]
                if "money" in dims:
                    return "CNY"
                if "person" in dims or "count" in dims:
                    return "person" if head.rule.id == "indicator.people" else "count"
        money_near = any(q.unit == "CNY" for q in m.quantities) and (d.inherited or not d.indicator)
        if m.norm[d.q.end - 1] == "亿" or money_near:
            return "CNY"
        return "count" if d.indicator else ""

    def _unit_of_noun(self, d: Draft) -> str:
        """The unit of a scale that counts the noun glued to it (1.6亿股民, 4万亿投资)."""
        head = next(iter(self.phrases.lexicon.heads(d.right)), None)
        if head and "money" in head.rule.value["dims"]:
            return "CNY"
        if d.role == "threshold":
            return "CNY"
        counted = head is not None and head.rule.id == "indicator.people"
        return "person" if counted or self._people.search(d.right) else "count"

    def _is_growth(self, m: Mentions, d: Draft) -> bool:
        if d.dim in ("multiple", "doubling"):
            return True
        first = d.first
        per = self.per.ending(m.norm, d.clause) or re.search(r"每[^,。;]{0,6}$", m.norm[d.clause : d.q.start])
        if d.dim == "pp":
            return not per
        if d.dim != "percent" or d.role == "threshold":
            return False
        if (first.change is not None and not first.reached) or d.direction or d.column_growth:
            return True
        risen = d.reached and d.before is not None and d.before.growth and d.before.clause == d.clause
        if risen and d.before is not None and d.before.rate:  # 增速从3.8%升至4.6%: a rate of change, too
            return True
        if d.reached and m.norm[d.left : d.np_end].endswith(self._rates):  # 涨幅回落至3%
            d.rate = True
            return True
        if self._growth_behind.match(m.norm, d.q.end):
            d.rate = True
            return True
        if d.head is not None and d.head.value["kind"] == "growth_rate":
            return True
        return d.q.value is not None and d.q.value < 0

    def _kind(self, m: Mentions, d: Draft) -> str:
        head = d.head.value if d.head else {}
        kind = str(head.get("kind", ""))
        if d.dim in ("percent", "pp"):
            return "index" if kind == "index" else "ratio"
        if d.dim == "money":
            return self._money_kind(m, d, kind)
        if d.dim == "person":
            return "people"
        if d.dim in ("count", "household"):
            return self._count_kind(m, d, kind)
        if d.dim == "area" and self._output_verb.search(m.norm[d.left : d.q.start]):
            return "quantity"
        if d.dim in ("area", "rank"):
            return str(d.dim)
        if d.dim == "time":
            return "duration"
        if d.dim == "point":
            return "index"
        if d.dim == "share":
            return (
                "finance_flow"
                if re.search(r"回购|增持|减持|发行|配售|认购|派|质押", m.norm[d.clause : d.q.start])
                else "count"
            )
        return "quantity"

    def _money_kind(self, m: Mentions, d: Draft, kind: str) -> str:
        if d.role == "measure" and self._per_unit.match(m.norm, d.q.end):
            return "price"
        if d.role == "measure" and self._unit_price.search(m.norm[d.left : d.q.start]):
            return "price"
        if self._exchange.search(m.norm, d.left, d.q.start):
            return "price"
        if d.role == "threshold":
            return kind if kind in _MONEY_KINDS else ("investment" if "项目" in d.right else "money_other")
        if (
            kind in ("", "money_other")
            and re.search(r"投入|耗资|斥资|出资", m.norm[d.left : d.q.start])
            and re.match(r"\s*(?:建成|建设|兴建|新建|打造|实施|用于建|改造)", m.norm[d.q.end :])
        ):
            return "investment"
        if (
            kind == "finance_flow"
            and d.change is not None
            and re.search("贷款", d.indicator or "")
            and self._from_year_start(m, d)
        ):
            return "loan_balance"
        if kind == "price" and re.search("[万亿]", d.q.text) and not self._each.search(m.norm, d.left, d.q.start):
            return "money_other"  # 以2.1亿元的价格成交: a sum, not the price of one thing
        if kind in _MONEY_KINDS:
            return kind
        head = self.phrases.lexicon.head(m.norm[d.clause : d.np_end], "money") or self.phrases.lexicon.head(
            d.right, "money"
        )
        if head:
            d.rules.append(head.rule.id)
            d.head = head.rule
            return str(head.rule.value["kind"])
        spoken = next(iter(self.phrases.lexicon.heads(m.norm[: d.clause], "money")), None)
        generic = not d.indicator or d.indicator in self._generic or d.head is None and len(d.indicator) <= 5
        if spoken and generic:
            return str(spoken.rule.value["kind"])
        return "money_other"

    def _is_output(self, m: Mentions, d: Draft, kind: str) -> bool:
        """Pieces made, sold or shipped (汽车产量86.8万辆, 空调出口1738万台) are physical amounts, not counts."""
        if d.dim != "count" or m.norm[d.q.end - 1] in _NO_PIECES:
            return False
        general = self.phrases.lexicon.head(d.indicator or "", None)
        at_end = general is not None and general.end == len(d.indicator or "")
        named = at_end and general is not None and general.rule.value["kind"] in ("quantity", "trade")
        made = self._output_verb.search(m.norm[d.left : d.q.start]) and kind not in (
            "project_count",
            "enterprise_count",
        )
        return bool(named or (made and m.norm[d.q.end - 1] in _PIECES))

    def _from_year_start(self, m: Mentions, d: Draft) -> bool:
        """Whether the change is counted from the end of the last year, here or in the draft it continues."""
        cues = self._base.bases.searched(m.norm[d.clause : d.q.start])
        return any(c.rule.id == "basis.ytd" for c in cues) or bool(not cues and d.before and d.before.basis == "ytd")

    def _count_kind(self, m: Mentions, d: Draft, kind: str) -> str:
        classifier = "家" if m.norm[: d.q.end].endswith("家次") else m.norm[d.q.end - 1]
        if self._is_output(m, d, kind):
            return "quantity"
        head = self.phrases.lexicon.head(d.indicator or "", "count")
        opens = (
            next((h for h in self.phrases.lexicon.heads(d.right, "count") if h.start == 0), None)
            if d.indicator == d.right
            else None
        )
        if (
            head
            and opens is None
            and (d.indicator or "")[head.end :] not in self._count_tails
            and classifier != "家"
            and d.dim == "count"
        ):
            kind = ""
        if d.dim == "household":
            if kind == "enterprise_count" or self._firms.search(d.indicator or ""):
                d.unit = "count"
                return "people" if re.search("用户|客户", d.indicator or "") else "enterprise_count"
            return "people"
        if classifier == "家":
            return (
                "project_count"
                if kind == "project_count" and not d.right
                else (
                    "count"
                    if re.search(r"(?:园区|经开区|开发区|集聚区|集群|高新区|新区)$", d.indicator or "")
                    else "enterprise_count"
                )
            )
        if kind == "enterprise_count" and classifier in _ENTERPRISE_UNITS:
            return kind
        if kind == "project_count" and classifier in _PROJECT_UNITS:
            return kind
        if kind == "people":
            return kind
        return "count"

    def sign(self, m: Mentions, d: Draft) -> None:
        """Direction and sign of changes; an amount of change is an increment, a decrease is negative."""
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
        if d.dim == "time" and not self._base.bases.searched(m.norm[first.clause : first.q.start]):
            return  # 工期缩短2个月 is a length; 周转天数同比减少0.1天 is a change
        d.is_change = True
        if down and d.value is not None:
            d.value = -d.value

    def base(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """The base that a change is relative to."""
        self._base.decide(m, scene, d)

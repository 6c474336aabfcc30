"""A draft of a deal, a fine or a price in, who is a party to it out."""

from __future__ import annotations

from econ_extract.assembly.draft import Draft
from econ_extract.mentions import Mentions
from econ_extract.rules import RuleBook

_HOLDING = 4  # characters between who holds a stake and the verb (合计持有)


class Parties:
    """Finds who buys, sells, holds, invests or is fined, by the words around the number."""

    def __init__(self, book: RuleBook) -> None:
        self._revised = book.pattern("subject.forecast_revised")
        self._from_near = book.pattern("phrase.from_near")
        self._revenue = book.pattern("subject.revenue")
        self._stake_of = book.pattern("subject.stake_of")
        self._priced_market = book.pattern("subject.priced_market")
        self._punished = book.pattern("subject.punished")
        self._contract = book.pattern("subject.contract")
        self._contract_cost = book.pattern("phrase.contract_cost")
        self._daughter = book.pattern("subject.daughter")
        self._fine = book.pattern("phrase.fine")
        self._bought_stock = book.pattern("subject.bought_stock")
        self._dealt = book.pattern("subject.dealt")
        self._dealer_named = book.pattern("subject.dealer")
        self._dealer_bare = book.pattern("subject.dealer_bare")
        self._shareholder = book.pattern("subject.shareholder")
        self._stake = book.pattern("phrase.stake")
        self._income_group = book.pattern("subject.income_group")

    def income_group(self, m: Mentions, d: Draft) -> str | None:
        """Those of one group of incomes, directly before what is measured of them (最低20%收入组|人均可支配收入)."""
        named = d.indicator or ""
        if "收入" not in m.norm[: d.q.start] or not named or d.inherited:
            return None
        start = max((m.norm.rfind(mark, 0, d.q.start) for mark in ",。;"), default=-1) + 1
        for group in self._income_group.finditer(m.norm, start, d.q.start):
            if m.norm.startswith(named, group.end()):
                return group["who"]
        return None

    def market(self, m: Mentions, d: Draft) -> str | None:
        """The market that a sentence of prices opens with (国内白茶市场小幅上涨，白毫银针价格上涨2万元/吨)."""
        if d.kind != "price":
            return None
        return next((market["who"] for market in self._priced_market.finditer(m.norm, 0, d.q.start)), None)

    def forecast(self, m: Mentions, d: Draft) -> str | None:
        """Of whom a forecast is revised, who is not the one that revises it (世行将全球经济增速预期上调至3%).

        The next pair of levels is of whom it names (德国则从2%下调至1%), or of the same (2024年从2%下调至1%).
        """
        if d.dim != "percent":
            return None
        said = self._revised.search(m.norm, d.clause, d.q.start)
        before = d.before
        again = before is not None and before.reached and before.status == "forecast"
        again = again and self._from_near.search(m.norm, d.clause, d.q.start) is not None
        if said is None and not again:
            return None
        start = said.start() if said else d.clause
        named = next((e.text for e in m.entities if start <= e.start < d.q.start and e.type != "person"), None)
        above = before.proposed[0] if again and before is not None and before.proposed else ("", ("", None))
        return (said and said["world"]) or named or (above[1][0] if above[0] == "owner" else None)

    def to_sum(self, m: Mentions, d: Draft) -> str | None:
        """Whom an office fined, the daughter that invests, the share that money flows into."""
        if d.dim != "money":
            return None
        if self._contract_cost.search(d.indicator or ""):
            return next((found["who"] for found in self._contract.finditer(m.norm, 0, d.q.start)), None)
        if d.kind == "investment" and (daughter := self._daughter.search(m.norm, 0, d.q.start)):
            return str(daughter["who"])
        if self._fine.search(m.norm[d.clause : d.right_end]) and not self._revenue.search(d.indicator or ""):
            found = [*self._punished.finditer(m.norm, 0, d.q.start)]
            return found[-1]["who"] or found[-1]["whom"] if found else None
        at = m.norm.rfind("净", d.clause, d.q.start)
        stock = self._bought_stock.search(m.norm, d.clause, at) if at > 0 else None
        return stock["who"] if stock else None

    def dealer(self, m: Mentions, d: Draft) -> str | None:
        """Who sells, buys or holds the shares of a number (股东王大明拟减持2%股份, 云岭集团持有其9%股权)."""
        if d.dim not in ("percent", "share") or d.change is not None:
            return None
        if held := self._shareholder.match(m.norm, d.q.end):
            return str(held["who"])
        dealt = self._dealt.search(m.norm, d.left, d.q.start)
        if dealt is None or (dealt["hold"] and not self._stake.match(d.right)):
            return None
        start = max(m.norm.rfind(mark, 0, dealt.start()) for mark in "。;】") + 1
        for named in reversed([*self._dealer_named.finditer(m.norm, start, dealt.start())]):
            if dealt["hold"] and dealt.start() - named.end() > _HOLDING:
                continue
            if named["who"] or m.norm[named.start() - 1 : named.start()] not in ("的", "为", "是"):
                return str(named["who"] or named["role"])
        bare = self._dealer_bare.search(m.norm, max(0, m.clause_start(dealt.start()) - 1), dealt.start())
        known = bare and any((e.start, e.end) == bare.span("who") for e in m.entities)
        return bare["who"] if bare and (known or m.norm[: bare.start("who")].rstrip().endswith(":")) else None

    def firm_of_stake(self, m: Mentions, d: Draft) -> str | None:
        """The firm whose stake changes hands, directly before a share of it (转让云谷科技70%股权)."""
        if d.dim not in ("percent", "share") or d.bound != "exact" or not self._stake.match(d.right):
            return None
        firm = self._stake_of.search(m.norm, d.left, d.q.start)
        return firm["who"] if firm else None

"""The phrase before a number in, the same phrase out with what it leaves unsaid since a figure before said it."""

from __future__ import annotations

from econ_extract.assembly.clauses import Clauses
from econ_extract.assembly.draft import SHARED_DIMS, Draft, Scene
from econ_extract.mentions import Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

_SHORTENED = 4  # characters of a name that is repeated in short
_NOUN = 2  # characters of a noun that a part shares with its whole


class Completing:
    """Completes a phrase by the figures before it."""

    def __init__(self, book: RuleBook, phrases: PhraseReader, clauses: Clauses) -> None:
        self.phrases, self.clauses = phrases, clauses
        self._generic = book.words("phrase.generic_noun")
        self._sector = book.pattern("phrase.sector")
        self._trade_way = book.pattern("phrase.trade_way")
        self._goods_alone = book.pattern("phrase.goods_alone")
        self._traded_goods = book.pattern("phrase.traded_goods")
        self._trade_whole = book.pattern("phrase.trade_whole")
        self._trade_gap = book.pattern("phrase.trade_gap")
        self._achieving = book.pattern("phrase.achieving")
        self._traded = book.pattern("phrase.traded")
        self._both_ways = book.pattern("phrase.both_ways")
        self._mean = book.pattern("phrase.mean")
        self._told_to_be = book.pattern("phrase.told_to_be")

    def completed(self, m: Mentions, d: Draft, left: str) -> str:
        """A name that says nothing alone (金额, 占比) with what was spoken of before it."""
        if left not in self._generic:
            return self._trade_of(m, d) + left if self._trade_gap.fullmatch(left) else left
        if d.clause and (said := self._told_to_be.search(m.norm, m.clause_start(d.clause - 1), d.clause)):
            return said["what"] + left
        aside = d.before is not None and (d.before.aside or d.before.role == "threshold")
        before = d.before.before if d.before is not None and aside else d.before
        near = before is not None and before.clause >= m.clause_start((d.before or d).clause - 1)
        named = (before.indicator if before and near else None) or self.clauses.earlier_clause(m, d)
        return named if named.endswith(left) else named + left

    def _trade_of(self, m: Mentions, d: Draft) -> str:
        """国际货物和服务贸易进出口3.4万亿元，实现顺差260亿元: the trade whose surplus it is."""
        name = (d.before.indicator if d.before else None) or ""
        said = self._achieving.match(m.norm, d.left, d.np_end)
        trade = self.phrases.left(m, d.left, said.end("trade")) if said else name
        return trade if self._traded.search(trade) and not self._trade_gap.search(trade) else ""

    @staticmethod
    def in_full(m: Mentions, d: Draft, left: str) -> str:
        """The name of which the part of the next region repeats but the end.

        东部地区房地产开发投资6亿元，增长6%；中部地区投资2亿元: 房地产开发投资 of both;
        1—8月，规模以上工业发电5亿度；8月份发电8千万度: 规模以上工业发电 of both.
        """
        last = d.before
        while last is not None and last.dim != d.dim:
            last = last.before
        named = last.indicator if last is not None and m.norm.count(";", last.q.end, d.q.start) <= 1 else None
        if last is None or named is None or not named.endswith(left) or not 1 < len(left) <= _SHORTENED:
            return left
        places = (
            {e.end for e in m.entities if e.type == "region"}
            if m.norm.count(";", last.q.end, d.q.start) == 1
            else set()
        )
        times = {p.end for p in m.periods}
        if m.norm.find(left, d.clause, d.q.start) in times:
            return named
        both = m.norm.find(left, d.clause, d.q.start) in places and m.norm.find(named, 0, last.q.start) in places
        return named if both else left

    def of_its_sector(self, m: Mentions, d: Draft, left: str) -> str:
        """企业贷款增加9亿元，其中，短期贷款减少2亿元: the part is the sector's, too (企业短期贷款)."""
        start = max(m.norm.rfind(mark, 0, d.q.start) for mark in ";。") + 1
        parted = m.norm.rfind("其中", start, d.q.start)
        whole = d.before
        while whole is not None and whole.q.start > parted:
            whole = whole.before
        if parted < 0 or whole is None or whole.q.start < start or not whole.indicator:
            return left
        sector = self._sector.match(whole.indicator)
        own = bool(left) and left[-2:] == whole.indicator[-2:] and not self._sector.match(left)
        return f"{sector[0]}{left}" if sector and own else left

    def of_its_trade(self, m: Mentions, scene: Scene, d: Draft, left: str) -> str:
        """旅行服务进出口42亿元，其中出口12亿元: the half is of the same trade (旅行服务出口)."""
        if other := self._other_way(d, left):
            return other
        parted = m.norm.rfind("其中", 0, d.q.start)
        whole = d.before if m.norm[:parted].strip() else d.before or scene.last
        here = d.before is not None
        while parted >= 0 and whole is not None:
            name = whole.uncut or whole.indicator or ""
            if self._both_ways.search(name) and (not here or whole.q.end <= parted):
                trade = self._trade_whole.fullmatch(name)
                return trade["of"] + left if trade else left
            if self._both_ways.search(name):
                break  # a new whole without its own 其中
            following = whole.before
            if following is None and here and not m.norm[:parted].strip():
                following, here = scene.last, False
            whole = following
        return left

    def of_its_list(self, m: Mentions, scene: Scene, d: Draft, left: str) -> str:
        """出口机电产品90亿元，其中手机20亿元；汽车12亿元: which way the goods of a list go, its first says."""
        if not left or d.right or d.change is not None or d.dim in SHARED_DIMS or d.role == "threshold":
            return left
        parted = m.norm.rfind("其中", 0, d.q.start)
        opens = parted >= 0 and not m.norm[:parted].strip()
        whole = d.before or (scene.last if opens else None)
        while whole is not None and whole.change is not None and whole.before is not None:
            whole = whole.before
        way = self._trade_way.match(whole.indicator or "") if whole is not None else None
        goods = way is not None and self._goods_alone.fullmatch(left) is not None
        if way is None or not goods or self.phrases.lexicon.head(left, None):
            return left
        return str(way["way"]) + left

    def _other_way(self, d: Draft, left: str) -> str:
        """出口船舶38艘，进口2艘: the goods that went the other way in the same unit."""
        other = d.before
        while other is not None and other.q.unit != d.q.unit:
            other = other.before
        if other is None or d.dim in ("money", *SHARED_DIMS) or d.change is not None or other.change is not None:
            return ""
        goods = self._traded_goods.fullmatch(other.indicator or "")
        if goods is None:
            return ""
        return left + goods["of"] if goods["first"] else goods["goods"] + left

    def meaning(self, m: Mentions, d: Draft) -> str:
        """日均环比增长3.2% behind a level: the mean of that level (日均货物吞吐量)."""
        mean = self._mean.search(m.norm, d.left, d.q.start)
        level = d.level_before
        named = level.indicator if level is not None and (d.change or level.dim == d.dim) else None
        alone = mean is not None and not m.norm[d.left : mean.start("mean")].strip(" 其中,")
        if mean is None or not named or not alone or d.right or named.startswith(mean["mean"]):
            return ""
        d.note("phrase.mean")
        return mean["mean"] + named

    def part_of_level(self, m: Mentions, d: Draft, left: str) -> str:
        """债券平均利率3.3%，其中一般债券3.1%: a part is measured as its whole, in the words behind the noun of both."""
        if d.dim not in ("percent", "time") or d.change is not None or d.right or len(left) <= _NOUN:
            return ""
        noun, whole, measured = left[-_NOUN:], d.before, ""
        while whole is not None:
            measured = m.norm[whole.clause : whole.np_end].strip().rpartition(noun)[2]
            if whole.dim == d.dim and noun in m.norm[whole.clause : whole.np_end] and measured:
                break
            whole = whole.before
        if whole is None or whole.change is not None or "其中" not in m.norm[whole.q.end : d.q.start]:
            return ""
        return left + measured if self.phrases.lexicon.head(measured, d.dim) else ""

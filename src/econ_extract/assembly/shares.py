"""A draft in, its indicator out where shares are told of: prices of shares, stakes in firms, shares of a whole."""

from __future__ import annotations

import re
from os.path import commonprefix

from econ_extract.assembly.draft import COUNTED_DIMS, Draft, Scene
from econ_extract.assembly.naming import Naming
from econ_extract.mentions import Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rendering import normalize
from econ_extract.rules import RuleBook

_SHARE_PRICE = "股价"
_JOINTS = "、和"
_SEVERAL = 2  # members of a list that 两者 or 三者 stands for, at least
_JUST_ABOVE = 240  # characters above in which a share is spoken of
_ABOVE = 160  # characters above the sentence in which a share still names the whole of the next


class Shares:
    """Names the prices of shares and of goods, stakes, and shares of a whole."""

    def __init__(self, book: RuleBook, phrases: PhraseReader, naming: Naming) -> None:
        self.phrases, self.naming = phrases, naming
        self._share_whole = book.pattern("phrase.share_whole")
        self._stake = book.pattern("phrase.stake")
        self._stake_deal = book.pattern("phrase.stake_deal")
        self._occupies = book.pattern("phrase.occupies")
        self._share_adverb = book.pattern("phrase.share_adverb")
        self._shares_told = book.pattern("phrase.shares_told")
        self._share_moves = book.pattern("phrase.share_moves")
        self._stake_held = book.pattern("phrase.stake_held")
        self._no_share = book.pattern("phrase.no_share")
        self._of_share = book.pattern("phrase.of_share")
        self._only_trading = book.pattern("phrase.only_trading")
        self._prices_told = book.pattern("phrase.prices_told")
        self._price_moves = book.pattern("phrase.price_moves")
        self._all_of_them = book.pattern("phrase.all_of_them")
        self._payout_plan = book.pattern("phrase.payout_plan")

    def told(self, m: Mentions, scene: Scene, d: Draft) -> bool:
        """Give the draft the price of a share, or what is given on ten shares, where the text tells of them."""
        return self._by_share(m, scene, d) or self._by_own_share(m, scene, d) or self._by_ten_shares(m, d)

    def _by_share(self, m: Mentions, scene: Scene, d: Draft) -> bool:
        """银行股全线走低，恒安银行跌2.07%: the price of the share of the firm before the verb."""
        goes_on = scene.last is not None and scene.last.indicator == _SHARE_PRICE
        told = goes_on or self._shares_told.search(m.norm, 0, d.clause)
        if d.dim != "percent" or d.change is None or not told:
            return False
        moved = self._share_moves.search(m.norm, max(0, d.clause - 1), d.q.start)
        head = self.phrases.lexicon.head(moved["who"], None) if moved else None
        measure = head is not None and head.rule.value["kind"] != "enterprise_count"
        if moved is None or measure or self._no_share.search(moved["who"]):
            return False
        begun = (e.end for e in m.entities if e.type == "org" and e.start == moved.start("who"))
        if any(end < moved.end("who") and m.norm[end] not in _JOINTS for end in begun):
            return False  # 云岭铺子|全年涨幅, but 东湖银行、|远山银行
        d.indicator, d.owner = _SHARE_PRICE, moved["who"]
        d.note("phrase.share_moves")
        return True

    def _by_own_share(self, m: Mentions, scene: Scene, d: Draft) -> bool:
        """该股今年以来涨97%, 盘中一度大涨18%: the price of a share in a clause that names no other measure."""
        if d.dim not in ("percent", "multiple") or d.change is None:
            return False
        firms = (e for e in m.entities if e.type == "org" and d.clause <= e.start and e.end <= d.q.start)
        firm = next(firms, None)
        start = firm.end if firm else d.clause
        dated = {at for p in m.periods for at in range(max(p.start, start), min(p.end, d.q.start))}
        rest = "".join(m.norm[at] for at in range(start, d.q.start) if at not in dated)
        moved = self._only_trading.fullmatch(rest)
        if moved is None or not self._tells_of_share(m, scene, d, named=firm is not None):
            return False
        noun = "" if _SHARE_PRICE in rest else moved["noun"] or ""  # 股价涨幅 is of 股价, as any growth
        d.indicator, d.owner = _SHARE_PRICE + noun, firm.text if firm else None
        d.note("phrase.of_share")
        return True

    def _tells_of_share(self, m: Mentions, scene: Scene, d: Draft, *, named: bool) -> bool:
        """Whether the sentence speaks of a share last, else goes on with one, else names a firm below words of one."""
        told = [*self._of_share.finditer(m.norm, 0, d.q.start)]
        last = d.before or scene.last
        if last is not None and last.growth and not (last.indicator or "").startswith(_SHARE_PRICE):
            return False
        if told:
            return told[-1]["share"] is not None
        above = scene.article.text[max(0, scene.begins - _JUST_ABOVE) : scene.begins] if named else ""
        shares = [*self._of_share.finditer(normalize(above))]
        goes_on = last is not None and (last.indicator or "").startswith(_SHARE_PRICE)
        return goes_on or (bool(shares) and shares[-1]["share"] is not None)

    def _by_ten_shares(self, m: Mentions, d: Draft) -> bool:
        """拟10转4派3元, 每10股转增4股: what is given on ten shares, with the ten shares."""
        plan = self._payout_plan.search(m.norm, d.clause, d.q.start) if d.dim in ("money", "share") else None
        if plan is None:
            return False
        named = "".join(plan.group("ten", "what"))
        self.naming.set(d, named, self.phrases.lexicon.head(named, d.dim))
        return True

    def by_price(self, m: Mentions, scene: Scene, d: Draft) -> bool:
        """多家钢厂上调出厂价格，江北钢铁热卷上调300元: the price of the goods of the firm before the verb."""
        if d.dim != "money" or d.change is None:
            return False
        told = next(iter([*self._prices_told.finditer(m.norm, 0, d.clause)][-1:]), None)
        last = scene.last if scene.last is not None and scene.last.way == "priced" else None
        price = told["price"] if told else (last.priced if last else "")
        moved = self._price_moves.search(m.norm, max(0, d.clause - 1), d.q.start) if price else None
        if moved is None or self.phrases.lexicon.head(moved["who"], "money"):
            return False
        firm = next((e.end for e in m.entities if e.type == "org" and e.start == moved.start("who")), 0)
        goods = m.norm[firm : moved.end("who")] if firm else ""
        goods = "" if set(goods) & set("、/") else goods
        d.indicator, d.owner, d.priced = goods + price, moved["who"].removesuffix(goods), price
        head = self.phrases.lexicon.head(price, d.dim)
        d.head = head.rule if head else None
        d.note("phrase.prices_told")
        return True

    def share(self, m: Mentions, scene: Scene, d: Draft) -> str | None:
        """占…的: the share of the indicator before in the whole that is named."""
        clause = m.norm[d.clause : d.np_end]
        at = clause.rfind("占")
        if at < 0 or d.change is not None or self._occupies.match(clause, at):
            return None
        adverb = self._share_adverb.search(clause, 0, at + 1)
        left = self.phrases.left(m, d.clause, d.clause + (adverb.start() if adverb else at))
        if self._all_of_them.fullmatch(left) and (whole_list := self._joined(d)):
            left = whole_list
        previous = d.level_before or scene.last
        while previous is not None and (previous.growth or (self._only_counts(m, previous) and previous.before)):
            previous = previous.of or previous.before if previous.growth else previous.before
        d.of = previous if not left else None
        name = left or (previous.indicator if previous and previous.indicator else "")
        d.inherited = not left
        whole = re.sub(r"[\d.,万亿多余]+(?:户|家|个|项)?", "", clause[at:]).rstrip("的")
        part, share, _ = name.partition("占")
        if share and not left:  # the share of a share before: its part in this whole, or the same share again
            name, whole = (part, whole) if len(whole) > 1 else (name, "")
        if whole == "占":
            whole += self._whole_before(m, scene, d)
        return (name + whole).strip()[:40] if name or len(whole) > 1 else None

    @staticmethod
    def _only_counts(m: Mentions, d: Draft) -> bool:
        """Whether a count goes by the way (余额5亿元，惠及30家，占4%) and is no part of a whole (其中城镇168万人)."""
        return d.dim in COUNTED_DIMS and "其中" not in m.norm[d.clause : d.np_end]

    @staticmethod
    def _joined(d: Draft) -> str:
        """What 三者 stands for: the members of the list before, in the words that they share (对甲、乙和丙出口)."""
        last = d.before
        while last is not None and len(last.group) < _SEVERAL:
            last = last.before
        if last is None:
            return ""
        names = [f"{member.owner or ''}{member.indicator or ''}" for member in last.group]
        start = len(commonprefix(names))
        end = len(commonprefix([name[start:][::-1] for name in names]))
        own = [name[start : len(name) - end] for name in names]
        if not all(own):
            return ""
        return f"{names[0][:start]}{'、'.join(own[:-1])}和{own[-1]}{names[0][len(names[0]) - end :] if end else ''}"

    def _whole_before(self, m: Mentions, scene: Scene, d: Draft) -> str:
        """占外贸总值的37%；…占9%: the whole of the share before, in the sentence or the text shortly above."""
        above = scene.article.text[max(0, scene.begins - _ABOVE) : scene.begins].rpartition("\n")[2]
        for text in (m.norm[: d.clause], normalize(above)):
            if found := list(self._share_whole.finditer(text)):
                return found[-1]["whole"]
        return ""

    def stake_in(self, m: Mentions, d: Draft) -> str:
        """持有某某信托9%的股权, 减持2%股份: the shares of the firm before the number, or what is done with them."""
        if d.dim not in ("percent", "share"):
            return ""
        stock = self._stake.search(d.right)
        deal = self._stake_deal.search(m.norm, d.clause, d.q.start)
        if deal and (stock or not d.right):
            return deal["deed"] + d.right
        if not self._stake.match(d.right):
            return ""
        if d.dim == "percent" and (held := self._stake_held.search(m.norm, d.clause, d.q.start)):
            d.note("phrase.stake_held")
            last = d.before.indicator if d.before else None
            goes_on = held["firm"] is None and last and self._stake.search(last) and len(last) > len(d.right)
            shares = self._stake.search(d.right)
            named = (held["deed"] + held["firm"] if held["firm"] else "") + (shares[0] if shares else d.right)
            return last if goes_on and last else named
        firm = next((e for e in m.entities if e.type == "org" and e.end == d.np_end), None)
        return f"{firm.text}{d.right}" if firm else ""

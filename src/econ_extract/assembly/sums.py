"""A draft of an amount of money in, the kind that its indicator, its unit of reference and its neighbours give out."""

from __future__ import annotations

import re

from econ_extract.assembly.draft import Draft
from econ_extract.mentions import CueTable, Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

_MONEY_KINDS = frozenset(
    "investment loan_balance deposit_balance asset_balance finance_flow output_value revenue profit fiscal trade"
    " foreign_capital money_other price".split()
)
_LARGE = re.compile("[万亿]")
_NOT_HANDED_ON = ("price", "money_other", "growth_rate", "")
_TILL = 1000  # 元: what a shopper pays or saves


class Sums:
    """Decides the kind of an amount of money."""

    def __init__(self, book: RuleBook, phrases: PhraseReader, bases: CueTable) -> None:
        self.phrases, self.bases = phrases, bases
        self._per_unit = book.pattern("phrase.per_unit")
        self._unit_price = book.pattern("phrase.unit_price")
        self._quoted_price = book.pattern("phrase.quoted_price")
        self._sold_at = book.pattern("phrase.sold_at")
        self._wage_behind = book.pattern("phrase.wage_behind")
        self._price_moved = book.pattern("phrase.price_moved")
        self._price_of_thing = book.pattern("phrase.price_of_thing")
        self._exchange = book.pattern("phrase.exchange")
        self._each = book.pattern("phrase.each")
        self._payout = book.pattern("phrase.payout")
        self._granted_at = book.pattern("phrase.granted_at")
        self._of_share = book.pattern("phrase.earned_by_share")
        self._bought = book.pattern("phrase.bought_behind")
        self._raised = book.pattern("phrase.raised")
        self._till = book.pattern("phrase.till")
        self._coupon = book.pattern("phrase.coupon_behind")
        self._paid_by = book.pattern("phrase.paid_by")
        self._paid_for = book.pattern("phrase.paid_for")
        self._deal_sum = book.pattern("phrase.deal_sum")
        self._land = book.pattern("phrase.land")
        self._goods = book.pattern("phrase.goods_behind")
        self._stirred = book.pattern("phrase.stirred")
        self._granted = book.pattern("phrase.granted_sum")
        self._outlay = book.pattern("phrase.outlay")
        self._outlay_for = book.pattern("phrase.outlay_for")
        self._spared = book.pattern("phrase.spared")
        self._per_head = book.pattern("phrase.per_head_sum")
        self._gains = book.pattern("phrase.revenue_as_gains")
        self._invested = book.pattern("phrase.invested_sum")
        self._spent_on = book.pattern("phrase.spent_on")
        self._treasury = book.pattern("phrase.treasury")
        self._lent_on = book.pattern("phrase.lent_on")
        self._debt_paid = book.pattern("phrase.debt_paid")
        self._earned = book.pattern("phrase.earned_or_lost")
        self._margin = book.pattern("phrase.margin_trading")
        self._lent = book.pattern("phrase.lending_verb")
        self._at_date = book.pattern("phrase.stock_date")
        self._operating = book.pattern("phrase.operating_revenue")
        self._spending = book.pattern("phrase.spending_end")
        self._financing = book.pattern("phrase.financing_balance")
        self._presold = book.pattern("phrase.presold")
        self._gained = book.pattern("phrase.gains_end")
        self._loans = book.pattern("phrase.loans")
        self._projects = book.pattern("phrase.projects")
        self._gap = book.pattern("phrase.trade_gap")
        self._exchanged = book.pattern("phrase.exchange_business")
        self._traded = book.pattern("phrase.traded")
        self._generic = book.words("phrase.generic_noun")

    def kind(self, m: Mentions, d: Draft, named: str) -> str:
        """The kind of an amount; `named` is that of its indicator, "" where the lexicon has none."""
        if d.role == "threshold":
            return (
                named if named in _MONEY_KINDS else ("investment" if self._projects.match(d.right) else "money_other")
            )
        if d.aside and d.before is not None and d.before.dim == "money" and d.before.kind in _MONEY_KINDS:
            return d.before.kind  # 9.6亿加元(约合人民币49.4亿元)
        return self._shaped(m, d, named) or self._refined(m, d, named) or self._spoken(m, d)

    def _shaped(self, m: Mentions, d: Draft, named: str) -> str | None:
        """What the words around the number say, whatever the indicator: a price, a payout, an outlay."""
        before = m.norm[d.left : d.q.start]
        if self._of_share.search(m.norm, d.first.left, d.first.q.start):
            return "money_other"
        if self._payout.search(before) or self._granted_at.match(m.norm, d.q.end):
            return "finance_flow"
        if self._bought.match(m.norm, d.q.end) or self._in_deal(m, d) or self._raised.search(before):
            return "finance_flow"
        large = _LARGE.search(d.q.text) is not None
        if self._per_unit.match(m.norm, d.q.end) or self._unit_price.search(before) or self._exchange.search(before):
            return "price"
        if self._wage_behind.match(m.norm, d.q.end):
            return "price"
        if not large and named == "" and d.change is not None and self._price_moved.match(before):
            return "price"
        if not large and (self._quoted_price.search(before) or self._price_of_thing.match(m.norm, d.q.end)):
            return "price"
        if not large and named in ("", "money_other", "finance_flow") and self._at_till(m, d, named, before):
            return "price" if self._goods.match(m.norm, d.q.end) else "money_other"
        if self._sold_at.match(m.norm, d.q.end):
            return "money_other"  # 以2.1亿元的价格成交: a sum, not the price of one thing
        spent = (
            named in ("", "money_other", "finance_flow")
            and self._outlay.search(before)
            or self._outlay.fullmatch(d.indicator or "")
        )
        return "investment" if spent and self._outlay_for.match(m.norm, d.q.end) else None

    def _in_deal(self, m: Mentions, d: Draft) -> bool:
        """Whether a firm, a stake or assets change hands for the amount (以20亿元的价格出售某某项目)."""
        paid = self._paid_by.search(m.norm, d.clause, d.q.start) and self._paid_for.match(m.norm, d.q.end)
        if not (paid or self._deal_sum.search(m.norm, 0, d.q.start)) or not _LARGE.search(d.q.text):
            return False
        return self._land.search(m.norm, d.clause, m.clause_end(paid.end() if paid else d.q.end)) is None

    def _at_till(self, m: Mentions, d: Draft, named: str, before: str) -> bool:
        """Whether the amount is one of a shopper: the price of goods, the worth of a coupon, what was paid."""
        goods = named != "finance_flow" and self._goods.match(m.norm, d.q.end)
        paid = goods or self._till.search(before) or self._coupon.match(m.norm, d.q.end)
        return bool(paid and d.value is not None and d.value < _TILL)

    def _refined(self, m: Mentions, d: Draft, named: str) -> str | None:
        """The kind that the indicator names, where its sentence does not make it another."""
        name = d.indicator or ""
        if whole := self._whole(m, d, named):
            return whole.kind
        if d.change is not None and d.inherited and d.before is not None and d.before.kind == "price":
            return "price"
        if named == "price" and (self._spared.search(m.norm, d.left, d.q.start)):
            return "money_other"
        if named == "price" and _LARGE.search(d.q.text) and not self._each.search(m.norm, d.left, d.q.start):
            return "money_other"
        if (
            named in ("revenue", "profit")
            and not self._operating.search(name)
            and self._per_head.search(m.norm[d.left : d.q.start] + name)
        ):
            return "money_other"
        if named == "money_other" and self._spending.search(name) and self._stirred.search(m.norm, d.left, d.q.start):
            return "revenue"
        if verb := self._by_verb(m, d, named):
            return verb
        if named in ("", "money_other") and self._granted.search(m.norm, d.left, d.q.start):
            return "finance_flow"
        if named == "loan_balance" and self._financing.search(name) and self._margin.search(m.norm):
            return "asset_balance"
        if named == "trade" and self._of_exchange(m, d):
            return "finance_flow"
        if named == "profit" and self._gained.search(name) and self._gains.search(m.norm):
            return "revenue"
        if named == "investment" and "签约" in name and self._presold.search(m.norm):
            return "revenue"
        if named == "finance_flow" and self._loans.search(name) and self._outstanding(m, d):
            return "loan_balance"
        return named if named in _MONEY_KINDS else None

    def _of_exchange(self, m: Mentions, d: Draft) -> bool:
        """Whether a surplus is one of currency bought and sold (结汇9亿，售汇7亿，两者相抵顺差2亿)."""
        name = d.indicator or ""
        if not self._gap.search(name) or self._traded.search(name):
            return False
        return self._exchanged.search(m.norm, m.norm.rfind("。", 0, d.q.start) + 1, d.q.start) is not None

    @staticmethod
    def _whole(m: Mentions, d: Draft, named: str) -> Draft | None:
        """The sum that the brackets around this one divide (捐赠款物14.7亿元(现金10.1亿元、物资4.6亿元))."""
        last = d.before
        while last is not None and last.clause == d.clause and last.dim == "money":
            last = last.before
        opened = last is not None and m.norm.startswith("(", last.q.end) and m.norm.find(")", last.q.end, d.q.start) < 0
        if not opened or last is None or named not in ("", "money_other", "asset_balance"):
            return None
        divided = last.dim == "money" and last.unit == (d.q.unit or "CNY") and last.kind not in _NOT_HANDED_ON
        return last if divided and (last.value or 0) > (d.value or 0) else None

    def _by_verb(self, m: Mentions, d: Draft, named: str) -> str | None:
        """What the verb before the amount makes of it: an investment, spending of the treasury, a loan, a profit."""
        open_kind = named in ("", "money_other")
        at = m.norm[d.clause : d.q.start]
        if (open_kind or named == "finance_flow") and self._treasury.search(at):
            return "fiscal"
        if open_kind and self._invested.search(at) and not self._spent_on.match(m.norm, d.q.end):
            return "investment"
        if (open_kind or named in ("asset_balance", "loan_balance")) and self._lent_on.search(at):
            return "finance_flow"
        if named == "asset_balance" and self._debt_paid.search(at):
            return "finance_flow"
        return "profit" if open_kind and self._earned.search(at) else None

    def _outstanding(self, m: Mentions, d: Draft) -> bool:
        """Whether 贷款 are those outstanding: a change from the start of the year, or a level at a date."""
        if d.change is not None:
            return self._from_year_start(m, d)
        sentence = m.norm[m.norm.rfind("。", 0, d.q.start) + 1 : d.q.start]
        return bool(self._at_date.search(sentence)) and not self._lent.search(m.norm, d.clause, d.q.start)

    def _from_year_start(self, m: Mentions, d: Draft) -> bool:
        """Whether the change is counted from the end of the last year, here or in the draft it continues."""
        cues = self.bases.searched(m.norm[d.clause : d.q.start])
        return any(c.rule.id == "basis.ytd" for c in cues) or bool(not cues and d.before and d.before.basis == "ytd")

    def _spoken(self, m: Mentions, d: Draft) -> str:
        """The kind of an amount whose own words name none: that of its clause, of the words behind, or before."""
        heads = self.phrases.lexicon
        if d.q.unit is None and self._projects.fullmatch(d.right):
            return "investment"  # 700亿重大项目
        head = heads.head(m.norm[d.clause : d.np_end], "money") or heads.head(d.right, "money")
        head = head or heads.head(d.indicator or "", "money")
        if head:
            d.rules.append(head.rule.id)
            d.head = head.rule
            return str(head.rule.value["kind"])
        if m.norm.startswith("的", d.q.end):  # 50亿元的学校建设专项奖补资金
            named = heads.head(m.norm[d.q.end : m.clause_end(d.q.end)], "money")
            if named and d.q.end + named.end == m.clause_end(d.q.end):
                d.head = named.rule
                return str(named.rule.value["kind"])
        last = d.before
        if last is not None and last.dim == "money" and last.role == "measure" and last.kind not in _NOT_HANDED_ON:
            return last.kind if m.norm.find("。", last.q.end, d.q.start) < 0 else "money_other"
        spoken = next(iter(heads.heads(m.norm[: d.clause], "money")), None)
        generic = not d.indicator or d.indicator in self._generic or d.head is None and len(d.indicator) <= 5
        if spoken and generic:
            return str(spoken.rule.value["kind"])
        return "money_other"

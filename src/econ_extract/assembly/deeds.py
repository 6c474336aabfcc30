"""An amount in, the deed that it was paid, given or fined for out, where no noun beside it says what it is."""

from __future__ import annotations

from econ_extract.assembly.draft import Draft
from econ_extract.mentions import Mentions
from econ_extract.rules import RuleBook


class Deeds:
    """Reads the verbs that alone say what an amount is (出资35万元, 被罚35万元, 3亿元向某某增资)."""

    def __init__(self, book: RuleBook) -> None:
        self._fined = book.pattern("phrase.fined")
        self._money_deed = book.words("phrase.money_deed")
        self._purpose = book.pattern("phrase.purpose")
        self._before_sum = book.pattern("phrase.before_sum")
        self._invested = book.pattern("phrase.invested_sum")
        self._deed_purpose = book.pattern("phrase.deed_purpose")
        self._injected = book.pattern("phrase.injected_into")
        self._at_price = book.pattern("phrase.deed_at_price")
        self._by_price = book.pattern("phrase.by_price")
        self._daughter_invests = book.pattern("phrase.daughter_invests")
        self._paid_by = book.pattern("phrase.paid_by")
        self._paid_for = book.pattern("phrase.paid_for")

    def fine(self, m: Mentions, d: Draft) -> str:
        """The word of a fine right before its amount (因违规放贷被罚35万元)."""
        fined = self._fined.search(m.norm, d.left, d.q.start) if "罚" in m.norm[d.left : d.q.start] else None
        return fined["what"] if fined and not d.right else ""

    def alone(self, m: Mentions, d: Draft, left: str) -> str:
        """The verb that alone says what an amount is (出资35万元), where no noun stands behind it."""
        words = (t.text for t in reversed(m.tokens) if t.end <= d.q.start and t.start >= d.left)
        word = next((text for text in words if not self._before_sum.fullmatch(text)), "")
        purpose_behind = self._deed_purpose.match(m.norm, d.q.end) is not None
        invested = self._invested.search(m.norm, d.left, d.q.start) if purpose_behind else None
        if invested and invested.lastgroup:
            d.note("phrase.deed_purpose")
            return str(invested[invested.lastgroup])
        if left and (word not in self._money_deed or (left.endswith(word) and not (purpose_behind and left == word))):
            return ""  # 项目公司由启明集团出资3亿元: the phrase before the verb names who did it
        if not left and (purpose := self._purpose.match(m.norm, d.q.end)):
            d.note("phrase.purpose")
            return purpose["what"]
        if word not in self._money_deed or (d.right and not purpose_behind):
            return ""
        if purpose_behind:
            d.note("phrase.deed_purpose")
        d.note("phrase.money_deed")
        return word

    def at_price(self, m: Mentions, d: Draft) -> str:
        """What is done with an amount (3亿元向某某增资), or at a price that has no name (以4.71元/股非公开发行)."""
        if d.dim not in ("money", None):
            return ""
        if put := self._injected.match(m.norm, d.q.end):
            d.note("phrase.injected_into")
            return put["deed"]
        behind = self._at_price.match(m.norm, d.q.end)
        if behind is None or not self._by_price.search(m.norm, d.clause, d.q.start):
            return ""
        d.note("phrase.deed_at_price")
        d.note("phrase.by_price")
        return behind["deed"]

    def paid_for_what(self, m: Mentions, d: Draft) -> str:
        """以20亿元的价格，出售了某某项目: what was done with what, for the amount."""
        if d.dim != "money":
            return ""
        if invests := self._daughter_invests.search(m.norm, d.clause, d.q.start):
            return str(invests["deed"])
        if not self._paid_by.search(m.norm, d.clause, d.q.start):
            return ""
        paid = self._paid_for.match(m.norm, d.q.end)
        if paid is None or any(paid.start() <= q.start < paid.end() and q.value != 1 for q in m.quantities):
            return ""
        return f"{paid['did']}{paid['thing']}" if paid["did"] else f"{paid['deed'].replace('给', '让')}{paid['what']}"

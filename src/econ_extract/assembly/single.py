"""A number and the phrase before it in, its indicator out as if it stood in no list: by shape, beside it, inherited."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from econ_extract.assembly.clauses import Clauses
from econ_extract.assembly.completing import Completing
from econ_extract.assembly.counting import Counting
from econ_extract.assembly.deeds import Deeds
from econ_extract.assembly.draft import COUNTED_DIMS, SHARED_DIMS, Draft, Scene
from econ_extract.assembly.groups import Groups
from econ_extract.assembly.naming import Naming
from econ_extract.assembly.shares import Shares
from econ_extract.mentions import Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

Ways = tuple[tuple[str, Callable[[Mentions, Scene, Draft, str], bool]], ...]  # each way by its name, in order
_SHORT = 4  # characters of a phrase that may only be the end of words that name nothing (按|美元)


class Single:
    """Decides what a number measures that no list names by order."""

    def __init__(self, book: RuleBook, phrases: PhraseReader, clauses: Clauses, naming: Naming, shares: Shares) -> None:
        self.phrases, self.clauses, self.naming, self.shares = phrases, clauses, naming, shares
        self.counting = Counting(book, phrases, naming)
        self.completing = Completing(book, phrases, clauses)
        self.deeds = Deeds(book)
        self.groups = Groups(book, phrases, naming)
        # What a number measures by a shape of its own words, by what the clause means, by the numbers before it.
        self._shapes: Ways = (
            ("deed", self._by_deed), ("rival", self._by_rival), ("term", self._by_term),
            ("budget", self._by_budget), ("ticket", self._by_ticket),
        )  # fmt: skip
        self._meanings: Ways = (("mean", self._by_meaning), ("repeated", self._by_repeated_deed))
        self._kin: Ways = (
            ("lent", self._as_lent), ("owner", self.groups.by_owner), ("lead", self._by_lead), ("shape", self._by_shape)
        )  # fmt: skip
        self.rate_nouns = book.words("change.rate_noun")
        self._compared = book.pattern("phrase.compared_level")
        self._owning = book.pattern("subject.owner")
        self._trade_half = book.pattern("phrase.trade_half")
        self._marks = book.pattern("phrase.marks")
        self._scored_item = book.pattern("phrase.scored_item")
        self._evaluation = book.pattern("phrase.evaluation")
        self._ranked = book.pattern("phrase.ranked")
        self._compared_alone = book.pattern("phrase.compared_alone")
        self._more_of_it = book.pattern("phrase.more_of_it")
        self._partner = book.pattern("phrase.partner")
        self._raised = book.pattern("phrase.raised")
        self._mere_total = book.pattern("phrase.mere_total")
        self._mean_of = book.pattern("phrase.mean_of")
        self._loan_balance = book.pattern("phrase.loans_outstanding")
        self._newly = book.pattern("phrase.newly_lent")
        self._from_then = book.pattern("phrase.from_then")
        self._finance = book.pattern("subject.finance_class")
        self._former = book.pattern("phrase.former_and_latter")
        self._term_of_rate = book.pattern("phrase.term_of_rate")
        self._of_budget = book.pattern("phrase.of_budget")
        self._ticket = book.pattern("phrase.ticket")
        self._case = book.pattern("phrase.case_classifier")

    def choose(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        """The first way that fits: what only some shapes have, then the phrases beside the number, then the past."""
        if named := self._former_or_latter(m, d):
            d.owner = named
        if self._first(self._shapes, m, scene, d, left):
            return
        if self._is_compared(m, d):
            left, d.aside, d.compared = "", True, True
        if self._first(self._meanings, m, scene, d, left):
            return
        left = self._in_full(m, scene, d, left)
        if self._first(self._kin, m, scene, d, left):
            return
        d.way = "changed" if d.change is not None else "beside"
        if d.change is not None or d.dim in ("pp", "doubling", "multiple"):
            self._choose_changed(m, scene, d, left)
        elif d.role == "threshold":
            self.naming.set(d, left or d.right, self.phrases.lexicon.head(left or d.right, d.dim))
        else:
            self.counting.choose_beside(m, scene, d, left)

    @staticmethod
    def _first(ways: Ways, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """Whether one of some ways names what the number measures; the draft keeps which one."""
        way = next((name for name, names in ways if names(m, scene, d, left)), None)
        d.way = way or d.way
        return way is not None

    def _in_full(self, m: Mentions, scene: Scene, d: Draft, left: str) -> str:
        """The phrase before the number with what its sector, trade or list leaves unsaid; "" where it names nothing."""
        left = self.completing.completed(m, d, left)
        said = m.norm[d.left : d.np_end].strip(" ,、:") if d.change is not None and 0 < len(left) <= _SHORT else left
        empty = self.phrases.empty_left.fullmatch(left) or self.phrases.empty_left.fullmatch(said)
        if empty or (d.q.unit == "rank" and self._ranked.match(left)):
            left = ""
        left = self.completing.in_full(m, d, self.completing.of_its_sector(m, d, left))
        if self._trade_half.fullmatch(left):
            return self.completing.of_its_trade(m, scene, d, left)
        return self.completing.of_its_list(m, scene, d, left)

    def _by_deed(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """被罚35万元, 出资3亿元: the deed alone says what an amount is."""
        amount = d.dim == "money" and not d.change
        deed = (self.deeds.fine(m, d) or self.deeds.alone(m, d, left)) if amount else ""
        if deed:
            self.naming.set(d, deed, self.phrases.lexicon.head(deed, d.dim))
        return bool(deed)

    def _by_term(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """The rate of a term (一年期LPR为3.45%)."""
        rate = self._term_of_rate.search(m.norm, d.clause, d.q.start) if d.dim in ("percent", "pp") else None
        if rate is not None:
            self.naming.set(d, rate["what"], self.phrases.lexicon.head("利率", d.dim))
        return rate is not None

    def _by_meaning(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """What the clause means by a number whose noun stands elsewhere."""
        meant = self.completing.meaning(m, d)
        if meant:
            self.naming.set(d, meant, self.phrases.lexicon.head(meant, None if d.change else d.dim))
        return bool(meant)

    def _by_repeated_deed(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """发放贷款300亿元，同比多发放20亿元: the level whose verb alone stands before the change."""
        repeated = self._same_deed(m, d, left) if left else None
        if repeated is not None:
            self.naming.inherit(d, repeated)
            d.of = repeated.level
        return repeated is not None

    def _as_lent(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """What was lent anew, behind a balance of loans."""
        anew = d.dim == "money" and (not left or self._newly.fullmatch(left) is not None)
        lent = self._lent_anew(m, scene, d) if anew else ""
        if lent:
            self.naming.set(d, lent, self.phrases.lexicon.head(lent, d.dim))
        return bool(lent)

    def _by_lead(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """7月当月92亿元 alone has the indicator of what the paragraph speaks of."""
        lead = self._of_lead(m, scene, d) if not left else None
        if lead is not None:
            self.naming.inherit(d, lead)
        return lead is not None

    def _of_lead(self, m: Mentions, scene: Scene, d: Draft) -> Draft | None:
        """7月当月92亿元 alone: of what the paragraph spoke first, or, in a list of places, the item above."""
        if d.dim != "money" or d.right or d.change or d.role == "threshold":
            return None
        dated = any(d.clause <= p.start and p.end <= d.q.start for p in m.periods)
        rate = d.before.head if dated and d.before is not None and d.before.growth else None
        if rate is not None and "money" in rate.value["dims"] and self._dated_alone(m, d):
            return d.before  # 财政收入增幅达20%，去年完成209亿元
        before = d.before
        while before is not None and before.dim != d.dim:
            before = before.before
        lead = scene.amount or (scene.amount_above if scene.item else None)
        return lead if before is None and (dated or scene.amount is None) and self._dated_alone(m, d) else None

    def _dated_alone(self, m: Mentions, d: Draft) -> bool:
        """Whether nothing but times and adverbs stand in the clause before the number."""
        dated = {at for p in m.periods for at in range(max(p.start, d.clause), min(p.end, d.q.start))}
        said = "".join(m.norm[at] for at in range(d.clause, d.q.start) if at not in dated)
        return self._mere_total.fullmatch(said) is not None

    def _former_or_latter(self, m: Mentions, d: Draft) -> str | None:
        """Who 前者 or 后者 at the head of the clause is: the two names that stand joined in the sentence before it."""
        said = self._former.match(m.norm, d.clause, d.q.start) if "者" in m.norm[d.clause : d.q.start] else None
        if said is None:
            return None
        names = [(e.start, e.end) for e in m.entities if e.type != "person" and e.end <= said.start()]
        names += [found.span() for found in self._finance.finditer(m.norm, 0, said.start())]
        for (a, b), (c, e) in reversed([*pairwise(sorted(set(names)))]):
            if m.norm[b:c] in ("、", "和", "与", "及"):
                return m.norm[a:b] if said["which"] == "前者" else m.norm[c:e]
        return None

    def _by_rival(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """增速5%，高于全国的4.2%: the level of another owner, sort (财产险占比，超过寿险的) or time."""
        if not d.rival or d.before is None or not d.before.indicator:
            return False
        self._name_rival(m, d, d.before)
        return True

    def _name_rival(self, m: Mentions, d: Draft, own: Draft) -> None:
        """The indicator of the number before, for another owner, sort or time."""
        self.naming.inherit(d, own)
        d.change, d.rate, d.direction, d.of = own.change, own.rate, own.direction, own.of
        mean = self._mean_of.sub("", d.rival)
        at = m.norm.rfind(d.rival, d.clause, d.q.start)
        head = self.phrases.lexicon.head(own.indicator or "", None)
        if any(p.start < at + len(d.rival) and at < p.end for p in m.periods):
            return
        if mean != d.rival or self._owning.fullmatch(mean) or any(e.start <= at < e.end for e in m.entities):
            d.owner = mean or None
        elif self.phrases.lexicon.head(mean, d.dim):
            self.naming.set(d, mean, self.phrases.lexicon.head(mean, d.dim))
        elif head is not None and head.start and own.indicator:
            d.indicator = mean + own.indicator[head.start :]

    def _by_budget(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """税收收入286亿元，完成年度预算的88%: what the share of the budget is of stands before it."""
        if d.dim != "percent" or d.change is not None:
            return False
        said = self._of_budget.search(m.norm, max(0, d.clause - 1), d.q.start)
        level = d.level_before
        while said is not None and level is not None and (level.change is not None or level.dim != "money"):
            level = level.level_before
        if said is None or level is None or not level.indicator:
            return False
        self.naming.inherit(d, level)
        d.indicator, d.head, d.of = level.indicator + said["how"], None, level
        return True

    def _by_ticket(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """国有大行领罚单75张: the papers of an office, and who got or gave them before the verb."""
        near = d.dim in COUNTED_DIMS and not d.right and self._case.search(d.q.text) is not None
        ticket = self._ticket.search(m.norm, d.left, d.q.start) if near else None
        if ticket is None:
            return False
        self.naming.set(d, ticket["what"], self.phrases.lexicon.head(ticket["what"], d.dim))
        d.owner = ticket["who"]
        return True

    def _is_compared(self, m: Mentions, d: Draft) -> bool:
        """Whether an amount is only what had been expected of the one before it (高于市场预期的28亿元)."""
        alike = d.before is not None and d.before.dim == d.dim and not d.right
        if not alike or self._compared_alone.fullmatch(m.norm, d.left, d.q.start) is None:
            return False
        d.note("phrase.compared_alone")
        return True

    def _same_deed(self, m: Mentions, d: Draft, left: str) -> Draft | None:
        """发放贷款300亿元，同比多发放20亿元: the level whose verb alone stands before the change."""
        level = d.level_before
        again = self._more_of_it.search(m.norm, d.left, d.q.start)
        if (
            again is None
            or level is None
            or level.dim != d.dim
            or not (level.indicator or "").startswith(again["deed"])
        ):
            return None
        return None if d.right or again["deed"] == level.indicator else level

    def _by_shape(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """Lengths of a way, the clause before, counts behind a class bound, shares of a whole."""
        heads = self.phrases.lexicon
        if d.dim == "time" and (named := self.clauses.named_duration(m, d)):
            self.naming.set(d, named, heads.head(left, d.dim))
        elif self._partner.fullmatch(left):
            self.naming.set(d, left, heads.head(left, None if d.change else d.dim))
        elif stake := self.shares.stake_in(m, d):
            self.naming.set(d, stake, heads.head(stake, d.dim))
        elif deed := self.deeds.at_price(m, d):
            self.naming.set(d, deed, heads.head(deed, d.dim))
        elif paid := self.deeds.paid_for_what(m, d):
            self.naming.set(d, paid, None)
        elif part := self.completing.part_of_level(m, d, left):
            self.naming.set(d, part, heads.head(part, d.dim))
        elif not left and not d.right and (carried := self.clauses.earlier_clause(m, d)):
            self.naming.set(d, carried, heads.head(carried, None if d.change or d.dim in ("pp", "multiple") else d.dim))
        elif classed := self.counting.class_phrase(m, d, left):
            self.naming.set(d, classed, heads.head(left, d.dim))
        elif d.dim == "point" and self._marks.fullmatch(left) and (item := self._last_item(m, d)):
            self.naming.set(d, item, heads.head(item, d.dim))
        elif not left and d.q.unit == "rank" and (judged := self._last_evaluation(m, d)):
            self.naming.set(d, judged, None)
        elif d.dim == "money" and not d.right and (raised := self._raised.search(m.norm, d.left, d.q.start)):
            self.naming.set(d, raised["deed"], None)
        elif told := self.clauses.told(m, d):
            self.naming.set(d, told, heads.head(d.right, d.dim) if d.right else None)
        elif times := self.clauses.multiple(m, d):
            self.naming.set(d, times, heads.head(times, None))
        elif d.dim in SHARED_DIMS and (share := self.shares.share(m, scene, d)):
            self.naming.set(d, share, None)
        else:
            return False
        return True

    def _last_item(self, m: Mentions, d: Draft) -> str:
        """The item of an assessment whose points are given or taken (项目开工率(30分): …每低5个百分点扣5分)."""
        found = [i["item"] for i in self._scored_item.finditer(m.norm, 0, d.q.start)]
        return found[-1] if found else ""

    def _last_evaluation(self, m: Mentions, d: Draft) -> str:
        """What a place was reached in, where the sentence names it before (在…考核评价中，名列第47位)."""
        found = [e["what"] for e in self._evaluation.finditer(m.norm, 0, d.clause)]
        return found[-1] if found else ""

    def _lent_anew(self, m: Mentions, scene: Scene, d: Draft) -> str:
        """贷款余额90亿元，仅3月份一个月就新增9亿元，比上月多增1亿元: what was lent in a time, no balance."""
        if not self._newly.search(m.norm, d.clause, d.q.start):
            return ""
        level = d.before or scene.last
        while level is not None and (level.dim != d.dim or not level.indicator):
            level = level.before
        if level is None or level.indicator is None:
            return ""
        if level.way == "lent":
            return level.indicator
        balance = self._loan_balance.search(level.indicator)
        if balance is None or self._from_then.search(m.norm, d.clause, d.q.start):
            return ""
        spans = (p for p in m.periods if d.clause <= p.start and p.end <= d.q.start and p.form == "span")
        return level.indicator[: balance.start()] + "贷款" if next(spans, None) else ""

    def _choose_changed(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        """For a change: the phrase before the verb, else the level it follows, else the last one spoken of."""
        gap = d.dim in ("pp", "percent")
        compared = self._compared.search(m.norm[d.left : d.np_end if d.change else d.q.start]) if gap else None
        if compared:
            start = d.left + compared.start()
            left = self.phrases.left(m, d.left, start)
            up = not compared[0].startswith(("低", "慢", "落"))
            d.rules.append("change.up" if up else "change.down")
            d.direction = "up" if up else "down"
            d.gap = True
        previous = d.level_before or scene.last
        if previous is not None and previous.way == "budget":
            previous = previous.of  # 收入3亿元，为预算的75%，增长5%: the revenue grew
        same = d.level_before
        while same is not None and same.dim != d.dim:
            same = same.level_before
        if d.dim not in SHARED_DIMS and same is not None:
            previous = same
        if left in self.rate_nouns and previous is not None:
            self.naming.inherit(d, previous)
            d.of = previous.level
        elif left and left not in ("其中", "增长"):
            self.naming.set(d, left, self.phrases.lexicon.head(left, None))
        elif d.right and d.dim not in ("pp", "percent"):
            self.naming.set(d, d.right, self.phrases.lexicon.head(d.right, d.dim))
        elif previous:
            self.naming.inherit(d, previous)
            d.of = previous.level

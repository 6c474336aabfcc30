"""A figure and the words before it in, for those that name only a group or a part the indicator of its whole out."""

from __future__ import annotations

from econ_extract.assembly.draft import COUNTED_DIMS, Draft, Scene
from econ_extract.assembly.naming import Naming
from econ_extract.mentions import Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook


class Groups:
    """Gives the indicator of the figure before to a group or part alone (私营企业19亿元, 其中国内段754万人次)."""

    def __init__(self, book: RuleBook, phrases: PhraseReader, naming: Naming) -> None:
        self.phrases, self.naming = phrases, naming
        self._owning = book.pattern("subject.owner")
        self._town_or_country = book.pattern("phrase.town_or_country")
        self._branch = book.pattern("subject.branch")
        self._branch_sum = book.pattern("phrase.branch_sum")
        self._owned_rate = book.pattern("subject.owned_rate")
        self._other_sector = book.pattern("phrase.other_sector")
        self._part_of = book.pattern("phrase.part_of")
        self._part_noun = book.pattern("phrase.part_noun")
        self._finance = book.pattern("subject.finance_class")
        self._case = book.pattern("phrase.case_classifier")

    def by_owner(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """A group alone (私营企业19亿元, 城市上涨0.3%) has the indicator of the figure before it."""
        parted = self._part_of.search(m.norm[m.clause_start(max(0, d.clause - 1)) : d.q.start])
        previous = d.before or (scene.last if parted else None)
        while previous is not None and (previous.role == "threshold" or (d.dim == "money" and previous.dim != d.dim)):
            previous = previous.before
        if self._as_part(m, scene, d, left):
            return True
        charged = (
            d.dim == "percent" and previous is not None and bool(self._owned_rate.search(previous.indicator or ""))
        )
        fits = d.dim == "money" or charged or (d.change is not None and d.dim in ("percent", "multiple"))
        of_class = d.dim in COUNTED_DIMS and (left.endswith("业") or self._finance.fullmatch(left))
        if of_class and (case := self._case_before(scene, d)):
            previous, fits = case, True
        if not fits or d.right or previous is None or not previous.indicator or d.role == "threshold":
            return False
        names_a_measure = self._measured(left)
        if (
            not self._owning.fullmatch(left)
            or (names_a_measure and not charged)
            or (previous.kind == "ratio" and not charged)
        ):
            return False
        if self._is_group(previous):
            return False  # 国有企业增长3%，集体企业增长2%: nothing said before is measured
        self.naming.inherit(d, previous)
        whole = self._branch_sum.search(d.indicator or "") if self._branch.fullmatch(left) else None
        if whole is not None:
            d.indicator = left + whole[0]
            return True
        other_half = self._town_or_country.match(d.indicator or "") if self._town_or_country.fullmatch(left) else None
        if other_half is not None:
            d.indicator = left + (d.indicator or "")[other_half.end() :]
            return True
        if left.endswith("业") and d.indicator and (other := self._other_sector.match(d.indicator)):
            d.indicator = d.indicator[other.end() :]
        d.owner = left
        return True

    def _case_before(self, scene: Scene, d: Draft) -> Draft | None:
        """罚单40张…。保险业27张: the papers or cases of another industry, counted by the same word."""
        previous = (d.before or scene.last) if self._case.search(d.q.text) else None
        while previous is not None and (previous.q.text[-1] != d.q.text[-1] or previous.role == "threshold"):
            previous = previous.before
        return previous

    def _measured(self, name: str) -> bool:
        """Whether a phrase says what is measured; 居住类 and 出口企业 name a sort, whatever stands in it."""
        head = self.phrases.lexicon.head(name, None)
        inside = head is not None and head.end < len(name) and self._branch.fullmatch(name) is not None
        return head is not None and not inside and not head.rule.value["kind"].endswith(("count", "people"))

    def _is_group(self, d: Draft) -> bool:
        """Whether the words taken for an indicator are but the name of a group, of which nothing is said."""
        name = d.indicator or ""
        return d.growth and not self._measured(name) and self._owning.fullmatch(name) is not None

    def _as_part(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """A part with a number of the unit of its whole (发送旅客900万人次，其中国内段754万人次) has its indicator."""
        part = self._part_noun.fullmatch(m.norm[d.left : d.np_end].strip(" ,、:"))
        whole = self._whole_of(scene, d, sort=part["sort"] is not None) if part and not d.right else None
        if part is None or whole is None:
            return False
        self.naming.inherit(d, whole)
        if part["sort"] is None:
            d.owner = left or None
        else:
            head = self.phrases.lexicon.head(whole.indicator or "", d.dim)
            d.indicator = part["sort"] + (whole.indicator or "")[head.start if head else 0 :]
        return True

    @staticmethod
    def _whole_of(scene: Scene, d: Draft, *, sort: bool) -> Draft | None:
        """The nearest measure before in the unit of the draft that is no part; that of a `sort` may stand above."""
        for whole in (d.before, scene.last, scene.amount_above if sort and d.dim == "money" else None):
            while whole is not None and (
                whole.q.unit != d.q.unit
                or whole.role == "threshold"
                or whole.way in ("owner", "chain")
                or not whole.indicator
            ):
                whole = whole.before
            if whole is not None and whole.dim == d.dim:
                return whole
        return None

"""A draft of a counted number in, whether it counts firms, projects, people, pieces of output or other things out."""

from __future__ import annotations

from econ_extract.assembly.draft import Draft
from econ_extract.mentions import Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

_OUTPUT_UNITS = frozenset({"unit.teu", "unit.barrel"})  # what they count is always carried or made


class Counts:
    """Decides the kind of a count."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self._output_verb = book.pattern("phrase.output_verb")
        self._yearly = book.pattern("phrase.yearly_output")
        self._sold = book.pattern("phrase.sold_verb")
        self._accounts = book.pattern("phrase.accounts")
        self._firms = book.pattern("phrase.firm_households")
        self._taxed = book.pattern("phrase.taxed_households")
        self._places = book.pattern("phrase.places_not_firms")
        self._houses = book.pattern("phrase.houses")
        self._no_project = book.pattern("phrase.item_not_project")
        self._sports = book.pattern("phrase.sports_context")
        self._counted_places = book.pattern("phrase.counted_places")
        self._customers = book.pattern("phrase.customers")
        self._masses = book.pattern("phrase.goods_in_masses")
        self._trade_half = book.pattern("phrase.trade_half")
        self._output_list = book.pattern("phrase.output_list")
        self._of_firms = book.words("phrase.firm_classifier")
        self._of_projects = book.words("phrase.project_classifier")
        self._of_pieces = book.words("phrase.piece_classifier")
        self._of_no_pieces = book.words("phrase.no_piece_classifier")
        self._of_papers = book.words("phrase.paper_classifier")
        self._tails = book.words("phrase.count_tail") | {""}

    def kind(self, m: Mentions, d: Draft, named: str) -> str:
        """The kind of a count; `named` is that of its indicator, "" where the lexicon has none."""
        if self._goes_on(m, d):
            return d.before.kind if d.before else "count"
        if self.is_output(m, d, named):
            return "quantity"
        classifier = "家" if d.q.text.endswith("家次") else m.norm[d.q.end - 1]
        name = d.indicator or ""
        if d.dim == "household" or d.q.text.endswith("户次"):
            return self._households(m, d, named)
        named = self._head_kind(d, named, classifier)
        if classifier == "个" and self._counted_places.match(m.norm, d.q.end):
            return "count"
        if classifier == "家":
            behind = m.norm[d.q.end : d.q.end + 16].split("。")[0]
            if named == "project_count" and not d.right:
                return named
            return "count" if self._places.search(name) or self._places.match(behind) else "enterprise_count"
        if named == "project_count":
            items = self._no_project.search(name) or self._sports.search(m.norm)
            return named if classifier in self._of_projects and not items else "count"
        if classifier == "所" and named not in ("people",):
            return "count" if self._houses.search(name) else "enterprise_count"
        if named == "enterprise_count":
            works = classifier == "座" and name.endswith("工厂")
            return named if works or classifier in self._of_firms else "count"
        return named if named == "people" else "count"

    @staticmethod
    def _goes_on(m: Mentions, d: Draft) -> bool:
        """Whether the number counts again what the one before did (卖出200部，去年同期超过320部)."""
        last = d.before
        if last is None or not d.inherited or last.role != d.role:
            return False
        alike = last.indicator == d.indicator and last.unit == d.unit
        return alike and m.norm[last.q.end - 1] == m.norm[d.q.end - 1] and last.kind not in ("growth_rate", "ratio")

    def is_output(self, m: Mentions, d: Draft, named: str) -> bool:
        """Pieces made, sold or shipped (汽车产量86.8万辆, 空调出口1738万台) are physical amounts, not counts."""
        classifier = m.norm[d.q.end - 1]
        if d.dim != "count" or classifier in self._of_no_pieces:
            return False
        if _OUTPUT_UNITS.intersection(d.q.rules) or self._masses.search(m.norm, d.left, d.q.end):
            return True
        general = self.phrases.lexicon.head(d.indicator or "", None)
        at_end = general is not None and general.end == len(d.indicator or "")
        of_amount = at_end and general is not None and general.rule.value["kind"] in ("quantity", "trade")
        if of_amount and not (classifier in ("个", "条") and (d.inherited or d.indicator == d.right)):
            return True  # but in 40个城市土地成交量 the cities are counted
        if classifier in self._of_pieces and self._trade_half.match(d.indicator or "") and not d.right:
            return True  # 出口缝纫机(商品编号847730)629台
        before = m.norm[d.left : d.q.start].rsplit("、")[-1]
        if classifier in self._of_pieces and self._yearly.search(before):
            return True
        if classifier in self._of_pieces and self._output_list.search(m.norm, 0, d.q.start):
            return True
        made = self._output_verb.search(before) or (classifier not in self._of_papers and self._sold.search(before))
        return bool(made and named not in ("project_count", "enterprise_count") and classifier in self._of_pieces)

    def _head_kind(self, d: Draft, named: str, classifier: str) -> str:
        """The kind of the indicator, where its head noun ends it or opens the words behind the number."""
        name = d.indicator or ""
        head = self.phrases.lexicon.head(name, "count")
        opens = name == d.right and any(h.start == 0 for h in self.phrases.lexicon.heads(d.right, "count"))
        if head and not opens and name[head.end :] not in self._tails and classifier != "家":
            return ""
        return named

    def _households(self, m: Mentions, d: Draft, named: str) -> str:
        """户 are families, or accounts, firms and customers where the text speaks of those."""
        name = d.indicator or ""
        if self._accounts.search(name):
            d.unit = "count"
            return "count"
        firms = named == "enterprise_count" or self._firms.search(name)
        if not firms and not (named == "" and self._taxed.search(m.norm[: d.q.start] + name)):
            d.unit = "household"
            return "people"
        d.unit = "count"
        return "people" if self._customers.search(name) else "enterprise_count"

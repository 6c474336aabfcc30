"""The drafts of a sentence in, the noun phrases that they measure out: a proposal by rules, then one joint choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from econ_extract.assembly.chains import Chains
from econ_extract.assembly.clauses import Clauses
from econ_extract.assembly.coordination import Coordination
from econ_extract.assembly.counting import BARE
from econ_extract.assembly.draft import Draft, Scene
from econ_extract.assembly.naming import Naming
from econ_extract.assembly.offers import Offer, Offers
from econ_extract.assembly.rosters import Rosters
from econ_extract.assembly.shares import Shares
from econ_extract.assembly.single import Single
from econ_extract.mentions import Cue, Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.ranker import own_ranker
from econ_extract.rules import RuleBook


class Indicators:
    """Decides which noun phrase a number measures."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self.clauses = Clauses(book, phrases)
        self.chains = Chains(book, phrases)
        self.rosters = Rosters(book, phrases)
        self.offers = Offers(phrases, own_ranker("indicator"))
        self.naming = Naming(book, phrases)
        self.shares = Shares(book, phrases, self.naming)
        self.single = Single(book, phrases, self.clauses, self.naming, self.shares)
        self.coordination = Coordination(book, phrases, self.rosters, self.naming, self.single)
        self._changes = book["change.up"], book["change.down"]
        self._bracket = book.pattern("phrase.in_brackets")
        self._per_head = book.pattern("phrase.per_head")
        self._imported = book.pattern("phrase.imported")
        self._named = book.pattern("phrase.chain_name")
        self._chain_header = book.pattern("phrase.chain_header")
        self._partner = book.pattern("phrase.partner")

    def settle(
        self, m: Mentions, scene: Scene, drafts: Sequence[Draft], owned: Callable[[Draft], bool]
    ) -> Iterator[Draft]:
        """Choose the indicators of a sentence together; yields the drafts that get another one than was proposed.

        `owned` says of a draft that its owner stands in the proposed phrase, which stays whole therefore.
        """
        proposed = {id(d): d.indicator for d in drafts}
        for d, offer in zip(drafts, self.offers.choose(m, scene, drafts, owned), strict=True):
            like = d.like
            if not offer.ruled:
                self._take(d, offer)
                yield d
            elif like is not None and d.indicator == proposed.get(id(like), like.indicator) != like.indicator:
                d.indicator, d.head = like.indicator, like.head
                yield d

    def _take(self, d: Draft, offer: Offer) -> None:
        """Give the draft the words of an offer, or the indicator of the draft that the offer repeats."""
        d.rules[:] = [rule for rule in d.rules if not rule.startswith("indicator.")]
        d.inherited, d.of, d.like, d.possessor, d.owner = False, None, None, None, None
        if offer.source is not None and not offer.stands:
            self.naming.inherit(d, offer.source)
            d.of = offer.source.level if d.change is not None else None
            return
        changed = d.change is not None or d.dim in ("pp", "doubling", "multiple")
        self.naming.set(d, offer.text, self.phrases.lexicon.head(offer.text, None if changed else d.dim))

    def propose(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """Propose which noun phrase is measured: the members of a list by order, else left, right or inherited."""
        if d.group and d.group[0] is not d:
            d.way = "listed"
            self.coordination.follow_list(m, d)
            return
        if self._by_rank(m, scene, d):
            return
        if d.member is not None and (self._by_shares(m, scene, d) or self._by_chain(m, scene, d)):
            return
        bracket = self._bracket.match(m.norm, d.clause - 1 if d.clause else 0) if d.clause else None
        if d.clause and m.norm[d.clause - 1] == "(" and not bracket and d.dim == "point":
            named = self.phrases.left(m, m.clause_start(d.clause - 1), d.clause - 1)
            if named:
                d.way = "bracket"
                self.naming.set(d, named, self.phrases.lexicon.head(named, None))
                return
        if not bracket and (named := self.clauses.bracketed(m, d)):
            d.way = "bracket"
            self.naming.set(d, named, self.phrases.lexicon.head(named, d.dim))
            return
        if d.before and (bracket or (d.clause and m.norm[d.clause - 1] == "(" and not self._left_phrase(m, d))):
            d.way = "bracket"
            self.naming.inherit(d, d.before)
            if bracket:
                d.bound, d.aside = "about", True
            return
        if self._by_move(m, d):
            d.way = "moved"
            return
        if self._by_shares(m, scene, d):
            return
        if d.before is not None and "phrase.turned_to" in d.before.rules and d.left < d.before.right_end <= d.np_end:
            d.left = d.before.right_end  # 从16个国家|进口大豆30万吨
        left = self._left_phrase(m, d)
        if len(d.group) > 1:
            self.coordination.open_list(m, scene, d, left)
            return
        self.single.choose(m, scene, d, left)
        goods = d.dim == "percent" and d.change is None and d.head is None and d.way == "beside"
        if goods and d.indicator and (header := self._header(m, d)):
            d.note("phrase.chain_header")
            d.way, goods_named = "headed", d.indicator
            self.naming.set(d, header, self.phrases.lexicon.head(header, d.dim))
            d.owner = goods_named  # 各商品合格率分别为：饮料92%，挂面64%
        elif not d.indicator and (header := self._header(m, d)):
            d.note("phrase.chain_header")
            d.way, own = "headed", self._named.search(m.norm, 0, d.q.start)
            self.naming.set(d, header, self.phrases.lexicon.head(header, d.dim))
            d.owner = own["who"] if own else None

    def _by_shares(self, m: Mentions, scene: Scene, d: Draft) -> bool:
        """What the shares of a list of firms or the prices of a list of goods did."""
        if self.shares.told(m, scene, d):
            d.way = "share"
        elif self.shares.by_price(m, scene, d):
            d.way = "priced"
        else:
            return False
        return True

    def _by_rank(self, m: Mentions, scene: Scene, d: Draft) -> bool:
        """总资产前三的是甲证券(8亿元)、乙证券(7亿元): what each is ranked by, as a change where it is one."""
        ranked = self.rosters.ranked(m, d)
        if ranked is None:
            return False
        d.way = "rank"
        if ranked.rate and d.change is None:
            rule = next((rule for rule in self._changes if ranked.rate in rule.forms), None)
            d.change, d.rate = Cue(d.q.start, d.q.start, rule) if rule else None, True
        said = ranked.measure if ranked.owner else ranked.name + ranked.measure
        if said:
            self.naming.set(d, said, self.phrases.lexicon.head(said, None if d.change else d.dim))
        elif previous := next((p for p in (d.before, scene.last) if p is not None and p.growth), None):
            self.naming.inherit(d, previous)
        d.owner = ranked.name if ranked.owner else None
        return True

    def _by_chain(self, m: Mentions, scene: Scene, d: Draft) -> bool:
        """甲市5例、乙市3例: the owner stands before its number; what is measured, the first or the opener says."""
        member = d.member
        if member is None:
            return False
        if member.sort:
            return self._by_sort(m, scene, d, member.said)
        if self._from_abroad(m, scene, d):
            d.member = replace(member, sort=True)
            return self._by_sort(m, scene, d, "")
        if d.right or member.like is None:
            self.single.choose(m, scene, d, member.said)
        else:
            self.naming.inherit(d, member.like)
            d.of = member.like.of
            if member.said and d.indicator:
                d.indicator = self.chains.named_again(d.indicator, member.said)
        d.way, d.owner = "chain", member.name or None
        return True

    def _header(self, m: Mentions, d: Draft) -> str:
        """贸易伙伴及贸易额分别是：甲国，6亿美元；乙国，5亿美元: what stands before the colon at its head."""
        said = self._chain_header.match(m.norm, 0, d.q.start) if ":" in m.norm[: d.q.start] else None
        head = self.phrases.lexicon.head(said["what"], d.dim) if said else None
        return said["what"][head.start :] if said and head and head.end == len(said["what"]) else ""

    def _from_abroad(self, m: Mentions, scene: Scene, d: Draft) -> bool:
        """输入病例9例，其中英国5例: the country that they came from is no owner."""
        country = next((e for e in m.entities if d.member and e.start == d.member.start), None)
        whole = d.member.like if d.member and d.member.like else d.before or scene.last
        abroad = country is not None and country.type == "region" and country.code is None
        return abroad and whole is not None and self._imported.search(whole.indicator or "") is not None

    def _by_sort(self, m: Mentions, scene: Scene, d: Draft, sort: str) -> bool:
        """境外输入病例9例，美国籍5例: the sort of what was counted before in the same unit, if anything was."""
        opened = m.norm.rfind("(", 0, d.q.start)
        outside = opened if opened > m.norm.rfind(")", 0, d.q.start) else d.q.start
        whole = d.before or scene.last
        while whole is not None and (
            whole.q.unit != d.q.unit
            or not whole.indicator
            or whole.role == "threshold"
            or (whole is not scene.last and whole.q.end > outside)
        ):
            whole = whole.before
        if whole is None:
            d.member = None
            return False
        of = whole.of if whole.member is not None and whole.member.sort else whole
        self.naming.inherit(d, of or whole)
        head = self.phrases.lexicon.head(d.indicator or "", d.dim)
        if sort and d.indicator:
            d.indicator = sort + d.indicator[head.start if head else 0 :]
        d.way, d.of = "chain", of
        return True

    def _by_move(self, m: Mentions, d: Draft) -> bool:
        """由77名减少为70名: both numbers are of what stands before 由."""
        if self.clauses.goes_on_moving(m, d) and d.before:
            self.naming.inherit(d, d.before)
            return True
        named = "" if d.dim == "time" and self.clauses.named_duration(m, d) else self.clauses.moved(m, d)
        if not named and self.clauses.moves_alone(m, d):
            named = self.clauses.earlier_clause(m, d)
            if not named and d.before and (d.before.growth or d.before.dim == "time") and d.before.indicator:
                self.naming.inherit(d, d.before)  # 办理时间提速20%，即从10天压缩到8天
                return True
        if named:
            self.naming.set(d, named, self.phrases.lexicon.head(named, d.dim))
        return bool(named)

    def _left_phrase(self, m: Mentions, d: Draft) -> str:
        of_rate = d.rate and m.norm[d.np_end - 1 : d.np_end] == "的"  # GDP的增速
        phrase = self.phrases.left(m, d.left, d.np_end - of_rate)
        name = phrase.removesuffix("地区") or phrase
        if any(e.text.endswith(name) and d.left <= e.start and e.end <= d.np_end for e in m.entities if phrase):
            return ""  # a name alone (沈阳市32例): whose number it is, not what it counts
        if phrase and (per := self._per_head.search(m.norm, d.left, d.np_end - of_rate)):
            return per[0].strip()
        if phrase and (partner := self._partner.search(m.norm, d.left, d.np_end - of_rate)):
            return partner["with"] + partner["trade"]
        if phrase and (share := self.clauses.part_of_whole(m, d.left, d.np_end)):
            return share
        if d.left and m.norm[d.left - 1] == ")" and (not phrase or len(phrase) <= BARE):
            opened = m.norm.rfind("(", 0, d.left)
            if opened > 0:
                phrase = self.phrases.left(m, m.clause_start(opened), opened) + phrase
        return phrase

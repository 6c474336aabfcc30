"""The drafts of a sentence in, the noun phrases that they measure out: a proposal by rules, then one joint choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from econ_extract.assembly.clauses import Clauses
from econ_extract.assembly.draft import COUNTED_DIMS, SHARED_DIMS, Draft, Scene
from econ_extract.assembly.offers import Offer, Offers
from econ_extract.assembly.rosters import Roster, Rosters
from econ_extract.mentions import Cue, Mentions
from econ_extract.numerals import normalize
from econ_extract.phrases import Head, PhraseReader
from econ_extract.ranker import own_ranker
from econ_extract.rules import SP, RuleBook

_SHORTENED = 4  # characters of a name that is repeated in short
_SHARE_PRICE = "股价"
_JUST_ABOVE = 240  # characters above in which a share is spoken of
_LEVEL_ONLY = re.compile(r"[一-龥]{1,4}[级类属]")
_OWNER = 4  # who is named so shortly is nobody in particular (企业的, 公司的)
_NOUN = 2  # characters of a noun that a part shares with its whole
_BARE = 3  # a noun so short (项目, 大项目) says too little without what defines its class
_ABOVE = 160  # characters above the sentence in which a share still names the whole of the next
_SPLITTERS = (
    r"、|以及|和|与|及",
    r"、|(?:以及|和|与|及)(?=[^、和与及]*$)",
    r"、",
    r"(?:以及|和|与|及)(?=[^和与及]*$)",
)


class Indicators:
    """Decides which noun phrase a number measures."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self.clauses = Clauses(book, phrases)
        self.rosters = Rosters(book, phrases)
        self.offers = Offers(phrases, own_ranker("indicator"))
        self.rate_nouns = book.words("change.rate_noun")
        self._changes = book["change.up"], book["change.down"]
        self._generic = book.words("phrase.generic_noun")
        self._pairs: dict[str, list[str]] = book["phrase.pair_noun"].value["pairs"]
        self._bracket = book.pattern("phrase.in_brackets")
        self._aside = book.pattern("phrase.aside")
        self._vague_owner = book.pattern("subject.no_name")
        self._owner = book.pattern("phrase.owner")
        self._compared = book.pattern("phrase.compared_level")
        self._owning = book.pattern("subject.owner")
        self._places_of = book.pattern("phrase.places_of_class")
        self._utilities = book.pattern("subject.utilities")
        self._owned_rate = book.pattern("subject.owned_rate")
        self._verbs_apart = book.words("phrase.verb_apart")
        self._sector = book.pattern("phrase.sector")
        self._other_sector = book.pattern("phrase.other_sector")
        self._shares_of = book.pattern("phrase.shares_of")
        self._trade_whole = book.pattern("phrase.trade_whole")
        self._trade_half = book.pattern("phrase.trade_half")
        self._share_whole = book.pattern("phrase.share_whole")
        self._trade_gap = book.pattern("phrase.trade_gap")
        self._marks = book.pattern("phrase.marks")
        self._scored_item = book.pattern("phrase.scored_item")
        self._gloss = book.pattern("phrase.gloss")
        self._evaluation = book.pattern("phrase.evaluation")
        self._stake = book.pattern("phrase.stake")
        self._daughter_invests = book.pattern("phrase.daughter_invests")
        self._paid_by = book.pattern("phrase.paid_by")
        self._paid_for = book.pattern("phrase.paid_for")
        self._stake_deal = book.pattern("phrase.stake_deal")
        self._per_head = book.pattern("phrase.per_head")
        self._implied: dict[str, str] = book["phrase.implied"].value["names"]
        self._implied_verbs = book.pattern("phrase.implied")
        self._share_noun = book.pattern("phrase.share_noun")
        self._share_adverb = book.pattern("phrase.share_adverb")
        self._empty = book.pattern("phrase.empty_left")
        self._ranked = book.pattern("phrase.ranked")
        self._part_of = book.pattern("phrase.part_of")
        self._reaching = book.pattern("phrase.reaching")
        self._from_to = book.pattern("phrase.from_to")
        self._part_noun = book.pattern("phrase.part_noun")
        self._time_taken = book.pattern("phrase.time_taken")
        self._named_members = book.pattern("phrase.named_members")
        self._doer = book.pattern("phrase.doer")
        self._counted_noun = book.pattern("phrase.counted_noun")
        self._shares_told = book.pattern("phrase.shares_told")
        self._share_moves = book.pattern("phrase.share_moves")
        self._actor = book.pattern("phrase.actor")
        self._more_of_it = book.pattern("phrase.more_of_it")
        self._part_opening = book.pattern("phrase.part_opening")
        self._stake_held = book.pattern("phrase.stake_held")
        self._lead = book.pattern("phrase.leading_verb")
        self._turned_to = book.pattern("phrase.turned_to")
        self._money_deed = book.words("phrase.money_deed")
        self._worth = book.pattern("phrase.worth")
        self._purpose = book.pattern("phrase.purpose")
        self._mean = book.pattern("phrase.mean")
        self._partner = book.pattern("phrase.partner")
        self._told_to_be = book.pattern("phrase.told_to_be")
        self._raised = book.pattern("phrase.raised")
        self._no_share = book.pattern("phrase.no_share")
        self._whole_place = book.pattern("phrase.whole_place")
        self._of_share = book.pattern("phrase.of_share")
        self._only_trading = book.pattern("phrase.only_trading")
        self._prices_told = book.pattern("phrase.prices_told")
        self._price_moves = book.pattern("phrase.price_moves")
        self._payout_plan = book.pattern("phrase.payout_plan")
        self._fate = book.pattern("phrase.fate")
        self._fate_of = book.pattern("phrase.fate_of")

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
            self._inherit(d, offer.source)
            d.of = offer.source.level if d.change is not None else None
            return
        changed = d.change is not None or d.dim in ("pp", "doubling", "multiple")
        self._set(d, offer.text, self.phrases.lexicon.head(offer.text, None if changed else d.dim))

    def propose(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """Propose which noun phrase is measured: the members of a list by order, else left, right or inherited."""
        if d.group and d.group[0] is not d:
            d.way = "listed"
            self._follow_list(m, d)
            return
        if self._by_rank(m, scene, d):
            return
        bracket = self._bracket.match(m.norm, d.clause - 1 if d.clause else 0) if d.clause else None
        if d.clause and m.norm[d.clause - 1] == "(" and not bracket and d.dim == "point":
            named = self.phrases.left(m, m.clause_start(d.clause - 1), d.clause - 1)
            if named:
                d.way = "bracket"
                self._set(d, named, self.phrases.lexicon.head(named, None))
                return
        if not bracket and (named := self.clauses.bracketed(m, d)):
            d.way = "bracket"
            self._set(d, named, self.phrases.lexicon.head(named, d.dim))
            return
        if d.before and (bracket or (d.clause and m.norm[d.clause - 1] == "(" and not self._left_phrase(m, d))):
            d.way = "bracket"
            self._inherit(d, d.before)
            if bracket:
                d.bound, d.aside = "about", True
            return
        if self._by_move(m, d):
            d.way = "moved"
            return
        if self._by_share(m, scene, d) or self._by_own_share(m, scene, d) or self._by_ten_shares(m, d):
            d.way = "share"
            return
        if self._by_price(m, scene, d):
            d.way = "priced"
            return
        left = self._left_phrase(m, d)
        if len(d.group) > 1:
            self._open_list(m, scene, d, left)
            return
        self._choose(m, scene, d, left)

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
        if any(e.type == "org" and e.start == moved.start("who") and e.end < moved.end("who") for e in m.entities):
            return False  # 云岭铺子|全年涨幅
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
            self._set(d, said, self.phrases.lexicon.head(said, None if d.change else d.dim))
        elif previous := next((p for p in (d.before, scene.last) if p is not None and p.growth), None):
            self._inherit(d, previous)
        d.owner = ranked.name if ranked.owner else None
        return True

    def _by_price(self, m: Mentions, scene: Scene, d: Draft) -> bool:
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

    def _by_ten_shares(self, m: Mentions, d: Draft) -> bool:
        """拟10转4派3元, 每10股转增4股: what is given on ten shares, with the ten shares."""
        plan = self._payout_plan.search(m.norm, d.clause, d.q.start) if d.dim in ("money", "share") else None
        if plan is None:
            return False
        named = "".join(plan.group("ten", "what"))
        self._set(d, named, self.phrases.lexicon.head(named, d.dim))
        return True

    def _by_move(self, m: Mentions, d: Draft) -> bool:
        """由77名减少为70名: both numbers are of what stands before 由."""
        if self.clauses.goes_on_moving(m, d) and d.before:
            self._inherit(d, d.before)
            return True
        named = "" if d.dim == "time" and self._named_duration(m, d) else self.clauses.moved(m, d)
        if not named and self.clauses.moves_alone(m, d):
            named = self._earlier_clause(m, d)
            if not named and d.before and (d.before.growth or d.before.dim == "time") and d.before.indicator:
                self._inherit(d, d.before)  # 办理时间提速20%，即从10天压缩到8天
                return True
        if named:
            self._set(d, named, self.phrases.lexicon.head(named, d.dim))
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
        if d.left and m.norm[d.left - 1] == ")" and (not phrase or len(phrase) <= _BARE):
            opened = m.norm.rfind("(", 0, d.left)
            if opened > 0:
                phrase = self.phrases.left(m, m.clause_start(opened), opened) + phrase
        return phrase

    def _choose(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        """The first way that fits: what only some shapes have, then the phrases beside the number, then the past."""
        if d.dim == "money" and not left and not d.change and (deed := self._deed(m, d)):
            d.way = "deed"
            self._set(d, deed, self.phrases.lexicon.head(deed, d.dim))
            return
        if meant := self._meaning(m, d):
            d.way = "mean"
            self._set(d, meant, self.phrases.lexicon.head(meant, None if d.change else d.dim))
            return
        if left and (repeated := self._same_deed(m, d, left)):
            self._inherit(d, repeated)
            d.of = repeated.level
            d.way = "repeated"
            return
        left = self._completed(m, d, left)
        if self._empty.fullmatch(left) or (d.q.unit == "rank" and self._ranked.match(left)):
            left = ""
        left = self._in_full(m, d, self._of_its_sector(m, d, left))
        if self._trade_half.fullmatch(left):
            left = self._of_its_trade(m, scene, d, left)
        if self._by_owner(m, scene, d, left):
            d.way = "owner"
            return
        if self._by_shape(m, scene, d, left):
            d.way = "shape"
            return
        d.way = "changed" if d.change is not None else "beside"
        if d.change is not None or d.dim in ("pp", "doubling", "multiple"):
            self._choose_changed(m, scene, d, left)
        elif d.role == "threshold":
            self._set(d, left or d.right, self.phrases.lexicon.head(left or d.right, d.dim))
        else:
            self._choose_beside(m, scene, d, left)

    def _deed(self, m: Mentions, d: Draft) -> str:
        """The verb that alone says what an amount is (出资35万元), where no noun stands behind it."""
        word = next((t.text for t in reversed(m.tokens) if t.end <= d.q.start and t.start >= d.left), "")
        if purpose := self._purpose.match(m.norm, d.q.end):
            d.note("phrase.purpose")
            return purpose["what"]
        at = m.norm.rfind(word, d.left, d.q.start) if word else -1
        behind = m.norm[at + len(word) : d.q.start].strip() if at >= 0 else ""
        if word not in self._money_deed or behind or d.right:
            return ""
        d.note("phrase.money_deed")
        return word

    def _meaning(self, m: Mentions, d: Draft) -> str:
        """日均环比增长3.2% behind a level: the mean of that level (日均货物吞吐量)."""
        mean = self._mean.search(m.norm, d.left, d.q.start)
        level = d.level_before
        named = level.indicator if level is not None and (d.change or level.dim == d.dim) else None
        alone = mean is not None and not m.norm[d.left : mean.start("mean")].strip(" 其中,")
        if mean is None or not named or not alone or d.right or named.startswith(mean["mean"]):
            return ""
        d.note("phrase.mean")
        return mean["mean"] + named

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

    @staticmethod
    def _in_full(m: Mentions, d: Draft, left: str) -> str:
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

    def _of_its_sector(self, m: Mentions, d: Draft, left: str) -> str:
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

    def _of_its_trade(self, m: Mentions, scene: Scene, d: Draft, left: str) -> str:
        """旅行服务进出口42亿元，其中出口12亿元: the half is of the same trade (旅行服务出口)."""
        parted = m.norm.rfind("其中", 0, d.q.start)
        whole = d.before if m.norm[:parted].strip() else d.before or scene.last
        here = d.before is not None
        while parted >= 0 and whole is not None:
            name = whole.uncut or whole.indicator or ""
            if "进出口" in name and (not here or whole.q.end <= parted):
                trade = self._trade_whole.fullmatch(name)
                return trade["of"] + left if trade else left
            if "进出口" in name:
                break  # a new whole without its own 其中
            following = whole.before
            if following is None and here and not m.norm[:parted].strip():
                following, here = scene.last, False
            whole = following
        return left

    def _completed(self, m: Mentions, d: Draft, left: str) -> str:
        """A name that says nothing alone (金额, 占比) with what was spoken of before it."""
        if left not in self._generic:
            return self._trade_of(m, d) + left if self._trade_gap.fullmatch(left) else left
        if d.clause and (said := self._told_to_be.search(m.norm, m.clause_start(d.clause - 1), d.clause)):
            return said["what"] + left
        before = d.before.before if d.before is not None and d.before.aside else d.before
        near = before is not None and before.clause >= m.clause_start((d.before or d).clause - 1)
        named = (before.indicator if before and near else None) or self._earlier_clause(m, d)
        return named if named.endswith(left) else named + left

    def _trade_of(self, m: Mentions, d: Draft) -> str:
        """国际货物和服务贸易进出口3.4万亿元，实现顺差260亿元: the trade whose surplus it is."""
        name = (d.before.indicator if d.before else None) or ""
        at = m.norm.rfind("实现", d.left, d.np_end)
        trade = self.phrases.left(m, d.left, at) if at > d.left else name
        return trade if re.search("进出口|贸易", trade) and not re.search("[顺逆]差", trade) else ""

    def _by_owner(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """A group alone (私营企业19亿元, 城市上涨0.3%) has the indicator of the figure before it."""
        parted = self._part_of.search(m.norm[m.clause_start(max(0, d.clause - 1)) : d.q.start])
        previous = d.before or (scene.last if parted else None)
        while previous is not None and (previous.role == "threshold" or (d.dim == "money" and previous.dim != d.dim)):
            previous = previous.before
        if self._as_part(m, scene, d, left):
            return True
        if left.endswith("供应业") and (utilities := self._utilities.search(m.norm, d.clause, d.np_end)):
            left = utilities[0]
        charged = (
            d.dim == "percent" and previous is not None and bool(self._owned_rate.search(previous.indicator or ""))
        )
        fits = d.dim == "money" or charged or (d.change is not None and d.dim in ("percent", "multiple"))
        if not fits or d.right or previous is None or not previous.indicator or d.role == "threshold":
            return False
        head = self.phrases.lexicon.head(left, None)
        names_a_measure = head is not None and not head.rule.value["kind"].endswith(("count", "people"))
        if (
            not self._owning.fullmatch(left)
            or (names_a_measure and not charged)
            or (previous.kind == "ratio" and not charged)
        ):
            return False
        self._inherit(d, previous)
        if left.endswith("业") and d.indicator and (other := self._other_sector.match(d.indicator)):
            d.indicator = d.indicator[other.end() :]
        d.owner = left
        return True

    def _as_part(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """A part with a number of the unit of its whole (发送旅客900万人次，其中国内段754万人次) has its indicator."""
        part = self._part_noun.fullmatch(m.norm[d.left : d.np_end].strip(" ,、:"))
        whole = self._whole_of(scene, d) if part and not d.right else None
        if part is None or whole is None:
            return False
        self._inherit(d, whole)
        if part["sort"] is None:
            d.owner = left or None
        else:
            head = self.phrases.lexicon.head(whole.indicator or "", d.dim)
            d.indicator = part["sort"] + (whole.indicator or "")[head.start if head else 0 :]
        return True

    @staticmethod
    def _whole_of(scene: Scene, d: Draft) -> Draft | None:
        """The nearest measure before in the unit of the draft that is no part itself."""
        for whole in (d.before, scene.last):
            while whole is not None and (
                whole.q.unit != d.q.unit or whole.role == "threshold" or whole.way == "owner" or not whole.indicator
            ):
                whole = whole.before
            if whole is not None and whole.dim == d.dim:
                return whole
        return None

    def _by_shape(self, m: Mentions, scene: Scene, d: Draft, left: str) -> bool:
        """Lengths of a way, the clause before, counts behind a class bound, shares of a whole."""
        heads = self.phrases.lexicon
        if d.dim == "time" and (named := self._named_duration(m, d)):
            self._set(d, named, heads.head(left, d.dim))
        elif self._partner.fullmatch(left):
            self._set(d, left, heads.head(left, None if d.change else d.dim))
        elif stake := self._stake_in(m, d):
            self._set(d, stake, heads.head(stake, d.dim))
        elif paid := self._paid_for_what(m, d):
            self._set(d, paid, None)
        elif part := self._part_of_level(m, d, left):
            self._set(d, part, heads.head(part, d.dim))
        elif not left and not d.right and (carried := self._earlier_clause(m, d)):
            self._set(d, carried, heads.head(carried, None if d.change or d.dim in ("pp", "multiple") else d.dim))
        elif classed := self._class_phrase(m, d, left):
            self._set(d, classed, heads.head(left, d.dim))
        elif d.dim == "point" and self._marks.fullmatch(left) and (item := self._last_item(m, d)):
            self._set(d, item, heads.head(item, d.dim))
        elif not left and d.q.unit == "rank" and (judged := self._last_evaluation(m, d)):
            self._set(d, judged, None)
        elif d.dim == "money" and not d.right and (raised := self._raised.search(m.norm, d.left, d.q.start)):
            self._set(d, raised["deed"], None)
        elif told := self.clauses.told(m, d):
            self._set(d, told, heads.head(d.right, d.dim) if d.right else None)
        elif times := self.clauses.multiple(m, d):
            self._set(d, times, heads.head(times, None))
        elif d.dim in SHARED_DIMS and (share := self._share(m, scene, d)):
            self._set(d, share, None)
        else:
            return False
        return True

    def _paid_for_what(self, m: Mentions, d: Draft) -> str:
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

    def _part_of_level(self, m: Mentions, d: Draft, left: str) -> str:
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

    def _last_item(self, m: Mentions, d: Draft) -> str:
        """The item of an assessment whose points are given or taken (项目开工率(30分): …每低5个百分点扣5分)."""
        found = [i["item"] for i in self._scored_item.finditer(m.norm, 0, d.q.start)]
        return found[-1] if found else ""

    def _last_evaluation(self, m: Mentions, d: Draft) -> str:
        """What a place was reached in, where the sentence names it before (在…考核评价中，名列第47位)."""
        found = [e["what"] for e in self._evaluation.finditer(m.norm, 0, d.clause)]
        return found[-1] if found else ""

    def _stake_in(self, m: Mentions, d: Draft) -> str:
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

    def _choose_beside(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        """The phrase before or behind the number: counted things stand behind, amounts mostly before."""
        heads = self.phrases.lexicon
        counted = d.dim is None or d.dim in COUNTED_DIMS
        if counted:
            self._cut_next_measure(m, d)
            self._share_noun_behind(m, d)
        left_head, right_head = heads.head(left, d.dim), heads.head(d.right, d.dim)
        if d.dim is None and left_head:
            self._set(d, left, left_head)
        elif d.dim == "money" and d.right and m.norm.startswith("的", d.q.end) and self._worth.fullmatch(left):
            self._set(d, d.right, right_head)
            d.note("phrase.worth")
            d.way = "worth"
        elif counted and (whole := self._counted_again(m, d)):
            self._inherit(d, whole)
            d.note("phrase.part_opening")
            d.way = "part"
        elif d.dim == "person" and (fate := self._fate.match(m.norm, d.q.end)):
            self._set(d, fate["fate"], None)  # 控制区1500人遇难: who stands before the number owns it
            d.note("phrase.fate")
            d.way, d.owner = "fate", left if self._fate_of.fullmatch(left) else None
        elif counted and d.right and not self._left_owns(m, d, left):
            placed = any(e.type == "region" and e.end == d.np_end and left.endswith(e.text) for e in m.entities)
            apart = self._apart(m, d, left) or placed
            joined = left and len(d.right) <= 3 and m.norm[d.q.end] != "的" and not apart
            named = left + d.right if joined else d.right
            if self.phrases.tells_behind(m, d.right_end):
                d.way = "told"  # 为4200户纳税人|免征增值税: the verb behind the noun ends it for certain
            if not left and len(d.right) <= _BARE:
                named = self._verb_before(m, d) + d.right
            self._set(d, named, right_head)
        elif left and (left_head or not (right_head or (d.right and self._verbal(m, d)))):
            self._set(d, left, left_head)
        elif d.right:
            self._set(d, d.right, right_head)
        elif d.dim in COUNTED_DIMS and (doing := self._doing(m, d)):
            self._set(d, doing, None)
        elif previous := self._continued(m, d) or scene.last:
            self._inherit(d, previous)
        self._complete_count(m, scene, d, left)

    def _share_noun_behind(self, m: Mentions, d: Draft) -> None:
        """14批次、260项进境物资: numbers of unlike units without a noun between them count the same things."""
        following = next((q for q in m.quantities if q.start >= d.q.end), None)
        if (
            d.right
            or following is None
            or len(d.group) > 1
            or d.rate
            or m.norm[d.q.end : following.start].strip() != "、"
        ):
            return
        if following.unit not in ("count", "person") or self.phrases.lexicon.head(m.norm[d.left : d.np_end], d.dim):
            return
        d.right, _ = self.phrases.right(m, following.end, m.clause_end(following.end))

    def _counted_again(self, m: Mentions, d: Draft) -> Draft | None:
        """口罩3000万只，其中2200万只来自海外: what was counted by the same word before, where only a verb follows."""
        last = d.before
        while last is not None and (last.dim != d.dim or last.role == "threshold"):
            last = last.before
        if last is None or not last.indicator or m.norm[last.q.end - 1] != m.norm[d.q.end - 1] or d.dim == "person":
            return None
        opened = self._part_opening.search(m.norm, last.q.end, d.np_end)
        return last if opened and self.phrases.verb_behind(m, d.q.end) else None

    def _apart(self, m: Mentions, d: Draft, left: str) -> bool:
        """Whether the phrase before a counted noun is another's: who turns to the counted, or what was counted before.

        企业向50个国家捐赠, 30个国家130个城市.
        """
        turned = self._turned_to.search(m.norm, d.np_end, d.q.start) is not None
        last = d.before
        counted = last is not None and last.dim in COUNTED_DIMS and left == m.norm[last.q.end : d.np_end].strip(" 的")
        if turned or counted:
            d.note("phrase.turned_to")
        return turned or counted

    def _cut_next_measure(self, m: Mentions, d: Draft) -> None:
        """36个重点项目总投资80亿元: the measure behind the counted noun belongs to the next number."""
        general = self.phrases.lexicon.head(d.right, None)
        begins = self._counted_noun.match(d.right)
        noun = begins[0] if begins else ""
        measured = general is not None and not general.rule.value["kind"].endswith(("count", "people"))
        later = next((q.start for q in m.quantities if q.start >= d.right_end), len(m.norm))
        said = later < m.clause_end(d.q.end)  # a number behind says what the measure comes to
        if noun and measured and said and general is not None and general.end == len(d.right):  # 300个城市卖地收入
            d.right = noun
            return
        crowd = self.phrases.lexicon.head(d.right, "person")
        of_people = any(
            q.start - d.right_end <= 2 and q.unit == "person" for q in m.quantities if q.start >= d.right_end
        )
        if noun and crowd and of_people and crowd.end == len(d.right) and crowd.start >= len(noun):
            d.right = noun  # 62家医院在院患者1.43万人
            return
        measure = self.phrases.lexicon.head(d.right, "money")
        following = next((q for q in m.quantities if q.start >= d.right_end), None)
        if (
            measure is None
            or measure.start < 2
            or following is None
            or following.unit not in ("CNY", "USD", "HKD", "EUR")
        ):
            return
        near = following.start - d.right_end <= 6 and not set(m.norm[d.right_end : following.start]) & set(",。;、")
        if near and measure.end == len(d.right):
            d.right = d.right[: measure.start]
            d.right_end -= measure.end - measure.start

    def _complete_count(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        """新开工30个 and 省级2家 count again what was counted before."""
        if d.dim == "count" and d.head is None and not d.right and left and self._only_verbs(m, d):
            previous = d.before or scene.last
            while previous is not None and previous.dim != "count":
                previous = previous.before
            d.head = previous.head if previous else None
        level_only = _LEVEL_ONLY.fullmatch(d.indicator or "")
        if level_only and d.before and d.before.indicator and d.head is None:
            d.indicator = f"{d.indicator}{d.before.indicator}"
            d.head = d.before.head

    def _continued(self, m: Mentions, d: Draft) -> Draft | None:
        """The draft that this one goes on from: the nearest before it that is measured alike, else the nearest."""
        previous = d.before
        if previous is not None and previous.change and self._reaching.fullmatch(m.norm, previous.q.end, d.q.start):
            return previous  # 营收下降2.3%，为171.9亿元
        while previous is not None and (previous.dim != d.dim or previous.role == "threshold"):
            previous = previous.before
        return previous or d.before

    def _earlier_clause(self, m: Mentions, d: Draft) -> str:
        """The indicator of the clause before, where no number stands between (产量创新高，达到8万吨)."""
        start = max((q.end for q in m.quantities if q.end <= d.q.start), default=0)
        end = d.clause - 1
        if end > 0 and m.norm[end] == ":" and d.dim in COUNTED_DIMS:
            return self.phrases.left(m, m.clause_start(end), end)
        between = self._aside.sub(lambda aside: " " * len(aside[0]), m.norm[start : max(start, end)])
        for head in self.phrases.lexicon.heads(between):
            fits = d.dim in head.rule.value["dims"] or d.change is not None or d.dim == "pp"
            if fits and start + head.start >= m.clause_start(end):
                opened, closed = m.clause_start(end), start + head.end
                return self.clauses.part_of_whole(m, opened, closed) or self.phrases.left(m, opened, closed)
        return ""

    def _named_duration(self, m: Mentions, d: Draft) -> str:
        """从签约到开工仅用8个月, 15天内完成申报: what the time was needed for."""
        way = self._from_to.search(m.norm, d.clause, d.np_end)
        if way and any(way.start() <= q.start < way.end() for q in m.quantities if q is not d.q):
            return "用时"  # 病例从3亿例增长到4亿例仅用时一个月
        if way:
            return way[0].strip()
        within = re.match(
            rf"{SP}(?:以内|之内|内)(?:完成|实现|办结|做到)?(?P<act>[^,。;、“”]{{2,14}})", m.norm[d.q.end :]
        )
        if within and not self.phrases.left(m, d.left, d.np_end):
            return within["act"]
        return ""

    def _class_phrase(self, m: Mentions, d: Draft, left: str) -> str:
        """A counted noun behind the threshold of its class: with the verb before it, or, bare, with the threshold.

        新签约50亿元以上项目 -> 新签约项目, 其中50亿元以上项目 -> 50亿元以上项目.
        """
        limit = d.before
        if limit and limit.role == "threshold" and (places := self._places_of.match(m.norm, limit.q.end, d.q.start)):
            return f"{self.phrases.left(m, limit.left, limit.np_end)}{m.norm[limit.np_end : places.end('who')].strip()}"
        if not limit or limit.role != "threshold" or not left or d.dim != "count" or d.right:
            return ""
        if limit.clause != d.clause or d.np_end - limit.q.end > len(left) + 6:
            return ""
        verb = next((t.text for t in reversed(m.tokens) if t.end == limit.np_end and t.text in self.phrases.keeps), "")
        new = "新" if verb and m.norm[max(0, limit.np_end - len(verb) - 1) : limit.np_end - len(verb)] == "新" else ""
        bounded = limit.bound == "range" or re.search("以[上下]|的", m.norm[limit.q.end : d.np_end])
        if verb or len(left) > _BARE or not bounded:
            return new + verb + left
        return f"{self.phrases.left(m, limit.left, limit.np_end)}{m.norm[limit.np_end : d.np_end].strip()}"

    def _verb_before(self, m: Mentions, d: Draft) -> str:
        """The verb that belongs to a bare counted noun (集中开工28个项目 -> 开工项目), with the 新 before it."""
        verb = next((t.text for t in m.tokens if t.end == d.np_end and t.text in self.phrases.keeps), "")
        at = d.np_end - len(verb)
        new = "新" if verb and d.left < at and m.norm[at - 1] == "新" else ""
        return "" if verb in self._verbs_apart else new + verb

    def _only_verbs(self, m: Mentions, d: Draft) -> bool:
        """Whether only verbs stand before the number (新开工30个): what was counted before is counted again."""
        words = [t.text for t in m.tokens if d.left <= t.start and t.end <= d.np_end and t.text.isalnum()]
        known = {"新", "已", "其中"}
        return bool(words) and all(w in self.phrases.keeps or w in known for w in words)

    def _verbal(self, m: Mentions, d: Draft) -> bool:
        """Whether the word before the number is a verb, so that its object stands behind the number."""
        word = next((t for t in reversed(m.tokens) if t.end <= d.np_end and not t.text.isspace()), None)
        return bool(word and word.tag.startswith("v") and not self.phrases.lexicon.names(word.text))

    def _doing(self, m: Mentions, d: Draft) -> str:
        """What the counted did, where a verb follows at once (2人当选院士)."""
        if self.phrases.left(m, d.left, d.np_end) or self.phrases.next_statement.match(m.norm, d.q.end):
            return ""
        end = min([m.clause_end(d.q.end), d.right_end + 16, *(q.start for q in m.quantities if q.start >= d.q.end)])
        done = m.norm[d.right_end : end].strip(" 的")
        return "" if self._time_taken.match(done) else done

    def _left_owns(self, m: Mentions, d: Draft, left: str) -> bool:
        """A noun directly before a counted number owns it unless the noun behind is glued to it."""
        if not left:
            return False
        glued = d.right_end > d.q.end and m.norm[d.q.end] not in ",。;、"
        return not glued

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
        same = d.level_before
        while same is not None and same.dim != d.dim:
            same = same.level_before
        if d.dim not in SHARED_DIMS and same is not None:
            previous = same
        if left in self.rate_nouns and previous is not None:
            self._inherit(d, previous)
            d.of = previous.level
        elif left and left not in ("其中", "增长"):
            self._set(d, left, self.phrases.lexicon.head(left, None))
        elif d.right and d.dim not in ("pp", "percent"):
            self._set(d, d.right, self.phrases.lexicon.head(d.right, d.dim))
        elif previous:
            self._inherit(d, previous)
            d.of = previous.level

    def _share(self, m: Mentions, scene: Scene, d: Draft) -> str | None:
        """占…的: the share of the indicator before in the whole that is named."""
        clause = m.norm[d.clause : d.np_end]
        at = clause.rfind("占")
        if (
            at < 0
            or d.change is not None
            or clause[at - 1 : at + 2] in ("占比", "占地")
            or clause[at : at + 2] in ("占比", "占地", "占有")
            or (clause[at : at + 2] == "占用" and not clause.startswith("占用户", at))
        ):
            return None
        adverb = self._share_adverb.search(clause, 0, at + 1)
        left = self.phrases.left(m, d.clause, d.clause + (adverb.start() if adverb else at))
        previous = d.level_before or scene.last
        while previous is not None and (previous.growth or (previous.dim in COUNTED_DIMS and previous.before)):
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

    def _whole_before(self, m: Mentions, scene: Scene, d: Draft) -> str:
        """占外贸总值的37%；…占9%: the whole of the share before, in the sentence or the text shortly above."""
        above = scene.article.text[max(0, scene.begins - _ABOVE) : scene.begins].rpartition("\n")[2]
        for text in (m.norm[: d.clause], normalize(above)):
            if found := list(self._share_whole.finditer(text)):
                return found[-1]["whole"]
        return ""

    def _set(self, d: Draft, phrase: str, head: Head | None) -> None:
        phrase = self._gloss.sub("", re.sub(r"[\s【】]+", "", phrase))
        if said := self._implied_verbs.search(phrase):  # 净赚 is 净利润
            phrase = self._implied[said[0]]
            head = self.phrases.lexicon.head(phrase, d.dim)
        used = phrase.find("用于")
        if used > 0 and "的" in phrase[used:] and not self._share_noun.search(phrase):  # 银行用于小微企业的贷款余额
            d.possessor = phrase[:used] if used >= _OWNER and not self._vague_owner.match(phrase[:used]) else None
            phrase = phrase[used:]
        owner = None if used >= 0 else self._owner.match(phrase)
        if owner and head is not None and head.start >= owner.end():
            possessor = owner[0].removesuffix("的")
            if owner[0].endswith("的") and len(possessor) >= _OWNER and not self._vague_owner.match(possessor):
                d.possessor = possessor
            phrase = phrase[owner.end() :]
        elif doer := self._doer.match(phrase):
            name = doer[0].rpartition("的")[2].removesuffix("”").removeprefix("“")
            name = f"“{name}" if "”" in name else name
            d.possessor = name if len(name) >= _OWNER and not self._vague_owner.match(name) else None
            phrase = phrase[doer.end() :]
        elif (actor := self._actor.match(phrase)) and not d.right.startswith(phrase[: actor.end()]):
            phrase = phrase[actor.end() :]
            d.note("phrase.actor")
        phrase = phrase[lead.end() :] if (lead := self._lead.match(phrase)) else phrase
        d.indicator = (phrase[2:] if phrase.startswith("完成") and "投资" not in phrase else phrase) or None
        d.head = head.rule if head else None
        if head:
            d.rules.append(head.rule.id)

    def _inherit(self, d: Draft, previous: Draft) -> None:
        d.indicator, d.head, d.inherited, d.like = previous.indicator, previous.head, True, previous
        d.subject, d.subject_entity = previous.subject, previous.subject_entity

    def _open_list(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        """The first of a list: give every member its own name where as many names as numbers are coordinated."""
        roster = self.rosters.read(m, d, left)
        names = self._shares(m, d, roster) or self._members(m, d)
        roster = None if names else roster
        if roster is not None and roster.owners:
            self._of_owners(m, scene, d, roster, left)
            return
        names = names or (list(roster.names) if roster else self._by_order(m, d, left)) or self._behind(m, d)
        source = scene.last_group if not d.before else d.before.group
        if len(source) != len(d.group) and not left:
            source = self._levels_before(m, d) or source
        shared = self._levels_before(m, d) if not names and self._share_noun.fullmatch(left) else []
        if shared:
            d.way = "list"
            for member, level in zip(d.group, shared, strict=True):
                member.indicator, member.of = f"{level.indicator or ''}{left}", level
        elif names and all(map(self._owning.fullmatch, names)) and self._by_owner(m, scene, d, names[0]):
            d.way = "owner"
            for member, name in zip(d.group, names, strict=True):
                member.owner = name
        elif names:
            self._choose(m, scene, d, names[0])
            d.way = "list"
            for member, name in zip(d.group, names, strict=True):
                member.indicator = name
        elif not left and len(source) == len(d.group) and source[0] is not d:
            d.way = "list"
            for member, level in zip(d.group, source, strict=True):
                member.indicator, member.head = level.indicator, level.head
                member.of, member.inherited = level.level, True
            d.indicator, d.head, d.of = source[0].indicator, source[0].head, source[0].level
            d.subject, d.subject_entity = source[0].subject, source[0].subject_entity
        else:
            self._choose(m, scene, d, left)

    def _by_order(self, m: Mentions, d: Draft, left: str) -> list[str]:
        """The names that a phrase coordinates; one word for two measures (进出口) only where 分别 parts it."""
        pair = max((w for w in self._pairs if w in left), key=len, default="") if len(d.group) == _NOUN else ""
        if pair and self.rosters.each_in_turn(m, d):
            return [left.replace(pair, name, 1) for name in self._pairs[pair]]
        return self._coordinated(left, len(d.group), d.dim)

    def _of_owners(self, m: Mentions, scene: Scene, d: Draft, roster: Roster, left: str) -> None:
        """Give every member the owner of its place; what is measured stands behind their names or before."""
        if roster.measure:
            self._set(d, roster.measure, self.phrases.lexicon.head(roster.measure, None if d.change else d.dim))
        else:
            self._choose(m, scene, d, "" if left and roster.names[-1].endswith(left) else left)
        d.way = "owner"
        for member, name in zip(d.group, roster.names, strict=True):
            member.owner = name

    def _behind(self, m: Mentions, d: Draft) -> list[str]:
        """98%和89%的开工率和复岗率 -> 开工率, 复岗率: as many names behind the list as it has numbers."""
        last = d.group[-1]
        if last.dim in COUNTED_DIMS or not m.norm.startswith("的", last.q.end):
            return []
        names = self._coordinated(last.right, len(d.group), last.dim)
        heads = (self.phrases.lexicon.head(name, last.dim) for name in names)
        return names if names and all(h and h.end == len(n) for n, h in zip(names, heads, strict=True)) else []

    def _shares(self, m: Mentions, d: Draft, roster: Roster | None) -> list[str]:
        """咨询16件，投诉6件，分别占总量的71%、28% -> 咨询占总量, 投诉占总量."""
        said = self._shares_of.search(m.norm, d.clause, d.np_end)
        if said is None or d.dim not in SHARED_DIMS:
            return []
        if wholes := self._wholes(m, d, said["whole"], said.start()):
            return wholes
        named = self._coordinated(self.phrases.left(m, d.left, said.start()), len(d.group), None)
        if roster is not None and not roster.owners:
            named = [name.removesuffix(roster.measure) or name for name in roster.names]
        parts = named or [level.indicator or "" for level in self._levels_before(m, d)]
        return [f"{part}占{said['whole']}" for part in parts] if all(parts) else []

    def _wholes(self, m: Mentions, d: Draft, whole: str, at: int) -> list[str]:
        """出口船舶分别占全国完工量、新接订单量的93%、99%: one thing as a share of several wholes."""
        parts = re.split("[、和与及]", whole)
        if len(parts) != len(d.group) or not all(parts):
            return []
        place = self._whole_place.match(parts[0])
        parts[1:] = [(place[0] if place else "") + part for part in parts[1:]]
        who = self.phrases.left(m, d.left, at)
        for member in d.group if len(who) > 1 else ():
            member.owner = who
        return [f"占{part}" for part in parts]

    def _members(self, m: Mentions, d: Draft) -> list[str]:
        """The names of 粮食、肉类等消费品进口 -> 粮食进口, 肉类进口; [] where their number is not that of the list."""
        found = self._named_members.search(m.norm, d.left, d.np_end)
        if found is None:
            return []
        splits = ([p for p in re.split(splitter, found["names"]) if p] for splitter in _SPLITTERS)
        parts = next((p for p in splits if len(p) == len(d.group)), None)
        if parts is None:
            return []
        first = found.start("names") + found["names"].find(parts[0]) + len(parts[0])
        head = self.phrases.lexicon.head(found["what"], None)
        what = found["what"][head.start :] if head and head.end == len(found["what"]) else found["what"]
        return [(self.phrases.left(m, d.left, first) or parts[0]) + what, *(p + what for p in parts[1:])]

    @staticmethod
    def _levels_before(m: Mentions, d: Draft) -> list[Draft]:
        """The last levels of the sentence, one for each member of a list that goes through them (分别增长12%和8%)."""
        levels: list[Draft] = []
        previous = d.before if "分别" in m.norm[d.clause : d.q.start] else None
        while previous is not None and len(levels) < len(d.group):
            if previous.role == "measure" and not previous.growth and len(previous.group) == 1:
                levels.insert(0, previous)
            previous = previous.before
        return levels if len(levels) == len(d.group) else []

    def _follow_list(self, m: Mentions, d: Draft) -> None:
        """A later member: as the first, under its own name."""
        first = d.group[0]
        if d.change is None or d.change.start < first.q.end:
            d.change, d.reached, d.rate, d.direction = first.change, first.reached, first.rate, first.direction
        if (
            d.bound == "exact"
            and first.bound in ("over", "about", "nearly")
            and m.norm[first.q.end - 1] != m.norm[d.q.end - 1]
        ):
            d.bound = "exact"
        if d.indicator is None:
            d.indicator, d.head, d.of, d.like = first.indicator, first.head, first.of, first
            if not d.indicator and d.right:
                self._set(d, d.right, self.phrases.lexicon.head(d.right, d.dim))
        elif d.head is None:
            head = self.phrases.lexicon.head(d.indicator, d.dim) or self.phrases.lexicon.head(d.indicator, None)
            d.head = head.rule if head else first.head
        if d.of and d.of.subject:
            d.subject, d.subject_entity = d.of.subject, d.of.subject_entity
        d.rules += [r for r in first.rules if r.startswith(("change.", "indicator."))]

    def _coordinated(self, phrase: str, size: int, dim: str | None) -> list[str]:
        """The names of 甲、乙和丙收入 -> 甲收入, 乙收入, 丙收入; [] where their number is not `size`."""
        if size < 2:
            return []
        for splitter in _SPLITTERS:
            parts = [p for p in re.split(splitter, phrase) if p]
            if len(parts) == size:
                break
        else:
            return []
        heads = self.phrases.lexicon.heads(parts[-1])
        tail = len(parts[-1])
        for head in heads:
            if head.end < tail and parts[-1][head.end : tail] not in ("的", ""):
                break
            tail = min(tail, head.start)
        if not tail and self.phrases.lexicon.head(parts[-1][-2:], None):  # 猪肉价格 shares 价格
            tail = len(parts[-1]) - 2
        shared = parts[-1][tail:]
        kind = None if dim in ("percent", "pp", "multiple") and not shared else dim
        own = [bool((h := self.phrases.lexicon.head(p, kind)) and h.end == len(p)) for p in parts]
        return [p if own[i] or i == size - 1 else p + shared for i, p in enumerate(parts)]

"""The drafts of a sentence in, whose figures they are out: proposals by rules, then one joint choice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from econ_extract.assembly.bearers import Bearers
from econ_extract.assembly.draft import COUNTED_DIMS, Draft, Named, Scene, Topic
from econ_extract.assembly.openings import Openings
from econ_extract.assembly.owners import Owners
from econ_extract.assembly.parties import Parties
from econ_extract.assembly.places import division_in, items_of, province_in
from econ_extract.assembly.projects import Projects
from econ_extract.assembly.sectors import Sectors
from econ_extract.gazetteer import lies_in
from econ_extract.mentions import Mentions
from econ_extract.models import Entity, Sentence
from econ_extract.phrases import PhraseReader
from econ_extract.ranker import own_ranker
from econ_extract.rendering import normalize
from econ_extract.rules import RuleBook, alternation

_NAME = 4  # a name so short is a class of things (项目, 数据中心)
_CLAUSES = 12  # how many clauses back a subject may stand
_DATELINE = 32  # characters in which a dateline stands
_NOTICES = 2  # items with a firm and its deed that make an article a list of notices
_JUST_ABOVE = 240  # characters above a short form in which its full name stands
_NOTICE = 200  # characters of a notice in which it speaks of its firm
_ITEM = 600  # characters of an item of a list of places in which its paragraphs begin
_REMEMBERED = 60  # names that a short form may still stand for
_DESCRIBING = ("length", "area", "time", "power", "capacity", "money")
_COUNTED = "phrase.counted_noun"  # a noun was counted, whose measure stands behind it
_BODILY = ("length", "area", "mass", "volume", "power", "capacity", "energy")


class Subjects:
    """Finds the region, organisation, project or industry that a figure belongs to."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self.openings = Openings(book, phrases)
        self.owners = Owners(book, phrases, self.openings, own_ranker("subject"))
        self.sectors = Sectors(book, phrases)
        self.bearers = Bearers(book, self.openings)
        self.parties = Parties(book)
        self._sector_nouns = book.words("subject.sector_noun")
        self._no_name = book.pattern("subject.no_name")
        self._joints = book.words("phrase.joint")
        self._sector_end = book.pattern("subject.sector_end")
        self._living = book.pattern("subject.living")
        self._of_above = book.pattern("subject.of_above")
        self._centre = book["subject.treasury_tier"].value["centre"]
        self._regional_sum = book.pattern("subject.regional_sum")
        self._served = book.pattern("subject.served")
        self._first_batch = book.pattern("subject.first_batch")
        self._whole_base = book.pattern("subject.whole_base")
        self._group = book.pattern("subject.group")
        self._surveyed = book.pattern("subject.surveyed")
        self._notice = book.pattern("subject.notice")
        self._notice_item = book.pattern("subject.notice_item")
        self._described = book.pattern("subject.described")
        self._describing = book.pattern("subject.describing")
        self._issuer = book.pattern("subject.notice_issuer")
        self._next_item = book.pattern("subject.next_item")
        self._giving = book.pattern("subject.giving")
        self._trading = book.pattern("subject.trading_group")
        self._number_of = book.pattern("subject.number_of")
        self._announcer = book.pattern("subject.announcer")
        self._tier = book.pattern("subject.treasury_tier")
        self._the_company = book.pattern("subject.the_company")
        self._market = book.pattern("subject.traded_market")
        self._site = book.pattern("subject.site")
        self._whole_of = book.pattern("subject.whole_of")
        self._only_share = book.pattern("subject.only_share")
        self._share = book.pattern("subject.share")
        self._label = book.pattern("subject.label")
        nouns = book.words("subject.noun")
        self._noun_end = re.compile(f"(?:{alternation(nouns)})$")
        self._speaker = book.pattern("subject.speaker")
        self._group_noun = book.pattern("subject.group_noun")
        self._part_of_country = book.pattern("subject.part_of_country")
        self._project = book.pattern("subject.topic_project")
        self._holding = book.pattern("subject.holding")
        self._applied_to = book.pattern("subject.applied_to")
        self._counted_group = book.pattern("subject.counted_group")
        self._among = book.pattern("subject.among_counted")
        self._in_use = book.pattern("subject.in_use")
        self._works = book.pattern("subject.works")
        self._authority = book.pattern("subject.authority")
        self._officer = book.pattern("subject.officer")
        self._teller = book.pattern("subject.teller")
        self._told_where = book.pattern("subject.told_where")
        self._states = book.words("region.country")
        self._goes_on = book.pattern("subject.goes_on")
        self._made_up_of = book.pattern("phrase.made_up_of")
        self._makes_up = book.pattern("phrase.makes_up")
        self._craft = book.pattern("subject.named_craft")
        self.projects = Projects(book)
        self._from_near = book.pattern("phrase.from_near")
        self._project_kind = book.pattern("subject.project_kind")
        self._town_or_country = book.pattern("phrase.town_or_country")
        self._no_words = book.pattern("subject.no_words")
        self._no_party = book.pattern("subject.no_party")
        self._told_of = book.pattern("subject.told_of")
        self._again = book.pattern("subject.said_again")
        self._goes_on_above = book.pattern("subject.goes_on_above")
        self._item_head = book.pattern("subject.item_head")
        self._dispatch = book.pattern("subject.dispatch")

    def enter(self, scene: Scene, sentence: Sentence, text: str) -> None:
        """Open a sentence; one that opens a paragraph and goes on with the one above keeps its owner."""
        above, opens = (scene.subject, scene.subject_entity), sentence.paragraph != scene.paragraph
        goes_on = scene.basis is not None and text.startswith("其中")  # the parts of a sum whose change is told above
        told = scene.period if goes_on else None
        scene.enter(sentence)
        if opens:
            self._open_dispatch(scene, sentence.start, text)
        scene.continues = opens and bool(above[0] and self._goes_on_above.match(normalize(text)))
        if scene.continues:
            scene.subject, scene.subject_entity = above
        if opens:
            scene.item = self._item(scene, sentence.start)
            scene.dated_item = scene.dated_item if scene.item else None
            scene.period = scene.dated_item or told
        if scene.item is not None:
            scene.subject, scene.subject_entity = scene.item.text, scene.item.entity

    def _open_dispatch(self, scene: Scene, start: int, text: str) -> None:
        """A second paragraph with a dateline (本报讯…) opens another story: what was told above owns nothing in it."""
        if not self._dispatch.match(normalize(text[:_DATELINE])):
            return
        if scene.dispatch is not None:
            scene.title_topic, scene.title_words, scene.named = None, [], []
            if scene.section_begins < scene.dispatch:
                scene.section = None
        scene.dispatch = start

    def _item(self, scene: Scene, start: int) -> Topic | None:
        """The place whose item of a list a paragraph is: that which opens it, or the item above where one follows.

        ●甘肃。1-7月…; 二、陕西：一季度…; the paragraphs between 陕西：… and 甘肃：… are of 陕西.
        """
        text = scene.article.text
        if scene.items is None:
            scene.items = items_of(self._item_head, text)
        at = text.rfind("\n", 0, start) + 1
        number = bisect_right(scene.items, at, key=lambda item: item[0])
        if number == 0:
            return None
        begins, place = scene.items[number - 1]
        between = number < len(scene.items) and at - begins <= _ITEM
        return place if begins == at or between else None

    def propose(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """Propose whose figure it is, the most trusted name first: that is the one of the draft till all are chosen."""
        if d.like is not None and d.like.uncut == d.indicator:
            d.indicator = d.like.indicator
        d.proposed, d.nearby = list(self._proposals(m, scene, d)), list(self._nearby(d))
        if self.owners.splits_by_branch(d):  # 采矿业增加值: the region's, under the name of the branch
            d.proposed = [p for p in d.proposed if p[1][1] or not self.owners.is_branch(d, p[1][0])]
        if not d.proposed and (firm := self._reporting_firm(m, d)):
            d.proposed.append(("company", (firm, None)))
        d.subject, d.subject_entity = d.proposed[0][1] if d.proposed else (None, None)
        if d.proposed and d.proposed[0][0] == "in phrase" and d.indicator:
            d.indicator, d.uncut = d.indicator[self._owner_in_phrase(m, d) :], d.indicator
        elif d.proposed and d.proposed[0][0] == "market" and "市场" in (d.indicator or ""):
            d.indicator, d.uncut = (d.indicator or "").rpartition("市场")[2] or d.indicator, d.indicator
        elif d.proposed and d.proposed[0][0] == "works" and d.indicator and d.subject:
            d.indicator, d.uncut = self.projects.own_words(m, d, d.subject), d.indicator

    def _proposals(self, m: Mentions, scene: Scene, d: Draft) -> Iterator[tuple[str, Named]]:
        """Named in the phrase, by the list or the draft before, in subject position, by the text before."""
        if d.member is not None and d.member.sort and d.of is not None:
            if d.of.subject:
                yield "part", (d.of.subject, d.of.subject_entity)
            d.told = True
            return
        if segment := self._of_segment(m, d):
            yield "segment", segment
        yield from self._in_clause(m, d)
        yield from self._of_kin(m, scene, d)
        yield from self._at_head(m, scene, d)
        yield from self._of_text(m, scene, d)

    def _in_clause(self, m: Mentions, d: Draft) -> Iterator[tuple[str, Named]]:
        """Named beside the number or inside the indicator."""
        for way, name in (
            ("owner", d.owner),
            ("market", self._traded_market(m, d)),
            ("possessor", None if self._number_of.match(d.indicator or "") else self._possessor(d)),
            ("owner", self._party(m, d)),
            ("works", self.projects.behind(m, d) or self.projects.ahead(m, d) or self.projects.goes_on(m, d)),
            ("behind", self.parties.dealer(m, d) or self._behind(m, d) or self.parties.firm_of_stake(m, d)),
        ):
            if name:
                yield way, (name, next((e for e in m.entities if e.text == name and e.type != "person"), None))
        if self._makes_up.match(m.norm, d.q.end) and (made := self._made_up_of.search(m.norm, d.clause, d.q.start)):
            yield "behind", (made["who"], None)
        if own := self._owner_in_phrase(m, d):
            yield (
                "in phrase",
                (self._counted(m, d) or self._with_place(m, d, (d.indicator or "")[:own].rstrip("的")), None),
            )

    def _possessor(self, d: Draft) -> str | None:
        """Whose the indicator says it is, where the words before 的 name somebody (支持企业的再贷款 is nobody's)."""
        return None if d.possessor is None or self._no_words.fullmatch(d.possessor) else d.possessor

    def _party(self, m: Mentions, d: Draft) -> str | None:
        """Who is party to what the number tells, by shapes of their own."""
        ways = (self.parties.market, self.parties.to_sum, self.parties.forecast, self.parties.income_group)
        return next((name for way in ways if (name := way(m, d))), None)

    def _reporting_firm(self, m: Mentions, d: Draft) -> str | None:
        """The word for the firm that reports (公司), where it heads a clause and no text above names one."""
        starts = (
            self.openings.behind_adverbs(m, c) for c in sorted({0, *m.clause_ends}, reverse=True) if c <= d.clause
        )
        named = next((found for at in starts if (found := self._the_company.match(m.norm, at, d.q.start))), None)
        return named[0] if named else None

    def _traded_market(self, m: Mentions, d: Draft) -> str | None:
        """The market at the head of the clause whose deals are told of (银行间市场成交2万亿美元)."""
        if d.kind != "revenue" or d.dim != "money":
            return None
        named = self._market.match(m.norm, self.openings.behind_adverbs(m, d.clause), d.q.start)
        return named["who"] if named else None

    def _of_kin(self, m: Mentions, scene: Scene, d: Draft) -> Iterator[tuple[str, Named]]:
        """The owner of the list, of the level that changes, or of the count that the figure is tied to."""
        first = d.first
        level = d.of if first is not d and d.of is not first.of else d.dealt
        if level is not None and level.subject:
            yield "each", (level.subject, level.subject_entity)
        if first is not d and first.subject:
            if member := self._of_member(d, first):
                yield "each", member
            yield "list", (first.subject, first.subject_entity)
        if several := self._of_all(m, d):
            yield "each", (several, None)
        if d.of is not None and d.of.subject and d.inherited:
            yield "repeated", (d.of.subject, d.of.subject_entity)
        if group := self._counted_before(m, d):
            yield "counted", (group, None)
        if d.kind == "index" and (sector := self.sectors.of_index(m, scene, d)):
            yield "index", (sector, None)
        if kind_of_project := self._project_before(m, d):
            kind = "works" if self._project_kind.search(kind_of_project) else "project"
            yield kind, (kind_of_project, None)

    def _at_head(self, m: Mentions, scene: Scene, d: Draft) -> Iterator[tuple[str, Named]]:
        """Named where a clause names who does or has what it tells, or handed on by the figure before."""
        first = d.first
        if beside := self._beside(m, scene, first):
            yield "beside", beside
        if again := self._said_again(m, scene, d):
            yield "this", again
        if launched := self._launched_before(m, d):
            yield "launched", (launched, None)
        if actor := self._actor(m, scene, d):
            yield "actor", actor
        found = self._in_subject_position(m, scene, first)
        whole = found is not None and scene.item is not None and scene.topic is not None
        if found and not (whole and scene.topic and found[0] == scene.topic.text):
            yield "position", found
        elif scene.item and (d.before is None or d.before.subject == scene.item.text):
            yield "above", (scene.item.text, scene.item.entity)
        elif scene.continues and scene.subject and (d.before is None or d.before.subject == scene.subject):
            yield "above", (scene.subject, scene.subject_entity)
        sector = self.sectors.named(d)
        if sector and self.sectors.may_own(scene.topic) and not self._of_region(m, scene):
            yield "sector", (sector, None)
        if (before := self._handed_on(m, scene, d)) is not None and before.subject:
            yield "handed on", (before.subject, before.subject_entity)

    def _of_text(self, m: Mentions, scene: Scene, d: Draft) -> Iterator[tuple[str, Named]]:
        """Where the text above, its speaker or its title says whose its figures are."""
        if place := self._place_of_speaker(m, scene):
            yield "place of speaker", place
        if place := self._place_of_teller(m, scene, d):
            yield "place of office", place
        if speaker := self._house_of_speaker(m, scene):
            yield "house of speaker", (speaker, None)
        if scene.reporting and not self._goes_on.match(m.norm):
            yield "report", (scene.reporting.text, scene.reporting.entity)
        if scene.subject:
            yield "scene", (scene.subject, scene.subject_entity)
        if scene.topic:
            yield "topic", (scene.topic.text, scene.topic.entity)

    def _nearby(self, d: Draft) -> Iterator[tuple[str, Named]]:
        """Names that are near without being trusted: the industry in the phrase, those of the drafts before."""
        if sector := self.sectors.named(d):
            yield "sector inside", (sector, None)
        for tie, draft in (("of", d.of), ("before", d.before)):
            if draft is not None and draft.subject:
                yield tie, (draft.subject, draft.subject_entity)

    def settle(self, m: Mentions, scene: Scene, drafts: Sequence[Draft]) -> None:
        """Choose the subjects of a sentence together; a name that stands in an indicator is cut off it."""

        @cache
        def resolved(entity: Entity) -> tuple[Named, Named]:
            return self.bearers.resolved(m, scene, entity), self.bearers.with_its_list(m, scene, entity)

        proposed = {id(d): d.subject for d in drafts}
        for d, owner in zip(drafts, self.owners.choose(m, scene, drafts, resolved), strict=True):
            if owner.ruled:
                self._follow(d, proposed)
                continue
            d.subject, d.subject_entity = owner.text or None, owner.entity
            phrase = d.uncut or d.indicator or ""
            d.indicator, d.uncut = phrase or None, None
            joined = d.way == "list" and len(d.group) > 1  # 汽车产销分别…: the words are joined from two places
            if owner.ways & {"prefix", "in phrase"} and phrase.startswith(owner.text) and not joined:
                rest = phrase.removeprefix(owner.text).lstrip("的")
                if self._only_share.fullmatch(rest):
                    d.note("subject.only_share")
                elif rest:
                    d.indicator, d.uncut = rest, phrase
        self._of_start(m, drafts)

    def _of_start(self, m: Mentions, drafts: Sequence[Draft]) -> None:
        """A level has the owner of that which it started from (全球增速由3%上调至4%) or is only compared with."""
        for d in drafts:
            start = d.before
            if d.compared and start is not None:  # 营收9亿元，高于市场预期的8亿元
                d.subject, d.subject_entity, d.indicator = start.subject, start.subject_entity, start.indicator
            beside = d.reached and start is not None and start.clause == d.clause
            if beside and start is not None and self._from_near.search(m.norm, start.clause, start.q.start):
                d.subject, d.subject_entity = start.subject, start.subject_entity

    def splits(self, drafts: Sequence[Draft]) -> bool:
        """Whether a sentence splits a figure by industries (第一产业用电量…；第二产业…), or by the names of a list."""
        first = drafts[0]
        if first.owner and (first.way in ("rank", "chain") or len({d.owner for d in first.group}) > 1):
            return True
        named = (first.uncut or first.indicator or "").startswith(first.subject or " ")
        sector = named and first.subject == self.sectors.named(first)
        return sector and any(d.subject != first.subject for d in drafts)

    @staticmethod
    def _follow(d: Draft, proposed: dict[int, str | None]) -> None:
        """A change has the owner that was chosen for its level, where the rules gave it that of the level."""
        level = d.of if d.inherited else None
        if level is not None and d.subject == proposed.get(id(level), level.subject) != level.subject:
            d.subject, d.subject_entity = level.subject, level.subject_entity

    def _handed_on(self, m: Mentions, scene: Scene, d: Draft) -> Draft | None:
        """The draft before whose subject goes on; an industry or kind of project in a phrase owns its figures alone."""
        previous = d.before
        if previous is not None and self._next_item.search(m.norm, previous.q.end, d.q.start):
            return None
        while previous is not None and not d.inherited and (previous.rival or _alone(previous)):
            previous = previous.before
        while previous is not None and previous.subject and previous.subject_entity is None:
            firms = self._told_of.search(previous.subject) is not None
            sector = self._sector_end.search(previous.subject)
            industry = sector is not None and sector["industry"] is not None
            goes_on = d.inherited or (d.indicator or "").startswith(previous.indicator or " ")
            alone = industry and not goes_on and (previous.indicator or "").startswith(previous.subject)
            alone = alone or bool(firms and scene.reporting and not goes_on)
            listed = d.kind == "project_count" and _counted_above(previous)
            split = previous.owner and (previous.way == "rank" or len({d.owner for d in previous.group}) > 1)
            halved = previous.way == "owner" and self._town_or_country.fullmatch(previous.subject) is not None
            if not alone and not listed and not ((split or halved) and not goes_on) and previous.role == "measure":
                break
            previous = previous.before
        return previous if previous is not None and previous.subject else None

    def _of_all(self, m: Mentions, d: Draft) -> str | None:
        """The owners of a list, of which together is told (甲、乙分别达到6万元、5万元，逼近7万元; …，居前两位)."""
        last = d.before
        if last is None or not d.inherited or d.first is not d or m.norm.count("。", last.q.end, d.q.start):
            return None
        members = last.group if len(last.group) > 1 else []
        if d.dim == "rank" and not members and d.q.value is not None and d.q.value > 1:
            members = [one for one in self._levels(last) if one.indicator == d.indicator][-int(d.q.value) :]
            members = members if len(members) == d.q.value else []
        alike = members and (d.dim == "rank" or (d.dim == members[0].dim and d.change is None and last.change is None))
        names = [member.subject or "" for member in members]
        if not alike or len(set(names)) != len(names) or not all(names):
            return None
        return "、".join(names)

    @staticmethod
    def _levels(last: Draft) -> list[Draft]:
        """The measures of the sentence up to one, changes apart, in order."""
        found: list[Draft] = []
        before: Draft | None = last
        while before is not None:
            if before.change is None and before.role == "measure":
                found.insert(0, before)
            before = before.before
        return found

    def _of_member(self, d: Draft, first: Draft) -> Named | None:
        """Where a list goes through several industries (甲业、乙业产值分别增长3%和4%), the one of its place."""
        if not d.indicator or d.indicator == first.indicator or self.sectors.named(first) != first.subject:
            return None
        level = self.phrases.lexicon.head(d.indicator, None)
        own = self._living.sub("", d.indicator[: level.start]) if level else ""
        return (own, None) if len(own) >= 2 else None

    def _behind(self, m: Mentions, d: Draft) -> str | None:
        """The project or group that stands behind the number and 的 (总投资3亿元的云谷数据中心)."""
        if described := self._describes(m, d):
            return described
        if d.change is not None or not self._of_above.match(m.norm, d.q.end):
            return None
        if d.dim == "money" and d.role == "measure":
            named = d.right
            if not named and (q := next((q for q in m.quantities if q.start >= d.q.end), None)):
                named = self.phrases.right(m, q.end, m.clause_end(q.end))[0]
            return named if named and self._noun_end.search(named) else None
        return d.right if d.dim == "percent" and d.right and self._group_noun.search(d.right) else None

    def _describes(self, m: Mentions, d: Draft) -> str | None:
        """What a length or a term describes (全长187公里的云岭铁路, 为期4天的博览会)."""
        said = d.change is None and self._describing.search(m.norm, d.clause, d.q.start)
        named = self._described.match(m.norm, d.q.end) if said and d.dim in _DESCRIBING else None
        return named["who"] if named else None

    def _of_region(self, m: Mentions, scene: Scene) -> bool:
        """Whether a sentence goes on with a part of the country, whose industries own nothing (其中，制造业用电量…)."""
        region = scene.subject_entity
        if region is None or region.type != "region" or not self._goes_on.match(m.norm):
            return False
        return not self.sectors.may_own(Topic(region.text, region))

    def names_owner(self, m: Mentions, d: Draft) -> bool:
        """Whether the indicator phrase of a draft begins with whose it is (云谷数据中心总投资)."""
        return self._owner_in_phrase(m, d) > 0

    def _owner_in_phrase(self, m: Mentions, d: Draft) -> int:
        """How much of the indicator names whose it is (云谷数据中心 in 云谷数据中心总投资); 0 where nothing does."""
        phrase, measured = d.indicator or "", self._measured_group(m, d)
        if measured and phrase.startswith(measured) and phrase != measured:
            return len(measured)
        if (
            d.head is None
            or d.inherited
            or d.way == "term"
            or d.dim == "count"
            or d.kind in ("loan_balance", "deposit_balance")
        ):
            return 0
        level = self.phrases.lexicon.head(phrase, None)
        if level is None or self._share.search(phrase):
            return 0
        prefix = self._whole_of.sub("", phrase[: level.start])
        surveyed = self._surveyed.match(phrase)
        if surveyed and len(surveyed["who"]) > _NAME:  # 高技术制造业PMI; 制造业PMI is an index by its own name
            return surveyed.end()
        if self.sectors.of_rate(d, prefix):
            return len(prefix)
        if self._part_of_country.fullmatch(prefix):
            return level.start
        tier = self._tier.match(phrase)
        if tier and (tier[0] == self._centre or tier["level"] or self._beside_centre(d)):
            return tier.end()
        if trading := self._trading.match(phrase):
            return trading.end()
        if self._regional_sum.search(phrase):  # the trade and credit of a group of firms are their region's
            return 0
        group = self._groups(phrase)
        if 0 < group < len(phrase) and self.phrases.lexicon.head(phrase[group:], None):
            return group
        if (site := self._site.match(phrase)) and self.phrases.lexicon.head(phrase[site.end() :], None):
            return site.end()
        named = None if "的" in prefix.rstrip("的") else self._noun_end.search(prefix.rstrip("的"))
        sector = named is not None and named[0] in self._sector_nouns
        nobody = self._no_name.match(prefix) or self._no_party.fullmatch(prefix)
        return level.start if named and not sector and level.start >= _NAME and not nobody else 0

    def _beside_centre(self, d: Draft) -> bool:
        """Whether 地方 stands beside the centre; alone, it is the part of the region that the text speaks of."""
        before = d.before
        while before is not None and before.subject != self._centre:
            before = before.before
        return before is not None

    def _groups(self, phrase: str) -> int:
        """Where the groups of firms end that a phrase begins with (财产险公司和人身险公司)."""
        end, group = 0, self._group.match(phrase)
        while group:
            end = group.end()
            group = self._group.match(phrase, end + 1) if phrase[end : end + 1] in self._joints else None
        return end

    @staticmethod
    def _with_place(m: Mentions, d: Draft, name: str) -> str:
        """The name with the region that stands directly before it (武汉 in 武汉天河机场)."""
        at = m.norm.rfind(name, d.clause, d.q.start)
        place = next((e for e in m.entities if e.type == "region" and e.end == at), None)
        return f"{place.text}{name}" if place else name

    def _counted_before(self, m: Mentions, d: Draft) -> str | None:
        """The firms just counted (42家上市公司共实现营收) own what they made together."""
        count = d.before
        if among := self._among_counted(m, d):
            return among
        if self._measured_group(m, d):
            return self._counted(m, d)
        if count is None or count.kind != "enterprise_count" or d.dim not in ("money", "percent") or not count.right:
            return None
        if self._share.search(m.norm[count.q.end : d.np_end].strip(" ,")):
            return None  # 预喜公司达102家，占比96%
        between = m.norm[count.right_end : d.q.start]
        if self._served.search(m.norm, count.clause, count.q.start):
            return None
        applied = d.dim == "percent" and self._applied_to.search(m.norm, count.clause, count.q.start)
        joined = self._counted_group.match(between.lstrip(" ,") if applied else between)
        return count.right if joined and self._group_noun.search(count.right) else None

    def _among_counted(self, m: Mentions, d: Draft) -> str | None:
        """137位吸烟患者中，重症比为21%: what was counted, where the clauses behind tell of those among it."""
        count = d.before
        while count is not None and not self._among.match(m.norm, count.right_end):
            count = count.before
        if count is None or d.right or not count.right or ";" in m.norm[count.q.end : d.q.start]:
            return None
        return count.right

    def _measured_group(self, m: Mentions, d: Draft) -> str | None:
        """What the number before counts, where its measure is that of this one (12个水库|蓄水量达9亿立方米).

        What is said of 武汉62家医院 is the place's, what projects cost is that of whoever builds them.
        """
        count = d.before
        if count is None or _COUNTED not in count.rules or count.kind == "project_count":
            return None
        placed = any(e.end == count.np_end for e in m.entities) or m.clause_end(count.q.end) < d.q.start
        return None if placed or self._served.search(m.norm, count.clause, count.q.start) else count.right

    def _counted(self, m: Mentions, d: Draft) -> str | None:
        """The group whose measure a number is, a short noun with its number (62家医院|床位开放率)."""
        group, count = self._measured_group(m, d), d.before
        short = group is not None and count is not None and len(group) < _NAME
        return f"{count.q.text}{group}" if short and count is not None else group

    def _project_before(self, m: Mentions, d: Draft) -> str | None:
        """For the investment that follows a count of projects of one type (数据中心项目5个，总投资65亿元)."""
        count = d.before
        if count is None or count.kind != "project_count" or d.kind not in ("investment", "ratio"):
            return None
        if any(count.q.end <= e.start < d.q.start for e in m.entities) or len(m.norm[count.q.end : d.q.start]) > 24:
            return None
        name = count.indicator or ""
        named = len(name) >= 5 and self._noun_end.search(name) and not self._no_name.match(name)
        return name if named else None

    def _beside(self, m: Mentions, scene: Scene, d: Draft) -> Named | None:
        """The entity that stands directly before the number (沈阳市32例, 全国首批13家)."""
        for e in reversed(self.bearers.before(m, scene, d)):
            rest = m.norm[self.bearers.list_end(m, e, d.q.start) : d.q.start]
            if rest == "(":  # 加利福尼亚州(87.8万人)、纽约州(36.6万人)
                return self.bearers.with_its_list(m, scene, e)
            rest = rest.lstrip(" 的")
            if e.start < d.left or (rest and not self._first_batch.fullmatch(rest)):
                continue
            if self._holding.search(m.norm, 0, e.start):
                return self._holder(m, scene, e)
            if not self._is_base(m, d, e):
                return self.bearers.with_its_list(m, scene, e)
        return None

    def _is_base(self, m: Mentions, d: Draft, e: Entity) -> bool:
        """Whether a share or multiple is one of the whole before it (创造出全国12%的产值, 是广东平均水平的51倍)."""
        if d.dim == "multiple":
            return m.norm[e.end : d.q.start].endswith("的")
        whole = self._whole_base.fullmatch(e.text) is not None
        return d.dim == "percent" and whole and self.openings.behind_adverbs(m, d.clause) != e.start

    def _in_subject_position(self, m: Mentions, scene: Scene, d: Draft) -> Named | None:
        """The entity or project that opens the clause of the number or an earlier one, or stands at its indicator."""
        entities = self.bearers.before(m, scene, d)
        for e in reversed(entities):
            rest = m.norm[e.end : d.q.start].lstrip(" 的")
            if d.indicator and e.start >= d.clause and rest.startswith(d.indicator[:2]) and not d.inherited:
                if scene.section and m.norm.startswith(scene.section.text, e.start):
                    return scene.section.text, scene.section.entity
                proper = self.openings.proper(m, e.start) if e.type == "region" and d.dim not in COUNTED_DIMS else None
                return (proper, e) if proper else self.bearers.with_its_list(m, scene, e)
        opens = sorted({0, *(c for c in m.clause_ends if c <= d.clause), d.clause}, reverse=True)[:_CLAUSES]
        floor = d.before.clause if d.before and d.before.subject else 0
        for start in (c for c in opens if c >= floor and not self._in_aside(m, c, d)):
            if d.dim in _BODILY and start < d.clause and (craft := self._craft.match(m.norm, start, d.clause)):
                return craft["who"], None
            at = self.openings.behind_adverbs(m, start)
            entity = next((e for e in entities if e.start <= at + 1 and e.start >= start and at <= e.start + 1), None)
            if stands_for := self.openings.stand_in(m, scene, d, at):
                name, one = stands_for
                return stands_for if one is None else self.bearers.resolved(m, scene, one)
            opening = self.openings.name(m, at, d)
            opening = None if opening and scene.only_tells(at, opening) else opening
            if entity and not (opening and len(opening) > len(entity.text) + 2):
                return self.bearers.with_its_list(m, scene, entity)
            if opening and start < d.clause and scene.reporting and self._told_of.search(opening):
                continue  # a region tells of its firms, then of all else
            if opening and not (start < d.clause and self._works_elsewhere(m, d, opening)):
                return opening, entity
        return None

    @staticmethod
    def _in_aside(m: Mentions, start: int, d: Draft) -> bool:
        """Whether a clause stands in brackets that close before the number: 云海投资(云海集团子公司)出资2亿元."""
        opened = m.norm.rfind("(", 0, start)
        return opened >= 0 and start <= m.norm.find(")", opened) < d.clause

    def _said_again(self, m: Mentions, scene: Scene, d: Draft) -> Named | None:
        """What the short form with 该 at the head of the clause, or of one before in which no other name stands, is."""
        for start in sorted({0, *(c for c in m.clause_ends if c <= d.clause), d.clause}, reverse=True):
            at = self.openings.behind_adverbs(m, start)
            if self._again.match(m.norm, at):
                found = self.openings.stand_in(m, scene, d, at)
                above = scene.article.text[max(scene.section_begins, scene.begins - _JUST_ABOVE) : scene.begins]
                place = found is not None and found[1] is not None and found[1].type == "region"
                near = found is not None and (place or found[0] in normalize(above) + m.norm[:at])
                named = found is not None and near and not self._no_words.fullmatch(found[0])
                return found if found and named and not self._works_elsewhere(m, d, found[0]) else None
            if any(start <= e.start < d.q.start for e in m.entities) or self.openings.name(m, at, d):
                return None
        return None

    def _launched_before(self, m: Mentions, d: Draft) -> str | None:
        """The work, ship or event of whose start a clause before tells (某某工程开工，总投资3亿元)."""
        for start in sorted({0, *(c for c in m.clause_ends if c <= d.clause)}, reverse=True):
            at = self.openings.behind_adverbs(m, start)
            if start < d.clause and (name := self.openings.launched(m, at)):
                return None if self._works_elsewhere(m, d, name) else name
            if any(start <= e.start < d.q.start for e in m.entities) or self.openings.name(m, at, d):
                return None
        return None

    def _actor(self, m: Mentions, scene: Scene, d: Draft) -> Named | None:
        """The group, giver or firm by its short name that opens the clause, or one before it with no name between."""
        gives = self._giving.search(m.norm, d.clause, d.q.start) is not None
        groups = True
        for start in sorted({0, *(c for c in m.clause_ends if c <= d.clause), d.clause}, reverse=True):
            at = self.openings.behind_adverbs(m, start)
            group = self.openings.national_group(m, at, d) if groups else None
            giver = self.openings.giver(m, at) if gives else None
            if name := group or giver or self.openings.short_of_firm(m, scene, at):
                return name, next((e for e in m.entities if e.text == name and e.type != "person"), None)
            inside = [e for e in m.entities if start <= e.start < d.q.start]
            if any(abs(e.start - at) <= 1 for e in inside) or self.openings.name(m, at, d):
                return None
            groups = groups and not inside and not self.sectors.named(d)
        return None

    def _holder(self, m: Mentions, scene: Scene, held: Entity) -> Named | None:
        """Who holds the stake (百度所持有的爱奇艺80.5%的股份), where the firm is named whose stake it is."""
        holding = self._holding.search(m.norm, 0, held.start)
        owner = next((e for e in m.entities if holding and holding.start() - 1 <= e.end <= holding.start()), None)
        return self.bearers.resolved(m, scene, owner) if owner else None

    def _of_segment(self, m: Mentions, d: Draft) -> Named | None:
        """Where ; parts a list (甲县12个，总投资3亿元；乙县8个，总投资2亿元), what is said up to it is the member's."""
        before = d.before
        while before is not None and before.member is None:
            before = before.before
        if d.member is not None or before is None or before.owner is None or before.member is None:
            return None
        between, owner = m.norm[before.q.end : d.q.start], (before.owner, before.subject_entity)
        if any(before.q.end <= e.start < d.q.start for e in m.entities):
            return None
        if between.startswith("(") and ")" not in between:
            return owner  # 甲县12个(增长3%)
        head = self.phrases.lexicon.head(d.indicator or "", None)
        if before.member.alone or set(between) & set(";。") or not (d.inherited or head and head.start == 0):
            return None
        opened, closed = m.norm[: before.member.start].rstrip()[-1:], m.norm.find(";", d.q.end)
        return owner if ";" in (opened, m.norm[closed : closed + 1]) else None

    def _works_elsewhere(self, m: Mentions, d: Draft, name: str) -> bool:
        """Whether a road or plant named in an earlier clause has nothing to do with what is counted in this one."""
        counted = d.dim in COUNTED_DIMS and self._works.search(name)
        return bool(counted) and not self._in_use.search(m.norm, d.clause, d.q.start)

    def _house_of_speaker(self, m: Mentions, scene: Scene) -> str | None:
        """The firm whose manager speaks (“…”，某某营业部经理称): he speaks of it where he names nobody."""
        if not any(source.way == "speech" for source in scene.sources):
            return None
        house = next((h for h in self._speaker.finditer(m.norm) if not self._authority.search(h["house"])), None)
        return house["house"] if house else None

    def _place_of_speaker(self, m: Mentions, scene: Scene) -> Named | None:
        """The place whose official speaks (某某县委书记表示), if it lies in the region that the article speaks of."""
        topic = scene.topic.entity if scene.topic else None
        if topic is None or not topic.code or topic.type != "region":
            return None
        office = next((e for e in m.entities if e.type == "org" and self._officer.match(m.norm, e.end)), None)
        place = division_in(office.text) if office else None
        inside = place is not None and place.code != topic.code and lies_in(place.code, topic.code)
        return (place.text, place) if place and inside else None

    def _place_of_teller(self, m: Mentions, scene: Scene, d: Draft) -> Named | None:
        """The place whose office tells (安徽省统计局公布, 美国劳工部称), but where the text speaks of a part of it."""
        topic = scene.topic.entity if scene.topic else None
        if scene.topic is not None and (topic is None or topic.type != "region"):
            return None
        told = next((s for s in reversed(scene.sources) if s.name and s.start <= d.q.start and not s.behind), None)
        if told is None or self._told_where.match(m.norm, told.end, d.q.start):
            return None
        side = next((e for e in m.entities if e.type == "region" and e.start == told.start), None)
        if side is not None and told.name == f"{side.text}方面":
            return side.text, side
        offices = [told.name or "", *(e.text for e in m.entities if e.type == "org" and e.start == told.start)]
        place = next((self._place_of_office(name) for name in offices if self._teller.search(name)), None)
        now = scene.subject_entity
        stays = topic is None or now is None or now.code == topic.code  # the text speaks of its topic, or has none
        inner = (topic or now) if stays else None
        within = place is not None and inner is not None and lies_in(inner.code, place.code)
        return (place.text, place) if place and not within else None

    def _place_of_office(self, name: str) -> Entity | None:
        """The state, division or province with which the name of an office begins."""
        state = next((name[:size] for size in range(min(len(name), 8), 1, -1) if name[:size] in self._states), None)
        if state:
            return Entity(state, "region", 0, len(state), state)
        return division_in(name) or province_in(name)

    def announce(self, m: Mentions, scene: Scene) -> None:
        """A label opens a new part; a notice opens with the firm and what it gives notice of (某某股份(业绩预告):)."""
        if self._label.match(m.norm):
            scene.subject = scene.subject_entity = None
        if named := self._notice.match(m.norm):
            scene.subject, scene.subject_entity = named["who"] or named["told"], None
        elif (told := self._announcer.match(m.norm)) and not self._authority.search(told["who"]):
            teller = Entity(told["who"], "org", *told.span("who"), told["who"])
            scene.subject, scene.subject_entity = teller.text, teller
            scene.named.append((teller.text, teller))
        elif item := self._notice_item.match(m.norm):
            firm = next((e for e in m.entities if e.type == "org" and (e.start, e.end) == item.span("who")), None)
            heads = m.norm.rstrip().endswith("】")
            if firm or item["deed"] or (heads and self._speaks_of_firm(m, scene)) or self._of_notices(scene):
                start, end = item.span("who")
                scene.subject = item["who"]
                scene.subject_entity = firm or Entity(item["who"], "org", start, end, item["who"])
                if heads:  # the paragraph below speaks of it as 公司
                    scene.section = Topic(scene.subject, scene.subject_entity)

    def _speaks_of_firm(self, m: Mentions, scene: Scene) -> bool:
        """Whether the text below a heading, up to the next one, is a firm's notice."""
        at = scene.begins + len(m.text)
        return self._issuer.search(normalize(scene.article.text[at : at + _NOTICE].partition("【")[0])) is not None

    def _of_notices(self, scene: Scene) -> bool:
        """Whether the article is a list of notices: two of its items at least name a firm and its deed."""
        if scene.notices is None:
            items = (self._notice_item.match(normalize(line)) for line in scene.article.text.splitlines())
            scene.notices = sum(1 for item in items if item and item["deed"]) >= _NOTICES
        return scene.notices

    def heading_topic(self, m: Mentions) -> Topic | None:
        """What a section speaks of: the project or event that its heading opens with, else the first entity there."""
        if proper := self.openings.proper(m, self.openings.behind_adverbs(m, 0)):
            return Topic(proper)
        if project := self._project.match(m.norm):
            return Topic(project[0])
        named = next((e for e in m.entities if e.type != "person"), None)
        return Topic(named.text, named) if named else None

    def remember(self, m: Mentions, scene: Scene, drafts: list[Draft]) -> None:
        """Leave the names of the sentence for the short forms that follow (该公司, 车站)."""
        scene.named += [(e.text, e) for e in m.entities if e.type != "person"]
        scene.named += [(d.subject, None) for d in drafts if d.subject and d.subject_entity is None]
        del scene.named[:-_REMEMBERED]

    def note(self, m: Mentions, scene: Scene) -> None:
        """A sentence without figures hands on the entity that it opens with."""
        at = self.openings.behind_adverbs(m, 0)
        if proper := self.openings.proper(m, at):
            scene.subject, scene.subject_entity = proper, None
            return
        for e in m.entities:
            if e.type != "person" and abs(e.start - at) <= 1 and self.bearers.can_own(m, e, scene):
                scene.subject, scene.subject_entity = self.bearers.resolved(m, scene, e)


def _counted_above(d: Draft) -> bool:
    """Whether the owner is a kind of project that the sentence counted before (产业项目8个，总投资9亿元)."""
    count: Draft | None = d
    while count is not None and not (count.kind == "project_count" and count.indicator == d.subject):
        count = count.before
    return count is not None


def _alone(d: Draft) -> bool:
    """Whether the owner of a member of a list owns nothing of what follows the list."""
    return d.member is not None and d.member.alone

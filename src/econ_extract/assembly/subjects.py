"""A draft in, whose figure it is out."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from econ_extract.assembly.draft import COUNTED_DIMS, Draft, Scene, Topic
from econ_extract.mentions import Mentions
from econ_extract.models import Entity, Token
from econ_extract.numerals import normalize
from econ_extract.phrases import PhraseReader
from econ_extract.rules import SP, RuleBook, alternation

Subject = tuple[str, Entity | None]

_NAME = 4  # a name so short is a class of things (项目, 数据中心)
_COUNTED_NEAR = 4  # no more than a verb between a counted noun and its number
_LONGEST = 36  # characters of a name
_CLAUSES = 12  # how many clauses back a subject may stand
_CREDIT = re.compile("贷款|存款|融资|进口|出口")
_CLAUSE_WORDS = re.compile("[的了在]|举行|开幕|闭幕|启动|开工")
_LEVELS = "省市县区州镇乡村"
_ABOVE = 400  # how far above the full name of a short form may stand
_REMEMBERED = 60  # names that a short form may still stand for
_JOINTS = ("、", "和", "与", "及", "以及")


class Subjects:
    """Finds the region, organisation, project or industry that a figure belongs to."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self._sector_nouns = book.words("subject.sector_noun")
        self._nation = book.words("subject.nation")
        self._no_name = book.pattern("subject.no_name")
        self._opener = book.pattern("subject.opener")
        self._no_end = book.pattern("subject.no_end")
        self._place_before = book.pattern("subject.place_before")
        self._place_after = book.pattern("subject.place_after")
        self._whole = book.pattern("subject.whole")
        self._and_others = book.pattern("subject.and_others")
        self._group = book.pattern("subject.group")
        self._surveyed = book.pattern("subject.surveyed")
        self._notice = book.pattern("subject.notice")
        self._site = book.pattern("subject.site")
        self._whole_of = book.pattern("subject.whole_of")
        self._share = book.pattern("subject.share")
        self._one_each = book.pattern("subject.one_each")
        self._label = book.pattern("subject.label")
        nouns = book.words("subject.noun")
        self._noun_end = re.compile(f"(?:{alternation(nouns)})$")
        self._agents = book.words("subject.agent")
        self._names = re.compile(alternation((nouns - self._sector_nouns) | self._agents | {"企业"}))
        self._one = book.pattern("subject.one")
        self._speaker = book.pattern("subject.speaker")
        self._group_noun = book.pattern("subject.group_noun")
        self._part_of_country = book.pattern("subject.part_of_country")
        self._project = book.pattern("subject.topic_project")
        self._heading_sector = book.pattern("subject.heading_sector")
        self._of_nation = book.pattern("subject.of_nation")
        self._industry_head = book.pattern("subject.industry_head")
        self._counted_group = book.pattern("subject.counted_group")
        self._data_of = book.pattern("subject.data_of")
        self._said_of = book.pattern("subject.said_of")
        self._in_use = book.pattern("subject.in_use")
        self._works = book.pattern("subject.works")
        self._short = book.pattern("subject.short_form")
        self._authority = book.pattern("subject.authority")

    def decide(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """Whose figure it is: named in the phrase, in subject position, by the draft before, by the text before."""
        if d.owner or d.possessor:
            d.subject, d.subject_entity = d.owner or d.possessor, None
            return
        if self._named_subject(m, d):
            return
        first = d.first
        if first is not d and first.subject:
            d.subject, d.subject_entity = self._of_member(m, scene, d, first) or (first.subject, first.subject_entity)
            return
        if d.of is not None and d.of.subject and d.inherited:
            d.subject, d.subject_entity = d.of.subject, d.of.subject_entity
            return
        if group := self._counted_before(m, d):
            d.subject, d.subject_entity = group, None
            return
        found = self._in_subject_position(m, scene, first)
        if d.kind == "index" and (sector := self._sector_of_index(m, scene, d)):
            d.subject, d.subject_entity = sector, None
        elif kind_of_project := self._project_before(m, d):
            d.subject, d.subject_entity = kind_of_project, None
        elif found:
            d.subject, d.subject_entity = found
        elif self._may_be_sector(scene.topic) and (sector := self._sector(d)):
            d.subject, d.subject_entity = sector, None
        elif d.before and d.before.subject:
            d.subject, d.subject_entity = d.before.subject, d.before.subject_entity
        elif speaker := self._house_of_speaker(m, scene):
            d.subject, d.subject_entity = speaker, None
        elif scene.subject:
            d.subject, d.subject_entity = scene.subject, scene.subject_entity
        elif scene.topic:
            d.subject, d.subject_entity = scene.topic.text, scene.topic.entity

    def _of_member(self, m: Mentions, scene: Scene, d: Draft, first: Draft) -> Subject | None:
        """Where a list goes through several owners (甲、乙分别增长3%和4%), the one of its place; else None."""
        if d.indicator and d.indicator != first.indicator:
            level = self.phrases.lexicon.head(d.indicator, None)
            own = d.indicator[: level.start].removesuffix("生活") if level else ""
            return (own, None) if len(own) >= 2 and self._sector(first) == first.subject else None
        owner = first.subject_entity
        runs = (run for run in self._lists(m) if owner and run[0].start == owner.start and run[0].end < owner.end)
        listed = next(runs, [])
        if len(listed) != len(d.group) or not self._one_each.search(m.norm[listed[-1].end : d.group[0].q.start]):
            return None
        if d is d.group[-1]:  # the first member took the whole list before the others were seen
            first.subject, first.subject_entity = self._resolved(scene, listed[0])
        return self._resolved(scene, next(e for e, one in zip(listed, d.group, strict=True) if one is d))

    def _lists(self, m: Mentions) -> list[list[Entity]]:
        """The runs of regions or organisations that 、 and 和 join, two or more in each."""
        runs: list[list[Entity]] = []
        for e in (e for e in m.entities if e.type != "person"):
            last = runs[-1][-1] if runs else None
            if last and last.type == e.type and m.norm[last.end : e.start] in _JOINTS:
                runs[-1].append(e)
            else:
                runs.append([e])
        return [run for run in runs if len(run) > 1]

    def _with_its_list(self, m: Mentions, scene: Scene, entity: Entity) -> Subject:
        """The entity, or the whole list that it stands in (甲、乙和丙, 甲、乙等市)."""
        listed = next((run for run in self._lists(m) if entity in run), None)
        if listed is None:
            return self._resolved(scene, entity)
        behind = self._and_others.match(m.norm, listed[-1].end)
        start, end = listed[0].start, behind.end() if behind else listed[-1].end
        whole = Entity(m.norm[start:end], entity.type, start, end, m.norm[start:end])
        return whole.text, whole

    def _named_subject(self, m: Mentions, d: Draft) -> bool:
        """The project or organisation that stands in the indicator phrase itself, or behind 的."""
        behind = re.match(rf"{SP}(?:以上)?的", m.norm[d.q.end :])
        if d.dim == "money" and behind and d.role == "measure" and d.change is None:
            named = d.right
            if not named and (q := next((q for q in m.quantities if q.start >= d.q.end), None)):
                named = self.phrases.right(m, q.end, m.clause_end(q.end))[0]
            if named and self._noun_end.search(named):
                d.subject, d.subject_entity = named, None
                return True
        if behind and d.dim == "percent" and d.change is None and d.right and self._group_noun.search(d.right):
            d.subject, d.subject_entity = d.right, None
            return True
        own = self._owner_in_phrase(d)
        if not own or not d.indicator:
            return False
        d.subject, d.subject_entity = self._with_place(m, d, d.indicator[:own].rstrip("的")), None
        d.indicator = d.indicator[own:]
        return True

    def _owner_in_phrase(self, d: Draft) -> int:
        """How much of the indicator names whose it is (云谷数据中心 in 云谷数据中心总投资); 0 where nothing does."""
        phrase = d.indicator or ""
        if d.head is None or d.inherited or d.dim == "count" or d.kind in ("loan_balance", "deposit_balance"):
            return 0
        level = self.phrases.lexicon.head(phrase, None)
        if level is None or self._share.search(phrase):
            return 0
        prefix = self._whole_of.sub("", phrase[: level.start])
        surveyed = self._surveyed.match(phrase)
        if surveyed and len(surveyed["who"]) > _NAME:  # 高技术制造业PMI; 制造业PMI is an index by its own name
            return surveyed.end()
        if self._sector_of_rate(d, prefix):
            return len(prefix)
        if self._part_of_country.fullmatch(prefix):
            return level.start
        if re.search("进口|出口|贷款|存款", phrase):  # the trade and credit of a group of firms are their region's
            return 0
        group = self._groups(phrase)
        if 0 < group < len(phrase) and self.phrases.lexicon.head(phrase[group:], None):
            return group
        if (site := self._site.match(phrase)) and self.phrases.lexicon.head(phrase[site.end() :], None):
            return site.end()
        named = None if "的" in prefix.rstrip("的") else self._noun_end.search(prefix.rstrip("的"))
        sector = named is not None and named[0] in self._sector_nouns
        return level.start if named and not sector and level.start >= _NAME and not self._no_name.match(prefix) else 0

    def _groups(self, phrase: str) -> int:
        """Where the groups of firms end that a phrase begins with (财产险公司和人身险公司)."""
        end, group = 0, self._group.match(phrase)
        while group:
            end = group.end()
            group = self._group.match(phrase, end + 1) if phrase[end : end + 1] in _JOINTS else None
        return end

    @staticmethod
    def _with_place(m: Mentions, d: Draft, name: str) -> str:
        """The name with the region that stands directly before it (武汉 in 武汉天河机场)."""
        at = m.norm.rfind(name, d.clause, d.q.start)
        place = next((e for e in m.entities if e.type == "region" and e.end == at), None)
        return f"{place.text}{name}" if place else name

    def _sector_of_rate(self, d: Draft, prefix: str) -> bool:
        """制造业PMI, 大中型企业复工率: a rate or index is its industry's, and is named without it."""
        kind = d.head.value["kind"] if d.head is not None and d.growth else d.kind
        rated = kind in ("ratio", "index") and len(prefix) >= _NAME and prefix not in ("规模企业", "小微企业")
        named = prefix.endswith(("企业", "业")) and not any(c in prefix for c in "占的")
        return rated and named and not self._no_name.match(prefix)

    def _may_be_sector(self, topic: Topic | None) -> bool:
        """Whether the industry in a phrase is a nearer subject than what the article speaks of."""
        of_nation = topic is None or topic.text in self._nation
        return of_nation or (topic is not None and (topic.entity is None or topic.entity.type == "org"))

    def _sector(self, d: Draft) -> str | None:
        """The industry that the indicator begins with (第三产业用电量)."""
        level = self.phrases.lexicon.head(d.indicator or "", None)
        prefix = (d.indicator or "")[: level.start] if level else ""
        prefix = prefix.removesuffix("生活")
        index = d.head is not None and d.head.value["kind"] == "index"
        named = not index and (
            re.search(r"(?:业|居民)$", prefix) and not re.search("[的()]", prefix) and prefix not in self._sector_nouns
        )
        return prefix if named and d.kind not in ("loan_balance", "deposit_balance") else None

    def _sector_of_index(self, m: Mentions, scene: Scene, d: Draft) -> str | None:
        """The industry of a business survey (制造业PMI, then 生产指数), the last one named before the number."""
        named = [found["who"] for found in self._surveyed.finditer(m.norm, 0, d.q.start)]
        if named:
            scene.sector = self._of_nation.sub("", named[-1])
            nation = self._of_nation.match(named[-1]) or (scene.topic and scene.topic.text in self._nation)
            if nation and ("综合" in m.norm[d.clause : d.q.start] or d.inherited or self._surveyed_in(m, d)):
                return None  # 中国制造业PMI is the country's; the indices below it are the industry's
        elif any(e.end <= d.q.start and e.type == "region" and e.start >= d.clause for e in m.entities):
            return None
        return scene.sector

    def _counted_before(self, m: Mentions, d: Draft) -> str | None:
        """The firms just counted (42家上市公司共实现营收) own what they made together."""
        count = d.before
        if count is None or count.kind != "enterprise_count" or d.dim not in ("money", "percent") or not count.right:
            return None
        between = m.norm[count.right_end : d.q.start]
        if re.search(r"(?:为|对|给|向|推动|支持|服务|惠及)\s*[约近超]?$", m.norm[count.clause : count.q.start]):
            return None
        joined = self._counted_group.match(between) and not set(between) & set(",;。")
        return count.right if joined and self._group_noun.search(count.right) else None

    def _surveyed_in(self, m: Mentions, d: Draft) -> bool:
        return self._surveyed.search(m.norm, d.clause, d.q.start) is not None

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

    def _in_subject_position(self, m: Mentions, scene: Scene, d: Draft) -> Subject | None:
        """The entity or project that opens the clause of the number or an earlier one, or stands at its indicator."""
        sources = scene.source_runs
        entities: list[Entity] = []
        refused: Entity | None = None
        for e in m.entities:
            if e.end > d.q.start or e.type == "person":
                continue
            listed = refused is not None and m.norm[refused.end : e.start] in ("、", "和", "与", "及")
            if listed or not self._can_be_subject(m, e, sources):
                refused = e
            else:
                entities.append(e)
        for e in reversed(entities):
            rest = m.norm[e.end : d.q.start].lstrip(" 的")
            if not rest and e.start >= d.left:
                return self._with_its_list(m, scene, e)
            if d.indicator and e.start >= d.clause and rest.startswith(d.indicator[:2]) and not d.inherited:
                return self._with_its_list(m, scene, e)
        opens = sorted({0, *(c for c in m.clause_ends if c <= d.clause), d.clause}, reverse=True)[:_CLAUSES]
        floor = d.before.clause if d.before and d.before.subject else 0
        for start in (c for c in opens if c >= floor):
            at = self._behind_adverbs(m, start)
            entity = next((e for e in entities if e.start <= at + 1 and e.start >= start and at <= e.start + 1), None)
            if stands_for := self._stand_in(m, scene, d, at):
                return stands_for
            opening = self._opening(m, at, d)
            if entity and not (opening and len(opening) > len(entity.text) + 2):
                return self._with_its_list(m, scene, entity)
            if opening and not (start < d.clause and self._works_elsewhere(m, d, opening)):
                return opening, entity
        return None

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

    def _behind_adverbs(self, m: Mentions, start: int) -> int:
        """Where the subject of a clause would begin: behind spaces, conjunctions, times and marks of a list."""
        at = start
        while True:
            skip = self._opener.match(m.norm, at)
            if skip and skip.end() > at:
                at = skip.end()
                continue
            period = next((p for p in m.periods if p.start <= at < p.end), None)
            if period is None:
                return at
            at = period.end

    def _opening(self, m: Mentions, at: int, d: Draft) -> str | None:
        """The noun phrase at the head of a clause, where it ends as the names of projects, firms and agents do."""
        if industry := self._industry_head.match(m.norm, at, d.q.start):
            return industry[0]
        words = self._words_at(m, d, at)
        phrase, ends = m.norm[at : words[-1].end] if words else "", {token.end for token in words}
        for found in reversed(list(self._names.finditer(phrase))):
            end = at + found.end()
            if end in ends and self._is_name(m, d, phrase[: found.end()], found[0], end):
                return phrase[: found.end()]
        return None

    def _words_at(self, m: Mentions, d: Draft, at: int) -> list[Token]:
        """The words of the noun phrase that begins at `at`, up to the next number at most; 一家 is none."""
        numbers = (q.start for q in m.quantities if q.end > at and q.unit and not self._one.match(q.text))
        stop = min(next(numbers, d.np_end), d.np_end, at + _LONGEST)
        words: list[Token] = []
        for token in m.tokens[bisect_left(m.tokens, at, key=attrgetter("start")) :]:
            one = self._one.match(token.text) and words
            if token.end > stop or not (one or self.phrases.can_name(token)):
                break
            words.append(token)
        return words

    def _is_name(self, m: Mentions, d: Draft, name: str, noun: str, end: int) -> bool:
        """Whether a phrase that ends in a noun of names is one, and owns what is said behind it."""
        if not (noun in self._agents or len(name) >= _NAME):
            return False
        if noun in ("企业", "机构") and _CREDIT.search(m.norm, end - len(name), d.q.start):
            return False
        if self._no_name.match(name) or self._short.fullmatch(name) or self._share.match(m.norm[end : end + 2]):
            return False
        if noun == name and self._measured_at(m, end):  # a bare noun owns nothing that is its compound (财政收入)
            return False
        return self._stands_alone(m, d, end)

    def _stands_alone(self, m: Mentions, d: Draft, end: int) -> bool:
        """Whether a name that ends here is followed by what is said of it: a verb, a comma, an indicator; no number."""
        near = next((q.start for q in m.quantities if q.start >= end), len(m.norm))
        counted = d.dim in COUNTED_DIMS and near - end <= _COUNTED_NEAR  # 规上企业达到400户 counts them
        if counted or m.norm[end:near].strip(" 超近约达共") == "" or m.norm[end : end + 1] in "、和与等及类级":
            return False
        after = next((t for t in m.tokens if t.start >= end and not t.text.isspace()), None)
        if after is None or after.start > end + 2:
            return True
        said = after.tag.startswith(("v", "d", "p", "t", "m")) or not after.text.isalnum()
        return said or self._measured_at(m, end) or self._said_of.match(m.norm, end) is not None

    def _measured_at(self, m: Mentions, at: int) -> bool:
        """Whether the name of something measured begins at `at`."""
        return any(h.start == 0 for h in self.phrases.lexicon.heads(m.norm[at : at + 8]))

    def _stand_in(self, m: Mentions, scene: Scene, d: Draft, at: int) -> Subject | None:
        """What 该公司, 该县 or a bare 车站 at the head of a clause stands for: the last name of its kind."""
        said = self._short.match(m.norm, at)
        if said is None or not (said["this"] or self._stands_alone(m, d, said.end())):
            return None
        here = [(e.text, e) for e in m.entities if e.end <= at and e.type != "person"]
        for name, entity in reversed([*scene.named, *here]):
            if len(name) > len(said["noun"]) and self._is_a(said["noun"], name, entity):
                return (name, entity) if entity is None else self._resolved(scene, entity)
            if said["this"] and said["noun"] in _LEVELS and (place := re.match(f"[一-龥]{{1,6}}?{said['noun']}", name)):
                return place[0], None  # 该县 behind 云溪县委
        firm = said["noun"] in ("企业", "行")
        unique = said["noun"] in ("大会", "平台", "联盟", "大桥", "铁路", "机场", "高铁", "水库")
        return self._named_before(m, scene, said["noun"]) if unique or (said["this"] and not firm) else None

    @staticmethod
    def _named_before(m: Mentions, scene: Scene, noun: str) -> Subject | None:
        """The full name of 该工程 in the text above, where it opens a clause there."""
        above = scene.article.text[max(0, scene.begins - _ABOVE) : scene.begins].rpartition("\n\n")[2]
        names = re.findall(rf"(?<![一-龥A-Za-z0-9”])(?:\d{{4}}年?)?[一-龥A-Za-z“”·-]{{2,20}}?{noun}", normalize(above))
        full = [name for name in names if not _CLAUSE_WORDS.search(name)]
        return (full[-1], None) if full else None

    def _is_a(self, noun: str, name: str, entity: Entity | None) -> bool:
        """Whether a name is of the kind that the noun says."""
        if noun in ("公司", "企业", "集团", "行"):
            firm = entity is not None and entity.type == "org" and not self._authority.search(name)
            return name.endswith(noun) or (firm and (noun != "行" or "银" in name or name.endswith("行")))
        if noun == "国":
            return (
                entity is not None and entity.type == "region" and entity.code is None and not self._whole.match(name)
            )
        return name.endswith(noun.replace("车站", "站")) and not self._whole.fullmatch(name)

    def _can_be_subject(self, m: Mentions, e: Entity, sources: list[tuple[int, int]]) -> bool:
        if any(a <= e.start < b for a, b in sources) or self._no_end.search(e.text):
            return False
        before, after = m.norm[max(0, e.start - 2) : e.start], m.norm[e.end : e.end + 3]
        if self._authority.search(e.text) and self._data_of.match(m.norm, e.end):
            return False
        arrived = before in ("来到", "走到") or (before.endswith("在") and m.norm[e.end : e.end + 1] == ",")
        return not (self._place_before.search(before) and not arrived) and not self._place_after.match(after)

    def _resolved(self, scene: Scene, entity: Entity) -> Subject:
        """全市 and 公司 stand for what the article or the text before speaks of."""
        if entity.text[0] in "该本" and self._whole.fullmatch(entity.text):
            for name, one in reversed(scene.named):
                if one is not None and self._is_a(entity.text[1:], name, one):
                    return name, one
        topic = scene.topic
        if topic and topic.entity and topic.entity.type == "region" and self._whole.fullmatch(entity.text):
            own = topic.entity.canonical
            nested = own is not None and own[:2] != topic.text[:2]  # 湖北荆门 is 荆门市
            return (own if nested and own else topic.text), topic.entity
        return entity.text, entity

    def announce(self, m: Mentions, scene: Scene) -> None:
        """A label opens a new part; a notice opens with the firm and what it gives notice of (某某股份(业绩预告):)."""
        if self._label.match(m.norm):
            scene.subject = scene.subject_entity = None
        if named := self._notice.match(m.norm):
            scene.subject, scene.subject_entity = named["who"], None

    def head(self, m: Mentions, scene: Scene) -> None:
        """A title or heading may name the industry whose indices follow."""
        if sector := self._heading_sector.search(m.norm):
            scene.sector = sector["who"]

    def heading_topic(self, m: Mentions) -> Topic | None:
        """What the section below a heading speaks of: the project that it opens with, else its first entity."""
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
        sources = scene.source_runs
        at = self._behind_adverbs(m, 0)
        for e in m.entities:
            if e.type != "person" and abs(e.start - at) <= 1 and self._can_be_subject(m, e, sources):
                scene.subject, scene.subject_entity = self._resolved(scene, e)

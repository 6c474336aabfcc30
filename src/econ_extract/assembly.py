"""A sentence's mentions and the scene around it in, drafts of figures out: the tie of every number.

The order of work is the order of the methods of `Assembler`: drafts, refusals, thresholds, lists, changes, indicators,
kinds, statuses, periods, subjects, attributions. A draft that lacks something takes it from the draft it continues
(`before`), never from behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from econ_extract.mentions import Cue, CueTable, MentionReader, Mentions
from econ_extract.models import Article, Basis, Bound, Direction, Entity, Period, Quantity, Role, Sentence, Status, Tagging
from econ_extract.numerals import SP
from econ_extract.phrases import Head, PhraseReader
from econ_extract.rules import Rule, RuleBook, alternation

_PARTIAL_DIMS = {"%": "percent", "pp": "pp", "x": "multiple", "doubling": "doubling", "rank": "rank"}
_MONEY_KINDS = frozenset(
    "investment loan_balance deposit_balance asset_balance finance_flow output_value revenue profit fiscal trade"
    " foreign_capital money_other price".split()
)
_PHYSICAL = frozenset({"length", "mass", "volume", "energy", "power", "capacity"})
_ENTERPRISE_UNITS, _PROJECT_UNITS = "家户个所间", "个项大批"
_COMPARISON = re.compile(r"(?:比|较|与|相较于?|相比)(?!例|重)[^,。;、比较]{1,16}$")
_BOUND_OF = re.compile(r"(约|近|超|超过|不足|不到|不超过|不低于|接近|将近|高于|低于)(?:为|占|到)?[^,。;0-9约近超]{1,12}的\s*$")
_ABBREVIATION = re.compile(r"\([^()\d,]{1,10}\)$")
_EMPTY_NOUNS = frozenset("规模 大关 目标 水平 关口 高位 速度 增长速度 增速 左右 的规模 台阶 新台阶 年度 新高 的高位".split())
_TOWARDS = re.compile(r"(?:第[一二三四五六七八九十]+条\s*)?(?:对|凡|年)[^,。;]*$")
_SHARE_DIMS = frozenset({"percent"})
_UNIT_PRICE = re.compile(r"每(?:吨|公斤|千克|斤|平方米|平米|立方米|桶|度|千瓦时|股|台|套|张|亩|辆|箱|件|升|克|公里|盎司|磅|蒲式耳|手|只|头|瓶)[^,。;]{0,4}$")
_RELEASED = frozenset({"index", "growth_rate", "trade", "fiscal", "revenue", "profit", "output_value"})
_COUNT_TAILS = frozenset("|数|数量|总数|数目|总量|户数|家数|开工|签约|落地|投产|建设|竣工|入驻|储备|入库|立项|立项支持|进场交易|支持|等".split("|"))
_NATION = frozenset({"中国", "我国", "全国"})
_SECTOR_NOUNS = frozenset("业 产业 行业 部门 单位 中小企业 企业 大型企业 制造业企业 居民".split())
_DOING = re.compile(r"归属|利用|依托|围绕|打好|壮大|培育|这|该|每|各|多|重大|重点|入库|投资|签约|新签约|新|引进|落地|累计|现场|开工|已|拟|推进|推动|实施|全国|加快|在建|建成|完成|入选")
_OPENERS = re.compile(r"(?:[\s,，、;；:：。“\"（(➤■●▶►※◆—-]|其中|同时|此外|另外|而|但|并|则|截至目前|截至|目前|据悉|据了解|数据显示|从|按|如|例如|特别是|尤其是|一是|二是|三是|四是|五是|首先|其次|再次|最后|近年来|一直以来|日前|近日)+")
_NO_SUBJECT_END = re.compile(r"(?:企业|工业|产业|行业|专业|保险|事业|服务业|制造业|农业)$|^专业")
_PLACE_BEFORE = re.compile(r"(?:在|赴|到|往|据|向|从|与|占|居|销|列|入选|争创|位)$")
_PLACE_AFTER = re.compile(r"(?:第|前[\d一二三四五六七八九十列]|首[批位次]|平均|领先|各地|等地|等国|同期|总量|总数)")
_WHOLE = re.compile(r"[全该本我][市省区县州]|全自治区")
DATELINE = re.compile(r"[^,。;:()\s]{2,6}讯(?=\d{1,2}月|\s)|[^,。;:()\s]{0,8}(?:社|网|报|日报|晚报|电视台|新闻)[^,。;:()]{0,8}?(?:[\d１-９０]{1,2}月[\d１-９０]{1,2}日)?(?:电|讯|消息|报道|记者)")
_FROM_TO = re.compile(r"从[^,。;从]{1,16}?到[^,。;]{1,12}?(?=仅|只|用|耗|历|的时间|由|平均|\s|$)")
_GENERIC_NOUNS = frozenset("金额 涉及金额 规模 总规模 总额 总量 涉及资金 资金规模 额度 数额".split())
_ELLIPTIC = re.compile(r"全年|同期|当[年月季日]|同[年月]")
_JOIN = re.compile(r"\s*(?:、|和|与|及|以及)\s*(?:[约近超]|超过)?$")


@dataclass(slots=True)
class Draft:
    """A quantity on its way to a figure; fields are filled by the steps of the assembler."""

    q: Quantity
    dim: str | None
    clause: int
    left: int
    np_end: int
    bound: Bound
    rules: list[str] = field(default_factory=list)
    change: Cue | None = None
    level: bool = False
    rate: bool = False
    right: str = ""
    right_end: int = 0
    role: Role = "measure"
    indicator: str | None = None
    head: Rule | None = None
    inherited: bool = False
    kind: str = ""
    unit: str = ""
    value: Decimal | None = None
    status: Status = "actual"
    basis: Basis | None = None
    direction: Direction | None = None
    is_change: bool = False
    period: tuple[date, date] | None = None
    period_text: str | None = None
    period_from: str | None = None
    subject: str | None = None
    subject_entity: Entity | None = None
    attribution: str | None = None
    governed_by_future: bool = False
    past_after: int | None = None
    cumulated: bool = False
    before: Draft | None = None
    of: Draft | None = None
    group: list[Draft] = field(default_factory=list)
    weak: float = 0.0

    @property
    def growth(self) -> bool:
        return self.kind == "growth_rate"


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article speaks of, and the entity that it is, if it is one."""

    text: str
    entity: Entity | None = None


@dataclass(slots=True)
class Scene:
    """What earlier sentences of the article leave for the next one."""

    article: Article
    topic: Topic | None
    paragraph: int = -1
    period: Period | None = None
    heading_period: Period | None = None
    recent: Period | None = None
    title_period: Period | None = None
    plans: bool = False
    norms: bool = False
    subject: str | None = None
    subject_entity: Entity | None = None
    basis: Basis | None = None
    attribution: str | None = None
    last_group: list[Draft] = field(default_factory=list)
    last: Draft | None = None

    def enter(self, sentence: Sentence) -> None:
        """Forget what does not cross the border of a paragraph."""
        if sentence.paragraph == self.paragraph:
            return
        self.paragraph = sentence.paragraph
        self.period = self.subject = self.subject_entity = self.basis = self.attribution = self.last = None
        self.last_group = []
        self.norms = False


class Assembler:
    """The compiled rules of one book; `read` turns a sentence into drafts and refusals."""

    def __init__(self, book: RuleBook) -> None:
        self.reader = MentionReader(book)
        self.phrases = PhraseReader(book)
        bounds = book.table("bounds")
        self.bounds_left = CueTable(r for r in bounds if r.side == "left")
        self.bounds_right = CueTable(r for r in bounds if r.side == "right")
        links = {r.id: r for r in book.table("links")}
        self.links = CueTable([links["link.equals"]])
        self.distribute = CueTable([links["link.distribute"]])
        changes = {r.id: r for r in book.table("changes")}
        self.changes = CueTable([changes[i] for i in ("change.up", "change.down", "change.fewer_decrease")])
        self.change_to = CueTable([changes["change.to"]])
        self.rate_nouns = changes["change.rate_noun"]
        comparers = "高于|低于|快于|慢于|高出|低出|超出|优于|超过|好于|领先|落后|超"
        self._comparer = re.compile(rf"(?:{comparers})[^,。;0-9]{{1,24}}$")
        self._right_growth = re.compile(
            rf"{SP}(?:以上|左右)?的?(?:年度|年均|高速|快速|同比|较快)?(?:{alternation(self.rate_nouns.forms)}|增长|下降)"
        )
        self.bases = CueTable(book.table("comparisons"))
        statuses = {r.id: r for r in book.table("statuses")}
        self.norm_shape = CueTable([statuses["status.norm_shape"]])
        self.target_behind = CueTable([statuses["status.target_behind"]])
        thresholds = {r.id: r for r in book.table("thresholds")}
        self.class_nouns = thresholds["threshold.class_noun"]
        self._class_noun = re.compile(alternation(self.class_nouns.forms))
        self.level_words = CueTable([thresholds["threshold.level"]])
        self.per = CueTable([thresholds["threshold.per"]])
        phrases = {r.id: r for r in book.table("phrases")}
        self.announcement = phrases["phrase.announcement"]
        self.bound_far = re.compile(alternation(phrases["phrase.bound_far"].forms))
        self._event_object = re.compile(phrases["phrase.event_object"].pattern or "")
        self._announce = re.compile(f"(?:{alternation(self.announcement.forms)})$")
        self._bracket = re.compile((phrases["phrase.in_brackets"].pattern or "").replace("{sp}", SP))
        self._ranking = re.compile(phrases["phrase.ranking"].pattern or "")
        self._output_verb = re.compile(phrases["phrase.output_verb"].pattern or "")
        self._plan_heading = re.compile(phrases["phrase.plan_heading"].pattern or "")
        self._article_of_law = re.compile(phrases["phrase.article_of_law"].pattern or "")
        self._norm_after = re.compile(phrases["phrase.norm_after"].pattern or "")
        self._rank_words = re.compile(phrases["phrase.rank_words"].pattern or "")
        self.norm_behind = CueTable([statuses["status.norm_behind"]])
        names = set(phrases["phrase.subject_noun"].forms) - _SECTOR_NOUNS | {"企业"}
        self._subject_names = re.compile(alternation(names))
        self._subject_noun = re.compile(f"(?:{alternation(phrases['phrase.subject_noun'].forms)})$")
        self._duration_cue = re.compile(phrases["phrase.duration_cue"].pattern or "")
        self._now = re.compile(phrases["phrase.now"].pattern or "")
        self.attributions = CueTable(book.table("attributions"))

    # ------------------------------------------------------------------ the order of work

    def read(self, scene: Scene, sentence: Sentence, tagging: Tagging) -> tuple[list[Draft], list[tuple[int, int, str, tuple[str, ...]]]]:
        """The drafts of one sentence in order, and (start, end, reason, rules) of every number that is no figure."""
        scene.enter(sentence)
        text = scene.article.text[sentence.start : sentence.end]
        self._survey(scene, sentence, text)
        context = scene.period or scene.heading_period or (scene.recent if _ELLIPTIC.search(text) else None)
        m = self.reader.read(text, tagging, scene.article.metadata.published_on, context)
        refusals = [(r.start, r.end, r.reason, r.rules) for r in m.refusals]
        drafts: list[Draft] = []
        for index, quantity in enumerate(m.quantities):
            draft = self._draft(m, quantity, m.quantities[:index], m.quantities[index + 1 :])
            refusal = self._refuse(m, draft)
            if refusal:
                refusals.append((quantity.start, quantity.end, *refusal))
            else:
                draft.before = drafts[-1] if drafts else None
                drafts.append(draft)
        self._group(m, drafts)
        for draft in drafts:
            self._threshold(m, draft)
        kept = self._tie(m, scene, drafts, refusals)
        self._leave(m, scene, sentence, kept)
        return kept, refusals

    def _survey(self, scene: Scene, sentence: Sentence, text: str) -> None:
        """Whether the section speaks of plans, by its heading, or the paragraph is an article of a rule."""
        if sentence.role in ("heading", "title") or len(text.strip()) <= 24:
            if re.match(r"\s*(?:[一二三四五六七八九十]+[、.]|[(][一二三四五六七八九十]+[)]|第[一二三四五六七八九十]+[章部])", text) or sentence.role == "heading":
                scene.plans = bool(self._plan_heading.search(text))
        if self._article_of_law.match(text):
            scene.norms = True

    def _tie(self, m: Mentions, scene: Scene, drafts: list[Draft], refusals: list[tuple[int, int, str, tuple[str, ...]]]) -> list[Draft]:
        """Run the steps that need the whole sentence; drafts without a unit that nothing gives one are refused."""
        attribution = self._attribution(m) or scene.attribution
        kept: list[Draft] = []
        for draft in drafts:
            self._indicate(m, scene, draft)
            if not self._classify(m, draft):
                refusals.append((draft.q.start, draft.q.end, "no_unit", draft.q.rules))
                continue
            kept.append(draft)
            self._base(m, scene, draft)
            self._period(m, scene, draft)
            self._status(m, scene, draft)
            self._subject(m, scene, draft)
            draft.attribution = None if draft.role == "threshold" else attribution
            if draft.role == "threshold":
                draft.status, draft.period, draft.period_text, draft.period_from = "norm", None, None, None
        return kept

    # ------------------------------------------------------------------ drafts

    def _draft(self, m: Mentions, q: Quantity, earlier: tuple[Quantity, ...], later: tuple[Quantity, ...]) -> Draft:
        """Skip bounds, links and verbs of change to the left; read the bound and the noun phrase to the right."""
        clause = m.clause_start(q.start)
        previous = max((e.end for e in earlier), default=0)
        if earlier and (behind := self.bounds_right.starting(m.norm, previous)):
            previous = behind.end
        draft = Draft(q, self._dim(q), clause, max(clause, previous), q.start, q.bound)
        draft.rules += q.rules
        self._skip_left(m, draft)
        over_noun = _BOUND_OF.search(m.norm, draft.clause, draft.q.start)
        if draft.bound == "exact" and over_noun and (bound := self.bounds_left.ending(m.norm, over_noun.end(1))):
            draft.bound = bound.rule.value["bound"]
            draft.rules.append(bound.rule.id)
        far = self.bound_far.search(m.norm, draft.left, draft.np_end)
        if draft.bound == "exact" and far and draft.np_end - far.end() <= 8 and draft.dim != "time":
            draft.bound = "at_least"
            draft.rules.append("phrase.bound_far")
        self._bound_right(m, draft)
        following = min((x.start for x in later), default=len(m.norm))
        end = min(m.clause_end(q.end), following)
        draft.right, draft.right_end = self.phrases.right(m, draft.right_end, end)
        if later and draft.right and draft.right_end >= following - 1 and draft.dim in ("count", "person", "household"):
            draft.right = self._first_noun(draft.right)
        if draft.right in _EMPTY_NOUNS:
            draft.right = ""
        draft.value = q.value
        draft.cumulated = "累计" in m.norm[draft.left : q.start]
        return draft

    def _dim(self, q: Quantity) -> str | None:
        for rule in reversed(q.rules):
            if rule.startswith("unit."):
                return self.reader.unit_dims[rule]
        if q.unit in ("year", "month", "day", "hour"):
            return "time"
        return _PARTIAL_DIMS.get(q.unit or "", "money" if q.unit else None)

    def _skip_left(self, m: Mentions, draft: Draft) -> None:
        """Move `np_end` left over bounds, links, periods, comparisons and the verb of change, remembering each."""
        unknown = {i for t in m.tokens if t.tag == "x" for i in range(t.start, t.end)}
        starts = frozenset({t.start for t in m.tokens} | unknown)
        end, floor = draft.q.start, draft.left
        while True:
            while end > floor and m.norm[end - 1] in " \t\r\n▶►:“\"":
                end -= 1
            skipped = (
                self._skip_bound(m, draft, end, floor, starts)
                or self._skip_change(m, draft, end, floor, starts)
                or self._skip_plain(m, draft, end, floor, starts)
            )
            if skipped is None:
                break
            end = skipped
        draft.np_end = end

    def _skip_bound(self, m: Mentions, d: Draft, end: int, floor: int, starts: frozenset[int]) -> int | None:
        if d.change is None and not d.level and (to := self.change_to.ending(m.norm, end)) and to.start >= floor:
            d.level = True
            d.rules.append(to.rule.id)
        bound = self.bounds_left.ending(m.norm, end, token_starts=starts)
        if bound is None or bound.start < floor or d.change is not None:
            return None
        if d.bound == "exact":
            d.bound = bound.rule.value["bound"]
        d.rules.append(bound.rule.id)
        return bound.start

    def _skip_change(self, m: Mentions, d: Draft, end: int, floor: int, starts: frozenset[int]) -> int | None:
        change = self.changes.ending(m.norm, end, token_starts=starts)
        if change is None or change.start < floor or d.level or (d.change is not None and not d.rate):
            return None
        if d.change is None:
            d.change = change
            d.rate = m.norm[change.start : change.end] in self.rate_nouns.forms
            d.rules.append(change.rule.id)
        return change.start

    def _skip_plain(self, m: Mentions, d: Draft, end: int, floor: int, starts: frozenset[int]) -> int | None:
        """Links, a comparison (较上年末), a period, a bracketed abbreviation, or the words of a rank."""
        link = self.links.ending(m.norm, end, token_starts=starts)
        if link and link.start >= floor:
            return link.start
        if d.change is not None and (base := _COMPARISON.search(m.norm, floor, end)):
            return base.start()
        if bracket := _ABBREVIATION.search(m.norm, floor, end):
            return bracket.start()
        if d.q.unit == "rank" and (place := self._rank_words.search(m.norm, floor, end)):
            return place.start()
        closed = end - 1 if m.norm[end - 1 : end] == "的" else end
        for cue in m.statuses:
            if cue.end == end and cue.start >= floor and cue.rule.scope == "sentence":
                return cue.start
        for period in m.periods:
            if period.end == closed and period.start >= floor and period.start > m.clause_start(end):
                before = len(m.norm[: period.start].rstrip()) - 1
                return before if before >= floor and m.norm[before] in "从由自在" else period.start
        return None

    def _bound_right(self, m: Mentions, draft: Draft) -> None:
        at = draft.q.end
        while at < len(m.norm) and m.norm[at] in " \t”":
            at += 1
        bound = self.bounds_right.starting(m.norm, at)
        if bound and not (bound.rule.id == "bound.behind_at_most" and m.norm[bound.start : bound.end] == "内" and draft.dim not in ("time", None)):
            if draft.bound in ("exact", "range") and not (draft.bound == "range"):
                draft.bound = bound.rule.value["bound"]
            draft.rules.append(bound.rule.id)
            at = bound.end
        else:
            at = draft.q.end
        draft.right_end = at

    @staticmethod
    def _first_noun(phrase: str) -> str:
        """A phrase that runs into the next number names that number's things; its first words name this one's."""
        for size in (3, 2):
            if phrase[:size] in ("产业链", "高校", "企业", "项目", "部门", "院校", "学校", "单位", "国家", "省份", "城市", "领域"):
                return phrase[:size]
        return phrase

    # ------------------------------------------------------------------ what is no figure

    def _refuse(self, m: Mentions, d: Draft) -> tuple[str, tuple[str, ...]] | None:
        """The reason why a quantity is no figure, with the rules that say so, or None."""
        word = m.norm[d.q.start : d.q.end]
        if d.q.unit == "rank" and "numeral.rank_moved" in d.q.rules:
            return None
        if d.q.unit == "rank":
            window = m.norm[max(d.clause, d.q.start - 16) : d.q.start]
            return None if self._ranking.search(window) else ("ordinal", ("phrase.ranking",))
        if d.dim == "time":
            return self._refuse_time(m, d)
        if d.dim == "point" and ("numeral.han_digits" in d.q.rules or not self.phrases.lexicon.head(m.norm[: d.q.start], "point")) and not self._scored(m, d):
            return "no_unit", d.q.rules
        if "numeral.percent_words" not in d.q.rules and re.match(r"[百千万](?![百千万亿余多])", word) and d.bound == "exact" and d.dim not in ("money", None):
            return "vague_number", ("numeral.han_digits",)
        if d.q.unit in ("count", "person", "household") and "numeral.han_digits" in d.q.rules:
            return self._refuse_small(m, d, word)
        if d.q.unit == "count" and d.right == "方面":
            return "announces_list", (self.announcement.id,)
        if d.q.unit == "CNY" and word.replace(" ", "") in ("万元", "千元", "百元", "十元", "一元", "一块钱"):
            return "vague_number", d.q.rules
        return None

    @staticmethod
    def _scored(m: Mentions, d: Draft) -> bool:
        return bool(re.search(r"[(扣得加减满计]\s*$", m.norm[d.clause - 1 if d.clause else 0 : d.q.start]))

    def _refuse_time(self, m: Mentions, d: Draft) -> tuple[str, tuple[str, ...]] | None:
        around = m.norm[max(d.clause, d.q.start - 14) : d.q.start] + "\n" + m.norm[d.q.end : d.q.end + 5]
        before, after = around.split("\n", 1)
        if d.q.unit == "year":
            age = "unit.time.age" in d.q.rules
            measures = bool(re.search(r"周期|工期|期限|寿命|用时|历时|年限|时长", before))
            return None if age or measures else ("duration_of_time", ("phrase.duration_cue",))
        fits = self._duration_cue.search(before) or after.startswith(("内", "以内", "之内", "的“", "完成", "送达", "直达", "送货", "办结", "办理", "通达", "即可", "到达"))
        return None if fits else ("duration_of_time", ("phrase.duration_cue",))

    def _refuse_small(self, m: Mentions, d: Draft, word: str) -> tuple[str, tuple[str, ...]] | None:
        """Han numerals below eleven count things only where the noun is of the counted kind."""
        number = re.match(r"[一二两俩三四五六七八九十]", word)
        if not number or d.q.value is None or d.q.value > 10 or d.q.bound != "exact":
            return None
        if self._announce.search(d.right):
            return "announces_list", (self.announcement.id,)
        if d.q.value == 1 and (d.right or m.norm[d.q.end : d.q.end + 1] not in (",", "。", ";", "、", "")):
            return "vague_number", ("numeral.han_digits",)
        phrase = d.right or self.phrases.left(m, d.left, d.np_end)
        dims = {h.rule.value["kind"] for h in self.phrases.lexicon.heads(phrase)}
        if dims & {"enterprise_count", "project_count", "people"} or not d.right:
            return None if phrase else ("vague_number", ("numeral.han_digits",))
        return "announces_list", (self.announcement.id,)

    # ------------------------------------------------------------------ lists and thresholds

    def _group(self, m: Mentions, drafts: list[Draft]) -> None:
        """Chain quantities of one unit that only 、 or 和 separates; every member knows the whole list."""
        group: list[Draft] = []
        for draft in drafts:
            joint = group and _JOIN.fullmatch(m.norm[group[-1].q.end : draft.q.start])
            touching = group and not m.norm[group[-1].q.end : draft.q.start].strip()
            same = group and (group[-1].q.unit == draft.q.unit)
            if same and (joint or touching) and draft.dim not in ("rank",):
                group.append(draft)
            else:
                group = [draft]
            draft.group = group

    def _threshold(self, m: Mentions, d: Draft) -> None:
        """Whether the quantity only defines the class of the noun behind it."""
        if d.q.unit in ("rank",):
            behind = re.match(rf"{SP}[”\"]?的", m.norm[d.q.end :])
            if behind and "numeral.rank_before" in d.q.rules and d.right:
                d.role = "threshold"
            return
        if d.dim in ("pp", "multiple", "doubling", "share", "point", "person", "household", "count"):
            return
        level = self.level_words.starting(m.norm, d.q.end)
        noun, end = self.phrases.right(m, level.end, m.clause_end(level.end)) if level else (d.right, d.right_end)
        following = next((q for q in m.quantities if q.start >= end and not m.norm[end : q.start].strip()), None)
        if not noun and following is not None:
            noun = self.phrases.right(m, following.end, m.clause_end(following.end))[0]
        noun = re.split(r"、|和|与|及", noun)[0]
        found = self._class_noun.search(noun)
        cut = "bound.behind_at_least" in d.rules or "bound.behind_at_most" in d.rules or level is not None
        about = bool(_TOWARDS.match(m.norm[d.clause : d.q.start])) and bool(re.match(rf"{SP}(?:以上|以下|以内|及以下|及以上)?的", m.norm[d.q.end :]))
        if not found and not (cut and (about or following is not None) and noun):
            return
        head = self.phrases.lexicon.head(noun, d.dim or "money")
        if found and head and head.end > found.end() and following is None:
            return
        if (d.dim is None and not level) or (d.dim in _SHARE_DIMS and not (d.bound == "range" or about)):
            return
        over = any(r in ("bound.over", "bound.over_short", "bound.under", "bound.at_least") for r in d.rules)
        glued = not re.match(rf"{SP}的", m.norm[d.q.end :])
        counted = following is not None and following.unit == "count"
        bare = not m.norm[d.q.start].isdigit() and glued
        if cut or about or (over and (counted or (glued and "bound.at_least" not in d.rules))) or bare or (d.bound == "range" and (glued or d.dim in _SHARE_DIMS)):
            self._mark_threshold(d, level, noun)

    def _mark_threshold(self, d: Draft, level: Cue | None, noun: str) -> None:
        """Turn the draft, and the list it closes, into class bounds."""
        for member in d.group if d.group and d.group[-1] is d else [d]:
            member.role, member.dim = "threshold", member.dim or "money"
            if member.bound == "exact":
                member.bound = "at_least"
        d.rules.append(level.rule.id if level else self.class_nouns.id)
        d.right = noun

    # ------------------------------------------------------------------ indicator

    def _indicate(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """Decide which noun phrase is measured: the members of a list by order, else left, right or inherited."""
        if d.group and d.group[0] is not d:
            self._follow_list(m, d)
            return
        bracket = self._bracket.match(m.norm, d.clause - 1 if d.clause else 0) if d.clause else None
        if d.clause and m.norm[d.clause - 1] == "(" and not bracket and d.dim == "point":
            named = self.phrases.left(m, m.clause_start(d.clause - 1), d.clause - 1)
            if named:
                self._set(d, named, self.phrases.lexicon.head(named, None))
                return
        if d.before and (bracket or (d.clause and m.norm[d.clause - 1] == "(" and not self._left_phrase(m, d))):
            self._inherit(d, d.before)
            if bracket:
                d.bound = "about"
            return
        left = self._left_phrase(m, d)
        if len(d.group) > 1:
            self._open_list(m, scene, d, left)
            return
        self._choose(m, scene, d, left)

    def _left_phrase(self, m: Mentions, d: Draft) -> str:
        phrase = self.phrases.left(m, d.left, d.np_end)
        if not phrase and d.left and m.norm[d.left - 1] == ")" and d.np_end <= d.left:
            opened = m.norm.rfind("(", 0, d.left)
            if opened > 0:
                phrase = self.phrases.left(m, m.clause_start(opened), opened)
        return phrase

    def _choose(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        heads = self.phrases.lexicon
        if d.dim == "time" and (named := self._named_duration(m, d)):
            self._set(d, named, heads.head(left, d.dim))
            return
        if left in _GENERIC_NOUNS:
            named = d.before.indicator if d.before and d.before.clause >= m.clause_start(d.clause - 1) else None
            left = (named or self._earlier_clause(m, d) or "") + left
        if not left and not d.right and (carried := self._earlier_clause(m, d)):
            self._set(d, carried, heads.head(carried, None if d.change or d.dim in ("pp", "multiple") else d.dim))
            return
        classed = self._class_phrase(m, d, left)
        if classed:
            self._set(d, classed, heads.head(left, d.dim))
            return
        if d.dim in ("percent", "pp", "multiple", "doubling") and (share := self._share(m, scene, d)):
            self._set(d, share, None)
            return
        if d.change is not None or d.dim in ("pp", "doubling", "multiple"):
            self._choose_changed(m, scene, d, left)
            return
        if d.role == "threshold":
            self._set(d, left or d.right, heads.head(left or d.right, d.dim))
            return
        if d.dim is None and heads.head(left, None):
            self._set(d, left, heads.head(left, None))
            return
        if d.dim in ("count", "person", "household", None) and d.right and not self._left_owns(m, d, left):
            self._set(d, d.right, heads.head(d.right, d.dim))
            return
        left_head, right_head = heads.head(left, d.dim), heads.head(d.right, d.dim)
        if left and (left_head or not (right_head or (d.right and self._verbal(m, d)))):
            self._set(d, left, left_head)
        elif d.right:
            self._set(d, d.right, right_head)
        elif d.dim in ("count", "person", "household") and (doing := self._doing(m, d)):
            self._set(d, doing, None)
        elif previous := d.before or scene.last:
            self._inherit(d, previous)
        if d.dim == "count" and d.head is None and not d.right and left and self._only_verbs(m, d):
            previous = d.before or scene.last
            while previous is not None and previous.dim != "count":
                previous = previous.before
            d.head = previous.head if previous else None
        level_only = re.fullmatch(r"[一-龥]{1,4}[级类属]", d.indicator or "")
        if level_only and d.before and d.before.indicator and d.head is None:
            d.indicator = f"{d.indicator}{d.before.indicator}"
            d.head = d.before.head

    def _earlier_clause(self, m: Mentions, d: Draft) -> str:
        """The indicator of the clause before, where no number stands between (产量创新高，达到8万吨)."""
        start = max((q.end for q in m.quantities if q.end <= d.q.start), default=0)
        end = d.clause - 1
        for head in self.phrases.lexicon.heads(m.norm[start : max(start, end)]):
            fits = d.dim in head.rule.value["dims"] or d.change is not None or d.dim == "pp"
            if fits and start + head.start >= m.clause_start(end):
                return self.phrases.left(m, m.clause_start(end), start + head.end)
        return ""

    def _named_duration(self, m: Mentions, d: Draft) -> str:
        """从签约到开工仅用8个月, 15天内完成申报: what the time was needed for."""
        way = _FROM_TO.search(m.norm, d.clause, d.np_end)
        if way:
            return way[0].strip()
        within = re.match(rf"{SP}(?:以内|之内|内)(?:完成|实现|办结|做到)?(?P<act>[^,。;、“”]{{2,14}})", m.norm[d.q.end :])
        if within and not self.phrases.left(m, d.left, d.np_end):
            return within["act"]
        return ""

    def _class_phrase(self, m: Mentions, d: Draft, left: str) -> str:
        """A count whose noun stands behind a threshold takes the verb before it (新签约50亿元以上项目 -> 新签约项目)."""
        limit = d.before
        if not limit or limit.role != "threshold" or not left or d.dim != "count" or d.right:
            return ""
        if limit.clause != d.clause or d.np_end - limit.q.end > len(left) + 6:
            return ""
        verb = next((t.text for t in reversed(m.tokens) if t.end == limit.np_end and t.text in self.phrases.keeps), "")
        new = "新" if verb and m.norm[max(0, limit.np_end - len(verb) - 1) : limit.np_end - len(verb)] == "新" else ""
        return new + verb + left

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
        if self.phrases.left(m, d.left, d.np_end):
            return ""
        return m.norm[d.right_end : min(m.clause_end(d.q.end), d.right_end + 16)].strip(" 的")

    def _left_owns(self, m: Mentions, d: Draft, left: str) -> bool:
        """A noun directly before a counted number owns it unless the noun behind is glued to it."""
        if not left:
            return False
        glued = d.right_end > d.q.end and m.norm[d.q.end] not in ",。;、"
        return not glued

    def _choose_changed(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        """For a change: the phrase before the verb, else the level it follows, else the last one spoken of."""
        compared = self._comparer.search(m.norm[d.left : d.q.start]) if d.dim in ("pp", "percent") else None
        if compared and d.change is None:
            start = d.left + compared.start()
            left = self.phrases.left(m, d.left, start)
            up = not compared[0].startswith(("低", "慢", "落"))
            d.rules.append("change.up" if up else "change.down")
            d.direction = "up" if up else "down"
        previous = self._level_before(d) or scene.last
        same = self._level_before(d)
        while same is not None and same.dim != d.dim:
            same = self._level_before(same)
        if d.dim not in ("percent", "pp", "multiple", "doubling") and same is not None:
            previous = same
        if left in self.rate_nouns.forms and previous is not None:
            self._inherit(d, previous)
            d.of = previous if not previous.growth else previous.of
        elif left and left not in ("其中", "增长"):
            self._set(d, left, self.phrases.lexicon.head(left, None))
        elif d.right and d.dim not in ("pp", "percent"):
            self._set(d, d.right, self.phrases.lexicon.head(d.right, d.dim))
        elif previous:
            self._inherit(d, previous)
            d.of = previous if not previous.growth else previous.of

    @staticmethod
    def _level_before(d: Draft) -> Draft | None:
        """The nearest earlier measure of the sentence."""
        previous = d.before
        while previous is not None and previous.role == "threshold":
            previous = previous.before
        return previous

    def _share(self, m: Mentions, scene: Scene, d: Draft) -> str | None:
        """占…的: the share of the indicator before in the whole that is named."""
        clause = m.norm[d.clause : d.np_end]
        at = clause.rfind("占")
        if at < 0 or d.change is not None or clause[at - 1 : at + 2] in ("占比", "占地") or clause[at : at + 2] in ("占比", "占地", "占用", "占有"):
            return None
        left = self.phrases.left(m, d.clause, d.clause + at)
        previous = self._level_before(d) or scene.last
        while previous and previous.dim in ("count", "household", "person") and previous.before:
            previous = previous.before
        d.of = previous if not left else None
        name = left or (previous.indicator if previous and previous.indicator else "")
        d.inherited = not left
        whole = re.sub(r"[\d.,万亿多余]+(?:户|家|个|项)?", "", clause[at:]).rstrip("的")
        return (name + whole).strip()[:40] if name or len(whole) > 1 else None

    def _set(self, d: Draft, phrase: str, head: Head | None) -> None:
        phrase = re.sub(r"\s+", "", phrase)
        d.indicator = (phrase[2:] if phrase.startswith("完成") and "投资" not in phrase else phrase) or None
        d.head = head.rule if head else None
        if head:
            d.rules.append(head.rule.id)

    def _inherit(self, d: Draft, previous: Draft) -> None:
        d.indicator, d.head, d.inherited = previous.indicator, previous.head, True
        d.subject, d.subject_entity = previous.subject, previous.subject_entity
        d.rules.append("phrase.inherited") if False else None
        d.weak += 0.05

    # ------------------------------------------------------------------ lists

    def _open_list(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        """The first of a list: give every member its own name where as many names as numbers are coordinated."""
        names = self._coordinated(left, len(d.group), d.dim)
        source = scene.last_group if not d.before else d.before.group
        if names:
            self._choose(m, scene, d, names[0])
            for member, name in zip(d.group, names, strict=True):
                member.indicator = name
        elif not left and len(source) == len(d.group) and source[0] is not d:
            for member, level in zip(d.group, source, strict=True):
                member.indicator, member.head = level.indicator, level.head
                member.of, member.inherited = level, True
            d.indicator, d.head, d.of = source[0].indicator, source[0].head, source[0]
            d.subject, d.subject_entity = source[0].subject, source[0].subject_entity
        else:
            self._choose(m, scene, d, left)

    def _follow_list(self, m: Mentions, d: Draft) -> None:
        """A later member: as the first, under its own name."""
        first = d.group[0]
        d.change, d.level, d.rate, d.direction = first.change, first.level, first.rate, first.direction
        if d.bound == "exact" and first.bound in ("over", "about", "nearly") and m.norm[first.q.end - 1] != m.norm[d.q.end - 1]:
            d.bound = "exact"
        if d.indicator is None:
            d.indicator, d.head, d.of = first.indicator, first.head, first.of
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
        for splitter in (r"、|以及|和|与|及", r"、|(?:以及|和|与|及)(?=[^、和与及]*$)", r"、", r"(?:以及|和|与|及)(?=[^和与及]*$)"):
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
        shared = parts[-1][tail:]
        kind = None if dim in ("percent", "pp", "multiple") and not shared else dim
        own = [bool((h := self.phrases.lexicon.head(p, kind)) and h.end == len(p)) for p in parts]
        return [p if own[i] or i == size - 1 else p + shared for i, p in enumerate(parts)]

    # ------------------------------------------------------------------ kind, change and base

    def _classify(self, m: Mentions, d: Draft) -> bool:
        """Set kind, unit and sign; False where a number without a unit gets none from its indicator."""
        d.unit = d.q.unit or self._implied_unit(m, d)
        if not d.unit:
            return False
        if d.dim is None:
            d.dim = {"CNY": "money", "person": "person"}.get(d.unit, "count")
            head = self.phrases.lexicon.head(d.indicator or "", d.dim)
            d.head = head.rule if head else d.head
        if self._is_growth(m, d):
            d.kind = "growth_rate"
        else:
            d.kind = self._kind(m, d)
        self._sign(d)
        return True

    def _implied_unit(self, m: Mentions, d: Draft) -> str:
        """The unit of 20亿 or 400万: that of the indicator, else yuan for 亿 and things for 万."""
        for phrase in (d.indicator or "", d.right):
            for head in self.phrases.lexicon.heads(phrase):
                dims = head.rule.value["dims"]
                if "money" in dims:
                    return "CNY"
                if "person" in dims or "count" in dims:
                    return "person" if head.rule.id == "indicator.people" else "count"
        money_near = any(q.unit == "CNY" for q in m.quantities) and (d.inherited or not d.indicator)
        if m.norm[d.q.end - 1] == "亿" or money_near:
            return "CNY"
        return "count" if d.indicator else ""

    def _is_growth(self, m: Mentions, d: Draft) -> bool:
        if d.dim in ("multiple", "doubling"):
            return True
        first = d.group[0] if d.group else d
        per = self.per.ending(m.norm, d.clause) or re.search(r"每[^,。;]{0,6}$", m.norm[d.clause : d.q.start])
        if d.dim == "pp":
            return not per
        if d.dim != "percent" or d.role == "threshold":
            return False
        if (first.change is not None and not first.level) or d.direction:
            return True
        if self._right_growth.match(m.norm, d.q.end):
            d.rate = True
            return True
        if d.head is not None and d.head.value["kind"] == "growth_rate":
            return True
        return d.q.value is not None and d.q.value < 0

    def _kind(self, m: Mentions, d: Draft) -> str:
        head = d.head.value if d.head else {}
        kind = str(head.get("kind", ""))
        if d.dim in ("percent", "pp"):
            return "index" if kind == "index" else "ratio"
        if d.dim == "money":
            return self._money_kind(m, d, kind)
        if d.dim == "person":
            return "people"
        if d.dim in ("count", "household"):
            return self._count_kind(m, d, kind)
        if d.dim == "area" and self._output_verb.search(m.norm[d.left : d.q.start]):
            return "quantity"
        if d.dim in ("area", "rank"):
            return str(d.dim)
        if d.dim == "time":
            return "duration"
        if d.dim == "point":
            return "index"
        if d.dim == "share":
            return "finance_flow" if re.search(r"回购|增持|减持|发行|配售|认购|派|质押", m.norm[d.clause : d.q.start]) else "count"
        return "quantity"

    def _money_kind(self, m: Mentions, d: Draft, kind: str) -> str:
        if d.role == "measure" and _UNIT_PRICE.search(m.norm[d.left : d.q.start]):
            return "price"
        if d.role == "threshold":
            return kind if kind in _MONEY_KINDS else ("investment" if "项目" in d.right else "money_other")
        if kind in ("", "money_other") and re.search(r"投入|耗资|斥资|出资", m.norm[d.left : d.q.start]) and re.match(r"\s*(?:建成|建设|兴建|新建|打造|实施|用于建|改造)", m.norm[d.q.end :]):
            return "investment"
        if kind == "finance_flow" and d.change is not None and re.search("贷款", d.indicator or "") and self._from_year_start(m, d):
            return "loan_balance"
        if kind in _MONEY_KINDS:
            return kind
        head = self.phrases.lexicon.head(m.norm[d.clause : d.np_end], "money") or self.phrases.lexicon.head(d.right, "money")
        if head:
            d.weak += 0.1
            d.rules.append(head.rule.id)
            d.head = head.rule
            return str(head.rule.value["kind"])
        spoken = next(iter(self.phrases.lexicon.heads(m.norm[: d.clause], "money")), None)
        generic = not d.indicator or d.indicator in _GENERIC_NOUNS or d.head is None and len(d.indicator) <= 5
        d.weak += 0.2
        if spoken and generic:
            return str(spoken.rule.value["kind"])
        return "money_other"

    def _is_output(self, m: Mentions, d: Draft, kind: str) -> bool:
        """Pieces made, sold or shipped (汽车产量86.8万辆, 空调出口1738万台) are physical amounts, not counts."""
        if d.dim != "count" or m.norm[d.q.end - 1] in "家户所项场次名位种类":
            return False
        general = self.phrases.lexicon.head(d.indicator or "", None)
        at_end = general is not None and general.end == len(d.indicator or "")
        named = at_end and general is not None and general.rule.value["kind"] in ("quantity", "trade")
        made = self._output_verb.search(m.norm[d.left : d.q.start]) and kind not in ("project_count", "enterprise_count")
        return bool(named or (made and m.norm[d.q.end - 1] in "台辆套片只头件艘架箱吨部支颗枚块张瓶尾羽株"))

    def _from_year_start(self, m: Mentions, d: Draft) -> bool:
        """Whether the change is counted from the end of the last year, here or in the draft it continues."""
        cues = self.bases.searched(m.norm[d.clause : d.q.start])
        return any(c.rule.id == "basis.ytd" for c in cues) or bool(not cues and d.before and d.before.basis == "ytd")

    def _count_kind(self, m: Mentions, d: Draft, kind: str) -> str:
        classifier = "家" if m.norm[: d.q.end].endswith("家次") else m.norm[d.q.end - 1]
        if self._is_output(m, d, kind):
            return "quantity"
        head = self.phrases.lexicon.head(d.indicator or "", "count")
        opens = next((h for h in self.phrases.lexicon.heads(d.right, "count") if h.start == 0), None) if d.indicator == d.right else None
        if head and opens is None and (d.indicator or "")[head.end :] not in _COUNT_TAILS and classifier != "家" and d.dim == "count":
            kind = ""
        if d.dim == "household":
            if kind == "enterprise_count":
                d.unit = "count"
                return kind
            return "people"
        if classifier == "家":
            return "project_count" if kind == "project_count" and not d.right else ("count" if re.search(r"(?:园区|经开区|开发区|集聚区|集群|高新区|新区)$", d.indicator or "") else "enterprise_count")
        if kind == "enterprise_count" and classifier in _ENTERPRISE_UNITS:
            return kind
        if kind == "project_count" and classifier in _PROJECT_UNITS:
            return kind
        if kind == "people" and classifier in "个":
            return "people" if d.head and re.search("岗位|用户|家庭", d.indicator or "") is None and False else "count"
        return "count"

    def _sign(self, d: Draft) -> None:
        """Direction and sign of changes; an amount of change is an increment, a decrease is negative."""
        first = d.group[0] if d.group else d
        down = first.change is not None and first.change.rule.value["direction"] == "down"
        if d.growth:
            negative = d.value is not None and d.value < 0
            d.direction = "down" if down or negative or d.direction == "down" else "up"
            if d.direction == "down" and d.value is not None and d.value > 0:
                d.value = -d.value
            return
        d.direction = None
        if first.change is None or first.level or d.dim in ("percent", "pp", "time", "rank") or d.role == "threshold":
            return
        d.is_change = True
        if down and d.value is not None:
            d.value = -d.value

    def _base(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """The base of a growth rate: named in the clause, else carried over the list, else none."""
        first = d.group[0] if d.group else d
        clause = m.norm[first.clause : first.q.start]
        cues = self.bases.searched(clause)
        strong = [c for c in cues if c.rule.id != "basis.vs"] or cues
        basis: Basis | None = None
        if strong:
            basis = strong[-1].rule.value["basis"]
            d.rules.append(strong[-1].rule.id)
        elif d.before and d.before.basis and (first.change is not None or d.growth):
            basis = d.before.basis
        elif scene.basis and scene.basis != "cagr" and (first.change is not None or d.growth):
            basis = scene.basis
        if d.growth:
            d.basis = basis or ("vs" if d.dim == "multiple" and first.change is None else "none")
        elif d.is_change:
            d.basis = basis  # carried to the rates that follow; dropped when the record is made
        elif d.before and d.before.basis and not d.growth:
            d.basis = d.before.basis if m.norm.rfind("。", d.before.q.end, d.q.start) < 0 else None

    # ------------------------------------------------------------------ status

    def _status(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """A rule-like shape, a goal behind, the nearest cue to the left that reaches so far, or a period to come."""
        if self.norm_shape.searched(m.norm[d.clause : d.q.start]) or (d.dim == "point" and self._scored(m, d)):
            d.status = "norm"
            return
        if self.norm_behind.starting(m.norm, d.right_end) or self.norm_behind.starting(m.norm, d.q.end + (m.norm[d.q.end : d.q.end + 1] == " ")):
            d.status = "norm"
            return
        behind = self.target_behind.starting(m.norm, max(d.right_end, d.q.end)) or self.target_behind.starting(m.norm, d.q.end)
        if behind or (d.dim in ("money", "percent", "multiple") and re.search(r"(?:目标|计划|方案)$", d.right)):
            d.status = "target"
            return
        cue = self._status_cue(m, d)
        if cue is not None and d.past_after is not None and cue.start < d.past_after:
            cue = None
        if cue is not None:
            d.status = cue.rule.value["status"]
            d.rules.append(cue.rule.id)
        elif scene.norms or (not self._is_growth(m, d) and self._norm_after.match(m.norm[d.q.end : m.clause_end(d.q.end)])):
            d.status = "norm"
        elif (d.period and d.governed_by_future) or scene.plans:
            d.status = "target"

    def _status_cue(self, m: Mentions, d: Draft) -> Cue | None:
        """The nearest cue that reaches the number; 将 and 建成后 do not undo a 预计 before them."""
        reaching = [c for c in m.statuses if c.end <= d.q.start and self._reaches(m, c, d)]
        if not reaching:
            return None
        last = reaching[-1]
        if last.rule.id in ("status.target_verb", "status.target_will", "status.target_built", "status.target"):
            forecasts = [c for c in reaching if c.rule.id == "status.forecast" and last.start - c.end <= 24]
            soft = m.norm[last.start : last.end] in ("将", "要", "将达", "将达到", "将会", "将有") or last.rule.id == "status.target_built"
            if forecasts and soft:
                return forecasts[-1]
        return last

    @staticmethod
    def _reaches(m: Mentions, cue: Cue, d: Draft) -> bool:
        """Whether the cue's scope holds the number: its clause, or the sentence up to a semicolon."""
        if cue.rule.scope == "clause":
            near = int(cue.rule.value.get("within", 99))
            if cue.rule.value.get("dims") not in (None, d.dim):
                return False
            return cue.start >= m.clause_start(d.q.start) and d.q.start - cue.end <= near
        between = m.norm[cue.end : d.q.start]
        return ";" not in between or 0 <= between.find(":") < between.find(";")

    # ------------------------------------------------------------------ period

    def _period(self, m: Mentions, scene: Scene, d: Draft) -> None:
        first = d.group[0] if d.group else d
        period, source = self._governing(m, scene, first)
        if period is None or period.first is None or period.last is None:
            return
        parts = self._parts(m, d, first)
        of = d.of or (d.before if d.is_change and d.inherited else None)
        if of is not None and of.period and of.period_text == period.text and not parts:
            d.period = of.period
        elif parts:
            d.period = parts
        else:
            d.period = self._by_nature(d, period)
        d.period_text, d.period_from = period.text, source
        published = scene.article.metadata.published_on
        if source == "clause" and published and period.last < published and period.start > d.clause:
            d.past_after = period.start
        d.governed_by_future = period.future or bool(published and period.first > published)

    def _parts(self, m: Mentions, d: Draft, first: Draft) -> tuple[date, date] | None:
        """The single period of a list member: as many coordinated periods as numbers."""
        size = len(d.group)
        if size < 2:
            return None
        place = next(i for i, member in enumerate(d.group) if member is d)
        before = [p for p in m.periods if p.end <= first.q.start and p.first and not self._is_base(m, p)]
        if before and len(before[-1].parts) == size:
            return before[-1].parts[place]
        run = before[-size:]
        joined = all(re.fullmatch(r"\s*(?:、|和|与|及|以及)\s*", m.norm[a.end : b.start]) for a, b in pairwise(run))
        if len(run) == size and joined and run[place].first and run[place].last:
            return run[place].first, run[place].last  # type: ignore[return-value]  # checked in the line above
        return None

    @staticmethod
    def _is_base(m: Mentions, p: Period) -> bool:
        before, after = m.norm[max(0, p.start - 3) : p.start].rstrip(), m.norm[p.end : p.end + 6]
        multiple = next((q for q in m.quantities if q.unit == "x" and 0 <= q.start - p.end <= 10), None)
        if multiple and re.fullmatch(r"[^,。;]{0,7}的[约近超过\s]*", m.norm[p.end : multiple.start]):
            return True
        if before.endswith(("比", "较", "高于", "低于", "与", "是", "和")) and not before.endswith(("占比", "其中是")):
            return not (before.endswith(("是", "与", "和")) and not re.match(r"[^,。]{0,6}的|相比|持平|同期", after))
        return after.startswith(("的基数", "相比", "基数", "基础上"))

    def _governing(self, m: Mentions, scene: Scene, d: Draft) -> tuple[Period | None, str | None]:
        """The period that governs a quantity: the last one before it in the sentence that is no base, else carried."""
        candidates = [p for p in m.periods if p.end <= d.q.start and not self._is_base(m, p)]
        for p in reversed(candidates):
            if p.first is None:
                if self._now.fullmatch(m.norm[p.start : p.end]):
                    return None, None
                continue
            from_to = m.norm[max(0, p.start - 1) : p.start].rstrip() in ("从", "由") or m.norm[max(0, p.start - 2) : p.start].strip() in ("从", "由")
            if from_to and any(p.end <= q.start < d.q.start for q in m.quantities):
                continue
            if self._names_event(m, p):
                continue
            return p, "clause" if p.start >= d.clause else "sentence"
        if self._now.search(m.norm[: d.q.start]):
            return None, None
        after = [p for p in m.periods if d.q.end <= p.start < m.clause_end(d.q.end) and p.first and not self._is_base(m, p)]
        if after and not [q for q in m.quantities if d.q.end <= q.start < after[0].start]:
            return after[0], "clause"
        for carried, source in ((scene.period, "paragraph"), (scene.heading_period, "heading")):
            one_day = carried is not None and carried.form == "span" and carried.first == carried.last
            if one_day and d.kind in ("money_other", "price", "ratio", "asset_balance", "index"):
                continue
            if carried is not None and not carried.future:
                d.weak += 0.05
                return carried, source
        if scene.title_period is not None and d.status == "actual" and d.kind in _RELEASED:
            d.weak += 0.1
            return scene.title_period, "title"
        return None, None

    def _names_event(self, m: Mentions, p: Period) -> bool:
        """Whether the period stands in the name of an event (举行2023年上半年签约仪式)."""
        held = re.search(r"举行|召开|举办|出席|参加", m.norm[max(0, p.start - 8) : p.start])
        return bool(held and self._event_object.match(m.norm[p.end :]))

    @staticmethod
    def _by_nature(d: Draft, p: Period) -> tuple[date, date] | None:
        """The days as the indicator takes them: a flow "as of" a day runs from the year's start, a stock stands at the end."""
        if p.first is None or p.last is None:
            return None
        level = d.of or d
        nature = level.head.value["nature"] if level.head else "none"
        if level.is_change:
            nature = "flow" if nature == "flow" else nature
        month_end = (p.last + timedelta(days=1)).day == 1
        standing = d.kind in ("project_count", "enterprise_count", "people", "count", "ratio", "area", "rank") and d.of is None
        owed = d.kind == "growth_rate" and level is d and re.search("贷款|存款|存栏|装机|里程", d.indicator or "")
        standing = standing or bool(owed) or (d.kind == "quantity" and bool(re.search("存栏|在库|库存|装机|保有|里程|规模|床位", d.indicator or "")))
        cumulative = p.form == "instant" and nature == "flow" and p.flow_first and month_end
        standing = standing or (d.growth and level is d and d.dim in ("multiple", "doubling"))
        if cumulative and p.flow_first and not standing and not level.cumulated and not p.future:
            return p.flow_first, p.last
        if p.form == "span" and nature in ("stock", "level") and "以来" not in p.text and (p.last - p.first).days > 370 and d.basis != "cagr":
            return p.last.replace(month=1, day=1), p.last
        return p.first, p.last

    # ------------------------------------------------------------------ subject and attribution

    def _subject(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """Whose figure it is: named in the phrase, in subject position, by the draft before, by the text before."""
        if self._named_subject(m, d):
            return
        first = d.group[0] if d.group else d
        if first is not d and first.subject:
            d.subject, d.subject_entity = first.subject, first.subject_entity
            return
        if d.of is not None and d.of.subject and d.inherited:
            d.subject, d.subject_entity = d.of.subject, d.of.subject_entity
            return
        found = self._in_subject_position(m, scene, first)
        if found:
            d.subject, d.subject_entity = found
        elif kind_of_project := self._project_before(d):
            d.subject, d.subject_entity = kind_of_project, None
        elif (scene.topic is None or scene.topic.text in _NATION) and (sector := self._sector(d)):
            d.subject, d.subject_entity = sector, None
        elif d.before and d.before.subject:
            d.subject, d.subject_entity = d.before.subject, d.before.subject_entity
        elif scene.subject:
            d.subject, d.subject_entity = scene.subject, scene.subject_entity
        elif scene.topic:
            d.subject, d.subject_entity = scene.topic.text, scene.topic.entity

    def _named_subject(self, m: Mentions, d: Draft) -> bool:
        """The project or organisation that stands in the indicator phrase itself, or behind 的."""
        behind = re.match(rf"{SP}(?:以上)?的", m.norm[d.q.end :])
        if d.dim == "money" and behind and d.role == "measure" and d.change is None:
            named = d.right
            if not named and (q := next((q for q in m.quantities if q.start >= d.q.end), None)):
                named = self.phrases.right(m, q.end, m.clause_end(q.end))[0]
            if named and self._subject_noun.search(named):
                d.subject, d.subject_entity = named, None
                return True
        if not d.indicator or d.head is None or d.inherited or d.kind in ("loan_balance", "deposit_balance"):
            return False
        level = self.phrases.lexicon.head(d.indicator, None)
        prefix = d.indicator[: level.start].rstrip("的") if level else ""
        fits = len(prefix) >= 4 and d.dim != "count" and "的" not in prefix
        named_thing = self._subject_noun.search(prefix) if fits else None
        if named_thing is None or level is None or named_thing[0] in _SECTOR_NOUNS or _DOING.match(prefix):
            return False
        d.subject, d.subject_entity = prefix, None
        d.indicator = d.indicator[level.start :]
        return True

    def _sector(self, d: Draft) -> str | None:
        """The industry that the indicator begins with (第三产业用电量)."""
        level = self.phrases.lexicon.head(d.indicator or "", None)
        prefix = (d.indicator or "")[: level.start] if level else ""
        named = re.search(r"(?:业|居民)$", prefix) and "的" not in prefix and prefix not in _SECTOR_NOUNS
        return prefix if named and d.kind not in ("loan_balance", "deposit_balance") else None

    @staticmethod
    def _project_before(d: Draft) -> str | None:
        """For the investment that follows a count of projects of one type (数据中心项目5个，总投资65亿元)."""
        count = d.before
        if count is None or count.kind != "project_count" or count.right or d.kind not in ("investment", "ratio"):
            return None
        name = count.indicator or ""
        return name if len(name) >= 5 and not _DOING.match(name) else None

    def _in_subject_position(self, m: Mentions, scene: Scene, d: Draft) -> tuple[str, Entity | None] | None:
        """The entity or project that opens the clause of the number or an earlier one, or stands at its indicator."""
        sources = self._sources(m)
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
            if d.indicator and e.start >= d.clause and rest.startswith(d.indicator[:2]) and not d.inherited:
                return self._resolved(scene, e)
        opens = sorted({0, *(c for c in m.clause_ends if c <= d.clause), d.clause}, reverse=True)
        floor = d.before.clause if d.before and d.before.subject else 0
        for start in (c for c in opens if c >= floor):
            at = self._behind_adverbs(m, start)
            entity = next((e for e in entities if e.start <= at + 1 and e.start >= start and at <= e.start + 1), None)
            opening = self._opening(m, at, d)
            if entity and not (opening and len(opening) > len(entity.text) + 2):
                return self._resolved(scene, entity)
            if opening:
                return opening, entity
        return None

    def _behind_adverbs(self, m: Mentions, start: int) -> int:
        """Where the subject of a clause would begin: behind spaces, conjunctions, times and marks of a list."""
        at = start
        while True:
            skip = _OPENERS.match(m.norm, at)
            if skip and skip.end() > at:
                at = skip.end()
                continue
            period = next((p for p in m.periods if p.start <= at < p.end), None)
            if period is None:
                return at
            at = period.end

    def _opening(self, m: Mentions, at: int, d: Draft) -> str | None:
        """The noun phrase at the head of a clause, where it ends as the names of projects and firms do."""
        end = at
        for token in m.tokens:
            if token.start < at or token.end > d.np_end:
                continue
            counted = any(q.start < token.end and token.start < q.end for q in m.quantities)
            if counted or not self.phrases.can_name(token) or token.end - at > 36:
                break
            end = token.end
        phrase = m.norm[at:end]
        for found in reversed(list(self._subject_names.finditer(phrase))):
            name = phrase[: found.end()]
            credit = found[0] == "企业" and re.search("贷款|存款|融资", m.norm[at : d.q.start])
            if len(name) >= 4 and not credit and not _DOING.match(name) and self._stands_alone(m, at + len(name)):
                return name
        return None

    def _stands_alone(self, m: Mentions, end: int) -> bool:
        """Whether a name that ends here is followed by what is said of it: a verb, a comma, an indicator; no number."""
        if any(0 <= q.start - end <= 2 for q in m.quantities) or m.norm[end : end + 1] in "、和与等及类级":
            return False
        after = next((t for t in m.tokens if t.start >= end and not t.text.isspace()), None)
        if after is None or after.start > end + 2:
            return True
        said = after.tag.startswith(("v", "d", "p", "t", "m")) or not after.text.isalnum()
        return said or any(h.start == 0 for h in self.phrases.lexicon.heads(m.norm[end : end + 8]))

    @staticmethod
    def _can_be_subject(m: Mentions, e: Entity, sources: list[tuple[int, int]]) -> bool:
        if any(a <= e.start < b for a, b in sources) or _NO_SUBJECT_END.search(e.text):
            return False
        before, after = m.norm[max(0, e.start - 2) : e.start], m.norm[e.end : e.end + 3]
        if (_PLACE_BEFORE.search(before) and before not in ("来到", "走到")) or _PLACE_AFTER.match(after):
            return False
        return True

    def _sources(self, m: Mentions) -> list[tuple[int, int]]:
        """Spans that name where figures come from: attributions and the datelines of news agencies."""
        spans = [match.span() for _, shape in self.attributions.patterns for match in shape.finditer(m.norm)]
        return spans + [match.span() for match in DATELINE.finditer(m.norm)]

    @staticmethod
    def _resolved(scene: Scene, entity: Entity) -> tuple[str, Entity | None]:
        """全市 and 公司 stand for what the article or the text before speaks of."""
        topic = scene.topic
        if topic and topic.entity and topic.entity.type == "region" and _WHOLE.fullmatch(entity.text):
            return topic.text, topic.entity
        return entity.text, entity

    def _attribution(self, m: Mentions) -> str | None:
        """The first named source of the sentence."""
        for rule, shape in self.attributions.patterns:
            if match := shape.search(m.norm):
                who = m.text[match.start("who") : match.end("who")].strip()
                if len(who) >= 2 and rule:
                    return who
        return None

    # ------------------------------------------------------------------ what the next sentence gets

    def _leave(self, m: Mentions, scene: Scene, sentence: Sentence, drafts: list[Draft]) -> None:
        dated = [p for p in m.periods if p.first is not None and not self._is_base(m, p) and not self._names_event(m, p)]
        if dated:
            scene.period = scene.recent = dated[-1]
            short = len(m.norm.strip()) <= 18 and not drafts
            scene.heading_period = dated[-1] if short else (None if len(m.norm) > 40 else scene.heading_period)
        elif self._now.search(m.norm):
            scene.period = None
        elif len(m.norm) > 60:
            scene.heading_period = None
        measures = [d for d in drafts if d.role == "measure"]
        if measures:
            scene.last, scene.last_group = measures[-1], measures[-1].group
            scene.basis = next((d.basis for d in reversed(measures) if d.growth), None)
            if measures[0].subject:
                scene.subject, scene.subject_entity = measures[0].subject, measures[0].subject_entity
        else:
            self._note_subject(m, scene)
        scene.attribution = self._attribution(m) or scene.attribution
        if m.text != m.norm:
            for d in drafts:
                d.indicator, d.subject = _own_words(m, d.indicator), _own_words(m, d.subject)

    def _note_subject(self, m: Mentions, scene: Scene) -> None:
        """A sentence without figures hands on the entity that it opens with."""
        sources = self._sources(m)
        at = self._behind_adverbs(m, 0)
        for e in m.entities:
            if e.type != "person" and abs(e.start - at) <= 1 and self._can_be_subject(m, e, sources):
                scene.subject, scene.subject_entity = self._resolved(scene, e)


def _own_words(m: Mentions, phrase: str | None) -> str | None:
    """A phrase of the rendering in the characters of the text (full-width, traditional) where they differ."""
    if phrase is None:
        return None
    words, at = "", 0
    while at < len(phrase):
        size = next((n for n in range(len(phrase) - at, 0, -1) if phrase[at : at + n] in m.norm), 0)
        if size == 0:
            words, at = words + phrase[at], at + 1
            continue
        place = m.norm.find(phrase[at : at + size])
        words, at = words + m.text[place : place + size], at + size
    return words

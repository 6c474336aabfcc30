"""A quantity in its sentence in, a draft with what stands directly beside it out."""

from __future__ import annotations

from econ_extract.assembly.draft import COUNTED_DIMS, SHARED_DIMS, Draft
from econ_extract.mentions import CueTable, Mentions
from econ_extract.models import Quantity
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

_WORDS_OF_TIME = 10  # characters before a length of time that say what it took (仅仅用了不到)
_DIM_OF_UNIT = {"%": "percent", "pp": "pp", "x": "multiple", "doubling": "doubling", "rank": "rank", "point": "point"}
_FAR = 8  # characters that a verb may put between a bound and its number
_TIME_UNITS = ("year", "month", "day", "workday", "hour", "minute")


class Beside:
    """Reads bounds, links and the verb of change to the left of a number, bound and noun to the right."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self.unit_dims = {r.id: str(r.value["dim"]) for r in book.table("units")}
        self.counted_units = {r.id for r in book.table("units") if r.value.get("counted")}
        bounds = book.table("bounds")
        self.bounds_left = CueTable(r for r in bounds if r.side == "left")
        self.bounds_right = CueTable(r for r in bounds if r.side == "right")
        self.links = CueTable([book["link.equals"]])
        self.changes = CueTable(
            book[i]
            for i in (
                "change.up",
                "change.down",
                "change.speed",
                "change.price_up",
                "change.price_down",
                "change.lost_share",
                "change.less_loss",
                "change.fewer_decrease",
            )  # fmt: skip
        )
        self.change_to = CueTable([book["change.to"]])
        self.rate_nouns = book.words("change.rate_noun")
        self.empty_nouns = book.words("phrase.empty_noun")
        self.first_nouns = book.words("phrase.first_noun")
        self.cumulated = book.pattern("phrase.cumulated")
        self.capped = book.pattern("bound.capped")
        self.bound_far = book.pattern("phrase.bound_far")
        self.peak = book.pattern("bound.peak")
        self.ceiling = book.pattern("bound.ceiling")
        self.bound_of = book.pattern("phrase.bound_of")
        self.comparison = book.pattern("phrase.comparison")
        self.estimate = book.pattern("phrase.estimate")
        self.took_time = book.pattern("phrase.took_time")
        self.abbreviation = book.pattern("phrase.abbreviation")
        self.one_of_thing = book.pattern("phrase.one_of_thing")
        self.adverb = book.pattern("phrase.adverb_of_change")
        self.per_unit = book.pattern("phrase.per_unit_before")
        self.per_measure = book.pattern("phrase.per_measure")
        self.priced_by = book.pattern("phrase.per_unit")
        self.term_behind = book.pattern("phrase.term_behind")
        self.rank_words = book.pattern("phrase.rank_words")
        self.issued_shares = book.pattern("phrase.issued_shares")
        self.noun_reaches = book.pattern("phrase.noun_reaches")
        self.size_of_thing = book.pattern("phrase.size_of_thing")
        self.level_rate = book.pattern("phrase.level_rate")
        self.among = book.pattern("phrase.among")
        self.moved_noun = book.pattern("phrase.moved_noun")
        self.moved_share = book.pattern("phrase.moved_share")
        self.best_of = book.pattern("phrase.best_of")
        self.beside_another = book.pattern("phrase.beside_another")

    def draft(self, m: Mentions, q: Quantity, earlier: tuple[Quantity, ...], later: tuple[Quantity, ...]) -> Draft:
        """Skip bounds, links and verbs of change to the left; read the bound and the noun phrase to the right."""
        clause = m.clause_start(q.start)
        while earlier and (self._is_base(m, earlier[-1]) or self._took(m, earlier[-1])):
            earlier = earlier[:-1]
        previous = max((e.end for e in earlier), default=0)
        if earlier and (unit := self.priced_by.match(m.norm, previous)):
            previous = unit.end()
        if earlier and (behind := self.bounds_right.starting(m.norm, previous)):
            previous = behind.end
        if earlier and m.norm.startswith("的", previous):  # 投资3亿元的甲项目、总投资2亿元的乙项目
            previous = max(previous, m.norm.rfind("、", previous, q.start) + 1)
        draft = Draft(q, self._dim(q), clause, max(clause, previous), q.start, q.bound)
        draft.rules += q.rules
        self._skip_left(m, draft)
        self._verb_first(m, draft)
        if earlier and earlier[-1].unit == q.unit and earlier[-1].start >= m.clause_start(max(0, clause - 1)):
            another = self.beside_another.search(m.norm, max(0, clause - 1), q.start)
            draft.rival = another["who"] if another else ""
        if not draft.rival:
            self._bound_far(m, draft)
        self._bound_right(m, draft)
        if later and later[0].start <= draft.right_end + 1 and m.norm.startswith("级", later[0].end):
            draft.right_end, later = later[0].end + 1, later[1:]  # 3个|万亿级|产业集群
        counted = bool(self.counted_units.intersection(q.rules)) and not q.text.endswith("大")
        if later and later[0].start == q.end and {draft.dim, self._dim(later[0])} == {"count"} and not counted:
            draft.right_end, later = later[0].end, later[1:]  # 4类|21项|优惠政策: both count what stands behind
        if draft.dim in COUNTED_DIMS and (size := self.size_of_thing.match(m.norm, draft.right_end)):
            draft.right_end, later = size.end(), tuple(x for x in later if x.start >= size.end())
        following = min((x.start for x in later), default=len(m.norm))
        end = min(m.clause_end(q.end), following)
        if unit := self.priced_by.match(m.norm, draft.right_end):
            draft.right_end = unit.end()  # 31260元/平方米, 219万吨/日: the unit is no noun
        draft.right, draft.right_end = self.phrases.right(m, draft.right_end, end)
        if draft.dim == "money" and (term := self.term_behind.match(m.norm, draft.q.end)):
            draft.right, draft.right_end = term["what"], term.end()
        if draft.right.startswith("、"):
            draft.right, draft.right_end = "", q.end  # 24项、75条举措
        if later and draft.right and draft.right_end >= following - 1 and draft.dim in COUNTED_DIMS:
            draft.right = self._first_noun(draft.right)
        draft.right = draft.right.removesuffix("之一")
        if among := self.among.search(draft.right):
            draft.right = draft.right[: among.start()]
        rate = draft.dim == "percent" and self.phrases.rate_begins.match(draft.right.removeprefix("以上的"))
        if draft.right in self.empty_nouns or rate:
            draft.right = ""
        if counted and (not draft.right or m.norm.startswith("(", q.end)):
            draft.right = self._counted(m, draft)
        draft.value = q.value
        draft.cumulated = self.cumulated.search(m.norm, draft.left, q.start) is not None
        return draft

    @staticmethod
    def _counted(m: Mentions, d: Draft) -> str:
        """4镇, 6省(区)开展救灾: the unit is what is counted, with what is said of them behind brackets."""
        noun, at = d.q.text.lstrip("0123456789余多 "), d.right_end - len(d.right)
        does = d.right and any(t.start == at and t.tag[:1] == "v" for t in m.tokens)
        return f"{d.right}的{noun}" if does else noun

    def _took(self, m: Mentions, q: Quantity) -> bool:
        """饲养量仅用两年就达到…: how long it took does not part the indicator from its number."""
        if q.unit not in _TIME_UNITS:
            return False
        end = q.end + (m.norm[q.end : q.end + 1] in ("内", "间", "里"))
        return self.took_time.search(m.norm, max(m.clause_start(q.start), q.start - _WORDS_OF_TIME), end) is not None

    @staticmethod
    def _is_base(m: Mentions, q: Quantity) -> bool:
        """比一周前, 较10年前: a length of time that says with what is compared parts no noun from its number."""
        return m.norm[q.start - 1 : q.start] in ("比", "较") and m.norm.startswith("前", q.end)

    def _verb_first(self, m: Mentions, d: Draft) -> None:
        """下调存款准备金率0.5个百分点: the verb of change stands before what changes, not behind it."""
        if d.dim not in ("percent", "pp") or d.change is not None or d.reached:
            return
        said = self.moved_noun.match(m.norm, d.left, d.q.start)
        verb = self.changes.ending(m.norm, said.end("verb")) if said else None
        if said is None or verb is None or (d.dim == "percent" and self.moved_share.search(said["noun"])):
            return
        d.change, d.left = verb, said.start("noun")
        d.rules += [verb.rule.id, "phrase.moved_noun"]

    def _bound_far(self, m: Mentions, d: Draft) -> None:
        """A bound that the whole or a verb parts from its number (不足零售额的3%, 至少贡献1000万元)."""
        if d.bound != "exact":
            return
        of = self.bound_of.search(m.norm, d.clause, d.q.start) if d.dim in SHARED_DIMS and d.dim != "pp" else None
        if of and (bound := self.bounds_left.ending(m.norm, of.end("bound"))):
            d.bound = bound.rule.value["bound"]
            d.note(bound.rule.id)
            return
        if d.dim == "money" and self.ceiling.search(m.norm, d.clause, d.q.start):
            d.bound = "at_most"
            d.note("bound.ceiling")
            return
        far = self.bound_far.search(m.norm, d.left, d.np_end)
        if far and d.np_end - far.end() <= _FAR and d.dim != "time":
            d.bound = "at_least"
            d.note("phrase.bound_far")

    def _dim(self, q: Quantity) -> str | None:
        for rule in reversed(q.rules):
            if rule.startswith("unit."):
                return self.unit_dims[rule]
        if q.unit in _TIME_UNITS:
            return "time"
        return _DIM_OF_UNIT.get(q.unit or "", "money" if q.unit else None)

    def _skip_left(self, m: Mentions, draft: Draft) -> None:
        """Move `np_end` left over bounds, links, periods, comparisons and the verb of change, remembering each."""
        unknown = {i for t in m.tokens if t.tag == "x" for i in range(t.start, t.end)}
        near = max(draft.left, draft.q.start - _FAR)
        units = {at for at in range(near, draft.q.start) if self.per_unit.search(m.norm, near, at)}
        units |= {at for at in range(near, draft.q.start) if self.noun_reaches.search(m.norm, near, at)}
        starts = frozenset({t.start for t in m.tokens} | unknown | units)  # 每升|涨: the segmentation joined 升涨
        end, floor = draft.q.start, draft.left
        passed = False  # a period, a comparison or an abbreviation lies between: a bound before it is not the number's
        while True:
            while end > floor and m.norm[end - 1] in ' \t\r\n▶►:“"':
                end -= 1
            skipped = (
                self._skip_reaching(m, draft, end, floor)
                or (None if passed else self._skip_bound(m, draft, end, floor, starts))
                or self._skip_change(m, draft, end, floor, starts)
                or self._skip_link(m, end, floor, starts)
            )
            if skipped is None:
                skipped = self._skip_aside(m, draft, end, floor)
                passed = passed or skipped is not None
            if skipped is None or skipped >= end:
                break
            end = skipped
        draft.np_end = end

    def _skip_reaching(self, m: Mentions, d: Draft, end: int, floor: int) -> int | None:
        """提升至 before the number says that it is the level reached, not the change."""
        to = None if d.change is not None or d.reached else self.change_to.ending(m.norm, end)
        if to is None or to.start < floor:
            return None
        d.reached = True
        d.rules.append(to.rule.id)
        return to.start

    def _skip_bound(self, m: Mentions, d: Draft, end: int, floor: int, starts: frozenset[int]) -> int | None:
        bound = self.bounds_left.ending(m.norm, end, token_starts=starts)
        if bound is None or bound.start < floor or d.change is not None:
            return None
        if d.bound == "exact" and self.peak.search(m.norm[d.clause : d.q.start]):
            d.rules.append("bound.peak")
            return bound.start
        if d.bound == "exact":
            d.bound = bound.rule.value["bound"]
            if d.bound == "over" and self.capped.search(m.norm, d.clause, bound.start):
                d.bound = "at_most"
                d.rules.append("bound.capped")
        d.rules.append(bound.rule.id)
        return bound.start

    def _skip_change(self, m: Mentions, d: Draft, end: int, floor: int, starts: frozenset[int]) -> int | None:
        change = self.changes.ending(m.norm, end, token_starts=starts)
        if change and m.norm[change.start - 1 : change.start].isdigit():  # 满40减10元
            return None
        if change and self.level_rate.search(m.norm, floor, end):  # 人口自然增长率: a level by its name
            return None
        if change and self.issued_shares.search(m.norm, floor, change.end):
            return None
        if change is None or change.start < floor or d.reached or (d.change is not None and not d.rate):
            return None
        value = change.rule.value
        if d.dim not in value.get("dims", (d.dim,)):
            return None
        if d.change is None:
            d.change = change
            d.rate = m.norm[change.start : change.end] in self.rate_nouns
            d.rules.append(change.rule.id)
        return None if value.get("named") else change.start  # 减税降费: a name that tells a change is not left out

    def _skip_link(self, m: Mentions, end: int, floor: int, starts: frozenset[int]) -> int | None:
        link = self.links.ending(m.norm, end, token_starts=starts)
        return link.start if link and link.start >= floor else None

    def _skip_aside(self, m: Mentions, d: Draft, end: int, floor: int) -> int | None:
        """A comparison (较上年末), a status, a period, a bracketed abbreviation, or the words of a rank."""
        moved = d.change is not None or d.dim == "doubling"
        if moved and (base := self.comparison.search(m.norm, floor, end)):
            return base.start()
        if best := self.best_of.search(m.norm, floor, end):
            return best.start()
        if estimate := self.estimate.search(m.norm, floor, end):
            return estimate.start()
        if m.norm[end - 1 : end] in "年月天周内间里" and (took := self.took_time.search(m.norm, floor, end)):
            return took.start()
        if bracket := self.abbreviation.search(m.norm, floor, end):
            return bracket.start()
        if (d.change is not None or d.reached) and (adverb := self.adverb.search(m.norm, floor, end)):
            return adverb.start()
        unit = self.per_unit.search(m.norm, floor, end) if d.change is not None and d.dim == "money" else None
        if unit and unit.start() > floor:
            return unit.start()
        if d.dim in ("mass", "volume") and (per := self.per_measure.search(m.norm, floor, end)) and per.start() > floor:
            return per.start()
        if d.q.unit == "rank" and (place := self.rank_words.search(m.norm, floor, end)):
            return place.start()
        closed = end - 1 if m.norm[end - 1 : end] == "的" else end
        for cue in m.statuses:
            if cue.start < end <= cue.end and cue.start >= floor and cue.rule.scope == "sentence":
                return cue.start
        for period in m.periods:
            if period.end == closed and period.start >= floor and period.start > m.clause_start(end):
                before = len(m.norm[: period.start].rstrip()) - 1
                if m.norm[period.start] in "到至":  # 增加到2021年的20个: 到 belongs to the verb
                    return period.start + 1
                return before if before >= floor and m.norm[before] in "从由自在" else period.start
        return None

    def _bound_right(self, m: Mentions, draft: Draft) -> None:
        one = self.one_of_thing.match(m.norm, draft.q.end) if draft.dim == "money" else None
        one = one or self.priced_by.match(m.norm, draft.q.end)
        at = one.end() if one else draft.q.end  # 260元一斤左右, 10万吨/年以上
        while at < len(m.norm) and m.norm[at] in " \t”":
            at += 1
        bound = self.bounds_right.starting(m.norm, at)
        if bound and not (
            bound.rule.id == "bound.behind_at_most"
            and m.norm[bound.start : bound.end] == "内"
            and draft.dim not in ("time", None)
        ):
            if draft.bound == "exact":
                draft.bound = bound.rule.value["bound"]
            draft.rules.append(bound.rule.id)
            at = bound.end
        else:
            at = draft.q.end
        draft.right_end = at

    def _first_noun(self, phrase: str) -> str:
        """A phrase that runs into the next number names that number's things; its first words name this one's."""
        return next((phrase[:size] for size in (5, 3, 2) if phrase[:size] in self.first_nouns), phrase)

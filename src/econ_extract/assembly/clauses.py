"""A draft in, the indicator that only its whole clause says out: what the counted did, which ones, a share of what."""

from __future__ import annotations

import re

from econ_extract.assembly.draft import COUNTED_DIMS, Draft
from econ_extract.mentions import Mentions
from econ_extract.models import Quantity
from econ_extract.phrases import PhraseReader
from econ_extract.rules import SP, RuleBook

_NAMING = ("n", "nz", "vn", "an", "j", "l", "zg")  # classes of words that close what a clause names
_LONGEST = 18  # characters of a clause that still name what is measured
_DEED = 2  # characters of what is told of the counted, at least
_NOUN = 8  # a counted noun is at most so long where its clause says the rest


class Clauses:
    """Makes indicators of clauses where no noun phrase beside the number says enough."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self._predicate = book.pattern("phrase.predicate")
        self._of_them = book.pattern("phrase.of_them")
        self._there_are = book.pattern("phrase.there_are")
        self._limit_before = book.pattern("phrase.limit_before")
        self._limit_behind = book.pattern("phrase.limit_behind")
        self._tells_more = re.compile("[^、]{1,4}[、的]")  # 编队表演、焰火绽放; 派出的代表团: something else is told
        self._mere_thing = book.pattern("phrase.mere_thing")
        self._is_what = book.pattern("phrase.is_what")
        self._says = book.pattern("phrase.says")
        self._done_so = book.pattern("phrase.done_so")
        self._opener = book.pattern("phrase.clause_opener")
        self._done_with = book.pattern("phrase.done_with")
        self._taken_from = book.pattern("phrase.taken_from")
        self._multiple_of = book.pattern("phrase.multiple_of")
        self._moved_from = book.pattern("phrase.moved_from")
        self._moved_to = book.pattern("phrase.moved_to")
        self._place = book.pattern("phrase.place_in_words")
        self._moved_adverb = book.pattern("phrase.moved_adverb")
        self._turned_to = book.pattern("phrase.turned_to")
        self._compared_with = book.pattern("phrase.compared_with")
        self._after_brackets = book.pattern("phrase.after_brackets")
        self._relation = book.pattern("phrase.relation")
        self._part_of_whole = book.pattern("phrase.part_of_whole")
        self._such = book.pattern("phrase.such")
        self._only_amount = book.pattern("phrase.only_amount")
        self._took_place = book.pattern("phrase.took_place")
        self._among = book.pattern("phrase.some_of")
        self._aside = book.pattern("phrase.aside")
        self._done_within = book.pattern("phrase.done_within")
        self._whole = book.pattern("subject.whole")
        self._sector_opens = book.pattern("phrase.sector_opens")
        self._from_to = book.pattern("phrase.from_to")

    def told(self, m: Mentions, d: Draft) -> str:
        """The indicator that the clause gives a count or a share; "" where it gives none."""
        if d.role == "threshold" or d.change is not None:
            return ""
        if d.dim == "percent":
            return self._share(m, d) or self._of_those_that(m, d)
        if d.dim in COUNTED_DIMS:
            return self._of_those_that(m, d) or self._of_named_ones(m, d)
        return ""

    def _head(self, m: Mentions, d: Draft) -> str:
        """The words of the clause before the number, without conjunctions, times and the places that open it."""
        start = d.left
        while True:
            skip = self._opener.match(m.norm, start, d.q.start)
            if skip and skip.end() > start:
                start = skip.end()
                continue
            spans = [(p.start, p.end) for p in m.periods] + [(e.start, e.end) for e in m.entities]
            at = next((end for a, end in spans if a == start and end <= d.q.start), None)
            if at is None:
                return m.norm[start : d.np_end].strip(" 、,和")
            start = at

    def _of_those_that(self, m: Mentions, d: Draft) -> str:
        """7个盟市接通高铁 -> 接通高铁的盟市: the count of those of which the clause says something."""
        has = self._there_are.search(m.norm, d.clause, d.q.start) is not None
        if (self._head(m, d) and not has) or (d.dim == "percent" and not self._of_them.match(m.norm, d.q.end)):
            return ""
        if d.right and self._turned_to.search(m.norm, d.clause, d.q.start):
            return ""  # 在3个省份启动应急响应: what is done there is no deed of theirs
        end = m.clause_end(d.q.end)
        noun, rest = d.right, m.norm[d.right_end : end].strip()
        within = [q for q in m.quantities if d.q.end < q.start < end]
        if within:
            return self._of_those_within(m, d, within[0], end) if len(within) == 1 else ""
        if len(rest) > _LONGEST or len(noun) > _NOUN or not self._is_told(m, d, rest, has):
            return ""
        if what := self._is_what.fullmatch(rest):
            return f"{what['what']}的{noun}" if noun and rest.endswith("的") else ""
        rest = rest[adverb.end() :] if (adverb := self._done_so.match(rest)) else rest
        return f"{rest}的{noun}" if noun else rest

    def _is_told(self, m: Mentions, d: Draft, rest: str, has: bool) -> bool:
        """Whether `rest`, behind the counted noun, says which ones are counted."""
        if self._says.match(rest) or self._tells_more.match(rest):
            return False  # 40%的经纪人表示: what they say follows
        listed = m.norm[: d.np_end].rstrip().endswith("等") and self._mere_thing.search(d.right) is not None
        if self._predicate.match(rest) and not listed:
            return True
        part = "其中" in m.norm[m.clause_start(max(0, d.clause - 1)) : d.q.start]
        counts_alone = self._mere_thing.search(d.right) is not None and not part  # 71个项目集中开工
        if counts_alone or len(rest) < _DEED or (len(d.right) < _DEED and not self.phrases.is_doer(d.right)):
            return False
        if has or d.dim == "percent":
            return self.phrases.verb_behind(m, d.right_end)
        return self.phrases.does_behind(m, d.right, d.right_end)

    def _of_those_within(self, m: Mentions, d: Draft, limit: Quantity, end: int) -> str:
        """8只个股跌幅超过5% -> 跌幅超过5%的个股: the number behind says which ones are counted."""
        tail = m.norm[limit.end : end]
        for at in (t.end for t in m.tokens if d.q.end < t.end < limit.start):
            who, what = m.norm[d.q.end : at].strip(" 的"), m.norm[at : limit.start].strip()
            bounded = self._limit_before.search(what) if not tail.strip() else self._limit_behind.fullmatch(tail)
            if self.phrases.is_doer(who) and not set("的、") & set(who) and _DEED <= len(what) <= _LONGEST and bounded:
                return f"{what}{m.norm[limit.start : end].strip()}的{who}"
        return ""

    def _of_named_ones(self, m: Mentions, d: Draft) -> str:
        """列入计划的210户企业 -> 列入计划的企业: the clause before the number says which ones."""
        which = self._head(m, d)
        if not which.endswith("的") or not 4 <= len(which) <= _LONGEST or len(d.right) > _NOUN:
            return ""
        at = m.norm.rfind(which, d.left, d.q.start)
        first = next((t for t in m.tokens if t.start <= at < t.end), None)
        if first is None or not first.tag.startswith("v"):
            return ""
        place = next((e.text for e in m.entities if e.type == "region" and e.start == first.end), None)
        if place and not self._whole.fullmatch(place):
            return ""  # 确定西海固地区的8个贫困县: the region has them
        return which + d.right if d.right else ""

    def _share(self, m: Mentions, d: Draft) -> str:
        """可用财力的2%用于水利建设 -> 可用财力用于水利建设; 从土地收入中提取3% -> 土地收入提取."""
        if taken := self._taken_from.search(m.norm, d.clause, d.np_end):
            return taken["whole"] + taken["act"]
        of = re.search(rf"(?:中?的|中){SP}$", m.norm[d.clause : d.np_end])
        done = self._done_with.match(m.norm, d.q.end, m.clause_end(d.q.end)) if of else None
        if of is None or done is None:
            return ""
        at = d.clause + of.start()
        whole = self.phrases.left(m, d.clause, at)
        by = "按" if m.norm[: at - len(whole)].rstrip().endswith(("按", "按照")) else ""
        return by + whole + done["act"] if whole else ""

    def moved(self, m: Mentions, d: Draft) -> str:
        """品种由100种扩展到200种 -> 品种: what stands before 由 moves from the number to the next one."""
        behind = next((q.start for q in m.quantities if q.start >= d.q.end), None)
        if d.change is not None or behind is None or not self._moved_to.fullmatch(m.norm, d.q.end, behind):
            return ""
        came = self._moved_from.search(m.norm, d.left, d.q.start)
        if came is None:
            return ""
        adverb = self._moved_adverb.search(m.norm, d.left, came.start())
        end = adverb.start() if adverb else came.start()
        share = self.part_of_whole(m, d.left, end)
        return share if share or "占" in m.norm[d.left : end] else self.phrases.left(m, d.left, end)

    def moves_alone(self, m: Mentions, d: Draft) -> bool:
        """Whether a clause only says how something moved (办理再提速，从10天压缩到8天); what did stands before it."""
        behind = next((q.start for q in m.quantities if q.start >= d.q.end), None)
        if d.change is not None or behind is None or not self._moved_to.fullmatch(m.norm, d.q.end, behind):
            return False
        came = self._moved_from.search(m.norm, d.left, d.q.start)
        said = m.norm[d.left : came.start()] if came else "-"
        return not said.strip(" 内") or self._moved_adverb.fullmatch(said.strip(" 内")) is not None

    def goes_on_moving(self, m: Mentions, d: Draft) -> bool:
        """Whether the number is what the one before, of which the clause says so, moved to."""
        last = d.before
        if last is None or last.dim != d.dim or not last.indicator:
            return False
        if last.way != "moved" and not self._moved_from.search(m.norm, last.left, last.q.start):
            return False
        return self._moved_to.fullmatch(m.norm, last.q.end, d.q.start) is not None

    def bracketed(self, m: Mentions, d: Draft) -> str:
        """投诉(7件) -> 投诉; 投诉量比去年(9件)增加 -> 投诉量; 甲州(8万人)、乙州(3万人)失业人数 -> 失业人数."""
        opened, closed = d.clause - 1, m.clause_end(d.q.end)
        alone = d.np_end <= d.clause and m.norm[d.q.end : closed + 1].strip(" 多余左右)") == ""
        if opened <= 0 or m.norm[opened] != "(" or m.norm[closed : closed + 1] != ")" or not alone:
            return ""
        start = m.clause_start(opened)
        if any(q.end > start and not m.norm[q.end : opened].strip("的多余") for q in m.quantities if q.end <= opened):
            return ""  # 超过八成(80.1%): the number is said again
        if base := self._compared_with.search(m.norm, start, opened):
            return self.phrases.left(m, start, base.start())
        owner = next((e for e in m.entities if e.end == opened), None)
        if owner is None:
            start = max(start, m.norm.rfind(")", start, opened) + 1)
            named = self.phrases.left(m, start, opened)
            return "" if self._place.search(named) else named
        behind = self._after_brackets.match(m.norm, closed)
        named = self.phrases.right(m, behind.end(), m.clause_end(behind.end()))[0] if behind else ""
        head = self.phrases.lexicon.head(named, d.dim)
        return named[: head.end] if head else named

    def part_of_whole(self, m: Mentions, start: int, end: int) -> str:
        """高技术制造业在工业中占比 -> the same: a share is named with its part and its whole."""
        if relation := self._relation.search(m.norm, start, end):
            at = relation.start("whole")
            while skip := self._opener.match(m.norm, at, end):
                at = skip.end()
            return m.norm[at:end].strip()
        share = self._part_of_whole.search(m.norm, start, end)
        part = self.phrases.left(m, start, share.start()) if share else ""
        return part + m.norm[share.start() : end].strip() if share and part else ""

    def multiple(self, m: Mentions, d: Draft) -> str:
        """产量是去年的2倍 -> 产量: what stands before 是 is measured, the whole behind it is the base."""
        base = (
            self._multiple_of.search(m.norm, d.clause, d.np_end) if d.dim == "multiple" and d.change is None else None
        )
        own = self.phrases.left(m, d.left, base.start()) if base else ""
        alone = base is not None and base.start() <= d.clause and d.before is not None
        return own or ((d.before.indicator or "") if alone and d.before else "")  # 产量166吨，是计划的1.66倍

    def named_duration(self, m: Mentions, d: Draft) -> str:
        """从签约到开工仅用8个月, 15天内完成申报: what the time was needed for."""
        way = self._from_to.search(m.norm, d.clause, d.np_end)
        if way and any(way.start() <= q.start < way.end() for q in m.quantities if q is not d.q):
            return "用时"  # 病例从3亿例增长到4亿例仅用时一个月
        if way:
            return way[0].strip()
        within = self._done_within.match(m.norm, d.q.end)
        if within and not self.phrases.left(m, d.left, d.np_end):
            return within["act"]
        return ""

    def earlier_clause(self, m: Mentions, d: Draft) -> str:
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
                return self.part_of_whole(m, opened, closed) or self.phrases.left(m, opened, closed)
        sector = self._sector_opens.search(between) if d.change is not None and "业" in between else None
        if sector:
            return str(sector["who"])
        return self._topic(m, d, end) if start <= m.clause_start(end) else ""

    def _topic(self, m: Mentions, d: Draft, end: int) -> str:
        """在湖区繁殖的鸟类，已达260种: what the clause before names, of which this one says how much."""
        spans = [(e.start, e.end) for e in m.entities] + [(p.start, p.end) for p in m.periods]
        known = {at for a, b in spans for at in range(max(a, d.clause), min(b, d.q.start))}
        said = "".join(m.norm[at] for at in range(d.clause, d.q.start) if at not in known)
        if end <= 0 or m.norm[end] != "," or not self._only_amount.fullmatch(said):
            return ""
        opened = m.clause_start(end)
        peak = self._took_place.search(m.norm, opened, end)
        among = self._among.search(m.norm, opened, end + 1)
        stop = peak.start() if peak else among.start() if among else end
        phrase = self.phrases.left(m, opened, stop)
        at = stop - len(phrase)
        while (
            opened < at
            and m.norm[opened] != "在"
            and (skip := self._opener.match(m.norm, opened, at))
            and skip.end() > opened
        ):
            opened = skip.end()
        words = [t for t in m.tokens if at <= t.start and t.end <= stop]
        if not words or words[-1].tag not in _NAMING or not (m.norm[opened:at] in ("", "在") or m.norm[at - 1] == "的"):
            return ""  # 人员分布在不同国家，美国41万: the clause tells something
        modifier, of, noun = phrase.rpartition("的")
        placed = any(at <= e.start and e.end <= at + len(modifier) for e in m.entities)
        if of and (placed or m.norm[at - 1 : at] == "在" or self._such.match(modifier)):
            return noun
        return phrase if of or words[0].tag[:1] not in "vd" else ""

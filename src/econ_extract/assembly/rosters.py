"""The first number of a list in, the names that the list goes through out (甲、乙、丙产量分别增长4%、5%和6%)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from econ_extract.assembly.draft import COUNTED_DIMS, SHARED_DIMS, Draft
from econ_extract.mentions import Mentions
from econ_extract.models import Token
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook, alternation

_LONGEST = 24  # characters of one name
_BARE = 4  # characters of a name that leaves what is measured to the last of its list
_SHORTEST = 2  # characters of what is measured
_MEASURE = 8  # characters of a measure directly behind the last name
_APART = ("people", "count", "quantity")  # kinds that do not qualify the measure behind them
_TRIM = " \t·-的"

Piece = tuple[int, int]  # where a name stands


@dataclass(frozen=True, slots=True)
class Roster:
    """The names of a list, one a number; `measure` is what stands behind the last of them for all, if anything."""

    names: tuple[str, ...]
    measure: str
    owners: bool  # the names say whose the numbers are, not what is measured


@dataclass(frozen=True, slots=True)
class Ranked:
    """A name of a ranking; `measure` is what it is ranked by, `rate` the noun of change (涨幅) if there is one."""

    name: str
    measure: str
    rate: str
    owner: bool  # the name says whose the number is


class Rosters:
    """Finds the coordinated names that 分别 gives the numbers of a list by order."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self._each = book.pattern("phrase.each_in_turn")
        self._stop = book.pattern("phrase.roster_stop")
        self._ranking = book.pattern("phrase.ranking_head")
        self._ranked_name = book.pattern("phrase.ranked_name")
        self._in_respect = book.pattern("phrase.in_respect")
        self._goods = book.pattern("phrase.ranked_goods")
        self._rate = re.compile(alternation(book.words("change.rate_noun")) + "$")
        self._count = book.pattern("phrase.roster_count")
        self._joints = book.words("phrase.joint")
        self._measured = book.pattern("phrase.measured_end")
        self._generic = book.words("phrase.generic_noun")
        self._elsewhere = book.pattern("phrase.roster_elsewhere")
        self._pairs = book.words("phrase.pair_noun")
        self._contrast = book.pattern("phrase.roster_contrast")
        self._base = book.pattern("phrase.roster_base")
        self._place = book.pattern("phrase.roster_place")
        self._ordinal = book.pattern("phrase.ordinal_member")
        self._list_opens = re.compile("^.*(?=第[一二三四五六]$)")  # 五省区|第一、二产业
        self._whole = book.pattern("phrase.roster_whole")
        self._tail = book.pattern("phrase.roster_tail")
        self._share = book.pattern("phrase.share_noun")
        self._owner = book.pattern("subject.roster_owner")
        self._owner_noun = book.pattern("subject.roster_noun")
        self._called = book.pattern("subject.roster_called")
        self._rank_tail = book.pattern("phrase.rank_tail")
        self._size = book.pattern("phrase.size_member")
        self._partner = book.pattern("phrase.roster_partner")
        self._headed = book.pattern("phrase.roster_head")
        self._deed = book.pattern("subject.roster_deed")
        self._finance = book.pattern("subject.finance_class")

    def read(self, m: Mentions, d: Draft, left: str) -> Roster | None:
        """The roster that the list of `d` goes through; `left` is the phrase that stands directly before the number."""
        said = self._said(m, d)
        if said is None:
            return None
        floor, stop = said
        placed = False
        if pieces := self._comma_pieces(m, floor, stop, len(d.group)):
            return self._roster(m, d, pieces, left, (stop, placed))
        for run in self._runs(m, floor, stop):
            pieces = self._pieces(m, run, len(d.group))
            if any(self._base.fullmatch(m.norm, start, end) for start, end in pieces):
                return None  # 同比和环比分别增长
            if run[-1].end < m.clause_start(stop) and any(pair in left for pair in self._pairs):
                return None  # 汽车产销分别完成
            if pieces and all(self._place.match(m.norm, start, end) for start, end in pieces):
                placed = True  # 甲、乙分别为第二、第三大股东
            elif pieces:
                return self._roster(m, d, pieces, left, (stop, placed))
        return None

    def ranked(self, m: Mentions, d: Draft) -> Ranked | None:
        """Whose number stands behind a name of a ranking (总资产排名前三的是甲证券(8亿元)、乙证券(7亿元))."""
        found = list(self._ranking.finditer(m.norm, 0, d.q.start))
        if not found or d.role == "threshold" or d.change is not None:  # 个股分别为:甲公司股价上涨3%
            return None
        at, named = found[-1].end(), None
        for q in (q for q in m.quantities if found[-1].end() <= q.start <= d.q.start):
            named = self._ranked_name.fullmatch(m.norm, at, q.start)
            if named is None:
                return None
            at = q.end
        if named is None:
            return None
        what = found[-1]["what"].strip(_TRIM) or self._clause_before(m, found[-1].start())
        head = self.phrases.lexicon.head(what, None)
        rated = self._rate.search(what)
        named_by = self.phrases.left(m, found[-1].start("what"), found[-1].end("what")) or what
        measure = what[: rated.start()] if rated else named_by if head and what.endswith(named_by) else ""
        if not measure and not rated:
            return None
        goods = self._goods.search(found[-1]["sort"])
        known = any(e.text == named["name"] for e in m.entities) or self._owner.fullmatch(named["name"])
        owned = bool(known) or not (goods or rated and not found[-1]["sort"])
        return Ranked(named["name"].strip(_TRIM), measure, rated[0] if rated else "", owned)

    def _clause_before(self, m: Mentions, at: int) -> str:
        """What the clause before speaks of (在净资本排名方面，排名前三的是)."""
        named = self._in_respect.search(m.norm, 0, at)
        return named["what"] if named else ""

    def each_in_turn(self, m: Mentions, d: Draft) -> bool:
        """Whether 分别 or the like stands before the numbers of a list."""
        return self._said(m, d) is not None

    def _said(self, m: Mentions, d: Draft) -> Piece | None:
        """Where the names may stand: from the last sentence mark or number up to 分别."""
        earlier = [q for q in m.quantities if q.end <= d.q.start and q.unit != "rank"]
        size = len(d.group)  # 甲、乙两只基金 counts the names
        floor = max((q.end for q in earlier if q.unit != "count" or q.value != size), default=0)
        floor = max(floor, *(stop.end() for stop in self._stop.finditer(m.norm, 0, d.q.start)), 0)
        said = list(self._each.finditer(m.norm, floor, d.q.start))
        return (floor, said[-1].start()) if said else None

    def _comma_pieces(self, m: Mentions, floor: int, stop: int, size: int) -> list[Piece]:
        """Names that hold marks of their own and are parted by commas (住宿和餐饮业，批发和零售业分别增长); else []."""
        cuts = [at for at in range(floor, stop) if m.norm[at] == ","][-size:]
        begins = [floor, *(at + 1 for at in cuts)][-size:]
        pieces = list(zip(begins, [*(at - 1 for at in begins[1:]), stop], strict=True))
        if len(pieces) < max(size, 2) or not all(0 < b - a <= _LONGEST for a, b in pieces):
            return []
        marked = sum(any(mark in m.norm[a:b] for mark in ("、", "和")) for a, b in pieces)
        inside = self._names_in(m, floor, stop)
        tokens = [t for t in m.tokens if pieces[0][0] <= t.start < pieces[-1][1] and m.norm[t.start] != ","]
        dated = any(p.start < stop and pieces[0][0] < p.end for p in m.periods)
        return pieces if marked > 1 and not dated and all(self._may_name(t, inside) for t in tokens[:-1]) else []

    def _names_in(self, m: Mentions, floor: int, stop: int) -> list[Piece]:
        """Where entities, indicators and classes of finance stand, which no word of theirs ends."""
        heads = self.phrases.lexicon.heads(m.norm[floor:stop])
        held = [(floor + head.start, floor + head.end) for head in heads if head.end - head.start >= _SHORTEST]
        held += [found.span() for found in self._finance.finditer(m.norm, floor, stop)]
        held += [found.span() for found in self.phrases.branch_name.finditer(m.norm, floor, stop)]
        return [(e.start, e.end) for e in m.entities] + held

    def _may_name(self, token: Token, inside: Sequence[Piece]) -> bool:
        """Whether the word may stand in a list of names."""
        named = any(start <= token.start and token.end <= end for start, end in inside)
        named = named or self._contrast.fullmatch(token.text) is not None
        return named or token.tag == "t" or token.text in self._joints or self.phrases.can_name(token)  # 三期

    def _runs(self, m: Mentions, floor: int, stop: int) -> Iterator[list[Token]]:
        """The runs of words that may name something, the nearest to `stop` first."""
        inside = self._names_in(m, floor, stop)
        runs: list[list[Token]] = [[]]
        for token in (t for t in m.tokens if floor <= t.start and t.end <= stop):
            dated = any(p.start < token.end and token.start < p.end for p in m.periods)
            goes_on = bool(runs[-1]) and runs[-1][-1].end == token.start
            counts = goes_on and runs[-1][-1].text not in self._joints and self._count.fullmatch(token.text)
            if self._may_name(token, inside) and not dated and not counts:  # 甲、乙|两只基金
                if not goes_on:
                    runs.append([])
                runs[-1].append(token)
            else:
                runs.append([])
        for run in reversed(runs):
            while run and run[-1].text in self._joints:  # 起数和死亡人数|与|2012年相比
                run.pop()
            while run and run[0].text in self._joints:
                run.pop(0)
            if any(t.text in self._joints for t in run):
                yield run

    def _pieces(self, m: Mentions, run: Sequence[Token], size: int) -> list[Piece]:
        """The parts of a run, as many as the list has numbers; [] where it cannot be parted so."""
        inside = [e for e in m.entities if e.type != "person"]  # 工业和信息化部
        joints = [t for t in run if t.text in self._joints and not any(e.start < t.start < e.end for e in inside)]
        marks = [t for t in joints if t.text == "、"]
        words = [t for t in joints if t.text != "、"]
        for cuts in (joints, [*marks, *words[-1:]], marks, words[-1:]):
            bounds = sorted({t.start: t.end for t in cuts}.items())
            starts = [run[0].start, *(end for _, end in bounds)]
            ends = [*(start for start, _ in bounds), run[-1].end]
            pieces = list(zip(starts, ends, strict=True))
            if len(pieces) == size and all(0 < end - start <= _LONGEST for start, end in pieces):
                return pieces
        return []

    def _roster(self, m: Mentions, d: Draft, pieces: list[Piece], left: str, said: tuple[int, bool]) -> Roster | None:
        """The names in the words that they share, and what is measured of them all."""
        stop, placed = said
        if self._elsewhere.search(m.norm, 0, pieces[0][0]):
            return None
        pieces[-1] = pieces[-1][0], self._with_measure(m, pieces[-1][1], stop)
        names = [m.norm[start:end].strip(_TRIM) for start, end in pieces]
        if not all(names):
            return None
        names[0] = self._first(m, pieces, names[0])
        names[-1] = self._tail.sub("", names[-1]) or names[-1]
        close = m.clause_start(pieces[-1][0]) == d.clause
        measure = ""
        if not self._ordinal.fullmatch(names[-1]):
            names[-1], measure = self._parted(m, pieces[-1], names, left if close else "")
            if place := self._rank_tail.search(measure):
                measure = measure[: place.start()]  # GDP|居全省前三位，分别为
        dated = (p.text for p in m.periods if p.start >= pieces[0][0])
        measure = next((rest for t in dated if (rest := measure.removeprefix(t)) != measure), measure)
        counted = d.dim in COUNTED_DIMS and not d.right and not measure and left.endswith(names[-1])
        own = placed or self._own(m, d, pieces, names, counted)
        if measure and self.phrases.lexicon.head(measure, None) is None:  # 甲和乙两地|市场
            names, measure = [*(name + measure for name in names[:-1]), names[-1] + measure], ""
        names = self._in_full(names)
        if own and not self._partner.search(m.norm, 0, pieces[0][0]):
            behind = m.norm.rfind(left, pieces[-1][1], d.q.start) >= 0
            return Roster(tuple(names), measure or (left if behind else ""), True)
        return self._of_goods(m, d, (pieces[0][0], pieces[-1][1], stop), names, (measure, left))

    def _of_goods(
        self, m: Mentions, d: Draft, places: tuple[int, int, int], names: list[str], said: tuple[str, str]
    ) -> Roster:
        """Names that belong to what is measured: behind the last, in the words before 分别 or in those before all."""
        (start, end, stop), (measure, left) = places, said
        if partner := self._partner.search(m.norm, 0, start):
            names = [partner["with"] + name.removeprefix(partner["with"]) for name in names]
            head = self.phrases.lexicon.head(left, None)
            measure = measure or (left[head.start :] if head else "")
        elif not measure and left and m.norm.rfind(left, end, d.q.start) >= 0:
            measure = left
        elif not measure and (head := self.phrases.lexicon.head(m.norm[end:stop], None)):
            measure = m.norm[end + head.start : end + head.end]  # 等行业利润较快增长
        elif not measure and (headed := self._headed.search(m.norm, 0, start)):
            head = self.phrases.lexicon.head(headed["what"], None)
            measure = headed["what"][head.start : head.end] if head else ""
            if measure:
                return Roster(tuple(name.removesuffix(measure) + measure for name in names), measure, False)
        if not measure and all(len(name) <= _BARE for name in names[:-1]):
            measure = self._shared_end(d, names)
        dim = None if d.dim in SHARED_DIMS and not measure else d.dim
        alone = [
            name.endswith(measure[-_SHORTEST:])
            or self.is_measure(name, dim)
            or (len(name) > _BARE and self.is_measure(name, "money"))
            for name in names[:-1]
        ]
        named = [name.removesuffix(measure[:_SHORTEST]) if measure else name for name in names]  # 甲企业|企业利润
        joined = [
            full if done else short + measure for full, short, done in zip(names, named, [*alone, False], strict=True)
        ]
        return Roster(tuple(joined), measure, False)

    def _shared_end(self, d: Draft, names: Sequence[str]) -> str:
        """交通、水利投资: the end of a last name that is an indicator as a whole, where no other name is one."""
        last, end = names[-1], names[-1][-_SHORTEST:]
        whole = self.phrases.lexicon.names(last) and self.phrases.lexicon.names(end) and last != end
        dim = None if d.dim in SHARED_DIMS else d.dim
        return end if whole and not any(self.is_measure(name, dim) for name in names[:-1]) else ""

    def _with_measure(self, m: Mentions, end: int, stop: int) -> int:
        """Where the last name ends with the measure behind it that is no noun elsewhere (社会保障和就业|支出)."""
        if m.norm[end - 1] == "所" and (share := self._share.match(m.norm, end - 1)):
            return share.end()
        rest = self._tail.sub("", m.norm[end:stop].rstrip(" ,"))
        head = self.phrases.lexicon.head(rest, None) if 0 < len(rest) <= _MEASURE and rest.isalnum() else None
        return end + len(rest) if head is not None and head.end == len(rest) else end

    def _first(self, m: Mentions, pieces: Sequence[Piece], name: str) -> str:
        """The first name, without the region that the whole list is of (云州|第一、二产业), with the words it opens."""
        start, end = pieces[0]
        name = name.rpartition(")")[2] or name
        if any(e.start == later for e in m.entities for later, _ in pieces[1:]):
            return self._whole.sub("", name)
        region = next((e for e in m.entities if e.start == start and e.end < end and e.type == "region"), None)
        if region is not None:
            return m.norm[region.end : end].strip(_TRIM)
        longer = self.phrases.left(m, m.clause_start(start), end)
        return self._whole.sub("", longer if longer.endswith(name) and not set(longer) & set("的,") else name)

    def is_measure(self, name: str, dim: str | None) -> bool:
        """Whether a name ends in an indicator measured in `dim` (any where `dim` is None), or as such do."""
        head = self.phrases.lexicon.head(name, dim)
        return (head is not None and head.end == len(name)) or self.ends_as_measure(name)

    def ends_as_measure(self, name: str) -> bool:
        """Whether a name ends as what is measured does (起数, 周转量, 人次)."""
        return self._measured.search(name) is not None

    def _parted(self, m: Mentions, piece: Piece, names: Sequence[str], left: str) -> tuple[str, str]:
        """The last name without what is measured of all of them (居民|生活用电量)."""
        name = names[-1]
        if of_class := self._finance.match(name):
            rest = name[of_class.end() :] or left.rpartition(of_class[0])[2]
            return of_class[0], rest.lstrip("的")
        inside = [e for e in m.entities if e.start == piece[0] and e.end <= piece[1] and e.type != "person"]
        if inside:
            return inside[-1].text, name[len(inside[-1].text) :].lstrip("的")
        contrast = self._contrast.match(name)
        if contrast and all(self._contrast.fullmatch(other) for other in names[:-1]):
            return contrast[0], name[contrast.end() :].lstrip("的")
        tail = len(name)
        for head in self.phrases.lexicon.heads(name):
            if head.end < tail and name[head.end : tail] != "所":
                break
            if not head.start:
                return name, ""  # 个人按揭贷款 is measured by itself
            if tail < len(name) and head.rule.value["kind"] in _APART:
                break  # 社会保障和就业|支出
            tail = min(tail, head.start)
        if len(name) - tail >= _SHORTEST:
            return name[:tail].removesuffix("的"), name[tail:]
        behind = left.rpartition(name)[2] if name in left else ""
        if len(behind) >= _SHORTEST and not set(behind) & set("、和与及"):
            return name, behind.lstrip("的")
        generic = max((word for word in self._generic if name.endswith(word)), key=len, default="")
        if generic and len(generic) < len(name) and not any(other.endswith(generic) for other in names[:-1]):
            return name[: -len(generic)], generic  # 股市、债市|规模
        if left and name.endswith(left) and len(left) < len(name):
            return name[: -len(left)].rstrip("的"), left
        return name, ""

    def _in_full(self, names: list[str]) -> list[str]:
        """第一、二、三产业 -> 第一产业, 第二产业, 第三产业."""
        names[0] = self._list_opens.sub("", names[0]) if self._ordinal.fullmatch(names[1]) else names[0]
        for place, name in enumerate(names):
            full = self._ordinal.fullmatch(name)
            if full is None or not full["noun"]:
                continue
            for before in range(place - 1, -1, -1):
                bare = self._ordinal.fullmatch(names[before])
                if bare is None or bare["noun"]:
                    break
                names[before] = f"第{bare['number']}{full['noun']}"
            names[place] = f"第{full['number']}{full['noun']}" if place and names[place - 1][:1] == "第" else name
        last = self._size.fullmatch(names[-1])
        sizes = [self._size.fullmatch(name) for name in names[:-1]]
        if last and last["noun"] and all(size and not size["noun"] for size in sizes):
            names[:-1] = [name + last["noun"] for name in names[:-1]]  # 大、中、小型企业
        return names

    def _own(self, m: Mentions, d: Draft, pieces: Sequence[Piece], names: Sequence[str], counted: bool) -> bool:
        """Whether the names are of regions, firms and the like: known as such, or called so before or behind."""
        named = {e.text for e in m.entities if e.type != "person"}
        if any(name in named for name in names):
            return True
        if any(self._finance.fullmatch(name) for name in names):
            return True
        if counted:  # 通航机场、通航城市分别增至248个和244个
            return False
        if all(self._owner.fullmatch(name) for name in names):
            return True
        said = self._said(m, d)
        if said is not None and self._deed.match(m.norm, said[1]):
            return True
        called = self._called.search(m.norm, 0, pieces[0][0]) or self._owner_noun.match(m.norm, pieces[-1][1])
        return called is not None

"""The first or a later number of a list in, the indicators out that the names of the list give by order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from econ_extract.assembly.draft import COUNTED_DIMS, SHARED_DIMS, Draft, Scene
from econ_extract.assembly.naming import Naming
from econ_extract.assembly.rosters import Roster, Rosters
from econ_extract.assembly.single import Single
from econ_extract.mentions import Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

_AND = "以及|和|与|(?<!普)及(?!格)"  # 普及率, 及格率 are one word
_SPLITTERS = (rf"、|{_AND}", rf"、|(?:{_AND})(?=[^、和与及]*$)", "、", rf"(?:{_AND})(?=[^和与及]*$)")
_BARE = 4  # characters of a name that leaves the last word of the last one to be added
_PAIR = 2  # names that one word stands for (进出口)


class Coordination:
    """Gives every number of a list its own indicator."""

    def __init__(self, book: RuleBook, phrases: PhraseReader, rosters: Rosters, naming: Naming, single: Single) -> None:
        self.phrases, self.rosters, self.naming, self.single = phrases, rosters, naming, single
        self._pairs: dict[str, list[str]] = book["phrase.pair_noun"].value["pairs"]
        self._owning = book.pattern("subject.owner")
        self._shares_of = book.pattern("phrase.shares_of")
        self._share_noun = book.pattern("phrase.share_noun")
        self._gap_to_each = book.pattern("phrase.gap_to_each")
        self._generic = book.words("phrase.generic_noun")
        self._named_members = book.pattern("phrase.named_members")
        self._those_measures = book.pattern("phrase.those_measures")
        self._whole_place = book.pattern("phrase.whole_place")

    def open_list(self, m: Mentions, scene: Scene, d: Draft, left: str) -> None:
        """The first of a list: give every member its own name where as many names as numbers are coordinated."""
        if self._gaps_to_each(m, d, scene):
            return
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
        incomplete = self._share_noun.fullmatch(left) is not None or left in self._generic
        shared = self._levels_before(m, d) if not names and incomplete else []
        again = self._those(m, scene, d)
        if again:
            d.way = "list"
            for member, level in zip(d.group, again, strict=True):
                member.indicator, member.head, member.dealt = level.indicator, level.head, level
        elif shared:
            d.way = "list"
            for member, level in zip(d.group, shared, strict=True):
                member.indicator, member.of = f"{level.indicator or ''}{left}", level
        elif names and all(map(self._owning.fullmatch, names)) and self.single.groups.by_owner(m, scene, d, names[0]):
            d.way = "owner"
            for member, name in zip(d.group, names, strict=True):
                member.owner = name
        elif names:
            self.single.choose(m, scene, d, names[0])
            d.way = "list"
            for member, name in zip(d.group, names, strict=True):
                member.indicator = name
        elif (not left or left in self.phrases.rate_nouns) and len(source) == len(d.group) and source[0] is not d:
            d.way = "list"
            for member, level in zip(d.group, source, strict=True):
                member.indicator, member.head = level.indicator, level.head
                member.of, member.inherited = level.level, True
            d.indicator, d.head, d.of = source[0].indicator, source[0].head, source[0].level
            d.subject, d.subject_entity = source[0].subject, source[0].subject_entity
        else:
            dealt = self._dealt_before(m, d)
            self.single.choose(m, scene, d, left)
            for member, level in zip(d.group, dealt, strict=False):
                d.way, member.dealt = "list", level
                if left and level.owner is None and (sort := self._sort(level)):
                    member.indicator = sort + left

    def _those(self, m: Mentions, scene: Scene, d: Draft) -> list[Draft]:
        """资本充足率13%，核心资本充足率10%；上季末这两个比率分别为12%和9%: the levels that were given last."""
        if not self._those_measures.search(m.norm, d.clause, d.q.start):
            return []
        levels: list[Draft] = []
        before = d.before or scene.last
        while before is not None and len(levels) < len(d.group):
            if before.dim == d.dim and before.role == "measure" and before.change is None and before.indicator:
                levels.insert(0, before)
            before = before.before
        return levels if len(levels) == len(d.group) else []

    def _gaps_to_each(self, m: Mentions, d: Draft, scene: Scene) -> bool:
        """增长7.3%，增速比甲和乙分别快0.4和1.0个百分点: of one rate the gaps to several bases."""
        last = d.before or scene.last
        pp = d.group[-1].dim == "pp" and last is not None and len(last.group) < len(d.group)
        if last is None or not pp or not self._gap_to_each.search(m.norm, d.clause, d.q.start):
            return False
        d.way = "list"
        self.naming.inherit(d, last)
        d.of = last.level
        return True

    def _dealt_before(self, m: Mentions, d: Draft) -> Sequence[Draft]:
        """甲业、乙业增加值分别增长3%、4%，产量分别增长5%、6%: the list whose owners this one has, too."""
        before = d.before if self.rosters.each_in_turn(m, d) else None
        while before is not None and (len(before.group) != len(d.group) or before.first.way not in ("owner", "list")):
            before = before.before
        return before.group if before is not None else ()

    def _sort(self, level: Draft) -> str:
        """水泥 of 水泥产量: the goods that a member of a list measures; an industry is its owner."""
        head = self.phrases.lexicon.head(level.indicator or "", None)
        sort = (level.indicator or "")[: head.start] if head else ""
        return "" if sort.endswith("业") else sort

    def _by_order(self, m: Mentions, d: Draft, left: str) -> list[str]:
        """The names that a phrase coordinates; one word for two measures (进出口) only where 分别 parts it."""
        pair = max((w for w in self._pairs if w in left), key=len, default="") if len(d.group) == _PAIR else ""
        if pair and self.rosters.each_in_turn(m, d):
            return [left.replace(pair, name, 1) for name in self._pairs[pair]]
        return self._coordinated(left, len(d.group), d.dim)

    def _of_owners(self, m: Mentions, scene: Scene, d: Draft, roster: Roster, left: str) -> None:
        """Give every member the owner of its place; what is measured stands behind their names or before."""
        if roster.measure:
            self.naming.set(d, roster.measure, self.phrases.lexicon.head(roster.measure, None if d.change else d.dim))
        else:
            self.single.choose(m, scene, d, "" if left and roster.names[-1].endswith(left) else left)
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

    def follow_list(self, m: Mentions, d: Draft) -> None:
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
                self.naming.set(d, d.right, self.phrases.lexicon.head(d.right, d.dim))
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
        whole = not tail and self.phrases.lexicon.head(parts[-1][-2:], None) is not None
        if whole:  # 猪肉价格 shares 价格
            tail = len(parts[-1]) - 2
        shared = parts[-1][tail:]
        kind = None if dim in ("percent", "pp", "multiple") and not shared else dim
        own = [bool((h := self.phrases.lexicon.head(p, kind)) and h.end == len(p)) for p in parts]
        ends = [
            (len(shared) > 1 and p.endswith(shared))
            or self.rosters.ends_as_measure(p)
            or (len(p) > _BARE and (whole or self.rosters.is_measure(p, "money")))
            for p in parts
        ]
        own = [a or b for a, b in zip(own, ends, strict=True)]
        return [p if own[i] or i == size - 1 else p + shared for i, p in enumerate(parts)]

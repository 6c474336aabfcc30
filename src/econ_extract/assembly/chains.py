"""The drafts of a sentence in, the members of its lists of name and number marked (甲市5例、乙市3例(含丙县1例))."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from econ_extract.assembly.draft import COUNTED_DIMS, Draft, Member
from econ_extract.mentions import Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

_LONGEST = 24  # characters of a name with what stands behind it
_SHORTEST = 2  # characters of a name, and of what is said of all members
_NAMES = frozenset({"ns", "nr", "nrt", "nrfg", "nz", "nt"})  # tags of proper names


@dataclass(frozen=True, slots=True)
class _Part:
    """A draft with the words between it and the number before, and whether it stands in brackets of its list."""

    draft: Draft
    start: int
    said: str
    inside: bool

    @property
    def series(self) -> tuple[object, ...]:
        """What the members of one list have alike: the unit, the classifier of a count, whether it is a change."""
        counted = self.draft.q.text[-1] if self.draft.dim in COUNTED_DIMS else ""
        return self.draft.q.unit, counted, self.draft.change is None


@dataclass(frozen=True, slots=True)
class _Read:
    """A part whose words begin with a name: the name, the tally word or shared word behind it, what is sure of it."""

    part: _Part
    name: str
    said: str
    known: bool
    shared: bool  # what is said is no tally word, but what all members have behind their names


class Chains:
    """Finds lists in which a name stands before every number."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self._joint = book.pattern("phrase.chain_joint")
        self._tally = book.pattern("phrase.tally")
        self._tally_word = book.pattern("phrase.tally_word")
        self._plan_verb = book.pattern("phrase.plan_verb")
        self._place = book.pattern("subject.listed_place")
        self._party = book.pattern("subject.listed_party")
        self._team = book.pattern("subject.listed_team")
        self._firm = book.pattern("subject.listed_firm")
        self._no_name = book.pattern("subject.listed_no_name")
        self._class = book.pattern("subject.listed_class")
        self._closed = book.pattern("phrase.number_closes")
        self._origin = book.pattern("subject.listed_origin")
        self._from_where = book.pattern("phrase.from_where")
        self._whole = book.pattern("subject.whole")

    def mark(self, m: Mentions, drafts: Sequence[Draft]) -> None:
        """Set `member` of every draft that belongs to such a list, or counts again what was counted before it."""
        for run in self._runs(m, drafts):
            self._mark_sorts(m, run)
            for series in dict.fromkeys(part.series for part in run if not part.inside):
                self._mark_series(m, run, [p for p in run if p.series == series and not p.inside and self._named(p)])
            self._mark_insides(m, run)
            self._mark_tallies(m, run)

    def named_again(self, indicator: str, said: str) -> str:
        """What a tally word counts of what was counted before it (新增确诊病例, 累计 -> 累计确诊病例)."""
        word = self._tally_word.search(said)
        opened = [*self._tally_word.finditer(indicator)]
        noun = indicator[opened[-1].end() :] if opened else indicator
        if word is None or not noun or indicator.startswith(said):
            return indicator
        return word[0] + (self._plan_verb.sub("", noun) if word["stage"] else noun)

    def _named(self, part: _Part) -> bool:
        return part.draft.member is None and bool(part.said) and not self._tally.fullmatch(part.said)

    def _runs(self, m: Mentions, drafts: Sequence[Draft]) -> Iterator[list[_Part]]:
        """The drafts between which only marks stand, and before each at most a name and what is said of it."""
        run: list[_Part] = []
        for d in drafts:
            last = run[-1].draft if run else None
            part = self._part(m, d, last)
            apart = d.role == "threshold" or len(d.group) > 1  # 分别增长3%和4%: a list of its own
            if part is None or apart:
                yield run
                part = None if apart else self._part(m, d, None)
                run = []
            if part is not None:
                run.append(part)
        yield run

    def _part(self, m: Mentions, d: Draft, last: Draft | None) -> _Part | None:
        """The words before a number; None where they do not follow the last one's at once."""
        at = d.left if last is None else max(last.q.end, last.right_end if last.right else 0)
        joint = self._joint.match(m.norm, min(at, d.np_end), d.np_end)
        start = joint.end() if joint else at
        start = next((e.start for e in m.entities if at <= e.start < start < e.end), start)  # 甲区、|和平区
        said = m.norm[start : d.np_end].strip()
        if tally := self._tally.match(m.norm, d.np_end, d.q.start):
            said += tally[0]  # 累计 is passed over on the way to the phrase
        if last is not None and (len(said) > _LONGEST or not said.isalnum() and said):
            return None
        opened, closed = m.norm.rfind("(", 0, d.q.start), m.norm.rfind(")", 0, d.q.start)
        return _Part(d, start, said, opened > closed)

    def _mark_series(self, m: Mentions, run: list[_Part], series: list[_Part]) -> None:
        """Mark the members of one list, where the names are such for certain."""
        shared = self._shared(m, series)
        read = [self._read(m, part, shared) for part in series]
        later = [one for one in read[1:] if one is not None]
        known = sum(one.known for one in read if one is not None)
        parties = len(later) == len(read) - 1 and all(self._firm.fullmatch(one.name) for one in later)
        if not later or not (known or parties) or len(later) * 2 < len(read) - 1:
            return
        first = series[0].draft
        read[0] = read[0] or self._opener(m, series[0])
        for part, one in zip(series, read, strict=True):
            if one is not None and (read[0] is not None or not one.shared):
                like = None if part.draft is first else first
                part.draft.member = Member(one.name, one.said, like, part.start, self._passes_nothing_on(m, part))

    @staticmethod
    def _passes_nothing_on(m: Mentions, part: _Part) -> bool:
        """甲市5例、乙市3例，总投资9亿元: behind a list that 、 joins, its opener is spoken of again."""
        before, behind = m.norm[: part.start].rstrip(), m.norm[part.draft.q.end :].lstrip()
        return before.endswith("、") or behind.startswith("、")

    def _mark_sorts(self, m: Mentions, run: Sequence[_Part]) -> None:
        """美国籍3例、法国籍2例; 3人来自几内亚: where the counted come from tells a sort, which owns nothing."""
        for part in run:
            d = part.draft
            where = None if part.said else self._from_where.match(m.norm, d.q.end)
            told = where is not None and any(e.start == where.end() for e in m.entities)
            if d.dim in COUNTED_DIMS and (told or self._origin.fullmatch(part.said)) and not (d.right and not told):
                d.member = Member("", part.said, None, part.start, True, sort=True)

    def _opener(self, m: Mentions, part: _Part) -> _Read | None:
        """The first number of a list, with what all measure behind a name that no gazetteer knows."""
        place = self._place.match(part.said)
        if place is None or self._no_name.match(part.said) or any(e.start == part.start for e in m.entities):
            return None
        said = part.said[place.end() :]
        return _Read(part, place[0], said, True, False) if self._tally_word.match(said) else None

    def _shared(self, m: Mentions, series: Sequence[_Part]) -> str:
        """What is said behind all the names of a list (西州确诊5例，南州确诊3例): a verb or something measured."""
        if len(series) < 2:
            return ""
        if all(self._read(m, part, "") for part in series[-2:]):
            return ""  # 甲银行9亿元，乙银行8亿元
        one, other = series[-2].said, series[-1].said
        size = next((n for n in range(min(len(one), len(other))) if one[-n - 1 :] != other[-n - 1 :]), 0)
        end = series[-1].start + len(other)
        for token in (t for t in m.tokens if end - size <= t.start < end):
            shared = other[token.start - end :]
            measured = self.phrases.lexicon.head(shared, None)
            whole = measured is not None and measured.end - measured.start == len(shared)
            if len(shared) >= _SHORTEST and (whole or token.tag.startswith("v")):
                return shared
        return ""

    def _read(self, m: Mentions, part: _Part, shared: str) -> _Read | None:
        """The name that the words before a number begin with; None where they begin with none."""
        tally = self._tally.search(part.said)
        counts = tally[0] if tally and tally.end() == len(part.said) else ""
        said = counts or (shared if shared and part.said.endswith(shared) else "")
        name = part.said.removesuffix(said)
        if len(name) < _SHORTEST or self._whole.fullmatch(name) or self._class.fullmatch(name):
            return None
        known = self._known(m, part, name)
        return None if known is None else _Read(part, name, said, known, bool(said and not counts))

    def _known(self, m: Mentions, part: _Part, name: str) -> bool | None:
        """Whether words are a name for certain, or one if others of the list are; None where they are none."""
        party = self._party.fullmatch(name)
        if party and party["industry"] and part.draft.dim not in COUNTED_DIMS:
            return None  # what industries made and how they grew, other rules read
        end = part.start + len(name)
        opens = next((e for e in m.entities if e.start == part.start and e.type != "person"), None)
        if opens is not None and (opens.end == end or opens.end < end and self._team.fullmatch(m.norm, opens.end, end)):
            return True
        words = [t for t in m.tokens if part.start <= t.start and t.end <= end]
        if self._no_name.match(name) or any(t.tag == "v" and not self.phrases.can_name(t) for t in words):
            return None  # 食用油可满足|全省
        if self._place.fullmatch(name):
            return True
        head = self.phrases.lexicon.head(name, None)
        if head is not None and head.end == len(name):
            return None
        proper = bool(words) and all(t.tag in _NAMES for t in words)
        return False if proper or party else None

    def _mark_insides(self, m: Mentions, run: Sequence[_Part]) -> None:
        """In brackets behind a member stands a part of it (甲市5例(含乙县2例)), under its own name."""
        outer: Draft | None = None
        for part in run:
            if not part.inside:
                outer = part.draft
            elif outer is not None and part.said and part.draft.member is None and outer.q.unit == part.draft.q.unit:
                one = self._read(m, part, "")
                if one is not None and not one.said:
                    part.draft.member = Member(one.name, "", outer, part.start, True)

    def _mark_tallies(self, m: Mentions, run: Sequence[_Part]) -> None:
        """甲国新增3例，累计40例: a tally word alone counts the same again, of the same owner."""
        outer: _Part | None = None
        for part in run:
            if outer is not None and not part.inside and self._tally.fullmatch(part.said):
                d, of = part.draft, outer.draft
                closed = self._closed.match(m.norm, d.q.end)
                if closed and d.q.unit == of.q.unit and not d.right and d.change is None and d.member is None:
                    name = of.member.name if of.member else ""
                    d.member = Member(name, part.said, of, part.start, bool(of.member and of.member.alone))
            elif not part.inside and part.said:
                outer = part

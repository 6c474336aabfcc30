"""A counted noun behind its number in, the same noun out without what is said of the next number or of a deed."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from econ_extract.assembly.draft import Draft
from econ_extract.mentions import Mentions
from econ_extract.models import Token
from econ_extract.phrases import PhraseReader, trimmed
from econ_extract.rules import RuleBook

_BODIES = ("enterprise_count", "project_count", "people")
_NOUNS = ("n", "nz", "vn", "an")  # classes of words that open what people have (伤者|生命体征, 乘客|体温)
_OF_PEOPLE = ("名", "位")  # classifiers of people alone
_MEASURED = 24  # characters between a number and that of the measure of what it counts
_NEAR = 6  # characters between the name of a measure and its number
_MONEY = ("CNY", "USD", "HKD", "EUR")


class Ending(NamedTuple):
    """The noun as far as it goes, the place where it ends, and the rule that says so for certain, if one does."""

    noun: str
    end: int
    rule: str = ""


class Endings:
    """Finds where counted nouns end."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        # The measure of the next number first, in the order of how sure they are; then what the counted do or have.
        self._of_next = (
            self._measured_group, self._sum_of_parties, self._next_rate, self._next_people, self._next_money
        )  # fmt: skip
        self._told = (self._deed, self._person)
        self._counts_parties = book.pattern("phrase.counts_parties")
        self._counted_noun = book.pattern("phrase.counted_noun")
        self._reached = book.pattern("phrase.reached_behind")
        self._person_end = book.pattern("phrase.person_end")
        self._site = book.pattern("phrase.counted_site")
        self._turned_to = book.pattern("phrase.turned_to")

    def cut(self, m: Mentions, d: Draft) -> None:
        """End the noun behind the number of a draft where the first of each sort of endings says."""
        found = next((ending for way in self._of_next if (ending := way(m, d))), None)
        self._set(d, found)
        for way in self._told:
            self._set(d, way(m, d))

    @staticmethod
    def _set(d: Draft, ending: Ending | None) -> None:
        if ending is None:
            return
        d.right, d.right_end = ending.noun, ending.end
        if ending.rule:
            d.way = "told"
            d.note(ending.rule)

    def _measured_group(self, m: Mentions, d: Draft) -> Ending | None:
        """The places or bodies that are counted, where a measure of theirs and its number follow.

        300个城市|卖地收入3亿元, 37个监测断面|水质达标率达100%, 6个开发区|进出口增长12%.
        """
        later = next((q.start for q in m.quantities if q.start >= d.q.end), len(m.norm))
        if not d.right or later >= m.clause_end(d.q.end) or later - d.q.end > _MEASURED:
            return None
        said = m.norm[d.q.end : later].strip().removeprefix("的")
        at = m.norm.find(said, d.q.end)
        start, end = self._measure_in(said)
        words = (t for t in m.tokens if at + start <= t.start and t.end <= at + end)
        named = all(self.phrases.can_name(t) for t in words) and not self.phrases.is_doer(said[start:end])
        noun = said[:start] if start and named else d.right[: self._measure_in(d.right)[0]]
        place = max(d.q.end, m.norm.find(noun, d.q.end))
        return Ending(noun, place + len(noun), "phrase.counted_noun") if noun else None

    def _measure_in(self, said: str) -> tuple[int, int]:
        """Where the counted noun ends that words begin with, and where the measure does behind which they end."""
        measure = self.phrases.lexicon.head(said, None)
        if measure is not None and measure.rule.value["kind"].endswith(("count", "people")):
            measure = None
        noun = self._counted_noun.match(said, 0, measure.start + 1 if measure else len(said))
        end = measure.end if measure else noun.end() if noun else 0
        return (noun.end(), end) if noun and self._reached.fullmatch(said, end) else (0, 0)

    def _sum_of_parties(self, m: Mentions, d: Draft) -> Ending | None:
        """五家险企|净利润同比大增: firms and people are counted, not what they earn."""
        own = self.phrases.lexicon.head(d.right, "money") if self._counts_parties.search(d.q.text) else None
        party = self.phrases.lexicon.head(d.right[: own.start], d.dim) if own else None
        if own is None or party is None or own.end != len(d.right) or party.end != own.start:
            return None
        return Ending(d.right[: own.start], d.right_end - len(d.right) + own.start, "phrase.counts_parties")

    def _next_rate(self, m: Mentions, d: Draft) -> Ending | None:
        """日产量达214辆产销率超过90%: in a headline, the rate behind a number is that of the next."""
        rate = self.phrases.lexicon.head(d.right, None)
        if rate is None or rate.start or "percent" not in rate.rule.value["dims"] or rate.end < len(d.right):
            return None
        following = next((q for q in m.quantities if q.start >= d.right_end), None)
        near = following is not None and following.unit == "%" and following.start - d.right_end <= _NEAR
        return Ending("", d.q.end) if near else None

    def _next_people(self, m: Mentions, d: Draft) -> Ending | None:
        """62家医院|在院患者1.43万人: the people behind the counted are those of the next number."""
        begins = self._counted_noun.match(d.right)
        crowd = self.phrases.lexicon.head(d.right, "person")
        if begins is None or crowd is None or crowd.end != len(d.right) or crowd.start < len(begins[0]):
            return None
        counted = (q for q in m.quantities if q.start >= d.right_end and q.start - d.right_end <= 2)
        return Ending(begins[0], d.right_end) if any(q.unit == "person" for q in counted) else None

    def _next_money(self, m: Mentions, d: Draft) -> Ending | None:
        """36个重点项目|总投资80亿元: the sum behind the counted is that of the next number."""
        measure = self.phrases.lexicon.head(d.right, "money")
        following = next((q for q in m.quantities if q.start >= d.right_end), None)
        if measure is None or measure.start < 2 or following is None or following.unit not in _MONEY:
            return None
        between = m.norm[d.right_end : following.start]
        if measure.end != len(d.right) or len(between) > _NEAR or set(between) & set(",。;、"):
            return None
        return Ending(d.right[: measure.start], d.right_end - (measure.end - measure.start))

    def _deed(self, m: Mentions, d: Draft) -> Ending | None:
        """在144家药店|销售, 向12个国家|出口: bodies behind a preposition end where what is done there begins."""
        if not d.right or not self._turned_to.search(m.norm, d.clause, d.q.start):
            return None
        words = self._words(m, d)
        for before, deed in pairwise(words):
            noun = trimmed(m.norm[words[0].start : deed.start])
            said = deed.tag in ("v", "vn") and before.tag[:1] in "njl"
            if said and self._is_body(noun) and not self._is_body(m.norm[deed.start : d.right_end]):
                return Ending(noun, deed.start, "phrase.turned_to")
        return None

    def _person(self, m: Mentions, d: Draft) -> Ending | None:
        """3名伤者|生命体征稳定, 2名乘客|体温异常: who is counted ends as people do."""
        if d.q.text[-1:] not in _OF_PEOPLE or not d.right or "的" in d.right:
            return None
        words = self._words(m, d)
        ends = [i for i, t in enumerate(words) if self._person_end.search(m.norm, words[0].start, t.end)]
        if not ends or ends[-1] + 1 >= len(words) or words[ends[-1] + 1].tag not in _NOUNS:
            return None
        last = words[ends[-1]]
        return Ending(trimmed(m.norm[words[0].start : last.end]), last.end, "phrase.person_end")

    @staticmethod
    def _words(m: Mentions, d: Draft) -> list[Token]:
        return [t for t in m.tokens if d.q.end <= t.start and t.end <= d.right_end and not t.text.isspace()]

    def _is_body(self, noun: str) -> bool:
        """Whether a noun names bodies, people, places or works that are counted."""
        head = self.phrases.lexicon.head(noun, "count")
        listed = head is not None and head.end == len(noun) and head.rule.value["kind"] in _BODIES
        return listed or self.phrases.is_doer(noun) or self._site.fullmatch(noun) is not None

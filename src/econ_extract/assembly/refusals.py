"""Drafts in, the reasons of those that are no figures out."""

from __future__ import annotations

import re

from econ_extract.assembly.draft import COUNTED_DIMS, Draft
from econ_extract.mentions import Mentions
from econ_extract.models import Entity
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

Refused = tuple[str, tuple[str, ...]] | None
_DATED: Refused = ("duration_of_time", ("phrase.duration_cue",))
_INDEX_VALUE = re.compile(r"[\d,]{3,}\.\d+个?点")  # so exact, and so large: the level of an index
_SCALE_ALONE = re.compile(r"[百千万](?![百千万亿余多])")


def scored(shape: re.Pattern[str], m: Mentions, d: Draft) -> bool:
    """Whether the number is a score in brackets or behind 扣 or 得 (项目开工率(30分), 扣5分)."""
    return shape.search(m.norm, max(0, d.clause - 1), d.q.start) is not None


class Refusals:
    """Tells numbers that only count off, announce or date from figures."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self.announcement = book["phrase.announcement"]
        self._announce = re.compile(f"(?:{book.pattern(self.announcement.id).pattern})$")
        self._lists_behind = book.pattern("phrase.lists_behind")
        self._announced_again = book.pattern("phrase.announced_again")
        self._announced_spelt = book.pattern("phrase.announced_spelt")
        self._measures = tuple(book["phrase.announced_again"].value["nouns"])
        self._ranking = book.pattern("phrase.ranking")
        self._ranks_from = book.pattern("phrase.ranks_from")
        self._ranked_by = book.words("phrase.place_classifier")
        self._unit_note = book.pattern("phrase.unit_note")
        self._duration_cue = book.pattern("phrase.duration_cue")
        self._duration_behind = book.pattern("phrase.duration_behind")
        self._price_of_thing = book.pattern("phrase.price_of_thing")
        self._term = book.pattern("phrase.term_before")
        self._part_gap = book.pattern("phrase.part_gap")
        self._moved = book.pattern("phrase.time_moved")
        self._relief = book.pattern("phrase.relief_term")
        self._only_dated = book.pattern("phrase.only_dated")
        self._sites = book.pattern("phrase.counted_site")
        self._announces_first = book.pattern("phrase.announced_first")
        self._enclosed = book.pattern("phrase.enclosed")
        self._natural = book.pattern("phrase.natural_measure")
        self._width = book.pattern("phrase.width_of_thing")
        self._scored = book.pattern("phrase.scored")
        self._vague_sums = book.words("phrase.vague_sum")
        self._aspects = book.pattern("phrase.aspects")
        self._things = book.words("phrase.thing_classifier")
        self._mean_age = book.pattern("phrase.mean_age")
        self._all_provinces = book.pattern("subject.all_provinces")

    def _counted(self, m: Mentions, e: Entity) -> bool:
        """Whether the number in a name counts what it names (31个省和新疆生产建设兵团)."""
        return self._all_provinces.match(m.norm, e.start) is not None

    def refuse(self, m: Mentions, d: Draft) -> Refused:
        """The reason why a quantity is no figure, with the rules that say so, or None."""
        word = m.norm[d.q.start : d.q.end]
        if any(e.start <= d.q.start and d.q.end <= e.end and not self._counted(m, e) for e in m.entities):
            return "name", ()
        if d.q.unit == "rank":
            window = m.norm[max(d.clause, d.q.start - 16) : d.q.start]
            ranks = "numeral.rank_moved" in d.q.rules or self._ranking.search(window)
            return None if ranks else ("ordinal", ("phrase.ranking",))
        placed = d.q.bound == "range" and word[-1] in self._ranked_by and self._ranks_from.search(m.norm, 0, d.q.start)
        if placed:
            return "ordinal", ("phrase.ranks_from",)
        if word[0] == "一" and self._priced(m, d):
            return "vague_number", ("phrase.price_of_thing",)
        if d.dim in ("length", "time") and (described := self._described(m, d)):
            return described
        if listed := self._announces_list(m, d, word):
            return "announces_list", (listed,)
        if d.dim == "time":
            return self._refuse_time(m, d, word)
        if (
            d.dim == "point"
            and ("numeral.han_digits" in d.q.rules or not self.phrases.lexicon.head(m.norm[: d.q.start], "point"))
            and not scored(self._scored, m, d)
            and not _INDEX_VALUE.fullmatch(word)
        ):
            return "no_unit", d.q.rules
        if (
            "numeral.percent_words" not in d.q.rules
            and _SCALE_ALONE.match(word)
            and d.bound == "exact"
            and d.dim not in ("money", None)
        ):
            return "vague_number", ("numeral.han_digits",)
        if d.q.unit in COUNTED_DIMS and "numeral.han_digits" in d.q.rules:
            return self._refuse_small(m, d, word)
        spoken = "numeral.percent_words" in d.q.rules
        noted = word[0] in "千万亿" and not spoken and self._unit_note.search(m.norm, max(0, d.q.start - 4), d.q.start)
        if noted:
            return "vague_number", ("phrase.unit_note",)
        if d.q.unit == "CNY" and d.bound == "exact" and word.replace(" ", "") in self._vague_sums:
            return "vague_number", d.q.rules
        return None

    def _priced(self, m: Mentions, d: Draft) -> bool:
        """Whether one of something only says what a price right before it is for (15元一斤)."""
        price = next((q for q in m.quantities if q.end <= d.q.start and not m.norm[q.end : d.q.start].strip()), None)
        return (
            price is not None and price.unit is not None and self._price_of_thing.match(m.norm, price.end) is not None
        )

    def _announces_list(self, m: Mentions, d: Draft, word: str) -> str | None:
        """The rule by which a count only announces a list or stands around one."""
        if d.dim != "count":
            return None
        if self._enclosed.search(m.norm, 0, d.q.start):
            return "phrase.enclosed"
        if self._lists_behind.match(m.norm, max(d.q.end, d.right_end)):
            return "phrase.lists_behind"
        if self._announced_again.search(m.norm, 0, d.q.start) and d.right.endswith(self._measures):
            return "phrase.announced_again"
        if self._announced_spelt.match(m.norm, d.right_end) and d.right.endswith(self._measures):
            return "phrase.announced_spelt"
        if "unit.count_digits" in d.q.rules and (self._announces(d) or (word[-1] == "大" and not d.right)):
            return self._announces(d) or self.announcement.id
        return self.announcement.id if d.q.unit == "count" and self._aspects.match(d.right) else None

    def _described(self, m: Mentions, d: Draft) -> Refused:
        """Why a length or a time only describes a place or a thing (海拔1280米, 无霜期115天, 直径16米)."""
        if self._natural.search(m.norm, m.clause_start(d.q.start), d.q.start):
            return "location", ("phrase.natural_measure",)
        if d.dim == "length" and self._width.search(m.norm, m.clause_start(d.q.start), d.q.start):
            return "product_attribute", ("phrase.width_of_thing",)
        return None

    def _announces(self, d: Draft) -> str | None:
        """The rule by which the noun behind only announces a list (四项举措, 9大措施全面加强…)."""
        if self._announce.search(d.right):
            return self.announcement.id
        return "phrase.announced_first" if self._announces_first.match(d.right) else None

    def _refuse_time(self, m: Mentions, d: Draft, word: str) -> Refused:
        before = m.norm[max(d.clause, d.q.start - 14) : d.q.start]
        measures = self._term.search(before) or self._moved.search(before)
        if "unit.time.day_night" in d.q.rules:
            return None
        if d.q.unit == "year":
            aged = "unit.time.age" in d.q.rules and any(r.startswith("bound.behind") for r in d.rules)
            mean = "unit.time.age" in d.q.rules and self._mean_age.search(m.norm, 0, d.q.start)
            decimal = "." in word  # 8.1年 is no date
            return None if aged or measures or mean or decimal or self._part_of_term(m, d) else _DATED
        alike = (q for q in m.quantities if q.unit == d.q.unit and q.end <= d.q.start <= q.end + 12)
        changes = d.change is not None and next(alike, None) is not None  # 周转天数为20天，同比减少0.1天
        relief = self._relief.search(before) and not self._only_dated.match(m.norm, d.q.end)
        cued = self._duration_cue.search(before) or self._duration_behind.match(m.norm, d.q.end)
        return None if measures or relief or changes or cued else _DATED

    def _part_of_term(self, m: Mentions, d: Draft) -> bool:
        """Whether it is the term of a part (平均期限10年，其中国债6年，专项债14年), the whole with a word of terms."""
        end = d.q.start
        for q in reversed([q for q in m.quantities if q.end <= d.q.start]):
            if q.unit != d.q.unit or not self._part_gap.fullmatch(m.norm, q.end, end):
                return False
            if "其中" in m.norm[q.end : end]:
                before = m.norm[m.clause_start(q.start) : q.start]
                return bool(self._term.search(before) or self._duration_cue.search(before))
            end = q.start
        return False

    def _refuse_small(self, m: Mentions, d: Draft, word: str) -> Refused:
        """Han numerals below eleven count things only where the noun is of the counted kind."""
        number = re.match(r"[一二两俩三四五六七八九十]", word)
        if not number or d.q.value is None or d.q.value > 10 or d.q.bound != "exact":
            return None
        if d.dim == "person" and d.q.value > 1 and d.bound != "exact" and d.right:
            return None  # 向不超过十名特定对象
        if announced := self._announces(d):
            return "announces_list", (announced,)
        if d.q.value == 1 and (d.right or m.norm[d.q.end : d.q.end + 1] not in (",", "。", ";", "、", "")):
            return "vague_number", ("numeral.han_digits",)
        phrase = d.right or self.phrases.left(m, d.left, d.np_end)
        kinds = {h.rule.value["kind"] for h in self.phrases.lexicon.heads(phrase)}
        named = bool(kinds & {"enterprise_count", "project_count", "people"})
        named = named or (word[-1] == "个" and self._sites.match(m.norm, d.q.end) is not None)
        if d.q.value == 1 and not named:
            return "vague_number", ("numeral.han_digits",)
        if word[-1] == "类":
            return "announces_list", (self.announcement.id,)
        things = d.dim != "count" or word[-1] in self._things
        if phrase and (named or not d.right or things):
            return None
        return ("announces_list", (self.announcement.id,)) if phrase else ("vague_number", ("numeral.han_digits",))

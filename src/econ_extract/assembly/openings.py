"""An offset at the head of a clause in, the name or short form that stands there out."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from econ_extract.assembly.draft import Draft, Named, Scene
from econ_extract.assembly.places import division_in
from econ_extract.mentions import Mentions
from econ_extract.models import Entity, Token
from econ_extract.phrases import PhraseReader
from econ_extract.rendering import normalize
from econ_extract.rules import RuleBook, alternation

_NAME = 4  # a name so short is a class of things (项目, 数据中心)
_COUNTED_NEAR = 4  # no more than a verb between a counted noun and its number
_LONGEST = 36  # characters of a name
_WORDS = 4  # words of the short name of a firm
_SHORT_FIRM = 3  # characters that it has at least
_PLACE = 5  # characters of the place before it in the full name
_CODE = r"[A-Z]{1,6}(?:-\d{1,4})+"  # XDG-2019-60
_OPENS = r"(?:(?<![一-龥A-Za-z0-9”])|(?<=的))"  # where a name may begin
_NO_NAMES = ("p", "d", "r", "c", "t", "m")  # classes of words that stand in no name of a house
_ABOVE = 400  # how far above the full name of a short form may stand


class _Read:
    """What was read of one sentence: its figures ask for the same places again and again."""

    def __init__(self, sentence: Mentions | None) -> None:
        self.sentence = sentence
        self.begins: dict[int, int] = {}
        self.propers: dict[int, str | None] = {}
        self.names: dict[tuple[int, int, int], str | None] = {}


class Openings:
    """Reads what opens a clause: names of projects, firms and agents, and short forms of names before."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self._read = _Read(None)
        self._opener = book.pattern("subject.opener")
        self._regional_sum = book.pattern("subject.regional_sum")
        self._financing = book.pattern("subject.financing")
        self._clause_word = book.pattern("subject.clause_word")
        self._issuers = book.words("subject.issuer_noun")
        self._firms = book.words("subject.firm_noun")
        self._firm_classes = book.words("subject.firm_class")
        self._levels = book.words("subject.level")
        self._unique = book.words("subject.unique_noun")
        self._work_nouns = book.words("subject.work_noun")
        self._attribute = book.pattern("subject.attribute")
        self._no_name = book.pattern("subject.no_name")
        self._share = book.pattern("subject.share")
        self._agents = book.words("subject.agent")
        self._bodies = book.words("subject.body")
        names = (
            (book.words("subject.noun") - book.words("subject.sector_noun")) | self._agents | self._bodies | {"企业"}
        )
        self._names = re.compile(alternation(names))
        self._proper_nouns = book.words("subject.proper_noun")
        self._proper = re.compile(alternation(names | self._proper_nouns))
        self._proper_end = re.compile(f"(?:{alternation(self._proper_nouns | self._bodies)})$")
        self._in_name = book.pattern("subject.in_name")
        self._launched = book.pattern("subject.launched")
        self._founded = book.pattern("subject.founded")
        self._national_group = book.pattern("subject.national_group")
        self._full_firm = book.pattern("subject.full_firm")
        self._giver = book.pattern("subject.giver")
        self._edition = book.pattern("subject.edition")
        self._one = book.pattern("subject.one")
        self._industry_head = book.pattern("subject.industry_head")
        self._whole_industry = book.pattern("subject.whole_industry")
        self._industry = book.pattern("subject.industry")
        self._number_of = book.pattern("subject.number_of")
        self._market_party = book.pattern("subject.market_party")
        self._noted = book.pattern("subject.noted")
        self._settlement = book.pattern("subject.settlement")
        self._placed = book.pattern("subject.placed")
        self._line_section = book.pattern("subject.line_section")
        self._model_name = book.pattern("subject.model_name")
        self._said_of = book.pattern("subject.said_of")
        self._fair = book.pattern("subject.fair")
        self._this_fair = book.pattern("subject.this_fair")
        self._short = book.pattern("subject.short_form")
        self._authority = book.pattern("subject.authority")
        self._whole = book.pattern("subject.whole")
        self._no_state = book.pattern("subject.no_state")
        self._locally = book.pattern("subject.locally")

    def _of(self, m: Mentions) -> _Read:
        """What was read of a sentence so far; that of the sentence before is let go."""
        if self._read.sentence is not m:
            self._read = _Read(m)
        return self._read

    def behind_adverbs(self, m: Mentions, start: int) -> int:
        """Where the subject of a clause would begin: behind spaces, conjunctions, times and marks of a list."""
        begins = self._of(m).begins
        if start not in begins:
            begins[start] = self._behind_adverbs(m, start)
        return begins[start]

    def _behind_adverbs(self, m: Mentions, at: int) -> int:
        while True:
            skip = self._opener.match(m.norm, at) or self._attribute.match(m.norm, at)
            if skip and skip.end() > at:
                at = skip.end()
                continue
            period = next((p for p in m.periods if p.start <= at < p.end), None)
            if period is None:
                return at
            at = period.end

    def name(self, m: Mentions, at: int, d: Draft) -> str | None:
        """The noun phrase at the head of a clause, where it ends as the names of projects, firms and agents do."""
        names, key = self._of(m).names, (at, d.q.start, d.np_end)
        if key not in names:
            names[key] = self._name(m, at, d)
        return names[key]

    def _name(self, m: Mentions, at: int, d: Draft) -> str | None:
        if industry := self._industry_head.match(m.norm, at, d.q.start):
            return industry[0]
        if party := self._market_party.match(m.norm, at):
            return party[0]
        if noted := self._noted.match(m.norm, at, d.q.start):
            return noted["who"]
        if place := self._settlement.match(m.norm, at) or self._line_section.match(m.norm, at, d.q.start):
            return place[0]
        if (place := self._placed.match(m.norm, at)) and self._all_names(m, at, place.end()):
            return place[0]
        if model := self._model_name.match(m.norm, at - m.norm.startswith("“", at - 1), d.q.start):
            return model[0]
        proper = self.proper(m, at) or ""
        words = self._words_at(m, d, at)
        phrase, ends = m.norm[at : words[-1].end] if words else "", {token.end for token in words}
        for found in reversed(list(self._names.finditer(phrase))):
            end = at + found.end()
            if end in ends and self._is_name(m, d, phrase[: found.end()], found[0], end):
                return max(phrase[: found.end()], proper, key=len)
        return proper or None

    def proper(self, m: Mentions, at: int) -> str | None:
        """The proper name of an event, body, work or site that begins at `at`, or None; remembered for a sentence."""
        propers = self._of(m).propers
        if at not in propers:
            propers[at] = self._proper_at(m, at)
        return propers[at]

    def _proper_at(self, m: Mentions, at: int) -> str | None:
        """The proper name that begins at `at`; verbs may stand inside it."""
        edition = self._edition.match(m.norm, at)
        ends: set[int] = set()
        measured = [q for q in m.quantities if q.unit and at < q.end and q.start < at + _LONGEST]
        end, inside = (edition.end(), edition.end()) if edition else (at, at)
        for token in m.tokens[bisect_left(m.tokens, at, key=attrgetter("start")) :]:
            if token.end <= inside:
                continue
            quoted = m.norm.count("“", at, token.start) > m.norm.count("”", at, token.start)
            named = quoted or self._in_name.fullmatch(token.text) or self.phrases.can_name(token)
            if token.end > at + _LONGEST or not named:
                break
            if any(q.start < token.end and token.start < q.end for q in measured):
                break
            end = token.end
            ends.add(end)
        for found in reversed(list(self._proper.finditer(m.norm, at, end))):
            proper = found[0] in self._proper_nouns or found[0] in self._bodies
            proper = proper or edition is not None or self._launched.match(m.norm, found.end()) is not None
            whole = proper and found.end() - at >= _NAME and found.end() in ends
            name = m.norm[at : found.end()].removeprefix("全国")
            if whole and not self._no_name.match(name) and self._is_done(m, found.end()):
                return m.norm[at : found.end()]
        return None

    def launched(self, m: Mentions, at: int) -> str | None:
        """The name that begins at `at`, where the clause says that it starts (开工, 下水) or when it was founded."""
        name = self.proper(m, at)
        if name and self._launched.match(m.norm, at + len(name)):
            return name
        founded = self._founded.match(m.norm, at) if "年" in m.norm[at:] else None
        if founded is None or self.is_short(founded["who"]) or self._no_name.match(founded["who"]):
            return None
        first, end = bisect_left(m.tokens, at, key=attrgetter("start")), founded.end("who")
        words = [t for t in m.tokens[first : first + _LONGEST] if t.end <= end]
        return founded["who"] if words and not any(t.tag.startswith(_NO_NAMES) for t in words) else None

    def national_group(self, m: Mentions, at: int, d: Draft) -> str | None:
        """The group of firms, offices or sites of the country that begins at `at` (全国重点港口, 民航), or None."""
        group = self._national_group.match(m.norm, at)
        if group is None:
            return None
        end = group.end()
        measured = any(h.start <= _NAME for h in self.phrases.lexicon.heads(m.norm[end : end + 2 * _NAME]))
        after = next((t for t in m.tokens if t.start >= end and not t.text.isspace()), None)
        said = after is not None and after.tag.startswith(("v", "d", "p"))
        return group[0] if group["way"] or measured or said else None

    def giver(self, m: Mentions, at: int) -> str | None:
        """Who gives something away in the clause that begins at `at` (某某同乡会向医院捐赠), or None."""
        giver = self._giver.match(m.norm, at)
        if giver is None:
            return None
        start, end = giver.span("who")
        known = [e for e in m.entities if e.start < end and start < e.end]
        if any(e.end > end for e in known):
            return None
        for token in m.tokens[bisect_left(m.tokens, start, key=attrgetter("start")) :]:
            if token.end > end:
                break
            inside = self._in_name.fullmatch(token.text) or any(e.start <= token.start < e.end for e in known)
            if token.tag.startswith(("v", "d", "p", "c", "r")) and len(token.text) > 1 and not inside:
                return None
        return giver["who"]

    def short_of_firm(self, m: Mentions, scene: Scene, at: int) -> str | None:
        """The short name that begins at `at` of a firm that the text has named in full, or None."""
        named = [*(e for _, e in scene.named if e), *(e for e in m.entities if e.end <= at)]
        firms = [e.text for e in named if e.type == "org" and self._full_firm.search(e.text)]
        if not firms:
            return None
        first = bisect_left(m.tokens, at, key=attrgetter("start"))
        for token in reversed(m.tokens[first : first + _WORDS]):
            name = m.norm[at : token.end]
            if len(name) < _SHORT_FIRM or self._no_name.match(name) or not self._is_done(m, token.end):
                continue
            longer = any(e.start == at and (e.end > token.end or e.type == "region") for e in m.entities)
            if not longer and any(0 <= firm.find(name) <= _PLACE and firm != name for firm in firms):
                return name
        return None

    def is_proper(self, text: str) -> bool:
        """Whether words end as the proper names of events, bodies and sites do, or begin with an edition."""
        return bool(self._edition.match(text) or self._proper_end.search(text))

    def _is_done(self, m: Mentions, end: int) -> bool:
        """Whether no noun follows that the name would be a part of: a verb, an adverb, a mark, a measure."""
        first = bisect_left(m.tokens, end, key=attrgetter("start"))
        behind = m.tokens[first : first + 3]
        after = next((t for t in behind if not t.text.isspace()), None)
        if after is None or m.norm[end : end + 1] in ",。;:(——":
            return True
        if m.norm[end : end + 1] in "、和与及等":
            return False
        said = after.tag.startswith(("v", "d", "p", "t", "c")) or after.text[0].isdigit()
        told = self._said_of.match(m.norm, end) or self._launched.match(m.norm, end)
        return said or self._measured_at(m, end) or told is not None

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
        if not (noun in self._agents or noun in self._bodies or len(name) >= _NAME):
            return False
        if noun in self._firm_classes and self._is_regional(m, end - len(name), d.q.start):
            return False
        if self._number_of.match(m.norm, end):
            return False
        if self._no_name.match(name) or self._short.fullmatch(name) or self._share.match(m.norm[end : end + 2]):
            return False
        if noun == name and self._measured_at(m, end):  # a bare noun owns nothing that is its compound (财政收入)
            return False
        return self._stands_alone(m, d, end)

    def _all_names(self, m: Mentions, start: int, end: int) -> bool:
        """Whether every word of a span may stand in a name."""
        first = bisect_left(m.tokens, start, key=attrgetter("start"))
        return all(self.phrases.can_name(t) for t in m.tokens[first:] if t.end <= end)

    def _is_regional(self, m: Mentions, start: int, end: int) -> bool:
        """Whether what is lent, saved or traded is told of, which is a region's and not that of its firms."""
        told = self._regional_sum.search(m.norm, start, end) or self._financing.search(m.norm, start, end)
        return told is not None

    def _stands_alone(self, m: Mentions, d: Draft, end: int) -> bool:
        """Whether a name that ends here is followed by what is said of it: a verb, a comma, an indicator; no number."""
        first = next((q for q in m.quantities if q.start >= end), None)
        near = first.start if first else len(m.norm)
        counts = first is not None and first.unit in ("count", "person", "household")
        if (
            (counts and near - end <= _COUNTED_NEAR)
            or m.norm[end:near].strip(" 超近约达共") == ""
            or m.norm[end : end + 1] in "、和与等及类级"
        ):
            return False
        after = next((t for t in m.tokens if t.start >= end and not t.text.isspace()), None)
        if after is None or after.start > end + 2:
            return True
        said = after.tag.startswith(("v", "d", "p", "t", "m")) or not after.text.isalnum()
        return said or self._measured_at(m, end) or self._said_of.match(m.norm, end) is not None

    def _measured_at(self, m: Mentions, at: int) -> bool:
        """Whether the name of something measured begins at `at`."""
        return any(h.start == 0 for h in self.phrases.lexicon.heads(m.norm[at : at + 8]))

    def stand_in(self, m: Mentions, scene: Scene, d: Draft, at: int) -> Named | None:
        """What 该公司, 该县 or a bare 车站 at the head of a clause stands for: the last name of its kind."""
        here = [(e.text, e) for e in m.entities if e.end <= at and e.type != "person"]
        if self._locally.match(m.norm, at):
            places = ((name, e) for name, e in reversed([*scene.named, *here]) if e and e.type == "region" and e.code)
            return next(places, None)
        if self._this_fair.match(m.norm, at):
            above = scene.article.text[max(0, scene.begins - _ABOVE * 2) : scene.begins]
            fairs = [found[0] for found in self._fair.finditer(normalize(above) + m.norm[:at])]
            return (fairs[-1], None) if fairs else None
        if self._whole_industry.match(m.norm, at):
            above = scene.article.text[max(0, scene.begins - _ABOVE) : scene.begins]
            named = [found["who"] for found in self._industry.finditer(normalize(above) + m.norm[:at])]
            return (named[-1], None) if named else None
        said = self._short.match(m.norm, at)
        if said is None or not (said["this"] or self._stands_alone(m, d, said.end())):
            return None
        topic = scene.topic
        issuer = topic is not None and said["noun"] in self._issuers and said["this"] in (None, "本")
        if issuer and topic is not None and topic.entity is not None and topic.entity.type == "org":
            return topic.text, topic.entity  # in its own notice 公司 is the issuer, whoever else is named
        section = [(scene.section.text, scene.section.entity)] if scene.section else []
        for name, entity in reversed([*section, *scene.named, *here]):
            if len(name) > len(said["noun"]) and self.is_a(said["noun"], name, entity):
                return name, entity
            if (
                said["this"]
                and said["noun"] in self._levels
                and not self._no_state.match(name)
                and (place := re.match(f"[一-龥]{{1,6}}?{said['noun']}", name))
            ):
                return place[0], division_in(place[0])  # 该县 behind 云溪县委
        firm = said["noun"] in self._firms
        unique = said["noun"] in self._unique
        here_above = m.norm[:at] if said["this"] else ""
        return self._named_before(here_above, scene, said["noun"]) if unique or (said["this"] and not firm) else None

    def _named_before(self, said: str, scene: Scene, noun: str) -> Named | None:
        """The full name of 该工程 in the text above and what is `said` of the sentence, where it opens a clause."""
        above = scene.article.text[max(0, scene.begins - _ABOVE) : scene.begins].rpartition("\n\n")[2]
        least = 1 if noun in self._levels else 2
        words = rf"(?:(?:\d{{4}}年?)?[一-龥A-Za-z“”·-]{{{least},20}}?|{_CODE}号?)"
        names = re.findall(rf"{_OPENS}{words}{noun}", normalize(above) + said)
        full = [name for name in names if not self._clause_word.search(name)]
        return (full[-1], None) if full else None

    def is_short(self, text: str) -> bool:
        """Whether words are only a short form or stand for the place (公司, 该县, 全市, 当地)."""
        return bool(self._short.fullmatch(text) or self._whole.fullmatch(text))

    def is_a(self, noun: str, name: str, entity: Entity | None) -> bool:
        """Whether a name is of the kind that the noun says."""
        if noun in self._issuers or noun in self._firms:
            firm = entity is not None and entity.type == "org" and not self._authority.search(name)
            return name.endswith(noun) or (firm and (noun != "行" or "银" in name or name.endswith("行")))
        if noun == "国":
            state = entity is not None and entity.type == "region" and entity.code is None
            return state and not self._no_state.match(name)
        if noun in self._work_nouns:
            return name.endswith(tuple(self._work_nouns))
        return name.endswith(noun.replace("车站", "站")) and not self._whole.fullmatch(name)

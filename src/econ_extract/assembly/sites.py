"""The tags of a sentence in, the same out with places lengthened to the names that begin with them (厦门|港)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter

from econ_extract.assembly.draft import Topic
from econ_extract.models import Article, Entity, Sentence, Tagging, Token
from econ_extract.phrases import PhraseReader
from econ_extract.rendering import normalize
from econ_extract.rules import RuleBook, alternation

_SAID = 2  # how often a text says what it speaks of
_LONGEST = 16  # characters of a name behind its place
_TOLD = 4  # characters behind a city that say which work it is: 长春|算力中心, not 长春|水库
_NAMES = ("ns", "nz", "nt", "nr", "x")  # words that single out one of a class
_CITIES = ("11", "12", "31", "50", "81", "82")  # provinces by their codes that are one city


class Sites:
    """Finds the ports, stations, works, events and teams whose names go on right behind a place."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self._heads = re.compile(f"(?:{alternation(book.words('subject.named_place'))})$")
        self._of_city = re.compile(f"(?:{alternation(book.words('subject.city_place'))})$")
        self._teams = re.compile(f"(?:{alternation(book.words('subject.national_team'))})$")
        self._edition = book.pattern("subject.edition")
        self._phase = book.pattern("subject.phase")
        self._class = book.pattern("subject.class_word")
        self._counted_before = book.pattern("subject.counted_place_before")
        self._counted_behind = book.pattern("subject.counted_place_behind")
        self._no_site = book.pattern("subject.no_site_behind")
        self._verbs = frozenset(book["org.legal"].value["verbs"])
        self._in_name = book.pattern("subject.in_name")
        self._whole = book.pattern("subject.whole")
        self._no_place = book.pattern("subject.no_site_place")
        self._nowhere = book.pattern("subject.lies_nowhere")
        self._nation = book.pattern("subject.of_nation")
        self._all_provinces = book.pattern("subject.all_provinces")

    def named(self, text: str, tagging: Tagging) -> Tagging:
        """The tagging of a text with its places as long as the names that they begin; names inside those are gone."""
        norm = normalize(text)
        provinces = [self._made(text, *found.span()) for found in self._all_provinces.finditer(norm)]
        found = (self._lengthened(norm, tagging.tokens, e) for e in tagging.entities)
        return replace(tagging, entities=_apart([*provinces, *found]))

    def of_title(
        self, topic: Topic | None, article: Article, sentences: Iterable[Sentence], taggings: Iterable[Tagging]
    ) -> Topic | None:
        """The topic, or the site of the title that begins with it, where the text says that name again (青岛|港)."""
        place = topic.entity if topic is not None else None
        if topic is None or place is None or topic.reports:
            return topic
        heads = (t.entities for s, t in zip(sentences, taggings, strict=True) if s.role == "title")
        longer = (e for names in heads for e in names if e.text.startswith(topic.text))
        sites = (e for e in longer if self._ends_name(e.text[len(topic.text) :], place, True))
        named = next((e for e in sites if article.text.count(e.text) >= _SAID), None)
        return Topic(named.text, named) if named else topic

    @staticmethod
    def _made(text: str, start: int, end: int) -> Entity:
        return Entity(text[start:end], "region", start, end, text[start:end])

    def _lengthened(self, norm: str, tokens: tuple[Token, ...], e: Entity) -> Entity:
        """The place as the whole name that it begins, or as it is."""
        nowhere = e.type != "region" or self._whole.fullmatch(e.text) or self._no_place.fullmatch(e.text)
        if nowhere or self._counted_before.search(norm[: e.start]):
            return e
        edition = self._edition.match(norm, e.end)
        at = edition.end() if edition else e.end
        best, singled = e.end, False
        for token in tokens[bisect_right(tokens, at, key=attrgetter("end")) :]:
            ends = self._ends_name(norm[e.end : token.end], e, singled)
            goes_on = best > e.end and token.text in self._verbs  # 杭州亚运会|运行|保障|指挥|平台
            stands = token.start < at or ends or goes_on or self._may_stand(norm, token)
            if token.end - e.end > _LONGEST or not stands or self._class.match(norm, token.start):
                break
            if ends and not self._no_site.match(norm, token.end):
                best = token.end
            singled = singled or (token.start >= at and token.tag.startswith(_NAMES))
        if best == e.end:
            return e
        phase = self._phase.match(norm, best)
        best = phase.end() if phase else best
        if self._counted_behind.match(norm, best):
            return e
        quoted = norm[e.start - 1 : e.start] == "“" and norm.startswith("”", best)
        start, end = e.start - quoted, best + quoted
        name = norm[start:end]
        code = None if self._nowhere.search(name) else e.code
        return replace(e, text=name, start=start, end=end, canonical=name, code=code)

    def _may_stand(self, norm: str, token: Token) -> bool:
        """Whether a word may stand in the name: a noun, a verb of names (服务, 交易), the number of a line."""
        if token.tag == "m":
            return self._phase.match(norm, token.start) is not None
        if not token.text[:1].isalpha() or token.tag.startswith(("f", "u", "r", "c", "d", "p", "q", "t")):
            return False
        return bool(self._in_name.fullmatch(token.text)) or self.phrases.can_name(token)

    def _ends_name(self, rest: str, e: Entity, singled: bool) -> bool:
        """Whether what stands behind a place ends as a name does: a class word (大桥) only where it says which one."""
        if self._nation.fullmatch(e.text):
            return self._teams.search(rest) is not None
        if self._heads.search(rest) or self._teams.search(rest):
            return True
        one = e.code is not None and (not e.code.endswith("0000") or e.code.startswith(_CITIES))
        return ((one and len(rest) >= _TOLD) or singled) and self._of_city.search(rest) is not None


def _apart(found: Iterable[Entity]) -> tuple[Entity, ...]:
    """Names in order; of two that share characters the longer one."""
    kept: list[Entity] = []
    for e in sorted(found, key=lambda e: (e.start - e.end, e.start)):
        if all(e.end <= other.start or other.end <= e.start for other in kept):
            kept.append(e)
    return tuple(sorted(kept, key=lambda e: e.start))

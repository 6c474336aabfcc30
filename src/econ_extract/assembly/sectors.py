"""A draft in, the industry that it belongs to out, where an industry is the nearer subject."""

from __future__ import annotations

import re

from econ_extract.assembly.draft import Draft, Scene, Topic
from econ_extract.mentions import Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

_NAME = 4  # 制造业 is an index by its own name, 高技术制造业 has one


class Sectors:
    """Finds industries in indicators, and those whose surveys an article goes through."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self._nation = book.words("subject.nation")
        self._no_name = book.pattern("subject.no_name")
        self._no_party = book.pattern("subject.no_party")
        self._sector_end = book.pattern("subject.sector_end")
        self._size_class = book.words("subject.size_class")
        self._living = book.pattern("subject.living")
        self._branch_sum = book.pattern("phrase.branch_sum")
        self._composite = book.pattern("subject.composite")
        self._sector_nouns = book.words("subject.sector_noun")
        self._surveyed = book.pattern("subject.surveyed")
        self._of_nation = book.pattern("subject.of_nation")
        self._heading_sector = book.pattern("subject.heading_sector")

    def of_rate(self, d: Draft, prefix: str) -> bool:
        """制造业PMI, 大中型企业复工率: a rate or index is its industry's, and is named without it."""
        kind = d.head.value["kind"] if d.head is not None and d.growth else d.kind
        rated = kind in ("ratio", "index") and len(prefix) >= _NAME and prefix not in self._size_class
        sector = self._sector_end.search(prefix)
        named = sector is not None and (sector["firms"] or sector["industry"]) and not any(c in prefix for c in "占的")
        return bool(rated and named) and not self._is_nobody(prefix)

    def _is_nobody(self, prefix: str) -> bool:
        """Whether words that end as an industry name none (收购某某物业, 销售收入占企业)."""
        return self._no_name.match(prefix) is not None or self._no_party.fullmatch(prefix) is not None

    def may_own(self, topic: Topic | None) -> bool:
        """Whether the industry in a phrase is a nearer subject than what the article speaks of."""
        of_nation = topic is None or topic.text in self._nation
        return of_nation or (topic is not None and (topic.entity is None or topic.entity.type == "org"))

    def named(self, d: Draft) -> str | None:
        """The industry that the indicator begins with (第三产业用电量), where its part is not the region's."""
        if self._branch_sum.search(d.indicator or ""):
            return None
        level = self.phrases.lexicon.head(d.indicator or "", None)
        prefix = (d.indicator or "")[: level.start] if level else ""
        prefix = self._living.sub("", prefix)
        index = d.head is not None and d.head.value["kind"] == "index"
        named = not index and (
            self._sector_end.search(prefix) and not re.search("[的()]", prefix) and prefix not in self._sector_nouns
        )
        named = named and not self._no_party.fullmatch(prefix)
        return prefix if named and d.dim != "count" and d.kind not in ("loan_balance", "deposit_balance") else None

    def of_index(self, m: Mentions, scene: Scene, d: Draft) -> str | None:
        """The industry of a business survey (制造业PMI, then 生产指数), the last one named before the number."""
        named = [found["who"] for found in self._surveyed.finditer(m.norm, 0, d.q.start)]
        if named:
            scene.sector = self._of_nation.sub("", named[-1])
            of_topic = scene.topic and scene.topic.text in self._nation and scene.headed_sector is None
            nation = self._of_nation.match(named[-1]) or of_topic
            if nation and (
                self._composite.search(m.norm, d.clause, d.q.start) or d.inherited or self._surveyed_in(m, d)
            ):
                return None  # 中国制造业PMI is the country's; the indices below it are the industry's
        elif any(e.end <= d.q.start and e.type == "region" and e.start >= d.clause for e in m.entities):
            return None
        return scene.sector

    def _surveyed_in(self, m: Mentions, d: Draft) -> bool:
        return self._surveyed.search(m.norm, d.clause, d.q.start) is not None

    def head(self, m: Mentions, scene: Scene) -> None:
        """A title or heading may name the industry whose indices follow."""
        sector = self._heading_sector.search(m.norm)
        scene.headed_sector = sector["who"] if sector else None
        scene.sector = scene.headed_sector or scene.sector

"""An article with its tagged sentences in, what it speaks of out: its topic, and the period that its title names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from econ_extract.assembly import Topic
from econ_extract.assembly.dating import REPORTS
from econ_extract.assembly.places import division_in, items_of, province_in
from econ_extract.gazetteer import lies_in
from econ_extract.models import Article, Entity, Period, Sentence, Tagging
from econ_extract.periods import PeriodGrammar
from econ_extract.rules import RuleBook

_REPEATED = 2  # a name that the text says but once is no topic
_OFTEN = 4  # a name that the text repeats so often outdoes one that only the title mentions
_SECTIONS = 4  # so many headings part an article
_HEAD = 4  # sentences at the head of an article that say what it speaks of
_MOST_OF_A_YEAR = 360
_FRESH_DAYS = 120  # a release speaks of a period that ended at most so long before it


@dataclass(slots=True)
class _Census:
    """The names of an article: how often and in which sections each stands, and those of its title."""

    counted: Counter[str] = field(default_factory=Counter)
    parts: dict[str, set[int]] = field(default_factory=dict)
    by_name: dict[str, Entity] = field(default_factory=dict)
    sections: int = 0
    titled: Entity | None = None
    filed: Entity | None = None  # the region of the section in 【】 before the title


class TopicReader:
    """The compiled rules of one book that tell topics from sources."""

    def __init__(self, book: RuleBook) -> None:
        self._no_end = book.pattern("subject.topic_no_end")
        self._source = book.pattern("subject.topic_source")
        self._project = book.pattern("subject.topic_project")
        self._anaphor = book.pattern("subject.anaphor")
        self._sector = book.pattern("subject.topic_sector")
        self._same = book.pattern("subject.same_region")
        self._authority = book.pattern("subject.authority")
        self._dateline = book.pattern("subject.dateline")
        self._place_before = book.pattern("subject.place_before")
        self._issuer = book.pattern("subject.topic_issuer")
        self._code = book.pattern("subject.topic_short_name")
        self._route = book.pattern("subject.route")
        self._nation = book.pattern("subject.topic_nation")
        self._yearly = book.pattern("subject.topic_yearly")
        self._report = book.pattern("subject.topic_report")
        self._digest = book.pattern("subject.topic_digest")
        self._assembly = book.pattern("subject.topic_assembly")
        self._slogan = book.pattern("subject.topic_slogan")
        self._item_head = book.pattern("subject.item_head")
        self._media = frozenset(book.words("org.media"))

    def topic(self, article: Article, sentences: Sequence[Sentence], taggings: Sequence[Tagging]) -> Topic | None:
        """What the article speaks of: the project, region or organisation of its title, else the entity named most."""
        if self.is_digest(article):
            return self._nation_of(taggings)
        title = (article.metadata.title or "").strip()
        reporting = self._reported(article, sentences, taggings)
        project = self._project.match(title)
        if project and reporting is None:
            return Topic(project[0])
        names = self._census(title, article, sentences, taggings)
        if reporting is not None:
            return replace(self._in_common_words(reporting, names.counted, names.by_name), reports=True)
        titled = names.titled or names.filed
        often = self._often(names, spread=titled is None)
        if titled is None and (sector := self._sector.search(title)):
            return Topic(sector[0])
        rare = titled is None and (not often or often[1] < _OFTEN)
        if rare and (place := self._of_authority(title, article, sentences, taggings)):
            return place
        if titled is not None and not (often and names.counted[titled.text] <= 1 and often[1] >= _OFTEN):
            return self._in_common_words(titled, names.counted, names.by_name)
        items = {place.text for _, place in items_of(self._item_head, article.text)} if often else set()
        if often and often[0] in items and len(items) > 1:
            return None  # a list of places speaks of none of them alone
        if often and often[1] >= _REPEATED:
            return Topic(often[0], names.by_name[often[0]])
        return self._said_once(title, article, sentences, taggings)

    def _nation_of(self, taggings: Sequence[Tagging]) -> Topic | None:
        """The country, where a collection of items names it more than any other; none of its items speaks for all."""
        states = [e for t in taggings for e in t.entities if e.type == "region" and e.canonical and not e.code]
        often = Counter(e.canonical for e in states).most_common(1)
        nation = [e for e in states if e.canonical == often[0][0] and self._nation.fullmatch(e.text)]
        name = Counter(e.text for e in nation).most_common(1)
        return next((Topic(e.text, e) for e in nation if e.text == name[0][0]), None)

    def is_digest(self, article: Article) -> bool:
        """Whether an article is a collection of items that have nothing in common, by its title."""
        return self._digest.search((article.metadata.title or "").strip()) is not None

    def _census(
        self, title: str, article: Article, sentences: Sequence[Sentence], taggings: Sequence[Tagging]
    ) -> _Census:
        """The names that the article may speak of."""
        found = _Census()
        for sentence, tagging in zip(sentences, taggings, strict=True):
            text = article.text[sentence.start : sentence.end]
            found.sections += sentence.role == "heading"
            heads = sentence.role == "title" or bool(title and title in text)
            opening = text.rfind("】") + 1 if heads else 0
            for entity in tagging.entities:
                if self._is_no_topic(entity, text):
                    continue
                if heads and entity.start >= opening and not self._authority.search(entity.text):
                    found.titled = found.titled or entity
                elif heads and entity.type == "region":
                    found.filed = found.filed or entity
                found.counted[entity.text] += 1
                found.parts.setdefault(entity.text, set()).add(found.sections)
                found.by_name.setdefault(entity.text, entity)
        return found

    def _often(self, names: _Census, *, spread: bool) -> tuple[str, int] | None:
        """The name said most, with how often; none where it has to be `spread` over an article of many parts."""
        counted, by_name = names.counted, names.by_name
        for name in [n for n in counted if by_name[n].type == "org"]:  # 苏宁 stands for 苏宁易购 too
            counted[name] += sum(counted[n] for n in by_name if n != name and len(n) >= 2 and name.startswith(n))
        often = next(((n, c) for n, c in counted.most_common() if not self._authority.search(n)), None)
        if spread and often and names.sections >= _SECTIONS and len(names.parts[often[0]]) * 3 <= names.sections:
            return None  # an article of many parts does not speak of what one of them repeats
        return often

    def title_of_year(self, article: Article, sentences: Sequence[Sentence]) -> str | None:
        """The title of a report of one year or a part of it (2023年…统计公报), also where its office stands for it."""
        if self.is_digest(article):
            return None
        heads = (article.text[s.start : s.end] for s in sentences[:_HEAD] if s.role != "body")
        return next((text for text in (article.metadata.title or "", *heads) if self._yearly.search(text)), None)

    def _reported(self, article: Article, sentences: Sequence[Sentence], taggings: Sequence[Tagging]) -> Entity | None:
        """The region whose report, communiqué or plan the article is: that of its title, else of the lines below it."""
        above = [(article.text[s.start : s.end], t, s.role) for s, t in zip(sentences[:_HEAD], taggings, strict=False)]
        head = [(text, tagging.entities) for text, tagging, role in above if role != "body"]
        if not any(self._report.search(text) for text, _ in head):
            return None
        if assembly := next((m for text, *_ in above if (m := self._assembly.search(text))), None):
            return division_in(assembly["place"])
        for text, entities in sorted(head, key=lambda line: not self._report.search(line[0])):
            regions = (e for e in entities if e.type == "region" and e.code and not self._goes_to(text, e))
            offices = (e for e in entities if e.type == "org" and self._authority.search(e.text))
            places = (place for e in offices if (place := division_in(e.text)))
            if place := next(regions, None) or next(places, None):
                return place
        return None

    def _said_once(
        self, title: str, article: Article, sentences: Sequence[Sentence], taggings: Sequence[Tagging]
    ) -> Topic | None:
        """The firm whose results the title gives, the place of the authority in it, the country, the first place."""
        texts = [article.text[s.start : s.end] for s in sentences[:_HEAD]]
        if issuer := next((m for t in (title, *texts) if (m := self._issuer.match(t) or self._code.search(t))), None):
            return Topic(issuer["who"])
        found = ((text, e) for text, tagging in zip(texts, taggings, strict=False) for e in tagging.entities)
        said = ((text, e) for text, e in found if e.type == "region" and not self._goes_to(text, e))
        named = [e for text, e in said if not self._in_slogan(e, text)]
        places = [e for e in named if e.code and not self._anaphor.match(e.text)]
        nation = next((e for e in named if self._nation.fullmatch(e.text)), None)
        if nation is not None and (self._nation.search(title) or not places):
            return Topic(nation.text, nation)
        chain = places and all(lies_in(b.code, a.code) for a, b in pairwise(places))
        return Topic(places[-1].text, places[-1]) if chain else None

    def _of_authority(
        self, title: str, article: Article, sentences: Sequence[Sentence], taggings: Sequence[Tagging]
    ) -> Topic | None:
        """The place of the authority that the title names."""
        texts = [article.text[s.start : s.end] for s in sentences[:_HEAD]]
        heads = [tagging.entities for text, tagging in zip(texts, taggings, strict=False) if title and title in text]
        for entity in (e for entities in heads for e in entities if self._authority.search(e.text)):
            parts = (entity.text[at:] for at in range(len(entity.text) - 1))
            if place := next((p for part in parts if (p := division_in(part))), None) or province_in(entity.text):
                return Topic(place.text, place)
        return None

    def _goes_to(self, text: str, entity: Entity) -> bool:
        """Whether a place is one gone to or compared with (赴上海)."""
        return self._place_before.search(text[max(0, entity.start - 2) : entity.start]) is not None

    def _in_slogan(self, entity: Entity, text: str) -> bool:
        """Whether the country is named in a slogan (美丽中国) or the name of a system (中国特色)."""
        return entity.type == "region" and not entity.code and self._slogan.match(text, entity.start) is not None

    def _in_common_words(self, titled: Entity, counted: Counter[str], by_name: dict[str, Entity]) -> Topic:
        """The title's region under the name that the text uses most for it (内蒙古 for 内蒙古自治区, 川渝 for 成渝)."""
        same = [
            n for n, e in by_name.items() if titled.code and (e.code, e.canonical) == (titled.code, titled.canonical)
        ]
        if group := self._same.match(titled.text):
            same += [n for n in counted if (other := self._same.match(n)) and other.lastgroup == group.lastgroup]
        name = max(same, key=lambda n: (counted[n], -len(n)), default=titled.text)
        return Topic(name, by_name.get(name, titled))

    def _is_no_topic(self, entity: Entity, text: str) -> bool:
        """Persons, whole-of words, kinds of firms, papers, sources of data and slogans (美丽中国) are no topic."""
        if (
            entity.type == "person"
            or entity.text in self._media
            or self._anaphor.match(entity.text)
            or self._no_end.search(entity.text)
        ):
            return True
        behind = text[entity.end : entity.end + 10]
        ends_route = text[max(0, entity.start - 1) : entity.start] in ("至", "到", "—", "-")
        if (said := self._route.match(text, entity.end)) and (ends_route or said[0][0] in "至到—–-"):
            return True
        if self._source.match(behind) or (entity.type == "org" and behind.startswith((":", "："))):
            return True
        if any(m.start() <= entity.start < m.end() for m in self._dateline.finditer(text)):
            return True
        if self._in_slogan(entity, text):
            return True
        return text[max(0, entity.start - 2) : entity.start].endswith(("据", "由", "经", "来自"))


def title_period(periods: PeriodGrammar, article: Article, of_year: str | None = None) -> Period | None:
    """The one month, quarter or year that a release names in its title and that had just ended.

    `of_year` is the title of a report; one that names its year may appear long after it, or say nothing of its date.
    """
    published = article.metadata.published_on
    found = periods.find(of_year or article.metadata.title or "", published)
    if len(found) != 1:
        return None
    only = found[0]
    if only.first is None or only.last is None or (only.last <= only.first and only.form != "instant"):
        return None
    if of_year and only.rule in REPORTS:
        return None  # 2021年年度报告: of the firm's results alone, not of all that it says
    named = only.form == "span" and only.text[:4].isdigit()
    if of_year and (named or (only.last - only.first).days > _MOST_OF_A_YEAR):
        return only
    if published is None:  # a part of a year that names it (2024年1—7月) is told of when it was over
        return only if (only.last - only.first).days <= _MOST_OF_A_YEAR and not only.future else None
    return only if 0 <= (published - only.last).days <= _FRESH_DAYS else None

"""An article with its sentences in, figures and rejects out: which number belongs to which indicator, period, subject.

One sentence at a time: every quantity becomes a draft; drafts that form a list become a group; then each draft gets,
in this order, role, indicator, kind, change, status, period, subject and attribution. What a draft does not find in
its own clause it inherits from the draft it continues, and that is remembered in `rules` and `confidence`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from econ_extract.assembly import DATELINE, Assembler, Draft, Scene, Topic
from econ_extract.mentions import NUMBER_CHARS
from econ_extract.models import Article, Document, Entity, EntityRow, Figure, Period, Reject, Sentence, Tagging, content_id
from econ_extract.rules import RuleBook, default_rules
from econ_extract.taggers.base import Tagger

_ANAPHOR = re.compile(r"[全该本我各][市省区县州]|全国")
_GENERIC = re.compile(r"(?:企业|工业|产业|专业|保险|事业|日报|晚报|新闻网|通讯社)$")
_ASKS = re.compile(r"一项调查|最近对|发布|公布|数据|统计|报告显示|调查|监测|召开|举行")
_TITLE_PROJECT = re.compile(r"[^:：,，。 ]{2,16}(?:工程|项目|高铁|铁路|机场|大桥|水库|电站|产业园)(?=[:：])")
_DEFINES = re.compile(r"简称|下称")


@lru_cache(maxsize=4)
def assembler(book: RuleBook) -> Assembler:
    """The compiled assembler of a book."""
    return Assembler(book)


def read_article(
    document: Document,
    article: Article,
    sentences: tuple[Sentence, ...],
    tagger: Tagger,
    book: RuleBook | None = None,
    reader: Assembler | None = None,
) -> tuple[tuple[Figure, ...], tuple[Reject, ...], tuple[EntityRow, ...]]:
    """The figures, rejected numbers and entities of one article, in the order of the document.

    `reader` takes the place of the compiled assembler of `book`.
    """
    reader = reader or assembler(book or default_rules())
    chosen = [s for s in sentences if _worth_tagging(article, s)]
    taggings = tagger.tag([article.text[s.start : s.end] for s in chosen])
    scene = Scene(article, _topic(article, chosen, taggings), title_period=_title_period(reader, article))
    figures: list[Figure] = []
    rejects: list[Reject] = []
    entities: list[EntityRow] = []
    for sentence, tagging in zip(chosen, taggings, strict=True):
        entities += _entity_rows(article, sentence, tagging, len(entities), tagger.name)
        drafts, refusals = reader.read(scene, sentence, tagging)
        made: dict[int, Figure] = {}
        for draft in drafts:
            figure = _figure(document, article, sentence, draft, made)
            if figure is None:
                refusals.append((draft.q.start, draft.q.end, "broken_span", ()))
                continue
            made[id(draft)] = figure
            figures.append(figure)
        for start, end, reason, rules in refusals:
            rejects.append(_reject(document, article, sentence.start + start, sentence.start + end, reason, rules))
    figures.sort(key=lambda f: (f.doc_start, f.doc_end))
    rejects.sort(key=lambda r: (r.doc_start, r.doc_end))
    return tuple(figures), tuple(rejects), tuple(entities)


def _worth_tagging(article: Article, sentence: Sentence) -> bool:
    """Sentences with a number, titles and headings (for the topic), and definitions of short names."""
    text = article.text[sentence.start : sentence.end]
    return bool(sentence.role in ("title", "heading") or NUMBER_CHARS.search(text) or _DEFINES.search(text))


def _title_period(reader: Assembler, article: Article) -> Period | None:
    """The one month, quarter or year that a release names in its title and that had just ended."""
    published = article.metadata.published_on
    found = reader.reader.periods.find(article.metadata.title or "", published)
    dated = [p for p in found if p.first and p.last and p.last > p.first]
    fresh = len(found) == 1 and published and dated and dated[0].last and 0 <= (published - dated[0].last).days <= 120
    return dated[0] if fresh else None


def _topic(article: Article, sentences: list[Sentence], taggings: list[Tagging]) -> Topic | None:
    """What the article speaks of: the project, region or organisation of its title, else the entity named most."""
    title = (article.metadata.title or "").strip()
    project = _TITLE_PROJECT.match(title)
    if project:
        return Topic(project[0])
    counted: Counter[str] = Counter()
    by_name: dict[str, Entity] = {}
    titled: Entity | None = None
    for sentence, tagging in zip(sentences, taggings, strict=True):
        text = article.text[sentence.start : sentence.end]
        heads = sentence.role == "title" or bool(title and title in text)
        opening = text.rfind("】") + 1 if heads else 0
        for entity in tagging.entities:
            if _no_topic(entity, text):
                continue
            if heads and entity.start >= opening:
                titled = titled or entity
            counted[entity.text] += 1
            by_name.setdefault(entity.text, entity)
    if titled is not None:
        return _in_common_words(titled, counted, by_name)
    if not counted:
        return None
    name = counted.most_common(1)[0][0]
    return Topic(name, by_name[name])


def _in_common_words(titled: Entity, counted: Counter[str], by_name: dict[str, Entity]) -> Topic:
    """The title's region under the name that the text uses most for it (内蒙古 for 内蒙古自治区)."""
    same = [n for n, e in by_name.items() if titled.code and e.code == titled.code]
    name = max(same, key=lambda n: (counted[n], -len(n)), default=titled.text)
    return Topic(name, by_name.get(name, titled))


def _no_topic(entity: Entity, text: str) -> bool:
    """Persons, whole-of words, kinds of firms and sources of data are no topic."""
    if entity.type == "person" or _ANAPHOR.match(entity.text) or _GENERIC.search(entity.text):
        return True
    behind = text[entity.end : entity.end + 6]
    source = _ASKS.match(behind) or (entity.type == "org" and behind.startswith((":", "：")))
    if any(m.start() <= entity.start < m.end() for m in DATELINE.finditer(text)):
        return True
    return bool(source) or text[max(0, entity.start - 2) : entity.start].endswith(("据", "由", "经", "来自"))


def _entity_rows(article: Article, sentence: Sentence, tagging: Tagging, first: int, tagger: str) -> list[EntityRow]:
    rows = []
    for i, e in enumerate(tagging.entities):
        start, end = article.doc_span(sentence.start + e.start, sentence.start + e.end)
        rows.append(EntityRow(article.article_id, first + i, e.text, e.type, start, end, e.canonical, e.code, tagger))
    return rows


def _figure(document: Document, article: Article, sentence: Sentence, d: Draft, made: dict[int, Figure]) -> Figure | None:
    """The record of a draft; None where the quantity is torn over places of the document that do not touch."""
    start, end = article.doc_span(sentence.start + d.q.start, sentence.start + d.q.end)
    quantity = (document.text or "")[start:end]
    if end <= start or "".join(quantity.split()) != "".join(d.q.text.split()):
        return None
    low, high = d.q.low, d.q.high
    of = made.get(id(d.of)) if d.of else None
    region = d.subject_entity if d.subject_entity and d.subject_entity.type == "region" else None
    return Figure(
        figure_id=content_id(document.document_id, start, end, quantity),
        document_id=document.document_id,
        article_id=article.article_id,
        doc_start=start,
        doc_end=end,
        quantity=quantity,
        value=d.value,
        value_low=low,
        value_high=high,
        unit=d.unit,
        bound=d.bound,
        role=d.role,
        kind=d.kind,
        indicator=d.indicator,
        indicator_id=d.head.id if d.head else None,
        subject=d.subject,
        subject_type=d.subject_entity.type if d.subject_entity else ("project" if d.subject else None),
        region_code=region.code if region else None,
        period_start=d.period[0] if d.period else None,
        period_end=d.period[1] if d.period else None,
        period_text=d.period_text,
        period_from=d.period_from,
        status=d.status,
        basis=d.basis if d.growth else None,
        direction=d.direction if d.growth else None,
        is_change=d.is_change,
        of_figure_id=of.figure_id if of else None,
        attribution=d.attribution,
        sentence=article.text[sentence.start : sentence.end].strip(),
        confidence=_confidence(d),
        rules=tuple(dict.fromkeys(d.rules)),
    )


def _confidence(d: Draft) -> float:
    """A first estimate: what was inherited, guessed or not found lowers it."""
    score = 0.95 - d.weak - (0.1 if d.head is None else 0) - (0.15 if d.indicator is None else 0)
    return round(max(0.05, score - (0.05 if d.inherited else 0)), 2)


def _reject(document: Document, article: Article, start: int, end: int, reason: str, rules: tuple[str, ...]) -> Reject:
    doc_start, doc_end = article.doc_span(start, end)
    return Reject(document.document_id, article.article_id, doc_start, doc_end, (document.text or "")[doc_start:doc_end], reason, rules)

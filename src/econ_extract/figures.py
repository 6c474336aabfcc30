"""An article with its sentences in, figures and rejects out: which number belongs to which indicator, period, subject.

One sentence at a time: every quantity becomes a draft; drafts that form a list become a group; then each draft gets,
in this order, role, indicator, kind, change, status, period, subject and attribution. What a draft does not find in
its own clause it inherits from the draft it continues; what there is to doubt of that stands in `rules`, and
`confidence` is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from econ_extract.assembly import Assembler, Draft, Scene
from econ_extract.confidence import confidence
from econ_extract.mentions import NUMBER_CHARS, Refusal
from econ_extract.models import Article, Document, EntityRow, Figure, Reject, Sentence, Tagging, content_id
from econ_extract.repeats import dated
from econ_extract.rules import RuleBook, default_rules
from econ_extract.taggers.base import Tagger
from econ_extract.topics import TopicReader, title_period


@lru_cache(maxsize=4)
def assembler(book: RuleBook) -> Assembler:
    """The compiled assembler of a book."""
    return Assembler(book)


@lru_cache(maxsize=4)
def _topics(book: RuleBook) -> TopicReader:
    return TopicReader(book)


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
    book = book or default_rules()
    reader = reader or assembler(book)
    defines = book.pattern("subject.defines")
    worth = [s for s in sentences if _worth_tagging(article, s, defines)]
    worth = _with_dating(article, sentences, worth, book)
    chosen, told = _with_looked_back_at(article, sentences, worth, book), {s.start for s in worth}
    texts = [article.text[s.start : s.end] for s in chosen]
    tagged = tagger.tag(texts)
    taggings = [reader.sites.named(*pair) for pair in zip(texts, tagged, strict=True)]
    topic = _topics(book).topic(article, *_only(told, chosen, tagged))
    topic = reader.sites.of_title(topic, article, *_only(told, chosen, taggings))
    of_year = _topics(book).title_of_year(article, worth)
    scene = Scene(article, topic, title_period=title_period(reader.reader.periods, article, of_year))
    scene.digest = _topics(book).is_digest(article)
    scene.yearly = of_year is not None and scene.title_period is not None
    scene.release = reader.sources.signed(document.text or "", article)
    figures: list[Figure] = []
    rejects: list[Reject] = []
    entities: list[EntityRow] = []
    made: dict[int, tuple[Draft, Figure]] = {}
    for sentence, tagging in zip(chosen, taggings, strict=True):
        if sentence.start not in told:
            scene.named += [(e.text, e) for e in tagging.entities if e.type != "person"]
            continue
        entities += _entity_rows(article, sentence, tagging, len(entities), tagger.name)
        drafts, refusals = reader.read(scene, sentence, tagging)
        for draft in drafts:
            figure = _figure(document, article, sentence, draft, made)
            if figure is None:
                refusals.append(Refusal(draft.q.start, draft.q.end, "broken_span"))
                continue
            made[id(draft)] = (draft, figure)
            figures.append(figure)
        rejects += [_reject(document, article, sentence.start, refusal) for refusal in refusals]
    figures.sort(key=lambda f: (f.doc_start, f.doc_end))
    rejects.sort(key=lambda r: (r.doc_start, r.doc_end))
    return dated(article, figures), tuple(rejects), tuple(entities)


def _worth_tagging(article: Article, sentence: Sentence, defines: re.Pattern[str]) -> bool:
    """Sentences with a number, titles and headings (for the topic), and definitions of short names."""
    text = article.text[sentence.start : sentence.end]
    return bool(sentence.role in ("title", "heading") or NUMBER_CHARS.search(text) or defines.search(text))


def _with_dating(
    article: Article, sentences: Sequence[Sentence], chosen: list[Sentence], book: RuleBook
) -> list[Sentence]:
    """The chosen sentences with the one before each in its paragraph that opens with its days in words (去年，…)."""
    dates, taken = book.pattern("phrase.dates_what_follows"), {s.start for s in chosen}
    before = {s.start: b for b, s in pairwise(sentences) if b.paragraph == s.paragraph and b.start not in taken}
    dating = [before[s.start] for s in chosen if s.start in before and dates.match(article.text, before[s.start].start)]
    return sorted([*chosen, *dating], key=lambda s: s.start) if dating else chosen


def _with_looked_back_at(
    article: Article, sentences: Sequence[Sentence], chosen: Sequence[Sentence], book: RuleBook
) -> list[Sentence]:
    """The chosen sentences with the one before each that opens with a word which looks back to it (该公司, 其)."""
    looks_back, taken = book.pattern("subject.looks_back"), {s.start for s in chosen}
    kept: list[Sentence] = []
    for before, s in zip([None, *sentences], sentences, strict=False):
        if s.start not in taken:
            continue
        near = before is not None and before.paragraph == s.paragraph and before.start not in taken
        if near and before is not None and looks_back.match(article.text, s.start):
            kept.append(before)
        kept.append(s)
    return kept


def _only(
    told: set[int], sentences: Sequence[Sentence], taggings: Sequence[Tagging]
) -> tuple[list[Sentence], list[Tagging]]:
    """Those sentences, with their taggings, that are read for more than their names."""
    kept = [(s, tagging) for s, tagging in zip(sentences, taggings, strict=True) if s.start in told]
    return [s for s, _ in kept], [tagging for _, tagging in kept]


def _entity_rows(article: Article, sentence: Sentence, tagging: Tagging, first: int, tagger: str) -> list[EntityRow]:
    rows = []
    for i, e in enumerate(tagging.names):
        start, end = article.doc_span(sentence.start + e.start, sentence.start + e.end)
        rows.append(EntityRow(article.article_id, first + i, e.text, e.type, start, end, e.canonical, e.code, tagger))
    return rows


def _figure(
    document: Document, article: Article, sentence: Sentence, d: Draft, made: dict[int, tuple[Draft, Figure]]
) -> Figure | None:
    """The record of a draft; None where the quantity is torn over places of the document that do not touch."""
    start, end = article.doc_span(sentence.start + d.q.start, sentence.start + d.q.end)
    quantity = (document.text or "")[start:end]
    if end <= start or "".join(quantity.split()) != "".join(d.q.text.split()):
        return None
    low, high = d.q.low, d.q.high
    of = made[id(d.of)][1] if d.of and id(d.of) in made else None
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
        region_code=d.region.code if d.region else None,
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
        confidence=float(confidence(d.rules)),
        rules=tuple(dict.fromkeys(d.rules)),
    )


def _reject(document: Document, article: Article, offset: int, refusal: Refusal) -> Reject:
    start, end = article.doc_span(offset + refusal.start, offset + refusal.end)
    text = (document.text or "")[start:end]
    return Reject(document.document_id, article.article_id, start, end, text, refusal.reason, refusal.rules)

"""A heading or the opening of a part in, the years and the plans that hold for the paragraphs below it out."""

from __future__ import annotations

import re

from econ_extract.assembly.dating import Dating
from econ_extract.assembly.draft import Scene
from econ_extract.mentions import Mentions
from econ_extract.models import Period, Sentence
from econ_extract.rendering import normalize
from econ_extract.rules import RuleBook

_YEAR = 360  # days from which on a span can be what a part of a report is about
_FIRST = 12  # characters at the head of a paragraph within which the years of a part are named
_NUMBERED = tuple(
    re.compile(r"\s*" + shape)
    for shape in (
        "第[一二三四五六七八九十]+(?:章|部分)",
        "[一二三四五六七八九十]+[、.．]",
        "[(（][一二三四五六七八九十]+[)）]",
        r"\d{1,2}[、.．](?!\d)",
    )
)


class Sections:
    """Keeps what a section is about while its sub-headings pass, and reads where a work report begins a new part."""

    def __init__(self, book: RuleBook) -> None:
        self._report = book.pattern("period.section.report")
        self._lacks = book.pattern("period.section.lacks")
        self._opens = book.pattern("period.section.opens")
        self._joined = book.pattern("period.section.joined")
        self._turns = book.pattern("period.section.turns")
        self._dating = Dating(book)

    def survey(self, scene: Scene, sentence: Sentence, text: str) -> None:
        """Whether the article is a work report, by its title or a heading, and where it admits what it lacks."""
        head = f"{scene.article.metadata.title or ''}\n{text if sentence.role in ('title', 'heading') else ''}"
        if self._lacks.search(normalize(text)):
            scene.lacking = sentence.paragraph
        scene.work_report = scene.work_report or self._report.search(head) is not None

    @staticmethod
    def below(scene: Scene, text: str) -> bool:
        """Whether a heading stands below the one that opened the section, by how both are numbered."""
        level = _level(text)
        if level is None:
            return scene.work_report and scene.section_level is not None
        return scene.section_level is not None and level > scene.section_level

    def head(self, m: Mentions, scene: Scene) -> None:
        """A heading opens a section, with the first years that it joins; one below it leaves those as they are."""
        numbered = scene.work_report or _level(m.norm) is not None  # a headline says 今年 of its own sentence alone
        years = self._years(m) if numbered else None
        if years is not None:
            years = next((p for p in m.periods if self._whole(m, p) and self._joined.match(m.norm, p.end)), years)
        if years is not None or not self.below(scene, m.norm):
            scene.section_level = _level(m.norm) or 0
            scene.section_period = years

    def open(self, m: Mentions, scene: Scene, sentence: Sentence) -> None:
        """The paragraph of a work report that begins with its years, or says that what was done in them follows."""
        if not scene.work_report or (years := self._years(m)) is None or self.within(m, scene, years):
            return
        above = scene.article.text[max(0, sentence.start - 4) : sentence.start].strip(" \t\u3000")
        begins = years.start <= _FIRST and (not above or above.endswith("\n"))
        begins = begins and not any(q.end <= years.start for q in m.quantities)
        if begins or self._opens.search(m.norm):
            scene.section_period, scene.heading_period = years, None
            scene.section_level = scene.section_level or 0
            published = scene.article.metadata.published_on
            if published and years.last and years.last < published:
                scene.plans = False

    def within(self, m: Mentions, scene: Scene, p: Period) -> bool:
        """Whether a period dates only its own figure in a section about several years: their last year, by the way."""
        about = scene.section_period if scene.work_report else None
        if about is None or about.first is None or about.last is None or about.first.year == about.last.year:
            return False
        last = p.first is not None and p.first.year == about.last.year and p.last == about.last
        return last and self._turns.match(m.norm, p.end) is None

    def _years(self, m: Mentions) -> Period | None:
        """The whole years that a sentence is about: the last of them."""
        return next((p for p in reversed(m.periods) if self._whole(m, p)), None)

    def _whole(self, m: Mentions, p: Period) -> bool:
        if p.first is None or p.last is None or p.form != "span" or (p.last - p.first).days < _YEAR:
            return False
        return not (self._dating.is_base(m, p) or self._dating.names_event(m, p))


def _level(text: str) -> int | None:
    """How deep a heading is numbered, from 1; None where it has no number."""
    return next((depth for depth, shape in enumerate(_NUMBERED, 1) if shape.match(text)), None)

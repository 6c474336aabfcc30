"""A sentence's mentions and the scene around it in, drafts of figures out: the tie of every number.

Each step has a room of its own, in the order of work: `beside` (what stands directly at the number), `refusals`,
`tables`, `thresholds` (lists and class bounds), `indicators` (with `coordination` for lists, `single` for the rest,
`completing`, `counting` with `endings`, `shares`, `naming`), `kinds` (with `counts`, `sums`, `currencies`, `bases`),
`parts`, `dating`, `statuses`, `subjects`, `sources`, `doubts`. A draft that lacks something takes it from the draft it
continues (`before`, `of`) or from the scene, never from behind. Indicators and subjects are proposed by rules and then
chosen for the whole sentence among all candidates, by learned weights (`offers`, `owners`).
"""

from __future__ import annotations

from functools import partial

from econ_extract.assembly.beside import Beside
from econ_extract.assembly.dating import SINCE_BEGUN, YEARS_BACK, Dating
from econ_extract.assembly.doubts import Doubts
from econ_extract.assembly.draft import COUNTED_DIMS, Draft, Scene, Topic
from econ_extract.assembly.indicators import Indicators
from econ_extract.assembly.kinds import Kinds
from econ_extract.assembly.marks import MARKED, SPACES, closed
from econ_extract.assembly.parts import Parts
from econ_extract.assembly.places import Places
from econ_extract.assembly.refusals import Refusals
from econ_extract.assembly.sections import Sections
from econ_extract.assembly.sites import Sites
from econ_extract.assembly.sources import Sources
from econ_extract.assembly.statuses import Statuses
from econ_extract.assembly.subjects import Subjects
from econ_extract.assembly.tables import Tables
from econ_extract.assembly.thresholds import Thresholds
from econ_extract.mentions import MentionReader, Mentions, Refusal
from econ_extract.models import Period, Sentence, Tagging
from econ_extract.phrases import PhraseReader
from econ_extract.rendering import normalize
from econ_extract.rules import RuleBook

__all__ = ["Assembler", "Draft", "Scene", "Topic"]

_ABOVE = 600  # characters of the text above from which a name may come
_SHORT_HEADING, _LONG_TEXT = 18, 60  # a line of dates alone heads the lines below it, up to the next long sentence


class Assembler:
    """The compiled rules of one book; `read` turns a sentence into drafts and refusals."""

    def __init__(self, book: RuleBook) -> None:
        self.reader = MentionReader(book)
        self.phrases = PhraseReader(book)
        self.beside = Beside(book, self.phrases)
        self.refusals = Refusals(book, self.phrases)
        self.tables = Tables(book, self.phrases, self.reader.grammar)
        self.thresholds = Thresholds(book, self.phrases)
        self.indicators = Indicators(book, self.phrases)
        self.kinds = Kinds(book, self.phrases)
        self.parts = Parts(book)
        self.dating = Dating(book)
        self.sections = Sections(book)
        self.statuses = Statuses(book)
        self.subjects = Subjects(book, self.phrases)
        self.places = Places(book)
        self.sources = Sources(book)
        self.sites = Sites(book, self.phrases)
        self.doubts = Doubts(book, self.phrases)
        self.elliptic = book.pattern("phrase.elliptic")
        self.now = book.pattern("phrase.now")
        self.month_alone = book.pattern("phrase.month_alone")
        self.told_that_day = book.pattern("phrase.told_that_day")
        self.gathering = book.pattern("phrase.gathering")

    @property
    def steps(self) -> tuple[object, ...]:
        """The parts that hold compiled rules."""
        return (
            self, self.phrases, self.beside, self.refusals, self.tables, self.thresholds, self.indicators,
            self.indicators.clauses, self.indicators.chains, self.indicators.rosters, self.indicators.naming,
            self.indicators.shares,
            self.indicators.single, self.indicators.single.counting, self.indicators.single.counting.endings,
            self.indicators.single.completing,
            self.indicators.coordination, self.kinds,
            self.parts, self.dating, self.sections, self.statuses,
            self.subjects, self.subjects.openings, self.subjects.owners, self.subjects.sectors,
            self.subjects.bearers, self.subjects.parties, self.subjects.projects,
            self.places, self.sources, self.sites, self.doubts,
        )  # fmt: skip

    def read(self, scene: Scene, sentence: Sentence, tagging: Tagging) -> tuple[list[Draft], list[Refusal]]:
        """The drafts of one sentence in order, and every number of it that is no figure, with the reason."""
        text = scene.article.text[sentence.start : sentence.end]
        self.subjects.enter(scene, sentence, text)
        self.sections.survey(scene, sentence, text)
        self.statuses.survey(scene, sentence, text)
        recent = scene.recent if self.elliptic.search(text) else None
        if recent and recent.future and recent.first == recent.last:
            recent = None  # 当日 in the next notice of a list is no day to come
        published = scene.article.metadata.published_on
        if published is None:
            recent = recent or scene.recent  # nothing else says of which year 9月末 is
        context = scene.period or scene.heading_period or scene.section_period or recent or scene.title_period
        m = self.reader.read(text, tagging, scene.written_on or published, context)
        scene.written_on = self.sources.written_on(m, published) or scene.written_on
        if sentence.role in ("title", "heading"):
            self.subjects.sectors.head(m, scene)
        heading = self.statuses.heads(sentence, text)
        if sentence.role == "title" or not scene.title_words:
            scene.title_words = self.subjects.owners.title_words(m)
        if heading:
            self._head(m, scene)
        elif sentence.role != "title":
            self.sections.open(m, scene, sentence)
        m = self.tables.with_units(m, scene)
        self.sources.read(m, scene, sentence)
        self.subjects.announce(m, scene)
        refusals = list(m.refusals)
        drafts: list[Draft] = []
        for index, quantity in enumerate(m.quantities):
            draft = self.beside.draft(m, quantity, m.quantities[:index], m.quantities[index + 1 :])
            refused = self.refusals.refuse(m, draft)
            if refused:
                refusals.append(Refusal(quantity.start, quantity.end, *refused))
                continue
            draft.before = drafts[-1] if drafts else None
            drafts.append(draft)
        self.thresholds.chain(m, drafts)
        for draft in drafts:
            self.thresholds.mark(m, draft)
            self.thresholds.count_past(m, draft)
        self.tables.note(m, scene)
        for draft in drafts:
            self.tables.mark(m, scene, draft)
        kept = self._tie(m, scene, drafts, refusals)
        self.doubts.note(m, kept)
        self._leave(m, scene, kept, heading)
        return kept, refusals

    def _head(self, m: Mentions, scene: Scene) -> None:
        """A heading opens a section: what it names is the topic there, and old periods end."""
        scene.period, scene.heading_period = scene.dated_item, None
        self.sections.head(m, scene)
        scene.section, scene.section_begins = self.subjects.heading_topic(m), scene.begins
        if scene.digest:  # the items above have nothing to do with the one below
            scene.named.clear()

    def _tie(self, m: Mentions, scene: Scene, drafts: list[Draft], refusals: list[Refusal]) -> list[Draft]:
        """Run the steps that need the whole sentence; a draft without a unit that nothing gives one is refused."""
        kept: list[Draft] = []
        self.indicators.chains.mark(m, [draft for draft in drafts if not draft.tabled])
        for draft in drafts:
            if not draft.tabled:
                self.indicators.propose(m, scene, draft)
            if self.kinds.classify(m, draft):
                kept.append(draft)
            else:
                refusals.append(Refusal(draft.q.start, draft.q.end, "no_unit", draft.q.rules))
        for draft in self.indicators.settle(m, scene, kept, partial(self.subjects.names_owner, m)):
            if draft.dim not in COUNTED_DIMS:  # of what kind the counted is, the noun beside the number says
                self.kinds.classify(m, draft)
        for draft in kept:
            self.kinds.sign(m, draft)
            self.kinds.base(m, scene, draft)
            self.parts.tie(m, scene, draft)
            self.dating.decide(m, scene, draft, self.tables.period(m, scene, draft))
            self.statuses.decide(m, scene, draft)
            if "status.existing" in draft.rules and draft.period_from != "clause":
                draft.period = draft.period_text = draft.period_from = None  # what a plan goes by is older than its day
            self.subjects.propose(m, scene, draft)
        self.subjects.settle(m, scene, kept)
        for draft in kept:
            if draft.role == "threshold":
                draft.status, draft.period, draft.period_text, draft.period_from = "norm", None, None, None
            else:
                draft.attribution = self.sources.of(m, scene, draft)
            self.places.decide(m, scene, draft)
        self._close_marks(m, scene, kept)
        return kept

    @staticmethod
    def _close_marks(m: Mentions, scene: Scene, drafts: list[Draft]) -> None:
        """No name begins or ends on half a bracket or quotation: the marks around it in the text say how it goes on."""
        names = [n for d in drafts for n in (d.indicator, d.subject, d.attribution) if n and MARKED.search(n)]
        if not names:
            return
        above = normalize(scene.article.text[max(0, scene.begins - _ABOVE) : scene.begins])
        text = SPACES.sub("", above + m.norm)
        for d in drafts:
            at = len(SPACES.sub("", above + m.norm[: d.q.start]))
            d.indicator = closed(d.indicator, text, at) or None if d.indicator else None
            d.subject = closed(d.subject, text, at) or None if d.subject else None
            d.attribution = closed(d.attribution, text, at) or None if d.attribution else None

    def _leave(self, m: Mentions, scene: Scene, drafts: list[Draft], heading: bool) -> None:
        """Hand on to the next sentence what may govern it: period, subject, base, source, the last list."""
        self._leave_period(m, scene, drafts, heading)
        if scene.item is not None and scene.dated_item is None:
            scene.dated_item = next((p for p in m.periods if p.first and not self.dating.is_base(m, p)), None)
        self.kinds.bases.leave(m, scene, drafts)
        self.subjects.remember(m, scene, drafts)
        measures = [d for d in drafts if d.role == "measure"]
        if measures:
            scene.last, scene.last_group = measures[-1], measures[-1].group
            over = [d.period[1] for d in measures if d.status == "actual" and d.period]
            scene.over = max(over + [scene.over] if scene.over else over, default=None)
            amounts = (d for d in measures if d.dim == "money" and d.change is None and d.indicator)
            scene.amount = scene.amount or next(amounts, None)
            scene.basis = next((d.basis for d in reversed(measures) if d.growth), None)
            if measures[0].subject and not self.subjects.splits(measures):
                scene.subject, scene.subject_entity = measures[0].subject, measures[0].subject_entity
        else:
            self.subjects.note(m, scene)
        self.sources.leave(scene)
        if m.text != m.norm:
            for d in drafts:
                d.indicator, d.subject = _own_words(m, d.indicator), _own_words(m, d.subject)

    def _leave_period(self, m: Mentions, scene: Scene, drafts: list[Draft], heading: bool) -> None:
        issued = scene.article.metadata.published_on
        dated = [
            p
            for p in m.periods
            if p.first
            and not self.dating.is_base(m, p)
            and not self.dating.names_event(m, p)
            and not self.dating.ends(m, p)
            and not self.dating.starts_from(m, p)
            and not (self.dating.of_peak(m, p) or self.dating.one_of(m, p, scene.period))
            and not self.dating.names_batch(m, p)
            and not self.dating.recalls(m, scene, p)
            and not (self.sections.within(m, scene, p) or self._by_the_way(m, scene, p))
        ]
        happened = [p for p in dated if p.form == "span" and p.first == p.last and not p.future]
        if happened and not heading and (drafts or self._tells(m, happened[-1])):
            scene.event = happened[-1]
        # the line that says when the text was issued tells of nothing else
        dated = [p for p in dated if drafts or not p.first == p.last == issued]
        if scene.yearly and not drafts and self._issued_later(scene, dated):
            return
        if heading and scene.work_report and scene.section_period in dated:
            dated = [p for p in dated if p == scene.section_period]
        if dated:
            scene.period = self.dating.bounded(dated[-1], dated)
            aside = self.month_alone.search(m.norm, dated[-1].start, dated[-1].end + 2)
            if not (aside and scene.recent and scene.recent.last == dated[-1].last):
                scene.recent = dated[-1]  # 3月当月 in a release about the quarter is an aside
            if (len(m.norm.strip()) <= _SHORT_HEADING or heading) and not drafts:
                scene.heading_period, scene.heads_section = dated[-1], heading
            elif len(m.norm) > _LONG_TEXT * 2 // 3 and not scene.heads_section:
                scene.heading_period = None
        elif happened and not heading and self._tells(m, happened[-1]) and self.gathering.search(m.norm):
            scene.period = happened[-1]
        elif self.now.search(m.norm) or any(p.rule == SINCE_BEGUN for p in m.periods):
            scene.period = None
        elif len(m.norm) > _LONG_TEXT and not scene.heads_section:
            scene.heading_period = None

    @staticmethod
    def _by_the_way(m: Mentions, scene: Scene, p: Period) -> bool:
        """Whether 近三年 stands inside a sentence whose figures hold for days that the text above or it named."""
        above = scene.period or scene.heading_period or scene.section_period
        own = next((o for o in m.periods if o.end <= p.start and o.first and o.rule not in YEARS_BACK), None)
        inside = any(q.end <= p.start for q in m.quantities)
        return p.rule in YEARS_BACK and inside and (above or own) is not None

    def _tells(self, m: Mentions, p: Period) -> bool:
        """Whether a sentence says what happened on the day of issue, more than that the text was issued then."""
        told = self.told_that_day.match(m.norm, p.end)
        return bool(told) and p.rule != "period.day_numeric"

    @staticmethod
    def _issued_later(scene: Scene, dated: list[Period]) -> bool:
        """Whether a line without figures names only when the report of a year came out."""
        year = scene.title_period
        return all(p.first and year and year.last and p.first > year.last for p in dated) and bool(dated)


def _own_words(m: Mentions, phrase: str | None) -> str | None:
    """A phrase of the rendering in the characters of the text (full-width, traditional) where they differ."""
    if phrase is None:
        return None
    words, at = "", 0
    while at < len(phrase):
        size = next((n for n in range(len(phrase) - at, 0, -1) if phrase[at : at + n] in m.norm), 0)
        if size == 0:
            words, at = words + phrase[at], at + 1
            continue
        place = m.norm.find(phrase[at : at + size])
        words, at = words + m.text[place : place + size], at + size
    return words

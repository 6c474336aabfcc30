"""What is known of a number on its way to a figure, and of the article around its sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from econ_extract.mentions import Cue
from econ_extract.models import Article, Basis, Bound, Direction, Entity, Period, Quantity, Role, Sentence, Status
from econ_extract.ranker import Candidate
from econ_extract.rules import Rule

Named = tuple[str, Entity | None]  # a name as it is written, and the entity that it is, if it is one
SHARED_DIMS = ("percent", "pp", "multiple", "doubling")  # dimensions of rates and shares: no unit of their own
COUNTED_DIMS = ("count", "person", "household")


@dataclass(frozen=True, slots=True)
class Member:
    """A number of a list of names: whose it is ("" where its words name nobody), and what stands behind the name."""

    name: str
    said: str  # a tally word (累计) or what the list says of all its members (确诊); "" where it says nothing
    like: Draft | None  # the member before whose indicator it shares
    start: int  # where the name begins
    alone: bool  # its owner owns nothing of what follows the list
    sort: bool = False  # its words tell a sort of what was counted before, whose owner it has


@dataclass(slots=True)
class Draft:
    """A quantity on its way to a figure; fields are filled by the steps of the assembler."""

    q: Quantity
    dim: str | None
    clause: int
    left: int
    np_end: int
    bound: Bound
    rules: list[str] = field(default_factory=list)
    change: Cue | None = None
    reached: bool = False
    rate: bool = False
    right: str = ""
    right_end: int = 0
    role: Role = "measure"
    indicator: str | None = None
    head: Rule | None = None
    inherited: bool = False
    like: Draft | None = None  # whose indicator it has, where it has none of its own
    priced: str = ""  # the word of a list of prices for what its members changed
    way: str = ""  # by which of its ways the rules came to the indicator
    offers: list[Candidate] = field(default_factory=list)  # what the indicator was chosen from
    kind: str = ""
    unit: str = ""
    value: Decimal | None = None
    status: Status = "actual"
    basis: Basis | None = None
    direction: Direction | None = None
    is_change: bool = False
    gap: bool = False  # the distance between two levels (高于GDP增长1.5个百分点)
    of_rate: bool = False  # a change in points of a rate of change (增速加快1个百分点)
    period: tuple[date, date] | None = None
    period_text: str | None = None
    period_from: str | None = None
    owner: str | None = None  # the group of firms or people that stands where an indicator would
    possessor: str | None = None  # who stands before the indicator with 的 (规模以上企业的复工率)
    subject: str | None = None
    subject_entity: Entity | None = None
    told: bool = False  # by an office whose it is not
    proposed: list[tuple[str, Named]] = field(default_factory=list)  # whose it may be by the rules, and by which
    nearby: list[tuple[str, Named]] = field(default_factory=list)  # whose it may be though no rule says so
    owners: list[Candidate] = field(default_factory=list)  # what the subject was chosen from
    uncut: str | None = None  # the indicator with the subject that stood in it
    region: Entity | None = None  # the region that the subject is or lies in
    attribution: str | None = None
    governed_by_future: bool = False
    past_after: int | None = None
    cumulated: bool = False
    aside: bool = False
    rival: str = ""  # whose level it is, or of what sort, beside which the one before stands (高于全国的4.2%)
    compared: bool = False  # only what the figure before it is compared with
    column_growth: bool = False
    column_change: bool = False
    tabled: bool = False  # a bare number in a cell, named by the heads of its row and column
    before: Draft | None = None
    of: Draft | None = None
    group: list[Draft] = field(default_factory=list)
    member: Member | None = None
    dealt: Draft | None = None  # the member of its place in an earlier list, whose owner it has

    @property
    def growth(self) -> bool:
        """Whether the figure is a change relative to a base."""
        return self.kind == "growth_rate"

    @property
    def first(self) -> Draft:
        """The first member of the list that the draft belongs to, or the draft itself."""
        return self.group[0] if self.group else self

    @property
    def level_before(self) -> Draft | None:
        """The nearest earlier measure of the sentence."""
        previous = self.before
        while previous is not None and (previous.role == "threshold" or previous.aside):
            previous = previous.before
        return previous

    @property
    def level(self) -> Draft:
        """What the figure is a change of, followed to its end; the figure itself where it changes nothing."""
        draft = self
        while draft.of is not None and (draft.growth or draft.is_change):
            draft = draft.of
        return draft

    def note(self, rule: str) -> None:
        """Remember a rule that took part."""
        self.rules.append(rule)


@dataclass(frozen=True, slots=True)
class Source:
    """A run of a sentence that names a source; `name` is None where it points at the article's data (数据显示)."""

    name: str | None
    start: int
    end: int
    way: Literal["release", "speech", "document", "again"]  # again: by a pronoun, who spoke before
    behind: bool = False  # stands behind what it says
    whole: bool = False  # said in words with which a whole article is a report of it


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article speaks of, and the entity that it is, if it is one."""

    text: str
    entity: Entity | None = None
    reports: bool = False  # a region's report on itself: what names no owner there is its own


@dataclass(slots=True)
class Scene:
    """What earlier sentences of the article leave for the next one."""

    article: Article
    title_topic: Topic | None
    paragraph: int = -1
    period: Period | None = None
    heading_period: Period | None = None
    heads_section: bool = False  # the heading's period holds up to the next heading
    written_on: date | None = None  # the day of the dispatch, shortly before it was printed: its 今天
    work_report: bool = False  # the article reports on the work of a year or of some years
    section_level: int | None = None  # how deep the heading of the section is numbered; 0 where it is not
    section_period: Period | None = None  # the years that the section is about
    lacking: int | None = None  # the paragraph that says what is still bad, which holds now
    recent: Period | None = None
    title_period: Period | None = None
    event: Period | None = None  # the last day on which something happened
    yearly: bool = False  # the whole text reports the year of its title
    over: date | None = None  # the last day of what the text so far told as done
    section: Topic | None = None
    items: list[tuple[int, Topic]] | None = None  # where each item of a list of places begins; None: not looked for
    section_begins: int = 0  # where its heading begins
    dispatch: int | None = None  # where the last paragraph began that opens a dispatch of its own (本报讯)
    title_words: list[str] = field(default_factory=list)  # names that the title may open with
    named: list[Named] = field(default_factory=list)  # the names so far, for 该公司 and the like
    digest: bool = False  # a collection of items, each under a heading of its own
    sites: dict[str, Entity] = field(default_factory=dict)  # the regions that sites and groups lie in
    sector: str | None = None  # the industry whose indices the article goes through
    headed_sector: str | None = None  # the industry that the heading of the section names
    columns: tuple[str, ...] = ()
    column_periods: tuple[Period | None, ...] = ()
    plans: bool = False
    norms: bool = False
    notices: bool | None = None  # the article is a list of company notices; None where nobody asked yet
    listing: bool = False  # numbered lines below an opening list what is planned
    tasks: bool = False  # the paragraph lists what is to be done
    subject: str | None = None
    subject_entity: Entity | None = None
    continues: bool = False  # the sentence opens a paragraph and goes on with what the one above told
    basis: Basis | None = None
    basis_below: Basis | None = None  # the base that the whole text compares with (同比，下同)
    attribution: str | None = None
    release: str | None = None  # the source that the whole article reports
    document: str | None = None  # the report that a section goes through
    speaker: str | None = None  # who spoke last, for whom 他 and 该负责人 stand
    lead: str | None = None  # whose words the numbered paragraphs below are
    ahead: str = ""  # the text right behind a headline
    aside: bool = False  # the sentence stands beside the text, in a box or below a picture
    begins: int = 0  # where the sentence at hand begins
    read_to: int = 0  # where the last tagged sentence ended
    sources: list[Source] = field(default_factory=list)  # those of the sentence at hand
    source_runs: list[tuple[int, int]] = field(default_factory=list)  # with the datelines
    firms: set[str] = field(default_factory=set)  # those of the sources that are no offices
    last_group: list[Draft] = field(default_factory=list)
    last: Draft | None = None
    item: Topic | None = None  # the place that opens the paragraph as an item of a list, whose its figures are
    dated_item: Period | None = None  # the first days of the items so far: an item without days has them, too
    amount: Draft | None = None  # the first amount that the paragraph gives
    amount_above: Draft | None = None  # that of the paragraph before which gave one

    def only_tells(self, start: int, name: str) -> bool:
        """Whether words at `start` stand in a run that names a source of the sentence; a firm may tell of itself."""
        return name not in self.firms and any(begin <= start < end for begin, end in self.source_runs)

    @property
    def topic(self) -> Topic | None:
        """What the section speaks of, else what the article does."""
        return self.section or self.title_topic

    @property
    def reporting(self) -> Topic | None:
        """The region whose report on itself the article is."""
        return self.topic if self.topic and self.topic.reports else None

    def enter(self, sentence: Sentence) -> None:
        """Forget what does not cross the border of a paragraph."""
        self.begins = sentence.start
        if sentence.paragraph == self.paragraph:
            return
        self.paragraph = sentence.paragraph
        self.period = self.subject = self.subject_entity = self.basis = self.attribution = self.last = None
        self.last_group = []
        self.item, self.amount, self.amount_above = None, None, self.amount or self.amount_above
        self.norms = self.tasks = False

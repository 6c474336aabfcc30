"""Rules with their examples in, what fails of them out: whether each rule takes part where its examples say so.

A rule takes part when a figure or reject of the text names it. Some rules leave no name there (words that are only
skipped, words at which a phrase ends): the compiled tables of those are replaced by ones that note their yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from econ_extract.assembly import Assembler
from econ_extract.figures import read_article
from econ_extract.mentions import Cue, CueTable
from econ_extract.models import (
    Article,
    Document,
    Entity,
    Figure,
    Metadata,
    Paragraph,
    Piece,
    Reject,
    content_id,
)
from econ_extract.rules import Example, Rule, RuleBook, alternation, default_rules
from econ_extract.sentences import split
from econ_extract.taggers.jieba import JiebaTagger

READ_ON = date(2023, 10, 17)  # the day on which an example without a date of its own is read
RESERVED = "reserved:"  # how the note of a rule begins that no stage asks for yet
CHECKED = frozenset(
    "attributions bounds changes comparisons doubts entities indicators links names numerals periods phrases statuses"
    " subjects thresholds units".split()
)
_SILENT = frozenset(
    {"change.rate_noun", "status.norm_shape", "status.norm_behind", "status.target_behind", "threshold.per"}
)
_SILENT_TABLES = frozenset({"attributions", "links", "phrases", "subjects"})
_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Failure:
    """An example or counter-example that does not hold, and what is wrong with it."""

    rule_id: str
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text gave: its rows, and the ids of all rules that took part."""

    figures: tuple[Figure, ...]
    rejects: tuple[Reject, ...]
    entities: tuple[tuple[Entity, tuple[str, ...]], ...]
    rules: frozenset[str]


class _Shape:
    """A pattern that notes its rule when it matches."""

    def __init__(self, shape: re.Pattern[str], rule_id: str, heard: set[str]) -> None:
        self._shape, self._rule_id, self._heard = shape, rule_id, heard
        self.pattern = shape.pattern

    def _noted(self, match: re.Match[str] | None) -> re.Match[str] | None:
        if match:
            self._heard.add(self._rule_id)
        return match

    def search(self, *arguments: Any) -> re.Match[str] | None:
        return self._noted(self._shape.search(*arguments))

    def match(self, *arguments: Any) -> re.Match[str] | None:
        return self._noted(self._shape.match(*arguments))

    def fullmatch(self, *arguments: Any) -> re.Match[str] | None:
        return self._noted(self._shape.fullmatch(*arguments))

    def finditer(self, *arguments: Any) -> Iterator[re.Match[str]]:
        for match in self._shape.finditer(*arguments):
            self._noted(match)
            yield match

    def split(self, text: str) -> list[str]:
        self.search(text)
        return self._shape.split(text)

    def sub(self, by: str, text: str) -> str:
        self.search(text)
        return self._shape.sub(by, text)


class _Words(frozenset[str]):
    """A list of words that notes its rule when it holds the word asked for."""

    rule_id: str
    heard: set[str]

    @classmethod
    def of(cls, words: Iterable[str], rule_id: str, heard: set[str]) -> _Words:
        made = cls(words)
        made.rule_id, made.heard = rule_id, heard
        return made

    def __contains__(self, word: object) -> bool:
        held = super().__contains__(word)
        if held:
            self.heard.add(self.rule_id)
        return held

    def __or__(self, other: Set[Any]) -> _Words:
        return self.of(super().__or__(other), self.rule_id, self.heard)


class _Cues(CueTable):
    """A table of cues that notes the rule of every cue it gives."""

    def __init__(self, rules: tuple[Rule, ...], heard: set[str]) -> None:
        super().__init__(rules)
        self.heard = heard
        for rule, shape in self.patterns:
            shape.regex = _Shape(shape.regex, rule.id, heard)  # type: ignore[assignment]  # the methods of a pattern that tables use

    def _noted(self, cue: Cue | None) -> Cue | None:
        if cue:
            self.heard.add(cue.rule.id)
        return cue

    def ending(self, norm: str, end: int, *, token_starts: frozenset[int] | None = None) -> Cue | None:
        return self._noted(super().ending(norm, end, token_starts=token_starts))

    def starting(self, norm: str, start: int) -> Cue | None:
        return self._noted(super().starting(norm, start))


class _Entries(dict[str, Any]):
    """What a rule says of each of its words; notes the rule when a word is looked up."""

    rule_id: str
    heard: set[str]

    def __getitem__(self, word: str) -> Any:
        self.heard.add(self.rule_id)
        return super().__getitem__(word)


def _is_silent(rule: Rule) -> bool:
    return rule.table in _SILENT_TABLES or rule.id in _SILENT


class _NotingBook(RuleBook):
    """The rules of another book; what is compiled of the silent ones collects in `heard` those that say yes."""

    def __init__(self, book: RuleBook) -> None:
        super().__init__(book)
        self.heard: set[str] = set()

    def pattern(self, rule_id: str) -> re.Pattern[str]:
        shape = super().pattern(rule_id)
        return _Shape(shape, rule_id, self.heard) if _is_silent(self[rule_id]) else shape  # type: ignore[return-value]  # as in _Cues

    def words(self, rule_id: str) -> frozenset[str]:
        words = super().words(rule_id)
        return _Words.of(words, rule_id, self.heard) if _is_silent(self[rule_id]) else words

    def assembler(self) -> Assembler:
        """An assembler of these rules whose tables of silent cues, and what is made of silent words, note them too."""
        made = Assembler(self)
        silent = [rule for rule in self if _is_silent(rule)]
        ends = {f"(?:{alternation(rule.forms)})$": rule.id for rule in silent if rule.forms}
        said = [(told, rule.id) for rule in silent for told in rule.value.values() if isinstance(told, dict)]
        for step in made.steps:
            for name, table in list(vars(step).items()):
                if isinstance(table, CueTable) and any(map(_is_silent, table.rules)):
                    setattr(step, name, _Cues(table.rules, self.heard))
                elif isinstance(table, re.Pattern) and table.pattern in ends:
                    setattr(step, name, _Shape(table, ends[table.pattern], self.heard))
                elif isinstance(table, dict) and (rule_id := next((i for told, i in said if told is table), None)):
                    entries = _Entries(table)
                    entries.rule_id, entries.heard = rule_id, self.heard
                    setattr(step, name, entries)
        return made


def _article(document: Document, text: str, published: date | None) -> Article:
    """The whole text as one article."""
    ends = [*(m.end() for m in _BLANK_LINE.finditer(text)), len(text)]
    paragraphs = [Paragraph(a, b) for a, b in zip([0, *ends], ends, strict=False) if a < b]
    first = text[: ends[0]].strip()
    title = first if len(paragraphs) > 1 and not first.endswith(("。", "！", "？")) else None
    pieces: tuple[Piece, ...] = (Piece(0, len(text)),)
    if title:
        paragraphs[0] = Paragraph(0, ends[0], "title")
        pieces = (Piece(0, ends[0], "title"), Piece(ends[0], len(text)))
    given = Metadata(title=title, published_on=published, published_from="option" if published else None)
    return Article("", document.document_id, 0, given, pieces, text, tuple(paragraphs))


class ExampleReader:
    """Reads texts by the rules of one book and says which of them took part."""

    def __init__(self, book: RuleBook) -> None:
        self._book = _NotingBook(book)
        self._assembler = self._book.assembler()
        self._tagger = JiebaTagger(book)

    def read(self, text: str, published: date | None = None) -> Reading:
        """Read `text` as one article; blank lines part paragraphs, a first one without a full stop is the title."""
        document = Document(content_id(text), "", "text", None, None, len(text), text)
        article = _article(document, text, published)
        sentences = split(article)
        self._book.heard.clear()
        figures, rejects, _ = read_article(document, article, sentences, self._tagger, self._book, self._assembler)
        texts = [text[s.start : s.end] for s in sentences]
        periods = {period.rule for part in texts for period in self._assembler.reader.periods.find(part, published)}
        traced = self._tagger.trace(texts)
        entities = tuple((found.entity, tuple(found.rules)) for one in traced for found in one)
        named = {rule for f in figures for rule in f.rules} | {rule for r in rejects for rule in r.rules}
        tagged = {rule for _, rules in entities for rule in rules}
        return Reading(figures, rejects, entities, frozenset(named | tagged | periods | self._book.heard))

    def failures(self, rule: Rule) -> list[Failure]:
        """What does not hold of the examples and counter-examples of one rule."""
        found = [Failure(rule.id, e.text, problem) for e in rule.examples if (problem := self._problem(rule, e))]
        for text in rule.counter_examples:
            if rule.id in self.read(text, READ_ON).rules:
                found.append(Failure(rule.id, text, "the rule takes part in its counter-example"))
        return found

    def _problem(self, rule: Rule, example: Example) -> str | None:
        published = date.fromisoformat(example.published) if example.published else READ_ON
        reading = self.read(example.text, published)
        if rule.id not in reading.rules:
            return "the rule takes no part in its example"
        if not example.gives:
            return None
        rows: list[Any] = [f for f in reading.figures if rule.id in f.rules] or list(reading.figures)
        if rule.table == "entities":
            rows = [entity for entity, rules in reading.entities if rule.id in rules]
        if any(all(_equal(getattr(row, key, None), value) for key, value in example.gives.items()) for row in rows):
            return None
        got = [{key: str(getattr(row, key, None)) for key in example.gives} for row in rows]
        return f"expected {example.gives}, found {got}"


def _equal(found: object, wanted: object) -> bool:
    """Whether a field has the value that an example gives; numbers and days are compared as such."""
    if isinstance(found, Decimal):
        try:
            return found == Decimal(str(wanted))
        except InvalidOperation:
            return False
    if isinstance(found, date):
        return found.isoformat() == str(wanted)
    return found == wanted


def fired(text: str, published: date | None = None, book: RuleBook | None = None) -> frozenset[str]:
    """The ids of the rules that take part when `text` is read as one article published on `published`."""
    return ExampleReader(book or default_rules()).read(text, published).rules


def is_reserved(rule: Rule) -> bool:
    """Whether its note says that no stage asks for it: such a rule is kept for later and takes part nowhere."""
    return (rule.note or "").startswith(RESERVED)


def leaves_its_id(rule: Rule) -> bool:
    """Whether figures or rejects name the rule when it takes part; of the others a database cannot tell."""
    told = rule.table in CHECKED - {"entities"} and (rule.table != "periods" or rule.kind == "pattern")
    return told and not _is_silent(rule) and not is_reserved(rule)


def checkable(book: RuleBook) -> list[Rule]:
    """The rules whose examples say in which texts they take part: of periods the shapes, not the parts of shapes."""
    return [r for r in book if r.table in CHECKED and (r.table != "periods" or r.kind == "pattern")]


def check(book: RuleBook) -> list[Failure]:
    """Every example in which its rule takes no part or gives other fields, every counter-example in which it does."""
    reader = ExampleReader(book)
    return [failure for rule in checkable(book) if not is_reserved(rule) for failure in reader.failures(rule)]

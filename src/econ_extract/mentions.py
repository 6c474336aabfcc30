"""A sentence with its tokens in, its mentions out: quantities, periods, cues, entities, and the numbers that are none.

Everything here is what single words and shapes say; which of them belong together is decided in `figures.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from econ_extract.beginnings import Gated
from econ_extract.models import Entity, Period, Quantity, Tagging, Token
from econ_extract.numerals import QuantityGrammar
from econ_extract.periods import PeriodGrammar
from econ_extract.rendering import normalize
from econ_extract.rules import SP, Rule, RuleBook, alternation, guarded_alternation

NUMBER_CHARS = re.compile(r"[0-9０-９一二两三四五六七八九十百千万亿半翻壹贰貳叁參肆伍陆陸柒捌玖拾]|[对對]折")
_CLAUSE_END = re.compile(r"[,;。!?\n\t]|:(?!\s*[\d约近超])|[()]|\s{4,}|——+")
_HEADLINE_GAP = re.compile(r"(?<=[一-龥%])[ \u3000]+(?=[一-龥])")  # a headline parts its clauses by spaces
_SHORT_BRACKET = re.compile(r"\((?:[^()\d。]{0,10}|[A-Za-z]{1,6}\d{0,2})\)")  # (含), (GMV), (M2)
_ADVERBIAL = frozenset({"d", "ad", "vd", "t", "p"})  # 将全部纳入, 将于明年改为: still to come
_NAMES_OF_THINGS = frozenset({"name.top_lists", "name.letters_digits", "name.class_and_size"})
_BASE = 16  # characters in which the words of comparison before a plan stand
_AMOUNT = re.compile(r"\d[\d.,]*\s?(?:%|[万亿千百]*元|个百分点)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A run of the sentence that a rule recognises."""

    start: int
    end: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number of the sentence that is no figure, why, and by which rules."""

    start: int
    end: int
    reason: str
    rules: tuple[str, ...] = ()


class CueTable:
    """The compiled forms and patterns of some cue rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._of: dict[str, Rule] = {}
        for rule in self.rules:
            for form in rule.forms:
                self._of.setdefault(form, rule)
        stopped = {form: f"(?!{alternation(rule.stops)})" if rule.stops else "" for form, rule in self._of.items()}
        self._forms = re.compile(guarded_alternation(stopped)) if stopped else None
        self._last = frozenset(form[-1] for form in self._of)
        self.patterns = [(r, Gated(re.compile((r.pattern or "").replace("{sp}", SP)))) for r in self.rules if r.pattern]

    def find(self, norm: str) -> Iterator[Cue]:
        """Cues of the forms anywhere in the text, longest first, in order."""
        for match in self._forms.finditer(norm) if self._forms else ():
            yield Cue(match.start(), match.end(), self._of[match[0]])

    def ending(self, norm: str, end: int, *, token_starts: frozenset[int] | None = None) -> Cue | None:
        """The longest form or pattern that ends at `end`; one character must begin a token where starts are given."""
        for size in range(min(9, end), 0, -1) if norm[end - 1 : end] in self._last else ():
            word = norm[end - size : end]
            rule = self._of.get(word)
            if rule and (size > 1 or token_starts is None or end - size in token_starts):
                return Cue(end - size, end, rule)
        window = max(0, end - 24)
        chars = set(norm[window : end + 1])
        for rule, shape in self.patterns:
            for match in shape.regex.finditer(norm, window, end + 1) if shape.fits(chars) else ():
                single = match.end() - match.start() == 1 and token_starts is not None
                whole = not single or rule.value.get("in_word") or match.start() in (token_starts or ())
                if match.end() == end and whole:
                    return Cue(match.start(), end, rule)
        return None

    def starting(self, norm: str, start: int) -> Cue | None:
        """The form or pattern that begins exactly at `start`."""
        match = self._forms.match(norm, start) if self._forms else None
        if match:
            return Cue(match.start(), match.end(), self._of[match[0]])
        for rule, shape in self.patterns:
            if found := shape.regex.match(norm, start):
                return Cue(start, found.end(), rule)
        return None

    def searched(self, text: str) -> list[Cue]:
        """Every match of the patterns, in order of where they end."""
        chars = set(text)
        fitting = ((rule, shape.regex) for rule, shape in self.patterns if shape.fits(chars))
        hits = [Cue(m.start(), m.end(), rule) for rule, regex in fitting for m in regex.finditer(text)]
        return sorted(hits, key=lambda c: (c.end, c.start))


@dataclass(frozen=True, slots=True)
class Mentions:
    """What one sentence mentions; offsets count its characters; `norm` is its half-width rendering."""

    text: str
    norm: str
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    statuses: tuple[Cue, ...]
    refusals: tuple[Refusal, ...]
    clause_ends: tuple[int, ...]
    names: tuple[Cue, ...] = ()

    def clause_start(self, offset: int) -> int:
        """Where the clause around `offset` begins: behind the last punctuation that is no part of a number."""
        number = bisect_right(self.clause_ends, offset)
        return self.clause_ends[number - 1] if number else 0

    def clause_start_over_bracket(self, offset: int) -> int:
        """Where the clause around `offset` begins, or the one before a bracket that it stands in or right behind."""
        start = self.clause_start(offset)
        opened = start - 1 if self.norm[start - 1 : start] == "(" else -1
        if self.norm[start - 1 : start] == ")":
            opened = self.norm.rfind("(", 0, start)
        return self.clause_start(opened) if opened > 0 else start

    def clause_end(self, offset: int) -> int:
        """Where the clause around `offset` ends."""
        number = bisect_right(self.clause_ends, offset)
        return self.clause_ends[number] - 1 if number < len(self.clause_ends) else len(self.norm)


class MentionReader:
    """The compiled tables of one RuleBook; `read` serves one sentence."""

    def __init__(self, book: RuleBook) -> None:
        self.grammar = QuantityGrammar(book)
        self.periods = PeriodGrammar(book)
        self.unit_dims = {r.id: str(r.value["dim"]) for r in book.table("units")}
        self._names = [(r, Gated(re.compile((r.pattern or "").replace("{sp}", SP)))) for r in book.table("names")]
        self._index = book.pattern("phrase.index_value")
        self._fixing = book.pattern("phrase.fixing_value")
        self._statuses = CueTable(r for r in book.table("statuses") if r.pattern is None and r.side != "right")
        words = {f for r in self._statuses.rules for f in r.forms}
        longer = {f for r in book.table("indicators") for f in r.forms if any(w in f and w != f for w in words)}
        self._no_status = re.compile(alternation(longer) or r"(?!)")
        self._compared = book.pattern("phrase.plan_compared")

    def read(self, text: str, tagging: Tagging, published: date | None, context: Period | None) -> Mentions:
        """Read one sentence; `context` is the period that governs it from before, if any."""
        norm = normalize(text)
        periods = tuple(self.periods.find(text, published, context=context))
        masks = list(self._masks(norm))
        kept: list[Quantity] = []
        refusals: list[Refusal] = []
        for found in self.grammar.find(text):
            quantity = self._index_value(norm, found)
            refusal = self._refusal(norm, quantity, periods, masks)
            if refusal is None:
                kept.append(quantity)
            else:
                refusals.append(refusal)
        return Mentions(
            text, norm, tagging.tokens, tagging.entities, tuple(kept), periods,
            tuple(self._status_cues(norm, tagging.tokens, frozenset(p.end for p in periods))), tuple(refusals),
            _clause_ends(norm), tuple(c for c in masks if c.rule.id in _NAMES_OF_THINGS),
        )  # fmt: skip

    def _index_value(self, norm: str, q: Quantity) -> Quantity:
        """A bare number behind the name of an index is its value in points, behind an exchange rate yuan."""
        bare = q.unit is None and q.value is not None and norm[q.end - 1].isdigit()
        if bare and "." in norm[q.start : q.end] and self._fixing.search(norm, max(0, q.start - 60), q.start):
            return replace(q, unit="CNY", rules=(*q.rules, "phrase.fixing_value"))
        if not bare or not self._index.search(norm, max(0, q.start - 40), q.start):
            return q
        return replace(q, unit="point", rules=(*q.rules, "phrase.index_value"))

    def _status_cues(self, norm: str, tokens: tuple[Token, ...], dated: frozenset[int]) -> Iterator[Cue]:
        """Status cues that are whole words and stand beside words of the kind that their rule asks for."""
        starts = {t.start: i for i, t in enumerate(tokens)}
        ends = {t.end: i for i, t in enumerate(tokens)}
        inside = {i for name in self._no_status.finditer(norm) for i in range(*name.span())}
        for cue in self._statuses.find(norm):
            if cue.start in inside or cue.start not in starts or _names(cue, norm):
                continue
            value = cue.rule.value
            ahead = value["status"] in ("target", "forecast")
            if ahead and self._compared.search(norm, max(0, cue.start - _BASE), cue.end):
                continue
            if cue.end not in ends:
                if tokens[starts[cue.start]].tag in value.get("begins", "").split():
                    yield cue
                continue
            follows = next((t for t in tokens[ends[cue.end] + 1 :] if not t.text.isspace()), None)
            after = follows.tag if follows and (follows.tag != "x" or follows.text.isalnum()) else ""
            before = tokens[starts[cue.start] - 1] if starts[cue.start] else None
            behind = before is not None and before.text.isalnum() and before.tag in value.get("not_behind", "").split()
            plans = bool("planner" in value and before and re.search(value["planner"], before.text))
            behind = behind and not plans
            after_date = cue.start in dated or cue.start - 1 in dated
            opens = (
                value.get("opens")
                and (before is None or not (before.text.isalnum() or before.text in "”》)）") or after_date)
                and norm[cue.start] not in "将要"
            )
            says = plans and norm.startswith((",", ":"), cue.end)  # 该站计划，全年进出境班列不少于5000列
            fits = after in value.get("next", after).split() or bool(
                follows and follows.text in value.get("next_words", "").split()
            )
            if "next" in value and not (fits or opens or says):
                continue
            if "object" in value and after not in _ADVERBIAL and re.match(value["object"], norm[cue.end :]):
                continue
            if behind and not after_date and len(norm[cue.start : cue.end]) > 1:
                continue
            yield cue

    def _masks(self, norm: str) -> Iterator[Cue]:
        chars = set(norm)
        for rule, shape in self._names:
            for match in shape.regex.finditer(norm) if shape.fits(chars) else ():
                if rule.value.get("quoted") and _AMOUNT.search(match[0]):
                    continue
                yield Cue(match.start(), match.end(), rule)

    @staticmethod
    def _refusal(norm: str, q: Quantity, periods: tuple[Period, ...], masks: list[Cue]) -> Refusal | None:
        for period in periods:
            if q.start < period.end and period.start < q.end:
                return Refusal(q.start, q.end, "period", (period.rule,))
        for mask in masks:
            inside = mask.start <= q.start and q.end <= mask.end
            overlaps = mask.start < q.start < mask.end or (mask.start == q.start and "numeral.han_digits" in q.rules)
            if inside or overlaps:
                if q.unit == "rank" and mask.rule.id in ("name.quoted_number", "name.top_lists"):
                    continue
                return Refusal(q.start, q.end, mask.rule.value["reason"], (mask.rule.id,))
        if "numeral.vague" in q.rules:
            return Refusal(q.start, q.end, "vague_number", q.rules)
        if q.unit is None and norm[q.end - 1] not in "万亿":
            return Refusal(q.start, q.end, "no_unit", q.rules)
        return None


def _names(cue: Cue, norm: str) -> bool:
    """Whether a cue of the status is part of a name or of a comparison there (目标公司, 比预期目标多)."""
    as_name, after = cue.rule.value.get("not_as"), cue.rule.value.get("not_after")
    return bool((as_name and re.match(as_name, norm[cue.start :])) or (after and re.search(after, norm[: cue.start])))


def _clause_ends(norm: str) -> tuple[int, ...]:
    """Where clauses end: behind punctuation, but not inside numbers and short brackets without digits."""
    gaps = () if norm.rstrip().endswith(("。", "!", "?", ";")) else _HEADLINE_GAP.finditer(norm)
    transparent = {i for b in _SHORT_BRACKET.finditer(norm) for i in range(*b.span())}
    ends = [m.end() for m in gaps]
    ends += [
        m.end() for m in _CLAUSE_END.finditer(norm) if m.start() not in transparent and not _inside_number(norm, m)
    ]
    return tuple(sorted(ends))


def _inside_number(norm: str, mark: re.Match[str]) -> bool:
    """Whether a comma or colon stands between digits and so ends no clause."""
    at = mark.start()
    return norm[at] in ",:" and 0 < at < len(norm) - 1 and norm[at - 1].isdigit() and norm[at + 1 : at + 4].isdigit()

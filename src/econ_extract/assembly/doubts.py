"""A finished draft in its sentence in, the ids of what there is to doubt of it out: `confidence` is made of them.

A doubt is a rule like any other: `rules/doubts.yaml` says it in words, with its numbers and lists and an example of
each, and the figures that it concerns name it. What it costs stands in `rules/confidence.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator

from econ_extract.assembly.draft import Draft
from econ_extract.confidence import PREFIX
from econ_extract.mentions import Mentions
from econ_extract.models import Token
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

_BESIDE = 3  # characters between a number and the noun that it counts (个, 的)


class _Ground:
    """A draft with the place of its indicator and the tokens that stand there."""

    def __init__(self, m: Mentions, d: Draft) -> None:
        self.m, self.d = m, d
        self.words = d.indicator or ""
        before = m.norm.rfind(self.words, 0, d.q.start) if self.words else -1
        behind = m.norm.find(self.words, d.q.end) if self.words else -1
        self.counted = before < d.clause and 0 <= behind - d.q.end <= _BESIDE
        self.before = before >= 0 and not self.counted
        self.start = before if self.before else behind
        self.end = self.start + len(self.words) if self.start >= 0 else -1

    def token(self, *, starts: int = -1, ends: int = -1) -> Token | None:
        """The token that starts or ends there."""
        return next((t for t in self.m.tokens if t.start == starts or t.end == ends), None)

    @property
    def is_clipped(self) -> bool:
        """Whether a character of a word stands directly before the indicator."""
        return self.start > 0 and self.before and "一" <= self.m.norm[self.start - 1] <= "龥"

    @property
    def is_verbal(self) -> bool:
        """Whether the indicator begins with a verb, or ends with one where no word of it is known."""
        first, last = self.token(starts=self.start), self.token(ends=self.end)
        opens = first is not None and self.before and first.tag == "v"
        return opens or (last is not None and self.d.head is None and last.tag.startswith("v"))


class Doubts:
    """The numbers and lists of `rules/doubts.yaml`; `note` lets the drafts of a sentence name their doubts."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self._lexicon = phrases.lexicon
        self._value = {rule.id.removeprefix(PREFIX): rule.value for rule in book.table("doubts")}

    def note(self, m: Mentions, drafts: list[Draft]) -> None:
        """A threshold only defines a class: most of the fields that could be doubted it has not."""
        for d in drafts:
            if d.role == "measure":
                found = dict((*self._of_indicator(_Ground(m, d)), *self._of_scene(m, d), *self._of_shape(d)))
                d.rules += [PREFIX + name for name, holds in found.items() if holds]

    def _size(self, name: str) -> int:
        return int(self._value[name]["characters"])

    def _of_indicator(self, g: _Ground) -> Iterator[tuple[str, bool]]:
        """How the indicator was read: its words, their distance, their rivals, and who else has it."""
        m, d, size = g.m, g.d, len(g.words)
        missing = size < self._size("indicator_missing")
        yield "indicator_missing", missing
        yield "indicator_short", not missing and size <= self._size("indicator_short")
        yield "indicator_clipped", not missing and size <= self._size("indicator_clipped") and g.is_clipped
        yield "indicator_unknown", not missing and d.head is None
        yield "indicator_behind", g.counted
        yield "indicator_far", g.before and d.q.start - g.end >= self._size("indicator_far")
        rivals = len(self._lexicon.heads(m.norm[d.clause : d.q.start]))
        yield "indicator_rivals", rivals >= int(self._value["indicator_rivals"]["words"])
        yield "indicator_inherited", d.inherited and d.of is None
        yield "indicator_verb", g.is_verbal
        yield "indicator_split", not missing and g.start >= 0 and g.token(ends=g.end) is None

    def _of_scene(self, m: Mentions, d: Draft) -> Iterator[tuple[str, bool]]:
        """What the sentence and the text around it say of subject, period and status."""
        yield "subject_missing", not d.subject
        yield "subject_unnamed", bool(d.subject) and d.subject_entity is None
        yield "period_missing", d.period is None
        yield "period_carried", d.period_from in self._value["period_carried"]["period_from"]
        yield "period_rivals", sum(p.first is not None and p.end <= d.q.start for p in m.periods) > 1
        planned = any(cue.rule.value["status"] != "actual" for cue in m.statuses)
        yield "status_rival", d.status == "actual" and planned
        yield "status_norm", d.status == "norm"
        yield "class_before", d.before is not None and d.before.role == "threshold"

    def _of_shape(self, d: Draft) -> Iterator[tuple[str, bool]]:
        """Kinds, units, bounds and bases that are more often wrong than others."""
        yield "bound_limit", d.bound in self._value["bound_limit"]["bounds"]
        yield "basis_other", d.growth and d.basis == "vs"
        yield "kind_open", d.kind in self._value["kind_open"]["kinds"]
        yield "kind_mixed", d.kind in self._value["kind_mixed"]["kinds"]
        yield "unit_rare", d.dim in self._value["unit_rare"]["dims"]

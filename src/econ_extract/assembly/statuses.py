"""A draft in, whether it happened, is planned, expected or a rule out."""

from __future__ import annotations

import re

from econ_extract.assembly.draft import Draft, Scene
from econ_extract.assembly.refusals import scored
from econ_extract.mentions import Cue, CueTable, Mentions
from econ_extract.models import Sentence
from econ_extract.rules import RuleBook

_SOFT = ("将", "要", "将达", "将达到", "将会", "将有")
_FUTURE = ("status.target_verb", "status.target_will", "status.target_built", "status.target")
_FORECAST_REACH = 60  # how far a 预计 keeps a following 将 a forecast
_HEADING = 24  # characters that a numbered heading has at most
_SECTION = re.compile(
    r"\s*(?:[一二三四五六七八九十]+[、.]|[(][一二三四五六七八九十]+[)]|第[一二三四五六七八九十]+[章部])"
)


class Statuses:
    """Reads the status of a figure from cues, shapes and the section it stands in."""

    def __init__(self, book: RuleBook) -> None:
        self.norm_shape = CueTable([book["status.norm_shape"]])
        self.norm_behind = CueTable([book["status.norm_behind"]])
        self.target_behind = CueTable([book["status.target_behind"]])
        self._plan_heading = book.pattern("phrase.plan_heading")
        self._article_of_law = book.pattern("phrase.article_of_law")
        self._paid = book.pattern("phrase.paid")
        self._from_level = book.pattern("status.from_level")
        self._will_behind = book.pattern("status.will_behind")
        self._norm_after = book.pattern("phrase.norm_after")

    def decide(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """A rule-like shape, a goal behind, the nearest cue to the left that reaches so far, or a period to come."""
        if self.norm_shape.searched(m.norm[d.clause : d.q.start]) or (d.dim == "point" and scored(m, d)):
            d.status = "norm"
            return
        if self.norm_behind.starting(m.norm, d.right_end) or self.norm_behind.starting(
            m.norm, d.q.end + (m.norm[d.q.end : d.q.end + 1] == " ")
        ):
            d.status = "norm"
            return
        behind = self.target_behind.starting(m.norm, max(d.right_end, d.q.end)) or self.target_behind.starting(
            m.norm, d.q.end
        )
        if behind or (d.dim in ("money", "percent", "multiple") and re.search(r"(?:目标|计划|方案)$", d.right)):
            d.status = "target"
            return
        cue = self._status_cue(m, d)
        told = cue is not None and cue.rule.id == "status.forecast" and d.past_after == cue.end  # 预计上半年净利润
        if cue is not None and d.past_after is not None and cue.start < d.past_after and not told:
            cue = None
        if cue is not None and cue.rule.id in _FUTURE and self._starts_from(m, d):
            cue = None
            d.rules.append("status.from_level")
        coming = self._will_behind.match(m.norm, d.right_end)
        if coming and (cue is None or cue.rule.id == "status.actual"):
            d.status = "target"
            d.rules.append("status.will_behind")
            return
        if cue is not None:
            d.status = cue.rule.value["status"]
            d.rules.append(cue.rule.id)
        elif scene.norms or (not d.growth and self._norm_after.match(m.norm[d.q.end : m.clause_end(d.q.end)])):
            d.status = "norm"
        elif (d.period and d.governed_by_future) or scene.plans:
            d.status = "target"

    def _starts_from(self, m: Mentions, d: Draft) -> bool:
        """Whether the number is the level that a plan starts from (将从7.4%降至7.3%)."""
        reached = next((q for q in m.quantities if d.q.end <= q.start and q.unit == d.q.unit), None)
        return (
            reached is not None
            and reached.start < m.clause_end(d.q.end)
            and bool(self._from_level.search(m.norm, d.clause, d.q.start))
        )

    def _status_cue(self, m: Mentions, d: Draft) -> Cue | None:
        """The nearest cue that reaches the number; 将 and 建成后 do not undo a 预计 before them."""
        reaching = [c for c in m.statuses if c.end <= d.q.start and self._reaches(m, c, d)]
        if not reaching:
            return None
        last = reaching[-1]
        if last.rule.id in _FUTURE:
            forecasts = [
                c for c in reaching if c.rule.id == "status.forecast" and last.start - c.end <= _FORECAST_REACH
            ]
            soft = m.norm[last.start : last.end] in _SOFT or last.rule.id == "status.target_built"
            if forecasts and soft:
                return forecasts[-1]
        return last

    def _reaches(self, m: Mentions, cue: Cue, d: Draft) -> bool:
        """Whether the cue's scope holds the number: its clause, or the sentence up to a semicolon."""
        if cue.rule.scope == "clause":
            near = int(cue.rule.value.get("within", 99))
            if cue.rule.value.get("dims") not in (None, d.dim):
                return False
            if cue.rule.value.get("paid") and self._paid.search(m.norm, m.clause_start(d.q.start), cue.start):
                return False
            return cue.start >= m.clause_start(d.q.start) and d.q.start - cue.end <= near
        between = m.norm[cue.end : d.q.start]
        return ";" not in between or 0 <= between.find(":") < between.find(";")

    @staticmethod
    def heads(sentence: Sentence, text: str) -> bool:
        """Whether a sentence is the heading of a section: marked as one, or short and numbered."""
        return sentence.role == "heading" or bool(len(text.strip()) <= _HEADING and _SECTION.match(text))

    def survey(self, scene: Scene, sentence: Sentence, text: str) -> None:
        """Whether the section speaks of plans, by its heading, or the paragraph is an article of a rule."""
        if self.heads(sentence, text):
            scene.plans = bool(self._plan_heading.search(text))
        if self._article_of_law.match(text):
            scene.norms = True

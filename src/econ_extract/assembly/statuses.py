"""A draft in, whether it happened, is planned, expected or a rule out."""

from __future__ import annotations

import re

from econ_extract.assembly.dating import Dating
from econ_extract.assembly.draft import COUNTED_DIMS, Draft, Scene
from econ_extract.assembly.refusals import scored
from econ_extract.assembly.sections import Sections
from econ_extract.mentions import Cue, CueTable, Mentions
from econ_extract.models import Sentence, Status
from econ_extract.rendering import normalize
from econ_extract.rules import RuleBook

_FUTURE = ("status.target_verb", "status.target_will", "status.target_built", "status.target")
_OVER_LISTS = ("status.forecast", "status.target", "status.target_verb", "status.target_intend")
_FORECAST_REACH = 60  # how far a 预计 keeps a following 将 a forecast
_HEADING = 24  # characters that a numbered heading has at most
_OPENING = 80  # characters above a list in which its opening stands
_ALIKE = 24  # characters behind a cue, and behind the next semicolon, that show whether a list goes on
_TOLD = 160  # characters of a sentence in which a promise or a proposal stands before its number
_ITEM = re.compile(r"\s*[(]\d{1,2}[)]")  # a numbered line of a list
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
        self._scored = book.pattern("phrase.scored")
        self._soft = book.words("phrase.soft_future")
        self._plan_noun = book.pattern("phrase.plan_noun")
        self._paid = book.pattern("phrase.paid")
        self._from_level = book.pattern("status.from_level")
        self._will_behind = book.pattern("status.will_behind")
        self._norm_after = book.pattern("phrase.norm_after")
        self._norm_levy = book.pattern("status.norm_levy")
        self._norm_tax = book.pattern("status.norm_tax")
        self._norm_policy = book.pattern("status.norm_policy")
        self._norm_line = book.pattern("status.norm_line")
        self._dating = Dating(book)
        self._second_bound = book.pattern("status.second_bound")
        self._existing = book.pattern("status.existing")
        self._deed = book.pattern("status.deed")
        self._norm_standard = book.pattern("status.norm_standard")
        self._reckoned = book.pattern("status.forecast_reckoned")
        self._task = book.pattern("status.task")
        self._remitted = book.pattern("status.remitted")
        self._carried_out = book.pattern("phrase.carried_out")
        self._alike = book.pattern("phrase.listed_alike")
        self._happened = book.pattern("status.happened")
        self._base_stock = book.pattern("status.base_stock")
        self._target_cap = book.pattern("status.target_cap")
        self._forecast_shape = book.pattern("status.forecast_shape")
        self._coming_due = book.pattern("status.coming_due")
        self._hypothesis = book.pattern("status.hypothesis")
        self._target_set = book.pattern("status.target_set")
        self._relief_term = book.pattern("status.relief_term")
        self._former_value = book.pattern("status.former_value")
        self._forecast_behind = book.pattern("status.forecast_behind")
        self._granted_to = book.pattern("phrase.norm_after_count")
        self._list_mark = book.pattern("status.list_mark")
        self._estimated = book.pattern("status.estimated_past")
        self._norm_cap = book.pattern("status.norm_cap")
        self._norm_ruled = book.pattern("status.norm_ruled")
        self._norm_goes_on = book.pattern("status.norm_goes_on")
        self._proposed = book.pattern("status.payout_proposed")
        self._promised = book.pattern("status.promised")
        self._par_value = book.pattern("status.par_value")
        self._plan_list = book.pattern("status.plan_list")
        self._plan_opening = book.pattern("status.plan_opening")

    def decide(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """What stands right at the number, the nearest cue to the left that reaches so far, or a period to come."""
        beside = self._beside(m, d)
        if beside:
            d.status = beside
            return
        cue = self._status_cue(m, scene, d)
        if cue is not None and cue.rule.id == "status.forecast" and self._estimates_past(m, scene, d):
            cue = None
        told = cue is not None and cue.rule.id == "status.forecast" and d.past_after == cue.end  # 预计上半年净利润
        if cue is not None and d.past_after is not None and cue.start < d.past_after and not told:
            cue = None
        if cue is not None and cue.rule.id in _FUTURE and (fact := self._fact(m, d)):
            d.note(fact)
            return
        if (cue is None or cue.rule.id in _FUTURE) and self._starts_from(m, d):
            d.rules.append("status.from_level")
            return
        coming = self._will_behind.match(m.norm, d.right_end)
        if coming and (cue is None or cue.rule.id == "status.actual"):
            d.status = "target"
            d.rules.append("status.will_behind")
            return
        if cue is not None and cue.rule.id in _FUTURE and self._supposed(m, cue):
            d.status = "forecast"
            d.rules.append("status.hypothesis")
        elif cue is not None:
            d.status = cue.rule.value["status"]
            d.rules.append(cue.rule.id)
        elif (whole := self._parted(m, scene, d)) is not None:
            d.status = whole.status
        elif scene.norms or self._ruled(m, d):
            d.status = "norm"
        elif ((d.period and d.governed_by_future) or scene.plans or scene.tasks) and not self._fact(m, d):
            d.status = "target"
            if scene.tasks:
                d.note("status.plan_list" if scene.listing else "status.plan_opening")
        elif (whole := self._whole(m, d)) is not None and not self._carried(m, scene, d, whole):
            d.status = whole.status

    def _estimates_past(self, m: Mentions, scene: Scene, d: Draft) -> bool:
        """第四季度生产总值估计为7440亿元, once the quarter is over: a statistic."""
        published = scene.article.metadata.published_on
        over = d.period is not None and published is not None and d.period[1] < published
        if not over or not self._estimated.search(m.norm, d.clause, d.q.start):
            return False
        d.note("status.estimated_past")
        return True

    def _ruled(self, m: Mentions, d: Draft) -> bool:
        """Whether what is done with the amount makes it a rule; whom a sum was remitted are counted, no rule."""
        behind = m.norm[d.q.end : m.clause_end(d.q.end)]
        if d.growth or not self._norm_after.match(behind):
            return False
        if d.dim in COUNTED_DIMS and not self._granted_to.match(behind):
            return False
        if d.dim in COUNTED_DIMS and self._remitted.match(behind):
            d.note("status.remitted")
            return False
        return True

    def _fact(self, m: Mentions, d: Draft) -> str | None:
        """The rule by which a number is a fact whatever plan stands before it: what there is, what was done."""
        said = m.norm[m.clause_start(d.q.start) : d.q.start]
        if d.dim in COUNTED_DIMS and self._existing.search(said):
            return "status.existing"
        if self._coming_due.search(m.norm, m.norm.rfind("。", 0, d.q.start) + 1, d.q.start):
            return "status.coming_due"
        done = self._deed.search(said) or (d.dim in COUNTED_DIMS and self._deed.match(m.norm[d.right_end :]))
        return "status.deed" if done else None

    def _beside(self, m: Mentions, d: Draft) -> Status | None:
        """What the words right before or behind the number say: a rule, a goal, an expectation."""
        if self.norm_shape.searched(m.norm[d.clause : d.q.start]) or (d.dim == "point" and scored(self._scored, m, d)):
            return "norm"
        if self.norm_behind.starting(m.norm, d.right_end) or self.norm_behind.starting(
            m.norm, d.q.end + (m.norm[d.q.end : d.q.end + 1] == " ")
        ):
            return "norm"
        said = m.norm[d.clause : d.q.start]
        if told := self._shaped(m, d, said):
            d.note(told[0])
            return told[1]
        behind = self.target_behind.starting(m.norm, max(d.right_end, d.q.end)) or self.target_behind.starting(
            m.norm, d.q.end
        )
        if behind or (d.dim in ("money", "percent", "multiple") and self._plan_noun.search(d.right)):
            return "target"
        ruled = d.before is not None and d.before.status == "norm" and d.dim == d.before.dim == "money"
        if ruled and self._norm_goes_on.match(said):
            d.note("status.norm_goes_on")
            return "norm"
        if d.dim == "money" and self._norm_cap.search(m.norm, m.norm.rfind("。", 0, d.q.start) + 1, d.q.start):
            d.note("status.norm_cap")
            return "norm"
        if d.before is not None and d.before.bound != "exact" and self._second_bound.fullmatch(said):
            d.note("status.second_bound")
            return d.before.status
        if self._target_cap.search(said) and not self._paid.search(said):
            d.note("status.target_cap")
            return "target"
        return None

    def _shaped(self, m: Mentions, d: Draft, said: str) -> tuple[str, Status] | None:
        """The rule whose shape the words before or behind the number have, and the status that it gives."""
        if d.dim == "money" and self._par_value.search(said):
            return "status.par_value", "actual"
        if d.dim == "percent" and d.change is None and self._norm_levy.search(said):
            return "status.norm_levy", "norm"
        if d.dim == "money" and self._norm_tax.search(said) and m.norm.startswith(("/", "每"), d.q.end):
            return "status.norm_tax", "norm"
        standard = self._norm_standard.search(m.norm, m.clause_start(d.q.start), m.clause_end(d.q.end))
        if standard and standard.start() < d.q.start < standard.end():
            return "status.norm_standard", "norm"
        told_from = max(m.norm.rfind("。", 0, d.q.start) + 1, d.q.start - _TOLD)
        if d.dim in ("money", "share") and self._proposed.match(m.norm, told_from, d.q.start):
            return "status.payout_proposed", "target"
        if d.dim == "money" and self._promised.search(m.norm, told_from, d.q.start):
            return "status.promised", "target"
        if self._task.search(said):
            return "status.task", "target"
        if self._target_set.search(said):
            return "status.target_set", "target"
        if d.dim == "time" and self._relief_term.search(said):
            return "status.relief_term", "norm"
        if self._reckoned.search(m.norm, 0, d.q.start):
            return "status.forecast_reckoned", "forecast"
        if self._norm_ruled.search(m.norm, m.norm.rfind("。", 0, d.q.start) + 1, d.q.start):
            return "status.norm_ruled", "norm"
        if d.dim == "percent" and self._norm_policy.match(m.norm, d.q.end):
            return "status.norm_policy", "norm"
        if self._norm_line.match(m.norm, d.q.end):
            return "status.norm_line", "norm"
        if self._base_stock.match(m.norm, d.q.end):
            return "status.base_stock", "actual"
        if self._former_value.search(said):
            return "status.former_value", "actual"
        if self._forecast_behind.match(m.norm, d.q.end):
            return "status.forecast_behind", "forecast"
        return ("status.forecast_shape", "forecast") if self._forecast_shape.search(said) else None

    def _supposed(self, m: Mentions, cue: Cue) -> bool:
        """Whether a plan's word stands behind a condition (如果…，将…)."""
        opened = m.norm.rfind("。", 0, cue.start) + 1
        return self._hypothesis.search(m.norm, opened, cue.end) is not None

    def _parted(self, m: Mentions, scene: Scene, d: Draft) -> Draft | None:
        """What the sentence before told of and this one parts, where that is still to come (将开行62列。其中，…)."""
        last = scene.last
        still = last is not None and last.status in ("target", "forecast") and last.q.unit == d.q.unit
        if last is None or not still or not m.norm.lstrip().startswith("其中"):
            return None
        return None if self._carried(m, scene, d, last) else last

    def _carried(self, m: Mentions, scene: Scene, d: Draft, whole: Draft) -> bool:
        """Whether the part of an estimate of days that are over was carried out (其中，新线投产40公里)."""
        published = scene.article.metadata.published_on
        over = whole.period is not None and published is not None and whole.period[1] < published
        return over and whole.q not in m.quantities and self._carried_out.search(m.norm, 0, d.q.start) is not None

    @staticmethod
    def _whole(m: Mentions, d: Draft) -> Draft | None:
        """What the figure is a change or a part of, behind 其中 in the sentence above, where that is still to come."""
        before = d.before
        while before is not None and before is not d.of:
            before = before.before
        whole = d.of if before is None and m.norm.lstrip().startswith("其中") else before
        return whole if whole is not None and whole.status in ("target", "forecast") else None

    def _starts_from(self, m: Mentions, d: Draft) -> bool:
        """Whether the number is the level that a plan starts from (将从7.4%降至7.3%)."""
        reached = next((q for q in m.quantities if d.q.end <= q.start and q.unit == d.q.unit), None)
        return (
            reached is not None
            and reached.start < m.clause_end(d.q.end)
            and bool(self._from_level.search(m.norm, d.clause, d.q.start))
        )

    def _status_cue(self, m: Mentions, scene: Scene, d: Draft) -> Cue | None:
        """The nearest cue that reaches the number; 将 and 建成后 do not undo a 预计 before them."""
        reaching = [c for c in m.statuses if c.end <= d.q.start and self._reaches(m, scene, c, d)]
        if not reaching:
            return None
        last = reaching[-1]
        if last.rule.id in _FUTURE:
            forecasts = [
                c for c in reaching if c.rule.id == "status.forecast" and last.start - c.end <= _FORECAST_REACH
            ]
            soft = m.norm[last.start : last.end] in self._soft or last.rule.id == "status.target_built"
            if forecasts and soft:
                return forecasts[-1]
        return last

    def _reaches(self, m: Mentions, scene: Scene, cue: Cue, d: Draft) -> bool:
        """Whether the cue's scope holds the number: its clause, or the sentence up to a semicolon."""
        if "done" in cue.rule.value and re.search(cue.rule.value["done"], m.norm[d.clause : d.q.start]):
            return False
        if cue.rule.value.get("first") and any(cue.end <= q.start < d.q.start for q in m.quantities):
            return False
        if cue.rule.scope == "clause":
            near = int(cue.rule.value.get("within", 99))
            if cue.rule.value.get("dims") not in (None, d.dim):
                return False
            if cue.rule.value.get("paid") and self._paid.search(m.norm, m.clause_start(d.q.start), cue.start):
                return False
            return cue.start >= m.clause_start(d.q.start) and d.q.start - cue.end <= near
        if cue.rule.id == "status.actual" and self._of_base(m, cue, d):
            return False
        between = m.norm[cue.end : d.q.start]
        if _quoted(m.norm, cue, d.q.start):
            return False
        if "】" in between or "…" in between:
            return False
        closed = between.find(")") if between.count(")") > between.count("(") else -1
        if any(cue.end <= q.start < cue.end + closed for q in m.quantities):
            return False  # (预计实际450亿元) says nothing of what stands behind the brackets
        if self._list_mark.search(between):
            d.note("status.list_mark")
            return False
        if ";" not in between or 0 <= between.find(":") < between.find(";"):
            return True
        return cue.rule.id in _OVER_LISTS and self._same_list(m, scene, cue, d)

    def _same_list(self, m: Mentions, scene: Scene, cue: Cue, d: Draft) -> bool:
        """Whether a list goes on over a semicolon: the cue opens its first part, and no part is said to be over."""
        start, end = m.norm.rfind(";", 0, cue.start) + 1, m.norm.find(";", cue.end)
        likewise, published = self._likewise(m, cue, end), scene.article.metadata.published_on
        opens = likewise or not any(start <= q.start < cue.start for q in m.quantities)
        counted = any(cue.end <= q.start < end for q in m.quantities)
        named = [p for p in m.periods if end <= p.start < d.q.start]
        ahead = likewise and published is not None and all(p.last and p.last > published for p in named)
        told = bool(named) and not ahead
        ruled = self._norm_after.match(m.norm[d.q.end : m.clause_end(d.q.end)])
        if self._happened.search(m.norm, end, d.q.start):
            d.note("status.happened")
            return False
        return opens and counted and not told and not ruled

    def _likewise(self, m: Mentions, cue: Cue, end: int) -> bool:
        """Whether what begins behind the semicolon is told in the words of what the cue opens (预计一期…；二期…)."""
        starts = (cue.end, end + 1)
        units = [{q.unit for q in m.quantities if at <= q.start < at + _ALIKE} for at in starts]
        told = ";".join(m.norm[at : min(at + _ALIKE, end if at < end else len(m.norm))] for at in starts)
        return bool(units[0] & units[1]) and self._alike.match(told) is not None

    def _of_base(self, m: Mentions, cue: Cue, d: Draft) -> bool:
        """Whether a word of the past says what is compared with (比去年同期), or where a change starts (从目前的)."""
        if any(p.start <= cue.start < p.end and self._dating.compares(m, p) for p in m.periods):
            return True
        starts = re.search(cue.rule.value["first_after"], m.norm[: cue.start])
        return bool(starts) and any(cue.end <= q.start < d.q.start for q in m.quantities)

    @staticmethod
    def heads(sentence: Sentence, text: str) -> bool:
        """Whether a sentence is the heading of a section: marked as one, or short and numbered."""
        return sentence.role == "heading" or bool(len(text.strip()) <= _HEADING and _SECTION.match(text))

    def survey(self, scene: Scene, sentence: Sentence, text: str) -> None:
        """Whether the section speaks of plans, by its heading, or the paragraph is an article of a rule."""
        if self.heads(sentence, text):
            below = scene.plans and Sections.below(scene, text)
            scene.plans = below or bool(self._plan_heading.search(text))
        if self._article_of_law.match(text):
            scene.norms = True
        norm = normalize(text)
        listed, item = scene.listing, _ITEM.match(norm)
        above = normalize(scene.article.text[max(0, sentence.start - _OPENING) : sentence.start]) if item else ""
        scene.listing = item is not None and (listed or self._plan_list.search(above) is not None)
        if scene.listing or self._plan_opening.search(norm):
            scene.tasks = True
            scene.plans = scene.plans or (scene.work_report and norm.rstrip().endswith(":"))
        elif listed:
            scene.tasks = False


def _quoted(norm: str, cue: Cue, end: int) -> bool:
    """Whether a cue stands in quotation marks that are closed before the number: a motto, a title."""
    for opens, closes in ("“”", "《》", "「」"):
        opened = norm.rfind(opens, 0, cue.start)
        if opened > norm.rfind(closes, 0, cue.start) and 0 <= norm.find(closes, cue.end) < end:
            return True
    return False

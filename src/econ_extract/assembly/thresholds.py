"""The drafts of a sentence in, lists chained and class bounds marked."""

from __future__ import annotations

import re

from econ_extract.assembly.draft import Draft
from econ_extract.mentions import Cue, CueTable, Mentions
from econ_extract.models import Quantity
from econ_extract.phrases import PhraseReader
from econ_extract.rules import SP, RuleBook

_OVER = ("bound.over", "bound.over_short", "bound.under", "bound.at_least")
NUMBER = r"\d.,一二两三四五六七八九十百千"
_NEVER = ("pp", "multiple", "doubling", "share", "point", "person", "household", "count")


class Thresholds:
    """Chains the members of lists and marks quantities that only define a class."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self.class_nouns = book["threshold.class_noun"]
        self._class_noun = book.pattern("threshold.class_noun")
        self.level_words = CueTable([book["threshold.level"]])
        self._quantile = book.pattern("threshold.quantile")
        self._defined = book.pattern("threshold.defined")
        self._including = book.pattern("threshold.including")
        self._towards = book.pattern("phrase.towards")
        self._of_class = book.pattern("threshold.of_class")
        self._each_one = book.pattern("threshold.each_one")
        self._spent = book.pattern("threshold.spent")
        self._age_told = book.pattern("phrase.age_told")
        self._bound_behind = book.pattern("phrase.bound_behind")
        self._bound_of_noun = book.pattern("phrase.bound_of_noun")
        self._joint = book.pattern("phrase.list_joint")
        self._each = book.pattern("phrase.each_of_list")
        self._rate_before = book.pattern("phrase.rate_before")
        number = f"[{NUMBER}]+"
        self._counted = re.compile((book["threshold.counted"].pattern or "").replace("{number}", number))
        self._counted_digits = re.compile((book["threshold.counted_digits"].pattern or "").replace("{number}", number))
        self._share_of = book.pattern("threshold.share_of")
        self._past_bound = book.pattern("threshold.past_bound")
        self._bound_noun = book.pattern("threshold.bound_noun")
        self._round = book.pattern("threshold.round_sum")
        self._club = book.pattern("threshold.club")
        self._holder = book.pattern("threshold.holder")
        self._critical = book.pattern("threshold.critical")
        self._critical_before = book.pattern("threshold.critical_before")
        self._no_round = re.compile(book["threshold.round_sum"].value["not"])

    def chain(self, m: Mentions, drafts: list[Draft]) -> None:
        """Chain quantities of one unit that only 、 or 和 separates; every member knows the whole list."""
        group: list[Draft] = []
        for draft in drafts:
            joint = group and self._joint.fullmatch(m.norm[group[-1].q.end : draft.q.start])
            touching = group and not m.norm[group[-1].q.end : draft.q.start].strip()
            listed = joint or (group and self._each_with_its_verb(m, group, draft))
            same = group and (group[-1].q.unit == draft.q.unit or (joint and self._each_its_own(m, group)))
            told = group and group[-1].right and group[-1].q.text.endswith(group[-1].right)  # 4镇、10乡
            if same and not told and (listed or touching) and draft.dim not in ("rank",):
                group.append(draft)
            else:
                group = [draft]
            draft.group = group
        for draft in drafts:
            self._share_bound(m, draft)

    @staticmethod
    def _each_its_own(m: Mentions, group: list[Draft]) -> bool:
        """周转量、客运量分别为8亿吨公里、9万人次: as many numbers of several units as names."""
        return "分别" in m.norm[group[0].clause : group[0].q.start]

    def _share_bound(self, m: Mentions, d: Draft) -> None:
        """分别不少于3亿元及4亿元, 分别增长5%、6.5%左右: a bound that is said of each holds for the whole list."""
        first, last = d.first, d.group[-1]
        behind = next((r for r in last.rules if r.startswith("bound.behind")), None)
        if behind and d is not last and not d.aside and all(o.bound == "exact" for o in d.group[:-1] if o is not d):
            if d.bound == "exact" and self._each_its_own(m, d.group):
                d.bound = last.bound
                d.note(behind)
            return
        if d is first or d.bound != "exact" or first.bound in ("exact", "range"):
            return
        said = next((r for r in first.rules if r.startswith("bound.") and not r.startswith("bound.behind")), None)
        if said and self._each.search(m.norm, first.left, first.q.start):
            d.bound = first.bound
            d.note(said)

    def _each_with_its_verb(self, m: Mentions, group: list[Draft], d: Draft) -> bool:
        """分别下降2.1%、增长3.2%: a list whose members have verbs of change of their own."""
        between, verb = m.norm[group[-1].q.end : d.q.start], d.change
        if verb is None or verb.start < group[-1].q.end or "分别" not in m.norm[group[0].clause : group[0].q.start]:
            return False
        joint = between.replace(m.norm[verb.start : verb.end], "", 1)
        return self._joint.fullmatch(joint) is not None

    def mark(self, m: Mentions, d: Draft) -> None:
        """Whether the quantity only defines the class of the noun behind it."""
        if d.q.unit in ("rank",):
            behind = re.match(rf"{SP}[”\"]?的", m.norm[d.q.end :])
            if behind and "numeral.rank_before" in d.q.rules and d.right:
                d.role = "threshold"
            return
        if named := self._names_part(m, d):
            d.role = "threshold"
            d.note(named)
            return
        if marked := self._names_mark(m, d):
            self._define(d, marked, "")
            return
        relative = self._relative(m, d)
        if d.dim in _NEVER and not (relative and d.dim == "person"):
            return
        if relative and (d.dim is not None or not m.norm[d.q.start].isdigit()):
            self._define(d, "threshold.of_class", "")
            return
        if self._age_class(m, d):
            self._define(d, self.class_nouns.id, "")
            return
        if relation := self._beyond(m, d):
            self._define(d, relation, "")
            return
        level = self.level_words.starting(m.norm, d.q.end)
        noun, counted = self._noun_behind(m, d, level)
        found = self._class_noun.search(noun)
        cut = _bounded(d) or level is not None
        linked = self._bound_of_noun.match(m.norm, d.q.end) is not None
        own = cut and self._each_one.search(m.norm, d.clause, d.q.start) is not None
        if own:
            d.note("threshold.each_one")
        about = own or (linked and self._towards.match(m.norm[d.clause : d.q.start]) is not None)
        if not found and not (cut and (about or counted is not None) and noun):
            return
        if (not own and self._measures_itself(d, noun, counted is not None)) or not self._may_define(
            m, d, level, noun, about
        ):
            return
        glued = re.match(rf"{SP}的", m.norm[d.q.end :]) is None
        bare = not m.norm[d.q.start].isdigit() and glued
        spent = (x for x in self._spent.finditer(m.norm, d.clause) if x.start() < d.q.start < x.end())
        if d.bound == "range" and next(spent, None):
            d.note("threshold.spent")
            return
        spread = d.bound == "range" and (glued or d.dim == "percent")
        over = any(r in _OVER for r in d.rules)
        counts = counted is not None and counted.unit == "count"
        beyond = over and not self._exact_sum(d) and (counts or (glued and "bound.at_least" not in d.rules))
        if cut or about or beyond or bare or spread:
            self._define(d, level.rule.id if level else self.class_nouns.id, noun)

    def count_past(self, m: Mentions, d: Draft) -> None:
        """58个投资1000万美元以上外资项目: what is counted stands past the bound that only defines its class."""
        counted = d.before
        if counted is None or d.role != "threshold" or counted.dim != "count" or counted.role != "measure":
            return
        behind = self._past_bound.match(m.norm, d.q.end)
        if behind is None or not self._bound_noun.fullmatch(m.norm, counted.q.end, d.q.start):
            return
        noun, end = self.phrases.right(m, behind.end(), m.clause_end(behind.end()))
        if self._class_noun.search(noun):
            counted.right, counted.right_end = noun, end
            counted.note("threshold.past_bound")
            counted.note("threshold.bound_noun")

    def _names_part(self, m: Mentions, d: Draft) -> str | None:
        """最高20%收入组, 4万人以上(含4万人)的县: the rule by which a number only names a part or repeats a bound."""
        parts = self._quantile.finditer(m.norm) if d.dim == "percent" else ()
        if any(part.start("share") == d.q.start for part in parts):
            return "threshold.quantile"
        if d.bound not in ("exact", "about", "range") and self._defined.match(m.norm, d.q.end):
            return "threshold.defined"
        same = d.before is not None and (d.before.q.value, d.before.q.unit) == (d.q.value, d.q.unit)
        closed = m.norm[d.q.end : d.q.end + 1] == ")"
        return "threshold.including" if same and closed and self._including.search(m.norm[: d.q.start]) else None

    def _names_mark(self, m: Mentions, d: Draft) -> str | None:
        """“5万元俱乐部”, 5%以上股东, 50%的临界值, 荣枯线50%: the rule by which a number only names a mark."""
        if d.dim == "money" and self._club.match(m.norm, d.q.end):
            return "threshold.club"
        if d.dim not in ("percent", "point") or d.change is not None:
            return None
        if d.dim == "percent" and self._holder.match(m.norm, d.q.end):
            return "threshold.holder"
        if self._critical.match(m.norm, d.q.end):
            return "threshold.critical"
        return "threshold.critical_before" if self._critical_before.search(m.norm, d.clause, d.q.start) else None

    def _relative(self, m: Mentions, d: Draft) -> bool:
        """超过1亿元的企业, 超过1亿元且…的企业, 超过1亿元的有14家: a bound in a clause that describes the counted."""
        bounded = any(r in _OVER or r.startswith("bound.behind_at_") for r in d.rules)
        rate = d.dim == "percent" and self._rate_before.search(m.norm, d.clause, d.q.start) is not None
        whole = d.dim == "money" and self._exact_sum(d)
        if not bounded or whole or d.dim == "time" or d.bound == "range" or (d.dim == "percent" and not rate):
            return False  # 超过三成的企业 is a share, 开工率超过九成的企业 a class
        at = d.q.end
        if behind := self._bound_behind.match(m.norm, at):
            at = behind.end()
        return self._of_class.match(m.norm, at) is not None

    def _age_class(self, m: Mentions, d: Draft) -> bool:
        """35岁及以下、女性: a bound of age, without a noun behind it, tells who is meant."""
        bounded = any(r.startswith("bound.behind_at_") for r in d.rules)
        return bounded and "unit.time.age" in d.q.rules and not self._age_told.search(m.norm, d.clause, d.q.start)

    def _beyond(self, m: Mentions, d: Draft) -> str | None:
        """其中7家跌幅在七成以上, 15个产业营业收入过千亿元: the rule by which a bound tells the counted."""
        if d.dim not in ("percent", "money", None) or not any(
            r in _OVER or r.startswith("bound.behind_at_") for r in d.rules
        ):
            return None
        before = m.norm[d.clause : d.np_end]
        counted = self._counted.search(before)
        if d.dim == "percent":
            rated = self._rate_before.search(m.norm, d.clause, d.q.start)
            if not rated:
                return None
            return "threshold.counted" if counted else "threshold.share_of" if self._share_of.search(before) else None
        if counted and not self._no_round.search(counted["what"]):
            return "threshold.counted"
        short = self._counted_digits.search(before) if d.dim is None and "亿" in d.q.text else None
        if short and not self._exact_sum(d) and self._names_sum(short["what"]):
            return "threshold.counted_digits"
        found = self._round.search(before) if d.dim == "money" and not m.norm[d.q.start].isdigit() else None
        return "threshold.round_sum" if found and not self._no_round.search(found["what"]) else None

    def _names_sum(self, what: str) -> bool:
        """Whether the words end in what an amount of money measures, and name no verb that adds it up."""
        head = self.phrases.lexicon.head(what, "money")
        return head is not None and head.end == len(what) and not self._no_round.search(what)

    def _noun_behind(self, m: Mentions, d: Draft, level: Cue | None) -> tuple[str, Quantity | None]:
        """The first noun behind the number (behind 级, behind the next number), and the number that counts it."""
        noun, end = (
            (d.right, d.right_end) if level is None else self.phrases.right(m, level.end, m.clause_end(level.end))
        )
        following = next((q for q in m.quantities if q.start >= end and not m.norm[end : q.start].strip()), None)
        if not noun and following is not None:
            noun = self.phrases.right(m, following.end, m.clause_end(following.end))[0]
        return re.split(r"、|和|与|及", noun)[0], following

    def _measures_itself(self, d: Draft, noun: str, counted: bool) -> bool:
        """1亿元以上社会消费品零售总额: the noun behind is what the amount measures, not a class of things."""
        found, head = self._class_noun.search(noun), self.phrases.lexicon.head(noun, d.dim or "money")
        return bool(found and head and head.end > found.end() and not counted)

    def _may_define(self, m: Mentions, d: Draft, level: Cue | None, noun: str, about: bool) -> bool:
        """Whether a quantity of this dimension can be the bound of a class here."""
        if d.dim is None:  # 百亿企业; a bare 20亿 in digits is an amount
            found = self._class_noun.search(noun)
            han = not m.norm[d.q.start].isdigit()
            head = self.phrases.lexicon.head(found[0], "person") if found else None
            people = head is not None and head.rule.id == "indicator.people"
            if found and people and level is None and not self._class_noun.search(noun, found.end()):
                return _bounded(d)  # 六十万贫困人口 are counted, 六十万以上人口 and 百万人口大县 bound a class
            return level is not None or bool(han and found and d.right.startswith(found[0]))
        if d.dim == "time":
            return "unit.time.age" in d.q.rules
        return d.dim != "percent" or d.bound == "range" or about

    @staticmethod
    def _exact_sum(d: Draft) -> bool:
        """总投资超2680亿元的160个项目: classes are bounded by round sums, one of three figures is of all of them."""
        return d.value is not None and len(d.value.normalize().as_tuple().digits) >= 3

    def _define(self, d: Draft, rule: str, noun: str) -> None:
        """Turn the draft, and the list it closes, into class bounds."""
        for member in d.group if d.group and d.group[-1] is d else [d]:
            member.role, member.dim = "threshold", member.dim or "money"
            if member.bound == "exact":
                member.bound = "at_least"
        d.rules.append(rule)
        d.right = noun or d.right


def _bounded(d: Draft) -> bool:
    """Whether a word of bound stands behind the number (以上, 以下)."""
    return any(r in ("bound.behind_at_least", "bound.behind_at_most") for r in d.rules)

"""The drafts of a sentence in, lists chained and class bounds marked."""

from __future__ import annotations

import re

from econ_extract.assembly.draft import Draft
from econ_extract.mentions import Cue, CueTable, Mentions
from econ_extract.phrases import PhraseReader
from econ_extract.rules import SP, RuleBook

_NEVER = ("pp", "multiple", "doubling", "share", "point", "person", "household", "count")


class Thresholds:
    """Chains the members of lists and marks quantities that only define a class."""

    def __init__(self, book: RuleBook, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self.class_nouns = book["threshold.class_noun"]
        self._class_noun = book.pattern("threshold.class_noun")
        self.level_words = CueTable([book["threshold.level"]])
        self._towards = book.pattern("phrase.towards")
        self._joint = book.pattern("phrase.list_joint")

    def chain(self, m: Mentions, drafts: list[Draft]) -> None:
        """Chain quantities of one unit that only 、 or 和 separates; every member knows the whole list."""
        group: list[Draft] = []
        for draft in drafts:
            joint = group and self._joint.fullmatch(m.norm[group[-1].q.end : draft.q.start])
            touching = group and not m.norm[group[-1].q.end : draft.q.start].strip()
            same = group and (group[-1].q.unit == draft.q.unit)
            if same and (joint or touching) and draft.dim not in ("rank",):
                group.append(draft)
            else:
                group = [draft]
            draft.group = group

    def mark(self, m: Mentions, d: Draft) -> None:
        """Whether the quantity only defines the class of the noun behind it."""
        if d.q.unit in ("rank",):
            behind = re.match(rf"{SP}[”\"]?的", m.norm[d.q.end :])
            if behind and "numeral.rank_before" in d.q.rules and d.right:
                d.role = "threshold"
            return
        if d.dim in ("pp", "multiple", "doubling", "share", "point", "person", "household", "count"):
            return
        level = self.level_words.starting(m.norm, d.q.end)
        noun, end = self.phrases.right(m, level.end, m.clause_end(level.end)) if level else (d.right, d.right_end)
        following = next((q for q in m.quantities if q.start >= end and not m.norm[end : q.start].strip()), None)
        if not noun and following is not None:
            noun = self.phrases.right(m, following.end, m.clause_end(following.end))[0]
        noun = re.split(r"、|和|与|及", noun)[0]
        found = self._class_noun.search(noun)
        cut = "bound.behind_at_least" in d.rules or "bound.behind_at_most" in d.rules or level is not None
        about = bool(self._towards.match(m.norm[d.clause : d.q.start])) and bool(
            re.match(rf"{SP}(?:以上|以下|以内|及以下|及以上)?的", m.norm[d.q.end :])
        )
        if not found and not (cut and (about or following is not None) and noun):
            return
        head = self.phrases.lexicon.head(noun, d.dim or "money")
        if found and head and head.end > found.end() and following is None:
            return
        bare_scale = d.dim is None and found is not None and not m.norm[d.q.start].isdigit() and d.right.startswith(found[0])
        within = d.dim == "time" and "unit.time.age" not in d.q.rules
        if (d.dim is None and not level and not bare_scale) or within or (d.dim == "percent" and not (d.bound == "range" or about)):
            return
        over = any(r in ("bound.over", "bound.over_short", "bound.under", "bound.at_least") for r in d.rules)
        glued = not re.match(rf"{SP}的", m.norm[d.q.end :])
        counted = following is not None and following.unit == "count"
        bare = not m.norm[d.q.start].isdigit() and glued
        if (
            cut
            or about
            or (over and (counted or (glued and "bound.at_least" not in d.rules)))
            or bare
            or (d.bound == "range" and (glued or d.dim == "percent"))
        ):
            self._mark_threshold(d, level, noun)

    def _mark_threshold(self, d: Draft, level: Cue | None, noun: str) -> None:
        """Turn the draft, and the list it closes, into class bounds."""
        for member in d.group if d.group and d.group[-1] is d else [d]:
            member.role, member.dim = "threshold", member.dim or "money"
            if member.bound == "exact":
                member.bound = "at_least"
        d.rules.append(level.rule.id if level else self.class_nouns.id)
        d.right = noun

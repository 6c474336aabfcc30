"""A draft of an investment, an area or a length in, the one project that its clause names as the owner out."""

from __future__ import annotations

import re

from econ_extract.assembly.draft import Draft
from econ_extract.mentions import Mentions
from econ_extract.rules import RuleBook

_OF_PROJECTS = ("investment", "area", "quantity", "output_value", "revenue", "fiscal", "profit", "people", "duration")


class Projects:
    """Finds a project behind its sum (总投资3亿元的云谷项目) or at the head of its clause (云谷二期项目总投资3亿元)."""

    def __init__(self, book: RuleBook) -> None:
        self._behind = book.pattern("subject.project_behind")
        self._ahead = book.pattern("subject.project_ahead")
        self._opens = book.pattern("subject.project_opens")
        self._verb = book.pattern("subject.project_verb")
        self._builder = book.pattern("subject.project_builder")
        self._turns = book.pattern("subject.project_turns")
        self._class = book.pattern("subject.project_class")

    def behind(self, m: Mentions, d: Draft) -> str | None:
        """The project that an investment describes with 的, or None."""
        if d.kind != "investment" or d.role != "measure":
            return None
        return self._one(self._behind.match(m.norm, d.q.end))

    def ahead(self, m: Mentions, d: Draft) -> str | None:
        """The project that the clause of a measure, or the one before it, begins with, or None."""
        if d.role != "measure":
            return None
        return self._one(self._ahead.match(m.norm, d.clause, d.np_end) or self._opens.search(m.norm, 0, d.np_end))

    def goes_on(self, m: Mentions, d: Draft) -> str | None:
        """The project of the measure before, where the clause names nothing else (云谷项目总投资3亿元，用地50亩)."""
        before = d.level_before
        if before is None or not before.proposed or before.proposed[0][0] != "works" or d.kind not in _OF_PROJECTS:
            return None
        new = m.norm[max(d.clause, before.q.end) : d.np_end]
        named = any(before.q.end <= e.start < d.np_end for e in m.entities)
        return None if named or self._turns.search(new) else before.subject

    def own_words(self, m: Mentions, d: Draft, owner: str) -> str:
        """The indicator without the project's name, who builds it, what is done with it (引进|总投资)."""
        indicator = d.indicator or ""
        if done := self._verb.match(indicator):
            return indicator[done.end() :]
        built = self._builder.search(m.norm, d.clause, d.q.start)
        if built and indicator.startswith(built["builder"]):
            return indicator.removeprefix(built["builder"])
        shared = next((n for n in range(len(indicator) - 1, 0, -1) if owner.endswith(indicator[:n])), 0)
        return indicator[shared:]  # 云谷二期项目 | 项目总投资

    def _one(self, found: re.Match[str] | None) -> str | None:
        """The name, unless it is a class of projects (重点项目)."""
        return None if found is None or self._class.search(found["who"]) else found["who"]

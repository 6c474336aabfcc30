"""A draft with its kind in, its tie to the whole that it is a part of out (签约项目36个，其中工业项目12个)."""

from __future__ import annotations

from decimal import Decimal

from econ_extract.assembly.draft import Draft, Scene
from econ_extract.mentions import Mentions
from econ_extract.rules import RuleBook


class Parts:
    """Finds the whole that 其中 points back to."""

    def __init__(self, book: RuleBook) -> None:
        self._among = book.pattern("phrase.other")

    def tie(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """Set `of` to the nearest measure before 其中 that has the unit of the part and is not smaller."""
        if d.of is not None or d.growth or d.is_change or d.role == "threshold" or d.value is None:
            return
        marks = [c.start() for c in self._among.finditer(m.norm, 0, d.q.start)]
        if not marks or ";" in m.norm[marks[-1] : d.q.start]:
            return
        whole = d.before
        while whole is not None and (whole.q.start > marks[-1] or not _holds(whole, d)):
            whole = whole.before
        if whole is None and not m.norm[: marks[-1]].strip() and scene.last is not None:
            whole = next((w for w in (*scene.last_group, scene.last) if _holds(w, d)), None)
        d.of = whole


def _holds(whole: Draft, part: Draft) -> bool:
    """Whether `whole` can contain `part`: a level of the same unit and kind that is at least as large."""
    same = whole.unit == part.unit and whole.kind == part.kind and whole.role == "measure" and not whole.growth
    return same and abs(whole.value or Decimal(0)) >= abs(part.value or Decimal(0))

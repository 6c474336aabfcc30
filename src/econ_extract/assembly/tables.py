"""A row of a table in, what the heads of its columns say of its numbers out."""

from __future__ import annotations

from econ_extract.assembly.draft import Draft, Scene
from econ_extract.mentions import CueTable, Mentions
from econ_extract.rules import RuleBook

CELL_END = "\t"


class Tables:
    """Remembers the head row of a table and reads the column of each number from it."""

    def __init__(self, book: RuleBook) -> None:
        self._growth = book.pattern("phrase.growth_column")
        self._bases = CueTable(book.table("comparisons"))

    def note(self, m: Mentions, scene: Scene) -> None:
        """A row of cells without numbers heads the rows below it; a line without cells ends the table."""
        if CELL_END not in m.norm:
            scene.columns = ()
        elif not m.quantities:
            scene.columns = tuple(m.norm.strip().split(CELL_END))

    def mark(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """In a column of growth (同比增长, 增速) a share is a rate of change, with the base that the head names."""
        cell = m.norm.count(CELL_END, 0, d.q.start)
        if not scene.columns or cell >= len(scene.columns) or d.dim not in ("percent", "pp"):
            return
        head = scene.columns[cell]
        if self._growth.search(head):
            d.column_growth = True
            named = self._bases.searched(head)
            plain = [c for c in named if c.rule.id != "basis.vs"] or named
            d.basis = plain[-1].rule.value["basis"] if plain else None

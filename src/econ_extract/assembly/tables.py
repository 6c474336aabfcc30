"""A row of a table in, what the heads of its columns say of its numbers out."""

from __future__ import annotations

from dataclasses import replace

from econ_extract.assembly.draft import Draft, Scene
from econ_extract.mentions import CueTable, Mentions, Refusal
from econ_extract.models import Period, Quantity
from econ_extract.numerals import QuantityGrammar
from econ_extract.phrases import PhraseReader
from econ_extract.rules import RuleBook

CELL_END = "\t"
_UNIT_RULE = "phrase.table_unit"


class Tables:
    """Remembers the head row of a table and reads unit, indicator, base and period of each number from it."""

    def __init__(self, book: RuleBook, phrases: PhraseReader, grammar: QuantityGrammar) -> None:
        self.phrases, self.grammar = phrases, grammar
        self._growth = book.pattern("phrase.growth_column")
        self._change = book.pattern("phrase.change_column")
        self._unit = book.pattern(_UNIT_RULE)
        self._unit_column = book.pattern("phrase.unit_column")
        self._part = book.pattern("phrase.table_part")
        self._bases = CueTable(book.table("comparisons"))

    def note(self, m: Mentions, scene: Scene) -> None:
        """A row of cells without numbers heads the rows below it; a line without cells ends the table."""
        if CELL_END not in m.norm:
            scene.columns, scene.column_periods = (), ()
        elif not any(c.isdigit() for q in m.quantities for c in q.text):
            cells = m.norm.rstrip().split(CELL_END)
            scene.columns = tuple(cell.strip() for cell in cells)
            dated = {m.norm.count(CELL_END, 0, p.start): p for p in m.periods if p.first}
            scene.column_periods = tuple(dated.get(i) for i in range(len(cells)))

    def with_units(self, m: Mentions, scene: Scene) -> Mentions:
        """The mentions of a row whose bare numbers have the unit that the head or the column of units names."""
        if CELL_END not in m.norm or not scene.columns:
            return m
        read = {r: q for r in m.refusals if r.reason == "no_unit" and (q := self._with_unit(m, scene, r)) is not None}
        return replace(
            m,
            quantities=tuple(sorted([*m.quantities, *read.values()], key=lambda q: q.start)),
            refusals=tuple(r for r in m.refusals if r not in read),
        )

    def _with_unit(self, m: Mentions, scene: Scene, bare: Refusal) -> Quantity | None:
        """The number that fills its cell, with its unit; None where the cell holds more or no unit is named."""
        start, end = bare.start - (m.norm[bare.start - 1 : bare.start] in tuple("-−")), bare.end
        opens, closes = m.norm.rfind(CELL_END, 0, start) + 1, m.norm.find(CELL_END, end)
        cell = m.norm[opens : closes if closes >= 0 else len(m.norm)].strip()
        if not opens or cell != m.norm[start:end]:
            return None
        unit = self._unit_of(m.norm.split(CELL_END), scene.columns, m.norm.count(CELL_END, 0, start))
        read = self.grammar.find(m.norm[bare.start : end] + unit) if unit else []
        whole = len(read) == 1 and read[0].start == 0 and read[0].end == end - bare.start + len(unit)
        if not whole or read[0].unit is None or read[0].value is None:
            return None
        value = -read[0].value if start < bare.start else read[0].value
        return replace(
            read[0], start=start, end=end, text=m.text[start:end], value=value, rules=(*read[0].rules, _UNIT_RULE)
        )

    def _unit_of(self, row: list[str], columns: tuple[str, ...], at: int) -> str:
        """The unit of a cell: in its head, in the column of units, or for the whole table in the first head."""
        if at >= len(columns):
            return ""
        if own := self._unit.search(columns[at]):
            return own["unit"]
        if self._growth.search(columns[at]) and not self._change.search(columns[at]):
            return ""
        place = next((i for i, head in enumerate(columns) if self._unit_column.fullmatch(head)), None)
        if place is not None and place < len(row):
            return row[place].strip()
        whole = self._unit.search(columns[0])
        return whole["unit"] if whole else ""

    def mark(self, m: Mentions, scene: Scene, d: Draft) -> None:
        """In a column of growth (同比增长, 增速) a share is a rate of change, with the base that the head names."""
        at = m.norm.count(CELL_END, 0, d.q.start)
        if not scene.columns or at >= len(scene.columns):
            return
        head = scene.columns[at]
        if d.dim in ("percent", "pp") and self._growth.search(head):
            d.column_growth = True
            named = self._bases.searched(head)
            plain = [c for c in named if c.rule.id != "basis.vs"] or named
            d.basis = plain[-1].rule.value["basis"] if plain else None
        if _UNIT_RULE in d.q.rules:
            self._name(m, scene, d, head)

    def _name(self, m: Mentions, scene: Scene, d: Draft, head: str) -> None:
        """The indicator of a cell: the first cell of its row, with the column's head where that names no measure."""
        label = self._part.sub("", self._unit.sub("", m.norm.split(CELL_END)[0])).strip()
        heads = self.phrases.lexicon
        level = next((x for x in (d.before, None) if x is not None and x.tabled), None)
        measure = self._unit.sub("", head).strip()
        d.tabled = True
        d.column_change = d.dim == "money" and self._change.search(head) is not None
        if (d.column_growth or d.column_change) and level is not None:
            d.indicator, d.head, d.of = level.indicator, level.head, level.level
            return
        d.indicator = label if heads.head(label, d.dim) or not heads.head(measure, d.dim) else label + measure
        found = heads.head(d.indicator, d.dim)
        d.head = found.rule if found else None

    def period(self, m: Mentions, scene: Scene, d: Draft) -> Period | None:
        """The days that the head of the cell's column names, or else the first head that names days."""
        at = m.norm.count(CELL_END, 0, d.q.start)
        if not d.tabled or at >= len(scene.column_periods):
            return None
        return scene.column_periods[at] or next((p for p in scene.column_periods if p), None)

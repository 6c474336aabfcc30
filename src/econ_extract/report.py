"""A database and a rule book in, how often each rule took part, how right it was, and which rules compete out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb

from econ_extract import scoring
from econ_extract.examples import leaves_its_id
from econ_extract.phrases import IndicatorLexicon
from econ_extract.rules import Rule, RuleBook
from econ_extract.scoring import Place
from econ_extract.store import open_for_queries

# The tables whose rules each set one field of a figure: two of them that say different things compete for it.
_FIELDS = {
    "bounds": "bound", "changes": "direction", "comparisons": "basis", "indicators": "indicator_id",
    "statuses": "status", "units": "unit",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fires:
    """How many figures and rejects name a rule; of the measures in gold documents that do, how many are right.

    A measure is right where gold has it with the same amount, unit, bound, kind, status, period and basis.
    """

    rule_id: str
    figures: int
    rejects: int
    judged: int = 0
    right: int = 0

    @property
    def precision(self) -> float | None:
        """The share of right ones; None where nothing was judged."""
        return self.right / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rules that say different things of one field of the same figures, and which of them the figures follow.

    `winner` is None where they follow neither. Of the figures in gold documents, `right` of `judged` are right.
    """

    field: str
    winner: str | None
    loser: str
    figures: int
    judged: int
    right: int
    example: str  # the quantity of one of them


@dataclass(frozen=True, slots=True)
class SharedForm:
    """A word that several rules of one table claim."""

    form: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The rules that took part and the conflicts, the most frequent first; those that never did or name no row."""

    fires: tuple[Fires, ...]
    conflicts: tuple[Conflict, ...]
    shared: tuple[SharedForm, ...]
    dead: tuple[str, ...]
    silent: tuple[str, ...]
    other_rules: bool  # the database was made, at least in part, by rules that are not these


Row = Mapping[str, Any]


def _rows(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Every figure with its rules, in the order of the documents."""
    fields = ", ".join(f"f.{name}" for name in _FIELDS.values())
    found = connection.sql(
        f"SELECT d.path, doc_start, doc_end, quantity, indicator, {fields}, rules"
        " FROM figures f JOIN documents d USING (document_id) ORDER BY d.path, doc_start, doc_end"
    )
    return [dict(zip(found.columns, values, strict=True)) for values in found.fetchall()]


def _place(row: Row) -> Place:
    return PurePosixPath(row["path"]).name, row["doc_start"], row["doc_end"]


# --- fires ---------------------------------------------------------------------------------------------------


def _fires(rows: Sequence[Row], rejects: Counter[str], verdicts: Mapping[Place, bool]) -> list[Fires]:
    figures, judged, right = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        named, verdict = set(row["rules"]), verdicts.get(_place(row))
        figures.update(named)
        judged.update(named if verdict is not None else ())
        right.update(named if verdict else ())
    fires = [Fires(r, figures[r], rejects[r], judged[r], right[r]) for r in figures.keys() | rejects.keys()]
    return sorted(fires, key=lambda f: (-f.figures - f.rejects, f.rule_id))


# --- conflicts -----------------------------------------------------------------------------------------------


def _claim(rule: Rule) -> object:
    """What a rule wants its field to be: an indicator rule itself, any other what its value says."""
    return rule.id if rule.table == "indicators" else rule.value.get(_FIELDS[rule.table])


def _claimants(row: Row, book: RuleBook, lexicon: IndicatorLexicon) -> list[Rule]:
    """The rules that claim a field of the figure: those that it names, and those whose words its indicator holds."""
    named = {rule for rule in row["rules"] if rule in book.rules}
    named |= {head.rule.id for head in lexicon.heads(row["indicator"] or "")}
    return [book[rule] for rule in sorted(named)]


def _duels(row: Row, rules: Sequence[Rule]) -> Iterator[tuple[str, str | None, str]]:
    """Field, winner and loser of each two rules of one table that claim different things of a figure."""
    by_table: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.table in _FIELDS and _claim(rule) is not None:
            by_table[rule.table].append(rule)
    for table, rivals in by_table.items():
        field = _FIELDS[table]
        winners = [rule for rule in rivals if _claim(rule) == row[field]]
        losers = [rule for rule in rivals if _claim(rule) != row[field]]
        if winners:
            yield from ((field, winner.id, loser.id) for winner in winners for loser in losers)
        elif len({_claim(rule) for rule in losers}) > 1:
            yield from ((field, None, loser.id) for loser in losers)


def _conflicts(rows: Sequence[Row], book: RuleBook, verdicts: Mapping[Place, bool]) -> list[Conflict]:
    lexicon = IndicatorLexicon(book.table("indicators"))
    met: dict[tuple[str, str | None, str], list[Row]] = defaultdict(list)
    for row in rows:
        for duel in _duels(row, _claimants(row, book, lexicon)):
            met[duel].append(row)
    found = []
    for (field, winner, loser), where in met.items():
        given = [verdicts[place] for row in where if (place := _place(row)) in verdicts]
        example = "".join(where[0]["quantity"].split())
        found.append(Conflict(field, winner, loser, len(where), len(given), sum(given), example))
    return sorted(found, key=lambda c: (-c.figures, c.field, c.winner or "", c.loser))


def _shared(book: RuleBook) -> list[SharedForm]:
    """The words that more than one rule of a table claims for its field."""
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for rule in book:
        for form in rule.forms if rule.table in _FIELDS else ():
            owners[rule.table, form].append(rule.id)
    return [SharedForm(form, tuple(rules)) for (_, form), rules in sorted(owners.items()) if len(rules) > 1]


# --- the whole -----------------------------------------------------------------------------------------------


def is_of_other_rules(database: Path, book: RuleBook) -> bool:
    """Whether any run that wrote to the database used other rules than these; raises StoreError."""
    with open_for_queries(database) as connection:
        return {row[0] for row in connection.sql("SELECT rules_hash FROM runs").fetchall()} != {book.hash}


def report(database: Path, book: RuleBook, gold: Path | None = None) -> Report:
    """What the rows of `database` say of the rules of `book`; raises StoreError, ScoringError."""
    verdicts = scoring.verdicts(scoring.read_gold(gold), scoring.read_found(database)) if gold else {}
    with open_for_queries(database) as connection:
        rows = _rows(connection)
        named = connection.sql("SELECT unnest(list_distinct(rules)) FROM rejects").fetchall()
    fires = _fires(rows, Counter(rule for (rule,) in named), verdicts)
    seen = {one.rule_id for one in fires}
    quiet = [rule for rule in book if rule.id not in seen]
    return Report(
        fires=tuple(fires),
        conflicts=tuple(_conflicts(rows, book, verdicts)),
        shared=tuple(_shared(book)),
        dead=tuple(rule.id for rule in quiet if leaves_its_id(rule)),
        silent=tuple(rule.id for rule in quiet if not leaves_its_id(rule)),
        other_rules=is_of_other_rules(database, book),
    )

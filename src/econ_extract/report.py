"""A database and a rule book in, how often each rule took part and how right it was out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import duckdb

from econ_extract import scoring
from econ_extract.examples import leaves_its_id
from econ_extract.rules import RuleBook
from econ_extract.store import open_for_queries


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
class Report:
    """The rules that took part, the most frequent first; those that never did; those that rows do not name."""

    fires: tuple[Fires, ...]
    dead: tuple[str, ...]
    silent: tuple[str, ...]
    other_rules: bool  # the database was made, at least in part, by rules that are not these


def _named(connection: duckdb.DuckDBPyConnection, table: str) -> Counter[str]:
    rows = connection.sql(
        f"SELECT rule, count(*) FROM (SELECT unnest(list_distinct(rules)) AS rule FROM {table}) GROUP BY rule"
    )
    return Counter(dict(rows.fetchall()))


def _judged(database: Path, gold: Path | None) -> tuple[Counter[str], Counter[str]]:
    """How many measures of each rule gold judges, and how many are right."""
    judged, right = Counter[str](), Counter[str]()
    if gold is not None:
        verdicts = scoring.verdicts(scoring.read_gold(gold), scoring.read_found(database))
        rules = scoring.read_rules(database)
        for place, verdict in verdicts.items():
            judged.update(set(rules[place]))
            right.update(set(rules[place]) if verdict else ())
    return judged, right


def is_of_other_rules(database: Path, book: RuleBook) -> bool:
    """Whether any run that wrote to the database used other rules than these; raises StoreError."""
    with open_for_queries(database) as connection:
        return {row[0] for row in connection.sql("SELECT rules_hash FROM runs").fetchall()} != {book.hash}


def report(database: Path, book: RuleBook, gold: Path | None = None) -> Report:
    """What the rows of `database` say of the rules of `book`; raises StoreError, ScoringError."""
    judged, right = _judged(database, gold)
    with open_for_queries(database) as connection:
        figures, rejects = _named(connection, "figures"), _named(connection, "rejects")
    fires = [Fires(r, figures[r], rejects[r], judged[r], right[r]) for r in figures.keys() | rejects.keys()]
    fires.sort(key=lambda f: (-f.figures - f.rejects, f.rule_id))
    quiet = [rule for rule in book if rule.id not in figures and rule.id not in rejects]
    dead = tuple(rule.id for rule in quiet if leaves_its_id(rule))
    silent = tuple(rule.id for rule in quiet if not leaves_its_id(rule))
    return Report(tuple(fires), dead, silent, is_of_other_rules(database, book))

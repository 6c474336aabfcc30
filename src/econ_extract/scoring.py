"""Gold rows and a database in, precision and recall field by field out, held at pinned floors by a gate."""

from __future__ import annotations

import json
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from math import floor
from pathlib import Path, PurePosixPath
from typing import Any

from econ_extract.errors import Problem
from econ_extract.ranker import likeness
from econ_extract.store import open_for_queries

CORE_KINDS = ("investment", "project_count", "growth_rate", "loan_balance")
ALIKE = 0.6
CEILINGS = frozenset({"thresholds_as_measures"})

Amount = tuple[Decimal | None, Decimal | None, Decimal | None, str]
Place = tuple[str, int, int]  # file name, doc_start, doc_end


class ScoringError(Problem):
    """Gold rows or floors that cannot be used; the message says where and what to do next."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of either side, in the terms of the comparison."""

    doc: str
    start: int
    end: int
    text: str
    amount: Amount
    bound: str
    role: str
    kind: str
    indicator: str | None
    subject: str | None
    period: tuple[str, str] | None
    period_explicit: bool
    status: str
    basis: str | None
    direction: str | None

    def overlap(self, other: Row) -> int:
        """How many characters the two spans share; zero or less for none."""
        return min(self.end, other.end) - max(self.start, other.start)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the two sides disagree: in which field, and what each says."""

    doc: str
    what: str
    text: str
    gold: str
    found: str


@dataclass(slots=True)
class Score:
    """Counts of one document or of all: `hits[x]` of `chances[x]` are right; differences in reading order."""

    gold: int = 0
    found: int = 0
    thresholds_as_measures: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    chances: Counter[str] = field(default_factory=Counter)
    gold_kinds: Counter[str] = field(default_factory=Counter)
    found_kinds: Counter[str] = field(default_factory=Counter)
    right_kinds: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Take the counts of another score in."""
        self.gold += other.gold
        self.found += other.found
        self.thresholds_as_measures += other.thresholds_as_measures
        for name in ("hits", "chances", "gold_kinds", "found_kinds", "right_kinds"):
            getattr(self, name).update(getattr(other, name))
        self.differences += other.differences

    def prf(self, name: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a measure over whole rows: amount, record, record_indicator."""
        return _prf(self.hits[name], self.found, self.gold)

    def share(self, name: str) -> float:
        """The share of right ones of a measure over single fields; 1 where there was nothing to get wrong."""
        return self.hits[name] / self.chances[name] if self.chances[name] else 1.0

    def kinds(self, names: Iterable[str]) -> tuple[float, float, float]:
        """Precision, recall and F1 of figures of these kinds, with the right amount and kind."""
        chosen = list(names)
        right, found, gold = (
            sum(counts[name] for name in chosen) for counts in (self.right_kinds, self.found_kinds, self.gold_kinds)
        )
        return _prf(right, found, gold)

    def measures(self) -> dict[str, float]:
        """Every measure that a floor may pin."""
        whole = {f"{name}_f1": self.prf(name)[2] for name in ("amount", "record", "record_indicator")}
        core = {"core_kinds_f1": self.kinds(CORE_KINDS)[2]}
        single = {name: self.share(name) for name in SINGLE_FIELDS}
        return whole | core | single | {"thresholds_as_measures": float(self.thresholds_as_measures)}


SINGLE_FIELDS = (
    "bound", "kind", "status", "indicator", "basis", "period_explicit", "period_any", "period_none", "subject",
)  # fmt: skip


def _prf(right: int, found: int, gold: int) -> tuple[float, float, float]:
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


# --- the two sides -------------------------------------------------------------------------------------------


def _number(value: object) -> Decimal | None:
    # normalize: 5.0 and 5 are one amount.
    return None if value is None else Decimal(str(value)).normalize()


def _row(r: Mapping[str, Any]) -> Row:
    period = r.get("period")
    return Row(
        doc=r["doc"],
        start=r["start"],
        end=r["end"],
        text=r["text"],
        amount=(_number(r.get("value")), _number(r.get("low")), _number(r.get("high")), r["unit"]),
        bound=r["bound"],
        role=r.get("role") or "measure",
        kind=r["kind"],
        indicator=r.get("indicator"),
        subject=r.get("subject"),
        period=(str(period[0]), str(period[1])) if period else None,
        period_explicit=bool(r.get("period_explicit")),
        status=r["status"],
        basis=r.get("basis"),
        direction=r.get("direction"),
    )


def read_gold(path: Path) -> list[Row]:
    """The rows of a JSONL file or of every JSONL file of a folder; raises ScoringError."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise ScoringError(f"{path} holds no gold rows; give a .jsonl file or a folder of them.")
    rows = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                rows.append(_row(json.loads(line)))
            except (ValueError, KeyError, TypeError, InvalidOperation) as error:
                raise ScoringError(f"{file} line {number} is not a gold row ({error!r}); see the guideline.") from error
    return rows


_QUERY = """
    SELECT d.path AS doc, doc_start AS start, doc_end AS "end", quantity AS text, value, value_low AS low,
           value_high AS high, unit, bound, role, kind, indicator, subject,
           CASE WHEN period_start IS NOT NULL THEN [CAST(period_start AS VARCHAR), CAST(period_end AS VARCHAR)] END
               AS period, f.status, basis, direction
    FROM figures f JOIN documents d USING (document_id) ORDER BY d.path, doc_start, doc_end
"""


def read_found(database: Path) -> list[Row]:
    """The figures of a database, by document and place; raises StoreError."""
    connection = open_for_queries(database)
    try:
        result = connection.sql(_QUERY)
        rows = [dict(zip(result.columns, values, strict=True)) for values in result.fetchall()]
    finally:
        connection.close()
    return [_row({**r, "doc": PurePosixPath(r["doc"]).name}) for r in rows]


def read_rules(database: Path) -> dict[Place, tuple[str, ...]]:
    """The ids of the rules that made each figure of a database, by its place; raises StoreError."""
    with open_for_queries(database) as connection:
        rows = connection.sql("SELECT path, doc_start, doc_end, rules FROM figures JOIN documents USING (document_id)")
        return {(PurePosixPath(path).name, start, end): tuple(rules) for path, start, end, rules in rows.fetchall()}


# --- the comparison ------------------------------------------------------------------------------------------


def _by_place(gold: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Index pairs of overlapping rows, the largest overlap first."""
    shared = [(g.overlap(f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    return [(i, j) for overlap, i, j in sorted(shared, key=lambda s: (-s[0], s[1], s[2])) if overlap > 0]


def _by_order(gold: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Index pairs of equal amounts in reading order."""
    matcher = SequenceMatcher(None, [g.amount for g in gold], [f.amount for f in found], autojunk=False)
    return [(b.a + k, b.b + k) for b in matcher.get_matching_blocks() for k in range(b.size)]


def pair(gold: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """One-to-one index pairs of the rows of one document.

    Rows belong together where their spans overlap. A reader that changed the text (HTML, PDF) moves all spans: where
    fewer than three in ten overlaps agree in amount, rows are paired in reading order by equal amount instead.
    """
    candidates = _by_place(gold, found)
    agreeing = sum(gold[i].amount == found[j].amount for i, j in candidates)
    if agreeing < 0.3 * max(1, min(len(gold), len(found))):
        candidates = _by_order(gold, found)
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for i, j in candidates:
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return pairs


def _fields(g: Row, f: Row) -> Iterator[tuple[str, bool, object, object]]:
    """The single fields that the gold row lets one judge: name, right or not, and what either side says."""
    for name in ("bound", "kind", "status"):
        yield name, getattr(g, name) == getattr(f, name), getattr(g, name), getattr(f, name)
    yield "indicator", likeness(g.indicator, f.indicator) >= ALIKE, g.indicator, f.indicator
    if g.kind == "growth_rate":
        yield "basis", (g.basis, g.direction) == (f.basis, f.direction), (g.basis, g.direction), (f.basis, f.direction)
    if g.period:
        yield "period_any", g.period == f.period, g.period, f.period
        if g.period_explicit:
            yield "period_explicit", g.period == f.period, g.period, f.period
    else:
        yield "period_none", f.period is None, None, f.period
    if g.subject:
        yield "subject", likeness(g.subject, f.subject) >= ALIKE, g.subject, f.subject


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(_show(v) for v in value if v is not None)
    return "-" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _compare(score: Score, g: Row, f: Row) -> None:
    """Count one pair."""
    if g.amount != f.amount:
        score.differences.append(Difference(g.doc, "amount", g.text, _show(g.amount), _show(f.amount)))
        return
    right = {}
    for name, is_right, said, got in _fields(g, f):
        right[name] = is_right
        score.chances[name] += 1
        score.hits[name] += is_right
        # An explicit period is one of any: it is listed once.
        if not is_right and name != "period_any":
            score.differences.append(Difference(g.doc, name, g.text, _show(said), _show(got)))
    needed = ("bound", "kind", "status", "period_explicit", "basis")
    whole = all(right.get(name, True) for name in needed)
    score.hits["amount"] += 1
    score.hits["record"] += whole
    score.hits["record_indicator"] += whole and right["indicator"]
    score.right_kinds[g.kind] += right["kind"]


def score_document(gold: Sequence[Row], found: Sequence[Row]) -> Score:
    """Compare the measures of one document; a measure found where gold has a threshold is a false positive."""
    wanted = [g for g in gold if g.role == "measure"]
    thresholds = [g for g in gold if g.role == "threshold"]
    got = [f for f in found if f.role == "measure"]
    score = Score(gold=len(wanted), found=len(got))
    score.gold_kinds.update(g.kind for g in wanted)
    score.found_kinds.update(f.kind for f in got)
    pairs = pair(wanted, got)
    for i, j in pairs:
        _compare(score, wanted[i], got[j])
    for i in sorted(set(range(len(wanted))) - {i for i, _ in pairs}):
        g = wanted[i]
        score.differences.append(Difference(g.doc, "missed", g.text, f"{g.kind} {_show(g.indicator)}", "-"))
    for j in sorted(set(range(len(got))) - {j for _, j in pairs}):
        f = got[j]
        on_threshold = any(t.overlap(f) > 0 for t in thresholds)
        score.thresholds_as_measures += on_threshold
        what = "threshold" if on_threshold else "extra"
        score.differences.append(Difference(f.doc, what, f.text, "-", f"{f.kind} {_show(f.indicator)}"))
    return score


def score(gold: Sequence[Row], found: Sequence[Row]) -> dict[str, Score]:
    """A score for each document that gold names; documents are told apart by file name."""
    sides: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in gold:
        sides[row.doc][0].append(row)
    for row in found:
        if row.doc in sides:
            sides[row.doc][1].append(row)
    place = lambda row: (row.start, row.end)  # noqa: E731
    return {doc: score_document(sorted(g, key=place), sorted(f, key=place)) for doc, (g, f) in sorted(sides.items())}


def total(scores: Iterable[Score]) -> Score:
    """All documents as one."""
    whole = Score()
    for one in scores:
        whole.add(one)
    return whole


def verdicts(gold: Sequence[Row], found: Sequence[Row], whole: str = "record") -> dict[Place, bool]:
    """Every measure found in a document that gold names, and whether gold has it so; `whole` as in `Score.hits`."""
    given: dict[Place, bool] = {}
    place = lambda row: (row.start, row.end)  # noqa: E731
    for doc in sorted({row.doc for row in gold}):
        wanted = sorted((row for row in gold if row.doc == doc and row.role == "measure"), key=place)
        got = sorted((row for row in found if row.doc == doc and row.role == "measure"), key=place)
        partner = {j: wanted[i] for i, j in pair(wanted, got)}
        for j, row in enumerate(got):
            right = j in partner and score_document([partner[j]], [row]).hits[whole] == 1
            given[doc, row.start, row.end] = right
    return given


# --- the gate ------------------------------------------------------------------------------------------------

Floors = dict[str, dict[str, float]]


def read_floors(text: str, place: str) -> Floors:
    """Floors by suite and measure; a ceiling for the measures in CEILINGS. Raises ScoringError."""
    try:
        floors = json.loads(text)
        return {suite: {name: float(value) for name, value in pinned.items()} for suite, pinned in floors.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise ScoringError(f"{place} is no file of floors ({error}); write {{suite: {{measure: n}}}}.") from error


def below(measures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """One line for each measure that does not hold its floor (for a ceiling: that exceeds it)."""
    lines = []
    for name, pinned in floors.items():
        if name not in measures:
            lines.append(f"{name}: there is no such measure; the measures are {', '.join(sorted(measures))}")
        elif name in CEILINGS and measures[name] > pinned:
            lines.append(f"{name}: {measures[name]:g} is above the ceiling of {pinned:g}")
        # Scores are printed and pinned with four places, and compared with as many.
        elif name not in CEILINGS and round(measures[name], 4) < pinned:
            lines.append(f"{name}: {measures[name]:.4f} is below the floor of {pinned:g}")
    return lines


def loosened(now: Floors, before: Floors) -> list[str]:
    """One line for each floor of `before` that `now` lowers (a ceiling: raises) or leaves out."""
    lines = []
    for suite, pinned in before.items():
        for name, old in pinned.items():
            new = now.get(suite, {}).get(name)
            if new is None or (new > old if name in CEILINGS else new < old):
                lines.append(f"{suite}: {name} stood at {old:g} and is now {'gone' if new is None else f'{new:g}'}")
    return lines


def committed(file: Path) -> list[Floors]:
    """The floors as every commit had them; none where git, the repository or the file's history is missing."""

    def git(*arguments: str) -> str | None:
        try:
            done = subprocess.run(
                ["git", "-C", str(file.absolute().parent), *arguments],
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
        except FileNotFoundError:
            return None
        return done.stdout if done.returncode == 0 else None

    commits = (git("log", "--format=%H", "--", file.name) or "").split()
    texts = [git("show", f"{commit}:./{file.name}") for commit in commits]
    return [read_floors(text, f"{file} as committed") for text in texts if text]


def check_floors(file: Path) -> list[str]:
    """One line for each floor in `file` that is looser than it ever was; raises ScoringError."""
    try:
        now = read_floors(file.read_text(encoding="utf-8"), str(file))
    except OSError as error:
        raise ScoringError(f"{file} cannot be read ({error.strerror}); give the file that pins the floors.") from error
    return sorted({line for before in committed(file) for line in loosened(now, before)})


def check_gate(file: Path, suite: str, score: Score) -> list[str]:
    """One line for each floor of `suite` that the score does not hold, or that was loosened; raises ScoringError."""
    loose = check_floors(file)
    floors = read_floors(file.read_text(encoding="utf-8"), str(file))
    if suite not in floors:
        raise ScoringError(f"{file} pins no floors for {suite!r}; it has: {', '.join(floors)}.")
    return below(score.measures(), floors[suite]) + loose


def raised(floors: Floors, suite: str, score: Score) -> Floors:
    """The floors with those of `suite` raised to what the score reaches, cut to three places; never lowered."""
    pinned = dict(floors.get(suite, {}))
    for name, value in score.measures().items():
        if name in CEILINGS:
            pinned[name] = min(value, pinned.get(name, value))
        else:
            pinned[name] = max(floor(value * 1000) / 1000, pinned.get(name, 0.0))
    return {**floors, suite: pinned}


def pin(file: Path, suite: str, score: Score) -> None:
    """Raise the floors of `suite` in `file`; raises ScoringError."""
    floors = read_floors(file.read_text(encoding="utf-8"), str(file)) if file.is_file() else {}
    content = json.dumps(raised(floors, suite, score), indent=2, sort_keys=True)
    file.write_text(content + "\n", encoding="utf-8")

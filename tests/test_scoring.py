"""Gold and found rows compared: pairs, measures, and floors that can only rise."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from econ_extract.scoring import (
    Row,
    ScoringError,
    below,
    check_floors,
    likeness,
    loosened,
    pair,
    pin,
    raised,
    read_gold,
    score,
    score_document,
    total,
)


def row(start: int, value: str, *, length: int = 4, **changes: object) -> Row:
    """A count of enterprises at `start`, in the first half of 2023, said in the same sentence."""
    base = Row(
        doc="a.txt", start=start, end=start + length, text=value, amount=(Decimal(value), None, None, "count"),
        bound="exact", role="measure", kind="enterprise_count", indicator="规上企业", subject="绵州市",
        period=("2023-01-01", "2023-06-30"), period_explicit=True, status="actual", basis=None, direction=None,
    )  # fmt: skip
    return replace(base, **changes)


GROWTH = row(20, "8", kind="growth_rate", basis="yoy", direction="up", amount=(Decimal(8), None, None, "%"))


def test_pairs_overlap_and_the_larger_overlap_wins() -> None:
    gold = [row(0, "1"), row(10, "2")]
    found = [row(11, "2", length=10), row(3, "1", length=8), row(10, "2")]
    # found[1] touches both gold rows by one character; found[2] lies on gold[1] in full.
    assert sorted(pair(gold, found)) == [(0, 1), (1, 2)]


def test_pairs_in_reading_order_when_a_reader_moved_the_spans() -> None:
    gold = [row(1000, "1"), row(2000, "2"), row(3000, "3")]
    found = [row(10, "1"), row(20, "9"), row(30, "2"), row(40, "3")]
    assert pair(gold, found) == [(0, 0), (1, 2), (2, 3)]


def test_equal_amounts_are_equal_however_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    row = {
        "doc": "a",
        "start": 0,
        "end": 1,
        "text": "5",
        "unit": "%",
        "bound": "exact",
        "kind": "ratio",
        "status": "actual",
    }
    lines = [json.dumps({**row, "value": value}) for value in ("5", "5.00", "0.5E+1")]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert len({r.amount for r in read_gold(file)}) == 1


def test_counts_of_a_document() -> None:
    gold = [row(0, "1"), row(10, "2"), GROWTH, row(30, "4"), row(40, "50", role="threshold")]
    found = [
        row(0, "1"),  # right in all
        row(10, "2", bound="over", indicator="企业"),  # the bound is wrong
        replace(GROWTH, basis="mom"),  # the basis is wrong
        row(30, "5"),  # the amount is wrong
        row(40, "50"),  # gold has a threshold here
        row(60, "7", role="threshold"),  # no measure: not counted
    ]
    s = score_document(gold, found)
    assert (s.gold, s.found, s.thresholds_as_measures) == (4, 5, 1)
    assert s.prf("amount") == (3 / 5, 3 / 4, pytest.approx(2 / 3))
    assert s.prf("record")[:2] == (1 / 5, 1 / 4)
    assert s.prf("record_indicator")[:2] == (1 / 5, 1 / 4)
    assert s.share("bound") == 2 / 3
    assert s.share("basis") == 0
    assert s.share("period_explicit") == 1
    # 企业 and 规上企业 share 2 of 6 characters on both sides: 2*2/6.
    assert s.share("indicator") == 1
    assert s.kinds(["growth_rate"]) == (1, 1, 1)
    assert [(d.what, d.text) for d in s.differences] == [
        ("bound", "2"), ("basis", "8"), ("amount", "4"), ("threshold", "50"),
    ]  # fmt: skip


def test_missed_and_extra_rows() -> None:
    s = score_document([row(0, "1"), row(10, "2")], [row(0, "1"), row(50, "3")])
    assert [(d.what, d.text) for d in s.differences] == [("missed", "2"), ("extra", "3")]
    assert s.prf("amount") == (0.5, 0.5, 0.5)


def test_period_counts_only_where_it_is_explicit() -> None:
    wrong = ("2022-01-01", "2022-12-31")
    implied = row(0, "1", period_explicit=False)
    s = score_document([implied, row(10, "2")], [replace(implied, period=wrong), row(10, "2", period=wrong)])
    assert s.hits["record"] == 1
    assert (s.share("period_any"), s.share("period_explicit")) == (0, 0)
    none = score_document(
        [row(0, "1", period=None), row(10, "2", period=None)], [row(0, "1", period=None), row(10, "2")]
    )
    assert none.share("period_none") == 0.5


def test_likeness() -> None:
    assert likeness("贷款余额", "贷款余额") == 1
    assert likeness("贷款余额", "小微企业贷款余额") == pytest.approx(2 * 4 / 12)
    assert likeness("贷 款", "贷款") == 1
    assert likeness(None, None) == 0
    assert likeness("产值", "利润") == 0


def test_documents_are_scored_apart_and_added_up() -> None:
    other = replace(row(0, "1"), doc="b.txt")
    scores = score([row(0, "1"), other], [row(0, "1"), replace(other, doc="c.txt")])
    assert {doc: s.hits["amount"] for doc, s in scores.items()} == {"a.txt": 1, "b.txt": 0}
    whole = total(scores.values())
    assert (whole.gold, whole.found, whole.hits["amount"]) == (2, 1, 1)


def test_gold_that_is_broken_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('\n{"doc": "a"}\n', encoding="utf-8")
    with pytest.raises(ScoringError, match=r"gold\.jsonl line 2 is not a gold row"):
        read_gold(file)


# --- floors ---------------------------------------------------------------------------------------------------


def test_below_names_what_does_not_hold() -> None:
    measures = {"record_f1": 0.70004, "subject": 0.5, "thresholds_as_measures": 11.0}
    assert below(measures, {"record_f1": 0.7, "subject": 0.5, "thresholds_as_measures": 11}) == []
    lines = below(measures, {"record_f1": 0.7001, "thresholds_as_measures": 10, "luck": 1})
    assert [line.split(":")[0] for line in lines] == ["record_f1", "thresholds_as_measures", "luck"]
    assert "above the ceiling of 10" in lines[1]


@pytest.mark.parametrize(
    ("now", "count"),
    [
        ({"gold": {"record_f1": 0.7, "thresholds_as_measures": 10}}, 0),
        ({"gold": {"record_f1": 0.8, "thresholds_as_measures": 3}, "corpora": {"record_f1": 0.1}}, 0),
        ({"gold": {"record_f1": 0.69, "thresholds_as_measures": 10}}, 1),
        ({"gold": {"record_f1": 0.7, "thresholds_as_measures": 11}}, 1),
        ({"gold": {"record_f1": 0.7}}, 1),
        ({}, 2),
    ],
)
def test_loosened(now: dict[str, dict[str, float]], count: int) -> None:
    before = {"gold": {"record_f1": 0.7, "thresholds_as_measures": 10.0}}
    assert len(loosened(now, before)) == count


def test_a_floor_cannot_be_lowered_even_by_a_commit(tmp_path: Path) -> None:
    floors = tmp_path / "sub" / "floors.json"
    floors.parent.mkdir()

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.hooksPath=/dev/null"]
        subprocess.run(["git", "-C", str(tmp_path), *identity, *arguments], check=True, capture_output=True)

    def pin(value: float) -> None:
        floors.write_text(json.dumps({"gold": {"record_f1": value}}), encoding="utf-8")

    git("init")
    for value in (0.7, 0.8):
        pin(value)
        git("add", "-A")
        git("commit", "-m", f"pin {value}")
    assert check_floors(floors) == []
    pin(0.75)
    assert check_floors(floors) == ["gold: record_f1 stood at 0.8 and is now 0.75"]
    git("add", "-A")
    git("commit", "-m", "lower it")
    assert check_floors(floors) == ["gold: record_f1 stood at 0.8 and is now 0.75"]
    pin(0.81)
    assert check_floors(floors) == []


def test_floors_without_a_repository(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"gold": {"record_f1": 0.5}}', encoding="utf-8")
    assert check_floors(floors) == []
    floors.write_text('["record_f1"]', encoding="utf-8")
    with pytest.raises(ScoringError, match="no file of floors"):
        check_floors(floors)
    with pytest.raises(ScoringError, match="cannot be read"):
        check_floors(tmp_path / "none.json")


def test_pinning_raises_and_never_lowers(tmp_path: Path) -> None:
    # One of three gold rows is missed: recall 2/3, precision 1, F1 0.8; every single field is right.
    s = score_document([row(0, "1"), row(10, "2"), row(20, "3")], [row(0, "1"), row(10, "2")])
    before = {"mine": {"amount_f1": 0.9, "record_f1": 0.1, "thresholds_as_measures": 0.0}, "yours": {"kind": 0.3}}
    after = raised(before, "mine", s)
    assert (after["mine"]["amount_f1"], after["mine"]["record_f1"], after["mine"]["bound"]) == (0.9, 0.8, 1.0)
    assert after["mine"]["thresholds_as_measures"] == 0
    assert after["yours"] == {"kind": 0.3}
    file = tmp_path / "floors.json"
    pin(file, "mine", s)
    assert check_floors(file) == []
    assert below(s.measures(), json.loads(file.read_text(encoding="utf-8"))["mine"]) == []

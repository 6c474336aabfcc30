"""Figures turned into typed records: each kind has its class, its constraints and its JSON Schema."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from conftest import TEXT, make_extraction, make_figure
from econ_extract import pipeline
from econ_extract.docs import stale
from econ_extract.labels import KINDS
from econ_extract.registry import TAGGERS, load
from econ_extract.typed import RECORDS, GrowthRate, InvestmentTotal, LoanBalance, ProjectCount, schema, typed

PROJECTS, MONEY, GROWTH = make_extraction().figures
LOANS = replace(MONEY, kind="loan_balance", indicator="贷款余额")


def test_every_kind_has_a_record() -> None:
    assert set(RECORDS) == set(KINDS)


@pytest.mark.parametrize(
    ("figure", "record"),
    [(PROJECTS, ProjectCount), (MONEY, InvestmentTotal), (GROWTH, GrowthRate), (LOANS, LoanBalance)],
)
def test_kind_chooses_the_record(figure: Any, record: type) -> None:
    made = typed(figure)
    assert type(made) is record
    assert (made.quantity, made.value, made.period_end) == (figure.quantity, figure.value, date(2023, 6, 30))


@pytest.mark.parametrize(
    ("figure", "changes", "said"),
    [
        (GROWTH, {"basis": None}, "basis"),
        (GROWTH, {"direction": None}, "direction"),
        (GROWTH, {"unit": "CNY"}, "unit"),
        (GROWTH, {"direction": "down"}, "negative exactly when its direction is down"),
        (GROWTH, {"value": Decimal("-8.2")}, "negative exactly when its direction is down"),
        (GROWTH, {"is_change": True}, "is_change"),
        (PROJECTS, {"unit": "%"}, "unit"),
        (PROJECTS, {"value": Decimal("3.5")}, "whole"),
        (PROJECTS, {"basis": "yoy"}, "basis"),
        (MONEY, {"unit": "count"}, "unit"),
        (MONEY, {"direction": "up"}, "direction"),
        (LOANS, {"unit": "m2"}, "unit"),
        (MONEY, {"value": None}, "either a value, or"),
        (MONEY, {"value_low": Decimal(1), "value_high": Decimal(2)}, "either a value, or"),
        (MONEY, {"value": None, "value_low": Decimal(3), "value_high": Decimal(2), "bound": "range"}, "not exceed"),
        (MONEY, {"period_end": None}, "both a first and a last day"),
        (MONEY, {"period_start": date(2024, 1, 1)}, "must not lie behind"),
        (MONEY, {"doc_end": MONEY.doc_start}, "must lie behind doc_start"),
        (MONEY, {"bound": "roughly"}, "bound"),
        (MONEY, {"confidence": 1.5}, "confidence"),
        (MONEY, {"region_code": "Sichuan"}, "region_code"),
        (MONEY, {"kind": "fortune"}, "kind"),
    ],
)
def test_what_breaks_the_rules_of_its_kind_is_refused(figure: Any, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        typed(replace(figure, **changes))


@pytest.mark.parametrize(
    ("figure", "changes"),
    [
        (GROWTH, {"value": Decimal("-8.2"), "direction": "down"}),
        (GROWTH, {"value": Decimal(0), "direction": "down"}),
        (GROWTH, {"value": Decimal(2), "unit": "doubling", "basis": "none"}),
        (PROJECTS, {"value": Decimal("5E+3")}),
        (MONEY, {"value": None, "value_low": Decimal(1), "value_high": Decimal(2), "bound": "range"}),
        (MONEY, {"value": Decimal(-5), "is_change": True}),
        (MONEY, {"period_start": None, "period_end": None}),
        (MONEY, {"unit": "KRW"}),
    ],
)
def test_what_keeps_the_rules_is_taken(figure: Any, changes: dict[str, Any]) -> None:
    made = typed(replace(figure, **changes))
    assert all(getattr(made, name) == value for name, value in changes.items())


def test_json_has_every_digit_and_reads_back() -> None:
    large = Decimal("12345678901234567890.123456")
    made = typed(replace(MONEY, value=large))
    told = json.loads(made.model_dump_json())
    assert told["value"] == "12345678901234567890.123456"
    assert json.loads(typed(replace(MONEY, value=Decimal("1.2E+10"))).model_dump_json())["value"] == "12000000000"
    assert InvestmentTotal.model_validate(told) == made


def test_schema_names_the_discriminator_and_the_constraints() -> None:
    union = schema()
    assert union["discriminator"]["propertyName"] == "kind"
    assert len(union["oneOf"]) == len(KINDS)
    growth = schema("growth_rate")
    assert {"basis", "direction", "unit", "value"} <= set(growth["required"])
    assert growth["properties"]["unit"]["enum"] == ["%", "pp", "x", "doubling"]


def test_generated_files_are_current() -> None:
    assert stale(Path(__file__).parents[1]) == []


def test_every_figure_of_corpora_is_a_valid_record() -> None:
    book = pipeline.rule_book(None)
    tagger = load(TAGGERS, "jieba")(book)
    refused = []
    count = 0
    for source in pipeline.find_sources([Path(__file__).parents[1] / "corpora" / "articles"]).sources:
        for figure in pipeline.process(source, book, tagger).figures:
            count += 1
            try:
                typed(figure)
            except ValidationError as error:
                refused.append((source.file.name, figure.quantity, figure.kind, figure.unit, error.errors()[0]["msg"]))
    assert count > 250
    assert refused == []


def test_figure_of_a_range_from_the_factory_is_valid() -> None:
    figure = make_figure(TEXT, "d", "36个", value=None, value_low=Decimal(3), value_high=Decimal(5), bound="range")
    assert typed(figure).value_high == Decimal(5)

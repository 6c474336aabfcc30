"""The conformance cases of another project through `find_quantities` and `find_periods`, in our conventions.

The cases lie beside the project and are not part of it; without them these tests are skipped. What our guideline asks
for differently is listed in `data/recognizers_left_out.yaml`, case by case with the reason; of the rest 97 % must pass.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Context, Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from econ_extract.numerals import find_quantities
from econ_extract.periods import find_periods
from econ_extract.rules import default_rules

ROOT = Path(__file__).parents[1]
SUITE = ROOT.parent / "shared" / "suites" / "recognizers"
LEFT_OUT = Path(__file__).parent / "data" / "recognizers_left_out.yaml"
UNITS = {r.value["unit"] for r in default_rules().table("units")}
MONEY = {r.value["unit"] for r in default_rules().table("units") if r.value["dim"] == "money"}
ISO = {
    "Chinese yuan": "CNY", "Dollar": "USD", "Euro": "EUR", "Hong Kong dollar": "HKD", "Japanese yen": "JPY",
    "New Taiwan dollar": "TWD", "Nigerian naira": "NGN", "Swiss franc": "CHF", "United States dollar": "USD",
}  # fmt: skip
ALLOWED = {
    "NumberModel": 0.03,
    "PercentModel": 0.03,
    "CurrencyModel": 2 / 31,
    "DateParser": 0.07,
    "DatePeriodParser": 0.07,
}
FIFTEEN = Context(prec=15)  # the suite rounds to so many digits
CARRIER = "元"

Case = dict[str, Any]


class Told(NamedTuple):
    """A quantity: its span, its value and its unit."""

    start: int
    end: int
    value: Decimal
    unit: str


def cases(model: str) -> list[Case]:
    """The cases of one model, in the order of its file."""
    path = SUITE / f"{model}.json"
    if not path.is_file():
        pytest.skip(f"the suite is not here ({path.name} is looked for in ../shared/suites/recognizers)")
    return json.loads(path.read_text(encoding="utf-8-sig"))


def digest(case: Case) -> str:
    """A short name of a case by its words and its day, for they are not repeated here."""
    day = (case.get("Context") or {}).get("ReferenceDateTime", "")
    return sha256((case["Input"] + day).encode()).hexdigest()[:8]


def left_out(model: str) -> dict[int, str]:
    """Index -> digest of every case of `model` that is not asked for."""
    families = yaml.safe_load(LEFT_OUT.read_text(encoding="utf-8"))
    return {i: d for family in families if family["model"] == model for i, d in family["cases"].items()}


def rounded(value: Decimal) -> Decimal:
    return FIFTEEN.plus(value)


# ---------------------------------------------------------------- what a case asks of us


def in_percent(share: Decimal) -> Decimal:
    """A fraction in %; one that does not end has two places here, below 1 six."""
    percent = share * 100
    ends = -int(percent.normalize().as_tuple().exponent) <= 8
    return (
        percent.normalize() if ends else percent.quantize(Decimal("0.01" if percent >= 1 else "0.000001")).normalize()
    )


def number_case(case: Case) -> tuple[str, list[Told], set[str]]:
    """A number has a figure only with a unit: 元 is put behind each, 为 before one that stands alone.

    A fraction is a share in % and needs no unit; so is a number behind 百分之.
    """
    told, results = [], case["Results"]
    alone = len(results) == 1 and results[0]["End"] - results[0]["Start"] + 1 == len(case["Input"].strip())
    text = "为" if alone else ""
    done = 0
    for result in results:
        start, end = result["Start"], result["End"] + 1
        value = Decimal(result["Resolution"]["value"])
        text += case["Input"][done:start]
        words = result["Text"].replace(" ", "")
        percent, share, dozen = text.endswith("百分之"), "分之" in words or "/" in words, words.endswith("打")
        at = len(text) - 3 * percent
        text += case["Input"][start:end] + ("" if percent or share or dozen else CARRIER)
        value = in_percent(value) if share else value
        unit = "%" if percent or share else "count" if dozen else "CNY"
        told.append(Told(at, len(text), rounded(value), unit))
        done = end
    units = {t.unit for t in told} or UNITS - MONEY - {"%"}  # where there is no number, money and shares may be
    return text + case["Input"][done:], told, units


def percent_case(case: Case) -> tuple[str, list[Told], set[str]]:
    """百分点 is a unit of its own here; all else is in %."""
    told = [
        Told(
            r["Start"],
            r["End"] + 1,
            rounded(Decimal(r["Resolution"]["value"].removesuffix("%"))),
            "pp" if r["Text"].replace(" ", "")[-3:] in ("百分点", "百分點") else "%",
        )
        for r in case["Results"]
    ]
    return case["Input"], told, {"%", "pp"}


def currency_case(case: Case) -> tuple[str, list[Told], set[str]]:
    """The span is that of number and unit: the name of a currency before the number stays outside."""
    told = []
    for r in case["Results"]:
        words = r["Text"].removeprefix("人民币").lstrip() if r["Text"].startswith("人民币") else r["Text"]
        start = r["End"] + 1 - len(words)
        value = rounded(Decimal(r["Resolution"]["value"]))
        told.append(Told(start, r["End"] + 1, value, ISO[r["Resolution"]["unit"]]))
    return case["Input"], told, MONEY


def found(text: str, units: set[str]) -> list[Told]:
    """Our quantities in these units; a range, which the suite has none of, has a value that equals no other."""
    return [
        Told(q.start, q.end, rounded(q.value) if q.value is not None else Decimal("NaN"), q.unit or "")
        for q in find_quantities(text)
        if q.unit in units
    ]


READERS = {"NumberModel": number_case, "PercentModel": percent_case, "CurrencyModel": currency_case}


def failures(model: str) -> Iterator[tuple[int, str, object, object]]:
    """Index, text, what was asked and what was found of every case that is not left out and fails."""
    out = left_out(model)
    for i, case in enumerate(cases(model)):
        if i in out:
            continue
        text, asked, units = READERS[model](case)
        have = found(text, units)
        if asked != have:
            yield i, text, asked, have


# ---------------------------------------------------------------- periods


def day_in_case(resolved: dict[str, str], key: str) -> date:
    return date.fromisoformat(resolved[key])


def spans_asked(case: Case) -> list[tuple[date, date]]:
    """The days, both included, that the suite would take: those of the past or those to come; none for no date.

    Its ends are exclusive, but for a range of days, whose last day it names, and of years, where it names the last one.
    """
    value, spans = case["Results"][0]["Value"], []
    for resolved in (value["PastResolution"], value["FutureResolution"]):
        if "date" in resolved:
            first = last = day_in_case(resolved, "date")
        else:
            first, last = day_in_case(resolved, "startDate"), day_in_case(resolved, "endDate")
            unit = value["Timex"].rstrip(")")[-1] if value["Timex"].startswith("(") else ""
            words = case["Results"][0]["Text"]
            if unit == "Y" and not words.endswith("年代"):
                last = date(last.year, 12, 31)
            elif unit != "D":
                last -= timedelta(days=1)
        if first.year > 1:
            spans.append((first, last))
    return spans


def period_failures(model: str) -> Iterator[tuple[int, str, object, object]]:
    """Index, text, what was asked and what was found of every case that is not left out and fails."""
    out = left_out(model)
    for i, case in enumerate(cases(model)):
        if i in out:
            continue
        published = date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
        have = [(p.start, p.first, p.last) for p in find_periods(case["Input"], published)]
        result = case["Results"][0]
        begin = range(result["Start"], result["Start"] + 2)  # 从 and 在 before a period may stand outside
        asked = spans_asked(case)
        right = [span for start, *span in have if start in begin and tuple(span) in asked]
        if (not right or len(have) > 1) if asked else have:
            yield i, case["Input"], asked, have


# ---------------------------------------------------------------- the tests


def test_every_case_left_out_is_named_rightly() -> None:
    """The list still names the cases that it was made for."""
    for family in yaml.safe_load(LEFT_OUT.read_text(encoding="utf-8")):
        known = cases(family["model"])
        for index, words in family["cases"].items():
            assert digest(known[index]) == words, (family["model"], index)


@pytest.mark.parametrize("model", READERS)
def test_most_quantities_are_read_as_the_suite_asks(model: str) -> None:
    asked = len(cases(model)) - len(left_out(model))
    missed = list(failures(model))
    assert len(missed) <= asked * ALLOWED[model], missed


@pytest.mark.parametrize("model", READERS)
def test_no_case_is_left_out_that_would_pass(model: str) -> None:
    for index in left_out(model):
        results = cases(model)[index]["Results"]
        if all(
            (r.get("Resolution") or {}).get("value") and r["Resolution"].get("unit", "Euro") in ISO for r in results
        ):
            text, asked, units = READERS[model](cases(model)[index])
            assert found(text, units) != asked, index


@pytest.mark.parametrize("model", ["DateParser", "DatePeriodParser"])
def test_most_periods_are_read_as_the_suite_asks(model: str) -> None:
    asked = len(cases(model)) - len(left_out(model))
    missed = list(period_failures(model))
    assert len(missed) <= asked * ALLOWED[model], missed

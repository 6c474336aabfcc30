"""Every rule of `rules/` on its own examples and counter-examples, both ways; a failure names the rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from econ_extract.examples import ExampleReader, Failure, check, checkable, fired, is_reserved
from econ_extract.rules import Example, Rule, RuleBook, default_rules

BOOK = default_rules()
RULES = [rule for rule in checkable(BOOK) if not is_reserved(rule)]


@pytest.fixture(scope="module")
def reader() -> ExampleReader:
    return ExampleReader(BOOK)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_takes_part_in_its_examples_only(rule: Rule, reader: ExampleReader) -> None:
    assert reader.failures(rule) == []


@pytest.mark.parametrize("rule", [r for r in checkable(BOOK) if is_reserved(r)], ids=lambda rule: rule.id)
def test_reserved_rule_takes_part_nowhere(rule: Rule, reader: ExampleReader) -> None:
    assert all(rule.id not in reader.read(example.text).rules for example in rule.examples)


def test_every_rule_has_counter_examples() -> None:
    assert [rule.id for rule in RULES if not rule.counter_examples and rule.table != "periods"] == []


def test_forms_stand_once_in_their_rule() -> None:
    own = [rule for rule in checkable(BOOK) if rule.table != "entities"]
    twice = {rule.id: [f for f in set(rule.forms) if rule.forms.count(f) > 1] for rule in own}
    assert {rule_id: forms for rule_id, forms in twice.items() if forms} == {}


def test_a_unit_is_written_in_one_rule_only() -> None:
    owners: dict[str, list[str]] = {}
    for rule in BOOK.table("units"):
        for form in rule.forms:
            owners.setdefault(form, []).append(rule.id)
    shared = {form: ids for form, ids in owners.items() if len(ids) > 1}
    # 位 and 名 count persons, and places behind 第, which the shapes of numerals.yaml read.
    assert set(shared) <= {"位", "名"}, shared


# ---------------------------------------------------------------- the checker itself: it must be able to fail


def changed(rule_id: str, **fields: object) -> tuple[RuleBook, Rule]:
    """The rules with other fields in one of them."""
    rule = BOOK[rule_id].model_copy(update=fields)
    return RuleBook([rule, *(r for r in BOOK if r.id != rule_id)]), rule


def problems(rule_id: str, **fields: object) -> list[Failure]:
    book, rule = changed(rule_id, **fields)
    return ExampleReader(book).failures(rule)


def test_an_example_in_which_the_rule_takes_no_part_is_found() -> None:
    (failure,) = problems("bound.about", examples=(Example(text="签约项目36个"),))
    assert failure == Failure("bound.about", "签约项目36个", "the rule takes no part in its example")


def test_a_counter_example_in_which_the_rule_takes_part_is_found() -> None:
    (failure,) = problems("bound.about", counter_examples=("面积约200平方公里",))
    assert failure == Failure("bound.about", "面积约200平方公里", "the rule takes part in its counter-example")


def test_a_field_that_differs_is_found() -> None:
    right = {"value": 200, "unit": "km2", "bound": "about"}
    assert problems("bound.about", examples=(Example(text="面积约200平方公里", gives=right),)) == []
    (failure,) = problems("bound.about", examples=(Example(text="面积约200平方公里", gives={**right, "value": 201}),))
    assert "expected {'value': 201" in failure.problem
    assert "'value': '200'" in failure.problem


def test_a_form_that_is_lost_is_found() -> None:
    failures = problems("unit.area.km2", forms=("平方千米",))
    assert "规划面积36平方公里" in [failure.text for failure in failures]


def test_check_names_the_rule_and_leaves_the_others_alone() -> None:
    book, _ = changed("bound.about", examples=(Example(text="签约项目36个"),))
    assert [failure.rule_id for failure in check(book)] == ["bound.about"]


def test_check_of_the_rules_at_hand() -> None:
    assert check(BOOK) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力争签约项目36个", {"status.target", "indicator.project_count", "phrase.verb_keep"}),
        ("数百家企业参展", {"numeral.vague"}),
        ("据市商务局介绍，签约项目36个", {"attribution.according_to"}),
        ("税收过亿元楼宇12座", {"threshold.class_noun", "bound.over_short"}),
        ("同比增长6.3%", {"basis.yoy", "change.up", "unit.percent"}),
        ("增速达12%", {"change.rate_noun", "link.equals"}),
        ("去年签约项目12个", {"status.actual", "period.year"}),
    ],
)
def test_fired(text: str, expected: set[str]) -> None:
    assert expected <= fired(text, date(2023, 10, 17))


def test_nothing_fires_on_an_empty_text() -> None:
    assert fired("") == frozenset()


def test_readings_do_not_depend_on_what_was_read_before(reader: ExampleReader) -> None:
    first = reader.read("其中，出口增长3%")
    reader.read("今年总投资20亿元，同比下降5%。")
    assert reader.read("其中，出口增长3%") == first


def test_the_readers_notes_change_no_figure(reader: ExampleReader) -> None:
    from econ_extract import extract_text

    text = "据市统计局介绍，前三季度全市实现产值1200亿元，同比增长6.5%；完成投资80亿元，增长3.1%。"
    plain = [(f.quantity, f.value, f.indicator, f.subject) for f in extract_text(text, published=date(2023, 10, 17))]
    noted = [(f.quantity, f.value, f.indicator, f.subject) for f in reader.read(text, date(2023, 10, 17)).figures]
    assert noted == plain
    assert [value for _, value, _, _ in plain] == [
        Decimal("120000000000"),
        Decimal("6.5"),
        8_000_000_000,
        Decimal("3.1"),
    ]


def test_rules_folder_is_checked_by_the_command(tmp_path: Path) -> None:
    import shutil

    from typer.testing import CliRunner

    from econ_extract.cli import app
    from econ_extract.rules import rules_folder

    shutil.copytree(rules_folder(), tmp_path / "rules")
    file = tmp_path / "rules" / "bounds.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace('"面积约200平方公里"', '"面积200平方公里"'), encoding="utf-8"
    )
    done = CliRunner().invoke(app, ["rules", "check", "--rules", str(tmp_path / "rules")])
    assert done.exit_code == 2
    assert "bound.about" in done.stderr
    assert "面积200平方公里" in done.stderr

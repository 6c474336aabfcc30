"""Figures of the line in, typed pydantic records out: a union discriminated by `kind`, one class a kind."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, TypeAdapter, WithJsonSchema, model_validator

from econ_extract.labels import plain
from econ_extract.models import Basis, Bound, Direction, Figure, Role, Status

Money = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code of the currency")]
Amount = Annotated[
    Decimal,
    PlainSerializer(plain, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]


class FigureRecord(BaseModel):
    """What every kind of figure has; the fields are those of the table `figures`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    figure_id: str
    document_id: str
    article_id: str
    doc_start: int = Field(ge=0)
    doc_end: int = Field(gt=0)
    quantity: str = Field(min_length=1)
    value: Amount | None = Field(description="in the base unit; null for a range")
    value_low: Amount | None = None
    value_high: Amount | None = None
    unit: str
    bound: Bound
    role: Role
    kind: str
    indicator: str | None
    indicator_id: str | None = None
    subject: str | None
    subject_type: str | None = None
    region_code: str | None = Field(default=None, pattern=r"^\d{6}(\d{3}|\d{6})?$")
    period_start: date | None
    period_end: date | None
    period_text: str | None = None
    period_from: str | None = None
    status: Status
    basis: Basis | None = None
    direction: Direction | None = None
    is_change: bool = False
    of_figure_id: str | None = None
    attribution: str | None = None
    sentence: str
    confidence: float = Field(ge=0, le=1)
    rules: tuple[str, ...] = ()
    page: int | None = Field(default=None, ge=1)
    flags: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        """A span is not empty, a value excludes a range, a period has both ends in order."""
        if self.doc_end <= self.doc_start:
            raise ValueError("doc_end must lie behind doc_start")
        is_range = self.value_low is not None and self.value_high is not None
        if (self.value is None) != is_range or is_range != (self.bound == "range"):
            raise ValueError("a figure has either a value, or value_low and value_high with bound 'range'")
        if self.value_low is not None and self.value_high is not None and self.value_low > self.value_high:
            raise ValueError("value_low must not exceed value_high")
        if (self.period_start is None) != (self.period_end is None):
            raise ValueError("a period has both a first and a last day, or neither")
        if self.period_start is not None and self.period_end is not None and self.period_start > self.period_end:
            raise ValueError("period_start must not lie behind period_end")
        return self


class _LevelRecord(FigureRecord):
    """A figure that is no growth rate: it has neither basis nor direction."""

    basis: None = None
    direction: None = None


class _MoneyRecord(_LevelRecord):
    """An amount of money."""

    unit: Money


class InvestmentTotal(_MoneyRecord):
    """Planned or completed investment."""

    kind: Literal["investment"]


class ProjectCount(_LevelRecord):
    """A number of projects, which is whole unless the words carry a scale (0.5万个)."""

    kind: Literal["project_count"]
    unit: Literal["count"]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if any(v is not None and v != v.to_integral_value() for v in (self.value, self.value_low, self.value_high)):
            raise ValueError("a number of projects is whole")
        return self


class GrowthRate(FigureRecord):
    """A change relative to a base; `value` carries the sign that `direction` names."""

    kind: Literal["growth_rate"]
    unit: Literal["%", "pp", "x", "doubling"]
    basis: Basis
    direction: Direction
    is_change: Literal[False] = False

    @model_validator(mode="after")
    def _signed(self) -> Self:
        if self.value and (self.value < 0) != (self.direction == "down"):
            raise ValueError("a growth rate is negative exactly when its direction is down")
        return self


class LoanBalance(_MoneyRecord):
    """Outstanding loans or credit, or a change of them."""

    kind: Literal["loan_balance"]


class DepositBalance(_MoneyRecord):
    """Outstanding deposits, or a change of them."""

    kind: Literal["deposit_balance"]


class AssetBalance(_MoneyRecord):
    """Another stock of money: assets, market value, debt, funds."""

    kind: Literal["asset_balance"]


class FinanceFlow(_LevelRecord):
    """Money lent, raised, granted, paid or bought back, or shares bought back."""

    kind: Literal["finance_flow"]
    unit: Money | Literal["share"]


class OutputValue(_MoneyRecord):
    """Output value, value added or gross product."""

    kind: Literal["output_value"]


class Revenue(_MoneyRecord):
    """Revenue, premiums, sales or turnover."""

    kind: Literal["revenue"]


class Profit(_MoneyRecord):
    """A profit or loss."""

    kind: Literal["profit"]


class Fiscal(_MoneyRecord):
    """Taxes, public revenue or spending."""

    kind: Literal["fiscal"]


class Trade(_MoneyRecord):
    """Imports or exports in money."""

    kind: Literal["trade"]


class ForeignCapital(_MoneyRecord):
    """Foreign capital in use or paid in."""

    kind: Literal["foreign_capital"]


class OtherMoney(_MoneyRecord):
    """Any other amount of money."""

    kind: Literal["money_other"]


class Price(_MoneyRecord):
    """A unit price, fare or wage rate."""

    kind: Literal["price"]


class Ratio(_LevelRecord):
    """A share, coverage, completion or interest rate: a level, not a change."""

    kind: Literal["ratio"]


class EnterpriseCount(_LevelRecord):
    """A number of firms, institutions, branches or platforms."""

    kind: Literal["enterprise_count"]
    unit: Literal["count", "household"]


class PeopleCount(_LevelRecord):
    """A number of people or households."""

    kind: Literal["people"]
    unit: Literal["person", "household", "count"]


class OtherCount(_LevelRecord):
    """Any other count."""

    kind: Literal["count"]


class Area(_LevelRecord):
    """Land or floor area."""

    kind: Literal["area"]
    unit: Literal["m2", "mu", "ha", "km2"]


class PhysicalQuantity(_LevelRecord):
    """Output, capacity or another physical amount."""

    kind: Literal["quantity"]


class Rank(_LevelRecord):
    """A place reached."""

    kind: Literal["rank"]
    unit: Literal["rank"]


class Duration(_LevelRecord):
    """A length of time that measures work."""

    kind: Literal["duration"]
    unit: Literal["day", "workday", "month", "year", "hour", "minute", "second"]


class Index(_LevelRecord):
    """Index points, a score, a purchasing managers' index."""

    kind: Literal["index"]
    unit: Literal["point", "%"]


TypedFigure = Annotated[
    InvestmentTotal | ProjectCount | GrowthRate | LoanBalance | DepositBalance | AssetBalance | FinanceFlow
    | OutputValue | Revenue | Profit | Fiscal | Trade | ForeignCapital | OtherMoney | Price | Ratio
    | EnterpriseCount | PeopleCount | OtherCount | Area | PhysicalQuantity | Rank | Duration | Index,
    Field(discriminator="kind"),
]  # fmt: skip

_UNION: TypeAdapter[TypedFigure] = TypeAdapter(TypedFigure)
RECORDS: dict[str, type[FigureRecord]] = {
    get_args(record.model_fields["kind"].annotation)[0]: record for record in get_args(get_args(TypedFigure)[0])
}


def typed(figure: Figure) -> TypedFigure:
    """The record of the figure's kind; raises pydantic.ValidationError for a figure that breaks its kind's rules."""
    return _UNION.validate_python(asdict(figure))


def schema(kind: str | None = None) -> dict[str, Any]:
    """The JSON Schema of one kind, or of the whole union."""
    return _UNION.json_schema() if kind is None else RECORDS[kind].model_json_schema()

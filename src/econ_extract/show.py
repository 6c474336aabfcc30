"""Results in, tables and text for a terminal out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from econ_extract.exporters import cell
from econ_extract.labels import CLOSED_LISTS, HEADINGS, label, plain

if TYPE_CHECKING:
    from econ_extract.explain import Explanation
    from econ_extract.pipeline import Summary
    from econ_extract.rules import Rule, RuleBook
    from econ_extract.scoring import Score

_NARROWEST = 9  # characters a column, below which rows are shown as records


def rows(columns: Sequence[str], values: Sequence[Sequence[Any]], width: int) -> RenderableType:
    """Rows as a table, or as records one below the other when a table of `width` would squeeze its columns."""
    if len(columns) * _NARROWEST > width:
        return Group(*(_record(columns, row) for row in values))
    table = Table(box=SIMPLE, pad_edge=False)
    for index, name in enumerate(columns):
        numeric = any(isinstance(row[index], int | float | Decimal) for row in values)
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    for row in values:
        table.add_row(*(Text(cell(value)) for value in row))
    return table


def _record(names: Sequence[str], values: Iterable[Any]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, value in zip(names, values, strict=True):
        table.add_row(Text(name), Text(cell(value)))
    table.add_row("", "")
    return table


def _json(value: Any) -> str:
    # By hand, because json.dumps would turn a Decimal into binary floating point or a string.
    match value:
        case Decimal():
            return plain(value)
        case date() | datetime():
            return json.dumps(value.isoformat())
        case dict():
            return "{" + ", ".join(f"{_json(str(k))}: {_json(v)}" for k, v in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False, default=str)


def as_json(columns: Sequence[str], values: Iterable[Sequence[Any]]) -> str:
    """Rows as a JSON list of objects, one a line, numbers with all their digits."""
    return "[" + ",\n ".join(_json(dict(zip(columns, row, strict=True))) for row in values) + "]"


def closing(summary: Summary, totals: Mapping[str, int], seconds: float) -> Table:
    """What a run did, and what the database now holds."""
    table = Table(box=SIMPLE, pad_edge=False)
    table.add_column("")
    for name in ("文件", "未变", "失败", "文章", "数字", "非数字", "用时"):
        table.add_column(name, justify="right")
    now = (summary.files, summary.unchanged, len(summary.failures), summary.articles, summary.figures, summary.rejects)
    table.add_row("本次", *(f"{n:,}" for n in now), f"{seconds:.1f} 秒")
    held = (totals["documents"], None, totals["failed"], totals["articles"], totals["figures"], totals["rejects"])
    table.add_row("库中", *("" if n is None else f"{n:,}" for n in held), "")
    return table


def _labelled(field: str, value: Any) -> str:
    if value is None or field not in CLOSED_LISTS:
        return cell(value)
    known = label(field, value)
    return known if known == value else f"{known}（{value}）"


def explanation(found: Explanation, book: RuleBook) -> RenderableType:
    """The sentence with the quantity marked, the article, every field, and the rules with an example each."""
    sentence = Text.assemble(found.before, (f"【{found.quantity}】", "bold yellow"), found.after)
    names = ["标题", "媒体", "发布日期", "日期来源", "文件"]
    article = _record(names, [found.title, found.outlet, found.published_on, found.published_from, found.path])
    told = {k: v for k, v in found.fields.items() if v is not None and k not in ("sentence", "rules")}
    fields = _record([HEADINGS.get(k, k) for k in told], [_labelled(k, v) for k, v in told.items()])
    parts: list[RenderableType] = [sentence, "", article, fields]
    if found.part_of:
        figure_id, indicator, quantity = found.part_of
        parts += [Text(f"所属数字 {indicator or ''} {quantity}（{figure_id}）"), ""]
    return Group(*parts, _rule_lines(found.fields["rules"], book))


def _rule_lines(rule_ids: Sequence[str], book: RuleBook) -> Table:
    table = Table(box=SIMPLE, pad_edge=False)
    for name in ("规则", "说明", "例句"):
        table.add_column(name, overflow="fold")
    for rule_id in rule_ids:
        rule = book.rules.get(rule_id)
        table.add_row(*map(Text, (rule_id, "", "") if rule is None else (rule_id, _says(rule), rule.examples[0].text)))
    return table


def _says(rule: Rule) -> str:
    return rule.note or ", ".join(f"{key}: {value}" for key, value in rule.value.items())


def rule(found: Rule) -> Table:
    """Everything that one rule says."""
    shown = found.model_dump(exclude_defaults=True, exclude={"examples"})
    shown["examples"] = [example.text for example in found.examples]
    return _record(list(shown), list(shown.values()))


_WHOLE = {"amount": "amount and unit", "record": "record", "record_indicator": "record and indicator"}
_SINGLE = {
    "bound": "bound", "kind": "kind", "status": "status", "indicator": "indicator", "basis": "basis and direction",
    "period_explicit": "period, explicit", "period_any": "period, any", "period_none": "period, none kept",
    "subject": "subject",
}  # fmt: skip


def score(found: Score, core: Sequence[str]) -> RenderableType:
    """The measures of a score, and F1 by kind."""
    whole = Table("measure", "precision", "recall", "F1", box=SIMPLE, pad_edge=False)
    lines = [(text, found.prf(name)) for name, text in _WHOLE.items()] + [("four core kinds", found.kinds(core))]
    for text, values in lines:
        whole.add_row(text, *(f"{value:.4f}" for value in values))
    single = Table("field", "right", "of", "share", box=SIMPLE, pad_edge=False)
    for name, text in _SINGLE.items():
        single.add_row(text, str(found.hits[name]), str(found.chances[name]), f"{found.share(name):.4f}")
    single.add_row("thresholds as measures", str(found.thresholds_as_measures), "", "")
    kinds = Table("kind", "gold", "found", "F1", box=SIMPLE, pad_edge=False)
    for name, count in sorted(found.gold_kinds.items(), key=lambda item: (-item[1], item[0])):
        kinds.add_row(name, str(count), str(found.found_kinds[name]), f"{found.kinds([name])[2]:.2f}")
    return Group(f"gold {found.gold}  found {found.found}", whole, single, kinds)


def score_by_document(scores: Mapping[str, Score]) -> Table:
    """F1 of amounts and records by document."""
    table = Table("document", "gold", "found", "amount F1", "record F1", box=SIMPLE, pad_edge=False)
    for doc, one in scores.items():
        f1 = (f"{one.prf(name)[2]:.3f}" for name in ("amount", "record"))
        table.add_row(Text(doc), str(one.gold), str(one.found), *f1)
    return table


def differences(found: Score, most: int) -> str:
    """The first differences, one a line: document, field, words, gold, found."""
    return "\n".join(f"{d.doc} | {d.what} | {d.text} | {d.gold} | {d.found}" for d in found.differences[:most])

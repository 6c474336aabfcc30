"""Results in, tables and text for a terminal out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from econ_extract.confidence import PREFIX, chance, doubts, own_weights
from econ_extract.exporters import cell
from econ_extract.labels import CLOSED_LISTS, HEADINGS, label, plain

if TYPE_CHECKING:
    from econ_extract.choices import Choices
    from econ_extract.cuts import Cuts
    from econ_extract.explain import Explanation
    from econ_extract.models import Extraction, Piece
    from econ_extract.pipeline import Summary
    from econ_extract.report import Conflict, Report
    from econ_extract.rules import Rule, RuleBook
    from econ_extract.scoring import Score
    from econ_extract.whynot import Finding

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
    table.add_row("库中", *("—" if n is None else f"{n:,}" for n in held), "—")
    return table


def _labelled(field: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list) and field in CLOSED_LISTS:
        return "；".join(_labelled(field, one) for one in value)
    if value is None or field not in CLOSED_LISTS:
        return cell(value)
    known = label(field, value)
    return known if known == value else f"{known}（{value}）"


def _fields(told: Mapping[str, Any]) -> Table:
    """Named values one below the other, in words; those that are not known are left out."""
    known = {name: value for name, value in told.items() if value is not None and value != []}
    return _record([HEADINGS.get(n, n) for n in known], [_labelled(n, v) for n, v in known.items()])


def _marked(before: str, words: str, after: str) -> Text:
    return Text.assemble(before, (f"【{words}】", "bold yellow"), after)


_NOT_TOLD = ("sentence", "rules", "of_figure_id", "document_id", "article_id")


def explanation(found: Explanation, book: RuleBook) -> RenderableType:
    """The sentence with the quantity marked, article and fields, the doubts, and the rules with an example each."""
    article = {name: getattr(found, name) for name in ("title", "outlet", "published_on", "published_from", "path")}
    told: dict[str, Any] = {name: value for name, value in found.fields.items() if name not in _NOT_TOLD}
    if found.part_of:
        of = found.part_of
        told["所属数字"] = " ".join(filter(None, (of.subject, of.indicator, of.quantity))) + f"（{of.figure_id}）"
        told["所属原句"] = of.sentence if of.sentence != found.fields["sentence"] else None
    sentence = _marked(found.before, found.quantity, found.after)
    rules = found.fields["rules"]
    return Group(sentence, "", _fields(article), _fields(told), _doubt_lines(rules, book), _rule_lines(rules, book))


def _doubt_lines(rule_ids: Sequence[str], book: RuleBook) -> RenderableType:
    """What lowers the confidence, and what it would be without each of these doubts."""
    found, weights = doubts(rule_ids), own_weights()
    if not found:
        return Text("没有疑点")
    table = Table(box=SIMPLE, pad_edge=False)
    table.add_column("疑点", overflow="fold")
    table.add_column("若无此点，置信度", justify="right")
    for doubt in sorted(found, key=lambda one: (weights.get(one, 0), one)):
        note = book.rules[doubt].note if doubt in book.rules else None
        table.add_row(Text(note or doubt), str(chance(found - {doubt}, weights)))
    table.add_row(Text("疑点都没有"), str(chance([], weights)))
    return table


def _rule_lines(rule_ids: Sequence[str], book: RuleBook) -> Table:
    table = Table(box=SIMPLE, pad_edge=False)
    for name in ("规则", "说明", "例句"):
        table.add_column(name, overflow="fold")
    for rule_id in (r for r in rule_ids if not r.startswith(PREFIX)):
        rule = book.rules.get(rule_id)
        table.add_row(*map(Text, (rule_id, "", "") if rule is None else (rule_id, _says(rule), rule.examples[0].text)))
    return table


def _says(rule: Rule) -> str:
    """What a rule says in words: its note, what it sets, and the first of its forms."""
    sets = [f"{HEADINGS[key]}：{_labelled(key, value)}" for key, value in rule.value.items() if key in CLOSED_LISTS]
    forms = "、".join(rule.forms[:4]) + ("…" if len(rule.forms) > 4 else "")
    return "；".join(filter(None, [rule.note, *sets, forms and f"词语：{forms}"]))


_OUTCOMES = {
    "figure": "读成了数字", "reject": "读到了，但不算数字",
    "unread": "没有读出带单位的数；规则缺的单位，在 rules/ 里加一条",
    "outside": "不在任何文章里（导航、页码、广告一类）",
}  # fmt: skip
_FIGURE_FIELDS = (
    "quantity", "value", "value_low", "value_high", "unit", "bound", "role", "kind", "indicator", "subject",
    "period_start", "period_end", "status",
)  # fmt: skip


def findings(found: Iterable[Finding], chosen: Mapping[str, Choices], book: RuleBook) -> RenderableType:
    """Each place of the words, what became of it, the rules that made or refused it, and what it was chosen from.

    `chosen` has the candidates of the figures by figure id.
    """
    parts: list[RenderableType] = []
    for one in found:
        words = ("".join(part.split()) for part in (one.before, one.words, one.after))
        parts += [_marked(*words), Text(_OUTCOMES[one.outcome], "bold"), ""]
        for figure in one.figures:
            parts += [_fields({name: getattr(figure, name) for name in _FIGURE_FIELDS})]
            parts += [_rule_lines(figure.rules, book), "", *_candidates(chosen[figure.figure_id])]
        for reject in one.rejects:
            parts += [_fields({"quantity": reject.text, "reason": reject.reason}), _rule_lines(reject.rules, book)]
    return Group(*parts)


def _candidates(found: Choices) -> Iterator[RenderableType]:
    """What an indicator and a subject were chosen from, a table each."""
    for name, given in (("indicator", found.indicator), ("subject", found.subject)):
        table = Table(box=SIMPLE, pad_edge=False)
        for heading in (f"{HEADINGS[name]}的候选", "分数", "规则所提", "选用"):
            table.add_column(heading, justify="right" if heading == "分数" else "left", overflow="fold")
        for one in given:
            marks = ("是" if one.ruled else "", "✓" if one.taken else "")
            table.add_row(Text(one.words or "（无）"), str(one.score) if len(given) > 1 else "", *marks)
        yield table


_ENDS = 24  # characters of an article's first and last words


_TOLD_OF_ARTICLE = (
    "title", "title_from", "byline", "byline_from", "outlet", "outlet_from", "published_on", "published_from",
    "section", "section_from",
)  # fmt: skip


_ASIDE = ("title", "heading", "caption", "infobox", "sidebar")


def _spans(pieces: Iterable[Piece], role: str) -> str | None:
    return " ".join(f"{piece.start}–{piece.end}" for piece in pieces if piece.role == role) or None


def cut(extraction: Extraction) -> RenderableType:
    """A file's articles: what is known of each, its first and last words, and its places in the file."""
    document = extraction.document
    size = len(document.text or "")
    used = sum(piece.end - piece.start for article in extraction.articles for piece in article.pieces)
    parts: list[RenderableType] = [
        f"{document.path}",
        f"{document.encoding or document.format}，{size:,} 字，{len(extraction.articles)} 篇文章，"
        f"{size - used:,} 字不属于任何文章",
        "",
    ]
    for article in extraction.articles:
        m, text = article.metadata, " ".join(article.text.split())
        told = {name: getattr(m, name) for name in _TOLD_OF_ARTICLE} | {"quality": article.quality}
        told |= {"开头": text[:_ENDS], "结尾": text[-_ENDS:], "重复": article.duplicate_of and "同文件中另一篇"}
        told["正文位置"] = _spans(article.pieces, "body")
        told |= {f"{label('repeated_in', role)}位置": _spans(article.pieces, role) for role in _ASIDE}
        parts += [Text(f"第 {article.ordinal + 1} 篇", "bold"), _fields(told)]
    return Group(*parts)


def _precision(right: int, judged: int) -> str:
    return f"{right / judged:.2f}" if judged else "—"


def fires(found: Report) -> RenderableType:
    """How often each rule took part and how right it was, which rules compete, and which did not take part."""
    table = Table("规则", "数字", "非数字", "核对", "正确", "准确率", box=SIMPLE, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for one in found.fires:
        counts = (f"{n:,}" for n in (one.figures, one.rejects, one.judged, one.right))
        table.add_row(Text(one.rule_id), *counts, _precision(one.right, one.judged))
    shared = (f"  {one.form}：{'、'.join(one.rules)}" for one in found.shared)
    claimed = [f"几条规则都认的词（{len(found.shared)}）", *shared] if found.shared else []
    dead = [f"没有触发的规则（{len(found.dead)}）", *(f"  {rule_id}" for rule_id in found.dead)]
    silent = f"另有 {len(found.silent)} 条规则不在结果中留名，无从计数；它们的例句由 rules check 检查。"
    return Group(table, _conflicts(found.conflicts), *map(Text, [*claimed, "", *dead]), "", silent)


def _conflicts(found: Sequence[Conflict]) -> RenderableType:
    """The fields that two rules claimed, and whom the figures followed."""
    if not found:
        return Text("没有两条规则争同一个数字的同一项。")
    table = Table("胜出 > 落选", "数字", "准确率", "例", box=SIMPLE, pad_edge=False)
    table.columns[0].no_wrap = True
    table.columns[1].justify = table.columns[2].justify = "right"
    table.columns[3].overflow = "fold"
    for one in found:
        # Both rules are of one table: its name once is enough, so that the line fits a terminal.
        pair = f"{one.winner} > {one.loser.partition('.')[2]}" if one.winner else f"都没有 > {one.loser}"
        table.add_row(Text(pair), f"{one.figures:,}", _precision(one.right, one.judged), Text(one.example))
    return table


def rule(found: Rule) -> Table:
    """Everything that one rule says."""
    shown = found.model_dump(exclude_defaults=True, exclude={"examples"})
    shown["examples"] = [example.text for example in found.examples]
    return _record(list(shown), list(shown.values()))


_WHOLE = {"amount": "数值与单位", "record": "整条记录", "record_indicator": "整条记录与指标"}
_SINGLE = {
    "bound": "界限", "kind": "类别", "status": "状态", "indicator": "指标", "basis": "比较基准与方向",
    "period_explicit": "时期，同句写明", "period_any": "时期，任何处写明", "period_none": "没有时期", "subject": "主体",
}  # fmt: skip


def score(found: Score, core: Sequence[str]) -> RenderableType:
    """The measures of a score, and F1 by kind."""
    whole = Table("整体", "准确率", "召回率", "F1", box=SIMPLE, pad_edge=False)
    lines = [(text, found.prf(name)) for name, text in _WHOLE.items()] + [("四类核心数字", found.kinds(core))]
    for text, values in lines:
        whole.add_row(text, *(f"{value:.4f}" for value in values))
    single = Table("字段", "正确", "共", "比例", box=SIMPLE, pad_edge=False)
    for name, text in _SINGLE.items():
        single.add_row(text, str(found.hits[name]), str(found.chances[name]), f"{found.share(name):.4f}")
    single.add_row("门槛误作数值", str(found.thresholds_as_measures), "", "")
    kinds = Table("类别", "标注", "找到", "F1", box=SIMPLE, pad_edge=False)
    for name, count in sorted(found.gold_kinds.items(), key=lambda item: (-item[1], item[0])):
        kinds.add_row(name, str(count), str(found.found_kinds[name]), f"{found.kinds([name])[2]:.2f}")
    return Group(f"标注 {found.gold}  找到 {found.found}", whole, single, kinds)


def score_by_document(scores: Mapping[str, Score]) -> Table:
    """F1 of amounts and records by document."""
    table = Table("文件", "标注", "找到", "数值 F1", "记录 F1", box=SIMPLE, pad_edge=False)
    for doc, one in scores.items():
        f1 = (f"{one.prf(name)[2]:.3f}" for name in ("amount", "record"))
        table.add_row(Text(doc), str(one.gold), str(one.found), *f1)
    return table


def differences(found: Score, most: int) -> str:
    """The first differences, one a line: document, field, words, gold, found."""
    return "\n".join(f"{d.doc} | {d.what} | {d.text} | {d.gold} | {d.found}" for d in found.differences[:most])


_CUT = {
    "article": "文章", "first words": "开头", "last words": "结尾", "body": "正文", "title": "标题", "byline": "作者",
    "outlet": "媒体", "published_on": "日期",
}  # fmt: skip


def cuts(found: Cuts) -> RenderableType:
    """How many articles were found, and how many of their ends and fields are right."""
    table = Table("项目", "正确", "共", "比例", box=SIMPLE, pad_edge=False)
    for what, total in found.chances.items():
        table.add_row(_CUT[what], str(found.hits[what]), str(total), f"{found.hits[what] / total:.4f}")
    parts: list[RenderableType] = [table, f"多出的文章 {found.spare}"]
    if found.mean_likeness is not None:
        parts.append(f"正文四字串 F1，平均 {found.mean_likeness:.4f}，最低 {min(found.likeness):.4f}")
    return Group(*parts)


def missed(found: Cuts, most: int) -> str:
    """The first differences, one a line: document, field, marked, found."""
    return "\n".join(f"{m.doc} | {m.what} | {m.wanted} | {m.got}" for m in found.misses[:most])

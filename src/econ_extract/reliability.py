"""A calibration in, tables that tell how far `confidence` can be trusted out: for a terminal, and as a page of docs.

`write` puts the fitted weights and that page where the program and its readers find them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from econ_extract.calibration import Calibration, Reliability
from econ_extract.confidence import BASE, PREFIX, WEIGHTS, Weights, chance, own_weights, write_weights
from econ_extract.errors import Problem
from econ_extract.rules import RuleBook, default_rules

PAGE = Path("docs") / "reliability.md"

Rows = Sequence[tuple[str, ...]]


class Block(NamedTuple):
    """One table of the result, under English and Chinese column names."""

    columns: tuple[str, ...]
    labels: tuple[str, ...]
    rows: Rows


def markdown(headings: tuple[str, ...], rows: Rows) -> str:
    """A table in Markdown."""
    lines = [headings, ("---",) * len(headings), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def bins(found: Reliability) -> Block:
    """Confidence against truth, range by range."""
    rows = [(f"{b.low:.1f}–{b.low + 0.1:.1f}", str(b.figures), _share(b.mean), _share(b.right)) for b in found.bins]
    return Block(("confidence", "figures", "mean confidence", "share right"), ("置信度", "数字", "平均", "正确"), rows)


def cuts(found: Reliability) -> Block:
    """What is left, and how right it is, where only rows of some confidence are taken."""
    rows = [(f"≥ {cut}", str(n), f"{n / found.figures:.0%}", _share(right)) for cut, n, right in found.kept]
    return Block(("taken", "figures", "of all", "share right"), ("只取", "数字", "占", "正确"), rows)


def suites(found: Calibration) -> Block:
    """The summary numbers of all figures, of each suite, and of each suite by the weights of the others."""
    named = [("all", found.whole), *found.suites.items()]
    named += [(f"{name}, fitted on the others", one) for name, one in found.strangers.items()]
    rows = [
        (name, str(r.figures), _share(r.right), f"{r.brier:.4f}", f"{r.brier_of_mean:.4f}", f"{r.error:.4f}")
        for name, r in named
    ]
    return Block(
        ("gold rows", "figures", "share right", "Brier score", "of a constant", "calibration error"),
        ("标注", "数字", "正确", "Brier", "常数", "误差"),
        rows,
    )


def doubts(weights: Weights, book: RuleBook) -> Block:
    """What each doubt says and costs, the dearest first; the last column is for a figure with this doubt alone."""
    order = sorted(weights.keys() - {BASE}, key=lambda doubt: (weights[doubt], doubt))
    rows = [("", "没有疑点", str(weights[BASE]), str(chance([], weights)))]
    for doubt in order:
        note = book[doubt].note if doubt in book.rules else None
        rows.append((doubt.removeprefix(PREFIX), note or "", str(weights[doubt]), str(chance([doubt], weights))))
    return Block(("doubt", "中文", "weight", "confidence"), ("疑点", "说明", "权重", "仅有此疑点"), rows)


def _doubts_in_markdown(weights: Weights, book: RuleBook) -> str:
    block = doubts(weights, book)
    return markdown(block.columns, [(f"`{row[0]}`" if row[0] else "", *row[1:]) for row in block.rows])


def weights_table() -> str:
    """The program's own doubts and weights in Markdown."""
    return _doubts_in_markdown(own_weights(), default_rules())


def _table(block: Block) -> Table:
    table = Table(box=SIMPLE, pad_edge=False)
    for number, label in enumerate(block.labels):
        table.add_column(label, justify="left" if number == 0 or label == "说明" else "right", overflow="fold")
    for row in block.rows:
        table.add_row(*map(Text, row))
    return table


def shown(found: Calibration, book: RuleBook) -> RenderableType:
    """Everything, for a terminal."""
    return Group(*map(_table, (bins(found.whole), cuts(found.whole), suites(found), doubts(found.weights, book))))


_TEXT = """\
<!-- written by econ-extract calibrate; run make calibrate -->
# How far `confidence` can be trusted

`confidence` (置信度) is the estimated chance that a row is right as `econ-extract score` counts a record with its
indicator: amount, unit, bound, kind, status, basis and direction, the indicator in words close enough, and the period
where the sentence of the number states it. Subject, attribution, and a period that was carried from elsewhere are not
judged by it; thresholds are not judged at all and have no doubts.

It is a logistic regression. A figure names its doubts (疑点) in `rules`; each takes its weight from the log odds of a
figure without any, and none can raise them. `econ-extract explain` shows the doubts of a row.

The tables below are of {figures} figures in {documents} documents that were annotated by hand. Every figure was
judged by weights that were fitted without its document. The rules of the program, however, were written with these
documents in sight: on others expect a share of right rows that is somewhat lower than the confidence.

## Confidence and truth

{bins}
The expected calibration error, the distance between the last two columns averaged over the figures, is {error}.

## What a cut leaves

{cuts}
## Gold rows apart

A set is named after the folder of its gold rows; `expected` is that of the sample articles in `corpora`. The column
`of a constant` has the Brier score of giving every figure the same confidence.{strangers}

{suites}
## Doubts and their weights

The last column is the confidence of a figure that has this doubt alone.

<!-- generated: doubts -->
{doubts}<!-- end -->
"""
_STRANGERS = "\nThe last lines judge a set by weights that were fitted on the others alone."


def page(found: Calibration, book: RuleBook) -> str:
    """The page of docs."""
    tables = {"bins": bins(found.whole), "cuts": cuts(found.whole), "suites": suites(found)}
    return _TEXT.format(
        figures=found.whole.figures,
        documents=found.documents,
        error=_share(found.whole.error),
        strangers=_STRANGERS if found.strangers else "",
        doubts=_doubts_in_markdown(found.weights, book),
        **{name: markdown(block.columns, block.rows) for name, block in tables.items()},
    )


def write(found: Calibration, book: RuleBook, checkout: Path) -> tuple[Path, Path]:
    """Write the weights and the page below `checkout`; gives the two files; raises Problem where it is none."""
    weights, text = checkout / "rules" / WEIGHTS, checkout / PAGE
    if not weights.is_file():
        raise Problem(f"{checkout} has no rules/{WEIGHTS}; give the top folder of a checkout.")
    write_weights(weights, found.weights)
    text.parent.mkdir(exist_ok=True)
    text.write_text(page(found, book), encoding="utf-8")
    return weights, text

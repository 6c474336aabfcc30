"""A figure's id in, everything that a database says of the figure out, with its words found in their sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from econ_extract.errors import Problem


@dataclass(frozen=True, slots=True)
class Of:
    """The figure that another one belongs to: the level that a growth rate changes, the whole of a part."""

    figure_id: str
    subject: str | None
    indicator: str | None
    quantity: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure's fields, its article and file, and its sentence cut in three around the quantity."""

    fields: dict[str, Any]
    title: str | None
    outlet: str | None
    published_on: Any
    published_from: str | None
    path: str
    before: str
    quantity: str
    after: str
    part_of: Of | None


def _one(connection: duckdb.DuckDBPyConnection, figure_id: str) -> dict[str, Any]:
    found = connection.sql(
        "SELECT f.*, a.title, a.outlet, a.published_on, a.published_from, a.text AS article_text, a.pieces, d.path,"
        " r.repeated_in, r.repeats_figure_id"
        " FROM figures f JOIN articles a USING (article_id) JOIN documents d ON d.document_id = f.document_id"
        " LEFT JOIN repeats r USING (figure_id)"
        " WHERE starts_with(f.figure_id, ?) ORDER BY f.figure_id LIMIT 2",
        params=[figure_id],
    )
    rows = found.fetchall()
    if not rows:
        raise Problem(f"no figure has an id that begins with {figure_id!r}; ids stand in the column figure_id.")
    if len(rows) > 1:
        raise Problem(f"more than one figure has an id that begins with {figure_id!r}; give more of it.")
    return dict(zip(found.columns, rows[0], strict=True))


def _article_offset(pieces: list[list[int]], doc_offset: int) -> int | None:
    """Where in the article's text the character at `doc_offset` of the document stands."""
    at = 0
    for start, end in pieces:
        if start <= doc_offset < end:
            return at + doc_offset - start
        at += end - start
    return None


def _cut(row: dict[str, Any]) -> tuple[str, str, str]:
    """The sentence before, at and behind the quantity; the whole sentence first when the place is not to be found."""
    sentence, quantity, text = row["sentence"], row["quantity"], row["article_text"]
    place = _article_offset(row["pieces"], row["doc_start"])
    start = -1
    while place is not None and (start := text.find(sentence, start + 1)) >= 0:
        inside = place - start
        if 0 <= inside < len(sentence):
            length = len(quantity)
            return sentence[:inside], sentence[inside : inside + length], sentence[inside + length :]
    before, mark, after = sentence.partition(quantity)
    return before, mark, after


def explain(connection: duckdb.DuckDBPyConnection, figure_id: str) -> Explanation:
    """The figure whose id begins with `figure_id`; raises Problem when there is none or more than one."""
    row = _one(connection, figure_id)
    before, quantity, after = _cut(row)
    whole = connection.sql(
        "SELECT figure_id, subject, indicator, quantity, sentence FROM figures WHERE figure_id = ?",
        params=[row["of_figure_id"]],
    ).fetchall()
    article = {name: row.pop(name) for name in ("title", "outlet", "published_on", "published_from", "path")}
    row.pop("article_text")
    row.pop("pieces")
    return Explanation(
        row, **article, before=before, quantity=quantity, after=after, part_of=Of(*whole[0]) if whole else None
    )

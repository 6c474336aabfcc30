"""Extractions in, rows of the DuckDB contract out: the schema, one transaction a batch, and the views."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from econ_extract import linking
from econ_extract.errors import Problem
from econ_extract.labels import CLOSED_LISTS, FLAGS, HEADINGS, KINDS
from econ_extract.models import Article, Document, Extraction, content_id

SCHEMA_VERSION = 2
STORAGE_VERSION = "v1.2.0"
PROGRAM = "econ_extract"

_ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.large_string(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DOUBLE": pa.float64(),
    "DECIMAL(38,6)": pa.decimal128(38, 6),
    "VARCHAR[]": pa.list_(pa.string()),
    "INTEGER[][]": pa.list_(pa.list_(pa.int32())),
    "BIGINT[]": pa.list_(pa.int64()),
}
_CENTS = Decimal("0.000001")
_WIDE = Context(prec=60, rounding=ROUND_HALF_EVEN)
_LARGEST = Decimal(10) ** 32


class StoreError(Problem):
    """A database that cannot be used; the message says why and what to do next."""


class Column(NamedTuple):
    """A column of the contract: name, SQL type, and what it means."""

    name: str
    type: str
    note: str


def _columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


TABLES: dict[str, tuple[Column, ...]] = {
    "documents": _columns(
        ("document_id", "VARCHAR", "id of the file's name in its folder and its bytes"),
        ("path", "VARCHAR", "absolute path of the file; archive.zip!member, table.csv!row for what stands in another"),
        ("format", "VARCHAR", "text, html, pdf, docx, zip, csv, …"),
        ("encoding", "VARCHAR", "character encoding that the bytes were read with"),
        ("sha256", "VARCHAR", "digest of the bytes"),
        ("size_bytes", "BIGINT", "size of the file"),
        (
            "text",
            "VARCHAR",
            "the decoded text that doc_start and doc_end count in; null for a failure, archive or table",
        ),
        ("status", "VARCHAR", "ok or failed"),
        ("error", "VARCHAR", "why it failed"),
        ("run_id", "VARCHAR", "the run that wrote this row"),
        ("name", "VARCHAR", "the folder's name and the path inside it, the same on every machine"),
        ("settings", "VARCHAR", "version, rules, tagger and metadata it was read with, as JSON"),
        ("part_of", "VARCHAR", "document_id of the archive or table that it stands in"),
        ("warning", "VARCHAR", "what of the file could not be used, where the rest could"),
    ),
    "articles": _columns(
        ("article_id", "VARCHAR", "id of the article"),
        ("document_id", "VARCHAR", "the file it stands in"),
        ("ordinal", "INTEGER", "its place in the file, from 0"),
        ("title", "VARCHAR", "headline"),
        ("byline", "VARCHAR", "author"),
        ("outlet", "VARCHAR", "newspaper or site"),
        ("published_on", "DATE", "day of publication"),
        ("published_from", "VARCHAR", "where that day was read"),
        ("text", "VARCHAR", "the article in reading order"),
        ("pieces", "INTEGER[][]", "[start, end) runs of documents.text that make the article, in reading order"),
        ("text_hash", "VARCHAR", "the same for articles with the same text"),
        ("duplicate_of", "VARCHAR", "the article of the same file that this one repeats"),
        ("reprint_of", "VARCHAR", "the earliest article of another file that this one prints again"),
        ("title_from", "VARCHAR", "where the title was read"),
        ("byline_from", "VARCHAR", "where the author was read"),
        ("outlet_from", "VARCHAR", "where the outlet was read"),
        ("section", "VARCHAR", "page of the newspaper, column or channel of the site"),
        ("section_from", "VARCHAR", "where the section was read"),
        ("roles", "VARCHAR[]", "what each of pieces is: title, heading, body, caption, infobox, sidebar"),
        ("quality", "DOUBLE", "0 to 1: how sure it is that the article was cut out of its page right"),
    ),
    "entities": _columns(
        ("article_id", "VARCHAR", "the article it is named in"),
        ("ordinal", "INTEGER", "its place among the article's entities, from 0"),
        ("text", "VARCHAR", "the words"),
        ("type", "VARCHAR", "region, org or person"),
        ("doc_start", "INTEGER", "first character in documents.text"),
        ("doc_end", "INTEGER", "one after the last character"),
        ("canonical", "VARCHAR", "full name"),
        ("code", "VARCHAR", "GB/T 2260 code of a region, where it is certain"),
        ("tagger", "VARCHAR", "which tagger found it"),
    ),
    "figures": _columns(
        ("figure_id", "VARCHAR", "id of the figure"),
        ("document_id", "VARCHAR", "the file it stands in"),
        ("article_id", "VARCHAR", "the article it stands in"),
        ("doc_start", "INTEGER", "first character of the quantity in documents.text"),
        ("doc_end", "INTEGER", "one after its last character"),
        ("quantity", "VARCHAR", "number and unit as written"),
        ("value", "DECIMAL(38,6)", "the number in the base unit (元, not 亿元); null for a range"),
        ("value_low", "DECIMAL(38,6)", "lower end of a range"),
        ("value_high", "DECIMAL(38,6)", "upper end of a range"),
        ("unit", "VARCHAR", "base unit"),
        ("bound", "VARCHAR", "exact, about, nearly, over, at_least, at_most, under, range"),
        ("role", "VARCHAR", "measure, or threshold where the quantity only defines a class"),
        ("kind", "VARCHAR", "one of the kinds, each of which has a view"),
        ("indicator", "VARCHAR", "what is measured, in the text's words"),
        ("indicator_id", "VARCHAR", "id of a registered indicator"),
        ("subject", "VARCHAR", "whose figure it is, in the text's words"),
        ("subject_type", "VARCHAR", "region, org, project, …"),
        (
            "region_code",
            "VARCHAR",
            "GB/T 2260 code of the division that the subject is or lies in, where it is certain",
        ),
        ("period_start", "DATE", "first day"),
        ("period_end", "DATE", "last day"),
        ("period_text", "VARCHAR", "the time expression"),
        ("period_from", "VARCHAR", "where it was read"),
        ("status", "VARCHAR", "actual, target, forecast, norm"),
        ("basis", "VARCHAR", "what a growth rate compares with: yoy, mom, ytd, cagr, vs, none"),
        ("direction", "VARCHAR", "up or down, for a growth rate"),
        ("is_change", "BOOLEAN", "true for an increment of money or counts over a stated base"),
        ("of_figure_id", "VARCHAR", "the level that a growth rate changes, or the whole of a part"),
        ("attribution", "VARCHAR", "who is named as the source"),
        ("sentence", "VARCHAR", "the sentence it was read from"),
        ("confidence", "DOUBLE", "estimated chance that the row is right, 0.01 to 0.99"),
        ("rules", "VARCHAR[]", "ids of the rules that made it; doubt.… are those that lower its confidence"),
        ("page", "INTEGER", "page of the file, from 1, where it has pages"),
        ("flags", "VARCHAR[]", "what to check in the original: ocr_unsure, ocr_point, ocr_scale"),
    ),
    "repeats": _columns(
        ("figure_id", "VARCHAR", "a figure that only says again what another figure says; views leave it out"),
        ("document_id", "VARCHAR", "the file it stands in"),
        ("repeats_figure_id", "VARCHAR", "the figure it says again"),
        ("repeated_in", "VARCHAR", "where: title, heading, caption, infobox, sidebar, or a reprint of the article"),
    ),
    "rejects": _columns(
        ("document_id", "VARCHAR", "the file it stands in"),
        ("article_id", "VARCHAR", "the article it stands in, if any"),
        ("doc_start", "INTEGER", "first character in documents.text"),
        ("doc_end", "INTEGER", "one after the last character"),
        ("text", "VARCHAR", "the number as written"),
        ("reason", "VARCHAR", "why it is no figure"),
        ("rules", "VARCHAR[]", "ids of the rules that said so"),
    ),
    "runs": _columns(
        ("run_id", "VARCHAR", "id of the run"),
        ("started_at", "TIMESTAMP", "UTC"),
        ("finished_at", "TIMESTAMP", "UTC; null while it runs, and for good when it was stopped"),
        ("version", "VARCHAR", "version of the program"),
        ("rules_hash", "VARCHAR", "changes with every change of a rule"),
        ("tagger", "VARCHAR", "the tagger used"),
        ("options", "VARCHAR", "the options given, as JSON"),
        ("documents", "INTEGER", "files that this run read"),
        ("articles", "INTEGER", "articles in them"),
        ("figures", "INTEGER", "figures in them"),
        ("failed", "INTEGER", "files that could not be read"),
    ),
    "sketches": _columns(
        ("article_id", "VARCHAR", "an article that may be a reprint or have one"),
        ("document_id", "VARCHAR", "the file it stands in"),
        ("text_hash", "VARCHAR", "that of the article"),
        ("sketch", "BIGINT[]", "the smallest hashes of its clauses; texts that share some are compared"),
    ),
    "alike": _columns(
        ("text_hash", "VARCHAR", "a text that was compared with all others"),
        ("other_hash", "VARCHAR", "a text that is nearly the same; the text itself once"),
        ("likeness", "DOUBLE", "the share of the shorter text that the longer one holds in the same order"),
    ),
    "meta": _columns(
        ("key", "VARCHAR", "program, schema_version, made_by"),
        ("value", "VARCHAR", "its value"),
    ),
}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _table_ddl(name: str) -> str:
    lines = ",\n".join(f"    {column.name} {column.type}" for column in TABLES[name])
    return f"CREATE TABLE {name} (\n{lines}\n)"


# SET VARIABLE with_repeats = true makes the views of a session tell every figure as often as it stands somewhere.
_FROM = (
    "FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id\n"
    "LEFT JOIN repeats r ON r.figure_id = f.figure_id\n"
    "WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false)"
    " OR (a.duplicate_of IS NULL AND r.figure_id IS NULL))"
)
_GROWTH_ONLY = ("basis", "direction")


def _kind_view(kind: str) -> str:
    left_out = {"role", "kind", *(("is_change",) if kind == "growth_rate" else _GROWTH_ONLY)}
    names = [f"f.{column.name}" for column in TABLES["figures"] if column.name not in left_out]
    names += ["a.title", "a.outlet", "a.published_on", "d.path"]
    return f"CREATE VIEW {KINDS[kind].view} AS SELECT\n    {', '.join(names)}\n{_FROM} AND f.kind = {_quoted(kind)}"


def _labelled(field: str) -> str:
    whens = " ".join(f"WHEN {_quoted(k)} THEN {_quoted(v)}" for k, v in CLOSED_LISTS[field].items())
    return f"CASE f.{field} {whens} ELSE f.{field} END"


def _amount(field: str) -> str:
    # A multiplication of two DECIMALs stays exact; a division would turn into binary floating point.
    exact = f"CAST(f.{field} * CAST(0.00000001 AS DECIMAL(9,8)) AS DECIMAL(38,8))"
    return f"CASE WHEN regexp_matches(f.unit, '^[A-Z]{{3}}$') AND f.kind <> 'price' THEN {exact} END"


def _flags() -> str:
    # Without a lambda, which the oldest and the newest client write differently.
    held = ", ".join(f"CASE WHEN list_contains(f.flags, {_quoted(k)}) THEN {_quoted(v)} END" for k, v in FLAGS.items())
    return f"nullif(concat_ws('；', {held}), '')"


def _chinese_view() -> str:
    shown = {
        "title": "a.title", "published_on": "a.published_on", "outlet": "a.outlet",
        "kind": _labelled("kind"), "indicator": "f.indicator", "subject": "f.subject", "quantity": "f.quantity",
        "bound": _labelled("bound"), "amount": _amount("value"), "amount_low": _amount("value_low"),
        "amount_high": _amount("value_high"), "value": "f.value", "value_low": "f.value_low",
        "value_high": "f.value_high", "unit": _labelled("unit"), "period_start": "f.period_start",
        "period_end": "f.period_end", "status": _labelled("status"), "basis": _labelled("basis"),
        "direction": _labelled("direction"), "is_change": "CASE WHEN f.is_change THEN '是' ELSE '否' END",
        "attribution": "f.attribution", "sentence": "f.sentence", "path": "d.path", "page": "f.page",
        "flags": _flags(), "figure_id": "f.figure_id",
    }  # fmt: skip
    columns = ",\n    ".join(f'{sql} AS "{HEADINGS[name]}"' for name, sql in shown.items())
    return f"CREATE VIEW figures_zh AS SELECT\n    {columns}\n{_FROM}\nORDER BY d.path, f.doc_start, f.doc_end"


_REPRINTS_VIEW = """CREATE VIEW reprints AS SELECT
    o.title AS original_title, o.outlet AS original_outlet, o.published_on AS original_day, od.path AS original_path,
    a.title, a.outlet, a.published_on, d.path, count(r.figure_id) AS repeated_figures,
    o.article_id AS original_id, a.article_id
FROM articles a JOIN documents d ON d.document_id = a.document_id
JOIN articles o ON o.article_id = a.reprint_of JOIN documents od ON od.document_id = o.document_id
LEFT JOIN figures f ON f.article_id = a.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id AND r.repeated_in = 'reprint'
GROUP BY ALL ORDER BY original_path, original_id, d.path"""


def ddl() -> tuple[str, ...]:
    """The statements that make an empty database, in order."""
    views = (*(_kind_view(kind) for kind in KINDS), _chinese_view(), _REPRINTS_VIEW)
    return (*(_table_ddl(name) for name in TABLES), *views)


@dataclass(frozen=True, slots=True)
class Run:
    """One run as `runs` keeps it; the counts grow with every batch."""

    run_id: str
    started_at: datetime
    version: str
    rules_hash: str
    tagger: str
    options: str
    documents: int = 0
    articles: int = 0
    figures: int = 0
    failed: int = 0


def new_run(*, version: str, rules_hash: str, tagger: str, options: str) -> Run:
    """A run that starts now."""
    now = datetime.now(UTC).replace(tzinfo=None)
    run_id = content_id(now.isoformat(), os.getpid(), version, rules_hash, tagger, options)
    return Run(run_id, now, version, rules_hash, tagger, options)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database says of a file it has read before."""

    document_id: str
    path: str
    name: str
    sha256: str | None
    status: str
    error: str | None
    settings: str
    part_of: str | None = None
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One document on its way into the store: its rows, its machine-independent name, how it was read."""

    extraction: Extraction
    name: str
    settings: str


def storable(value: Decimal | None) -> bool:
    """Whether the number fits DECIMAL(38,6)."""
    return value is None or (value.is_finite() and value.copy_abs() < _LARGEST)


def _decimal(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(_CENTS, context=_WIDE)


def _status(document: Document) -> str:
    return "failed" if document.error is not None else "ok"


def _is_opened(document: Document) -> bool:
    """Whether it is an archive or table whose parts are documents of their own."""
    return document.text is None and document.error is None


def _document_row(entry: Entry, run: Run) -> tuple[Any, ...]:
    d = entry.extraction.document
    return (
        d.document_id, d.path, d.format, d.encoding, d.sha256, d.size_bytes, d.text, _status(d), d.error, run.run_id,
        entry.name, entry.settings, d.part_of, d.warning,
    )  # fmt: skip


def _article_row(article: Article) -> tuple[Any, ...]:
    m = article.metadata
    pieces, roles = [[piece.start, piece.end] for piece in article.pieces], [piece.role for piece in article.pieces]
    return (
        article.article_id, article.document_id, article.ordinal, m.title, m.byline, m.outlet, m.published_on,
        m.published_from, article.text, pieces, content_id(article.text), article.duplicate_of, None, m.title_from,
        m.byline_from, m.outlet_from, m.section, m.section_from, roles, article.quality,
    )  # fmt: skip


def _sketch_rows(extraction: Extraction) -> list[tuple[Any, ...]]:
    hashes = {article.article_id: content_id(article.text) for article in extraction.articles}
    document_id = extraction.document.document_id
    return [(article_id, document_id, hashes[article_id], list(s)) for article_id, s in extraction.sketches]


def _record_row(table: str) -> Callable[[Any], tuple[Any, ...]]:
    """The row of a record whose fields carry the columns' names."""
    return attrgetter(*(column.name for column in TABLES[table]))


_figure_row, _reject_row, _entity_row = _record_row("figures"), _record_row("rejects"), _record_row("entities")
_repeat_row = _record_row("repeats")


def _array(column: Column, values: Iterable[Any]) -> pa.Array:
    if column.type == "DECIMAL(38,6)":
        values = map(_decimal, values)
    return pa.array(list(values), type=_ARROW[column.type])


def _arrow(table: str, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """The rows, of which there is at least one, as columns."""
    columns = TABLES[table]
    return pa.table({c.name: _array(c, values) for c, values in zip(columns, zip(*rows, strict=True), strict=True)})


def _is_folder(path: Path) -> StoreError:
    return StoreError(f"{path} is a folder; give the name of a file, such as {path / 'figures.duckdb'}")


def _foreign(path: Path) -> StoreError:
    return StoreError(f"{path} is a database of another program; choose another name for --db.")


def _refusal(path: Path, error: duckdb.Error) -> StoreError:
    """What DuckDB's refusal to open a file means for the person who gave it."""
    said = str(error)
    if path.is_dir():
        return _is_folder(path)
    if "cannot be lowered" in said:
        return _foreign(path)
    if "lock" in said or "Unique file handle conflict" in said or "already attached" in said:
        return StoreError(f"{path} is open in another program; close it there, or choose another --db, and run again.")
    if "newer" in said or "version number" in said:
        return StoreError(f"{path} was written by a newer DuckDB; update with: pip install -U duckdb.")
    if "not a valid DuckDB" in said or "not a valid" in said:
        return StoreError(f"{path} exists but is not a DuckDB file; choose another name for --db.")
    return StoreError(f"{path} cannot be opened as a database ({said.splitlines()[0]}); choose another --db.")


def _check_ours(path: Path, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the attached database has our tables (False when it is empty); raises StoreError for another's."""
    names = {
        row[0]
        for row in connection.sql(
            "SELECT table_name FROM information_schema.tables WHERE table_catalog = current_database()"
        ).fetchall()
    }
    if not names:
        return False
    meta = dict(connection.sql("SELECT key, value FROM meta").fetchall()) if {"meta", "figures"} <= names else {}
    if meta.get("program") != PROGRAM:
        raise _foreign(path)
    version = int(meta.get("schema_version", 0))
    if version > SCHEMA_VERSION:
        maker = meta.get("made_by")
        raise StoreError(f"{path} was made by a newer program ({maker}); update econ_extract or choose another --db.")
    if version < SCHEMA_VERSION:
        raise StoreError(f"{path} was made by an older econ_extract; run extract into a new --db file.")
    return True


def open_for_queries(path: Path, *, with_repeats: bool = False) -> duckdb.DuckDBPyConnection:
    """A read-only connection that can reach nothing but this database; raises StoreError.

    `with_repeats` makes its views tell the figures of copies, reprints, side bars and headlines too.
    """
    if path.is_dir():
        raise _is_folder(path)
    if not path.is_file():
        raise StoreError(f"{path} does not exist; make it with: extract FOLDER --db {path}")
    locked: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": False,
        "lock_configuration": True,
    }
    try:
        connection = duckdb.connect(str(path), read_only=True, config=locked)
    except duckdb.Error as error:
        raise _refusal(path, error) from error
    try:
        if not _check_ours(path, connection):
            raise StoreError(f"{path} is empty; fill it with: extract FOLDER --db {path}")
    except StoreError:
        connection.close()
        raise
    if with_repeats:
        connection.execute("SET VARIABLE with_repeats = true")
    return connection


class Store:
    """The one writer of a database; use it as a context manager."""

    def __init__(self, path: Path, *, made_by: str) -> None:
        """Open `path`, making the database when there is none; raises StoreError when it cannot be ours."""
        self.path = path
        self._connection = duckdb.connect()
        try:
            self._attach(made_by)
        except BaseException:
            self._connection.close()
            raise
        rows = self._connection.sql(
            "SELECT document_id, path, name, sha256, status, error, settings, part_of, warning FROM documents"
        ).fetchall()
        self.known: dict[str, Known] = {row[1]: Known(*row) for row in rows}
        self._path_of_id = {known.document_id: known.path for known in self.known.values()}

    def _attach(self, made_by: str) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection.execute(
                f"ATTACH {_quoted(str(self.path))} AS store (TYPE duckdb, STORAGE_VERSION '{STORAGE_VERSION}')"
            )
        except duckdb.Error as error:
            raise _refusal(self.path, error) from error
        except OSError as error:
            raise StoreError(f"the folder {self.path.parent} cannot be made ({error}); choose another --db.") from error
        self._connection.execute("USE store")
        if not _check_ours(self.path, self._connection):
            self._create(made_by)

    def _create(self, made_by: str) -> None:
        with self._transaction():
            for statement in ddl():
                self._execute(statement)
            facts = {"program": PROGRAM, "schema_version": str(SCHEMA_VERSION), "made_by": made_by}
            self._insert("meta", list(facts.items()))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Fold the log into the file and let go of it."""
        self._connection.close()

    def _execute(self, sql: str, parameters: list[Any] | None = None) -> None:
        self._connection.execute(sql, parameters).fetchall()

    def _transaction(self) -> _Transaction:
        return _Transaction(self._execute)

    def _insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            self._connection.register("incoming", _arrow(table, rows))
            self._execute(f"INSERT INTO {table} SELECT * FROM incoming")
            self._connection.unregister("incoming")

    def _delete(self, document_ids: list[str]) -> None:
        if not document_ids:
            return
        gone = "(SELECT unnest(?::VARCHAR[]))"
        self._execute(
            f"DELETE FROM entities WHERE article_id IN (SELECT article_id FROM articles WHERE document_id IN {gone})",
            [document_ids],
        )
        for table in ("articles", "figures", "repeats", "rejects", "sketches", "documents"):
            self._execute(f"DELETE FROM {table} WHERE document_id IN {gone}", [document_ids])

    def _replaced(self, entries: Sequence[Entry]) -> list[Known]:
        """The old rows that these documents take the place of: the same path, or the same id after a move."""
        documents = [entry.extraction.document for entry in entries]
        paths = {d.path: None for d in documents} | {
            self._path_of_id.get(d.document_id, d.path): None for d in documents
        }
        return [self.known[path] for path in paths if path in self.known]

    def _forget(self, gone: Sequence[Known]) -> None:
        for known in gone:
            del self.known[known.path]
            del self._path_of_id[known.document_id]

    def write(self, run: Run, entries: Sequence[Entry], *, gone: Iterable[str] = ()) -> Run:
        """Write one batch in one transaction, replacing older rows of the same files; the run with new counts.

        `gone` are the paths of files whose rows go in the same transaction.
        """
        extractions = [entry.extraction for entry in entries]
        after = replace(
            run,
            documents=run.documents + sum(not _is_opened(e.document) for e in extractions),
            articles=run.articles + sum(len(e.articles) for e in extractions),
            figures=run.figures + sum(len(e.figures) for e in extractions),
            failed=run.failed + sum(e.document.error is not None for e in extractions),
        )
        replaced = self._replaced(entries)
        replaced += [known for path in gone if (known := self.known[path]) not in replaced]
        with self._transaction():
            self._delete([known.document_id for known in replaced])
            self._insert("documents", [_document_row(entry, run) for entry in entries])
            self._insert("articles", [_article_row(a) for e in extractions for a in e.articles])
            self._insert("entities", [_entity_row(r) for e in extractions for r in e.entities])
            self._insert("figures", [_figure_row(f) for e in extractions for f in e.figures])
            self._insert("repeats", [_repeat_row(r) for e in extractions for r in e.repeats])
            self._insert("sketches", [row for e in extractions for row in _sketch_rows(e)])
            self._insert("rejects", [_reject_row(r) for e in extractions for r in e.rejects])
            self._put_run(after, None)
        self._forget(replaced)
        for entry in entries:
            d = entry.extraction.document
            self.known[d.path] = Known(
                d.document_id, d.path, entry.name, d.sha256, _status(d), d.error, entry.settings, d.part_of, d.warning
            )
            self._path_of_id[d.document_id] = d.path
        return after

    def _put_run(self, run: Run, finished_at: datetime | None) -> None:
        self._execute("DELETE FROM runs WHERE run_id = ?", [run.run_id])
        row = (
            run.run_id, run.started_at, finished_at, run.version, run.rules_hash, run.tagger, run.options,
            run.documents, run.articles, run.figures, run.failed,
        )  # fmt: skip
        self._insert("runs", [row])

    def finish(self, run: Run) -> None:
        """Mark the run as finished now."""
        with self._transaction():
            self._put_run(run, datetime.now(UTC).replace(tzinfo=None))

    def link(self) -> None:
        """Link the reprints among all articles; changes nothing where nothing is new."""
        with self._transaction():
            linking.link(self._connection)

    def totals(self) -> dict[str, int]:
        """How many documents, failed documents, articles, figures and rejects the database holds."""
        row = self._connection.sql(
            "SELECT (SELECT count(*) FROM documents WHERE text IS NOT NULL OR status = 'failed'),"
            " (SELECT count(*) FROM documents WHERE status = 'failed'),"
            " (SELECT count(*) FROM articles), (SELECT count(*) FROM figures), (SELECT count(*) FROM rejects)"
        ).fetchall()[0]
        return dict(zip(("documents", "failed", "articles", "figures", "rejects"), row, strict=True))

    def prune(self, paths: Iterable[str]) -> None:
        """Delete every row of the files with these paths."""
        gone = [self.known[path] for path in paths]
        with self._transaction():
            self._delete([known.document_id for known in gone])
        self._forget(gone)


class _Transaction:
    """Commits when the block ends well and rolls back when it does not."""

    def __init__(self, execute: Callable[[str], None]) -> None:
        self._execute = execute

    def __enter__(self) -> None:
        self._execute("BEGIN")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._execute("COMMIT" if kind is None else "ROLLBACK")

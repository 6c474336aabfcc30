"""A question in SQL and a database open for reading in, its rows out, or one plain sentence that says what is wrong."""

from __future__ import annotations

import re

import duckdb

from econ_extract.errors import Problem
from econ_extract.labels import label

_CLASS = re.compile(r"^(?:\w+ )*Error: ")
_MEANT = "Candidate bindings: "
_NO_TABLE = re.compile(r"Table with name (.+) does not exist")


def plain(error: duckdb.Error) -> str:
    """The first line of what the database says, without the name of its kind of error, and the columns it may mean."""
    first, *others = str(error).strip().split("\n")
    meant = next((line.removeprefix(_MEANT) for line in others if line.startswith(_MEANT)), "")
    return _CLASS.sub("", first) + (f" Did you mean {meant}?" if meant else "")


def _names(connection: duckdb.DuckDBPyConnection) -> str:
    """The views and then the tables, for a message."""
    found = connection.sql(
        "SELECT view_name AS name, 0 AS rank FROM duckdb_views() WHERE NOT internal"
        " UNION ALL SELECT table_name, 1 FROM duckdb_tables() WHERE NOT internal ORDER BY rank, name"
    )
    return ", ".join(name for name, _ in found.fetchall())


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyRelation:
    """The rows of one SELECT; raises Problem for anything else, duckdb.Error where the database finds a fault."""
    statements = connection.extract_statements(sql)
    if not statements:
        raise Problem("there is no question in that; write a SELECT, such as: SELECT * FROM loan_balances")
    if len(statements) > 1:
        raise Problem(f"that is {len(statements)} statements; ask one SELECT at a time.")
    try:
        # PIVOT counts as several statements; the database is open for reading only, so trying does no harm.
        is_question = statements[0].type in (duckdb.StatementType.SELECT, duckdb.StatementType.MULTI)
        relation = connection.sql(sql) if is_question else None
    except duckdb.CatalogException as error:
        missing = _NO_TABLE.search(str(error))
        if missing is None:
            raise
        raise Problem(f"there is no table or view {missing[1]}; there are: {_names(connection)}") from error
    if relation is None:
        raise Problem("the database can only be read here, and that is no question; write a SELECT.")
    return relation


_FREQUENT = """
    SELECT e.type, e.canonical, e.code, count(*) AS mentions, count(DISTINCT e.article_id) AS articles
    FROM entities e JOIN articles a USING (article_id)
    WHERE a.duplicate_of IS NULL AND ($type IS NULL OR e.type = $type)
    GROUP BY e.type, e.canonical, e.code
    QUALIFY row_number() OVER (
        PARTITION BY e.type ORDER BY mentions DESC, articles DESC, e.canonical, e.code) <= $most
    ORDER BY e.type, mentions DESC, articles DESC, e.canonical, e.code
"""


def frequent_names(
    connection: duckdb.DuckDBPyConnection, kind: str | None, most: int
) -> tuple[list[str], list[tuple[object, ...]]]:
    """Chinese headings and rows of the names mentioned most, `most` of each type; repeated articles count once."""
    rows = connection.execute(_FREQUENT, {"type": kind, "most": most}).fetchall()
    labelled = [(label("subject_type", kind), *rest) for kind, *rest in rows]
    return ["类型", "名称", "区划代码", "提及次数", "文章数"], labelled


def rows_of(connection: duckdb.DuckDBPyConnection, table: str) -> duckdb.DuckDBPyRelation:
    """All rows of a table or view; raises Problem that lists those there are."""
    name = table.replace('"', '""')
    return ask(connection, f'SELECT * FROM "{name}"')

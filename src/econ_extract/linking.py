"""An open database in, its reprints linked: new texts are compared with all others, the links follow.

Nothing is deleted but links that no longer hold. A second call changes nothing, and the links depend on what the
database holds, not on the order in which it came.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow as pa

from econ_extract.reprints import ALIKE, SHARED, Printed, likeness, originals

_CROWDED = 300  # texts with the same clause: that is boilerplate, and leads nowhere
_VERIFIED = 500  # pairs whose texts are held at a time

# Hashes of new texts meet those of all texts. A text is new until it has a pair with itself.
_CANDIDATES = f"""
WITH hashes AS (SELECT DISTINCT text_hash, len(sketch) AS size, unnest(sketch) AS hash FROM sketches),
common AS (SELECT hash FROM hashes GROUP BY hash HAVING count(*) BETWEEN 2 AND {_CROWDED}),
told AS (SELECT * FROM hashes WHERE hash IN (SELECT hash FROM common)),
fresh AS (SELECT * FROM told WHERE text_hash NOT IN (SELECT text_hash FROM alike WHERE text_hash = other_hash))
SELECT least(a.text_hash, b.text_hash) AS one, greatest(a.text_hash, b.text_hash) AS other
FROM fresh a JOIN told b ON a.hash = b.hash AND a.text_hash <> b.text_hash
GROUP BY a.text_hash, b.text_hash, a.size, b.size
HAVING count(*) >= greatest(2, {SHARED} * least(a.size, b.size))
"""
_GROUPED = """
WITH printed AS (
    SELECT a.article_id, coalesce(a.reprint_of, a.article_id) AS original, a.reprint_of IS NOT NULL AS again,
        row_number() OVER (ORDER BY a.published_on NULLS LAST, d.name, a.ordinal) AS place
    FROM articles a JOIN documents d USING (document_id)
    WHERE a.reprint_of IS NOT NULL OR a.article_id IN (SELECT reprint_of FROM articles)
), told AS (
    SELECT f.figure_id, f.document_id, p.original, p.again, p.place, f.doc_start,
        (f.value, f.value_low, f.value_high, f.unit, f.kind, f.role, f.is_change) AS key
    FROM figures f JOIN printed p USING (article_id)
    WHERE f.figure_id NOT IN (SELECT figure_id FROM repeats WHERE repeated_in <> 'reprint')
), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY place, key ORDER BY doc_start) AS time FROM told
), first AS (
    SELECT *, first_value(figure_id) OVER (PARTITION BY original, key, time ORDER BY NOT again DESC, place) AS first_id
    FROM numbered
)
SELECT figure_id, document_id, first_id AS repeats_figure_id FROM first WHERE figure_id <> first_id
"""

Execute = Callable[[str], Any]


def link(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring `alike`, `articles.reprint_of` and the reprints among `repeats` up to date, in the caller's transaction."""
    gone = "SELECT text_hash FROM alike WHERE text_hash NOT IN (SELECT text_hash FROM sketches)"
    if connection.sql(f"{gone} OR other_hash NOT IN (SELECT text_hash FROM sketches) LIMIT 1").fetchall():
        connection.execute(f"DELETE FROM alike WHERE text_hash IN ({gone}) OR other_hash IN ({gone})")
    _compare(connection)
    if _name_originals(connection):
        _tie_figures(connection)


def _compare(connection: duckdb.DuckDBPyConnection) -> None:
    """Pairs of texts that are alike, for texts that were not compared yet; each then has a pair with itself."""
    fresh = connection.sql(
        "SELECT DISTINCT text_hash FROM sketches WHERE text_hash NOT IN"
        " (SELECT text_hash FROM alike WHERE text_hash = other_hash)"
    ).fetchall()
    if not fresh:
        return
    pairs = sorted(set(connection.sql(_CANDIDATES).fetchall()))
    found = [(text_hash, text_hash, 1.0) for (text_hash,) in fresh]
    for at in range(0, len(pairs), _VERIFIED):
        some = pairs[at : at + _VERIFIED]
        wanted = sorted({text_hash for pair in some for text_hash in pair})
        texts = dict(
            connection.execute(
                "SELECT text_hash, any_value(text) FROM articles WHERE text_hash IN (SELECT unnest(?::VARCHAR[]))"
                " GROUP BY text_hash",
                [wanted],
            ).fetchall()
        )
        alike = ((one, other, likeness(texts[one], texts[other])) for one, other in some)
        found += [pair for pair in alike if pair[2] >= ALIKE]
    columns = zip(("text_hash", "other_hash", "likeness"), zip(*sorted(found), strict=True), strict=True)
    connection.register("found", pa.table({name: pa.array(values) for name, values in columns}))
    connection.execute("INSERT INTO alike SELECT * FROM found")
    connection.unregister("found")


def _name_originals(connection: duckdb.DuckDBPyConnection) -> bool:
    """Set `articles.reprint_of`; whether anything in the database may have changed that figures depend on."""
    pairs = connection.sql("SELECT text_hash, other_hash FROM alike WHERE text_hash <> other_hash").fetchall()
    rows = connection.sql(
        "SELECT a.article_id, a.text_hash, length(a.text), a.published_on, d.name, a.ordinal, a.reprint_of"
        " FROM articles a JOIN documents d USING (document_id) JOIN sketches s USING (article_id)"
    ).fetchall()
    wanted = originals((Printed(*row[:6]) for row in rows), pairs)
    now = {row[0]: row[6] for row in rows}
    changed = [(article_id, wanted.get(article_id)) for article_id in now if now[article_id] != wanted.get(article_id)]
    if changed:
        ids, values = zip(*changed, strict=True)
        table = pa.table({"article_id": pa.array(ids), "reprint_of": pa.array(values, pa.string())})
        connection.register("changed", table)
        connection.execute(
            "UPDATE articles SET reprint_of = c.reprint_of FROM changed c WHERE articles.article_id = c.article_id"
        )
        connection.unregister("changed")
    return bool(changed or wanted)


def _tie_figures(connection: duckdb.DuckDBPyConnection) -> None:
    """Tie each figure of a reprint to the same figure of the earliest article of its group that tells it."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE tied AS {_GROUPED}")
    ours = "FROM repeats r WHERE r.repeated_in = 'reprint'"
    match = "t.figure_id = r.figure_id AND t.repeats_figure_id = r.repeats_figure_id"
    old = f"{ours} AND NOT EXISTS (SELECT 1 FROM tied t WHERE {match})"
    if connection.sql(f"SELECT 1 {old} LIMIT 1").fetchall():
        connection.execute(f"DELETE {old}")
    new = f"FROM tied t WHERE NOT EXISTS (SELECT 1 {ours} AND {match})"
    if connection.sql(f"SELECT 1 {new} LIMIT 1").fetchall():
        connection.execute(f"INSERT INTO repeats SELECT figure_id, document_id, repeats_figure_id, 'reprint' {new}")
    connection.execute("DROP TABLE tied")

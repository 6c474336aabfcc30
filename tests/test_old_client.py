"""A database of ours opened by the oldest client that the contract names, in an environment of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import entry, make_extraction, some_run
from econ_extract.labels import KINDS
from econ_extract.store import Store

OLD = "1.2.2"
ENVIRONMENT = Path(__file__).parents[1] / ".venv-old"
ASK = """
import json, sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
found = {sql: str(connection.execute(sql).fetchall()) for sql in json.load(sys.stdin)}
print(json.dumps({"version": duckdb.__version__, "found": found}))
"""


@pytest.fixture(scope="module")
def old_python() -> Path:
    """The interpreter of an environment with the old client, made once and kept."""
    python = ENVIRONMENT / "bin" / "python"
    stamp = ENVIRONMENT / f"duckdb-{OLD}"
    if not stamp.exists():
        install = [str(python), "-m", "pip", "install", "--quiet", f"duckdb=={OLD}"]
        for command in ([sys.executable, "-m", "venv", str(ENVIRONMENT)], install):
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
            if done.returncode:
                pytest.skip(f"no environment with duckdb {OLD} can be made here: {done.stderr.strip()[-300:]}")
        stamp.touch()
    return python


@pytest.mark.slow
def test_old_client_reads_tables_and_views(tmp_path: Path, old_python: Path) -> None:
    database = tmp_path / "figures.duckdb"
    for path in ("/news/a.txt", "/news/b.txt"):  # the second time the file is there already
        with Store(database, made_by="test") as store:
            store.finish(store.write(some_run(), [entry(make_extraction(path))]))
    views = [f"SELECT count(*) FROM {kind.view}" for kind in KINDS.values()]
    exact = "SELECT CAST(\"金额（亿元）\" AS VARCHAR) FROM figures_zh WHERE 单位 = '元'"
    spans = "SELECT count(*) FROM figures f JOIN documents d USING (document_id) WHERE substr(d.text, doc_start + 1, doc_end - doc_start) = quantity"  # noqa: E501
    asked = [*views, exact, spans, "SELECT CAST(sum(value) AS VARCHAR) FROM investment_totals"]
    done = subprocess.run(
        [str(old_python), "-c", ASK, str(database)],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["version"] == OLD
    counts = {kind.view: 0 for kind in KINDS.values()} | dict.fromkeys(
        ("investment_totals", "project_counts", "growth_rates"), 2
    )
    assert {sql.split()[-1]: said["found"][sql] for sql in views} == {v: f"[({n},)]" for v, n in counts.items()}
    assert said["found"][exact] == "[('120.50000000',), ('120.50000000',)]"
    assert said["found"][spans] == "[(6,)]"
    assert said["found"][asked[-1]] == "[('24100000000.000000',)]"

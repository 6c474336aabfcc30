"""Input that is not as it should be: a clear message, the other files processed, the bad ones kept as failed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from conftest import Rows
from econ_extract import pipeline
from econ_extract.cli import app
from econ_extract.rules import rules_folder

ARTICLE = "经开区上半年签约项目36个,总投资120.5亿元。\n"


def extract(*arguments: object) -> Result:
    done = CliRunner().invoke(app, ["extract", *map(str, arguments)])
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good article, to which each test adds trouble."""
    news = tmp_path / "news"
    news.mkdir()
    (news / "good.txt").write_text(ARTICLE, encoding="utf-8")
    return news


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the database goes."""
    return tmp_path / "x.duckdb"


def expect_one_failure(done: Result, db: Path, rows: Rows, name: str, said: str) -> None:
    """Exit code 1, the file named on stderr, a failed row with an error, and the good article's figures."""
    assert done.exit_code == 1
    assert f"{name}: " in done.stderr
    assert said in done.stderr
    found = rows(db, "SELECT path, status, error, text IS NULL FROM documents WHERE status <> 'ok'")
    assert [(Path(path).name, status, without) for path, status, _, without in found] == [(name, "failed", True)]
    assert said in found[0][2]
    assert rows(db, "SELECT count(DISTINCT document_id) FROM figures") == [(1,)]


# --- nothing to read ------------------------------------------------------------------------------------------


def test_missing_folder(tmp_path: Path, db: Path) -> None:
    done = extract(tmp_path / "none", "--db", db)
    assert done.exit_code == 2
    assert "none does not exist; give the folder" in done.stderr.replace("\n", "")
    assert not db.exists(), "a mistyped folder leaves no database behind"


def test_empty_folder(tmp_path: Path, db: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = extract(tmp_path / "empty", "--db", db)
    assert done.exit_code == 2
    assert "no files in" in done.stderr
    assert "give a folder that holds articles" in done.stderr
    assert not db.exists()


# --- files that cannot be read --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "white space"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        ("broken.txt", b"\xff\xfe" + b"\x00\xd8\x01" * 50, "UTF-8"),
    ],
)
def test_file_without_text(folder: Path, db: Path, rows: Rows, name: str, data: bytes, said: str) -> None:
    (folder / name).write_bytes(data)
    done = extract(folder, "--db", db)
    expect_one_failure(done, db, rows, name, said)
    again = extract(folder, "--db", db)
    assert again.exit_code == 1, "the file is still bad"
    assert said in again.stderr
    assert rows(db, "SELECT count(*) FROM runs") == [(1,)]


def test_a_mended_file_is_read(folder: Path, db: Path, rows: Rows) -> None:
    (folder / "bad.txt").write_bytes(b"")
    assert extract(folder, "--db", db).exit_code == 1
    (folder / "bad.txt").write_text("全市引进企业15家。", encoding="utf-8")
    assert extract(folder, "--db", db).exit_code == 0
    assert rows(db, "SELECT status, count(*) FROM documents GROUP BY status") == [("ok", 2)]


def test_link_to_nothing(folder: Path, db: Path, rows: Rows) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    expect_one_failure(extract(folder, "--db", db), db, rows, "gone.txt", "link to nothing")


def test_link_to_itself(folder: Path, db: Path, rows: Rows) -> None:
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    expect_one_failure(extract(folder, "--db", db), db, rows, "loop.txt", "loop")


def test_file_without_permission(folder: Path, db: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "secret.txt").write_text(ARTICLE, encoding="utf-8")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)  # tests may run as root, who may read everything
    expect_one_failure(extract(folder, "--db", db), db, rows, "secret.txt", "permission")


def test_formats_are_listed_once(folder: Path, db: Path) -> None:
    for name, magic in (("a.rar", b"Rar!"), ("b.doc", b"\xd0\xcf\x11\xe0"), ("c.db", b"SQLite format 3\0")):
        (folder / name).write_bytes(magic + bytes(range(256)))
    done = extract(folder, "--db", db)
    assert done.exit_code == 1
    *told, last = done.stderr.splitlines()
    assert last.startswith("files that can be read: .txt, .text, .md, .markdown, .html, .htm, ")
    assert {".pdf,", ".docx,", ".zip,", ".csv,"} <= set(last.split())
    assert len(told) == 4
    assert all(".html" not in line for line in told)


def test_one_failure_is_one(folder: Path, db: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    lines = extract(folder, "--db", db).stderr.splitlines()
    assert lines[0] == "1 file could not be read; mend or remove it and run the same command again:"
    assert len(lines) == 2, "its suffix is not what is wrong"


def test_many_failures_are_listed_in_part(folder: Path, db: Path) -> None:
    for number in range(25):
        (folder / f"{number:02}.txt").write_bytes(b"")
    done = extract(folder, "--db", db)
    assert done.exit_code == 1
    assert "25 files could not be read; mend or remove them" in done.stderr
    assert "19.txt" in done.stderr
    assert "20.txt" not in done.stderr
    assert "and 5 more" in done.stderr


# --- files that are only unusual ------------------------------------------------------------------------------


def test_fifty_megabytes_on_one_line(folder: Path, db: Path, rows: Rows) -> None:
    words = "经济运行总体平稳稳中向好"
    times = 50_000_000 // len(words.encode())
    (folder / "long.txt").write_text(f"{words * times}，签约项目41个。", encoding="utf-8")
    assert extract(folder, "--db", db).exit_code == 0
    length = len(words) * times
    assert rows(db, "SELECT quantity, doc_start FROM figures WHERE doc_start > 1000000") == [("41个", length + 5)]


def test_names_with_blanks_quotes_and_chinese(tmp_path: Path, rows: Rows) -> None:
    folder, db = tmp_path / "新闻 2023 it's", tmp_path / "数 据's.duckdb"
    folder.mkdir()
    (folder / "绵州 日报 '1'.txt").write_text(ARTICLE, encoding="utf-8")
    assert extract(folder, "--db", db).exit_code == 0
    assert rows(db, "SELECT path FROM documents") == [(f"{folder}/绵州 日报 '1'.txt",)]


def test_folder_that_links_back_to_itself(folder: Path, db: Path, rows: Rows) -> None:
    (folder / "again").symlink_to(folder, target_is_directory=True)
    done = extract(folder, "--db", db)
    assert done.exit_code == 0
    assert "again is a link to a folder that is read already (or a loop); it was not followed" in done.stderr
    assert rows(db, "SELECT count(*) FROM documents") == [(1,)]


# --- databases ------------------------------------------------------------------------------------------------

LOCKER = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('locked', flush=True); sys.stdin.read()"


def test_locked_database(folder: Path, db: Path) -> None:
    assert extract(folder, "--db", db).exit_code == 0
    with subprocess.Popen(
        [sys.executable, "-c", LOCKER, str(db)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"locked"
        done = extract(folder, "--db", db)
        asked = CliRunner().invoke(app, ["query", "select 1", "--db", str(db)])
        other.communicate(b"")
    for refused in (done, asked):
        assert refused.exit_code == 2
        assert "is open in another program; close it there" in refused.stderr


def test_database_that_is_not_ours(folder: Path, db: Path) -> None:
    with duckdb.connect(str(db)) as connection:
        connection.execute("CREATE TABLE customers (name VARCHAR)")
    done = extract(folder, "--db", db)
    assert done.exit_code == 2
    assert "is a database of another program; choose another name for --db" in done.stderr
    with duckdb.connect(str(db)) as connection:
        assert connection.sql("SHOW TABLES").fetchall() == [("customers",)]


def test_database_that_is_no_database(folder: Path, db: Path) -> None:
    db.write_text(ARTICLE * 100, encoding="utf-8")
    done = extract(folder, "--db", db)
    assert done.exit_code == 2
    assert "is not a DuckDB file; choose another name for --db" in done.stderr
    assert db.read_text(encoding="utf-8") == ARTICLE * 100


def test_database_that_is_a_folder(folder: Path, tmp_path: Path) -> None:
    done = extract(folder, "--db", tmp_path)
    asked = CliRunner().invoke(app, ["query", "select 1", "--db", str(tmp_path)])
    for refused in (done, asked):
        assert refused.exit_code == 2
        assert f"{tmp_path} is a folder; give the name of a file, such as {tmp_path}/figures.duckdb" in refused.stderr


def test_database_inside_the_folder_is_not_an_article(folder: Path, rows: Rows) -> None:
    db = folder / "figures.duckdb"
    assert extract(folder, "--db", db).exit_code == 0
    assert extract(folder, "--db", db).exit_code == 0
    assert rows(db, "SELECT count(*) FROM documents") == [(1,)]


# --- rules ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("units.yaml", "- id: [", "units.yaml: not valid YAML"),
        ("units.yaml", "id: unit.x", "units.yaml: a rule file is a list of rules"),
        ("units.yaml", "- id: unit.x\n  kind: lexicon\n  forms: [个]\n", "units.yaml: rule unit.x: "),
        ("bounds.yaml", "- {id: bound.x, kind: pattern, pattern: '(', examples: [约]}", "the pattern does not compile"),
    ],
)
def test_broken_rule_file(folder: Path, db: Path, tmp_path: Path, name: str, text: str, said: str) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    for file in rules_folder().glob("*.yaml"):
        (rules / file.name).write_bytes(file.read_bytes())
    (rules / name).write_text(text, encoding="utf-8")
    for arguments in (["extract", str(folder), "--db", str(db)], ["rules", "check"]):
        done = CliRunner().invoke(app, [*arguments, "--rules", str(rules)])
        assert done.exit_code == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert not db.exists()


def test_rules_folder_without_a_table_that_is_needed(folder: Path, db: Path, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "bounds.yaml").write_bytes((rules_folder() / "bounds.yaml").read_bytes())
    done = extract(folder, "--db", db, "--rules", tmp_path / "rules")
    assert done.exit_code == 2
    assert "no rules for" in done.stderr
    assert "units" in done.stderr
    assert not db.exists()
    empty = extract(folder, "--db", db, "--rules", folder)
    assert empty.exit_code == 2
    assert "no rule files (*.yaml) here" in empty.stderr


# --- workers --------------------------------------------------------------------------------------------------


def test_a_worker_that_is_ended_from_outside(
    folder: Path, db: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    from concurrent.futures.process import BrokenProcessPool

    (folder / "other.txt").write_text(ARTICLE, encoding="utf-8")

    def broken(*_: object) -> object:
        raise BrokenProcessPool("a child process terminated abruptly")

    monkeypatch.setattr(pipeline.ProcessPoolExecutor, "submit", broken)
    done = extract(folder, "--db", db, "--workers", 2)
    assert done.exit_code == 2
    assert "run the same command again with fewer --workers" in done.stderr
    monkeypatch.undo()
    assert extract(folder, "--db", db).exit_code == 0
    assert rows(db, "SELECT count(*) FROM documents") == [(2,)]

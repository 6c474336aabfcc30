"""Arguments in, calls of the library and plain sentences out: the commands `extract` and `econ-extract`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, NoReturn

import duckdb
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from econ_extract import __version__, exporters, show
from econ_extract.errors import Problem
from econ_extract.exporters import csv
from econ_extract.registry import UnknownName
from econ_extract.rules import RuleError, default_rules, load_rules
from econ_extract.store import Store, open_for_queries

if TYPE_CHECKING:
    from econ_extract.pipeline import Summary

FAILED_DOCUMENTS, UNUSABLE, STOPPED = 1, 2, 130
_LISTED = 20
_SHOWN_ROWS = 100


class Format(StrEnum):
    """How `query` writes its rows."""

    table = "table"
    csv = "csv"
    json = "json"


Database = Annotated[Path, typer.Option("--db", help="The DuckDB file 数据库文件.")]
RulesFolder = Annotated[Path | None, typer.Option("--rules", help="A folder of rules in place of the program's own.")]


def _typer(help: str | None = None) -> typer.Typer:
    return typer.Typer(help=help, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


app = _typer("Economic figures of Chinese news in a DuckDB file 从中文财经报道中提取数字.")
rules_app = _typer("Validate the rules and look them up 检查和查询规则.")
extract_app = _typer()
app.add_typer(rules_app, name="rules")


def _out() -> Console:
    return Console(highlight=False)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _fail(message: str) -> NoReturn:
    _say(f"error: {message}")
    raise typer.Exit(UNUSABLE)


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what a person can mend into a sentence on stderr and exit code 2."""
    try:
        yield
    except (Problem, RuleError, UnknownName) as error:
        _fail(str(error))
    except duckdb.Error as error:
        _fail(f"the database says: {str(error).strip()}")
    except KeyboardInterrupt:
        _say("stopped; what was written so far is kept, and the same command goes on from there.")
        raise typer.Exit(STOPPED) from None


@contextmanager
def _bar(shown: bool) -> Iterator[Callable[[Summary], None]]:
    """A progress bar on stderr, when that is a terminal; gives the function that moves it."""
    console = Console(stderr=True)
    text = TextColumn("文件 {task.completed}/{task.total}  数字 {task.fields[figures]}  失败 {task.fields[failed]}")
    with Progress(
        BarColumn(), text, console=console, transient=True, disable=not (shown and console.is_terminal)
    ) as bar:
        task = bar.add_task("", total=None, figures=0, failed=0)

        def move(summary: Summary) -> None:
            failed = len(summary.failures)
            bar.update(task, total=summary.files, completed=summary.done, figures=summary.figures, failed=failed)

        yield move


def _list_failures(failures: Sequence[tuple[str, str]]) -> None:
    _say(f"{len(failures)} of the files could not be read; mend or remove them and run the same command again:")
    for path, error in failures[:_LISTED]:
        _say(f"  {path}: {error}")
    if len(failures) > _LISTED:
        _say(f"  … and {len(failures) - _LISTED} more: select path, error from documents where status = 'failed'")


@app.command()
@extract_app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(help="Folders or files of articles 文章所在的文件夹.")],
    db: Database,
    metadata: Annotated[
        Path | None, typer.Option(help="CSV or TSV with path, published_on, title, outlet 文章的日期等.")
    ] = None,
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day of publication where nothing else gives one 发布日期."),
    ] = None,
    tagger: Annotated[str, typer.Option(help="What finds words and names 分词工具.")] = "jieba",
    workers: Annotated[int, typer.Option(min=1, help="Processes that read files at the same time 进程数.")] = 1,
    rules: RulesFolder = None,
    prune: Annotated[bool, typer.Option("--prune", help="Forget files that are gone 删除已不存在的文件.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print errors only 只显示错误.")] = False,
) -> None:
    """Read articles and write their figures to a DuckDB file 提取数字.

    A second run reads only what is new or has changed.

    Exit code 0: done; 1: done, but some files failed; 2: nothing could be done.
    """
    began = monotonic()
    with _plain_errors():
        from econ_extract import pipeline

        found = pipeline.find_sources(paths, leave_out=[db, Path(f"{db}.wal"), *([metadata] if metadata else [])])
        said = pipeline.read_metadata(metadata) if metadata else {}
        sources, unused = pipeline.with_metadata(found.sources, said, published.date() if published else None)
        options = pipeline.Options(tagger=tagger, rules=rules, workers=workers, prune=prune)
        book = pipeline.rule_book(rules)
        with Store(db, made_by=f"econ_extract {__version__}") as store:
            with _bar(not quiet) as move:
                summary = pipeline.run(sources, store, options, book, roots=paths, report=move)
            totals = store.totals()
    if not quiet:
        for link in found.skipped_links:
            _say(f"note: {link} is a link to a folder that is read already (or a loop); it was not followed.")
        if unused:
            _say(f"note: {metadata} names {len(unused)} files that are not here, such as {unused[0]}.")
        _out().print(show.closing(summary, totals, monotonic() - began))
    if summary.failures:
        _list_failures(summary.failures)
        raise typer.Exit(FAILED_DOCUMENTS)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="A select over the tables and views 查询语句.", show_default=False)],
    db: Database,
    format: Annotated[Format, typer.Option(help="How the rows are written 输出格式.")] = Format.table,
    limit: Annotated[
        int | None, typer.Option(min=0, help=f"Most rows to show; 0 for all. A table shows {_SHOWN_ROWS} 行数.")
    ] = None,
) -> None:
    """Ask the database in SQL; it cannot be changed this way 用 SQL 查询.

    \b
    econ-extract query "select path, quantity, indicator from project_counts" --db figures.duckdb
    """
    most = (_SHOWN_ROWS if format is Format.table else 0) if limit is None else limit
    with _plain_errors(), open_for_queries(db) as connection:
        relation = connection.sql(sql)
        if relation is None:
            raise Problem("that is no question that gives rows; write a select.")
        columns = relation.columns
        values = (relation.limit(most + 1) if most else relation).fetchall()
    more = bool(most) and len(values) > most
    values = values[:most] if most else values
    if format is Format.csv:
        csv.write_rows(columns, values, sys.stdout)
    elif format is Format.json:
        print(show.as_json(columns, values))
    else:
        console = _out()
        console.print(show.rows(columns, values, console.width))
    if more:
        _say(f"only the first {most} rows are shown; --limit 0 shows all.")


@app.command()
def export(
    db: Database,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write: .csv, .xlsx, .parquet 输出文件.")],
    table: Annotated[str, typer.Option(help="Table or view, such as growth_rates 表或视图.")] = "figures_zh",
    sql: Annotated[str | None, typer.Option(help="A select in place of a table 查询语句.")] = None,
) -> None:
    """Write a table, a view or the rows of a select to a file 导出."""
    with _plain_errors():
        with open_for_queries(db) as connection:
            relation = connection.sql(sql or f'SELECT * FROM "{table.replace(chr(34), chr(34) * 2)}"')
            if relation is None:
                raise Problem("that is no question that gives rows; write a select.")
            found = relation.to_arrow_table()
        exporters.export(found, output)
    _say(f"{found.num_rows} rows written to {output}")


@app.command()
def explain(
    figure_id: Annotated[str, typer.Argument(help="The figure's id, or its beginning 数字编号.", show_default=False)],
    db: Database,
    rules: RulesFolder = None,
) -> None:
    """Show the words, the fields and the rules behind one figure 说明一个数字的来历."""
    from econ_extract.explain import explain as find

    with _plain_errors():
        book = load_rules(rules) if rules else default_rules()
        with open_for_queries(db) as connection:
            found = find(connection, figure_id)
    _out().print(show.explanation(found, book))


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(help="A .jsonl file of gold rows or a folder of them.", show_default=False)],
    db: Database,
    by_doc: Annotated[bool, typer.Option("--by-doc", help="Also one line for each document.")] = False,
    errors: Annotated[int, typer.Option(min=0, help="Also the first so many differences.")] = 0,
    gate: Annotated[Path | None, typer.Option(help="File of floors; exit code 1 when a score is below one.")] = None,
    suite: Annotated[str, typer.Option(help="Which floors of that file hold here.")] = "corpora",
    pin: Annotated[
        bool, typer.Option("--pin", help="Raise the floors of --gate to these scores; never lower.")
    ] = False,
) -> None:
    """Precision and recall against figures annotated by hand 与人工标注比较."""
    from econ_extract import scoring

    with _plain_errors():
        scores = scoring.score(scoring.read_gold(gold), scoring.read_found(db))
        whole = scoring.total(scores.values())
        if gate and pin:
            scoring.pin(gate, suite, whole)
        broken = scoring.check_gate(gate, suite, whole) if gate else []
    console = _out()
    console.print(show.score(whole, scoring.CORE_KINDS))
    if by_doc:
        console.print(show.score_by_document(scores))
    if errors:
        print(show.differences(whole, errors))
    for line in broken:
        _say(f"gate: {line}")
    if broken:
        raise typer.Exit(FAILED_DOCUMENTS)


@rules_app.command("check")
def rules_check(rules: RulesFolder = None) -> None:
    """Validate every rule file and run the rules' examples both ways 检查规则及其例句."""
    from econ_extract import examples, pipeline

    with _plain_errors():
        book = pipeline.rule_book(rules)
        failures = examples.check(book)
        for failure in failures:
            _say(f"{failure.rule_id}: {failure.text!r}: {failure.problem}")
        if failures:
            raise Problem(f"{len(failures)} examples do not hold; mend these rules or their examples.")
    tables: dict[str, int] = {}
    for rule in book:
        tables[rule.table] = tables.get(rule.table, 0) + 1
    console = _out()
    rows = [*sorted(tables.items()), ("total", sum(tables.values()))]
    console.print(show.rows(["table", "rules"], rows, console.width))


@rules_app.command("show")
def rules_show(
    word: Annotated[str, typer.Argument(help="A rule's id, or a word that it reads 规则编号或词语.")] = "",
    rules: RulesFolder = None,
) -> None:
    """Look up rules by id or by a word 查询规则."""
    with _plain_errors():
        book = load_rules(rules)
        found = [book[word]] if word in book.rules else [r for r in book if word in r.id or word in r.forms]
        if not found:
            raise Problem(f"no rule has the id or the word {word!r}; econ-extract rules show lists all ids.")
    console = _out()
    if word:
        for rule in found:
            console.print(show.rule(rule))
    else:
        print("\n".join(rule.id for rule in found))


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit()


def _start(command: typer.Typer) -> None:
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another encoding shows a mark for what it lacks; it must not end the run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    command()


def main() -> None:
    """The command `econ-extract`."""
    _start(app)


def extract_main() -> None:
    """The command `extract`."""
    _start(extract_app)


if __name__ == "__main__":
    main()

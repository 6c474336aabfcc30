"""Arguments in, calls of the library and plain sentences out: the commands `extract` and `econ-extract`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from econ_extract import __version__, exporters, questions, show
from econ_extract.cli_models import models_app
from econ_extract.errors import Problem, counted
from econ_extract.exporters import csv
from econ_extract.messages import plain_errors as _plain_errors
from econ_extract.messages import say as _say
from econ_extract.readers.formats import CONTAINERS, FORMATS, SEPARATOR, of_name
from econ_extract.registry import READERS
from econ_extract.rules import default_rules, load_rules
from econ_extract.store import Store, open_for_queries
from econ_extract.usage import Command, Group

if TYPE_CHECKING:
    from econ_extract.pipeline import Found, Summary
    from econ_extract.sources import Source

FAILED_DOCUMENTS = 1
_LISTED = 20
_SHOWN_ROWS = 100
STANDARD_INPUT = Path("-")


class Format(StrEnum):
    """How `query` writes its rows."""

    table = "table"
    csv = "csv"
    json = "json"


class EntityKind(StrEnum):
    """The types of entities."""

    region = "region"
    org = "org"
    person = "person"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date; write it like 2023-10-17.") from error


def _print_version(asked: bool) -> None:
    if asked:
        print(__version__)
        raise typer.Exit()


Database = Annotated[Path, typer.Option("--db", metavar="FILE", help="The DuckDB file (数据库文件)")]
Article = Annotated[
    Path, typer.Argument(metavar="FILE", help="One file of articles, archive.zip!member, or - (一个文章文件)")
]
RulesFolder = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FOLDER", help="Rules in place of the program's own (改用自己的规则文件夹)"),
]
MetadataFile = Annotated[
    Path | None,
    typer.Option(
        "--metadata", metavar="FILE",
        help="CSV or TSV with path, published_on, title, outlet; it wins over the files (文章的日期、标题、媒体)",
    ),
]  # fmt: skip
Published = Annotated[
    date | None,
    typer.Option(
        "--published", metavar="DATE", parser=_day,
        help="Day of publication, like 2023-10-17, of articles that say none themselves (文章没写日期时用的发布日期)",
    ),
]  # fmt: skip
Version = Annotated[
    bool,
    typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version (显示版本)"),
]


def _column(what: str, chinese: str) -> Any:
    note = f"Column of a CSV, JSON Lines or Parquet file that holds the {what} ({chinese}所在的列)"
    return typer.Option(f"--{what}-column", metavar="NAME", help=note)


BodyColumn = Annotated[str | None, _column("text", "正文")]
TitleColumn = Annotated[str | None, _column("title", "标题")]
DateColumn = Annotated[str | None, _column("date", "日期")]
OutletColumn = Annotated[str | None, _column("outlet", "媒体")]
BylineColumn = Annotated[str | None, _column("byline", "作者")]
IdColumn = Annotated[str | None, _column("id", "编号")]


InputFormat = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="NAME", help="What standard input is, where its content does not show (标准输入的格式)"
    ),
]


def _typer(help: str | None = None) -> typer.Typer:
    return typer.Typer(
        cls=Group, help=help, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )  # fmt: skip


app = _typer("Economic figures of Chinese news in a DuckDB file (从中文财经报道中提取数字).")
rules_app = _typer("Check the rules, look them up, count their use (检查、查询、统计规则).")
extract_app = _typer()
app.add_typer(rules_app, name="rules")
app.add_typer(models_app, name="models")


def _out() -> Console:
    return Console(highlight=False)


def _piped(paths: Sequence[Path], format: str | None) -> list[Source]:
    """What comes by standard input, where - asks for it."""
    known = {*READERS, *CONTAINERS}
    if format is not None and format not in known:
        raise Problem(f"--format {format} is not known; choose one of: {', '.join(sorted(known))}.")
    if STANDARD_INPUT not in paths:
        return []
    from econ_extract.sources import standard_input

    return [standard_input(sys.stdin.buffer.read(), format)]


def _named(file: Path) -> Path | Source:
    """The file, or standard input for -."""
    return next(iter(_piped([file], None)), file)


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
    failures = sorted(failures)
    one = len(failures) == 1
    what = f"{counted(len(failures), 'file', 'files')} could not be read"
    _say(f"{what}; mend or remove {'it' if one else 'them'} and run the same command again:")
    for path, error in failures[:_LISTED]:
        _say(f"  {path}: {error}")
    if len(failures) > _LISTED:
        _say(f"  … and {len(failures) - _LISTED} more: select path, error from documents where status = 'failed'")
    if any(all(of_name(part) is None for part in path.split(SEPARATOR)) for path, _ in failures):
        _say(f"files that can be read: {', '.join(FORMATS)}")


def _tell(found: Found, summary: Summary) -> None:
    """What was not followed, and what of files that were read could not be used."""
    for link in found.skipped_links:
        _say(f"note: {link} is a link to a folder that is read already (or a loop); it was not followed.")
    for path, warning in summary.warnings[:_LISTED]:
        _say(f"note: {path}: {warning}")


def _list_unused(metadata: Path, unused: Sequence[str]) -> None:
    shown = ", ".join(unused[:3]) + (", …" if len(unused) > 3 else "")
    _say(f"note: {metadata} names {counted(len(unused), 'file that is', 'files that are')} not here: {shown}")


@app.command(cls=Command, epilog="econ-extract extract news --db figures.duckdb")
@extract_app.command(cls=Command, epilog="extract news --db figures.duckdb")
def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="FOLDER…", help="Folders or files of articles, - for standard input (文章所在的文件夹)"),
    ],
    db: Database,
    metadata: MetadataFile = None,
    published: Published = None,
    tagger: Annotated[str, typer.Option(metavar="NAME", help="jieba, lac, hanlp or hanlp:MODEL (分词工具)")] = "jieba",
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="Files read at the same time (进程数)")] = 1,
    rules: RulesFolder = None,
    text_column: BodyColumn = None,
    title_column: TitleColumn = None,
    date_column: DateColumn = None,
    outlet_column: OutletColumn = None,
    byline_column: BylineColumn = None,
    id_column: IdColumn = None,
    format: InputFormat = None,
    prune: Annotated[bool, typer.Option("--prune", help="Forget files that are gone (删除已不存在的文件)")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print errors only (只显示错误)")] = False,
    version: Version = False,
) -> None:
    """Read articles and write their figures to a DuckDB file (提取数字).

    A second run reads only what is new or has changed.

    Exit code 0: done; 1: done, but some files failed; 2: nothing could be done.
    """
    began = monotonic()
    with _plain_errors():
        from econ_extract import pipeline
        from econ_extract.readers.rows import columns_of

        columns = columns_of(
            text=text_column, title=title_column, date=date_column, outlet=outlet_column, byline=byline_column,
            id=id_column,
        )  # fmt: skip
        given = _piped(paths, format)
        folders = [path for path in paths if path != STANDARD_INPUT]
        left_out = [db, Path(f"{db}.wal"), *([metadata] if metadata else [])]
        found = pipeline.find_sources(folders, leave_out=left_out, given=given)
        said = pipeline.read_metadata(metadata) if metadata else {}
        sources, unused = pipeline.with_metadata(found.sources, said, published)
        options = pipeline.Options(tagger=tagger, rules=rules, workers=workers, prune=prune, columns=columns)
        book = pipeline.rule_book(rules)
        with Store(db, made_by=f"econ_extract {__version__}") as store:
            with _bar(not quiet) as move:
                summary = pipeline.run(sources, store, options, book, roots=folders, report=move)
            totals = store.totals()
            unused = pipeline.unused_by_parts(unused, store.known.values())
    if not quiet:
        _tell(found, summary)
        if metadata and unused:
            _list_unused(metadata, unused)
        _out().print(show.closing(summary, totals, monotonic() - began))
    if summary.failures:
        _list_failures(summary.failures)
        raise typer.Exit(FAILED_DOCUMENTS)


WithRepeats = Annotated[
    bool,
    typer.Option(
        "--with-repeats", help="Count figures of reprints, side bars and headlines too (转载、边栏、标题也计)"
    ),
]


@app.command(cls=Command, epilog='econ-extract query "select * from loan_balances" --db figures.duckdb')
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT (一条查询语句)")],
    db: Database,
    format: Annotated[
        Format, typer.Option(metavar="FORMAT", help="How rows are written: table, csv, json (输出格式)")
    ] = Format.table,
    limit: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help=f"Most rows to show, 0 for all; a table shows {_SHOWN_ROWS} (最多行数)"),
    ] = None,
    with_repeats: WithRepeats = False,
) -> None:
    """Ask the database in SQL; it cannot be changed this way (查询)."""
    most = (_SHOWN_ROWS if format is Format.table else 0) if limit is None else limit
    with _plain_errors(), open_for_queries(db, with_repeats=with_repeats) as connection:
        relation = questions.ask(connection, sql)
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
        _say(f"only the first {counted(most, 'row is', 'rows are')} shown; --limit 0 shows all.")


@app.command(cls=Command, epilog="econ-extract export --db figures.duckdb -o figures.csv")
def export(
    db: Database,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="File to write: .csv, .xlsx, .parquet (输出文件)")
    ],
    table: Annotated[
        str, typer.Option(metavar="NAME", help="Table or view, such as growth_rates (表或视图)")
    ] = "figures_zh",
    sql: Annotated[str | None, typer.Option(metavar="SQL", help="One SELECT in place of a table (查询语句)")] = None,
    with_repeats: WithRepeats = False,
) -> None:
    """Write a table, a view or the rows of a SELECT to a file (导出)."""
    with _plain_errors():
        with open_for_queries(db, with_repeats=with_repeats) as connection:
            relation = questions.ask(connection, sql) if sql else questions.rows_of(connection, table)
            found = relation.to_arrow_table()
        exporters.export(found, output)
    _say(f"{counted(found.num_rows, 'row', 'rows')} written to {output}")


@app.command(cls=Command, epilog="econ-extract explain 3f2a9c --db figures.duckdb")
def explain(
    figure_id: Annotated[str, typer.Argument(metavar="FIGURE_ID", help="The figure's id, or its beginning (数字编号)")],
    db: Database,
    rules: RulesFolder = None,
) -> None:
    """Show the words, the fields and the rules behind a figure (一个数字的来历)."""
    from econ_extract.explain import explain as find

    with _plain_errors():
        book = load_rules(rules) if rules else default_rules()
        with open_for_queries(db) as connection:
            found = find(connection, figure_id)
    _out().print(show.explanation(found, book))


@app.command(cls=Command, epilog="econ-extract entities figures.duckdb --type org")
def entities(
    db: Annotated[Path, typer.Argument(metavar="DB", help="The DuckDB file (数据库文件)")],
    type: Annotated[
        EntityKind | None, typer.Option(metavar="TYPE", help="Only region, org or person (只列一类)")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Most names of each type (每类最多几个)")] = 20,
) -> None:
    """List the names mentioned most, type by type (常见地区、机构、人物)."""
    with _plain_errors(), open_for_queries(db) as connection:
        columns, values = questions.frequent_names(connection, type.value if type else None, limit)
    console = _out()
    console.print(show.rows(columns, values, console.width))


@app.command("why-not", cls=Command, epilog="econ-extract why-not news/a.txt 120.5亿元")
def why_not(
    file: Article,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words of the file, as they stand there (文件中的原文)")],
    metadata: MetadataFile = None,
    published: Published = None,
    rules: RulesFolder = None,
) -> None:
    """Say what became of a number in a file, by which rule, and what it was chosen from (为何没有读出)."""
    from econ_extract import pipeline, taggers, whynot
    from econ_extract.choices import choices

    with _plain_errors():
        book = pipeline.rule_book(rules)
        said = pipeline.read_metadata(metadata) if metadata else {}
        extraction = pipeline.read_one(_named(file), book, said, published)
        found = whynot.why_not(extraction, text)
        figures = {figure.figure_id for one in found for figure in one.figures}
        chosen = choices(extraction, figures, book, taggers.make("jieba", book))
    _out().print(show.findings(found, chosen, book))


@app.command(cls=Command, epilog="econ-extract articles news/a.txt")
def articles(
    file: Article, metadata: MetadataFile = None, published: Published = None, rules: RulesFolder = None
) -> None:
    """Show the articles that a file is cut into (文件怎样切成文章)."""
    from econ_extract import pipeline

    with _plain_errors():
        said = pipeline.read_metadata(metadata) if metadata else {}
        found = pipeline.read_one(_named(file), pipeline.rule_book(rules), said, published)
    _out().print(show.cut(found))


GoldRows = "A .jsonl file of figures marked by hand, or a folder of them (人工标注)"


@app.command(cls=Command, epilog="econ-extract score corpora/expected --db figures.duckdb")
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help=GoldRows)],
    db: Database,
    by_doc: Annotated[bool, typer.Option("--by-doc", help="Also one line for each document (逐个文件)")] = False,
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Also the first N differences (列出前 N 处不同)")] = 0,
    gate: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Floors; exit code 1 when a score is below one (分数下限)"),
    ] = None,
    suite: Annotated[
        str, typer.Option(metavar="NAME", help="Which floors of that file hold here (用哪一组下限)")
    ] = "corpora",
    pin: Annotated[
        bool, typer.Option("--pin", help="Raise the floors of --gate to these scores; never lower (提高下限)")
    ] = False,
) -> None:
    """Precision and recall against figures marked by hand (与人工标注比较)."""
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


@app.command(cls=Command, epilog="econ-extract calibrate corpora/expected --db figures.duckdb")
def calibrate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD…", help=GoldRows)],
    db: Annotated[
        list[Path], typer.Option("--db", metavar="FILE", help="The DuckDB file; one for each GOLD (各自的数据库文件)")
    ],
    write: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Checkout whose rules/confidence.tsv and docs/reliability.md to write (写入权重)"
        ),
    ] = None,
    rules: RulesFolder = None,
) -> None:
    """Fit the weights of confidence to gold rows and say how far it can be trusted (校准置信度)."""
    from econ_extract import calibration, pipeline, reliability, report

    with _plain_errors():
        if len(gold) != len(db):
            raise Problem(f"{len(gold)} GOLD and {len(db)} --db were given; name one database for each, in order.")
        book = pipeline.rule_book(rules)
        for database in db:
            if report.is_of_other_rules(database, book):
                _say(f"note: {database} was made with other rules than these; run extract again for weights that fit.")
        pairs = zip(gold, db, strict=True)
        rows = [row for one, database in pairs for row in calibration.judged(one, database)]
        found = calibration.calibrate(rows, [rule.id for rule in book.table("doubts")])
        written = reliability.write(found, book, write) if write else ()
    _out().print(reliability.shown(found, book))
    for file in written:
        _say(f"{file} written")


@app.command("score-articles", cls=Command, epilog="econ-extract score-articles marked.jsonl pages")
def score_articles(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="A .jsonl file of articles marked by hand (人工标注的文章)")
    ],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files it names stand (文件夹)")],
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Also the first N differences (列出前 N 处不同)")] = 0,
    metadata: MetadataFile = None,
    rules: RulesFolder = None,
) -> None:
    """Compare the cut of files with articles marked by hand (与人工切分比较)."""
    from econ_extract import cuts, pipeline

    with _plain_errors():
        rows = cuts.read_rows(gold)
        book = pipeline.rule_book(rules)
        said = pipeline.read_metadata(metadata) if metadata else {}
        found = cuts.compare(rows, {doc: pipeline.read_one(folder / doc, book, said) for doc in rows})
    _out().print(show.cuts(found))
    if errors:
        print(show.missed(found, errors))


@rules_app.command("check", cls=Command, epilog="econ-extract rules check --rules my-rules")
def rules_check(rules: RulesFolder = None) -> None:
    """Validate every rule file and try the rules' examples (检查规则及其例句)."""
    from econ_extract import examples, pipeline

    with _plain_errors():
        book = pipeline.rule_book(rules)
        failures = examples.check(book)
        for failure in failures:
            _say(f"{failure.rule_id}: {failure.text!r}: {failure.problem}")
        if failures:
            what = counted(len(failures), "example does", "examples do")
            raise Problem(f"{what} not hold; mend these rules or their examples.")
    tables = Counter(rule.table for rule in book)
    console = _out()
    console.print(show.rows(["规则表", "规则数"], [*sorted(tables.items()), ("合计", tables.total())], console.width))


@rules_app.command("show", cls=Command, epilog="econ-extract rules show 亿元")
def rules_show(
    word: Annotated[
        str, typer.Argument(metavar="WORD", help="A rule's id, or a word that it reads (规则编号或词语)")
    ] = "",
    rules: RulesFolder = None,
) -> None:
    """Look up rules by id or by a word; all ids without one (查询规则)."""
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


@rules_app.command("report", cls=Command, epilog="econ-extract rules report figures.duckdb")
def rules_report(
    db: Annotated[Path, typer.Argument(metavar="DB", help="The DuckDB file (数据库文件)")],
    gold: Annotated[Path | None, typer.Option(metavar="GOLD", help=GoldRows)] = None,
    rules: RulesFolder = None,
) -> None:
    """Count how often each rule took part, and how right it was (统计规则的使用)."""
    from econ_extract import pipeline, report

    with _plain_errors():
        found = report.report(db, pipeline.rule_book(rules), gold)
    if found.other_rules:
        _say(f"note: {db} was made with other rules than these; run extract again to count their use.")
    _out().print(show.fires(found))


@app.callback(invoke_without_command=True)
def _program(version: Version = False) -> None:
    """What comes before any command."""


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

"""Folders in, extractions out and into the store: finds the files, runs the line over them in batches."""

from __future__ import annotations

import csv
import json
import os
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from econ_extract import __version__, articles, figures, scans, sentences, sources, taggers
from econ_extract.errors import Problem
from econ_extract.models import Article, Document, EntityRow, Extraction, Figure, Metadata, Reject, Repeat, content_id
from econ_extract.readers import ocr
from econ_extract.readers.containers import is_litter
from econ_extract.readers.formats import SEPARATOR
from econ_extract.readers.rows import Columns
from econ_extract.registry import ROW_READERS
from econ_extract.repeats import repeats
from econ_extract.reprints import sketch
from econ_extract.rules import RuleBook, RuleError, default_rules, load_rules
from econ_extract.sources import Source, endings
from econ_extract.store import Entry, Known, Store, new_run, storable
from econ_extract.whole import one_article

if TYPE_CHECKING:
    from econ_extract.taggers.base import Tagger
    from econ_extract.typed import TypedFigure

BATCH_DOCUMENTS = 64
BATCH_BYTES = 16_000_000
UNEXPECTED = "unexpected"
_SHOWN_PARTS = 1


class UsageProblem(Problem):
    """Arguments or input that nothing can be done with; the message says what is wrong and what to do next."""


@dataclass(frozen=True, slots=True)
class Found:
    """The files of the folders given, in order, and the links that were not followed."""

    sources: tuple[Source, ...]
    skipped_links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What one run was asked to do; `rules` is a folder of rules in place of the program's own."""

    tagger: str = "jieba"
    rules: Path | None = None
    workers: int = 1
    batch: int = BATCH_DOCUMENTS
    prune: bool = False
    columns: Columns = Columns()


@dataclass(slots=True)
class Summary:
    """What a run has done so far; `failures` are (path, error) of every file of it that stands as failed.

    The parts of an archive or table count, each as one file, in place of the archive or table.
    """

    files: int = 0
    done: int = 0
    unchanged: int = 0
    pruned: int = 0
    articles: int = 0
    figures: int = 0
    rejects: int = 0
    characters: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)

    def add(self, extraction: Extraction) -> None:
        """Count one more file."""
        document = extraction.document
        self.done += document.text is not None or document.error is not None
        self.articles += len(extraction.articles)
        self.figures += len(extraction.figures)
        self.rejects += len(extraction.rejects)
        self.characters += len(document.text or "")
        if document.error is not None:
            self.failures.append((document.path, document.error))
        if document.warning is not None:
            self.warnings.append((document.path, document.warning))

    def keep(self, known: Known) -> None:
        """Count one more file that has not changed since it was read."""
        self.unchanged += 1
        self.done += 1
        if known.error is not None:
            self.failures.append((known.path, known.error))
        if known.warning is not None:
            self.warnings.append((known.path, known.warning))


# --- finding the files ---------------------------------------------------------------------------------------


def _readable(path: str) -> str:
    """The path as text that a database can hold: bytes that are no UTF-8 become backslash escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _walk(root: Path, skipped: list[str]) -> Iterator[Path]:
    """Every file below `root`; a link to a folder that was read already is skipped, so loops end."""
    seen: set[str] = set()
    linked = [root]
    while linked:
        top = linked.pop(0)
        real = os.path.realpath(top)
        if real in seen:
            skipped.append(_readable(str(top)))
            continue
        for folder, subfolders, names in os.walk(top):
            seen.add(os.path.realpath(folder))
            subfolders[:] = sorted(s for s in subfolders if not is_litter(s))
            # Links to folders wait until the real folders are read, so that a file keeps its real name.
            links = [s for s in subfolders if os.path.islink(os.path.join(folder, s))]
            linked += [Path(folder, s) for s in links]
            subfolders[:] = [s for s in subfolders if s not in links]
            yield from (Path(folder, name) for name in sorted(names) if not is_litter(name))


def _is_special(file: Path) -> bool:
    """Whether it is a pipe, socket or device, which would block a reader for ever."""
    try:
        mode = file.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def find_sources(paths: Sequence[Path], *, leave_out: Sequence[Path] = (), given: Sequence[Source] = ()) -> Found:
    """The files in and below `paths`, sorted by path, without hidden files and `leave_out`; and what is `given`.

    Raises UsageProblem for a path that does not exist and when there is no file at all.
    """
    roots = sorted({Path(os.path.abspath(p)) for p in paths}, key=lambda p: (len(p.parts), str(p)))
    for root in roots:
        if not os.path.lexists(root):
            raise UsageProblem(f"{root} does not exist; give the folder (or the files) that hold the articles.")
    out = {os.path.abspath(p) for p in leave_out}
    skipped: list[str] = []
    found: dict[str, Source] = {source.path: source for source in given}
    for root in roots:
        single = not root.is_dir()
        base = root.parent if single else root
        for file in [root] if single else _walk(root, skipped):
            if str(file) in out or _is_special(file):
                continue
            path = _readable(file.as_posix())
            name = _readable(f"{base.name}/{file.relative_to(base).as_posix()}")
            found.setdefault(path, Source(file, path, name))
    if not found:
        raise UsageProblem(
            f"no files in {', '.join(map(str, roots))}; give a folder that holds articles (text or HTML)."
        )
    return Found(tuple(found[path] for path in sorted(found)), tuple(sorted(skipped)))


def _name_apart(sources: Sequence[Source], known: Mapping[str, Known]) -> list[Source]:
    """Give files that share a name (two folders called news) their full path as name, but for the first of them."""
    owners = {k.name: k.path for k in known.values() if os.path.lexists(k.path)}
    apart = []
    for source in sources:
        if source.path in known:
            source = replace(source, name=known[source.path].name)
        elif owners.setdefault(source.name, source.path) != source.path:
            source = replace(source, name=source.path)
        apart.append(source)
    return apart


# --- what is said of the files -------------------------------------------------------------------------------


def _metadata_row(row: Mapping[str, str | None], place: str) -> Metadata:
    def cell(name: str) -> str | None:
        return (row.get(name) or "").strip() or None

    day = cell("published_on")
    try:
        published = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise UsageProblem(f"{place}: {day!r} is not a date; write published_on like 2023-10-17.") from error
    return Metadata(
        title=cell("title"),
        outlet=cell("outlet"),
        published_on=published,
        published_from="metadata" if published else None,
    )


def read_metadata(file: Path) -> dict[str, Metadata]:
    """What a CSV or TSV with the columns path, published_on, title, outlet says, by the path as written there.

    Raises UsageProblem for a file that cannot be read, has no path column, a bad date or a path twice.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageProblem(f"{file} does not exist; check the name given to --metadata.") from error
    except OSError as error:
        raise UsageProblem(f"{file} cannot be read ({error.strerror}); check the name given to --metadata.") from error
    except UnicodeDecodeError as error:
        raise UsageProblem(f"{file} is not UTF-8; save it as UTF-8 text (in Excel: CSV UTF-8).") from error
    lines = text.splitlines()
    separator = "\t" if lines and "\t" in lines[0] else ","
    rows = csv.DictReader(lines, delimiter=separator)
    headings = [(name or "").strip().lower() for name in rows.fieldnames or ()]
    if "path" not in headings:
        raise UsageProblem(f"{file} has no column path; its first line must name the columns: path,published_on.")
    rows.fieldnames = headings
    said: dict[str, Metadata] = {}
    for row in rows:
        place = f"{file} line {rows.line_num}"
        key = (row["path"] or "").strip().replace("\\", "/").removeprefix("./")
        if not key:
            continue
        if key in said:
            raise UsageProblem(f"{place}: {key} stands there twice; keep one line for each file.")
        said[key] = _metadata_row(row, place)
    return said


def with_metadata(
    sources: Iterable[Source], said: Mapping[str, Metadata], published: date | None = None
) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """The sources with what is said of them, by absolute path, relative path or file name; and the keys unused.

    `published` holds for files of which no date is said. What is left unused may speak of parts of an archive: every
    source carries it. Raises UsageProblem for a key that fits several files.
    """
    users: dict[str, str] = {}
    result = []
    for source in sources:
        key = next((ending for ending in endings(source.path) if ending in said), None)
        given = Metadata() if key is None else said[key]
        if key is not None and users.setdefault(key, source.path) != source.path:
            raise UsageProblem(
                f"{key} in the metadata file fits both {users[key]} and {source.path}; write more of the path there."
            )
        if published and given.published_on is None:
            given = replace(given, published_on=published, published_from="option")
        result.append(replace(source, given=given))
    left = {key: said[key] for key in said if key not in users}
    return tuple(replace(source, said=left) for source in result), tuple(left)


def unused_by_parts(unused: Iterable[str], known: Iterable[Known]) -> tuple[str, ...]:
    """The keys of a metadata file that speak of no part of an archive or table either."""
    named = {ending for k in known if k.part_of is not None for ending in endings(k.path)}
    return tuple(key for key in unused if key not in named)


# --- the line ------------------------------------------------------------------------------------------------


def _representable(rows: tuple[Figure, ...]) -> tuple[tuple[Figure, ...], tuple[Reject, ...]]:
    """Figures whose numbers the database can hold; the others as rejects, so that nothing vanishes."""
    kept, rejects = [], []
    for f in rows:
        if all(storable(v) for v in (f.value, f.value_low, f.value_high)):
            kept.append(f)
        else:
            place = (f.document_id, f.article_id, f.doc_start, f.doc_end)
            rejects.append(Reject(*place, f.quantity, "out_of_range", f.rules))
    return tuple(kept), tuple(rejects)


def read_articles(document: Document, book: RuleBook, tagger: Tagger, given: Metadata) -> Extraction:
    """The line from a decoded document on: its articles and everything found in them."""
    found: tuple[Article, ...] = articles.cut(document, book, given=given)
    if document.whole:
        found = one_article(document, found, given)
    rows: list[Figure] = []
    rejects: list[Reject] = []
    entities: list[EntityRow] = []
    again: list[Repeat] = []
    for article in found:
        parts = figures.read_article(document, article, sentences.split(article), tagger, book)
        kept, refused = _representable(parts[0])
        rows += kept
        rejects += (*parts[1], *refused)
        entities += parts[2]
        again += repeats(article, kept)
    sketches = ((a.article_id, sketch(a.text)) for a in found if a.duplicate_of is None)
    known = tuple((article_id, hashes) for article_id, hashes in sketches if hashes)
    judged = scans.judged(document, rows)
    return Extraction(document, found, tuple(entities), judged, tuple(rejects), tuple(again), known)


def _broken(source: Source, error: Exception) -> Document:
    digest = source.digest()
    frame = extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name} line {frame.lineno}"
    message = f"{UNEXPECTED} {type(error).__name__}: {error} ({where}); please report this file"
    return Document(
        content_id("broken", source.name, digest), source.path, "unknown", None, digest, source.size(), None, message,
        part_of=source.part_of,
    )  # fmt: skip


def process(source: Source, book: RuleBook, tagger: Tagger) -> Extraction:
    """Everything that one file gives; a file that cannot be read gives a document without text. Has no state."""
    try:
        document = sources.read(source)
        if document.text is None:
            return Extraction(document)
        return read_articles(document, book, tagger, source.given)
    # The one place that catches everything: a defect met in one file of ten thousand must not cost the others.
    # The file becomes a failed document that names the error, so nothing is hidden.
    except Exception as error:  # noqa: BLE001
        return Extraction(_broken(source, error))


def read_one(
    file: Path | Source,
    book: RuleBook,
    said: Mapping[str, Metadata],
    published: date | None = None,
    tagger: str = "jieba",
    columns: Columns = Columns(),  # noqa: B008
) -> Extraction:
    """Everything that one file gives, outside any run; a part of an archive or table is named archive.zip!member.

    Raises UsageProblem for a folder, an archive as such and an unreadable file.
    """
    outer, name = (file, "") if isinstance(file, Source) else _outer(file)
    (source,), _ = with_metadata([outer], said, published)
    source = _part_named(source, name, columns)
    extraction = process(source, book, taggers.make(tagger, book))
    if extraction.document.text is None:
        raise UsageProblem(f"{extraction.document.path}: {extraction.document.error}")
    return extraction


def _outer(file: Path) -> tuple[Source, str]:
    """The file that this path names, or the archive or table around what it names, and the name in there."""
    if file.is_dir():
        raise UsageProblem(f"{file} is a folder; name one file in it.")
    outer = next((f for f in _containers_around(file) if f.is_file()), file)
    (source,) = find_sources([outer]).sources
    return source, str(file)[len(str(outer)) + 1 :]


def _containers_around(file: Path) -> Iterator[Path]:
    """The file itself where it is one, else what may be an archive or table around the part that it names."""
    name = str(file)
    yield file
    yield from (Path(name[:at]) for at, c in enumerate(name) if c == SEPARATOR and at)


def _part_named(source: Source, name: str, columns: Columns) -> Source:
    """The part of a container that has this name; the source itself where it is no container."""
    format = sources.container_format(source)
    if format is None:
        return source
    parts = sources.expanded(source, format, columns)
    shown = list[str]()
    for part in parts:
        own = part.path.removeprefix(source.path + SEPARATOR)
        if part.closing is not None and part.error is not None:
            raise UsageProblem(f"{source.path}: {part.error}")
        if own == name and part.closing is None:
            return part
        shown += [own] if part.closing is None and len(shown) < _SHOWN_PARTS else []
    raise UsageProblem(f"{source.path} holds several documents; name one, as in '{source.path}!{(shown or ['…'])[0]}'.")


# --- a run ---------------------------------------------------------------------------------------------------


def _batches(sources: Iterable[Source], size: int) -> Iterator[list[Source]]:
    """Runs of at most `size` files and, but for a single larger file, at most BATCH_BYTES bytes."""
    batch: list[Source] = []
    held = 0
    for source in sources:
        weight = 0 if source.closing is not None else source.size()
        if batch and (len(batch) >= size or held + weight > BATCH_BYTES):
            yield batch
            batch, held = [], 0
        batch.append(source)
        held += weight
    if batch:
        yield batch


def rule_book(folder: Path | None) -> RuleBook:
    """The rules of `folder`, or the program's own; raises RuleError, also for a folder that lacks a whole table."""
    if folder is None:
        return default_rules()
    book = load_rules(folder)
    missing = {rule.table for rule in default_rules()} - {rule.table for rule in book}
    if missing:
        raise RuleError(
            f"{folder}: no rules for {', '.join(sorted(missing))}; begin with a copy of the whole rules folder"
        )
    return book


_worker: tuple[RuleBook, Tagger] | None = None


def _start_worker(rules: Path | None, tagger: str) -> None:
    """Make a worker process's rule book and tagger, once."""
    global _worker
    book = rule_book(rules)
    _worker = (book, taggers.make(tagger, book))


def _work(batch: list[Source]) -> list[Extraction]:
    assert _worker is not None, "the pool's initializer runs before any batch"
    return [process(source, *_worker) for source in batch]


def _spread(batches: Iterator[list[Source]], options: Options) -> Iterator[tuple[list[Source], list[Extraction]]]:
    """The batches with their extractions in the order given, made by several processes."""
    pool = ProcessPoolExecutor(
        options.workers, get_context("spawn"), initializer=_start_worker, initargs=(options.rules, options.tagger)
    )
    with pool:
        waiting: deque[tuple[list[Source], Future[list[Extraction]]]] = deque()
        try:
            waiting.extend((b, pool.submit(_work, b)) for b in islice(batches, 2 * options.workers))
            while waiting:
                batch, result = waiting.popleft()
                extractions = result.result()
                waiting.extend((b, pool.submit(_work, b)) for b in islice(batches, 1))
                yield batch, extractions
        except BrokenProcessPool as error:
            raise UsageProblem(
                "a worker process was ended from outside (often for want of memory); what was written so far is kept, "
                "run the same command again with fewer --workers."
            ) from error
        finally:
            for _, result in waiting:
                result.cancel()


def _extractions(
    sources: Iterable[Source], options: Options, book: RuleBook
) -> Iterator[tuple[list[Source], list[Extraction]]]:
    batches = _batches(sources, options.batch)
    if options.workers > 1:
        yield from _spread(batches, options)
        return
    tagger = taggers.make(options.tagger, book)
    for batch in batches:
        yield batch, [process(source, book, tagger) for source in batch]


def _said(metadata: Metadata) -> dict[str, str]:
    day = metadata.published_on and metadata.published_on.isoformat()
    told = {"title": metadata.title, "outlet": metadata.outlet, "published_on": day}
    return {key: value for key, value in (told | {"published_from": metadata.published_from}).items() if value}


def _settings(source: Source, book: RuleBook, options: Options) -> str:
    facts = {"given": _said(source.given), "rules": book.hash, "tagger": options.tagger, "version": __version__}
    opens = source.closing is not None or sources.container_format(source) is not None
    if opens or source.format in ROW_READERS:
        facts["columns"] = {name: column for name, column in asdict(options.columns).items() if column}
    if opens and source.said:
        facts["said"] = content_id(*(f"{key} {_said(told)}" for key, told in sorted(source.said.items())))
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


def _worth_another_try(known: Known) -> bool:
    """Whether it failed by a defect of the program, which may be mended, or for want of an extra that is there now."""
    told = known.error or known.warning or ""
    return told.startswith(UNEXPECTED) or (ocr.MISSING in told and ocr.is_installed())


def _is_unchanged(source: Source, settings: str, known: Known) -> bool:
    """Whether the file was read before, with the same bytes and settings (an unreadable one: still unreadable)."""
    return not _worth_another_try(known) and known.settings == settings and known.sha256 == source.digest()


def _around(path: str) -> Iterator[str]:
    """The paths of what may be the archives around a part."""
    return (path[:at] for at, c in enumerate(path) if c == SEPARATOR)


def _vanished(known: Mapping[str, Known], roots: Sequence[Path], found: Sequence[Source]) -> list[str]:
    present = {source.path for source in found}
    folders = tuple(f"{_readable(os.path.abspath(root))}/" for root in roots)
    kept = {path for path, k in known.items() if k.part_of is not None and not present.isdisjoint(_around(path))}
    return sorted(path for path in known if path not in present | kept and path.startswith(folders))


class _Plan:
    """What is left to read of the sources of a run; counts in `summary` what is not."""

    def __init__(self, found: Sequence[Source], store: Store, options: Options, book: RuleBook) -> None:
        self.summary = Summary()
        self._store, self._options, self._book = store, options, book
        self._parts: dict[str, list[Known]] = {}
        for known in store.known.values():
            for path in _around(known.path) if known.part_of is not None else ():
                self._parts.setdefault(path, []).append(known)
        self.todo = [source for source in _name_apart(found, store.known) if not self._keeps(source)]

    def settings(self, source: Source) -> str:
        return _settings(source, self._book, self._options)

    def _keeps(self, source: Source) -> bool:
        """Whether the file, with all its parts, stays as it is; counts what can be counted without reading it."""
        known, container = self._store.known.get(source.path), sources.container_format(source) is not None
        parts = [p for p in self._parts.get(source.path, ()) if known and p.part_of == known.document_id]
        same = known is not None and _is_unchanged(source, self.settings(source), known)
        same = same and not any(map(_worth_another_try, parts))
        if not same or known is None:
            self.summary.files += not container
            return False
        kept = [*parts, known] if not container or known.error else parts
        self.summary.files += len(kept)
        for one in kept:
            self.summary.keep(one)
        return True

    def documents(self) -> Iterator[Source]:
        """The sources that are left, with the parts of archives and tables in their place and then these."""
        for source in self.todo:
            format = sources.container_format(source)
            if format is None:
                yield source
                continue
            for part in sources.expanded(source, format, self._options.columns):
                if part.closing is not None:
                    self.summary.files += part.error is not None
                    yield part
                elif not self._keeps_part(part):
                    yield part

    def _keeps_part(self, part: Source) -> bool:
        """Whether an earlier run, that did not come to the end, has read this part of the same archive already."""
        self.summary.files += 1
        known = self._store.known.get(part.path)
        same = known is not None and known.part_of == part.part_of and known.settings == self.settings(part)
        if known is None or not same or _worth_another_try(known):
            return False
        self.summary.keep(known)
        return True

    def gone(self, batch: Sequence[Source]) -> list[str]:
        """The paths of parts that the archives ending in this batch had when they were read before, and lack now."""
        written = {source.path for source in batch}
        closed = {s.path: content_id(s.closing, s.name) for s in batch if s.closing is not None}
        before = (
            (self._store.known.get(p.path), id_) for path, id_ in closed.items() for p in self._parts.get(path, ())
        )
        return [k.path for k, id_ in before if k is not None and k.part_of != id_ and k.path not in written]


def run(
    sources: Sequence[Source],
    store: Store,
    options: Options,
    book: RuleBook,
    *,
    roots: Sequence[Path] = (),
    report: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Read the files that are new or changed into the store, in order; those that are unchanged stay as they are.

    `report` hears the summary after every batch. With `options.prune` the rows of files that vanished from `roots`
    go. Raises UnknownName, MissingPackage or Problem for a tagger that is not there, UsageProblem when worker processes
    are ended from outside.
    """
    taggers.check(options.tagger)  # now, and not in a worker process that could only die of it
    plan = _Plan(sources, store, options, book)
    summary = plan.summary
    if plan.todo:
        asked = json.dumps({"batch": options.batch, "prune": options.prune, "workers": options.workers})
        record = new_run(version=__version__, rules_hash=book.hash, tagger=options.tagger, options=asked)
        for batch, extractions in _extractions(plan.documents(), options, book):
            entries = [Entry(e, s.name, plan.settings(s)) for s, e in zip(batch, extractions, strict=True)]
            record = store.write(record, entries, gone=plan.gone(batch))
            for extraction in extractions:
                summary.add(extraction)
            report(summary)
        store.finish(record)
    if options.prune and (gone := _vanished(store.known, roots, sources)):
        store.prune(gone)
        summary.pruned = len(gone)
    store.link()
    return summary


def extract_text(text: str, *, published: date | None = None, title: str | None = None) -> list[TypedFigure]:
    """The figures of a string, in reading order; `published` is the day that 今年 refers to."""
    from econ_extract.typed import typed

    book = default_rules()
    document = Document(content_id(text), "", "text", None, None, len(text), text)
    # Said of this very text, so it wins over dates in it, as a line of a metadata file does.
    given = Metadata(title=title, published_on=published, published_from="metadata" if published else None)
    extraction = read_articles(document, book, taggers.make("jieba", book), given)
    return [typed(figure) for figure in extraction.figures]

"""A folder of articles in, characters a second out: jieba.cut, jieba.posseg, each tagger, and the whole program.

    python bench/bench.py FOLDER [--characters N] [--workers N]

The texts of FOLDER are repeated until there are N characters and written as files to a temporary folder, so that all
three read the same text in the same run. Dictionaries and rules are loaded before the clock starts; what that takes is
printed as start-up. The profile runs the stages once more, one by one. A tagger is timed on the lines of the texts,
whole, at most 100,000 characters; one whose package or model is not installed is left out, and that is said. At last
the readers of HTML and PDF read files made of the same texts.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from time import perf_counter

import formats
import jieba
import jieba.posseg

from econ_extract import articles, figures, pipeline, readers, sentences, taggers
from econ_extract.errors import Problem
from econ_extract.models import Extraction, Tagging
from econ_extract.registry import TAGGERS
from econ_extract.rules import RuleBook
from econ_extract.store import Entry, Store, new_run
from econ_extract.taggers.base import Tagger

TAGGED = 100_000


class Clock:
    """Seconds by name, added up."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Add what the block takes."""
        began = perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - began


class TimedTagger:
    """A tagger that keeps the time it takes apart from the rest of its stage."""

    def __init__(self, tagger: Tagger, clock: Clock) -> None:
        self.name = tagger.name
        self._tagger, self._clock = tagger, clock

    def tag(self, texts: Sequence[str]) -> list[Tagging]:
        """Tag and count the time."""
        with self._clock.of("tag"):
            return self._tagger.tag(texts)


def write_texts(folder: Path, target: Path, characters: int) -> list[str]:
    """Texts of `folder`, repeated up to about `characters`, as files below `target`; the texts."""
    sources = pipeline.find_sources([folder]).sources
    read = [readers.read_document(s.file, path=s.path, document_id_path=s.name).text for s in sources]
    known = [text for text in read if text]
    if not known:
        raise SystemExit(f"{folder} holds no readable articles; give another folder.")
    texts: list[str] = []
    held = 0
    for text in cycle(known):
        if held >= characters:
            break
        texts.append(text)
        held += len(text)
        (target / f"{len(texts):06}.txt").write_text(text, encoding="utf-8", newline="")
    return texts


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


def backends(texts: Sequence[str], book: RuleBook) -> Iterator[str]:
    """For each tagger a line: characters a second, or why it is left out."""
    lines, held = [], 0
    for text in texts:
        if held < TAGGED:
            lines.append(text.splitlines())
            held += len(text)
    for name in TAGGERS:
        try:
            taggers.check(name)
        except Problem as problem:
            yield f"tagger {name:<19}{'left out':>12}: {problem}"
            continue
        tagger = taggers.make(name, book)
        tagger.tag(lines[0][:1])
        seconds = timed(lambda tagger=tagger: [tagger.tag(text) for text in lines])
        yield f"tagger {name:<19}{held / seconds:>12,.0f} characters/s"


def profile(sources: Sequence[pipeline.Source], book: RuleBook, tagger: Tagger, database: Path) -> dict[str, float]:
    """Seconds of every stage over the sources."""
    clock = Clock()
    timing = TimedTagger(tagger, clock)
    entries = []
    for source in sources:
        with clock.of("read"):
            document = readers.read_document(source.file, path=source.path, document_id_path=source.name)
        with clock.of("articles"):
            found = articles.cut(document, book, given=source.given)
        rows: tuple[list[object], list[object], list[object]] = ([], [], [])
        for article in found:
            with clock.of("sentences"):
                split = sentences.split(article)
            with clock.of("figures"):
                parts = figures.read_article(document, article, split, timing, book)
            for kept, part in zip(rows, parts, strict=True):
                kept += part
        made = Extraction(document, found, tuple(rows[2]), tuple(rows[0]), tuple(rows[1]))  # type: ignore[arg-type]
        entries.append(Entry(made, source.name, "{}"))
    with clock.of("store"), Store(database, made_by="bench") as store:
        run = new_run(version="bench", rules_hash=book.hash, tagger=tagger.name, options="{}")
        store.finish(store.write(run, entries))
    clock.seconds["figures"] -= clock.seconds.get("tag", 0.0)
    return clock.seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="characters a second of jieba and of the whole program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--characters", type=int, default=400_000)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as temporary:
        texts_folder = Path(temporary, "texts")
        texts_folder.mkdir()
        texts = write_texts(asked.folder, texts_folder, asked.characters)
        characters = sum(map(len, texts))
        print(f"{characters:,} characters in {len(texts):,} files from {asked.folder}")
        began = perf_counter()
        book = pipeline.rule_book(None)
        tagger: Tagger = taggers.make("jieba", book)
        sources = pipeline.find_sources([texts_folder]).sources
        pipeline.process(sources[0], book, tagger)
        start_up = perf_counter() - began
        jieba.initialize()
        list(jieba.posseg.cut("预热"))
        options = pipeline.Options(workers=asked.workers)

        def whole() -> None:
            with Store(Path(temporary, "whole.duckdb"), made_by="bench") as store:
                pipeline.run(sources, store, options, book)

        measured = {
            "jieba.cut": timed(lambda: [list(jieba.cut(text)) for text in texts]),
            "jieba.posseg": timed(lambda: [list(jieba.posseg.cut(text)) for text in texts]),
            f"econ_extract, {asked.workers} worker(s)": timed(whole),
        }
        plain = measured["jieba.cut"]
        for name, seconds in measured.items():
            print(f"{name:<26}{characters / seconds:>12,.0f} characters/s  {plain / seconds:>6.2f} x jieba.cut")
        print(f"start-up                  {start_up:>12.2f} s")
        for line in backends(texts, book):
            print(line)
        stages = profile(sources, book, tagger, Path(temporary, "profile.duckdb"))
        total = sum(stages.values())
        print("stages, one process:")
        for name, seconds in sorted(stages.items(), key=lambda item: -item[1]):
            print(f"  {name:<24}{seconds:>12.2f} s {seconds / total:>8.1%} {characters / seconds:>14,.0f} characters/s")
        print("reading alone, one process:")
        for format, files, size, read, seconds in formats.throughput(texts, asked.characters // 4):
            speed = f"{read / seconds:>12,.0f} characters/s {size / seconds / 1e6:>8.1f} MB/s"
            print(f"  {format:<24}{speed} {files / seconds:>8.0f} files/s")


if __name__ == "__main__":
    main()

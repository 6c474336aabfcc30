"""An extraction in, for each of its figures the phrases and the names that it was chosen from out, best first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from econ_extract import sentences
from econ_extract.assembly import Assembler, Draft, Scene
from econ_extract.figures import read_article
from econ_extract.mentions import Refusal
from econ_extract.models import Extraction, Sentence, Tagging
from econ_extract.ranker import Candidate
from econ_extract.rules import RuleBook
from econ_extract.taggers.base import Tagger

_SHOWN = 5  # candidates of a figure


class Recorder(Assembler):
    """An assembler that keeps the drafts of each sentence, with all their candidates and the place of the sentence."""

    def __init__(self, book: RuleBook) -> None:
        super().__init__(book)
        self.indicators.offers.keeps = self.subjects.owners.keeps = True
        self.seen: list[tuple[Scene, Sentence, list[Draft]]] = []

    def read(self, scene: Scene, sentence: Sentence, tagging: Tagging) -> tuple[list[Draft], list[Refusal]]:
        """As `Assembler.read`."""
        drafts, refusals = super().read(scene, sentence, tagging)
        self.seen.append((scene, sentence, drafts))
        return drafts, refusals

    def by_place(self) -> Iterator[tuple[tuple[int, int], Draft]]:
        """The drafts, each with its place in the document."""
        for scene, sentence, drafts in self.seen:
            for d in drafts:
                yield scene.article.doc_span(sentence.start + d.q.start, sentence.start + d.q.end), d


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate: its words, empty for none, the sum of its weights, whether rules propose it and it was taken."""

    words: str
    score: int
    ruled: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What an indicator and a subject were chosen from; a candidate that stood alone scores 0."""

    indicator: tuple[Choice, ...]
    subject: tuple[Choice, ...]


def choices(extraction: Extraction, figure_ids: Collection[str], book: RuleBook, tagger: Tagger) -> dict[str, Choices]:
    """The candidates of some figures by figure id, from a second reading of their articles."""
    wanted = {(f.doc_start, f.doc_end): f for f in extraction.figures if f.figure_id in figure_ids}
    found: dict[str, Choices] = {}
    recorder = Recorder(book)  # to compile the rules takes longer than to read an article
    for article in extraction.articles:
        if not any(f.article_id == article.article_id for f in wanted.values()):
            continue
        recorder.seen.clear()
        read_article(extraction.document, article, sentences.split(article), tagger, book, recorder)
        for place, d in recorder.by_place():
            if place in wanted:
                found[wanted[place].figure_id] = Choices(_ranked(d.offers), _ranked(d.owners))
    return found


def _ranked(candidates: Sequence[Candidate]) -> tuple[Choice, ...]:
    """The best candidates; the one that was taken need not be the first, since the whole sentence decides."""
    ranked = sorted(candidates, key=lambda c: -c.score)[:_SHOWN]
    return tuple(Choice(c.text, c.score, "rules" in c.ways, c.taken) for c in ranked)

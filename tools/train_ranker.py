"""Articles with gold rows in, the weights of the rankers of indicators and subjects out.

    python tools/train_ranker.py indicator|subject --set ROWS TEXTS... [TSV] [--set ...] [--held ...] [--write]

ROWS is a folder of gold rows, TEXTS their articles, TSV a table of publication days (path, published_on).

A softmax over the candidates of a number: those that share most characters with the gold phrase should win. A weight
is kept in hundredths. Before it writes, the tool prints what a fit on other documents gets right, beside what the
rules propose. Needs numpy (it comes with the extra `[ocr]` and with `[lac]`).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np

from econ_extract import articles, readers, scoring, sentences
from econ_extract.assembly import Draft, Scene, offers, owners
from econ_extract.choices import Recorder
from econ_extract.figures import read_article
from econ_extract.models import Figure, Metadata, Sentence
from econ_extract.pipeline import read_metadata
from econ_extract.ranker import Candidate, Ranker, choose, write_weights
from econ_extract.rules import default_rules, rules_folder
from econ_extract.taggers import make

ALIKE = 0.6  # from here on two phrases count as the same, as in the score
FEWEST = 3  # a feature that fewer candidates have is left out
PENALTY, STEPS, RATE = 6.0, 90, 0.1
INNER = 3
UNIT = 100  # weights are whole hundredths


@dataclass(frozen=True, slots=True)
class Choice:
    """A number with its candidates: how alike each is to the gold phrase, and the draft it belongs to."""

    draft: Draft
    candidates: list[Candidate]
    alike: list[float]
    gold: bool


@dataclass(frozen=True, slots=True)
class Example:
    """The choices of one sentence, in order."""

    suite: str
    doc: str
    choices: list[Choice]


def examples(model: str, gold: Path, *paths: Path) -> Iterator[Example]:
    """The sentences of some folders of articles with their choices, judged by gold rows."""
    rows = defaultdict(list)
    for row in scoring.read_gold(gold):
        rows[row.doc].append(row)
    dates = [path for path in paths if path.suffix == ".tsv"]
    given = {PurePosixPath(path).name: one for table in dates for path, one in read_metadata(table).items()}
    files = (file for folder in paths if folder.is_dir() for file in folder.rglob("*"))
    tagger, recorder = make("jieba", default_rules()), Recorder(default_rules())
    for file in sorted(f for f in files if f.name in rows):
        document = readers.read_document(file, path=file.name, document_id_path=file.name)
        for article in articles.cut(document, default_rules(), given=given.get(file.name, Metadata())):
            recorder.seen.clear()
            figures, _, _ = read_article(document, article, sentences.split(article), tagger, reader=recorder)
            wanted = _wanted(model, rows[file.name], figures)
            for scene, sentence, drafts in recorder.seen:
                choices = (_choice(model, scene, sentence, d, wanted) for d in drafts)
                found = [choice for choice in choices if choice]
                if found:
                    yield Example(gold.as_posix(), file.name, found)


def _wanted(model: str, gold: list[scoring.Row], figures: Iterable[Figure]) -> dict[tuple[int, int], str]:
    """The gold phrase, "" for none, of each figure that gold has with the same amount, by the figure's place."""
    measures = [row for row in gold if row.role == "measure"]
    found = [_row(f) for f in figures if f.role == "measure"]
    wanted = {}
    for i, j in scoring.pair(measures, found):
        phrase = getattr(measures[i], model)
        if measures[i].amount == found[j].amount:
            wanted[(found[j].start, found[j].end)] = phrase or ""
    return wanted


def _row(f: Figure) -> scoring.Row:
    amount = tuple(None if n is None else n.normalize() for n in (f.value, f.value_low, f.value_high))
    return scoring.Row(
        "", f.doc_start, f.doc_end, f.quantity, (*amount, f.unit), f.bound, f.role, f.kind, f.indicator, f.subject,
        None, False, f.status, f.basis, f.direction,
    )  # fmt: skip


def _choice(
    model: str, scene: Scene, sentence: Sentence, d: Draft, wanted: Mapping[tuple[int, int], str]
) -> Choice | None:
    candidates = d.offers if model == "indicator" else d.owners
    place = scene.article.doc_span(sentence.start + d.q.start, sentence.start + d.q.end)
    phrase = wanted.get(place)
    if not candidates:
        return None
    alike = [scoring.likeness(phrase, c.text) if phrase else float(not c.text) for c in candidates]
    return Choice(d, candidates, alike, phrase is not None)


def pairs(model: str, before: Choice, it: Choice, one: Candidate, other: Candidate) -> list[str]:
    """The features of two neighbouring numbers together."""
    room = offers if model == "indicator" else owners
    return [*room.pair_features(before.draft, it.draft, one, other)]


Rows = list[tuple[list[list[str]], list[float]]]  # the features of a number's candidates, the share each should get


def rows(model: str, found: Iterable[Example], guess: Ranker | None) -> Rows:
    """What the fit sees: the features of each candidate, and those beside the choice before it as `guess` makes it."""
    out: Rows = []
    for example in found:
        before: tuple[Choice, Candidate] | None = None
        for it in example.choices:
            if it.gold and max(it.alike) >= ALIKE and len(it.candidates) > 1:
                features = [
                    c.features + (pairs(model, before[0], it, before[1], c) if before else []) for c in it.candidates
                ]
                shares = [a**4 if a >= ALIKE else 0.0 for a in it.alike]
                out.append((features, [share / sum(shares) for share in shares]))
            if guess is not None:
                before = it, max(it.candidates, key=lambda c: guess.weigh(c.features))
    return out


def learn(model: str, found: Sequence[Example]) -> dict[str, int]:
    """Weights of single candidates first, then with those of neighbours, for the choices that the first ones make.

    Those choices are made on documents that they were not fitted on: else the second fit would trust them too much.
    """
    data: Rows = []
    for kept, others in folds(found, INNER):
        data += rows(model, kept, Ranker(fit(rows(model, others, None))))
    return fit(data)


def folds(found: Sequence[Example], number: int) -> Iterator[tuple[list[Example], list[Example]]]:
    """Each part of the documents, and the rest."""
    docs = sorted({(e.suite, e.doc) for e in found})
    random.Random(1).shuffle(docs)
    for fold in range(number):
        part = set(docs[fold::number])
        yield [e for e in found if (e.suite, e.doc) in part], [e for e in found if (e.suite, e.doc) not in part]


def fit(data: Rows) -> dict[str, int]:
    """Weights by full-batch Adam on the softmax with a penalty of the squares, in hundredths."""
    counts = Counter(name for features, _ in data for one in features for name in set(one))
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    index = {name: i for i, name in enumerate(names)}
    of_feature, of_candidate, of_number, share = [], [], [], []
    for number, (features, shares) in enumerate(data):
        for one, part in zip(features, shares, strict=True):
            known = [index[name] for name in set(one) if name in index]
            of_feature += known
            of_candidate += [len(share)] * len(known)
            of_number.append(number)
            share.append(part)
    feature, candidate = np.array(of_feature), np.array(of_candidate)
    number, target = np.array(of_number), np.array(share)
    weights, first, second = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        scores = np.bincount(candidate, weights=weights[feature], minlength=len(target))
        highest = np.full(len(data), -np.inf)
        np.maximum.at(highest, number, scores)
        odds = np.exp(scores - highest[number])
        given = odds / np.bincount(number, weights=odds, minlength=len(data))[number]
        slope = np.bincount(feature, weights=(given - target)[candidate], minlength=len(names)) + PENALTY * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    whole = {name: round(float(weight) * UNIT) for name, weight in zip(names, weights, strict=True)}
    return {name: weight for name, weight in whole.items() if weight}


def judge(model: str, found: Iterable[Example], weights: Mapping[str, int]) -> dict[str, Counter[str]]:
    """By suite: how many numbers gold has, and how many the rules, the ranker and the best candidate get right."""
    ranker, totals = Ranker(weights), defaultdict(Counter)
    for example in found:
        for it in example.choices:
            for c in it.candidates:
                c.score = ranker.weigh(c.features)

        def together(n: int, one: Candidate, other: Candidate, choices: list[Choice] = example.choices) -> int:
            return ranker.weigh(pairs(model, choices[n - 1], choices[n], one, other))

        for it, chosen in zip(example.choices, choose([c.candidates for c in example.choices], together), strict=True):
            if it.gold:
                alike = dict(zip(map(id, it.candidates), it.alike, strict=True))
                proposed = [c for c in it.candidates if "rules" in c.ways]
                totals[example.suite].update(
                    numbers=1,
                    rules=any(alike[id(c)] >= ALIKE for c in proposed),
                    ranker=alike[id(chosen)] >= ALIKE,
                    best=max(it.alike) >= ALIKE,
                )
    return totals


def show(title: str, totals: Mapping[str, Counter[str]]) -> None:
    """A line a suite."""
    for suite, t in sorted(totals.items()):
        parts = "  ".join(f"{name} {t[name] / t['numbers']:.3f}" for name in ("rules", "ranker", "best"))
        print(f"{title:<10} {suite:<40} {t['numbers']:>5} numbers  {parts}", flush=True)


def cross_validate(model: str, found: Sequence[Example], number: int) -> None:
    """Print what fits on all parts of the documents but one get right on that one, over all parts."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for kept, others in folds(found, number):
        for suite, counts in judge(model, kept, learn(model, others)).items():
            totals[suite].update(counts)
    show("unseen", totals)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=("indicator", "subject"))
    parser.add_argument("--set", dest="sets", action="append", nargs="+", type=Path, metavar="PATH", required=True)
    parser.add_argument("--held", action="append", nargs="+", type=Path, metavar="PATH", default=[])
    parser.add_argument("--folds", type=int, default=10, help="parts for the figures of unseen documents; 0: none")
    parser.add_argument("--write", action="store_true", help="write rules/ranker_MODEL.tsv")
    args = parser.parse_args()
    found = [e for given in args.sets for e in examples(args.model, *given)]
    if args.folds:
        cross_validate(args.model, found, args.folds)
    weights = learn(args.model, found)
    show("fitted", judge(args.model, found, weights))
    show("held out", judge(args.model, [e for given in args.held for e in examples(args.model, *given)], weights))
    print(f"{len(weights)} weights")
    if args.write:
        write_weights(rules_folder() / f"ranker_{args.model}.tsv", weights)


if __name__ == "__main__":
    main()

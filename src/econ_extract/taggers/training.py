"""Sentences with labelled names in, a folder that `hanlp.load` opens out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from econ_extract.errors import Problem
from econ_extract.rules import default_rules
from econ_extract.taggers.hanlp import characters, require_hanlp

Labelled = tuple[str, list[str]]  # a sentence, the label of each of its characters


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is trained; the shipped one's recipe stands in its README.md."""

    epochs: int = 9
    embed: int = 100
    hidden: int = 128
    batch: int = 64
    drop: float = 0.4
    rate: float = 0.002
    seed: int = 7


def train_from(folder: Path, target: Path, most: int, recipe: Recipe) -> int:
    """Train on silver labels of the articles below a folder; how many sentences were learnt from.

    One sentence in thirty, at most 1,500, only chooses the best epoch; of those without a name four in five are left
    out. Raises MissingPackage without HanLP or LAC, Problem for a folder with too few articles.
    """
    require_hanlp()
    from econ_extract.taggers.silver import bio, silver

    trusted = silver(folder, default_rules(), recipe.seed)
    used = [one for number, one in enumerate(trusted) if one.spans or number % 5 == 0]
    kept = min(1_500, len(used) // 30)
    if not kept:
        raise Problem(f"{folder} gives {len(used)} sentences to learn from, which is too few; give more articles.")
    labelled = [(one.text, bio(one)) for one in used[: most + kept]]
    train(labelled[kept:], labelled[:kept], target, recipe)
    return len(labelled) - kept


def train(sentences: Sequence[Labelled], held: Sequence[Labelled], target: Path, recipe: Recipe) -> None:
    """Train a `CharacterRecognizer` and write config.json, vocabs.json and model.pt to `target`.

    `held` are sentences that only choose the best epoch. Raises MissingPackage without HanLP.
    """
    require_hanlp()
    import torch

    from econ_extract.taggers.hanlp_model import CharacterRecognizer

    torch.set_num_threads(1)  # the matrices are small: more threads would mostly wait for each other
    torch.manual_seed(recipe.seed)
    target.mkdir(parents=True, exist_ok=True)
    files = [target / "train.tsv", target / "held.tsv", target / "train.log"]
    for path, part in zip(files[:2], (sentences, held), strict=True):
        write_tsv(path, part)
    try:
        CharacterRecognizer().fit(
            str(files[0]),
            str(files[1]),
            str(target),
            batch_size=recipe.batch,
            epochs=recipe.epochs,
            embed=recipe.embed,
            rnn_hidden=recipe.hidden,
            drop=recipe.drop,
            lr=recipe.rate,
            crf=True,
            tagging_scheme="BIO",
            token_delimiter="",
            devices=-1,
            seed=recipe.seed,
        )
    finally:
        for path in files:
            path.unlink(missing_ok=True)


def write_tsv(path: Path, sentences: Sequence[Labelled]) -> None:
    """HanLP's layout: a character and its label a line, an empty line between sentences."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for text, labels in sentences:
            for character, label in zip(characters(text), labels, strict=True):
                stream.write(f"{character}\t{label}\n")
            stream.write("\n")

"""Arguments in, calls and plain sentences out: the commands `econ-extract models …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from econ_extract import show
from econ_extract.errors import MissingPackage, Problem, counted
from econ_extract.messages import plain_errors, say
from econ_extract.registry import TAGGERS
from econ_extract.usage import Command, Group

models_app = typer.Typer(
    cls=Group, help="Models of the taggers: list, fetch, check, train and score them (模型).", add_completion=False,
    no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
)  # fmt: skip

Name = Annotated[str, typer.Argument(metavar="MODEL", help="An identifier of HanLP's, or a folder (模型名或文件夹)")]


@models_app.command("list", cls=Command, epilog="econ-extract models list")
def models_list() -> None:
    """List the models of the tagger hanlp, and where each lies (列出模型)."""
    from econ_extract.taggers.hanlp_files import SHIPPED, listed

    with plain_errors():
        found = listed()
    values = [(model.name, "有" if model.present else "无", str(model.folder)) for model in found]
    console = Console(highlight=False)
    console.print(show.rows(["模型", "本机", "文件夹"], values, console.width))
    if [model.name for model in found] == [SHIPPED]:
        say("HanLP is not installed, so only the model of this program is listed: pip install 'econ-extract[hanlp]'")


@models_app.command("check", cls=Command, epilog="econ-extract models check hanlp:MSRA_NER_ELECTRA_SMALL_ZH")
def models_check(
    tagger: Annotated[str, typer.Argument(metavar="TAGGER", help="As after --tagger; all without it (分词工具)")] = "",
) -> None:
    """Say in a moment whether a tagger and its model are there; exit code 2 if not (检查模型)."""
    from econ_extract import taggers

    with plain_errors():
        if tagger:
            taggers.check(tagger)
    for name in [tagger] if tagger else sorted(TAGGERS):
        print(f"{name}: {_state(name)}")


def _state(name: str) -> str:
    from econ_extract import taggers

    try:
        taggers.check(name)
    except Problem as problem:
        return str(problem)
    return "ready"


@models_app.command("fetch", cls=Command, epilog="econ-extract models fetch MSRA_NER_ELECTRA_SMALL_ZH")
def models_fetch(model: Name) -> None:
    """Fetch a model from HanLP's server into HANLP_HOME (下载模型)."""
    from econ_extract.taggers import fetching

    with plain_errors():
        folder = fetching.fetch(model)
    say(f"{model} lies in {folder}; use it with: extract FOLDER --db FILE --tagger hanlp:{model}")


@models_app.command("train", cls=Command, epilog="econ-extract models train news -o my-model")
def models_train(
    texts: Annotated[Path, typer.Argument(metavar="FOLDER", help="Articles to learn from, .txt (训练用的文章)")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="Where the model goes (模型文件夹)")],
    sentences: Annotated[
        int, typer.Option(min=100, metavar="N", help="Most sentences to learn from (最多句数)")
    ] = 45_000,
    epochs: Annotated[int, typer.Option(min=1, metavar="N", help="Passes over them (训练轮数)")] = 9,
    seed: Annotated[int, typer.Option(metavar="N", help="Decides everything that chance does (随机种子)")] = 7,
) -> None:
    """Train a model for the tagger hanlp from plain articles, without labels by hand (训练模型).

    LAC and the rules label the sentences; those on which they agree are learnt from. Needs the extras lac and hanlp.
    """
    from econ_extract.taggers import training

    with plain_errors():
        found = training.train_from(texts, output, sentences, training.Recipe(epochs=epochs, seed=seed))
    say(f"learnt from {counted(found, 'sentence', 'sentences')}; use it with: --tagger hanlp:{output}")


@models_app.command("score", cls=Command, epilog="econ-extract models score gold.iob2 --tagger jieba --tagger lac")
def models_score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Labelled sentences, IOB2 or .jsonl (人工标注)")],
    tagger: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A tagger, any number of times; all that are there without it (分词工具)"),
    ] = None,
) -> None:
    """Exact-span precision, recall and F1 of the taggers' names (与人工标注比较)."""
    from econ_extract import taggers
    from econ_extract.rules import default_rules
    from econ_extract.taggers.evaluate import read_labelled, score
    from econ_extract.taggers.lexicon import lexicon

    console, rows = Console(highlight=False), []
    with plain_errors():
        sentences = read_labelled(gold)
        references = lexicon(default_rules()).references
        for name in tagger or installed():
            taggers.check(name)
            made = taggers.make(name, default_rules())
            for kind, one in score(made, sentences, references).items():
                measures = (f"{value:.3f}" for value in one.measures)
                rows.append((name, kind, *measures, one.right, one.found, one.wanted))
    headings = ["分词工具", "类型", "准确率", "召回率", "F1", "正确", "找到", "标注"]
    console.print(show.rows(headings, rows, console.width))


def installed() -> list[str]:
    """The backends whose packages are here; what is left out is said on stderr."""
    from econ_extract import taggers

    found = []
    for name in TAGGERS:
        try:
            taggers.check(name)
        except MissingPackage as problem:
            say(f"left out {name}: {problem}")
        else:
            found.append(name)
    return found

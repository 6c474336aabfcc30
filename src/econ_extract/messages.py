"""What a person can mend in, a sentence on stderr and an exit code out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import duckdb
import typer

from econ_extract import questions
from econ_extract.errors import Problem
from econ_extract.registry import UnknownName
from econ_extract.rules import RuleError

UNUSABLE, STOPPED = 2, 130


def say(text: str) -> None:
    """Print a line on stderr: results alone go to stdout."""
    print(text, file=sys.stderr)


def fail(message: str) -> NoReturn:
    """Say what is wrong and end with exit code 2."""
    say(f"error: {message}")
    raise typer.Exit(UNUSABLE)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what a person can mend into a sentence on stderr and exit code 2."""
    try:
        yield
    except (Problem, RuleError, UnknownName) as error:
        fail(str(error))
    except duckdb.Error as error:
        fail(f"the database says: {questions.plain(error)}")
    except KeyboardInterrupt:
        say("stopped; what was written so far is kept, and the same command goes on from there.")
        raise typer.Exit(STOPPED) from None

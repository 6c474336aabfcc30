"""A command's parameters in, its help as plain text out: the line to type, an example, and one row an option.

Rows are English with the Chinese in brackets, and set by rich, which knows that a Chinese character takes two columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup


def _rows(rows: Iterable[tuple[str, str]], width: int) -> str:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(Text(f"  {name}"), Text(text))
    # A terminal's width and nothing else of it: help is the same text on a screen and in a file.
    console = Console(width=width, color_system=None)
    with console.capture() as captured:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _metavar(param: Any) -> str:
    # Nothing stands for the value of a flag.
    if param.param_type_name == "option" and param.is_flag:
        return ""
    return str(param.metavar or param.name.upper())


def spelled(param: Any) -> str:
    """How a parameter is typed: FOLDER…, or --db FILE."""
    if param.param_type_name == "argument":
        return _metavar(param)
    return f"{', '.join(param.opts)} {_metavar(param)}".strip()


def _said(param: Any) -> str:
    text = "Show this help (显示帮助)" if param.name == "help" else str(param.help)
    value = param.default
    is_shown = param.param_type_name == "option" and not param.is_flag and value is not None and not param.required
    return f"{text} [{getattr(value, 'value', value)}]" if is_shown else text


def _described(params: Iterable[Any]) -> Iterator[tuple[str, str]]:
    return ((spelled(p), _said(p)) for p in params if p.help)


class Command(TyperCommand):
    """A command whose usage names all that it needs; its `epilog` is an example, shown with every usage error too."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The arguments and required options as they are typed."""
        needed = [p for p in self.get_params(ctx) if p.param_type_name == "argument" or p.required]
        return [spelled(p) if p.required else f"[{spelled(p)}]" for p in needed] + ["[OPTIONS]"]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The usage line and the example below it."""
        formatter.write(f"Usage:    {ctx.command_path} {' '.join(self.collect_usage_pieces(ctx))}\n")
        if self.epilog:
            formatter.write(f"Example:  {self.epilog}\n")

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what the command does, and its arguments and options."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        formatter.write("\n" + _rows(_described(self.get_params(ctx)), formatter.width))


class Group(TyperGroup):
    """A group of commands that lists them with the first line of what they say."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The usage line."""
        formatter.write(f"Usage:    {ctx.command_path} COMMAND …\n")

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what the group is for, its commands and options."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        commands = [(name, (self.commands[name].help or "").split("\n")[0]) for name in self.list_commands(ctx)]
        formatter.write("\n" + _rows(commands, formatter.width))
        formatter.write("\n" + _rows(_described(self.get_params(ctx)), formatter.width))

"""The code's own facts in, files that describe them out: JSON Schemas, the DDL, tables and commands for readers.

`python -m econ_extract.docs` writes them, with `--check` it only says which are not current and ends with 1.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import typer
from typer.main import get_command

from econ_extract.cli import app
from econ_extract.labels import CLOSED_LISTS, HEADINGS, KINDS
from econ_extract.reliability import PAGE, markdown, weights_table
from econ_extract.store import TABLES, ddl
from econ_extract.typed import RECORDS, schema
from econ_extract.usage import spelled

_NOTICE = "written by python -m econ_extract.docs; change the code and run that again"
_BLOCK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.S)


def tables() -> str:
    """Every table of the database with its columns."""
    parts = []
    for name, columns in TABLES.items():
        rows = [(f"`{c.name}`", c.type, HEADINGS.get(c.name, ""), c.note) for c in columns]
        parts.append(f"### {name}\n\n{markdown(('column', 'type', '中文', 'meaning'), rows)}")
    return "\n".join(parts)


def kinds() -> str:
    """Every kind with its view."""
    rows = [(f"`{name}`", k.label, f"`{k.view}`", k.covers) for name, k in KINDS.items()]
    return markdown(("kind", "中文", "view", "covers"), rows)


def lists() -> str:
    """The other closed lists with their Chinese labels."""
    rows = [
        (f"`{name}`", ", ".join(f"`{value}` {label}" for value, label in values.items()))
        for name, values in CLOSED_LISTS.items()
        if name != "kind"
    ]
    return markdown(("column", "values"), rows)


def _options(command: typer.core.TyperCommand) -> str:
    rows = []
    for param in command.params:
        text = getattr(param, "help", None) or ""
        rows.append((f"`{spelled(param)}`", "yes" if param.required else "", text))
    return markdown(("argument", "required", "meaning"), rows)


def commands() -> str:
    """Every command with its arguments."""
    parts = []

    def visit(name: str, command: typer.core.TyperCommand | typer.core.TyperGroup) -> None:
        if isinstance(command, typer.core.TyperGroup):
            for sub in command.commands.values():
                visit(f"{name} {sub.name}", sub)  # type: ignore[arg-type]
            return
        parts.append(f"### {name}\n\n{command.help}\n\n```sh\n{command.epilog}\n```\n\n{_options(command)}")

    visit("econ-extract", get_command(app))  # type: ignore[arg-type]
    return "\n".join(parts)


BLOCKS: dict[str, Callable[[], str]] = {
    "tables": tables, "kinds": kinds, "lists": lists, "commands": commands, "doubts": weights_table,
}  # fmt: skip


def _reference() -> str:
    return (
        f"<!-- {_NOTICE} -->\n# Reference\n\n## Commands\n\n{commands()}\n## Kinds and their views\n\n{kinds()}\n"
        "Each view has the measures of its kind with the article's title, outlet, date and path, without the articles\n"
        f"that repeat another. `figures_zh` has all kinds with Chinese headings and amounts in 亿元.\n\n"
        f"## Closed lists\n\n{lists()}\n## Tables\n\n{tables()}"
    )


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def wanted(root: Path) -> dict[Path, str]:
    """Every generated file below `root` with the text it should have."""
    files = {root / "schemas" / f"{kind}.schema.json": _json(schema(kind)) for kind in RECORDS}
    files[root / "schemas" / "figure.schema.json"] = _json(schema())
    statements = ";\n\n".join(ddl())
    files[root / "schemas" / "database.sql"] = f"-- {_NOTICE}\n\n{statements};\n"
    files[root / "docs" / "reference.md"] = _reference()
    for page in (root / "README.md", root / PAGE):
        if page.is_file():
            text = page.read_text(encoding="utf-8")
            files[page] = _BLOCK.sub(lambda m: f"{m[1]}{BLOCKS[m[2]]()}{m[3]}", text)
    return files


def stale(root: Path) -> list[Path]:
    """Generated files that are missing, not current, or no longer wanted."""
    files = wanted(root)
    old = [p for p, text in files.items() if not p.is_file() or p.read_text(encoding="utf-8") != text]
    return sorted(old + [p for p in (root / "schemas").glob("*.schema.json") if p not in files])


def write(root: Path) -> None:
    """Write every generated file and remove schemas of kinds that are gone."""
    files = wanted(root)
    for path in stale(root):
        if path in files:
            path.parent.mkdir(exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
        else:
            path.unlink()


def main(arguments: list[str]) -> int:
    """Write, or check with `--check`, the generated files of the checkout that holds this module."""
    root = Path(__file__).parents[2]
    if not (root / "pyproject.toml").is_file():
        print("docs are generated in a checkout; install it with: pip install -e .", file=sys.stderr)
        return 2
    if arguments != ["--check"]:
        write(root)
        return 0
    old = stale(root)
    for path in old:
        print(f"{path.relative_to(root)} is not current; run: python -m econ_extract.docs", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

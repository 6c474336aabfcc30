"""Names of replaceable parts in, the loaded part out: name -> "module:attribute", imported when asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

READERS: dict[str, str] = {
    "text": "econ_extract.readers.text:read",
    "html": "econ_extract.readers.html:read",
    "mhtml": "econ_extract.readers.mhtml:read",
    "pdf": "econ_extract.readers.pdf:read",
    "docx": "econ_extract.readers.docx:read",
    "epub": "econ_extract.readers.epub:read",
    "image": "econ_extract.readers.image:read",
}
ROW_READERS: dict[str, str] = {
    "csv": "econ_extract.readers.rows:csv_records",
    "jsonl": "econ_extract.readers.rows:jsonl_records",
    "parquet": "econ_extract.readers.rows:parquet_records",
}
TAGGERS: dict[str, str] = {
    "jieba": "econ_extract.taggers.jieba:JiebaTagger",
    "lac": "econ_extract.taggers.lac:LacTagger",
    "hanlp": "econ_extract.taggers.hanlp:HanlpTagger",
}
EXPORTERS: dict[str, str] = {
    "csv": "econ_extract.exporters.csv:export",
    "xlsx": "econ_extract.exporters.xlsx:export",
    "parquet": "econ_extract.exporters.parquet:export",
}


class UnknownName(LookupError):
    """A name that no registry line carries; the message lists those that do exist."""


def load(registry: dict[str, str], name: str) -> Any:
    """The object that `registry[name]` points at; raises UnknownName for other names."""
    if name not in registry:
        raise UnknownName(f"{name!r} is not available; choose one of: {', '.join(sorted(registry))}")
    module, _, attribute = registry[name].partition(":")
    return getattr(import_module(module), attribute)

"""The bytes of a document that is a ZIP archive inside (docx, epub) in, the files in it out, within limits."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from lxml import etree

from econ_extract.readers.base import UnusableFile
from econ_extract.readers.limits import Budget

_PARTS = 20_000


class Parcel:
    """A document of several files; every failure raises UnusableFile, for damage with the words of `broken`."""

    def __init__(self, data: bytes, broken: str) -> None:
        self.broken = broken
        self._budget = Budget(len(data))
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise UnusableFile(broken) from error
        self._names = frozenset(self._archive.namelist()[:_PARTS])

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """The bytes of one file in it."""
        try:
            info = self._archive.getinfo(name)
            if (problem := self._budget.refusal(info.file_size, info.compress_size)) is not None:
                raise UnusableFile(problem)
            with self._archive.open(info) as part:
                return self._budget.read(part)
        except UnusableFile:
            raise
        except (KeyError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError) as error:
            raise UnusableFile(self.broken) from error

    def xml(self, name: str) -> etree._Element:
        """The root of one XML file in it; nothing outside of it is ever fetched, no entity expanded."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise UnusableFile(self.broken) from error

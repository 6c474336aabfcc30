"""Bytes of a PDF in, its text out, page by page: the text layer in reading order, or what OCR reads of the pictures."""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from econ_extract.readers import ocr
from econ_extract.readers.base import Decoded, MissingExtra, UnusableFile
from econ_extract.readers.encodings import is_garbled
from econ_extract.readers.layout import Glyph, Laid, Strip, bound, laid_out, strips

_MOST_PAGES = 5000
_PLENTY, _PER_BYTE = 1_000_000, 20  # characters of a PDF, and for each of its bytes, that are never too many
_STREAM, _BEFORE_STREAM = re.compile(rb"stream\r?\n"), 4000
_UNASKED, _GROWTH = 4 << 20, 100  # bytes of a stream that are never too many; how far it may grow beyond
_PRINT_ANEW = "if you trust it, print it to a new PDF"
_MOST_CHARACTERS = 200_000  # of a page
_DOTS_PER_INCH = 200
_MOST_PIXELS = 40_000_000
_HYPHEN, _LINE_END_HYPHENS = ord("-"), frozenset({0x02, 0xFFFE})  # how the library marks those that part a word
_BLANKS = frozenset({0xA0, 0x3000, 0xFEFF, 0x200B})
_TILT = math.radians(5)


def read(data: bytes) -> Decoded:
    """The text of all pages, each ended by a form feed; raises UnusableFile for a PDF that is broken or locked."""
    _check_streams(data)
    pages, unread, characters = list[Laid](), list[int](), 0
    missing: MissingExtra | None = None
    with _opened(data) as document:
        if len(document) > _MOST_PAGES:
            raise UnusableFile(f"the PDF has {len(document):,} pages; split it into parts of at most {_MOST_PAGES:,}")
        for number in range(len(document)):
            page = document[number]
            try:
                pages.append(_laid(page))
            except MissingExtra as error:
                missing = error
                unread.append(number + 1)
                pages.append(Laid("", (), ()))
            finally:
                page.close()
            characters += len(pages[-1].text)
            if characters > max(_PLENTY, _PER_BYTE * len(data)):
                raise UnusableFile(f"the PDF holds more text than its size allows (a bomb?); {_PRINT_ANEW}")
    if not any(page.text.strip() for page in pages):
        raise missing or UnusableFile("the PDF holds no text; open it and look whether it is the right file")
    listed = ", ".join(map(str, unread[:10])) + (", …" if len(unread) > 10 else "")
    return bound(pages, f"page {listed}: {missing}" if missing else None)


def _check_streams(data: bytes) -> None:
    """Raise UnusableFile for a PDF whose description of a page grows out of all measure: the library would follow it.

    Pictures are not asked; a white page may pack to next to nothing.
    """
    view = memoryview(data)
    for begin in _STREAM.finditer(data):
        end = data.find(b"endstream", begin.end())
        packed = view[begin.end() : end if end >= 0 else None]
        above = data[max(0, begin.start() - _BEFORE_STREAM) : begin.start()]
        if b"/Image" in above[above.rfind(b" obj") + 1 :]:
            continue
        allowed = max(_UNASKED, _GROWTH * len(packed))
        try:
            size = len(zlib.decompressobj().decompress(packed, allowed + 1))
        except zlib.error:
            continue  # packed in another way, or broken, which the library says
        if size > allowed:
            raise UnusableFile(f"the PDF unpacks to more than {_GROWTH} times its size (a bomb?); {_PRINT_ANEW}")


def _opened(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnusableFile("the PDF is locked with a password; save a copy without one") from error
        raise UnusableFile("the PDF is broken or cut off; get it again, or print it to a new PDF") from error


def _laid(page: Any) -> Laid:
    """One page, from its text layer where that can be read; raises MissingExtra where a picture is all there is."""
    laid = laid_out(strips(_glyphs(page)))
    garbled = is_garbled(laid.text)
    if laid.text.strip() and not garbled:
        return laid
    if not garbled and not _has_picture(page):
        return laid
    return laid_out(_read_off(page))


def _has_picture(page: Any) -> bool:
    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _read_off(page: Any) -> list[Strip]:
    if not ocr.is_installed():
        raise MissingExtra(ocr.NEEDED)
    width, height = page.get_size()
    scale = min(_DOTS_PER_INCH / 72, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
    return ocr.strips(page.render(scale=scale).to_pil())


def _glyphs(page: Any) -> Iterator[Glyph]:
    """The characters of the text layer, in the order in which the page prints them, without blanks."""
    text = page.get_textpage()
    turned, (width, height) = page.get_rotation(), page.get_size()
    try:
        count = min(text.count_chars(), _MOST_CHARACTERS)
        box = pdfium.FS_RECTF()
        pointer, blank = ctypes.byref(box), False
        for i in range(count):
            code = pdfium.FPDFText_GetUnicode(text.raw, i)
            code = _HYPHEN if code in _LINE_END_HYPHENS else code
            if code <= 0x20 or code in _BLANKS or 0xD800 <= code < 0xE000:
                blank = blank or (code == 0x20 and not pdfium.FPDFText_IsGenerated(text.raw, i))
                continue
            if not pdfium.FPDFText_GetLooseCharBox(text.raw, i, pointer) or _tilted(text, i):
                continue
            glyph = _upright(chr(code), box, turned, width, height)
            glyph.after_blank, blank = blank, False
            yield glyph
    finally:
        text.close()


def _tilted(text: Any, i: int) -> bool:
    """Whether a character stands askew, as those of a watermark across the page do."""
    angle = pdfium.FPDFText_GetCharAngle(text.raw, i) % (math.pi / 2)
    return bool(_TILT < angle < math.pi / 2 - _TILT)


def _upright(character: str, box: Any, turned: int, width: float, height: float) -> Glyph:
    """The character where the reader of the turned page sees it."""
    left, right, low, high = box.left, box.right, min(box.top, box.bottom), max(box.top, box.bottom)
    match turned:
        case 90:
            return Glyph(character, low, left, high, right)
        case 180:
            return Glyph(character, width - right, low, width - left, high)
        case 270:
            return Glyph(character, width - high, height - right, width - low, height - left)
    return Glyph(character, left, height - high, right, height - low)

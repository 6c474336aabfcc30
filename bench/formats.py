"""Texts in, characters a second out that the readers of HTML and PDF make of them: web pages and pages of two columns.

The files are made here, a text each; making them is not measured.
"""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from econ_extract.readers import document_of

FONT, SIZE, LEADING = "STSong-Light", 10, 16
COLUMNS, TOP, LINES, WIDTH = (50, 305), 790, 45, 24  # points, points, lines, characters a line
MENU = "".join(f"<li><a href='/{n}.html'>栏目{n}</a></li>" for n in range(40))


def web_page(text: str) -> bytes:
    """The text as the main part of a page with menus, scripts and a foot."""
    title, *lines = [html.escape(line) for line in text.splitlines() if line.strip()]
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    script = "<script>var pages = [" + "'x'," * 2000 + "];</script>"
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{script}</head><body>"
        f"<div class='nav'><ul>{MENU}</ul></div><h1>{title}</h1><div class='content'>{body}</div>"
        f"<div class='footer'>{MENU}</div></body></html>"
    ).encode()


def printed(text: str) -> bytes:
    """The text in two columns on as many pages as it takes."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    rows = [line[i : i + WIDTH] for line in text.splitlines() for i in range(0, len(line), WIDTH)]
    made = io.BytesIO()
    canvas = Canvas(made)
    for page in range(0, len(rows), LINES * len(COLUMNS)):
        canvas.setFont(FONT, SIZE)
        for number, row in enumerate(rows[page : page + LINES * len(COLUMNS)]):
            column, line = divmod(number, LINES)
            canvas.drawString(COLUMNS[column], TOP - LEADING * line, row)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def throughput(texts: Sequence[str], characters: int) -> Iterator[tuple[str, int, int, int, float]]:
    """For each format its name, files, bytes, characters read out of them, and seconds; about `characters` of each."""
    makers: dict[str, Callable[[str], bytes]] = {"html": web_page, "pdf": printed}
    for format, make in makers.items():
        files, held = list[bytes](), 0
        for text in texts:
            if held >= characters:
                break
            files.append(make(text))
            held += len(text)
        began = perf_counter()
        read = [document_of(data, format, path="", document_id_path="").text or "" for data in files]
        yield format, len(files), sum(map(len, files)), sum(map(len, read)), perf_counter() - began

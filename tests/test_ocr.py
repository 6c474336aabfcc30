"""Pages drawn here and read by OCR: the words, the order of columns, and what is flagged where a number is damaged."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Rows
from econ_extract.models import Document, Extraction
from econ_extract.pipeline import Options, find_sources, read_one, run
from econ_extract.readers import document_of, ocr, read_document
from econ_extract.readers.layout import Glyph, Strip, laid_out
from econ_extract.rules import default_rules
from econ_extract.scans import judged
from econ_extract.store import Store

from conftest import make_figure  # isort: skip

ARTICLE = "全市完成投资388.5亿元，同比增长7.3%。"


# --- confidence and flags, without an engine -----------------------------------------------------------------


def figure_flags(text: str, quantity: str, trust: tuple[tuple[int, int, float], ...]) -> tuple[float, tuple[str, ...]]:
    document = Document("d", "p", "image", None, None, 1, text, trust=trust)
    (figure,) = judged(document, [make_figure(text, "d", quantity, confidence=0.9)])
    return figure.confidence, figure.flags


@pytest.mark.parametrize(
    ("trust", "confidence", "flags"),
    [
        ((), 0.9, ()),
        (((0, 1, 0.3), (13, 14, 0.2)), 0.9, ()),
        (((6, 7, 0.95),), 0.85, ()),
        (((6, 7, 0.6),), 0.54, ("ocr_unsure",)),
        (((9, 10, 0.8),), 0.72, ("ocr_point", "ocr_unsure")),
        (((11, 12, 0.5),), 0.45, ("ocr_scale", "ocr_unsure")),
        (((8, 8, 0.5),), 0.45, ("ocr_point",)),
        (((11, 11, 0.5),), 0.45, ("ocr_scale",)),
    ],
)
def test_what_is_unsure_lowers_confidence_and_is_flagged(
    trust: tuple[tuple[int, int, float], ...], confidence: float, flags: tuple[str, ...]
) -> None:
    """In 全市完成投资388.5亿元 the number begins at 6, its point is at 9 and its 亿 at 11."""
    trust = trust or ((0, 1, 0.99),)
    assert figure_flags(ARTICLE, "388.5亿元", trust) == (pytest.approx(confidence, abs=0.01), flags)


@pytest.mark.parametrize("quantity", ["12,5亿元", "073%", "12 5亿元"])
def test_numbers_whose_shape_speaks_of_a_lost_point(quantity: str) -> None:
    assert figure_flags(f"共{quantity}。", quantity, ((0, 1, 0.99),))[1] == ("ocr_point",)


@pytest.mark.parametrize("quantity", ["1,250亿元", "0.5%", "10 亿元"])
def test_numbers_of_honest_shape(quantity: str) -> None:
    assert figure_flags(f"共{quantity}。", quantity, ((0, 1, 0.99),))[1] == ()


def test_a_text_that_no_machine_read_is_not_judged() -> None:
    document = Document("d", "p", "text", None, None, 1, "共12,5亿元。")
    figure = make_figure("共12,5亿元。", "d", "12,5亿元")
    assert judged(document, [figure]) == (figure,)


def test_trust_follows_the_characters_through_the_layout() -> None:
    def strip(words: str, left: float, top: float, sure: float) -> Strip:
        return Strip.of([Glyph(c, left + 20 * i, top, left + 20 * i + 20, top + 20, sure) for i, c in enumerate(words)])

    lines = [strip("右栏的第一行一共有十二个字", 400, 0, 0.7), strip("左栏的第一行一共有十二个字", 0, 0, 1.0)]
    laid = laid_out([*lines, strip("左栏完", 0, 30, 0.8)])
    assert laid.text == "左栏的第一行一共有十二个字左栏完\n右栏的第一行一共有十二个字\n"
    assert {(laid.text[a:b], sure) for a, b, sure in laid.trust if sure == 0.8} == {(c, 0.8) for c in "左栏完"}
    assert [laid.text[a:b] for a, b, sure in laid.trust if sure == 0.7] == list("右栏的第一行一共有十二个字")


def test_without_the_extra_the_file_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: Rows
) -> None:
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    database = tmp_path / "x.duckdb"

    def go() -> list[tuple[str, str]]:
        with Store(database, made_by="test") as store:
            return run(find_sources([tmp_path / "n"]).sources, store, Options(), default_rules()).failures

    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    ((_, error),) = go()
    assert "pip install 'econ-extract[ocr]', then run again" in error
    assert go() == [(f"{tmp_path}/n/a.png", error)]
    assert rows(database, "SELECT count(*) FROM runs") == [(1,)], "it is not tried again before the extra is there"
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "strips", lambda picture: [])
    ((_, error),) = go()
    assert "install" not in error


# --- pages drawn and read ------------------------------------------------------------------------------------


def _font() -> str | None:
    places = ("wqy-zenhei.ttc", "wqy-microhei.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc")
    return next((str(f) for name in places for f in Path("/usr/share/fonts").rglob(name)), None)


def _lacking() -> str | None:
    if not ocr.is_installed():
        return "the extra ocr is not installed"
    return None if _font() else "no Chinese font is installed (fonts-wqy-zenhei, fonts-noto-cjk)"


@pytest.fixture
def page() -> Page:
    """An empty page to draw on; where pages cannot be drawn or read, the test is skipped, or fails if it must run."""
    lacking = _lacking()
    if lacking is not None and os.environ.get("ECON_EXTRACT_OCR_TESTS") == "required":
        pytest.fail(lacking)
    if lacking is not None:
        pytest.skip(lacking)
    return Page()


class Page:
    """A white page with black words on it."""

    def __init__(self) -> None:
        from PIL import Image, ImageDraw

        self.image = Image.new("RGB", (1200, 500), "white")
        self.draw = ImageDraw.Draw(self.image)

    def write(self, x: int, y: int, words: str, size: int = 28) -> None:
        from PIL import ImageFont

        self.draw.text((x, y), words, font=ImageFont.truetype(_font() or "", size), fill="black")

    def end_of(self, words: str) -> int:
        """Where words that begin at 40 end."""
        from PIL import ImageFont

        return 40 + int(self.draw.textlength(words, font=ImageFont.truetype(_font() or "", 28)))

    def wipe(self, left: int, right: int, colour: str = "white") -> None:
        self.draw.rectangle((left, 30, right, 90), fill=colour)

    def data(self, format: str = "PNG") -> bytes:
        made = io.BytesIO()
        self.image.save(made, format)
        return made.getvalue()

    def read(self, tmp_path: Path, name: str = "a.png") -> Extraction:
        (tmp_path / name).write_bytes(self.data({"jpg": "JPEG"}.get(name.split(".")[-1], "PNG")))
        return read_one(tmp_path / name, default_rules(), {})


LEFT = [
    "　　前三季度，临江市规模以上工业增",
    "加值同比增长7.3%，比上半年加快0.6个",
    "百分点。全市新开工亿元以上的项目",
    "46个，总投资388.5亿元。",
]
RIGHT = ["　　8月末，全市金融机构各项贷款余", "额为1.25万亿元，同比增长11.2%；住户", "存款余额为9860.3亿元。"]


def test_two_columns_with_their_figures(page: Page, tmp_path: Path) -> None:
    page.write(300, 30, "临江市工业经济稳步回升", 48)
    for x, column in ((40, LEFT), (640, RIGHT)):
        for row, words in enumerate(column):
            page.write(x, 140 + 44 * row, words)
    found = page.read(tmp_path, "a.jpg")
    text = found.document.text or ""
    places = [text.index(words) for words in ("稳步回升", "前三季度", "388.5亿元", "8月末", "9860.3")]
    assert places == sorted(places)
    figures = {f.quantity: f for f in found.figures}
    assert {"7.3%", "46个", "388.5亿元", "1.25万亿元", "11.2%", "9860.3亿元"} <= figures.keys()
    assert figures["1.25万亿元"].kind == "loan_balance"
    assert {(f.page, f.flags) for f in found.figures} == {(1, ())}
    assert found.articles[0].metadata.title == "临江市工业经济稳步回升"
    assert all(text[f.doc_start : f.doc_end] == f.quantity for f in found.figures)


def test_a_clean_number_is_not_flagged(page: Page, tmp_path: Path) -> None:
    page.write(40, 40, ARTICLE)
    page.write(40, 100, "签约项目1117个，到位资金1211.1亿元，贷款4107.01万元。")
    figures = page.read(tmp_path).figures
    assert {f.quantity for f in figures} >= {"388.5亿元", "7.3%", "1117个", "1211.1亿元", "4107.01万元"}
    assert {f.flags for f in figures} == {()}


def _point(page: Page) -> tuple[int, int]:
    return page.end_of("全市完成投资388"), page.end_of("全市完成投资388.")


def _scale(page: Page) -> tuple[int, int]:
    return page.end_of("全市完成投资388.5"), page.end_of("全市完成投资388.5亿")


def _blurred(page: Page) -> None:
    from PIL import ImageFilter

    left, right = _scale(page)
    page.image.paste(page.image.crop((left, 30, right, 90)).filter(ImageFilter.GaussianBlur(4)), (left, 30))


@pytest.mark.parametrize(
    ("damage", "flag"),
    [
        (lambda page: page.wipe(*_point(page)), "ocr_point"),
        (lambda page: page.wipe(*_point(page), "lightgrey"), "ocr_point"),
        (lambda page: page.wipe(*_scale(page)), "ocr_scale"),
        (_blurred, "ocr_scale"),
        (lambda page: page.wipe(*_scale(page), "grey"), "ocr_scale"),
    ],
    ids=["point wiped", "point blotted", "scale wiped", "scale blurred", "scale blotted"],
)
def test_a_damaged_number_is_right_or_flagged_or_no_figure(
    page: Page, tmp_path: Path, damage: Callable[[Page], None], flag: str
) -> None:
    """What is lost cannot be known; but no wrong number may stand there as if it had been read."""
    page.write(40, 40, ARTICLE)
    damage(page)
    found = page.read(tmp_path)
    wrong = [f for f in found.figures if f.kind != "growth_rate" and f.quantity != "388.5亿元"]
    assert "388.5亿元" not in (found.document.text or ""), "the page is not damaged enough to try anything"
    assert all(flag in f.flags and f.confidence < 0.5 for f in wrong)


def test_a_scanned_pdf_is_read_like_the_picture(page: Page, tmp_path: Path, rows: Rows) -> None:
    page.write(40, 40, ARTICLE)
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "a.pdf").write_bytes(page.data("PDF"))
    with Store(tmp_path / "x.duckdb", made_by="test") as store:
        run(find_sources([tmp_path / "n"]).sources, store, Options(), default_rules())
    found = rows(tmp_path / "x.duckdb", "SELECT quantity, page FROM figures ORDER BY doc_start")
    assert found == [("388.5亿元", 1), ("7.3%", 1)]


def test_pages_of_a_tiff_and_a_picture_on_its_side(page: Page, tmp_path: Path) -> None:
    page.write(40, 40, ARTICLE)
    second = Page()
    second.write(40, 40, "城关区去年引进企业15家。")
    made = io.BytesIO()
    page.image.save(made, "TIFF", save_all=True, append_images=[second.image])
    (tmp_path / "a.tif").write_bytes(made.getvalue())
    found = read_one(tmp_path / "a.tif", default_rules(), {})
    assert [(f.quantity, f.page) for f in found.figures] == [("388.5亿元", 1), ("7.3%", 1), ("15家", 2)]
    exif = page.image.getexif()
    exif[0x0112] = 6  # turn it by 90 degrees to see it upright
    turned = io.BytesIO()
    page.image.transpose(2).save(turned, "JPEG", exif=exif)
    assert ARTICLE[:10] in (document_of(turned.getvalue(), "image", path="p", document_id_path="p").text or "")


def test_pictures_that_cannot_be_used(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def error(data: bytes) -> str:
        (tmp_path / "a.png").write_bytes(data)
        return read_document(tmp_path / "a.png", path="a", document_id_path="a").error or ""

    assert "no words were found" in error(page.data())
    page.write(40, 40, ARTICLE)
    data = page.data()
    assert "the picture is broken" in error(data[: len(data) // 2])
    assert "the picture is broken" in error(b"\x89PNG\r\n\x1a\n")
    monkeypatch.setattr("econ_extract.readers.image._MOST_PIXELS", 1000)
    assert "too large to be a page" in error(data)


def test_explain_says_the_flags_in_words(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from conftest import entry, make_extraction, some_run
    from econ_extract.cli import app

    extraction = make_extraction()
    money = replace(extraction.figures[1], flags=("ocr_point",), page=3)
    with Store(tmp_path / "x.duckdb", made_by="test") as store:
        store.write(some_run(), [entry(replace(extraction, figures=(extraction.figures[0], money)))])
    done = CliRunner().invoke(app, ["explain", money.figure_id, "--db", str(tmp_path / "x.duckdb")])
    assert done.exit_code == 0, done.stderr
    assert "小数点存疑（ocr_point）" in done.stdout
    assert "页码" in done.stdout

"""PDF files drawn here, and the text, pages and figures that come out of them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from conftest import Rows
from econ_extract.pipeline import Options, find_sources, read_one, run
from econ_extract.readers import ocr, read_document
from econ_extract.readers.base import MissingExtra, UnusableFile
from econ_extract.readers.encodings import is_garbled
from econ_extract.readers.pdf import read
from econ_extract.rules import default_rules
from econ_extract.store import Store

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
LEFT = [
    "　　前三季度，临江市规模以上工业增加",
    "值同比增长7.3%，比上半年加快0.6个百",
    "分点。全市新开工亿元以上的项目共46个",
    "，计划总投资达到了388.5亿元，增长12.",
    "4%，其中制造业项目29个。",
    "　　分行业看，装备制造业增加值增长快",
    "于全市4.8个百分点。",
]
RIGHT = [
    "　　8月末，全市金融机构各项贷款余额",
    "为1.25万亿元，同比增长11.2%；住户存",
    "款余额为9860.3亿元，比年初增加了412",
    "亿元。",
]


def drawn(*pages: Callable[[Canvas], None], encrypt: StandardEncryption | None = None) -> bytes:
    """A PDF whose pages these functions draw."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), encrypt=encrypt)
    for page in pages:
        canvas.setFont(FONT, 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def line(canvas: Canvas, x: float, y: float, words: str, size: float = 12) -> None:
    """Words as wide as they are."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, y, words)


def justified(canvas: Canvas, x: float, y: float, words: str, width: float) -> None:
    """Words spread over the width of their column, as print spreads full lines."""
    canvas.setFont(FONT, 12)
    text = canvas.beginText(x, y)
    text.setCharSpace((width - pdfmetrics.stringWidth(words, FONT, 12)) / max(1, len(words) - 1))
    text.textOut(words)
    canvas.drawText(text)


def two_columns(canvas: Canvas) -> None:
    """A headline over two columns, printed line by line across both."""
    line(canvas, 60, 790, "临江市工业经济稳步回升", 22)
    for row in range(max(len(LEFT), len(RIGHT))):
        for x, column in ((60, LEFT), (320, RIGHT)):
            if row < len(column):
                full = not column[row].endswith("。")
                words, y = column[row].lstrip("　"), 740 - 18 * row
                indent = 12 * (len(column[row]) - len(words))
                if full:
                    justified(canvas, x + indent, y, words, 222 - indent)
                else:
                    line(canvas, x + indent, y, words)


def test_columns_are_read_one_after_the_other_and_lines_joined() -> None:
    decoded = read(drawn(two_columns))
    assert decoded.text == (
        "临江市工业经济稳步回升\n"
        "　　前三季度，临江市规模以上工业增加值同比增长7.3%，比上半年加快0.6个百分点。"
        "全市新开工亿元以上的项目共46个，计划总投资达到了388.5亿元，增长12.4%，其中制造业项目29个。\n"
        "　　分行业看，装备制造业增加值增长快于全市4.8个百分点。\n"
        "　　8月末，全市金融机构各项贷款余额为1.25万亿元，同比增长11.2%；"
        "住户存款余额为9860.3亿元，比年初增加了412亿元。\n\f"
    )
    assert [decoded.text[a:b] for a, b in decoded.headings] == ["临江市工业经济稳步回升"]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    def page(canvas: Canvas) -> None:
        for x, words in (
            (60, ["　　全市今年前八个月共引进企业", "十五家，到位的资金一共是三百"]),
            (320, ["二十亿元，比去年同期多出一成", "以上。"]),
        ):
            for row, part in enumerate(words):
                line(canvas, x, 740 - 18 * row, part)

    text = "全市今年前八个月共引进企业十五家，到位的资金一共是三百二十亿元，比去年同期多出一成以上。"
    assert read(drawn(page)).text.strip() == text


def test_a_headline_over_both_columns_parts_what_is_above_from_what_is_below() -> None:
    def page(canvas: Canvas) -> None:
        for y, mark in ((760, "上"), (500, "下")):
            for x, side in ((60, "左"), (320, "右")):
                for row in range(3):
                    line(canvas, x, y - 18 * row, f"{mark}{side}{row}" + "文" * 14)
        line(canvas, 60, 560, "中间是横贯两栏的一条大标题横贯两栏", 24)

    words = read(drawn(page)).text.replace("文", "").replace("\n", " ")
    order = [words.index(mark) for mark in ("上左0", "上左2", "上右0", "上右2", "中间", "下左0", "下左2", "下右0")]
    assert order == sorted(order)


def test_a_table_gives_rows_of_cells_under_their_heads() -> None:
    table = [
        ["", "单位", "2023年", "同比增长(%)"],
        ["地区生产总值", "亿元", "4512.6", "6.1"],
        ["进出口总额", "亿美元", "", "-3.5"],
    ]

    def page(canvas: Canvas) -> None:
        line(canvas, 60, 700, "下表列出了全市今年以来主要经济指标的完成情况和增长情况。")
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                line(canvas, 60 + 120 * column, 660 - 20 * row, cell)

    assert read(drawn(page)).text.splitlines()[1:4] == [
        "—\t单位\t2023年\t同比增长(%)",
        "地区生产总值\t亿元\t4512.6\t6.1",
        "进出口总额\t亿美元\t\t-3.5",
    ]


def test_narrow_columns_with_lone_numbers_are_no_table() -> None:
    """Two lines that hold but a number stand among those of the neighbours."""
    columns = [[f"{side}栏第{row}行文字一共十二字" for row in "一二三四五六七八"] for side in "甲乙丙丁"]
    columns[1][2], columns[2][5] = "12.5%", "2023年"

    def page(canvas: Canvas) -> None:
        for number, column in enumerate(columns):
            for row, words in enumerate(column):
                canvas.setFont(FONT, 9)
                canvas.drawString(50 + 130 * number, 700 - 14 * row, words)

    text = read(drawn(page)).text
    assert "\t" not in text
    order = [text.index(f"{side}栏第{row}行") for side in "甲乙丙丁" for row in "一八"]
    assert order == sorted(order)


def test_a_narrow_blank_stays_and_a_spread_number_gets_none() -> None:
    def page(canvas: Canvas) -> None:
        line(canvas, 60, 760, "临江日报 第3版 经济")
        justified(canvas, 60, 700, "全市完成投资388.5亿元，同比增长7.3%，", 300)

    assert read(drawn(page)).text.split("\n")[:2] == ["临江日报 第3版 经济", "全市完成投资388.5亿元，同比增长7.3%，"]


def test_words_parted_by_a_hyphen_and_words_side_by_side() -> None:
    def page(canvas: Canvas) -> None:
        for row, words in enumerate(
            ["The city signed 32 projects and de-", "veloped its port, as the mayor said", "today."]
        ):
            justified(canvas, 60, 700 - 18 * row, words, 220) if row < 2 else line(canvas, 60, 664, words)

    assert (
        read(drawn(page)).text.strip() == "The city signed 32 projects and developed its port, as the mayor said today."
    )


def test_letters_cast_in_one_piece_are_two() -> None:
    """Code 174 of the standard encoding is the ligature fi."""
    page = b"BT /F 12 Tf 10 700 Td (The \\256rst of\\256ce signed 32 projects, as planned. All are paid.) Tj ET"
    text = "The first office signed 32 projects, as planned. All are paid."
    assert read(repeated(page)).text.strip() == text


def test_items_of_a_list_are_not_joined() -> None:
    items = [
        "（一）全市新开工亿元以上项目四十六个，计划总投资三百亿",
        "（二）全市新增贷款四十二亿元，其中制造业贷款达二十八亿",
        "•全市引进企业十五家，安排各类扶持资金合计约三千万元多",
    ]

    def page(canvas: Canvas) -> None:
        for row, words in enumerate(items):
            line(canvas, 60, 700 - 18 * row, words)

    assert read(drawn(page)).text.split() == items


def test_bold_by_printing_twice_counts_once() -> None:
    def page(canvas: Canvas) -> None:
        for offset in (0, 0.4):
            line(canvas, 60 + offset, 700, "完成投资112.5亿元")
        for character, x in zip("贷款11亿元", (60, 72, 84, 90, 96, 108), strict=True):
            for offset in (0, 0.5):
                line(canvas, x + offset, 660, character)

    assert read(drawn(page)).text.split() == ["完成投资112.5亿元", "贷款11亿元"]


def test_a_watermark_across_the_page_is_left_out() -> None:
    def page(canvas: Canvas) -> None:
        line(canvas, 60, 700, "完成投资112.5亿元")
        canvas.rotate(40)
        line(canvas, 400, 200, "内部资料99份", 40)

    assert read(drawn(page)).text.strip() == "完成投资112.5亿元"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_upright(turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.rotate(turn)
        x, y = {90: (0, -595), 180: (-595, -842), 270: (-842, 0)}[turn]
        canvas.translate(x, y)
        line(canvas, 60, 500, "第一行完成投资112.5亿元")
        line(canvas, 60, 480, "第二行签约项目36个")

    assert read(drawn(page)).text.split() == ["第一行完成投资112.5亿元", "第二行签约项目36个"]


def test_every_figure_knows_its_page(tmp_path: Path, rows: Rows) -> None:
    (tmp_path / "n").mkdir()
    pages = (
        lambda c: line(c, 60, 700, "全市引进企业15家。"),
        lambda c: None,
        lambda c: line(c, 60, 700, "全市签约项目36个，总投资120.5亿元。"),
    )
    (tmp_path / "n" / "a.pdf").write_bytes(drawn(*pages))
    (tmp_path / "n" / "b.txt").write_text("全县引进企业16家。", encoding="utf-8")
    database = tmp_path / "x.duckdb"
    with Store(database, made_by="test") as store:
        run(find_sources([tmp_path / "n"]).sources, store, Options(), default_rules())
    asked = "SELECT quantity, page FROM figures JOIN documents USING (document_id) ORDER BY path, doc_start"
    assert rows(database, asked) == [("15家", 1), ("36个", 3), ("120.5亿元", 3), ("16家", None)]
    assert rows(database, 'SELECT "页码", "存疑" FROM figures_zh WHERE "原文数字" = \'36个\'') == [(3, None)]
    quoted = "SELECT bool_and(text[doc_start+1:doc_end] = quantity) FROM figures JOIN documents USING (document_id)"
    assert rows(database, quoted) == [(True,)]


def test_figures_of_two_columns_are_tied_as_in_plain_text(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(drawn(two_columns))
    found = {f.quantity: f for f in read_one(tmp_path / "a.pdf", default_rules(), {}).figures}
    assert {"7.3%", "388.5亿元", "12.4%", "1.25万亿元", "412亿元"} <= found.keys()
    assert found["1.25万亿元"].kind == "loan_balance"
    assert found["412亿元"].is_change


# --- files that cannot be read -------------------------------------------------------------------------------


def test_a_locked_pdf_is_named_and_one_that_is_only_protected_is_read() -> None:
    locked = StandardEncryption("open", ownerPassword="own", canPrint=0)
    with pytest.raises(UnusableFile, match="locked with a password; save a copy without one"):
        read(drawn(two_columns, encrypt=locked))
    protected = StandardEncryption("", ownerPassword="own", canCopy=0)
    assert "388.5亿元" in read(drawn(two_columns, encrypt=protected)).text


@pytest.mark.parametrize("data", [b"%PDF-1.4\n1 0 obj", b"%PDF-1.7" + b"\0" * 99, b"no PDF at all"])
def test_a_broken_pdf(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    read = read_document(file, path="a.pdf", document_id_path="a.pdf")
    assert (read.text, read.format) == (None, "pdf")
    assert "the PDF is broken or cut off" in (read.error or "")


def test_a_pdf_without_a_word() -> None:
    with pytest.raises(UnusableFile, match="the PDF holds no text"):
        read(drawn(lambda canvas: canvas.rect(10, 10, 100, 100)))


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("econ_extract.readers.pdf._MOST_PAGES", 2)
    with pytest.raises(UnusableFile, match="has 3 pages; split it into parts of at most 2"):
        read(drawn(*[two_columns] * 3))


def repeated(content: bytes, pages: int = 1) -> bytes:
    """A PDF whose one page, with this description packed into it, is bound `pages` times."""
    packed = zlib.compress(content, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * pages, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


def test_a_page_that_unpacks_without_end_is_refused() -> None:
    line = b"BT /F 9 Tf 10 700 Td (32 projects) Tj ET "
    assert read(repeated(line)).text.strip() == "32 projects"
    with pytest.raises(UnusableFile, match="more than 100 times its size"):
        read(repeated(line + b" " * 5_000_000))


def test_one_page_bound_a_thousand_times_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("econ_extract.readers.pdf._PLENTY", 1000)
    monkeypatch.setattr("econ_extract.readers.pdf._PER_BYTE", 0)
    with pytest.raises(UnusableFile, match="more text than its size allows"):
        read(repeated(b"BT /F 9 Tf 10 700 Td (32 projects signed) Tj ET", 1000))


def picture(canvas: Canvas) -> None:
    """A page that is one picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (50, 50), "gray")), 0, 0, 595, 842)


def test_pictures_of_pages_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(MissingExtra, match=r"needs the extra ocr; pip install 'econ-extract\[ocr\]'"):
        read(drawn(picture))
    mixed = read(drawn(two_columns, picture, picture))
    assert "388.5亿元" in mixed.text
    assert (mixed.warning or "").startswith("page 2, 3: reading this picture of a page needs the extra ocr")


def test_a_font_that_does_not_say_its_characters_is_garbled() -> None:
    assert is_garbled("\ue001\ue002\ue003" * 30 + "12.5")
    assert is_garbled("掱掲掳掴掵掶掹掺掻掽掾掿拣揁揂揃揅揇揈揊揋揌揑揓揔揕揗揘揙")
    assert not is_garbled("完成投资112.5亿元，同比增长8.2%，其中第一产业投资增长快于全省平均水平一个百分点")
    assert not is_garbled("臨江市公布第一季出口總值為三百億元，較去年同期增加百分之八，其中機械設備出口")
    assert not is_garbled("Signed 32 projects.")

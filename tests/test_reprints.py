"""Texts printed again: what is a reprint and what only looks like one, links that follow files, sums that hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from conftest import Rows
from econ_extract.pipeline import Options, find_sources, rule_book, run
from econ_extract.reprints import ALIKE, Printed, likeness, originals, sketch
from econ_extract.store import Store, open_for_queries

PORT = (
    "临海港集团昨日发布前三季度经营情况。货物吞吐量完成1.26亿吨，同比增长9.4%，其中集装箱吞吐量达到415万标箱，航线增至86条。"
    "集团负责人介绍，码头四期工程总投资58亿元，目前主体结构已经完成，预计明年六月投入使用。"
    "在岸电改造方面，全港42个泊位具备供电能力，靠港船舶用电量增加三成。"
    "多式联运也在提速，海铁联运班列开到内陆19座城市，比年初多了5座。"
    "下一步，集团将与沿江港口共建集疏运体系，推动通关时间再压缩，为外贸企业节约成本。"
    "业内人士认为，随着航线加密和腹地扩大，临海港的枢纽地位还会上升，但旺季堆场紧张的问题需要尽早解决。"
)
BANK = (
    "江海市金融学会公布三季度信贷调查。全市贷款余额6800亿元，比年初增加520亿元，其中制造业中长期贷款增长21.5%。"
    "小微企业户均贷款73万元，平均利率4.1%，比去年同期低0.3个百分点。"
)
EDITED = PORT.replace("昨日", "日前").replace("业内人士认为", "有业内人士认为").replace("尽早解决", "及早解决")
SEPTEMBER = (
    PORT.replace("1.26亿吨", "1.13亿吨").replace("9.4%", "7.2%").replace("415万", "361万").replace("86条", "81条")
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (PORT, PORT, True),
        (PORT, EDITED, True),
        (PORT, PORT.replace("。", "。\n\n"), True),
        (PORT, PORT.replace("，", ",").replace("1", "１"), True),
        (PORT, "新华社临海电　" + PORT + "记者还了解到，港口周边三个物流园同步扩建，首批仓库已经交付使用。", True),
        (PORT, SEPTEMBER, False),
        (PORT, PORT.replace("9.4%", "4.9%"), False),
        (PORT, BANK, False),
        (PORT, PORT[:40] + BANK, False),
        ("", "", False),
    ],
    ids="same edited broken width longer release correction other quoted empty".split(),
)
def test_what_is_a_reprint(one: str, other: str, expected: bool) -> None:
    assert (likeness(one, other) >= ALIKE) is expected
    assert likeness(one, other) == pytest.approx(likeness(other, one), abs=0.05)


def test_notices_in_set_words_are_no_reprints_of_each_other() -> None:
    set_words = (
        "董事会保证公告内容真实，不存在虚假记载，敬请投资者注意风险，本次交易不构成关联交易，无须提交股东大会审议。"
    )
    one = f"公司拟回购股份320万股，金额4500万元，价格不超过14.2元，期限180天。{set_words}"
    other = f"公司拟回购股份75万股，金额990万元，价格不超过13.1元，期限360天。{set_words}"
    assert set(sketch(one)) & set(sketch(other))
    assert likeness(one, other) == 0


def test_alike_texts_share_their_sketches_and_others_do_not() -> None:
    shared = [len(set(sketch(PORT)) & set(sketch(text))) for text in (PORT, EDITED, BANK)]
    assert shared[0] == len(sketch(PORT)) == 16
    assert shared[1] > 10
    assert shared[2] == 0
    assert sketch("增长5.2%。") == ()


def printed(name: str, text_hash: str = "t", day: date | None = None, size: int = 900) -> Printed:
    return Printed(name, text_hash, size, day, name, 0)


def test_the_earliest_print_is_the_original_whatever_the_order() -> None:
    first, second, undated = printed("z", day=date(2023, 10, 1)), printed("b", "u", date(2023, 10, 3)), printed("a")
    for some in permutations((first, second, undated)):
        assert originals(some, [("t", "u")]) == {"b": "z", "a": "z"}
    assert originals([first, second], []) == {}


def test_short_news_of_another_day_and_set_words_of_another_year_are_no_reprints() -> None:
    days = (date(2023, 10, 1), date(2023, 10, 2))
    assert originals([printed(str(d), day=d, size=90) for d in days], []) == {}
    assert originals([printed(str(d), day=d, size=900) for d in days], []) == {"2023-10-02": "2023-10-01"}
    years = (date(2022, 1, 20), date(2023, 1, 20))
    assert originals([printed(str(d), day=d) for d in years], []) == {}


# -- in the database --------------------------------------------------------------------------------------------------

Files = Callable[..., Path]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A function that makes the folder hold these texts alone, runs over it, and gives the database."""
    folder, database = tmp_path / "news", tmp_path / "x.duckdb"
    folder.mkdir()

    def read(**texts: str) -> Path:
        for old in folder.iterdir():
            if old.stem not in texts:
                old.unlink()
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        with Store(database, made_by="test") as store:
            run(find_sources([folder]).sources, store, Options(prune=True), rule_book(None), roots=[folder])
        return database

    return read


def article(day: str, text: str, title: str = "临海港前三季度吞吐量增长9.4%") -> str:
    return f"# {title}\n{day}\n{text}\n"


LINKS = "SELECT path, original_path FROM reprints"
INVESTMENT = "SELECT quantity FROM investment_totals"


def stems(found: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(Path(path).stem for path in row) for row in found]


def test_a_reprint_is_linked_and_its_figures_count_once(files: Files, rows: Rows) -> None:
    database = files(
        a=article("2023-10-12", PORT),
        b=article("2023-10-13", EDITED, "临海港：枢纽地位上升"),
        c=article("2023-09-12", SEPTEMBER),
    )
    assert stems(rows(database, LINKS)) == [("b", "a")]
    assert rows(database, INVESTMENT) == [("58亿元",), ("58亿元",)]  # of a and of c, which is no reprint
    assert rows(database, "SELECT count(*) FROM figures WHERE quantity = '58亿元'") == [(3,)]
    with open_for_queries(database, with_repeats=True) as connection:
        assert connection.sql(INVESTMENT).fetchall() == [("58亿元",)] * 3


def test_what_a_reprint_adds_counts(files: Files, rows: Rows) -> None:
    longer = EDITED + "集团另外扩建的冷链仓库总投资12亿元。"
    database = files(a=article("2023-10-12", PORT), b=article("2023-10-13", longer))
    assert stems(rows(database, LINKS)) == [("b", "a")]
    assert sorted(rows(database, INVESTMENT)) == [("12亿元",), ("58亿元",)]


def test_links_come_with_new_files_and_go_with_old_ones(files: Files, rows: Rows) -> None:
    a, b, c = article("2023-10-12", PORT), article("2023-10-13", EDITED), article("2023-10-11", EDITED + "另悉略。")
    links = {}
    for texts in ({"b": b}, {"a": a, "b": b}, {"a": a, "b": b, "c": c}, {"b": b, "c": c}, {"b": b}, {"a": a, "b": b}):
        database = files(**texts)
        links["".join(texts)] = stems(rows(database, LINKS))
        assert rows(database, INVESTMENT) == [("58亿元",)], texts
    assert links == {"b": [], "ab": [("b", "a")], "abc": [("a", "c"), ("b", "c")], "bc": [("b", "c")]}


def test_the_same_links_whatever_came_first(files: Files, rows: Rows) -> None:
    texts = {"a": article("2023-10-12", PORT), "b": article("2023-10-13", EDITED), "c": article("2023-10-14", PORT)}
    kept = (
        "SELECT * FROM articles ORDER BY ALL",
        "SELECT * FROM repeats ORDER BY ALL",
        "SELECT * FROM alike ORDER BY ALL",
    )
    at_once = [rows(files(**texts), sql) for sql in kept]
    assert len(at_once[1]) > 0
    files(d="别的内容，与港口无关，全年完成投资3亿元。")
    files(**{name: texts[name] for name in ("c",)})
    files(**{name: texts[name] for name in ("b", "c")})
    assert [rows(files(**texts), sql) for sql in kept] == at_once


def test_a_second_run_changes_no_byte(files: Files) -> None:
    texts = {"a": article("2023-10-12", PORT), "b": article("2023-10-13", EDITED)}
    before = files(**texts).read_bytes()
    assert files(**texts).read_bytes() == before


def test_copies_without_number_end_soon(files: Files, rows: Rows) -> None:
    texts = {f"n{i}": article("2023-10-12", PORT) for i in range(40)}
    database = files(**texts)
    assert rows(database, "SELECT count(*), count(DISTINCT original_path) FROM reprints") == [(39, 1)]
    assert rows(database, "SELECT count(*) FROM alike") == [(1,)]
    assert rows(database, INVESTMENT) == [("58亿元",)]


# -- inside an article ------------------------------------------------------------------------------------------------


def test_what_stands_beside_the_text_counts_once(files: Files, rows: Rows) -> None:
    box = "港口数据\n\n码头四期 ▶ 总投资58亿元\n\n冷链仓库 ▶ 总投资12亿元\n\n航线 ▶ 86条"
    database = files(a=f"# 总投资58亿元的码头四期完成主体结构\n2023-10-12\n\n{PORT}\n\n{box}\n")
    again = "SELECT quantity, repeated_in FROM repeats JOIN figures USING (figure_id) ORDER BY doc_start"
    assert rows(database, again)[0] == ("58亿元", "title")
    assert ("58亿元", "infobox") in rows(database, again)
    assert sorted(rows(database, INVESTMENT)) == [("12亿元",), ("58亿元",)]

"""Where figures and names lie: codes judged by hand on the measuring texts, and each family on sentences of our own."""

from __future__ import annotations

import csv
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from econ_extract import extract_text, pipeline
from econ_extract.store import Store, open_for_queries

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
ARCHIVE = SHARED / "load" / "articles.tar.xz"
DATA = Path(__file__).parent / "data"
RIGHT_AT_LEAST = 0.95


def judged(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_into(path: Path, folders: list[Path], dates: Path | None) -> Path:
    said = pipeline.read_metadata(dates) if dates else None
    sources = pipeline.find_sources(folders).sources
    if said is not None:
        sources, _ = pipeline.with_metadata(sources, said, None)
    with Store(path, made_by="test") as store:
        summary = pipeline.run(sources, store, pipeline.Options(), pipeline.rule_book(None))
    assert summary.failures == []
    return path


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The seeds and texts, and the agency articles that `make score` unpacks."""
    if not (SHARED / "seeds").is_dir() or not ARCHIVE.is_file():
        pytest.skip("../shared/seeds or ../shared/load/articles.tar.xz is not present, so there is nothing to read")
    folder = tmp_path_factory.mktemp("regions")
    wanted = (ROOT / "corpora" / "agency" / "texts.txt").read_text(encoding="utf-8").split()
    with tarfile.open(ARCHIVE) as archive:
        for name in wanted:
            member = archive.extractfile(name)
            assert member is not None, name
            (folder / "agency" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "agency" / name).write_bytes(member.read())
    gold = read_into(folder / "gold.duckdb", [SHARED / "seeds", SHARED / "texts"], SHARED / "dates.tsv")
    return [gold, read_into(folder / "agency.duckdb", [folder / "agency"], None)]


def ask(databases: list[Path], sql: str) -> Iterator[tuple[str, ...]]:
    for path in databases:
        with open_for_queries(path) as connection:
            yield from connection.sql(sql).fetchall()


def test_the_region_code_of_a_figure_is_right_on_the_sample_judged_by_hand(databases: list[Path]) -> None:
    sql = "SELECT name, doc_start, quantity, region_code, subject FROM figures JOIN documents USING (document_id)"
    found = {(Path(name).name, int(at)): rest for name, at, *rest in ask(databases, sql)}
    sample, wrong = judged("region_codes.tsv"), []
    for row in sample:
        quantity, code, subject = found.get((row["document"], int(row["offset"])), ("no figure", None, None))
        if quantity.split() != row["quantity"].split() or (code or "") != row["code"]:
            wrong.append(f"{row['document']}:{row['offset']} {row['quantity']} of {row['subject']}: {row['code']!r},"
                         f" got {code!r} for {subject} ({quantity})")  # fmt: skip
    assert len(sample) >= 100
    assert sum(row["code"] != "" for row in sample) >= 100
    share = 1 - len(wrong) / len(sample)
    assert share >= RIGHT_AT_LEAST, f"{share:.4f} right of {len(sample)}; wrong:\n" + "\n".join(wrong)


def test_every_zone_city_province_ministry_and_bank_of_the_seeds_is_found(databases: list[Path]) -> None:
    sql = (
        "SELECT d.name, e.doc_start, e.text, e.type, coalesce(e.code, '') FROM entities e"
        " JOIN articles USING (article_id) JOIN documents d USING (document_id)"
    )
    found = {(Path(name).name, str(at), *rest) for name, at, *rest in ask(databases[:1], sql)}
    names = judged("seed_entities.tsv")
    assert len(names) >= 250
    missing = ["{document}:{offset} {name} {code}".format(**row) for row in names if tuple(row.values()) not in found]
    assert missing == []


def subjects_of(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(figure.quantity, figure.subject, figure.region_code) for figure in extract_text(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "湖州高新区新签约项目12个。", [("12个", "湖州高新区", "330500")],
            id="a zone has the code of the division it lies in",
        ),
        pytest.param(
            "中国（福建）自由贸易试验区新增企业120家。", [("120家", "中国（福建）自由贸易试验区", "350000")],
            id="the place in brackets behind the nation counts",
        ),
        pytest.param(
            "西海岸新区签约项目58个。", [("58个", "西海岸新区", "370211")],
            id="a zone that is named without its place has the code of its rule",
        ),
        pytest.param(
            "上半年，江苏省、无锡市、无锡高新区重大项目完成投资47.5亿元。",
            [("47.5亿元", "江苏省、无锡市、无锡高新区", "320200")],
            id="a list in which each lies in the one before has the code of the last",
        ),
        pytest.param(
            "上半年，苏州、无锡完成投资47.5亿元。", [("47.5亿元", "苏州、无锡", None)],
            id="a list of places side by side has none",
        ),
        pytest.param(
            "湖北茶叶上市\n\n英山县委副书记王大明介绍，截至2日，该县已产春茶780吨。",
            [("780吨", "英山县", "421124")],
            id="该县 behind the county's committee keeps its code",
        ),
        pytest.param(
            "河南小麦丰收\n\n四川全省小麦产量增加10万吨。", [("10万吨", "四川全省", "510000")],
            id="全省 right behind a province is that one, whatever the article is about",
        ),
        pytest.param(
            "新疆兵团新增耕地13万亩。", [("13万亩", "新疆兵团", None)],
            id="the corps in 新疆 is no region",
        ),
        pytest.param(
            "浙江村落保护\n\n松阳县老屋修缮153幢。\n\n当地今年培训工匠246人。",
            [("153幢", "松阳县", "331124"), ("246人", "松阳县", "331124")],
            id="当地 is the place named last, not the article's",
        ),
        pytest.param(
            "江苏项目提速\n\n苏州市招商活跃，全市签约项目12个。", [("12个", "苏州市", "320500")],
            id="全市 in an article about a province is no province",
        ),
        pytest.param(
            "湖北农产品销售回暖\n\n英山县委副书记、县长王大明表示，今年茶叶价格较去年同期降低三成。",
            [("三成", "英山县", "421124")],
            id="who speaks for a county speaks of it",
        ),
        pytest.param(
            "青岛市房价回落\n\n除崂山区、黄岛区均价上涨外，其他8个区均价下降。", [("8个", "青岛市", "370200")],
            id="what is left out of a figure is not its subject",
        ),
        pytest.param(
            "上海17家地方法人银行发放贷款22.2亿元。", [("17家", "上海", "310000"), ("22.2亿元", "上海", "310000")],
            id="the banks of a city lie in it",
        ),
        pytest.param(
            "广州数字经济试验区启动\n\n鱼塘片区总面积约25平方公里。", [("25平方公里", "鱼塘片区", "440100")],
            id="a part of the zone of the title lies where the zone does",
        ),
        pytest.param(
            "青岛市再动员\n\n加快推进总投资930亿元的36个市重点项目。",
            [("930亿元", "市重点项目", "370200"), ("36个", "青岛市", "370200")],
            id="the key projects of a city lie in the city of the article",
        ),
        pytest.param(
            "四川农信小微企业户均贷款100万元。", [("100万元", "四川农信", None)],
            id="the rural credit of a province is a firm",
        ),
        pytest.param(
            "绵州重机股份有限公司新签约项目12个。", [("12个", "绵州重机股份有限公司", None)],
            id="a firm has no region code",
        ),
        pytest.param(
            "国网绵州电力有限公司新增用户53万户。", [("53万户", "国网绵州电力有限公司", None)],
            id="网…电 of a power company is no dateline",
        ),
    ],
)  # fmt: skip
def test_the_region_that_a_subject_is_or_lies_in(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert subjects_of(text) == expected


def entities_of(text: str, name: str) -> set[tuple[str, str | None]]:
    from econ_extract.rules import default_rules
    from econ_extract.taggers.jieba import JiebaTagger

    tagging = JiebaTagger(default_rules()).tag([text])[0]
    return {(entity.canonical, entity.code) for entity in tagging.entities if entity.text == name}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param(
            "青岛招商提速。青岛赴深圳、杭州推介，青岛企业随行，全市签约项目5个。", "全市", ("青岛市", "370200"),
            id="全市 is the city named most by far",
        ),
        pytest.param(
            "青岛赴深圳推介，青岛企业随行，深圳企业到访，全市签约项目5个。", "全市", ("全市", None),
            id="of two cities named alike neither is meant for certain",
        ),
        pytest.param(
            "青岛招商提速。青岛赴香港、澳门推介，占全省签约数的两成。", "全省", ("山东省", "370000"),
            id="香港 and 澳门 are no provinces",
        ),
        pytest.param(
            "衡阳高新区签约项目5个，开发区外资增长。", "开发区", ("衡阳高新区", "430400"),
            id="a bare 开发区 is the zone of the article, with its code",
        ),
        pytest.param(
            "江西南昌早稻开镰。", "江西南昌", ("南昌市", "360100"),
            id="the short name behind a province is the city, not the county of that name",
        ),
        pytest.param(
            "广安（深圳）产业园签约项目5个。", "广安（深圳）产业园", ("广安（深圳）产业园", "511600"),
            id="of two places in a zone's name the first is where it lies",
        ),
        pytest.param(
            "青岛市城阳区棘洪滩街道落户企业三家。", "青岛市城阳区棘洪滩街道", ("青岛市城阳区棘洪滩街道", "370214"),
            id="a street office has the code of its district",
        ),
    ],
)  # fmt: skip
def test_the_code_of_zones_towns_and_whole_of_words(text: str, name: str, expected: tuple[str, str | None]) -> None:
    assert entities_of(text, name) == {expected}


def test_every_code_that_a_rule_gives_is_a_division_of_today() -> None:
    from econ_extract.gazetteer import gazetteer
    from econ_extract.rules import default_rules

    rules = [rule for rule in default_rules().table("entities") if isinstance(rule.value.get("code"), dict)]
    codes = {form: code for rule in rules for form, code in rule.value["code"].items()}
    by_code = gazetteer().by_code
    assert len(codes) >= 50
    assert {form: code for form, code in codes.items() if code not in by_code or by_code[code].until} == {}
    assert {form for rule in rules for form in rule.value["code"]} <= {form for rule in rules for form in rule.forms}

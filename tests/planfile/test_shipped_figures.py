"""The figures of the shipped plan: indicators, targets, ratios, measures and places."""

from __future__ import annotations

from fractions import Fraction

import pytest

from indicators.planfile.entries import IndicatorEntry, MeasureEntry
from indicators.progress import Goal, expected
from plan_tracker.planfile import PlanFile

pytestmark = pytest.mark.django_db


def indicators(shipped: PlanFile, group: str) -> list[IndicatorEntry]:
    return [indicator for indicator in shipped.indicators if indicator.group == group]


def measures(shipped: PlanFile) -> dict[str, MeasureEntry]:
    return {measure.code: measure for measure in shipped.measures}


TABLE_1 = [
    (1, "全省高新技术产业营业收入", "亿元", "23576", "29600", True),
    (2, "高新技术产业营业收入占工业营业收入比重", "%", "34.8", "38", True),
    (3, "高新技术企业数", "家", "10247", "16000", False),
    (4, "每万家企业中高新技术企业数", "家/万家", "125", "130", False),
    (5, "科技型中小企业数", "家", "14817", "20000", False),
    (6, "瞪羚企业数", "家", "152", "400", False),
    (7, "技术市场成交合同额", "亿元", "1396.74", "1600", False),
    (8, "每万人口高价值发明专利拥有量", "件/万人", "4.04", "5.67", False),
    (9, "基础研究经费占全社会研发经费比重", "%", "5.9", "6.5", False),
    (10, "每万名就业人员中研发人员数", "人年/万人", "44", "50", True),
]


@pytest.mark.parametrize(("no", "name", "unit", "baseline", "target", "unit_printed"), TABLE_1)
def test_table_1(
    shipped: PlanFile,
    no: int,
    name: str,
    unit: str,
    baseline: str,
    target: str,
    unit_printed: bool,
) -> None:
    """Ten rows; only the units of rows 1, 2 and 10 are printed, the others are inferred."""
    found = indicators(shipped, "headline")[no - 1]
    assert (found.no, found.name, found.unit) == (no, name, unit)
    assert found.unit_printed is unit_printed
    assert [(b.year, f"{b.value}") for b in found.baselines] == [(2021, baseline)]
    assert [(t.year, t.operator, f"{t.value}") for t in found.targets] == [(2025, "≥", target)]
    assert found.place == f"二、（三） 表1第{no}行"


def test_table_1_has_ten_rows_none_of_them_binding(shipped: PlanFile) -> None:
    rows = indicators(shipped, "headline")
    assert len(rows) == 10
    assert {row.binding for row in rows} == {False}


def test_the_wording_of_the_prose_stands_beside_the_targets_of_table_1(shipped: PlanFile) -> None:
    wording = {i.no: i.targets[0].wording for i in indicators(shipped, "headline")}
    assert wording == {
        1: "突破2.96万亿元",
        2: "占规上工业比重超过38%",
        3: "力争高新技术企业数达16000家",
        4: "130",
        5: "科技型中小企业突破20000家",
        6: "瞪羚企业达到400家",
        7: "全省技术合同成交额突破1600亿元",
        8: "每万人高价值发明专利拥有量超过5.67件",
        9: "6.5",
        10: "50",
    }


def test_targets_that_are_striven_for_are_marked(shipped: PlanFile) -> None:
    marked = {i.code for i in shipped.indicators if i.targets[0].aspirational}
    assert marked == {"hnte_count", "st_service_revenue"}


@pytest.mark.parametrize(
    ("code", "baseline", "target", "unit", "wording"),
    [
        ("rd_intensity", None, "2.4", "%", "全社会研发经费支出占地区生产总值的比重达到2.4%"),
        ("rd_institutions", None, "4000", "个", "研发机构达到4000个"),
        ("st_service_revenue", "3460", "6000", "亿元", "力争到2025年，全省科技服务业总收入达到6000亿元"),
        ("science_literacy", None, "13", "%", "公民具备科学素质的比例达到13%"),
        ("hightech_zones", "27", "35", "家", "国家级及省级高新区达到35家"),
        ("roadmap_coverage", None, "100", "%", "重点领域技术攻关路线图实现全覆盖"),
    ],
)  # fmt: skip
def test_further_targets_of_the_prose(
    shipped: PlanFile, code: str, baseline: str | None, target: str, unit: str, wording: str
) -> None:
    found = next(i for i in indicators(shipped, "prose") if i.code == code)
    assert [f"{b.value}" for b in found.baselines] == ([baseline] if baseline else [])
    (aim,) = found.targets
    assert (f"{aim.value}", found.unit, aim.wording) == (target, unit, wording)
    assert aim.place == "二、（三）"


def test_the_prose_has_six_further_targets(shipped: PlanFile) -> None:
    assert len(indicators(shipped, "prose")) == 6


LINEAR = {
    1: "25082 26588 28094 29600",
    2: "35.6 36.4 37.2 38",
    3: "11685.25 13123.5 14561.75 16000",
    4: "126.25 127.5 128.75 130",
    5: "16112.75 17408.5 18704.25 20000",
    6: "214 276 338 400",
    7: "1447.555 1498.37 1549.185 1600",
    8: "4.4475 4.855 5.2625 5.67",
    9: "6.05 6.2 6.35 6.5",
    10: "45.5 47 48.5 50",
}


@pytest.mark.parametrize("no", LINEAR)
def test_expected_points_run_straight_from_2021_to_2025(shipped: PlanFile, no: int) -> None:
    row = indicators(shipped, "headline")[no - 1]
    (start,), (end,) = row.baselines, row.targets
    goal = Goal(
        rule=row.rule,
        operator=end.operator,
        target=Fraction(end.value or 0),
        base_year=start.year,
        target_year=end.year,
        path=row.path,
    )
    points = [expected(goal, Fraction(start.value), year) for year in range(2022, 2026)]
    assert points == [Fraction(point) for point in LINEAR[no].split()]


RATIOS = {
    "ht_revenue_share": ("ind_hnte_revenue", "ind_revenue", "100"),
    "hnte_per_10k_ent": ("hnte_count", "enterprise_count", "10000"),
    "hv_patent_per_10k": ("hv_patent_count", "population", "1"),
    "basic_rd_share": ("basic_rd", "rd_total", "100"),
    "rd_fte_per_10k_emp": ("rd_fte", "employed", "1"),
    "rd_intensity": ("rd_total", "gdp", "100"),
}


def test_ratios_are_made_of_collected_parts(shipped: PlanFile) -> None:
    found = {
        i.code: (i.ratio.numerator, i.ratio.denominator, f"{i.ratio.factor}")
        for i in shipped.indicators
        if i.ratio
    }
    assert found == RATIOS
    parts = {
        part for numerator, denominator, _ in RATIOS.values() for part in (numerator, denominator)
    }
    known = measures(shipped)
    assert all(known[part].additive for part in parts)


def test_every_measure_says_who_produces_it_how_it_comes_and_who_may_see_it(
    shipped: PlanFile,
) -> None:
    for measure in shipped.measures:
        assert measure.producers[0].name, measure.code
        assert measure.scope, measure.code
    said = {(m.collection, m.disclosure) for m in shipped.measures}
    assert {collection for collection, _ in said} == {"city", "province", "preset"}
    assert {disclosure for _, disclosure in said} == {"open", "on_request", "internal"}


def test_late_statistics_are_taken_from_the_province(shipped: PlanFile) -> None:
    """Cities cannot fill in research figures in January: they are published nine months on."""
    known = measures(shipped)
    for code in ("basic_rd", "rd_total", "rd_fte"):
        assert known[code].collection == "province"
        assert (known[code].lag_months or 0) >= 9


def test_province_five_economic_areas_and_21_cities_add_up(shipped: PlanFile) -> None:
    sizes: dict[str, int] = {}
    names = {area.code: area.name for area in shipped.areas}
    for area in shipped.areas:
        if area.kind == "city":
            sizes[names[area.adds_to or ""]] = sizes.get(names[area.adds_to or ""], 0) + 1
    assert sizes == {
        "成都平原经济区": 8,
        "川南经济区": 4,
        "川东北经济区": 5,
        "攀西经济区": 2,
        "川西北生态示范区": 2,
    }
    joined = {area.adds_to for area in shipped.areas if area.kind == "economic_area"}
    assert joined == {"510000"}


def test_every_city_has_a_tile_of_its_own_and_nothing_else_has_one(shipped: PlanFile) -> None:
    tiles = {area.code: tuple(area.tile) for area in shipped.areas if area.tile}
    assert set(tiles) == {area.code for area in shipped.areas if area.kind == "city"}
    assert len(set(tiles.values())) == 21
    chengdu, deyang, panzhihua = (tiles[code] for code in ("510100", "510600", "510400"))
    assert chengdu[0] < deyang[0]
    assert panzhihua[1] == max(row for _, row in tiles.values())


def test_what_stands_beside_the_province_adds_to_nothing(shipped: PlanFile) -> None:
    beside = {a.name: a.adds_to for a in shipped.areas if a.kind in ("nation", "comparator")}
    assert beside == dict.fromkeys(["全国", "重庆市", "陕西省", "湖北省", "西部地区"])


def test_zones_lie_in_their_cities_and_add_to_nothing(shipped: PlanFile) -> None:
    cities = {area.code for area in shipped.areas if area.kind == "city"}
    zones = {area.code: area for area in shipped.areas if area.kind == "zone"}
    assert {area.parent for area in zones.values()} <= cities
    assert {area.adds_to for area in zones.values()} == {None}
    assert {zone.area for zone in shipped.zones} == set(zones)


def test_all_eight_national_zones_are_named(shipped: PlanFile) -> None:
    names = {area.code: area.short_name.removesuffix("高新区") for area in shipped.areas}
    national = {names[zone.area] for zone in shipped.zones if zone.level == "national"}
    assert national == {"成都", "绵阳", "自贡", "乐山", "泸州", "攀枝花钒钛", "德阳", "内江"}

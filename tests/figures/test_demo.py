"""Demo figures look like a province: sizes, growth and ratios of the shipped plan hold together."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

import dev
from indicators import demo, figurefile
from indicators.models import Actual, Measure
from plan_tracker import planfile

# The tests need no database, but what they look at was made in one.
pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[2] / "fixtures"
CITIES, YEARS = 21, range(2021, 2026)
BIG, SMALL = "510100", "513300"

Value = Callable[[str, str, int], Decimal]


@pytest.fixture(scope="module")
def facts(django_db_setup: None, django_db_blocker: Any) -> list[Actual]:
    """The demo figures of the plan as shipped, made once and kept outside the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        text = (FIXTURES / "sichuan-htp-14fyp.yaml").read_text(encoding="utf-8")
        plan, _ = planfile.load(text)
        figurefile.load((FIXTURES / "published_figures.yaml").read_text(encoding="utf-8"))
        order = dev.LARGEST_FIRST.split(",")
        added, again = (demo.load(plan, largest_first=order) for _ in range(2))
        found = list(Actual.objects.filter(origin="demo").select_related("measure", "area"))
        measures = Measure.objects.count()
        transaction.set_rollback(True)
    assert (added, again) == (measures * CITIES * len(YEARS), 0)
    return found


@pytest.fixture(scope="module")
def of(facts: list[Actual]) -> Value:
    values: dict[tuple[str, str, int], Decimal] = {
        (fact.measure.code, fact.area.code, fact.year): fact.value for fact in facts
    }
    return lambda measure, area, year: values[measure, area, year]


@pytest.fixture(scope="module")
def places(facts: list[Actual]) -> list[str]:
    return sorted({fact.area.code for fact in facts})


def test_every_city_has_a_labelled_figure_of_every_measure_and_year(facts: list[Actual]) -> None:
    assert len({fact.area.code for fact in facts}) == CITIES
    assert {fact.year for fact in facts} == set(YEARS)
    assert {fact.note for fact in facts} == {"演示数据，非官方数据，不得引用"}
    assert all(fact.source_id is None for fact in facts)


def test_no_figure_has_more_decimals_than_its_measure_and_none_is_negative(
    facts: list[Actual],
) -> None:
    for fact in facts:
        assert fact.value is not None
        assert fact.value >= 0
        assert fact.value == round(fact.value, fact.measure.decimals), fact.measure.code


@pytest.mark.parametrize(
    ("measure", "least", "most"),
    [
        pytest.param("enterprise_count", 700_000, 900_000, id="企业法人单位数, about 82万家"),
        pytest.param("ind_revenue", 45_000, 60_000, id="规上工业营收, about 5.5万亿元"),
        pytest.param("ind_hnte_revenue", 16_000, 21_000, id="规上工业高企营收， 34.8% of it"),
        pytest.param("population", 7_500, 8_900, id="常住人口， 8372万人"),
        pytest.param("employed", 4_200, 5_000, id="就业人员, about 4700万人"),
        pytest.param("hv_patent_count", 29_000, 37_000, id="高价值发明专利, about 33.8千件"),
        pytest.param("rd_total", 1_050, 1_300, id="R&D经费， 1214.5亿元"),
        pytest.param("gdp", 47_000, 58_000, id="地区生产总值, about 5.4万亿元"),
        pytest.param("hnte_count", 8_900, 11_000, id="高新技术企业， 10247家"),
        pytest.param("gazelle_count", 130, 165, id="瞪羚企业， 152家"),
        pytest.param("basic_projects", 1_700, 2_200, id="基础研究项目， 2000项"),
    ],
)
def test_the_cities_together_are_of_the_size_of_the_province(
    of: Value, places: list[str], measure: str, least: int, most: int
) -> None:
    assert least < sum(of(measure, city, 2021) for city in places) < most


RATIOS = [
    pytest.param("ind_hnte_revenue", "ind_revenue", 100, "34.8", "38", id="2 占工业比重"),
    pytest.param("hnte_count", "enterprise_count", 10_000, "125", "130", id="4 每万家高企"),
    pytest.param("hv_patent_count", "population", 1, "4.04", "5.67", id="8 高价值专利"),
    pytest.param("basic_rd", "rd_total", 100, "5.9", "6.5", id="9 基础研究占比"),
    pytest.param("rd_fte", "employed", 1, "44", "50", id="10 研发人员"),
    pytest.param("rd_total", "gdp", 100, "2.26", "2.4", id="R&D/GDP"),
]


@pytest.mark.parametrize(("top", "bottom", "factor", "baseline", "target"), RATIOS)
def test_ratios_start_at_the_plan_s_baseline_and_end_about_its_target(
    of: Value, places: list[str], top: str, bottom: str, factor: int, baseline: str, target: str
) -> None:
    def together(year: int) -> Decimal:
        whole = sum(of(bottom, city, year) for city in places)
        return sum((of(top, city, year) for city in places), Decimal(0)) / whole * factor

    assert together(2021) == pytest.approx(Decimal(baseline), rel=Decimal("0.15"))
    assert together(2025) == pytest.approx(Decimal(target), rel=Decimal("0.2"))


@pytest.mark.parametrize(("top", "bottom", "factor", "baseline", "target"), RATIOS)
def test_no_city_s_ratio_is_out_of_this_world(
    of: Value, places: list[str], top: str, bottom: str, factor: int, baseline: str, target: str
) -> None:
    for city in places:
        for year in YEARS:
            ratio = of(top, city, year) / of(bottom, city, year) * factor
            assert Decimal("0.3") < ratio / Decimal(baseline) < 3, (city, year)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("ind_hnte_revenue", "ind_revenue"),
        ("basic_rd", "rd_total"),
        ("hnte_count", "enterprise_count"),
        ("rd_total", "gdp"),
        ("employed", "population"),
    ],
)
def test_no_part_exceeds_its_whole(of: Value, places: list[str], part: str, whole: str) -> None:
    for city in places:
        for year in YEARS:
            assert of(part, city, year) <= of(whole, city, year), (city, year)


@pytest.mark.parametrize(
    ("ratio", "top", "bottom", "factor"),
    [
        ("ht_revenue_share", "ind_hnte_revenue", "ind_revenue", 100),
        ("hv_patent_per_10k", "hv_patent_count", "population", 1),
    ],
)
def test_a_city_s_ratio_is_that_of_its_own_parts(
    of: Value, places: list[str], ratio: str, top: str, bottom: str, factor: int
) -> None:
    for city in places:
        parts = of(top, city, 2023) / of(bottom, city, 2023) * factor
        assert abs(of(ratio, city, 2023) - parts) <= Decimal("0.05")


@pytest.mark.parametrize("measure", ["population", "employed"])
def test_people_grow_slowly(of: Value, places: list[str], measure: str) -> None:
    for city in places:
        growth = of(measure, city, 2025) / of(measure, city, 2021)
        assert 1 <= growth < Decimal("1.02")


@pytest.mark.parametrize("stock", ["hnte_count", "gazelle_count", "hv_patent_count"])
def test_a_growing_stock_never_falls(of: Value, places: list[str], stock: str) -> None:
    for city in places:
        series = [of(stock, city, year) for year in YEARS]
        assert series == sorted(series)


@pytest.mark.parametrize("measure", ["hnte_count", "rd_total", "population"])
def test_the_big_city_is_far_ahead(of: Value, places: list[str], measure: str) -> None:
    others = [of(measure, city, 2022) for city in places if city != BIG]
    assert of(measure, BIG, 2022) > 3 * max(others)
    assert 0 < of(measure, SMALL, 2022) < max(others)


def test_percentages_of_a_whole_stay_below_a_hundred(of: Value, places: list[str]) -> None:
    for measure in ("science_literacy", "roadmap_coverage", "ht_revenue_share", "basic_rd_share"):
        assert all(0 < of(measure, city, year) <= 100 for city in places for year in YEARS)

"""The plan and the published figures as shipped, judged by the rules."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from indicators import figurefile, gauges
from indicators.models import Gauge
from plan_tracker import planfile

# The tests need no database, but what they look at was made in one.
pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[2] / "fixtures"
PROVINCE = "510000"


Gauges = Callable[..., Gauge]


@pytest.fixture(scope="module")
def gauge(django_db_setup: None, django_db_blocker: Any) -> Gauges:
    """Every gauge of plan and figures as shipped, computed once and kept outside the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        planfile.load((FIXTURES / "sichuan-htp-14fyp.yaml").read_text(encoding="utf-8"))
        figurefile.load((FIXTURES / "published_figures.yaml").read_text(encoding="utf-8"))
        gauges.drain()
        rows = Gauge.objects.select_related("indicator", "area")
        found = {(row.indicator.code, row.year, row.area.code): row for row in rows}
        transaction.set_rollback(True)

    def of(code: str, year: int, area: str = PROVINCE) -> Gauge:
        return found[code, year, area]

    return of


# 时序参考值, linear, as a statistician writes it: 2022, 2023, 2024, 2025.
LINEAR = {
    "ht_revenue": ("25082", "26588", "28094", "29600"),
    "ht_revenue_share": ("35.6", "36.4", "37.2", "38"),
    "hnte_count": ("11685.25", "13123.5", "14561.75", "16000"),
    "hnte_per_10k_ent": ("126.25", "127.5", "128.75", "130"),
    "tech_sme_count": ("16112.75", "17408.5", "18704.25", "20000"),
    "gazelle_count": ("214", "276", "338", "400"),
    "tech_contract_value": ("1447.555", "1498.37", "1549.185", "1600"),
    "hv_patent_per_10k": ("4.4475", "4.855", "5.2625", "5.67"),
    "basic_rd_share": ("6.05", "6.2", "6.35", "6.5"),
    "rd_fte_per_10k_emp": ("45.5", "47", "48.5", "50"),
}
# What the published figures say of the province: None where no full-year figure is published,
# and what one or two cities published where the province did not.
SAID = [
    ("ht_revenue", 2022, "27000", "≈", "annual", "ahead"),
    ("ht_revenue", 2023, "364.7", "=", "", "missing"),
    ("ht_revenue_share", 2022, None, "=", "", "missing"),
    ("hnte_count", 2022, "14500", "≈", "flash", "ahead"),
    ("hnte_count", 2023, "69", "=", "", "missing"),
    ("hnte_count", 2024, "18000", "≈", "flash", "achieved_early"),
    ("hnte_count", 2025, None, "=", "", "missing"),
    ("hnte_per_10k_ent", 2022, None, "=", "", "missing"),
    ("tech_sme_count", 2022, "18700", "≈", "flash", "ahead"),
    ("tech_sme_count", 2025, None, "=", "", "missing"),
    ("gazelle_count", 2022, "214", "=", "annual", "on_schedule"),
    ("gazelle_count", 2025, None, "=", "", "missing"),
    ("tech_contract_value", 2022, None, "=", "", "missing"),
    ("tech_contract_value", 2023, "1900", ">", "flash", "achieved_early"),
    ("tech_contract_value", 2024, None, "=", "", "missing"),
    ("hv_patent_per_10k", 2022, None, "=", "", "missing"),
    ("rd_fte_per_10k_emp", 2022, "48.3", "≈", "annual", "ahead"),
]


def test_every_point_of_the_linear_table_is_exact(gauge: Gauges) -> None:
    found = {code: [gauge(code, year).expected for year in range(2022, 2026)] for code in LINEAR}
    assert found == {code: [Fraction(text) for text in points] for code, points in LINEAR.items()}


def test_the_published_figures_are_judged_as_they_must_be(gauge: Gauges) -> None:
    found = []
    for code, year, *_ in SAID:
        row = gauge(code, year)
        value = None if row.value is None else format(float(row.value), "g")
        found.append((code, year, value, row.exactness, row.vintage, row.status))
    assert found == SAID


def test_gazelles_of_2022_lie_exactly_on_the_line(gauge: Gauges) -> None:
    row = gauge("gazelle_count", 2022)
    assert (row.value, row.expected, row.schedule, row.status) == (214, 214, 1, "on_schedule")
    assert row.done == Fraction(62, 248)


def test_indicator_9_of_2022_is_not_judged_because_its_baseline_is_in_doubt(
    gauge: Gauges,
) -> None:
    row = gauge("basic_rd_share", 2022)
    assert (row.status, row.baseline) == ("baseline_doubt", Fraction("5.9"))
    assert row.value == Fraction("71.8") / Fraction("1215") * 100
    assert (row.basis, row.vintage) == ("official", "annual")


def test_a_rounded_figure_near_an_edge_is_borderline(gauge: Gauges) -> None:
    """2.7万亿 stands for 26500 to 27500: ahead throughout. 214 is exact: no doubt at all."""
    assert gauge("ht_revenue", 2022).borderline is False
    assert gauge("gazelle_count", 2022).borderline is False


def test_rd_intensity_fell_below_its_verified_baseline(gauge: Gauges) -> None:
    row = gauge("rd_intensity", 2022)
    assert (row.value, row.baseline, row.status) == (
        Fraction("2.14"),
        Fraction("2.26"),
        "below_base",
    )


def test_quotas_are_judged_by_the_year_and_only_on_what_they_ask_for(
    gauge: Gauges,
) -> None:
    found = {
        (code, year): gauge(code, year).status
        for code, year in (
            ("q_gazelle_filed", 2022),
            ("q_gazelle_filed", 2023),
            ("q_tech_sme", 2022),
            ("q_basic_projects", 2023),
            ("q_hnte_recognised", 2023),
        )
    }
    assert found == {
        ("q_gazelle_filed", 2022): "quota_met",
        ("q_gazelle_filed", 2023): "quota_met",
        ("q_tech_sme", 2022): "quota_met",
        ("q_basic_projects", 2023): "quota_met",
        ("q_hnte_recognised", 2023): "missing",  # 新增 is not 认定
    }


def test_a_december_count_never_stands_for_the_year(gauge: Gauges) -> None:
    assert gauge("hnte_count", 2022, "510100").value is None


def test_what_one_city_published_is_shown_and_not_judged(gauge: Gauges) -> None:
    chengdu = gauge("basic_rd_share", 2022, "510100")
    assert chengdu.value == Fraction("53.04") / Fraction("733.26") * 100
    assert (chengdu.status, chengdu.demo) == ("not_assigned", False)


def test_a_few_cities_are_not_the_province(gauge: Gauges) -> None:
    row = gauge("hnte_count", 2021)
    assert (row.counted, row.due) == (1, 21)
    assert (row.value, row.basis) == (10200, "official")

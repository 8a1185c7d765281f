"""The published figures as shipped: every verified value, none that was not verified.

The table was written from the publications themselves; a figure that changes must change here.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from indicators import figurefile
from indicators.models import Actual, Baseline, CurrentFigure, MilestoneStep, Source, Target
from plan_tracker import planfile

# The tests need no database, but what they look at was made in one.
pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[2] / "fixtures"
PROVINCE = "510000"

# Area, measure, year, sign and value, vintage, origin, source, 数据截至 (- for the whole year).
PUBLISHED = """
510000 basic_projects 2023 ≈2000 flash published gwr2024 -
510000 basic_rd 2021 =58.1 annual published rd2021 -
510000 basic_rd 2022 =71.8 annual published rd2022 -
510000 basic_rd_share 2021 =4.8 annual published rd2021 -
510000 basic_rd_share 2022 =5.9 annual published rd2022 -
510000 employed 2022 ≈4699 annual derived hr2022 -
510000 gazelle_count 2021 =152 annual published s2021 -
510000 gazelle_count 2022 =214 annual published gaz2022 -
510000 gazelle_count 2025 =312 flash published xh2509 2025-09-30
510000 gazelle_filed 2022 =62 annual published gaz2022 -
510000 gazelle_filed 2023 ≈50 flash published gwr2024 -
510000 gdp 2024 =64697 flash published gwr2025b -
510000 gdp 2025 ≈67700 flash published gwr2026 -
510000 hnte_added 2023 ≈1500 flash published gwr2024 -
510000 hnte_added 2024 ≈1200 flash published gwr2025 -
510000 hnte_count 2021 ≈10200 flash published s2021 -
510000 hnte_count 2022 ≈14500 flash published s2022conf -
510000 hnte_count 2022 =12379 flash published hnte2212 2022-12-22
510000 hnte_count 2024 ≈18000 flash published gwr2025 -
510000 hnte_count 2025 ≈19000 flash published xh2509 2025-09-30
510000 ht_revenue 2019 ≈18900 annual published ht2019 -
510000 ht_revenue 2021 >23000 flash published s2021 -
510000 ht_revenue 2022 ≈26000 flash published s2022conf -
510000 ht_revenue 2022 ≈27000 annual published s2022later -
510000 ht_revenue 2022 ≈12300 flash published h1_2022 2022-06-30
510000 ht_revenue_share 2019 =29.2 annual published ht2019 -
510000 ht_revenue_share 2020 ≈31.9 flash derived s2021 -
510000 ht_revenue_share 2021 =34.8 flash published s2021 -
510000 ind_hnte_revenue 2019 ≈12800 annual published ht2019 -
510000 ind_revenue 2022 ≈54650 annual derived rd2022 -
510000 ind_revenue 2022 =43748.7 flash published ind2210 2022-10-31
510000 population 2022 =8374 annual published pop2022 -
510000 rd_fte 2021 ≈202800 annual derived rd2021 -
510000 rd_fte 2022 ≈227100 annual derived rd2022 -
510000 rd_fte_per_10k_emp 2022 ≈48.3 annual derived rd2022 -
510000 rd_intensity 2020 =2.17 annual published rd2020 -
510000 rd_intensity 2021 =2.26 annual published rd2021 -
510000 rd_intensity 2022 =2.14 annual published rd2022 -
510000 rd_per_fte 2021 =59.9 annual published rd2021 -
510000 rd_per_fte 2022 =53.5 annual published rd2022 -
510000 rd_total 2020 =1055.3 annual published rd2020 -
510000 rd_total 2021 =1214.5 annual published rd2021 -
510000 rd_total 2022 =1215 annual published rd2022 -
510000 sti_info_revenue 2022 =4645 flash published s2022conf -
510000 tech_contract_growth 2024 =33.6 flash published gwr2025 -
510000 tech_contract_value 2018 =1004.18 annual published tc2018 -
510000 tech_contract_value 2021 =1396.7 flash published s2021 -
510000 tech_contract_value 2023 >1900 flash published gwr2024 -
510000 tech_sme_count 2021 ≈14800 flash published s2021 -
510000 tech_sme_count 2022 ≈18700 flash published s2022conf -
510000 tech_sme_count 2025 ≈24000 flash published xh2509 2025-09-30
510000 zone_revenue 2021 ≈30400 annual published plan -
510100 basic_rd 2022 =53.04 annual published cdrd2022 -
510100 basic_rd_share 2022 =7.23 annual published cdrd2022 -
510100 hnte_count 2022 =9856 flash published hnte2212 2022-12-22
510100 rd_fte 2022 ≈129100 annual derived cdrd2022 -
510100 rd_intensity 2022 =3.52 annual published cdrd2022 -
510100 rd_per_fte 2022 =56.8 annual published cdrd2022 -
510100 rd_total 2022 =733.26 annual published cdrd2022 -
510600 hnte_count 2022 ≈287 flash derived hnte2212 2022-12-22
510700 gazelle_count 2021 =14 annual published my2021b -
510700 hnte_count 2020 =446 annual published my2020 -
510700 hnte_count 2021 =524 annual published my2021b -
510700 hnte_count 2022 ≈579 flash derived hnte2212 2022-12-22
510700 ind_ht_revenue 2020 =1854.1 annual published my2020 -
510700 rd_intensity 2021 =7.15 annual published my2021 -
510700 rd_total 2021 =239.5 annual published my2021b -
510700 tech_sme_count 2020 =1375 annual published my2020 -
511500 hnte_added 2022 =165 flash published yb2022 -
511500 hnte_count 2022 ≈234 flash derived hnte2212 2022-12-22
511500 ind_hnte_revenue 2022 =1635 flash published yb2022 -
511500 tech_sme_count 2022 =1326 flash published yb2022 -
511700 hnte_count 2022 ≈168 flash derived hnte2212 2022-12-22
513400 hnte_count 2023 =69 annual published ls2023 -
513400 ht_revenue 2023 =364.7 annual published ls2023 -
100000 basic_rd_share 2022 =6.57 annual published nrd2022 -
100000 rd_intensity 2022 =2.54 annual published nrd2022 -
100000 rd_intensity 2023 =2.65 annual published nrd2023 -
100000 science_literacy 2022 =12.93 annual published lit2023 -
100000 science_literacy 2023 =14.14 annual published lit2023 -
500000 rd_intensity 2022 =2.36 annual published cqrd2022 -
610000 hnte_count 2023 ≈16000 flash published sx2024 -
610000 tech_contract_value 2023 >4100 flash published sx2024 -
420000 hnte_count 2022 >20000 flash published hb2023 -
420000 tech_sme_count 2022 ≈24000 flash published hb2023 -
420000 tech_contract_value 2022 >3000 flash published hb2023 -
west-china science_literacy 2023 =11.51 annual published lit2023 -
"""

# Known from hearsay, found in no publication that was read.
UNVERIFIED = [
    ("tech_contract_value", 2022, "1649.8"),
    ("tech_contract_value", 2023, "1951.6"),
    ("tech_contract_value", 2024, "2607"),
    ("rd_total", 2023, "1357.8"),
    ("rd_intensity", 2023, "2.26"),
    ("employed", 2021, "4727"),
]

Loaded = dict[str, list[Any]]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Loaded:
    """What stands after loading the files as shipped, kept outside the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        planfile.load((FIXTURES / "sichuan-htp-14fyp.yaml").read_text(encoding="utf-8"))
        text = (FIXTURES / "published_figures.yaml").read_text(encoding="utf-8")
        first, again = figurefile.load(text), figurefile.load(text)
        found: Loaded = {
            "facts": list(Actual.objects.select_related("measure", "area", "source")),
            "current": list(CurrentFigure.objects.select_related("measure", "area")),
            "sources": list(Source.objects.all()),
            "baselines": list(Baseline.objects.select_related("indicator")),
            "targets": list(Target.objects.select_related("indicator", "area")),
            "steps": list(MilestoneStep.objects.select_related("milestone", "source")),
        }
        transaction.set_rollback(True)
    assert (first.unchanged, again.added, again.beside, again.steps) == (0, 0, 0, 0)
    return found


def line(fact: Actual) -> str:
    assert fact.source is not None
    return (
        f"{fact.area.code} {fact.measure.code} {fact.year} {fact.exactness}{fact.value} "
        f"{fact.vintage} {fact.origin} {fact.source.key} {fact.as_at or '-'}"
    )


def current(loaded: Loaded, measure: str, year: int, area: str = PROVINCE) -> Decimal | None:
    values: list[Decimal | None] = [
        row.value
        for row in loaded["current"]
        if (row.measure.code, row.year, row.area.code) == (measure, year, area)
    ]
    return values[0] if values else None


def said(loaded: Loaded, measure: str, year: int) -> list[Decimal]:
    facts = loaded["facts"]
    return [
        fact.value
        for fact in facts
        if (fact.measure.code, fact.year, fact.area.code) == (measure, year, PROVINCE)
    ]


def test_every_verified_value_is_there_and_nothing_else(loaded: Loaded) -> None:
    found = Counter(line(fact) for fact in loaded["facts"])
    assert found == Counter(PUBLISHED.split("\n")[1:-1])


@pytest.mark.parametrize(("measure", "year", "value"), UNVERIFIED)
def test_what_was_not_verified_is_not_there(
    loaded: Loaded, measure: str, year: int, value: str
) -> None:
    assert Decimal(value) not in said(loaded, measure, year)


def test_values_that_disagree_stand_side_by_side_and_the_later_vintage_counts(
    loaded: Loaded,
) -> None:
    assert {26000, 27000} <= set(said(loaded, "ht_revenue", 2022))
    assert current(loaded, "ht_revenue", 2022) == 27000


@pytest.mark.parametrize(
    ("measure", "year", "area"),
    [
        ("hnte_count", 2025, PROVINCE),
        ("tech_sme_count", 2025, PROVINCE),
        ("gazelle_count", 2025, PROVINCE),
        ("hnte_count", 2022, "510100"),
        ("hnte_count", 2022, "511700"),
    ],
)
def test_an_interim_value_never_stands_for_the_year(
    loaded: Loaded, measure: str, year: int, area: str
) -> None:
    assert current(loaded, measure, year, area) is None


def test_a_december_count_of_the_first_batch_is_not_the_year_s(loaded: Loaded) -> None:
    assert current(loaded, "hnte_count", 2022) == 14500


def test_every_rounded_value_says_how_wide_it_is(loaded: Loaded) -> None:
    rounded = [fact for fact in loaded["facts"] if fact.exactness == "≈"]
    assert len(rounded) > 20
    assert all(fact.step > 0 for fact in rounded)


def test_every_derived_value_shows_its_working_in_both_languages(loaded: Loaded) -> None:
    derived = [fact for fact in loaded["facts"] if fact.origin == "derived"]
    assert len(derived) == 11
    assert all(fact.note.startswith("推算：") for fact in derived)
    assert all(fact.note_en.startswith("derived:") for fact in derived)


def test_every_source_names_title_publisher_and_date_and_is_used(loaded: Loaded) -> None:
    used = {fact.source_id for fact in loaded["facts"]}
    used |= {row.source_id for row in (*loaded["baselines"], *loaded["targets"], *loaded["steps"])}
    for source in loaded["sources"]:
        assert source.title
        assert source.publisher
        assert source.dated
        assert source.pk in used, source.key


def test_verified_baselines_stand_beside_those_the_plan_prints(loaded: Loaded) -> None:
    found = {
        (row.indicator.code, row.kind): row.value
        for row in loaded["baselines"]
        if row.indicator.code in ("basic_rd_share", "rd_intensity")
    }
    assert found == {
        ("basic_rd_share", "printed"): Decimal("5.9"),
        ("basic_rd_share", "verified"): Decimal("4.8"),
        ("rd_intensity", "verified"): Decimal("2.26"),
    }


def test_goals_of_a_department_are_marks_beside_the_plan(loaded: Loaded) -> None:
    found = [
        (row.indicator.code, row.year, row.value, str(row.in_force_from))
        for row in loaded["targets"]
        if row.kind == "annual_goal"
    ]
    assert sorted(found) == [
        ("hightech_zones", 2025, 35, "2021-01-01"),
        ("ht_revenue", 2022, 24500, "2022-02-17"),
        ("rd_intensity", 2027, Decimal("2.5"), "2025-12-18"),
        ("tech_contract_value", 2022, 1420, "2022-02-17"),
        ("tech_contract_value", 2022, 1500, "2022-10-01"),
    ]


# Milestone, date, stage, source. What is not here has no publication that we could read.
STEPS = """
ms-chengdu-science-city 2021-06-07 under_way city2021
ms-chengdu-science-city 2023-05-06 under_way centre2023
ms-demonstration-zones 2021-05-08 under_way parks2021
ms-demonstration-zones 2023-03-24 under_way parks2023
ms-ethics 2023-02-06 done ethics2023
ms-rd-incentives 2025-12-13 done rdplan2025
pf-aviation-equipment 2023-11-02 under_way aviation2023
pf-industrial-cloud 2023-06-27 under_way cloud2023
pf-precision-medicine 2022-01-19 under_way medicine2022
pf-precision-medicine 2022-03-23 under_way medicine2022
pf-precision-medicine 2024-11-28 under_way medicine2024
pf-tianfu-jincheng 2022-11-23 under_way jincheng2022
"""


def test_every_published_step_is_there_and_nothing_else(loaded: Loaded) -> None:
    found = [
        f"{step.milestone.code} {step.dated} {step.stage} {step.source.key}"
        for step in loaded["steps"]
    ]
    assert sorted(found) == STEPS.split("\n")[1:-1]


def test_every_published_step_says_what_was_done_in_both_languages(loaded: Loaded) -> None:
    for step in loaded["steps"]:
        assert step.wording.endswith("。"), step.milestone.code
        assert step.wording_en.endswith("."), step.milestone.code

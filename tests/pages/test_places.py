"""Places, what they are made of, and how much of each is known."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.test import Client

from areas.models import Area
from indicators.models import Indicator, Measure, Plan
from indicators.queries.coverage import coverage
from indicators.queries.place import place_page
from indicators.queries.places import places_page
from regions.models import KeyRegion

from .conftest import area, gauge, indicator


@pytest.fixture
def south(plan: Plan, enterprises: Indicator) -> Area:
    """An economic area of two cities: 30 real and 10 demo enterprises, 40 in all."""
    found = area("south", "economic_area", adds_to=plan.area, order=1)
    for n, (code, value, demo) in enumerate((("zigong", 30, False), ("luzhou", 10, True)), start=1):
        city = area(code, "city", adds_to=found, order=n, tile_column=n, tile_row=1)
        gauge(enterprises, city, 2022, value, "not_assigned", demo=demo, target=None)
    sums = {"basis": "sum", "counted": 1, "demo_counted": 1, "due": 2}
    gauge(enterprises, found, 2022, 40, "not_assigned", demo=True, target=None, **sums)
    return found


def test_demo_figures_are_counted_apart() -> None:
    found = coverage([(1, False), (1, True), (2, True), (3, False)], due=10)
    assert (found.real, found.demo, found.due) == (2, 1, 10)
    assert found.words.zh == "2/10"


def test_the_places_page_says_how_many_headline_figures_are_in(plan: Plan, south: Area) -> None:
    ((group, members),) = places_page(plan, year=None, language="zh").groups
    assert group == south
    assert [(city.code, c.real, c.demo, c.due) for city, c in members] == [
        ("zigong", 1, 0, 1),
        ("luzhou", 0, 1, 1),
    ]


@pytest.mark.parametrize(
    ("year", "real"),
    [
        pytest.param(None, 1, id="any year after the base year"),
        pytest.param(2022, 1, id="the year with a figure"),
        pytest.param(2023, 0, id="a year without"),
    ],
)
def test_figures_are_in_for_a_year(plan: Plan, south: Area, year: int | None, real: int) -> None:
    page = places_page(plan, year=year, language="zh")
    assert sum(c.real for _, members in page.groups for _, c in members) == real


def test_a_figure_of_the_base_year_is_not_in(plan: Plan, enterprises: Indicator) -> None:
    city = area("zigong", "city", adds_to=plan.area)
    gauge(enterprises, city, 2021, 30, "not_started", target=None)
    ((_, ((_, found),)),) = places_page(plan, year=None, language="zh").groups
    assert (found.real, found.demo) == (0, 0)


def test_the_map_is_the_entrance(client: Client, plan: Plan, south: Area) -> None:
    page = client.get("/htp/places/").content.decode()
    assert "2个市（州）中1个已有主要指标实际数值，最多1项" in page
    assert 'href="/htp/places/zigong/" aria-label="zigong名：1/1"' in page
    assert 'aria-label="luzhou名：0/1（演示数据）"' in page


def test_an_economic_area_shows_its_cities_and_their_shares(plan: Plan, south: Area) -> None:
    parts = place_page(plan, "south", year=2022).parts
    assert [city.code for city, _ in parts.members] == ["zigong", "luzhou"]
    ((_, (zigong, luzhou)),) = parts.rows
    assert (zigong.value, zigong.share, zigong.demo) == (30, Fraction(3, 4), False)
    assert (luzhou.value, luzhou.share, luzhou.demo) == (10, Fraction(1, 4), True)


def test_an_economic_area_says_its_share_and_how_many_places_are_in(
    client: Client, plan: Plan, south: Area
) -> None:
    ((_, (level,)),) = place_page(plan, "south", year=2022).groups
    assert level.share == Fraction(40, 14500)
    assert (level.counted, level.demo_counted, level.due) == (1, 1, 2)
    page = client.get("/htp/places/south/?year=2022").content.decode()
    assert "1/2" in page
    assert "比重没有实际意义" in page
    assert "/htp/compare/?group=south&amp;year=2022" in page


def test_a_ratio_of_parts_has_no_share(plan: Plan, south: Area) -> None:
    Measure.objects.filter(code="enterprises").update(additive=False)
    ((_, parts),) = place_page(plan, "south", year=2022).parts.rows
    assert {part.share for part in parts} == {None}


def test_a_city_leads_to_its_peers_and_has_no_parts(
    client: Client, plan: Plan, south: Area
) -> None:
    page = client.get("/htp/places/zigong/").content.decode()
    assert "/htp/compare/?group=south" in page
    assert "/htp/places/south/" in page
    assert place_page(plan, "zigong", year=None).parts.members == ()


def test_too_many_parts_for_a_table_are_listed(client: Client, plan: Plan, south: Area) -> None:
    for n in range(10):
        area(f"more-{n}", "city", adds_to=south)
    assert place_page(plan, "south", year=2022).parts.rows == ()
    assert "/htp/places/more-9/" in client.get("/htp/places/south/").content.decode()


def test_what_stands_beside_shows_its_figures_without_share_or_growth(
    client: Client, plan: Plan, enterprises: Indicator
) -> None:
    literacy = indicator(plan, "literacy", "headline", 2, unit="%")
    nation = area("guo", "nation")
    for year, value in ((2022, 13), (2023, 14)):
        gauge(literacy, nation, year, value, "not_assigned", target=None)
    page = place_page(plan, "guo", year=None)
    assert page.beside
    assert [level.row.code for _, levels in page.groups for level in levels] == ["literacy"]
    text = client.get("/htp/places/guo/").content.decode()
    assert "不与任何数值相加" in text
    assert "占全省比重" not in text
    assert "同比" not in text


def test_a_zone_says_what_is_known_of_it_and_not_that_it_has_no_target(
    client: Client, region: KeyRegion
) -> None:
    page = client.get("/htp/places/zone-ziyang/").content.decode()
    assert "级别" in page
    assert "省级" in page
    assert "高新区的数据已包含在所在市（州）之内" in page
    assert "未向市（州）分解目标" not in page


def test_a_key_region_leads_to_what_the_plan_says_of_it(client: Client, region: KeyRegion) -> None:
    assert "/htp/regions/zones/" in client.get("/htp/places/kr-zones/").content.decode()

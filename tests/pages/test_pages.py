"""What a reader finds at each address, and what each page costs in queries."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from indicators.models import Baseline, DueFigure, Gauge, Heartbeat, Indicator, Plan, Target
from indicators.queries.overview import overview
from indicators.queries.place import place_page
from indicators.queries.plans import share_passed
from plan_tracker.urls import plan_pages
from tasks.models import KeyTask
from tests.addresses import names

from .conftest import cities, gauge, indicator

TODAY = date(2026, 11, 25)
PAGES = [
    pytest.param("/htp/", id="overview"),
    pytest.param("/htp/indicators/", id="indicators"),
    pytest.param("/htp/indicators/enterprises/", id="indicator"),
    pytest.param("/htp/places/", id="places"),
    pytest.param("/htp/places/sichuan/", id="place"),
    pytest.param("/htp/compare/", id="compare"),
    pytest.param("/htp/explore/", id="explore"),
    pytest.param("/htp/reports/", id="reports"),
    pytest.param("/htp/open-data/", id="open data"),
    pytest.param("/htp/tasks/", id="tasks"),
    pytest.param("/htp/tasks/nurture/", id="task"),
    pytest.param("/htp/safeguards/", id="safeguards"),
    pytest.param("/htp/domains/", id="domains"),
    pytest.param("/htp/domains/chips/", id="domain"),
    pytest.param("/htp/regions/", id="regions"),
    pytest.param("/htp/regions/zones/", id="region"),
    pytest.param("/htp/about/", id="about"),
    pytest.param("/htp/method/", id="method"),
    pytest.param("/htp/search/", id="search"),
]


def read(client: Client, address: str, status: int = 200, **more: str) -> str:
    answer = client.get(address, **more)  # type: ignore[arg-type]
    assert answer.status_code == status
    return answer.content.decode()


def test_every_page_of_a_plan_is_read_here() -> None:
    read_here = {resolve(str(address.values[0])).url_name for address in PAGES}
    assert read_here == set(names(plan_pages))


def test_without_a_plan_the_first_page_says_how_to_load_one(client: Client, db: None) -> None:
    assert "load_plan" in read(client, "/")


def test_the_first_page_is_the_newest_plans_overview(client: Client, plan: Plan) -> None:
    assert client.get("/").headers["Location"] == "/htp/"


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_in_both_languages(
    client: Client, whole_plan: Plan, address: str
) -> None:
    assert 'lang="zh-CN"' in read(client, address)
    client.cookies["django_language"] = "en"
    assert '<html lang="en">' in read(client, address)


@pytest.mark.django_db(transaction=True)  # as in production, where the rules stay in the process
@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_the_same_for_1_and_21_cities(
    client: Client, whole_plan: Plan, enterprises: Indicator, address: str
) -> None:
    plan = whole_plan

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client, address)
        return len(queries)

    cities(plan, enterprises, 1)
    cost()
    one = cost()
    for n in range(1, 21):
        city = type(plan.area).objects.create(
            code=f"more-{n}",
            kind="city",
            name="市",
            short_name="市",
            name_en="C",
            place="表",
            adds_to=plan.area,
        )
        gauge(enterprises, city, 2022, 5, "not_assigned", demo=True)
    assert cost() == one <= 16


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/nothing/", "/htp/", id="plan: names the plans there are"),
        pytest.param("/htp/?year=1999", "2021–2025", id="year: names the plan's years"),
        pytest.param("/htp/?year=abc", "2021–2025", id="year that is no number"),
        pytest.param("/htp/indicators/x/", "/htp/indicators/enterprises/", id="indicator"),
        pytest.param("/htp/places/x/", "city-0", id="place"),
        pytest.param("/htp/tasks/x/", "/htp/tasks/nurture/", id="task"),
        pytest.param("/htp/domains/x/", "/htp/domains/chips/", id="domain"),
        pytest.param("/htp/regions/x/", "/htp/regions/zones/", id="region"),
        pytest.param("/a/b/c/d/", "没有页面", id="no such address"),
    ],
)
def test_an_unknown_address_says_what_exists_instead(
    client: Client, whole_plan: Plan, enterprises: Indicator, address: str, said: str
) -> None:
    cities(whole_plan, enterprises, 1)
    assert said in read(client, address, status=404)


def test_the_sentence_counts_by_status_and_leaves_demo_figures_out(
    plan: Plan, enterprises: Indicator, demo_only: Indicator
) -> None:
    said = overview(plan, year=None, language="zh", today=TODAY).sentence.zh
    assert said == "2项主要指标中，快于预期1项，仅有演示数据、不作评价1项；数据截至2022年底。"


def test_a_demo_figure_is_labelled_where_it_shows(client: Client, demo_only: Indicator) -> None:
    assert "演示数据" in read(client, "/htp/")
    assert "不得引用" in read(client, "/htp/indicators/gazelles/")


def test_a_page_without_demo_figures_carries_no_label(
    client: Client, enterprises: Indicator
) -> None:
    assert "演示数据" not in read(client, "/htp/")


def test_a_partial_sum_says_how_many_places_it_has(client: Client, enterprises: Indicator) -> None:
    gauge(
        enterprises,
        enterprises.plan.area,
        2023,
        None,
        "missing",
        basis="partial",
        counted=18,
        due=21,
    )
    assert "(18/21)" in read(client, "/htp/?year=2023")
    assert "(18/21)" not in read(client, "/htp/?year=2022")


def test_the_indicator_page_says_why(client: Client, enterprises: Indicator) -> None:
    page = read(client, "/htp/indicators/enterprises/")
    for words in ("(14,500 − 10,247) ÷ (16,000 − 10,247)=73.9%", "11,685.25", "2.96 ≥ 1.10"):
        assert words in page


def test_the_indicator_page_keeps_the_earlier_value_and_the_interim_one(
    client: Client, enterprises: Indicator
) -> None:
    page = read(client, "/htp/indicators/enterprises/")
    assert "≈14,200" in page
    assert "截至2025年9月30日" in page


def test_the_sum_of_cities_stands_beside_the_official_figure(
    client: Client, enterprises: Indicator
) -> None:
    page = read(client, "/htp/indicators/enterprises/?year=2022")
    assert "14,000" in page
    assert "−500" in page


@pytest.mark.parametrize(
    ("year", "today", "expected"),
    [
        pytest.param(2023, date(2026, 11, 1), (2023, 2, 4), id="end of 2023 is half way"),
        pytest.param(None, date(2023, 6, 1), (2022, 1, 4), id="no year: last finished year"),
        pytest.param(None, date(2026, 11, 1), (2025, 4, 4), id="period over is all of it"),
        pytest.param(None, date(2021, 3, 1), (2021, 0, 4), id="not begun"),
    ],
)
def test_how_much_of_the_period_has_passed(
    plan: Plan, year: int | None, today: date, expected: tuple[int, int, int]
) -> None:
    assert share_passed(plan, year=year, today=today) == expected


def test_healthz_answers_without_the_database(client: Client) -> None:
    assert read(client, reverse("healthz")) == "ok"


@pytest.mark.parametrize(
    ("age", "status"),
    [
        pytest.param(5, 200, id="worker alive"),
        pytest.param(90, 503, id="worker silent for 90 s"),
        pytest.param(None, 503, id="worker never seen"),
    ],
)
def test_readyz_follows_the_workers_heartbeat(
    client: Client, plan: Plan, age: int | None, status: int
) -> None:
    if age is not None:
        Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(seconds=age))
    DueFigure.objects.create(area_id=1, measure_id=1, year=2022)
    answer = client.get(reverse("readyz"))
    assert answer.status_code == status
    assert answer.json()["due"]["oldest_age"] == 0
    assert answer.json()["database"] == {"ok": True}


def test_a_year_that_is_not_over_shows_what_is_known_within_it(
    client: Client, enterprises: Indicator
) -> None:
    page = read(client, "/htp/?year=2025")
    assert "1项主要指标2025年尚无全年实际数据，其中1项有年内数据。" in page
    assert "年内≈19,000家，截至2025-09-30" in page


def test_a_figure_of_the_base_year_is_no_progress(enterprises: Indicator) -> None:
    Gauge.objects.filter(indicator=enterprises, year=2022).delete()
    (row,) = overview(enterprises.plan, year=None, language="zh", today=TODAY).headline
    assert row.row.status.slug == "missing"
    assert row.row.value is None


def test_a_percentage_changes_by_points(plan: Plan, enterprises: Indicator) -> None:
    share = indicator(plan, "share", "headline", 3, unit="%")
    city = cities(plan, enterprises, 1)[0]
    gauge(share, city, 2021, 30, "not_assigned", target=None)
    gauge(share, city, 2022, 33, "not_assigned", target=None)
    ((_, levels),) = place_page(plan, city.code, year=2022).groups
    changes = {level.row.code: level.on_base for level in levels}
    assert changes["share"] is not None
    assert changes["share"].words.zh == "+3.00个百分点"


def test_a_demo_figure_makes_no_growth_of_a_real_one(plan: Plan, enterprises: Indicator) -> None:
    city = cities(plan, enterprises, 1)[0]
    gauge(enterprises, city, 2021, 50, "not_assigned", target=None, demo=False)
    ((_, (level,)),) = place_page(plan, city.code, year=2022).groups
    assert level.row.demo
    assert level.on_base is None


def test_two_baselines_are_judged_side_by_side(client: Client, plan: Plan) -> None:
    share = indicator(plan, "share", "headline", 9, unit="%")
    Target.objects.filter(indicator=share).update(value=Decimal("6.5"))
    for kind, value in (("printed", "5.9"), ("verified", "4.8")):
        Baseline.objects.create(
            indicator=share, area=plan.area, kind=kind, year=2021, value=Decimal(value)
        )
    gauge(share, plan.area, 2022, None, "baseline_doubt")
    Gauge.objects.filter(indicator=share).update(value=Fraction("5.9"))
    page = read(client, "/htp/indicators/share/?year=2022")
    printed, verified = page[page.index("按两个基期值分别评价") :].split("核实基期值")[:2]
    assert "差距较大" in printed
    assert "快于预期" in verified


def test_one_baseline_needs_no_comparison(client: Client, enterprises: Indicator) -> None:
    assert "按两个基期值分别评价" not in read(client, "/htp/indicators/enterprises/")


def test_a_quota_says_what_it_asks_and_how_many_years_met_it(client: Client, task: KeyTask) -> None:
    quota = Indicator.objects.get(code="recognised")
    Indicator.objects.filter(pk=quota.pk).update(first_year=2022, last_year=2025)
    Target.objects.filter(indicator=quota).update(value=Decimal(1500))
    Gauge.objects.filter(indicator=quota).update(
        target=Fraction(1500), done=Fraction(1, 2), at_least=True
    )
    page = read(client, "/htp/tasks/nurture/")
    assert "每年≥1,500家" in page
    assert "已到期2年，至少达标1年" in page

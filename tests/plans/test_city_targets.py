"""Targets of single 市(州): judged rows on their pages, in the table and after a new figure."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from areas.models import Area
from indicators import gauges
from indicators.models import Gauge, Measure, Plan
from indicators.record import Cell, Figure, record
from plan_tracker import planfile
from tests.plans.stage import GENG, put_on_stage


@pytest.fixture
def plan(db: None) -> Plan:
    return put_on_stage()


def gauge(area: str, indicator: str, year: int) -> Gauge:
    return Gauge.objects.get(area__code=area, indicator__code=indicator, year=year)


def test_a_city_is_judged_by_its_own_target_from_its_own_baseline(plan: Plan) -> None:
    found = gauge("xin", "firms", 2023)
    assert (found.baseline, found.target, found.expected) == (600, 900, 780)
    assert (found.done, found.status) == (Fraction(190, 300), "on_schedule")
    assert gauge("gui", "firms", 2023).status == "behind"
    assert gauge("ren", "energy", 2023).status == "not_assigned"


def test_a_city_s_quota_counts_its_own_years(plan: Plan) -> None:
    said = {code: gauge(code, "q_yearly", 2023).status for code in ("xin", "ren", "gui")}
    assert said == {"xin": "quota_met", "ren": "quota_missed", "gui": "quota_met"}


def test_a_new_figure_of_a_city_is_judged_anew_and_adds_to_the_province(plan: Plan) -> None:
    area, measure = Area.objects.get(code="gui"), Measure.objects.get(code="g_firms")
    cell = Cell(area_id=area.pk, measure_id=measure.pk, year=2023)
    record([Figure(cell=cell, value=Decimal(310), vintage="final", origin="published")])
    gauges.drain()
    assert gauge("gui", "firms", 2023).status == "achieved_early"
    assert gauge("geng", "firms", 2023).value == 790 + 255 + 310


def test_the_place_s_page_has_a_status_for_each_row(client: Client, plan: Plan) -> None:
    page = client.get("/geng-145/places/gui/?year=2023").content.decode()
    assert "仅作水平比较" not in page
    row = page[page.index("/geng-145/indicators/firms/") :]
    assert "滞后于预期" in row[: row.index("</tr>")]
    rest = page[page.index("/geng-145/indicators/patents/") :]
    assert "未分解下达目标" in rest[: rest.index("</tr>")]


def test_show_gauges_has_the_city_s_target_as_a_level(plan: Plan) -> None:
    out = StringIO()
    options = {"plan": plan.slug, "year": 2023, "area": "xin", "shape": "json"}
    call_command("show_gauges", stdout=out, **options)
    rows = {row["code"]: row for row in json.loads(out.getvalue())}
    assert {key: rows["firms"][key] for key in ("baseline", "target", "expected", "status")} == {
        "baseline": "600",
        "target": "900",
        "expected": "780",
        "status": "on_schedule",
    }


def test_a_place_without_figures_still_says_what_it_is_to_reach(plan: Plan) -> None:
    out = StringIO()
    options = {"plan": plan.slug, "year": 2025, "area": "xin", "shape": "json"}
    call_command("show_gauges", stdout=out, **options)
    rows = {row["code"]: row for row in json.loads(out.getvalue())}
    assert (rows["energy"]["target"], rows["energy"]["status"]) == ("0.504", "missing")


def test_demo_figures_lead_towards_the_level_that_follows(db: None) -> None:
    """Towards 0.4325 from 0.5, not towards the 13.5 that the plan prints."""
    plan, _ = planfile.load(GENG)
    call_command("load_demo_figures", plan=plan.slug, stdout=StringIO())
    gauges.drain()
    for code in ("xin", "ren", "gui"):
        found = gauge(code, "energy", 2024)
        assert found.demo
        assert found.value is not None
        assert Fraction(1, 10) < found.value < 2


def test_the_bars_do_not_deny_targets_that_some_places_have(client: Client, plan: Plan) -> None:
    page = client.get(f"/{plan.slug}/indicators/firms/").content.decode()
    assert "分解下达了目标的市（州），完成情况见各自页面" in page
    assert "本规划未向市（州）分解目标" not in page

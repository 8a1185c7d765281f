"""The commands an operator types, and what they answer to mistakes."""

from __future__ import annotations

import json
import re
import threading
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from indicators import doorbell, gauges
from indicators.models import Actual, DrainLock, DueFigure, DueIndicator, Gauge, Indicator
from tests.figures.cast import END, Cast, assemble, standing

KEYS = {
    *("no", "code", "name", "area", "year", "value", "unit", "baseline", "target", "done"),
    *("expected", "schedule", "status", "basis", "counted", "due", "demo"),
}
NUMBERS = ("value", "baseline", "target", "done", "expected", "schedule", "achieved")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str) -> str:
        call_command(*words)
        return capsys.readouterr().out

    return run


def shown(said: Any, year: int, *more: str) -> list[dict[str, Any]]:
    answer = said(
        "show_gauges", "--plan", "shu-plan", "--year", str(year), "--format", "json", *more
    )
    rows: list[dict[str, Any]] = json.loads(answer)
    return rows


def refusal(*words: str) -> str:
    with pytest.raises(CommandError) as refused:
        call_command(*words)
    return str(refused.value)


# --- show_gauges ------------------------------------------------------------------------


def test_every_indicator_has_a_row_with_every_key_also_without_a_figure(
    cast: Cast, said: Any
) -> None:
    cast.say("shu", "firms", 2022, "128")
    gauges.drain()
    rows = shown(said, 2022)
    assert [row["code"] for row in rows] == [
        "firms",
        "share",
        "density",
        "filed",
        "grants",
        "growth",
    ]
    assert all(row.keys() >= KEYS for row in rows)
    assert [row["status"] for row in rows] == ["ahead"] + ["missing"] * 5


def test_numbers_are_decimal_text_or_null(cast: Cast, said: Any) -> None:
    cast.say("shu", "firms", 2022, "128")
    gauges.drain()
    first, *others = shown(said, 2022)
    assert {name: first[name] for name in NUMBERS} == {
        "value": "128",
        "baseline": "100",
        "target": "200",
        "done": "0.28",
        "expected": "125",
        "schedule": "1.12",
        "achieved": "0.64",
    }
    assert {type(row[name]) for row in others for name in NUMBERS} == {str, type(None)}


def test_an_endless_fraction_is_rounded_half_up_at_the_sixth_decimal(cast: Cast, said: Any) -> None:
    for area, hitech in (("an", "1"), ("bo", "2")):
        cast.say(area, "hitech", 2022, hitech)
        cast.say(area, "revenue", 2022, "3")
    gauges.drain()
    values = [shown(said, 2022, "--area", area)[1]["value"] for area in ("an", "bo")]
    assert values == ["33.333333", "66.666667"]


def test_before_anything_was_computed_the_plan_s_own_numbers_are_shown(
    cast: Cast, said: Any
) -> None:
    firms = shown(said, 2022)[0]
    assert (firms["baseline"], firms["target"], firms["value"]) == ("100", "200", None)


def test_a_place_without_targets_shows_its_figures(cast: Cast, said: Any) -> None:
    cast.say("an", "firms", 2022, "80")
    gauges.drain()
    firms = shown(said, 2022, "--area", "an")[0]
    assert (firms["area"], firms["value"], firms["status"]) == ("an", "80", "not_assigned")
    assert (firms["baseline"], firms["target"], firms["expected"]) == (None, None, None)


def test_the_table_has_one_line_an_indicator_under_its_heading(cast: Cast, said: Any) -> None:
    cast.say("shu", "firms", 2022, "128")
    gauges.drain()
    lines = said("show_gauges", "--plan", "shu-plan", "--year", "2022").splitlines()
    assert len(lines) == 7
    assert re.split(r"\s{2,}", lines[0].strip())[:4] == ["no", "code", "value", "unit"]
    assert re.split(r"\s{2,}", lines[1].strip())[:4] == ["1", "firms", "128", "家"]


def test_an_unknown_plan_is_answered_with_the_plans_there_are(cast: Cast) -> None:
    answer = refusal("show_gauges", "--plan", "yue-plan", "--year", "2022")
    assert answer == "there is no plan 'yue-plan'; stored plans: shu-plan"


def test_an_unknown_area_is_answered_with_the_areas_there_are(cast: Cast) -> None:
    answer = refusal("show_gauges", "--plan", "shu-plan", "--year", "2022", "--area", "atlantis")
    assert answer.startswith("there is no area 'atlantis'; areas: ")
    assert answer.split("areas: ")[1].startswith("shu (shu), plain (plain), hills (hills), an (an)")


@pytest.mark.parametrize("year", [2020, END + 1, 22])
def test_a_year_outside_the_plan_is_answered_with_its_years(cast: Cast, year: int) -> None:
    answer = refusal("show_gauges", "--plan", "shu-plan", "--year", str(year))
    assert answer == f"{year} is not among the years of the plan: 2021 to 2025"


def test_a_year_after_the_plan_is_shown_once_it_has_figures(cast: Cast, said: Any) -> None:
    cast.say("shu", "firms", END + 1, "210")
    gauges.drain()
    assert shown(said, END + 1)[0]["after_period"] is True
    answer = refusal("show_gauges", "--plan", "shu-plan", "--year", str(END + 2))
    assert answer.endswith("2021 to 2026")


# --- rebuild_gauges ---------------------------------------------------------------------


def test_rebuilding_mends_what_was_tampered_with(cast: Cast, said: Any) -> None:
    cast.say("shu", "firms", 2022, "128")
    gauges.drain()
    right = standing()
    Gauge.objects.update(value=None, status="exceeded")
    Gauge.objects.filter(year=2023).delete()
    answer = said("rebuild_gauges")
    assert answer == f"1 current figures, {len(right)} gauges\n"
    assert standing() == right


def test_a_rebuild_is_a_drain_for_each_indicator_and_waits_for_any_other(
    cast: Cast, said: Any
) -> None:
    """It takes the row that drains lock and counts, by which pages know that gauges changed."""
    gauges.drain()
    before = DrainLock.objects.get().drained
    said("rebuild_gauges")
    assert DrainLock.objects.get().drained == before + Indicator.objects.count()


def test_a_rebuild_leaves_nothing_due(cast: Cast, said: Any) -> None:
    cast.say("shu", "firms", 2022, "128")
    said("rebuild_gauges")
    assert not DueIndicator.objects.exists()
    assert not DueFigure.objects.exists()


def test_rebuilding_an_unknown_plan_is_refused(cast: Cast) -> None:
    answer = refusal("rebuild_gauges", "--plan", "yue-plan")
    assert answer == "there is no plan 'yue-plan'; stored plans: shu-plan"


# --- wait_for_gauges --------------------------------------------------------------------


def test_waiting_ends_when_nothing_is_due(cast: Cast, said: Any) -> None:
    gauges.drain()
    answer = said("wait_for_gauges", "--timeout", "0")
    assert answer == f"nothing is due; {Gauge.objects.count()} gauges stand\n"


def test_waiting_in_vain_says_how_much_is_due_and_what_to_look_for(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "1")
    answer = refusal("wait_for_gauges", "--timeout", "0")
    assert answer == ("1 cells and 6 indicators are still due after 0 s: is a worker running?")


def test_waiting_rings_and_lasts_until_the_worker_has_done_its_work(
    transactional_db: None, said: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = assemble()
    monkeypatch.setattr(doorbell, "ring", lambda: None)
    cast.say("an", "firms", 2022, "1")

    def work() -> None:
        gauges.drain()
        connection.close()

    worker = threading.Thread(target=work)
    monkeypatch.setattr(doorbell, "ring", worker.start)
    assert said("wait_for_gauges", "--timeout", "30").startswith("nothing is due")
    worker.join()
    assert not DueFigure.objects.exists()


# --- load_demo_figures ------------------------------------------------------------------


@override_settings(PRODUCTION=True)
def test_demo_figures_are_refused_in_production(cast: Cast) -> None:
    assert "refused in production" in refusal("load_demo_figures", "--plan", "shu-plan")
    assert not Actual.objects.exists()


def test_demo_figures_are_refused_beside_reported_ones(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "1", origin="reported")
    answer = refusal("load_demo_figures", "--plan", "shu-plan")
    assert answer == "reported figures stand: demo figures are not put beside them"
    assert Actual.objects.count() == 1


def test_demo_figures_stand_beside_published_ones(cast: Cast, said: Any) -> None:
    cast.say("an", "firms", 2022, "1")
    assert said("load_demo_figures", "--plan", "shu-plan").endswith(" demo figures recorded\n")
    assert "demo" in Actual.objects.values_list("origin", flat=True)


def test_demo_figures_of_an_unknown_plan_are_refused(cast: Cast) -> None:
    answer = refusal("load_demo_figures", "--plan", "yue-plan")
    assert answer == "there is no plan 'yue-plan'; stored plans: shu-plan"

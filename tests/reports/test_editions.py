"""A report of a release, of what stands now, of one place: in the small province."""

from __future__ import annotations

import pytest

from indicators import gauges, releases
from indicators.models import Gauge, Plan, Release
from indicators.queries.plans import plan_named
from indicators.queries.released import show_released
from reports.content.facts import Kind
from reports.content.kinds import report
from reports.document import Grid
from tests.areas.cast import SHELL
from tests.figures.cast import Cast, assemble
from tests.reports.conftest import TODAY
from tests.reports.reading import row, said, table


@pytest.fixture
def cast(db: None) -> Cast:
    cast = assemble()
    for area, year, firms in (("an", 2022, "120"), ("bo", 2022, "30"), ("ci", 2022, "5")):
        cast.say(area, "firms", year, firms)
    cast.say("shu", "firms", 2022, "160")
    gauges.drain()
    return cast


def released(cast: Cast) -> Plan:
    releases.freeze_before_collection(cast.plan, by=SHELL)
    plan = plan_named(cast.plan.slug)
    show_released(plan)
    return plan


def test_from_a_release_it_names_it_and_stays_the_same(cast: Cast) -> None:
    before = report(released(cast), Kind.FINAL, 2025, today=TODAY)
    assert (before.label, before.number) == ("送审稿", "SHU-PLAN-FINAL-2025-R1")
    assert before.facts[0].startswith("数据版本：发布第1号")
    assert before.facts[1].endswith(Release.objects.get().digest[:16]), (
        "it leads back to the release"
    )
    cast.say("shu", "firms", 2023, "180")
    gauges.drain()
    plan = plan_named(cast.plan.slug)
    show_released(plan)
    after = report(plan, Kind.FINAL, 2025, today=TODAY)
    assert after.digest == before.digest
    draft = report(plan_named(cast.plan.slug), Kind.FINAL, 2025, today=TODAY)
    assert draft.digest != before.digest, "what stands now has another figure"


def test_demonstration_figures_are_marked_and_never_judged(cast: Cast) -> None:
    cast.say("ci", "firms", 2023, "7", origin="demo")
    gauges.drain()
    found = report(plan_named(cast.plan.slug), Kind.FINAL, 2025, today=TODAY)
    assert row(table(found, "分市（州）主要指标"), "ci名")["firms名（家，2023年）"] == "7*"
    assert found.warning == "本报告含演示数据（以*标明），非官方数据，不得引用。"
    assert not report(plan_named(cast.plan.slug), Kind.BRIEF, 2025, today=TODAY).warning


def test_the_sheet_of_a_place_compares_levels_and_judges_nothing(cast: Cast) -> None:
    cast.say("an", "firms", 2023, "150")
    gauges.drain()
    found = report(plan_named(cast.plan.slug), Kind.PLACE, 2025, today=TODAY, area=cast.areas["an"])
    line = row(table(found, "an名主要指标（2021—2025年）"), "firms名")
    assert (line["2022年"], line["2023年"], line["同比"]) == ("120", "150", "+25.0%")
    assert "不作完成情况评价" in said(found)
    assert "评价" not in [c.title for p in found.parts if isinstance(p, Grid) for c in p.columns]


def test_where_places_have_targets_they_are_judged(cast: Cast) -> None:
    cast.target("firms", "150", in_force_from=TODAY.replace(year=2022), area=cast.areas["an"])
    gauges.drain()
    found = report(plan_named(cast.plan.slug), Kind.PLACE, 2022, today=TODAY, area=cast.areas["an"])
    assert row(table(found, "an名目标完成情况"), "firms名")["目标"] == "≥150家"
    assert "未向市（州）分解目标" not in said(report(
        plan_named(cast.plan.slug), Kind.FINAL, 2025, today=TODAY
    ))  # fmt: skip


def test_every_figure_of_the_places_is_that_of_its_gauge(cast: Cast) -> None:
    found = report(plan_named(cast.plan.slug), Kind.FINAL, 2025, today=TODAY)
    grid = table(found, "分市（州）主要指标")
    for code in ("an", "bo", "ci"):
        gauge = Gauge.objects.get(area__code=code, indicator__code="firms", year=2022, edition=0)
        assert row(grid, f"{code}名")["firms名（家，2022年）"] == f"{gauge.value}"


def test_a_sum_of_some_places_never_stands_for_the_whole(cast: Cast) -> None:
    cast.say("an", "firms", 2024, "400")
    gauges.drain()
    found = report(plan_named(cast.plan.slug), Kind.FINAL, 2025, today=TODAY)
    line = row(table(found, "主要指标完成情况总表"), "firms名")
    assert (line["2022年"], line["2024年"]) == ("160", "—")
    assert "2024" not in line["评价"] + line["增量完成进度"]

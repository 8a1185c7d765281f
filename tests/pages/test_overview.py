"""What the first page draws attention to, and how it draws the headline indicators."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

from indicators.models import Gauge, Indicator, Measure, Plan, Producer, Target
from indicators.queries.attention import Attention, due_on, months_since
from indicators.queries.overview import Overview, overview

from .conftest import gauge, indicator

TODAY = date(2026, 11, 25)


def seen(plan: Plan, *, year: int | None = None, today: date = TODAY) -> Overview:
    return overview(plan, year=year, language="zh", today=today)


def listed(plan: Plan, *, year: int | None = None, today: date = TODAY) -> Attention:
    return seen(plan, year=year, today=today).attention


def judged(
    plan: Plan, code: str, statuses: dict[int, str], *, demo: bool = False, no: int = 5
) -> Indicator:
    """An indicator with a status for each year."""
    found = indicator(plan, code, "headline", no)
    for year, status in statuses.items():
        gauge(found, plan.area, year, 100, status, demo=demo)
    return found


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        pytest.param({2022: "ahead", 2023: "behind"}, [("ahead", 2022)], id="ahead, then behind"),
        pytest.param({2022: "behind", 2023: "far_behind"}, [("behind", 2022)], id="worse still"),
        pytest.param(
            {2022: "on_schedule", 2023: "missing", 2024: "behind"},
            [("on_schedule", 2022)],
            id="compared with the last year that was judged",
        ),
        pytest.param({2022: "behind", 2023: "behind"}, [], id="behind as before"),
        pytest.param({2022: "far_behind", 2023: "behind"}, [], id="behind, but better"),
        pytest.param({2022: "achieved_early", 2023: "ahead"}, [], id="worse, but not behind"),
        pytest.param({2023: "behind"}, [], id="never judged before"),
        pytest.param({2022: "ahead", 2023: "baseline_doubt"}, [], id="not judged now"),
    ],
)
def test_newly_behind_is_behind_now_and_better_before(
    plan: Plan, statuses: dict[int, str], expected: list[tuple[str, int]]
) -> None:
    judged(plan, "x", statuses)
    found = [(each.before.slug, each.before_year) for each in listed(plan).worsened]
    assert found == expected


def test_the_page_says_what_was_better_before(client: Client, plan: Plan) -> None:
    judged(plan, "x", {2022: "ahead", 2023: "behind"})
    assert "2023年；2022年为快于预期" in client.get("/htp/").content.decode()


def test_demo_figures_are_in_no_list(plan: Plan) -> None:
    found = judged(plan, "x", {2022: "ahead", 2023: "behind"}, demo=True)
    Gauge.objects.filter(indicator=found).update(
        schedule=Fraction(1, 2), expected=Fraction(200), value=Fraction(100)
    )
    attention = listed(plan)
    assert (attention.worsened, attention.gaps) == ((), ())
    assert [each.row.code for each in attention.late] == ["x"]  # a demo figure is no figure


@pytest.mark.parametrize(
    ("year", "lag", "due"),
    [
        pytest.param(2024, 0, date(2024, 12, 31), id="at the end of the year"),
        pytest.param(2024, 2, date(2025, 2, 28), id="end of February"),
        pytest.param(2023, 2, date(2024, 2, 29), id="in a leap year"),
        pytest.param(2024, 9, date(2025, 9, 30), id="nine months on"),
        pytest.param(2024, 12, date(2025, 12, 31), id="a year on"),
        pytest.param(2024, 14, date(2026, 2, 28), id="fourteen months on"),
    ],
)
def test_a_figure_is_due_when_its_usual_lag_is_over(year: int, lag: int, due: date) -> None:
    assert due_on(year, lag) == due


def test_months_late_are_counted_by_the_calendar() -> None:
    assert months_since(date(2026, 2, 28), date(2026, 11, 25)) == 9
    assert months_since(date(2026, 2, 28), date(2026, 3, 1)) == 1
    assert months_since(date(2025, 11, 30), date(2026, 1, 5)) == 2


@pytest.mark.parametrize(
    ("lag", "asked", "today", "expected"),
    [
        pytest.param(2, None, date(2026, 11, 25), [(2025, 9)], id="last year's, nine months late"),
        pytest.param(2, None, date(2026, 1, 5), [(2024, 11)], id="the last that is due"),
        pytest.param(14, None, date(2026, 11, 25), [(2024, 9)], id="a slow statistic"),
        pytest.param(2, 2022, date(2026, 11, 25), [], id="the asked year is in"),
        pytest.param(2, 2023, date(2026, 11, 25), [(2023, 33)], id="only the asked year"),
        pytest.param(2, 2025, date(2026, 1, 5), [], id="not due yet"),
        pytest.param(2, 2021, date(2026, 11, 25), [], id="the base year is given by the plan"),
        pytest.param(None, None, date(2026, 11, 25), [(2025, None)], id="lag unknown"),
        pytest.param(2, None, date(2022, 6, 1), [], id="nothing due yet"),
    ],
)
def test_late_is_what_should_be_out_and_is_not(
    plan: Plan,
    enterprises: Indicator,
    lag: int | None,
    asked: int | None,
    today: date,
    expected: list[tuple[int, int | None]],
) -> None:
    """The enterprises have figures of 2021 and 2022."""
    Measure.objects.update(lag_months=lag)
    found = [(each.year, each.months) for each in listed(plan, year=asked, today=today).late]
    assert found == expected


def test_a_ratio_is_as_late_as_the_later_of_its_parts(plan: Plan) -> None:
    ratio = indicator(plan, "ratio", "headline", 1)
    top = indicator(plan, "top", "quota", 2).measure
    bottom = indicator(plan, "bottom", "quota", 3).measure
    Measure.objects.filter(pk=top.pk).update(lag_months=1)
    Measure.objects.filter(pk=bottom.pk).update(lag_months=7)
    Indicator.objects.filter(pk=ratio.pk).update(numerator=top, denominator=bottom, factor=1)
    late = {each.row.code: each.due for each in listed(plan).late}
    assert late["ratio"] == date(2026, 7, 31)


def test_the_longest_wait_comes_first(plan: Plan) -> None:
    for no, (code, lag) in enumerate((("a", 2), ("b", None), ("c", 0), ("d", 9)), start=1):
        found = indicator(plan, code, "headline", no)
        Measure.objects.filter(pk=found.measure_id).update(lag_months=lag)
    assert [each.row.code for each in listed(plan).late] == ["c", "a", "d", "b"]


def gap(plan: Plan, code: str, no: int, *, value: int, expected: int, **more: object) -> Indicator:
    found = indicator(plan, code, "headline", no)
    schedule = Fraction(value - 100, expected - 100)
    more = {"schedule": schedule, "expected": Fraction(expected), **more}
    gauge(found, plan.area, 2023, value, "behind", **more)
    return found


def test_the_widest_gap_comes_first_with_what_is_missing(plan: Plan) -> None:
    gap(plan, "near", 1, value=180, expected=200)
    gap(plan, "far", 2, value=120, expected=200)
    gap(plan, "past", 3, value=240, expected=200)
    assert [(each.row.code, each.short) for each in listed(plan).gaps] == [
        ("far", 80),
        ("near", 20),
    ]


def test_a_percentage_is_short_by_points(plan: Plan) -> None:
    indicator(plan, "share", "headline", 1, unit="%")
    found = Indicator.objects.get(code="share")
    gauge(found, plan.area, 2023, 2, "behind", schedule=Fraction(1, 2), expected=Fraction("2.16"))
    (only,) = listed(plan).gaps
    assert only.short_words.zh == "0.16个百分点"


def test_a_falling_target_is_missed_from_above(plan: Plan) -> None:
    found = gap(plan, "intensity", 1, value=180, expected=160, schedule=Fraction(1, 2))
    Target.objects.filter(indicator=found).update(operator="≤", value=Decimal(100))
    (only,) = listed(plan).gaps
    assert only.short == 20


@pytest.mark.parametrize(
    ("producers", "expected"),
    [
        pytest.param([("科技厅", None), ("统计局", None)], "科技厅、统计局", id="two together"),
        pytest.param(
            [("科技厅", None), ("经信厅", date(2024, 1, 1))], "经信厅", id="the later takes over"
        ),
        pytest.param([("科技厅", None), ("经信厅", date(2027, 1, 1))], "科技厅", id="not yet"),
    ],
)
def test_a_gap_names_who_is_responsible(
    client: Client, plan: Plan, producers: list[tuple[str, date | None]], expected: str
) -> None:
    found = gap(plan, "x", 1, value=120, expected=200)
    for name, since in producers:
        Producer.objects.create(measure=found.measure, name=name, name_en=name, since=since)
    (only,) = listed(plan).gaps
    assert "、".join(whose.zh for whose in only.producers) == expected


def test_each_list_says_so_when_it_is_empty(client: Client, plan: Plan) -> None:
    page = client.get("/htp/").content.decode()
    assert "没有指标比上一评价年份变差而滞后。" in page
    assert "应公布的全年数据都已到位。" in page
    assert "已评价的指标都不低于时序参考值。" in page


def test_trends_are_of_the_first_indicators_with_two_full_years(plan: Plan) -> None:
    for no, years in enumerate(((2021,), (2021, 2022), (), (2022, 2024), (2021, 2022)), start=1):
        found = indicator(plan, f"i{no}", "headline", no)
        for year in years:
            gauge(found, plan.area, year, 100 + year, "ahead")
    assert [trend.row.code for trend in seen(plan).trends] == ["i2", "i4"]


def test_demo_figures_make_no_trend(plan: Plan) -> None:
    judged(plan, "x", {2022: "ahead", 2023: "ahead"}, demo=True)
    assert seen(plan).trends == ()


def test_bars_need_no_script_and_keep_the_year(client: Client, enterprises: Indicator) -> None:
    page = client.get("/htp/?view=bars&year=2022").content.decode()
    assert '<svg class="bullet"' in page
    assert "plotly" not in page
    assert "?view=bars&amp;year=2023" in page
    gauges = client.get("/htp/").content.decode()
    assert 'href="?view=bars"' in gauges
    assert "gauge-svg" in gauges


def test_an_unknown_view_says_what_there_is(client: Client, plan: Plan) -> None:
    answer = client.get("/htp/?view=x")
    assert answer.status_code == 404
    assert "?view=bars" in answer.content.decode()


def test_a_card_without_a_figure_says_so_too(plan: Plan) -> None:
    found = indicator(plan, "x", "headline", 1)
    gauge(found, plan.area, 2025, None, "missing", counted=3, due=21)
    (card,) = seen(plan).headline
    assert (card.row.value, card.counted, card.due) == (None, 3, 21)


def test_a_card_says_how_many_places_are_in(client: Client, enterprises: Indicator) -> None:
    (card,) = seen(enterprises.plan).headline
    assert (card.counted, card.due) == (18, 21)
    assert "<dt>市（州）数据到位</dt><dd>18/21</dd>" in client.get("/htp/").content.decode()

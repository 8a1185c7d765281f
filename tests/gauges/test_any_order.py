"""Whatever is recorded, in whatever order and with whatever is lost between: the gauges are right.

A ring only asks for a drain, so a lost ring is a drain that does not come, and a repeated or late
one is a drain too many.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from areas.models import Area
from indicators import gauges, record
from indicators.gauges.course import Course
from indicators.gauges.due import settle_cells
from indicators.gauges.places import Tree
from indicators.models import Actual, DueFigure, DueIndicator, Indicator, ScopeBreak, Target
from tests.figures.cast import AREAS, BASE, END, MEASURES, Cast, rebuilt, standing

Step = Callable[[Cast], Any]
draining = import_module("indicators.gauges.drain")
recomputing = import_module("indicators.gauges.recompute")

places = st.sampled_from([code for code, *_ in AREAS])
measures = st.sampled_from([code for code, *_ in MEASURES])
years = st.integers(BASE - 1, END + 2)
amounts = st.one_of(
    st.integers(0, 400).map(str),
    st.decimals(0, 500, places=2).map(str),
    st.sampled_from(["0", "-3", "999999999999.999999", "0.000001"]),
)


as_at = st.one_of(st.none(), st.none(), st.just((6, 30)))


def state(cast: Cast, *, cell: Any, value: str | None, half_year: Any, **said: Any) -> None:
    interim = date(cell[2], *half_year) if half_year else None
    where, what, year = cell
    cast.say(where, what, year, value, as_at=interim, **said)


def choose(cast: Cast, *, nth: int) -> None:
    facts = list(Actual.objects.filter(as_at=None))
    if facts:
        record.choose(facts[nth % len(facts)], reason="核实")


def revise(cast: Cast, *, value: int, in_force_from: date) -> None:
    document = f"第{Target.objects.count()}次调整"
    cast.target("firms", str(value), in_force_from=in_force_from, document=document)


def change_scope(cast: Cast, *, measure: str, year: int) -> None:
    ScopeBreak.objects.get_or_create(measure=cast.measures[measure], year=year, text="普查")
    record.plan_changed(cast.plan)


def recompute(cast: Cast) -> None:
    gauges.drain()


def recompute_twice(cast: Cast) -> None:
    gauges.drain()
    gauges.drain()


def recompute_and_die(cast: Cast) -> None:
    """The worker is killed in its second batch: the first stands, of the second nothing does."""
    batches = []

    def settle_or_die(cells: Any) -> None:
        batches.append(cells)
        if len(batches) > 1:
            raise KeyboardInterrupt
        settle_cells(cells)

    with pytest.MonkeyPatch.context() as patched, suppress(KeyboardInterrupt):
        patched.setattr(draining, "settle_cells", settle_or_die)
        gauges.drain()


def step(what: Callable[..., None], **drawn: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.fixed_dictionaries(drawn).map(lambda words: partial(what, **words))


statements = step(
    state,
    cell=st.tuples(places, measures, years),
    value=amounts,
    half_year=as_at,
    origin=st.sampled_from(["published", "reported", "derived", "assessed"]),
    vintage=st.sampled_from(["flash", "annual", "final"]),
    exactness=st.sampled_from("=≈>"),
    step=st.sampled_from([Decimal(0), Decimal(1)]),
)
marked = step(
    state,
    cell=st.tuples(places, measures, years),
    value=st.none(),
    half_year=st.none(),
    mark=st.sampled_from(["na", "none", "tiny", "pending"]),
)
demonstrations = step(
    state,
    cell=st.tuples(st.sampled_from(["an", "bo", "ci"]), measures, years),
    value=amounts,
    half_year=st.none(),
    origin=st.just("demo"),
)
choices = step(choose, nth=st.integers(0, 20))
revisions = step(
    revise,
    value=st.integers(50, 300),
    in_force_from=st.dates(date(BASE, 1, 1), date(END, 12, 31)),
)
breaks = step(
    change_scope, measure=st.sampled_from(["firms", "revenue"]), year=st.integers(2022, 2024)
)
drains = st.sampled_from([recompute, recompute_twice, recompute_and_die])
steps = st.one_of(
    statements, statements, marked, demonstrations, choices, revisions, breaks, drains, drains
)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draining, "BATCH", 2)


@settings(
    deadline=None,
    max_examples=25,
    phases=(Phase.explicit, Phase.generate),  # to shrink takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(play=st.lists(steps, min_size=1, max_size=14))
def test_after_any_sequence_the_gauges_are_those_of_a_fresh_rebuild(
    cast: Cast, small_batches: None, play: list[Step]
) -> None:
    with transaction.atomic():
        record.plan_changed(cast.plan)
        gauges.drain()
        for act in play:
            act(cast)
        gauges.drain()
        assert not DueFigure.objects.exists()
        assert not DueIndicator.objects.exists()
        assert standing() == rebuilt()
        transaction.set_rollback(True)


def test_a_plan_that_was_never_computed_is_computed_as_a_whole(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "120")
    record.plan_changed(cast.plan)
    gauges.drain()
    assert standing() == rebuilt()
    assert {area for area, *_ in standing()} == {"shu", "plain", "hills", "an", "bo", "ci"}


def test_a_rebuild_that_was_stopped_goes_on_where_it_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million gauges take longer than a job may; what is done stays done."""
    cast.say("an", "firms", 2022, "120")
    compute = draining._rebuild
    done: list[str] = []

    def stopped_at_the_third(course: Course, tree: Tree) -> int:
        if len(done) == 2:
            raise SoftTimeLimitExceeded
        done.append(course.indicator.code)
        return int(compute(course, tree))

    monkeypatch.setattr(draining, "_rebuild", stopped_at_the_third)
    with pytest.raises(SoftTimeLimitExceeded):
        gauges.drain()
    monkeypatch.undo()
    left = set(DueIndicator.objects.values_list("indicator__code", flat=True))
    assert left == set(Indicator.objects.values_list("code", flat=True)) - set(done)
    gauges.drain()
    assert not DueIndicator.objects.exists()
    assert standing() == rebuilt()


def failing_for(code: str, compute: Callable[..., Any]) -> Callable[..., Any]:
    def computed(sheet: Any, spot: Any) -> Any:
        if sheet.course.indicator.code == code:
            raise ZeroDivisionError
        return compute(sheet, spot)

    return computed


def test_an_indicator_that_cannot_be_computed_stops_no_other_and_stays_due(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cast.say("an", "firms", 2022, "120")
    record.plan_changed(cast.plan)
    first = Indicator.objects.order_by("pk").values_list("code", flat=True)[0]
    monkeypatch.setattr(recomputing, "_gauge", failing_for(first, recomputing._gauge))
    gauges.drain()
    assert set(DueIndicator.objects.values_list("indicator__code", flat=True)) == {first}
    assert f"gauges of {first} cannot be computed" in caplog.text
    with pytest.raises(gauges.NotRebuilt, match=first):
        gauges.rebuild([cast.plan])
    monkeypatch.undo()
    gauges.drain()
    assert not DueIndicator.objects.exists()
    assert standing() == rebuilt()


def test_a_figure_of_an_indicator_that_cannot_be_computed_stops_no_other_figure(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.plan_changed(cast.plan)
    gauges.drain()
    code = Indicator.objects.get(measure__code="firms").code
    monkeypatch.setattr(recomputing, "_gauge", failing_for(code, recomputing._gauge))
    for measure in ("firms", "revenue"):
        cast.say("an", measure, 2022, "120")
    gauges.drain()
    gauges.drain()
    assert not DueFigure.objects.exists()
    assert set(DueIndicator.objects.values_list("indicator__code", flat=True)) == {code}
    monkeypatch.undo()
    gauges.drain()
    assert standing() == rebuilt()


def test_the_first_figure_of_a_year_after_the_plan_opens_that_year_for_every_area(
    cast: Cast,
) -> None:
    record.plan_changed(cast.plan)
    gauges.drain()
    cast.say("an", "firms", END + 1, "210")
    gauges.drain()
    opened = {
        area for area, indicator, year in standing() if (indicator, year) == ("firms", END + 1)
    }
    assert opened == {"shu", "plain", "hills", "an", "bo", "ci"}
    assert standing() == rebuilt()


def test_the_areas_below_may_come_before_or_after_the_total(cast: Cast) -> None:
    said = [("an", "10"), ("shu", "31"), ("bo", "11"), ("plain", "20")]
    results = []
    for order in (said, said[::-1]):
        with transaction.atomic():
            for area, value in order:
                cast.say(area, "firms", 2022, value)
                gauges.drain()
            results.append(standing())
            transaction.set_rollback(True)
    assert results[0] == results[1]
    assert Area.objects.count() == len(AREAS)

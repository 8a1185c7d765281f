"""Recording: facts are only ever added, and one rule says which of them counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from indicators import record
from indicators.models import Actual, CurrentFigure, DueFigure, FigureChoice
from tests.figures.cast import Cast, source


def values(rows: list[Actual]) -> list[Decimal | None]:
    return [row.value for row in rows]


def counting(cast: Cast) -> Decimal | None:
    current = cast.current("an", "firms", 2022)
    assert current is not None
    value: Decimal | None = current.value
    return value


# --- Append-only ------------------------------------------------------------------------


def test_a_statement_is_recorded_once_however_often_it_is_made(cast: Cast) -> None:
    assert [cast.say("an", "firms", 2022, "120") for _ in range(3)] == [1, 0, 0]
    assert record.record([cast.figure("bo", "firms", 2022, "7")] * 2) == 1
    assert values(cast.said("an", "firms", 2022)) == [120]


def test_a_repeated_statement_leaves_nothing_to_recompute(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "120")
    DueFigure.objects.all().delete()
    cast.say("an", "firms", 2022, "120")
    assert not DueFigure.objects.exists()


def test_a_correction_is_added_beside_what_it_corrects(cast: Cast) -> None:
    for value in ("120", "125"):
        cast.say("an", "firms", 2022, value)
    rows = cast.said("an", "firms", 2022)
    assert [(row.sequence, row.value) for row in rows] == [(1, 120), (2, 125)]
    assert counting(cast) == 125


def test_a_figure_corrected_and_corrected_back_is_three_facts_and_the_last_one_counts(
    cast: Cast,
) -> None:
    for value in ("120", "125", "120"):
        cast.say("an", "firms", 2022, value, origin="reported")
    assert values(cast.said("an", "firms", 2022)) == [120, 125, 120]
    assert counting(cast) == 120


def test_two_sources_read_again_and_again_add_nothing(cast: Cast) -> None:
    """Each repeats its own statement; neither answers the other."""
    bulletin, paper = source("bulletin", "2023-03-22"), source("paper", "2023-02")
    statements = [
        cast.figure("an", "firms", 2022, "120", source_id=bulletin.pk),
        cast.figure("an", "firms", 2022, "119", source_id=paper.pk),
    ]
    assert [record.record(statements) for _ in range(3)] == [2, 0, 0]


@pytest.mark.parametrize(
    "different",
    [
        pytest.param({"exactness": "≈"}, id="hedged"),
        pytest.param({"step": Decimal(10)}, id="coarser"),
        pytest.param({"vintage": "final"}, id="settled"),
        pytest.param({"origin": "derived"}, id="derived"),
        pytest.param({"as_at": date(2022, 6, 30)}, id="interim"),
        pytest.param({"note": "更正"}, id="with a note"),
    ],
)
def test_the_same_number_said_otherwise_is_another_statement(
    cast: Cast, different: dict[str, Any]
) -> None:
    cast.say("an", "firms", 2022, "120")
    assert cast.say("an", "firms", 2022, "120", **different) == 1
    assert [row.sequence for row in cast.said("an", "firms", 2022)] == [1, 2]


def test_each_cell_numbers_its_own_statements(cast: Cast) -> None:
    cells = [("an", 2022), ("an", 2023), ("bo", 2022)]
    record.record([cast.figure(area, "firms", year, "1") for area, year in cells])
    assert [row.sequence for row in Actual.objects.all()] == [1, 1, 1]


def test_an_actual_can_be_neither_changed_nor_removed(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "120")
    with pytest.raises(TypeError, match="never changed"):
        Actual.objects.filter(year=2022).update(value=Decimal(1))
    with pytest.raises(TypeError, match="never removed"):
        Actual.objects.all().delete()
    (held,) = Actual.objects.all()
    held.value = Decimal(1)
    with pytest.raises(TypeError, match="never changed"):
        held.save()
    with pytest.raises(TypeError, match="never removed"):
        held.delete()
    assert values(cast.said("an", "firms", 2022)) == [120]


@pytest.mark.parametrize(
    ("value", "mark"), [pytest.param("1", "na", id="both"), pytest.param(None, "", id="neither")]
)
def test_the_database_wants_either_a_value_or_a_mark(
    cast: Cast, value: str | None, mark: str
) -> None:
    with pytest.raises(IntegrityError, match="actual_has_a_value_or_a_mark"), transaction.atomic():
        cast.say("an", "firms", 2022, value, mark=mark)


# --- Which figure counts ----------------------------------------------------------------

FLASH, FINAL = {"vintage": "flash"}, {"vintage": "final"}
DEMO, DERIVED, REPORTED = {"origin": "demo"}, {"origin": "derived"}, {"origin": "reported"}


@pytest.mark.parametrize(
    ("counts", "stands_back"),
    [
        pytest.param({}, FLASH, id="annual before flash"),
        pytest.param(FLASH, {"vintage": "forecast"}, id="flash before forecast"),
        pytest.param(FINAL, {}, id="final before annual"),
        pytest.param(FLASH, {**DERIVED, **FINAL}, id="real before derived, whatever the vintage"),
        pytest.param({**DERIVED, **FLASH}, {**DEMO, **FINAL}, id="derived before demo"),
        pytest.param({**REPORTED, **FLASH}, {**DEMO, **FINAL}, id="reported before demo"),
        pytest.param({**REPORTED, **FINAL}, {}, id="reported and published by vintage"),
    ],
)
@pytest.mark.parametrize("order", [pytest.param(1, id="said last"), pytest.param(-1, id="first")])
def test_real_counts_before_derived_before_demo_then_the_later_vintage(
    cast: Cast, counts: dict[str, Any], stands_back: dict[str, Any], order: int
) -> None:
    statements = [("9", stands_back), ("1", counts)]
    for value, said in statements[::order]:
        cast.say("an", "firms", 2022, value, **said)
    assert counting(cast) == 1


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param("2023-02-15", "2023-09-20", id="by day"),
        pytest.param("2023", "2023-02", id="a year alone is its beginning"),
        pytest.param("2022-12", "2023", id="across a year's end"),
    ],
)
def test_of_two_equal_vintages_the_later_source_counts(
    cast: Cast, earlier: str, later: str
) -> None:
    old, new = source("old", earlier), source("new", later)
    cast.say("an", "firms", 2022, "120", source_id=new.pk)
    cast.say("an", "firms", 2022, "110", source_id=old.pk)
    assert counting(cast) == 120


def test_of_two_equal_statements_of_one_day_the_last_recorded_counts(cast: Cast) -> None:
    one, other = source("one", "2023-02-15"), source("other", "2023-02-15")
    cast.say("an", "firms", 2022, "110", source_id=one.pk)
    cast.say("an", "firms", 2022, "120", source_id=other.pk)
    assert counting(cast) == 120


def test_a_mark_counts_like_a_value(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "120", origin="demo")
    cast.say("an", "firms", 2022, None, mark="na")
    current = cast.current("an", "firms", 2022)
    assert current is not None
    assert (current.value, current.mark) == (None, "na")


@pytest.mark.parametrize(
    ("known", "value"),
    [
        pytest.param({**FLASH}, Decimal(120), id="an earlier flash figure stays"),
        pytest.param({**DERIVED}, Decimal(120), id="so does a derived one"),
        pytest.param({**DEMO}, None, id="a demo figure does not"),
    ],
)
def test_not_yet_known_hides_no_figure(
    cast: Cast, known: dict[str, Any], value: Decimal | None
) -> None:
    cast.say("an", "firms", 2022, "120", **known)
    cast.say("an", "firms", 2022, None, mark="pending")
    current = cast.current("an", "firms", 2022)
    assert current is not None
    assert current.value == value


def test_an_interim_figure_never_stands_for_the_year(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "120", vintage="final", as_at=date(2022, 12, 22))
    assert cast.current("an", "firms", 2022) is None
    cast.say("an", "firms", 2022, "110", vintage="flash")
    assert counting(cast) == 110


# --- Choice -----------------------------------------------------------------------------


def test_a_recorded_choice_outranks_everything(cast: Cast) -> None:
    for value, said in (("110", FLASH), ("120", FINAL)):
        cast.say("an", "firms", 2022, value, **said)
    record.choose(cast.said("an", "firms", 2022)[0], reason="年报数有误")
    assert counting(cast) == 110


def test_a_choice_stands_against_figures_that_come_later(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "110")
    record.choose(cast.said("an", "firms", 2022)[0], reason="核实")
    cast.say("an", "firms", 2022, "120", **FINAL)
    assert counting(cast) == 110


def test_the_last_choice_stands(cast: Cast) -> None:
    for value in ("110", "120"):
        cast.say("an", "firms", 2022, value)
    first, second = cast.said("an", "firms", 2022)
    for chosen in (first, second, first):
        record.choose(chosen, reason="核实")
    assert counting(cast) == 110
    assert FigureChoice.objects.count() == 3


def test_a_provincial_assessment_counts_by_choice_alone(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "90", origin="assessed", vintage="final")
    assert cast.current("an", "firms", 2022) is None
    cast.say("an", "firms", 2022, "120", origin="reported")
    assert counting(cast) == 120
    record.choose(cast.said("an", "firms", 2022)[0], reason="省级评估")
    assert counting(cast) == 90


def test_a_choice_without_a_reason_is_refused(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "110")
    with pytest.raises(IntegrityError, match="choice_of_figure_has_a_reason"), transaction.atomic():
        record.choose(cast.said("an", "firms", 2022)[0], reason="")


def test_an_interim_figure_cannot_be_chosen_for_the_year(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "110", as_at=date(2022, 6, 30))
    with pytest.raises(ValueError, match="interim"):
        record.choose(cast.said("an", "firms", 2022)[0], reason="无年末数")
    assert not FigureChoice.objects.exists()


def test_current_figures_can_be_derived_from_the_facts_again(cast: Cast) -> None:
    for value, said in (("110", FLASH), ("120", FINAL), ("99", DEMO)):
        cast.say("an", "firms", 2022, value, **said)
        cast.say("bo", "revenue", 2023, value, **said)
    record.choose(cast.said("an", "firms", 2022)[0], reason="核实")
    before = list(CurrentFigure.objects.order_by("pk").values())
    CurrentFigure.objects.all().delete()
    assert record.rebuild_current_figures() == 2
    assert list(CurrentFigure.objects.order_by("pk").values()) == before


# --- Taking back ----------------------------------------------------------------------------


def reported(cast: Cast, value: str) -> record.Figure:
    return cast.figure("an", "firms", 2022, value, origin="reported")


def test_what_is_withdrawn_counts_no_more_and_stays_on_record(cast: Cast) -> None:
    record.record([reported(cast, "120")])
    assert record.withdraw([reported(cast, "120")]) == 1
    assert values(cast.said("an", "firms", 2022)) == [120, None]
    current = cast.current("an", "firms", 2022)
    assert current is not None
    assert (current.value, current.mark) == (None, "pending")


def test_what_another_source_says_counts_again(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "110", vintage="flash")
    record.record([reported(cast, "120")])
    assert counting(cast) == 120
    record.withdraw([reported(cast, "120")])
    assert counting(cast) == 110


def test_the_same_figure_said_again_after_it_was_withdrawn_counts(cast: Cast) -> None:
    record.record([reported(cast, "120")])
    record.withdraw([reported(cast, "120")])
    assert record.record([reported(cast, "120")]) == 1
    assert counting(cast) == 120


def test_a_chosen_figure_that_is_withdrawn_counts_no_more(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "110", vintage="flash")
    record.record([reported(cast, "120")])
    record.choose(cast.said("an", "firms", 2022)[-1], reason="以年报为准")
    record.withdraw([reported(cast, "120")])
    assert counting(cast) == 110


def test_withdrawals_are_kept_when_current_figures_are_derived_again(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "110", vintage="flash")
    record.record([reported(cast, "120"), cast.figure("bo", "firms", 2022, "7", origin="reported")])
    record.withdraw([reported(cast, "120")])
    record.rebuild_current_figures()
    assert counting(cast) == 110
    other = cast.current("bo", "firms", 2022)
    assert other is not None
    assert other.value == 7

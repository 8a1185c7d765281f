"""Making a round: one click gives every place its form with the measures it is to report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.audit import Actor, Change
from areas.models import Area
from areas.problems import Problem
from areas.rights import Rights
from collection.models import Entry, Return, Round
from collection.refusals import NotYours, RefusedChange, WrongState
from indicators import releases
from indicators.charts.series import VINTAGES
from indicators.models import CurrentFigure, Mark, Measure, Origin, Plan
from indicators.queries.place import places_of

By = Measure.Collection
HEAD: Final = ("form_number", "authority", "approval", "valid_until")


class Dates(NamedTuple):
    """When a round opens, is due and closes."""

    opens: datetime
    due: datetime
    closes: datetime


def open_round(
    plan: Plan,
    *,
    year: int,
    vintage: str,
    dates: Dates,
    by: Actor,
    rights: Rights,
    head: Mapping[str, str] | None = None,
    supplement: bool = False,
) -> Round:
    """A round with a return for every place that has something to report, and its empty cells.

    `supplement`: only for those that have no figure yet, with the cells that are missing.
    `head` is what stands at the head of the printed form, by the names of `HEAD`.
    """
    if not rights.may("set_dates"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    if not plan.base_year <= year <= plan.target_year:
        raise RefusedChange(Problem.of("E-PARAM", field="year"))
    if not dates.opens < dates.due <= dates.closes:
        raise RefusedChange(Problem.of("E-DATE"))
    try:
        with transaction.atomic():
            found = Round.objects.create(
                plan=plan, year=year, vintage=vintage, created_by=by.user,
                supplement=supplement,
                **dates._asdict(), **(head or {}),
            )  # fmt: skip
            count = _fill(found, plan)
            _refuse_empty(count)
            # From here on what is accepted is public only once it is published.
            releases.freeze_before_collection(plan, by=by)
            after = {
                "year": year,
                "vintage": vintage,
                "supplement": supplement,
                "due": dates.due,
                "closes": dates.closes,
                "cells": count,
            }
            change = Change(action="round_opened", subject="round", key=str(found.pk), after=after)
            audit.write(change, by=by)
    except releases.CannotPublish as refused:
        raise WrongState(refused.problem) from refused
    except IntegrityError as error:
        what = f"{year} {'补报' if supplement else VINTAGES[vintage].name.zh}"
        raise WrongState(Problem.of("E-DUP", what=what)) from error
    return found


def _refuse_empty(count: int) -> None:
    if not count:
        said = {"state": "没有尚缺的数据", "state_en": "nothing is missing"}
        raise WrongState(Problem.of("E-STATE", **said))


def _fill(found: Round, plan: Plan) -> int:
    measures = list(reported(plan))
    by_city = [measure for measure in measures if measure.collection != By.PROVINCE]
    by_province = [measure for measure in measures if measure.collection == By.PROVINCE]
    known = _known(found, measures) if found.supplement else frozenset[tuple[int, int]]()
    entries = [
        *_form(found, places_of(plan), by_city, known),
        *_form(found, [plan.area], by_province, known),
    ]
    _put_before(entries, found.year)
    Entry.objects.bulk_create(entries)
    return len(entries)


def _form(
    found: Round,
    areas: Iterable[Area],
    measures: list[Measure],
    known: frozenset[tuple[int, int]],
) -> list[Entry]:
    """A return for every place that has something to report, with a cell for each."""
    wanted = {
        area: [measure for measure in measures if (area.pk, measure.pk) not in known]
        for area in areas
    }
    asked = [Return(round=found, area=area) for area, due in wanted.items() if due]
    reports = Return.objects.bulk_create(asked)
    return [
        Entry(report=report, measure=measure)
        for report in reports
        for measure in wanted[report.area]
    ]


def _known(found: Round, measures: Iterable[Measure]) -> frozenset[tuple[int, int]]:
    """The cells of the year that have a figure, or a reason why there never will be one."""
    rows = CurrentFigure.objects.filter(year=found.year, measure__in=measures)
    settled = rows.exclude(origin=Origin.DEMO).exclude(mark=Mark.PENDING)
    return frozenset(settled.values_list("area", "measure"))


def _put_before(entries: Iterable[Entry], year: int) -> None:
    """省级预置: what the province knows already of the measures it presets, for the place to check."""
    preset = [entry for entry in entries if entry.measure.collection == By.PRESET]
    known = CurrentFigure.objects.filter(
        measure__in={entry.measure_id for entry in preset}, year=year, value__isnull=False
    ).exclude(origin=Origin.DEMO)
    values = {(row.area_id, row.measure_id): row.value for row in known}
    for entry in preset:
        entry.preset = values.get((entry.report.area_id, entry.measure_id))


def reported(plan: Plan) -> Iterable[Measure]:
    """The measures that are entered; a ratio of two of them is computed and never entered."""
    computed = plan.indicators.exclude(numerator=None).values_list("measure_id", flat=True)
    rows = plan.measures.exclude(pk__in=set(computed)).select_related("unit")
    return rows.order_by("id")

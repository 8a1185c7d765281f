"""往年数据 over HTTP: the table to take away, the file to bring in, and what it would change."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import xlsxwriter
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from xlsxwriter.worksheet import Worksheet

from areas.models import Area
from areas.problems import Problem
from collection import history
from collection.doors import Asked, signed_in
from collection.entry import LONGEST_REMARK
from collection.filetypes import TYPES
from collection.importing import RefusedFile
from collection.models import HistoryUpload
from collection.refusals import NotThere, NotYours, RefusedChange
from collection.rounds import reported
from collection.sent import words
from collection.workbook.long_table import HEADINGS, Column
from collection.workbook.write import OPTIONS
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Text, sign_of
from indicators.downloads.views import file_of
from indicators.models import CurrentFigure, Mark, Measure, Origin, Plan
from indicators.queries.place import places_of
from indicators.queries.plans import newest_plan
from indicators.queries.statements import MARKS, value_or_mark
from indicators.record import Figure

MOST_SHOWN = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One cell of the file beside what counts for it now."""

    area: Area
    measure: Measure
    year: int
    vintage: Text
    now: Text
    then: Text
    note: str
    changes: bool


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def all_history(request: Asked) -> HttpResponse:
    plan, problems = _plan(request), tuple[Problem, ...]()
    if request.method == "POST":
        try:
            made = _brought(request, plan)
        except RefusedFile as refused:
            problems = refused.problems
        except NotYours:
            raise
        except RefusedChange as refused:
            problems = (refused.problem,)
        else:
            return HttpResponseRedirect(reverse("one_history", kwargs={"pk": made.pk}))
    more = {
        "history_plan": plan,
        "problems": problems,
        "reason": request.POST.get("reason", ""),
        "uploads": HistoryUpload.objects.filter(plan=plan).select_related("by", "confirmed_by"),
    }
    return render(request, "collection/history.html", more, status=422 if problems else 200)


@require_GET
@signed_in
def history_form(request: Asked) -> HttpResponse:
    plan = _plan(request)
    return file_of(_form(plan), TYPES["xlsx"], f"{plan.area.name}往年数据.xlsx")


@require_GET
@signed_in
def one_history(request: Asked, pk: int) -> HttpResponse:
    _plan(request)
    made = HistoryUpload.objects.select_related("plan", "by", "confirmed_by").filter(pk=pk).first()
    if made is None:
        raise NotThere
    lines = list(_lines(made))
    more = {
        "made": made,
        "count": len(lines),
        "changing": [line for line in lines if line.changes][:MOST_SHOWN],
        "changes": sum(line.changes for line in lines),
        "most": MOST_SHOWN,
        "own": made.by_id == request.actor.user_id,
        "open": made.confirmed_by is None and made.taken_back_at is None,
    }
    return render(request, "collection/one_history.html", more)


@require_POST
@signed_in
def confirm_history(request: Asked, pk: int) -> HttpResponse:
    history.confirm_history(pk, by=request.actor, rights=request.rights)
    return HttpResponseRedirect(reverse("one_history", kwargs={"pk": pk}))


@require_POST
@signed_in
def take_back_history(request: Asked, pk: int) -> HttpResponse:
    history.take_back_history(pk, by=request.actor, rights=request.rights)
    return HttpResponseRedirect(reverse("history"))


def _plan(request: Asked) -> Plan:
    if not request.rights.may("upload_history"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    if (plan := newest_plan()) is None:
        raise NotThere
    return plan


def _brought(request: Asked, plan: Plan) -> HistoryUpload:
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        raise RefusedFile([Problem.of("E-FILE-EMPTY")])
    return history.bring_history(
        plan,
        name=sent.name or "",
        content=sent.read(),
        reason=words(request.POST.get("reason", ""), most=LONGEST_REMARK),
        by=request.actor,
        rights=request.rights,
    )


def _lines(made: HistoryUpload) -> Iterator[HistoryLine]:
    areas = Area.objects.in_bulk({line["area"] for line in made.lines})
    measures = Measure.objects.in_bulk({line["measure"] for line in made.lines})
    standing = history.standing_before(made)
    for line in made.lines:
        measure = measures[line["measure"]]
        now = standing.get(history.key_of(line))
        then = history.figure_of(line)
        yield HistoryLine(
            area=areas[line["area"]], measure=measure, year=line["year"],
            vintage=VINTAGES[line["vintage"]].name, now=_shown(now, measure),
            then=_shown(then, measure), note=line["note"], changes=history.says_more(line, now),
        )  # fmt: skip


def _shown(figure: CurrentFigure | Figure | None, measure: Measure) -> Text:
    if figure is None:
        return value_or_mark(None, "", measure.decimals)
    return value_or_mark(figure.value, figure.mark, measure.decimals, figure.exactness)


CODES: Final = (Column.AREA_CODE, Column.MEASURE_CODE)
FORM: Final[Sequence[Column]] = [column for column in Column if column not in (*CODES, Column.DEMO)]


def _form(plan: Plan) -> bytes:
    """Every place, measure and year that no form asks for, with what is known already."""
    known = history.Known.of(plan)
    measures = [m for m in reported(plan) if m.collection != Measure.Collection.PROVINCE]
    rows = CurrentFigure.objects.filter(measure__in=measures).exclude(origin=Origin.DEMO)
    figures = {
        (row.area_id, row.measure_id, row.year): row for row in rows.select_related("actual")
    }
    years = [year for year in known.years if year >= plan.base_year]
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {**OPTIONS, "constant_memory": True}) as book:
        sheet = book.add_worksheet("往年数据")
        headings = [HEADINGS[column][0] for column in FORM]
        sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 1, 28)
        asked = (
            (area, measure, year)
            for area, measure, year in product(places_of(plan), measures, years)
            if (area.pk, year) not in known.forms
        )
        for number, (area, measure, year) in enumerate(asked, 1):
            figure = figures.get((area.pk, measure.pk, year))
            sheet.write_row(number, 0, [area.name, measure.name, year])
            if figure is not None:
                _fill_in(sheet, number, figure)
    return written.getvalue()


def _fill_in(sheet: Worksheet, line: int, figure: CurrentFigure) -> None:
    """What counts, with all that is said of it: a line that comes back as it is says nothing new."""
    if figure.value is not None:
        sheet.write_number(line, FORM.index(Column.VALUE), figure.value)
    said = {
        Column.QUALIFIER: sign_of(figure.exactness),
        Column.MARK: MARKS[Mark(figure.mark)].zh if figure.mark else "",
        Column.VINTAGE: VINTAGES[figure.vintage].name.zh,
        Column.NOTE: figure.actual.note,
    }
    for column, text in said.items():
        sheet.write_string(line, FORM.index(column), text)

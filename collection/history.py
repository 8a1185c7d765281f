"""Accepted history of many places: brought in by one plan manager, confirmed by another.

For years that no round of the plan asks for: where a place has a form, its figures come
through the form. A file with an error anywhere is refused as a whole, every error told.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from areas.models import Area
from areas.problems import Problem
from areas.rights import Rights
from collection.entry import LONGEST_REMARK
from collection.importing import RefusedFile, no_figure, sheets_of, shown_name
from collection.models import HistoryUpload, Return
from collection.numbers import Blank, Question, Refused, Stored, read_figure
from collection.refusals import NotThere, NotYours, WrongState, refuse_reasonless
from collection.rounds import reported
from collection.texts import fault_in
from collection.wants import wanted_of
from collection.workbook.cells import Kind
from collection.workbook.long_table import Column, Line, lines_in
from collection.workbook.own import plain
from indicators import record
from indicators.charts.series import VINTAGES
from indicators.downloads.sheet import as_typed
from indicators.models import CurrentFigure, Mark, Measure, Origin, Plan, Vintage
from indicators.progress import Exactness
from indicators.queries.place import places_of
from indicators.queries.statements import mark_named

LONGEST_NOTE: Final = LONGEST_REMARK
NO: Final = ("", "否", "no", "0", "false")
"""What stands where a figure is no demonstration."""
FIRST_YEARS: Final = 10
"""So many years before the plan's base year a file may reach back."""
Key = tuple[int, int, int]
"""Area, measure, year."""


NamedT = TypeVar("NamedT", Area, Measure)


class Names(Generic[NamedT]):
    """Rows by whatever they are called."""

    def __init__(self, called: Iterable[tuple[NamedT, Iterable[str]]]) -> None:
        self._exact: dict[str, list[NamedT]] = defaultdict(list)
        self._plain: dict[str, list[NamedT]] = defaultdict(list)
        for row, names in called:
            for name in dict.fromkeys(names):
                self._exact[name].append(row)
            for name in dict.fromkeys(map(plain, names)):
                self._plain[name].append(row)

    def of(self, *said: str) -> NamedT | None:
        """The one that all of what is said means, blanks aside; None where that is none or several."""
        found: list[NamedT] | None = None
        for name in filter(None, said):
            meant = self._exact.get(name) or self._plain.get(plain(name), [])
            found = [row for row in meant if found is None or row in found]
        return found[0] if found and len(found) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What names mean: places and measures by code and by name, and the forms there are.

    A name may mean several; `plain` ones are without what stands in brackets.
    """

    areas: Names[Area]
    measures: Names[Measure]
    years: range
    forms: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, plan: Plan) -> Known:
        areas, measures = [plan.area, *places_of(plan)], list(reported(plan))
        last = min(plan.target_year, timezone.localdate().year)
        forms = Return.objects.filter(round__plan=plan).values_list("area", "round__year")
        return cls(
            areas=Names(
                (each, (each.code, each.name, each.short_name, each.name_en)) for each in areas
            ),
            measures=Names((each, (each.code, each.name, each.name_en)) for each in measures),
            years=range(plan.base_year - FIRST_YEARS, last + 1),
            forms=frozenset(forms),
        )


def bring_history(
    plan: Plan, *, name: str, content: bytes, reason: str, by: Actor, rights: Rights
) -> HistoryUpload:
    """Read the file and keep it for a second person. Raises NotYours or RefusedFile."""
    if by.user is None or not rights.may("upload_history"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    refuse_reasonless(reason)
    lines, problems = lines_in(sheets_of(name, content))
    figures = _figures(plan, lines, problems)
    if problems:
        raise RefusedFile(problems)
    if not figures:
        raise RefusedFile([Problem.of("E-FILE-EMPTY")])
    digest = hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            made = HistoryUpload.objects.create(
                plan=plan, file_name=shown_name(name), digest=digest, reason=reason,
                lines=figures, by=by.user,
            )  # fmt: skip
            _log("history_brought", made, by, lines=len(figures))
    except IntegrityError as error:
        raise WrongState(Problem.of("E-DUP", what=shown_name(name))) from error
    return made


def confirm_history(pk: int, *, by: Actor, rights: Rights) -> HistoryUpload:
    """Put all of it on record. Raises NotYours for one's own, NotThere, WrongState."""
    with transaction.atomic():
        made = _held(pk, rights)
        if by.user is None or made.by_id == by.user.pk:
            raise NotYours(Problem.of("E-SOD"))
        forms = Known.of(made.plan).forms
        if any((line["area"], line["year"]) in forms for line in made.lines):
            raise WrongState(_has_form())
        standing = standing_before(made)
        new = [line for line in made.lines if says_more(line, standing.get(key_of(line)))]
        made.kept = record.record([figure_of(line) for line in new], by_id=by.user.pk)
        made.confirmed_by, made.confirmed_at = by.user, timezone.now()
        made.save(update_fields=["confirmed_by", "confirmed_at", "kept"])
        _log("history_confirmed", made, by, kept=made.kept)
    return made


def take_back_history(pk: int, *, by: Actor, rights: Rights) -> None:
    """Let it lie. Raises NotThere for another's."""
    with transaction.atomic():
        made = _held(pk, rights)
        if made.by_id != by.user_id:
            raise NotThere
        made.taken_back_at = timezone.now()
        made.save(update_fields=["taken_back_at"])
        _log("history_taken_back", made, by)


def standing_before(made: HistoryUpload) -> dict[Key, CurrentFigure]:
    """What counts now for the cells of the file."""
    rows = CurrentFigure.objects.filter(
        area__in={line["area"] for line in made.lines},
        measure__in={line["measure"] for line in made.lines},
        year__in={line["year"] for line in made.lines},
    ).exclude(origin=Origin.DEMO)
    rows = rows.select_related("actual")
    return {(row.area_id, row.measure_id, row.year): row for row in rows}


def key_of(line: Mapping[str, Any]) -> Key:
    return line["area"], line["measure"], line["year"]


def says_more(line: Mapping[str, Any], standing: CurrentFigure | None) -> bool:
    """Whether a line says anything but what counts already, whoever said it.

    A table that was taken out and comes back puts no word into the mouth of a place.
    """
    if standing is None:
        return True
    told = figure_of(line)
    known = (standing.value, standing.mark, standing.exactness, standing.vintage)
    if (told.value, told.mark, told.exactness, told.vintage) != known:
        return True
    return bool(told.note) and told.note != standing.actual.note.strip()


def _held(pk: int, rights: Rights) -> HistoryUpload:
    if not rights.may("upload_history"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    rows = HistoryUpload.objects.select_for_update(of=("self",)).select_related("plan__area", "by")
    made = rows.filter(pk=pk, confirmed_by=None, taken_back_at=None).first()
    if made is None:
        raise NotThere
    return made


def _figures(plan: Plan, lines: Sequence[Line], problems: list[Problem]) -> list[dict[str, Any]]:
    """The lines as they are stored; whatever is wrong goes to `problems`, with its place."""
    known, found, rows = Known.of(plan), list[dict[str, Any]](), dict[Key, int]()
    for line in lines:
        figure = _read(line, known, problems)
        if figure is None:
            continue
        key = (figure["area"], figure["measure"], figure["year"])
        if key in rows:
            problems.append(Problem.of("E-XLS-DUP", line.row, a=rows[key], b=line.row))
        rows.setdefault(key, line.row)
        found.append(figure)
    return found


def _read(line: Line, known: Known, problems: list[Problem]) -> dict[str, Any] | None:
    """One line; None where something is wrong with it."""
    before = len(problems)
    area = known.areas.of(line.text(Column.AREA_CODE), line.text(Column.AREA))
    measure = known.measures.of(line.text(Column.MEASURE_CODE), line.text(Column.MEASURE))
    year = _year(line, known, problems)
    if area is None:
        problems.append(_unknown(line, _said_in(line, Column.AREA, Column.AREA_CODE), "地区"))
    if measure is None:
        column = _said_in(line, Column.MEASURE, Column.MEASURE_CODE)
        problems.append(_unknown(line, column, "基础指标"))
    if area is None or measure is None or year is None:
        return None
    if (area.pk, year) in known.forms:
        problems.append(_has_form(line.row))
    value, mark = _value(line, measure, problems)
    note = as_typed(line.text(Column.NOTE))
    if fault := fault_in(note, most=LONGEST_NOTE):
        problems.append(_at(fault, line, Column.NOTE))
    vintage, exactness = _vintage(line, problems), _exactness(line, problems)
    if line.text(Column.DEMO).lower() not in NO:
        problems.append(_at(_demonstration(), line, Column.DEMO))
    if len(problems) > before:
        return None
    return {
        "area": area.pk, "measure": measure.pk, "year": year, "mark": mark, "vintage": vintage,
        "value": None if value is None else f"{value:f}", "note": note, "row": line.row,
        "exactness": exactness,
    }  # fmt: skip


def _year(line: Line, known: Known, problems: list[Problem]) -> int | None:
    said = line.text(Column.YEAR).removesuffix("年")
    if said.isascii() and said.isdigit() and int(said) in known.years:
        return int(said)
    first, last = known.years[0], known.years[-1]
    problems.append(_at(Problem.of("E-NUM-RANGE", min=first, max=last), line, Column.YEAR))
    return None


def _value(line: Line, measure: Measure, problems: list[Problem]) -> tuple[Decimal | None, str]:
    """Value and mark: one of them. A question has to be answered in the file itself."""
    cell, said = line.cells[Column.VALUE], line.text(Column.MARK)
    if said:
        mark = mark_named(said)
        if mark is None or cell.text.strip():
            problems.append(_at(Problem.of("E-NUM-MARK"), line, Column.MARK))
        return None, mark or ""
    if cell.kind in (Kind.ERROR, Kind.DATE):
        problems.append(no_figure(cell))
        return None, ""
    match read_figure(cell.text, wanted_of(measure)):
        case Stored(value, _):
            return value, ""
        case Question(_, problem) | Refused(problem):
            problems.append(_at(problem, line, Column.VALUE))
        case Blank():
            problems.append(_at(Problem.of("E-NUM-FORMAT"), line, Column.VALUE))
    return None, ""


def _vintage(line: Line, problems: list[Problem]) -> str:
    said = line.text(Column.VINTAGE)
    if not said:
        return Vintage.ANNUAL.value
    for value, vintage in VINTAGES.items():
        if said in (value, vintage.name.zh, vintage.name.en):
            return value
    problems.append(_unknown(line, Column.VINTAGE, "数据性质"))
    return ""


def _exactness(line: Line, problems: list[Problem]) -> str:
    """≈ and > as an export says them; nothing for what is exact."""
    said = line.text(Column.QUALIFIER) or "="
    if said not in [sign.value for sign in Exactness]:
        problems.append(_unknown(line, Column.QUALIFIER, "限定"))
    elif said != "=" and not line.text(Column.VALUE):
        problems.append(_at(Problem.of("E-NUM-MARK"), line, Column.QUALIFIER))
    return said


def _demonstration() -> Problem:
    """What was made up to show the system is never brought in as a figure."""
    return Problem.of("E-STATE", state="演示数据", state_en="a demonstration")


def _said_in(line: Line, *columns: Column) -> Column:
    """The first of the columns that says anything."""
    return next((column for column in columns if line.text(column)), columns[0])


def _unknown(line: Line, column: Column, kind: str) -> Problem:
    return _at(Problem.of("E-REF", kind=kind, code=line.text(column) or "—"), line, column)


def _has_form(*path: str | int) -> Problem:
    return Problem.of(
        "E-STATE",
        *path,
        state="已有填报任务，请通过报表修改",
        state_en="asked for by a round: use the form",
    )


def _at(problem: Problem, line: Line, column: Column) -> Problem:
    """With the place of the cell, or of the line where the cell is empty."""
    return replace(problem, path=(line.cells[column].place or line.row,))


def figure_of(line: Mapping[str, Any]) -> record.Figure:
    """A line of an upload as it would be recorded."""
    return record.Figure(
        cell=record.Cell(line["area"], line["measure"], line["year"]),
        value=None if line["value"] is None else Decimal(line["value"]),
        mark=Mark(line["mark"]).value if line["mark"] else "",
        exactness=line.get("exactness", "="),
        vintage=line["vintage"],
        origin=Origin.REPORTED.value,
        note=line["note"],
    )


def _log(action: str, made: HistoryUpload, by: Actor, **more: object) -> None:
    after = {"file": made.file_name, "digest": made.digest, **more}
    change = Change(
        action=action, subject="history", key=str(made.pk), after=after, reason=made.reason
    )
    audit.write(change, by=by)

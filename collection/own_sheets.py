"""Bringing in a clerk's own sheet: read once, matched once, and the match is remembered.

What comes of it is an import like any other: nothing is kept before it was looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from accounts.audit import Actor
from areas.problems import Problem
from areas.rights import Rights
from collection.access import return_for
from collection.entry import refuse_closed
from collection.importing import RefusedFile, sheets_of, shown_name, stage_lines
from collection.models import Import, OwnSheet, Return, SheetMapping
from collection.refusals import NotThere
from collection.workbook.cells import NOTHING, Sheet, packed, unpacked
from collection.workbook.form import Found, Line, said_twice
from collection.workbook.own import (
    Layout,
    OwnRow,
    Remembered,
    fits,
    guess,
    heading,
    headings_in,
    plain,
    rows_of,
)
from indicators.models import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sheet as it is read now: its lines with the measure each seems to be, by code."""

    layout: Layout
    names: tuple[str, ...]
    headings: list[tuple[int, str]]
    rows: list[tuple[OwnRow, str]]
    measures: list[Measure]
    remembered: bool


def stage_own(report_id: int, *, name: str, content: bytes, by: Actor, rights: Rights) -> OwnSheet:
    """Read the file. Raises NotThere, NotYours, WrongState or RefusedFile; then nothing is kept."""
    if by.user is None:
        raise TypeError("a file is brought in by a person")
    report = return_for(rights, report_id)
    refuse_closed(report, rights, "import")
    sheets = [sheet for sheet in sheets_of(name, content) if sheet.rows]
    if not sheets:
        raise RefusedFile([Problem.of("E-FILE-EMPTY")])
    if large := next((sheet for sheet in sheets if not fits(sheet)), None):
        raise RefusedFile([Problem.of("E-FILE-DIM", range=large.name)])
    made, _ = OwnSheet.objects.get_or_create(
        report=report, brought_by=by.user, digest=hashlib.sha256(content).hexdigest(),
        defaults={"file_name": shown_name(name), "sheets": [packed(each) for each in sheets]},
    )  # fmt: skip
    return made


def own_sheet_for(rights: Rights, pk: int, user_id: int | None) -> OwnSheet:
    """One's own, for a return one may bring files in for. Raises NotThere."""
    rows = OwnSheet.objects.select_related("report__round__plan", "report__area")
    made = rows.filter(pk=pk, brought_by=user_id).first()
    if made is None or not rights.may("import", area_id=made.report.area_id):
        raise NotThere
    return_for(rights, made.report_id)
    return made


def read_as(made: OwnSheet, asked: Mapping[str, int]) -> Reading:
    """As it was asked to be read, and where nothing was asked, as it was last time or seems to be."""
    sheets, known = _sheets(made), _remembered(made.report)
    measures = _measures(made.report)
    names = [name for each in measures for name in (each.name, each.code)]
    only = None
    if "sheet" in asked:
        only = (min(asked["sheet"], len(sheets) - 1), bool(asked.get("across")))
    layout = guess(sheets, names, year=made.report.round.year, known=known, only=only)
    layout = Layout(
        sheet=layout.sheet, across=layout.across, head=layout.head,
        label=asked.get("label", layout.label), value=asked.get("value", layout.value),
        remark=asked.get("remark", layout.remark) or None,
    )  # fmt: skip
    by_name = {plain(each.name): each.code for each in measures}
    by_name |= {plain(each.code): each.code for each in measures}
    by_name |= dict((known and known.measures) or {})
    sheet = sheets[layout.sheet]
    return Reading(
        layout=layout,
        names=tuple(each.name for each in sheets),
        headings=headings_in(sheet, layout),
        rows=[(row, by_name.get(plain(row.label.text), "")) for row in rows_of(sheet, layout)],
        measures=measures,
        remembered=known is not None,
    )


def bring_own(
    made: OwnSheet, reading: Reading, said: Mapping[int, str], *, by: Actor, rights: Rights
) -> Import:
    """Make an import of the lines that are measures, by number of the line, and remember it.

    Raises RefusedFile where two lines are the same measure, or none is any.
    """
    report = made.report
    refuse_closed(report, rights, "import")
    codes = {each.code for each in reading.measures}
    lines = [_line(row, said[row.number]) for row, _ in reading.rows if said.get(row.number)]
    if not lines:
        raise RefusedFile([Problem.of("E-FILE-MISSING", field="基础指标")])
    if unknown := next((line.code for line in lines if line.code not in codes), None):
        raise RefusedFile([Problem.of("E-REF", kind="基础指标", code=unknown)])
    if twice := list(said_twice(lines)):
        raise RefusedFile(twice)
    with transaction.atomic():
        _remember(made, reading, said)
        made_import = stage_lines(
            report,
            Found(lines=tuple(lines)),
            file_name=made.file_name,
            digest=made.digest,
            by=by,
            own=True,
        )
        made.delete()
    return made_import


def _line(row: OwnRow, code: str) -> Line:
    return Line(
        code=code, row=row.number, value=row.value, mark=NOTHING, remark=row.remark,
        hidden=row.hidden,
    )  # fmt: skip


def _measures(report: Return) -> list[Measure]:
    rows = Measure.objects.filter(entries__report=report)
    return list(rows.select_related("unit").order_by("id"))


def _sheets(made: OwnSheet) -> list[Sheet]:
    return [unpacked(each) for each in made.sheets]


def _remembered(report: Return) -> Remembered | None:
    found = SheetMapping.objects.filter(plan=report.round.plan, area=report.area).first()
    return Remembered(**found.content) if found else None


def _remember(made: OwnSheet, reading: Reading, said: Mapping[int, str]) -> None:
    report, layout, heads = made.report, reading.layout, dict(reading.headings)
    year = report.round.year
    earlier = _remembered(report)
    measures = dict((earlier and earlier.measures) or {})
    measures |= {plain(row.label.text): said.get(row.number, "") for row, _ in reading.rows}
    content = {
        "across": layout.across,
        "label": heading(heads.get(layout.label, ""), year),
        "value": heading(heads.get(layout.value, ""), year),
        "remark": heading(heads.get(layout.remark or 0, ""), year),
        "measures": measures,
    }
    SheetMapping.objects.update_or_create(
        plan=report.round.plan, area=report.area,
        defaults={"content": content, "said_by": made.brought_by},
    )  # fmt: skip

"""Bringing in a file: read and staged, looked at, and then kept as a whole or not at all.

What is staged changes no figure. Confirming goes through the same door as typing, so a
cell somebody changed meanwhile is not overwritten and every change is on record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models.functions import Now

from accounts import audit
from accounts.audit import Actor, Change
from accounts.lockout import Kind as Event
from accounts.lockout import note
from areas.problems import Problem
from areas.rights import Rights
from collection import entry
from collection.access import return_for
from collection.entry import Kept, Typed, refuse_closed
from collection.filetypes import SECRET_NAME
from collection.models import Entry, Import, OwnSheet, Return
from collection.preview import Preview, PreviewRow, preview
from collection.refusals import NotThere, NotYours, RefusedChange, WrongState
from collection.texts import fault_in
from collection.wants import wanted_in
from collection.workbook.cells import Cell, Kind, Sheet
from collection.workbook.files import Opened, open_file, sheets_in
from collection.workbook.form import FormKey, Found, Line
from collection.workbook.sheet import headings_of, key_of
from collection.workbook.unfit import Unfit
from indicators.queries.statements import mark_named

MEGABYTES: Final = 10
LONGEST_NAME: Final = 200
KEPT_UNCONFIRMED: Final = timedelta(days=30)


class RefusedFile(RefusedChange):
    """Nothing of the file was kept; `problems` is everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(problems[0])


class NotKept(WrongState):
    """The import was not confirmed: `shown` says which cells stand in the way."""

    def __init__(self, problem: Problem, shown: Preview) -> None:
        self.shown = shown
        super().__init__(problem)


def stage(report_id: int, *, name: str, content: bytes, by: Actor, rights: Rights) -> Import:
    """Read a file for the return. The same file again, not yet confirmed, is the same import.

    Raises NotThere, NotYours, WrongState or RefusedFile; then nothing is kept.
    """
    if by.user is None:
        raise TypeError("a file is brought in by a person")
    report = return_for(rights, report_id)
    refuse_closed(report, rights, "import")
    opened = _opened(name, content, report)
    _refuse_others(opened, report, by)
    digest = hashlib.sha256(content).hexdigest()
    return stage_lines(
        report, opened.found, file_name=shown_name(name), digest=digest, by=by,
        ignored=opened.ignored, encoding=opened.encoding,
    )  # fmt: skip


def stage_lines(
    report: Return,
    found: Found,
    *,
    file_name: str,
    digest: str,
    by: Actor,
    ignored: Sequence[str] = (),
    encoding: str = "",
    own: bool = False,
) -> Import:
    """Keep what was found of the return's measures until somebody confirms it."""
    lines, notes = _staged(report, found, ignored, encoding)
    same = {"report": report, "brought_by": by.user, "digest": digest, "confirmed_at": None}
    with transaction.atomic():
        made, new = Import.objects.get_or_create(
            **same, defaults={"file_name": file_name, "lines": lines, "notes": notes}
        )
        if not new and made.lines != lines:
            made.lines, made.notes = lines, notes
            made.save(update_fields=["lines", "notes"])
        if new:
            about: dict[str, object] = {"file": made.file_name, "digest": made.digest}
            _log(made, "file_read", by, {**about, "own": True} if own else about)
    return made


def import_for(rights: Rights, pk: int) -> Import:
    """Raises NotThere unless the person may bring files in for the return it belongs to."""
    found = Import.objects.select_related("report__round__plan", "report__area").filter(pk=pk)
    made = found.first()
    if made is None or not rights.may("import", area_id=made.report.area_id):
        raise NotThere
    return_for(rights, made.report_id)
    return made


def confirm(
    pk: int, *, seen: Mapping[int, int], confirmed: frozenset[int], by: Actor, rights: Rights
) -> Import:
    """Keep every cell of the file at the versions that were `seen`, by measure, or none of them.

    `confirmed` are the measures of which every question was answered with yes. A second
    confirmation repeats the first answer. Raises NotKept with the cells that stand in the way.
    """
    with transaction.atomic():
        import_for(rights, pk)
        made = Import.objects.select_for_update(of=("self",)).get(pk=pk)
        if made.confirmed_at is not None:
            return made
        shown = preview(made)
        changing = [row for row in shown.rows if row.changes]
        _refuse_unready(shown, changing, confirmed)
        cells = {row.measure: _typed(row, seen.get(row.measure, 0)) for row in changing}
        kept = _kept(made, cells, by, rights)
        if problem := next((each.refused or each.question for each in kept.values()
                            if each.refused or each.question), None):  # fmt: skip
            # Raised inside the transaction, so that nothing of the file stays.
            raise NotKept(problem, shown)
        Import.objects.filter(pk=pk).update(confirmed_at=Now(), kept=len(cells))
        asked = {row.place: [ask.code for ask in row.asks] for row in changing if row.asks}
        _log(made, "imported", by, {"file": made.file_name, "cells": len(cells), "asked": asked})
    return Import.objects.get(pk=pk)


def sweep(now: datetime) -> int:
    """Forget files nobody confirmed for a month; how many those were."""
    old = Import.objects.filter(confirmed_at=None, brought_at__lt=now - KEPT_UNCONFIRMED)
    OwnSheet.objects.filter(brought_at__lt=now - KEPT_UNCONFIRMED).delete()
    return old.delete()[0]


def readable_file(name: str, content: bytes) -> None:
    """Raises RefusedFile for one that is not even opened."""
    if not content:
        raise RefusedFile([Problem.of("E-FILE-EMPTY")])
    if len(content) > MEGABYTES * 2**20:
        raise RefusedFile([Problem.of("E-FILE-SIZE", n=MEGABYTES)])
    if SECRET_NAME.search(name):
        raise RefusedFile([Problem.of("E-FILE-SECRET")])


def sheets_of(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Every sheet of a file that is no form of ours. Raises RefusedFile."""
    readable_file(name, content)
    try:
        return sheets_in(name, content)
    except Unfit as unfit:
        raise RefusedFile([Problem.of(unfit.code, **unfit.facts)]) from unfit


def _opened(name: str, content: bytes, report: Return) -> Opened:
    readable_file(name, content)
    try:
        opened = open_file(name, content, headings_of(report))
    except Unfit as unfit:
        raise RefusedFile([Problem.of(unfit.code, **unfit.facts)]) from unfit
    if opened.found.problems and not opened.found.lines:
        raise RefusedFile(opened.found.problems)
    return opened


def _refuse_others(opened: Opened, report: Return, by: Actor) -> None:
    """A form of another place, which is on record as such, or of another year or version."""
    own = key_of(report)
    for key in opened.keys:
        if key.area != own.area:
            note(Event.REFUSED, by.name, by.address, f"import for {own.area}: holds {key.area}")
            raise NotYours(Problem.of("E-AUTH-SCOPE"))
        if key != own:
            raise RefusedFile([_of_another_edition(key, own)])


def _of_another_edition(key: FormKey, own: FormKey) -> Problem:
    return Problem.of("E-XLS-VERSION", file=key.edition, system=own.edition)


def _staged(
    report: Return, found: Found, ignored: Sequence[str], encoding: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    entries = {e.measure.code: e for e in report.entries.select_related("measure")}
    unknown = [line for line in found.lines if line.code not in entries]
    problems = [
        *found.problems,
        *(
            Problem.of("E-REF", line.row, kind="基础指标", code=line.code or "—")
            for line in unknown
        ),
    ]
    lines = [_line(line, entries[line.code]) for line in found.lines if line.code in entries]
    notes = [_said(problem, bad=True) for problem in problems]
    if left := (*ignored, *found.ignored):
        notes.append(_said(Problem.of("W-IGNORED", list="、".join(left)), bad=False))
    if encoding not in ("", "utf-8"):
        notes.append(_said(Problem.of("W-ENC", encoding=encoding), bad=False))
    return lines, notes


def _line(line: Line, cell: Entry) -> dict[str, Any]:
    """As it is stored: what would be typed, what must be asked, what is wrong, what stood there."""
    asks, problems = list[Problem](), list[Problem]()
    _judge(line.value, asks, problems)
    if line.hidden:
        asks.append(Problem.of("W-HIDDEN"))
    if line.remark and (fault := fault_in(line.remark.text, most=entry.LONGEST_REMARK)):
        problems.append(fault)
    if line.source and (fault := fault_in(line.source.text, most=entry.LONGEST_SOURCE)):
        problems.append(fault)
    mark = _mark_of(line.mark, problems)
    if mark and line.value.text.strip():
        problems.append(Problem.of("E-NUM-MARK"))
    return {
        "measure": cell.measure_id,
        "place": line.value.place,
        "raw": "" if mark else line.value.text,
        "mark": mark,
        "remark": None if line.remark is None else line.remark.text.strip(),
        "source": None if line.source is None else line.source.text.strip(),
        "asks": [_said(each) for each in asks],
        "problems": [_said(each) for each in problems],
        "was": {"version": cell.version, "raw": cell.raw, "value": _plain(cell), "mark": cell.mark},
    }


def _plain(cell: Entry) -> str:
    return "" if cell.value is None else f"{cell.value:f}"


def _judge(cell: Cell, asks: list[Problem], problems: list[Problem]) -> None:
    match cell.kind:
        case Kind.ERROR | Kind.DATE:
            problems.append(no_figure(cell))
        case Kind.FORMULA if not cell.text:
            problems.append(Problem.of("E-XLS-FORMULA", cell=cell.place))
        case Kind.FORMULA:
            asks.append(Problem.of("W-FORMULA", cell=cell.place, value=cell.text))
        case Kind.TEXT | Kind.NUMBER:
            pass


def no_figure(cell: Cell) -> Problem:
    """Why what a spreadsheet calls an error or a date is not read."""
    code = "E-XLS-ERRCELL" if cell.kind is Kind.ERROR else "E-XLS-DATE"
    return Problem.of(code, cell=cell.place, value=cell.text)


def _mark_of(cell: Cell, problems: list[Problem]) -> str:
    said = cell.text.strip()
    mark = mark_named(said)
    if said and mark is None:
        problems.append(Problem.of("E-NUM-MARK"))
    return mark or ""


def _said(problem: Problem, **more: object) -> dict[str, Any]:
    place = ".".join(str(step) for step in problem.path)
    return {"code": problem.code, "zh": problem.zh, "en": problem.en, "place": place, **more}


def _refuse_unready(
    shown: Preview, changing: Sequence[PreviewRow], confirmed: frozenset[int]
) -> None:
    if shown.wrong:
        raise NotKept(Problem.of("E-XLS-ROWS", n=shown.wrong), shown)
    if open_questions := [r for r in changing if r.asks and r.measure not in confirmed]:
        raise NotKept(Problem.of("E-UNANSWERED", n=len(open_questions)), shown)


def _typed(row: PreviewRow, version: int) -> Typed:
    # What was asked of a row was answered before: `_refuse_unready` has seen to it.
    return Typed(
        version=version, raw=row.raw, mark=row.mark, remark=row.remark, source=row.source,
        confirmed=True,
    )  # fmt: skip


def _kept(
    made: Import, cells: Mapping[int, Typed], by: Actor, rights: Rights
) -> Mapping[int, Kept]:
    report = return_for(rights, made.report_id)
    if not cells:
        refuse_closed(report, rights, "import")
        return {}
    return entry.keep_cells(
        made.report_id, cells, wanted=wanted_in(report), by=by, rights=rights
    )  # fmt: skip


def _log(made: Import, action: str, by: Actor, after: dict[str, object]) -> None:
    change = Change(
        action=action, subject="import", key=str(made.pk), after=after, place=made.report.area.code
    )
    audit.write(change, by=by)


def shown_name(name: str) -> str:
    """The name of a file without folders and without characters that deceive."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable()).strip()[:LONGEST_NAME] or "—"

"""People and their seats from a table, one row a seat: all of it or nothing."""

from __future__ import annotations

import csv
import io
import pathlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from python_calamine import CalamineError, CalamineWorkbook

from accounts.audit import Actor
from accounts.models import User
from accounts.people import NewPerson, make
from areas import seating
from areas.documents import MAX_BYTES, MEGABYTES
from areas.matrix import matrix
from areas.models import Area, Seat
from areas.problems import Problem, ProblemsFound

COLUMNS = ("用户名", "姓名", "联系电话", "席位", "地区", "处室")
NEEDED = ("用户名", "姓名", "席位", "地区")
MOST_ROWS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table: a person in a seat."""

    number: int
    name: str
    full_name: str
    phone: str
    role: str
    area: str
    department: str


def load(path: pathlib.Path, *, by: Actor) -> tuple[list[NewPerson], int]:
    """Who is new, and how many seats were given. Raises ProblemsFound, and then nothing is changed."""
    lines = list(_lines(_table(path)))
    areas = {area.code: area for area in Area.objects.all()}
    areas |= {area.name: area for area in areas.values()}
    if problems := list(_problems(lines, areas)):
        raise ProblemsFound(problems)
    with transaction.atomic():
        people = {user.username: user for user in User.objects.select_for_update()}
        new, given = [], 0
        for line in lines:
            if line.name not in people:
                new.append(make(line.name, by=by, full_name=line.full_name, phone=line.phone))
                people[line.name] = new[-1].user
            given += _seat(people[line.name], line, areas[line.area], by)
    return new, given


def _table(path: pathlib.Path) -> list[list[str]]:
    if path.stat().st_size > MAX_BYTES:
        raise ProblemsFound([Problem.of("E-FILE-SIZE", n=MEGABYTES)])
    raw = path.read_bytes()
    if path.suffix.lower() == ".csv":
        return list(csv.reader(io.StringIO(_text(raw))))
    try:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    except (CalamineError, IndexError) as error:
        raise ProblemsFound([Problem.of("E-FILE-CORRUPT", reason=str(error))]) from error
    return [[_cell(cell) for cell in row] for row in rows]


def _text(raw: bytes) -> str:
    """As Excel and WPS write it: UTF-8, or the national encoding."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ProblemsFound([Problem.of("E-FILE-CORRUPT", reason="UTF-8 / GB 18030")])


def _cell(value: object) -> str:
    """A code of digits comes out of a workbook as a number."""
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value).strip()


def _lines(table: Sequence[Sequence[str]]) -> Iterator[Line]:
    """By the names of the columns, wherever they stand."""
    if not table:
        raise ProblemsFound([Problem.of("E-FILE-EMPTY")])
    head = [cell.strip() for cell in table[0]]
    if missing := [name for name in NEEDED if name not in head]:
        raise ProblemsFound([Problem.of("E-FILE-MISSING", field=name).at(1) for name in missing])
    if len(table) > MOST_ROWS:
        raise ProblemsFound([Problem.of("E-FILE-ROWS", n=MOST_ROWS)])
    for number, row in enumerate(table[1:], start=2):
        cells = dict(zip(head, (cell.strip() for cell in row), strict=False))
        if not any(cells.values()):
            continue
        name, full_name, phone, role, area, department = (cells.get(key, "") for key in COLUMNS)
        yield Line(
            number=number, name=name, full_name=full_name, phone=phone, role=_role(role),
            area=area, department=department,
        )  # fmt: skip


def _role(said: str) -> str:
    """A role by its name on the screen or its code."""
    names = {zh: code for code, (zh, _) in matrix().roles.items()}
    return names.get(said, said)


def _problems(lines: Sequence[Line], areas: dict[str, Area]) -> Iterator[Problem]:
    for line in lines:
        for field, value in (("用户名", line.name), ("姓名", line.full_name)):
            if not value:
                yield Problem.of("E-FILE-MISSING", field=field).at(line.number)
        if line.role not in Seat.Role.values:
            yield Problem.of("E-REF", kind="席位", code=line.role).at(line.number)
        if line.area not in areas:
            yield Problem.of("E-REF", kind="地区", code=line.area).at(line.number)
        if line.role in (Seat.Role.ACCOUNTS, Seat.Role.AUDITOR):
            yield Problem.of("E-FORBIDDEN").at(line.number)


def _seat(user: User, line: Line, area: Area, by: Actor) -> int:
    held = Seat.objects.filter(
        user=user, role=line.role, area=area, department=line.department, ended_at=None
    )
    if held.exists():
        return 0
    seating.give(user, line.role, area, department=line.department, by=by)
    return 1

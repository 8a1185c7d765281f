"""B7: the long table given out, as a text table and as a workbook, and the memory it takes.

The floor is what no way of doing it can save: the database's own copy of as many finished rows,
read to the end (`COPY … TO STDOUT`; on SQLite the rows fetched and written as they are). The work
is what the job behind a download runs. Every file is read back: as many lines as rows.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

from django.db import connection

import dev
from areas.models import Area
from benchmarks.data import load
from benchmarks.machine import machine
from benchmarks.pairs import Pairs, Step, in_turns
from benchmarks.sizes import SIZES
from indicators.models import Gauge, Plan
from indicators.queries.explore import Question
from indicators.queries.plans import years_of
from indicators.queries.standing import courses_of
from indicators.queries.subjects import indicator_subject
from reports import rows

PAIRS: Final = 3
AMOUNTS: Final = (100_000, 1_000_000)
COLUMNS: Final = "area_id, indicator_id, year, value, exactness, vintage, status, demo"
MEBIBYTE: Final = 1 << 20


def main(*, size: str, pairs: int) -> None:
    data = load(SIZES[size])
    print(f"\nB7 the long table given out ({pairs} pairs)\n{data}\n{machine()}")
    for amount in AMOUNTS:
        question = asked(data.plan, amount)
        for suffix in ("csv", "xlsx"):
            found, more = measure(question, suffix, pairs=pairs, environment=os.environ)
            print(
                f"\n{question.size:,} rows as {suffix}, {more / MEBIBYTE:+.0f} MiB\n{found.table()}"
            )
        if len(question.areas) == Area.objects.count():
            return


def asked(plan: Plan, amount: int) -> Question:
    """As many places as make that many rows, or all there are."""
    subjects = tuple(indicator_subject(course) for course in courses_of(plan))
    years = tuple(years_of(plan))
    places = Area.objects.order_by("id")[: amount // (len(subjects) * len(years))]
    return Question(subjects=subjects, areas=tuple(places), years=years)


def measure(
    question: Question, suffix: str, *, pairs: int, environment: Mapping[str, str]
) -> tuple[Pairs, int]:
    """The times, and by how much memory rose at most while a file was written."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{suffix}"
        work = writing(question, suffix, path)
        more = risen(question, suffix, environment)
        found = in_turns(floor=floor(question), work=work, pairs=pairs, unmeasured=1)
        refuse_other_rows(path, suffix, question)
    return found, more


def writing(question: Question, suffix: str, path: Path) -> Step:
    plan = Plan.objects.select_related("area").get(indicators=question.subjects[0].id)

    def write() -> None:
        with path.open("wb") as file:
            rows.WRITERS[suffix](rows.Asked(plan, question, rows.Nobody()), file)

    return write


def floor(question: Question) -> Step:
    areas = f"area_id <= {max(area.pk for area in question.areas)}"
    select = f"SELECT {COLUMNS} FROM {Gauge._meta.db_table} WHERE edition = 0 AND {areas}"
    if connection.vendor == "postgresql":
        return lambda: _copied(f"COPY ({select}) TO STDOUT (FORMAT csv)")
    return lambda: _fetched(select)


def _copied(sql: str) -> None:
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for block in copy:
            len(block)


def _fetched(sql: str) -> None:
    with connection.cursor() as cursor, tempfile.TemporaryFile("w") as file:
        cursor.execute(sql)
        out = csv.writer(file)
        while some := cursor.fetchmany(10_000):
            out.writerows(some)


def risen(question: Question, suffix: str, environment: Mapping[str, str]) -> int:
    """Bytes by which memory rose at most, in a process that has done nothing else before."""
    command = [sys.executable, "-m", "benchmarks.writing_process", suffix, str(question.size)]
    out = subprocess.run(
        command, cwd=dev.HOUSE, env=dict(environment), stdout=subprocess.PIPE, text=True, check=True
    )
    return int(out.stdout)


def refuse_other_rows(path: Path, suffix: str, question: Question) -> None:
    with path.open("rb") as file:
        found = _lines_of_csv(file) if suffix == "csv" else _lines_of_xlsx(path)
    if found != question.size:
        raise AssertionError(f"{found:,} lines for {question.size:,} rows")


def _lines_of_csv(file: BinaryIO) -> int:
    lines = csv.reader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""))
    start = next(n for n, line in enumerate(lines) if line and line[0] == "指标代码")
    return sum(1 for _ in lines) if start >= 0 else 0


def _lines_of_xlsx(path: Path) -> int:
    """Of every sheet but the last, which says what the file is; without their headings."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum((_rows_in(archive, name) - 1 for name in names[:-1]), 0)


def _rows_in(archive: zipfile.ZipFile, name: str) -> int:
    found: int = 0
    tail = b""
    with archive.open(name) as sheet:
        while block := sheet.read(MEBIBYTE):
            found += (tail + block).count(b"<row ")
            tail = block[-4:]
    return found

"""Which function makes which kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import BinaryIO, Final

from indicators.models import Plan, Release
from reports import rows, standalone
from reports.content.facts import Kind
from reports.content.kinds import report
from reports.explorer import OFFICIAL, question_of
from reports.exports.wish import Maker, Progress, Wish
from reports.opendata.package import write_package
from reports.opendata.sdmx import write_csv as write_sdmx
from reports.parquet import write_parquet
from reports.workbook import write_workbook


def make_report(wish: Wish, file: BinaryIO, progress: Progress) -> None:
    """A Word file or a PDF; what is due are its two steps, gathering and writing."""
    progress.due(2)
    found = report(
        wish.plan, Kind(wish.asked["report"]), wish.asked["year"],
        today=date.fromisoformat(wish.asked["today"]), area=wish.area,
    )  # fmt: skip
    progress.done(1)
    file.write(rows.DOCUMENTS[wish.format](found))


ROW_WRITERS: Final = {**rows.WRITERS, "parquet": write_parquet}


def make_rows(wish: Wish, file: BinaryIO, progress: Progress) -> None:
    """The rows of a question; what is due are its cells."""
    question = question_of(wish.plan, dict(wish.asked), official=wish.right == OFFICIAL)
    asked = rows.Asked(wish.plan, question, progress, str(wish.asked["encoding"]))
    ROW_WRITERS[wish.format](asked, file)


def make_workbook(wish: Wish, file: BinaryIO, progress: Progress) -> None:
    today = date.fromisoformat(wish.asked["today"])
    write_workbook(wish.plan, wish.asked["year"], file, today=today, progress=progress)


def make_package(wish: Wish, file: BinaryIO, progress: Progress) -> None:
    write_package(wish.plan, released(wish.plan), file, progress)


def make_sdmx(wish: Wish, file: BinaryIO, progress: Progress) -> None:
    write_sdmx(wish.plan, file, progress)


def released(plan: Plan) -> Release:
    """Raises TypeError for what was not released: it is no open data."""
    if plan.release is None:
        raise TypeError("open data are of a release")
    return plan.release


MAKERS: Final[Mapping[str, Maker]] = {
    "report": make_report,
    "rows": make_rows,
    "workbook": make_workbook,
    "package": make_package,
    "sdmx": make_sdmx,
    **standalone.WRITERS,
}

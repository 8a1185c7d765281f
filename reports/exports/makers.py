"""Which function makes which kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import BinaryIO, Final

from reports import rows
from reports.content.facts import Kind
from reports.content.kinds import report
from reports.explorer import question_of
from reports.exports.wish import Maker, Progress, Wish
from reports.parquet import write_parquet
from reports.pdf.write import pdf_of
from reports.word.write import word_of
from reports.workbook import write_workbook

WRITERS: Final = {"docx": word_of, "pdf": pdf_of}


def make_report(wish: Wish, file: BinaryIO, progress: Progress) -> None:
    """A Word file or a PDF; what is due are its two steps, gathering and writing."""
    progress.due(2)
    found = report(
        wish.plan, Kind(wish.asked["report"]), wish.asked["year"],
        today=date.fromisoformat(wish.asked["today"]), area=wish.area,
    )  # fmt: skip
    progress.done(1)
    file.write(WRITERS[wish.format](found))


ROW_WRITERS: Final = {**rows.WRITERS, "parquet": write_parquet}


def make_rows(wish: Wish, file: BinaryIO, progress: Progress) -> None:
    """The rows of a question; what is due are its cells."""
    question = question_of(wish.plan, dict(wish.asked))
    asked = rows.Asked(wish.plan, question, progress, str(wish.asked["encoding"]))
    ROW_WRITERS[wish.format](asked, file)


def make_workbook(wish: Wish, file: BinaryIO, progress: Progress) -> None:
    today = date.fromisoformat(wish.asked["today"])
    write_workbook(wish.plan, wish.asked["year"], file, today=today, progress=progress)


MAKERS: Final[Mapping[str, Maker]] = {
    "report": make_report,
    "rows": make_rows,
    "workbook": make_workbook,
}

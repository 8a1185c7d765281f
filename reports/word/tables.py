"""Native tables: the heading is repeated on every page, no row is torn apart."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, RGBColor
from docx.table import Table, _Cell, _Row

from indicators.charts.theme import TONES
from reports.document import Cell, Grid
from reports.word import styles

SIDES: Final = {
    "left": styles.LEFT, "center": styles.CENTRE, "right": styles.RIGHT,
}  # fmt: skip
SHADE: Final = "E6EBF1"


def add_table(book: Document, part: Grid) -> None:
    table = book.add_table(rows=1 + len(part.rows), cols=len(part.columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _thin(table)
    widths = _widths(book, part)
    grid = [list(row.cells) for row in table.rows]
    # Looked up here: for a name given to a paragraph python-docx searches all styles every time.
    style = book.styles[styles.TABLE].style_id
    for column, (width, cell) in enumerate(zip(widths, grid[0], strict=True)):
        _write(cell, Cell(part.columns[column].title), "center", style=style, bold=True)
        _shade(cell)
        table.columns[column].width = width
        for row in grid:
            row[column].width = width
    for cells, said in zip(grid[1:], part.rows, strict=True):
        for column, (cell, what) in enumerate(zip(cells, said, strict=True)):
            _write(cell, what, part.columns[column].align, style=style)
    for n, row in enumerate(table.rows):
        _keep_whole(row, heading=n == 0)


def _widths(book: Document, part: Grid) -> list[Emu]:
    page = styles.page_width(book.sections[-1])
    total = sum(column.width for column in part.columns)
    return [Emu(int(page * column.width / total)) for column in part.columns]


def _write(cell: _Cell, said: Cell, align: str, *, style: str, bold: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    line = cell.paragraphs[0]
    line._p.style, line.alignment = style, SIDES[align]
    for n, text in enumerate(said.text.split("\n")):
        run = line.add_run()
        if n:
            run.add_break()
        run.add_text(text)
        run.bold = bold or None
        if said.tone is not None:
            run.font.color.rgb = RGBColor.from_string(TONES[said.tone].lstrip("#").upper())


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _keep_whole(row: _Row, *, heading: bool) -> None:
    shape = row._tr.get_or_add_trPr()
    shape.append(OxmlElement("w:cantSplit"))
    if heading:
        shape.append(OxmlElement("w:tblHeader"))


def _thin(table: Table) -> None:
    """Little room at the sides of a cell: there are many columns."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 40), ("left", 50), ("bottom", 40), ("right", 50)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(width))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)

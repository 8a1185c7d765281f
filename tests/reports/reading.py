"""Reading a report as a person does: its headings, its paragraphs, the rows of its tables."""

from __future__ import annotations

from reports.document import Grid, Heading, Paragraph, Report


def said(found: Report, *, about: str = "") -> str:
    """Every paragraph, or those whose opening words name something."""
    paragraphs = [part for part in found.parts if isinstance(part, Paragraph)]
    return "\n".join(part.lead + part.text for part in paragraphs if about in part.lead)


def headings(found: Report, level: int = 1) -> list[str]:
    return [p.text for p in found.parts if isinstance(p, Heading) and p.level == level]


def table(found: Report, caption: str) -> Grid:
    (grid,) = [p for p in found.parts if isinstance(p, Grid) and p.caption.endswith(caption)]
    return grid


def row(grid: Grid, name: str) -> dict[str, str]:
    titles = [column.title for column in grid.columns]
    (found,) = [cells for cells in grid.rows if any(cell.text == name for cell in cells)]
    return dict(zip(titles, (cell.text for cell in found), strict=True))

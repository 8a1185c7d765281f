"""What every chart hands over: a picture, one sentence, and the figures as a table."""

from dataclasses import dataclass
from typing import Any

from .wording import DEMO, Language, Text

Figure = dict[str, Any]
Cell = Text | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`numeric` holds the positions of the columns that are aligned as figures."""

    headings: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`figure` is Plotly JSON (data, layout, config) labelled in `language`.

    `as_at` is 数据截至, None where nothing is known or the chart is of no one time.
    """

    language: Language
    figure: Figure
    sentence_zh: str
    sentence_en: str
    table: Table
    as_at: Text | None = None

    @property
    def shows_demo(self) -> bool:
        """Whether a row says 演示数据: then every copy of the chart must say it."""
        cells = (cell for row in self.table.rows for cell in row)
        return any(isinstance(cell, Text) and DEMO.zh in cell.zh for cell in cells)

    @property
    def sentence(self) -> str:
        return self.sentence_zh if self.language == "zh" else self.sentence_en

    @property
    def headings(self) -> list[tuple[str, bool]]:
        """Each heading with whether its column holds figures."""
        return [
            (heading.said(self.language), position in self.table.numeric)
            for position, heading in enumerate(self.table.headings)
        ]

    @property
    def rows(self) -> list[list[tuple[str, bool]]]:
        return [
            [
                (
                    cell.said(self.language) if isinstance(cell, Text) else cell,
                    position in self.table.numeric,
                )
                for position, cell in enumerate(row)
            ]
            for row in self.table.rows
        ]

"""Charts as one interactive HTML file that needs nothing else: for a worker alone, with plotly.

The figures are those of the page; sentence, table and source stand below each, so that the file says
as much as the page does when scripts are off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

import plotly.graph_objects as go
import plotly.io
from django.template.loader import render_to_string
from plotly.offline import get_plotlyjs

from indicators.charts.chart import Chart
from indicators.charts.wording import Text
from indicators.downloads.charts import CHARTS, Head, chart_of, head_of
from indicators.models import Plan
from indicators.queries.indicator import indicator_page
from indicators.queries.overview import overview
from indicators.queries.plans import title_of
from indicators.templatetags.plan_words import language, said
from reports.exports.wish import Maker, Progress, Wish

TEMPLATE: Final = "reports/standalone.html"
STYLE: Final = (Path(__file__).parent / "standalone.css").read_text(encoding="utf-8")
GAUGE_HEIGHT: Final = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One chart: the picture as markup plotly made, what it says, and where it is from."""

    title: str
    picture: str
    chart: Chart | None
    sentence: str
    about: Head


def write_chart(wish: Wish, file: BinaryIO, progress: Progress) -> None:
    """A chart of an indicator's page."""
    progress.due(1)
    code, name, year = wish.asked["code"], wish.asked["chart"], wish.asked["year"]
    page = indicator_page(wish.plan, code, year=year, language=language())
    chart = chart_of(page, name)
    section = Section(
        title=said(CHARTS[name].title), picture=_drawn(chart.figure, name), chart=chart,
        sentence=chart.sentence, about=head_of(wish.plan, page, name, language()),
    )  # fmt: skip
    _write(said(page.row.name), wish.plan, [section], file)


def write_overview(wish: Wish, file: BinaryIO, progress: Progress) -> None:
    """Every headline indicator's gauge, laggards first, and the trends."""
    year = wish.asked["year"]
    today = date.fromisoformat(wish.asked["today"])
    found = overview(wish.plan, year=year, language=language(), today=today)
    progress.due(len(found.headline))
    sections = []
    for n, card in enumerate(found.headline, 1):
        name = f"gauge-{n}"
        sections.append(
            Section(
                title=said(card.row.name),
                picture=_drawn(card.figure, name, height=GAUGE_HEIGHT),
                chart=None,
                sentence=card.sentence,
                about=[],
            )
        )
        progress.done(n)
    _write(said(Text("总览", "Overview")), wish.plan, sections, file, lead=said(found.sentence))


def _drawn(figure: dict[str, object], name: str, *, height: int | None = None) -> str:
    made = go.Figure(data=figure["data"], layout=figure["layout"])
    size = {} if height is None else {"height": height}
    made.update_layout(paper_bgcolor="#ffffff", **size)
    # plotly's own words only: the bundle's Chinese is not in this file.
    config = {**figure["config"], "locale": "en"}  # type: ignore[dict-item]
    drawn: str = plotly.io.to_html(
        made, config=config, include_plotlyjs=False, full_html=False, div_id=name
    )
    return drawn


def _write(
    title: str, plan: Plan, sections: Iterable[Section], file: BinaryIO, *, lead: str = ""
) -> None:
    # The one file we write that carries its own style and script: it is opened from a folder.
    own = f"<style>{STYLE}</style><script>{get_plotlyjs()}</script>"
    context = {
        "title": title, "plan": said(title_of(plan)), "sections": list(sections), "lead": lead, "head": own,
        "language": language(),
    }  # fmt: skip
    file.write(render_to_string(TEMPLATE, context).encode())


WRITERS: Final[dict[str, Maker]] = {"chart": write_chart, "overview": write_overview}

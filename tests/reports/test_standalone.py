"""Charts as files that stand alone, and charts within another site."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client

from indicators import gauges
from reports.exports import making
from reports.models import Export
from tests.figures.cast import Cast, assemble

CHART = "/shu-plan/indicators/firms/trend.html"


@pytest.fixture
def cast(db: None) -> Cast:
    cast = assemble()
    for year, firms in ((2021, "100"), (2022, "160")):
        cast.say("shu", "firms", year, firms)
    gauges.drain()
    return cast


def made(address: str, **headers: str) -> str:
    client: Any = Client(headers=headers)
    assert client.get(address).status_code == 302
    making.make(Export.objects.latest("id").pk)
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    return b"".join(answer.streaming_content).decode()


def test_a_chart_needs_nothing_from_anywhere(cast: Cast) -> None:
    page = made(CHART)
    assert "Plotly.newPlot" in page
    assert not re.findall(r"<(?:script|img|iframe)[^>]+src=|<link[^>]+href=", page)
    assert '"showSendToCloud": false' in page or '"showSendToCloud":false' in page


def test_it_says_as_much_as_the_page(cast: Cast) -> None:
    page = made(CHART)
    for words in ("firms名", "2022年", "160", "计量单位", "数据来源", "<table"):
        assert words in page
    english = made(CHART, **{"Accept-Language": "en"})
    assert 'lang="en"' in english
    assert "Unit" in english


def test_the_overview_has_a_gauge_for_every_headline_indicator(cast: Cast) -> None:
    cast.plan.indicators.update(group="headline")
    page = made("/shu-plan/overview.html")
    assert page.count('class="plotly-graph-div"') == cast.plan.indicators.count()


@pytest.mark.parametrize(
    "address", ["indicators/none/trend.html", "indicators/firms/other.html",
                "indicators/firms/decomposition.html", "indicators/firms/trend.html?year=1999"],
)  # fmt: skip
def test_a_chart_there_is_none_of_is_not_there(cast: Cast, address: str) -> None:
    assert Client().get(f"/shu-plan/{address}").status_code == 404
    assert not Export.objects.exists()


def test_only_the_page_made_for_it_may_stand_in_a_frame(cast: Cast) -> None:
    within = Client().get("/shu-plan/embed/firms/trend/")
    assert within.status_code == 200
    policy = within.headers["Content-Security-Policy"]
    assert re.search(r"frame-ancestors [^;]*\*", policy)
    assert "X-Frame-Options" not in within.headers
    other = Client().get("/shu-plan/indicators/firms/")
    assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
    assert other.headers["X-Frame-Options"] == "DENY"


def test_within_another_site_it_says_where_it_is_from(cast: Cast) -> None:
    page = Client().get("/shu-plan/embed/firms/trend/").content.decode()
    assert "数据来源" in page
    assert 'href="/shu-plan/indicators/firms/"' in page
    assert "<style" not in page


def test_no_web_process_loads_what_only_workers_need() -> None:
    """plotly and pyarrow are large: asked for in a fresh process, as a web server starts."""
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'plan_tracker.settings';"
        "import django; django.setup(); import plan_tracker.urls;"
        "print([name for name in ('plotly', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"

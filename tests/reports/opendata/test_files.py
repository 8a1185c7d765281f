"""A release as open data: its files hold before the public validators, and stay the same."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from frictionless import Package, system
from pysdmx.io import get_datasets

from indicators import gauges, releases
from indicators.models import Gauge, Release
from indicators.queries.plans import plan_named
from indicators.queries.released import in_edition
from indicators.queries.table import text_of
from reports.exports import making
from reports.models import Export
from reports.opendata.package import write_package
from reports.opendata.sdmx import code_of, structure, write_csv
from reports.rows import Nobody
from tests.areas.cast import SHELL
from tests.figures.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    """Two releases: 慈 is known from the second on."""
    cast = assemble()
    for area, firms in (("an", "120"), ("bo", "30")):
        cast.say(area, "firms", 2022, firms)
    cast.say("shu", "share", 2022, "30.3", vintage="flash", exactness="≈")
    gauges.drain()
    releases.freeze_before_collection(cast.plan, by=SHELL)
    cast.say("ci", "firms", 2022, "5")
    gauges.drain()
    return cast


def package(cast: Cast) -> bytes:
    release = Release.objects.get()
    file = io.BytesIO()
    plan = in_edition(plan_named(cast.plan.slug), release.pk)
    write_package(plan, release, file, Nobody())
    return file.getvalue()


def sdmx(cast: Cast) -> tuple[str, str]:
    release = Release.objects.get()
    plan = in_edition(plan_named(cast.plan.slug), release.pk)
    file = io.BytesIO()
    write_csv(plan, file, Nobody())
    return file.getvalue().decode(), structure(plan, release).decode()


def test_the_data_package_holds_before_its_validator(cast: Cast, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(package(cast))) as archive:
        archive.extractall(tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == 7


def test_the_validator_would_see_a_code_there_is_none_of(cast: Cast, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(package(cast))) as archive:
        archive.extractall(tmp_path)
    table = tmp_path / "data" / "observations.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("an,firms", "xx,firms"), encoding="utf-8"
    )
    with system.use_context(trusted=True):
        assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_the_package_says_whose_it_is_under_which_licence_and_of_which_release(cast: Cast) -> None:
    with zipfile.ZipFile(io.BytesIO(package(cast))) as archive:
        said = json.loads(archive.read("datapackage.json"))
    assert said["licenses"][0]["name"] == "CC-BY-4.0"
    assert said["contributors"][0]["title"] == "科技厅"
    assert (said["version"], said["digest"]) == ("1.0.0", Release.objects.get().digest)


def test_the_same_release_is_the_same_file(cast: Cast) -> None:
    assert package(cast) == package(cast)


def observations(cast: Cast) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(package(cast))) as archive:
        text = archive.read("data/observations.csv").decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_every_figure_of_the_release_is_in_it_and_nothing_that_came_after(cast: Cast) -> None:
    release = Release.objects.get()
    due = {
        (g.area.code, g.indicator.code, str(g.year)): text_of(g.value)
        for g in Gauge.objects.filter(edition=release.pk, value__isnull=False)
        .exclude(basis="partial")
        .select_related("area", "indicator")
    }
    found = {(e["area"], e["indicator"], e["year"]): e["value"] for e in observations(cast)}
    assert found == due
    assert ("ci", "firms", "2022") not in found


def test_the_sdmx_csv_holds_before_its_validator(cast: Cast) -> None:
    data, described = sdmx(cast)
    dataset: Any
    (dataset,) = get_datasets(data=data, structure=described, validate=True)
    assert len(dataset.data) == len(observations(cast))
    codes = {str(row) for row in dataset.data["REF_AREA"]}
    assert codes == {code_of(each["area"]) for each in observations(cast)}


def test_every_code_of_the_sdmx_csv_is_in_its_list(cast: Cast) -> None:
    data, described = sdmx(cast)
    lists = {
        each["id"]: {code["id"] for code in each["codes"]}
        for each in json.loads(described)["data"]["codelists"]
    }
    columns = {"REF_AREA": "CL_AREA", "INDICATOR": "CL_INDICATOR", "STATUS": "CL_STATUS",
               "VINTAGE": "CL_VINTAGE", "EXACTNESS": "CL_EXACTNESS", "BASIS": "CL_BASIS"}  # fmt: skip
    for row in csv.DictReader(io.StringIO(data)):
        for column, listed in columns.items():
            assert not row[column] or row[column] in lists[listed], (column, row[column])


def test_files_of_a_release_have_addresses_that_stay(cast: Cast) -> None:
    client: Any = Client()
    for address in ("/shu-plan/releases/1/package.zip", "/shu-plan/releases/1/sdmx.csv"):
        assert client.get(address).status_code == 302
        making.make(Export.objects.latest("id").pk)
        answer = client.get(address)
        assert answer.status_code == 200
        assert len(b"".join(answer.streaming_content)) > 100
    assert client.get("/shu-plan/releases/1/sdmx.json").status_code == 200


@pytest.mark.parametrize(
    "address", ["releases/9/package.zip", "releases/1/package.csv", "releases/1/other.zip",
                "releases/99999999999/sdmx.csv", "releases.txt"],
)  # fmt: skip
def test_what_there_is_none_of_is_not_there(cast: Cast, address: str) -> None:
    assert Client().get(f"/shu-plan/{address}").status_code == 404
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("suffix", "item"), [("atom", "{http://www.w3.org/2005/Atom}entry"), ("rss", "channel/item")]
)
def test_the_feed_tells_of_every_release(cast: Cast, suffix: str, item: str) -> None:
    answer = Client().get(reverse("release_feed", kwargs={"plan": "shu-plan", "suffix": suffix}))
    found = ElementTree.fromstring(answer.content).findall(item)
    assert len(found) == 1
    assert suffix in answer.headers["Content-Type"]


def test_the_page_lists_the_releases_with_their_files(cast: Cast) -> None:
    page = Client().get("/shu-plan/open-data/").content.decode()
    assert "第1号" in page
    assert Release.objects.get().digest[:16] in page
    assert 'rel="license"' in page


def test_before_the_first_release_the_page_says_where_to_look(db: None) -> None:
    assemble()
    assert "还没有发布过数据" in Client().get("/shu-plan/open-data/").content.decode()

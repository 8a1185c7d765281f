"""补报: what was missing is asked for again, of those who owe it, with a form of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from collection.models import Entry, Round
from collection.states import State
from indicators import gauges
from indicators.models import CurrentFigure
from plan_tracker.verify import INVARIANTS
from tests.collection.conftest import YEAR, Office
from tests.collection.test_pages import signed_in


@pytest.fixture
def late(office: Office) -> Office:
    """安 has reported everything but its firms, which it does not know yet."""
    office.fills()
    office.enters("liumei", {"firms": ""}, mark="pending")
    for name, action in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        office.moves(name, action)
    gauges.drain()
    return office


def opens(office: Office) -> Any:
    day = timezone.localdate()
    fields = {
        "year": f"{YEAR}", "vintage": "supplement", "opens": f"{day - timedelta(days=1)}",
        "due": f"{day + timedelta(days=9)}", "closes": f"{day + timedelta(days=9)}",
    }  # fmt: skip
    return signed_in("zhang").post(reverse("rounds"), fields)


def asked(office: Office) -> dict[str, set[str]]:
    rows = Entry.objects.filter(report__round__supplement=True).select_related(
        "measure", "report__area"
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.report.area.code, set()).add(row.measure.code)
    return found


def test_only_what_is_missing_is_asked_for_and_only_of_whoever_owes_it(late: Office) -> None:
    late.cast.say("ci", "firms", YEAR, "8")
    gauges.drain()
    assert opens(late).status_code == 302
    wanted = asked(late)
    assert wanted["an"] == {"firms"}
    assert "firms" in wanted["bo"]
    assert "firms" not in wanted["ci"]


def test_it_is_called_what_it_is_and_goes_the_way_of_every_form(late: Office) -> None:
    opens(late)
    made = Round.objects.get(supplement=True)
    office = Office(late.cast, made)
    assert str(made) == f"{YEAR}年补报"
    page = signed_in("liumei").get(reverse("return", kwargs={"pk": office.report().pk}))
    assert f"{YEAR}年补报" in page.content.decode()
    office.enters("liumei", {"firms": "131"})
    for name, action in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        office.moves(name, action)
    gauges.drain()
    figure = CurrentFigure.objects.get(area__code="an", measure__code="firms", year=YEAR)
    assert (figure.value, figure.vintage) == (131, "annual")
    assert office.report().state == State.ACCEPTED
    assert [f for each in INVARIANTS for f in each.broken()] == []


def test_a_file_of_the_earlier_form_is_not_taken_for_it(late: Office) -> None:
    opens(late)
    office = Office(late.cast, Round.objects.get(supplement=True))
    earlier = late.report("bo")
    client = signed_in("bai")
    form = client.get(reverse("form_csv", kwargs={"pk": earlier.pk})).content
    address = reverse("bring_in", kwargs={"pk": office.report("bo").pk})
    answer = client.post(address, {"file": SimpleUploadedFile("t.csv", form)})
    assert answer.status_code == 422
    assert "E-XLS-VERSION" in answer.content.decode()


def test_there_is_one_for_a_year_and_none_where_nothing_is_missing(late: Office) -> None:
    opens(late)
    assert opens(late).status_code in (409, 422)
    Round.objects.filter(supplement=True).update(year=YEAR - 1)
    for entry in Entry.objects.filter(report__round=late.round).select_related(
        "report__area", "measure"
    ):
        late.cast.say(entry.report.area.code, entry.measure.code, YEAR, "5")
    gauges.drain()
    assert "没有尚缺的数据" in opens(late).content.decode()

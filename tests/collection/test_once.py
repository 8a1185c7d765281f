"""A second click does nothing again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from collection import once
from collection.models import Comment, Evidence, SentForm
from collection.once import new_key
from tests.collection.conftest import Office
from tests.collection.rights.walk import PDF
from tests.collection.test_pages import read, signed_in


def comments_with(office: Office, key: str, text: str = "请核实") -> Any:
    address = reverse("comment", kwargs={"pk": office.report().pk})
    return signed_in("liumei").post(address, {"text": text, "form_key": key})


def test_a_remark_that_is_sent_twice_is_said_once(office: Office) -> None:
    key = new_key()
    assert comments_with(office, key).status_code == 302
    assert comments_with(office, key).status_code == 302, "answered as the first was"
    assert Comment.objects.count() == 1
    assert AuditEntry.objects.filter(action="commented").count() == 1
    assert comments_with(office, new_key()).status_code == 302
    assert Comment.objects.count() == 2, "the same words from a new page are meant"


def test_a_file_that_is_sent_twice_is_brought_once(office: Office) -> None:
    key, address = new_key(), reverse("attach", kwargs={"pk": office.report().pk})
    for _ in range(2):
        fields = {"file": SimpleUploadedFile("a.pdf", PDF), "form_key": key}
        assert signed_in("liumei").post(address, fields).status_code == 302
    assert Evidence.objects.count() == 1


def test_what_was_refused_may_be_sent_again_from_the_same_page(office: Office) -> None:
    key = new_key()
    assert comments_with(office, key, text=" ").status_code == 422
    assert comments_with(office, key).status_code == 302
    assert Comment.objects.count() == 1


def test_every_page_has_a_key_of_its_own(office: Office) -> None:
    first, second = (read(signed_in("liumei"), "return", pk=office.report().pk) for _ in range(2))
    keys = [page.split('name="form_key" value="')[1][:32] for page in (first, second)]
    assert keys[0] != keys[1]


@pytest.mark.parametrize("key", ["x", "0" * 31, "G" * 32, "'; DROP"])
def test_a_key_that_no_page_has_is_refused(office: Office, key: str) -> None:
    assert comments_with(office, key).status_code == 422
    assert not Comment.objects.exists()


def test_keys_are_forgotten_after_two_days(office: Office) -> None:
    comments_with(office, new_key())
    once.sweep(timezone.now() + timedelta(days=1))
    assert SentForm.objects.count() == 1
    once.sweep(timezone.now() + timedelta(days=3))
    assert not SentForm.objects.exists()

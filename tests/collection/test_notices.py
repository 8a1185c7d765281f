"""催报 by mail and through the gateway for SMS: to whom it concerns, once, whatever breaks."""

from __future__ import annotations

import hashlib
import hmac
import json
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, User
from collection import notices, reminders
from collection.models import Notice
from tests.areas.cast import person, seat
from tests.collection.conftest import Office
from tests.services import free_port


class PostOffice(socketserver.ThreadingTCPServer):
    """A mail server that takes everything, or hangs up in the middle of a letter."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, *, breaks: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Letter)
        self.letters: list[str] = []
        self.breaks = breaks
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Letter(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                said = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    said.append(line.decode())
                if self.server.breaks:
                    return
                self.server.letters.append("".join(said))
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")


class Gateway(ThreadingHTTPServer):
    """The house's gateway for SMS; `answers` are the status codes it gives, the last for ever."""

    def __init__(self, *answers: int) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.answers, self.asked = list(answers), list[tuple[dict[str, str], bytes]]()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Asked(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((dict(self.headers), body))
        answers = self.server.answers
        self.send_response(answers.pop(0) if len(answers) > 1 else answers[0])
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def office(office: Office) -> Office:
    """刘梅 has an address and a telephone, 陈主任 a telephone alone, 白 of 博 neither."""
    User.objects.filter(username="liumei").update(email="liumei@example.cn", phone="13900000001")
    User.objects.filter(username="chen").update(phone="13900000002")
    return office


@pytest.fixture
def mail(settings: Any) -> Iterator[PostOffice]:
    with PostOffice() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_GIVEN, settings.EMAIL_USE_TLS = True, False
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        yield server
        server.shutdown()


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    with Gateway(200) as server:
        settings.NOTICE_HOOK_URL = f"http://127.0.0.1:{server.server_address[1]}/sms"
        settings.NOTICE_HOOK_SECRET = "between-us"
        yield server
        server.shutdown()


def pressed(office: Office, words: str = "请尽快报送") -> None:
    reminders.press(
        office.round, words=words, by=office.actor("wang"), rights=office.rights("wang")
    )


def test_a_reminder_goes_by_mail_to_whoever_gave_an_address(
    office: Office, mail: PostOffice
) -> None:
    pressed(office)
    assert notices.send_notices() == 1
    (letter,) = mail.letters
    assert "To: liumei@example.cn" in letter
    assert Notice.objects.get().text.startswith("请尽快报送\nan名2024年年报数当前为“未填报”")


def test_a_reminder_goes_through_the_gateway_signed_and_with_a_key(
    office: Office, gateway: Gateway
) -> None:
    pressed(office)
    assert notices.send_notices() == 2
    heads, body = gateway.asked[0]
    said = json.loads(body)
    assert (said["phone"], said["subject"]) == ("13900000001", "【省级催报】an名2024年年报数")
    signed = hmac.new(b"between-us", body, hashlib.sha256).hexdigest()
    assert heads["X-Signature-256"] == f"sha256={signed}"
    assert len({heads["Idempotency-Key"] for heads, _ in gateway.asked}) == 2


def test_nothing_is_written_where_no_way_is_set(office: Office) -> None:
    pressed(office)
    assert not Notice.objects.exists()


def test_the_same_occasion_is_told_once(office: Office, mail: PostOffice) -> None:
    pressed(office)
    pressed(office, "再催一次")
    assert notices.send_notices() == 1
    assert notices.send_notices() == 0
    assert len(mail.letters) == 1


def test_a_gateway_that_is_down_is_asked_again_with_the_same_key_and_given_up_in_the_end(
    office: Office, settings: Any
) -> None:
    User.objects.filter(username="chen").update(phone="")
    settings.NOTICE_HOOK_URL = f"http://127.0.0.1:{free_port()}/sms"
    pressed(office)
    assert [notices.send_notices() for _ in range(7)] == [0] * 7
    notice = Notice.objects.get()
    assert notice.tries == notices.MOST_TRIES
    assert "refused" in notice.failed


def test_a_gateway_that_answers_with_an_error_is_asked_again(
    office: Office, gateway: Gateway
) -> None:
    User.objects.filter(username="chen").update(phone="")
    gateway.answers = [503, 200]
    pressed(office)
    assert [notices.send_notices(), notices.send_notices(), notices.send_notices()] == [0, 1, 0]
    keys = [heads["Idempotency-Key"] for heads, _ in gateway.asked]
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_mail_that_broke_off_in_the_middle_may_have_arrived_and_is_not_sent_again(
    office: Office, mail: PostOffice
) -> None:
    mail.breaks = True
    pressed(office)
    assert [notices.send_notices(), notices.send_notices()] == [0, 0]
    assert Notice.objects.get().failed


def test_mail_waits_where_no_server_is_reached(
    office: Office, mail: PostOffice, settings: Any
) -> None:
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    pressed(office)
    assert notices.send_notices() == 0
    settings.EMAIL_PORT = there
    assert notices.send_notices() == 1


def test_one_that_was_claimed_by_a_worker_that_died_is_not_sent_twice(
    office: Office, mail: PostOffice
) -> None:
    pressed(office)
    Notice.objects.update(claimed_at=office.round.opens)
    assert notices.send_notices() == 0
    assert mail.letters == []


def test_whose_seat_has_ended_or_who_is_disabled_is_told_nothing(
    office: Office, mail: PostOffice
) -> None:
    User.objects.filter(username="liumei").update(is_active=False)
    seat("gone", "reporter", office.cast.areas["an"], days=-1)
    User.objects.filter(username="gone").update(email="gone@example.cn")
    pressed(office)
    assert notices.send_notices() == 0


# --- How one is reached -------------------------------------------------------------------------


def test_one_s_own_name_telephone_and_address_are_one_s_own_to_change(office: Office) -> None:
    client = Client()
    client.force_login(person("bai"))
    address = reverse("profile")
    fields = {"full_name": "白玛", "phone": "0836-1", "email": "bai@example.cn"}
    assert client.post(address, fields).status_code == 302
    assert "白玛" in client.get(address).content.decode()
    bai = User.objects.get(username="bai")
    assert (bai.phone, bai.email) == ("0836-1", "bai@example.cn")
    assert client.post(address, fields).status_code == 302, "the same again changes nothing"
    entries = AuditEntry.objects.filter(action="profile_changed")
    assert [entry.subject_key for entry in entries] == ["bai"]


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "no address"}, {"full_name": ""}, {"phone": "1" * 41}, {"full_name": "白\u202e玛"},
        {"is_staff": "on"}, {"username": "admin"},
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_and_stays_in_the_form(
    office: Office, fields: dict[str, str]
) -> None:
    client = Client()
    client.force_login(person("bai"))
    sent = {"full_name": "白玛", "phone": "1", "email": "", **fields}
    answer = client.post(reverse("profile"), sent)
    assert answer.status_code == 422
    assert User.objects.get(username="bai").full_name == "bai"

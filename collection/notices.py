"""催报 beyond the page: by mail, and through the house's own gateway for SMS or 政务微信.

Written with the reminder in one transaction, sent afterwards by a job. A notice is claimed
before it is sent: if the worker dies in between it is not sent again, because two are worse
than one that is on the page anyway.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import smtplib
import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from accounts.models import User
from areas.models import Seat
from areas.rights import held_today
from collection.models import Notice, Reminder, Return
from collection.refusals import moment

Channel = Notice.Channel
MOST_TRIES: Final = 5
AT_ONCE: Final = 50
PATIENCE: Final = 5
"""Seconds that a gateway may take."""
logger = logging.getLogger(__name__)


class NotReached(Exception):
    """It may be tried again: it went to nobody, or repetitions are told apart where it goes."""


def write_notices(reminders: Sequence[Reminder]) -> int:
    """One for everybody of the place who fills in or heads its form, by every way there is."""
    ways = [Channel.MAIL] if settings.EMAIL_GIVEN else []
    ways += [Channel.HOOK] if settings.NOTICE_HOOK_URL else []
    if not ways or not reminders:
        return 0
    people = _people({reminder.report.area_id for reminder in reminders})
    wanted = [
        _notice(reminder, user, way)
        for reminder in reminders
        for user in people.get(reminder.report.area_id, ())
        for way in ways
        if _reachable(user, way)
    ]
    Notice.objects.bulk_create(wanted, ignore_conflicts=True)
    return len(wanted)


def tell(user: User, *, occasion: str, subject: str, text: str) -> None:
    """A mail to one person about one occasion, once; nothing where there is no mail or address."""
    if settings.EMAIL_GIVEN and user.email:
        notice = Notice(
            key=f"{Channel.MAIL}:{occasion}:{user.pk}", channel=Channel.MAIL, user=user,
            subject=subject, text=text,
        )  # fmt: skip
        Notice.objects.bulk_create([notice], ignore_conflicts=True)


def send_notices() -> int:
    """Send what waits; how many went out."""
    waiting = Notice.objects.filter(claimed_at=None, failed="").values_list("pk", flat=True)
    return sum(_sent(pk) for pk in list(waiting[:AT_ONCE]))


def _sent(pk: int) -> bool:
    if not Notice.objects.filter(pk=pk, claimed_at=None).update(claimed_at=timezone.now()):
        return False
    notice = Notice.objects.select_related("user").get(pk=pk)
    try:
        SEND[Channel(notice.channel)](notice)
    except NotReached as error:
        _put_back(notice, str(error))
        return False
    except (OSError, smtplib.SMTPException) as error:
        # It may have arrived: once is enough.
        notice.failed = str(error)[:200]
        notice.save(update_fields=["failed"])
        logger.warning("notice %s was not sent: %s", notice.pk, error)
        return False
    notice.sent_at = timezone.now()
    notice.save(update_fields=["sent_at"])
    return True


def _put_back(notice: Notice, why: str) -> None:
    notice.tries += 1
    notice.claimed_at = None
    if notice.tries >= MOST_TRIES:
        notice.failed = why[:200]
        logger.warning("notice %s is given up: %s", notice.pk, why)
    notice.save(update_fields=["tries", "claimed_at", "failed"])


def _mail(notice: Notice) -> None:
    connection = get_connection(timeout=PATIENCE)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise NotReached(str(error)) from error
    try:
        message = EmailMessage(
            notice.subject, notice.text, settings.DEFAULT_FROM_EMAIL, [notice.user.email],
            headers={"Message-ID": f"<{_token(notice)}@plan-tracker>"}, connection=connection,
        )  # fmt: skip
        message.send()
    finally:
        connection.close()


def _hook(notice: Notice) -> None:
    """POST the notice as JSON. The gateway tells repetitions by `Idempotency-Key`, so it may be
    asked again; with a secret the body is signed."""
    body = json.dumps(
        {
            "key": notice.key,
            "phone": notice.user.phone,
            "name": str(notice.user),
            "subject": notice.subject,
            "text": notice.text,
        },
        ensure_ascii=False,
    ).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": _token(notice)}
    if secret := settings.NOTICE_HOOK_SECRET:
        signed = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers["X-Signature-256"] = f"sha256={signed}"
    request = urllib.request.Request(  # noqa: S310 - http or https, as the setting demands
        settings.NOTICE_HOOK_URL, data=body, headers=headers, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310
            pass
    except (OSError, urllib.error.URLError) as error:
        raise NotReached(str(error)) from error


SEND: Final = {Channel.MAIL: _mail, Channel.HOOK: _hook}


def _token(notice: Notice) -> str:
    return hashlib.sha256(notice.key.encode()).hexdigest()[:32]


def _people(areas: Iterable[int]) -> dict[int, list[User]]:
    seats = Seat.objects.filter(
        area__in=set(areas), role__in=[Seat.Role.REPORTER, Seat.Role.HEAD], user__is_active=True
    ).select_related("user", "lent_by")
    found: dict[int, dict[int, User]] = {}
    for seat in held_today(seats, timezone.localdate()):
        found.setdefault(seat.area_id, {})[seat.user_id] = seat.user
    return {area: list(users.values()) for area, users in found.items()}


def _reachable(user: User, way: Channel) -> bool:
    return bool(user.email if way is Channel.MAIL else user.phone)


def _notice(reminder: Reminder, user: User, way: Channel) -> Notice:
    report = reminder.report
    return Notice(
        key=f"{way}:{reminder.key}:{user.pk}", channel=way, user=user,
        subject=f"【{reminder.get_kind_display()}】{_name(report)}", text=_text(reminder, report),
    )  # fmt: skip


def _name(report: Return) -> str:
    return f"{report.area.name}{report.round.year}年{report.round.kind.zh}"


def _text(reminder: Reminder, report: Return) -> str:
    state = report.get_state_display()
    said = f"{_name(report)}当前为“{state}”，报送期限 {moment(report.due)}。请登录规划进度跟踪系统办理。"
    return f"{reminder.words}\n{said}" if reminder.words else said

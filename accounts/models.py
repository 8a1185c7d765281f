"""People who use Plan Tracker, and what they did."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from accounts.added import Added, AddedQuerySet


class User(AbstractUser):
    """A person with a sign-in. What somebody may do comes from seats, never from flags here.

    `password_set_at` is None where someone else chose the password: then it
    must be changed before anything else.
    """

    full_name = models.CharField("姓名", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    password_set_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.full_name or self.username


class EarlierPassword(Added):
    """The hash of a password that may not be chosen again so soon."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="earlier_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)


class SecurityEvent(Added):
    """安全日志: a sign-in, a refusal, a lock. `subject` is the name that was typed, in small letters."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "登录"
        SIGNED_OUT = "signed_out", "退出"
        FAILED = "failed", "登录失败"
        LOCKED_OUT = "locked_out", "锁定期间尝试登录"
        UNLOCKED = "unlocked", "解除锁定"
        EXPIRED = "expired", "超时退出"
        REFUSED = "refused", "越权访问"
        PASSWORD_CHANGED = "password_changed", "修改密码"

    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20, choices=Kind)
    subject = models.CharField(max_length=150)
    address = models.CharField(max_length=45, blank=True)
    detail = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=("subject", "at"), name="security_by_subject"),
            models.Index(fields=("address", "at"), name="security_by_address"),
        ]


class AuditEntryQuerySet(AddedQuerySet["AuditEntry"]):
    def in_order(self) -> AuditEntryQuerySet:
        return self.order_by("number")


class AuditEntry(Added):
    """操作日志: one change, by whom, before and after, chained to the entry before it.

    `subject` is kind and key of what was changed, `place` the code of the area it
    belongs to. `before` and `after` are canonical JSON. `digest` covers all of it and
    the digest of the entry before: nothing can be changed or left out unseen.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor_name = models.CharField(max_length=150)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=120)
    place = models.CharField(max_length=64, blank=True)
    before = models.TextField()
    after = models.TextField()
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        indexes = [
            models.Index(fields=("subject", "subject_key"), name="audit_by_subject"),
            models.Index(fields=("place",), name="audit_by_place"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="audit_begins_with_1"),
            models.CheckConstraint(condition=~Q(action=""), name="audit_entry_says_what_was_done"),
        ]


class AuditHead(models.Model):
    """The last entry of the chain; whoever adds one holds this row until all is committed."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    number = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_audit_head")]


class Token(models.Model):
    """接口令牌: lets a program of its owner's act with the owner's rights and no more.

    Only a digest of the secret is kept; `hint` are its first letters, to tell one from another.
    """

    class Scope(models.TextChoices):
        READ = "read", "只读"
        WRITE = "write", "填报"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=8, choices=Scope)
    hint = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class OnceKey(models.Model):
    """A key under which a program sent something, and what it was answered.

    `status` is None while the first is at work: its answer is written in the transaction of the
    change itself, so that there is an answer if and only if there is the change.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)
    etag = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "key"), name="one_answer_per_user_and_key")
        ]

"""People who use Plan Tracker."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person with a sign-in. What somebody may do comes from seats, never from flags here."""

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

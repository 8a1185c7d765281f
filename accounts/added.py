"""Rows that are only ever added: a correction is another row."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

RowT = TypeVar("RowT", bound=models.Model)


class AddedQuerySet(models.QuerySet[RowT]):
    """Rows are read and added; nothing here changes or removes one."""

    def update(self, **_: Any) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is never changed; record a new one")

    def delete(self) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is never removed; record a new one")


class Added(models.Model):
    """A row that is only ever added, also where somebody holds it in hand."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is never changed; record a new one")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is never removed; record a new one")

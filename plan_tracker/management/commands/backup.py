"""manage.py backup: everything that cannot be made again, in one file. The site may run."""

from __future__ import annotations

import shutil
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.acting import command_actor
from plan_tracker.backup import CannotRestore, back_up


class Command(BaseCommand):
    help = "Write a backup to a folder, to a file, or with - to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", help="a folder, the name of a file that is not there, or -")

    def handle(self, *, target: str, **_: Any) -> None:
        try:
            if target == "-":
                self._to_output()
                return
            path = _file(Path(target))
            manifest = back_up(path, by=command_actor())
        except CannotRestore as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path}: sha256 of the database {manifest.sha256}")

    def _to_output(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "backup"
            back_up(path, by=command_actor())
            with path.open("rb") as said:
                shutil.copyfileobj(said, sys.stdout.buffer)


def _file(target: Path) -> Path:
    if target.is_dir():
        moment = timezone.localtime().strftime("%Y%m%d-%H%M%S")
        target = target / f"plan-tracker-{moment}.zip"
    if target.exists():
        raise CommandError(f"{target} is there already; a backup overwrites nothing")
    if not target.parent.is_dir():
        raise CommandError(f"there is no folder {target.parent}")
    return target

"""manage.py restore: everything as it was when the backup was made. Stop what writes first."""

from __future__ import annotations

import shutil
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.acting import command_actor
from plan_tracker.backup import CannotRestore, opened, restore


class Command(BaseCommand):
    help = (
        "Replace the whole database with a backup, after --yes. Without it, say what would happen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="the backup, or - for standard input")
        parser.add_argument("--yes", action="store_true", help="replace what is there")

    def handle(self, *, source: str, yes: bool, **_: Any) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(source)
            if source == "-":
                path = Path(folder) / "backup"
                with path.open("wb") as written:
                    shutil.copyfileobj(sys.stdin.buffer, written)
            try:
                if not yes:
                    with opened(path) as (_archive, manifest):
                        self.stdout.write(
                            f"backup of {manifest.made_at}, log up to {manifest.audit_number}; "
                            "with --yes it replaces everything that is here"
                        )
                    return
                manifest = restore(path, by=command_actor())
            except CannotRestore as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"restored the backup of {manifest.made_at}; everybody signs in again")
        self.stdout.write("== verify")
        call_command("verify", stdout=self.stdout)

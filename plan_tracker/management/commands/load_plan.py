"""manage.py load_plan FILE: bring the stored plan into agreement with a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.documents import read_file
from areas.problems import ProblemsFound
from plan_tracker import planfile


class Command(BaseCommand):
    help = "Load a plan from its file. Writes only what differs; refuses the file as a whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, verbosity: int, **_: Any) -> None:
        try:
            plan, changes = planfile.load(read_file(file))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except ProblemsFound as found:
            lines = [f"{file}: {problem}" for problem in found.problems]
            errors = "1 error" if len(lines) == 1 else f"{len(lines)} errors"
            lines.append(f"{errors}; nothing was changed")
            raise CommandError("\n".join(lines)) from found
        words = {word: getattr(changes, word) for word in ("created", "changed", "dropped")}
        if verbosity > 1:
            for word, titles in words.items():
                for title in titles:
                    self.stdout.write(f"{word} {title}")
        counts = ", ".join(f"{len(titles)} {word}" for word, titles in words.items())
        self.stdout.write(f"{plan.slug}: {counts}")

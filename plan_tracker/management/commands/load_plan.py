"""manage.py load_plan FILE: bring the stored plan into agreement with a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.problems import ProblemsFound
from plan_tracker import planfile


class Command(BaseCommand):
    help = "Load a plan from its file. Writes only what differs; refuses the file as a whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        try:
            plan, changes = planfile.load(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file}: {error}") from error
        except ProblemsFound as found:
            lines = [f"{file}: {problem}" for problem in found.problems]
            raise CommandError(
                "\n".join([*lines, f"{len(lines)} errors; nothing was changed"])
            ) from found
        for word in ("created", "changed", "dropped"):
            for what in getattr(changes, word):
                if self.verbosity_above(_):
                    self.stdout.write(f"{word} {what}")
        counts = ", ".join(
            f"{len(getattr(changes, word))} {word}" for word in ("created", "changed", "dropped")
        )
        self.stdout.write(f"{plan.slug}: {counts}")

    @staticmethod
    def verbosity_above(options: dict[str, Any]) -> bool:
        return int(options.get("verbosity", 1)) > 1

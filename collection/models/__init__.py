"""What comes in: rounds, each place's return in them, and the rules its figures must keep."""

from collection.models.checks import CheckRule
from collection.models.choices import ChoiceProposal
from collection.models.comments import Comment
from collection.models.deadlines import ExceptionRequest, Reminder
from collection.models.evidence import Content, Evidence
from collection.models.history import HistoryUpload
from collection.models.imports import Import
from collection.models.notes import NoteDraft, NoteMove
from collection.models.notices import Notice
from collection.models.once import SentForm
from collection.models.own_sheets import OwnSheet, SheetMapping
from collection.models.returns import Entry, Move, MoveProposal, Return, Round

__all__ = [
    "CheckRule",
    "ChoiceProposal",
    "Comment",
    "Content",
    "Entry",
    "Evidence",
    "ExceptionRequest",
    "HistoryUpload",
    "Import",
    "Move",
    "MoveProposal",
    "NoteDraft",
    "NoteMove",
    "Notice",
    "OwnSheet",
    "Reminder",
    "Return",
    "Round",
    "SentForm",
    "SheetMapping",
]

"""Addresses of those who report, check and accept."""

from django.urls import path, register_converter

from collection import (
    comments,
    concealment,
    deadline_pages,
    evidence_pages,
    history_pages,
    import_pages,
    lending,
    log_page,
    official_pages,
    own_sheet_pages,
    publishing,
    round_moves,
    security_page,
    taking_back,
    views,
)
from collection.states import STEPS


class ActionName:
    """An action on a single form; an address with another one leads nowhere."""

    regex = "|".join(action for action, step in STEPS.items() if not step.of_round)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ActionName, "action")

urlpatterns = [
    path("", views.workbench, name="workbench"),
    path("rights/", views.my_rights, name="my_rights"),
    path("rights/<int:pk>/lend/", lending.lend_seat, name="lend_seat"),
    path("rights/loans/<int:pk>/end/", lending.end_loan, name="end_loan"),
    path("rounds/", views.all_rounds, name="rounds"),
    path("rounds/<int:pk>/", views.one_round, name="round"),
    path("rounds/<int:pk>/remind/", deadline_pages.remind_round, name="remind_round"),
    path("rounds/<int:pk>/accept/", round_moves.accept_many, name="accept_many"),
    path("rounds/<int:pk>/lock/", round_moves.lock_round, name="lock_round"),
    path("rounds/<int:pk>/reopen/", round_moves.reopen_round, name="reopen_round"),
    path("proposals/<int:pk>/take-back/", taking_back.take_back_move, name="take_back_move"),
    path("choices/<int:pk>/take-back/", taking_back.take_back_choice, name="take_back_choice"),
    path("requests/<int:pk>/decline/", deadline_pages.decline_exception, name="decline_exception"),
    path("security/", security_page.security_log, name="security_log"),
    path("audit/", log_page.audit_log, name="audit_log"),
    path("audit.csv", log_page.audit_csv, name="audit_csv"),
    path("figures/", official_pages.figures, name="figures"),
    path("figures/<int:pk>/choose/", official_pages.choose_figure, name="choose_figure"),
    path("figures/conceal/", concealment.conceal_figure, name="conceal_figure"),
    path("figures/concealed/<int:pk>/lift/", concealment.reveal_figure, name="reveal_figure"),
    path("history/", history_pages.all_history, name="history"),
    path("history/form.xlsx", history_pages.history_form, name="history_form"),
    path("history/<int:pk>/", history_pages.one_history, name="one_history"),
    path("history/<int:pk>/confirm/", history_pages.confirm_history, name="confirm_history"),
    path("history/<int:pk>/take-back/", history_pages.take_back_history, name="take_back_history"),
    path("releases/", publishing.all_releases, name="releases"),
    path("returns/<int:pk>/", views.report, name="return"),
    path("returns/<int:pk>/print/", views.print_form, name="print_form"),
    path("returns/<int:pk>/compared/", views.compare_years, name="compare_years"),
    path("returns/<int:pk>/cells/", views.save_cells, name="save_cells"),
    path("returns/<int:pk>/form.xlsx", import_pages.form_xlsx, name="form_xlsx"),
    path("returns/<int:pk>/form.csv", import_pages.form_csv, name="form_csv"),
    path("returns/<int:pk>/import/", import_pages.bring_in, name="bring_in"),
    path("returns/<int:pk>/own-sheet/", own_sheet_pages.bring_own_sheet, name="bring_own_sheet"),
    path("own-sheets/<int:pk>/", own_sheet_pages.own_sheet, name="own_sheet"),
    path("imports/<int:pk>/", import_pages.one_import, name="import"),
    path("imports/<int:pk>/errors.csv", import_pages.import_errors, name="import_errors"),
    path("returns/<int:pk>/evidence/", evidence_pages.attach, name="attach"),
    path("evidence/<int:pk>/", evidence_pages.download, name="evidence"),
    path("evidence/<int:pk>/remove/", evidence_pages.remove, name="remove_evidence"),
    path("returns/<int:pk>/comment/", comments.comment, name="comment"),
    path("returns/<int:pk>/dates/", deadline_pages.return_dates, name="return_dates"),
    path("returns/<int:pk>/ask/", deadline_pages.ask_exception, name="ask_exception"),
    path("returns/<int:pk>/<action:action>/", views.move_return, name="move_return"),
]

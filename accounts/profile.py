"""我的资料: one's own name and how one is reached. Rights are nobody's own to change."""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.validators import RegexValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import audit
from accounts.acting import actor_of
from accounts.audit import Change
from accounts.models import User

FIELDS: Final = ("full_name", "phone", "email")
PLAIN: Final = RegexValidator(
    "^[^\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]*$", _("含有看不见的字符")
)


class ProfileForm(forms.Form):
    full_name = forms.CharField(label=_("姓名"), max_length=100, validators=[PLAIN])
    phone = forms.CharField(label=_("联系电话"), max_length=40, required=False, validators=[PLAIN])
    email = forms.EmailField(label=_("电子邮箱"), max_length=254, required=False)

    def clean(self) -> None:
        if unknown := set(self.data) - {*FIELDS, "csrfmiddlewaretoken"}:
            raise forms.ValidationError(f"E-PARAM {min(unknown)[:60]}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    user = User.objects.get(username=request.user.get_username())
    before = {name: getattr(user, name) for name in FIELDS}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=before)
    if request.method == "POST" and form.is_valid():
        _keep(request, user, before, form.cleaned_data)
        return HttpResponseRedirect(f"{reverse('profile')}?kept=1")
    more = {"form": form, "kept": "kept" in request.GET}
    return render(request, "account/profile.html", more, status=422 if form.errors else 200)


def _keep(request: HttpRequest, user: User, before: dict[str, str], after: dict[str, str]) -> None:
    if after == before:
        return
    with transaction.atomic():
        for name, value in after.items():
            setattr(user, name, value)
        user.save(update_fields=FIELDS)
        change = Change(
            action="profile_changed", subject="user", key=user.username, before=before, after=after
        )
        audit.write(change, by=actor_of(request))

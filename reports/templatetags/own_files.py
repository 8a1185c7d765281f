"""What a page says of somebody's files without knowing how they are made."""

from __future__ import annotations

from typing import Any

from django import template

from accounts.models import User
from areas.rights import rights_in
from reports.exports import asking

register = template.Library()


@register.simple_tag(takes_context=True)
def ready_files(context: dict[str, Any]) -> int:
    """How many files of whoever reads the page can be fetched."""
    request = context["request"]
    if not isinstance(request.user, User):
        return 0
    own = asking.own_exports(request.user, rights_in(request))
    return sum(each.state == asking.State.READY for each in own)

# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do about a denied request: which variable mends it, or who has to. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._policy.catalogue.section import Section
from .._policy.remedies import Remedies, Request
from .asked import scope_of
from .deniers import DENIERS, IDENTITY, UNKNOWN
from .model import Answer, Asked

__all__ = ["PREFIX", "Remedy", "option_of", "reason_of", "remedy_of"]

PREFIX = "a2c_iam_policy_"  # of the variables of the role a2c_iam that are options of the policy
NOTHING_ALLOWS = "No statement allows"  # the reason says so already
_VARIABLE = re.compile(rf"{PREFIX}(\w+)")


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What to do, in a text, and the option of the policy that it names, if it names one."""

    text: str
    option: str = ""


def option_of(asked: Asked) -> str:
    """The option that decides whether the policy has the section of a request; empty without a section."""
    if asked.section is None:
        return ""
    return next(iter(when.option for when in asked.section.when), "deploy_targets")


def _by_options(asked: Asked, remedies: Remedies) -> Remedy:
    """The change of options that makes the policy allow a request."""
    if asked.section is None:
        text = (
            f"App2Container does not need {asked.action}. If you do, allow it in {PREFIX}extra_statements or in another"
            " policy."
        )
        return Remedy(text=text, option="extra_statements")
    request = Request(section=asked.section, action=asked.action, resource=asked.resource, context=dict(asked.context))
    remedy = _for_section(asked, asked.section, request, remedies)
    why = remedies.why(request) if remedies.documents else NOTHING_ALLOWS
    if why.startswith(NOTHING_ALLOWS) or why in remedy.text:
        return remedy
    return Remedy(text=f"{why} {remedy.text}", option=remedy.option)


def _for_section(asked: Asked, section: Section, request: Request, remedies: Remedies) -> Remedy:
    """The change of options for a request that a section should grant."""
    options = remedies.options
    scopes = scope_of(asked, options)
    if scopes:
        named = " and ".join(PREFIX + name for name in scopes)
        text = f"Make sure that {named} covers {asked.resource}, and that the principal has the general policy."
        return Remedy(text=text, option=scopes[0])
    names = [when.option for when in section.when if isinstance(getattr(options, when.option), tuple)]
    if names and not section.is_chosen(options):
        text = f"Set {PREFIX}{names[0]}: without it, the policy has no {section.sid}."
        return Remedy(text=text, option=names[0])
    if remedies.allows(request):
        asking = next((when.option for when in section.when if when.holds(options)), "deploy_targets")
        text = (
            f"The general policy allows it with {PREFIX}{asking}: run the role a2c_iam, and make sure that the"
            " principal has this policy."
        )
        return Remedy(text=text, option=asking)
    wanted = asked.need.remedy.format(created_roles_boundary=options.created_roles_boundary) if asked.need else ""
    text = " ".join(remedies.of(request, wanted))
    named_options = _VARIABLE.findall(text)
    return Remedy(text=text, option=named_options[0] if named_options else option_of(asked))


def remedy_of(asked: Asked, answer: Answer, remedies: Remedies) -> Remedy:
    """What to do about a request that is denied.

    Args:
        asked: the request.
        answer: what denies it.
        remedies: finds changes of the options, whose prefix is ``PREFIX``.
    """
    denier = DENIERS[answer.denier]
    text = denier.remedy.format(action=asked.action or "the action", resource=asked.resource, prefix=PREFIX)
    if answer.denier not in (IDENTITY, UNKNOWN):
        return Remedy(text=text)
    if not asked.action or (answer.denier == UNKNOWN and answer.explicit):
        return Remedy(text=text)
    ours = _by_options(asked, remedies)
    if answer.denier == UNKNOWN:
        return Remedy(text=f"If no identity policy allows it: {ours.text} {text}", option=ours.option)
    # A Deny in a policy of others is not lifted by options; one in extra_statements is.
    return Remedy(text=text) if answer.explicit and "extra_statements" not in ours.text else ours


def reason_of(answer: Answer) -> str:
    """What denies a request, in words."""
    denier = DENIERS[answer.denier]
    where = f" {answer.where}" if answer.where else ""
    said = (denier.explicit if answer.explicit else denier.implicit).format(where=where)
    if answer.allowed is None:
        keys = ", ".join(answer.missing)
        return f"it depends on condition keys that are not known here ({keys}); without them, {said}"
    return said

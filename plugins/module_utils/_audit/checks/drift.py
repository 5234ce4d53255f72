# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks for drift: what the module ``access`` would create, change and remove with the same options."""

from __future__ import annotations

from collections.abc import Iterator

from ..._account.model import Entity, ManagedPolicy
from ..._account.review_text import statement_changes
from ..._iam.entities import Ref
from ..._plan.change import difference
from ..._policy.language.document import Document
from ..facts import Facts
from ..model import Check, Hit

__all__ = ["CHECKS"]

_MADE_ON_THE_WAY = {"older_versions"}  # a new version of a policy makes an older one of that in force
_REMEDY = "Run the role a2c_iam, or the module access, with the same options. In check mode, it shows each change."


def _document(entity: Entity | None) -> Document:
    """The document in force of a policy; one without statements for what is none."""
    default = entity.default if isinstance(entity, ManagedPolicy) else None
    return default.document if default and default.document else Document()


def _attributes(before: Entity, after: Entity) -> str:
    """The attributes in which an entity differs; of a document, its statements."""
    differing = sorted(set(difference(before, after)[0] or ()) - _MADE_ON_THE_WAY)
    names = [name.replace("_", " ") for name in differing]
    old, new = _document(before), _document(after)
    changes = statement_changes(old, new, before=old, after=new) if old != new else ""
    return ", ".join(f"{name} ({changes})" if name == "document" and changes else name for name in names)


def _arn(facts: Facts, ref: Ref, entity: Entity | None) -> str:
    """The ARN of an entity that exists, or that it is going to have."""
    return entity.arn if entity else facts.identity.arn(ref.kind, facts.desired.path, ref.name)


def _drift(facts: Facts) -> Iterator[Hit]:
    plan = facts.planned.known
    for ref in dict.fromkeys(change.target for change in plan.changes):
        before, after = plan.before.get(ref), plan.after.get(ref)
        resource = _arn(facts, ref, before or after)
        if before is None:
            yield Hit(id="drift-missing", resource=resource)
        elif after is None:
            yield Hit(id="drift-not-wanted", resource=resource)
        elif attributes := _attributes(before, after):
            yield Hit(id="drift-differs", resource=resource, values={"attributes": attributes})


_NEEDS = ("planned",)
CHECKS = (
    Check(
        id="drift-differs",
        severity="medium",
        title="It differs from the options in {attributes}",
        remedy=_REMEDY,
        find=_drift,
        needs=_NEEDS,
    ),
    Check(
        id="drift-missing",
        severity="medium",
        title="The options want it, and it does not exist",
        remedy=_REMEDY,
        find=_drift,
        needs=_NEEDS,
    ),
    Check(
        id="drift-not-wanted",
        severity="medium",
        title="The options want it removed, and it still exists",
        remedy=_REMEDY,
        find=_drift,
        needs=_NEEDS,
    ),
)

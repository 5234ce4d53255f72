# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""(desired, observed) -> plan: the ordered changes, the account after them, and what the user should know.

Pure: no AWS, no module, no clock. The same values always give the same plan.
"""

from __future__ import annotations

from collections.abc import Iterable

from .converge import converge
from .draft import AccountDraft, AccountPlan
from .foreign import converge_foreign
from .leftovers import leftovers
from .model import Snapshot
from .remove import remove, remove_leftovers
from .review import review
from .spec import Desired

__all__ = ["plan"]


def plan(desired: Desired, observed: Snapshot) -> AccountPlan:
    """What has to be done so that the account holds what is desired.

    Raises:
        ConflictError: entities with these names exist and may not be managed.
    """
    draft = AccountDraft(observed)
    draft.conflicts += _same_but_for_case(desired, observed)
    (converge if desired.present else remove)(desired, draft)
    if desired.present:
        review(desired, draft)
        converge_foreign(desired, draft)
    if desired.purge:
        remove_leftovers(desired, draft)
    _tell_leftovers(desired, draft)
    return draft.plan()


def _tell_leftovers(desired: Desired, draft: AccountDraft) -> None:
    """Adds findings on what is left over and stays."""
    told = {finding.where for finding in draft.findings}
    for leftover in leftovers(desired, draft.observed):
        if leftover.entity.ref in draft.now and str(leftover.entity.ref) not in told:
            draft.find(leftover.finding, leftover.entity.ref)


def _same_but_for_case(desired: Desired, observed: Snapshot) -> Iterable[str]:
    """Conflicts of names that differ only in letter case, which IAM ignores."""
    folded = {(ref.kind, ref.name.lower()): ref.name for ref in observed.entities}
    for ref in desired.refs():
        name = folded.get((ref.kind, ref.name.lower()), ref.name)
        only_noted = desired.deployer is not None and ref == desired.deployer.other_ref
        if name != ref.name and ref not in observed.entities and not only_noted:
            yield (
                f"{ref} cannot be told from the existing {name}, since IAM ignores letter case;"
                f" use {name}, or choose another name"
            )

# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the options ask a role to trust is by design."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust import Trusted, trust_policy
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.checks.trust import CHECKS
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.facts import Wanted
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.judge import judge
from tests.support.audit_facts import facts_of, right_account
from tests.support.builders import IDENTITY

OTHER = trust_policy((Trusted(kind="trusted_principals", names=("arn:aws:iam::444455556666:root",)),))


@pytest.mark.parametrize(("parts", "ids"), [(frozenset({"general_role"}), []), (frozenset(), ["trust-other-account"])])
def test_trust_that_is_asked_for(parts: frozenset[str], ids: list[str]) -> None:
    facts = facts_of(right_account())
    spec, role = facts.desired.general_role, facts.account.known.role("App2ContainerGeneralRole")
    assert spec is not None
    assert role is not None
    found = replace(facts.account, value=facts.account.known.with_entity(replace(role, trust=OTHER)))
    desired = replace(facts.desired, general_role=replace(spec, trust=OTHER), identity=IDENTITY)
    rows = judge(CHECKS, replace(facts, account=found, desired=desired, wanted=Wanted(parts=parts))).rows
    assert [row.id for row in rows] == ids

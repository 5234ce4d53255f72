# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the way: names taken by others, names that differ only in case, quotas."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.entity_types import ENTITY_TYPES
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import PART_TAG, Entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.quotas import check_quotas
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired, PolicySpec
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError, QuotaError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.limits import SUMMARY_KEYS
from tests.support.builders import (
    ADMINISTRATOR,
    OURS,
    absent,
    account,
    calls,
    deployer_part,
    deployer_role,
    desired,
    document,
    group,
    group_part,
    policy,
    policy_part,
    profile,
    role,
    steps,
    usage,
    user,
    user_parts,
    worker_part,
)

TAIL = " exists and is not managed by this collection; set adopt: true to manage it, or choose another name"
END = ". Nothing has been changed."


def refusal(wanted: Desired, *observed: Entity) -> str:
    with pytest.raises(ConflictError) as caught:
        plan(wanted, account(*observed))
    return str(caught.value)


TAKEN: list[tuple[dict[str, Any], Entity]] = [
    ({"policy": policy_part()}, policy(tags={})),
    ({"policy": policy_part()}, policy(tags={"app2container:managed-by": "another"})),
    ({"group": group_part()}, group(path="/")),
    ({"worker": worker_part()}, role(tags={})),
    ({"worker": worker_part()}, profile(tags={})),
    ({"deployer": deployer_part()}, user("Deployer", tags={})),
    ({"deployer": deployer_part(Kind.ROLE)}, deployer_role(tags={})),
]


@pytest.mark.parametrize(("parts", "entity"), TAKEN)
def test_a_name_that_is_taken(parts: dict[str, Any], entity: Entity) -> None:
    assert refusal(desired(**parts), entity) == f"{entity.ref} ({entity.arn}){TAIL}{END}"
    assert plan(desired(**parts, adopt=True), account(entity)).after.entities.keys() >= {entity.ref}


TWO = policy_part(document("s3:A"), document("s3:B"))
ITS_OWN = (
    " is a separate policy, but its name is reserved for the parts of policy A2C;"
    " choose another policy.name, or set adopt: true"
)
ANOTHERS = " is a part of policy {}, but its name is reserved for the parts of policy {}; choose another policy.name"


def test_a_further_part_has_the_name_of_a_policy_of_its_own() -> None:
    own = policy("A2C-2", tags=OURS)
    assert refusal(desired(policy=TWO), policy(), own) == f"{own.ref} ({own.arn}){ITS_OWN}{END}"
    planned = plan(desired(policy=TWO, adopt=True), account(policy(held=TWO.documents[0]), own))
    assert calls(planned)[0] == (
        "TagPolicy",
        "policy A2C-2",
        {"PolicyArn": own.arn, "Tags": [{"Key": PART_TAG, "Value": "A2C"}]},
    )


@pytest.mark.parametrize("adopt", [False, True])
@pytest.mark.parametrize(("part", "holder"), [(TWO, "A2"), (policy_part(name="A2C-2"), "A2C")])
def test_a_part_of_another_policy_is_never_taken(part: PolicySpec, holder: str, *, adopt: bool) -> None:
    found = policy("A2C-2", tags={**OURS, PART_TAG: holder})
    told = refusal(desired(policy=part, adopt=adopt), found)
    assert told == f"{found.ref} ({found.arn}){ANOTHERS.format(holder, part.name)}{END}"


def test_a_name_that_no_tag_can_have() -> None:
    made = plan(desired(policy=PolicySpec(name="A,2C", documents=TWO.documents)), account())
    assert calls(made)[1][2]["Tags"][1] == {"Key": PART_TAG, "Value": "A/2C"}
    stale = policy("A,2C-2", tags={**OURS, PART_TAG: "A/2C"})
    shrunk = plan(desired(policy=policy_part(name="A,2C")), account(policy("A,2C", tags=OURS), stale))
    assert steps(shrunk) == ["DeletePolicy policy A,2C-2"]
    assert "a part of policy A,2C," in refusal(desired(policy=policy_part(name="A,2C-2")), stale)


def test_all_conflicts_are_told_at_once() -> None:
    wanted = desired(
        policy=policy_part(document("s3:A"), document("s3:B")),
        group=group_part(),
        users=user_parts("ada"),
        worker=worker_part(),
        deployer=deployer_part(),
    )
    taken = (policy(tags={}), policy("A2C-2", tags={}), group(path="/"), role(tags={}), profile(tags={}))
    deployer = user("Deployer", tags={})
    expected = "; ".join(f"{entity.ref} ({entity.arn}){TAIL}" for entity in (*taken, deployer))
    case = (
        "user ada cannot be told from the existing Ada, since IAM ignores letter case; use Ada, or choose another name"
    )
    assert refusal(wanted, *taken, deployer, user("Ada")) == f"{case}; {expected}{END}"


@pytest.mark.parametrize(
    ("wanted", "entity", "ours"),
    [
        (desired(policy=policy_part()), policy("a2c"), "policy A2C"),
        (desired(group=group_part()), group("USERS"), "group Users"),
        (desired(users=user_parts("ada")), user("ADA"), "user ada"),
        (desired(worker=worker_part()), role("worker"), "role Worker"),
        (desired(worker=worker_part()), profile("worker"), "instance profile Worker"),
        (desired(deployer=deployer_part()), user("deployer"), "user Deployer"),
        (absent(users=user_parts("ada")), user("ADA"), "user ada"),
        (absent(policy=PolicySpec(name="A2C")), policy("a2c"), "policy A2C"),
    ],
)
def test_iam_ignores_letter_case(wanted: Desired, entity: Entity, ours: str) -> None:
    assert refusal(wanted, entity) == (
        f"{ours} cannot be told from the existing {entity.name}, since IAM ignores letter case;"
        f" use {entity.name}, or choose another name{END}"
    )


@pytest.mark.parametrize(
    ("wanted", "entity"),
    [
        (desired(users=user_parts("ada")), group("ADA")),
        (desired(deployer=deployer_part()), deployer_role("deployer", tags={})),
        (desired(deployer=deployer_part(Kind.ROLE)), user("deployer", tags={})),
    ],
)
def test_each_kind_has_names_of_its_own(wanted: Desired, entity: Entity) -> None:
    assert plan(wanted, account(entity)).findings == ()


ROOM = {
    "Users": 10,
    "UsersQuota": 12,
    "Groups": 3,
    "GroupsQuota": 4,
    "Roles": 5,
    "RolesQuota": 6,
    "Policies": 7,
    "PoliciesQuota": 9,
    "InstanceProfiles": 1,
    "InstanceProfilesQuota": 2,
    "AttachedPoliciesPerUserQuota": 1,
    "AttachedPoliciesPerGroupQuota": 2,
    "AttachedPoliciesPerRoleQuota": 2,
    "GroupsPerUserQuota": 1,
    "AssumeRolePolicySizeQuota": 2048,
    "PolicySizeQuota": 6144,
}
WHOLE = desired(
    policy=policy_part(document("s3:A"), document("s3:B")),
    group=group_part(),
    users=user_parts("ada"),
    worker=worker_part(),
    deployer=deployer_part(),
)


FIXED = (" groups, ", "group Users would have", " without white space", " tags, ")  # AWS does not raise these quotas


def refused(wanted: Desired, summary: dict[str, int], *observed: Entity) -> str:
    with pytest.raises(QuotaError) as caught:
        check_quotas(plan(wanted, account(*observed)), summary)
    problems, remedies = str(caught.value).split(". Nothing has been changed: ")
    assert (remedies == "raise the quota or shorten what is asked for.") is not any(map(problems.__contains__, FIXED))
    return problems


def test_what_just_fits_is_let_through() -> None:
    check_quotas(plan(WHOLE, account()), ROOM)


def test_quotas_that_the_account_does_not_tell_are_not_checked() -> None:
    check_quotas(plan(WHOLE, account()), {})


def test_no_change_is_never_refused() -> None:
    observed = plan(WHOLE, account()).after
    check_quotas(plan(WHOLE, observed), dict.fromkeys(ROOM, 0))


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("Users", 11, "2 new user entities would make 13, the account's quota is 12"),
        ("GroupsQuota", 3, "1 new group entities would make 4, the account's quota is 3"),
        ("Roles", 6, "1 new role entities would make 7, the account's quota is 6"),
        ("Policies", 8, "2 new policy entities would make 10, the account's quota is 9"),
        ("InstanceProfiles", 2, "1 new instance_profile entities would make 3, the account's quota is 2"),
        ("AttachedPoliciesPerUserQuota", 0, "user Deployer would have 1 attached policies, the quota is 0"),
        ("AttachedPoliciesPerGroupQuota", 1, "group Users would have 2 attached policies, the quota is 1"),
        ("AttachedPoliciesPerRoleQuota", 1, "role Worker would have 2 attached policies, the quota is 1"),
        ("GroupsPerUserQuota", 0, "user ada would be in 1 groups, the quota is 0"),
        ("AssumeRolePolicySizeQuota", 60, "the trust policy of role Worker has {trust} characters, the quota is 60"),
    ],
)
def test_every_quota(key: str, value: int, expected: str) -> None:
    trust = worker_part().role.trust.size
    assert refused(WHOLE, {**ROOM, key: value}) == expected.format(trust=trust)


def test_size_of_documents_at_its_exact_edge() -> None:
    wanted = desired(policy=policy_part())
    size = document().size
    check_quotas(plan(wanted, account()), {"PolicySizeQuota": size})
    assert refused(wanted, {"PolicySizeQuota": size - 1}) == (
        f"policy A2C has {size} characters without white space, the quota is {size - 1}"
    )


def test_all_quotas_are_told_at_once() -> None:
    told = refused(WHOLE, {**ROOM, "Users": 12, "Groups": 4, "GroupsPerUserQuota": 0})
    assert told == (
        "2 new user entities would make 14, the account's quota is 12;"
        " 1 new group entities would make 5, the account's quota is 4;"
        " user ada would be in 1 groups, the quota is 0"
    )


REMEDIES: list[tuple[Desired, dict[str, int], tuple[Entity, ...], str]] = [
    (
        desired(group=group_part(), users=user_parts("ada")),
        {"GroupsPerUserQuota": 10},
        (group(), user(groups=tuple(f"Group{number}" for number in range(10)))),
        (
            "user ada would be in 11 groups, the quota is 10. Nothing has been changed: remove the user from another"
            " group, since AWS does not raise the number of groups of a user."
        ),
    ),
    (
        desired(group=group_part(), policy=policy_part()),
        {"AttachedPoliciesPerGroupQuota": 10},
        (policy(), group(attached=tuple(f"arn:aws:iam::aws:policy/P{number}" for number in range(10)))),
        (
            "group Users would have 11 attached policies, the quota is 10. Nothing has been changed: detach other"
            " policies from the group, since AWS does not raise the number of policies of a group."
        ),
    ),
    (
        desired(users=user_parts("ada"), tags={"team": "red"}, purge_tags=False),
        {},
        (user(tags={**OURS, **{f"tag{number}": "" for number in range(49)}}),),
        (
            "user ada would have 51 tags, the quota is 50. Nothing has been changed: remove other tags, since AWS does"
            " not raise the number of tags."
        ),
    ),
    (
        desired(deployer=deployer_part()),
        {"AttachedPoliciesPerUserQuota": 10},
        (user("Deployer", attached=tuple(f"arn:aws:iam::aws:policy/P{number}" for number in range(10))),),
        (
            "user Deployer would have 11 attached policies, the quota is 10. Nothing has been changed: raise the quota"
            " or shorten what is asked for."
        ),
    ),
]


@pytest.mark.parametrize(("wanted", "summary", "observed", "expected"), REMEDIES)
def test_the_advice_fits_the_quota(
    wanted: Desired, summary: dict[str, int], observed: tuple[Entity, ...], expected: str
) -> None:
    with pytest.raises(QuotaError) as caught:
        check_quotas(plan(wanted, account(*observed)), summary)
    assert str(caught.value) == expected


def test_what_stays_attached_until_the_end_counts() -> None:
    """The stale part is detached after the new one is attached, so for a time both are."""
    stale = policy("A2C-2", usage=usage(attached=[group().ref]))
    observed = (stale, group(attached=(stale.arn, ADMINISTRATOR)))
    told = refused(desired(policy=policy_part(), group=group_part()), ROOM, *observed)
    assert told == "group Users would have 3 attached policies, the quota is 2"


def test_every_kind_is_counted() -> None:
    assert SUMMARY_KEYS.keys() == ENTITY_TYPES.keys()

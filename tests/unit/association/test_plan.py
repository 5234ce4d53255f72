# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which calls give instances a profile or take it away: decision tables, and what holds for whatever is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._association.model import (
    AVAILABLE_STATES,
    Association,
    Instance,
    Profile,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._association.options import read_options
from ansible_collections.fleetops.app2container.plugins.module_utils._association.plan import AssociationPlan, plan
from ansible_collections.fleetops.app2container.plugins.module_utils._association.spec import AssociationSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError, OptionError

ARN = "arn:aws:iam::111122223333:instance-profile"
OURS = Profile(arn=f"{ARN}/app2container/Worker", profile_id="AIPA1")
OLD = Profile(arn=OURS.arn, profile_id="AIPA0")
OTHER = Profile(arn=f"{ARN}/Other", profile_id="AIPA2")
NAMES = ("i-00000001", "i-00000002", "i-00000003")
ONE = NAMES[0]


def association(profile: Profile, state: str = "associated", number: int = 1) -> Association:
    return Association(profile=profile, state=state, association_id=f"iip-assoc-{number}")


def instance(*associations: Association, state: str = "running", name: str = ONE) -> Instance:
    return Instance(instance_id=name, state=state, associations=associations)


def spec(names: Sequence[str] = (ONE,), **settings: Any) -> AssociationSpec:
    return AssociationSpec(**{"present": True, "profile_name": "Worker", "instance_ids": tuple(names), **settings})


def planned(found: Sequence[Instance], **settings: Any) -> AssociationPlan:
    asked = spec([item.instance_id for item in found], **settings)
    return plan(asked, OURS if asked.present else None, found)


NONE: tuple[Association, ...] = ()
GOING = (association(OURS, "disassociating"),)
# state of the instance, what it has, whether another profile is replaced -> the calls
PRESENT: list[tuple[str, tuple[Association, ...], bool, list[str]]] = [
    ("running", NONE, False, ["associate"]),
    ("stopped", NONE, False, ["associate"]),
    ("pending", NONE, False, ["associate"]),
    ("running", (association(OURS),), False, []),
    ("stopped", (association(OURS),), True, []),
    ("running", (association(OURS, "associating"),), False, []),
    ("running", GOING, False, ["associate"]),
    ("running", (association(OTHER, "disassociating"),), False, ["associate"]),
    ("running", (*GOING, association(OURS, "associating", 2)), False, []),
    ("running", (association(OTHER, "disassociated"),), False, ["associate"]),
    ("running", (association(OLD),), False, ["replace"]),
    ("stopped", (association(OLD),), False, ["disassociate", "associate"]),
    ("running", (association(OTHER),), True, ["replace"]),
    ("pending", (association(OTHER, "associating"),), True, ["replace"]),
    ("stopped", (association(OTHER),), True, ["disassociate", "associate"]),
    ("stopping", (association(OTHER),), True, ["disassociate", "associate"]),
]
ABSENT: list[tuple[str, tuple[Association, ...], list[str]]] = [
    ("running", NONE, []),
    ("running", (association(OURS),), ["disassociate"]),
    ("stopped", (association(OURS, "associating"),), ["disassociate"]),
    ("running", (association(OLD),), ["disassociate"]),
    ("running", GOING, []),
    ("running", (association(OTHER),), []),
    ("running", (*GOING, association(OTHER, "associating", 2)), []),
]


@pytest.mark.parametrize(("state", "associations", "replaces", "calls"), PRESENT)
def test_present(state: str, associations: tuple[Association, ...], calls: list[str], *, replaces: bool) -> None:
    found = planned([instance(*associations, state=state)], replace=replaces)
    assert [change.action for change in found.changes] == calls
    assert found.instances[0].profile == OURS


@pytest.mark.parametrize(("state", "associations", "calls"), ABSENT)
def test_absent(state: str, associations: tuple[Association, ...], calls: list[str]) -> None:
    found = planned([instance(*associations, state=state)], present=False)
    assert [change.action for change in found.changes] == calls


def test_what_is_called() -> None:
    found = planned(
        [
            instance(name=NAMES[0]),
            instance(association(OTHER, number=2), name=NAMES[1]),
            instance(association(OTHER, number=3), name=NAMES[2], state="stopped"),
        ],
        replace=True,
    )
    named = {"Name": "Worker"}
    assert [(change.operation, dict(change.params)) for change in found.changes] == [
        ("AssociateIamInstanceProfile", {"InstanceId": NAMES[0], "IamInstanceProfile": named}),
        ("ReplaceIamInstanceProfileAssociation", {"AssociationId": "iip-assoc-2", "IamInstanceProfile": named}),
        ("DisassociateIamInstanceProfile", {"AssociationId": "iip-assoc-3"}),
        ("AssociateIamInstanceProfile", {"InstanceId": NAMES[2], "IamInstanceProfile": named}),
    ]
    assert found.replaced() == [
        {"instance_id": name, "instance_profile_arn": OTHER.arn} for name in (NAMES[1], NAMES[2])
    ]
    assert [(entry["before"], entry["after"]) for entry in found.diff()] == [
        ("", OURS.attributes()),
        *[(OTHER.attributes(), OURS.attributes())] * 2,
    ]
    assert [entry["after_header"] for entry in found.diff()] == [f"instance {name}" for name in NAMES]
    assert found.changes[1].to_json() == {
        "action": "replace",
        "api": "ec2:ReplaceIamInstanceProfileAssociation",
        "type": "instance",
        "name": NAMES[1],
        "before": OTHER.attributes(),
        "after": OURS.attributes(),
    }


def test_instances_are_told_with_the_ids_that_ec2_has_given() -> None:
    found = planned([instance(), instance(association(OURS, number=2), name=NAMES[1])])
    assert found.described()[0]["association_id"] is None
    assert found.described({ONE: "iip-assoc-9"}) == [
        {
            "instance_id": ONE,
            "association_id": "iip-assoc-9",
            "instance_profile_arn": OURS.arn,
            "state": "associating",
        },
        {
            "instance_id": NAMES[1],
            "association_id": "iip-assoc-2",
            "instance_profile_arn": OURS.arn,
            "state": "associated",
        },
    ]
    nothing = dict.fromkeys(("association_id", "instance_profile_arn", "state"))
    gone = planned([instance(association(OURS))], present=False)
    assert gone.described() == [{"instance_id": ONE, **nothing}]
    assert planned([instance(*GOING)], present=False).described()[0]["state"] == "disassociating"


def test_all_instances_with_another_profile_are_named() -> None:
    found = [
        instance(association(OTHER), name=NAMES[1]),
        instance(association(OTHER, "associating"), name=NAMES[0]),
        instance(name=NAMES[2]),
    ]
    with pytest.raises(ConflictError) as caught:
        planned(found)
    assert f"{NAMES[0]} ({OTHER.arn}), {NAMES[1]} ({OTHER.arn});" in str(caught.value)
    assert NAMES[2] not in str(caught.value)


@pytest.mark.parametrize("present", [True, False])
def test_all_instances_that_are_not_there_are_named(*, present: bool) -> None:
    found = [instance(name=NAMES[1], state="terminated"), instance(name=NAMES[0])]
    with pytest.raises(ConflictError) as caught:
        plan(spec(NAMES, present=present), OURS if present else None, found)
    assert f": {NAMES[1]} (terminated), {NAMES[2]} (not found); leave these instances out, or" in str(caught.value)


def test_what_is_said_of_what_was_left_alone() -> None:
    found = planned([instance(association(OTHER))], present=False)
    assert [(item.id, item.where) for item in found.findings] == [("other-profile", f"instance {ONE}")]
    found = planned([instance(association(OLD))])
    assert [(item.id, item.where) for item in found.findings] == [("profile-made-anew", f"instance {ONE}")]
    found = plan(spec((), tags={"stage": "test"}), OURS, [])
    assert [(item.id, item.severity, item.where) for item in found.findings] == [
        ("no-instances", "warning", "instance_tags")
    ]
    assert found.diff() == []


def test_instances_found_by_tags_that_end_meanwhile_are_told() -> None:
    with pytest.raises(ConflictError, match=f"^instance_tags: .*{ONE} .shutting-down."):
        plan(spec((), tags={"stage": "test"}), OURS, [instance(state="shutting-down")])


associations = st.builds(
    association,
    profile=st.sampled_from((OURS, OLD, OTHER)),
    state=st.sampled_from(("associating", "associated", "disassociating", "disassociated")),
    number=st.integers(1, 9),
)


@st.composite
def fleets(draw: st.DrawFn) -> list[Instance]:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    return [
        instance(
            *draw(st.lists(associations, max_size=2)),
            state=draw(st.sampled_from(AVAILABLE_STATES)),
            name=name,
        )
        for name in names
    ]


@given(found=fleets(), present=st.booleans())
def test_after_a_plan_there_is_nothing_to_do(found: list[Instance], *, present: bool) -> None:
    first = planned(found, present=present, replace=True)
    again = planned(first.instances, present=present, replace=False)
    assert again.changes == ()
    assert again.instances == first.instances
    assert again.after == first.after


@given(found=fleets(), present=st.booleans(), data=st.data())
def test_order_does_not_matter(found: list[Instance], data: st.DataObject, *, present: bool) -> None:
    shuffled = data.draw(st.permutations(found))
    one, other = (planned(items, present=present, replace=True) for items in (found, shuffled))
    assert one == other


@given(found=fleets())
def test_absent_leaves_other_profiles(found: list[Instance]) -> None:
    made = planned(found, present=False)
    for old, new in zip(sorted(found, key=lambda item: item.instance_id), made.instances, strict=True):
        assert new.profile == (OTHER if old.profile == OTHER else None)


PARAMS = {
    "state": "present",
    "instance_profile_name": "Worker",
    "instance_ids": None,
    "instance_tags": None,
    "replace": False,
    "account_id": None,
}


def test_options() -> None:
    asked = read_options({**PARAMS, "instance_ids": ["i-01234567", "i-0123456789abcdef0"], "replace": True})
    assert asked == spec(("i-01234567", "i-0123456789abcdef0"), replace=True)
    assert asked.option == "instance_ids"
    asked = read_options({**PARAMS, "state": "absent", "instance_tags": {"aws:x": None, 1: True}})
    assert dict(asked.tags) == {"aws:x": "", "1": "True"}
    assert (asked.present, asked.option) == (False, "instance_tags")


WRONG_IDS = [
    "",
    "i-",
    "i-0123456",
    "i-012345678",
    "i-0123456G",
    "I-01234567",
    " i-01234567",
    "i-01234567\n",
    "mi-01234567",
]


@pytest.mark.parametrize("name", WRONG_IDS)
def test_ids_that_are_none(name: str) -> None:
    with pytest.raises(OptionError) as caught:
        read_options({**PARAMS, "instance_ids": ["i-01234567", name]})
    assert caught.value.option == "instance_ids[1]"


@pytest.mark.parametrize(
    ("params", "option"),
    [
        ({"instance_ids": []}, "instance_ids"),
        ({"instance_ids": ["i-01234567", "i-01234567"]}, "instance_ids"),
        ({"instance_tags": {}}, "instance_tags"),
        ({"instance_tags": {str(number): "" for number in range(51)}}, "instance_tags"),
        ({"instance_tags": {"": ""}}, "instance_tags"),
        ({"instance_tags": {"k" * 129: ""}}, "instance_tags"),
        ({"instance_tags": {"k": "v" * 257}}, "instance_tags.k"),
        ({"instance_ids": ["i-01234567"], "instance_profile_name": ""}, "instance_profile_name"),
        ({"instance_ids": ["i-01234567"], "instance_profile_name": "x" * 129}, "instance_profile_name"),
    ],
)
def test_values_that_are_refused(params: dict[str, Any], option: str) -> None:
    with pytest.raises(OptionError) as caught:
        read_options({**PARAMS, **params})
    assert caught.value.option == option

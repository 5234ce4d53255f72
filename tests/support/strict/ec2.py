# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the rules of EC2 on instance profiles, and for the states that moto leaves out."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from moto.ec2.models import ec2_backends
from moto.ec2.utils import filter_dict_attribute_mapping, random_iam_instance_profile_association_id

from tests.support.strict.answers import Answer
from tests.support.strict.call import Call
from tests.support.strict.rule import Rule
from tests.support.strict.world import World

API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference"
ERRORS = f"{API}/errors-overview.html"
GIVES = "AssociateIamInstanceProfile"
REPLACES = "ReplaceIamInstanceProfileAssociation"
TAKES = "DisassociateIamInstanceProfile"
INSTANCE_ID = re.compile(r"i-(?:[0-9a-f]{8}|[0-9a-f]{17})")
FILTER_VALUES = 200
PAGES = range(5, 1001)
# What an answer says that moto says too early.
STATES = {GIVES: "associating", REPLACES: "associating", TAKES: "disassociating"}


def filter_by_profile() -> None:
    """Let moto find instances by the ARN of their instance profile, a filter that it lacks."""
    filter_dict_attribute_mapping["iam-instance-profile.arn"] = "iam_instance_profile.Arn"


def backend_of(account_id: str, region: str) -> Any:
    """Return moto's backend for an account and Region."""
    return ec2_backends[account_id][region]


def backend(call: Call) -> Any:
    """Return the backend that a call goes to."""
    return backend_of(call.account_id, call.region)


def instances(call: Call) -> dict[str, Any]:
    """Return all instances by id."""
    return {item.id: item for item in backend(call).all_instances()}


def association(call: Call) -> Any:
    """Return the association that a call names, None where there is none."""
    associations = backend(call).iam_instance_profile_associations.values()
    return next((item for item in associations if item.association_id == call.get("AssociationId")), None)


def ids(call: Call) -> list[str]:
    """Return the ids of instances that a call names."""
    return [value for key, value in call.params.items() if re.fullmatch(r"InstanceId(\.\d+)?", key)]


def id_form(_world: World, call: Call) -> str | None:
    """Refuse what is no id."""
    wrong = next((name for name in ids(call) if not INSTANCE_ID.fullmatch(name)), None)
    return None if wrong is None else f'Invalid id: "{wrong}"'


def id_exists(_world: World, call: Call) -> str | None:
    """Refuse ids of no instance, and name all of them."""
    known = instances(call)
    missing = [name for name in ids(call) if name not in known]
    if not missing:
        return None
    return f"The instance ID{'s' * (len(missing) > 1)} '{', '.join(missing)}' do{'es' * (len(missing) < 2)} not exist"


def instance_state(_world: World, call: Call) -> str | None:
    """Refuse an instance that neither runs nor has stopped."""
    name = call["InstanceId"]
    if instances(call)[name].state in ("running", "stopped"):
        return None
    return f"The instance '{name}' is not in the 'running' or 'stopped' states."


def one_association(_world: World, call: Call) -> str | None:
    """Refuse a second association, while the first is on its way out too."""
    name = call["InstanceId"]
    return f"There is an existing association for instance {name}" if name in held(call) else None


def held(call: Call) -> Mapping[str, Any]:
    """Return the associations by instance."""
    associations: Mapping[str, Any] = backend(call).iam_instance_profile_associations
    return associations


def profile_usable(world: World, call: Call) -> str | None:
    """Refuse an instance profile that IAM does not have, or that holds no role."""
    key = "Name" if "IamInstanceProfile.Name" in call else "Arn"
    wanted = call.get(f"IamInstanceProfile.{key}")
    profile = next((item for item in world.profiles() if wanted == (item.name if key == "Name" else item.arn)), None)
    if profile is None:
        return f"Value ({wanted}) for parameter iamInstanceProfile.{key.lower()} is invalid."
    return None if profile.roles else f"IAM Instance Profile {profile.arn} has no associated IAM Roles"


def active(_world: World, call: Call) -> str | None:
    """Refuse to replace the profile of an instance that does not run."""
    found = association(call)
    if found is None or (found.instance.state == "running" and found.state == "associated"):
        return None
    return f"The association {found.association_id} is not the active association"


def filter_values(_world: World, call: Call) -> str | None:
    """Refuse too many values of filters."""
    values = [key for key in call.params if re.fullmatch(r"Filter\.\d+\.Value\.\d+", key)]
    if len(values) <= FILTER_VALUES:
        return None
    return f"The maximum number of filter values specified on a single call is {FILTER_VALUES}"


def page_size(_world: World, call: Call) -> str | None:
    """Refuse pages that are too short or too long."""
    size = call.get("MaxResults")
    if size is None or int(size) in PAGES:
        return None
    return f"Value ( {size} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000."


MALFORMED = Rule("ec2-id-form", "InvalidInstanceID.Malformed", ERRORS, id_form)
UNKNOWN = Rule("ec2-id-exists", "InvalidInstanceID.NotFound", ERRORS, id_exists)
PROFILE = Rule("ec2-profile-usable", "InvalidParameterValue", ERRORS, profile_usable)
VALUES = Rule("ec2-filter-values", "FilterLimitExceeded", ERRORS, filter_values)
PAGE = Rule("ec2-page-size", "InvalidParameterValue", f"{API}/API_DescribeInstances.html", page_size)

EC2_RULES: Mapping[str, tuple[Rule, ...]] = {
    "DescribeInstances": (MALFORMED, UNKNOWN, VALUES, PAGE),
    "DescribeIamInstanceProfileAssociations": (VALUES, PAGE),
    GIVES: (
        MALFORMED,
        UNKNOWN,
        PROFILE,
        Rule("ec2-instance-state", "IncorrectInstanceState", f"{API}/API_{GIVES}.html", instance_state),
        Rule("ec2-one-association", "IncorrectState", f"{API}/API_{GIVES}.html", one_association),
    ),
    REPLACES: (PROFILE, Rule("ec2-active-association", "IncorrectState", f"{API}/API_{REPLACES}.html", active)),
}


def completed(call: Call, answer: Answer) -> Answer:
    """Return the answer to a call that moto has carried out, after what moto leaves out is done."""
    if not answer.succeeded or call.operation not in (*STATES, "RunInstances"):
        return answer
    if call.operation == "RunInstances":
        name, arn = call.get("IamInstanceProfile.Name"), call.get("IamInstanceProfile.Arn")
        launched = set(re.findall(r"<instanceId>(i-[0-9a-f]+)<", answer.body.decode())) if name or arn else set()
        for instance in launched - held(call).keys():  # moto gives it to the first only
            backend(call).associate_iam_instance_profile(instance, name, arn)
        return answer
    body = answer.body.decode().replace("<state>associated<", f"<state>{STATES[call.operation]}<")
    if call.operation == REPLACES:  # has an id of its own
        found = association(call)
        found.association_id = random_iam_instance_profile_association_id()
        profile = {"Arn": found.iam_instance_profile.arn, "Id": found.association_id}
        backend(call).modify_instance_attribute(found.instance.id, "iam_instance_profile", profile)
        body = body.replace(call["AssociationId"], found.association_id)
    return replace(answer, body=body.encode())


def associations(account_id: str, region: str) -> dict[str, Any]:
    """Return the associations that moto keeps. It makes networks with a backend, so one is not made to find none."""
    made = region in ec2_backends[account_id].keys()  # noqa: SIM118 - the backends themselves say that all are there
    return backend_of(account_id, region).iam_instance_profile_associations if made else {}


def saved(account_id: str, region: str) -> dict[str, Any]:
    """Return the associations of an account, detached from it."""
    return {key: copy.copy(item) for key, item in associations(account_id, region).items()}


def restored(account_id: str, region: str, before: Mapping[str, Any]) -> None:
    """Make the associations of an account what they were."""
    here = associations(account_id, region)
    here.clear()
    here.update({key: copy.copy(item) for key, item in before.items()})

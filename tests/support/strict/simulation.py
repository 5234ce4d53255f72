# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for IAM's policy simulator, which moto lacks: the policies of a user or role, and of an organization.

As AWS describes it: one result for each action, with the strictest decision on all resources, and one for each resource
in it. Condition keys without a value are told where the policies of the principal ask for them, not where those of the
organization do. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import Decision, decide
from tests.support.strict.answers import no_such
from tests.support.strict.call import Call
from tests.support.strict.moto_iam import Content, by_moto
from tests.support.strict.world import World, boundary_of

EVERYTHING = Document.parse(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
WORDS = {
    Decision.ALLOWED: "allowed",
    Decision.DENIED_EXPLICITLY: "explicitDeny",
    Decision.DENIED_IMPLICITLY: "implicitDeny",
}
STRICTEST = ("explicitDeny", "implicitDeny", "allowed")

Context = Mapping[str, Sequence[str]]
Named = Mapping[str, Document]


@dataclass(frozen=True, kw_only=True)
class Judge:
    """What decides about a principal: its policies by name, its boundary, and the policies of the organization."""

    policies: Named
    boundary: Document | None
    organization: Sequence[Document] | None
    context: Context

    def result(self, action: str, resources: Sequence[str]) -> dict[str, Any]:
        """Return the result for one action."""
        specific = [self.specific(action, resource) for resource in resources]
        strictest = min((item["EvalResourceDecision"] for item in specific), key=STRICTEST.index)
        found = {
            "EvalActionName": action,
            "EvalResourceName": "*",
            "EvalDecision": strictest,
            "MissingContextValues": sorted({key for item in specific for key in item["MissingContextValues"]}),
            "ResourceSpecificResults": specific,
        }
        if self.organization is not None:
            allowed = all(self.allowed_by_organization(action, resource) for resource in resources)
            found["OrganizationsDecisionDetail"] = {"AllowedByOrganizations": allowed}
        return found

    def allowed_by_organization(self, action: str, resource: str) -> bool:
        """Tell whether the policies of the organization allow an action."""
        documents = [EVERYTHING, *(self.organization or ())]
        return decide(documents, action, resource, self.context) is Decision.ALLOWED

    def specific(self, action: str, resource: str) -> dict[str, Any]:
        """Return the result for one action on one resource."""
        if not self.allowed_by_organization(action, resource):
            decision, missing = Decision.DENIED_EXPLICITLY, set[str]()
        else:
            decision = decide(self.policies.values(), action, resource, self.context)
            missing = set(self.missing(action, resource))
        found: dict[str, Any] = {"MatchedStatements": [], "MissingContextValues": sorted(missing)}
        if self.boundary is not None:
            bounded = decide([self.boundary], action, resource, self.context)
            found["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": bounded is Decision.ALLOWED}
            decision = bounded if decision is Decision.ALLOWED else decision
        if decision is Decision.DENIED_EXPLICITLY:
            found["MatchedStatements"] = [
                {"SourcePolicyId": name}
                for name, policy in self.policies.items()
                if decide([policy], action, resource, self.context) is decision
            ]
        return {**found, "EvalResourceName": resource, "EvalResourceDecision": WORDS[decision]}

    def missing(self, action: str, resource: str) -> Iterator[str]:
        """Give the condition keys without a value in the statements on an action and resource."""
        known = {key.lower() for key in self.context}
        for policy in self.policies.values():
            for statement in policy.statements:
                plain = replace(statement, effect="Allow", conditions=())
                if decide([replace(policy, statements=(plain,))], action, resource) is Decision.ALLOWED:
                    keys = (key for _operator, items in statement.conditions for key, _values in items)
                    yield from (key for key in keys if key.lower() not in known)


def in_force(world: World, arn: str) -> Document:
    """Return the document of a managed policy that is in force."""
    policy = world.policy(arn)
    (document,) = (item.document for item in policy.versions if item.version_id == policy.default_version_id)
    return Document.parse(document)


def policies_of(world: World, entity: Any) -> dict[str, Document]:
    """Return the policies of a principal by name, inline and managed."""
    inline = {name: Document.parse(text) for name, text in dict(entity.policies).items()}
    return {**{arn: in_force(world, arn) for arn in entity.managed_policies}, **inline}


def principal(world: World, arn: str) -> tuple[Named, Document | None]:
    """Return the policies of the user or role of this ARN, and its boundary."""
    if arn in {role.arn for role in world.assumed_only()}:
        return {"everything": EVERYTHING}, None
    for entity in (*world.users(), *world.roles()):
        if entity.arn == arn:
            holders = [entity, *(world.groups_of(entity) if entity in world.users() else ())]
            policies = {name: text for item in holders for name, text in policies_of(world, item).items()}
            boundary = boundary_of(entity)
            return policies, in_force(world, boundary) if boundary else None
    raise no_such(f"The policy source {arn} cannot be found.")


def simulate(world: World, call: Call) -> Content:
    """Moto lacks SimulatePrincipalPolicy."""
    policies, boundary = principal(world, call["PolicySourceArn"])
    further = {f"policy-input-{at}": Document.parse(text) for at, text in enumerate(call.get("PolicyInputList") or ())}
    organization = world.settings.organization
    judge = Judge(
        policies={**policies, **further},
        boundary=boundary,
        organization=None if organization is None else [Document.parse(json.dumps(item)) for item in organization],
        context={item["ContextKeyName"]: item["ContextKeyValues"] for item in call.get("ContextEntries") or ()},
    )
    resources = call.get("ResourceArns") or ["*"]
    return {"EvaluationResults": [judge.result(action, resources) for action in call["ActionNames"]]}


def get_role(world: World, call: Call) -> Content:
    """Moto lets roles be assumed that do not exist, and then does not find them."""
    role = world.role(call["RoleName"])
    return {"Role": role} if role.arn in {item.arn for item in world.assumed_only()} else by_moto(world, call)

# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for what STS knows of who calls, which ministack leaves out: MFA, and the role of a session.

* A request with a code of an MFA device begins a session with MFA; any code counts, since there are no devices.
* ``aws:PrincipalArn`` of a session is the ARN of its role with the path, not that of the session:
  https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

import dataclasses
import importlib
from contextvars import ContextVar
from typing import Any
from urllib.parse import parse_qs

evaluator: Any = importlib.import_module("ministack.core.iam_evaluator")
iam: Any = importlib.import_module("ministack.services.iam")
sts: Any = importlib.import_module("ministack.services.sts")

MFA_KEY = "aws:multifactorauthpresent"
WITH_CODE: ContextVar[bool] = ContextVar("WITH_CODE", default=False)

handle_request = sts.handle_request
register_session = sts.register_session
principal_keys = evaluator._principal_keys
evaluate_trust_policy = evaluator.evaluate_trust_policy
resolve_condition_key = evaluator._resolve_condition_key


async def handle(method: str, path: str, headers: Any, body: bytes, query_params: Any) -> Any:
    """Stand in for ministack's handler of STS: note whether the request has a code."""
    WITH_CODE.set("TokenCode" in parse_qs(body.decode()))
    return await handle_request(method, path, headers, body, query_params)


def register(access_key: str, session: dict[str, Any]) -> None:
    """Stand in for the beginning of a session."""
    register_session(access_key, {**session, "MultiFactor": WITH_CODE.get()})


def keys_of(credential: Any) -> dict[str, Any]:
    """Stand in for the condition keys that describe a caller: a long-lived key has none for MFA."""
    found: dict[str, Any] = dict(principal_keys(credential))
    session = sts._sessions.get(credential.access_key_id)
    if session is not None:
        found[MFA_KEY] = str(bool(session.get("MultiFactor"))).lower()
    return found


def trusts(document: Any, caller: str, request: Any = None) -> bool:
    """Stand in for the judgement of a trust policy: a code in the request itself counts."""
    if request is not None and WITH_CODE.get():
        request = dataclasses.replace(request, principal_keys={**request.principal_keys, MFA_KEY: "true"})
    return bool(evaluate_trust_policy(document, caller, request))


def resolve(key: str, request: Any) -> Any:
    """Stand in for the value of a condition key."""
    found = resolve_condition_key(key, request)
    if key.lower() != "aws:principalarn" or ":assumed-role/" not in str(found):
        return found
    account_id, name = str(found).split(":")[4], str(found).split("/")[1]
    return (iam._roles.get_scoped(account_id, None, name) or {}).get("Arn", found)


def install() -> None:
    """Put the stand-ins in place."""
    sts.handle_request, sts.register_session = handle, register
    sts._principal_keys = evaluator._principal_keys = keys_of
    evaluator.evaluate_trust_policy, evaluator._resolve_condition_key = trusts, resolve

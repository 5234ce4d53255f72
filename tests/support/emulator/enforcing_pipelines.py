# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for what ministack lacks of the services behind artifacts and pipelines, where permissions count.

* CodeCommit: every request is judged on its repository, and none finds it.
* KMS keys of objects: who stores an object with a key needs the key too, and more to store it in parts.
* Policy variables: a resource of a policy may hold what is known of the caller.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from tests.support.emulator.enforcing_services import Further, Request

SERVICE, TARGET = "codecommit", "CodeCommit_20150413"
KEY_HEADER = "x-amz-server-side-encryption-aws-kms-key-id"
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html: parts are decrypted to be put together.
USES_FOR_PARTS, USES = ("GenerateDataKey", "Decrypt"), ("GenerateDataKey",)
VARIABLE = re.compile(r"\$\{([^}]*)\}")


def repository(request: Request) -> str:
    """Return the repository of a request to CodeCommit."""
    fields = request.fields
    name = fields.get("repositoryName", "*")
    return str(fields.get("resourceArn") or f"arn:aws:codecommit:{request.region}:{request.account_id}:{name}")


async def _no_repository(*_request: Any) -> Any:
    responses: Any = importlib.import_module("ministack.core.responses")
    return responses.error_response_json("RepositoryDoesNotExistException", "No repository is stored here.", 400)


def add_code_commit() -> None:
    """Let ministack route and judge CodeCommit. To be called before its application is imported."""
    app: Any = importlib.import_module("ministack.app")
    router: Any = importlib.import_module("ministack.core.router")
    actions: Any = importlib.import_module("ministack.core.iam_actions")
    sys.modules[f"ministack.services.{SERVICE}"] = SimpleNamespace(handle_request=_no_repository)  # type: ignore[assignment]
    app.SERVICE_REGISTRY[SERVICE] = {"module": SERVICE}
    app.SERVICE_HANDLERS[SERVICE] = _no_repository
    router.SERVICE_PATTERNS[SERVICE] = {"target_prefixes": [TARGET]}
    actions.SERVICE_TO_IAM_NAMESPACE[SERVICE] = SERVICE


def on_objects(request: Request, action: str) -> Iterator[Further]:
    """Give the permissions that a request to S3 needs on the KMS key that it names."""
    key = request.headers.get(KEY_HEADER, "")
    if action == "s3:PutObject" and key:
        for use in USES_FOR_PARTS if "uploads" in request.params else USES:
            yield f"kms:{use}", key, {"kms:ViaService": f"s3.{request.region}.amazonaws.com"}


def filled(statement: Any, keys: dict[str, Any]) -> Any:
    """Return a statement with its variables filled in; one that the caller has no value for matches no resource."""

    def value(found: re.Match[str]) -> str:
        return str(keys.get(found[1].lower(), "\0"))

    return replace(
        statement,
        resources=[VARIABLE.sub(value, item) for item in statement.resources],
        not_resources=[VARIABLE.sub(value, item) for item in statement.not_resources],
    )


def with_variables(evaluate: Any) -> Any:
    """Return ministack's evaluation of policies, which then knows policy variables, and takes requests for TLS."""

    def evaluation(ctx: Any, *layers: Any) -> Any:
        known = {**ctx.principal_keys, "aws:principalaccount": ctx.principal_account}
        ctx = replace(ctx, secure_transport=True)
        return evaluate(ctx, *([[filled(item, known) for item in part] for part in layer] for layer in layers))

    return evaluation

# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: reads AWS's description of IAM: HTTP status of errors, form of parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.session

# Beside those of the model: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html, and other services
COMMON_ERRORS = {
    "AccessDenied": 403,
    "BucketAlreadyExists": 409,
    "ConflictException": 400,
    "InternalFailure": 500,
    "InvalidAction": 400,
    "InvalidClientTokenId": 403,
    "IncorrectInstanceState": 400,
    "IncorrectState": 400,
    "InvalidBucketAclWithObjectOwnership": 400,
    "InvalidParameterValue": 400,
    "NoSuchBucket": 404,
    "OperationAborted": 409,
    "ResourceNotFoundException": 400,
    "ServiceFailure": 500,
    "ServiceUnavailable": 503,
    "Throttling": 400,
    "ValidationError": 400,
}
# The classes that Java's regular expressions have and Python's have not; \w is Java's, ASCII only, before that.
CLASSES = (("\\w", "A-Za-z0-9_"), ("\\p{L}\\p{Z}\\p{N}", "\\w\\s"))


@cache
def service_model(service: str = "iam") -> Any:
    """Return botocore's model of a service."""
    return botocore.session.get_session().get_service_model(service)


@cache
def paginated_lists(service: str) -> dict[str, list[str]]:
    """Return the operations with pages, and the lists of their answers, as botocore's paginators know them."""
    loader = botocore.session.get_session().get_component("data_loader")
    found = loader.load_service_model(service, "paginators-1")["pagination"]
    keys = {name: config["result_key"] for name, config in found.items()}
    return {name: key if isinstance(key, list) else [key] for name, key in keys.items()}


@cache
def statuses() -> dict[str, int]:
    """Return the HTTP status of each error code."""
    errors = [shape.metadata["error"] for shape in service_model().error_shapes if "error" in shape.metadata]
    return COMMON_ERRORS | {item["code"]: item["httpStatusCode"] for item in errors}


@cache
def operation_names() -> frozenset[str]:
    """Return the names of all operations of IAM."""
    return frozenset(service_model().operation_names)


@cache
def pattern(text: str) -> re.Pattern[str]:
    """Return a pattern of the model as Python's; it has to match the whole value."""
    for java, python in CLASSES:
        text = text.replace(java, python)
    return re.compile(text)


def problems(shape: Any, value: Any, where: str) -> Iterator[str]:
    """Give what is wrong with a parameter, in AWS's words."""
    if shape.type_name == "structure":
        yield from missing(shape, value, where)
        for name, given in value.items():
            if name in shape.members:
                yield from problems(shape.members[name], given, f"{where}.{lowered(name)}" if where else lowered(name))
        return
    if shape.type_name == "list" and isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield from problems(shape.member, item, f"{where}.{number}.member")
    yield from (f"Value '{value}' at '{where}' failed to satisfy constraint: {text}" for text in limits(shape, value))


def missing(shape: Any, value: Any, where: str) -> Iterator[str]:
    """Give the required members that a structure lacks."""
    for name in shape.required_members:
        if name not in value:
            path = f"{where}.{lowered(name)}" if where else lowered(name)
            yield f"Value null at '{path}' failed to satisfy constraint: Member must not be null"


def limits(shape: Any, value: Any) -> Iterator[str]:
    """Give the limits that one value does not keep."""
    number = shape.type_name in ("integer", "long")
    measured = int(value) if number else len(value)
    what = "value" if number else "length"
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and measured < low:
        yield f"Member must have {what} greater than or equal to {low}"
    if high is not None and measured > high:
        yield f"Member must have {what} less than or equal to {high}"
    if (form := shape.metadata.get("pattern")) and not pattern(form).fullmatch(value):
        yield f"Member must satisfy regular expression pattern: {form}"
    if shape.type_name == "string" and shape.enum and value not in shape.enum:
        yield f"Member must satisfy enum value set: [{', '.join(shape.enum)}]"


def lowered(name: str) -> str:
    """Return the name of a parameter as AWS's messages write it."""
    return name[:1].lower() + name[1:]


def input_problems(operation: str, params: Any, service: str = "iam") -> list[str]:
    """Return all that the model finds wrong with the parameters of an operation."""
    shape = service_model(service).operation_model(operation).input_shape
    return [] if shape is None else list(problems(shape, params, ""))

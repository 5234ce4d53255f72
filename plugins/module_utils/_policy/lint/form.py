# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules on the form of a document: what IAM would refuse, or read otherwise than meant."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Iterator

from ..._iam.arn import Arn
from ..._plan.finding import Finding, finding
from ..language.conditions import OPERATORS, EvaluationError, split_operator
from ..language.document import MAX_SIZE, VERSION, Document
from ..language.partitions import PARTITIONS
from .findings import FINDINGS
from .scope import Scope, is_pattern, placeholder

__all__ = ["DOCUMENT_RULES", "STATEMENT_RULES", "misplaced"]

_OLD_VERSION = "2008-10-17"
_SID = re.compile(r"[A-Za-z0-9]*")
_ACTION = re.compile(r"\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?-]+")
_SHORT_DATE = re.compile(r"\d{4}(?:-\d{2})?")  # ISO 8601 has them, Python does not read them
_WANTED = {  # start of an operator -> what it needs
    "Bool": '"true" or "false"',
    "Null": '"true" or "false"',
    "Date": "a date in ISO 8601 or seconds since 1970",
    "Numeric": "a number",
    "Ip": "an IP address or a range such as 203.0.113.0/24",
    "NotIp": "an IP address or a range such as 203.0.113.0/24",
}
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\u00ff]")


def document_too_large(document: Document) -> Iterator[Finding]:
    """More than 6,144 characters without white space."""
    if document.size > MAX_SIZE:
        message = f"The document has {document.size} characters; a managed policy holds {MAX_SIZE}."
        yield finding(FINDINGS, "document-too-large", "Document", message)


def forbidden_character(document: Document) -> Iterator[Finding]:
    """A character outside Latin-1 in the text as it is sent to IAM."""
    characters = sorted(set(_FORBIDDEN.findall(document.text)))
    if characters:
        shown = ", ".join(f"{character!r} (U+{ord(character):04X})" for character in characters)
        yield finding(FINDINGS, "forbidden-character", "Document", f"IAM refuses {shown}.")


def empty_document(document: Document) -> Iterator[Finding]:
    """No statement at all."""
    if not document.statements:
        yield finding(FINDINGS, "empty-document", "Document", "The document has no statement.")


def outdated_version(document: Document) -> Iterator[Finding]:
    """Policy variables in the old version of the policy language, where they are plain text."""
    if document.version == _OLD_VERSION and "${" in document.text:
        message = f"Version {document.version} takes policy variables as plain text; only {VERSION} fills them in."
        yield finding(FINDINGS, "outdated-version", "Document", message)


def unknown_version(document: Document) -> Iterator[Finding]:
    """A version of the policy language that does not exist."""
    if document.version not in (VERSION, _OLD_VERSION):
        message = f"There is no version {document.version!r} of the policy language; write {VERSION}."
        yield finding(FINDINGS, "unknown-version", "Document", message)


def duplicate_sid(document: Document) -> Iterator[Finding]:
    """The same Sid twice."""
    for sid, times in Counter(statement.sid for statement in document.statements if statement.sid).items():
        if times > 1:
            yield finding(FINDINGS, "duplicate-sid", sid, f"{times} statements have the Sid {sid!r}.")


def bad_sid(scope: Scope) -> Iterator[Finding]:
    """A Sid with other characters than IAM takes."""
    if not _SID.fullmatch(scope.statement.sid):
        yield scope.finding("bad-sid", f"The Sid {scope.statement.sid!r} may have ASCII letters and digits only.")


def incomplete_statement(scope: Scope) -> Iterator[Finding]:
    """Not exactly one of Action and NotAction, or of Resource and NotResource."""
    statement = scope.statement
    for name, positive, negative in (
        ("Action", statement.actions, statement.not_actions),
        ("Resource", statement.resources, statement.not_resources),
    ):
        if bool(positive) is bool(negative):
            problem = "both" if positive else "neither"
            yield scope.finding("incomplete-statement", f"The statement has {problem} of {name} and Not{name}.")


def principal_in_identity_policy(scope: Scope) -> Iterator[Finding]:
    """A principal."""
    if scope.statement.principals or scope.statement.not_principals:
        yield scope.finding("principal-in-identity-policy", "A policy attached to an identity cannot name a principal.")


def malformed_action(scope: Scope) -> Iterator[Finding]:
    """An action that IAM cannot read."""
    for action in scope.statement.actions + scope.statement.not_actions:
        if not _ACTION.fullmatch(action):
            yield scope.finding("malformed-action", f"{action!r} does not have the form service:Name.", action)


def _values(scope: Scope) -> Iterator[str]:
    """Resources, then condition values."""
    yield from scope.statement.resources + scope.statement.not_resources
    for _operator, keys in scope.statement.conditions:
        for _key, values in keys:
            yield from values


def unfilled_placeholder(scope: Scope) -> Iterator[Finding]:
    """A placeholder in a resource or in a condition."""
    for value in _values(scope):
        unfilled = placeholder(value)
        if unfilled:
            yield scope.finding("placeholder", f"{value!r} still has the placeholder {unfilled!r}.")


# What of S3 lies in a Region; buckets and objects are named without one.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-resources-for-iam-policies
_REGIONAL_S3 = ("access-grants/", "accesspoint/", "async-request/", "job/", "storage-lens-group/", "storage-lens/")


def misplaced(resource: str) -> str:
    """What is wrong with an ARN that has all its parts; empty if nothing is."""
    arn = Arn.parse(resource)
    if not arn or "${" in resource.removesuffix(arn.resource):  # a variable has a colon too
        return ""
    regional = arn.service == "s3" and arn.resource.startswith(_REGIONAL_S3)
    if arn.service in ("iam", "s3") and arn.region and not regional:
        return f"names a Region, which this kind of resource of {arn.service} does not have"
    if arn.partition not in PARTITIONS and not is_pattern(arn.partition):
        return f"names the partition {arn.partition!r}, which does not exist"
    return "" if arn.service else "names no service"


def _is_resource(text: str) -> bool:
    """Tells whether a text is an ARN, a pattern of them that ends early with a wildcard, or ``*``."""
    return (
        (bool(text) and not text.strip("*"))
        or bool(Arn.parse(text))
        or (text.startswith("arn:") and "*" in text.rpartition(":")[2])
    )


def malformed_resource(scope: Scope) -> Iterator[Finding]:
    """A resource that is no ARN, unless it is a placeholder, which has a finding of its own."""
    for resource in scope.statement.resources + scope.statement.not_resources:
        if not _is_resource(resource) and not placeholder(resource):
            yield scope.finding("malformed-resource", f"{resource!r} is neither * nor an ARN.")
        elif misplaced(resource) and not placeholder(resource):
            yield scope.finding("malformed-resource", f"{resource!r} {misplaced(resource)}.")


def _readable(plain: str, value: str) -> bool:
    """Tells whether IAM can read a value of the policy as the type that an operator compares."""
    if plain in ("IpAddress", "NotIpAddress"):
        return _is_network(value)
    if plain == "Null":
        return value.lower() in ("true", "false")
    if plain.startswith("Date") and _SHORT_DATE.fullmatch(value):
        return True
    if plain == "Bool" or plain.startswith(("Date", "Numeric")):
        try:
            OPERATORS[plain].compare(value, value)
        except EvaluationError:
            return False
    return True


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def bad_condition_value(scope: Scope) -> Iterator[Finding]:
    """A value that is not of the type that its operator compares."""
    for operator, _prefix, plain, key, values in scope.operators():
        for value in values:
            if not _readable(plain, value) and not placeholder(value):
                wanted = " or ".join(text for start, text in _WANTED.items() if plain.startswith(start))
                yield scope.finding("bad-condition-value", f"{operator} on {key} needs {wanted}, got {value!r}.")


def unknown_condition_operator(scope: Scope) -> Iterator[Finding]:
    """An operator that IAM does not know."""
    for operator, _keys in scope.statement.conditions:
        try:
            split_operator(operator)
        except EvaluationError as error:
            yield scope.finding("unknown-condition-operator", str(error))


DOCUMENT_RULES = (
    document_too_large,
    forbidden_character,
    empty_document,
    unknown_version,
    outdated_version,
    duplicate_sid,
)
STATEMENT_RULES = (
    bad_sid,
    incomplete_statement,
    principal_in_identity_policy,
    malformed_action,
    malformed_resource,
    unfilled_placeholder,
    unknown_condition_operator,
    bad_condition_value,
)

# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules on ARNs that IAM stores and that match nothing: wrong Regions and accounts, unknown variables, cut secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..._iam.arn import Arn
from ..._plan.finding import Finding
from ..catalogue.services import arn_forms, key_facts
from ..language.partitions import PARTITIONS
from .form import misplaced
from .scope import VARIABLE, Scope, is_pattern, placeholder

__all__ = ["STATEMENT_RULES"]

_ACCOUNT = re.compile(r"\d{12}")
# Owners of what AWS shares, in place of an account.
_OWNERS = frozenset({"aws", "aws-managed", "amazon", "third-party", "cloudfront", "offering"})
_ACCOUNT_PATTERN = re.compile(r"[\d*?]*")
_REGION_PATTERN = re.compile(r"[a-z0-9*?-]*")
# What Secrets Manager appends to the name of a secret: a hyphen and six letters or digits.
# https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
_SUFFIX = re.compile(r"-[A-Za-z0-9?]{6}")
_WORD = re.compile(r"-[a-z]{6}")


def _wrong_region(arn: Arn) -> str:
    """What is wrong with the Region of an ARN that has one; empty if nothing is."""
    region = arn.region
    if not region or (is_pattern(region) and _REGION_PATTERN.fullmatch(region)):
        return ""
    if _ACCOUNT.fullmatch(region):
        return f"has the account {region} in the place of the Region"
    if any(known.regions.fullmatch(region) or region in known.known_regions for known in PARTITIONS.values()):
        return ""
    nearest = PARTITIONS["aws"].nearest(region)
    return f"has {region!r} for a Region" + (f"; {nearest} is meant, perhaps" if nearest else "")


def _wrong_account(arn: Arn) -> str:
    """What is wrong with the account of an ARN that has one; empty if nothing is."""
    account = arn.account_id
    if not account or account in _OWNERS or _ACCOUNT.fullmatch(account):
        return ""
    if is_pattern(account) and _ACCOUNT_PATTERN.fullmatch(account):
        return ""
    if account.isdigit():
        return f"has an account of {len(account)} digits; accounts have 12"
    return f"has {account!r} for an account"


def _wrong_form(arn: Arn) -> str:
    """Which part an ARN lacks, or must not have; empty if its kind of resource may be named so."""
    allowed = arn_forms(arn.service, arn.resource)
    region = {"R"} if arn.region.strip("*") else ({"R", "-"} if arn.region else {"-"})
    account = {"A"} if arn.account_id.strip("*") else ({"A", "-"} if arn.account_id else {"-"})
    if not allowed or any(form[0] in region and form[1] in account for form in allowed):
        return ""
    wrong = [
        f"{'lacks' if part == {'-'} else 'must not have'} {name}"
        for at, (part, name) in enumerate(((region, "a Region"), (account, "an account")))
        if not any(form[at] in part for form in allowed)
    ]
    return " and ".join(wrong) or "has a Region or an account too many"


def _problem(text: str) -> str:
    """Why an ARN matches nothing; empty if it may match something."""
    # a variable may hold a colon, and stands for anything
    arn = Arn.parse(VARIABLE.sub("*", text))
    if arn is None or placeholder(text) or misplaced(text):
        return ""
    problems = [problem for problem in (_wrong_region(arn), _wrong_account(arn)) if problem]
    return " and ".join(problems) or _wrong_form(arn)


def _arns(scope: Scope) -> Iterator[str]:
    """Resources, and the values that conditions compare with ARNs."""
    yield from scope.statement.resources + scope.statement.not_resources
    for _operator, _prefix, _plain, _key, values in scope.operators():
        yield from (value for value in values if value.startswith("arn:"))


def impossible_arn(scope: Scope) -> Iterator[Finding]:
    """An ARN whose Region or account no resource has."""
    for text in dict.fromkeys(_arns(scope)):
        problem = _problem(text)
        if problem:
            yield scope.finding("impossible-arn", f"{text!r} {problem}.")


def unknown_variable(scope: Scope) -> Iterator[Finding]:
    """A policy variable that IAM does not have; it never has a value."""
    values = [value for *_rest, values in scope.operators() for value in values]
    for text in (*scope.statement.resources, *scope.statement.not_resources, *values):
        for name in VARIABLE.findall(text):
            key = name.partition(",")[0].strip()
            if key.lower().startswith("aws:") and not placeholder(f"${{{name}}}") and not key_facts(key):
                yield scope.finding("unknown-variable", f"{text!r}: IAM has no policy variable ${{{name}}}.")


def secret_without_suffix(scope: Scope) -> Iterator[Finding]:
    """The ARN of a secret without the six characters at its end."""
    resources = scope.statement.resources
    for text in resources:
        arn = Arn.parse(VARIABLE.sub("*", text))
        if not arn or arn.service != "secretsmanager" or not arn.resource.startswith("secret:") or placeholder(text):
            continue
        ending = arn.resource[-7:]
        if "*" in ending or (_SUFFIX.fullmatch(ending) and not _WORD.fullmatch(ending)):
            continue
        if not _SUFFIX.fullmatch(ending):
            message = f"{text!r} lacks the six characters that end the ARN of a secret; append -??????."
            yield scope.finding("secret-without-suffix", message)
        elif not {f"{text}-??????", f"{text}-*", f"{text}*"}.intersection(resources):
            message = f"{text!r} ends in a word; if that belongs to the name, append -??????."
            yield scope.finding("secret-perhaps-without-suffix", message)


STATEMENT_RULES = (impossible_arn, unknown_variable, secret_without_suffix)

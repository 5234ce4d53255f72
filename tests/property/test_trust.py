# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever trust is asked for, the trust policy allows exactly the principals that the options name."""

from __future__ import annotations

from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust import (
    trust_policy,
    trusted_beyond,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust_options import TRUSTING, read_trust
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from tests.support.builders import IDENTITY
from tests.support.trust_evaluation import Caller, may_assume

OTHER = "444455556666"
USERS = tuple(f"arn:aws:iam::{account}:user/{name}" for account in ("111122223333", OTHER) for name in ("ada", "eve"))
ISSUER = "example.okta.com"
SIGN_IN = "https://signin.aws.amazon.com/saml"
MFA = {"aws:MultiFactorAuthPresent": "true"}
# Names that contain one another, in every way in which a careless pattern would take one for the other.
SETS = ("Admin", "Admin_X", "XAdmin", "Admin_0123456789abcdef", "XAWSReservedSSO_Admin", "A", "Admi", "admin")
SERVICES = ("account-access.amazonaws.com", "signin.amazonaws.com")
HEX = st.text("0123456789abcdef", min_size=16, max_size=16)


@st.composite
def trusts(draw: st.DrawFn) -> dict[str, Any]:
    """Options of any kinds of trust, at least one."""
    every: dict[str, Any] = {
        "trusted_principals": draw(st.lists(st.sampled_from((*USERS, OTHER)), min_size=1, unique=True)),
        "trusted_permission_sets": draw(st.lists(st.sampled_from(SETS), min_size=1, unique=True)),
        "saml_provider": "ExampleIdP",
        "oidc_provider": ISSUER,
        "trusted_services": draw(st.lists(st.sampled_from(SERVICES), min_size=1, unique=True)),
    }
    given_kinds = draw(st.sets(st.sampled_from(TRUSTING), min_size=1))
    params = {kind: every[kind] for kind in TRUSTING if kind in given_kinds}
    if "trusted_principals" in params:
        params["require_mfa"] = draw(st.sampled_from((None, True, False)))
        params["external_id"] = draw(st.sampled_from((None, "example")))
    if "saml_provider" in params:
        params["saml_conditions"] = draw(st.sampled_from((None, {"sub": ["ada", "a*"]})))
    if "oidc_provider" in params:
        params["oidc_conditions"] = draw(st.sampled_from(({"aud": "x"}, {"sub": "ada"}, {"aud": "x", "sub": "ada"})))
    return params


def is_asked(params: dict[str, Any], caller: Caller, set_name: str = "") -> bool:
    """What the options say of a caller, in other words than the policy."""
    context = caller.context
    if caller.kind == "Service":
        return caller.name in params.get("trusted_services", ())
    if caller.action == "sts:AssumeRoleWithSAML":
        sub = params.get("saml_conditions") is None or context["SAML:sub"].startswith("a")
        return "saml_provider" in params and context["SAML:aud"] == SIGN_IN and sub
    if caller.action == "sts:AssumeRoleWithWebIdentity":
        wanted = params.get("oidc_conditions", {})
        fits = all(context[f"{ISSUER}:{key}"] == value for key, value in wanted.items())
        return "oidc_provider" in params and fits
    named = params.get("trusted_principals", ())
    meets = params.get("require_mfa") is False or context.get("aws:MultiFactorAuthPresent") == "true"
    meets = meets and params.get("external_id") in (None, context.get("sts:ExternalId"))
    if meets and (caller.name in named or caller.account_id in named):
        return True
    here = caller.account_id == IDENTITY.account_id
    return here and bool(set_name) and set_name in params.get("trusted_permission_sets", ())


@st.composite
def callers(draw: st.DrawFn) -> tuple[Caller, str]:
    """Callers of all kinds, and the permission set of those who have one."""
    mfa = draw(st.sampled_from(({}, MFA, {"aws:MultiFactorAuthPresent": "false"})))
    external = draw(st.sampled_from(({}, {"sts:ExternalId": "example"}, {"sts:ExternalId": "other"})))
    kind = draw(st.sampled_from(("user", "set", "saml", "oidc", "service")))
    event(kind)
    if kind == "user":
        return Caller(kind="AWS", name=draw(st.sampled_from(USERS)), context={**mfa, **external}), ""
    if kind == "set":
        name, region = draw(st.sampled_from(SETS)), draw(st.sampled_from(("", "eu-central-1/", "us-gov-west-1/")))
        account = draw(st.sampled_from((IDENTITY.account_id, OTHER)))
        role = f"role/aws-reserved/sso.amazonaws.com/{region}AWSReservedSSO_{name}_{draw(HEX)}"
        return Caller(kind="AWS", name=f"arn:aws:iam::{account}:{role}", context={**mfa, **external}), name
    if kind == "service":
        return Caller(kind="Service", name=draw(st.sampled_from((*SERVICES, "ec2.amazonaws.com")))), ""
    sub = draw(st.sampled_from(("ada", "eve")))
    provider = f"arn:aws:iam::{IDENTITY.account_id}:"
    if kind == "saml":
        aud = draw(st.sampled_from((SIGN_IN, "https://example.com/saml")))
        context = {"SAML:aud": aud, "SAML:sub": sub}
        name = f"{provider}saml-provider/ExampleIdP"
        return Caller(kind="Federated", name=name, action="sts:AssumeRoleWithSAML", context=context), ""
    context = {f"{ISSUER}:aud": draw(st.sampled_from(("x", "y"))), f"{ISSUER}:sub": sub}
    name = f"{provider}oidc-provider/{ISSUER}"
    return Caller(kind="Federated", name=name, action="sts:AssumeRoleWithWebIdentity", context=context), ""


@settings(max_examples=400)
@given(trusts(), callers())
def test_exactly_those_who_are_asked_for_can_assume_the_role(params: dict[str, Any], who: tuple[Caller, str]) -> None:
    caller, set_name = who
    trust = read_trust("general_role", params, IDENTITY)
    expected = is_asked(params, caller, set_name)
    event(f"allowed: {expected}")
    assert may_assume(trust, caller) is expected


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(SETS), min_size=1, max_size=2, unique=True),
    st.lists(st.text("A_0", min_size=1, max_size=20), max_size=2),
    HEX,
)
def test_no_set_is_taken_for_another_one(known: list[str], made_up: list[str], suffix: str) -> None:
    trusted = [*known, *made_up]
    trust = read_trust("general_role", {"trusted_permission_sets": trusted}, IDENTITY)
    path = f"arn:aws:iam::{IDENTITY.account_id}:role/aws-reserved/sso.amazonaws.com"
    for name in {*SETS, *trusted, *(f"{name}_0" for name in trusted), *(f"A_{name}" for name in trusted)}:
        for place in (path, f"{path}/eu-central-1"):
            caller = Caller(kind="AWS", name=f"{place}/AWSReservedSSO_{name}_{suffix}")
            assert may_assume(trust, caller) is (name in trusted), name


@settings(max_examples=100)
@given(trusts(), callers())
def test_whoever_names_the_same_in_another_order_gets_the_same_policy(
    params: dict[str, Any], who: tuple[Caller, str]
) -> None:
    turned = {key: value[::-1] if isinstance(value, list) else value for key, value in reversed(params.items())}
    trust, other = (read_trust("general_role", given_params, IDENTITY) for given_params in (params, turned))
    assert trust.text == other.text
    assert trusted_beyond(trust, other) == ()
    assert Document.parse(trust.text) == trust
    assert not may_assume(trust_policy(()), who[0])
